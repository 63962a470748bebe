"""Texts, ids, NIB and NIK as offices write them, and cells that state nothing."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikm_sinergi.domain.names import UNSEEN
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.office import stated
from ikm_sinergi.office.texts import tidy
from ikm_sinergi.records.cells import Unreadable
from ikm_sinergi.records.faults import DAMAGED
from ikm_sinergi.words.catalogue import words
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


@pytest.mark.parametrize(
    ("name", "cell", "readings"),
    [
        ("participants.workers", "5\u00b2", ("5",)),
        ("participants.investment", "1\u00b2 juta", ("1000000",)),
        ("participants.investment", "1\u00bd juta", ("1000000",)),
        ("participants.workers", "banyak\u00b2", ()),
        ("programs.year", "2021\u00b9", ("2021",)),
        ("programs.starts", "5 Maret 2021\u2460", ("2021-03-05",)),
        ("participants.regency", "Wajo\u00b9", ("73.13",)),
        ("programs.regencies", "Wajo, Bone\u00b9", ("73.13", "73.08")),
    ],
)
def test_a_footnote_is_never_read_as_a_digit(name, cell, readings):
    """5 with a raised 2 is not 52."""
    assert outcome(read_of(name), cell) == ("refused", "small_digit", readings)


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("participants.name", '="Batik"', "Batik"),
        ("participants.workers", '="5"', 5),
        ("participants.workers", "'5", 5),
        ("programs.year", '="2021"', 2021),
        ("programs.year", "'2021", 2021),
        ("participants.regency", '="73.13"', "73.13"),
        ("participants.regency", "'73.13", "73.13"),
        ("programs.starts", '="2021-03-05"', dt.date(2021, 3, 5)),
    ],
)
def test_what_a_program_wraps_is_unwrapped(name, cell, value):
    """So that a spreadsheet keeps it as a text."""
    assert outcome(read_of(name), cell) == ("repaired", value, "wrapped")


def test_an_apostrophe_may_belong_to_a_name():
    """And what is wrapped may be nothing, or need more repair."""
    assert outcome(NAME, "'5 Saudara") == ("read", "'5 Saudara")
    assert outcome(NAME, '=""') == ("read", None)
    assert outcome(NAME, '=" Batik"') == ("repaired", "Batik", "stray_blanks")


@pytest.mark.parametrize("cell", ["30 orang", "125 IKM", "1.200 unit"])
def test_a_count_is_no_name(cell):
    """Of an IKM."""
    assert outcome(NAME, cell) == ("refused", "count_no_name", ())


@pytest.mark.parametrize(
    "mark", ["\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u200c", "\u200d"]
)
def test_marks_that_nobody_sees_make_no_other_name(mark):
    """Marks of direction, and joiners beside Latin letters."""
    for cell in (f"Tenun Mawar{mark}", f"{mark}Tenun Mawar", f"Tenun{mark} Mawar"):
        assert outcome(NAME, cell) == ("repaired", "Tenun Mawar", "stray_blanks")


def test_joiners_stay_where_they_mean_something():
    """Between letters of other scripts."""
    for name in ("\u0646\u200c\u0627", "\u0d7b\u200d\u0d31"):
        assert tidy(name) == name


def test_id_has_a_length():
    """As everywhere."""
    assert outcome(ID, "x" * 65) == ("refused", "too_long", ())


@pytest.mark.parametrize(
    ("cell", "became"),
    [
        ("8120000000001", ("read", "8120000000001")),
        ("812", ("read", "812")),
        ("belum ada", ("read", None)),
        ("Belum punya NIB", ("read", None)),
        ("tidak memiliki", ("read", None)),
        ("blm", ("read", None)),
        ("0", ("read", None)),
        (0.0, ("read", None)),
        ("0000000000000", ("read", None)),
        ("0-0", ("read", None)),
        ("proses", ("refused", "no_number", ())),
        ("dalam proses (8120000000001)", ("refused", "no_number", ("8120000000001",))),
        (
            "8120000000001 8120000000002",
            ("refused", "several_numbers", ("8120000000001", "8120000000002")),
        ),
        (
            "8120 0000 00001 / 8120000000002",
            ("refused", "several_numbers", ("8120000000001", "8120000000002")),
        ),
        ("8120000000001\n8120000000001", ("refused", "no_number", ("8120000000001",))),
        ("7306 0101 0190 0001", ("refused", "no_number", ())),
        ("NIB 8120000000001", ("repaired", "8120000000001", "labelled")),
        ("No. NIB: 8120-0000-00001", ("repaired", "8120000000001", "labelled")),
        ("NIB 812", ("refused", "no_number", ())),
        ("NIK 7306010101900001", ("refused", "no_number", ())),
        ("8120000000001\u00b2", ("repaired", "8120000000001", "small_digit")),
        ("812\u00b2", ("refused", "small_digit", ("812",))),
        ('="8120000000001"', ("repaired", "8120000000001", "wrapped")),
        ("'8120000000001", ("repaired", "8120000000001", "wrapped")),
        ("8120000000001'", ("repaired", "8120000000001", "marked_digits")),
        ("8120 0000 00001", ("repaired", "8120000000001", "marked_digits")),
        ("8120.0000.00001", ("repaired", "8120000000001", "marked_digits")),
        ("8120-0000-00001", ("repaired", "8120000000001", "marked_digits")),
        ("\uff18\uff11\uff12", ("repaired", "812", "marked_digits")),
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
    assert outcome(NIK, "7306 0000 0000 0001") == ("repaired", "7306000000000001", "marked_digits")
    assert outcome(NIK, "'7306000000000001") == ("repaired", "7306000000000001", "wrapped")


@pytest.mark.parametrize(
    "cell", ["NIK 7306000000000001", "No. KTP : 7306000000000001", "NIK/KTP 7306 0000 0000 0001"]
)
def test_nik_loses_its_label(cell):
    """Whichever of its names that is."""
    assert outcome(NIK, cell) == ("repaired", "7306000000000001", "labelled")


@pytest.mark.parametrize(
    ("cell", "became"),
    [
        ("KTP hilang", ("refused", "no_number", ())),
        ("belum ada KTP", ("read", None)),
        (
            "7306000000000001 / 7306000000000002",
            ("refused", "several_numbers", ("7306********0001", "7306********0002")),
        ),
        ("7306000000000001 (hilang)", ("refused", "no_number", ("7306********0001",))),
        ("7306000000000001\u00b9", ("repaired", "7306000000000001", "small_digit")),
        ("730600\u00b9", ("refused", "small_digit", ())),
        ("hilang\u00b9", ("refused", "small_digit", ())),
    ],
)
def test_other_cells_of_a_nik(cell, became):
    """No reading shows it."""
    assert outcome(NIK, cell) == became


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


@pytest.mark.parametrize(
    "cell", ["0", 0, 0.0, False, "-5", "a.", "tenun", dt.date(2021, 1, 1)], ids=repr
)
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
        assert value in words("en")
    elif kind == "repaired":
        assert value is not None
        assert rest[0] in words("en")
    elif not stated(cell):
        assert value is None


@given(st.text())
def test_tidy_text_is_tidy(text):
    """Doing it again changes nothing, and no letter is lost."""
    unseen = dict.fromkeys(map(ord, f"{UNSEEN}\u200c\u200d"))
    once = tidy(text)
    assert tidy(once) == once
    assert "".join(once.translate(unseen).split()) == "".join(text.translate(unseen).split())
