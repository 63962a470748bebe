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
    return all(
        one in records.complete
        for one in {program.year for program in records.programs if program.year < year} | {year}
    )


def _continued(records: Records, program: Program, before: str) -> Iterator[Violation | Doubt]:
    """Judge whether the program that is continued, if it is known, came earlier."""
    earlier = records.program(before)
    why: Why | None = None
    if before != program.id:
        gap = gaps_of(records).named("programs", before)
        if gap is not None:
            why = why_of(gap)
        elif earlier is None and not _all_there(records, program.year):
            why = Why("unknown_program")
        elif earlier is None:
            told = {"record": called(program), "program": before, "problem": NOT_THERE}
            yield Violation(Subject(program, field="continues"), program.year, told)
            return
        elif earlier.year < program.year or (
            earlier.year == program.year and earlier.status is ProgramStatus.CANCELLED
        ):
            return
        elif earlier.year == program.year and unread(records, earlier, "status"):
            why = unread(records, earlier, "status")
        elif earlier.year == program.year:
            if earlier.starts is None or program.starts is None:
                why = unread(records, earlier, "starts") or not_known(records, program, "starts")
            elif earlier.starts <= program.starts:
                return
    if why is not None:
        yield Doubt(why, program, program.year)
        return
    told = {"record": called(program), "program": before, "problem": NOT_EARLIER}
    yield Violation(Subject(program, field="continues"), program.year, told)
