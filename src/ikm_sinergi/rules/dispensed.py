"""Rules about dispensations, judged after all others by what was waived (IKM701-IKM704).

A dispensation gets one finding at most: an unknown rule is told before an approver who may not
approve, that before days on which it was not in force, and only then that it covers nothing.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from ikm_sinergi.dispensing import day_of, entitled
from ikm_sinergi.model import Agency, Dispensation
from ikm_sinergi.records import Records
from ikm_sinergi.rule import Context, Doubt, Judgement, Violation, rule
from ikm_sinergi.rules.subjects import duplicate, rejected, whose
from ikm_sinergi.vocabulary import Severity, Text

__all__ = ["RULES"]


def _of_judged_years(records: Records, context: Context) -> Iterator[Dispensation]:
    """Yield the dispensations of the judged years, without ids that bear two contents."""
    for dispensation in records.by_id("dispensations").values():
        if dispensation.year in context.policies:
            yield dispensation


def _of_known_rules(records: Records, context: Context) -> Iterator[Dispensation]:
    for dispensation in _of_judged_years(records, context):
        if dispensation.rule in context.codes:
            yield dispensation


def _approved(records: Records, context: Context) -> Iterator[Dispensation]:
    for dispensation in _of_known_rules(records, context):
        policy = context.policies[dispensation.year]
        if entitled(dispensation, policy, context.agencies):
            yield dispensation


@rule(
    "IKM701",
    Severity.WARNING,
    unit="dispensation",
    sources=("practice",),
    since="0.1.0",
    last=True,
    message=Text(
        "{dispensation} would cover a finding of {rule}, but holds from {decided_on} to {expires}"
        " and not on {day}",
        "{dispensation} sesuai dengan temuan {rule}, tetapi hanya berlaku dari"
        " tanggal {decided_on} sampai dengan {expires}, tidak pada tanggal {day}",
    ),
    remedy=Text(
        "Renew it, or settle the finding.",
        "Perpanjang dispensasi itu atau selesaikan temuannya.",
    ),
)
def expired_dispensation(records: Records, context: Context) -> Judgement:
    """A dispensation fits a finding, but was not in force on the day.

    **What it finds.** A dispensation for the rule, the year and the subject of a finding that
    nothing waives, which was decided after the day or expired before it. The day is 31 December
    of its year, or the day of judging if that is earlier. One that was renewed in time is fine.

    **Why it matters.** An exception holds for a time. Once it is over, what it excused is a
    finding again.

    **How to fix it.** Renew it, correct its days, or settle the finding.
    """
    judged = 0
    for one in _approved(records, context):
        judged += 1
        if one.id in context.waiving.lapsed:
            values = {
                "dispensation": one.id,
                "rule": one.rule,
                "decided_on": one.decided_on,
                "expires": one.expires,
                "day": day_of(one, context.as_of),
            }
            yield Violation(one, one.year, values, field="expires")
    several: Sequence[Sequence[Dispensation]] = [*records.ambiguous("dispensations").values()]
    for versions in several:
        years = [version.year for version in versions if version.year in context.policies]
        if years:
            judged += 1
            yield Doubt(*duplicate("dispensations"), versions[0], min(years))
    return judged


@rule(
    "IKM702",
    Severity.NOTE,
    unit="dispensation",
    sources=("practice",),
    since="0.1.0",
    last=True,
    message=Text(
        "{dispensation} covers nothing: {rule} finds nothing in {year} that it would waive",
        "{dispensation} tidak mencakup temuan apa pun: tidak ada temuan {rule}"
        " tahun {year} yang dapat diberi dispensasi",
    ),
    remedy=Text(
        "Check its rule, year and subject, or take it off the records.",
        "Periksa aturan, tahun, dan subjeknya, atau hapus dispensasi itu dari data.",
    ),
)
def idle_dispensation(records: Records, context: Context) -> Judgement:
    """A dispensation covers nothing.

    **What it finds.** A dispensation without a finding to waive, though its rule judged its year,
    was decided about its subject, and the year is over on the day of judging. One whose subject
    is not known, or outside the scope that was asked for, is not judged; one whose subject is
    named by a rejected row is undecided.

    **Why it matters.** Mostly the subject, the rule or the year was mistyped, and the finding it
    was meant for still stands. Sometimes it is no longer needed.

    **How to fix it.** Correct it. If the exception was not needed after all, leave or delete it.
    """
    judged = 0
    waiving = context.waiving
    broken = {
        identifier: reject.table
        for reject in sorted(records.rejects, key=lambda reject: reject.table)
        for named in reject.ids.values()
        for identifier in named
    }
    for one in _approved(records, context):
        if one.id in waiving.covering:
            judged += 1
        elif (
            one.id not in waiving.lapsed | waiving.doubted
            and (one.rule, one.year) in waiving.ran
            and day_of(one, context.as_of) == dt.date(one.year, 12, 31)
            and _is_judged(records, context, one)
        ):
            judged += 1
            table = broken.get(one.participant or one.program or one.regency or "")
            values = {"dispensation": one.id, "rule": one.rule, "year": one.year}
            yield (
                Violation(one, one.year, values)
                if table is None
                else Doubt(*rejected(table), one, one.year)
            )
    return judged


def _is_judged(records: Records, context: Context, dispensation: Dispensation) -> bool:
    """Whether the subject of a dispensation is known and within the scope."""
    codes: Sequence[str | None]
    if dispensation.program is not None:
        program = records.program(dispensation.program)
        known = program is not None
        codes = () if program is None else program.regencies or ()
    elif dispensation.participant is not None:
        participant = records.participant(dispensation.participant)
        known = participant is not None
        codes = () if participant is None else [participant.regency]
    else:
        known = dispensation.regency in context.places
        codes = [dispensation.regency]
    return known and (context.scope is None or not set(context.scope).isdisjoint(codes))


@rule(
    "IKM703",
    Severity.ERROR,
    unit="dispensation",
    sources=("form",),
    since="0.1.0",
    last=True,
    message=Text(
        "{dispensation} is for the rule {rule}, which is not in the catalogue",
        "{dispensation} menyebutkan aturan {rule}, yang tidak ada dalam katalog",
    ),
    remedy=Text(
        "Name the rule by the code that its findings show.",
        "Sebutkan aturan dengan kode yang tertera pada temuannya.",
    ),
)
def unknown_rule(records: Records, context: Context) -> Judgement:
    """A dispensation is for a rule that does not exist.

    **What it finds.** A dispensation whose rule is no code of the catalogue, nor of the rules
    that were added to the check. Codes are written in full and in capital letters: IKM201.

    **Why it matters.** It covers nothing, and the finding it was meant for still stands.

    **How to fix it.** Write the code that the finding shows.
    """
    judged = 0
    for one in _of_judged_years(records, context):
        judged += 1
        if one.rule not in context.codes:
            values = {"dispensation": one.id, "rule": one.rule}
            yield Violation(one, one.year, values, field="rule")
    return judged


@rule(
    "IKM704",
    Severity.ERROR,
    unit="dispensation",
    sources=("practice",),
    since="0.1.0",
    last=True,
    message=Text(
        "{dispensation} was approved by {agency}, which may not approve: it covers nothing",
        "{dispensation} disetujui oleh {agency}, yang tidak berwenang, sehingga"
        " tidak mencakup temuan apa pun",
    ),
    remedy=Text(
        "Have it approved by one of {approvers}, or correct the approver.",
        "Mintakan persetujuan salah satu instansi yang berwenang ({approvers})"
        " atau perbaiki instansi pemberi persetujuannya.",
    ),
)
def not_an_approver(records: Records, context: Context) -> Judgement:
    """A dispensation was approved by an agency that may not approve.

    **What it finds.** A dispensation whose approver is neither entitled by the policy of its year
    nor a branch of an agency that is. An approver that is not in the table of agencies leaves it
    undecided: it may be a branch.

    **Why it matters.** An exception holds because somebody answers for it. Until then it covers
    nothing.

    **How to fix it.** Correct the approver, ask an entitled agency, or let the policy name who
    may approve.
    """
    judged = 0
    for one in _of_known_rules(records, context):
        judged += 1
        policy, known = context.policies[one.year], context.agencies
        if entitled(one, policy, known):
            continue
        agency = whose(records, known, one.approved_by)
        if isinstance(agency, Agency):
            approver = known.get(one.approved_by) or agency
            named = [(key, known.get(key)) for key in policy.approvers]
            may = tuple(key if agency is None else agency.short_name for key, agency in named)
            values = {"dispensation": one.id, "agency": approver.short_name, "approvers": may}
            yield Violation(one, one.year, values, field="approved_by")
        else:
            yield Doubt(*(agency or ("unknown_agency", {})), one, one.year)
    return judged


RULES: Final = (expired_dispensation, idle_dispensation, unknown_rule, not_an_approver)
