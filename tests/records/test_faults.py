"""A location says where something stood, as the person who looks for it would."""

import pytest

from ikm_sinergi.records.faults import Fault, Location, Reject, Source, encodable, pointer

CSV = Source(
    table="participants", file="a/participants.csv", lines=True, headers=("id", "owner_nik")
)
SHEET = Source(table="programs", file="a.xlsx", sheet="programs", lines=True, headers=("x",) * 702)
JSONL = Source(table="programs", file="a.jsonl", lines=True)
JSON = Source(table="programs", file="a.json")
ROWS = Source(table="programs")


@pytest.mark.parametrize(
    ("source", "field", "expected", "text"),
    [
        (CSV, None, {"row": 3}, "a/participants.csv:3"),
        (CSV, "id", {"row": 3, "column": "id", "letter": "A"}, "a/participants.csv:3:id"),
        (CSV, "owner.nik", {"row": 3, "column": "owner_nik", "letter": "B"}, None),
        (CSV, "note", {"row": 3, "column": "note"}, "a/participants.csv:3:note"),
        (JSONL, None, {"row": 3}, "a.jsonl:3"),
        (JSONL, "owner.nik", {"row": 3, "pointer": "/owner/nik"}, "a.jsonl:3:/owner/nik"),
        (JSON, None, {"pointer": "/programs/3"}, "a.json:/programs/3"),
        (JSON, "year", {"pointer": "/programs/3/year"}, "a.json:/programs/3/year"),
        (ROWS, "year", {"pointer": "/programs/3/year"}, "/programs/3/year"),
    ],
)
def test_a_source_locates_its_rows_and_fields(source, field, expected, text):
    """Rows as a spreadsheet counts them, or a JSON pointer."""
    location = source.locate(3, field)
    assert location == Location(file=source.file, sheet=source.sheet, **expected)
    assert text is None or str(location) == text


def test_columns_have_letters_as_in_a_spreadsheet():
    """A to Z, then AA."""
    names = tuple(str(number) for number in range(1, 704))
    source = Source(table="programs", lines=True, headers=names)
    letters = {number: source.locate(1, str(number)).letter for number in (1, 26, 27, 702, 703)}
    assert letters == {1: "A", 26: "Z", 27: "AA", 702: "ZZ", 703: "AAA"}


def test_a_place_that_is_not_known_is_empty():
    """Records may have been built from objects."""
    assert str(Location()) == ""
    assert str(SHEET.locate(2)) == "a.xlsx:programs:2"


def test_a_pointer_escapes_what_would_divide_it():
    """As RFC 6901 wants it."""
    assert pointer("a/b", "~", "0") == "/a~1b/~0/0"
    assert pointer() == ""


def test_every_text_can_be_written():
    """A lone surrogate, which UTF-8 has no room for, is spelled out."""
    assert encodable("Wajo\udc80") == "Wajo\\udc80"
    assert encodable("Wajo") == "Wajo"


def test_faults_and_rejects_compare_by_value():
    """So that records that were read twice are equal."""
    fault = Fault(code="IKM001", table="programs", field="id", reason="empty")
    assert fault == Fault(code="IKM001", table="programs", field="id", reason="empty")
    assert (fault.ids, fault.location, fault.readings) == ({}, Location(), ())
    assert Reject(table="programs", ids={}) == Reject(table="programs", ids={})
