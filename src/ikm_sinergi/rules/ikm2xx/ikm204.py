"""IKM204 changed-commodity."""

from collections import defaultdict
from collections.abc import Generator, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from attrs import frozen

from ikm_sinergi.domain.entities import Participation, Program
from ikm_sinergi.domain.tables import key_of
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Violation, Why, rule, why_of
from ikm_sinergi.pathway import later_kinds, needed, years_before
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.records.gaps.gap import Gap
from ikm_sinergi.records.indexes import Roster
from ikm_sinergi.reference.policy import NEXT_STEPS, Policy, Prerequisite
from ikm_sinergi.rules.ikm2xx.commodities import term_of
from ikm_sinergi.rules.subjects import (
    WITHDRAWN,
    Found,
    contested,
    counted,
    duplicate,
    is_live,
    unless_cancelled,
    unreadable,
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
        "{participant} takes part in {program} on {commodity}, but was trained in another"
        " commodity ({trained})",
        "{participant} mengikuti {program} untuk komoditas {commodity}, tetapi"
        " dilatih dalam komoditas lain ({trained})",
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
                found[prerequisite] = _trained(records, policy, prerequisite, year)
            own = _own_doubts(records, context, found[prerequisite])
            for roster in context.rosters_of(records, year, kind):
                for row in roster.rows if own and roster.program.commodity else ():
                    if row.participant in own:
                        judged += 1
                        yield Doubt(why_of(own[row.participant]), row, year)
                judged += yield from _on_roster(
                    records, context, policy, roster, found[prerequisite]
                )
            for versions in contested(records, context, year):
                live = [one for one in versions if is_live(one, year) and one.kind is kind]
                rows = _contested(records, context, policy, versions, live, found[prerequisite])
                judged += yield from counted(rows)
    return judged


@frozen(eq=False)
class _Trained:
    """Who completed a qualifying training, and in what.

    `by_term` are those whose trainings all state a commodity, by each of them; `everybody` are
    all of these. Of the `unread` a commodity could not be read; a training that states none may
    have been in any, so who had one is in neither.
    """

    years: tuple[int, ...]
    prerequisite: Prerequisite
    by_term: Mapping[str, AbstractSet[str]]
    everybody: AbstractSet[str]
    unread: AbstractSet[str]
    programs: Mapping[str, AbstractSet[str]]

    def elsewhere(self, term: str) -> AbstractSet[str]:
        """Return the trainings that were surely in another commodity."""
        found = self._elsewhere.get(term)
        if found is None:
            several = (ids for one, ids in self.programs.items() if one not in {term, ""})
            found = self._elsewhere[term] = frozenset[str]().union(*several)
        return found

    @cached_property
    def _elsewhere(self) -> dict[str, AbstractSet[str]]:
        return {}


def _trained(records: Records, policy: Policy, prerequisite: Prerequisite, year: int) -> _Trained:
    years = years_before(year, prerequisite)
    sets: defaultdict[str, set[str]] = defaultdict(set)
    unread: set[str] = set()
    unstated: set[str] = set()
    for before in years:
        for roster in records.rosters_of(before, *prerequisite.kinds):
            if not records.is_settled(roster.program):
                continue
            commodity = roster.program.commodity
            if commodity is not None:
                sets[term_of(policy, commodity)] |= roster.completed
            elif records.unreadable(roster.program, "commodity"):
                unread |= roster.completed
            else:
                unstated |= roster.completed
    if unread or unstated:
        for ids in sets.values():
            ids.difference_update(unstated | unread)
    everybody = frozenset[str]().union(*sets.values())
    programs = _by_commodity(records, policy, prerequisite, years)
    return _Trained(years, prerequisite, sets, everybody, unread - unstated, programs)


def _by_commodity(
    records: Records, policy: Policy, prerequisite: Prerequisite, years: Sequence[int]
) -> Mapping[str, AbstractSet[str]]:
    """Return the trainings of each commodity, of those that the policy does not know under ""."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for before in years:
        for program in records.programs_of(before, *prerequisite.kinds):
            if program.commodity is not None:
                found[policy.commodity(program.commodity) or ""].add(program.id)
    return found


def _own_doubts(records: Records, context: Context, trained: _Trained) -> Mapping[str, Gap]:
    """Return whose own rows leave open whether, or in what, it was trained."""
    gaps, kinds = gaps_of(records, context.as_of), trained.prerequisite.kinds
    found = dict(gaps.own_doubts(trained.years, kinds))
    if gaps.reading("programs") is not None:
        plain = [records.completed(before, *kinds) for before in trained.years]
        contested = frozenset(gaps.steps(trained.years, kinds).done).difference(*plain)
        found |= dict.fromkeys(contested, Gap("duplicate_id", {"table": "programs"}))
    return {one: gap for one, gap in found.items() if one not in trained.everybody}


def _on_roster(
    records: Records, context: Context, policy: Policy, roster: Roster, trained: _Trained
) -> Generator[Violation | Doubt, None, int]:
    """Judge everybody on a roster that was trained in something."""
    program = roster.program
    if program.commodity is None:
        if not records.unreadable(program, "commodity"):
            return 0
        rows = [row for row in roster.rows if row.participant in trained.everybody]
        for row in rows:
            yield Doubt(unreadable("commodity"), row, program.year)
        return len(rows)
    term = term_of(policy, program.commodity)
    same = trained.by_term.get(term, frozenset())
    if roster.participants <= same:
        return len(roster.rows)
    judged = 0
    for row in roster.rows:
        if row.participant in trained.unread:
            judged += 1
            yield Doubt(unreadable("commodity"), row, program.year)
        elif row.participant in trained.everybody:
            judged += 1
            if row.participant not in same:
                yield _changed(records, context, policy, row, roster, trained)
    return judged


def _contested(  # the contents, and what they are compared with
    records: Records,
    context: Context,
    policy: Policy,
    versions: Sequence[Program],
    live: Sequence[Program],
    trained: _Trained,
) -> Iterator[Found]:
    """Judge those who take part in a program of a contested id, by each of the contents."""
    stating = [one for one in live if one.commodity is not None]
    for row in records.rosters.get(versions[0].id, ()) if stating else ():
        if row.status is WITHDRAWN or row.participant not in trained.everybody:
            continue
        found: list[Found] = []
        for one in versions:
            term = None if one.commodity is None else term_of(policy, one.commodity)
            same = row.participant in trained.by_term.get(str(term), frozenset())
            other = one in stating and not same
            found.append(
                _changed(records, context, policy, row, Roster(one, ()), trained) if other else None
            )
        yield weighed(found, duplicate("programs"), row, stating[0].year)


def _changed(  # the row, and what it is compared with
    records: Records,
    context: Context,
    policy: Policy,
    row: Participation,
    roster: Roster,
    trained: _Trained,
) -> Violation | Doubt:
    program = roster.program
    commodity = str(program.commodity)
    before = tuple(sorted(term for term, ids in trained.by_term.items() if row.participant in ids))
    why = _why_unsure(records, context, policy, row, commodity, before, trained)
    if why is not None:
        return Doubt(why, row, program.year)
    values = {**key_of(row), "commodity": commodity, "trained": before}
    return unless_cancelled(records, program, Violation(row, program.year, values))


def _why_unsure(  # the row, and what it is compared with
    records: Records,
    context: Context,
    policy: Policy,
    row: Participation,
    commodity: str,
    before: Sequence[str],
    trained: _Trained,
) -> Why | None:
    term = policy.commodity(commodity)
    if term is None or any(one.startswith("?") for one in before):
        return Why("unknown_commodity", {"commodity": commodity})
    if records.unreadable(row, "status"):
        return unreadable("status")
    years, kinds = trained.years, trained.prerequisite.kinds
    gaps, later = gaps_of(records, context.as_of), later_kinds(policy, trained.prerequisite)
    gap = gaps.own_step(
        row.participant, years, kinds, trained.elsewhere(term), later=later
    ) or gaps.step(
        row.participant, years, kinds, later=later, own=False, held=tuple((kind,) for kind in kinds)
    )
    if gap is None:
        return None
    return why_of(gap, context.name_of, **needed(trained.prerequisite, years))
