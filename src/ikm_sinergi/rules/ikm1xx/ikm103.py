"""IKM103 unknown-program."""

from collections.abc import Iterator
from typing import Final

from ikm_sinergi.domain.entities import Program
from ikm_sinergi.domain.terms import ProgramStatus, Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, Why, rule, why_of
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.rules.ikm1xx.dangling import dangling
from ikm_sinergi.rules.subjects import called, not_known, unread, unreadable, year_of
from ikm_sinergi.words.language import Text

NOT_THERE: Final = Text("is not in the records", "tidak ada dalam data")

NOT_EARLIER: Final = Text("is not an earlier one", "bukan program yang lebih awal")


@rule(
    "IKM103",
    Severity.ERROR,
    unit="record",
    sources=("form",),
    since="0.1.0",
    message=Text(
        "{record}: the program {program} {problem}", "{record}: program {program} {problem}"
    ),
    remedy=Text(
        "Correct the id {program}, add that program, or correct its year and days.",
        "Perbaiki id {program}, tambahkan programnya, atau perbaiki tahun dan tanggalnya.",
    ),
)
def unknown_program(records: Records, context: Context) -> Judgement:
    naming = (
        ("participations", "program"),
        ("grants", "program"),
        ("sales", "program"),
        ("dispensations", "program"),
    )
    judged = yield from dangling(records, "programs", "program", naming, problem=NOT_THERE)
    for row in records.with_unreadable("programs", "continues"):
        judged += 1
        yield Doubt(unreadable("continues"), row, year_of(records, row))
    for program in records.programs:
        if program.continues is not None:
            judged += 1
            yield from _continued(records, program, program.continues)
    return judged


def _all_there(records: Records, year: int) -> bool:
    """Whether a year and all that are on record before it are said to be all there."""
    gaps = gaps_of(records)
    return all(
        gaps.is_complete(one)
        for one in {program.year for program in records.programs if program.year < year} | {year}
    )


def _continued(records: Records, program: Program, before: str) -> Iterator[Violation | Doubt]:
    """Judge whether the program that is continued came earlier."""
    earlier = records.program(before)
    gaps = gaps_of(records)
    gap = gaps.named("programs", before) if before != program.id else None
    if gap is None and earlier is None:
        gap = gaps.nameless("programs")
    why = None if gap is None else why_of(gap)
    if why is None and before != program.id:
        if earlier is not None:
            came = _came_earlier(records, earlier, program)
            if came is True:
                return
            why = came or None
        elif not _all_there(records, program.year):
            why = Why("unknown_program")
    if why is not None:
        yield Doubt(why, program, program.year)
        return
    problem = NOT_THERE if earlier is None and before != program.id else NOT_EARLIER
    told = {"record": called(program), "program": before, "problem": problem}
    yield Violation(Subject(program, field="continues"), program.year, told)


def _came_earlier(records: Records, earlier: Program, program: Program) -> Why | bool:
    """Return whether a program came before another, or why that is not known."""
    if earlier.year != program.year:
        return earlier.year < program.year
    why = unread(records, earlier, "status")
    if why is not None or earlier.status is ProgramStatus.CANCELLED:
        return why or True
    if earlier.starts is None or program.starts is None:
        return unread(records, earlier, "starts") or not_known(records, program, "starts")
    return earlier.starts <= program.starts
