"""A policy that names no approver is lawful: then nobody may approve a dispensation."""

import pytest
from attrs import evolve

import ikm_sinergi as ikm

MENTORING = ikm.ProgramKind.MENTORING


@pytest.fixture(scope="module")
def policy():
    """The bundled policy, in which nobody may approve."""
    return evolve(ikm.policies()[0], approvers=[])


@pytest.fixture(scope="module")
def records():
    """The example in which W-2 is a newcomer and W-4 has a dispensation."""
    return ikm.read("examples/wajo-continuity")


def test_dispensation_covers_nothing(records, policy):
    """What it would waive is found, and so is the approver, in words that can be read."""
    report = ikm.check(records, year=2021, policies=policy, select=["IKM201", "IKM704"])
    assert report.rules["IKM201"].waived == 0
    (found,) = [one for one in report.findings if one.code == "IKM704"]
    assert found.values["approvers"] == ()
    assert found.remedy("en").startswith("Have it approved by an agency that may approve (none)")
    assert "(tidak ada)" in found.remedy("id")


def test_verdicts_propose_no_dispensation(records, policy):
    """Nobody could grant it."""
    verdicts = [
        ikm.eligibility(records, "W-2", MENTORING, year=2021, policies=policy),
        ikm.eligibility(records, "W-4", MENTORING, year=2021, policies=policy),
        ikm.may_join(MENTORING, year=2021, history=[], policy=policy),
    ]
    for verdict in verdicts:
        assert verdict.outcome is ikm.Eligibility.NOT_ELIGIBLE
        assert {remedy.phrase.key for remedy in verdict.remedies} == {
            "remedy_record",
            "remedy_train",
        }


def test_candidates_are_those_without_a_dispensation(records, policy):
    """W-4 was one by its dispensation alone."""
    found = ikm.candidates(records, year=2021, policies=policy)
    assert {row.participant for row in found.rows} == {"W-1", "W-5", "W-6"}
