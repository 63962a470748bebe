"""IKM801 without-policy."""

from ikm_sinergi.domain.fields import LAST_DAY
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Judgement, Subject, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.reference.policy import Policy
from ikm_sinergi.words.language import Text


@rule(
    "IKM801",
    Severity.NOTE,
    unit="year and province",
    sources=("form",),
    since="0.1.0",
    message=Text(
        "no policy at hand is for {place} in {year}: its programs are not judged",
        "tidak ada kebijakan untuk {place} tahun {year} sehingga programnya tidak diperiksa",
    ),
    remedy=Text(
        "Give a policy for {place} and {year}, or ask for other years.",
        "Sertakan kebijakan {place} untuk tahun {year} atau periksa tahun lain.",
    ),
)
def without_policy(records: Records, context: Context) -> Judgement:
    every = context.all_policies
    ended = [one.valid_to.year for one in every if one.valid_to is not None]
    alone = {one.province for one in every}
    judged: set[tuple[int, str]] = set()
    for program in records.programs:
        if context.asked is not None and program.year not in context.asked:
            continue
        provinces = context.provinces_of(program) or (alone if len(alone) == 1 else set())
        judged |= {(program.year, province) for province in provinces}
    covered = {pair for pair in judged if any(_covers(one, pair) for one in every)}
    known = {
        year for year in {year for year, _ in judged} if any(one.covers(year) for one in every)
    }
    before = min(ended, default=LAST_DAY.year)
    judged = {
        pair for pair in judged if pair[0] > before or (pair[0] in known and pair not in covered)
    }
    for year, province in sorted(judged - covered):
        place = context.province_name(province)
        values = {"year": year, "province": province, "place": place}
        yield Violation(Subject("years", {"year": year, "province": province}), year, values)
    return len(judged)


def _covers(policy: Policy, pair: tuple[int, str]) -> bool:
    year, province = pair
    return policy.covers(year) and policy.province == province
