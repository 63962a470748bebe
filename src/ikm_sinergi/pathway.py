"""The one definition of who may follow whom: training first, then mentoring and apprenticeship.

Statement S14: participants must not be new people; the IKM trained last year are the ones that
are mentored and apprenticed this year. What counts as "trained" is the policy's. Rules IKM201 and
IKM202 and every verdict ask the functions of this module, so that they cannot disagree.

A look-back passes on a completed step; otherwise any doubt leaves it undecided; only a history
that is held, without doubt and without the step, makes a newcomer.
"""

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
from ikm_sinergi.judgement import Evidence, Why, said
from ikm_sinergi.records.container import Records
from ikm_sinergi.reference.policy import Policy, Prerequisite
from ikm_sinergi.words.language import Text
from ikm_sinergi.words.phrases import Phrase

__all__ = [
    "PathwayEvidence",
    "Ruling",
    "Step",
    "hints",
    "look_back",
    "needed",
    "to_kind",
    "unsettled_program",
    "weigh",
    "years_before",
    "years_told",
]

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
        if self.status is not COMPLETED:
            return "step_open"
        if self.kind not in prerequisite.kinds:
            return "step_other"
        return "step_completed" if self.year in years else "step_too_early"


def years_before(year: int, prerequisite: Prerequisite) -> tuple[int, ...]:
    """Return the fiscal years in which the step before may lie, the latest first."""
    return tuple(range(year - 1, year - 1 - prerequisite.within, -1))


def years_told(years: Sequence[int]) -> int | str:
    """Return years as they are told: one alone as it is, several as a span."""
    return years[0] if len(years) == 1 else f"{years[-1]}-{years[0]}"


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


def weigh(prerequisite: Prerequisite, years: Sequence[int], steps: Sequence[Step]) -> Ruling:
    """Judge steps alone: passed, doubtful, or violated as far as these steps go."""
    cause: str | None = None
    seen: list[Step] = []
    for step in steps:
        required = step.kind in prerequisite.kinds
        if not required and step.kind.family is not Family.COACHING:
            continue
        if step.year not in years:
            if required and step.year < years[-1]:
                seen.append(step)
            continue
        seen.append(step)
        if step.cancelled or step.status is WITHDRAWN:
            continue
        if required and step.status is COMPLETED:
            return Ruling(Outcome.PASSED, steps=(step,))
        if required:
            cause = "open_step"
        elif step.kind is ProgramKind.DEVELOPMENT:
            cause = cause or "unsettled_step"
        elif step.status is COMPLETED:
            cause = cause or "other_step"
    why = None if cause is None else Why(cause, needed(prerequisite, years))
    return Ruling(Outcome.UNDECIDED if why else Outcome.VIOLATED, why, tuple(seen))


def needed(prerequisite: Prerequisite, years: Sequence[int]) -> dict[str, Any]:
    """Return what is asked for, as values of a phrase or a cause."""
    return {"before": years_told(years), "kinds": prerequisite.kinds}


def look_back(
    records: Records,
    participant: str,
    kind: ProgramKind,
    year: int,
    policy: Policy,
    name_of: Callable[[str], str] = str,
) -> Ruling:
    """Judge whether a participant may join a program of this kind in a year, by the records.

    `participant` is an id, `name_of` turns a regency code into its name for messages. Passed if
    the policy asks for nothing before such a program.
    """
    prerequisite = policy.prerequisite(kind)
    if prerequisite is None:
        return Ruling(Outcome.PASSED)
    years = years_before(year, prerequisite)
    steps, cause, doubted = _steps(records, participant, years)
    ruling = weigh(prerequisite, years, steps)
    if ruling.outcome is not Outcome.VIOLATED:
        return ruling
    values = {**needed(prerequisite, years), "table": "programs", "field": "status"}
    if cause is None:
        cause, values["table"], doubted = _identity(records, participant, prerequisite, years)
    if cause is None:
        known = records.participant(participant)
        regency = None if known is None else known.regency
        if all(
            before in records.complete
            or (
                regency is not None
                and regency in records.regencies_with(before, *prerequisite.kinds)
            )
            for before in years
        ):
            return ruling
        cause = "regency_not_known" if regency is None else "history_not_held"
        values["regency"] = "" if regency is None else name_of(regency)
    return Ruling(Outcome.UNDECIDED, Why(cause, values), ruling.steps, doubted)


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


def _steps(
    records: Records, participant: str, years: Sequence[int]
) -> tuple[list[Step], str | None, tuple[Evidence, ...]]:
    """Return the steps on record, and the doubt left by participations whose program is not."""
    steps: list[Step] = []
    doubts: list[tuple[int, str, Evidence]] = []
    history = records.histories.get(participant, ())
    for row in sorted(history, key=lambda row: (row.program, row.status or "")):
        program = records.program(row.program)
        if program is None:
            cause = unsettled_program(records, row, years)
            if cause is not None:
                evidence = Evidence(row, said("step_unknown_program"))
                doubts.append((DOUBTFUL.index(cause), row.program, evidence))
        elif records.unreadable(program, "status") and program.year in years:
            evidence = Evidence(row, said("step_open", kind=program.kind, year=program.year))
            doubts.append((DOUBTFUL.index("unreadable_field"), row.program, evidence))
        else:
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
    if not doubts:
        return steps, None, ()
    worst, _, evidence = min(doubts, key=lambda doubt: doubt[:2])
    return steps, DOUBTFUL[worst], (evidence,)


DOUBTFUL: Final = ("rejected_row", "duplicate_id", "unreadable_field", "unknown_program_step")
"""The causes that a participation leaves whose program is in doubt; the first one is told."""


def unsettled_program(records: Records, row: Participation, years: Sequence[int]) -> str | None:
    """Return why it is not known what a participation was in, as far as these years go."""
    if row.status is WITHDRAWN or records.program(row.program) is not None:
        return None
    versions = records.ambiguous("programs").get(row.program)
    if versions is not None:
        live = (one for one in versions if one.status is not ProgramStatus.CANCELLED)
        return "duplicate_id" if any(program.year in years for program in live) else None
    if row.program in records.rejected("programs", "id"):
        return "rejected_row"
    return "unknown_program_step"


def _identity(
    records: Records, participant: str, prerequisite: Prerequisite, years: Sequence[int]
) -> tuple[str | None, str, tuple[Evidence, ...]]:
    """Return the doubt about who the participant is, with the table it concerns."""
    if participant in records.ambiguous("participants"):
        return "duplicate_id", "participants", ()
    for table, column in (("participants", "id"), ("participations", "participant")):
        if participant in records.rejected(table, column):
            return "rejected_row", table, ()
    known = records.participant(participant)
    for match, ids in () if known is None else records.same_as(known):
        for before in years:
            done = ids & records.completed(before, *prerequisite.kinds)
            others = done or ids & records.taking_part(before, *prerequisite.kinds)
            if others:
                says = said(
                    "same_ikm" if done else "same_ikm_open",
                    match=said(f"match_{match}"),
                    other=min(others),
                    kind=prerequisite.kinds,
                    year=before,
                )
                return "other_id", "participants", (Evidence(known, says),)
    return None, "participants", ()
