import datetime as dt

import attrs
import pytest

from ikm_sinergi import Program, Records, check, policies

POLICY = policies()[0]
ENDED = attrs.evolve(POLICY, id="ended", valid_to=dt.date(2021, 12, 31))
EARLIER = attrs.evolve(
    POLICY, id="earlier", valid_from=dt.date(2018, 1, 1), valid_to=dt.date(2019, 12, 31)
)
NEXT = attrs.evolve(POLICY, id="next", valid_from=dt.date(2023, 1, 1), valid_to=None)


def programs(*years):
    """One program for each of these years."""
    return Records(
        programs=[Program(id=f"p{y}", year=y, kind="training", title="Pelatihan") for y in years]
    )


@pytest.mark.parametrize(
    ("given", "judged", "found"),
    [
        ([ENDED, NEXT], 2, [2022]),
        ([NEXT, ENDED, EARLIER], 4, [2020, 2022]),
        ([NEXT], 0, []),
    ],
)
def test_gap_between_two_policies(given, judged, found):
    """A year that the next policy covers is fine; one in between is not, nor before any history."""
    report = check(programs(2017, 2020, 2021, 2022, 2023), policies=given)
    assert report.rules["IKM801"].applicable == judged
    assert [one.year for one in report.findings if one.code == "IKM801"] == found


def test_message_names_the_place_and_the_year():
    """However many policies ended before."""
    report = check(programs(2022), policies=[EARLIER, ENDED], year=2022, select="IKM801")
    (finding,) = report.findings
    assert finding.values == {"year": 2022, "province": "73", "place": "Sulawesi Selatan"}
    assert finding.say("id").startswith("tidak ada kebijakan untuk Sulawesi Selatan tahun 2022")
