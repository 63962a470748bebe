"""IKM705 expired-before-decided."""

from types import EllipsisType

from ikm_sinergi.domain.entities import Dispensation
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Judgement, Subject, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.ikm7xx.dispensed import is_entitled, over_dispensations
from ikm_sinergi.rules.subjects import Found, counted
from ikm_sinergi.words.language import Text


@rule(
    "IKM705",
    Severity.ERROR,
    unit="dispensation",
    sources=("form",),
    since="0.1.0",
    by_policy=True,
    last=True,
    message=Text(
        "{dispensation} expires on {expires}, before it was decided on {decided_on}: it covers"
        " nothing",
        "{dispensation} berakhir pada tanggal {expires}, sebelum diputuskan pada tanggal"
        " {decided_on}, sehingga tidak mencakup temuan apa pun",
    ),
    remedy=Text("Correct one of the two days.", "Perbaiki salah satu tanggalnya."),
)
def expired_before_decided(records: Records, context: Context) -> Judgement:
    def judge(one: Dispensation) -> Found | EllipsisType:
        if not is_entitled(records, context, one):
            return ...
        return None if one.decided_on <= one.expires else _reversed(one)

    return counted(over_dispensations(records, context, judge))


def _reversed(one: Dispensation) -> Violation:
    values = {"dispensation": one.id, "decided_on": one.decided_on, "expires": one.expires}
    return Violation(Subject(one, field="expires"), one.year, values)
