"""IKM206 apprenticeship-before-mentoring."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Final

from ikm_sinergi.domain.terms import ProgramKind, Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, rule, why_of
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import Gaps, gaps_of
from ikm_sinergi.records.gaps.gap import Gap
from ikm_sinergi.records.indexes import Roster
from ikm_sinergi.reference.policy import NEXT_STEPS
from ikm_sinergi.rules.subjects import ikm, unreadable
from ikm_sinergi.words.language import Text

if TYPE_CHECKING:
    import datetime as dt

    from ikm_sinergi.domain.entities import Program

MENTORING: Final = ProgramKind.MENTORING

APPRENTICESHIP: Final = ProgramKind.APPRENTICESHIP


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
    for year in context.policies:
        both = records.taking_part(year, MENTORING) & records.taking_part(year, APPRENTICESHIP)
        if not both:
            continue
        gaps = gaps_of(records, context.as_of)
        dated: list[tuple[dt.date, bool, str, Roster]] = []
        undated: set[str] = set()
        unstated: set[str] = set()
        for roster in records.rosters_of(year, *NEXT_STEPS):
            program = roster.program
            if program.starts is not None:
                # On one day the mentoring goes first: only an earlier apprenticeship is found.
                place = (program.starts, program.kind is APPRENTICESHIP, program.id)
                dated.append((*place, roster))
            elif records.unreadable(program, "starts"):
                undated |= roster.participants
            else:
                unstated |= roster.participants
        concerned = both - (unstated - undated) - context.strangers
        judged += len(concerned)
        for participant in concerned & undated:
            why = unreadable("starts")
            yield Doubt(why, Subject("participants", {"id": participant}), year)
        concerned -= undated
        unsure = _unsure(gaps, year, concerned)
        for participant, gap in unsure.items():
            why = why_of(gap, year=year)
            yield Doubt(why, Subject("participants", {"id": participant}), year)
        in_order = [last for *_, last in sorted(dated)]
        for found in _apprenticed_first(records, year, concerned - unsure.keys(), in_order):
            participant = str(found.subject.key["id"])
            other = gaps.steps((year,), NEXT_STEPS, completed=False).maybe.get(participant)
            subject = Subject("participants", {"id": participant})
            yield found if other is None else Doubt(why_of(other, year=year), subject, year)
    return judged


def _unsure(gaps: Gaps, year: int, concerned: AbstractSet[str]) -> Mapping[str, Gap]:
    """Return whose own rows leave open what it took part in, with the gap."""
    if gaps.reading("programs", "participations") is None:
        return {}
    maybe = gaps.steps((year,), NEXT_STEPS, completed=False).maybe
    return {one: maybe[one] for one in maybe.keys() & concerned if maybe[one].may_accuse}


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
            yield Violation(ikm(records, participant), year, values)
