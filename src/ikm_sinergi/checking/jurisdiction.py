"""Whose policy judges what: that of the provinces of a program's regencies, else of its lead.

What no policy at hand is for is judged by none. A program in two provinces is judged by both, and
the milder outcome counts; so is an IKM of which no regency is known. What may be of one province
or of another, because its contents contradict or its regency was not read, is judged by each.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import Any, Final

from attrs import evolve, frozen

from ikm_sinergi.domain.entities import Dispensation, Program
from ikm_sinergi.judgement import Context, Rule, Subject
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.records.gaps.gap import Gap
from ikm_sinergi.reference.policy import Policy, policy_by_year

Jury = frozenset[frozenset[str]]
"""The provinces that judge a subject together, for each of the contents that it may have."""


def _each(provinces: Iterable[str]) -> Jury:
    """Return the jury of what is of one of these provinces, but of which is not known."""
    return frozenset(frozenset((one,)) for one in provinces)


class Provinces:
    """Who judges the programs, the participants and the dispensations of some records."""

    def __init__(self, records: Records, base: Context, at_hand: Iterable[str]) -> None:
        """Take the provinces that policies at hand are for."""
        self._records = records
        self._base = base
        self._gaps = gaps_of(records)
        self.at_hand: frozenset[str] = frozenset(at_hand)

    @cached_property
    def programs(self) -> Mapping[str, Jury]:
        """The jury of every program, rejected rows too."""
        records = self._records
        known: dict[Any, Jury] = {}  # few regencies and leads stand for many programs
        found: dict[str, Jury] = {}
        for program in records.by_id("programs").values():
            where = program.regencies, program.lead
            if where not in known:
                known[where] = frozenset((self._of_content(program),))
            found[program.id] = known[where]
        several: Mapping[str, Sequence[Program]] = records.ambiguous("programs")
        for identifier, contents in several.items():
            found[identifier] = frozenset(map(self._of_content, contents))
        for identifier in self._gaps.rejected("programs") - found.keys():
            found[identifier] = self._of_rejected(identifier)
        return found

    def _of_content(self, program: Program) -> frozenset[str]:
        return frozenset(self._base.provinces_of(program)) or self._only

    @property
    def _only(self) -> frozenset[str]:
        """The only province at hand; none if there are several."""
        return self.at_hand if len(self.at_hand) == 1 else frozenset()

    def _of_rejected(self, identifier: str) -> Jury:
        found = set[frozenset[str]]()
        for content in self._gaps.contents(identifier):
            if content.regencies:
                found.add(frozenset(map(_province, content.regencies)))
            else:
                found |= _each({*map(_province, content.places)} or self.at_hand)
        return frozenset(found)

    def of_participant(self, identifier: str) -> Jury:
        """Return the jury of an IKM: by its regencies, else by its programs, else by all."""
        stated = {_province(code) for code in self._gaps.homes(identifier) if code is not None}
        if stated:
            return _each(stated)
        places = self.of_programs(identifier) or self.at_hand
        return frozenset((places,)) if self.why_unsure(identifier) is None else _each(places)

    def is_placed(self, participant: str) -> bool:
        """Whether anything tells where an IKM is from."""
        return self._gaps.homes(participant) != {None} or bool(self.of_programs(participant))

    def of_programs(self, participant: str) -> frozenset[str]:
        """Return the provinces of all programs in which an IKM takes part, or which granted it."""
        rows = self._records.histories.get(participant, ())
        programs = {row.program for row in rows} | self._granted.get(participant, set())
        juries = chain.from_iterable(self.programs.get(one, ()) for one in programs)
        return frozenset(chain.from_iterable(juries))

    @cached_property
    def _granted(self) -> Mapping[str, set[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for grant in self._records.grants:
            if grant.recipient is not None:
                found[grant.recipient].add(grant.program)
        return found

    def why_unsure(self, participant: str) -> Gap | None:
        """Return why it is not known what an IKM without a regency states."""
        records, gaps, table = self._records, self._gaps, "participants"
        known = records.participant(participant)
        if known is not None:
            return gaps.unread(known, "regency")
        return gaps.named(table, participant) or gaps.nameless(table)

    @cached_property
    def dispensations(self) -> Mapping[str, Jury]:
        """The jury of every dispensation: that of its subject."""
        several: Mapping[str, Sequence[Dispensation]] = self._records.ambiguous("dispensations")
        single = {one.id: [one] for one in self._records.by_id("dispensations").values()}
        return {
            identifier: frozenset(chain.from_iterable(map(self._of_dispensation, contents)))
            for identifier, contents in {**single, **several}.items()
        }

    def _of_dispensation(self, one: Dispensation) -> Jury:
        if one.regency is not None:
            return _each((_province(one.regency),))
        if one.participant is not None:
            return self.of_participant(one.participant)
        return self.programs.get(str(one.program), frozenset((self.at_hand,)))

    def why_divided(self, subject: Subject) -> Gap:
        """Return why it is not known which provinces judge a subject."""
        key, record = subject.key, subject.record
        named = [
            (key["table"], key.get("id")),
            ("programs", getattr(record, "program", None)),
            ("participants", getattr(record, "participant", None)),
        ]
        gaps = (
            self.why_unsure(one) if table == "participants" else self._gaps.named(table, one)
            for table, one in named
            if one is not None
        )
        found = (gap for gap in gaps if gap is not None)
        return next(found, Gap("duplicate_id", {"table": key["table"]}))

    def groups(self, table: str) -> Mapping[Jury, Sequence[AbstractSet[str]]]:
        """Return the ids of a table by their jury."""
        if table == "participants":
            return self._participants()
        found: defaultdict[Jury, set[str]] = defaultdict(set)
        juries = self.programs if table == "programs" else self.dispensations
        for identifier, jury in juries.items():
            found[jury].add(identifier)
        return {jury: [ids] for jury, ids in found.items()}

    def _participants(self) -> Mapping[Jury, Sequence[AbstractSet[str]]]:
        """Return the participants by their jury.

        Whoever states no regency is left out where all is of the only province at hand.
        """
        records = self._records
        found: defaultdict[Jury, list[AbstractSet[str]]] = defaultdict(list)
        for code, ids in records.residents.items():
            found[_each((_province(code),))].append(ids)
        odd: AbstractSet[str] = records.ambiguous("participants").keys() - records.regency_of.keys()
        juries = {*self.programs.values(), *map(self.of_participant, odd)}
        if not juries <= {frozenset((self._only,))} or not self._only:
            odd = self._everybody() - records.regency_of.keys()
        for identifier in odd:
            found[self.of_participant(identifier)].append({identifier})
        return found

    def _everybody(self) -> AbstractSet[str]:
        """Return the ids of all participants, of whom only another table tells too."""
        naming = (
            ("participants", "id"),
            ("participations", "participant"),
            ("grants", "recipient"),
            ("results", "participant"),
            ("dispensations", "participant"),
        )
        rows = ((row, field) for table, field in naming for row in self._records.table(table))
        return {getattr(row, field) for row, field in rows} - {None}


def provinces_of(records: Records, base: Context, policies: Iterable[Policy]) -> Provinces:
    """Return who judges what of some records by these policies, found once."""
    at_hand = frozenset(policy.province for policy in policies)
    return records.remember(("provinces", at_hand), lambda: Provinces(records, base, at_hand))


def _province(code: str) -> str:
    return code.partition(".")[0]


@frozen(eq=False)
class Court:
    """The contexts that judge something together, by their provinces."""

    contexts: Mapping[str, Context]
    jury: Jury

    @property
    def is_single(self) -> bool:
        """Whether one context alone judges."""
        return len(self.contexts) == len(self.jury) == 1

    def benches(self, year: int | None) -> Iterator[Sequence[str]]:
        """Yield the provinces that judge each content in a year; none where no policy is."""
        for content in sorted(self.jury, key=sorted):
            mine = (one for one in sorted(content) if one in self.contexts)
            yield [one for one in mine if year is None or year in self.contexts[one].policies]


_LEFT_OUT: Final = MappingProxyType(
    {"programs": "foreign", "participants": "strangers", "dispensations": "outlying"}
)
"""The field of a context that holds what it does not judge of a table."""

_TABLES: Final = MappingProxyType(
    {
        "participant": "participants",
        "participant and year": "participants",
        "dispensation": "dispensations",
        "program and regency": "regencies",
        "regency and year": "regencies",
        "announcement": "regencies",
    }
)
"""By whose provinces the rules of a unit judge; all others judge by those of the programs."""


class Courts:
    """The courts that judge some records by each rule."""

    def __init__(
        self, records: Records, base: Context, policies: Sequence[Policy], years: Iterable[int]
    ) -> None:
        """Take a context without policies, the policies at hand and the years to judge."""
        asked = set(years)
        at_hand: dict[str, list[Policy]] = {}
        for policy in policies:
            at_hand.setdefault(policy.province, []).append(policy)
        self.provinces: Provinces = provinces_of(records, base, policies)
        self.contexts: Mapping[str, Context] = {
            province: evolve(base, policies=policy_by_year(several, asked), province=province)
            for province, several in sorted(at_hand.items())
        }
        self._known: dict[str, Sequence[Court]] = {}

    def of(self, rule: Rule) -> Sequence[Court]:
        """Return the courts of a rule: each subject is judged by one of them."""
        table = _TABLES.get(rule.unit, "programs")
        if table not in self._known:
            sitting = self._by_regency() if table == "regencies" else self._by_jury(table)
            self._known[table] = tuple(sitting)
        return self._known[table]

    def _by_regency(self) -> Iterator[Court]:
        """Yield the courts for what is told regency by regency: each has a province of its own."""
        programs = self.provinces.programs
        for province, context in self.contexts.items():
            away = {one for one, jury in programs.items() if not any(province in of for of in jury)}
            yield Court({province: evolve(context, foreign=frozenset(away))}, _each((province,)))

    def _by_jury(self, table: str) -> Iterator[Court]:
        groups = self.provinces.groups(table)
        own = [_each((province,)) for province in self.contexts]
        shared = [jury for jury in groups if jury not in own]
        for jury in (*own, *sorted(shared, key=lambda one: sorted(map(sorted, one)))):
            others = [ids for other, several in groups.items() if other != jury for ids in several]
            away: dict[str, Any] = {_LEFT_OUT[table]: frozenset[str]().union(*others)}
            mine = sorted(frozenset[str]().union(*jury) & self.contexts.keys())
            contexts = {one: evolve(self.contexts[one], **away) for one in mine}
            if contexts:
                yield Court(contexts, jury)
