"""Rules about who may follow whom from one year to the next (IKM201-IKM203)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ikm_sinergi.model import Participation, Program
from ikm_sinergi.pathway import look_back, years_before, years_told
from ikm_sinergi.phrases import Phrase
from ikm_sinergi.policy import NEXT_STEPS, Prerequisite
from ikm_sinergi.records import Records
from ikm_sinergi.rule import Context, Doubt, Evidence, Judgement, Violation, rule
from ikm_sinergi.rules.subjects import contested, duplicate, unless_cancelled, unreadable
from ikm_sinergi.vocabulary import (
    ParticipationStatus,
    ProgramKind,
    ProgramStatus,
    Severity,
    Text,
)

__all__ = ["RULES"]

MENTORING: Final = ProgramKind.MENTORING
APPRENTICESHIP: Final = ProgramKind.APPRENTICESHIP
DEVELOPMENT: Final = ProgramKind.DEVELOPMENT


def _newcomers(records: Records, context: Context, kind: ProgramKind) -> Judgement:
    """Judge every participation of this kind by the one definition in `pathway`."""
    judged = 0
    for year, policy in context.policies.items():
        prerequisite = policy.prerequisite(kind)
        if prerequisite is None:
            continue
        years = years_before(year, prerequisite)
        before = frozenset[str]().union(
            *(records.completed(earlier, *prerequisite.kinds) for earlier in years)
        )
        for roster in records.rosters_of(year, kind):
            judged += len(roster.rows)
            if roster.participants <= before:
                continue
            for row in roster.rows:
                if row.participant not in before:
                    yield _newcomer(records, context, row, roster.program, prerequisite)
        for row in _unsettled(records, kind, year):
            judged += 1
            yield Doubt("duplicate_id", {"table": "programs"}, row, year)
    return judged


def _newcomer(
    records: Records,
    context: Context,
    row: Participation,
    program: Program,
    prerequisite: Prerequisite,
) -> Violation | Doubt:
    """Return what the look-back finds about a participant without the completed step."""
    year = program.year
    policy = context.policies[year]
    ruling = look_back(records, row.participant, program.kind, year, policy, context.name_of)
    years = years_before(year, prerequisite)
    told = tuple(Evidence(step.record, step.describe(prerequisite, years)) for step in ruling.steps)
    evidence = told + ruling.evidence
    if ruling.cause is not None:
        return Doubt(ruling.cause, ruling.values, row, year, evidence)
    if records.unreadable(row, "status"):
        return Doubt(*unreadable("status"), row, year, evidence)
    values = {
        "participant": row.participant,
        "program": row.program,
        "year": year,
        "before": years_told(years),
        "kinds": prerequisite.kinds,
    }
    return unless_cancelled(records, program, Violation(row, year, values, evidence))


def _unsettled(records: Records, kind: ProgramKind, year: int) -> Iterator[Participation]:
    """Yield the participations in programs whose id bears two contents, one of them this."""
    for versions in contested(records, year):
        if any(version.kind is kind for version in versions):
            for row in records.rosters.get(versions[0].id, ()):
                if row.status is not ParticipationStatus.WITHDRAWN:
                    yield row


@rule(
    "IKM201",
    Severity.ERROR,
    unit="participation",
    sources=("S14",),
    since="0.1.0",
    message=Text(
        "{participant} is mentored in {year} without a completed {kinds} in {before}",
        "{participant} mengikuti pendampingan pada tahun {year} tanpa"
        " menyelesaikan {kinds} pada tahun {before}",
    ),
    remedy=Text(
        "Mentor an IKM that completed {kinds} in {before}, add the missing record, or record a"
        " dispensation.",
        "Dampingi IKM yang telah menyelesaikan {kinds} pada tahun {before},"
        " lengkapi data yang belum ada, atau catat dispensasi.",
    ),
)
def newcomer_in_mentoring(records: Records, context: Context) -> Judgement:
    """An IKM is mentored that did not complete a training the year before.

    **What it finds.** A participation in a mentoring program whose participant has no completed
    training in the fiscal year before. An older training does not count, nor one that was left
    or cancelled; who held the training does not matter (S13).

    **Why it matters.** The IKM trained last year are the ones mentored this year, so that the
    work is continuous and its results can be seen (S14).

    **How to fix it.** Add the training record if it is missing. Otherwise offer the IKM a training
    this year and mentor it the next, or record a dispensation with reason, approver and expiry.
    """
    return _newcomers(records, context, MENTORING)


@rule(
    "IKM202",
    Severity.ERROR,
    unit="participation",
    sources=("S14",),
    since="0.1.0",
    message=Text(
        "{participant} is apprenticed in {year} without a completed {kinds} in {before}",
        "{participant} mengikuti magang pada tahun {year} tanpa menyelesaikan"
        " {kinds} pada tahun {before}",
    ),
    remedy=Text(
        "Apprentice an IKM that completed {kinds} in {before}, add the missing record, or record"
        " a dispensation.",
        "Magangkan IKM yang telah menyelesaikan {kinds} pada tahun {before},"
        " lengkapi data yang belum ada, atau catat dispensasi.",
    ),
)
def newcomer_in_apprenticeship(records: Records, context: Context) -> Judgement:
    """An IKM is apprenticed that did not complete a training the year before.

    **What it finds.** A participation in an apprenticeship program whose participant has no
    completed training in the fiscal year before. A mentoring in between is not asked for.

    **Why it matters.** The IKM trained last year can be mentored, up to apprenticeship, this year
    (S13, S14); the place of a newcomer is taken from one of them.

    **How to fix it.** Add the training record if it is missing. Otherwise offer the IKM a training
    this year and the apprenticeship the next, or record a dispensation.
    """
    return _newcomers(records, context, APPRENTICESHIP)


@rule(
    "IKM203",
    Severity.WARNING,
    unit="program and regency",
    sources=("S5",),
    since="0.1.0",
    message=Text(
        "{program} serves {place} in {year}, where no {kinds} ran in {before}",
        "{program} melayani {place} pada tahun {year}, padahal tidak ada {kinds}"
        " di sana pada tahun {before}",
    ),
    remedy=Text(
        "Hold {kinds} in {place} first, or add the missing program of {before}.",
        "Adakan {kinds} di {place} terlebih dahulu atau lengkapi data program tahun {before}.",
    ),
)
def no_training_before(records: Records, context: Context) -> Judgement:
    """A regency gets mentoring or apprenticeship, but no training ran there the year before.

    **What it finds.** For each mentoring or apprenticeship and each regency it serves: no training
    of the year before that ran (running, completed, or without status) and served the regency.
    It is a finding only if the records of that year are said to be complete.

    **Why it matters.** The plan mentors where training was held the year before (S5): without
    one there is nobody in the regency who may be mentored.

    **How to fix it.** Add the training if it is missing from the records; otherwise train first.
    """
    judged = 0
    for year, policy in context.policies.items():
        for kind in NEXT_STEPS:
            prerequisite = policy.prerequisite(kind)
            if prerequisite is None:
                continue
            years = years_before(year, prerequisite)
            ran, doubtful = _trained_regencies(records, context, prerequisite, years)
            for program in records.programs_of(year, kind):
                if records.unreadable(program, "regencies"):
                    judged += 1
                    yield Doubt(*unreadable("regencies"), program, year)
                for code in program.regencies or ():
                    judged += 1
                    if code not in ran:
                        yield _untrained(records, context, program, code, prerequisite, doubtful)
            for versions in contested(records, year):
                mine = [version for version in versions if version.kind is kind]
                for code in sorted({code for one in mine for code in one.regencies or ()}):
                    judged += 1
                    about = {"regency": code}
                    yield Doubt(*duplicate("programs"), mine[0], year, about=about)
    return judged


Doubtful = Mapping[str | None, tuple[str, Program | None]]
"""Where a training may have run: the cause of the doubt, and the program that leaves it.

The key None stands for every regency.
"""


def _trained_regencies(
    records: Records, context: Context, prerequisite: Prerequisite, years: Sequence[int]
) -> tuple[frozenset[str], Doubtful]:
    """Return where a training ran, and where one may have run."""
    ran: set[str] = set()
    doubtful: dict[str | None, tuple[str, Program | None]] = {}

    def doubt(program: Program, cause: str) -> None:
        for place in (None,) if program.regencies is None else program.regencies:
            doubtful.setdefault(place, (cause, program))

    for code in records.rejected("programs", "regencies"):
        doubtful[code] = "rejected_row", None
    for _, versions in sorted(records.ambiguous("programs").items()):
        for version in versions:
            if version.year in years and version.kind in (*prerequisite.kinds, DEVELOPMENT):
                doubt(version, "duplicate_id")
    coaching = (
        program
        for year in years
        for program in records.programs_of(year, *prerequisite.kinds, DEVELOPMENT)
    )
    for program in sorted(coaching, key=lambda program: program.id):
        cause = _why_unsure(records, program, context)
        if cause is not None:
            doubt(program, cause)
        elif _ran(program, context):
            ran.update(program.regencies or ())
    return frozenset(ran), doubtful


def _why_unsure(records: Records, program: Program, context: Context) -> str | None:
    """Return why it is not known whether or where a training ran, None if it is."""
    if records.unreadable(program, "status") or records.unreadable(program, "regencies"):
        return "training_unreadable"
    if program.kind is DEVELOPMENT:
        return "unsettled_step"
    if program.status is None and not _ran(program, context):
        return "open_step"
    return "training_somewhere" if program.regencies is None and _ran(program, context) else None


def _ran(program: Program, context: Context) -> bool:
    """Whether a training took place: running, completed, or without status and its year past."""
    if program.status is None:
        return context.as_of is None or program.year < context.as_of.year
    return program.status in {ProgramStatus.RUNNING, ProgramStatus.COMPLETED}


def _untrained(
    records: Records,
    context: Context,
    program: Program,
    code: str,
    prerequisite: Prerequisite,
    doubtful: Doubtful,
) -> Violation | Doubt:
    years = years_before(program.year, prerequisite)
    about = {"regency": code}
    values: dict[str, object] = {
        "before": years_told(years),
        "kinds": prerequisite.kinds,
        "table": "programs",
        "place": context.name_of(code),
    }
    cause, training = doubtful.get(code) or doubtful.get(None) or (None, None)
    evidence: tuple[Evidence, ...] = ()
    if training is not None:
        evidence = (Evidence(training, Phrase("may_be_step", {"kinds": prerequisite.kinds})),)
    if cause is None and not all(before in records.complete for before in years):
        cause = "no_training_held"
    if cause is not None:
        return Doubt(cause, values, program, program.year, evidence, about)
    values = {**values, "program": program.id, "year": program.year, "regency": code}
    violation = Violation(program, program.year, values, about=about)
    return unless_cancelled(records, program, violation)


RULES: Final = (newcomer_in_mentoring, newcomer_in_apprenticeship, no_training_before)
