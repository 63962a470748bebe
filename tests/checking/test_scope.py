"""For which regencies the plan is judged: by the check, by coverage, and where nothing can be."""

from pathlib import Path

import pytest
from attrs import evolve

import ikm_sinergi as ikm
from ikm_sinergi import planning
from ikm_sinergi.checking.run import scope_of
from ikm_sinergi.errors import IkmSinergiError, InvalidValueError, ScopeError, UnknownRegencyError

SULSEL = ikm.policies()[0]
PLACES = ikm.regencies()
PLAN = ikm.read(Path(__file__).resolve().parents[2] / "examples" / "sulsel-2021")
JAVA = evolve(SULSEL, id="java", province="34", potentials={}, announced=())


def test_no_scope_is_everywhere():
    """Which an empty one is not."""
    assert scope_of(None, PLACES, [SULSEL]) is None
    assert scope_of([], PLACES, [SULSEL]) == ()


def test_names_and_codes_are_codes_in_order_and_once():
    """However they are written."""
    assert scope_of(["Wajo", "73.06", "KAB. WAJO"], PLACES, [SULSEL]) == ("73.06", "73.13")


@pytest.mark.parametrize("area", PLACES.areas, ids=lambda area: area.name)
def test_an_area_is_all_its_regencies(area):
    """Every bundled one, in any case, also where `find` knows several by that name."""
    assert scope_of([area.name.upper()], PLACES, [SULSEL]) == tuple(sorted(area.members))
    assert scope_of([area.name, area.members[0]], PLACES, [SULSEL]) == tuple(sorted(area.members))


def test_a_name_that_is_neither_is_refused_with_hints():
    """As anywhere else."""
    with pytest.raises(UnknownRegencyError) as caught:
        scope_of(["Luwu Tmur"], PLACES, [SULSEL])
    assert caught.value.hints == ("Kabupaten Luwu Timur",)


def test_a_regency_that_no_policy_is_for_is_refused():
    """To find nothing there would look like all is well."""
    with pytest.raises(ScopeError) as caught:
        scope_of(["Wajo", "Sleman"], PLACES, [SULSEL])
    error = caught.value
    assert isinstance(error, IkmSinergiError)
    assert (error.name, error.province) == ("Kabupaten Sleman", "Daerah Istimewa Yogyakarta")
    assert error.provinces == ("Sulawesi Selatan",)
    assert str(error) == (
        "nothing can be judged for Kabupaten Sleman: it is in the province"
        " Daerah Istimewa Yogyakarta, and the policies used are for Sulawesi Selatan"
    )
    assert scope_of(["Wajo", "Sleman"], PLACES, [SULSEL, JAVA]) == ("34.04", "73.13")
    with pytest.raises(ScopeError, match="are for no province"):
        scope_of(["Wajo"], PLACES, [])


def test_a_province_without_a_plan_is_blamed_for_none():
    """No program of it is on record, so nothing tells that its regencies were forgotten."""
    report = ikm.check(PLAN, year=2021, scope=["Sleman"], policies=[JAVA], select="IKM401")
    assert report.rules["IKM401"].applicable == 0


def test_a_check_and_a_coverage_take_areas():
    """And judge each regency of them."""
    report = ikm.check(PLAN, year=2021, scope=["Luwu Raya"])
    assert report.scope == ("73.17", "73.22", "73.24", "73.73")
    assert report.rules["IKM401"].applicable == 4
    covered = planning.coverage(PLAN, year=2021, scope=["Toraja"])
    assert [row.regency for row in covered.rows] == ["73.18", "73.26"]


def test_a_check_and_a_coverage_refuse_what_they_cannot_judge():
    """Also where no year is judged at all, by all policies at hand."""
    for year in (2021, 2019, None):
        with pytest.raises(ScopeError, match="Sleman"):
            ikm.check(ikm.Records() if year is None else PLAN, year=year, scope=["Sleman"])
    with pytest.raises(ScopeError, match="Sleman"):
        planning.coverage(PLAN, year=2021, scope=["Sleman"])


@pytest.mark.parametrize("year", [21, [2021, 21]])
def test_a_year_that_is_none_is_refused(year):
    """Not judged in silence."""
    with pytest.raises(InvalidValueError, match="21 is not a year"):
        ikm.check(PLAN, year=year)


def test_policies_of_two_provinces_are_compared():
    """The scope of one under the policy of the other can be no reason, and is passed over."""
    market = ikm.Program(
        id="sleman", year=2021, kind="market", title="Pasar murah", regencies=["34.04"]
    )
    both = PLAN.changed(add=[market])
    before = ikm.check(both, year=2021, scope=["Bone"], select="IKM401")
    after = ikm.check(both, year=2021, scope=["Sleman"], policies=[JAVA], select="IKM401")
    comparison = planning.compare(before, after)
    assert {one.subject["regency"] for one in comparison.differences} == {"73.08", "34.04"}
    assert all(one.because for one in comparison.differences)
