"""What the columns of the tables hold; as validators of their fields they refuse anything else.

Reading, writing, templates and schemas all follow them; nothing else knows what a field may hold.
"""

from enum import Enum
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from attrs import Attribute, frozen

from ikm_sinergi.domain.fields import (
    WhyNot,
    why_not_choice,
    why_not_code,
    why_not_day,
    why_not_identifier,
    why_not_list,
    why_not_personal,
    why_not_province,
    why_not_text,
    why_not_whole,
    why_not_year,
)
from ikm_sinergi.domain.names import no_term
from ikm_sinergi.domain.terms import Term
from ikm_sinergi.errors import InvalidValueError
from ikm_sinergi.words.language import Text


class Holds(Enum):
    """What the cells of a column hold."""

    IDENTIFIER = "identifier"
    TEXT = "text"
    YEAR = "year"
    DAY = "day"
    WHOLE = "whole"
    CODE = "code"
    PROVINCE = "province"
    DIGITS = "digits"
    TERM = "term"
    IDENTIFIERS = "identifiers"
    CODES = "codes"
    TERMS = "terms"

    @property
    def many(self) -> bool:
        """Whether a cell is a list; in CSV and Excel its items are separated by ";"."""
        return self is Holds.IDENTIFIERS or self is Holds.CODES or self is Holds.TERMS


_WHY_NOT: Final = MappingProxyType(
    {
        Holds.IDENTIFIER: why_not_identifier,
        Holds.IDENTIFIERS: why_not_identifier,
        Holds.TEXT: why_not_text,
        Holds.DIGITS: why_not_text,
        Holds.YEAR: why_not_year,
        Holds.DAY: why_not_day,
        Holds.WHOLE: why_not_whole,
        Holds.CODE: why_not_code,
        Holds.CODES: why_not_code,
        Holds.PROVINCE: why_not_province,
    }
)

NOT_A_DATE: Final = "is not a datetime.date"
"""What a file writes YYYY-MM-DD is an object here."""


@frozen
class Column:
    """One column, and the validator of its field.

    `field` is the name in the entity and in JSON, "owner.nik" for a field of the owner; `header`
    is the name in CSV and Excel. `vocabulary` is the closed list of a TERM or TERMS column,
    `refers` the table whose id the column names, `personal` marks data of a person, and a fault
    in a column that `decides` rejects the row although the cell may be empty: without it the row
    would say something else. `labelled` is the key of its label, if that is not the field.
    """

    holds: Holds
    vocabulary: type[Term] | None = None
    refers: str | None = None
    personal: bool = False
    decides: bool = False
    labelled: str | None = None
    field: str = ""
    required: bool = False

    @cached_property
    def _why_not(self) -> WhyNot:
        if self.vocabulary is not None:
            one = why_not_choice(self.vocabulary)
        else:
            one = why_not_personal if self.personal else _WHY_NOT[self.holds]
        return why_not_list(one) if self.holds.many else one

    def __call__(self, _entity: object, attribute: "Attribute[Any]", value: object) -> None:
        """Refuse what the column cannot hold; a field may be not stated if that is its default."""
        if value is None and attribute.default is None:
            return
        reason = self._why_not(value)
        if reason is not None:
            words = NOT_A_DATE if reason == "not_day" else Text.of(reason).en
            if self.vocabulary is not None and not self.holds.many:
                words = no_term(self.vocabulary, value)
            raise InvalidValueError(attribute.name, reason, words)

    @property
    def label(self) -> Text:
        """What people call the column."""
        return Text.of(f"columns.{self.labelled or self.field}")

    @property
    def header(self) -> str:
        """The name of the column in CSV and Excel."""
        return self.field.replace(".", "_")
