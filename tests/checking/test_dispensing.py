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
from ikm_sinergi.reference.agency import Agencies
from ikm_sinergi.reference.approval import day_of, entitled, in_force

POLICY = policies()[0]
RULE = "IKM201"

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
    return dispensing(one, **given).waive(RULE, about) is one


# --- the day -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decided_on", "expires", "holds"),
    [
        ("2021-03-01", "2021-12-31", True),
        ("2021-12-31", "2021-12-31", True),
        ("2020-01-01", "2030-01-01", True),
        ("2021-03-01", "2021-12-30", False),
        ("2022-01-01", "2022-12-31", False),
        ("2022-01-01", "2021-01-01", False),
    ],
)
def test_in_force_on_the_last_day_of_the_year(decided_on, expires, holds):
    """Without a day of judging it must hold on 31 December of its year, ends included."""
    days = map(dt.date.fromisoformat, (decided_on, expires))
    one = dispensation(**dict(zip(("decided_on", "expires"), days, strict=True)))
    assert in_force(one, None) is holds


@pytest.mark.parametrize(
    ("as_of", "day", "holds"),
    [
        ("2021-02-28", "2021-02-28", False),
        ("2021-03-01", "2021-03-01", True),
        ("2021-06-30", "2021-06-30", True),
        ("2021-07-01", "2021-07-01", False),
        ("2022-06-30", "2021-12-31", False),
    ],
)
def test_day_of_judging_counts_if_it_is_earlier(as_of, day, holds):
    """Within the year it must hold today; later, the end of its year still decides."""
    one = dispensation(expires=dt.date(2021, 6, 30))
    today = dt.date.fromisoformat(as_of)
    assert day_of(one, today) == dt.date.fromisoformat(day)
    assert in_force(one, today) is holds


def test_what_held_at_the_end_of_its_year_covers_ever_after():
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
    assert not covers(dispensation(year=2022), Violation(ROW, 2022))


def test_id_with_two_contents_covers_nothing():
    """Which of the two holds is not known."""
    made = dispensing(dispensation(), dispensation(expires=dt.date(2030, 1, 1)))
    assert made.waive(RULE, Violation(ROW, 2021)) is None
    assert made.result().lapsed == frozenset()


def test_subject_with_two_contents_has_no_regency():
    """Two participants under one id: the regency of neither counts."""
    other = attrs.evolve(IKM, regency="73.06")
    assert not covers(
        dispensation(regency="73.13"), Violation(ROW, 2021), participants=[IKM, other]
    )


# --- what became of it -------------------------------------------------------------------


def test_first_by_id_is_named_and_all_of_them_served():
    """Of several that cover a finding one is named, whatever the order of the table."""
    first, second = dispensation("D-1", regency="73.13"), dispensation("D-2")
    made = dispensing(second, first)
    assert made.waive(RULE, Violation(ROW, 2021)) is first
    assert made.result().covering == {"D-1", "D-2"}


def test_lapsed_unless_another_covers():
    """One that ran out is held against nobody once it was renewed."""
    old = dispensation("D-1", expires=dt.date(2021, 6, 30))
    alone = dispensing(old)
    assert alone.waive(RULE, Violation(ROW, 2021)) is None
    assert alone.result().lapsed == {"D-1"}

    renewed = dispensing(old, dispensation("D-2"))
    assert renewed.waive(RULE, Violation(ROW, 2021)).id == "D-2"
    assert renewed.result().lapsed == frozenset()
    assert renewed.result().covering == {"D-1", "D-2"}


def test_without_approval_it_is_neither_covering_nor_lapsed():
    """IKM704 tells of it, and nothing else does."""
    made = dispensing(dispensation(approved_by="pkk-sulsel"))
    made.waive(RULE, Violation(ROW, 2021))
    assert made.result().covering == made.result().lapsed == frozenset()


def test_doubt_about_its_subject_is_noted():
    """Each subject of a doubt counts, the others stay as they are."""
    made = dispensing(dispensation("D-1"), dispensation("D-2", participant="P-2"))
    other = Participation(participant="P-3", program="2021-wajo")
    made.doubt(RULE, Doubt(Why("rejected_row"), year=2021, records=[ROW, other]))
    made.doubt("IKM202", Doubt(Why("rejected_row"), ROW, 2021))
    made.doubt(RULE, Doubt(Why("rejected_row"), ROW))
    assert made.result().doubted == {"D-1"}


def test_subject_of_unknown_regency_may_be_of_any():
    """Then a dispensation for a regency is not known to be idle, for findings and doubts alike."""
    stranger = Participation(participant="P-9", program="2021-wajo")
    for note in (
        lambda made: made.waive(RULE, Violation(stranger, 2021)),
        lambda made: made.doubt(RULE, Doubt(Why("regency_not_known"), stranger, 2021)),
    ):
        made = dispensing(dispensation("D-1", regency="73.06"), dispensation("D-2"))
        note(made)
        assert made.result().doubted == {"D-1"}
        assert made.result().covering == frozenset()


def test_rules_and_years_that_ran():
    """A rule ran for the years it was judged for."""
    made = dispensing()
    made.ran(RULE, [2021, 2022])
    assert made.result().ran == {(RULE, 2021), (RULE, 2022)}
