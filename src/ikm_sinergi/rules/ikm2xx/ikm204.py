"""IKM204 changed-commodity."""

from collections import defaultdict
from collections.abc import Generator, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from types import EllipsisType

from attrs import frozen

from ikm_sinergi.domain.entities import Participation, Program
from ikm_sinergi.domain.tables import key_of
from ikm_sinergi.domain.terms import ProgramKind, Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Violation, Why, rule, why_of
from ikm_sinergi.pathway import later_kinds, needed, years_before
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import Gaps, gaps_of
from ikm_sinergi.records.indexes import Roster
from ikm_sinergi.reference.policy import NEXT_STEPS, Policy, Prerequisite
from ikm_sinergi.rules.ikm2xx.commodities import (
    ANY,
    Training,
    is_known,
    may_be_one,
    term_of,
    terms_of,
    trainings,
)
from ikm_sinergi.rules.subjects import (
    WITHDRAWN,
    Found,
    contested,
    counted,
    duplicate,
    is_live,
    may_have_left,
    rejected_rosters,
    unless_cancelled,
    unread,
    weighed,
)
from ikm_sinergi.words.language import Text


@rule(
    "IKM204",
    Severity.NOTE,
    unit="participation",
    sources=("practice",),
    since="0.1.0",
    by_policy=True,
    message=Text(
        "{participant} takes part in {program} on {commodity}, but completed {kinds} in another"
        " commodity ({trained})",
        "{participant} mengikuti {program} untuk komoditas {commodity}, tetapi"
        " menyelesaikan {kinds} dalam komoditas lain ({trained})",
    ),
    remedy=Text(
        "Check that the change of commodity is meant, or correct the commodity of a program.",
        "Pastikan bahwa perubahan komoditas memang dimaksudkan atau perbaiki komoditas programnya.",
    ),
)
def changed_commodity(records: Records, context: Context) -> Judgement:
    judged = 0
    for year, policy in context.policies.items():
        found: dict[Prerequisite, _Trained] = {}
        for kind in NEXT_STEPS:
            prerequisite = policy.prerequisite(kind)
            if prerequisite is None:
                continue
            if prerequisite not in found:
                found[prerequisite] = _trained(records, context, policy, prerequisite, year)
            trained = found[prerequisite]
            for roster in context.rosters_of(records, year, kind):
                judged += yield from _on_roster(trained, roster)
            odd = (_contested(trained, kind), _rejected(trained, kind))
            judged += yield from counted(one for each in odd for one in each if one is not ...)
    return judged


@frozen(eq=False)
class _Trained:
    """Who completed a qualifying training before a year, and in what.

    `by_term` are those whose trainings all state a commodity, by each of them, and `everybody` all
    of these; who is `touched` by what could not be read is in neither.
    """

    records: Records
    context: Context
    policy: Policy
    prerequisite: Prerequisite
    year: int
    by_term: Mapping[str, AbstractSet[str]]
    everybody: AbstractSet[str]
    touched: AbstractSet[str]

    @property
    def gaps(self) -> Gaps:
        """What the records leave open."""
        return gaps_of(self.records, self.context.as_of)

    def own(self, participant: str) -> Sequence[Training]:
        """Return the trainings of an IKM by its own participations."""
        years, kinds = years_before(self.year, self.prerequisite), self.prerequisite.kinds
        later = later_kinds(self.policy, self.prerequisite)
        return [*trainings(self.gaps, self.policy, participant, years, kinds, later=later)]


def _trained(
    records: Records, context: Context, policy: Policy, prerequisite: Prerequisite, year: int
) -> _Trained:
    touched = gaps_of(records, context.as_of).touched
    sets: defaultdict[str, set[str]] = defaultdict(set)
    unstated: set[str] = set(touched)
    for before in years_before(year, prerequisite):
        for roster in records.rosters_of(before, *prerequisite.kinds):
            commodity = roster.program.commodity
            if not records.is_settled(roster.program):
                continue
            if commodity is None:
                unstated |= roster.completed
            else:
                sets[term_of(policy, commodity)] |= roster.completed
    if unstated:
        for ids in sets.values():
            ids.difference_update(unstated)
    everybody = frozenset[str]().union(*sets.values())
    return _Trained(records, context, policy, prerequisite, year, sets, everybody, touched)


def _on_roster(trained: _Trained, roster: Roster) -> Generator[Violation | Doubt, None, int]:
    """Judge everybody on a roster that was trained in something."""
    records, policy, program = trained.records, trained.policy, roster.program
    why = unread(records, program, "commodity")
    gap = trained.gaps.named("programs", program.id)
    same: AbstractSet[str] = frozenset()
    terms: AbstractSet[str | None] = {ANY}
    if gap is not None:
        why = why_of(gap)
        terms = terms_of(trained.gaps, policy, program.id, (program.year,), (program.kind,))
    elif program.commodity is not None:
        terms = {term_of(policy, program.commodity)}
        same = trained.by_term.get(term_of(policy, program.commodity), frozenset())
        if roster.participants <= same:
            return len(roster.rows)
    elif why is None:
        return 0
    judged = 0
    for row in roster.rows:
        if row.participant in same:
            judged += 1
        elif row.participant in trained.everybody or row.participant in trained.touched:
            found = _found(trained, row, program, terms, why)
            if found is not ...:
                judged += 1
                yield from () if found is None else (found,)
    return judged


def _contested(trained: _Trained, kind: ProgramKind) -> Iterator[Found | EllipsisType]:
    """Judge those who take part in a program of a contested id, by each of the contents."""
    records = trained.records
    for versions in contested(records, trained.context, trained.year):
        live = [one for one in versions if is_live(one, trained.year) and one.kind is kind]
        for row in records.rosters.get(versions[0].id, ()) if live else ():
            if row.status is WITHDRAWN:
                continue
            several: list[Found | EllipsisType] = []
            for one in versions:
                why = unread(records, one, "commodity")
                term = None if one.commodity is None else term_of(trained.policy, one.commodity)
                terms = {ANY if why else term}
                several.append(_found(trained, row, one, terms, why) if one in live else ...)
            if any(one is not ... for one in several):
                results = [None if one is ... else one for one in several]
                yield weighed(results, duplicate("programs"), row, trained.year)


def _rejected(trained: _Trained, kind: ProgramKind) -> Iterator[Found | EllipsisType]:
    """Judge those who take part in programs of which only a rejected row stands on record."""
    year = trained.year
    for why, rows in rejected_rosters(trained.records, trained.context, year, kind):
        for row in rows:
            terms = terms_of(trained.gaps, trained.policy, row.program, (year,), (kind,))
            is_same = _is_same(trained.own(row.participant), terms)
            if is_same is not ...:
                yield None if is_same else Doubt(why, row, year)


def _is_same(own: Sequence[Training], terms: AbstractSet[str | None]) -> bool | EllipsisType:
    """Return whether some of these trainings surely were in each of these terms of a program.

    Who surely was trained in what is not stated, or in nothing, is not judged.
    """
    sure = [one.terms for one in own if one.gap is None]
    if terms == {None} or {None} in sure or not any(one.is_told for one in own):
        return ...
    met = [any(several <= {term, None} for several in sure) for term in terms - {None}]
    return ANY not in terms and all(met)


def _found(
    trained: _Trained,
    row: Participation,
    program: Program,
    terms: AbstractSet[str | None],
    why: Why | None,
) -> Found | EllipsisType:
    """Judge one who takes part in a program of these terms; `why` it is not known of which."""
    own = trained.own(row.participant)
    is_same = _is_same(own, terms)
    if is_same is not False:
        return ... if is_same is ... else None
    why = why or _why_unsure(trained, row, str(program.commodity), own)
    if why is not None:
        return Doubt(why, row, trained.year)
    sure = frozenset[str | None]().union(*(one.terms for one in own if one.gap is None))
    values = {
        **key_of(row),
        "commodity": program.commodity,
        "trained": tuple(sorted(filter(None, sure))),
        "kinds": trained.prerequisite.kinds,
    }
    return unless_cancelled(trained.records, program, Violation(row, trained.year, values))


def _why_unsure(
    trained: _Trained, row: Participation, commodity: str, own: Sequence[Training]
) -> Why | None:
    """Return why it is not known that an IKM was trained, and never in this commodity."""
    term = term_of(trained.policy, commodity)
    sure = [one.term for one in own if one.term is not None]
    if not all(map(is_known, (term, *sure))):
        return Why("unknown_commodity", {"commodity": commodity})
    why = may_have_left(trained.records, row)
    if why is not None:
        return why
    prerequisite = trained.prerequisite
    years, kinds = years_before(trained.year, prerequisite), prerequisite.kinds
    excusing = [
        one for one in own if any(other is None or may_be_one(term, other) for other in one.terms)
    ]
    if not any(one.gap is None for one in own):
        excusing += [one for one in own if one.is_told]
    gap = next((one.gap or one.unread for one in excusing), None) or trained.gaps.step(
        row.participant,
        years,
        kinds,
        later=later_kinds(trained.policy, prerequisite),
        own=False,
        held=[(kind,) for kind in kinds],
    )
    if gap is None:
        return None
    return why_of(gap, trained.context.name_of, **needed(prerequisite, years))
