"""IKM110 kind-not-settled."""

from ikm_sinergi.domain.terms import ProgramStatus, Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.ikm1xx.dangling import CANCELLED
from ikm_sinergi.rules.ikm1xx.program_days import unread
from ikm_sinergi.rules.subjects import UNSETTLED
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
