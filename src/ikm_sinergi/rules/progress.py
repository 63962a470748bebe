"""Rules about what becomes of an IKM after its training (IKM205, IKM206)."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Final

from ikm_sinergi.indexes import Roster
from ikm_sinergi.policy import NEXT_STEPS, Policy
from ikm_sinergi.records import Records
from ikm_sinergi.rule import Context, Doubt, Judgement, Violation, rule
from ikm_sinergi.rules.subjects import (
    doubted,
    not_followed,
    noted,
    unreadable,
    with_unreadable_status,
)
from ikm_sinergi.vocabulary import ProgramKind, Severity, Text

if TYPE_CHECKING:
    import datetime as dt

    from ikm_sinergi.model import Program

__all__ = ["RULES"]

MENTORING: Final = ProgramKind.MENTORING
APPRENTICESHIP: Final = ProgramKind.APPRENTICESHIP


@rule(
    "IKM205",
    Severity.NOTE,
    unit="participant and year",
    sources=("S14",),
    since="0.1.0",
    message=Text(
        "{participant} was trained in {before}, but is neither mentored nor apprenticed in {year}",
        "{participant} dilatih pada tahun {before}, tetapi tidak mengikuti"
        " pendampingan ataupun magang pada tahun {year}",
    ),
    remedy=Text(
        "Invite it to a mentoring or apprenticeship of {year}, or note why not.",
        "Undang IKM tersebut untuk mengikuti pendampingan atau magang tahun"
        " {year}, atau catat alasannya.",
    ),
)
def left_behind(records: Records, context: Context) -> Judgement:
    """An IKM completed a training last year, and nothing follows this year.

    **What it finds.** A participant with a completed training in the year before that neither
    takes part in a mentoring or apprenticeship of the year nor withdrew from one. It is judged
    only where the records of the year hold such participations from the same regency.

    **Why it matters.** The IKM trained last year are the ones to be mentored and apprenticed
    (S14); one that drops out of sight shows no result.

    **How to fix it.** Invite it, or leave it: not every IKM can be taken on.
    """
    judged = 0
    for year, policy in context.policies.items():
        before = year - 1
        qualifying = _qualifying(policy)
        trained = records.completed(before, *qualifying)
        held = records.regencies_with(year, *NEXT_STEPS)
        if not trained or not held:
            continue
        trained -= _not_from(records, held, trained, records.rosters_of(before, *qualifying))
        judged += len(trained)
        missing = set(trained - records.taking_part(year, *NEXT_STEPS))
        for roster in records.rosters_of(year, *NEXT_STEPS):
            missing.difference_update([row.participant for row in roster.withdrawn])
        for participant in missing:
            yield _left_behind(records, participant, year, before)
    return judged


def _not_from(
    records: Records, held: frozenset[str], trained: frozenset[str], rosters: Iterable[Roster]
) -> AbstractSet[str]:
    """Return those of the trained that are not known to be from a regency whose lists are held."""
    # Most are from the regency that their training served: few have to be looked up.
    guests = frozenset[str]().union(
        *(
            records.not_from(held.intersection(roster.program.regencies or ()), roster)
            for roster in rosters
        )
    )
    return {one for one in guests & trained if records.regency_of.get(one) not in held}


def _qualifying(policy: Policy) -> tuple[ProgramKind, ...]:
    """Return the kinds that any next step asks for."""
    found = [policy.prerequisite(kind) for kind in NEXT_STEPS]
    return tuple(dict.fromkeys(kind for one in found if one is not None for kind in one.kinds))


def _left_behind(records: Records, participant: str, year: int, before: int) -> Violation | Doubt:
    why = not_followed(records, participant, year)
    if why is not None:
        return doubted(participant, year, why)
    values = {"participant": participant, "year": year, "before": before}
    return noted(records, participant, year, values)


@rule(
    "IKM206",
    Severity.NOTE,
    unit="participant and year",
    sources=("S13",),
    since="0.1.0",
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
    """In one year an IKM is apprenticed first and mentored after.

    **What it finds.** A participant in both a mentoring and an apprenticeship of one year, of
    which every one has a first day, while the first apprenticeship starts before the first
    mentoring.

    **Why it matters.** The announced order is training, mentoring, up to apprenticeship (S13).
    The source forbids nothing here, so it is a note.

    **How to fix it.** Correct the dates, or plan the mentoring first next time.
    """
    judged = 0
    for year in context.policies:
        both = records.taking_part(year, MENTORING) & records.taking_part(year, APPRENTICESHIP)
        dated: list[tuple[dt.date, bool, str, Roster]] = []
        undated: set[str] = set()
        unstated: set[str] = set()
        rosters = records.rosters_of(year, *NEXT_STEPS)
        for roster in rosters:
            program = roster.program
            if program.starts is not None:
                # On one day the mentoring goes first: only an earlier apprenticeship is found.
                place = (program.starts, program.kind is APPRENTICESHIP, program.id)
                dated.append((*place, roster))
            elif records.unreadable(program, "starts"):
                undated |= roster.participants
            else:
                unstated |= roster.participants
        gone = with_unreadable_status(records, rosters) - undated
        for field, participants in (("starts", both & undated), ("status", both & gone)):
            judged += len(participants)
            for participant in participants:
                yield doubted(participant, year, unreadable(field))
        concerned = both - undated - gone - unstated
        judged += len(concerned)
        yield from _apprenticed_first(
            records, year, concerned, [last for *_, last in sorted(dated)]
        )
    return judged


def _apprenticed_first(
    records: Records, year: int, concerned: AbstractSet[str], rosters: Iterable[Roster]
) -> Iterator[Violation]:
    """Walk through the mentorings and apprenticeships in the order in which they start."""
    mentored: set[str] = set()
    waiting: dict[str, Program] = {}
    for roster in rosters:
        program = roster.program
        if program.kind is APPRENTICESHIP:
            for participant in (roster.participants - mentored) & concerned:
                waiting.setdefault(participant, program)
            continue
        mentored |= roster.participants
        for participant in roster.participants & waiting.keys():
            first = waiting.pop(participant)
            values: dict[str, object] = {
                "participant": participant,
                "apprenticeship": first.id,
                "first": first.starts,
                "mentoring": program.id,
                "second": program.starts,
            }
            yield noted(records, participant, year, values)


RULES: Final = (left_behind, apprenticeship_before_mentoring)
