"""Days and fiscal years as offices write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikm_sinergi.domain.fields import FIRST_DAY, LAST_DAY
from ikm_sinergi.office.days import MONTHS, is_month_first, reader, span
from ikm_sinergi.office.years import read_year
from office_cells import outcome

# The months of language.md: the full names, the short ones, and what is in use too.
FULL = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
SHORT = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"]
OTHERS = {
    "Nopember": 11,
    "Nop": 11,
    "Pebruari": 2,
    "Peb": 2,
    "Agt": 8,
    "Ags": 8,
    "Agust": 8,
    "Sept": 9,
    "May": 5,
    "Aug": 8,
    "Agst": 8,
    "Agts": 8,
    "Oct": 10,
    "Dec": 12,
    "March": 3,
}
DAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jum'at", "Sabtu", "Minggu"]

days = st.dates(FIRST_DAY, LAST_DAY)


@pytest.mark.parametrize("names", [FULL, SHORT], ids=["full", "short"])
def test_months_are_those_of_the_language(names):
    """January to December, in this order."""
    assert [MONTHS[name.casefold()] for name in names] == list(range(1, 13))


@pytest.mark.parametrize(("name", "month"), OTHERS.items())
def test_other_spellings_of_months_are_known(name, month):
    """Older spellings and English ones are in use."""
    assert outcome(reader("ends"), f"3 {name} 2021") == (
        "repaired",
        dt.date(2021, month, 3),
        "day_written",
    )


@pytest.mark.parametrize(
    "cell",
    ["2021-02-15", dt.date(2021, 2, 15), dt.datetime(2021, 2, 15)],  # noqa: DTZ001
    ids=repr,
)
def test_day_as_it_should_be_needs_no_repair(cell):
    """ISO text, and a cell that a spreadsheet knows to be a day."""
    assert outcome(reader("ends"), cell) == ("read", dt.date(2021, 2, 15))


@pytest.mark.parametrize(
    "cell",
    [
        "15 Februari 2021",
        "15 FEBRUARI 2021",
        " 15  Februari\u00a02021 ",
        "Senin 15 Februari 2021",
        "Senin, 15 Februari 2021",
        "Hari Senin, 15 Februari 2021",
        "Senin/15 Februari 2021",
        "tgl. 15 Peb 2021",
        "Tanggal: 15-02-2021",
        "15/02/2021",
        "15-2-2021",
        "15.02.2021",
        "15 / 02 / 2021",
        "15 02 2021",
        "15\u201302\u20132021",
        "15-Feb-2021",
        "15Februari2021",
        "15 Feb. 2021",
        "February 15, 2021",
        "2021/02/15",
        "2021.2.15",
        " 2021-02-15",
        "2021-02-15 00:00:00",
        "2021-02-15T00:00:00",
        "15/02/2021 08:30",
        "15 Februari 2021 pukul 08.30 WITA",
        "15 Februari 2021.",
        "15 Februari 2021 (Senin)",
        "15 Februari 2021 (1 hari)",
        "15 Februari 2021, Pukul 08.00 - 16.00 WITA",
        "15 Februari 2021 pkl. 08.00 s/d selesai",
        "15 Februari 2021, 08.00 WITA",
        "15/2/2021 8:00:00 PM",
        "15 Februari 2021\u200b",
        "\u200e15/02/2021",
    ],
)
def test_written_day_is_repaired(cell):
    """What any person reads as 15 February 2021."""
    assert outcome(reader("starts"), cell) == ("repaired", dt.date(2021, 2, 15), "day_written")


def test_numeric_order_is_day_first():
    """06/09/2022 is 6 September: the language settles it."""
    assert outcome(reader("ends"), "06/09/2022")[1] == dt.date(2022, 9, 6)


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("11 s.d. 13 November 2020", (2020, 11, 11), (2020, 11, 13)),
        ("11 s/d 13 Nopember 2020", (2020, 11, 11), (2020, 11, 13)),
        ("11 sd 13 November 2020", (2020, 11, 11), (2020, 11, 13)),
        ("11 s/d13 November 2020", (2020, 11, 11), (2020, 11, 13)),
        ("11, 12 dan 13 November 2020", (2020, 11, 11), (2020, 11, 13)),
        ("11,12,14 & 16 November 2020", (2020, 11, 11), (2020, 11, 16)),
        ("5-7 Maret 2021 (3 hari)", (2021, 3, 5), (2021, 3, 7)),
        ("5-9 Maret 2021 (3 hari)", (2021, 3, 5), (2021, 3, 9)),
        ("11 sampai dengan 13 November 2020", (2020, 11, 11), (2020, 11, 13)),
        ("11 sampai 13 November 2020", (2020, 11, 11), (2020, 11, 13)),
        ("11 hingga 13 November 2020", (2020, 11, 11), (2020, 11, 13)),
        ("11 dan 12 November 2020", (2020, 11, 11), (2020, 11, 12)),
        ("12-14 April 2023", (2023, 4, 12), (2023, 4, 14)),
        ("12 \u2013 14 April 2023", (2023, 4, 12), (2023, 4, 14)),
        ("28 Februari - 2 Maret 2021", (2021, 2, 28), (2021, 3, 2)),
        ("30 Desember 2020 s.d. 2 Januari 2021", (2020, 12, 30), (2021, 1, 2)),
        ("11/11/2020 - 13/11/2020", (2020, 11, 11), (2020, 11, 13)),
        ("11-11-2020 s.d. 13-11-2020", (2020, 11, 11), (2020, 11, 13)),
        ("11/11 - 13/11/2020", (2020, 11, 11), (2020, 11, 13)),
        ("11-13/11/2020", (2020, 11, 11), (2020, 11, 13)),
        ("Senin - Rabu, 15 - 17 Februari 2021", (2021, 2, 15), (2021, 2, 17)),
        ("Senin s.d. Rabu, 15 s.d. 17 Februari 2021", (2021, 2, 15), (2021, 2, 17)),
        ("Senin, 15 s.d. Rabu, 17 Februari 2021", (2021, 2, 15), (2021, 2, 17)),
    ],
)
def test_range_has_a_first_and_a_last_day(cell, first, last):
    """`starts` takes the first day, all others the last; what is decided, is so on one day."""
    assert span(cell) == (dt.date(*first), dt.date(*last))
    assert outcome(reader("starts"), cell) == ("repaired", dt.date(*first), "day_range")
    for field in ("ends", "completed_on", "handed_over", "expires"):
        assert outcome(reader(field), cell) == ("repaired", dt.date(*last), "day_range")
    assert outcome(reader("decided_on"), cell) == (
        "refused",
        "several_days",
        (str(dt.date(*first)), str(dt.date(*last))),
    )


@pytest.mark.parametrize(
    ("cell", "reason", "readings"),
    [
        ("03/17/2021", "no_such_day", ("2021-03-17",)),
        ("2021-15-02", "no_such_day", ("2021-02-15",)),
        ("31/02/2021", "no_such_day", ()),
        ("2021-02-30", "no_such_day", ()),
        ("30 Februari 2021", "no_such_day", ()),
        ("15/02/21", "short_year", ("2021-02-15",)),
        ("02/15/21", "short_year", ("2021-02-15",)),
        ("15 Feb 21", "short_year", ("2021-02-15",)),
        ("15-Feb-98", "short_year", ("1998-02-15", "2098-02-15")),
        ("1 s.d. 3 Maret 21", "short_year", ("2021-03-03",)),
        ("Senin 16 Februari 2021", "wrong_weekday", ("2021-02-16",)),
        ("Senin - Kamis, 15 - 17 Februari 2021", "wrong_weekday", ("2021-02-15", "2021-02-17")),
        ("Senin, 15 s.d. Kamis, 17 Februari 2021", "wrong_weekday", ("2021-02-17",)),
        ("16 Februari 2021 (Senin)", "wrong_weekday", ("2021-02-16",)),
        ("15 Februari 2021 (rencana)", "no_day", ("2021-02-15",)),
        ("5-7 Maret 2021 (4 hari)", "several_days", ("2021-03-05", "2021-03-07")),
        ("13, 12 dan 14 November 2020", "no_day", ("2020-11-14",)),
        ("5/3/2021 8:00:00 PM", "month_first", ("2021-03-05", "2021-05-03")),
        ("15 Maret 2021 08.00", "no_day", ("2021-03-15",)),
        ("Maret 2021", "incomplete_day", ()),
        ("15 Maret", "incomplete_day", ()),
        ("Minggu II Maret 2021", "incomplete_day", ()),
        ("TA 2021", "incomplete_day", ()),
        ("2021", "incomplete_day", ()),
        ("11 s.d. 13 November", "incomplete_day", ()),
        ("15 Febuari 2021", "no_day", ("2021-02-15",)),
        ("Makassar, 15 Februari 2021", "no_day", ("2021-02-15",)),
        ("tgl 3/15/2021 pagi", "no_day", ("2021-03-15",)),
        ("30 Februari 2021 pagi", "incomplete_day", ()),
        ("15/02/2021 atau 16/02/2021", "several_days", ("2021-02-15", "2021-02-16")),
        ("13 - 11 November 2020", "no_day", ("2020-11-11",)),
        ("30 Desember - 2 Januari 2021", "no_day", ("2021-01-02",)),
        ("x - 3 Maret 2021", "no_day", ("2021-03-03",)),
        ("2 Foo - 3 Maret 2021", "no_day", ("2021-03-03",)),
        ("15 xyz 2021", "incomplete_day", ()),
        ("20210215", "no_day", ("2021-02-15",)),
        ("15022021", "no_day", ("2021-02-15",)),
        ("besok", "no_day", ()),
        ("x" * 200, "no_day", ()),
        ("1 Januari 1900", "day_bounds", ()),
        ("1 Januari 1900 s.d. 3 Januari 1900", "day_bounds", ()),
    ],
)
def test_what_nobody_can_know_is_refused(cell, reason, readings):
    """With the days that it could be, if there are any."""
    assert outcome(reader("completed_on"), cell) == ("refused", reason, readings)


@pytest.mark.parametrize(
    "cell", [44242, 44242.0, 44242.75, "44242", "44242.5", 44241.999999999996], ids=repr
)
def test_number_of_a_spreadsheet_is_a_day(cell):
    """A column that lost its format shows 44242 for 15 February 2021."""
    assert outcome(reader("ends"), cell) == ("repaired", dt.date(2021, 2, 15), "day_serial")


def test_time_of_day_is_dropped_and_told():
    """A day cell may hold a moment."""
    cell = dt.datetime(2021, 2, 15, 8, 30)  # noqa: DTZ001
    assert outcome(reader("ends"), cell) == ("repaired", dt.date(2021, 2, 15), "day_with_time")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (2021.0, "incomplete_day"),
        (2021, "incomplete_day"),
        (5.0, "no_day"),
        (-44242.0, "no_day"),
        (1e300, "no_day"),
        (float("nan"), "no_day"),
        (float("inf"), "no_day"),
        (True, "no_day"),
        (dt.time(8, 30), "no_day"),
        (dt.timedelta(days=1), "no_day"),
        (dt.date(1905, 7, 13), "day_bounds"),
    ],
    ids=repr,
)
def test_other_cells_are_no_days(cell, reason):
    """A year is no day, and a small number is no day since 1945."""
    assert outcome(reader("ends"), cell) == ("refused", reason, ())


@pytest.mark.parametrize(
    ("cell", "became"),
    [
        ("3/5/2021", ("refused", "month_first", ("2021-05-03", "2021-03-05"))),
        ("3-5-2021", ("refused", "month_first", ("2021-05-03", "2021-03-05"))),
        ("3/5/2021 - 3/7/2021", ("refused", "month_first", ("2021-05-03", "2021-03-05"))),
        (dt.date(2021, 5, 3), ("refused", "month_first", ("2021-05-03", "2021-03-05"))),
        (dt.datetime(2021, 5, 3), ("refused", "month_first", ("2021-05-03", "2021-03-05"))),  # noqa: DTZ001
        ("2/15/2021", ("refused", "no_such_day", ("2021-02-15",))),
        ("3/5/21", ("refused", "short_year", ("2021-05-03",))),
        ("5/5/2021", ("repaired", dt.date(2021, 5, 5), "day_written")),
        ("15/2/2021", ("repaired", dt.date(2021, 2, 15), "day_written")),
        ("3 Mei 2021", ("repaired", dt.date(2021, 5, 3), "day_written")),
        ("2021-05-03", ("read", dt.date(2021, 5, 3))),
        (dt.date(2021, 5, 13), ("read", dt.date(2021, 5, 13))),
        (44242, ("repaired", dt.date(2021, 2, 15), "day_serial")),
    ],
    ids=repr,
)
def test_no_day_in_figures_is_sure_in_a_column_with_the_month_first(cell, became):
    """A spreadsheet that reads days first keeps 5/3 of such a file as 5 March."""
    assert outcome(reader("ends", month_first=True), cell) == became


@pytest.mark.parametrize(
    ("cell", "is_first"),
    [
        ("2/15/2021", True),
        ("2/15/21", True),
        ("2/15/2021 - 2/17/2021", True),
        ("15/2/2021", False),
        ("3/5/2021", False),
        ("13/13/2021", False),
        ("2021-02-15", False),
        ("x" * 200, False),
        (dt.date(2021, 2, 15), False),
        (None, False),
    ],
    ids=repr,
)
def test_a_month_that_is_surely_first(cell, is_first):
    """Only where the other number can be no month."""
    assert is_month_first(cell) is is_first


@given(
    day=days,
    weekday=st.sampled_from(["{} ", "{}, ", "Hari {}, ", ""]),
    month=st.sampled_from([FULL, SHORT]),
    form=st.sampled_from(["{} {} {}", "{}-{}-{}", "{}  {}  {}"]),
)
def test_what_is_written_in_words_reads_back(day, weekday, month, form):
    """Whatever the form, and never as another day."""
    text = weekday.format(DAYS[day.weekday()]) + form.format(
        day.day, month[day.month - 1], day.year
    )
    assert outcome(reader("ends"), text) == ("repaired", day, "day_written")


@given(
    day=days,
    form=st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y", "%Y/%m/%d", "%d/%m/%Y "]),
)
def test_what_is_written_in_figures_reads_back(day, form):
    """Day first, or year first."""
    assert outcome(reader("ends"), day.strftime(form)) == ("repaired", day, "day_written")


@given(first=days, length=st.integers(1, 60), to=st.sampled_from(["s.d.", "-", "hingga", "s/d"]))
def test_range_that_is_written_reads_back(first, length, to):
    """Shortened as people do, where the month or the year is the same."""
    last = min(first + dt.timedelta(length), LAST_DAY)
    begin = [str(first.day)]
    begin += [FULL[first.month - 1]] if (first.year, first.month) != (last.year, last.month) else []
    begin += [str(first.year)] if first.year != last.year else []
    text = f"{' '.join(begin)} {to} {last.day} {FULL[last.month - 1]} {last.year}"
    assert span(text) == (first, last)


@given(st.integers(0, (LAST_DAY - FIRST_DAY).days))
def test_numbers_count_days_as_spreadsheets_do(count):
    """16666 is 17 August 1945, and every day after it is one more."""
    assert outcome(reader("ends"), 16666.0 + count)[1] == FIRST_DAY + dt.timedelta(count)


@given(
    st.one_of(
        st.text(max_size=40),
        st.text(st.sampled_from("0123456789 /.-,s'dMareti&"), max_size=30),
        st.lists(
            st.sampled_from(
                ["15", "02", "2021", "21", "Maret", "s.d.", "-", "/", "Senin", " ", ","]
            )
        ).map("".join),
        st.floats(),
        st.integers(),
        st.dates(),
        st.datetimes(),
        st.booleans(),
    )
)
def test_nothing_raises_anything_else(cell):
    """Junk is refused; whatever is read is a day within the bounds."""
    for read in (reader("starts"), reader("ends"), reader("decided_on")):
        kind, value, *_ = outcome(read, cell)
        assert kind == "refused" or FIRST_DAY <= value <= LAST_DAY


# --- fiscal years --------------------------------------------------------------------------


@pytest.mark.parametrize("cell", [2021, 2021.0, "2021"], ids=repr)
def test_year_as_it_should_be_needs_no_repair(cell):
    """Digits as text, and every number of a spreadsheet is a float."""
    assert outcome(read_year, cell) == ("read", 2021)


@pytest.mark.parametrize(
    "cell",
    [
        "2021 ",
        "TA 2021",
        "T.A. 2021",
        "T.A 2021",
        "T. A. 2021",
        "TA. 2021",
        "TA2021",
        "ta: 2021",
        "Tahun 2021",
        "Thn. 2021",
        "Tahun Anggaran 2021",
        "\uff12\uff10\uff12\uff11",
        "2021.0",
        "2021\u200b",
        "APBD 2021",
        "APBD TA 2021",
        "2021 (APBD)",
        "T/A 2021",
    ],
)
def test_written_year_is_repaired(cell):
    """What any person reads as the fiscal year 2021."""
    assert outcome(read_year, cell) == ("repaired", 2021, "year_written")


def test_year_that_a_spreadsheet_computed_is_told():
    """It shows 15 digits."""
    assert outcome(read_year, 2020.9999999999998) == ("repaired", 2021, "nearly_whole")


@pytest.mark.parametrize(
    ("cell", "reason", "readings"),
    [
        ("2020/2021", "several_years", ("2020", "2021")),
        ("2020-2021", "several_years", ("2020", "2021")),
        ("TA 2021 perubahan", "not_year", ("2021",)),
        ("-2021", "not_year", ("2021",)),
        ("2.021", "not_year", ()),
        ("21", "not_year", ()),
        ("TA 1900", "not_year", ()),
        (1900, "not_year", ()),
        (2021.5, "not_year", ()),
        (float("nan"), "not_year", ()),
        (True, "not_year", ()),
        (dt.time(1), "not_year", ()),
        (dt.date(2021, 5, 1), "not_year", ("2021",)),
        (dt.datetime(2021, 5, 1), "not_year", ("2021",)),  # noqa: DTZ001
        (dt.date(1905, 7, 13), "not_year", ("2021",)),
    ],
    ids=repr,
)
def test_doubtful_year_is_refused(cell, reason, readings):
    """Two years are not one; the number 2021 shown as a day is 13 July 1905."""
    assert outcome(read_year, cell) == ("refused", reason, readings)


@given(st.one_of(st.text(max_size=20), st.floats(), st.integers(), st.datetimes(), st.booleans()))
def test_no_cell_of_a_year_raises_anything_else(cell):
    """Whatever is read is a year within the bounds."""
    kind, value, *_ = outcome(read_year, cell)
    assert kind == "refused" or 1945 <= value <= 2100
