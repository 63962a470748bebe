"""How far the sheets of an .xlsx file reach, before python-calamine sees them.

It takes memory for the whole rectangle between the outermost cells, and ends the process if there
is not enough. A quick look at the bytes of a sheet proves most of them small; one that it cannot
prove is read as XML, cell by cell. On the way the cells are found that hold an error such as
#REF!, or a formula that was saved without its value: python-calamine would show them as empty; and
days of which only month and year are shown.
"""

import posixpath
import re
from collections.abc import Mapping
from itertools import zip_longest
from string import ascii_letters, digits
from types import MappingProxyType
from typing import Any, Final, NamedTuple
from xml.parsers import expat  # a DOCTYPE, and with it every entity, was refused before

from ikm_sinergi.domain.identifiers import all_digits
from ikm_sinergi.errors import ReadError
from ikm_sinergi.office import UNSAVED
from ikm_sinergi.reading.formats import styles_without_day
from ikm_sinergi.reading.grid import LARGEST_RECTANGLE, refuse_extent
from ikm_sinergi.reading.packages import Package

__all__ = ["LARGEST_TEXT", "Noted", "check_extents"]

LARGEST_TEXT: Final = 250_000_000
"""The most bytes of text in all cells together, each shared text counted in each of its cells."""

Places = Mapping[tuple[int, int], str]
"""Texts by row and column, both counted from 0."""


class Noted(NamedTuple):
    """What is noted of the cells of a sheet: error values, and how days without a day are shown."""

    errors: Places = MappingProxyType({})
    shown: Places = MappingProxyType({})


_NOTHING: Final = Noted()

# Bytes by their class: what a cell far to the right or far down looks like is then a few bytes.
_CLASSES: Final = bytes.maketrans(
    (ascii_letters + digits).encode(), b"a" * len(ascii_letters) + b"0" * len(digits)
)
_FIRST: Final = b"<sheetData>"
_LAST: Final = b"</sheetData>"
_FAR_SHAPES: Final = (b"aa0", b"a000000")  # beyond column Z, beyond row 99,999
_FAR: Final = re.compile(  # beyond column Z or row 199,999, in an attribute that ends in "r"
    rb"""r\s*=\s*["']?(?:[A-Za-z]{2}|[A-Za-z]?(?:[2-9][0-9]{5}|[0-9]{7}))"""
)
_ODD: Final = (b":c", b'"e"', b"'e'")  # a cell in a namespace, an error value
_SAVED: Final = re.compile(rb"<f(?: [^<>]*)?(?:/>|>[^<]*</f>)<v>[^<\s]")
_STRING: Final = re.compile(rb"<(?:[\w.-]+:)?si\b")
_COUNT: Final = re.compile(rb"""uniqueCount\s*=\s*["']?\s*([0-9]+)""")
_PLACE: Final = re.compile(r"([A-Za-z]{0,3})([0-9]{1,7})", re.ASCII)


def check_extents(package: Package, path: str) -> tuple[Noted, ...]:
    """Return what is noted of each sheet, or raise `ReadError` if a sheet is too large."""
    names = _sheets(package, path)
    strings = _strings(package, path)
    longest = max(strings, default=0)
    found: dict[str, Noted] = {}
    styles = styles_without_day(package)
    styled = re.compile(rb"""\bs\s*=\s*["'](?:%s)["']""" % "|".join(styles).encode())
    text = 0
    for part, data in package.parts.items():
        if b"sheetData" not in data:
            continue
        bound = data.count(b"<c") * longest
        odd = bool(styles) and styled.search(data) is not None
        if not odd and text + bound <= LARGEST_TEXT and _is_plain(data):
            text += bound
            continue
        cells = _Cells(path, names.get(_folded(part), part), strings, styles)
        cells.read(data)
        found[_folded(part)] = Noted(cells.errors, cells.shown)
        text += cells.text
        if text > LARGEST_TEXT:
            raise ReadError(path, f"its cells hold more than {LARGEST_TEXT:,} bytes of text")
    return tuple(found.get(part, _NOTHING) for part in names)


def _is_plain(data: bytes) -> bool:
    """Whether every cell says its place first, in the usual way, and none is far off or an error.

    What looks like a cell but is a text or a comment may make a sheet look odd, never plain.
    """
    start, end = data.find(_FIRST), data.rfind(_LAST)
    if not 0 <= start < end or data.count(b"sheetData") != len((_FIRST, _LAST)):
        return False
    if any(data.find(sign, start, end) >= 0 for sign in _ODD):
        return False
    if data.find(b"<f", start, end) >= 0 and not _is_saved(data, start, end):
        return False
    if data.count(b"<c", start, end) != data.count(b'<c r="', start, end):
        return False
    shape = data.translate(_CLASSES)
    far = [at for like in _FAR_SHAPES if (at := shape.find(like, start, end)) >= 0]
    return not far or _FAR.search(data, data.rfind(b"<", start, min(far)), end) is None


def _is_saved(data: bytes, start: int, end: int) -> bool:
    """Whether a value follows each formula, in the usual way."""
    found = sum(1 for _ in _SAVED.finditer(data, start, end))
    return found == data.count(b"<f", start, end)


class _Cells:
    """The cells of a sheet that hold something, one after the other."""

    def __init__(
        self, path: str, sheet: str, strings: tuple[int, ...], styles: Mapping[str, str]
    ) -> None:
        self.errors: dict[tuple[int, int], str] = {}
        self.shown: dict[tuple[int, int], str] = {}
        self._styles = styles
        self.text = 0
        self._path, self._sheet, self._strings = path, sheet, strings
        self._inside = False
        self._row = self._column = 0  # where a cell stands that does not say so
        self._place = (0, 0)
        self._kind = ""
        self._formula = False  # whether the cell has one, and no value yet
        self._value: str | None = None
        self._pieces = 0
        self._top = self._left = 1 << 30
        self._bottom = self._right = 0

    def read(self, data: bytes) -> None:
        """Read a sheet; raise `ReadError` if it is not well-formed or too large."""
        _parse(data, self._path, self._sheet, self._start, self._end, self._data)
        high, wide = self._bottom - self._top + 1, self._right - self._left + 1
        if high > 0 and high * wide > LARGEST_RECTANGLE:  # both are negative without any cell
            raise too_many_cells(self._path)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheetData":
            self._inside = True
        elif not self._inside:
            return
        elif name == "row" and "r" in attributes:
            self._row = self._placed(attributes["r"])[0]
        elif name == "c":
            self._kind = attributes.get("t", "n")
            self._place = (self._row, self._column)
            if "r" in attributes:
                self._place = self._placed(attributes["r"])
                self._column = self._place[1]
            self._column += 1
            if (form := self._styles.get(attributes.get("s", ""))) is not None:
                self.shown[self._place] = form
            self._formula = False
        elif name == "f":
            self._formula = self._kind != "str"  # whose value may be a text that is empty
        elif name in {"v", "is"}:
            self._use(*self._place)
            self._pieces = 0
            kept = self._formula or self._kind in {"s", "e"}
            self._value = "" if name == "v" and kept else None

    def _placed(self, text: str) -> tuple[int, int]:
        found = _PLACE.fullmatch(text)
        if found is None or not int(found[2]):
            raise ReadError(self._path, f"a cell of it stands at {text[:20]!r}, which is no place")
        column = 0
        for letter in found[1].upper():
            column = column * 26 + ord(letter) - ord("A") + 1
        return int(found[2]) - 1, max(column - 1, 0)

    def _use(self, row: int, column: int) -> None:
        refuse_extent(self._path, self._sheet, row + 1, column)
        self._top, self._bottom = min(self._top, row), max(self._bottom, row)
        self._left, self._right = min(self._left, column), max(self._right, column)

    def _data(self, text: str) -> None:
        if self._value is not None:
            self._value += text
            self._pieces += 1

    def _end(self, name: str) -> None:
        if name == "sheetData":
            self._inside = False
        elif name == "row" and self._inside:
            self._row += 1
            self._column = 0
        elif name == "c" and self._formula:
            self._use(*self._place)
            self.errors[self._place] = UNSAVED
        elif name == "v" and self._value is not None:
            self._formula = self._formula and not self._value.strip()
            if self._kind not in {"s", "e"}:
                pass  # the value of a formula
            elif self._kind == "e":
                self.errors[self._place] = self._value
            else:
                self.text += self._length(self._value)
            self._value = None

    def _length(self, index: str) -> int:
        """Return how long a shared text may be: the longest, if the cell names it oddly."""
        plain = self._pieces == 1 and all_digits(index)
        number = int(index.lstrip("0")[:9] or 0) if plain else len(self._strings)
        if number < len(self._strings):
            return self._strings[number]
        return max(self._strings, default=0)


def too_many_cells(path: str) -> ReadError:
    """Return what to raise for a workbook whose cells cover too large an area."""
    text = f"its cells lie in an area of more than {LARGEST_RECTANGLE:,}: split the workbook"
    return ReadError(path, text)


# --- other parts ---------------------------------------------------------------------------


def _strings(package: Package, path: str) -> tuple[int, ...]:
    """Return the most bytes that each of the shared texts may be."""
    lengths: list[list[int]] = []
    for name, data in package.parts.items():
        if name.casefold().endswith("sharedstrings.xml"):
            lengths.append([len(text) for text in _STRING.split(data)[1:]])
            for count in _COUNT.findall(data):  # memory is taken for as many as it says
                if int(count.lstrip(b"0")[:10] or 0) > 2 * len(lengths[-1]) + 1_000:
                    problem = f"says of {name[:60]!r} that it holds {count.decode()[:20]} texts"
                    raise ReadError(path, problem)
    return tuple(map(max, zip_longest(*lengths, fillvalue=0)))


def _sheets(package: Package, path: str) -> dict[str, str]:
    """Return the parts that are sheets, with their names, in the order of the workbook."""
    books = [name for name in package.parts if name.casefold().endswith("workbook.xml")]
    if len(books) != 1:
        raise ReadError(path, "is damaged: it holds several workbooks")
    folder = posixpath.dirname(books[0])
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def related(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            target = posixpath.join("/", folder, attributes.get("Target", ""))
            targets[attributes.get("Id", "")] = _folded(target)

    def listed(name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            ids = [value for key, value in attributes.items() if _local(key) == "id"]
            sheets.append((attributes.get("name", ""), ids[-1] if ids else ""))

    relations = posixpath.join(folder, "_rels", f"{posixpath.basename(books[0])}.rels")
    for part, data in package.parts.items():
        if _folded(part) == _folded(relations):
            _parse(data, path, part, related)
    _parse(package.parts[books[0]], path, books[0], listed)
    parts = [targets.get(key, f"(no part {key})") for _, key in sheets]
    if len(set(parts)) != len(parts):
        raise ReadError(path, "is damaged: two of its sheets are one and the same part")
    return dict(zip(parts, (name for name, _ in sheets), strict=True))


def _folded(part: str) -> str:
    return posixpath.normpath(posixpath.join("/", part)).casefold()


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _parse(
    data: bytes, path: str, part: str, start: Any, end: Any = None, text: Any = None
) -> None:
    """Hand the elements of a part to functions, by names without a prefix."""
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = lambda name, attributes: start(_local(name), attributes)
    if end is not None:
        parser.EndElementHandler = lambda name: end(_local(name))
        parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)  # noqa: FBT003  # takes no keywords
    except expat.ExpatError as error:
        text = f"{part[:60]!r} in it is no XML: {expat.ErrorString(error.code)}"
        raise ReadError(path, text, line=None) from None
