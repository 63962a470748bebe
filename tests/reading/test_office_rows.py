"""Rows of office files: entities as from canonical rows, and every repair told."""

import datetime as dt

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from ikm_sinergi.domain.entities import Owner, Participant, Participation, Program
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.office import Office
from ikm_sinergi.records.builder import Row, builder
from ikm_sinergi.records.cells import EXACT
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.faults import REPAIRED, UNREADABLE, Source
from ikm_sinergi.records.intake import Intake

OFFICE = Office()
NIK = "7306000000000001"


def read(table, row, office=OFFICE):
    """Return what became of one row."""
    return became_of(TABLES[table], row, office.way)


def became_of(table, row, way):
    """Return what became of one row; a clean one has no faults."""
    found = builder(table, way, {})(row)
    return found if isinstance(found, Row) else Row(found)


def told(row):
    """Return the faults of a row in short."""
    return [(fault.code, fault.field, fault.reason, fault.readings) for fault in row.faults]


CLEAN = {
    "id": "P-001",
    "name": "Tenun Sutera",
    "regency": "73.13",
    "workers": 12.0,
    "investment": 70_000_000.0,
    "owner": {"name": "Fulan", "nik": NIK},
    "note": "-",
}
PARTICIPANT = Participant(
    id="P-001",
    name="Tenun Sutera",
    regency="73.13",
    workers=12,
    investment=70_000_000,
    owner=Owner(name="Fulan", nik=NIK),
)


def test_clean_row_is_built_directly():
    """Floats are numbers, a dash states nothing, and nothing is told."""
    assert builder(TABLES["participants"], OFFICE.way, {})(CLEAN) == PARTICIPANT


def test_repaired_row_is_the_same_entity():
    """Each repair says what stood there and what was read; an owner's stays masked."""
    row = {
        **CLEAN,
        "regency": "Kab. Wajo",
        "investment": "Rp 70 juta",
        "owner": {"name": "Fulan ", "nik": "7306 0000 0000 0001"},
    }
    became = read("participants", row)
    assert became.entity == PARTICIPANT
    assert told(became) == [
        (REPAIRED, "regency", "regency_name", ('"73.13"',)),
        (REPAIRED, "investment", "number_written", ("70000000",)),
        (REPAIRED, "owner.name", "stray_blanks", ("***",)),
        (REPAIRED, "owner.nik", "marked_digits", ("7306********0001",)),
    ]
    assert [fault.shown for fault in became.faults[2:]] == ["***", "***"]
    assert became.ids == {"id": ("P-001",), "regency": ("73.13",)}


@pytest.mark.parametrize("owner", [{"name": "***"}, {"name": "***", "nik": " 7306********0001"}])
def test_owner_that_was_masked_is_not_stated(owner):
    """Neither is it data, nor a field that could not be read; other faults are told as well."""
    row = {**CLEAN, "regency": "Kab. Wajo", "owner": owner}
    became = read("participants", row)
    assert became.entity == evolve(PARTICIPANT, owner=None)
    assert set(became.beside.unread) == set()
    masks = [(REPAIRED, f"owner.{part}", "masked", ()) for part in owner]
    assert told(became) == [(REPAIRED, "regency", "regency_name", ('"73.13"',)), *masks]


def test_row_is_left_as_it_was():
    """The reader changes nothing of the caller's."""
    row = {"id": 5.0, "name": "A  B", "owner": {"name": " Fulan"}}
    read("participants", row)
    assert row == {"id": 5.0, "name": "A  B", "owner": {"name": " Fulan"}}


def test_optional_field_that_is_refused_keeps_the_row():
    """The field is not stated, and known to be unreadable."""
    became = read("participants", {**CLEAN, "investment": "1,500", "owner": {"nik": 7.3e15}})
    assert became.entity.investment is None
    assert set(became.beside.unread) == {"investment", "owner.nik"}
    assert told(became)[0] == (UNREADABLE, "investment", "several_numbers", ("1500",))


def test_required_field_that_is_refused_rejects_the_row():
    """Once, with what else is wrong and whatever could be understood of the row."""
    row = {"id": "K-1", "year": "2020/2021", "kind": "pelatihan", "regencies": "Wajo & Bone"}
    became = read("programs", row)
    assert became.entity is None
    assert told(became) == [
        (UNREADABLE, "year", "several_years", ("2020", "2021")),
        (REPAIRED, "kind", "synonym", ('"training"',)),
        (REPAIRED, "regencies", "regency_name", ('["73.13", "73.08"]',)),
        ("IKM001", "title", "empty", ()),
    ]
    assert became.ids == {"id": ("K-1",), "year": ("2020/2021",), "regencies": ("73.13", "73.08")}


def test_refused_text_never_becomes_an_entity():
    """Even where the exact reader would take the cell as it stands: an error is no name."""
    became = read("participants", {"id": "P-1", "name": "#REF!"})
    assert became.entity is None
    assert told(became) == [(UNREADABLE, "name", "error_cell", ())]


def test_unit_of_a_header_is_applied_once():
    """A repaired number is not multiplied again."""
    office = Office([("investment", 1000)])
    became = read("participants", {**CLEAN, "investment": 70_000.0, "regency": "wajo"}, office)
    assert became.entity == PARTICIPANT


def test_required_cell_that_states_nothing_is_missing():
    """A dash is as empty as an empty cell (IKM001)."""
    assert told(read("participants", {"id": "P-1", "name": "-"})) == [
        ("IKM001", "name", "empty", ())
    ]


@pytest.mark.parametrize(
    "row", [{}, {"id": "-", "name": " "}, {"id": None, "owner": {"name": "-"}}], ids=repr
)
def test_row_that_states_nothing_is_an_empty_line(row):
    """No entity, no fault, no reject."""
    intake = Intake()
    intake.open(Source(table="participants"), OFFICE.way)(0, row)
    assert (intake.faults, intake.rejects, intake.tables) == ([], [], {"participants": []})


@pytest.mark.parametrize("owner", ["Fulan", 5.0, "-"])
def test_owner_that_is_no_object_is_refused(owner):
    """As in an exact row; nothing of it is shown."""
    became = read("participants", {"id": "P-1", "name": "Batik", "owner": owner})
    assert became.entity == Participant(id="P-1", name="Batik")
    assert "Fulan" not in repr(became)


def test_unknown_field_is_told():
    """As in an exact row."""
    became = read("participants", {"id": "P-1", "name": "Batik", "warna": "biru", "x_a": 1})
    assert told(became) == [("IKM003", "warna", "unknown_field", ())]


def test_rows_that_read_alike_are_one_record():
    """Whether or not they were written alike."""
    intake = Intake()
    add = intake.open(Source(table="participants"), OFFICE.way)
    add(0, CLEAN)
    add(1, {**CLEAN, "regency": "Wajo"})
    assert intake.tables["participants"] == [PARTICIPANT]
    assert [fault.location.pointer for fault in intake.faults] == ["/participants/1/regency"]
    records = Records.from_intake(intake)
    assert records.participants == (PARTICIPANT,)


def test_whole_tables_of_an_office():
    """A program and a participation as they are typed."""
    program = read(
        "programs",
        {
            "id": "2021-wajo",
            "year": "TA 2021",
            "kind": "Bimtek",
            "title": "Bimtek Tenun",
            "lead": "Disperin",
            "partners": "Dekranasda dan TP PKK",
            "regencies": "Kab. Wajo",
            "starts": "11 s.d. 13 November 2021",
            "ends": "11 s.d. 13 November 2021",
            "status": "terlaksana",
        },
    )
    assert program.entity == Program(
        id="2021-wajo",
        year=2021,
        kind="training",
        title="Bimtek Tenun",
        lead="disperin-sulsel",
        partners=("dekranasda-sulsel", "pkk-sulsel"),
        regencies=("73.13",),
        starts=dt.date(2021, 11, 11),
        ends=dt.date(2021, 11, 13),
        status="completed",
    )
    assert {fault.code for fault in program.faults} == {REPAIRED}
    row = {"participant": 7.0, "program": "2021-wajo", "status": "lulus", "completed_on": 44513.0}
    assert read("participations", row).entity == Participation(
        participant="7", program="2021-wajo", status="completed", completed_on=dt.date(2021, 11, 13)
    )


cells = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.sampled_from(
        ["Wajo", "Rp 5 juta", "15 Februari 2021", "Bimtek", "-", "P-1", "2021", "lulus"]
    ),
    st.floats(),
    st.integers(),
    st.dates(),
    st.datetimes(),
    st.booleans(),
)


@st.composite
def rows(draw):
    """Return a table and a row of it with any cells."""
    table = draw(st.sampled_from(list(TABLES.values())))
    fields = [c.field for c in table.columns if not c.personal]
    row = draw(st.fixed_dictionaries({}, optional=dict.fromkeys(fields, cells)))
    if table.name == "participants":
        row["owner"] = draw(st.fixed_dictionaries({}, optional={"name": cells, "nik": cells}))
    return table, row


@given(rows())
def test_any_row_is_read_or_told(case):
    """An entity, a fault for what is not in it, or an empty line."""
    table, row = case
    became = became_of(table, row, OFFICE.way)
    if became.entity is not None:  # what was read is canonical
        again = {c.field: getattr(became.entity, c.field, None) for c in table.columns}
        again = {field: value for field, value in again.items() if value is not None}
        owner = getattr(became.entity, "owner", None)
        if owner is not None and (owner.name or owner.nik):
            again["owner"] = {"name": owner.name, "nik": owner.nik}
            same = became_of(table, again, EXACT)
            assert (same.entity, same.faults) == (became.entity, ())
