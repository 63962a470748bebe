"""IKM402 off-potential."""

from collections.abc import Iterator

from ikm_sinergi.domain.entities import Program
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Evidence, Judgement, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.reference.policy import Policy
from ikm_sinergi.rules.subjects import contested, duplicate, states, unless_cancelled, unreadable
from ikm_sinergi.words.language import Text
from ikm_sinergi.words.phrases import Phrase


@rule(
    "IKM402",
    Severity.WARNING,
    unit="program",
    sources=("S3",),
    since="0.1.0",
    message=Text(
        "{program} is on {commodity}, which is the potential of none of {places} ({potentials})",
        "{program} berkomoditas {commodity}, yang bukan potensi {places} ({potentials})",
    ),
    remedy=Text(
        "Choose a commodity of the regency's potential, or add {commodity} to the policy's"
        " potentials.",
        "Pilih komoditas yang sesuai dengan potensi kabupaten/kota itu atau"
        " tambahkan {commodity} pada potensi dalam kebijakan.",
    ),
)
def off_potential(records: Records, context: Context) -> Judgement:
    """A coaching program is on a commodity that none of its regencies is known for.

    **What it finds.** A coaching program that states a commodity and regencies, where the policy
    names the potential of each of them and the commodity fits none. One regency that it fits is
    enough. Spelling and the policy's synonyms do not matter; a commodity that the policy does not
    know, or a regency whose potential it does not name, leaves it undecided.

    **Why it matters.** Every regency is to be touched according to its own potential (S3).

    **How to fix it.** Plan what fits the regency. If the policy's list is too short, add to it,
    with a source.
    """
    judged = 0
    for year, policy in context.policies.items():
        scope = frozenset(context.regencies_of(policy))
        for program in records.programs_of(year):
            if _comparable(records, policy, program, scope):
                judged += 1
                yield from _fit(records, context, policy, program)
        for versions in contested(records, year):
            if any(_comparable(records, policy, one, scope) for one in versions):
                judged += 1
                yield Doubt(*duplicate("programs"), versions[0], year)
    return judged


def _comparable(records: Records, policy: Policy, program: Program, scope: frozenset[str]) -> bool:
    """Whether it is coaching that states a commodity, and regencies of which one is in scope."""
    return (
        program.kind in policy.touch
        and states(records, program, "commodity")
        and states(records, program, "regencies")
        and (program.regencies is None or not scope.isdisjoint(program.regencies))
    )


def _fit(
    records: Records, context: Context, policy: Policy, program: Program
) -> Iterator[Violation | Doubt]:
    year, commodity, codes = program.year, program.commodity, program.regencies
    if commodity is None or codes is None:
        field = "commodity" if commodity is None else "regencies"
        yield Doubt(*unreadable(field), program, year)
        return
    term = policy.commodity(commodity)
    if term is None:
        yield Doubt("unknown_commodity", {"commodity": commodity}, program, year)
        return
    known = {code: policy.potential(code) for code in codes}
    good_at = {term for one in known.values() if one is not None for term in one.commodities}
    if term in good_at:
        return
    unknown = tuple(context.name_of(code) for code, one in known.items() if one is None)
    if unknown:
        evidence = Evidence(program, Phrase("serves_unknown_potential", {"places": unknown}))
        yield Doubt("potential_unknown", {}, program, year, (evidence,))
        return
    values = {
        "program": program.id,
        "commodity": commodity,
        "places": tuple(map(context.name_of, codes)),
        "potentials": tuple(sorted(good_at)),
    }
    yield unless_cancelled(records, program, Violation(program, year, values, field="commodity"))
