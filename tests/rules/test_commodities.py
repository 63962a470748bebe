"""IKM204 where a commodity cannot be read, which no clean vector reaches."""

import ikm_sinergi as ikm

ROWS = {
    "programs": [
        {"id": "t20", "year": 2020, "kind": "training", "title": "A", "commodity": "benang"},
        {"id": "m21", "year": 2021, "kind": "mentoring", "title": "B", "commodity": 7},
    ],
    "participations": [
        {"participant": "P", "program": "t20", "status": "completed"},
        {"participant": "P", "program": "m21"},
        {"participant": "NEW", "program": "m21"},
    ],
}


def test_a_commodity_that_cannot_be_read_leaves_those_trained_undecided():
    """Who was trained in something may have kept to it; who was not is not judged."""
    report = ikm.check(ikm.Records.from_rows(ROWS), year=2021, select="IKM204")
    tally = report.rules["IKM204"]
    assert (tally.applicable, tally.undecided) == (1, 1)
    assert report.findings[0].subject["participant"] == "P"
