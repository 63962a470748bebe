"""IKM206 apprenticeship-before-mentoring."""

import datetime as dt
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from itertools import permutations
from types import EllipsisType
from typing import Final

from attrs import frozen

from ikm_sinergi.domain.terms import ProgramKind, Severity
from ikm_sinergi.judgement import (
    Context,
    Doubt,
    Judgement,
    Subject,
    Violation,
    evidence_of,
    rule,
    why_of,
)
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import Gaps, gaps_of
from ikm_sinergi.records.gaps.gap import Gap, covers
from ikm_sinergi.records.gaps.taken import OwnStep
from ikm_sinergi.records.indexes import Roster
from ikm_sinergi.reference.policy import NEXT_STEPS
from ikm_sinergi.rules.subjects import Found, ikm
from ikm_sinergi.words.language import Text

MENTORING: Final = ProgramKind.MENTORING

APPRENTICESHIP: Final = ProgramKind.APPRENTICESHIP

ANY_DAY: Final[AbstractSet[dt.date | None]] = frozenset({None, dt.date.min, dt.date.max})


@rule(
    "IKM206",
    Severity.NOTE,
    unit="participant and year",
    sources=("S13",),
    since="0.1.0",
    by_policy=True,
    message=Text(
        "{participant} begins the apprenticeship {apprenticeship} on {first}, before the"
        " mentoring {mentoring} on {second}",
        "{participant} memulai magang {apprenticeship} pada tanggal {first},"
        " sebelum pendampingan {mentoring} pada tanggal {second}",
    ),
    remedy=Text(
        "Check the dates, or let the mentoring come first.",
        "Periksa tanggalnya atau dahulukan pendampingannya.",
    ),
)
def apprenticeship_before_mentoring(records: Records, context: Context) -> Judgement:
    judged = 0
    gaps = gaps_of(records, context.as_of)
    for year in context.policies:
        both = records.taking_part(year, MENTORING) & records.taking_part(year, APPRENTICESHIP)
        concerned = both - gaps.touched - context.strangers
        dated: list[tuple[dt.date, bool, str, Roster]] = []
        for roster in records.rosters_of(year, *NEXT_STEPS) if concerned else ():
            program = roster.program
            if program.starts is None:
                concerned -= roster.participants
            else:
                # On one day the mentoring goes first: only an earlier apprenticeship is found.
                place = (program.starts, program.kind is APPRENTICESHIP, program.id)
                dated.append((*place, roster))
        judged += len(concerned)
        in_order = [last for *_, last in sorted(dated)]
        odd = gaps.touched - context.strangers
        for participant in (*_apprenticed_first(concerned, in_order), *odd):
            found = _found(records, context, participant, year)
            if found is not ...:
                judged += participant in odd
                yield from () if found is None else (found,)
    return judged


def _apprenticed_first(concerned: AbstractSet[str], rosters: Iterable[Roster]) -> AbstractSet[str]:
    """Walk through the mentorings and apprenticeships in the order in which they start."""
    mentored: set[str] = set()
    found: set[str] = set()
    for roster in rosters:
        if roster.program.kind is APPRENTICESHIP:
            found |= (roster.participants - mentored) & concerned
        else:
            mentored |= roster.participants
    return found


@frozen(eq=False)
class _Begun:
    """What an IKM takes part in, or may (that is the gap): of these kinds, from one of these days.

    No day is one that is not stated; `unread` is why kinds and days are not known.
    """

    program: str
    kinds: AbstractSet[ProgramKind]
    days: AbstractSet[dt.date | None]
    gap: Gap | None
    unread: Gap | None

    @property
    def first(self) -> dt.date:
        """The first of its days."""
        return min(filter(None, self.days), default=dt.date.max)

    @property
    def last(self) -> dt.date:
        """The last of its days."""
        return max(filter(None, self.days), default=dt.date.max)


def _begun(records: Records, gaps: Gaps, step: OwnStep, year: int) -> _Begun:
    """Return what a step may be by each content of its program."""
    kinds, days = set[ProgramKind](), set[dt.date | None]()
    unread: Gap | None = None
    for content in gaps.contents(step.program or ""):
        if gaps.live(content, (year,), NEXT_STEPS) is False:
            continue
        kind, program = content.kind, content.record
        kinds.update(one for one in NEXT_STEPS if kind is None or covers(kind, one))
        unread = unread or content.gap
        if program is None or records.unreadable(program, "starts"):
            unread = unread or Gap("unreadable_field", {"field": "starts"})
            days |= ANY_DAY
        else:
            days.add(program.starts)
    return _Begun(step.program or "", kinds or {*NEXT_STEPS}, days or ANY_DAY, step.gap, unread)


def _found(records: Records, context: Context, participant: str, year: int) -> Found | EllipsisType:
    """Judge one by what it takes part in itself, if it is in both and each states its first day."""
    gaps = gaps_of(records, context.as_of)
    steps = gaps.own_steps(participant, (year,), NEXT_STEPS, completed=False)
    begun = [_begun(records, gaps, step, year) for step in steps]
    told = [one for one in begun if one.gap is None or one.gap.may_accuse]
    sure = [one for one in begun if one.gap is None]
    pairs = permutations(told, 2)
    if not any(APPRENTICESHIP in one.kinds and MENTORING in other.kinds for one, other in pairs):
        return ...
    if any(one.days == {None} for one in sure):
        return ...
    mentored = [one for one in sure if one.kinds == {MENTORING}]
    apprenticed = [one for one in sure if one.kinds == {APPRENTICESHIP}]
    earliest = min(one.first for one in told if APPRENTICESHIP in one.kinds)
    if any(one.last <= earliest for one in mentored):
        return None
    earliest = min(one.first for one in begun if MENTORING in one.kinds)
    before = [one for one in apprenticed if one.last < earliest]
    if before and mentored and not any(None in one.days for one in begun):
        gap = gaps.step(participant, (year,), NEXT_STEPS, completed=False, own=False)
    else:
        gap = next(why for one in begun if (why := one.gap or one.unread) is not None)
    if gap is not None:
        asked = {"year": year, "before": year, "kinds": NEXT_STEPS}
        subject = Subject("participants", {"id": participant})
        return Doubt(why_of(gap, context.name_of, **asked), subject, year, evidence_of(gap))
    first = min(before, key=lambda one: (one.last, one.program))
    second = min(mentored, key=lambda one: (one.first, one.program))
    values = {
        "participant": participant,
        "apprenticeship": first.program,
        "first": first.first,
        "mentoring": second.program,
        "second": second.first,
    }
    return Violation(ikm(records, participant), year, values)
