"""What the records leave open: every row of the table of gaps, by what it may hide."""

import datetime as dt

import pytest

from ikm_sinergi.domain.terms import ProgramKind
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.records.gaps.gap import Gap, covers, years_told
from rows_of_wajo import WAJO, person, program, step
from several_deliveries import delivered

TRAINING, MENTORING = ProgramKind.TRAINING, ProgramKind.MENTORING
APPRENTICESHIP, DEVELOPMENT = ProgramKind.APPRENTICESHIP, ProgramKind.DEVELOPMENT
SOPPENG = "73.12"
NIB = "1234567890123"
PROGRAMS, ROWS, PEOPLE = "programs", "participations", "participants"


def held(**more):
    """Rows by which the lists of the trainings of Wajo in 2020 are held; P is not on them."""
    rows = {
        PROGRAMS: [program()],
        PEOPLE: [person("P"), person("OTHER")],
        ROWS: [step("OTHER")],
        "grants": [],
    }
    return {name: [*rows.get(name, ()), *more.get(name, ())] for name in {**rows, **more}}


def in_2020(records, who="P", *, held=((TRAINING,),), as_of=None, **options):
    """The cause why somebody may have completed a training in 2020; None if it surely has not."""
    gap = gaps_of(records, as_of).step(who, (2020,), (TRAINING,), held=held, **options)
    return None if gap is None else gap.cause


def cause(rows, who="P", *, complete=(), **options):
    """The same of rows of one call."""
    return in_2020(Records.from_rows(rows, complete=complete), who, **options)


def test_who_is_on_no_list_that_is_held_surely_took_no_step():
    """Without a gap there is nothing to be in doubt about."""
    assert cause(held()) is None


@pytest.mark.parametrize(
    ("general", "kind", "found"),
    [
        (TRAINING, TRAINING, True),
        (TRAINING, MENTORING, False),
        (DEVELOPMENT, MENTORING, True),
        (MENTORING, DEVELOPMENT, False),
        (ProgramKind.MARKET, ProgramKind.SUBSIDISED_MARKET, True),
        (ProgramKind.MARKET, TRAINING, False),
    ],
)
def test_a_kind_that_is_not_settled_covers_its_family(general, kind, found):
    """`development` may be any coaching, `market` any market."""
    assert covers(general, kind) is found


def test_years_are_told_shortly():
    """One alone, several as a span."""
    assert (years_told((2020,)), years_told((2020, 2019))) == (2020, "2019-2020")


# --- lost ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("beside", "found"),
    [
        ({}, "table_not_whole"),
        ({PROGRAMS: [program("x", 2020)]}, "table_not_whole"),
        ({PROGRAMS: [program("x", 2019)]}, None),
        ({PROGRAMS: [program("x", 2020, regencies=[SOPPENG])]}, None),
        ({PROGRAMS: [program("x", 2020, regencies=None)]}, "table_not_whole"),
        ({PEOPLE: [person("Z", regency=SOPPENG)]}, None),
    ],
)
def test_a_lost_list_may_hold_a_step_of_the_years_and_regencies_of_its_delivery(beside, found):
    """Naming no year or no regency it may be of any; `complete` does not close it."""
    whole = held(**{PROGRAMS: [program("y", 2020)], ROWS: [step("OTHER", "y")]})
    deliveries = {"a": whole, "b": beside}
    records = delivered(deliveries, lose=[("b", ROWS)], complete=[2020])
    assert in_2020(records) == found


def test_a_lost_list_may_be_of_an_ikm_of_any_regency():
    """Nobody knows where one that states no regency is from."""
    rows = held(**{PEOPLE: [person("Q", regency=None)]})
    beside = {PEOPLE: [person("Z", regency=SOPPENG)]}
    records = delivered({"a": rows, "b": beside}, lose=[("b", ROWS)], complete=[2020])
    assert in_2020(records, "Q") == "table_not_whole"
    assert in_2020(records, "P") is None


def test_a_lost_table_of_programs_may_hold_one_without_a_list():
    """Unless the year is said to be complete."""
    for complete, found in (((), "history_not_held"), ((2020,), None)):
        deliveries = {"a": held(), "b": {"sales": []}}
        records = delivered(deliveries, lose=[("b", PROGRAMS)], complete=complete)
        assert in_2020(records) == found


def test_a_lost_table_of_participants_may_tell_who_a_stranger_is():
    """One who took the step and is not on record may be this IKM by its name or number."""
    for who, found in (("OTHER", None), ("GHOST", "table_not_whole")):
        rows = held(**{ROWS: [step(who)]})
        records = delivered({"a": rows, "b": {}}, lose=[("b", PEOPLE)])
        assert in_2020(records) == found


def test_further_rows_of_a_program():
    """Of its own year and regencies, in a lost table of any delivery."""
    rows = held()
    for beside, found in (
        ({}, "table_not_whole"),
        ({PROGRAMS: [program("x", 2021)]}, None),
        ({PROGRAMS: [program("x", 2020, regencies=[SOPPENG])]}, None),
    ):
        records = delivered({"a": rows, "b": beside}, lose=[("b", "grants")])
        gap = gaps_of(records).further("grants", records.program("t20"))
        assert (gap and gap.cause) == found


# --- rejected row --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({"participant": "P", "program": 7}, "rejected_row"),
        ({"program": "t20"}, "rejected_row"),
        ({"program": "t20", "status": "withdrawn"}, None),
        ({"participant": "Q", "program": 7}, None),
        ({"program": "t19"}, None),
        ({"program": "m20"}, None),
        ({"program": "nowhere"}, "rejected_row"),
        ({}, "rejected_row"),
    ],
)
def test_a_rejected_participation_is_bound_by_what_was_read_of_it(row, found):
    """Its participant, program and status, as far as they could be read."""
    more = {PROGRAMS: [program("t19", 2019), program("m20", kind="mentoring")], ROWS: [row]}
    assert cause(held(**more), complete=[2020]) == found


def test_a_rejected_participation_is_bound_by_the_rows_of_its_file():
    """Beside rows of 2019 alone it says nothing of 2020."""
    for year, found in ((2019, None), (2020, "rejected_row")):
        beside = {PROGRAMS: [program("x", year)], ROWS: [step("OTHER", "x"), {"note": "?"}]}
        records = delivered({"a": held(), "b": beside}, complete=[2020])
        assert in_2020(records) == found


def test_the_other_id_of_a_rejected_participation():
    """A row of one that may be the same IKM is as open as one's own."""
    more = {PEOPLE: [person("TWIN", nib=NIB), person("Q", nib=NIB)]}
    rows = held(**more, **{ROWS: [{"participant": "TWIN", "program": 7}]})
    assert cause(rows, "Q", complete=[2020]) == "other_id"
    assert cause(rows, "P", complete=[2020]) is None


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({"id": "bad", "year": 2020, "kind": "training"}, "rejected_row"),
        ({"id": "bad", "year": 2020}, "rejected_row"),
        ({"id": "bad", "kind": "training"}, "rejected_row"),
        ({"id": "bad", "year": 2019, "kind": "training"}, None),
        ({"id": "bad", "year": 2020, "kind": "market"}, None),
        ({"id": "bad", "year": 2020, "kind": "training", "status": "cancelled"}, None),
    ],
)
def test_a_rejected_program_is_what_was_read_of_it(row, found):
    """A year and a kind that could not be read may be those that are asked for."""
    rows = held(**{PROGRAMS: [row], ROWS: [step("P", "bad")]})
    assert cause(rows, complete=[2020]) == found


def test_a_rejected_program_may_contest_one_that_was_read():
    """Two rows of one id, of which one could not be read: nobody knows which is right."""
    twin = {"id": "t20", "year": 2020, "kind": "market"}
    rows = held(**{ROWS: [step("P")], PROGRAMS: [twin]})
    assert cause(rows, complete=[2020]) == "duplicate_id"
    rows = held(**{ROWS: [step("P")], PROGRAMS: [twin | {"kind": "?"}]})
    assert cause(rows, complete=[2020]) == "rejected_row"


def test_a_rejected_program_may_have_a_list_that_is_not_there():
    """Then the lists of its regency are not held, and those of another one are."""
    for regencies, found in (([WAJO], "history_not_held"), ([SOPPENG], None)):
        row = {"id": "bad", "year": 2020, "kind": "training", "regencies": regencies}
        assert cause(held(**{PROGRAMS: [row]})) == found


def test_a_rejected_participant_may_be_anybody():
    """Its own row was not read, or that of one who took the step."""
    assert cause(held(**{PEOPLE: [{"id": "Q"}]}), "Q", complete=[2020]) == "rejected_row"
    rows = held(**{PEOPLE: [{"id": "Q"}], ROWS: [step("Q")]})
    assert cause(rows, complete=[2020]) == "rejected_row"
    assert cause(held(**{PEOPLE: [{"id": "Q"}]}), complete=[2020]) is None


def test_a_rejected_participant_without_an_id_may_be_a_stranger():
    """One who is on a list and not on record, or the one that is asked about."""
    nameless = {PEOPLE: [{"name": "IKM contoh"}]}
    assert cause(held(**nameless), complete=[2020]) is None
    assert cause(held(**nameless, **{ROWS: [step("GHOST")]}), complete=[2020]) == "rejected_row"
    assert cause(held(**nameless), "GHOST", complete=[2020]) == "rejected_row"


# --- unreadable field ----------------------------------------------------------------------


def test_an_unreadable_status_may_be_any():
    """Of a participation, also of one who is told to have withdrawn by nobody else."""
    rows = held(**{ROWS: [step("P", status="?")]})
    assert cause(rows, complete=[2020]) == "unreadable_field"


def test_an_unreadable_status_of_a_program_may_be_cancelled():
    """Then nobody was trained by it, and its list vouches for nobody."""
    rows = held(**{PROGRAMS: [program("odd", status="?")], ROWS: [step("P", "odd")]})
    assert cause(rows, complete=[2020]) == "unreadable_field"


def test_a_number_that_could_not_be_read_may_be_anybodys():
    """Of the IKM itself, if somebody with a number took the step, and the other way round."""
    damaged = {"nib": 123456789012}
    trained = {PEOPLE: [person("T", nib=NIB)], ROWS: [step("T")]}
    rows = held(**{PEOPLE: [*trained[PEOPLE], person("Q", **damaged)], ROWS: trained[ROWS]})
    assert cause(rows, "Q") == "unreadable_field"
    assert cause(rows, "P") is None
    turned = held(**{PEOPLE: [person("T", **damaged), person("Q", nib=NIB)], ROWS: trained[ROWS]})
    assert cause(turned, "Q") == "unreadable_field"
    assert cause(turned, "P") is None
    assert cause(held(**{PEOPLE: [person("Q", **damaged)]}), "Q") is None


def test_the_first_field_that_could_not_be_read_is_told():
    """With the record that shows it."""
    records = Records.from_rows({PROGRAMS: [program(lead=7, status="?")]})
    (one,) = records.programs
    gap = gaps_of(records).unread(one, "title", "status", "lead")
    assert (gap.values, gap.record) == ({"field": "status"}, one)
    assert gap.may_accuse
    assert gaps_of(records).unread(one, "title") is None
    assert not Gap("to_come").may_accuse


# --- contested id --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contents", "found"),
    [
        ([program("two"), program("two", title="Lain")], "sure"),
        ([program("two"), program("two", kind="market")], "duplicate_id"),
        ([program("two", 2019), program("two", 2018)], None),
        ([program("two"), program("two", status="planned", title="Lain")], "duplicate_id"),
        (
            [program("two", status="running"), program("two", status="planned")],
            "duplicate_id",
        ),
        ([program("two"), program("two", status="?", title="Lain")], "duplicate_id"),
    ],
)
def test_each_content_of_a_contested_program_is_weighed(contents, found):
    """Contents that agree in what matters decide."""
    rows = held(**{PROGRAMS: contents, ROWS: [step("P", "two")]})
    records = Records.from_rows(rows, complete=[2020])
    steps = gaps_of(records).steps((2020,), (TRAINING,))
    if found == "sure":
        assert "P" in steps.done
    else:
        assert "P" not in steps.done
        assert in_2020(records) == found


def test_each_content_of_a_contested_participant_is_weighed():
    """If one of them is from elsewhere, the lists there must be held too."""
    assert cause(held(**{PEOPLE: [person("P", commodity="kopi", name="Lain")]})) is None
    assert cause(held(**{PEOPLE: [person("P", regency=SOPPENG)]})) == "history_not_held"


def test_two_deliveries_that_disagree_on_a_participation():
    """One says completed, the other withdrawn; a third adds nothing."""
    second = {ROWS: [step("P", status="withdrawn")]}
    records = delivered({"a": held(**{ROWS: [step("P")]}), "b": second})
    assert in_2020(records) == "duplicate_id"
    agreed = delivered({"a": held(**{ROWS: [step("P", status=None)]}), "b": {ROWS: [step("P")]}})
    assert "P" in gaps_of(agreed).steps((2020,), (TRAINING,)).done


def test_contested_grants_may_be_of_a_program():
    """One of the two contents names it."""
    grant = {"id": "G", "program": "t20", "item": "Alat"}
    rows = held(grants=[grant, {**grant, "program": "other"}])
    records = Records.from_rows(rows)
    assert gaps_of(records).further("grants", records.program("t20")).cause == "duplicate_id"
    elsewhere = held(grants=[{**grant, "program": "x"}, {**grant, "program": "y"}])
    records = Records.from_rows(elsewhere)
    assert gaps_of(records).further("grants", records.program("t20")) is None


def test_what_reading_left_in_tables():
    """The first of a rejected row, two contents, a field that could not be read."""
    for rows, found in (
        (held(), None),
        (held(**{ROWS: [{"program": "t20"}]}), "rejected_row"),
        (held(**{PROGRAMS: [program(title="Lain")]}), "duplicate_id"),
        (held(**{PROGRAMS: [program("x", status="?")]}), "unreadable_field"),
    ):
        gap = gaps_of(Records.from_rows(rows)).reading(PROGRAMS, ROWS)
        assert (gap and gap.cause) == found


def test_an_id_of_two_contents_and_one_that_was_rejected():
    """What an id stands for is not known in either case."""
    rows = {PROGRAMS: [program("two"), program("two", 2019), {"id": "bad"}, program("one")]}
    gaps = gaps_of(Records.from_rows(rows))
    causes = [gaps.named(PROGRAMS, one) for one in ("two", "bad", "one", "none")]
    assert [one and one.cause for one in causes] == ["duplicate_id", "rejected_row", None, None]
    assert gaps.nameless(PROGRAMS) is None


# --- unheld --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({PROGRAMS: [program("list")]}, "list_not_given"),
        ({PROGRAMS: [program("list", regencies=[SOPPENG])]}, None),
        ({PROGRAMS: [program("list", regencies=None)]}, "list_not_given"),
        ({PROGRAMS: [program("list", kind="development")]}, "list_not_given"),
        ({PROGRAMS: [program("list", kind="mentoring")]}, None),
        ({PROGRAMS: [program("list", status="cancelled")]}, None),
        ({PROGRAMS: [program("list", status="planned")]}, None),
        ({PROGRAMS: [program("list"), program("list", title="Lain")]}, "list_not_given"),
        (
            {PROGRAMS: [program("list")], ROWS: [step("OTHER", "list", "withdrawn")]},
            None,
        ),
    ],
)
def test_every_program_that_may_be_of_the_kind_must_have_a_list(more, found):
    """One that was planned and has no list never ran, once its year is over."""
    assert cause(held(**more)) == found


def test_the_program_without_a_list_is_named():
    """The smallest id of those that may be of the kind and serve the regency."""
    ids = {"c": [WAJO], "b": None, "a": [SOPPENG]}
    more = [program(one, regencies=codes) for one, codes in ids.items()]
    gap = gaps_of(Records.from_rows(held(**{PROGRAMS: more}))).step(
        "P", (2020,), (TRAINING,), held=((TRAINING,),)
    )
    assert gap is not None
    assert gap.values["program"] == "b"


def test_a_planned_program_may_still_run_while_its_year_lasts():
    """Then its list may come."""
    rows = held(**{PROGRAMS: [program("list", status="planned")]})
    assert cause(rows, as_of=dt.date(2021, 1, 1)) is None
    records = Records.from_rows(rows)
    assert WAJO not in gaps_of(records, dt.date(2020, 6, 1)).held(2020, (TRAINING,))


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ({PROGRAMS: [program()], PEOPLE: [person("P")], ROWS: []}, "list_not_given"),
        ({PROGRAMS: [program()], PEOPLE: [person("P")], ROWS: [step("GHOST")]}, "history_not_held"),
        (
            {
                PROGRAMS: [program(regencies=[SOPPENG])],
                PEOPLE: [person("P"), person("GUEST")],
                ROWS: [step("GUEST")],
            },
            "history_not_held",
        ),
        (
            {
                PROGRAMS: [program(regencies=None)],
                PEOPLE: [person("P"), person("OTHER")],
                ROWS: [step("OTHER")],
            },
            None,
        ),
        (
            {
                PROGRAMS: [program(regencies=["7313"])],
                PEOPLE: [person("P"), person("OTHER")],
                ROWS: [step("OTHER")],
            },
            "history_not_held",
        ),
        ({PEOPLE: [person("P")]}, "history_not_held"),
        ({PEOPLE: [person("P", regency=None)]}, "regency_not_known"),
    ],
)
def test_what_vouches_for_the_lists_of_a_regency(rows, found):
    """A list of the kind with an IKM of the regency, of a program that may serve it."""
    assert cause(rows) == found


def test_each_kind_of_a_prerequisite_is_asked_for():
    """The lists of one kind say nothing of the other."""
    groups = [(TRAINING,), (APPRENTICESHIP,)]
    assert cause(held(), held=groups) == "history_not_held"
    more = {PROGRAMS: [program("m", kind="apprenticeship")], ROWS: [step("OTHER", "m")]}
    assert cause(held(**more), held=groups) is None


def test_one_list_may_hold_several_kinds_together():
    """Mentoring and apprenticeship are asked together: one list holds both."""
    more = {PROGRAMS: [program("m", kind="mentoring")], ROWS: [step("OTHER", "m")]}
    records = Records.from_rows(held(**more))
    gaps = gaps_of(records)
    assert gaps.held(2020, (MENTORING, APPRENTICESHIP)) == {WAJO}
    assert gaps.held(2020, (APPRENTICESHIP,)) == frozenset()


@pytest.mark.parametrize(
    ("complete", "found"),
    [
        ([2020], None),
        ([(2020, WAJO)], None),
        ([(2020, SOPPENG)], "history_not_held"),
        ([2019], "history_not_held"),
    ],
)
def test_complete_closes_it_by_year_or_by_year_and_regency(complete, found):
    """It is the caller's word that the lists are all there."""
    assert cause({PEOPLE: [person("P")]}, complete=complete) == found


# --- alias ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "says"), [("completed", "same_ikm"), ("attending", "same_ikm_open")]
)
def test_the_step_of_another_id_that_may_be_the_same_ikm(status, says):
    """Done or open, it may be one's own; the gap tells which id, and what they share."""
    more = {
        PEOPLE: [person("Q", nib=NIB), person("TWIN", nib=NIB)],
        ROWS: [step("TWIN", status=status)],
    }
    records = Records.from_rows(held(**more))
    gap = gaps_of(records).step("Q", (2020,), (TRAINING,))
    assert (gap.cause, gap.record.id, gap.says.key) == ("other_id", "Q", says)
    assert gap.says.values["other"] == "TWIN"
    assert gap.says.values["match"].key == "match_nib"


def test_joining_by_another_id_is_told_in_other_words():
    """Where a list is asked for and not what became of it."""
    more = {
        PEOPLE: [person("Q", nib=NIB), person("TWIN", nib=NIB)],
        ROWS: [step("TWIN", status=None)],
    }
    gaps = gaps_of(Records.from_rows(held(**more)))
    gap = gaps.step("Q", (2020,), (TRAINING,), completed=False)
    assert (gap.cause, gap.says.key) == ("other_id_joined", "same_ikm_joined")
    assert "completed" not in gap.says.say()


def test_an_ikm_has_every_gap_of_its_aliases():
    """If the other id is from elsewhere, the lists there must be held too."""
    more = {PEOPLE: [person("Q", nib=NIB), person("FAR", nib=NIB, regency=SOPPENG)]}
    assert cause(held(**more), "Q") == "history_not_held"


# --- unsettled kind, open step, later step -------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "status", "found"),
    [
        ("development", None, "unsettled_step"),
        ("development", "completed", "unsettled_step"),
        ("development", "withdrawn", None),
        ("market", "completed", None),
        ("training", "attending", "open_step"),
        ("training", "registered", "open_step"),
        ("training", None, "open_step"),
        ("training", "withdrawn", None),
    ],
)
def test_a_step_on_record_that_is_not_settled(kind, status, found):
    """Coaching of any method, and whatever is neither completed nor withdrawn."""
    rows = held(**{PROGRAMS: [program("x", kind=kind)], ROWS: [step("P", "x", status)]})
    assert cause(rows) == found


def test_completed_in_a_program_still_planned_is_open():
    """Either the program ran or the participation was not completed."""
    rows = held(**{PROGRAMS: [program("x", status="planned")], ROWS: [step("P", "x")]})
    assert cause(rows) == "open_program"


def test_a_later_step_in_a_program_still_planned_is_open():
    """Nothing shows that it was held."""
    rows = {PROGRAMS: [program("x", kind="mentoring", status="planned")], ROWS: [step("P", "x")]}
    assert cause(held(**rows), later=(MENTORING,)) == "open_program"


def test_completed_in_a_cancelled_program_is_no_step():
    """Nor is whatever else is on its list."""
    for kind in ("training", "development", "mentoring"):
        more = {PROGRAMS: [program("x", kind=kind, status="cancelled")], ROWS: [step("P", "x")]}
        assert cause(held(**more), later=(MENTORING,)) is None


@pytest.mark.parametrize(
    ("status", "found"),
    [
        ("completed", "other_step"),
        ("attending", "open_later_step"),
        (None, "open_later_step"),
        ("withdrawn", None),
        ("?", "unreadable_field"),
    ],
)
def test_who_completed_what_asks_for_the_step_took_it_before(status, found):
    """No newcomer, but the policy speaks of training; even in a complete year."""
    more = {PROGRAMS: [program("x", kind="mentoring")], ROWS: [step("P", "x", status)]}
    assert cause(held(**more), later=(MENTORING,), complete=[2020]) == found
    assert cause(held(**more), complete=[2020]) is None


@pytest.mark.parametrize(
    ("kind", "status", "found"),
    [
        ("training", "attending", "open_step"),
        ("mentoring", "completed", "other_step"),
        ("mentoring", "withdrawn", None),
        ("apprenticeship", "completed", None),
    ],
)
def test_own_rows_tell_of_a_step_and_of_what_asks_for_it(kind, status, found):
    """A later step that was left, or of a kind that asks for nothing, tells nothing."""
    more = {PROGRAMS: [program("x", kind=kind)], ROWS: [step("P", "x", status)]}
    gaps = gaps_of(Records.from_rows(held(**more)))
    steps = gaps.own_steps("P", (2020,), (TRAINING,), later=(MENTORING,))
    assert [one.gap.cause for one in steps] == ([] if found is None else [found])


def test_everybody_of_whom_a_record_leaves_open_whether_it_took_the_step():
    """With the other ids of who did."""
    more = {
        PEOPLE: [person("Q", nib=NIB), person("TWIN", nib=NIB)],
        ROWS: [step("TWIN"), step("P", status=None), {"participant": "R", "program": 7}],
    }
    gaps = gaps_of(Records.from_rows(held(**more)))
    assert gaps.may_have_stepped((2020,), (TRAINING,)) == {"Q", "P", "R"}


def test_without_completion_whoever_is_on_the_list_took_part():
    """Who withdrew did not."""
    rows = held(**{ROWS: [step("P", status=None), step("Q", status="withdrawn")]})
    steps = gaps_of(Records.from_rows(rows)).steps((2020,), (TRAINING,), completed=False)
    assert (steps.done, steps.maybe) == ({"OTHER", "P"}, {})


# --- unknown reference ---------------------------------------------------------------------


def test_a_program_that_nobody_knows_may_be_of_any_kind():
    """Whoever withdrew from it is no step further."""
    rows = held(**{ROWS: [step("P", "nowhere"), step("OTHER", "lost", "withdrawn")]})
    gap = gaps_of(Records.from_rows(rows)).step("P", (2020,), (TRAINING,))
    assert (gap.cause, gap.says.key) == ("unknown_program_step", "step_unknown_program")
    assert gap.record.program == "nowhere"


# --- to come -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "found"),
    [(None, None), ("2020-12-30", "to_come"), ("2020-12-31", None), ("2021-01-01", None)],
)
def test_before_the_year_is_over_rows_may_come(as_of, found):
    """From its last day on nothing does."""
    day = None if as_of is None else dt.date.fromisoformat(as_of)
    records = Records.from_rows(held())
    assert in_2020(records, as_of=day) == found
    gaps, one = gaps_of(records, day), records.program("t20")
    assert [
        (gap and gap.cause) for gap in (gaps.further("grants", one), gaps.enrolment("P", one))
    ] == [
        found,
        found,
    ]
    assert gaps.further("grants", one, coming=False) is None
    assert (gap := gaps.to_come(2019, 2020)) is None or gap.cause == found


# --- rows of a program, lists and results --------------------------------------------------


def test_a_table_never_given_may_hold_anything():
    """Of grants, lists and results alike."""
    records = Records.from_rows({PROGRAMS: [program()], PEOPLE: [person("P")]})
    gaps, one = gaps_of(records), records.program("t20")
    assert gaps.further("grants", one).cause == "table_not_given"
    assert gaps.enrolment("P", one).cause == "table_not_given"


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({"program": "t20", "item": 7}, "rejected_row"),
        ({"program": "m21", "item": 7}, None),
        ({"item": 7}, "rejected_row"),
    ],
)
def test_a_rejected_row_of_a_table_may_be_of_a_program(row, found):
    """Unless it names another."""
    rows = held(**{PROGRAMS: [program("m21", 2021, "mentoring")], "grants": [{"id": "G", **row}]})
    records = Records.from_rows(rows)
    gap = gaps_of(records).further("grants", records.program("t20"))
    assert (gap and gap.cause) == found


def test_who_may_be_on_a_list_that_does_not_show_it():
    """By a row that was rejected, by another id, or where there is no list."""
    records = Records.from_rows(
        held(
            **{
                PROGRAMS: [program("empty"), program("bad")],
                PEOPLE: [person("Q", nib=NIB), person("TWIN", nib=NIB)],
                ROWS: [step("TWIN"), step("OTHER", "bad")],
            }
        )
    )
    gaps = gaps_of(records)
    assert gaps.enrolment("P", records.program("t20")) is None
    assert gaps.enrolment("Q", records.program("t20")).cause == "other_id_joined"
    assert gaps.enrolment("P", records.program("empty")).cause == "no_participations"
    rejected = Records.from_rows(
        held(
            **{
                PEOPLE: [person("Q", nib=NIB), person("TWIN", nib=NIB)],
                ROWS: [{"participant": "TWIN", "program": 7}],
            }
        )
    )
    one = rejected.program("t20")
    assert gaps_of(rejected).enrolment("Q", one).cause == "rejected_row"
    assert gaps_of(rejected).enrolment("P", one) is None


def test_a_list_of_two_deliveries_may_be_whole_or_not():
    """The part of another office that was lost may hold the IKM, if it may be of its regency."""
    for regency, found in ((WAJO, "table_not_whole"), (SOPPENG, None)):
        beside = {PEOPLE: [person("Z", regency=regency)]}
        records = delivered({"a": held(), "b": beside}, lose=[("b", ROWS)])
        gap = gaps_of(records).enrolment("P", records.program("t20"))
        assert (gap and gap.cause) == found
    records = delivered({"a": held()}, lose=[("a", ROWS)])
    assert gaps_of(records).enrolment("P", records.program("t20")).cause == "table_not_whole"


def test_why_those_on_no_list_may_have_taken_part():
    """Asked of many at once it says of each what is said of it alone."""
    people = [
        person("Q"),
        person("FAR", regency=SOPPENG),
        person("FAR2", regency=SOPPENG),
        person("NIL", regency=None),
        person("TWO"),
        person("TWO", regency=SOPPENG, name="Lain"),
        person("SAME", nib=NIB),
        person("TWIN", nib=NIB),
    ]
    more = {
        PEOPLE: people,
        PROGRAMS: [program("d", kind="development")],
        ROWS: [step("TWIN"), step("ODD", "d", None), step("REJECTED", 7)],
    }
    for extra in ([], [person("WILD", nib=123456789012)]):
        rows = held(**{**more, PEOPLE: [*people, *extra]})
        gaps = gaps_of(Records.from_rows(rows))
        groups = [(TRAINING,)]
        who = ["P", "Q", "FAR", "FAR2", "NIL", "TWO", "SAME", "ODD", "REJECTED", "WILD"]
        found = gaps.absent(who, (2020,), (TRAINING,), held=groups)
        alone = {
            one: gap
            for one in who
            if (gap := gaps.step(one, (2020,), (TRAINING,), completed=False, held=groups))
        }
        assert found == alone
        assert {"P", "Q"}.isdisjoint(found)
        assert {"FAR", "FAR2", "NIL", "TWO", "SAME", "ODD", "REJECTED"} <= found.keys()


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({}, None),
        ({ROWS: [step("GUEST", status="?")]}, "unreadable_field"),
        ({PEOPLE: [person("HOME", nib=NIB)]}, "other_id"),
        ({PEOPLE: [person("NIL", nib=NIB, regency=None)]}, "other_id"),
        ({PEOPLE: [person("FAR", nib=NIB, regency="73.08")]}, None),
        ({PEOPLE: [{"id": "GUEST", "nib": NIB}]}, None),
        ({PEOPLE: [{"id": "GUEST", "name": 7}]}, "rejected_row"),
    ],
)
def test_why_a_guest_may_be_from_here(more, found):
    """By another id, a row that was rejected, or one that may have withdrawn."""
    guest = person("GUEST", nib=NIB, regency=SOPPENG)
    rows = {ROWS: [step("GUEST")], **{name: rows for name, rows in more.items() if name == ROWS}}
    records = Records.from_rows(held(**{PEOPLE: [guest, *more.get(PEOPLE, ())], **rows}))
    row = next(one for one in records.participations if one.participant == "GUEST")
    gap = gaps_of(records).elsewhere(row, [WAJO])
    assert (gap and gap.cause) == found


def test_a_guest_of_whom_two_deliveries_disagree_may_have_withdrawn():
    """Then it takes no part."""
    guest = {PEOPLE: [person("GUEST", regency=SOPPENG)], ROWS: [step("GUEST")]}
    for status, found in (("withdrawn", "duplicate_id"), ("attending", None)):
        beside = {ROWS: [step("GUEST", status=status)]}
        records = delivered({"a": held(**guest), "b": beside})
        row = next(one for one in records.enrolments if one.participant == "GUEST")
        gap = gaps_of(records).elsewhere(row, [WAJO])
        assert (gap and gap.cause) == found


RESULT = {"participant": "P", "year": 2020, "measure": "workers", "value": 1}


@pytest.mark.parametrize(
    ("results", "found"),
    [
        ([], None),
        ([{**RESULT, "value": "?"}], "rejected_row"),
        ([{**RESULT, "value": "?", "participant": "TWIN"}], "rejected_row"),
        ([{**RESULT, "value": "?", "participant": "OTHER"}], None),
        ([{**RESULT, "value": "?", "year": 2017}], None),
        ([{**RESULT, "participant": "TWIN"}], "other_id_joined"),
        ([{**RESULT, "participant": "WILD"}], "unreadable_field"),
        ([{**RESULT, "participant": "WILD", "year": 2018}], None),
    ],
)
def test_a_result_that_may_be_there(results, found):
    """In a rejected row, under another id, or of one whose number could not be read."""
    people = [person("P", nib=NIB), person("TWIN", nib=NIB), person("WILD", nib=123456789012)]
    records = Records.from_rows(
        {
            PEOPLE: [*people, person("OTHER")],
            PROGRAMS: [program()],
            ROWS: [step("P")],
            "results": results,
        }
    )
    measured = {(one.participant, one.year) for one in records.results}
    gap = gaps_of(records).result("P", (2020, 2021), measured)
    assert (gap and gap.cause) == found


def test_results_that_were_not_given_or_lost_or_may_come():
    """As with every other table."""
    rows = {PEOPLE: [person("P")], PROGRAMS: [program()], ROWS: [step("P")]}
    none = Records.from_rows(rows)
    assert gaps_of(none).result("P", (2020, 2021), set()).cause == "table_not_given"
    empty = {**rows, "results": []}
    early = gaps_of(Records.from_rows(empty), dt.date(2021, 6, 1))
    assert early.result("P", (2020, 2021), set()).cause == "to_come"
    lost = delivered({"a": empty, "b": {}}, lose=[("b", "results")])
    assert gaps_of(lost).result("P", (2020, 2021), set()).cause == "table_not_whole"
    older = {PROGRAMS: [program("OLD", year=2017)], ROWS: [step("P", "OLD")], "results": []}
    lost = delivered({"a": empty, "b": older}, lose=[("b", "results")])
    assert gaps_of(lost).result("P", (2020, 2021), set()) is None


# --- which regencies programs serve --------------------------------------------------------


def reach(programs, *, ran=False, as_of=None, **options):
    """Where the trainings of 2020 reach: surely, and why perhaps."""
    records = Records.from_rows({PROGRAMS: programs}, **options)
    found = gaps_of(records, as_of).reach((2020,), (TRAINING,), ran=ran)
    return found.sure, {code: gap.cause for code, gap in found.maybe.items()}


@pytest.mark.parametrize(
    ("programs", "sure", "maybe"),
    [
        ([program()], {WAJO}, {}),
        ([program(year=2021), program("m", kind="mentoring")], set(), {}),
        ([program(status="cancelled")], set(), {}),
        ([program(regencies=None)], set(), {None: "not_stated"}),
        ([program(regencies=["7313"])], set(), {None: "unreadable_field"}),
        ([program(kind="development")], set(), {WAJO: "unsettled_step"}),
        ([program(status="?")], set(), {WAJO: "unreadable_field"}),
        ([program(), program(title="Lain")], {WAJO}, {WAJO: "duplicate_id"}),
        ([program(), program(kind="market")], set(), {WAJO: "duplicate_id"}),
        (
            [program(), program(regencies=[WAJO, SOPPENG])],
            {WAJO},
            {WAJO: "duplicate_id", SOPPENG: "duplicate_id"},
        ),
        ([program(), program(regencies=None, title="B")], {WAJO}, {WAJO: "duplicate_id"}),
        ([{"id": "x", "year": 2020, "kind": "training"}], set(), {None: "rejected_row"}),
        (
            [{"id": "x", "year": 2020, "kind": "training", "regencies": [SOPPENG]}],
            set(),
            {SOPPENG: "rejected_row"},
        ),
        ([{"id": "x", "year": 2019, "kind": "training"}], set(), {}),
        ([program(), {"id": "x", "year": 2020}], {WAJO}, {None: "rejected_row"}),
        (
            [program(), {"id": "x", "year": 2020, "regencies": ["7313"]}],
            {WAJO},
            {WAJO: "rejected_row"},
        ),
    ],
)
def test_which_regencies_programs_serve(programs, sure, maybe):
    """Surely in every way the records allow, perhaps in some; None stands for any regency."""
    assert reach(programs) == (sure, maybe)


@pytest.mark.parametrize(
    ("status", "as_of", "sure", "maybe"),
    [
        ("running", None, {WAJO}, {}),
        ("completed", None, {WAJO}, {}),
        ("planned", None, set(), {}),
        (None, None, {WAJO}, {}),
        (None, "2021-01-01", {WAJO}, {}),
        (None, "2020-06-01", set(), {WAJO: "open_program"}),
    ],
)
def test_which_programs_ran(status, as_of, sure, maybe):
    """Running, completed, or without a status in a year that is over."""
    day = None if as_of is None else dt.date.fromisoformat(as_of)
    assert reach([program(status=status)], ran=True, as_of=day) == (sure, maybe)


def test_why_a_regency_may_be_served():
    """By its own cause, else by one that may be of any regency."""
    records = Records.from_rows(
        {PROGRAMS: [program("a", kind="development"), program("b", regencies=None)]}
    )
    found = gaps_of(records).reach((2020,), (TRAINING,))
    assert (found.why(WAJO).cause, found.why(WAJO).says.key) == ("unsettled_step", "may_serve")
    assert found.why(SOPPENG).cause == "not_stated"
    none = gaps_of(Records.from_rows({PROGRAMS: []})).reach((2020,), (TRAINING,))
    assert none.why(WAJO) is None


def test_a_lost_table_of_programs_may_reach_the_regencies_of_its_delivery():
    """Of the years that it names."""
    for year, maybe in ((2020, {SOPPENG}), (2019, set())):
        beside = {PROGRAMS: [program("x", year, "market", regencies=[SOPPENG])]}
        records = delivered({"a": held(), "b": beside}, lose=[("b", PROGRAMS)])
        assert gaps_of(records).reach((2020,), (TRAINING,)).maybe.keys() == maybe


def test_gaps_are_found_once_for_each_day():
    """The same question gets the same answer, not another search."""
    records = Records.from_rows(held())
    assert gaps_of(records) is gaps_of(records)
    assert gaps_of(records, dt.date(2021, 1, 1)) is not gaps_of(records)
    gaps = gaps_of(records)
    assert gaps.steps((2020,), (TRAINING,)) is gaps.steps((2020,), (TRAINING,))
