import datetime as dt

import attrs
import pytest

from ikm_sinergi import (
    Context,
    Doubt,
    Records,
    Subject,
    Violation,
    Why,
    agencies,
    policies,
    regencies,
)
from ikm_sinergi.checking.dispensing import Dispensing
from ikm_sinergi.domain.entities import (
    Agency,
    Dispensation,
    Grant,
    Participant,
    Participation,
    Program,
    Result,
    Sale,
)
from ikm_sinergi.records.gaps.gap import Gap
from ikm_sinergi.reference.agency import Agencies
from ikm_sinergi.reference.approval import days_of, entitled, in_force

POLICY = policies()[0]
RULE = "IKM201"
JUDGED = {2021: POLICY}

WAJO = Program(
    id="2021-wajo", year=2021, kind="mentoring", title="Pendampingan", regencies=["73.13", "73.12"]
)
IKM = Participant(id="P-1", name="Sutra Sengkang", regency="73.13")
RESULT = Result(participant="P-1", year=2021, measure="workers", value=7)
ROW = Participation(participant="P-1", program="2021-wajo")


def dispensation(key="D-1", **fields):
    """A dispensation for P-1 that holds through 2021."""
    subject = {} if {"program", "regency"} & fields.keys() else {"participant": "P-1"}
    given = {
        "id": key,
        "rule": RULE,
        "year": 2021,
        "reason": "Pengrajin tunggal",
        "approved_by": "disperin-sulsel",
        "decided_on": dt.date(2021, 3, 1),
        "expires": dt.date(2021, 12, 31),
    }
    return Dispensation(**given | subject | fields)


def dispensing(*dispensations, as_of=None, policy=POLICY, known=None, **tables):
    """What a check would ask, for records with a program and a participant of Wajo."""
    given = {"programs": [WAJO], "participants": [IKM]} | tables
    records = Records(dispensations=dispensations, **given)
    context = Context(
        policies={2021: policy},
        all_policies=(policy,),
        places=regencies(),
        agencies=known or agencies(),
        as_of=as_of,
    )
    return Dispensing(records, context)


def agency(key, **fields):
    """An agency of this id."""
    return Agency(**{"id": key, "name": f"Dinas {key}", "short_name": key, "sides": []} | fields)


def covers(one, about, **given):
    """Whether a dispensation waives a violation."""
    return dispensing(one, **given).waive(RULE, about, JUDGED) is one


# --- the days of the act -----------------------------------------------------------------


def day(text):
    """A day by its ISO form."""
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("decided_on", "expires", "holds"),
    [
        ("2021-03-01", "2021-12-31", True),
        ("2021-12-31", "2021-12-31", True),
        ("2020-01-01", "2021-01-01", True),
        ("2021-06-30", "2021-06-30", True),
        ("2020-01-01", "2020-12-31", False),
        ("2022-01-01", "2022-12-31", False),
        ("2021-06-30", "2021-06-01", False),
    ],
)
def test_it_holds_if_it_is_in_force_on_some_day_of_the_year(decided_on, expires, holds):
    """Without days of the program the act is the whole fiscal year, ends included."""
    one = dispensation(decided_on=day(decided_on), expires=day(expires))
    assert in_force(one, days_of(2021)) is holds
    assert covers(one, Violation(ROW, 2021)) is holds


@pytest.mark.parametrize(
    ("fields", "as_of", "days"),
    [
        ({}, None, ("2021-01-01", "2021-12-31")),
        ({}, "2021-06-30", ("2021-01-01", "2021-06-30")),
        ({}, "2022-06-30", ("2021-01-01", "2021-12-31")),
        ({}, "2020-06-30", ("2020-06-30", "2020-06-30")),
        ({"starts": "2021-04-01", "ends": "2021-04-03"}, None, ("2021-04-01", "2021-04-03")),
        (
            {"starts": "2021-04-01", "ends": "2021-04-03"},
            "2021-04-02",
            ("2021-04-01", "2021-04-02"),
        ),
        ({"starts": "2021-04-03", "ends": "2021-04-01"}, None, ("2021-04-03", "2021-04-03")),
        ({"starts": "2021-04-01"}, None, ("2021-01-01", "2021-12-31")),
    ],
)
def test_days_of_an_act(fields, as_of, days):
    """Those of the program where it states both, else its year; none after the day of judging."""
    held = attrs.evolve(WAJO, **{name: day(value) for name, value in fields.items()})
    assert days_of(2021, held, as_of and day(as_of)) == tuple(map(day, days))


def test_it_must_hold_on_a_day_of_its_program():
    """A dispensation of June does not cover a mentoring that was held in April."""
    april = attrs.evolve(WAJO, starts=day("2021-04-01"), ends=day("2021-04-03"))
    may = dispensation(decided_on=day("2021-04-03"))
    june = dispensation(decided_on=day("2021-06-01"))
    assert covers(may, Violation(ROW, 2021), programs=[april])
    assert not covers(june, Violation(ROW, 2021), programs=[april])
    assert covers(june, Violation(ROW, 2021))


def test_no_day_after_the_day_of_judging_counts():
    """What is decided later covers nothing yet; what ran out by then still covers."""
    today = dt.date(2021, 2, 28)
    assert not covers(dispensation(), Violation(ROW, 2021), as_of=today)
    assert covers(dispensation(decided_on=today), Violation(ROW, 2021), as_of=today)
    early = dispensation(decided_on=day("2021-01-02"), expires=day("2021-01-31"))
    assert covers(early, Violation(ROW, 2021), as_of=today)


def test_what_held_in_its_year_covers_ever_after():
    """A report written years later shows the same waiver."""
    assert covers(dispensation(), Violation(ROW, 2021), as_of=dt.date(2030, 1, 1))


# --- the approver ------------------------------------------------------------------------


def test_branch_of_an_entitled_agency_may_approve():
    """A branch counts as its parent, and a branch of a branch too."""
    branch = agency("disperin-wajo", branch_of="disperin-sulsel")
    office = agency("upt-sengkang", branch_of="disperin-wajo")
    known = agencies().merged([branch, office])
    for approver in ("disperin-sulsel", "disperin-wajo", "upt-sengkang"):
        assert entitled(dispensation(approved_by=approver), POLICY, known)


def test_partner_unknown_agency_and_branch_of_a_partner_may_not():
    """In doubt nobody approved: the violation stands."""
    known = agencies().merged([agency("pkk-wajo", branch_of="pkk-sulsel")])
    for approver in ("pkk-sulsel", "pkk-wajo", "disperin-wajo"):
        one = dispensation(approved_by=approver)
        assert not entitled(one, POLICY, known)
        assert not covers(one, Violation(ROW, 2021), known=known)


def test_branch_that_the_policy_names_may_approve_but_not_its_parent():
    """A policy may entitle one branch alone."""
    known = agencies().merged(
        [agency("disperin-wajo", branch_of="disperin-sulsel"), agency("pkk", formerly=["tp-pkk"])]
    )
    policy = attrs.evolve(POLICY, approvers=("disperin-wajo", "tp-pkk", "balai"))
    may = ("disperin-wajo", "pkk", "tp-pkk", "balai")
    for approver in (*may, "disperin-sulsel", "disdag-sulsel"):
        one = dispensation(approved_by=approver)
        assert entitled(one, policy, known) is (approver in may)


def test_agency_with_two_contents_is_no_branch_of_anybody():
    """Nothing is decided by an id with two contents."""
    rows = [
        agency("dinas", branch_of="disperin-sulsel"),
        agency("dinas", branch_of="pkk-sulsel"),
    ]
    assert not entitled(dispensation(approved_by="dinas"), POLICY, Agencies(rows))


# --- the subject -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "about", "found"),
    [
        ({"participant": "P-1"}, Violation(ROW, 2021), True),
        ({"participant": "P-2"}, Violation(ROW, 2021), False),
        ({"program": "2021-wajo"}, Violation(ROW, 2021), True),
        ({"program": "2021-bone"}, Violation(ROW, 2021), False),
        ({"regency": "73.13"}, Violation(ROW, 2021), True),
        ({"participant": "P-1"}, Violation(IKM, 2021), True),
        ({"regency": "73.13"}, Violation(IKM, 2021), True),
        ({"regency": "73.12"}, Violation(IKM, 2021), False),
        ({"program": "2021-wajo"}, Violation(WAJO, 2021), True),
        ({"regency": "73.12"}, Violation(WAJO, 2021), True),
        ({"regency": "73.06"}, Violation(WAJO, 2021), False),
        ({"participant": "P-1"}, Violation(WAJO, 2021), False),
        ({"participant": "P-1"}, Violation(RESULT, 2021), True),
        ({"regency": "73.13"}, Violation(RESULT, 2021), True),
    ],
)
def test_subject_of_a_record(subject, about, found):
    """A participation has all three subjects, a participant and a program two of them."""
    assert covers(dispensation(**subject), about) is found


def test_regency_of_a_participation_is_its_participants():
    """A program of many regencies does not make a guest one of theirs."""
    guest = Participant(id="P-1", name="Tenun Bone", regency="73.08")
    tables = {"participants": [guest]}
    assert covers(dispensation(regency="73.08"), Violation(ROW, 2021), **tables)
    assert not covers(dispensation(regency="73.13"), Violation(ROW, 2021), **tables)


@pytest.mark.parametrize(
    "record",
    [
        Grant(id="G-1", program="2021-wajo", item="Alat tenun", recipient="P-1"),
        Sale(program="2021-wajo", retailer="Ritel A"),
    ],
)
def test_regency_of_a_grant_or_sale_is_any_of_its_programs(record):
    """What belongs to a program is where the program is; only a grant has a recipient."""
    about = Violation(record, 2021)
    assert covers(dispensation(program="2021-wajo"), about)
    assert covers(dispensation(regency="73.12"), about)
    assert not covers(dispensation(regency="73.06"), about)
    assert covers(dispensation(), about) is isinstance(record, Grant)
    assert not covers(dispensation(regency="73.12"), about, programs=[])


def test_subject_that_is_named_beside_the_record():
    """A finding about one regency of a program, or about no record, says which."""
    place = Violation(Subject(WAJO, {"regency": "73.13"}), 2021)
    assert covers(dispensation(regency="73.13"), place)
    assert not covers(dispensation(regency="73.12"), place)
    assert covers(dispensation(program="2021-wajo"), place)

    plan = Violation(Subject("regencies", {"regency": "73.06"}), 2021)
    assert covers(dispensation(regency="73.06"), plan)
    announced = Violation(Subject("announcements", {"id": "P-1"}), 2021)
    assert not covers(dispensation(), announced)

    ikm = Violation(Subject("participants", {"id": "P-1"}), 2021)
    assert covers(dispensation(), ikm)
    assert covers(dispensation(regency="73.13"), ikm)


def test_finding_about_something_else_is_not_covered():
    """An agency has none of the three subjects."""
    assert not covers(dispensation(), Violation(agency("P-1"), 2021))


# --- in doubt it does not cover ----------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "year"), [({"year": 2020}, 2021), ({"rule": "IKM202"}, 2021), ({}, None)]
)
def test_other_year_or_rule_and_a_finding_of_no_year(fields, year):
    """Rule and year must both be those of the finding."""
    assert not covers(dispensation(**fields), Violation(ROW, year))


def test_year_without_policy_entitles_nobody():
    """Without a policy nobody may approve."""
    made = dispensing(dispensation(year=2022, expires=dt.date(2022, 12, 31)))
    assert made.waive(RULE, Violation(ROW, 2022), JUDGED) is None
    made.doubt(RULE, Doubt(Why("rejected_row"), ROW, 2022), JUDGED)
    assert made.result().doubted == {}


def cause(made, about=None):
    """Why it is not known whether a violation is covered."""
    gap = made.waive(RULE, about or Violation(ROW, 2021), JUDGED)
    assert isinstance(gap, Gap)
    return gap.cause


def test_each_content_of_a_contested_dispensation_is_weighed():
    """Two contents that both cover do; if one does not, nobody knows."""
    both = dispensing(dispensation(), dispensation(expires=dt.date(2030, 1, 1)))
    assert both.waive(RULE, Violation(ROW, 2021), JUDGED).id == "D-1"
    assert both.result().covering == {"D-1"}
    for change in (
        {"participant": "P-2"},
        {"rule": "IKM202"},
        {"year": 2020},
        {"decided_on": dt.date(2020, 1, 1), "expires": dt.date(2020, 2, 1)},
    ):
        one = dispensing(dispensation(), dispensation(**change))
        assert cause(one) == "duplicate_id"
        assert one.result().doubted.keys() == {"D-1"}
        assert one.result().lapsed == {}


def test_a_subject_of_two_regencies_may_be_covered():
    """Two participants under one id: the regency of either may be its own."""
    other = attrs.evolve(IKM, regency="73.06")
    made = dispensing(dispensation(regency="73.13"), participants=[IKM, other])
    assert cause(made) == "duplicate_id"


def read_dispensing(rows, *given, **options):
    """What a check would ask of rows as they were read, beside dispensations that are given."""
    tables = {
        "programs": [
            {
                "id": "2021-wajo",
                "year": 2021,
                "kind": "mentoring",
                "title": "Pendampingan",
                "regencies": ["73.13", "73.12"],
            }
        ],
        "participants": [{"id": "P-1", "name": "Sutra Sengkang", "regency": "73.13"}],
    }
    records = Records.from_rows(tables | rows, **options).changed(add=given)
    context = Context(
        policies={2021: POLICY},
        all_policies=(POLICY,),
        places=regencies(),
        agencies=agencies().merged(records.agencies),
    )
    return Dispensing(records, context)


RAW = {
    "id": "D-1",
    "rule": RULE,
    "year": 2021,
    "participant": "P-1",
    "reason": "Pengrajin tunggal",
    "approved_by": "disperin-sulsel",
    "decided_on": "2021-03-01",
    "expires": "kapan-kapan",
}


@pytest.mark.parametrize(
    ("change", "may"),
    [
        ({}, True),
        ({"rule": "IKM202"}, False),
        ({"year": 2020}, False),
        ({"participant": "P-2"}, False),
        ({"participant": None, "program": "2021-wajo"}, True),
        ({"participant": None, "program": "2021-bone"}, False),
        ({"participant": None, "regency": "73.13"}, True),
        ({"participant": None, "regency": "73.06"}, False),
        ({"participant": None}, True),
        ({"decided_on": "2022-01-01"}, False),
    ],
)
def test_a_rejected_dispensation_may_cover_what_is_left_of_it_allows(change, may):
    """What was read of the row binds it: another rule, year, subject or time covers nothing."""
    row = {name: value for name, value in (RAW | change).items() if value is not None}
    made = read_dispensing({"dispensations": [row]})
    found = made.waive(RULE, Violation(ROW, 2021), JUDGED)
    assert (found is not None) is may
    if may:
        assert found.cause == "rejected_row"


def test_a_dispensation_in_force_waives_beside_a_rejected_one():
    """Covered for certain is covered, whatever another row may say."""
    one = dispensation("D-2")
    assert (
        read_dispensing({"dispensations": [RAW]}, one).waive(RULE, Violation(ROW, 2021), JUDGED)
        is one
    )


def test_a_rejected_row_of_the_same_id_may_be_the_right_one():
    """Which of the two was granted is not known; one that does not cover anyway still does not."""
    made = read_dispensing({"dispensations": [RAW]}, dispensation("D-1"))
    assert cause(made) == "rejected_row"
    row = RAW | {"rule": "IKM202"}
    made = read_dispensing({"dispensations": [row]}, dispensation("D-1", participant="P-2"))
    assert made.waive(RULE, Violation(ROW, 2021), JUDGED) is None


def test_a_dispensation_of_another_id_that_may_be_the_same_ikm_may_cover():
    """Two ids of one NIB may be one IKM, and its dispensation would be for both."""
    nib = "1234567890123"
    twins = [attrs.evolve(IKM, nib=nib), attrs.evolve(IKM, id="P-2", name="Lain", nib=nib)]
    made = dispensing(dispensation(participant="P-2"), participants=twins)
    assert cause(made) == "other_id"
    assert made.result().doubted.keys() == {"D-1"}


@pytest.mark.parametrize(
    "row",
    [
        {"id": "disperin-wajo", "name": "Dinas", "short_name": "D", "sides": 7},
        {"name": "Dinas", "short_name": "D", "sides": [], "leads": []},
        {
            "id": "disperin-wajo",
            "name": "Dinas",
            "short_name": "D",
            "sides": [],
            "leads": [],
            "branch_of": 7,
        },
    ],
)
def test_an_approver_that_is_not_known_may_be_entitled(row):
    """Its row was rejected, or names no readable parent: it may be a branch of one that may."""
    one = dispensation(approved_by="disperin-wajo")
    made = read_dispensing({"agencies": [row]}, one)
    assert cause(made) in {"rejected_row", "unreadable_field"}
    assert made.result().lapsed == {}
    named = dispensation()  # by whom the policy names, which no row makes another
    made = read_dispensing({"agencies": [row]}, named)
    assert made.waive(RULE, Violation(ROW, 2021), JUDGED) is named


def test_a_branch_of_which_another_row_was_rejected_may_be_anybodys():
    """So the dispensation that it approved covers for certain no more than in doubt."""
    branch = {"id": "disperin-wajo", "name": "Dinas", "short_name": "D", "sides": [], "leads": []}
    rows = [branch | {"branch_of": "disperin-sulsel"}, {"id": "disperin-wajo", "name": 7}]
    one = dispensation(approved_by="disperin-wajo")
    about = Violation(ROW, 2021)
    assert read_dispensing({"agencies": rows[:1]}, one).waive(RULE, about, JUDGED) is one
    assert cause(read_dispensing({"agencies": rows}, one)) == "rejected_row"


@pytest.mark.parametrize(
    ("code", "rows", "open_"),
    [
        ("IKM201", {}, True),
        (
            "IKM201",
            {"programs": [{"id": "x", "year": 2020, "kind": "market", "title": "A"}]},
            False,
        ),
        ("IKM201", {"participants": [{"id": "P-1", "name": "A", "regency": "73.13"}]}, True),
        ("IKM201", {"participants": [{"id": "P-1", "name": "A", "regency": "73.06"}]}, True),
        ("IKM001", {}, False),
        ("IKM112", {}, False),
    ],
)
def test_a_lost_dispensation_may_cover(code, rows, open_):
    """What was lost is of the years that its delivery names, and reaches no rule of form."""
    records = attrs.evolve(Records.from_rows(rows), lost={("", "dispensations")})
    context = dispensing()._context  # of the same policy
    found = Dispensing(records, context).waive(code, Violation(ROW, 2021), JUDGED)
    assert (found is not None) is open_
    if open_:
        assert found.cause == "table_not_whole"


# --- why one does not cover --------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"rule": "IKM202"}, "refused_rule"),
        ({"year": 2020}, "refused_year"),
        ({"participant": "P-2"}, "refused_subject"),
        ({"program": "2021-bone"}, "refused_subject"),
        ({"regency": "73.06"}, "refused_subject"),
        ({"approved_by": "pkk-sulsel"}, "refused_approver"),
        ({"decided_on": dt.date(2022, 1, 1), "expires": dt.date(2022, 2, 1)}, "refused_not_yet"),
        ({"decided_on": dt.date(2020, 1, 1), "expires": dt.date(2020, 2, 1)}, "refused_expired"),
        ({"decided_on": dt.date(2021, 6, 1), "expires": dt.date(2021, 5, 1)}, "refused_reversed"),
    ],
)
def test_why_a_dispensation_does_not_cover(fields, says):
    """Each reason has its words, in both languages."""
    one = dispensation(**fields)
    (refusal,) = dispensing(one).refused(RULE, Violation(ROW, 2021), JUDGED)
    assert (refusal.dispensation, refusal.phrase.key) == (one, says)
    assert refusal.phrase.say("en") != refusal.phrase.say("id")


def test_contents_of_a_contested_dispensation_are_refused_each_with_its_reason():
    """Once where the reason is the same; not at all if one of them may cover."""
    early = dispensation(decided_on=dt.date(2020, 1, 1), expires=dt.date(2020, 2, 1))
    other = dispensation(reason="Lain", rule="IKM202")
    again = attrs.evolve(other, reason="Lain lagi")
    for contents, told in (
        ([early, other, again], {"refused_expired", "refused_rule"}),
        ([other, again], {"refused_rule"}),
        ([other, dispensation()], set()),
    ):
        refusals = list(dispensing(*contents).refused(RULE, Violation(ROW, 2021), JUDGED))
        assert {one.phrase.key for one in refusals} == told
        assert len(refusals) == len(told)


def test_what_covers_may_cover_or_is_for_somebody_else_is_not_refused():
    """Only what could have been meant for this subject, or this rule and year, is told."""
    about = Violation(ROW, 2021)
    assert list(dispensing(dispensation()).refused(RULE, about, JUDGED)) == []
    assert (
        list(
            dispensing(dispensation(rule="IKM202", participant="P-9")).refused(RULE, about, JUDGED)
        )
        == []
    )
    assert (
        list(dispensing(dispensation(rule="IKM202")).refused(RULE, Violation(ROW, None), JUDGED))
        == []
    )


# --- what became of it -------------------------------------------------------------------


def test_first_by_id_is_named_and_all_of_them_served():
    """Of several that cover a finding one is named, whatever the order of the table."""
    first, second = dispensation("D-1", regency="73.13"), dispensation("D-2")
    made = dispensing(second, first)
    assert made.waive(RULE, Violation(ROW, 2021), JUDGED) is first
    assert made.result().covering == {"D-1", "D-2"}


def test_lapsed_unless_another_covers():
    """One that ran out is held against nobody once it was renewed."""
    old = dispensation("D-1", decided_on=dt.date(2020, 3, 1), expires=dt.date(2020, 6, 30))
    alone = dispensing(old)
    assert alone.waive(RULE, Violation(ROW, 2021), JUDGED) is None
    assert alone.result().lapsed == {"D-1": (dt.date(2021, 1, 1), dt.date(2021, 12, 31))}

    renewed = dispensing(old, dispensation("D-2"))
    assert renewed.waive(RULE, Violation(ROW, 2021), JUDGED).id == "D-2"
    assert renewed.result().lapsed == {}
    assert renewed.result().covering == {"D-1", "D-2"}


def test_days_of_the_first_act_that_it_lapsed_for():
    """Whatever the order in which they are found."""
    old = dispensation("D-1", decided_on=day("2020-03-01"), expires=day("2020-06-30"))
    acts = [("a", "2021-02-01", "2021-03-01"), ("b", "2021-09-01", "2021-10-01")]
    programs = [
        attrs.evolve(WAJO, id=name, starts=day(first), ends=day(last)) for name, first, last in acts
    ]
    for order in (programs, programs[::-1]):
        made = dispensing(old, programs=order)
        for one in order:
            made.waive(RULE, Violation(attrs.evolve(ROW, program=one.id), 2021), JUDGED)
        assert made.result().lapsed == {"D-1": (day("2021-02-01"), day("2021-03-01"))}


def test_without_approval_it_is_neither_covering_nor_lapsed():
    """IKM704 tells of it, and nothing else does."""
    made = dispensing(dispensation(approved_by="pkk-sulsel"))
    made.waive(RULE, Violation(ROW, 2021), JUDGED)
    assert made.result().covering == frozenset()
    assert made.result().lapsed == {}


def test_doubt_about_its_subject_is_noted():
    """Each subject of a doubt counts, the others stay as they are."""
    made = dispensing(dispensation("D-1"), dispensation("D-2", participant="P-2"))
    other = Participation(participant="P-3", program="2021-wajo")
    made.doubt(RULE, Doubt(Why("rejected_row"), year=2021, records=[ROW, other]), JUDGED)
    made.doubt("IKM202", Doubt(Why("rejected_row"), ROW, 2021), JUDGED)
    made.doubt(RULE, Doubt(Why("rejected_row"), ROW), JUDGED)
    assert made.result().doubted.keys() == {"D-1"}


def test_subject_of_unknown_regency_may_be_of_any():
    """Then a dispensation for a regency is not known to be idle, for findings and doubts alike."""
    stranger = Participation(participant="P-9", program="2021-wajo")
    for note in (
        lambda made: made.waive(RULE, Violation(stranger, 2021), JUDGED),
        lambda made: made.doubt(RULE, Doubt(Why("regency_not_known"), stranger, 2021), JUDGED),
    ):
        made = dispensing(dispensation("D-1", regency="73.06"), dispensation("D-2"))
        note(made)
        assert made.result().doubted.keys() == {"D-1"}
        assert made.result().covering == frozenset()


def test_rules_and_years_that_ran():
    """A rule ran for the years it was judged for."""
    made = dispensing()
    made.ran(RULE, [2021, 2022])
    assert made.result().ran == {(RULE, 2021), (RULE, 2022)}
