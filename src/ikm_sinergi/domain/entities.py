"""The entities of a coaching program for small and medium industries (IKM).

Every entity is a frozen, slotted, keyword-only attrs class that refers to others by id, so that
a table of them fits CSV, Excel, JSON, a database and a data frame alike. Units everywhere: years
are fiscal years (1 January to 31 December, UU 17/2003 Art. 4) from 1945 to 2100, days lie between
1945-08-17 and 2100-12-31, money is whole rupiah, regencies are Kemendagri codes ("73.06"), ids
are 1-64 printable characters without blanks at the ends. None means *not stated*, which is
neither zero nor empty. A value that its field cannot hold raises `InvalidValueError`.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, Final, TypeVar

from attrs import Attribute, field, frozen

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
from ikm_sinergi.domain.identifiers import masked_repr
from ikm_sinergi.domain.names import no_term
from ikm_sinergi.domain.terms import Measure, ParticipationStatus, ProgramKind, ProgramStatus, Side
from ikm_sinergi.errors import InvalidValueError
from ikm_sinergi.words.language import Text

__all__ = [
    "Agency",
    "Dispensation",
    "Entity",
    "Grant",
    "Owner",
    "Participant",
    "Participation",
    "Program",
    "Result",
    "Sale",
]

_Validator = Callable[[Any, "Attribute[Any]", Any], None]


def _holds(why_not: WhyNot, vocabulary: type[StrEnum] | None = None) -> _Validator:
    def validate(_entity: object, attribute: "Attribute[Any]", value: object) -> None:
        reason = why_not(value)
        if reason is not None:
            words = NOT_A_DATE if reason == "not_day" else Text.of(reason).en
            words = words if vocabulary is None else no_term(vocabulary, value)
            raise InvalidValueError(attribute.name, reason, words)

    return validate


NOT_A_DATE: Final = "is not a datetime.date"
"""What a file writes YYYY-MM-DD is an object here."""


def _may_hold(why_not: WhyNot, vocabulary: type[StrEnum] | None = None) -> _Validator:
    holds = _holds(why_not, vocabulary)

    def validate(entity: object, attribute: "Attribute[Any]", value: object) -> None:
        if value is not None:
            holds(entity, attribute, value)

    return validate


_identifier, _maybe_identifier = _holds(why_not_identifier), _may_hold(why_not_identifier)

_text, _maybe_text = _holds(why_not_text), _may_hold(why_not_text)

_maybe_personal = _may_hold(why_not_personal)

_year = _holds(why_not_year)

_day, _maybe_day = _holds(why_not_day), _may_hold(why_not_day)

_whole, _maybe_whole = _holds(why_not_whole), _may_hold(why_not_whole)

_maybe_code = _may_hold(why_not_code)

_maybe_province = _may_hold(why_not_province)

_kind = _holds(why_not_choice(ProgramKind), ProgramKind)

_maybe_program_status = _may_hold(why_not_choice(ProgramStatus), ProgramStatus)

_maybe_participation_status = _may_hold(why_not_choice(ParticipationStatus), ParticipationStatus)

_measure = _holds(why_not_choice(Measure), Measure)

_kinds = _holds(why_not_list(why_not_choice(ProgramKind)))

_sides = _holds(why_not_list(why_not_choice(Side)))

_identifiers = _holds(why_not_list(why_not_identifier))

_maybe_identifiers = _may_hold(why_not_list(why_not_identifier))

_maybe_codes = _may_hold(why_not_list(why_not_code))

_Term = TypeVar("_Term", bound=StrEnum)


def _term(vocabulary: type[_Term], value: str) -> _Term:
    if type(value) is vocabulary:
        return value
    try:
        return vocabulary(value)
    except ValueError:
        return value  # type: ignore[return-value]  # the validator refuses it by name


def _to_kind(value: str) -> ProgramKind:
    return _term(ProgramKind, value)


def _to_measure(value: str) -> Measure:
    return _term(Measure, value)


def _to_program_status(value: str | None) -> ProgramStatus | None:
    return None if value is None else _term(ProgramStatus, value)


def _to_participation_status(value: str | None) -> ParticipationStatus | None:
    return None if value is None else _term(ParticipationStatus, value)


def _to_kinds(values: Iterable[str]) -> tuple[ProgramKind, ...]:
    if isinstance(values, str):
        return values  # type: ignore[return-value]  # the validator refuses it by name
    return tuple([_term(ProgramKind, value) for value in values])


def _to_sides(values: Iterable[str]) -> tuple[Side, ...]:
    if isinstance(values, str):
        return values  # type: ignore[return-value]  # the validator refuses it by name
    return tuple([_term(Side, value) for value in values])


def _to_names(values: Iterable[str]) -> tuple[str, ...]:
    if isinstance(values, str):
        return values  # type: ignore[return-value]  # the validator refuses it by name
    return tuple(values)


def _to_names_or_none(values: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if values is None else _to_names(values)


@frozen(kw_only=True)
class Owner:
    """The person behind an enterprise: personal data (UU 27/2022), masked wherever it is shown.

    What `masked` made of it is no data any more, and refused.
    """

    name: str | None = field(default=None, validator=_maybe_personal, repr=masked_repr)
    nik: str | None = field(default=None, validator=_maybe_personal, repr=masked_repr)


def _maybe_owner(_entity: object, attribute: "Attribute[Any]", value: object) -> None:
    if value is not None and type(value) is not Owner:
        raise InvalidValueError(attribute.name, "not_object", Text.of("not_object").en)


@frozen(kw_only=True)
class Program:
    """One activity of one fiscal year.

    `regencies` are those whose IKM are served, never the venue; `commodity` is the product, not
    the skill; `lead` and `partners` are agency ids; `continues` is the id of an earlier program.
    """

    id: str = field(validator=_identifier)
    year: int = field(validator=_year)
    kind: ProgramKind = field(converter=_to_kind, validator=_kind)
    title: str = field(validator=_text)
    lead: str | None = field(default=None, validator=_maybe_identifier)
    partners: tuple[str, ...] | None = field(
        default=None, converter=_to_names_or_none, validator=_maybe_identifiers
    )
    regencies: tuple[str, ...] | None = field(
        default=None, converter=_to_names_or_none, validator=_maybe_codes
    )
    commodity: str | None = field(default=None, validator=_maybe_text)
    starts: dt.date | None = field(default=None, validator=_maybe_day)
    ends: dt.date | None = field(default=None, validator=_maybe_day)
    status: ProgramStatus | None = field(
        default=None, converter=_to_program_status, validator=_maybe_program_status
    )
    continues: str | None = field(default=None, validator=_maybe_identifier)
    note: str | None = field(default=None, validator=_maybe_text)


@frozen(kw_only=True)
class Participant:
    """An IKM: an enterprise, not a person.

    `workers` is a head count, `investment` whole rupiah without land and building (Permenperin
    64/2016), `nib` the 13-digit business number as text.
    """

    id: str = field(validator=_identifier)
    name: str = field(validator=_text)
    regency: str | None = field(default=None, validator=_maybe_code)
    commodity: str | None = field(default=None, validator=_maybe_text)
    nib: str | None = field(default=None, validator=_maybe_text)
    workers: int | None = field(default=None, validator=_maybe_whole)
    investment: int | None = field(default=None, validator=_maybe_whole)
    owner: Owner | None = field(default=None, validator=_maybe_owner)
    note: str | None = field(default=None, validator=_maybe_text)


@frozen(kw_only=True)
class Participation:
    """One participant in one program. Its fiscal year is the program's, whatever `completed_on`."""

    participant: str = field(validator=_identifier)
    program: str = field(validator=_identifier)
    status: ParticipationStatus | None = field(
        default=None, converter=_to_participation_status, validator=_maybe_participation_status
    )
    completed_on: dt.date | None = field(default=None, validator=_maybe_day)
    note: str | None = field(default=None, validator=_maybe_text)


@frozen(kw_only=True)
class Grant:
    """Equipment handed over with a program (S7).

    `value` is whole rupiah, `quantity` a count; `recipient` is a participant id, None the group.
    """

    id: str = field(validator=_identifier)
    program: str = field(validator=_identifier)
    item: str = field(validator=_text)
    quantity: int | None = field(default=None, validator=_maybe_whole)
    value: int | None = field(default=None, validator=_maybe_whole)
    recipient: str | None = field(default=None, validator=_maybe_identifier)
    handed_over: dt.date | None = field(default=None, validator=_maybe_day)
    note: str | None = field(default=None, validator=_maybe_text)


@frozen(kw_only=True)
class Sale:
    """What was sold at a market program (S11): `amount` in whole rupiah, by one retailer."""

    program: str = field(validator=_identifier)
    retailer: str | None = field(default=None, validator=_maybe_text)
    amount: int | None = field(default=None, validator=_maybe_whole)
    note: str | None = field(default=None, validator=_maybe_text)


@frozen(kw_only=True)
class Result:
    """What a participant came to in a fiscal year, in one measure (S12, S14).

    `value` is whole rupiah for values of production and sales, a count for the others.
    """

    participant: str = field(validator=_identifier)
    year: int = field(validator=_year)
    measure: Measure = field(converter=_to_measure, validator=_measure)
    value: int = field(validator=_whole)


@frozen(kw_only=True)
class Dispensation:
    """A recorded, dated exception to one rule in one year for one subject.

    Exactly one of `participant`, `program` and `regency` says whom it is for; anything else
    raises `InvalidValueError`.
    """

    id: str = field(validator=_identifier)
    rule: str = field(validator=_identifier)
    year: int = field(validator=_year)
    participant: str | None = field(default=None, validator=_maybe_identifier)
    program: str | None = field(default=None, validator=_maybe_identifier)
    regency: str | None = field(default=None, validator=_maybe_code)
    reason: str = field(validator=_text)
    requested_by: str | None = field(default=None, validator=_maybe_identifier)
    approved_by: str = field(validator=_identifier)
    decided_on: dt.date = field(validator=_day)
    expires: dt.date = field(validator=_day)

    def __attrs_post_init__(self) -> None:
        """Refuse a dispensation for nobody, and one for two subjects."""
        if (self.participant, self.program, self.regency).count(None) != 2:  # noqa: PLR2004  # one
            reason = "one_subject"
            subjects = "participant, program, regency"
            raise InvalidValueError(subjects, reason, Text.of(reason).en)


@frozen(kw_only=True)
class Agency:
    """An office or organisation: its sides and the kinds of program its mandate lets it lead.

    A branch ("Dekranasda Kab. Wajo") names its parent in `branch_of` and counts as the parent;
    `formerly` lists earlier ids. `leads` empty means that its mandate is not stated. `province`
    is the Kemendagri code of the province that it works for ("73").
    """

    id: str = field(validator=_identifier)
    name: str = field(validator=_text)
    short_name: str = field(validator=_text)
    sides: tuple[Side, ...] = field(converter=_to_sides, validator=_sides)
    leads: tuple[ProgramKind, ...] = field(default=(), converter=_to_kinds, validator=_kinds)
    branch_of: str | None = field(default=None, validator=_maybe_identifier)
    formerly: tuple[str, ...] = field(default=(), converter=_to_names, validator=_identifiers)
    province: str | None = field(default=None, validator=_maybe_province)


Entity = Program | Participant | Participation | Grant | Sale | Result | Dispensation | Agency
"""A record: a row of any table."""
