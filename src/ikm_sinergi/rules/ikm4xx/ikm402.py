"""IKM402 off-potential."""

from ikm_sinergi.domain.entities import Program
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import (
    Context,
    Doubt,
    Evidence,
    Judgement,
    Subject,
    Violation,
    Why,
    rule,
    said,
)
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.subjects import Found, counted, over_programs, states, unreadable
from ikm_sinergi.words.language import Text


@rule(
    "IKM402",
    Severity.WARNING,
    unit="program",
    sources=("S3",),
    since="0.1.0",
    by_policy=True,
    message=Text(
        "{program} is on {commodity}, which is the potential of none of {places} ({potentials})",
        "komoditas {program}, yaitu {commodity}, bukan potensi {places} (potensinya: {potentials})",
    ),
    remedy=Text(
        "Choose a commodity of the regency's potential, or add {commodity} to the policy's"
        " potentials.",
        "Pilih komoditas yang sesuai dengan potensi kabupaten/kota itu atau"
        " tambahkan {commodity} pada potensi dalam kebijakan.",
    ),
)
def off_potential(records: Records, context: Context) -> Judgement:
    scopes = {
        year: frozenset(context.regencies_of(policy)) for year, policy in context.policies.items()
    }

    def comparable(program: Program) -> bool:
        """Whether coaching states its commodity, and regencies of which one is in scope."""
        codes = program.regencies
        return (
            program.kind in context.policies[program.year].touch
            and states(records, program, "commodity", "regencies")
            and (codes is None or not scopes[program.year].isdisjoint(codes))
        )

    def fit(program: Program) -> Found:
        return _fit(records, context, program)

    return counted(over_programs(records, context, comparable, fit))


def _fit(records: Records, context: Context, program: Program) -> Found:
    year, commodity, codes = program.year, program.commodity, program.regencies
    policy = context.policies[year]
    if commodity is None or codes is None:
        return Doubt(unreadable("commodity" if commodity is None else "regencies"), program, year)
    term = policy.commodity(commodity)
    if term is None:
        return Doubt(Why("unknown_commodity", {"commodity": commodity}), program, year)
    known = {code: policy.potential(code) for code in codes}
    good_at = {term for one in known.values() if one is not None for term in one.commodities}
    if term in good_at:
        return None
    unknown = tuple(context.name_of(code) for code, one in known.items() if one is None)
    if unknown:
        told = Evidence(program, said("serves_unknown_potential", places=unknown))
        return Doubt(Why("potential_unknown"), program, year, [told])
    values = {
        "program": program.id,
        "commodity": commodity,
        "places": tuple(map(context.name_of, codes)),
        "potentials": tuple(sorted(good_at)),
    }
    return Violation(Subject(program, field="commodity"), year, values)
