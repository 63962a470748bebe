"""IKM003 unknown-field."""

from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Judgement, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.faults import UNKNOWN
from ikm_sinergi.rules.ikm0xx.misreadings import faults
from ikm_sinergi.words.language import Text


@rule(
    UNKNOWN,
    Severity.WARNING,
    unit="column",
    sources=("form",),
    since="0.1.0",
    message=Text("not read: {problem}", "tidak dibaca: {problem}"),
    remedy=Text(
        "Rename it, remove it, or begin its name with x_ if it is your own.",
        "Ganti namanya, hapus, atau awali namanya dengan x_ jika untuk keperluan sendiri.",
    ),
)
def unknown_field(records: Records, context: Context) -> Judgement:
    return faults(records, context, UNKNOWN)
