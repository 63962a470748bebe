"""What python-calamine does not tell of .ods and .xls files: merged cells, and cells in error.

It shows a cell that holds an error such as #REF! as empty, and no merged cells of an .ods file.
Both are looked up here, in the content of the one and in the records of the other. Nothing is
refused here: what cannot be followed is left, for python-calamine has read the file before. Only a
file that would take any time to follow is (`EndlessError`).
"""

import io
import re
import struct
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeAlias, cast
from xml.parsers import expat  # a DOCTYPE, and with it every entity, was refused before

from attrs import Factory, define

from ikm_sinergi.errors import MissingExtraError

__all__ = ["MOST_RECORDS", "EndlessError", "Marks", "marks_of_document", "marks_of_old"]

MOST_RECORDS: Final = 8_000_000
"""How many records of an .xls file are followed."""

Area: TypeAlias = tuple[int, int, int, int]
"""The first row and column and the last ones, counted from 0."""


@define
class Marks:
    """The merged cells of a sheet, and the cells in error with what they show.

    `since_1904` says that the numbers of its workbook count days from 1904.
    """

    merged: list[Area] = Factory(list[Area])
    errors: list[tuple[Area, str]] = Factory(list[tuple[Area, str]])
    since_1904: bool = False


class EndlessError(Exception):
    """An .xls file has more records, or the same part for more sheets, than it may."""


# --- .ods ----------------------------------------------------------------------------------


def marks_of_document(content: bytes) -> list[Marks]:
    """Return the marks of each sheet of an .ods file, by its content.xml; often there are none."""
    if b"-spanned=" not in content and b'"error"' not in content:
        return []
    tables = _Tables()
    try:
        tables.parser.Parse(content, True)  # noqa: FBT003  # takes no keywords
    except expat.ExpatError:  # python-calamine is less strict
        return []
    return tables.marks


class _Tables:
    """The tables of a document, cell by cell."""

    def __init__(self) -> None:
        self.marks: list[Marks] = []
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self._depth = 0  # tables may stand inside cells
        self._row = self._column = 0
        self._rows = self._columns = 1  # how often the row and the cell are repeated
        self._text: str | None = None

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "table":
            self._depth += 1
            if self._depth == 1:
                self.marks.append(Marks())
                self._row = 0
        if self._depth != 1:
            return
        if name == "table-row":
            self._column, self._rows = 0, _count(attributes, "table:number-rows-repeated")
        elif name in {"table-cell", "covered-table-cell"}:
            self._columns = _count(attributes, "table:number-columns-repeated")
            down = _count(attributes, "table:number-rows-spanned")
            right = _count(attributes, "table:number-columns-spanned")
            if down * right > 1:
                area = (self._row, self._column, self._row + down - 1, self._column + right - 1)
                self.marks[-1].merged.append(area)
            if attributes.get("calcext:value-type") == "error":
                self._text = ""

    def _data(self, text: str) -> None:
        if self._text is not None:
            self._text += text

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "table":
            self._depth -= 1
        elif self._depth != 1:
            return
        elif name == "table-row":
            self._row += self._rows
        elif name in {"table-cell", "covered-table-cell"}:
            last = (self._row + self._rows - 1, self._column + self._columns - 1)
            if self._text:
                self.marks[-1].errors.append(((self._row, self._column, *last), self._text))
            self._text = None
            self._column += self._columns


_COUNT: Final = re.compile("[0-9]{1,7}")


def _count(attributes: Mapping[str, str], name: str) -> int:
    found = _COUNT.fullmatch(attributes.get(name, ""))
    return 1 if found is None else int(found[0])


# --- .xls ----------------------------------------------------------------------------------

# Records of a workbook.
_SHEET, _DATES, _FORMULA, _CONSTANT, _END = 0x0085, 0x0022, 0x0006, 0x0205, 0x000A
_IN_ERROR: Final = 2  # what the result of a formula begins with
_ERRORS: Final = MappingProxyType(
    {
        0x00: "#NULL!",
        0x07: "#DIV/0!",
        0x0F: "#VALUE!",
        0x17: "#REF!",
        0x1D: "#NAME?",
        0x24: "#NUM!",
        0x2A: "#N/A",
    }
)


def marks_of_old(data: bytes) -> list[Marks]:
    """Return the cells in error of each sheet of an .xls file.

    Raises `MissingExtraError` where the extra `excel` is not installed, and `EndlessError`.
    """
    try:
        import olefile  # noqa: PLC0415  # the extra `excel`
    except ImportError as error:
        raise MissingExtraError("excel", "reading an .xls workbook", error) from None
    try:
        with cast("Any", olefile).OleFileIO(io.BytesIO(data)) as file:
            stream: bytes = file.openstream(
                "Workbook" if file.exists("Workbook") else "Book"
            ).read()
        left = iter(range(MOST_RECORDS))
        head = list(_records(stream, 0, left))
        starts = [struct.unpack_from("<I", body)[0] for kind, body in head if kind == _SHEET]
        since_1904 = any(kind == _DATES and body[:1] == b"\1" for kind, body in head)
        left = left if len(set(starts)) == len(starts) else iter(())  # no part twice
        return [
            Marks(errors=list(_errors(stream, start, left)), since_1904=since_1904)
            for start in starts
        ]
    except EndlessError:
        raise
    except Exception:  # noqa: BLE001  # olefile raises anything for what python-calamine may read
        return []


def _records(stream: bytes, start: int, left: Iterator[int]) -> Iterator[tuple[int, bytes]]:
    """Yield the records of one part of a workbook, as long as some are left of those followed."""
    for _ in left:
        kind, size = struct.unpack_from("<HH", stream, start)
        if kind == _END:
            return
        yield kind, stream[start + 4 : start + 4 + size]
        start += 4 + size
    raise EndlessError


def _errors(stream: bytes, start: int, left: Iterator[int]) -> Iterator[tuple[Area, str]]:
    for kind, body in _records(stream, start, left):
        code = None
        if kind == _CONSTANT and body[7]:
            code = body[6]
        elif kind == _FORMULA and body[6] == _IN_ERROR and body[12:14] == b"\xff\xff":
            code = body[8]
        if code is not None:
            row, column = struct.unpack_from("<HH", body)
            yield (row, column, row, column), _ERRORS.get(code, "#?")
