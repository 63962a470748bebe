import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikm_sinergi.domain.terms import ParticipationStatus, ProgramKind, SizeClass
from ikm_sinergi.errors import PolicyError
from ikm_sinergi.reference.policy import Announcement, Potential, Prerequisite, SizeThresholds

SMALL, MEDIUM, LARGE = SizeClass.SMALL, SizeClass.MEDIUM, SizeClass.LARGE
BILLION = 1_000_000_000

LAW = SizeThresholds(
    few_workers=19, small_investment_below=BILLION, medium_investment_up_to=15 * BILLION
)
TRAINED = Prerequisite(kinds=[ProgramKind.TRAINING], within=1, status=ParticipationStatus.COMPLETED)
CLINIC = Announcement(id="clinic", year=2021, statement="S9")


@pytest.mark.parametrize(
    ("workers", "investment", "size"),
    [
        (0, 0, SMALL),
        (19, BILLION - 1, SMALL),
        (19, BILLION, MEDIUM),
        (19, 99 * BILLION, MEDIUM),
        (20, 0, MEDIUM),
        (20, 15 * BILLION, MEDIUM),
        (20, 15 * BILLION + 1, LARGE),
    ],
)
def test_size_classes_of_the_law(workers, investment, size):
    """The classes part where Permenperin 64/2016 says, to the worker and the rupiah."""
    assert LAW.possible(workers, investment) == {size}


@pytest.mark.parametrize(
    ("workers", "investment", "sizes"),
    [
        (None, None, {SMALL, MEDIUM, LARGE}),
        (19, None, {SMALL, MEDIUM}),
        (20, None, {MEDIUM, LARGE}),
        (None, BILLION - 1, {SMALL, MEDIUM}),
        (None, BILLION, {MEDIUM}),
        (None, 15 * BILLION, {MEDIUM}),
        (None, 15 * BILLION + 1, {MEDIUM, LARGE}),
    ],
)
def test_sizes_still_possible(workers, investment, sizes):
    """With a number not stated, every class is possible that some number would give."""
    assert LAW.possible(workers, investment) == sizes


@given(st.integers(0, 40), st.integers(0, 30 * BILLION))
def test_stating_a_number_only_narrows(workers, investment):
    """What is found with both numbers was possible before they were stated."""
    known = LAW.possible(workers, investment)

    assert len(known) == 1
    assert known <= LAW.possible(workers, None) & LAW.possible(None, investment)


@pytest.mark.parametrize(
    ("part", "field", "value", "problem"),
    [
        (LAW, "few_workers", True, "is not a whole number of one or more"),
        (LAW, "few_workers", 0, "is not a whole number of one or more"),
        (LAW, "small_investment_below", 1e9, "is not a whole number of one or more"),
        (TRAINED, "within", 0, "is not a whole number of one or more"),
        (TRAINED, "kinds", [], "is empty"),
        (TRAINED, "kinds", "training", "is not a list"),
        (TRAINED, "kinds", ["training"], "'training' is not one of the allowed terms"),
        (TRAINED, "kinds", [ProgramKind.TRAINING] * 2, "names the same thing twice"),
        (TRAINED, "status", "completed", "is not completed, the only status"),
        (TRAINED, "status", ParticipationStatus.ATTENDING, "is not completed, the only status"),
        (CLINIC, "year", "2021", "is not a year between 1945 and 2100"),
        (CLINIC, "id", "", "is empty"),
        (CLINIC, "kind", "coaching_clinic", "is not one of the allowed terms"),
        (CLINIC, "regency", "7306", "is not a Kemendagri code"),
        (Potential(commodities=["yarn"], statement="S5"), "commodities", (), "is empty"),
    ],
)
def test_wrong_value(part, field, value, problem):
    """A part refuses what its field cannot hold, by the name of the field."""
    with pytest.raises(PolicyError, match=problem) as caught:
        attrs.evolve(part, **{field: value})

    assert caught.value.subject == field


def test_limits_in_the_wrong_order():
    """Size limits that leave a gap are refused."""
    with pytest.raises(PolicyError, match="is less than small_investment_below"):
        attrs.evolve(LAW, medium_investment_up_to=BILLION - 1)


def test_announcement_in_two_places():
    """A program is announced for a regency or for an area."""
    with pytest.raises(PolicyError, match="both a regency and an area"):
        attrs.evolve(CLINIC, regency="73.18", area="Toraja")
