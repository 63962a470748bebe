"""Rules about statuses that cannot be: enrolled, completed, settled (IKM108-IKM110)."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Final

from ikm_sinergi.model import Participation, Program
from ikm_sinergi.records import Records
from ikm_sinergi.rule import Context, Doubt, Judgement, Violation, rule
from ikm_sinergi.rules.days import unread
from ikm_sinergi.rules.subjects import UNSETTLED, Why, duplicate, not_given, unreadable
from ikm_sinergi.vocabulary import LABELS, ParticipationStatus, ProgramStatus, Severity, Text

__all__ = ["RULES"]

COMPLETED: Final = ParticipationStatus.COMPLETED
WITHDRAWN: Final = ParticipationStatus.WITHDRAWN
CANCELLED: Final = ProgramStatus.CANCELLED


@rule(
    "IKM108",
    Severity.ERROR,
    unit="participation",
    sources=("form",),
    since="0.1.0",
    message=Text(
        "{participant} is enrolled in {program} more than once",
        "{participant} terdaftar lebih dari satu kali pada {program}",
    ),
    remedy=Text(
        "Keep one row, with the latest status.", "Pertahankan satu baris dengan status terakhir."
    ),
)
def enrolled_twice(records: Records, context: Context) -> Judgement:
    """One IKM is in one program twice.

    **What it finds.** Every row after the first with the same participant and program. Rows marked
    withdrawn do not count: an IKM may withdraw and enrol again.

    **Why it matters.** The IKM is counted twice, and of two different statuses nobody knows which
    holds.

    **How to fix it.** Keep the row with the latest status. If two IKM share the id, give one of
    them its own.
    """
    judged = 0
    broken = _broken(records, "status")
    for identifier, rows in records.rosters.items():
        program = records.program(identifier)
        if program is None:
            live: Sequence[Participation] = [one for one in rows if one.status is not WITHDRAWN]
            named = frozenset([row.participant for row in live])
        else:
            live = records.roster(program).rows
            named = records.roster(program).participants
        judged += len(live)
        if len(named) < len(live):
            yield from _enrolled_twice(live, None if program is None else program.year, broken)
    return judged


def _broken(records: Records, *fields: str) -> Mapping[int, str]:
    """Return the participations, by `id()`, of which one of these fields could not be read."""
    return {
        id(row): field
        for field in reversed(fields)
        for row in records.with_unreadable("participations", field)
    }


def _enrolled_twice(
    rows: Sequence[Participation], year: int | None, broken: Mapping[int, str]
) -> Iterator[Violation | Doubt]:
    """Find the rows after the first; one whose status could not be read may be withdrawn."""
    unsure: list[Participation] = []
    seen: set[str] = set()
    for row in rows:
        if id(row) in broken:
            unsure.append(row)
            continue
        if row.participant in seen:
            values = {"participant": row.participant, "program": row.program}
            yield Violation(row, year, values)
        seen.add(row.participant)
    for row in unsure:
        if row.participant in seen:
            yield Doubt(*unreadable("status"), row, year)
        seen.add(row.participant)


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
        "Correct the status or the day of completion.",
        "Perbaiki status atau tanggal selesainya.",
    ),
)
def completed_too_early(records: Records, context: Context) -> Judgement:
    """A participation is completed when it cannot be.

    **What it finds.** A participation that is marked completed in a program that is planned or
    cancelled, or on a day still to come where a day of judging was given. A day of completion
    before the program starts, or beside a status that is not completed. A day alone, without a
    status, may be a plan and is only compared with the start.

    **Why it matters.** A completed training admits an IKM to mentoring and apprenticeship; one
    that was not held must not.

    **How to fix it.** Correct the status, the day, or the status of the program.
    """
    judged = 0
    broken = _broken(records, "status", "completed_on")
    for identifier, rows in records.rosters.items():
        program = records.program(identifier)
        # A few pairs of status and day stand for many rows.
        pairs = list(map(attrgetter("status", "completed_on"), rows))
        completions = {pair for pair in set(pairs) if _tells(*pair)}
        problems = {pair: _problem(program, *pair, context.as_of) for pair in completions}
        if (
            program is None
            or (broken and not broken.keys().isdisjoint(map(id, rows)))
            or unread(records, program, "status", "starts") is not None
            or any(problems.values())
        ):
            judged += yield from _completions(records, program, rows, problems, broken)
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
) -> Judgement:
    """Judge the participations of one program row by row."""
    judged = 0
    unanswered: list[Participation] = []
    year = None if program is None else program.year
    unreadable_status = program is not None and records.unreadable(program, "status")
    unreadable_starts = program is not None and records.unreadable(program, "starts")
    for row in rows:
        status, day = row.status, row.completed_on
        lost = broken.get(id(row))
        if lost is None and not _tells(status, day):
            continue
        judged += 1
        problem = problems.get((status, day))
        if problem is not None:
            values = {"participant": row.participant, "program": row.program, "problem": problem}
            field = "status" if day is None else "completed_on"
            yield Violation(row, year, values, field=field)
        elif lost is not None:
            yield Doubt(*unreadable(lost), row, year)
        elif program is None:
            unanswered.append(row)
        elif status is COMPLETED and unreadable_status:
            yield Doubt(*unreadable("status"), row, year)
        elif day is not None and unreadable_starts:
            yield Doubt(*unreadable("starts"), row, year)
    if unanswered:
        yield Doubt(*_why_not_known(records, rows[0].program), records=unanswered)
    return judged


def _problem(
    program: Program | None,
    status: ParticipationStatus | None,
    day: dt.date | None,
    as_of: dt.date | None,
) -> Text | None:
    """Return why it cannot be completed so; an unknown program leaves only its own facts."""
    if day is not None and status is not None and status is not COMPLETED:
        return Text(
            f"a day of completion, {day}, beside the status {status.label.en}",
            f"tanggal selesai {day} terisi, padahal statusnya {status.label.id}",
        )
    if status is COMPLETED and day is not None and as_of is not None and day > as_of:
        return Text(
            f"completed on {day}, which is after {as_of}",
            f"selesai pada tanggal {day}, sesudah tanggal {as_of}",
        )
    if program is None:
        return None
    if day is not None and program.starts is not None and day < program.starts:
        return Text(
            f"completed on {day}, before the program starts on {program.starts}",
            f"selesai pada tanggal {day}, sebelum program dimulai pada tanggal {program.starts}",
        )
    standing = program.status
    if status is COMPLETED and (standing is ProgramStatus.PLANNED or standing is CANCELLED):
        label = LABELS[standing]
        return Text(
            f"completed, but the program is {label.en}",
            f"dinyatakan selesai, padahal status programnya {label.id}",
        )
    return None


def _why_not_known(records: Records, program: str) -> Why:
    """Return why a program cannot be looked up."""
    if "programs" not in records.given:
        return not_given(records, "programs")
    if program in records.ambiguous("programs"):
        return duplicate("programs")
    if program in records.rejected("programs", "id"):
        return "rejected_row", {"table": "programs"}
    return "unknown_program_step", {}


@rule(
    "IKM110",
    Severity.WARNING,
    unit="program",
    sources=("S2", "S10"),
    since="0.1.0",
    message=Text(
        "{program} is {status}, but its kind is still {kind}",
        "{program} sudah {status}, tetapi jenis kegiatannya masih {kind}",
    ),
    remedy=Text(
        "State the kind of program that it is.", "Nyatakan jenis kegiatan yang sebenarnya."
    ),
)
def kind_not_settled(records: Records, context: Context) -> Judgement:
    """A program is under way and its kind is still open.

    **What it finds.** A running or completed program whose kind is `development` or `market`.
    A planned one may still leave it open, a cancelled one for ever; without a status it is
    undecided.

    **Why it matters.** Coaching has three methods (S2) and low-price markets two models (S10).
    Until the method is stated, nobody knows whether its participants were trained.

    **How to fix it.** State the kind. A program of two kinds is two programs.
    """
    judged = 0
    for program in records.programs:
        if program.kind not in UNSETTLED or program.status is CANCELLED:
            continue
        judged += 1
        doubt = unread(records, program, "status")
        if doubt is not None:
            yield doubt
        elif program.status is None:
            yield Doubt("not_stated", {"field": "status"}, program, program.year)
        elif program.status is not ProgramStatus.PLANNED:
            values = {"program": program.id, "status": program.status, "kind": program.kind}
            yield Violation(program, program.year, values, field="kind")
    return judged


RULES: Final = (enrolled_twice, completed_too_early, kind_not_settled)
