"""The agencies that lead programs or join them, and how a written name finds one.

The four of South Sulawesi are bundled; the records' own agencies add to them or replace them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import product
from typing import Final

from attrs import evolve, field, frozen

from ikm_sinergi.domain.entities import Agency
from ikm_sinergi.domain.mappings import ReadOnly, grouped
from ikm_sinergi.domain.names import fold, near
from ikm_sinergi.errors import AmbiguousAgencyError, UnknownAgencyError


def _in_order(rows: Iterable[Agency]) -> tuple[Agency, ...]:
    return tuple(sorted(set(rows), key=lambda agency: (agency.id, repr(agency))))


def _read_only(aliases: Mapping[str, Iterable[str]]) -> Mapping[str, tuple[str, ...]]:
    return ReadOnly({key: tuple(names) for key, names in aliases.items()})


@frozen
class Agencies:
    """A table of agencies, in the order of their ids; `aliases` are other names of an id.

    Records may hold one id with two contents, or an earlier id that two agencies claim. Such an
    id is known (`in`) but contested: `get` answers None, so that nothing is judged by it.
    """

    rows: tuple[Agency, ...] = field(converter=_in_order)
    aliases: Mapping[str, tuple[str, ...]] = field(
        factory=dict[str, tuple[str, ...]], converter=_read_only, kw_only=True
    )

    @cached_property
    def _by_id(self) -> dict[str, tuple[Agency, ...]]:
        earlier = grouped((key, agency) for agency in self for key in agency.formerly)
        return earlier | grouped((agency.id, agency) for agency in self)

    @cached_property
    def _by_name(self) -> dict[str, tuple[Agency, ...]]:
        return grouped(
            (name, agency)
            for agency in self
            for name in dict.fromkeys(
                map(fold, (agency.name, agency.short_name, *self.aliases.get(agency.id, ())))
            )
        )

    def __repr__(self) -> str:
        return f"<Agencies rows={len(self.rows)}>"

    def __iter__(self) -> Iterator[Agency]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __contains__(self, key: object) -> bool:
        return key in self._by_id

    def get(self, key: str) -> Agency | None:
        """Return the one agency that has this id, or had it formerly; None if there is none."""
        found = self._by_id.get(key, ())
        return found[0] if len(found) == 1 else None

    def parent_of(self, key: str) -> str:
        """Return the id of the agency that this one counts as: its own, or its root parent's.

        An unknown id is its own parent. Agencies that are each other's branches count as the one
        whose id comes first.
        """
        seen: list[str] = []
        while (agency := self.get(key)) is not None and agency.id not in seen:
            seen.append(agency.id)
            if agency.branch_of is None:
                return agency.id
            key = agency.branch_of
        return key if agency is None else min(seen[seen.index(agency.id) :])

    def line(self, key: str) -> Sequence[str]:
        """Return the ids that lead from an agency to its parent: this one, its own, and so on."""
        found = [key]
        while (agency := self.get(found[-1])) is not None:
            more = [one for one in (agency.id, agency.branch_of) if one and one not in found]
            if not more:
                break
            found += more
        return found

    def province_of(self, key: str) -> str | None:
        """Return the province that an agency states, else its root parent; None if neither does."""
        for agency in (self.get(key), self.get(self.parent_of(key))):
            if agency is not None and agency.province is not None:
                return agency.province
        return None

    def merged(self, more: Iterable[Agency]) -> "Agencies":
        """Return this table with more agencies, which replace those whose id they have or had."""
        new = tuple(more)
        if not new:
            return self
        ids = {agency.id for agency in new}.union(*(agency.formerly for agency in new))
        return evolve(self, rows=(*(a for a in self.rows if a.id not in ids), *new))

    def find(self, text: str) -> Agency:
        """Return the one agency with this id, name, short name or alias.

        Raises `UnknownAgencyError`, or `AmbiguousAgencyError` where several answer.

        >>> agencies().find("TP-PKK").id
        'pkk-sulsel'
        """
        folded = fold(text)
        found = self._by_id.get(text.strip()) or self._by_name.get(folded, ())
        if len(found) == 1:
            return found[0]
        if found:
            names = tuple(dict.fromkeys(agency.short_name for agency in found))
            raise AmbiguousAgencyError(text, f"{text!r} names several agencies", names)
        like = [agency for name in near(folded, self._by_name) for agency in self._by_name[name]]
        hints = tuple(dict.fromkeys(agency.short_name for agency in like))
        raise UnknownAgencyError(text, f"no agency is called {text!r}", hints)


TOLD: Final = ("id", "name", "short_name", "sides", "leads")
"""What the file of the bundled ones says of each."""


@cache
def agencies() -> Agencies:
    """Return the bundled four agencies of South Sulawesi (S1, S2, S8-S10)."""
    import tomllib  # noqa: PLC0415  # importing the library reads no table
    from importlib import resources  # noqa: PLC0415

    data = resources.files("ikm_sinergi").joinpath("data", "agencies.toml")
    known = tomllib.loads(data.read_text("utf-8"))
    rows = known["agencies"]
    province = known["province"]
    ends = ["", *map("".join, product((" ", " Prov. ", " Provinsi "), province["names"]))]
    return Agencies(
        [Agency(**{name: row[name] for name in TOLD}, province=province["code"]) for row in rows],
        aliases={
            row["id"]: [f"{alias}{end}" for alias in row["aliases"] for end in ends] for row in rows
        },
    )
