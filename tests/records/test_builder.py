"""One row becomes an entity, with every fault in it found at once, or none and the faults."""

import datetime as dt
from string import printable

import pytest
from attrs import validate
from hypothesis import given
from hypothesis import strategies as st

from ikm_sinergi.domain.entities import Owner, Participant, Program
from ikm_sinergi.domain.tables import TABLES, ids_in
from ikm_sinergi.domain.terms import ProgramKind
from ikm_sinergi.records.builder import Row, builder, named
from ikm_sinergi.records.cells import AS_WRITTEN, EXACT
from ikm_sinergi.records.faults import DAMAGED, MISSING, REPAIRED, UNKNOWN, UNREADABLE

PROGRAM = {"id": "2021-wajo", "year": 2021, "kind": "mentoring", "title": "Pendampingan"}
PARTICIPANT = {"id": "P-1", "name": "IKM Contoh"}
GRANT = {"id": "G-1", "program": "2021-wajo", "item": "Mesin jahit"}
DISPENSATION = {
    "id": "D-1",
    "rule": "IKM201",
    "year": 2021,
    "participant": "P-1",
    "reason": "contoh",
    "approved_by": "disperin-sulsel",
    "decided_on": "2021-03-01",
    "expires": "2021-12-31",
}
NIK = "7306000000000001"


def built(table, row, *, textual=False):
    """What the builder of a table makes of a row."""
    return builder(TABLES[table], AS_WRITTEN if textual else EXACT, {})(row)


def read(table, row, *, textual=False):
    """Read a row; a clean one has no faults."""
    found = built(table, row, textual=textual)
    if isinstance(found, Row):
        return found
    validate(found)  # what the readers have proved is what the entity asks for
    return Row(found)


def told(found):
    """The code, field and reason of every fault."""
    return [(fault.code, fault.field, fault.reason) for fault in found.faults]


# --- clean rows ----------------------------------------------------------------------------


def test_a_clean_row_is_its_entity():
    """Keys that begin with x_, empty texts and None say nothing."""
    row = {**PROGRAM, "starts": "2021-03-01", "note": "", "lead": None, "x_own": object()}
    found = read("programs", row)
    assert found.entity == Program(
        id="2021-wajo",
        year=2021,
        kind=ProgramKind.MENTORING,
        title="Pendampingan",
        starts=dt.date(2021, 3, 1),
    )
    assert (found.faults, set(found.beside.unread)) == ((), frozenset())


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        ({"name": "Contoh", "nik": NIK}, Owner(name="Contoh", nik=NIK)),
        ({"name": "Contoh", "nik": None}, Owner(name="Contoh")),
        ({"name": ""}, None),
        ({}, None),
        (None, None),
    ],
    ids=repr,
)
def test_an_owner_is_an_object_of_its_own(owner, expected):
    """An owner of whom nothing is stated is none."""
    found = read("participants", {**PARTICIPANT, "owner": owner})
    assert (found.entity.owner, found.faults) == (expected, ())


def test_only_a_clean_row_is_its_entity_alone():
    """Of every other one its faults are told beside it."""
    assert built("participants", PARTICIPANT) == Participant(**PARTICIPANT)
    assert built("participants", {**PARTICIPANT, "owner": {"nik": NIK}}).owner == Owner(nik=NIK)
    for row in (
        None,
        [],
        {"id": "P-1"},
        {**PARTICIPANT, "nmae": "x"},
        {**PARTICIPANT, "workers": "5"},
        {**PARTICIPANT, "owner": "Contoh"},
        {**PARTICIPANT, "owner": {"nik": 7}},
        {**PARTICIPANT, 1: 2},
    ):
        assert built("participants", row).faults


def test_equal_ids_days_and_terms_of_a_reading_are_one_object():
    """In all its tables: they are compared at once, and kept once."""
    memo = {}
    entries = builder(TABLES["participations"], EXACT, memo)
    people = builder(TABLES["participants"], AS_WRITTEN, memo)
    day = {"status": "completed", "completed_on": "2021-03-01"}
    first, second = (
        entries({"participant": f"P-{'1' * 3}", "program": "x" * n, **day}) for n in (3, 4)
    )
    person = people({"id": "P-" + "111", "name": "IKM Contoh"})
    assert first.participant is second.participant is person.id
    assert first.completed_on is second.completed_on


def test_what_csv_may_say_is_not_taken_for_json():
    """A list in one text and a year as text are refused there, though they were read before."""
    memo = {}
    row = {**PROGRAM, "year": "2021", "regencies": "73.06;73.09"}
    assert builder(TABLES["programs"], AS_WRITTEN, memo)(row).regencies == ("73.06", "73.09")
    found = builder(TABLES["programs"], EXACT, memo)(row)
    assert told(found) == [(UNREADABLE, "year", "not_year"), (UNREADABLE, "regencies", "not_list")]


def test_a_blank_cell_is_an_empty_cell():
    """Nobody sees the difference, so there is none."""
    assert read("participants", {**PARTICIPANT, "note": "  "}).entity == Participant(**PARTICIPANT)
    found = read("participants", {"id": "P-1", "name": " \t"})
    assert told(found) == [(MISSING, "name", "empty")]
    assert found.faults[0].shown is None


def test_a_row_of_blanks_is_no_row_in_csv():
    """A spreadsheet has many; an empty object in JSON is a record that says nothing."""
    for row in ({"id": " ", "name": ""}, {"owner": {"name": " "}, "x_own": "1"}, {}):
        assert built("participants", row, textual=True) == Row(None)
    assert told(read("participants", {})) == [(MISSING, "id", "empty"), (MISSING, "name", "empty")]


# --- faults --------------------------------------------------------------------------------


def test_every_fault_of_a_row_is_found_at_once():
    """Those in required fields and those in optional ones, and the ids that could be read."""
    found = read(
        "programs",
        {"id": "2021-wajo", "year": "2021", "kind": "Bimtek", "regencies": ["7313"], "starts": 1},
    )
    assert found.entity is None
    assert sorted(told(found)) == [
        (MISSING, "title", "empty"),
        (UNREADABLE, "kind", "not_choice"),
        (UNREADABLE, "regencies", "not_code"),
        (UNREADABLE, "starts", "not_day"),
        (UNREADABLE, "year", "not_year"),
    ]
    assert found.ids == {"id": ("2021-wajo",), "year": ("2021",), "regencies": ("7313",)}
    assert all(fault.ids == found.ids for fault in found.faults)
    assert [fault.shown for fault in found.faults if fault.field == "kind"] == ['"Bimtek"']


def test_a_fault_in_an_optional_field_keeps_the_row():
    """The entity holds None there, and says that it was stated."""
    found = read("programs", {**PROGRAM, "starts": "06/09/2022", "status": "batal"})
    assert found.entity.starts is found.entity.status is None
    assert set(found.beside.unread) == {"starts", "status"}
    by_field = {fault.field: fault for fault in found.faults}
    assert by_field["starts"].readings == ("2022-09-06", "2022-06-09")


def test_a_dispensation_for_nobody_or_for_two_is_rejected():
    """A fault in its subject too: without it the row would say something else."""
    for row in (
        {**DISPENSATION, "participant": None},
        {**DISPENSATION, "program": "2021-wajo"},
    ):
        found = read("dispensations", row)
        assert found.entity is None
        assert told(found) == [(UNREADABLE, "participant, program, regency", "one_subject")]
    found = read("dispensations", {**DISPENSATION, "regency": "7313"})
    assert (found.entity, told(found)) == (None, [(UNREADABLE, "regency", "not_code")])


def test_a_repair_is_told_and_read():
    """The row is as good as one that was written so, and the note shows both."""
    found = read("participants", {**PARTICIPANT, "regency": 73.06, "nib": 1234567890123})
    assert found.entity == Participant(**PARTICIPANT, regency="73.06", nib="1234567890123")
    assert [(fault.code, fault.shown, fault.readings) for fault in found.faults] == [
        (REPAIRED, "73.06", ('"73.06"',)),
        (REPAIRED, "1234567890123", ('"1234567890123"',)),
    ]
    found = read("programs", {**PROGRAM, "year": "2021", "regencies": "73.06; 73.09"}, textual=True)
    assert found.entity.regencies == ("73.06", "73.09")
    assert found.ids["regencies"] == ("73.06", "73.09")


def test_a_repaired_value_may_still_be_refused():
    """The repair is told, and so is what is wrong with what was repaired, after all else."""
    row = {**PROGRAM, "year": "2021", "regencies": "73.06; 73.06"}
    found = read("programs", row, textual=True)
    assert told(found) == [
        (REPAIRED, "regencies", "blanks_in_list"),
        (UNREADABLE, "regencies", "repeated"),
    ]
    assert set(found.beside.unread) == {"regencies"}
    found = read("programs", {**row, "year": "x", "starts": "x"}, textual=True)
    assert [field for _, field, _ in told(found)] == ["year", "regencies", "starts", "regencies"]


def test_unknown_keys_are_told_and_set_aside():
    """Also inside the owner; the record is read without them, and the user's own are kept."""
    row = {
        **PARTICIPANT,
        "nmae": 1,
        5: 1,
        "x_own": 1,
        "owner": {"name": "Contoh", "phone": "0", "x_own": 1},
    }
    found = read("participants", row)
    assert found.entity == Participant(**PARTICIPANT, owner=Owner(name="Contoh"))
    assert told(found) == [
        (UNKNOWN, "nmae", "unknown_field"),
        (UNKNOWN, "5", "unknown_field"),
        (UNKNOWN, "owner.phone", "unknown_field"),
        (UNKNOWN, "owner.x_own", "unknown_field"),  # not kept there, so it is told
    ]
    assert found.beside.own == {"x_own": 1}


def test_an_owner_is_told_of_as_a_whole():
    """What can be read of it is kept; one of whom all is masked is not stated."""
    found = read("participants", {**PARTICIPANT, "owner": {"name": "Contoh", "nik": "***"}})
    assert found.entity.owner == Owner(name="Contoh")
    assert (told(found), set(found.beside.unread)) == (
        [(REPAIRED, "owner.nik", "masked")],
        frozenset(),
    )
    found = read("participants", {**PARTICIPANT, "owner": {"name": "***", "nik": "***"}})
    assert found.entity.owner is None
    found = read("participants", {**PARTICIPANT, "owner": {"name": 7, "nik": "***"}})
    assert (found.entity.owner, set(found.beside.unread)) == (Owner(), {"owner.name"})


@pytest.mark.parametrize("row", [None, [], "P-1", 5, [PARTICIPANT]], ids=repr)
def test_what_is_no_object_is_no_row(row):
    """Reading goes on with the next one."""
    found = read("participants", row)
    assert (found.entity, told(found)) == (None, [(UNREADABLE, None, "not_object")])


# --- persons -------------------------------------------------------------------------------


def test_personal_values_are_masked_in_faults():
    """From the moment they are read."""
    found = read("participants", {**PARTICIPANT, "owner": {"name": 5, "nik": int(NIK)}})
    assert found.entity == Participant(**PARTICIPANT, owner=Owner())
    assert {fault.field: (fault.code, fault.shown) for fault in found.faults} == {
        "owner.name": (UNREADABLE, "***"),
        "owner.nik": (DAMAGED, "7306********0001"),
    }
    assert set(found.beside.unread) == {"owner.name", "owner.nik"}


def test_an_owner_that_is_no_object_is_a_fault_of_its_own():
    """The row is kept, and the value is masked."""
    found = read("participants", {**PARTICIPANT, "owner": "Nama Contoh"})
    assert found.entity == Participant(**PARTICIPANT)
    assert told(found) == [(UNREADABLE, "owner", "not_object")]
    assert found.faults[0].shown == "***"
    assert set(found.beside.unread) == {"owner"}


def test_a_number_no_one_can_write_is_masked_too():
    """Python itself refuses to show so many digits."""
    found = read("participants", {**PARTICIPANT, "owner": {"nik": 10**5000}})
    assert found.faults[0].shown == "***"


# --- what is shown -------------------------------------------------------------------------


def test_values_are_shown_short_and_printable():
    """Whatever they were."""
    circle = []
    circle.append(circle)
    values = ["x" * 100, "\ud800", {("a",): 1}, 10**5000, circle, {1, 2}]
    shown = [read("grants", {**GRANT, "quantity": value}).faults[0].shown for value in values]
    assert shown[0] == f'"{"x" * 59}...'
    assert shown[1] == '"\\ud800"'
    assert shown[2:5] == ["(dict)", "(int)", "(list)"]
    assert shown[5] == '"{1, 2}"'


def test_names_of_unknown_keys_are_shown_short():
    """A key may be as long as a file."""
    assert named("x" * 61) == f"{'x' * 60}..."
    assert named("\ud800") == "\\ud800"
    assert named(("a", 1)) == '["a", 1]'


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (" P-1 ", ("P-1",)),
        (7, ("7",)),
        ("", None),
        (" ", None),
        (-1, None),
        (True, None),
        (1.5, None),
        (["P-1"], ("P-1",)),
        ("x" * 65, None),
    ],
    ids=repr,
)
def test_ids_are_read_wherever_they_can_be(value, expected):
    """A rejected row says whom it is about, so that only they are undecided."""
    row = {"participant": value, "program": 10**5000, "note": "x"}
    found = ids_in(TABLES["participations"], row, textual=False)
    assert found == ({} if expected is None else {"participant": expected})


# --- whatever the row is -------------------------------------------------------------------

ODD = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(printable, max_size=12),
        st.text(max_size=8),
        st.sampled_from(["2021", "training", "73.06", "73.1", "06/09/2022", 2021, 73.1, 10**400]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=4,
)


def rows(table):
    """Rows whose keys are mostly right and whose values are mostly wrong."""
    fields = sorted({column.field.partition(".")[0] for column in TABLES[table].columns})
    keys = st.one_of(st.sampled_from(fields), st.text(max_size=6), st.integers())
    return st.dictionaries(keys, ODD, max_size=len(fields))


@pytest.mark.parametrize("table", TABLES)
@given(data=st.data())
def test_no_row_upsets_the_reading(table, data):
    """Whatever stands in it: an entity or faults."""
    row = data.draw(rows(table))
    found = read(table, row)
    assert found.entity is not None or found.faults
    texts = {str(key): str(value) for key, value in row.items() if type(value) is str}
    read(table, texts, textual=True)
