"""Texts, ids, NIB and NIK as offices write them, and cells that state nothing."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikm_sinergi.cells import Unreadable
from ikm_sinergi.faults import DAMAGED
from ikm_sinergi.office import stated
from ikm_sinergi.office.texts import tidy
from ikm_sinergi.tables import TABLES
from ikm_sinergi.values import REASONS
from office_cells import outcome, read_of

NAME = read_of("participants.name")
ID = read_of("participants.id")
NIB = read_of("participants.nib")
NIK = read_of("participants.owner.nik")


@pytest.mark.parametrize("cell", ["Batik Wajo", "=1+1", "-5 derajat", "#1 Batik", "e-Batik", "0"])
def test_text_as_it_should_be_needs_no_repair(cell):
    """What looks like a formula is a text like any other."""
    assert outcome(NAME, cell) == ("read", cell)
    assert outcome(ID, cell) == ("read", cell)


@pytest.mark.parametrize(
    "cell",
    [
        " Batik Wajo",
        "Batik Wajo\u00a0",
        "Batik  Wajo",
        "Batik\nWajo",
        "Batik\r\n Wajo\t",
        "Ba\u00adtik\u200b Wajo\ufeff",
    ],
)
def test_stray_blanks_are_repaired(cell):
    """Blanks around and between, line breaks inside a name, what nobody sees."""
    for read in (NAME, ID):
        assert outcome(read, cell) == ("repaired", "Batik Wajo", "stray_blanks")


def test_note_keeps_its_lines():
    """Free words are nobody's key."""
    note = read_of("programs.note")
    assert outcome(note, "Dua hari.\n  Di Sengkang.") == ("read", "Dua hari.\n  Di Sengkang.")
    assert outcome(note, " Dua hari.\n") == ("repaired", "Dua hari.", "stray_blanks")
    assert outcome(read_of("dispensations.reason"), "a\nb") == ("read", "a\nb")


@pytest.mark.parametrize(
    ("cell", "became"),
    [
        (5.0, ("repaired", "5", "text_was_number")),
        (5, ("repaired", "5", "text_was_number")),
        (5.5, ("refused", "not_text", ())),
        (1e15, ("refused", "number_lost_digits", ())),
        (float("nan"), ("refused", "not_text", ())),
        (True, ("refused", "not_text", ())),
        (dt.date(2021, 5, 10), ("refused", "day_not_text", ())),
        (dt.datetime(2021, 5, 10), ("refused", "day_not_text", ())),  # noqa: DTZ001
        (dt.time(8), ("refused", "not_text", ())),
        ("a\0b", ("refused", "unprintable", ())),
        ("\ud800", ("refused", "unprintable", ())),
    ],
    ids=ascii,
)
def test_other_cells_of_a_text(cell, became):
    """A whole number is the text it shows; a spreadsheet makes a day of "5-10"."""
    assert outcome(NAME, cell) == became


def test_id_has_a_length():
    """As everywhere."""
    assert outcome(ID, "x" * 65) == ("refused", "too_long", ())


@pytest.mark.parametrize(
    ("cell", "became"),
    [
        ("8120000000001", ("read", "8120000000001")),
        ("812", ("read", "812")),
        ("belum ada", ("read", "belum ada")),
        ("'8120000000001", ("repaired", "8120000000001", "marked_digits")),
        ("8120 0000 00001", ("repaired", "8120000000001", "marked_digits")),
        ("8120.0000.00001", ("repaired", "8120000000001", "marked_digits")),
        ("8120-0000-00001", ("repaired", "8120000000001", "marked_digits")),
        ("\uff18\uff11\uff12", ("repaired", "812", "marked_digits")),
        ("belum  ada", ("repaired", "belum ada", "stray_blanks")),
        (8120000000001.0, ("repaired", "8120000000001", "nib_was_number")),
        (8120000000001, ("repaired", "8120000000001", "nib_was_number")),
        ("8120000000001.0", ("repaired", "8120000000001", "nib_was_number")),
        (812000000000.0, ("refused", "number_lost_digits", ())),
        ("812000000000,0", ("refused", "number_lost_digits", ())),
        ("8,12E+12", ("refused", "number_lost_digits", ())),
        (8120000000001.5, ("refused", "number_lost_digits", ())),
        (float("nan"), ("refused", "number_lost_digits", ())),
        (float("inf"), ("refused", "number_lost_digits", ())),
        (True, ("refused", "not_text", ())),
        (dt.date(2021, 1, 1), ("refused", "not_text", ())),
        (" - ", ("read", None)),
    ],
    ids=repr,
)
def test_nib(cell, became):
    """A number of 13 digits kept them all; whether it is a NIB is for IKM112."""
    assert outcome(NIB, cell) == became


@pytest.mark.parametrize(
    "cell",
    [7306000000000001.0, 7306000000000001, "7,306E+15", "7306000000000001.0"],
    ids=repr,
)
def test_number_is_no_nik(cell):
    """The sixteenth digit is gone, or may be (IKM004); the digits are not shown as a reading."""
    with pytest.raises(Unreadable) as caught:
        NIK(cell)
    assert (caught.value.code, caught.value.readings) == (DAMAGED, ())


def test_nik_with_marks_is_repaired():
    """Blanks and an apostrophe are what people put in to keep the digits."""
    for cell in ("7306 0000 0000 0001", "'7306000000000001"):
        assert outcome(NIK, cell) == ("repaired", "7306000000000001", "marked_digits")


@pytest.mark.parametrize(
    "cell", ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#name?", "#NUM!", "#NULL!", "#####", "Err:508"]
)
def test_error_of_a_spreadsheet_is_refused_everywhere(cell):
    """It is no text, and no missing value either."""
    for table in TABLES.values():
        for column in table.columns:
            read = read_of(f"{table.name}.{column.field}")
            assert outcome(read, cell) == ("refused", "error_cell", ())


@pytest.mark.parametrize(
    "cell", [None, "", " ", "\u00a0", "-", "--", "\u2014", "....", "___", "\n"]
)
def test_cell_that_states_nothing_is_none_everywhere(cell):
    """Neither zero nor a text."""
    assert not stated(cell)
    for table in TABLES.values():
        for column in table.columns:
            assert outcome(read_of(f"{table.name}.{column.field}"), cell) == ("read", None)


@pytest.mark.parametrize("cell", ["0", 0, 0.0, False, "-5", "a.", dt.date(2021, 1, 1)], ids=repr)
def test_anything_else_states_something(cell):
    """A zero above all."""
    assert stated(cell)


@given(
    st.one_of(
        st.text(),
        st.text(st.characters(codec=None), max_size=5),
        st.floats(),
        st.integers(),
        st.dates(),
        st.datetimes(),
        st.times(),
        st.timedeltas(),
        st.booleans(),
        st.none(),
    ),
    st.sampled_from([(table, c.field) for table in TABLES for c in TABLES[table].columns]),
)
def test_every_column_reads_or_refuses_any_cell(cell, column):
    """With a reason that can be put into words, and never raising anything else."""
    kind, value, *rest = outcome(read_of(".".join(column)), cell)
    if kind == "refused":
        assert value in REASONS or value in {"lost_zero", "number_lost_digits"}
    elif kind == "repaired":
        assert value is not None
        assert rest[0] in REASONS or rest[0] in {"code_was_number", "nib_was_number"}
    elif not stated(cell):
        assert value is None


@given(st.text())
def test_tidy_text_is_tidy(text):
    """Doing it again changes nothing, and no letter is lost."""
    unseen = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
    once = tidy(text)
    assert tidy(once) == once
    assert once.split() == text.translate(unseen).split()
