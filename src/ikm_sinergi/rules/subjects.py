"""What several families of rules judge, and what leaves a subject in doubt."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import EllipsisType
from typing import Any, Final

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
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, Why, why_of
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.reference.agency import Agencies

CANCELLED: Final = ProgramStatus.CANCELLED

WITHDRAWN: Final = ParticipationStatus.WITHDRAWN

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
    """Return the doubt that an id whose contents contradict leaves."""
    return Why("duplicate_id", {"table": table})


def rejected(table: str) -> Why:
    """Return the doubt that a row which was rejected leaves."""
    return Why("rejected_row", {"table": table})


def may_have_left(records: Records, row: Participation) -> Why | None:
    """Return why an IKM on a list may have withdrawn from it."""
    contents = records.disputed.get((row.participant, row.program), ())
    left = any(one.status is WITHDRAWN for one in contents)
    return unread(records, row, "status") or (duplicate("participations") if left else None)


def is_disputed(records: Records, record: Entity, *fields: str) -> bool:
    """Whether another content of the id of a record says something else in one of these fields."""
    table = table_of(record)
    if table.key != ("id",):
        return False
    identifier = key_of(record)["id"]
    contents = records.ambiguous(table.name).get(identifier, ())
    if not contents:
        return False
    stated = records.remember(
        ("stated", table.name, identifier, fields),
        lambda: [{getattr(one, field) for one in contents} for field in fields],
    )
    return [{getattr(record, field)} for field in fields] != stated


def not_given(records: Records, table: str) -> Why:
    """Return the doubt that a table leaves which was never given, or of which a part is lost."""
    lost = gaps_of(records).lost(table)
    return Why("table_not_whole" if lost else "table_not_given", {"table": table})


# --- programs ------------------------------------------------------------------------------


def contested(records: Records, context: Context, year: int) -> Iterator[Sequence[Program]]:
    """Yield the contents of each contested id of a program that one has in a year, live or not.

    The first is one that is live in that year; those in which it is not follow. They come in an
    order of their own, so that the order of the input never shows.
    """
    for identifier, versions in sorted(records.ambiguous("programs").items()):
        if identifier not in context.foreign and any(is_live(one, year) for one in versions):
            yield sorted(versions, key=lambda one: (not is_live(one, year), repr(one)))


def is_live(program: Program, year: int) -> bool:
    """Whether a program is of a year and not cancelled."""
    return program.year == year and program.status is not CANCELLED


def weighed(found: Sequence[Found], why: Why, subject: Subject | Entity, year: int | None) -> Found:
    """Return what a rule comes to about a subject whose contents it judged one by one.

    It is found if it is found in every content, and passes if it is in none.
    """
    if all(isinstance(one, Violation) for one in found):
        return found[0]
    return None if all(one is None for one in found) else Doubt(why, subject, year)


def over_ids(
    records: Records, table: str, judge: Callable[[Any], Found | EllipsisType]
) -> Iterator[Found]:
    """Judge what stands under each id of a table; of contested ids each content.

    `judge` returns `...` for what it does not judge.
    """
    for one in records.by_id(table).values():
        found = judge(one)
        if found is not ...:
            yield found
    for contents in records.ambiguous(table).values():
        several = [judge(one) for one in contents]
        judged = [one for one, its in zip(contents, several, strict=True) if its is not ...]
        if judged:
            results = [None if its is ... else its for its in several]
            first = min(judged, key=repr)
            yield weighed(results, duplicate(table), first, year_of(records, first))


def over_programs(
    records: Records,
    context: Context,
    concerns: Callable[[Program], object],
    judge: Callable[[Program], Found],
) -> Iterator[Found]:
    """Judge the programs of the judged years that concern a rule; of contested ids each content."""
    gaps = gaps_of(records)
    for year in context.policies:
        for program in filter(concerns, context.programs_of(records, year)):
            found = judge(program)
            if isinstance(found, Violation):
                found = unless_cancelled(records, program, found)
            elif found is None and (gap := gaps.named("programs", program.id)):
                found = Doubt(why_of(gap), program, year)
            yield found
        for versions in contested(records, context, year):
            concerned = [one if is_live(one, year) and concerns(one) else None for one in versions]
            first = next((one for one in concerned if one is not None), None)
            if first is not None:
                several = [None if one is None else judge(one) for one in concerned]
                several = [
                    unless_cancelled(records, one, found) if isinstance(found, Violation) else found
                    for one, found in zip(versions, several, strict=True)
                ]
                yield weighed(several, duplicate("programs"), first, year)


def judged_year(records: Records, context: Context, identifier: str) -> int | None:
    """Return the judged fiscal year of what belongs to this program, None if it is not judged.

    Of an id whose contents contradict it is the first of their judged years.
    """
    if identifier in context.foreign:
        return None
    program = records.program(identifier)
    versions: Sequence[Program] = (
        records.ambiguous("programs").get(identifier, ()) if program is None else [program]
    )
    years = {one.year for one in versions if one.status is not CANCELLED}
    found = min(years & context.policies.keys(), default=None)
    if found is None and not versions:
        rejected_ones = gaps_of(records).rejected_programs
        return next((one for one in context.policies if identifier in rejected_ones(one)), None)
    return found


def rejected_rosters(
    records: Records, context: Context, year: int, *kinds: ProgramKind
) -> Iterator[tuple[Why, Sequence[Participation]]]:
    """Yield who takes part in programs of which only a rejected row stands on record.

    Those are programs that may be of a year (and of these kinds), each with the doubt it leaves.
    """
    for identifier, gap in gaps_of(records).rejected_programs(year, *kinds).items():
        rows = () if identifier in context.foreign else records.rosters.get(identifier, ())
        yield why_of(gap), [row for row in rows if row.status is not WITHDRAWN]


def unless_cancelled(records: Records, program: Program, found: Violation) -> Violation | Doubt:
    """Return a violation, or the doubt that its program may be another, or have been cancelled."""
    gaps = gaps_of(records)
    gap = gaps.unread(program, "status")
    if gap is None and records.program(program.id) is program:  # and no content of a contested id
        gap = gaps.named("programs", program.id)
    if gap is None:
        return found
    return Doubt(why_of(gap), evolve(found.subject, field=None), found.year)


# --- agencies and IKM ----------------------------------------------------------------------


def whose(records: Records, known: Agencies, key: str) -> Agency | Why:
    """Return the agency that this id counts as, or why that is not known."""
    # What is remembered holds these agencies, so that no others can have their identity.
    _, found = records.remember(("whose", id(known)), lambda: (known, dict[str, Agency | Why]()))
    if key not in found:
        found[key] = _whose(records, known, key)
    return found[key]


def _whose(records: Records, known: Agencies, key: str) -> Agency | Why:
    parent = known.parent_of(key)
    gaps = gaps_of(records)
    line = known.line(key)
    gap = gaps.nameless("agencies") or gaps.named("agencies", *line)
    if gap is not None:
        return why_of(gap)
    if not gaps.renamed.isdisjoint(line):
        return rejected("agencies")
    agency = known.get(parent)
    if agency is None:
        return duplicate("agencies") if parent in known else Why("unknown_agency")
    return unread(records, agency, "branch_of") or agency


def short_name(known: Agencies, key: str) -> str:
    """Return the short name of an agency, or the id itself if none bears it."""
    agency = known.get(key)
    return key if agency is None else agency.short_name


def unreadable_rows(records: Records, *fields: str) -> Mapping[int, str]:
    """Return the participations, by `id()`, of which one of these fields could not be read."""
    found = {
        id(row): field
        for field in reversed(fields)
        for row in records.with_unreadable("participations", field)
    }
    if not found or records.enrolments is records.participations:
        return found
    return found | {
        id(row): field
        for field in reversed(fields)
        for row in records.enrolments
        if records.unreadable(row, field)
    }
