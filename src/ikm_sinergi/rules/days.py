"""Rules about the days of a program (IKM106, IKM107)."""

from typing import Final

from ikm_sinergi.model import Program
from ikm_sinergi.records import Records
from ikm_sinergi.rule import Context, Doubt, Judgement, Violation, rule
from ikm_sinergi.rules.subjects import states, unless_cancelled, unreadable
from ikm_sinergi.vocabulary import ProgramStatus, Severity, Text

__all__ = ["RULES", "unread"]


def unread(records: Records, program: Program, *fields: str) -> Doubt | None:
    """Return the doubt that the first of these fields which could not be read leaves."""
    for field in fields:
        if records.unreadable(program, field):
            return Doubt(*unreadable(field), program, program.year)
    return None


def _ends_early(program: Program) -> bool:
    starts, ends = program.starts, program.ends
    return starts is not None and ends is not None and ends < starts


@rule(
    "IKM106",
    Severity.ERROR,
    unit="program",
    sources=("form",),
    since="0.1.0",
    message=Text(
        "{program} ends on {ends}, before it starts on {starts}",
        "{program} berakhir pada tanggal {ends}, sebelum dimulai pada tanggal {starts}",
    ),
    remedy=Text("Correct one of the two days.", "Perbaiki salah satu tanggalnya."),
)
def end_before_start(records: Records, context: Context) -> Judgement:
    """A program ends before it starts.

    **What it finds.** A program whose last day lies before its first. One day is a program too.

    **Why it matters.** One of the two days is wrong, most often in its year or month, and whatever
    is compared with it is judged wrongly.

    **How to fix it.** Correct the day that is wrong.
    """
    judged = 0
    for program in records.programs:
        if not (states(records, program, "starts") and states(records, program, "ends")):
            continue
        judged += 1
        doubt = unread(records, program, "starts", "ends")
        if doubt is not None:
            yield doubt
        elif _ends_early(program):
            values = {"program": program.id, "starts": program.starts, "ends": program.ends}
            yield Violation(program, program.year, values, field="ends")
    return judged


@rule(
    "IKM107",
    Severity.WARNING,
    unit="program",
    sources=("UU 17/2003",),
    since="0.1.0",
    message=Text(
        "{program} belongs to the fiscal year {year}, but its days say {days}",
        "{program} termasuk tahun anggaran {year}, tetapi tanggalnya {days}",
    ),
    remedy=Text(
        "Correct the day, or record what runs over as a program of the next year.",
        "Perbaiki tanggalnya atau catat kelanjutannya sebagai program tahun berikutnya.",
    ),
)
def outside_fiscal_year(records: Records, context: Context) -> Judgement:
    """A program starts or ends outside its fiscal year.

    **What it finds.** A first or a last day before 1 January or after 31 December of the program's
    year. Cancelled programs, often put off to another year, are left out, and so is a program
    that ends before it starts: one of its days is wrong (IKM106).

    **Why it matters.** A fiscal year runs from 1 January to 31 December (UU 17/2003, Article 4).
    "The year before" is counted in fiscal years, so a program in the wrong one opens or closes
    the way for its participants.

    **How to fix it.** Correct the day or the year. What goes on in the next year is another
    program, which `continues` this one.
    """
    judged = 0
    for program in records.programs:
        fields = [one for one in ("starts", "ends") if states(records, program, one)]
        if not fields or program.status is ProgramStatus.CANCELLED or _ends_early(program):
            continue
        judged += 1
        days = {field: getattr(program, field) for field in fields}
        outside = {field: day for field, day in days.items() if day and day.year != program.year}
        if outside:
            told = tuple(outside.values())
            values = {"program": program.id, "year": program.year, "days": told}
            found = Violation(program, program.year, values, field=next(iter(outside)))
            yield unless_cancelled(records, program, found)
        else:
            doubt = unread(records, program, "starts", "ends")
            if doubt is not None:
                yield doubt
    return judged


RULES: Final = (end_before_start, outside_fiscal_year)
