"""Cells of office files -> exact values: what a person would understand, and nothing else.

`reader` gives the function for a column. It returns the value of a clean cell; it raises
`Unreadable` with `repaired` if the cell had to be understood, so that the repair is told (IKM005),
and without it if a person could not know, with the readings. Cells come from a spreadsheet (every
number a float, days as days) or from CSV (every cell a text).
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from attrs import field, frozen

from ikm_sinergi.cells import Read, Unreadable, unmasked
from ikm_sinergi.office import amounts, choices, days, lists, names, terms, texts, years
from ikm_sinergi.tables import Column, Holds
from ikm_sinergi.values import fold

__all__ = ["Office", "reader", "stated"]

_FILLERS: Final = " \t\r\n\u00a0\ufeff-_.\u2010\u2011\u2012\u2013\u2014\u2015\u2026\u2212"
_ERROR: Final = re.compile(
    r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|#+)|Err:[0-9]{3}", re.IGNORECASE
)
_FREE: Final = frozenset({"note", "reason"})


def _in_order(factors: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(factors))


@frozen
class Office:
    """How the cells of one source are read: `factors` are the units of its headers, by field.

    >>> from ikm_sinergi.tables import TABLES
    >>> column = TABLES["participants"].column("investment")
    >>> try:
    ...     Office([("investment", 1000)]).reader(column)(70_000.0)
    ... except Unreadable as error:
    ...     print(error.reason, error.repaired)
    other_unit 70000000
    """

    factors: tuple[tuple[str, int], ...] = field(default=(), converter=_in_order)

    def reader(self, column: Column) -> Read:
        """Return the function that reads a cell of this column in this source."""
        return reader(column, dict(self.factors).get(column.field, 1))


def stated(value: Any) -> bool:
    """Whether a cell says anything: blanks, dashes and dotted lines do not, and are never zero.

    >>> stated(" - "), stated("0"), stated(0.0)
    (False, True, True)
    """
    if type(value) is str:
        return bool(value.strip(_FILLERS))
    return value is not None


def reader(column: Column, factor: int = 1) -> Read:
    """Return the function that reads a cell of this column, None if the cell states nothing.

    `factor` is the unit that the column's header names: 1000 for "Nilai (Rp.000)".

    >>> from ikm_sinergi.tables import TABLES
    >>> read = reader(TABLES["participants"].column("regency"))
    >>> read("73.13")
    '73.13'
    >>> try:
    ...     read("Kab. Wajo")
    ... except Unreadable as error:
    ...     print(error.reason, error.repaired)
    regency_name 73.13
    """
    read = _reader(column, factor)
    if column.personal:
        read = unmasked(read)

    def read_cell(value: Any) -> Any:
        if type(value) is str and (not value[:1].isalnum() or value.startswith("Err:")):
            if not value.strip(_FILLERS):
                return None
            if _ERROR.fullmatch(value):
                raise Unreadable("error_cell")
        return None if value is None else read(value)

    return read_cell


def _reader(column: Column, factor: int) -> Read:
    holds = column.holds
    if holds is Holds.DIGITS:
        return texts.read_nib if column.field == "nib" else texts.read_nik
    if holds is Holds.DAY:
        return days.reader(column.field)
    if holds is Holds.WHOLE:
        return amounts.reader(amounts.measured(column), factor)
    if column.refers == "agencies":
        return _chosen(column)
    readers = {
        Holds.IDENTIFIER: texts.read_identifier,
        Holds.TEXT: texts.read_note if column.field in _FREE else texts.read_name,
        Holds.YEAR: years.read_year,
        Holds.IDENTIFIERS: lists.reader(texts.read_identifier, lists.at_semicolons),
    }
    return readers.get(holds) or _chosen(column)


def _chosen(column: Column) -> Read:
    """Return the function that reads a column for which our forms offer a list."""
    if column.vocabulary is not None:
        words = terms.words_of(column.vocabulary)
        term = terms.reader(column.vocabulary)
        return _choosing(column, term, "several_terms", lambda text: fold(text) in words)
    if column.refers == "agencies":
        return _choosing(column, names.read_agency, "several_agencies", names.is_agency)
    code = names.read_code_or_area if column.holds.many else names.read_code
    return _choosing(column, code, "several_regencies", names.is_regency)


def _choosing(column: Column, read: Read, several: str, is_item: Callable[[str], bool]) -> Read:
    """Return the function that reads one choice or, in a column of lists, several."""
    one = choices.reader(read, several)
    if not column.holds.many:
        return one
    return lists.reader(one, lists.with_words(lambda text: is_item(choices.meaning(text))))
