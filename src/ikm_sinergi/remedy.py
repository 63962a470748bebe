"""What would make an IKM eligible: changes of records that can be applied and judged again."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from attrs import evolve, frozen

from ikm_sinergi.model import Dispensation, Entity, Participation, Program
from ikm_sinergi.pathway import Ruling, Step, years_told
from ikm_sinergi.phrases import Phrase
from ikm_sinergi.policy import Policy, Prerequisite
from ikm_sinergi.records import Records
from ikm_sinergi.vocabulary import Lang, Outcome, ParticipationStatus, ProgramKind, ProgramStatus

__all__ = ["Remedy"]

COMPLETED = ParticipationStatus.COMPLETED
SOMEBODY = "this IKM"
"""The participant of a remedy for an IKM that has no record."""


@frozen(kw_only=True)
class Remedy:
    """One change after which the IKM is eligible in `year`, if the change is true.

    For a history the change is a `step` or a `dispensation` to add. For records it is the
    entities in `add` and the pairs of old and new in `replace`; `applied_to` makes it.
    """

    phrase: Phrase
    year: int
    step: Step | None = None
    dispensation: Dispensation | None = None
    add: tuple[Entity, ...] = ()
    replace: tuple[tuple[Entity, Entity], ...] = ()

    def say(self, lang: Lang = "en") -> str:
        """Return in words what would have to be true, and what would follow."""
        return self.phrase.say(lang)

    def applied_to(self, records: Records) -> Records:
        """Return the records with the change made."""
        return records.changed(add=self.add, replace=self.replace)


@frozen(kw_only=True)
class Case:
    """What is asked: whether a participant may join a program of this kind in this year."""

    kind: ProgramKind
    year: int
    policy: Policy
    prerequisite: Prerequisite
    years: tuple[int, ...]
    code: str
    participant: str | None = None
    as_of: dt.date | None = None

    @property
    def needed(self) -> dict[str, Any]:
        """What the rule asks for, as values of a phrase."""
        return {"kinds": self.prerequisite.kinds, "before": years_told(self.years)}


def remedies_for(case: Case, ruling: Ruling) -> tuple[Remedy, ...]:
    """Return what would make the IKM eligible, the nearest first; nothing if it is."""
    if ruling.outcome is Outcome.PASSED:
        return ()
    found = [*_mended(case, ruling)] or [_recorded(case)]
    if ruling.outcome is Outcome.VIOLATED:
        found += [_trained(case), _dispensed(case)]
    return tuple(found)


def _mended(case: Case, ruling: Ruling) -> Iterable[Remedy]:
    """Yield the steps on record that only need to be settled."""
    if ruling.cause not in {"open_step", "unsettled_step"}:
        return
    unsettled = ruling.cause == "unsettled_step"
    for step in ruling.steps:
        open_one = step.year in case.years and not step.cancelled
        if not open_one or step.status is ParticipationStatus.WITHDRAWN:
            continue
        if (step.kind in case.prerequisite.kinds) is unsettled:
            continue
        if unsettled and step.kind is not ProgramKind.DEVELOPMENT:
            continue
        kind = case.prerequisite.kinds[0] if unsettled else step.kind
        replace: list[tuple[Entity, Entity]] = []
        if step.record is not None:
            replace.append((step.record, evolve(step.record, status=COMPLETED)))
        if unsettled and step.program is not None:
            replace.append((step.program, evolve(step.program, kind=kind)))
        values = {**case.needed, "before": step.year, "kinds": kind, "year": case.year}
        yield Remedy(
            phrase=Phrase("remedy_method" if unsettled else "remedy_complete", values),
            year=case.year,
            step=evolve(step, kind=kind, status=COMPLETED),
            replace=tuple(replace),
        )


def _recorded(case: Case) -> Remedy:
    """Return the remedy of a step that took place but is not on record."""
    phrase = Phrase("remedy_record", {**case.needed, "year": case.year})
    return _with_step(case, phrase, case.years[0], case.year)


def _trained(case: Case) -> Remedy:
    """Return the remedy of a training this year for the next."""
    values = {"kinds": case.prerequisite.kinds, "year": case.year, "next": case.year + 1}
    return _with_step(case, Phrase("remedy_train", values), case.year, case.year + 1)


def _with_step(case: Case, phrase: Phrase, held: int, eligible: int) -> Remedy:
    kind = case.prerequisite.kinds[0]
    step = Step(year=held, kind=kind, status=COMPLETED)
    if case.participant is None:
        return Remedy(phrase=phrase, year=eligible, step=step)
    program = Program(
        id=f"remedy-{held}-{kind}",
        year=held,
        kind=kind,
        title=kind.label.id,
        status=ProgramStatus.COMPLETED,
    )
    row = Participation(participant=case.participant, program=program.id, status=COMPLETED)
    return Remedy(phrase=phrase, year=eligible, step=step, add=(program, row))


def _dispensed(case: Case) -> Remedy:
    """Return the remedy of a dispensation this year."""
    last = dt.date(case.year, 12, 31)
    approvers: Sequence[str] = case.policy.approvers
    dispensation = Dispensation(
        id=f"remedy-{case.code}-{case.year}",
        rule=case.code,
        year=case.year,
        participant=case.participant or SOMEBODY,
        reason="-",
        approved_by=approvers[0],
        decided_on=last if case.as_of is None else min(last, case.as_of),
        expires=last,
    )
    values = {"code": case.code, "year": case.year, "approvers": approvers}
    return Remedy(
        phrase=Phrase("remedy_dispensation", values),
        year=case.year,
        dispensation=dispensation,
        add=() if case.participant is None else (dispensation,),
    )
