"""IKM504 second-grant."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, combinations, combinations_with_replacement, product
from types import EllipsisType
from typing import TypeAlias

from attrs import frozen

from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, Why, rule, why_of
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.rules.subjects import CANCELLED, duplicate, ikm, rejected, unreadable
from ikm_sinergi.words.language import Text


@rule(
    "IKM504",
    Severity.NOTE,
    unit="participant and year",
    sources=("practice",),
    since="0.1.0",
    by_policy=True,
    off=True,
    message=Text(
        "{participant} received equipment more than once in {year} ({grants})",
        "{participant} menerima bantuan alat lebih dari satu kali pada tahun {year} ({grants})",
    ),
    remedy=Text(
        "Check whether the second grant is meant; many offices refuse one.",
        "Pastikan bahwa bantuan alat yang kedua memang dimaksudkan; banyak instansi menolaknya.",
    ),
)
def second_grant(records: Records, context: Context) -> Judgement:
    received = _received(records, context)
    for (recipient, year), grants in received.items():
        sure = {one.handovers for one in grants if one.why is None}
        if any(_are_two(one, other) for one, other in combinations(sure, 2)):
            ids = tuple(sorted(one.id for one in grants if one.why is None))
            values = {"participant": recipient, "year": year, "grants": ids}
            yield Violation(ikm(records, recipient), year, values)
            continue
        why = _why_second(grants)
        if why is None and recipient in gaps_of(records).rejected("grants", "recipient"):
            why = rejected("grants")
        if why is not None:
            yield Doubt(why, Subject("participants", {"id": recipient}), year)
    return len(received)


_Handover: TypeAlias = tuple[str, dt.date | EllipsisType | None]
"""The program of a grant and its day: None is not stated, `...` could not be read."""


@frozen(eq=False)
class _Received:
    """A grant that an IKM received in a year, or may have, by each of its contents."""

    id: str
    handovers: frozenset[_Handover]
    why: Why | None


def _are_two(some: AbstractSet[_Handover], others: AbstractSet[_Handover]) -> bool:
    """Whether two grants surely were handed over apart: in two programs, or on two days."""
    return all(
        program != other or (isinstance(day, dt.date) and isinstance(on, dt.date) and day != on)
        for (program, day), (other, on) in product(some, others)
    )


def _may_be_two(some: AbstractSet[_Handover], others: AbstractSet[_Handover]) -> bool:
    """Whether two grants may have been handed over apart."""
    return any(
        program != other or (None not in {day, on} and (day != on or day is ...))
        for (program, day), (other, on) in product(some, others)
    )


def _why_second(grants: Sequence[_Received]) -> Why | None:
    """Return why one of these grants may be a second one."""
    several = Counter((one.handovers, one.why) for one in grants)
    for pair in combinations_with_replacement(several, 2):
        (some, why), (others, other) = pair
        if (pair[0] is not pair[1] or several[pair[0]] > 1) and _may_be_two(some, others):
            unread_day = any(day is ... for _, day in some | others)
            return (
                why or other or (unreadable("handed_over") if unread_day else duplicate("grants"))
            )
    return None


def _received(records: Records, context: Context) -> Mapping[tuple[str, int], Sequence[_Received]]:
    """Return the grants of each recipient and year, those that may be among them too."""
    found: defaultdict[tuple[str, int], list[_Received]] = defaultdict(list)
    years: dict[str, Mapping[int, Why | None]] = {}
    set_aside = gaps_of(records).rejected("grants")
    single = ((one,) for one in records.by_id("grants").values())
    for contents in chain(single, records.ambiguous("grants").values()):
        handovers: defaultdict[tuple[str, int], list[_Handover]] = defaultdict(list)
        whys: dict[tuple[str, int], Why] = {}
        for grant in contents:
            if grant.recipient is None or grant.recipient in context.strangers:
                continue
            if grant.program not in years:
                years[grant.program] = _years(records, context, grant.program)
            unread_day = records.unreadable(grant, "handed_over")
            for year, why in years[grant.program].items():
                key = grant.recipient, year
                handovers[key].append((grant.program, ... if unread_day else grant.handed_over))
                if why is not None:
                    whys[key] = why
        identifier = contents[0].id
        for key, one in handovers.items():
            why = rejected("grants") if identifier in set_aside else whys.get(key)
            if len(one) < len(contents):
                why = duplicate("grants")
            found[key].append(_Received(identifier, frozenset(one), why))
    return found


def _years(records: Records, context: Context, identifier: str) -> Mapping[int, Why | None]:
    """Return the judged years of which a program is, or why it may be of them."""
    gaps, found = gaps_of(records), dict[int, Why | None]()
    contents = () if identifier in context.foreign else gaps.contents(identifier)
    for year in context.policies:
        live = [one for one in contents if one.of_year((year,)) and one.status is not CANCELLED]
        sure = [one for one in live if one.record and not gaps.unread(one.record, "status")]
        if live:
            gap = next((one.gap for one in contents if one.gap is not None), None)
            found[year] = None if gap is None or len(sure) == len(contents) else why_of(gap)
    return found
