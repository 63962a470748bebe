"""One cell is exactly what its column holds, or says why not and what it may have been."""

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.domain.terms import ProgramKind, ProgramStatus, Side
from ikm_sinergi.records.cells import Unreadable, reader
from ikm_sinergi.records.faults import DAMAGED, MISSING, UNREADABLE


def read(table, field, value, *, textual=False):
    """Read a cell of a column, by name."""
    return reader(TABLES[table].column(field), textual=textual)(value)


def refusal(table, field, value, *, textual=False):
    """The signal that a cell cannot be read."""
    with pytest.raises(Unreadable) as caught:
        read(table, field, value, textual=textual)
    return caught.value


@pytest.mark.parametrize(
    ("table", "field", "value", "expected"),
    [
        ("programs", "id", "2021-wajo", "2021-wajo"),
        ("programs", "title", " Pelatihan ", " Pelatihan "),
        ("programs", "year", 2021, 2021),
        ("programs", "kind", "training", ProgramKind.TRAINING),
        ("programs", "kind", ProgramKind.TRAINING, ProgramKind.TRAINING),
        ("programs", "status", "planned", ProgramStatus.PLANNED),
        ("programs", "starts", "2021-03-01", dt.date(2021, 3, 1)),
        ("programs", "starts", dt.date(2021, 3, 1), dt.date(2021, 3, 1)),
        ("programs", "regencies", ["73.06", "73.09"], ("73.06", "73.09")),
        ("programs", "partners", (), ()),
        ("participants", "regency", "73.10", "73.10"),
        ("participants", "nib", "0123456789012", "0123456789012"),
        ("participants", "owner.nik", "7306000000000001", "7306000000000001"),
        ("participants", "workers", 0, 0),
        ("agencies", "sides", ["upstream", "partner"], (Side.UPSTREAM, Side.PARTNER)),
    ],
    ids=repr,
)
def test_a_clean_value_is_what_it_says(table, field, value, expected):
    """Neither more nor less."""
    assert read(table, field, value) == expected
    assert type(read(table, field, value)) is type(expected)


@pytest.mark.parametrize(
    ("table", "field", "text", "expected"),
    [
        ("programs", "year", "2021", 2021),
        ("participants", "workers", "0", 0),
        ("participants", "investment", "1000000000", 1_000_000_000),
        ("programs", "starts", "2021-03-01", dt.date(2021, 3, 1)),
        ("programs", "regencies", "73.06;73.09", ("73.06", "73.09")),
        ("programs", "partners", ";", ()),
        ("agencies", "leads", "training", (ProgramKind.TRAINING,)),
    ],
)
def test_a_text_of_csv_is_read_by_its_column(table, field, text, expected):
    """In CSV everything is text; a list is one cell, and ";" the list without items."""
    assert read(table, field, text, textual=True) == expected


@pytest.mark.parametrize(
    ("table", "field", "value", "reason"),
    [
        ("programs", "id", 1, "not_text"),
        ("programs", "id", "x" * 65, "too_long"),
        ("programs", "id", " x", "blank_ends"),
        ("programs", "id", "x\ty", "unprintable"),
        ("programs", "title", "a\0b", "unprintable"),
        ("programs", "year", "2021", "not_year"),
        ("programs", "year", True, "not_year"),
        ("programs", "year", 2021.0, "not_year"),
        ("programs", "year", 1944, "not_year"),
        ("programs", "kind", "Training", "not_choice"),
        ("programs", "kind", 1, "not_choice"),
        ("programs", "starts", 20210301, "not_day"),
        ("programs", "starts", "2021-02-30", "not_in_calendar"),
        ("programs", "starts", "9999-12-31", "day_bounds"),
        ("programs", "starts", dt.datetime(2021, 3, 1, tzinfo=dt.UTC), "not_day"),
        ("programs", "regencies", "73.06", "not_list"),
        ("programs", "regencies", ["73.06", "73.06"], "repeated"),
        ("programs", "partners", ["a", 1], "not_text"),
        ("programs", "partners", [[]], "not_text"),
        ("participants", "regency", "7306", "not_code"),
        ("participants", "regency", 7306, "not_code"),
        ("participants", "regency", 7306.5, "not_code"),
        ("participants", "nib", True, "not_text"),
        ("participants", "owner.nik", True, "not_text"),
        ("participants", "workers", -1, "not_whole"),
        ("participants", "workers", True, "not_whole"),
        ("participants", "workers", 1.5, "not_whole"),
        ("participants", "investment", 10**18, "too_large"),
    ],
    ids=repr,
)
def test_what_is_not_of_its_kind_is_refused(table, field, value, reason):
    """True is no number, a text no year, and a code no number."""
    error = refusal(table, field, value)
    assert (error.reason, error.code, error.repaired) == (reason, UNREADABLE, None)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("year", "2021.0"),
        ("year", "²021"),
        ("year", " 2021"),
        ("quantity", "1.000"),
        ("quantity", "-1"),
        ("quantity", "٣"),
        ("quantity", "9" * 31),
    ],
)
def test_a_text_that_is_no_plain_number_is_refused(field, text):
    """Neither marks nor the digits of other scripts."""
    table = "programs" if field == "year" else "grants"
    assert refusal(table, field, text, textual=True).reason in {"not_year", "not_whole"}


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("06/09/2022", ("2022-09-06", "2022-06-09")),
        ("15 Feb 2021", ("2021-02-15",)),
        ("2021-02-15T10:00:00+08:00", ("2021-02-15",)),
        ("Februari 2021", ()),
        ("2021", ()),
        ("10:00 XYZ", ()),
        ("1" * 30, ()),
        ("\u06602021010120210101202101011230\u0663h", ()),
    ],
)
def test_a_day_that_is_refused_lists_its_readings(text, readings):
    """Only what is there is read: nothing is filled up from another day."""
    error = refusal("programs", "starts", text)
    assert (error.reason, error.readings) == ("not_day", readings)


@given(st.text(max_size=50))
def test_no_text_upsets_the_reading_of_days(text):
    """Whatever stands in the cell, it is a day or it is refused."""
    with suppress(Unreadable):
        assert isinstance(read("programs", "starts", text, textual=True), dt.date)


def test_a_blank_is_missing_and_a_blank_item_is_not():
    """A cell of blanks is empty; a list with an empty item is a list that cannot be read."""
    assert refusal("programs", "id", " ").code == MISSING
    assert refusal("programs", "partners", ["a", " "]).code == UNREADABLE
    assert refusal("programs", "partners", "a;", textual=True).code == UNREADABLE


@pytest.mark.parametrize(
    ("field", "value", "repaired"),
    [
        ("regency", 73.06, "73.06"),
        ("nib", 1234567890123, "1234567890123"),
        ("nib", 1234567890123.0, "1234567890123"),
        ("nib", 12345678901234, "12345678901234"),
    ],
)
def test_a_number_that_lost_nothing_is_repaired(field, value, repaired):
    """It can be read in one way only."""
    assert refusal("participants", field, value).repaired == repaired


@pytest.mark.parametrize(
    ("field", "value", "readings"),
    [
        ("regency", 73.1, ("73.10",)),
        ("regency", "73.1", ("73.10",)),
        ("nib", 123456789012, ()),
        ("nib", 1e15, ()),
        ("nib", 1234567890123.5, ()),
        ("nib", float("nan"), ()),
        pytest.param("nib", 10**5000, (), id="nib-more digits than Python shows"),
        ("owner.nik", 7306000000000001, ()),
        ("owner.nik", 7.3e15, ()),
    ],
)
def test_a_number_that_lost_digits_is_damaged(field, value, readings):
    """What is left may be another's number, so nothing is repaired."""
    error = refusal("participants", field, value)
    assert (error.code, error.readings, error.repaired) == (DAMAGED, readings, None)


def test_a_list_is_repaired_as_a_whole():
    """Its other items stay as they are."""
    error = refusal("programs", "regencies", ["73.06", 73.09])
    assert (error.reason, error.repaired) == ("code_was_number", ["73.06", "73.09"])
    error = refusal("programs", "regencies", "73.06; 73.09", textual=True)
    assert (error.reason, error.repaired) == ("blanks_in_list", "73.06;73.09")
    assert refusal("programs", "regencies", ["73.06", 73.1]).code == DAMAGED
