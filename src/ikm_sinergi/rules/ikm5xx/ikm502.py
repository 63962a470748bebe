"""IKM502 grant-to-outsider."""

from typing import TYPE_CHECKING

from ikm_sinergi.domain.entities import Grant, Program
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, Why, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.ikm5xx.grants import settled_programs, stating
from ikm_sinergi.rules.subjects import duplicate, not_given, rejected
from ikm_sinergi.words.language import Text

if TYPE_CHECKING:
    from collections.abc import Mapping


@rule(
    "IKM502",
    Severity.ERROR,
    unit="grant",
    sources=("S7",),
    since="0.1.0",
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
    for stated in stating(records, context, "recipient", others):
        if isinstance(stated, Doubt):
            judged += 1
            yield stated
            continue
        grant, program = stated
        recipient = str(grant.recipient)
        takes_part = _takes_part(records, recipient, program)
        if not takes_part and _unknown(records, recipient):
            continue
        judged += 1
        if not takes_part:
            why = _may_take_part(records, recipient, program)
            values = {"grant": grant.id, "participant": recipient, "program": program.id}
            yield (
                Violation(Subject(grant, field="recipient"), program.year, values)
                if why is None
                else Doubt(why, grant, program.year)
            )
    return judged


def _takes_part(records: Records, participant: str, program: Program) -> bool:
    roster = records.roster(program)
    return participant in roster.participants or any(
        row.participant == participant for row in roster.withdrawn
    )


def _unknown(records: Records, participant: str) -> bool:
    """Whether the records know nothing of a participant, though they hold the table."""
    return (
        "participants" in records.given
        and participant not in records.by_id("participants")
        and participant not in records.ambiguous("participants")
        and participant not in records.rejected("participants", "id")
    )


def _may_take_part(records: Records, participant: str, program: Program) -> Why | None:
    """Return why it is not known whether a participant takes part, None if it does not."""
    if "participations" not in records.given:
        return not_given(records, "participations")
    if program.id in records.rejected("participations", "program") or (
        participant in records.rejected("participations", "participant")
    ):
        return rejected("participations")
    if program.id not in records.rosters:
        return Why("no_participations")
    return _may_be_another(records, participant, program)


def _may_be_another(records: Records, participant: str, program: Program) -> Why | None:
    """Return the doubt that a participant takes part under another id."""
    if participant in records.ambiguous("participants"):
        return duplicate("participants")
    if participant in records.rejected("participants", "id"):
        return rejected("participants")
    known = records.participant(participant)
    for _, ids in () if known is None else records.same_as(known):
        for other in ids:
            if _takes_part(records, other, program):
                return Why("other_id_joined", {"year": program.year})
    return None
