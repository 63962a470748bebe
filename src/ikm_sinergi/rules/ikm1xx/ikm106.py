"""IKM106 end-before-start."""

from types import EllipsisType

from ikm_sinergi.domain.entities import Program
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.ikm1xx.program_days import ends_early
from ikm_sinergi.rules.subjects import Found, counted, over_ids, states, unread
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
    def days(program: Program) -> Found | EllipsisType:
        return _days(records, program) if states(records, program, "starts", "ends") else ...

    return counted(over_ids(records, "programs", days))


def _days(records: Records, program: Program) -> Found:
    why = unread(records, program, "starts", "ends")
    if why is not None:
        return Doubt(why, program, program.year)
    if not ends_early(program):
        return None
    values = {"program": program.id, "starts": program.starts, "ends": program.ends}
    return Violation(Subject(program, field="ends"), program.year, values)
