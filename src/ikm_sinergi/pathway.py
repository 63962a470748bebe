"""The one definition of who may follow whom: training first, then mentoring and apprenticeship.

Statement S14: participants must not be new people; the IKM trained last year are the ones that
are mentored and apprenticed this year. What counts as "trained" is the policy's. Rules IKM201 and
IKM202 and every verdict ask the functions of this module, so that they cannot disagree.

A look-back passes on a completed step; otherwise any gap that may hide one leaves it undecided
(`records.gaps`); only a history without the step and without a gap makes a newcomer.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Final

from attrs import field, frozen

from ikm_sinergi.domain.entities import Participation, Program
from ikm_sinergi.domain.fields import why_not_year
from ikm_sinergi.domain.names import no_term
from ikm_sinergi.domain.terms import (
    Family,
    Outcome,
    ParticipationStatus,
    ProgramKind,
    ProgramStatus,
)
from ikm_sinergi.errors import InvalidValueError
from ikm_sinergi.judgement import Evidence, Why, evidence_of, said, why_of
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.records.gaps.gap import covers, years_told
from ikm_sinergi.reference.policy import Policy, Prerequisite
from ikm_sinergi.words.language import Text
from ikm_sinergi.words.phrases import Phrase

COMPLETED = ParticipationStatus.COMPLETED
WITHDRAWN = ParticipationStatus.WITHDRAWN


def to_kind(value: str) -> ProgramKind:
    """Return the kind of program of this key; raises `InvalidValueError` if there is none."""
    try:
        return ProgramKind(value)
    except ValueError:
        raise InvalidValueError("kind", "not_choice", no_term(ProgramKind, value)) from None


def _status(value: str | None) -> ParticipationStatus | None:
    try:
        return None if value is None else ParticipationStatus(value)
    except ValueError:
        words = no_term(ParticipationStatus, value)
        raise InvalidValueError("status", "not_choice", words) from None


def _year(value: int) -> int:
    reason = why_not_year(value)
    if reason is not None:
        raise InvalidValueError("year", reason, f"{value!r} {Text.of(reason).en}")
    return value


@frozen(kw_only=True)
class Step:
    """One step of an IKM: a program it took part in, in a fiscal year.

    `status` None means not stated; `cancelled` says that the program was cancelled. `record` is
    the participation and `program` the program it stands for, if there are any. Terms may be
    given by their keys. Raises `InvalidValueError` for a term or a year that cannot be.
    """

    year: int = field(converter=_year)
    kind: ProgramKind = field(converter=to_kind)
    status: ParticipationStatus | None = field(default=None, converter=_status)
    commodity: str | None = None
    cancelled: bool = False
    record: Participation | None = field(default=None, repr=False)
    program: Program | None = field(default=None, repr=False)

    @property
    def is_planned(self) -> bool:
        """Whether its program is still planned, whatever the participation says."""
        return self.program is not None and self.program.status is ProgramStatus.PLANNED

    def describe(self, prerequisite: Prerequisite, years: Sequence[int]) -> Phrase:
        """Return what this step says about a prerequisite that looks back to these years."""
        key, needed = self._says(prerequisite, years), years_told(years)
        return said(key, kind=self.kind, year=self.year, needed=needed)

    def _says(self, prerequisite: Prerequisite, years: Sequence[int]) -> str:
        if self.cancelled:
            return "step_cancelled"
        if self.status is WITHDRAWN:
            return "step_withdrawn"
        if self.kind is ProgramKind.DEVELOPMENT:
            return "step_unsettled"
        if self.status is not COMPLETED or self.is_planned:
            return "step_planned" if self.status is COMPLETED else "step_open"
        if self.kind not in prerequisite.kinds:
            return "step_other"
        return "step_completed" if self.year in years else "step_too_early"


def years_before(year: int, prerequisite: Prerequisite) -> tuple[int, ...]:
    """Return the fiscal years in which the step before may lie, the latest first."""
    return tuple(range(year - 1, year - 1 - prerequisite.within, -1))


@frozen
class Ruling:
    """What a look-back came to: passed, violated, or undecided and why.

    `steps` are the steps that speak for or against it, `doubted` what else leaves the doubt.
    """

    outcome: Outcome
    why: Why | None = None
    steps: tuple[Step, ...] = ()
    doubted: tuple[Evidence, ...] = ()

    def told(self, prerequisite: Prerequisite, years: Sequence[int]) -> tuple[Evidence, ...]:
        """Return what speaks for or against it, as evidence."""
        steps = [Evidence(step.record, step.describe(prerequisite, years)) for step in self.steps]
        return (*steps, *self.doubted)


_CAUSES: Final = ("open_step", "other_step", "unsettled_step", "open_later_step")
"""What leaves a history open, the nearest to the step first."""


def weigh(
    prerequisite: Prerequisite,
    years: Sequence[int],
    steps: Sequence[Step],
    later: Sequence[ProgramKind],
) -> Ruling:
    """Judge steps alone: passed, doubtful, or violated as far as these steps go.

    `later` are the kinds that ask for the same step themselves.
    """
    causes: set[str] = set()
    seen: list[Step] = []
    for step in steps:
        required = step.kind in prerequisite.kinds
        unsettled = not required and any(covers(step.kind, one) for one in prerequisite.kinds)
        if not (required or unsettled or step.kind.family is Family.COACHING):
            continue
        if step.year not in years:
            near = step.year < years[-1] or step.year == years[0] + 1
            if required and near and step.status is COMPLETED:
                seen.append(step)
            continue
        seen.append(step)
        if step.cancelled or step.status is WITHDRAWN:
            continue
        if required and step.status is COMPLETED:
            return Ruling(Outcome.PASSED, steps=(step,))
        if required:
            causes.add("open_step")
        elif unsettled:
            causes.add("unsettled_step")
        elif step.kind in later:
            causes.add("other_step" if step.status is COMPLETED else "open_later_step")
    cause = next((one for one in _CAUSES if one in causes), None)
    why = None if cause is None else Why(cause, needed(prerequisite, years))
    return Ruling(Outcome.UNDECIDED if why else Outcome.VIOLATED, why, tuple(seen))


def needed(prerequisite: Prerequisite, years: Sequence[int]) -> dict[str, Any]:
    """Return what is asked for, as values of a phrase or a cause."""
    return {"before": years_told(years), "kinds": prerequisite.kinds}


def look_back(  # who, what, and by which policy
    records: Records,
    participant: str,
    kind: ProgramKind,
    year: int,
    policy: Policy,
    *,
    as_of: dt.date | None = None,
    name_of: Callable[[str], str] = str,
) -> Ruling:
    """Judge whether a participant may join a program of this kind in a year, by the records.

    `participant` is an id, `as_of` the day of judging, `name_of` turns a regency code into its
    name for messages. Passed if the policy asks for nothing before such a program.
    """
    prerequisite = policy.prerequisite(kind)
    if prerequisite is None:
        return Ruling(Outcome.PASSED)
    gaps = gaps_of(records, as_of)
    years, kinds = years_before(year, prerequisite), prerequisite.kinds
    later = later_kinds(policy, prerequisite)
    steps = _steps(records, participant)
    ruling = weigh(prerequisite, years, steps, later)
    if participant in gaps.steps(years, kinds, later=later).done:
        return ruling if ruling.outcome is Outcome.PASSED else Ruling(Outcome.PASSED)
    # A later step counts too, if its lists are asked for at all.
    asked = (*kinds, *(one for one in later if one in _asked_for(policy) and one not in kinds))
    gap = gaps.step(participant, years, kinds, later=later, held=tuple((one,) for one in asked))
    seen = ruling.steps if ruling.outcome is not Outcome.PASSED else tuple(steps)
    if gap is None:
        return Ruling(Outcome.VIOLATED, None, seen)
    told = needed(prerequisite, years)
    why = why_of(gap, name_of, **told)
    return Ruling(Outcome.UNDECIDED, why, seen, evidence_of(gap))


def _asked_for(policy: Policy) -> frozenset[ProgramKind]:
    return frozenset(kind for one in policy.prerequisites.values() for kind in one.kinds)


def later_kinds(policy: Policy, prerequisite: Prerequisite) -> tuple[ProgramKind, ...]:
    """Return the kinds that ask for the same step: who completed one of them took it before."""
    return tuple(
        kind
        for kind, asked in policy.prerequisites.items()
        if not set(asked.kinds).isdisjoint(prerequisite.kinds)
    )


@frozen
class PathwayEvidence:
    """The recipe of what speaks for or against a participant, as a look-back came to it."""

    participant: str
    ruling: Ruling
    prerequisite: Prerequisite
    years: tuple[int, ...]

    def __call__(self, records: Records) -> tuple[Evidence, ...]:
        """Say what was seen; for a newcomer also who may be the same IKM."""
        told = self.ruling.told(self.prerequisite, self.years)
        if self.ruling.outcome is Outcome.VIOLATED:
            told += hints(records, self.participant, self.prerequisite, self.years)
        return told


def hints(
    records: Records, participant: str, prerequisite: Prerequisite, years: Sequence[int]
) -> tuple[Evidence, ...]:
    """Return who may be the same IKM by a mistyped name: worth a look, but it decides nothing."""
    known = records.participant(participant)
    if known is None:
        return ()
    found: list[Evidence] = []
    for before in years:
        for other in records.alike(known, records.completed, before, *prerequisite.kinds)[:1]:
            says = said("alike_ikm", other=other, kind=prerequisite.kinds, year=before)
            found.append(Evidence(records.participant(other), says))
    return tuple(found)


def _steps(records: Records, participant: str) -> list[Step]:
    """Return the steps on record in programs that are known, for whoever wants to look at them."""
    steps: list[Step] = []
    history = records.histories.get(participant, ())
    for row in sorted(history, key=lambda row: (row.program, row.status or "")):
        program = records.program(row.program)
        if program is not None:
            steps.append(
                Step(
                    year=program.year,
                    kind=program.kind,
                    status=row.status,
                    commodity=program.commodity,
                    cancelled=program.status is ProgramStatus.CANCELLED,
                    record=row,
                    program=program,
                )
            )
    return steps
