"""The rule about what was announced and is not planned (IKM404)."""

from collections.abc import Iterator, Mapping
from typing import Final

from ikm_sinergi.errors import UnknownAreaError
from ikm_sinergi.model import Program
from ikm_sinergi.phrases import Phrase
from ikm_sinergi.policy import Announcement, Policy
from ikm_sinergi.records import Records
from ikm_sinergi.rule import Context, Doubt, Evidence, Judgement, Violation, rule
from ikm_sinergi.rules.subjects import (
    Why,
    contested,
    covers,
    duplicate,
    not_known,
    rejected,
    unreadable,
)
from ikm_sinergi.vocabulary import Severity, Text

__all__ = ["RULES"]


@rule(
    "IKM404",
    Severity.WARNING,
    unit="announcement",
    sources=("S4", "S5", "S6", "S9", "S10"),
    since="0.1.0",
    message=Text(
        "what was announced for {year} as {announcement} ({what}) is not planned",
        "yang diumumkan untuk {year} sebagai {announcement} ({what}) belum direncanakan",
    ),
    remedy=Text(
        "Plan the program, or add it if it is missing from the records.",
        "Rencanakan programnya, atau lengkapi bila belum ada dalam data.",
    ),
)
def announced_not_planned(records: Records, context: Context) -> Judgement:
    """A program that was announced has no program in the records.

    **What it finds.** Each program on the policy's list of announcements that no program of the
    year matches in kind, place and commodity. Coaching whose method was not announced is met by
    any coaching, a market of no stated model by any market, an area by a program in any of its
    regencies; what was not announced plays no part. A program that may be the one, because it
    does not state its place or its commodity or is not settled in kind, leaves it undecided.

    **Why it matters.** What was announced is expected (S4-S6, S9, S10).

    **How to fix it.** Plan the program, or complete its record. An office that keeps the records
    of some regencies only asks for those (`scope`).
    """
    judged = 0
    for year, policy in context.policies.items():
        if "programs" not in records.given:
            continue
        for announcement in policy.announced_for(year):
            places = _places(context, announcement)
            if context.scope is not None and (places is None or places.isdisjoint(context.scope)):
                continue
            judged += 1
            yield from _look_for(records, context, policy, announcement, places)
    return judged


def _places(context: Context, announcement: Announcement) -> frozenset[str] | None:
    """Return the regencies of which the program may be in any, None if no place was announced."""
    if announcement.regency is not None:
        return frozenset({announcement.regency})
    if announcement.area is None:
        return None
    try:
        return frozenset(context.places.area(announcement.area).members)
    except UnknownAreaError:
        return frozenset()


def _look_for(
    records: Records,
    context: Context,
    policy: Policy,
    announcement: Announcement,
    places: frozenset[str] | None,
) -> Iterator[Violation | Doubt]:
    """Yield what is wrong with an announcement, unless a program is the one announced."""
    year, code = announcement.year, announcement.regency
    about = {"id": announcement.id, **({} if code is None else {"regency": code})}
    if places is not None and not places:
        values = {"area": announcement.area}
        yield Doubt("unknown_area", values, year=year, about=about, table="announcements")
        return
    likely: tuple[Why, Program] | None = None
    for program in sorted(records.programs_of(year), key=lambda program: program.id):
        if not _may_be(policy, announcement, places, program):
            continue
        why = _unsure(records, policy, announcement, places, program)
        if why is None:
            return
        likely = likely or (why, program)
    for versions in contested(records, year):
        for version in versions:
            if likely is None and _may_be(policy, announcement, places, version):
                likely = duplicate("programs"), version
    evidence: tuple[Evidence, ...] = ()
    why = None
    if likely is not None:
        why, program = likely
        evidence = (Evidence(program, Phrase("may_be_announced")),)
    elif _may_be_rejected(records, places):
        why = rejected("programs")
    if why is not None:
        yield Doubt(*why, year=year, evidence=evidence, about=about, table="announcements")
        return
    place = announcement.area if code is None else context.name_of(code)
    said = (announcement.kind, place, announcement.commodity, announcement.statement)
    values: Mapping[str, object] = {
        "announcement": announcement.id,
        "year": year,
        "what": tuple(part for part in said if part is not None),
    }
    yield Violation(year=year, values=values, about=about, table="announcements")


def _may_be(
    policy: Policy,
    announcement: Announcement,
    places: frozenset[str] | None,
    program: Program,
) -> bool:
    """Whether nothing that a program states speaks against its being the one announced."""
    kind, product = announcement.kind, announcement.commodity
    stated = None if program.commodity is None else policy.commodity(program.commodity)
    return (
        (kind is None or covers(kind, program.kind) or covers(program.kind, kind))
        and (
            places is None or program.regencies is None or not places.isdisjoint(program.regencies)
        )
        and (product is None or stated is None or stated == product)
    )


def _unsure(
    records: Records,
    policy: Policy,
    announcement: Announcement,
    places: frozenset[str] | None,
    program: Program,
) -> Why | None:
    """Return why a program that may be the one announced may also not be, None if it is."""
    if records.unreadable(program, "status"):
        return unreadable("status")
    if announcement.kind is not None and not covers(announcement.kind, program.kind):
        return "kind_not_settled", {}
    if places is not None and program.regencies is None:
        return not_known(records, program, "regencies")
    if announcement.commodity is not None:
        if program.commodity is None:
            return not_known(records, program, "commodity")
        if policy.commodity(program.commodity) is None:
            return "unknown_commodity", {"commodity": program.commodity}
    return None


def _may_be_rejected(records: Records, places: frozenset[str] | None) -> bool:
    """Whether a row that was rejected names one of the places, or is any program at all."""
    if places is None:
        return any(reject.table == "programs" for reject in records.rejects)
    return not places.isdisjoint(records.rejected("programs", "regencies"))


RULES: Final = (announced_not_planned,)
