"""IKM109 completed-too-early."""

import datetime as dt
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Final

from ikm_sinergi.domain.entities import Participation, Program
from ikm_sinergi.domain.terms import ParticipationStatus, ProgramStatus, Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, Why, rule, why_of
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.rules.subjects import (
    CANCELLED,
    duplicate,
    not_given,
    unread,
    unreadable,
    unreadable_rows,
)
from ikm_sinergi.words.language import Text
from ikm_sinergi.words.phrases import put

COMPLETED: Final = ParticipationStatus.COMPLETED


@rule(
    "IKM109",
    Severity.ERROR,
    unit="participation",
    sources=("form",),
    since="0.1.0",
    message=Text(
        "{participant} in {program}: {problem}", "{participant} pada {program}: {problem}"
    ),
    remedy=Text(
        "Correct the status, the day of completion, or the status of the program.",
        "Perbaiki status, tanggal selesai, atau status programnya.",
    ),
)
def completed_too_early(records: Records, context: Context) -> Judgement:
    judged = 0
    broken = unreadable_rows(records, "status", "completed_on")
    for identifier, rows in records.rosters.items():
        program = records.program(identifier)
        # A few pairs of status and day stand for many rows.
        pairs = list(map(attrgetter("status", "completed_on"), rows))
        completions = {pair for pair in set(pairs) if _tells(*pair)}
        problems = {pair: _problem(program, *pair, context.as_of) for pair in completions}
        if (
            program is None
            or (broken and not broken.keys().isdisjoint(map(id, rows)))
            or unread(records, program, "status", "starts")
            or any(problems.values())
            or records.disputed
        ):
            judged += yield from _completions(
                records, program, rows, problems, broken, context.as_of
            )
        else:
            judged += sum(map(completions.__contains__, pairs))
    return judged


Pair = tuple[ParticipationStatus | None, dt.date | None]
"""The status and the day of completion of a participation."""


def _tells(status: ParticipationStatus | None, day: dt.date | None) -> bool:
    """Whether a participation says that it was completed."""
    return status is COMPLETED or day is not None


def _completions(
    records: Records,
    program: Program | None,
    rows: Sequence[Participation],
    problems: Mapping[Pair, Text | None],
    broken: Mapping[int, str],
    as_of: dt.date | None,
) -> Judgement:
    """Judge the participations of one program row by row."""
    judged = 0
    unanswered: list[Participation] = []
    year = None if program is None else program.year
    lost_status, lost_start = (
        None if program is None else unread(records, program, field)
        for field in ("status", "starts")
    )
    disputed = records.disputed
    for row in rows:
        status, day = row.status, row.completed_on
        lost = broken.get(id(row)) if broken else None
        contents = disputed.get((row.participant, row.program), ()) if disputed else ()
        telling = [one for one in contents if _tells(one.status, one.completed_on)]
        if lost is None and not telling and (status, day) not in problems:
            continue
        judged += 1
        problem = problems.get((status, day))
        if contents and _is_split(program, contents, as_of):
            yield Doubt(duplicate("participations"), row, year)
        elif problem is not None:
            values = {"participant": row.participant, "program": row.program, "problem": problem}
            subject = Subject(row, field="status" if day is None else "completed_on")
            yield Violation(subject, year, values)
        elif lost is not None:
            yield Doubt(unreadable(lost), row, year)
        elif program is None:
            unanswered.append(row)
        else:
            of_row = telling or (row,)
            why = lost_status if any(one.status is COMPLETED for one in of_row) else None
            why = why or (lost_start if any(one.completed_on for one in of_row) else None)
            if why is not None:
                yield Doubt(why, row, year)
    if unanswered:
        yield Doubt(_why_not_known(records, rows[0].program), records=unanswered)
    return judged


def _is_split(
    program: Program | None, contents: Sequence[Participation], as_of: dt.date | None
) -> bool:
    """Whether something is amiss with some of these contents, but not with all."""
    found = {
        _tells(one.status, one.completed_on)
        and _problem(program, one.status, one.completed_on, as_of) is not None
        for one in contents
    }
    return len(found) > 1


def _problem(
    program: Program | None,
    status: ParticipationStatus | None,
    day: dt.date | None,
    as_of: dt.date | None,
) -> Text | None:
    """Return why it cannot be completed so; an unknown program leaves only its own facts."""
    if day is not None and status is not None and status is not COMPLETED:
        return _told(BESIDE, day=day, status=status)
    if status is COMPLETED and day is not None and as_of is not None and day > as_of:
        return _told(TO_COME, day=day, as_of=as_of)
    if program is None:
        return None
    if day is not None and program.starts is not None and day < program.starts:
        return _told(BEFORE_START, day=day, starts=program.starts)
    standing = program.status
    if status is COMPLETED and (standing is ProgramStatus.PLANNED or standing is CANCELLED):
        return _told(NOT_HELD, status=Text.of(f"terms.{standing}"))
    return None


def _told(problem: Text, **values: object) -> Text:
    return Text(put(problem, values, "en"), put(problem, values, "id"))


BESIDE: Final = Text(
    "a day of completion, {day}, beside the status {status}",
    "tanggal selesai {day} terisi, padahal statusnya {status}",
)

TO_COME: Final = Text(
    "completed on {day}, which is after {as_of}",
    "selesai pada tanggal {day}, sesudah tanggal {as_of}",
)

BEFORE_START: Final = Text(
    "completed on {day}, before the program starts on {starts}",
    "selesai pada tanggal {day}, sebelum program dimulai pada tanggal {starts}",
)

NOT_HELD: Final = Text(
    "completed, but the program is {status}",
    "dinyatakan selesai, padahal status programnya {status}",
)


def _why_not_known(records: Records, program: str) -> Why:
    """Return why a program cannot be looked up."""
    gaps = gaps_of(records)
    if not gaps.is_given("programs"):
        return not_given(records, "programs")
    gap = gaps.named("programs", program)
    return Why("unknown_program_step") if gap is None else why_of(gap)
