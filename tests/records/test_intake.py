"""Rows of many sources become tables, faults and rejects, each with its place."""

import pytest

from ikm_sinergi.domain.entities import Participant
from ikm_sinergi.records.cells import AS_WRITTEN
from ikm_sinergi.records.faults import UNKNOWN, Source
from ikm_sinergi.records.intake import Intake, add_table, gather

PERSON = {"id": "P-1", "name": "IKM Contoh"}
ENTRY = {"participant": "P-1", "program": "2021-wajo"}
SALE = {"program": "2021-market", "amount": 70_000_000}


def opened(intake, table="participants", file="a.jsonl"):
    """What adds rows to a source of lines."""
    return intake.open(Source(table=table, file=file, lines=True))


def test_rows_become_entities_with_their_numbers():
    """A table that was opened is given, even without a row."""
    intake = Intake()
    add = opened(intake)
    opened(intake, "grants")
    add(3, PERSON)
    add(7, {**PERSON, "id": "P-2"})
    assert intake.tables == {
        "participants": [Participant(**PERSON), Participant(id="P-2", name="IKM Contoh")],
        "grants": [],
    }
    [segment] = intake.segments["participants"]
    assert list(segment.numbers) == [3, 7]


def test_faults_have_the_place_of_their_field():
    """And a row that was rejected the place of the row."""
    intake = Intake()
    opened(intake)(4, {"id": "P-1", "workers": "5"})
    assert {(fault.field, str(fault.location)) for fault in intake.faults} == {
        ("name", "a.jsonl:4:/name"),
        ("workers", "a.jsonl:4:/workers"),
    }
    [reject] = intake.rejects
    assert (reject.ids, reject.location.row) == ({"id": ("P-1",)}, 4)


def test_an_unknown_key_is_told_once_in_each_source():
    """A misspelt column would otherwise be told for every row."""
    intake = Intake()
    first, second = opened(intake), opened(intake, file="b.jsonl")
    for add in (first, first, second):
        add(1, {**PERSON, "nmae": "x"})
    assert [(fault.code, fault.location.file) for fault in intake.faults] == [
        (UNKNOWN, "a.jsonl"),
        (UNKNOWN, "b.jsonl"),
    ]


@pytest.mark.parametrize(
    ("table", "row"), [("participants", PERSON), ("sales", SALE)], ids=["id", "no id"]
)
def test_identical_rows_are_one_record(table, row):
    """In one file or in two; the first place counts."""
    intake = Intake()
    add = opened(intake, table)
    other = {**row, "note": "x"}
    for number, one in enumerate((row, other, row, other)):
        add(number, one)
    opened(intake, table, "b.jsonl")(0, other)
    assert len(intake.tables[table]) == 2
    assert [list(segment.numbers) for segment in intake.segments[table]] == [[0, 1], []]


def test_a_participation_twice_in_one_file_stays_two():
    """That is a fault of its own (IKM108); in another file it is the same row again."""
    intake = Intake()
    add = opened(intake, "participations")
    add(1, ENTRY)
    add(2, ENTRY)
    add = opened(intake, "participations", "b.jsonl")
    add(1, ENTRY)
    add(2, {**ENTRY, "participant": "P-2"})
    opened(intake, "participations", "c.jsonl")(1, {**ENTRY, "participant": "P-2"})
    assert [one.participant for one in intake.tables["participations"]] == ["P-1", "P-1", "P-2"]


def test_unreadable_fields_stay_with_the_record_that_is_kept():
    """Where two rows become one record, it is in doubt for the faults of both."""
    intake = Intake()
    add = opened(intake)
    add(1, {**PERSON, "workers": "5"})
    add(2, {**PERSON, "regency": "7306"})
    [beside] = intake.beside()["participants"].values()
    assert set(beside.unread) == {"workers", "regency"}


def test_a_row_of_blanks_is_neither_kept_nor_rejected():
    """A spreadsheet has empty lines."""
    intake = Intake()
    intake.open(Source(table="participants", lines=True), AS_WRITTEN)(2, {"id": " "})
    assert (intake.tables, intake.rejects, intake.faults) == ({"participants": []}, [], [])


def test_a_table_of_rows_is_added_by_its_name():
    """One that begins with x_ is the user's own."""
    intake = gather({"participants": [PERSON], "x_own": [1]})
    assert (set(intake.tables), intake.faults) == ({"participants"}, [])
    add_table(intake, "grants", [], file="b.json")
    assert intake.segments["grants"][0].source.file == "b.json"


def test_what_fails_leaves_nothing_behind():
    """All of a file or nothing, whatever had come of it."""
    intake = Intake()
    add = opened(intake)
    add(1, PERSON)
    add(2, {**PERSON, "id": "P-2", "workers": "5"})
    opened(intake, "participations")(1, ENTRY)
    faults, beside = list(intake.faults), intake.beside()

    def fail():
        with intake.all_or_nothing():
            more = opened(intake, file="b.jsonl")
            more(1, {**PERSON, "id": "P-3", "nmae": 1, "workers": "5"})
            more(2, {"id": "P-4"})
            opened(intake, "participations", "b.jsonl")(1, {**ENTRY, "participant": "P-3"})
            opened(intake, "grants", "b.jsonl")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert set(intake.tables) == set(intake.segments) == {"participants", "participations"}
    assert [one.id for one in intake.tables["participants"]] == ["P-1", "P-2"]
    assert len(intake.tables["participations"]) == 1
    assert [len(parts) for parts in intake.segments.values()] == [1, 1]
    assert (intake.faults, intake.rejects, intake.beside()) == (faults, [], beside)
    again = opened(intake, file="c.jsonl")
    again(1, PERSON)
    again(2, {**PERSON, "id": "P-3", "nmae": 1})
    opened(intake, "participations", "c.jsonl")(1, ENTRY)
    assert [one.id for one in intake.tables["participants"]] == ["P-1", "P-2", "P-3"]
    assert len(intake.tables["participations"]) == 1
    assert len(intake.faults) == len(faults) + 1


def test_what_succeeds_is_kept():
    """The block is undone only by an exception."""
    intake = Intake()
    with intake.all_or_nothing():
        opened(intake)(1, PERSON)
    assert len(intake.tables["participants"]) == 1
