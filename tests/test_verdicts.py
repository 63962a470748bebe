"""Verdicts about one IKM from the history its own application has."""

import datetime as dt

import pytest
from attrs import evolve

import ikm_sinergi as ikm
from ikm_sinergi.errors import InvalidValueError, PolicyError, UnknownRecordError

APPROVED = ikm.Dispensation(
    id="D-1",
    rule="IKM201",
    year=2021,
    participant="P",
    reason="contoh",
    approved_by="disperin-sulsel",
    decided_on=dt.date(2021, 2, 1),
    expires=dt.date(2021, 12, 31),
)


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
    assert condition.expected.say("id") == "pelatihan yang selesai pada tahun 2020"
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
        "If it completed training in 2020, record that: it is then eligible in 2021.",
        "A completed training in 2021 makes it eligible in 2022.",
        (
            "A dispensation for IKM202 in 2021, approved by one of disperin-sulsel, disdag-sulsel,"
            " admits it in that year."
        ),
    ]
    assert verdict.say() == "not eligible for apprenticeship in 2021: no completed training in 2020"


def test_no_history_at_all_is_not_eligible():
    """The history is the caller's word that it is whole, so an empty one decides."""
    verdict = ikm.may_join("mentoring", year=2021, history=[])
    assert verdict.outcome is ikm.Eligibility.NOT_ELIGIBLE
    assert (
        verdict.conditions[0].found.say("id")
        == "tidak ada pelatihan yang tercatat untuk tahun 2020"
    )


def test_an_open_step_is_undecided():
    """What is not marked completed is not decided either way."""
    verdict = ikm.may_join("mentoring", year=2021, history=[ikm.Step(year=2020, kind="training")])
    assert verdict.outcome is ikm.Eligibility.UNDECIDED
    assert not verdict.ok
    assert verdict.missing.say() == "State whether the participation of 2020 was completed."
    assert [one.say() for one in verdict.remedies] == [
        "If the training of 2020 was completed, mark it so: it is then eligible in 2021."
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


@pytest.mark.parametrize(("kind", "year"), [("kursus", 2021), ("mentoring", 21)])
def test_what_cannot_be_asked_is_an_error(kind, year):
    """A kind that does not exist or an impossible year is refused."""
    with pytest.raises(InvalidValueError):
        ikm.may_join(kind, year=year, history=[])


HISTORIES = {
    "nothing": [],
    "too early": [ikm.Step(year=2019, kind="training", status="completed")],
    "withdrew": [ikm.Step(year=2020, kind="training", status="withdrawn")],
    "cancelled": [ikm.Step(year=2020, kind="training", status="completed", cancelled=True)],
    "attending": [ikm.Step(year=2020, kind="training", status="attending")],
    "no status": [ikm.Step(year=2020, kind="training")],
    "method not stated": [ikm.Step(year=2020, kind="development", status="completed")],
    "mentored": [ikm.Step(year=2020, kind="mentoring", status="completed")],
    "mentored and attending": [
        ikm.Step(year=2020, kind="mentoring", status="completed"),
        ikm.Step(year=2020, kind="training", status="attending"),
        ikm.Step(year=2020, kind="training", status="withdrawn"),
    ],
    "mentoring and method not stated": [
        ikm.Step(year=2020, kind="mentoring", status="attending"),
        ikm.Step(year=2020, kind="development"),
        ikm.Step(year=2020, kind="development", cancelled=True),
    ],
}


@pytest.mark.parametrize("history", HISTORIES.values(), ids=HISTORIES)
@pytest.mark.parametrize("kind", ["mentoring", "apprenticeship"])
def test_every_remedy_of_a_history_does_what_it_says(kind, history):
    """With the step or the dispensation of a remedy added, the IKM is eligible in its year."""
    verdict = ikm.may_join(kind, year=2021, history=history)
    assert verdict.remedies
    for remedy in verdict.remedies:
        for lang in ("en", "id"):
            assert remedy.say(lang)
        if remedy.step is not None:
            again = ikm.may_join(kind, year=remedy.year, history=[*history, remedy.step])
        else:
            again = ikm.may_join(
                kind, year=remedy.year, history=history, dispensations=[remedy.dispensation]
            )
        assert again.ok


def test_a_dispensation_in_hand_makes_a_newcomer_eligible():
    """It counts for its rule and year, from an entitled approver, while it is in force."""
    waived = ikm.may_join("mentoring", year=2021, history=[], dispensations=[APPROVED])
    assert waived.ok
    assert waived.waived_by == APPROVED
    assert waived.conditions[0].outcome is ikm.Outcome.WAIVED
    assert waived.remedies == ()
    assert waived.say() == "eligible for mentoring in 2021 by the dispensation D-1"
    for change in (
        {"rule": "IKM202"},
        {"year": 2022},
        {"approved_by": "pkk-sulsel"},
        {"decided_on": dt.date(2022, 1, 1)},
        {"expires": dt.date(2021, 6, 30)},
    ):
        dispensation = evolve(APPROVED, **change)
        verdict = ikm.may_join("mentoring", year=2021, history=[], dispensations=[dispensation])
        assert verdict.outcome is ikm.Eligibility.NOT_ELIGIBLE
    early = dt.date(2021, 1, 15)
    assert not ikm.may_join(
        "mentoring", year=2021, history=[], dispensations=[APPROVED], as_of=early
    ).ok
    assert not ikm.may_join(
        "mentoring",
        year=2021,
        history=[ikm.Step(year=2020, kind="training")],
        dispensations=[APPROVED],
    ).ok


RECORDS = ikm.Records.from_rows(
    {
        "programs": [
            {"id": "t20", "year": 2020, "kind": "training", "title": "A", "regencies": ["73.13"]},
            {"id": "d20", "year": 2020, "kind": "development", "title": "B"},
            {"id": "m21", "year": 2021, "kind": "mentoring", "title": "C"},
            {"id": "two", "year": 2021, "kind": "mentoring", "title": "D"},
            {"id": "two", "year": 2021, "kind": "mentoring", "title": "E"},
        ],
        "participants": [
            {"id": who, "name": f"IKM contoh {who}", "regency": "73.13"}
            for who in ("DONE", "OPEN", "NEW", "UNSETTLED", "WAIVED", "TWIN")
        ]
        + [{"id": "SAME", "name": "ikm contoh done", "regency": "73.13"}, {"id": "BAD"}],
        "participations": [
            {"participant": "DONE", "program": "t20", "status": "completed"},
            {"participant": "OPEN", "program": "t20", "status": "attending"},
            {"participant": "UNSETTLED", "program": "d20"},
            {"participant": "LOST", "program": "nowhere"},
            {"participant": "HALF"},
        ],
        "dispensations": [
            {
                "id": "D-1",
                "rule": "IKM201",
                "year": 2021,
                "participant": "WAIVED",
                "reason": "contoh",
                "approved_by": "disdag-sulsel",
                "decided_on": dt.date(2021, 2, 1),
                "expires": dt.date(2021, 12, 31),
            },
            {
                "id": "D-2",
                "rule": "IKM202",
                "year": 2021,
                "program": "a21",
                "reason": "contoh",
                "approved_by": "disdag-sulsel",
                "decided_on": dt.date(2021, 2, 1),
                "expires": dt.date(2021, 12, 31),
            },
        ],
    }
)


@pytest.mark.parametrize(
    ("who", "outcome"),
    [
        ("DONE", "eligible"),
        ("WAIVED", "eligible"),
        ("NEW", "not_eligible"),
        ("TWIN", "not_eligible"),
        ("OPEN", "undecided"),
        ("UNSETTLED", "undecided"),
        ("SAME", "undecided"),
        ("LOST", "undecided"),
        ("BAD", "undecided"),
        ("HALF", "undecided"),
    ],
)
def test_eligibility_by_the_records(who, outcome):
    """Every remedy, applied to the records, makes the participant eligible in its year."""
    verdict = ikm.eligibility(RECORDS, who, "mentoring", year=2021)
    assert (verdict.outcome, verdict.participant) == (outcome, who)
    assert (verdict.missing is not None) is (outcome == "undecided")
    assert (verdict.waived_by is not None) is (who == "WAIVED")
    assert bool(verdict.remedies) is not verdict.ok
    for remedy in verdict.remedies:
        changed = remedy.applied_to(RECORDS)
        assert ikm.eligibility(changed, who, "mentoring", year=remedy.year).ok
    assert RECORDS.program("d20").kind is ikm.ProgramKind.DEVELOPMENT


def test_the_evidence_names_the_records():
    """A verdict by records shows the participations it rests on."""
    verdict = ikm.eligibility(RECORDS, "OPEN", ikm.ProgramKind.MENTORING, year=2021)
    assert [(one.key, one.say("id")) for one in verdict.evidence] == [
        (
            {"table": "participations", "participant": "OPEN", "program": "t20"},
            "mengikuti pelatihan pada tahun 2020, tetapi belum tercatat selesai",
        )
    ]


def test_a_dispensation_for_a_program_needs_the_program():
    """Asked about the very program, its dispensation counts; asked in general, it does not."""
    ask = {"records": RECORDS, "participant": "NEW", "kind": "apprenticeship", "year": 2021}
    assert not ikm.eligibility(**ask).ok
    assert ikm.eligibility(**ask, program="a21").waived_by.id == "D-2"


def test_a_program_with_two_contents_leaves_it_open():
    """Nobody can tell whether such a program asks for anything."""
    verdict = ikm.eligibility(RECORDS, "DONE", "mentoring", year=2021, program="two")
    assert verdict.outcome is ikm.Eligibility.UNDECIDED
    assert "has different contents" in verdict.say()


def test_who_is_in_no_record_is_an_error():
    """A participant nobody wrote down is a slip of the caller, not a newcomer."""
    with pytest.raises(UnknownRecordError, match="NOBODY"):
        ikm.eligibility(RECORDS, "NOBODY", "mentoring", year=2021)


def test_a_free_kind_needs_no_history():
    """A training takes everybody; a policy of the caller's own decides what is free."""
    assert ikm.eligibility(RECORDS, "NEW", "training", year=2021).ok
    free = evolve(ikm.policies()[0], prerequisites={})
    verdict = ikm.eligibility(RECORDS, "NEW", "mentoring", year=2021, policies=[free])
    assert (verdict.ok, verdict.participant) == (True, "NEW")
    with pytest.raises(PolicyError, match="2019"):
        ikm.eligibility(RECORDS, "NEW", "mentoring", year=2019)
