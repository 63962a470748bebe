"""Verdicts about one IKM from the history its own application has."""

import pytest
from attrs import evolve

import ikm_sinergi as ikm
from ikm_sinergi.errors import InvalidValueError, PolicyError


def test_trained_last_year_is_eligible():
    """A completed training of the year before is all that is asked for."""
    verdict = ikm.may_join(
        ikm.ProgramKind.MENTORING,
        year=2021,
        history=[ikm.Step(year=2020, kind="training", status="completed", commodity="yarn")],
    )
    assert verdict.ok
    assert verdict.outcome is ikm.Eligibility.ELIGIBLE
    assert verdict.policy == "sulsel-2021"
    (condition,) = verdict.conditions
    assert (condition.code, condition.outcome) == ("IKM201", ikm.Outcome.PASSED)
    assert condition.expected.say("id") == "pelatihan yang selesai pada 2020"
    assert condition.found.say() == "completed training in 2020"
    assert verdict.remedies == ()
    assert verdict.say() == "eligible for mentoring in 2021"
    assert verdict.say("id") == "memenuhi syarat untuk pendampingan tahun 2021"


def test_a_near_miss_is_named():
    """Trained two years ago: not eligible, and the evidence and the remedies say why."""
    verdict = ikm.may_join(
        "apprenticeship",
        year=2021,
        history=[ikm.Step(year=2019, kind="training", status="completed")],
    )
    assert verdict.outcome is ikm.Eligibility.NOT_ELIGIBLE
    assert not verdict.ok
    assert [one.say() for one in verdict.evidence] == [
        "completed training in 2019, the rule needs 2020"
    ]
    assert verdict.evidence[0].key == {}
    assert [one.say() for one in verdict.remedies] == [
        "A completed training in 2021 makes it eligible in 2022.",
        "A dispensation for IKM202 in 2021, approved by disperin-sulsel, disdag-sulsel,"
        " admits it this year.",
    ]
    assert verdict.say() == "not eligible for apprenticeship in 2021: no completed training in 2020"


def test_no_history_at_all_is_not_eligible():
    """The history is the caller's word that it is whole, so an empty one decides."""
    verdict = ikm.may_join("mentoring", year=2021, history=[])
    assert verdict.outcome is ikm.Eligibility.NOT_ELIGIBLE
    assert verdict.conditions[0].found.say("id") == "tidak ada catatan pelatihan pada 2020"


def test_an_open_step_is_undecided():
    """What is not marked completed is not decided either way."""
    verdict = ikm.may_join("mentoring", year=2021, history=[ikm.Step(year=2020, kind="training")])
    assert verdict.outcome is ikm.Eligibility.UNDECIDED
    assert not verdict.ok
    assert [one.say() for one in verdict.remedies] == [
        "State whether the participation of 2020 was completed."
    ]
    assert "not marked completed" in verdict.say()


@pytest.mark.parametrize("kind", ["training", "development", "coaching_clinic", "market"])
def test_what_asks_for_nothing_takes_everybody(kind):
    """Only mentoring and apprenticeship ask for a step before."""
    verdict = ikm.may_join(kind, year=2021, history=[])
    assert verdict.ok
    assert verdict.conditions == ()
    assert verdict.say()


def test_a_verdict_is_no_boolean():
    """`if verdict:` would take undecided for yes."""
    with pytest.raises(TypeError, match=r"\.ok"):
        bool(ikm.may_join("training", year=2021, history=[]))


def test_a_year_without_a_policy_is_an_error():
    """Without a policy there is nothing to judge by; the caller may bring one."""
    with pytest.raises(PolicyError, match="2020"):
        ikm.may_join("mentoring", year=2020, history=[])
    own = evolve(ikm.policies()[0], id="own", prerequisites={})
    assert ikm.may_join("mentoring", year=2020, history=[], policy=own).policy == "own"


@pytest.mark.parametrize(("kind", "year"), [("kursus", 2021), ("mentoring", "2021")])
def test_what_cannot_be_asked_is_an_error(kind, year):
    """A kind that does not exist or a year as text is refused."""
    with pytest.raises(InvalidValueError):
        ikm.may_join(kind, year=year, history=[])
