"""IKM704 not-an-approver."""

from ikm_sinergi.domain.entities import Dispensation
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, Why, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.ikm7xx.dispensed import approval, is_known, over_dispensations
from ikm_sinergi.rules.subjects import Found, counted, short_name
from ikm_sinergi.words.language import Text


@rule(
    "IKM704",
    Severity.ERROR,
    unit="dispensation",
    sources=("practice",),
    since="0.1.0",
    by_policy=True,
    last=True,
    message=Text(
        "{dispensation} was approved by {agency}, which may not approve: it covers nothing",
        "{dispensation} disetujui oleh {agency}, yang tidak berwenang, sehingga"
        " tidak mencakup temuan apa pun",
    ),
    remedy=Text(
        "Have it approved by an agency that may approve ({approvers}), or correct the approver.",
        "Mintakan persetujuan salah satu instansi yang berwenang ({approvers})"
        " atau perbaiki instansi pemberi persetujuannya.",
    ),
)
def not_an_approver(records: Records, context: Context) -> Judgement:
    return counted(
        over_dispensations(
            records,
            context,
            lambda one: _approver(records, context, one) if is_known(one, context) else ...,
        )
    )


def _approver(records: Records, context: Context, one: Dispensation) -> Found:
    policy, known, by = context.policies[one.year], context.agencies, one.approved_by
    found = approval(records, known, policy, one)
    if isinstance(found, Why):
        return Doubt(found, one, one.year)
    if found:
        return None
    may = tuple(short_name(known, key) for key in policy.approvers)
    values = {"dispensation": one.id, "agency": short_name(known, by), "approvers": may}
    return Violation(Subject(one, field="approved_by"), one.year, values)
