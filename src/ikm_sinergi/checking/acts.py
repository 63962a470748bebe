"""What a finding is about, as far as a dispensation may name it, and the days of the act.

Each of them is known, or may be one of several: an id has different contents, a row was rejected,
a field could not be read. A dispensation is then weighed against every one.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, product
from typing import Any, Final, Generic, TypeVar, cast

from attrs import evolve, frozen

from ikm_sinergi.domain.entities import (
    Grant,
    Participant,
    Participation,
    Program,
    Result,
    Sale,
)
from ikm_sinergi.domain.fields import FIRST_DAY, LAST_DAY
from ikm_sinergi.judgement import Subject
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import Gaps
from ikm_sinergi.records.gaps.gap import Gap
from ikm_sinergi.reference.approval import Days, days_of
from ikm_sinergi.reference.policy import Policy

_T = TypeVar("_T")


@frozen(eq=False)
class Options(Generic[_T]):
    """What a part of an act may be: nothing if it has none, None is anything.

    `gap` is why it is not one alone.
    """

    each: Sequence[_T | None] = ()
    gap: Gap | None = None

    def ask(self, holds: Callable[[_T], bool]) -> bool | Gap:
        """Return whether something holds of whichever it is, or why that is not known."""
        found = {None if one is None else holds(one) for one in self.each}
        return cast("Gap", self.gap) if None in found or len(found) > 1 else True in found


@frozen(eq=False)
class Act:
    """What a finding's subject has that a dispensation may name, and the days of the act.

    `others` are ids that may be the same IKM.
    """

    participant: Options[str]
    program: Options[str]
    regencies: Options[Sequence[str]]
    others: AbstractSet[str]
    days: Options[Days]
    policy: Policy

    def named(self) -> Mapping[str, AbstractSet[str] | None]:
        """Return what a dispensation may hold in each field to name it; None is anything."""
        codes = ((None,) if one is None else one for one in self.regencies.each)
        return {
            "participant": _all((*self.participant.each, *self.others)),
            "program": _all(self.program.each),
            "regency": _all(chain.from_iterable(codes)),
        }


def _one(identifier: str | None) -> Options[str]:
    return Options(() if identifier is None else [identifier])


def _all(each: Iterable[str | None]) -> AbstractSet[str] | None:
    found = set(each)
    return None if None in found else cast("set[str]", found)


_ANY_DAY: Final = (None, FIRST_DAY, LAST_DAY)
"""What a day that could not be read may be, at its ends: not stated, or any."""


class Acts:
    """The acts that findings about some records speak of."""

    def __init__(self, records: Records, gaps: Gaps, as_of: dt.date | None) -> None:
        """Take the records, and their gaps on a day."""
        self._records = records
        self._gaps = gaps
        self._as_of = as_of

    def of(self, subject: Subject, year: int, policy: Policy) -> Act:
        """Return the act that a finding of a year speaks of.

        The regency of a participation is its participant's, that of a grant or sale its program's.
        """
        participant, program = self._named(subject)
        if "regency" in subject.keys:
            regencies = Options[Sequence[str]]([(subject.keys["regency"],)])
        elif isinstance(subject.record, Program | Grant | Sale):
            regencies = self._places("programs", program, "regencies")
        else:
            regencies = self._places("participants", participant, "regency")
        ids = [one for one in participant.each if one]
        others = frozenset(chain.from_iterable(map(self._gaps.aliases.of, ids)))
        days = self._days(program, year)
        return Act(participant, program, regencies, others, days, policy)

    def _named(self, subject: Subject) -> tuple[Options[str], Options[str]]:
        """Return the participant and the program that a finding's subject has."""
        record = subject.record
        if isinstance(record, Grant):
            return self._granted(record)
        participant = program = None
        if isinstance(record, Participation | Result):
            participant = record.participant
        if isinstance(record, Participation | Sale):
            program = record.program
        if isinstance(record, Program):
            program = record.id
        if isinstance(record, Participant):
            participant = record.id
        if subject.of == "participants":
            participant = subject.keys["id"]
        return _one(participant), _one(program)

    def _granted(self, grant: Grant) -> tuple[Options[str], Options[str]]:
        """Return whom equipment went to, and the program with which it did."""
        grants = self._standing("grants", Options([grant.id]))
        contents = grants.each or [grant]
        gap = grants.gap or self._gaps.unread(grant, "recipient")
        recipients = [one and self._recipient(one) for one in contents]
        return Options(recipients, gap), Options([one and one.program for one in contents], gap)

    def _recipient(self, grant: Grant) -> str | None:
        """Return the recipient of a grant, "" if that is the group."""
        return None if self._records.unreadable(grant, "recipient") else grant.recipient or ""

    def _standing(self, table: str, ids: Options[str]) -> Options[Any]:
        """Return what may stand under ids: each content, and None for a row that was rejected."""
        records, gap = self._records, ids.gap
        found: list[Any] = [None] if None in ids.each else []
        for one in filter(None, ids.each):
            known = records.by_id(table).get(one)
            found += records.ambiguous(table).get(one, ()) if known is None else [known]
            found += [None] if one in self._gaps.rejected(table) else []
            gap = gap or self._gaps.named(table, one)
        return Options(found, gap)

    def _places(self, table: str, ids: Options[str], field: str) -> Options[Sequence[str]]:
        """Return the regencies of what stands under ids; nobody knows those of an unknown one."""
        standing = self._standing(table, ids)
        if not ids.each:
            return Options()
        places: list[Sequence[str] | None] = []
        gap = standing.gap
        for one in standing.each or (None,):
            code = one and getattr(one, field)
            places.append((code,) if isinstance(code, str) else code)
            gap = gap or (one and self._gaps.unread(one, field))
        return Options(places, gap or Gap("not_stated", {"field": field}))

    def _days(self, program: Options[str], year: int) -> Options[Days]:
        """Return the days of an act: those of its program where both are stated, else its year."""
        standing = self._standing("programs", program)
        if not standing.each:
            return Options([days_of(year, None, self._as_of)])
        days: list[Days | None] = []
        fields: list[str] = []
        for one in standing.each:
            unread = [
                name for name in ("starts", "ends") if one and self._records.unreadable(one, name)
            ]
            days += [None] if one is None else self._spans(one, unread, year)
            fields += unread
        gap = standing.gap or Gap("unreadable_field", {"field": tuple(dict.fromkeys(fields))})
        return Options(days, gap)

    def _spans(self, program: Program, unread: Sequence[str], year: int) -> Sequence[Days]:
        """Return the days that a program may have, at the ends of what could not be read.

        All of them together are the last: who is in force on some day of each of the others is so
        on some day of any between them, and who is on no day of all of them is on none of any.
        """
        if not unread:
            return [days_of(year, program, self._as_of)]
        starts, ends = (
            _ANY_DAY if name in unread else (getattr(program, name),) for name in ("starts", "ends")
        )
        found = [
            days_of(year, evolve(program, starts=first, ends=last), self._as_of)
            for first, last in product(starts, ends)
        ]
        return [*found, (min(found)[0], max(last for _, last in found))]
