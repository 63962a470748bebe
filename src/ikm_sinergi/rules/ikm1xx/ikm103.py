"""IKM103 unknown-program."""

from collections.abc import Iterator
from typing import Final

from ikm_sinergi.domain.entities import Program
from ikm_sinergi.domain.terms import ProgramStatus, Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, Why, rule, why_of
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.rules.ikm1xx.dangling import dangling
from ikm_sinergi.rules.subjects import (
    Found,
    called,
    duplicate,
    not_known,
    unread,
    unreadable,
    year_of,
)
from ikm_sinergi.words.language import Text

NOT_THERE: Final = Text("is not in the records", "tidak ada dalam data")

NOT_EARLIER: Final = Text("is not an earlier one", "bukan program yang lebih awal")

TO_AN_EARLIER: Final = Text(
    "Name an earlier program than {program}, or correct the year and days of the two.",
    "Sebutkan program yang lebih awal daripada {program} atau perbaiki tahun dan tanggal keduanya.",
)


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
        "Correct the id {program}, or add that program.",
        "Perbaiki id {program} atau tambahkan programnya.",
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
    for program in records.standing("programs"):
        if program.continues is not None:
            judged += 1
            found = _continued(records, program)
            if isinstance(found, Violation) and not _is_sure(records, program.id):
                found = Doubt(duplicate("programs"), program, program.year)
            if found is not None:
                yield found
    return judged


def _all_there(records: Records, year: int) -> bool:
    """Whether a year and all that are on record before it are said to be all there."""
    gaps = gaps_of(records)
    return all(
        gaps.is_complete(one)
        for one in {program.year for program in records.programs if program.year < year} | {year}
    )


def _is_sure(records: Records, identifier: str) -> bool:
    """Whether what an id continues came too late in each of its contents."""
    contents = records.ambiguous("programs").get(identifier, ())
    return records.remember(
        ("too late", identifier),
        lambda: all(isinstance(_continued(records, one), Violation) for one in contents),
    )


def _continued(records: Records, program: Program) -> Found:
    """Judge whether the program that another continues, if it does, came earlier."""
    before = program.continues
    if before is None:
        return None
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
                return None
            why = came or None
        elif not _all_there(records, program.year):
            why = Why("unknown_program")
    if why is not None:
        return Doubt(why, program, program.year)
    missing = earlier is None and before != program.id
    problem, remedy = (NOT_THERE, None) if missing else (NOT_EARLIER, TO_AN_EARLIER)
    told: dict[str, object] = {"record": called(program), "program": before, "problem": problem}
    return Violation(Subject(program, field="continues"), program.year, told, remedy=remedy)


def _came_earlier(records: Records, earlier: Program, program: Program) -> Why | bool:
    """Return whether a program came before another, or why that is not known."""
    if earlier.year != program.year:
        return earlier.year < program.year
    why = unread(records, earlier, "status")
    if why is not None or earlier.status is ProgramStatus.CANCELLED:
        return why or True
    if earlier.starts is None or program.starts is None:
        return unread(records, earlier, "starts") or not_known(records, program, "starts")
    if earlier.starts != program.starts:
        return earlier.starts < program.starts
    circles = records.remember(("circles",), lambda: dict(_circles(records)))
    return circles.get(program.id, True)


def _circles(records: Records) -> Iterator[tuple[str, Why | bool]]:
    """Yield the programs of one day that continue each other in a circle: none came earlier.

    With each comes False, or why one of them may be another program, or cancelled.
    """
    follows: dict[str, Program] = {}
    for program in records.programs:
        before = records.program(program.continues or "")
        single = before is not None and records.program(program.id) is program
        if before is not None and single and _on_one_day(before, program):
            follows[program.id] = before
    seen: set[str] = set()
    for start in follows:
        path: dict[str, Program] = {}
        one = start
        while one in follows and one not in seen:
            seen.add(one)
            path[one] = follows[one]
            one = follows[one].id
        if one in path:
            circle = list(path.values())[list(path).index(one) :]
            gaps = (gaps_of(records).named("programs", each.id) for each in circle)
            doubts = [unread(records, each, "status") for each in circle]
            doubts += [None if gap is None else why_of(gap) for gap in gaps]
            why = next((doubt for doubt in doubts if doubt is not None), False)
            yield from ((each.id, why) for each in circle)


def _on_one_day(earlier: Program, program: Program) -> bool:
    cancelled = earlier.status is ProgramStatus.CANCELLED
    same = (earlier.year, earlier.starts) == (program.year, program.starts)
    return same and earlier.starts is not None and not cancelled
