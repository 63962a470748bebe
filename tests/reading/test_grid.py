import pytest

from ikm_sinergi.errors import ReadError
from ikm_sinergi.reading.grid import (
    CHOICES,
    FINDINGS,
    GUIDE,
    MOST_COLUMNS,
    MOST_ROWS,
    SUMMARY,
    Grid,
    is_aside,
    padded,
    refuse_extent,
)
from ikm_sinergi.records.faults import Location
from ikm_sinergi.words.language import Text

GRID = Grid(
    file="a.xlsx", sheet="Peserta", rows=(("No", None), (1, "x")), first_row=4, first_column=2
)


def test_cell_is_asked_for_as_a_spreadsheet_shows_it():
    """The first cell of the rows stands in C4, whatever comes before it."""
    assert (GRID.cell(4, 2), GRID.cell(5, 3)) == ("No", "x")
    assert GRID.width == 2


@pytest.mark.parametrize(("row", "column"), [(3, 2), (6, 2), (4, 1), (4, 4), (4, 3)])
def test_cell_outside_is_empty(row, column):
    """So is an empty one inside."""
    assert GRID.cell(row, column) is None


def test_grid_without_rows_has_no_width():
    """An empty sheet is a grid too."""
    assert Grid(file="a.xlsx", sheet="b", rows=()).width == 0


def test_location_names_sheet_row_and_letter():
    """A fault in a cell is found by it."""
    assert GRID.location(5, 27, "Nama IKM") == Location(
        file="a.xlsx", sheet="Peserta", row=5, column="Nama IKM", letter="AB"
    )
    assert GRID.location() == Location(file="a.xlsx", sheet="Peserta")


@pytest.mark.parametrize("key", [GUIDE, CHOICES, FINDINGS, SUMMARY])
def test_our_own_sheets_are_known_in_both_languages(key):
    """A template or a checked workbook that comes back holds no records in them."""
    name = Text.of(key)
    assert is_aside(name.en)
    assert is_aside(name.id.upper())
    assert not is_aside(f"{name.id} 2021")


def test_extent_within_the_limits_is_fine():
    """The last row and column that are read."""
    refuse_extent("a.xlsx", "b", MOST_ROWS, MOST_COLUMNS - 1)


@pytest.mark.parametrize(("row", "column"), [(MOST_ROWS + 1, 0), (1, MOST_COLUMNS)])
@pytest.mark.parametrize("sheet", [None, "Peserta"])
def test_extent_beyond_them_is_refused(row, column, sheet):
    """The message names the sheet, the cell and the limit."""
    with pytest.raises(ReadError, match="no cell beyond row 200,000 or column IV is read"):
        refuse_extent("a.xlsx", sheet, row, column)


def test_rows_are_filled_up_to_the_longest():
    """So that every row has every column."""
    assert padded([["a"], [], ["b", "c"]]) == (("a", None), (None, None), ("b", "c"))
    assert padded([]) == ()
