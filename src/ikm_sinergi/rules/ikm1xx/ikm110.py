"""IKM110 kind-not-settled."""

from types import EllipsisType

from ikm_sinergi.domain.entities import Program
from ikm_sinergi.domain.terms import ProgramStatus, Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.gap import UNSETTLED
from ikm_sinergi.rules.subjects import CANCELLED, Found, counted, not_known, over_ids
from ikm_sinergi.words.language import Text


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
    def settled(program: Program) -> Found | EllipsisType:
        judged = program.kind in UNSETTLED and program.status is not CANCELLED
        return _settled(records, program) if judged else ...

    return counted(over_ids(records, "programs", settled))


def _settled(records: Records, program: Program) -> Found:
    if program.status is None:
        return Doubt(not_known(records, program, "status"), program, program.year)
    if program.status is ProgramStatus.PLANNED:
        return None
    values = {"program": program.id, "status": program.status, "kind": program.kind}
    return Violation(Subject(program, field="kind"), program.year, values)
