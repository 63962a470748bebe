"""IKM106 end-before-start."""

from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Judgement, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.ikm1xx.program_days import ends_early, unread
from ikm_sinergi.rules.subjects import states
from ikm_sinergi.words.language import Text


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
        elif ends_early(program):
            values = {"program": program.id, "starts": program.starts, "ends": program.ends}
            yield Violation(program, program.year, values, field="ends")
    return judged
