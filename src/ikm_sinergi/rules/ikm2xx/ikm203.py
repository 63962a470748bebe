"""IKM203 no-training-before."""

from collections.abc import Mapping, Sequence
from typing import Final

from ikm_sinergi.domain.entities import Program
from ikm_sinergi.domain.terms import ProgramKind, ProgramStatus, Severity
from ikm_sinergi.judgement import (
    Context,
    Doubt,
    Evidence,
    Judgement,
    Subject,
    Violation,
    Why,
    rule,
    said,
)
from ikm_sinergi.pathway import needed, years_before
from ikm_sinergi.records.container import Records
from ikm_sinergi.reference.policy import NEXT_STEPS, Prerequisite
from ikm_sinergi.rules.subjects import contested, duplicate, unless_cancelled, unread
from ikm_sinergi.words.language import Text

DEVELOPMENT: Final = ProgramKind.DEVELOPMENT


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
    judged = 0
    for year, policy in context.policies.items():
        for kind in NEXT_STEPS:
            prerequisite = policy.prerequisite(kind)
            if prerequisite is None:
                continue
            years = years_before(year, prerequisite)
            ran, doubtful = _trained_regencies(records, context, prerequisite, years)
            for program in records.programs_of(year, kind):
                why = unread(records, program, "regencies")
                if why is not None:
                    judged += 1
                    yield Doubt(why, program, year)
                for code in program.regencies or ():
                    judged += 1
                    if code not in ran:
                        yield _untrained(records, context, program, code, prerequisite, doubtful)
            for versions in contested(records, year):
                mine = [version for version in versions if version.kind is kind]
                for code in sorted({code for one in mine for code in one.regencies or ()}):
                    judged += 1
                    yield Doubt(duplicate("programs"), Subject(mine[0], {"regency": code}), year)
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
    if unread(records, program, "status", "regencies"):
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
    year, years = program.year, years_before(program.year, prerequisite)
    subject = Subject(program, {"regency": code})
    place = context.name_of(code)
    values = {**needed(prerequisite, years), "table": "programs", "place": place}
    cause, training = doubtful.get(code) or doubtful.get(None) or (None, None)
    if cause is None and not all(before in records.complete for before in years):
        cause = "no_training_held"
    if cause is not None:
        says = said("may_be_step", kinds=prerequisite.kinds)
        told = [] if training is None else [Evidence(training, says)]
        return Doubt(Why(cause, values), subject, year, told)
    values |= {"program": program.id, "year": year, "regency": code}
    return unless_cancelled(records, program, Violation(subject, year, values))
