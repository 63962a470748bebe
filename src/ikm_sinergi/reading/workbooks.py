"""Office files -> grids: .xlsx, .xls and .ods by python-calamine, and CSV under whatever name.

What a file is, its first bytes say, not its name. Values are read as they were last computed and
saved: no formula is evaluated, no link followed, no macro or picture even unpacked. A file takes
at most about a gigabyte while it is read: the limits are those of `packages`, `extents` and
`grid`; an .xls or .ods file is read by a process of its own with a limit on its memory (on systems
that know one; elsewhere its time alone is limited).
"""

import datetime as dt
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from ikm_sinergi.errors import MissingExtraError, ReadError
from ikm_sinergi.office import UNSAVED
from ikm_sinergi.reading import sandbox
from ikm_sinergi.reading.extents import Noted, check_extents, too_many_cells
from ikm_sinergi.reading.grid import (
    LARGEST_RECTANGLE,
    MOST_COLUMNS,
    MOST_ROWS,
    Grid,
    Merged,
    refuse_extent,
)
from ikm_sinergi.reading.lines import CHUNK, bytes_of
from ikm_sinergi.reading.marks import Area, EndlessError, Marks, marks_of_document, marks_of_old
from ikm_sinergi.reading.packages import LOCKED, unpack
from ikm_sinergi.reading.separated import grid_of_text

__all__ = ["LARGEST_WORKBOOK", "read_grids"]

LARGEST_WORKBOOK: Final = 100_000_000
"""The most bytes of an office file, packed."""

MEMORY: Final = 2_000_000_000
"""The most bytes of memory that the process that reads an .xls or .ods file may take."""

SECONDS: Final = 120
"""How long that process may take."""

_LIMITS: Final = (MOST_ROWS, MOST_COLUMNS, LARGEST_RECTANGLE)
_ZIP: Final = (b"PK\3\4", b"PK\5\6")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_XML_2003: Final = b"urn:schemas-microsoft-com:office:spreadsheet"
_OLD: Final = re.compile(rb"\x09[\x00\x02\x04\x08][\x04-\x10]\x00")  # a bare BOF record
_FILEPASS: Final = re.compile(  # follows the BOF record of an encrypted workbook
    rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL
)
_SINCE_1904: Final = re.compile(rb"""date1904\s*=\s*["'](?:1|true|on)["']""")
_DAMAGED: Final = "is damaged: it looks like a workbook, but cannot be read"


def read_grids(file: BinaryIO, path: str) -> tuple[Grid, ...]:
    """Return the sheets of an office file in their order, hidden and empty ones too.

    Raises `ReadError` for a file that is no workbook and no table of text, is damaged, protected
    with a password or larger than is read; and `MissingExtraError` for a workbook where the extra
    `excel` is not installed.
    """
    data = _whole(file, path)
    if data.startswith(_ZIP):
        return _from_zip(data, path)
    if data.startswith(_OLE):
        return _from_ole(data, path)
    _refuse_others(data, path)
    return (grid_of_text(data, path),)


def _whole(file: BinaryIO, path: str) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while chunk := bytes_of(file.read(CHUNK), path):
        chunks.append(chunk)
        size += len(chunk)
        if size > LARGEST_WORKBOOK:
            raise ReadError(path, f"is larger than {LARGEST_WORKBOOK:,} bytes")
    if not size:
        raise ReadError(path, "is empty")
    return b"".join(chunks)


def _refuse_others(data: bytes, path: str) -> None:
    """Refuse what is no table of text, by what it is."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    save = "open it in a spreadsheet program and save it as .xlsx"
    if head.startswith(b"<?xml") and _XML_2003 in head:
        raise ReadError(path, f"is an XML spreadsheet of 2003: {save}")
    if head.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head")):
        raise ReadError(path, f"is a web page (HTML or XML), whatever its name says: {save}")
    if head.startswith(b"%pdf"):
        raise ReadError(path, "is a PDF document, no workbook")
    if _OLD.match(data):
        raise ReadError(path, f"is a workbook of Excel 4 or older: {save}")


# --- .xlsx and .ods ------------------------------------------------------------------------


def _from_zip(data: bytes, path: str) -> tuple[Grid, ...]:
    package = unpack(data, path)
    _need_calamine()
    if package.open_document:
        sheets = _by_other_process(package.packed(), path)
        return _grids(_marked(sheets, marks_of_document(package.parts["content.xml"])), path)
    noted = check_extents(package, path)
    try:
        sheets = sandbox.sheets_of(package.packed(), *_LIMITS)
    except sandbox.TooFarError as error:
        raise _too_far(path, error) from None
    except BaseException as error:
        # A panic of the reader, which is written in Rust, is no Exception.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise ReadError(path, _DAMAGED) from None
        raise
    since_1904 = any(
        _SINCE_1904.search(part) is not None
        for name, part in package.parts.items()
        if name.casefold().endswith("workbook.xml")
    )
    return _grids(sheets, path, noted, since_1904=since_1904)


def _need_calamine() -> str:
    """Return the folder of python-calamine, which works: what fails after that is the file."""
    try:
        return sandbox.home()
    except ImportError as error:
        raise MissingExtraError("excel", "reading a workbook", error) from None


def _grids(
    sheets: list[sandbox.Sheet],
    path: str,
    noted: tuple[Noted, ...] = (),
    *,
    since_1904: bool = False,
) -> tuple[Grid, ...]:
    """Return the sheets as grids, with their error values and months without a day put in."""
    for sheet, found in zip(sheets, noted, strict=False):
        _stretch(sheet, [place for place, text in found.errors.items() if text == UNSAVED])
        for (row, column), text in found.errors.items():
            _put(sheet, (row, column, row, column), text)
        for (row, column), form in found.shown.items():
            cell = _cell(sheet, row, column)
            if isinstance(cell, dt.date):
                _put(sheet, (row, column, row, column), cell.strftime(form))
    left = LARGEST_RECTANGLE
    grids: list[Grid] = []
    for sheet in sheets:
        merged = tuple(_merged(sheet))
        left -= sum(area.bottom - area.top for area in merged)
        if left < 0:
            raise too_many_cells(path)
        grids.append(
            Grid(
                file=path,
                sheet=sheet["name"],
                rows=tuple(sheet["rows"]),
                first_row=sheet["row"] + 1,
                first_column=sheet["column"],
                hidden=sheet["hidden"],
                merged=merged,
                since_1904=since_1904,
            )
        )
    return tuple(grids)


def _cell(sheet: sandbox.Sheet, row: int, column: int) -> Any:
    """Return a cell of a sheet, None beyond what it holds."""
    down, right = row - sheet["row"], column - sheet["column"]
    if 0 <= down < len(sheet["rows"]) and 0 <= right < len(sheet["rows"][down]):
        return sheet["rows"][down][right]
    return None


def _stretch(sheet: sandbox.Sheet, found: list[tuple[int, int]]) -> None:
    """Let a sheet reach to these cells, which python-calamine takes for empty ones."""
    if not found:
        return
    if not sheet["rows"]:
        sheet["row"], sheet["column"] = map(min, zip(*found, strict=True))
        sheet["rows"] = [(None,)]
    top, left = map(min, zip(*found, (sheet["row"], sheet["column"]), strict=True))
    width = len(sheet["rows"][0])
    last = (sheet["row"] + len(sheet["rows"]) - 1, sheet["column"] + width - 1)
    bottom, right = map(max, zip(*found, last, strict=True))
    before, after = (None,) * (sheet["column"] - left), (None,) * (right - last[1])
    empty = (None,) * (right - left + 1)
    above, below = [empty] * (sheet["row"] - top), [empty] * (bottom - last[0])
    if before or after or above or below:
        sheet["rows"] = [*above, *((*before, *row, *after) for row in sheet["rows"]), *below]
        sheet["row"], sheet["column"] = top, left


def _merged(sheet: sandbox.Sheet) -> Iterator[Merged]:
    """Yield the merged cells of a sheet as far as it reaches, whatever the file says of them."""
    last_row = sheet["row"] + len(sheet["rows"]) - 1
    last_column = sheet["column"] + len(sheet["rows"][0]) - 1 if sheet["rows"] else -1
    for top, left, bottom, right in sheet["merged"]:
        if top <= last_row and left <= last_column:
            yield Merged(top + 1, left, min(bottom, last_row) + 1, min(right, last_column))


def _too_far(path: str, error: sandbox.TooFarError) -> ReadError:
    """Return what to raise for sheets that are too large."""
    refuse_extent(path, error.sheet, error.row, error.column)
    return too_many_cells(path)


# --- .xls ----------------------------------------------------------------------------------


def _from_ole(data: bytes, path: str) -> tuple[Grid, ...]:
    if "EncryptedPackage".encode("utf-16-le") in data or _FILEPASS.search(data):
        raise ReadError(path, LOCKED)
    if not any(name.encode("utf-16-le") in data for name in ("Workbook", "Book", "WORKBOOK")):
        raise ReadError(path, "is damaged, or an Office file of before 2007 without a workbook")
    _need_calamine()
    sheets = _by_other_process(data, path)
    try:
        marks = marks_of_old(data)
    except EndlessError:
        raise ReadError(path, _DAMAGED) from None
    since_1904 = any(one.since_1904 for one in marks)
    return _grids(_marked(sheets, marks), path, since_1904=since_1904)


def _marked(sheets: list[sandbox.Sheet], marks: list[Marks]) -> list[sandbox.Sheet]:
    """Put what python-calamine does not tell into the sheets that it read."""
    if len(sheets) == len(marks):
        for sheet, found in zip(sheets, marks, strict=True):
            sheet["merged"] = sheet["merged"] or [list(area) for area in found.merged]
            for area, text in found.errors:
                _put(sheet, area, text)
    return sheets


def _put(sheet: sandbox.Sheet, area: Area, text: str) -> None:
    """Put a text into the empty cells of an area, as far as the sheet reaches."""
    top, left = max(area[0] - sheet["row"], 0), max(area[1] - sheet["column"], 0)
    for down in range(top, min(area[2] - sheet["row"] + 1, len(sheet["rows"]))):
        cells = list(sheet["rows"][down])
        for right in range(left, min(area[3] - sheet["column"] + 1, len(cells))):
            cells[right] = text
        sheet["rows"][down] = tuple(cells)


def _by_other_process(data: bytes, path: str) -> list[sandbox.Sheet]:
    """Let a process with little memory read a workbook that may be a trap."""
    if not os.path.isfile(sandbox.__file__):  # noqa: PTH113  # pathlib costs 5 ms
        raise ReadError(
            path, "needs a second process of Python, which cannot start from a zip file"
        )
    command = [sys.executable, "-I", "-S", sandbox.__file__, _need_calamine()]
    command += map(str, (MEMORY, *_LIMITS))
    try:
        done = subprocess.run(  # noqa: S603  # our own module, and numbers
            command, input=data, capture_output=True, check=True, timeout=SECONDS
        )
        return sandbox.decoded(done.stdout)
    except sandbox.TooFarError as error:
        raise _too_far(path, error) from None
    except OSError:
        raise ReadError(path, "needs a second process of Python, which cannot start") from None
    except subprocess.TimeoutExpired:
        raise ReadError(path, f"takes longer than {SECONDS} seconds to read") from None
    except (subprocess.CalledProcessError, ValueError):
        text = f"{_DAMAGED}, or takes more than {MEMORY:,} bytes of memory"
        raise ReadError(path, text) from None
