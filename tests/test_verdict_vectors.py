"""Runs vectors/verdicts/*.toml: the verdict, its evidence, and every remedy applied."""

import pytest

import ikm_sinergi as ikm
from vectors import FOLDER, read

SAID = ("title", "kind", "outcome", "says", "evidence", "missing", "remedies", "refused")


def each_case():
    """Return every case with the records it stands on, named after its title."""
    for path in sorted(FOLDER.glob("verdicts/*.toml")):
        for case in read(path, asked=("complete",), said=SAID)["cases"]:
            yield pytest.param(case, case["records"], id=f"{path.stem}: {case['title']}")


CASES = list(each_case())


@pytest.mark.parametrize(("case", "tables"), CASES)
def test_a_verdict_is_what_the_vector_says(case, tables):
    """Outcome, words, evidence, what is missing, and each remedy, which does what it says.

    A draft of a dispensation is for people to decide, and changes nothing.
    """
    records = ikm.Records.from_rows(tables, complete=case.get("complete", ()))
    kind = case.get("kind", "mentoring")
    verdict = ikm.eligibility(records, "P", kind, year=2021)
    said = {
        "outcome": verdict.outcome,
        "says": verdict.say(),
        "evidence": [one.say() for one in verdict.evidence],
        "missing": None if verdict.missing is None else verdict.missing.say(),
        "remedies": [one.say() for one in verdict.remedies],
        "refused": [one.phrase.say() for one in verdict.refused],
    }
    assert {name: said[name] for name in said if name in case} == {
        name: case[name] for name in said if name in case
    }
    assert bool(verdict.remedies) is not verdict.ok
    for remedy in verdict.remedies:
        changed = remedy.applied_to(records)
        if remedy.draft is not None:
            assert changed == records
            continue
        assert ikm.eligibility(changed, "P", kind, year=remedy.year).ok


@pytest.mark.parametrize(("case", "tables"), CASES)
def test_the_rule_says_the_same_of_a_participation(case, tables):
    """Enrolled in the program of the year, the IKM is judged by the rule as by the verdict."""
    kind = case.get("kind", "mentoring")
    program = {"id": "2021-P", "year": 2021, "kind": kind, "title": "Kegiatan"}
    enrolled = {
        **tables,
        "programs": [*tables["programs"], program],
        "participations": [
            *tables["participations"],
            {"participant": "P", "program": "2021-P", "status": "attending"},
        ],
    }
    records = ikm.Records.from_rows(enrolled, complete=case.get("complete", ()))
    report = ikm.check(records, year=2021, select=["IKM201", "IKM202"])
    tally = report.rules["IKM201" if kind == "mentoring" else "IKM202"]
    assert {
        "eligible": tally.passed + tally.waived,
        "not_eligible": tally.violated,
        "undecided": tally.undecided,
    }[case["outcome"]] == 1
