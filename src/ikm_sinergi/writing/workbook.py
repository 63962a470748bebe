"""Workbooks by XlsxWriter (extra `excel`): what every one of ours has.

A text is always written as a text, never as a formula or a link, whatever it begins with. The same
content gives the same bytes. A file is put in its place once it is whole.
"""

import datetime as dt
import math
import os
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO
from itertools import islice
from typing import Any, Final, TypeAlias, cast

from ikm_sinergi.errors import MissingExtraError, WriteError
from ikm_sinergi.reading.grid import Cell, Merged
from ikm_sinergi.reading.objects import SCHEMA_VERSION
from ikm_sinergi.records.faults import encodable
from ikm_sinergi.writing.destinations import told, whole

Workbook: TypeAlias = Any  # XlsxWriter's Workbook, Worksheet and Format, which are not typed

Worksheet: TypeAlias = Any

Formats: TypeAlias = dict[str, Any]

LONGEST_CELL: Final = 32_767
"""The most characters (in UTF-16) that a cell of a workbook holds."""

EXACT: Final = 10**15
"""Whole numbers from here on lose digits in a spreadsheet, and are written as text."""

DAY: Final = "yyyy-mm-dd"

_MOMENT: Final = "yyyy-mm-dd hh:mm:ss"

_FIRST_DAY: Final = dt.date(1900, 3, 1)  # before it spreadsheets disagree, for the sake of Lotus

_MADE: Final = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # a fixed one, so that nothing reads a clock

NOT_HELD: Final = frozenset("\ufffe\uffff")

_NARROWEST, _WIDEST, _MEASURED = 8, 60, 200

_LINE, _HIGHEST = 15.0, 409.0  # points: of one line, and what a row may have


class _Buffer(BytesIO):
    """Stays open: a workbook that failed is a zip file that the collector writes the end of."""

    def close(self) -> None:
        """Leave it to whoever frees the memory."""


@contextmanager
def open_workbook(
    path: str | os.PathLike[str], title: str, *, lean: bool = False
) -> Generator[Workbook]:
    """Open a new workbook that takes its place at `path` only when all of it is written.

    A `lean` one keeps no row in memory once the next is begun. Raises `WriteError` for a path
    that cannot be written, or that is of another form than `.xlsx`.
    """
    try:
        import xlsxwriter  # noqa: PLC0415  # the extra `excel`
        from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtraError("excel", "writing a workbook", error) from None
    from pathlib import Path  # noqa: PLC0415  # 5 ms that an import need not pay
    from tempfile import TemporaryDirectory  # noqa: PLC0415  # likewise

    target = Path(path)
    if target.suffix.casefold() != ".xlsx":
        raise WriteError(target.as_posix(), "is no .xlsx file, which a workbook of ours is")
    # All of it grows in memory and in a folder of its own, so that what fails leaves nothing.
    with told(target), TemporaryDirectory() as folder:
        options = {
            "constant_memory": lean,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
            "tmpdir": folder,
        }
        made = _Buffer()
        workbook = cast("Workbook", xlsxwriter.Workbook(made, options))
        workbook.set_properties({"title": title, "created": _MADE})
        workbook.set_custom_property("schema_version", SCHEMA_VERSION)
        try:
            yield workbook
            workbook.close()
        except FileCreateError as error:  # what an OSError becomes
            raise OSError(*error.args[0].args) from None
        finally:
            for sheet in workbook.worksheets() if lean else ():
                with suppress(OSError):  # of a full disk, which is told
                    sheet.row_data_fh.close()
        with whole(target) as file:
            file.write(made.getbuffer())


def put_cell(sheet: Worksheet, row: int, column: int, value: Cell, formats: Formats) -> None:
    """Write a cell as what it is; `formats` has one for "day", "moment" and "cell".

    Rows and columns count from 0. A text that is too long is cut, visibly.
    """
    if value is None:
        sheet.write_blank(row, column, None, formats["cell"])
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, formats["cell"])
    elif _is_number(value):
        sheet.write_number(row, column, value, formats["cell"])
    elif isinstance(value, dt.date) and _as_day(value) >= _FIRST_DAY:
        kind = "moment" if isinstance(value, dt.datetime) else "day"
        sheet.write_datetime(row, column, value, formats[kind])
    else:
        sheet.write_string(row, column, clipped(str(value)), formats["cell"])


def _is_number(value: Cell) -> bool:
    """Whether a cell can be a number; a float has lost its digits before."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and abs(value) < EXACT


def _as_day(value: dt.date) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


def merge(sheet: Worksheet, area: Merged, formats: Formats) -> bool:
    """Merge cells that are still empty, unless some of them are merged already; say whether."""
    from xlsxwriter.exceptions import OverlappingRange  # noqa: PLC0415  # the extra `excel`

    corners = area.top - 1, area.left, area.bottom - 1, area.right
    try:
        sheet.merge_range(*corners, "", formats["cell"])
    except OverlappingRange:
        return False
    return True


def cell_formats(workbook: Workbook, **properties: Any) -> Formats:
    """Return the formats that `put_cell` needs, all with these properties."""
    return {
        "cell": workbook.add_format(properties),
        "day": workbook.add_format({**properties, "num_format": DAY}),
        "moment": workbook.add_format({**properties, "num_format": _MOMENT}),
    }


def clipped(text: str) -> str:
    """Return a text that fits into a cell: a longer one ends in "…"."""
    text = encodable(text)
    if length(text) <= LONGEST_CELL:
        return text
    while length(text) >= LONGEST_CELL:
        text = text[: min(len(text) - 1, LONGEST_CELL - 1)]
    return f"{text}…"


def length(text: str) -> int:
    """Return how long a spreadsheet program finds a text: in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def widths(sheet: Worksheet, rows: Iterable[Sequence[object]]) -> None:
    """Make each column as wide as its longest cell in the first rows, within reason."""
    longest: dict[int, int] = {}
    for row in islice(rows, _MEASURED):
        for column, value in enumerate(row):
            lines = "" if value is None else str(value)
            longest[column] = max(longest.get(column, 0), *map(len, lines.split("\n")))
    for column, width in longest.items():
        sheet.set_column(column, column, min(max(width + 2, _NARROWEST), _WIDEST))


def height(cells: Iterable[tuple[object, int]]) -> float | None:
    """Return how high a row must be for wrapped texts, each given with the width of its column.

    None is the height of every row: programs that show a workbook do not all find it themselves.
    """
    lines = 1
    for value, width in cells:
        texts = "" if value is None else str(value)
        lines = max(lines, sum(max(1, -(-len(text) // width)) for text in texts.split("\n")))
    return None if lines == 1 else min(_LINE * lines, _HIGHEST)


def for_paper(sheet: Worksheet, *heads: int) -> None:
    """Let a sheet be printed on A4 across, as wide as a page, with these rows on each."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if heads:
        sheet.repeat_rows(*heads)
