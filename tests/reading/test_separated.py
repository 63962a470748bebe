import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikm_sinergi.errors import IkmSinergiError, ReadError
from ikm_sinergi.reading.grid import MOST_COLUMNS
from ikm_sinergi.reading.separated import DELIMITERS, grid_of_text
from ikm_sinergi.reading.workbooks import read_grids

ROWS = (("Nama IKM", "Nilai"), ("UD Maju", "1,5"), ("CV Café", None))


def rows_of(text):
    """The rows of a text."""
    return grid_of_text(text.encode(), "a.csv").rows


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_delimiter_is_found(delimiter):
    """Whichever of the four it is."""
    assert rows_of(f"a{delimiter}b\n1{delimiter}2\n") == (("a", "b"), ("1", "2"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_kind(end):
    """Also the lone carriage return of an old Macintosh."""
    assert rows_of(f'a,b{end}"1{end}2",3{end}') == (("a", "b"), (f"1{end}2", "3"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encoding_with_a_mark_or_utf_8_needs_no_notice(encoding):
    """Excel writes all of them."""
    grid = grid_of_text("Nama IKM;Nilai\nUD Maju;1,5\nCV Café;\n".encode(encoding), "a.csv")
    assert (grid.rows, grid.notices) == (ROWS, ())


def test_windows_1252_is_told():
    """It was assumed, since no mark says so."""
    grid = grid_of_text("Nama IKM;Nilai\nUD Maju;1,5\nCV Café;\n".encode("cp1252"), "a.csv")
    assert grid.rows == ROWS
    assert [notice.say() for notice in grid.notices] == [
        "is not in UTF-8, so it was read as Windows-1252"
    ]


@pytest.mark.parametrize(
    ("data", "line", "says"),
    [
        (b"a,b\n\x8d,1\n", 2, "neither in UTF-8 nor in Windows-1252"),
        (b"\xff\xfea", None, "begins as UTF-16"),
        (b"a,b\n1,\0\n", 2, "NUL byte"),
        (b'a,b\n1,2\n"3,4\n', 3, "not closed"),
        (b'a,b\n"1"2,3\n', 2, "must be doubled"),
        (b'a,b\n"' + b"x" * 140_000 + b'",2\n', 2, "not closed"),
        (b"a,b;c\n1,2;3\n", 1, "separated by a comma or a semicolon"),
        (b"Wajo, Bone, 2021\na;b;1,2\n", 1, "write a first line such as"),
    ],
)
def test_what_a_person_could_not_know_is_refused(data, line, says):
    """With the line where it is."""
    with pytest.raises(ReadError, match=says) as caught:
        grid_of_text(data, "a.csv")
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("No;Nama;Nilai\n1;A;1,5\n2;B;2,5\n", (("No", "Nama", "Nilai"), ("1", "A", "1,5"))),
        ("Daftar, 2021\nNo;Nama;Nilai\n1;A;1,5\n", (("Daftar, 2021", None, None),)),
        ("id,regencies,note\nx,73.01;73.02,\ny,73.03;73.04,\n", (("id", "regencies", "note"),)),
        ("a,b\n" * 9 + "1,2;3\n", (("a", "b"),)),
        ("Nama IKM\nUD Maju\n", (("Nama IKM",), ("UD Maju",))),
        ("", ()),
    ],
)
def test_commas_and_semicolons_inside_cells_do_not_mislead(text, rows):
    """Decimal commas, titles and lists stand in many files; one column has no delimiter at all."""
    assert rows_of(text)[: len(rows)] == rows


def test_first_line_that_names_the_delimiter_is_no_row():
    """A spreadsheet program does not show it, so the header is row 1; lines count it."""
    assert rows_of("sep=|\r\na|b,c;d\r\n1|2\r\n") == (("a", "b,c;d"), ("1", "2"))
    with pytest.raises(ReadError, match="not closed") as caught:
        rows_of('sep=;\na;b\n"1;2\n')
    assert caught.value.line == 3


def test_rows_count_as_a_spreadsheet_shows_them():
    """Blank rows stay, a cell with line breaks is one row, and what is empty at the end goes."""
    assert rows_of('a,b,,\n"1\n2",3\n\n4,5\n,,\n') == (
        ("a", "b"),
        ("1\n2", "3"),
        (None, None),
        ("4", "5"),
    )


def test_apostrophe_before_a_formula_is_taken_away():
    """`write` put it there; one before anything else belongs to the text."""
    assert rows_of("a,b\n'=1+1,'tis\n")[1] == ("=1+1", "'tis")


def test_too_many_columns_are_refused():
    """Empty ones at the end do not count."""
    assert rows_of("a,b" + "," * 1000) == (("a", "b"),)
    with pytest.raises(ReadError, match="column IV"):
        rows_of("a" + ",b" * MOST_COLUMNS)


def test_too_many_cells_are_refused(monkeypatch):
    """Empty ones in between count, since they take memory."""
    monkeypatch.setattr("ikm_sinergi.reading.separated.LARGEST_RECTANGLE", 8)
    assert len(rows_of("a,b\n" * 4)) == 4
    with pytest.raises(ReadError, match="more than 8 cells"):
        rows_of("a,b\n" * 5)


def test_text_of_any_name_is_read():
    """What a file is, its content says."""
    (grid,) = read_grids(io.BytesIO(b"a\tb\n1\t2\n"), "peserta.xls")
    assert (grid.file, grid.sheet, grid.rows) == ("peserta.xls", None, (("a", "b"), ("1", "2")))


@given(st.binary(max_size=400) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused(data):
    """Nothing but our own errors comes out."""
    try:
        (grid,) = read_grids(io.BytesIO(data), "a.csv")
    except IkmSinergiError:
        return
    assert len(set(map(len, grid.rows))) <= 1


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=8)


@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=2, max_size=6),
    st.sampled_from(sorted(DELIMITERS)),
)
def test_quoted_cells_come_back(rows, delimiter):
    """Whatever stands in them, if the file names its delimiter."""
    text = f"sep={delimiter}\n" + "".join(
        delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows
    )
    found = rows_of(text)
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            inside = number < len(found) and place < len(found[number])
            kept = found[number][place] if inside else None
            assert kept == (cell or None) or cell == f"'{kept}"
