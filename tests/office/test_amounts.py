"""Rupiah and counts as offices write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikm_sinergi.domain.column import Holds
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.office.amounts import Measured, measured, reader
from ikm_sinergi.office.numerals import spelt
from office_cells import outcome, read_of

RUPIAH = reader(Measured.RUPIAH)


def grouped(number, mark="."):
    """Return a number with its thousands marked off."""
    return f"{number:,}".replace(",", mark)


ONES = [
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
]


def said(number):
    """Return a number in words."""
    for scale, word in ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu")):
        if number >= scale:
            rest = f" {said(number % scale)}" if number % scale else ""
            front = "seribu" if number // scale == 1 and scale == 1000 else ""
            return (front or f"{said(number // scale)} {word}") + rest
    if number >= 100:
        rest = f" {said(number % 100)}" if number % 100 else ""
        return ("seratus" if number < 200 else f"{ONES[number // 100]} ratus") + rest
    if number >= 20:
        return f"{ONES[number // 10]} puluh" + (f" {ONES[number % 10]}" if number % 10 else "")
    return ONES[number] if number < 12 else f"{ONES[number - 10]} belas"


@pytest.mark.parametrize(
    ("cell", "value"),
    [(70_000_000.0, 70_000_000), (0.0, 0), (-0.0, 0), (5, 5), ("141900", 141_900), ("0", 0)],
    ids=repr,
)
def test_number_as_it_should_be_needs_no_repair(cell, value):
    """Digits as text, and every number of a spreadsheet is a float."""
    assert outcome(RUPIAH, cell) == ("read", value)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("Rp1.000.000.000,00", 10**9),
        ("Rp. 1.000.000.000,-", 10**9),
        ("Rp 1.000.000.000,--", 10**9),
        ("Rp 1.000.000.-", 10**6),
        ("Rp 5.000 ,-", 5_000),
        ("RP.5.000", 5_000),
        ("IDR 500.000", 500_000),
        ("500 rupiah", 500),
        ("Rp 141.900", 141_900),
        ("141.900", 141_900),
        ("Rp 50 ribu", 50_000),
        ("50rb", 50_000),
        ("Rp5 juta", 5_000_000),
        ("Rp70 jt", 70_000_000),
        ("Rp 70 juta", 70_000_000),
        ("70 JUTA RUPIAH", 70_000_000),
        ("70 juta.", 70_000_000),
        ("Rp6,5 miliar", 6_500_000_000),
        ("Rp6,5 milyar", 6_500_000_000),
        ("Rp1,5 M", 1_500_000_000),
        ("1,5 M", 1_500_000_000),
        ("Rp2,5 T", 2_500_000_000_000),
        ("0,5 juta", 500_000),
        ("1.500 juta", 1_500_000_000),
        ("1.234,567 juta", 1_234_567_000),
        (" 1500 ", 1_500),
        ("Rp\u00a01.500", 1_500),
        ("Rp 0,00", 0),
        ("Rp: 25.000.000", 25_000_000),
        ("25. 000. 000", 25_000_000),
        ("1 000 000", 1_000_000),
        ("1,2 miliyar", 1_200_000_000),
        ("7 juta 500 ribu", 7_500_000),
        ("Rp 1 miliar 250 juta", 1_250_000_000),
        ("25000000.0", 25_000_000),
        ("5\u200b", 5),
        ("\u200e5.000", 5_000),
        ("Rp. 25.000.000,- (Dua puluh lima juta rupiah)", 25_000_000),
        ("1,500 (seribu lima ratus rupiah)", 1_500),
        ("0 (nol rupiah)", 0),
        ("0,500 juta", 500_000),
    ],
)
def test_written_rupiah_is_repaired(cell, value):
    """Dots group, a comma is the decimal, and M is miliar."""
    assert outcome(RUPIAH, cell) == ("repaired", value, "number_written")


@pytest.mark.parametrize(
    ("cell", "reason", "readings"),
    [
        ("1,500", "several_numbers", ("1500",)),
        ("1,500 juta", "several_numbers", ("1500000", "1500000000")),
        ("1.000,000", "several_numbers", ("1000", "1000000")),
        ("1.5 M", "english_number", ("1500000000", "1500000")),
        ("1.5 juta", "english_number", ("1500000",)),
        ("1,000,000", "english_number", ("1000000",)),
        ("1,000,000.00", "english_number", ("1000000",)),
        ("10.00", "english_number", ("10",)),
        ("1.50", "english_number", ()),
        ("1O0.000", "letter_for_digit", ("100000",)),
        ("5O", "letter_for_digit", ("50",)),
        ("S0 juta", "letter_for_digit", ("50000000",)),
        ("Rp l00.000", "letter_for_digit", ("100000",)),
        ("solo", "not_whole", ()),
        ("1,5", "not_whole", ()),
        ("1.000.000,50", "not_whole", ()),
        ("Rp 1.000.00", "not_whole", ()),
        ("1 000", "not_whole", ()),
        ("500 ribu 7 juta", "not_whole", ()),
        ("7 juta 500", "not_whole", ()),
        ("7 juta 500 xyz", "not_whole", ()),
        ("5 L", "not_whole", ()),
        ("5L", "letter_for_digit", ("51",)),
        ("Rp 5.000 (enam ribu)", "several_numbers", ("5000", "6000")),
        ("Rp 5.000 (lima ribu lebih)", "not_whole", ()),
        ("1,5 (dua)", "not_whole", ()),
        ("7306010101900001", "like_nik", ()),
        ("Rp 7306010101900001", "like_nik", ()),
        (7306010101900001, "like_nik", ()),
        (7306010101900001.0, "like_nik", ()),
        ("-5", "not_whole", ()),
        ("(5.000)", "not_whole", ()),
        ("Rp", "not_whole", ()),
        ("Rp 50 - 70 juta", "not_whole", ()),
        ("12 orang", "not_whole", ()),
        ("nihil", "not_whole", ()),
        ("1" * 31, "not_whole", ()),
        ("1" * 99, "not_whole", ()),
        (5.5, "not_whole", ()),
        (-1.0, "not_whole", ()),
        (-1, "not_whole", ()),
        (float("nan"), "not_whole", ()),
        (float("inf"), "not_whole", ()),
        (2.0**53, "number_lost_digits", ()),
        (True, "not_whole", ()),
        (dt.date(2021, 5, 10), "not_whole", ()),
    ],
    ids=repr,
)
def test_doubtful_rupiah_is_refused(cell, reason, readings):
    """With the numbers that it could be, if there are any."""
    assert outcome(RUPIAH, cell) == ("refused", reason, readings)


@pytest.mark.parametrize("cell", [None, "", " ", "-", " - ", "\u2013", "...", "Rp -", "Rp.-"])
def test_missing_is_never_zero(cell):
    """A dash says that nothing is stated, with or without the currency."""
    for name in ("participants.investment", "grants.value", "sales.amount", "results.value"):
        assert outcome(read_of(name), cell) == ("read", None)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("participants.workers", Measured.PEOPLE),
        ("participants.investment", Measured.RUPIAH),
        ("grants.quantity", Measured.THINGS),
        ("grants.value", Measured.RUPIAH),
        ("sales.amount", Measured.RUPIAH),
        ("results.value", Measured.ANYTHING),
    ],
)
def test_columns_count_what_their_labels_say(name, what):
    """Money where the label names rupiah."""
    table, _, field = name.partition(".")
    assert measured(TABLES[table].column(field)) is what


def test_every_column_of_numbers_is_named_above():
    """A new column of whole numbers needs a thought about what it counts."""
    whole = [
        (table.name, column.field)
        for table in TABLES.values()
        for column in table.columns
        if column.holds is Holds.WHOLE
    ]
    assert len(whole) == 6


@pytest.mark.parametrize(
    ("what", "cell", "value"),
    [
        (Measured.PEOPLE, "12 orang", 12),
        (Measured.PEOPLE, "12 org.", 12),
        (Measured.PEOPLE, "1.200", 1_200),
        (Measured.PEOPLE, "12,0", 12),
        (Measured.THINGS, "2 unit", 2),
        (Measured.THINGS, "5 set", 5),
        (Measured.PEOPLE, "5 (lima) orang", 5),
        (Measured.PEOPLE, "5 orang (lima orang)", 5),
        (Measured.PEOPLE, "5 pekerja", 5),
        (Measured.PEOPLE, "5.0", 5),
        (Measured.THINGS, "1 (satu) unit", 1),
        (Measured.THINGS, "3 pasang", 3),
        (Measured.THINGS, "1 pkt", 1),
        (Measured.ANYTHING, "12 orang", 12),
        (Measured.ANYTHING, "Rp 70 juta", 70_000_000),
    ],
)
def test_written_count_is_repaired(what, cell, value):
    """With the unit of what is counted."""
    assert outcome(reader(what), cell) == ("repaired", value, "number_written")


@pytest.mark.parametrize(
    ("what", "cell"),
    [
        (Measured.PEOPLE, "12 unit"),
        (Measured.PEOPLE, "Rp 12"),
        (Measured.PEOPLE, "Rp -"),
        (Measured.PEOPLE, "12 juta"),
        (Measured.PEOPLE, "12-15"),
        (Measured.PEOPLE, "5,-"),
        (Measured.PEOPLE, "5 (lima unit)"),
        (Measured.THINGS, "2 lusin"),
        (Measured.THINGS, "2 orang"),
        (Measured.ANYTHING, "Rp 12 orang"),
    ],
)
def test_count_of_something_else_is_refused(what, cell):
    """Money is no head count."""
    assert outcome(reader(what), cell) == ("refused", "not_whole", ())


@pytest.mark.parametrize(
    ("cell", "became"),
    [
        (70.0, ("repaired", 70_000, "other_unit")),
        (70, ("repaired", 70_000, "other_unit")),
        (70.5, ("repaired", 70_500, "other_unit")),
        ("70", ("repaired", 70_000, "other_unit")),
        ("70.000", ("repaired", 70_000_000, "other_unit")),
        ("70,5", ("repaired", 70_500, "other_unit")),
        (0.0, ("read", 0)),
        ("Rp 70 juta", ("repaired", 70_000_000, "number_written")),
        ("Rp 0", ("repaired", 0, "other_unit")),
        ("Rp 70.000.000", ("refused", "several_numbers", ("70000000", "70000000000"))),
        ("1,500", ("refused", "several_numbers", ("1500", "1500000"))),
        ("1.5", ("refused", "english_number", ("1500",))),
        ("70.0", ("repaired", 70_000, "other_unit")),
        ("70.000,-", ("refused", "several_numbers", ("70000", "70000000"))),
        ("70.000 ,-", ("refused", "several_numbers", ("70000", "70000000"))),
        ("Rp 70.000 (tujuh puluh ribu rupiah)", ("repaired", 70_000, "number_written")),
        (434.99999999999994, ("repaired", 435_000, "other_unit")),
        (70.0005, ("refused", "not_whole", ())),
    ],
    ids=repr,
)
def test_unit_of_the_header_multiplies(cell, became):
    """In a column "(Rp.000)"; a cell that names its own unit keeps it, "Rp" makes it doubtful."""
    assert outcome(reader(Measured.RUPIAH, 1000), cell) == became


def test_number_is_read_as_a_spreadsheet_shows_it():
    """To 15 digits: 4.35 * 100 is 435 there, and a difference that can be seen is one."""
    assert outcome(RUPIAH, 4.35 * 100) == ("repaired", 435, "nearly_whole")
    assert outcome(RUPIAH, 434.999999999999) == ("refused", "not_whole", ())


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("nol", 0),
        ("sebelas", 11),
        ("sembilan belas", 19),
        ("seratus sepuluh", 110),
        ("dua ratus lima", 205),
        ("seribu dua ratus tiga puluh empat", 1_234),
        ("seratus dua puluh tiga ribu empat ratus lima puluh enam", 123_456),
        ("dua puluh lima juta", 25_000_000),
        ("satu miliar dua juta tiga ribu empat", 1_002_003_004),
    ],
)
def test_numerals_are_understood(words, number):
    """As they stand in brackets behind a figure."""
    assert spelt(words) == number


@pytest.mark.parametrize(
    "words",
    [
        "",
        "rupiah",
        "dua tiga",
        "belas",
        "sebelas belas",
        "dua puluh tiga belas",
        "dua puluh sepuluh",
        "dua belas tiga",
        "puluh",
        "dua puluh ratus",
        "ratus",
        "juta",
        "lima juta dua miliar",
        "satu ribu dua ribu",
    ],
)
def test_words_in_disorder_are_no_number(words):
    """Nothing is added up that nobody says."""
    assert spelt(words) is None


@given(st.integers(1, 10**13))
def test_numerals_read_back(number):
    """Every number, as it is said."""
    assert spelt(said(number)) == number


@given(
    number=st.integers(0, 10**15),
    form=st.sampled_from(["Rp{}", "Rp {}", "Rp. {},-", "Rp{},00", "{} rupiah", "IDR {},-"]),
)
def test_what_is_written_in_rupiah_reads_back(number, form):
    """Grouped by dots, whatever stands around it."""
    cell = form.format(grouped(number))
    assert outcome(RUPIAH, cell) == ("repaired", number, "number_written")


@given(
    tenths=st.integers(1, 99_999),
    scale=st.sampled_from(
        [("ribu", 3), ("jt", 6), ("juta", 6), ("miliar", 9), ("M", 9), ("T", 12)]
    ),
)
def test_what_is_written_in_words_reads_back(tenths, scale):
    """With one decimal behind a comma."""
    word, power = scale
    whole, tenth = divmod(tenths, 10)
    cell = f"Rp {grouped(whole)},{tenth} {word}"
    assert outcome(RUPIAH, cell) == ("repaired", tenths * 10 ** (power - 1), "number_written")


@given(st.integers(1, 999), st.integers(0, 999))
def test_english_thousands_are_never_repaired(whole, rest):
    """One group may be three decimals, two groups are English."""
    for cell in (f"{whole},{rest:03}", f"{whole},{rest:03},{rest:03}"):
        assert outcome(RUPIAH, cell)[0] == "refused"


@given(
    st.one_of(
        st.text(max_size=40),
        st.text(st.sampled_from("0123456789.,-RpOS jutaMrb"), max_size=20),
        st.floats(),
        st.integers(),
        st.datetimes(),
        st.booleans(),
    ),
    st.sampled_from([1, 1000, 10**6]),
    st.sampled_from(Measured),
)
def test_nothing_raises_anything_else(cell, factor, what):
    """Junk is refused; whatever is read is zero or more, or not stated."""
    kind, value, *_ = outcome(reader(what, factor), cell)
    assert kind == "refused" or value is None or (type(value) is int and value >= 0)
