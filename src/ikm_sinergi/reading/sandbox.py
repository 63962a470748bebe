"""The sheets of a workbook by python-calamine, as plain values.

This module imports nothing of ours, so that it also runs by itself: for the formats whose extents
cannot be known beforehand (.xls, .ods), a process of its own with a limit on its memory reads the
workbook from its standard input and writes the sheets to its standard output as JSON. What is too
large, or makes the reader end the process, then ends that process only.
"""

import datetime as dt
import io
import json
import math
import os
import sys
from typing import Any, Final, TypedDict

__all__ = ["Sheet", "TooFarError", "decoded", "encoded", "home", "main", "sheets_of"]

EXACT: Final = 10**15
"""Whole numbers below it are exact in a spreadsheet; what is larger has lost digits."""


class Sheet(TypedDict):
    """One sheet: its rows, and where the first of their cells stands, counted from 0."""

    name: str
    hidden: bool
    row: int
    column: int
    rows: list[tuple[Any, ...]]
    merged: list[list[int]]


class TooFarError(Exception):
    """A sheet reaches too far (`sheet`, `row`, `column`), or all of them hold too many cells."""

    def __init__(self, sheet: str = "", row: int = 0, column: int = 0) -> None:
        super().__init__(sheet, row, column)
        self.sheet, self.row, self.column = sheet, row, column


def home() -> str:
    """Return the folder that python-calamine is installed in; `ImportError` if it does not work."""
    import python_calamine  # noqa: PLC0415  # the extra `excel`

    return os.path.dirname(os.path.dirname(python_calamine.__file__))  # noqa: PTH120  # no Path here


def sheets_of(data: bytes, rows: int, columns: int, cells: int) -> list[Sheet]:
    """Return the sheets of a workbook that reach to so many rows and columns at most."""
    from python_calamine import (  # noqa: PLC0415  # the extra `excel`
        CalamineWorkbook,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    sheets: list[Sheet] = []
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        for index, about in enumerate(workbook.sheets_metadata):
            hidden = about.visible != SheetVisibleEnum.Visible
            if about.typ != SheetTypeEnum.WorkSheet:
                sheets.append(_sheet(about.name, hidden=hidden))
                continue
            found = workbook.get_sheet_by_index(index)
            last_row, last_column = found.end or (0, 0)
            cells -= found.height * found.width
            if last_row >= rows or last_column >= columns:
                raise TooFarError(about.name, last_row + 1, last_column)
            if cells < 0:
                raise TooFarError
            sheet = _sheet(about.name, hidden=hidden)
            sheet["row"], sheet["column"] = found.start or (0, 0)
            sheet["rows"] = [
                tuple([cell if type(cell) is str and cell else _cell(cell) for cell in row])
                for row in found.to_python()
            ]
            sheet["merged"] = [[*one, *other] for one, other in found.merged_cell_ranges or ()]
            sheets.append(sheet)
    return sheets


def _sheet(name: str, *, hidden: bool) -> Sheet:
    return {"name": name, "hidden": hidden, "row": 0, "column": 0, "rows": [], "merged": []}


def _cell(value: Any) -> Any:
    """Return a cell as a grid holds it: an empty one as None, a duration as text."""
    if value == "":
        return None
    if type(value) is float:
        if abs(value) < EXACT and value.is_integer():
            return int(value)
        return value if math.isfinite(value) else str(value)
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return value.isoformat("seconds") if isinstance(value, dt.time) else value


# --- between the two processes -------------------------------------------------------------


def encoded(sheets: list[Sheet]) -> str:
    """Return sheets as JSON; a day or a moment is a list of its ISO form."""
    return json.dumps({"sheets": sheets}, default=lambda day: [day.isoformat()])


def decoded(text: bytes) -> list[Sheet]:
    """Return the sheets that `main` wrote, or raise what it met."""
    answer: dict[str, Any] = json.loads(text)
    if "far" in answer:
        raise TooFarError(*answer["far"])
    sheets: list[Sheet] = answer["sheets"]
    for sheet in sheets:
        sheet["rows"] = [
            tuple([_day(cell[0]) if type(cell) is list else cell for cell in row])
            for row in sheet["rows"]
        ]
    return sheets


def _day(text: Any) -> dt.date:
    return dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)


def _limit_memory(size: int) -> None:
    """Limit the memory of this process where the system can, and leave no core behind."""
    try:
        import resource  # noqa: PLC0415  # not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(arguments: list[str]) -> None:
    """Read a workbook from the standard input; `arguments` are a folder and the limits."""
    folder, memory, *limits = arguments
    sys.path.append(folder)
    _limit_memory(int(memory))
    try:
        answer = encoded(sheets_of(sys.stdin.buffer.read(), *map(int, limits)))
    except TooFarError as error:
        answer = json.dumps({"far": [error.sheet, error.row, error.column]})
    sys.stdout.write(answer)


if __name__ == "__main__":
    main(sys.argv[1:])
