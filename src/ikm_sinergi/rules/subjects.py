"""What several families of rules judge, and what leaves a subject in doubt."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, cast

from ikm_sinergi.domain.entities import Agency, Entity, Participation, Program
from ikm_sinergi.domain.terms import ParticipationStatus, ProgramKind, ProgramStatus
from ikm_sinergi.judgement import Context, Doubt, Violation
from ikm_sinergi.pathway import unsettled_program, years_told
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.indexes import Roster
from ikm_sinergi.reference.agency import Agencies
from ikm_sinergi.reference.policy import NEXT_STEPS

__all__ = [
    "UNSETTLED",
    "Why",
    "about",
    "contested",
    "covers",
    "doubted",
    "duplicate",
    "judged_year",
    "not_followed",
    "not_given",
    "not_known",
    "noted",
    "rejected",
    "states",
    "unless_cancelled",
    "unreadable",
    "unreadable_rows",
    "unsure",
    "whose",
    "with_unreadable_status",
]

Why = tuple[str, Mapping[str, object]]
"""A cause of doubt, a key of the catalogue, and its values."""

UNSETTLED: Final = frozenset({ProgramKind.DEVELOPMENT, ProgramKind.MARKET})
"""The kinds that leave open which of their family a program is."""


def covers(general: ProgramKind, kind: ProgramKind) -> bool:
    """Whether a program of `kind` is what `general` names: itself, or any kind of its family.

    `development` names any coaching and `market` any market. Asked the other way round it says
    whether a program that is not settled yet may turn out to be of a kind.
    """
    return general is kind or (general in UNSETTLED and general.family is kind.family)


def states(records: Records, record: Entity, field: str) -> bool:
    """Whether a field was filled in, readable or not."""
    return getattr(record, field) is not None or records.unreadable(record, field)


def unreadable(field: str) -> Why:
    """Return the doubt that a field which could not be read leaves."""
    return "unreadable_field", {"field": field}


def not_known(records: Records, record: Entity, field: str) -> Why:
    """Return why a field that is None is not known: it was unreadable, or never stated."""
    if records.unreadable(record, field):
        return unreadable(field)
    return "not_stated", {"field": field}


def duplicate(table: str) -> Why:
    """Return the doubt that an id with two contents leaves."""
    return "duplicate_id", {"table": table}


def rejected(table: str) -> Why:
    """Return the doubt that a row which was rejected leaves."""
    return "rejected_row", {"table": table}


def not_given(records: Records, table: str) -> Why:
    """Return the doubt that a table leaves which was never given, or of which a part is lost."""
    return "table_not_whole" if records.table(table) else "table_not_given", {"table": table}


def contested(records: Records, year: int) -> Iterator[Sequence[Program]]:
    """Yield the programs of a year whose id bears two contents, cancelled ones left out.

    They come in an order of their own, so that the order of the input never shows.
    """
    for identifier in sorted(records.ambiguous("programs")):
        versions: Sequence[Program] = records.ambiguous("programs")[identifier]
        live = [one for one in versions if one.year == year and _live(one)]
        if live:
            yield sorted(live, key=repr)


def _live(program: Program) -> bool:
    return program.status is not ProgramStatus.CANCELLED


def judged_year(records: Records, context: Context, identifier: str) -> int | None:
    """Return the judged fiscal year of what belongs to this program, None if it is not judged.

    Of an id that bears two contents it is the first of their judged years.
    """
    program = records.program(identifier)
    versions: Sequence[Program] = (
        records.ambiguous("programs").get(identifier, ()) if program is None else [program]
    )
    years = [one.year for one in versions if _live(one) and one.year in context.policies]
    return min(years, default=None)


def unless_cancelled(records: Records, program: Program, violation: Violation) -> Violation | Doubt:
    """Return a violation, or the doubt that its program may have been cancelled."""
    if not records.unreadable(program, "status"):
        return violation
    return Doubt(
        *unreadable("status"),
        record=violation.record,
        year=violation.year,
        about=violation.about,
        table=violation.table,
    )


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
    return unreadable("branch_of") if records.unreadable(agency, "branch_of") else agency


def about(participant: str) -> Mapping[str, str]:
    """Return the key of a participant, known or not, for a subject of that table."""
    return {"id": participant}


def noted(records: Records, participant: str, year: int, values: Mapping[str, object]) -> Violation:
    """Return a violation about a participant in a year."""
    known = records.participant(participant)
    return Violation(known, year, values, table="participants", about=about(participant))


def doubted(participant: str, year: int, why: Why) -> Doubt:
    """Return a doubt about a participant in a year."""
    return Doubt(*why, year=year, table="participants", about=about(participant))


def unsure(records: Records, participant: str, years: Sequence[int]) -> Why | None:
    """Return why it is not known what a participant did in these years, None if it is."""
    if participant in records.ambiguous("participants"):
        return duplicate("participants")
    if participant in records.rejected("participations", "participant"):
        return rejected("participations")
    for row in records.histories.get(participant, ()):
        cause = unsettled_program(records, row, years)
        if cause is not None:
            return cause, {"table": "programs"}
    for row in records.histories.get(participant, ()):
        program = records.program(row.program)
        if (
            program is not None
            and program.year in years
            and program.kind is ProgramKind.DEVELOPMENT
            and _live(program)
            and row.status is not ParticipationStatus.WITHDRAWN
        ):
            return "unsettled_step", {"before": years_told(years)}
    return None


def not_followed(records: Records, participant: str, year: int) -> Why | None:
    """Return why an IKM on no list may be mentored or apprenticed all the same, None if not."""
    known = records.participant(participant)
    joined = records.taking_part(year, *NEXT_STEPS)
    others = () if known is None else records.same_as(known)
    if any(not joined.isdisjoint(ids) for _, ids in others):
        return "other_id_joined", {"year": year}
    return unsure(records, participant, (year,))


def with_unreadable_status(records: Records, rosters: Sequence[Roster]) -> frozenset[str]:
    """Return who may have withdrawn from one of these programs, or whose may be cancelled."""
    programs = {roster.program.id for roster in rosters}
    doubtful = {
        roster.program.id for roster in rosters if records.unreadable(roster.program, "status")
    }
    rows = cast("Sequence[Participation]", records.with_unreadable("participations", "status"))
    found = {row.participant for row in rows if row.program in programs}
    for roster in rosters:
        if roster.program.id in doubtful:
            found |= roster.participants
    return frozenset(found)


def unreadable_rows(records: Records, *fields: str) -> Mapping[int, str]:
    """Return the participations, by `id()`, of which one of these fields could not be read."""
    return {
        id(row): field
        for field in reversed(fields)
        for row in records.with_unreadable("participations", field)
    }
