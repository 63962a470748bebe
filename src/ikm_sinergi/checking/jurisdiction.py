"""Whose policy judges what: that of the provinces of a program's regencies, else of its lead.

What no policy at hand is for is judged by none. A program in two provinces is judged by both, and
the milder outcome counts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from attrs import evolve, frozen

from ikm_sinergi.judgement import Context, Doubt, Subject, Violation
from ikm_sinergi.records.container import Records
from ikm_sinergi.reference.policy import Policy, policy_by_year

__all__ = ["Jurisdiction", "jurisdictions"]


@frozen(eq=False)
class Jurisdiction:
    """The context of one province, and those that judge some of its programs too.

    `shared` are the programs that `others` judge as well, each in a context of these alone.
    """

    context: Context
    shared: AbstractSet[str] = frozenset()
    others: tuple[Context, ...] = ()

    def is_shared(self, found: Violation | Doubt) -> bool:
        """Whether something that was found is about a program in two provinces."""
        if not self.shared or not isinstance(found.subject, Subject):
            return False
        key = found.subject.key
        name = key.get("program", key.get("id") if key["table"] == "programs" else None)
        return name in self.shared and "regency" not in key


def jurisdictions(
    records: Records, base: Context, policies: Sequence[Policy], years: Iterable[int]
) -> tuple[Jurisdiction, ...]:
    """Return the contexts to judge by, one for each province that a policy is for."""
    by_province = {
        one.province: [two for two in policies if two.province == one.province] for one in policies
    }
    places = _places(records, base)
    found: list[Jurisdiction] = []
    years = sorted(set(years))
    for province in sorted(by_province):
        alone = len(by_province) == 1
        outside = {
            identifier
            for identifier, codes in places.items()
            if (codes and province not in codes) or not (codes or alone)
        }
        two = {
            identifier
            for identifier, codes in places.items()
            if province in codes and len(codes & by_province.keys()) > 1
        }
        home = {
            identifier
            for identifier in two
            if province == min(places[identifier] & by_province.keys())
        }
        context = evolve(
            base,
            policies=policy_by_year(by_province[province], years),
            province=province,
            foreign=frozenset(outside | (two - home)),
            strangers=_strangers(records, province),
        )
        found.append(
            Jurisdiction(
                context,
                frozenset(home),
                tuple(_others(base, by_province, places, home, province, years)),
            )
        )
    return tuple(found)


def _others(
    base: Context,
    by_province: Mapping[str, Sequence[Policy]],
    places: Mapping[str, AbstractSet[str]],
    shared: AbstractSet[str],
    home: str,
    years: Sequence[int],
) -> Iterator[Context]:
    """Yield the contexts in which other provinces judge what is shared with them."""
    for province, policies in sorted(by_province.items()):
        mine = {identifier for identifier in shared if province in places[identifier]}
        if province != home and mine:
            yield evolve(
                base,
                policies=policy_by_year(policies, years),
                province=province,
                foreign=frozenset(places.keys() - mine),
            )


def _places(records: Records, base: Context) -> Mapping[str, AbstractSet[str]]:
    """Return the provinces of every program, of every content under a contested id."""
    found: dict[str, AbstractSet[str]] = {}
    known: dict[tuple[tuple[str, ...] | None, str | None], AbstractSet[str]] = {}
    for program in records.programs:
        key = program.regencies, program.lead  # what its provinces are told by
        codes = known.get(key)
        if codes is None:
            codes = known[key] = base.provinces_of(program)
        found[program.id] = found.get(program.id, frozenset()) | codes
    return found


def _strangers(records: Records, province: str) -> frozenset[str]:
    """Return the participants that state a regency of another province."""
    own = f"{province}."
    return frozenset[str]().union(
        *(ids for code, ids in records.residents.items() if not code.startswith(own))
    )
