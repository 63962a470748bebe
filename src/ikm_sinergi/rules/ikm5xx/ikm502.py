"""IKM502 grant-to-outsider."""

from types import EllipsisType
from typing import TYPE_CHECKING

from ikm_sinergi.domain.entities import Grant, Program
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, rule, why_of
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.rules.ikm5xx.grants import over_grants, settled_programs
from ikm_sinergi.rules.subjects import Found, counted
from ikm_sinergi.words.language import Text

if TYPE_CHECKING:
    from collections.abc import Mapping


@rule(
    "IKM502",
    Severity.ERROR,
    unit="grant",
    sources=("S7",),
    since="0.1.0",
    by_policy=True,
    message=Text(
        "{grant} went to {participant}, which does not take part in {program}",
        "{grant} diberikan kepada {participant}, yang bukan peserta {program}",
    ),
    remedy=Text(
        "Correct the recipient or the program, or add the participation.",
        "Perbaiki penerima atau programnya, atau lengkapi data keikutsertaannya.",
    ),
)
def grant_to_outsider(records: Records, context: Context) -> Judgement:
    grants: Mapping[str, Grant] = records.by_id("grants")
    enrolled = {
        identifier: records.roster(program).participants
        for identifier, program in settled_programs(records, context).items()
    }
    nobody = frozenset[str]()
    others = [
        grant
        for grant in grants.values()
        if grant.recipient not in enrolled.get(grant.program, nobody)
    ]
    judged = len(grants) - len(others)
    gaps = gaps_of(records, context.as_of)

    def outsider(grant: Grant, program: Program) -> Found | EllipsisType:
        recipient = str(grant.recipient)
        if _takes_part(records, recipient, program):
            return None
        if _unknown(records, recipient):
            return ...
        gap = gaps.enrolment(recipient, program)
        if gap is not None:
            return Doubt(why_of(gap), grant, program.year)
        values = {"grant": grant.id, "participant": recipient, "program": program.id}
        return Violation(Subject(grant, field="recipient"), program.year, values)

    judged += yield from counted(over_grants(records, context, "recipient", others, outsider))
    return judged


def _takes_part(records: Records, participant: str, program: Program) -> bool:
    roster = records.roster(program)
    return participant in roster.participants or any(
        row.participant == participant for row in roster.withdrawn
    )


def _unknown(records: Records, participant: str) -> bool:
    """Whether the records know nothing of a participant, though they hold the table."""
    gaps = gaps_of(records)
    return (
        gaps.is_given("participants")
        and participant not in records.by_id("participants")
        and gaps.named("participants", participant) is None
    )
