"""Verdicts about one IKM from the history its own application has."""

import datetime as dt

import pytest
from attrs import evolve

import ikm_sinergi as ikm
from ikm_sinergi.errors import InvalidTypeError, InvalidValueError, PolicyError, UnknownRecordError

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
            "A dispensation for IKM202 in 2021, approved by Disperin SulSel or Disdag SulSel,"
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
        "If the training of 2020 was completed, mark it so: it is then eligible in 2021.",
        "A completed training in 2021 makes it eligible in 2022.",
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
    own = evolve(ikm.policies()[0], id="own", prerequisites={}, valid_from=dt.date(2020, 1, 1))
    assert ikm.may_join("mentoring", year=2020, history=[], policy=own).policy == "own"
    with pytest.raises(PolicyError, match="2019"):
        ikm.may_join("mentoring", year=2019, history=[], policy=own)


def test_nothing_is_promised_for_a_year_without_a_policy():
    """If no policy covers the next year, to train this year is no remedy."""
    last = evolve(ikm.policies()[0], valid_to=dt.date(2021, 12, 31))
    for history in HISTORIES.values():
        verdict = ikm.may_join("mentoring", year=2021, history=history, policy=last)
        assert verdict.remedies
        assert {one.year for one in verdict.remedies} == {2021}


def test_a_verdict_says_whether_its_policy_was_reviewed():
    """A policy stays in force past its review, and the verdict says so."""
    trained = [ikm.Step(year=2021, kind="training", status="completed")]
    late = ikm.may_join("mentoring", year=2022, history=trained)
    assert (late.ok, late.reviewed, late.to_dict()["reviewed"]) == (True, False, False)
    assert ikm.may_join("mentoring", year=2021, history=trained).reviewed
    assert not ikm.may_join("training", year=2022, history=[]).reviewed


def test_a_rule_that_the_policy_switches_off_asks_for_nothing():
    """As `check` finds nothing by it, everybody is eligible."""
    free = evolve(ikm.policies()[0], off=frozenset({"IKM201"}))
    verdict = ikm.may_join("mentoring", year=2021, history=[], policy=free)
    assert (verdict.ok, verdict.conditions) == (True, ())
    assert not ikm.may_join("apprenticeship", year=2021, history=[], policy=free).ok
    assert ikm.eligibility(RECORDS, "NEW", "mentoring", year=2021, policies=[free]).ok


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
    "method not stated and mentoring": [
        ikm.Step(year=2020, kind="development"),
        ikm.Step(year=2020, kind="mentoring", status="attending"),
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
    """With its step added, the IKM is eligible in its year; a draft has somebody to decide it."""
    verdict = ikm.may_join(kind, year=2021, history=history)
    assert verdict.remedies
    for remedy in verdict.remedies:
        for lang in ("en", "id"):
            assert remedy.say(lang)
        if remedy.step is None:
            code = "IKM201" if kind == "mentoring" else "IKM202"
            assert (remedy.draft.rule, remedy.draft.year) == (code, 2021)
            assert verdict.outcome is ikm.Eligibility.NOT_ELIGIBLE
            continue
        again = ikm.may_join(kind, year=remedy.year, history=[*history, remedy.step])
        assert again.ok


def test_a_draft_is_no_dispensation():
    """It names no approver, no reason and no days, and nothing takes it for a granted one."""
    verdict = ikm.may_join("mentoring", year=2021, history=[])
    (remedy,) = (one for one in verdict.remedies if one.draft is not None)
    assert (remedy.draft.rule, remedy.draft.year, remedy.draft.participant) == (
        "IKM201",
        2021,
        None,
    )
    assert not isinstance(remedy.draft, ikm.Dispensation)
    assert not hasattr(remedy.draft, "approved_by")
    with pytest.raises(InvalidTypeError):
        ikm.may_join("mentoring", year=2021, history=[], dispensations=[remedy.draft])


def test_nobody_may_approve_nothing_is_drafted():
    """A policy without approvers offers no dispensation."""
    strict = evolve(ikm.policies()[0], approvers=())
    verdict = ikm.may_join("mentoring", year=2021, history=[], policy=strict)
    assert all(one.draft is None for one in verdict.remedies)


def test_a_dispensation_in_hand_makes_a_newcomer_eligible():
    """It counts for its rule and year, from an entitled approver, while it is in force."""
    waived = ikm.may_join("mentoring", year=2021, history=[], dispensations=[APPROVED])
    assert waived.ok
    assert waived.waived_by == APPROVED
    assert waived.conditions[0].outcome is ikm.Outcome.WAIVED
    assert waived.remedies == ()
    assert waived.say() == "eligible for mentoring in 2021 by the dispensation D-1"
    assert waived.refused == ()
    for change, says in (
        ({"rule": "IKM202"}, "it is for the rule IKM202"),
        ({"year": 2022}, "it is for 2022"),
        ({"approved_by": "pkk-sulsel"}, "TP PKK SulSel may not approve it"),
        (
            {"decided_on": dt.date(2022, 1, 1), "expires": dt.date(2022, 6, 30)},
            "it is decided only on 2022-01-01",
        ),
        (
            {"decided_on": dt.date(2022, 1, 1)},
            "it expires on 2021-12-31, before it was decided on 2022-01-01",
        ),
        (
            {"decided_on": dt.date(2020, 1, 1), "expires": dt.date(2020, 6, 30)},
            "it expired on 2020-06-30",
        ),
    ):
        dispensation = evolve(APPROVED, **change)
        verdict = ikm.may_join("mentoring", year=2021, history=[], dispensations=[dispensation])
        assert verdict.outcome is ikm.Eligibility.NOT_ELIGIBLE
        (refusal,) = verdict.refused
        assert (refusal.dispensation, refusal.phrase.say()) == (dispensation, says)
        assert verdict.to_dict()["refused"] == [{"id": "D-1", "says": says}]
    part = evolve(APPROVED, expires=dt.date(2021, 6, 30), participant=None, regency="73.13")
    assert ikm.may_join("mentoring", year=2021, history=[], dispensations=part).waived_by == part
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
            {"id": "a21", "year": 2021, "kind": "apprenticeship", "title": "C"},
            {"id": "two", "year": 2021, "kind": "mentoring", "title": "D"},
            {"id": "two", "year": 2021, "kind": "mentoring", "title": "E"},
            {"id": "split", "year": 2021, "kind": "mentoring", "title": "D"},
            {"id": "split", "year": 2021, "kind": "apprenticeship", "title": "D"},
            {"id": "off", "year": 2021, "kind": "mentoring", "title": "F", "status": "cancelled"},
            {"id": "odd", "year": 2021, "kind": "mentoring", "title": "G", "status": "?"},
            {"id": "odd two", "year": 2021, "kind": "mentoring", "title": "G", "status": "?"},
            {"id": "odd two", "year": 2021, "kind": "mentoring", "title": "H"},
            {"id": "twice", "year": 2021, "kind": "mentoring", "title": "G"},
            {"id": "twice", "year": 2021, "kind": "?", "title": "G"},
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
        if remedy.draft is None:
            assert ikm.eligibility(changed, who, "mentoring", year=remedy.year).ok
        else:
            assert remedy.draft.participant == who
            assert changed == RECORDS
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


def test_each_content_of_a_program_is_weighed():
    """Two titles change nothing; two kinds leave open whether anything is asked for."""
    ask = {"records": RECORDS, "kind": "mentoring", "year": 2021}
    assert ikm.eligibility(participant="DONE", program="two", **ask).ok
    assert ikm.eligibility(participant="DONE", program="split", **ask).ok
    new = ikm.eligibility(participant="NEW", program="two", **ask)
    assert new.outcome is ikm.Eligibility.NOT_ELIGIBLE
    for program, cause in (
        ("split", "has different contents"),
        ("odd", "status"),
        ("odd two", "status"),
        ("twice", "could not be read"),
    ):
        verdict = ikm.eligibility(participant="NEW", program=program, **ask)
        assert verdict.outcome is ikm.Eligibility.UNDECIDED
        assert cause in verdict.say()


@pytest.mark.parametrize(
    ("program", "error", "text"),
    [
        ("nowhere", UnknownRecordError, "nowhere"),
        (
            "t20",
            InvalidValueError,
            "'t20' is training of 2020: nobody joins it as mentoring of 2021",
        ),
        ("a21", InvalidValueError, "apprenticeship"),
        ("off", InvalidValueError, "cancelled"),
    ],
)
@pytest.mark.parametrize("who", ["DONE", "NEW", "OPEN"])
def test_a_program_that_nobody_joins_is_an_error(who, program, error, text):
    """Unknown, of another kind or year, or cancelled: a slip of the caller, whoever is asked."""
    with pytest.raises(error, match=text):
        ikm.eligibility(RECORDS, who, "mentoring", year=2021, program=program)


def test_a_program_of_a_free_kind_is_looked_at_too():
    """That a training asks for nothing does not make an unknown one known."""
    for program in ("nowhere", "a21"):
        with pytest.raises((UnknownRecordError, InvalidValueError), match=program):
            ikm.eligibility(RECORDS, "NEW", "training", year=2021, program=program)


def test_an_unknown_program_may_stand_in_what_was_not_read():
    """With a row of the programs rejected, an id that is not there may be its own."""
    rows = {
        "programs": [{"year": 2021, "kind": "mentoring", "title": "Tanpa id"}],
        "participants": [{"id": "P", "name": "IKM contoh", "regency": "73.13"}],
    }
    records = ikm.Records.from_rows(rows, complete=[2020])
    verdict = ikm.eligibility(records, "P", "mentoring", year=2021, program="nowhere")
    assert verdict.outcome is ikm.Eligibility.UNDECIDED
    assert verdict.missing.say()


def test_a_dispensation_in_doubt_leaves_the_verdict_open():
    """Its approver is not known, so it may cover; nobody is called a newcomer for it."""
    unknown = evolve(APPROVED, participant="NEW", approved_by="disperin-wajo")
    records = RECORDS.changed(replace=[(RECORDS.dispensations[0], unknown)])
    verdict = ikm.eligibility(records, "NEW", "mentoring", year=2021)
    assert verdict.outcome is ikm.Eligibility.UNDECIDED
    assert verdict.refused == ()
    assert str(verdict) == verdict.say()
    told = ikm.may_join("mentoring", year=2021, history=[], dispensations=unknown)
    assert told.outcome is ikm.Eligibility.UNDECIDED


def test_remedies_can_be_applied_one_after_the_other():
    """In any order, with ids that are free, and each still does what it says."""
    verdict = ikm.eligibility(RECORDS, "NEW", "mentoring", year=2021)
    steps = [one for one in verdict.remedies if one.draft is None]
    assert len(steps) == 2
    for order in (steps, steps[::-1]):
        changed = RECORDS
        for remedy in order:
            changed = remedy.applied_to(changed)
        assert len(changed.programs) == len(RECORDS.programs) + 2
        assert not changed.ambiguous("programs").keys() - RECORDS.ambiguous("programs").keys()
        for remedy in steps:
            assert ikm.eligibility(changed, "NEW", "mentoring", year=remedy.year).ok


def test_a_remedy_takes_no_id_that_is_there():
    """Nor one that only a participation names, or that a rejected row bears."""
    taken = {"remedy-2020-training", "remedy-2020-training-2", "remedy-2020-training-3"}
    rows = {
        "programs": [
            {"id": "remedy-2020-training", "year": 2019, "kind": "market", "title": "A"},
            {"id": "remedy-2020-training-3", "year": "?", "kind": "market", "title": "A"},
        ],
        "participants": [{"id": "P", "name": "IKM contoh", "regency": "73.13"}],
        "participations": [{"participant": "Q", "program": "remedy-2020-training-2"}],
    }
    records = ikm.Records.from_rows(rows)
    (remedy, *_) = ikm.eligibility(records, "P", "mentoring", year=2021).remedies
    (program, row) = remedy.add
    assert program.id == row.program == "remedy-2020-training-4"
    assert program.id not in taken


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


@pytest.mark.parametrize(
    ("kind", "status", "cause", "key"),
    [
        ("training", "completed", "open_program", "remedy_held"),
        ("training", "attending", "open_program", "remedy_held"),
        ("development", "completed", "unsettled_step", "remedy_method"),
        ("mentoring", "completed", "open_program", "remedy_record"),
        ("mentoring", "registered", "open_later_step", "remedy_record"),
    ],
)
def test_a_step_in_a_program_still_planned_asks_for_its_status(kind, status, cause, key):
    """The remedy settles the program too, and so does what it says."""
    standing = "running" if status == "registered" else "planned"
    planned = {"id": "t", "year": 2020, "kind": kind, "title": "Kegiatan", "status": standing}
    rows = {
        "programs": [planned],
        "participants": [{"id": "P", "name": "Contoh"}],
        "participations": [{"participant": "P", "program": "t", "status": status}],
    }
    records = ikm.Records.from_rows(rows, complete={2020})
    verdict = ikm.eligibility(records, "P", "mentoring", year=2021)
    assert verdict.outcome is ikm.Eligibility.UNDECIDED
    assert verdict.missing.key == f"{cause}.remedy"
    remedy, *_ = verdict.remedies
    assert remedy.phrase.key == key
    mended = remedy.applied_to(records)
    assert ikm.eligibility(mended, "P", "mentoring", year=2021).ok


def test_the_status_of_a_planned_program_is_what_is_asked_for():
    """Its participation is marked completed, and the evidence says so."""
    rows = {
        "programs": [
            {"id": "t", "year": 2020, "kind": "training", "title": "Kegiatan", "status": "planned"}
        ],
        "participations": [{"participant": "P", "program": "t", "status": "completed"}],
    }
    verdict = ikm.eligibility(ikm.Records.from_rows(rows), "P", "mentoring", year=2021)
    assert verdict.say() == (
        "cannot be decided for mentoring in 2021:"
        " a program of 2020 on record is not stated to have been held"
    )
    assert verdict.missing.say("id") == (
        "Nyatakan pada status program tahun 2020 apakah program itu telah dilaksanakan."
    )
    assert [one.say() for one in verdict.evidence] == [
        "completed training in 2020, but the program is still planned"
    ]


def test_one_of_several_kinds_is_enough_and_the_verdict_says_so():
    """And who may approve is called by its short name, one of several."""
    policy = ikm.policies()[0]
    kinds = (ikm.ProgramKind.TRAINING, ikm.ProgramKind.MENTORING)
    asked = evolve(policy.prerequisites[ikm.ProgramKind.MENTORING], kinds=kinds)
    both = evolve(
        policy, prerequisites={ikm.ProgramKind.APPRENTICESHIP: asked}, approvers=["disperin-sulsel"]
    )
    verdict = ikm.may_join("apprenticeship", year=2021, history=[], policy=both)
    assert verdict.say() == (
        "not eligible for apprenticeship in 2021: no completed training or mentoring in 2020"
    )
    assert verdict.remedies[-1].say() == (
        "A dispensation for IKM202 in 2021, approved by Disperin SulSel, admits it in that year."
    )
    assert verdict.remedies[-1].say("id") == (
        "Dengan dispensasi untuk IKM202 tahun 2021 yang disetujui oleh Disperin SulSel,"
        " IKM tersebut memenuhi syarat pada tahun itu."
    )
