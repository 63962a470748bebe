"""Cells of office files -> exact values: what a person would understand, and nothing else.

`reader` gives the function for a column. It returns the value of a clean cell; it raises
`Unreadable` with `repaired` if the cell had to be understood, so that the repair is told (IKM005),
and without it if a person could not know, with the readings. Cells come from a spreadsheet (every
number a float, days as days) or from CSV (every cell a text).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from attrs import field, frozen

from ikm_sinergi.domain.column import Column, Holds
from ikm_sinergi.domain.identifiers import MALFORMED, NIB_DIGITS, NIK_DIGITS
from ikm_sinergi.domain.names import UNSEEN, fold
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.office import amounts, choices, days, items, lists, names, terms, texts, years
from ikm_sinergi.records.cells import Read, Unreadable, Way, unmasked, unread_before

__all__ = ["UNSAVED", "Office", "is_ditto", "reader", "stated"]

UNSAVED: Final = "#FORMULA"
"""What a cell holds whose formula was saved without its value."""

_FILLERS: Final = (
    " \t\r\n\u00a0-_.\u2010\u2011\u2012\u2013\u2014\u2015\u2026\u2212\u200c\u200d" + UNSEEN
)
# Words for a cell that is not filled in, as they are folded; "nihil" may also mean zero.
_NOT_FILLED: Final = (
    frozenset({"n/a", "kosong", "belumada", "blmada", "tidakadadata", "belumadadata"})
    | {"tidakdiketahui", "tdkdiketahui", "belumdiketahui", "tidaktersedia", "belumtersedia"}
    | {"tidakdiisi", "tdkdiisi", "belumdiisi", "blmdiisi"}
)
_NOTHING: Final = _NOT_FILLED | {"nihil", "tidakada", "tdkada", "takada"}
_OF_PROGRAMS: Final = frozenset(["nan", "NaN", "NaT", "None", "NULL", "null", "none", "<NA>"])
_LONGEST_FILLER: Final = 24
_DITTO_MARKS: Final = re.compile(
    "[\\s.\u2013\u2014-]*(?:[\"\u3003\u2033\u201c-\u201f\u02dd\u02ba]+|['`\u00b4\u2018\u2019]{2})[\\s.\u2013\u2014-]*"
)
_DITTO_WORDS: Final = frozenset(
    {"sda", "idem", "ditto", "samadenganatas", "samadengandiatas", "sepertidiatas"}
)
# How all of these begin, and what else needs a closer look: most texts do not.
_ODD: Final = re.compile(
    r"\W|_|n[/ianou]|n\.|ko|be|bl|t[ida]|s[. da]|sep|i[. d]|dit|err", re.IGNORECASE
)
_WRAPPED: Final = re.compile(r'="([^"]*)"|[\'`\u2019]([0-9].*)', re.DOTALL)
_FIGURES: Final = frozenset(
    {Holds.YEAR, Holds.DAY, Holds.WHOLE, Holds.CODE, Holds.CODES, Holds.PROVINCE, Holds.DIGITS}
)
_ERROR: Final = re.compile(
    r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|#+)|Err:[0-9]{3}", re.IGNORECASE
)
_SIZES: Final = MappingProxyType({"nib": NIB_DIGITS, "owner.nik": NIK_DIGITS})
_TEXTS: Final[Mapping[str, Read]] = MappingProxyType(
    {"note": texts.read_note, "reason": texts.read_note, "item": items.read_item}
)


def _in_order(factors: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(factors))


@frozen
class Office:
    """How the cells of one source are read.

    `factors` are the units of its headers, by field; `month_first` are the fields some of whose
    days have their month first.

    >>> from ikm_sinergi.domain.tables import TABLES
    >>> column = TABLES["participants"].column("investment")
    >>> try:
    ...     Office([("investment", 1000)]).reader(column)(70_000.0)
    ... except Unreadable as error:
    ...     print(error.reason, error.repaired)
    other_unit 70000000
    """

    factors: tuple[tuple[str, int], ...] = field(default=(), converter=_in_order)
    month_first: frozenset[str] = frozenset()

    def reader(self, column: Column) -> Read:
        """Return the function that reads a cell of this column in this source."""
        factor = dict(self.factors).get(column.field, 1)
        return reader(column, factor, month_first=column.field in self.month_first)

    @cached_property
    def way(self) -> Way:
        """The way in which whole rows of this source are read."""
        return Way(self.reader, understands=True)


def stated(value: Any) -> bool:
    """Whether a cell says anything: blanks, dashes and "tidak ada" do not, and are never zero.

    >>> stated(" - "), stated("N/A"), stated("0"), stated(0.0)
    (False, False, True, True)
    """
    if type(value) is str:
        odd = not value or _ODD.match(value) is not None
        return not (odd and _says_nothing(value, _NOTHING))
    return value is not None


def is_ditto(text: str) -> bool:
    """Whether a text only says that it is the same as above.

    >>> is_ditto("sda"), is_ditto(' -"- '), is_ditto("Wajo")
    (True, True, False)
    """
    if len(text) > _LONGEST_FILLER:
        return False
    return _DITTO_MARKS.fullmatch(text) is not None or fold(text) in _DITTO_WORDS


def _says_nothing(text: str, words: frozenset[str]) -> bool:
    if len(text) <= _LONGEST_FILLER and (text in _OF_PROGRAMS or fold(text.strip("() ")) in words):
        return True
    return not text.strip(_FILLERS)


def reader(column: Column, factor: int = 1, *, month_first: bool = False) -> Read:
    """Return the function that reads a cell of this column, None if the cell states nothing.

    `factor` is the unit that the column's header names: 1000 for "Nilai (Rp.000)".

    >>> from ikm_sinergi.domain.tables import TABLES
    >>> read = reader(TABLES["participants"].column("regency"))
    >>> read("73.13")
    '73.13'
    >>> try:
    ...     read("Kab. Wajo")
    ... except Unreadable as error:
    ...     print(error.reason, error.repaired)
    regency_name 73.13
    """
    read = _reader(column, factor, month_first=month_first)
    if column.personal:
        read = unmasked(read)
    nothing = _NOT_FILLED if column.holds is Holds.WHOLE else _NOTHING
    figures = column.holds in _FIGURES

    def read_cell(value: Any) -> Any:
        if type(value) is not str:
            return None if value is None else read(value)
        if not value or _ODD.match(value):
            if _says_nothing(value, nothing):
                return None
            if column.personal and value == MALFORMED:
                return value
            _refuse(value)
            if (wrapped := _WRAPPED.fullmatch(value)) and (figures or wrapped[1] is not None):
                return _unwrapped(read_cell, wrapped[1] or wrapped[2] or "")
        if figures and texts.has_small_digits(value):
            return _without_footnote(read_cell, value, column)
        return read(value)

    return read_cell


def _refuse(value: str) -> None:
    """Refuse a cell that holds no value, but says that there should be one."""
    if value == UNSAVED or _ERROR.fullmatch(value):
        raise Unreadable("unsaved_formula" if value == UNSAVED else "error_cell")
    if (marked := unread_before(value)) is not None:
        raise marked
    if is_ditto(value):
        raise Unreadable("ditto")


def _unwrapped(read: Read, text: str) -> None:
    """Tell what a text comes to that a program has wrapped, None if that states nothing."""
    value = read(text)
    if value is not None:
        raise Unreadable("wrapped", repaired=value)


def _without_footnote(read: Read, text: str, column: Column) -> Any:
    """Refuse a raised digit, which may be a footnote, unless it can be nothing else."""
    try:
        value = read(texts.without_small_digits(text))
    except Unreadable as error:
        value = error.repaired
    if value is not None and len(str(value)) == _SIZES.get(column.field):
        raise Unreadable("small_digit", repaired=value)
    if value is None or column.personal:
        raise Unreadable("small_digit")
    several: tuple[Any, ...] = value if column.holds.many else (value,)
    raise Unreadable("small_digit", readings=tuple(map(str, several)))


def _reader(column: Column, factor: int, *, month_first: bool) -> Read:
    holds = column.holds
    if holds is Holds.DIGITS:
        return texts.read_nib if column.field == "nib" else texts.read_nik
    if holds is Holds.DAY:
        return days.reader(column.field, month_first=month_first)
    if holds is Holds.WHOLE:
        return amounts.reader(amounts.measured(column), factor)
    if column.refers == "agencies":
        return _chosen(column)
    readers = {
        Holds.IDENTIFIER: texts.read_identifier,
        Holds.TEXT: _text_reader(column),
        Holds.YEAR: years.read_year,
        Holds.IDENTIFIERS: lists.reader(texts.read_identifier, lists.at_semicolons),
    }
    return readers.get(holds) or _chosen(column)


def _text_reader(column: Column) -> Read:
    if column == TABLES["participants"].column("name"):
        return texts.read_ikm
    return _TEXTS.get(column.field, texts.read_name)


def _chosen(column: Column) -> Read:
    """Return the function that reads a column for which our forms offer a list."""
    if column.vocabulary is not None:
        words = terms.words_of(column.vocabulary)
        term = terms.reader(column.vocabulary)
        return _choosing(column, term, "several_terms", lambda text: fold(text) in words)
    if column.refers == "agencies":
        surely = names.read_agency_surely
        return _choosing(column, names.read_agency, "several_agencies", names.is_agency, surely)
    if column.holds is Holds.PROVINCE:
        return choices.reader(names.read_province, "several_provinces")
    code = names.read_code_or_area if column.holds.many else names.read_code
    return _choosing(column, code, "several_regencies", names.is_regency)


def _choosing(
    column: Column,
    read: Read,
    several: str,
    is_item: Callable[[str], bool],
    read_piece: Read | None = None,
) -> Read:
    """Return the function that reads one choice or, in a column of lists, several."""
    one = choices.reader(read, several)
    if not column.holds.many:
        return one
    piece = None if read_piece is None else choices.reader(read_piece, several)
    return lists.reader(one, lists.with_words(lambda text: is_item(choices.meaning(text))), piece)
