"""The entities of a coaching program for small and medium industries (IKM).

Every entity is a frozen, slotted, keyword-only attrs class that refers to others by id, so that
a table of them fits CSV, Excel, JSON, a database and a data frame alike. Units everywhere: years
are fiscal years (1 January to 31 December, UU 17/2003 Art. 4) from 1945 to 2100, days lie between
1945-08-17 and 2100-12-31, money is whole rupiah, regencies are Kemendagri codes ("73.06"), ids
are 1-64 printable characters without blanks at the ends. None means *not stated*, which is
neither zero nor empty. A value that its field cannot hold raises `InvalidValueError`.

The validator of a field is its column: the tables are made of them.
"""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final, TypeVar

from attrs import Attribute, field, frozen

from ikm_sinergi.domain.column import Column, Holds
from ikm_sinergi.domain.identifiers import masked_repr
from ikm_sinergi.domain.terms import Measure, ParticipationStatus, ProgramKind, ProgramStatus, Side
from ikm_sinergi.errors import InvalidValueError
from ikm_sinergi.words.language import Text

_ID: Final = Column(Holds.IDENTIFIER)
_TEXT: Final = Column(Holds.TEXT)
_YEAR: Final = Column(Holds.YEAR)
_DAY: Final = Column(Holds.DAY)
_WHOLE: Final = Column(Holds.WHOLE)
_REGENCY: Final = Column(Holds.CODE)
_PROGRAM: Final = Column(Holds.IDENTIFIER, refers="programs")
_PARTICIPANT: Final = Column(Holds.IDENTIFIER, refers="participants")
_AGENCY: Final = Column(Holds.IDENTIFIER, refers="agencies")

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


def _terms(vocabulary: type[_Term], values: Iterable[str]) -> tuple[_Term, ...]:
    if isinstance(values, str):
        return values  # type: ignore[return-value]  # the validator refuses it by name
    return tuple([_term(vocabulary, value) for value in values])


def _to_kinds(values: Iterable[str]) -> tuple[ProgramKind, ...]:
    return _terms(ProgramKind, values)


def _to_sides(values: Iterable[str]) -> tuple[Side, ...]:
    return _terms(Side, values)


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

    name: str | None = field(
        default=None, validator=Column(Holds.TEXT, personal=True), repr=masked_repr
    )
    nik: str | None = field(
        default=None, validator=Column(Holds.DIGITS, personal=True), repr=masked_repr
    )


def _maybe_owner(_entity: object, attribute: "Attribute[Any]", value: object) -> None:
    if value is not None and type(value) is not Owner:
        raise InvalidValueError(attribute.name, "not_object", Text.of("not_object").en)


@frozen(kw_only=True)
class Program:
    """One activity of one fiscal year.

    `regencies` are those whose IKM are served, never the venue; `commodity` is the product, not
    the skill; `lead` and `partners` are agency ids; `continues` is the id of an earlier program.
    """

    id: str = field(validator=_ID)
    year: int = field(validator=_YEAR)
    kind: ProgramKind = field(converter=_to_kind, validator=Column(Holds.TERM, ProgramKind))
    title: str = field(validator=_TEXT)
    lead: str | None = field(default=None, validator=_AGENCY)
    partners: tuple[str, ...] | None = field(
        default=None,
        converter=_to_names_or_none,
        validator=Column(Holds.IDENTIFIERS, refers="agencies"),
    )
    regencies: tuple[str, ...] | None = field(
        default=None, converter=_to_names_or_none, validator=Column(Holds.CODES)
    )
    commodity: str | None = field(default=None, validator=_TEXT)
    starts: dt.date | None = field(default=None, validator=_DAY)
    ends: dt.date | None = field(default=None, validator=_DAY)
    status: ProgramStatus | None = field(
        default=None, converter=_to_program_status, validator=Column(Holds.TERM, ProgramStatus)
    )
    continues: str | None = field(default=None, validator=_PROGRAM)
    note: str | None = field(default=None, validator=_TEXT)


@frozen(kw_only=True)
class Participant:
    """An IKM: an enterprise, not a person.

    `workers` is a head count, `investment` whole rupiah without land and building (Permenperin
    64/2016), `nib` the 13-digit business number as text.
    """

    id: str = field(validator=_ID)
    name: str = field(validator=Column(Holds.TEXT, labelled="ikm_name"))
    regency: str | None = field(default=None, validator=_REGENCY)
    commodity: str | None = field(default=None, validator=_TEXT)
    nib: str | None = field(default=None, validator=Column(Holds.DIGITS))
    workers: int | None = field(default=None, validator=_WHOLE)
    investment: int | None = field(default=None, validator=_WHOLE)
    owner: Owner | None = field(default=None, validator=_maybe_owner)
    note: str | None = field(default=None, validator=_TEXT)


@frozen(kw_only=True)
class Participation:
    """One participant in one program. Its fiscal year is the program's, whatever `completed_on`."""

    participant: str = field(validator=_PARTICIPANT)
    program: str = field(validator=_PROGRAM)
    status: ParticipationStatus | None = field(
        default=None,
        converter=_to_participation_status,
        validator=Column(Holds.TERM, ParticipationStatus),
    )
    completed_on: dt.date | None = field(default=None, validator=_DAY)
    note: str | None = field(default=None, validator=_TEXT)


@frozen(kw_only=True)
class Grant:
    """Equipment handed over with a program (S7).

    `value` is whole rupiah, `quantity` a count; `recipient` is a participant id, None the group.
    """

    id: str = field(validator=_ID)
    program: str = field(validator=_PROGRAM)
    item: str = field(validator=_TEXT)
    quantity: int | None = field(default=None, validator=_WHOLE)
    value: int | None = field(default=None, validator=Column(Holds.WHOLE, labelled="grant_value"))
    recipient: str | None = field(default=None, validator=_PARTICIPANT)
    handed_over: dt.date | None = field(default=None, validator=_DAY)
    note: str | None = field(default=None, validator=_TEXT)


@frozen(kw_only=True)
class Sale:
    """What was sold at a market program (S11): `amount` in whole rupiah, by one retailer."""

    program: str = field(validator=_PROGRAM)
    retailer: str | None = field(default=None, validator=_TEXT)
    amount: int | None = field(default=None, validator=_WHOLE)
    note: str | None = field(default=None, validator=_TEXT)


@frozen(kw_only=True)
class Result:
    """What a participant came to in a fiscal year, in one measure (S12, S14).

    `value` is whole rupiah for values of production and sales, a count for the others.
    """

    participant: str = field(validator=_PARTICIPANT)
    year: int = field(validator=_YEAR)
    measure: Measure = field(converter=_to_measure, validator=Column(Holds.TERM, Measure))
    value: int = field(validator=_WHOLE)


@frozen(kw_only=True)
class Dispensation:
    """A recorded, dated exception to one rule in one year for one subject.

    Exactly one of `participant`, `program` and `regency` says whom it is for; anything else
    raises `InvalidValueError`.
    """

    id: str = field(validator=_ID)
    rule: str = field(validator=_ID)
    year: int = field(validator=_YEAR)
    participant: str | None = field(
        default=None, validator=Column(Holds.IDENTIFIER, refers="participants", decides=True)
    )
    program: str | None = field(
        default=None, validator=Column(Holds.IDENTIFIER, refers="programs", decides=True)
    )
    regency: str | None = field(default=None, validator=Column(Holds.CODE, decides=True))
    reason: str = field(validator=_TEXT)
    requested_by: str | None = field(default=None, validator=_AGENCY)
    approved_by: str = field(validator=_AGENCY)
    decided_on: dt.date = field(validator=_DAY)
    expires: dt.date = field(validator=_DAY)

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

    id: str = field(validator=_ID)
    name: str = field(validator=_TEXT)
    short_name: str = field(validator=_TEXT)
    sides: tuple[Side, ...] = field(converter=_to_sides, validator=Column(Holds.TERMS, Side))
    leads: tuple[ProgramKind, ...] = field(
        default=(), converter=_to_kinds, validator=Column(Holds.TERMS, ProgramKind)
    )
    branch_of: str | None = field(default=None, validator=_AGENCY)
    formerly: tuple[str, ...] = field(
        default=(), converter=_to_names, validator=Column(Holds.IDENTIFIERS)
    )
    province: str | None = field(default=None, validator=Column(Holds.PROVINCE))


Entity = Program | Participant | Participation | Grant | Sale | Result | Dispensation | Agency
"""A record: a row of any table."""
