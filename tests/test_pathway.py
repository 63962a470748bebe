"""Who may follow whom: every way a look-back can pass, fail or stay open."""

import pytest
from attrs import evolve

import ikm_sinergi as ikm
from ikm_sinergi.errors import InvalidValueError
from ikm_sinergi.pathway import PathwayEvidence, hints, later_kinds, look_back, weigh, years_before
from ikm_sinergi.records.gaps.gap import years_told
from ikm_sinergi.reference.policy import Prerequisite
from rows_of_wajo import person, program, step

MENTORING = ikm.ProgramKind.MENTORING
TRAINING = ikm.ProgramKind.TRAINING
NIB = "1234567890123"
POLICY = ikm.policies()[0]
SLOW = evolve(
    POLICY,
    prerequisites={
        MENTORING: Prerequisite(
            kinds=(TRAINING,), within=2, status=ikm.ParticipationStatus.COMPLETED
        )
    },
)


def held(programs=(), participants=(), participations=(), **options):
    """Return records in which the history of Wajo in 2020 is held by another IKM."""
    return ikm.Records.from_rows(
        {
            "programs": [program("t20"), *programs],
            "participants": [person("OTHER"), *participants],
            "participations": [step("OTHER", "t20"), *participations],
        },
        **options,
    )


def judge(records, policy=POLICY, kind=MENTORING):
    """Judge P for 2021."""
    return look_back(records, "P", kind, 2021, policy, name_of=lambda code: f"<{code}>")


def told_of(records):
    """What is told of P beside the ruling, whom it may be too."""
    prerequisite = POLICY.prerequisite(MENTORING)
    years = years_before(2021, prerequisite)
    return PathwayEvidence("P", judge(records), prerequisite, years)(records)


def test_a_completed_step_passes_whatever_else_is_in_doubt():
    """A completed training of the year before passes even beside an open one and a twin."""
    records = held(
        programs=[program("t20b"), program("d20", kind="development")],
        participants=[person("P", nib=NIB), person("TWIN", nib=NIB)],
        participations=[step("P", "t20b", "attending"), step("P", "t20"), step("P", "d20")],
    )
    assert judge(records).outcome is ikm.Outcome.PASSED


def test_a_newcomer_in_a_held_history_is_found():
    """Others of the regency are on the list of the year before, this one is not."""
    ruling = judge(held(participants=[person("P")]))
    assert ruling.outcome is ikm.Outcome.VIOLATED
    assert ruling.steps == ()


def test_a_policy_that_asks_for_nothing_passes():
    """Without a prerequisite everybody may join."""
    records = held(participants=[person("P")])
    assert judge(records, evolve(POLICY, prerequisites={})).outcome is ikm.Outcome.PASSED
    assert judge(records, kind=TRAINING).outcome is ikm.Outcome.PASSED


UNDECIDED = {
    "open: attending": (
        {"participations": [step("P", "t20", "attending")]},
        "open_step",
    ),
    "open: registered": ({"participations": [step("P", "t20", "registered")]}, "open_step"),
    "open: no status": ({"participations": [step("P", "t20", None)]}, "open_step"),
    "the method is not stated": (
        {
            "programs": [program("d20", kind="development")],
            "participations": [step("P", "d20", None)],
        },
        "unsettled_step",
    ),
    "mentored in the year before": (
        {"programs": [program("m20", kind="mentoring")], "participations": [step("P", "m20")]},
        "other_step",
    ),
    "mentored, and perhaps completed": (
        {
            "programs": [program("m20", kind="mentoring")],
            "participations": [step("P", "m20", "attending")],
        },
        "open_later_step",
    ),
    "a program nobody knows": ({"participations": [step("P", "lost")]}, "unknown_program_step"),
    "a program that was rejected": (
        {
            "programs": [program("bad", kind="?")],
            "participations": [step("P", "bad")],
        },
        "rejected_row",
    ),
    "a program with two contents": (
        {
            "programs": [program("two"), program("two", kind="market")],
            "participations": [step("P", "two")],
        },
        "duplicate_id",
    ),
    "a program whose status cannot be read": (
        {"programs": [program("t20b", status="?")], "participations": [step("P", "t20b")]},
        "unreadable_field",
    ),
    "its own row was rejected": (
        {"participants": [person("P", name="")]},
        "rejected_row",
    ),
    "a participation of its was rejected": (
        {"participants": [person("P")], "participations": [step("P", "")]},
        "rejected_row",
    ),
    "its id has two contents, of which one is from elsewhere": (
        {"participants": [person("P"), person("P", regency="73.12")]},
        "history_not_held",
    ),
    "no regency": ({"participants": [person("P", regency=None)]}, "regency_not_known"),
    "not in the table": ({"participants": []}, "regency_not_known"),
    "another regency": ({"participants": [person("P", regency="73.12")]}, "history_not_held"),
}


@pytest.mark.parametrize(("tables", "cause"), UNDECIDED.values(), ids=UNDECIDED)
def test_what_is_in_doubt_is_undecided(tables, cause):
    """Each doubt has its own cause, in words of both languages."""
    ruling = judge(held(**{"participants": [person("P")], **tables}))
    assert (ruling.outcome, ruling.why.cause) == (ikm.Outcome.UNDECIDED, cause)
    for lang in ("en", "id"):
        assert ruling.why.say(lang)


TWINS = {
    "the same NIB": ("nib", {"nib": NIB}, {"nib": NIB, "regency": "73.12"}),
    "the same owner": (
        "nik",
        {"owner": {"nik": "7306000000000001"}},
        {"owner": {"nik": "7306000000000001"}},
    ),
    "the same name but for spelling": (
        "name",
        {"name": "UD Sinar-Contoh"},
        {"name": "ud. sinar contoh"},
    ),
}


@pytest.mark.parametrize(("mark", "mine", "theirs"), TWINS.values(), ids=TWINS)
def test_a_step_under_another_id_is_undecided_and_named(mark, mine, theirs):
    """The possible match is named with what it matched on; it decides nothing."""
    records = held(
        participants=[person("P", **mine), person("TWIN", **theirs)],
        participations=[step("TWIN", "t20")],
    )
    ruling = judge(records)
    assert (ruling.outcome, ruling.why.cause) == (ikm.Outcome.UNDECIDED, "other_id")
    (evidence,) = ruling.doubted
    assert evidence.record.id == "P"
    assert evidence.phrase.values["other"] == "TWIN"
    assert evidence.phrase.values["match"].key == f"match_{mark}"


def test_a_twin_without_the_step_is_no_help():
    """Another id that withdrew from the step leaves the newcomer a newcomer."""
    records = held(
        participants=[person("P", nib=NIB), person("TWIN", nib=NIB)],
        participations=[step("TWIN", "t20", "withdrawn")],
    )
    assert judge(records).outcome is ikm.Outcome.VIOLATED


@pytest.mark.parametrize("status", ["attending", None])
def test_a_twin_with_an_open_step_is_as_doubtful_as_ones_own(status):
    """Were the two one IKM, its own step would be open."""
    records = held(
        participants=[person("P", nib=NIB), person("TWIN", nib=NIB)],
        participations=[step("TWIN", "t20", status)],
    )
    ruling = judge(records)
    assert (ruling.outcome, ruling.why.cause) == (ikm.Outcome.UNDECIDED, "other_id")
    assert ruling.doubted[0].say() == (
        "the same NIB under the id TWIN, which took part in training in 2020, not marked completed"
    )


def test_the_same_name_without_a_regency_may_be_the_same_ikm():
    """A regency that is not stated is no other one; another name tells nothing."""
    records = held(
        participants=[
            person("P", name="UD Sinar Contoh"),
            person("BARE", name="U.D. SINAR CONTOH", regency=None),
            person("FAR", name="UD Lain", regency=None),
        ],
        participations=[step("BARE", "t20"), step("FAR", "t20")],
    )
    ruling = judge(records)
    assert (ruling.outcome, ruling.why.cause) == (ikm.Outcome.UNDECIDED, "other_id")
    assert ruling.doubted[0].say() == (
        "the same name, without a regency, under the id BARE, which completed training in 2020"
    )


def test_the_same_name_in_another_regency_is_another_ikm():
    """A name counts within one regency only, and by likeness it is a hint, no doubt."""
    records = held(
        participants=[
            person("P", name="UD Sinar Contoh"),
            person("FAR", name="UD Sinar Contoh", regency="73.12"),
            person("NEAR", name="UD Sinar Conto"),
        ],
        participations=[step("FAR", "t20"), step("NEAR", "t20")],
    )
    ruling = judge(records)
    assert ruling.outcome is ikm.Outcome.VIOLATED
    (hint,) = told_of(records)
    assert hint.key["id"] == "NEAR"
    assert hint.say() == (
        "almost the same name in the same regency under the id NEAR, which completed training in"
        " 2020"
    )


NOT_TRAINED = {
    "withdrew": ({"participations": [step("P", "t20", "withdrawn")]}, "step_withdrawn"),
    "cancelled": (
        {
            "programs": [program("x20", status="cancelled")],
            "participations": [step("P", "x20")],
        },
        "step_cancelled",
    ),
    "too early": (
        {"programs": [program("t19", 2019)], "participations": [step("P", "t19")]},
        "step_too_early",
    ),
    "withdrew from a program nobody knows": (
        {"participations": [step("P", "lost", "withdrawn")]},
        None,
    ),
    "two contents of other years": (
        {
            "programs": [program("two", 2018), program("two", 2017)],
            "participations": [step("P", "two")],
        },
        None,
    ),
    "a market": (
        {"programs": [program("k20", kind="market")], "participations": [step("P", "k20")]},
        None,
    ),
    "left the mentoring": (
        {
            "programs": [program("m20", kind="mentoring")],
            "participations": [step("P", "m20", "withdrawn")],
        },
        "step_withdrawn",
    ),
    "a clinic": (
        {
            "programs": [program("k20", kind="coaching_clinic")],
            "participations": [step("P", "k20", "attending")],
        },
        None,
    ),
    "trained in the same year": (
        {"programs": [program("t21", 2021)], "participations": [step("P", "t21")]},
        "step_too_early",
    ),
    "its id has two contents of one regency": (
        {"participants": [person("P"), person("P", commodity="benang")]},
        None,
    ),
}


@pytest.mark.parametrize(("tables", "says"), NOT_TRAINED.values(), ids=NOT_TRAINED)
def test_what_is_no_training_is_shown_as_evidence(tables, says):
    """A near miss stays a violation, and the finding says what was found instead."""
    records = held(**{"participants": [person("P")], **tables})
    ruling = judge(records)
    assert ruling.outcome is ikm.Outcome.VIOLATED
    prerequisite = POLICY.prerequisite(MENTORING)
    shown = [one.describe(prerequisite, (2020,)).key for one in ruling.steps]
    assert shown == ([] if says is None else [says])


def test_complete_years_make_a_history_held():
    """The caller's word stands for lists that are all there, also without a regency."""
    nobody = ikm.Records.from_rows({"participants": [person("P", regency=None)]}, complete=[2020])
    assert judge(nobody).outcome is ikm.Outcome.VIOLATED


NOT_HELD = {
    "no list": ([program("t20")], []),
    "cancelled": ([program("t20", status="cancelled")], [step("OTHER", "t20")]),
    "another kind": ([program("t20", kind="mentoring")], [step("OTHER", "t20")]),
    "another year": ([program("t20", 2019)], [step("OTHER", "t20")]),
    "a guest in another regency": ([program("t20", regencies=["73.12"])], [step("OTHER", "t20")]),
    "somebody without a regency": ([program("t20")], [step("NOWHERE", "t20")]),
}


@pytest.mark.parametrize(("programs", "participations"), NOT_HELD.values(), ids=NOT_HELD)
def test_what_makes_no_history_held(programs, participations):
    """Only a list of the year and kind, with IKM of the regency, makes absence mean something."""
    records = ikm.Records.from_rows(
        {
            "programs": programs,
            "participants": [person("P"), person("OTHER"), person("NOWHERE", regency=None)],
            "participations": participations,
        }
    )
    ruling = judge(records)
    cause = "history_not_held" if participations else "list_not_given"
    assert (ruling.outcome, ruling.why.cause) == (ikm.Outcome.UNDECIDED, cause)
    assert ruling.why.values["regency"] == "<73.13>"


def test_a_program_without_regencies_is_held_for_its_own_participants():
    """A list that names no regency holds the history of those on it."""
    records = ikm.Records.from_rows(
        {
            "programs": [{"id": "t20", "year": 2020, "kind": "training", "title": "Contoh"}],
            "participants": [person("P"), person("OTHER")],
            "participations": [step("OTHER", "t20", "withdrawn")],
        }
    )
    assert judge(records).outcome is ikm.Outcome.VIOLATED


def test_a_policy_may_look_back_further():
    """Within two years an older training counts, and both years must be held."""
    old = held(
        programs=[program("t19", 2019)],
        participants=[person("P")],
        participations=[step("P", "t19")],
    )
    assert judge(old).outcome is ikm.Outcome.VIOLATED
    assert judge(old, SLOW).outcome is ikm.Outcome.PASSED
    new = held(participants=[person("P")])
    assert judge(new, SLOW).why.cause == "history_not_held"
    assert judge(held(participants=[person("P")], complete=[2019]), SLOW).outcome is (
        ikm.Outcome.VIOLATED
    )


def test_years_before_are_told_shortly():
    """One year stands alone, several as a span."""
    assert years_before(2021, SLOW.prerequisite(MENTORING)) == (2020, 2019)
    assert years_told((2020,)) == 2020
    assert years_told((2020, 2019)) == "2019-2020"


def test_an_open_required_step_outweighs_other_doubts():
    """The first thing to settle is whether the training was completed."""
    steps = [
        ikm.Step(year=2020, kind="mentoring", status="completed"),
        ikm.Step(year=2020, kind="development"),
        ikm.Step(year=2020, kind="training", status="attending"),
        ikm.Step(year=2020, kind="market", status="completed"),
    ]
    prerequisite = POLICY.prerequisite(MENTORING)
    later = later_kinds(POLICY, prerequisite)
    assert later == (MENTORING, ikm.ProgramKind.APPRENTICESHIP)
    assert weigh(prerequisite, (2020,), steps, later).why.cause == "open_step"
    assert weigh(prerequisite, (2020,), steps[:2], later).why.cause == "other_step"
    assert weigh(prerequisite, (2020,), steps[1:2], later).why.cause == "unsettled_step"
    begun = ikm.Step(year=2020, kind="mentoring", status="registered")
    assert weigh(prerequisite, (2020,), [begun], later).why.cause == "open_later_step"
    assert weigh(prerequisite, (2020,), [begun, *steps[1:]], later).why.cause == "open_step"
    assert weigh(prerequisite, (2020,), steps[:1], ()).why is None


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "kursus"}, "kind"),
        ({"status": "selesai"}, "status"),
        ({"year": "2020"}, "year"),
        ({"year": 1900}, "year"),
    ],
)
def test_a_step_refuses_what_it_cannot_be(fields, field):
    """Terms and years of a step are as strict as those of a record."""
    with pytest.raises(InvalidValueError) as caught:
        ikm.Step(**{"year": 2020, "kind": "training", **fields})
    assert caught.value.field == field


def test_a_step_that_is_no_coaching_ends_nothing():
    """A market before the training in the list hides nothing."""
    records = held(
        programs=[program("a20", kind="discount_market")],
        participants=[person("P")],
        participations=[step("P", "a20"), step("P", "t20")],
    )
    assert judge(records).outcome is ikm.Outcome.PASSED


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        ({"participations": [step("P", "lost")]}, "lost"),
        (
            {
                "programs": [program("t20b", status="?")],
                "participations": [step("P", "t20b"), step("P", "t20b", "attending")],
            },
            "t20b",
        ),
    ],
)
def test_the_row_that_is_in_doubt_is_the_evidence(tables, told):
    """Also where two rows leave the same doubt."""
    records = held(participants=[person("P")], **tables)
    assert judge(records).outcome is ikm.Outcome.UNDECIDED
    assert {one.key["program"] for one in told_of(records)} == {told}


def test_only_the_step_that_is_needed_makes_a_likely_name_worth_a_look():
    """One that was mentored, with almost the same name, says nothing."""
    records = held(
        programs=[program("m20", kind="mentoring")],
        participants=[person("P", name="Sinar Contoh"), person("N", name="Sinar Conto")],
        participations=[step("N", "m20")],
    )
    ruling = judge(records)
    assert (ruling.outcome, told_of(records)) == (ikm.Outcome.VIOLATED, ())


def test_another_id_that_was_mentored_leaves_it_open():
    """Were the two one IKM, it would be no newcomer, though the policy speaks of training."""
    records = held(
        programs=[program("m20", kind="mentoring")],
        participants=[person("P", nib=NIB), person("T", nib=NIB)],
        participations=[step("T", "m20")],
    )
    ruling = judge(records)
    assert (ruling.outcome, ruling.why.cause) == (ikm.Outcome.UNDECIDED, "other_id")


def test_nobody_is_like_a_participant_who_is_not_in_the_table():
    """The year is said to be complete, so the history is held all the same."""
    records = held(complete=[2020])
    ruling = judge(records)
    assert (ruling.outcome, told_of(records)) == (ikm.Outcome.VIOLATED, ())


def test_a_participant_without_a_regency_is_like_nobody():
    """A name counts within one regency only."""
    records = held(
        participants=[person("P", name="IKM contoh OTHERS", regency=None)], complete=[2020]
    )
    ruling = judge(records)
    assert (ruling.outcome, told_of(records)) == (ikm.Outcome.VIOLATED, ())


def test_a_contested_id_is_nobodys_misspelling():
    """It has two names, and is no hint; that it completed the step is sure all the same."""
    records = held(
        participants=[person("P"), person("Q", name="Sutra"), person("Q", name="Kopi")],
        participations=[step("Q", "t20")],
    )
    newcomer = judge(records)
    assert newcomer.outcome is ikm.Outcome.VIOLATED
    prerequisite = POLICY.prerequisite(MENTORING)
    assert hints(records, "P", prerequisite, (2020,)) == ()
