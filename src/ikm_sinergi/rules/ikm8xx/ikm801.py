"""IKM801 year-without-policy."""

from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Judgement, Subject, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.words.language import Text


@rule(
    "IKM801",
    Severity.NOTE,
    unit="year",
    sources=("form",),
    since="0.1.0",
    message=Text(
        "no policy covers {year}: {policy} held until {ended}",
        "tidak ada kebijakan untuk tahun {year}: {policy} berlaku sampai dengan {ended}",
    ),
    remedy=Text(
        "Give a policy for {year}, or ask for other years.",
        "Sertakan kebijakan untuk tahun {year} atau periksa tahun lain.",
    ),
)
def year_without_policy(records: Records, context: Context) -> Judgement:
    every = context.all_policies
    ended = [(one.valid_to, one.id) for one in every if one.valid_to is not None]
    years = {program.year for program in records.programs}
    judged = 0
    for year in sorted(years if context.asked is None else years & context.asked):
        before = [(last_day, policy) for last_day, policy in ended if last_day.year < year]
        if not before:
            continue
        judged += 1
        if not any(policy.covers(year) for policy in every):
            last_day, policy = max(before)
            values = {"year": year, "policy": policy, "ended": last_day}
            yield Violation(Subject("years", {"year": year}), year, values)
    return judged
