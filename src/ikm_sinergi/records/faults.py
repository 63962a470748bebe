"""What was wrong in what was read, and where it stood."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from attrs import field as attribute
from attrs import frozen

MISSING: Final = "IKM001"

UNREADABLE: Final = "IKM002"

UNKNOWN: Final = "IKM003"

DAMAGED: Final = "IKM004"

REPAIRED: Final = "IKM005"


@frozen(kw_only=True)
class Location:
    """The place of a record or a field, as a person finds it: all None if it came from objects.

    `row` counts as Excel and editors do (the header is row 1), `column` is the header, `letter`
    the letter of the column in a spreadsheet, `pointer` a JSON pointer (RFC 6901).
    """

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    letter: str | None = None
    pointer: str | None = None

    def __str__(self) -> str:
        """Return "file:row:column", leaving out what is not known."""
        place = (self.file, self.sheet, self.row, self.column, self.pointer)
        return ":".join(str(part) for part in place if part is not None)


@frozen(kw_only=True)
class Source:
    """Where the rows of one table came from.

    A source of lines (`lines`) numbers its rows as a person sees them; another one counts from 0
    and is located by a JSON pointer. `headers` are the columns of a CSV file, in order; `columns`
    those of an office's sheet, each as its field, its header as it stands there, and its place
    counted from 0.
    """

    table: str
    file: str | None = None
    sheet: str | None = None
    lines: bool = False
    headers: tuple[str, ...] | None = None
    columns: tuple[tuple[str, str, int], ...] | None = None

    def locate(self, number: int, field: str | None = None) -> Location:
        """Return the location of row `number`, or of one field in it."""
        inside = () if field is None else field.split(".")
        if not self.lines:
            place = pointer(self.table, str(number), *inside)
            return Location(file=self.file, sheet=self.sheet, pointer=place)
        if self.columns is not None:
            for name, text, index in self.columns:
                if name == field:
                    return Location(
                        file=self.file,
                        sheet=self.sheet,
                        row=number,
                        column=text,
                        letter=letter_of(index),
                    )
            return Location(file=self.file, sheet=self.sheet, row=number)
        if self.headers is None:
            return Location(file=self.file, row=number, pointer=pointer(*inside) or None)
        header = None if field is None else field.replace(".", "_")
        letter = letter_of(self.headers.index(header)) if header in self.headers else None
        return Location(file=self.file, sheet=self.sheet, row=number, column=header, letter=letter)


def pointer(*keys: str) -> str:
    """Return the JSON pointer through these keys (RFC 6901).

    >>> pointer("programs", "0", "a/b")
    '/programs/0/a~1b'
    """
    return "".join("/" + key.replace("~", "~0").replace("/", "~1") for key in keys)


def encodable(text: str) -> str:
    r"""Return a text that every file in UTF-8 can hold: a lone surrogate is written out.

    >>> encodable("a\ud800")
    'a\\ud800'
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


@cache
def letter_of(index: int) -> str:
    """Return the spreadsheet letter of a column counted from 0.

    >>> letter_of(0), letter_of(27)
    ('A', 'AB')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@frozen(kw_only=True)
class Fault:
    """One thing wrong in one field of one row, under the code of its rule (IKM001-IKM005).

    `reason` is a key of the reasons in `data/words/`; `shown` is the value as it stood (personal
    ones masked), `readings` what it could have been meant for, `ids` the ids that could be read
    in its row. `sets_aside` says that for it a row, a table or a sheet is not among the records:
    that is told whatever rules are selected.
    """

    code: str
    table: str
    field: str | None
    reason: str
    shown: str | None = None
    readings: tuple[str, ...] = ()
    ids: Mapping[str, tuple[str, ...]] = attribute(factory=dict[str, tuple[str, ...]])
    location: Location = Location()
    sets_aside: bool = False


@frozen(kw_only=True)
class Reject:
    """A row that could not become an entity.

    `ids` holds whatever ids could be read in it, by field: {"program": ("2020-wajo",)}; `read` the
    values that could be read, None where nothing is stated, without those of owners (`owned` says
    that there was one); `unread` the cells that could not, and `own` the user's own fields.
    `delivery` is what it came with, and `origin` its source and number there.
    """

    table: str
    ids: Mapping[str, tuple[str, ...]]
    read: Mapping[str, Any] = attribute(factory=dict[str, Any])
    location: Location = Location()
    delivery: str = ""
    owned: bool | None = attribute(default=None, eq=False, repr=False)
    origin: tuple[Source, int] | None = attribute(default=None, eq=False, repr=False)
    unread: Mapping[str, Any] = attribute(factory=dict[str, Any], eq=False, repr=False)
    own: Mapping[str, Any] = attribute(factory=dict[str, Any], eq=False, repr=False)
