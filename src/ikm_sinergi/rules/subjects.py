"""What several families of rules judge, and what leaves a subject in doubt."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, cast

from attrs import evolve

from ikm_sinergi.domain.entities import (
    Agency,
    Entity,
    Grant,
    Participant,
    Participation,
    Program,
    Sale,
)
from ikm_sinergi.domain.tables import key_of, table_of
from ikm_sinergi.domain.terms import ParticipationStatus, ProgramKind, ProgramStatus
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, Why
from ikm_sinergi.pathway import unsettled_program, years_told
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.indexes import Roster
from ikm_sinergi.reference.agency import Agencies
from ikm_sinergi.reference.policy import NEXT_STEPS

__all__ = [
    "CANCELLED",
    "UNSETTLED",
    "WITHDRAWN",
    "Found",
    "called",
    "contested",
    "counted",
    "covers",
    "disputed",
    "duplicate",
    "ikm",
    "items",
    "judged_year",
    "not_followed",
    "not_given",
    "not_known",
    "over_programs",
    "rejected",
    "short_name",
    "states",
    "unless_cancelled",
    "unread",
    "unreadable",
    "unreadable_rows",
    "unsure",
    "whose",
    "with_unreadable_status",
    "year_of",
]

CANCELLED: Final = ProgramStatus.CANCELLED

WITHDRAWN: Final = ParticipationStatus.WITHDRAWN

UNSETTLED: Final = frozenset({ProgramKind.DEVELOPMENT, ProgramKind.MARKET})
"""The kinds that leave open which of their family a program is."""

Found = Violation | Doubt | None
"""What a rule comes to about one subject; None if it passed."""


def counted(found: Iterable[Found]) -> Judgement:
    """Judge subjects one by one."""
    judged = 0
    for one in found:
        judged += 1
        if one is not None:
            yield one
    return judged


def covers(general: ProgramKind, kind: ProgramKind) -> bool:
    """Whether a program of `kind` is what `general` names: itself, or any kind of its family.

    `development` names any coaching and `market` any market. Asked the other way round it says
    whether a program that is not settled yet may turn out to be of a kind.
    """
    return general is kind or (general in UNSETTLED and general.family is kind.family)


# --- records -------------------------------------------------------------------------------


def year_of(records: Records, record: Entity) -> int | None:
    """Return the fiscal year of a record: its own or its program's, None if it has none."""
    if isinstance(record, Participation | Grant | Sale):
        program = records.program(record.program)
        return None if program is None else program.year
    return getattr(record, "year", None)


def called(record: Entity) -> str:
    """Return what a message calls a record: its table and its key."""
    stated = [str(value) for value in key_of(record).values() if value is not None]
    return f"{table_of(record).name} {', '.join(stated)}"


def items(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """Return what a field names, one or several."""
    return () if value is None else (value,) if isinstance(value, str) else value


def ikm(records: Records, participant: str) -> Participant | Subject:
    """Return the participant of an id as a subject, on record or not."""
    return records.participant(participant) or Subject("participants", {"id": participant})


def states(records: Records, record: Entity, *fields: str) -> bool:
    """Whether these fields were filled in, readable or not."""
    return all(
        getattr(record, field) is not None or records.unreadable(record, field) for field in fields
    )


# --- why something is not known ------------------------------------------------------------


def unreadable(field: str | tuple[str, ...]) -> Why:
    """Return the doubt that a field which could not be read leaves."""
    return Why("unreadable_field", {"field": field})


def unread(records: Records, record: Entity, *fields: str) -> Why | None:
    """Return the doubt that the first of these fields which could not be read leaves."""
    for field in fields:
        if records.unreadable(record, field):
            return unreadable(field)
    return None


def not_known(records: Records, record: Entity, field: str) -> Why:
    """Return why a field that is None is not known: it was unreadable, or never stated."""
    return unread(records, record, field) or Why("not_stated", {"field": field})


def duplicate(table: str) -> Why:
    """Return the doubt that an id with two contents leaves."""
    return Why("duplicate_id", {"table": table})


def rejected(table: str) -> Why:
    """Return the doubt that a row which was rejected leaves."""
    return Why("rejected_row", {"table": table})


def not_given(records: Records, table: str) -> Why:
    """Return the doubt that a table leaves which was never given, or of which a part is lost."""
    return Why("table_not_whole" if records.table(table) else "table_not_given", {"table": table})


# --- programs ------------------------------------------------------------------------------


def contested(records: Records, year: int) -> Iterator[Sequence[Program]]:
    """Yield the programs of a year whose id bears two contents, cancelled ones left out.

    They come in an order of their own, so that the order of the input never shows.
    """
    for _, versions in sorted(records.ambiguous("programs").items()):
        live = [one for one in versions if one.year == year and one.status is not CANCELLED]
        if live:
            yield sorted(live, key=repr)


def disputed(records: Records, year: int, concerns: Callable[[Program], object]) -> Iterator[Doubt]:
    """Yield the doubt about each id of a program that bears two contents, one of which concerns."""
    for versions in contested(records, year):
        if any(map(concerns, versions)):
            yield Doubt(duplicate("programs"), versions[0], year)


def over_programs(
    records: Records,
    context: Context,
    concerns: Callable[[Program], object],
    judge: Callable[[Program], Found],
    disputes: Callable[[Program], object] | None = None,
) -> Iterator[Found]:
    """Judge the programs of the judged years that concern a rule.

    An id with two contents is a doubt if one of them `disputes` (concerns, if that is not given).
    """
    for year in context.policies:
        for program in filter(concerns, records.programs_of(year)):
            found = judge(program)
            if isinstance(found, Violation):
                found = unless_cancelled(records, program, found)
            yield found
        yield from disputed(records, year, disputes or concerns)


def judged_year(records: Records, context: Context, identifier: str) -> int | None:
    """Return the judged fiscal year of what belongs to this program, None if it is not judged.

    Of an id that bears two contents it is the first of their judged years.
    """
    program = records.program(identifier)
    versions: Sequence[Program] = (
        records.ambiguous("programs").get(identifier, ()) if program is None else [program]
    )
    years = {one.year for one in versions if one.status is not CANCELLED}
    return min(years & context.policies.keys(), default=None)


def unless_cancelled(records: Records, program: Program, found: Violation) -> Violation | Doubt:
    """Return a violation, or the doubt that its program may have been cancelled."""
    if records.unreadable(program, "status"):
        return Doubt(unreadable("status"), evolve(found.subject, field=None), found.year)
    return found


# --- agencies and IKM ----------------------------------------------------------------------


def whose(records: Records, known: Agencies, key: str) -> Agency | Why | None:
    """Return the agency that this id counts as, or why that is not known.

    None if no agency bears the id, which is for IKM105 to report.
    """
    parent = known.parent_of(key)
    if not records.rejected("agencies", "id").isdisjoint((key, parent)):
        return rejected("agencies")
    agency = known.get(parent)
    if agency is None:
        return duplicate("agencies") if parent in known else None
    return unread(records, agency, "branch_of") or agency


def short_name(known: Agencies, key: str) -> str:
    """Return the short name of an agency, or the id itself if none bears it."""
    agency = known.get(key)
    return key if agency is None else agency.short_name


def unsure(records: Records, participant: str, years: Sequence[int]) -> Why | None:
    """Return why it is not known what a participant did in these years, None if it is."""
    if participant in records.ambiguous("participants"):
        return duplicate("participants")
    if participant in records.rejected("participations", "participant"):
        return rejected("participations")
    history = records.histories.get(participant, ())
    for row in history:
        cause = unsettled_program(records, row, years)
        if cause is not None:
            return Why(cause, {"table": "programs"})
    for row in history:
        program = records.program(row.program)
        if (
            program is not None
            and program.year in years
            and program.kind is ProgramKind.DEVELOPMENT
            and program.status is not CANCELLED
            and row.status is not WITHDRAWN
        ):
            return Why("unsettled_step", {"before": years_told(years)})
    return None


def not_followed(records: Records, participant: str, year: int) -> Why | None:
    """Return why an IKM on no list may be mentored or apprenticed all the same, None if not."""
    known = records.participant(participant)
    joined = records.taking_part(year, *NEXT_STEPS)
    others = () if known is None else records.same_as(known)
    if any(not joined.isdisjoint(ids) for _, ids in others):
        return Why("other_id_joined", {"year": year})
    return unsure(records, participant, (year,))


def with_unreadable_status(records: Records, rosters: Sequence[Roster]) -> frozenset[str]:
    """Return who may have withdrawn from one of these programs, or whose may be cancelled."""
    programs = {roster.program.id for roster in rosters}
    rows = cast("Sequence[Participation]", records.with_unreadable("participations", "status"))
    found = {row.participant for row in rows if row.program in programs}
    return frozenset(found).union(
        *(one.participants for one in rosters if records.unreadable(one.program, "status"))
    )


def unreadable_rows(records: Records, *fields: str) -> Mapping[int, str]:
    """Return the participations, by `id()`, of which one of these fields could not be read."""
    return {
        id(row): field
        for field in reversed(fields)
        for row in records.with_unreadable("participations", field)
    }
