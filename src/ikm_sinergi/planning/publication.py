"""Coverage, cohorts and outcomes: exact, or as they may go out.

What one of them withholds the others must not give away, so what is withheld is found once for all
three, whichever is asked for: the same groups are counted in each.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final, TypeVar

from attrs import evolve

from ikm_sinergi.checking.run import scope_of
from ikm_sinergi.domain.arguments import day, fiscal_year, single
from ikm_sinergi.domain.mappings import ReadOnly
from ikm_sinergi.domain.terms import ProgramKind
from ikm_sinergi.errors import uncovered
from ikm_sinergi.judgement import Context, Why
from ikm_sinergi.planning.effects import Change, Outcomes, exact_outcomes
from ikm_sinergi.planning.generations import FIGURES, By, Cohort, Cohorts, exact_cohorts
from ikm_sinergi.planning.reach import SETTLED, Coverage, Reach, Reckoning, exact_coverage
from ikm_sinergi.planning.suppression import Cell, Sum, withheld
from ikm_sinergi.records.container import Records, records_given
from ikm_sinergi.records.headcounts import Count
from ikm_sinergi.reference.agency import agencies
from ikm_sinergi.reference.places import Places, regencies
from ikm_sinergi.reference.policy import NEXT_STEPS, Policy, policies_given, policy_by_year
from ikm_sinergi.words.language import Text

WITHHELD: Final = Why("withheld")

TOTAL: Final = "total"

Row = TypeVar("Row", Change, Cohort)


def coverage(
    records: Records,
    *,
    year: int,
    scope: str | Iterable[str] | None = None,
    policies: Policy | Iterable[Policy] | None = None,
    places: Places | None = None,
    as_of: dt.date | None = None,
    publish: bool = False,
) -> Coverage:
    """Return where the plan of a fiscal year reaches, for the regencies and areas in scope.

    Cancelled programs and withdrawn participants do not count. A participant counts in the regency
    that it states, a grant in that of its recipient; one without recipient in that of its
    program, if that serves only one. A figure is given only if it is surely known. With `publish`
    numbers of IKM and grants under five are withheld, and whatever would give one away. Raises
    `PolicyError` if no policy covers the year, `UnknownRegencyError` for a scope that is no
    regency, `ScopeError` for one that the policy is not for, `InvalidTypeError` or
    `InvalidValueError` for arguments that cannot be.
    """
    records, year, as_of = records_given(records), fiscal_year("year", year), day("as_of", as_of)
    every = policies_given(policies)
    policy = policy_by_year(every, [year]).get(year)
    if policy is None:
        raise uncovered(year)
    where = regencies() if places is None else single("places", places, Places)
    context = Context(
        policies={year: policy},
        all_policies=every,
        places=where,
        agencies=agencies().merged(records.standing("agencies")),
        scope=scope_of(scope, where, [policy]),
        as_of=as_of,
    )
    exact = exact_coverage(records, context)
    return _published_coverage(exact, _withheld(records, every, as_of)) if publish else exact


def cohorts(
    records: Records,
    *,
    policies: Policy | Iterable[Policy] | None = None,
    as_of: dt.date | None = None,
    publish: bool = False,
) -> Cohorts:
    """Return what became of the IKM trained in each year, in the year after.

    Every IKM stands in one group of each kind, so the groups add up: by the regency that it
    states, by the commodity and the lead of its training. Commodities are brought together by the
    terms of the policy of the year after, or of the first policy if none covers it. A figure is
    given only if it is surely known: that of a year if all records of it are there (`complete`),
    that of a regency if the lists that serve it are held. With `publish` numbers under five are
    withheld, and whatever would give one away. Raises `InvalidTypeError` for arguments that cannot
    be.
    """
    records, as_of = records_given(records), day("as_of", as_of)
    every = policies_given(policies)
    exact = exact_cohorts(records, every, as_of)
    if not publish:
        return exact
    hidden = _withheld(records, every, as_of)
    rows = tuple(
        _blanked(row, ("cohort", row.year, row.by, row.value), hidden) for row in exact.rows
    )
    return Cohorts(rows=rows, notes=_notes())


def outcomes(
    records: Records,
    *,
    policies: Policy | Iterable[Policy] | None = None,
    as_of: dt.date | None = None,
    publish: bool = False,
) -> Outcomes:
    """Return how results changed for IKM that were followed up, against those that were not.

    Who completed a training and took part in a mentoring or apprenticeship of the year after was
    followed up. The groups differ in more than the follow-up: the figures show a change, not
    its cause. A figure is given only if it is surely known. With `publish` numbers under five are
    withheld, and whatever would give one away; `policies` then are those by which the cohorts are
    told. Raises `InvalidTypeError` for arguments that cannot be.
    """
    records, as_of = records_given(records), day("as_of", as_of)
    every = policies_given(policies)
    exact = exact_outcomes(records, as_of)
    if not publish:
        return exact
    hidden = _withheld(records, every, as_of)
    rows = tuple(
        _blanked(row, ("outcome", row.year, row.followed, row.measure), hidden)
        for row in exact.rows
    )
    return Outcomes(rows=rows, notes=_notes())


def _notes() -> tuple[Text, ...]:
    return (Text.of("sheets.published"),)


# --- what is withheld --------------------------------------------------------------------------


class _System:
    """All figures of IKM and grants, and the sums in which they stand."""

    def __init__(self) -> None:
        self.values: dict[Cell, int] = {}
        self.shown: set[Cell] = set()
        self.sums: list[Sum] = []

    def show(self, cell: Cell, number: float | None) -> None:
        """Take in a figure that is shown, if it is known."""
        if number is not None:
            self.values[cell] = int(number)
            self.shown.add(cell)

    def add_up(self, whole: Cell, parts: Iterable[Cell]) -> None:
        """Say that parts make a whole."""
        self.sums.append({**dict.fromkeys(parts, 1), whole: -1})

    def split(self, whole: Cell, part: Cell) -> None:
        """Say that a part leaves a rest that nobody shows, but that anybody can work out."""
        rest = ("rest", whole, part)
        if whole in self.values and part in self.values:
            self.values[rest] = self.values[whole] - self.values[part]
            self.add_up(whole, (part, rest))


def _withheld(
    records: Records, policies: tuple[Policy, ...], as_of: dt.date | None
) -> AbstractSet[Cell]:
    """Return the figures of all years that must not be shown."""
    system = _System()
    years = {program.year for program in records.programs}
    for year in sorted(years):
        _add_reach(system, Reckoning(records, year, as_of))
    _add_cohorts(system, exact_cohorts(records, policies, as_of).rows)
    _add_outcomes(system, exact_outcomes(records, as_of).rows)
    return withheld(system.values, system.shown, system.sums)


def _add_reach(system: _System, counts: Reckoning) -> None:
    people = {f"participants.{kind}": counts.kinds[f"participants.{kind}"] for kind in SETTLED}
    every = {"people": counts.all["people"], "grants": counts.all["grants"], **people}
    for name, count in every.items():
        cells = {group: ("reach", counts.year, name, group) for group in count.groups}
        for group, cell in cells.items():
            system.show(cell, _number(count, group))
        whole = ("reach", counts.year, name, TOTAL)
        if isinstance(count.whole, int):
            system.show(whole, count.whole)
            if not count.is_open:
                system.add_up(whole, cells.values())
    for group in (*counts.all["people"].groups, TOTAL):
        _add_kinds(system, counts.year, group, [*people])


def _add_kinds(system: _System, year: int, group: str | None, names: Sequence[str]) -> None:
    """Say that the IKM of all kinds are those of each, less those that are in several."""
    total = ("reach", year, "people", group)
    parts: list[Cell] = [("reach", year, name, group) for name in names]
    parts = [cell for cell in parts if system.values.get(cell, 0)]
    if len(parts) == 1:
        system.add_up(total, parts)
    elif total in system.values:
        several = ("several", year, group)
        numbers = [system.values[cell] for cell in parts]
        system.values[several] = sum(numbers) - system.values[total]
        system.sums.append({**dict.fromkeys(parts, 1), total: -1, several: -1})


def _number(count: Count, group: str | None) -> int | None:
    found = count.of(group)
    return found if isinstance(found, int) else None


def _add_cohorts(system: _System, rows: Iterable[Cohort]) -> None:
    parts: dict[tuple[int, By], list[str | None]] = {}
    for row in rows:
        about = ("cohort", row.year, row.by, row.value)
        cell = {name: (*about, name) for name in FIGURES}
        for name in FIGURES:
            system.show(cell[name], getattr(row, name))
        system.split(cell["trained"], cell["completed"])
        for name in ("mentored", "apprenticed", "neither"):
            system.split(cell["completed"], cell[name])
        for name in ("mentored", "apprenticed"):
            system.split(cell[name], cell["both"])
        system.sums.append(
            {
                cell["completed"]: -1,
                cell["mentored"]: 1,
                cell["apprenticed"]: 1,
                cell["both"]: -1,
                cell["neither"]: 1,
            }
        )
        parts.setdefault((row.year, row.by), []).append(row.value)
        if row.by is By.REGENCY:
            _link(system, row, cell)
    for (year, by), values in parts.items():
        for name in FIGURES if by is not By.ALL else ():
            whole = ("cohort", year, By.ALL, None, name)
            system.add_up(whole, [("cohort", year, by, value, name) for value in values])


def _link(system: _System, row: Cohort, cell: Mapping[str, Cell]) -> None:
    """Say which figures of a cohort coverage shows too, or a part of."""
    trained = ("reach", row.year, f"participants.{ProgramKind.TRAINING}", row.value)
    if trained in system.values and cell["trained"] in system.values:
        system.add_up(trained, (cell["trained"],))
    for name, kind in zip(("mentored", "apprenticed"), NEXT_STEPS, strict=True):
        system.split(("reach", row.year + 1, f"participants.{kind}", row.value), cell[name])


def _add_outcomes(system: _System, rows: Iterable[Change]) -> None:
    for row in rows:
        about = ("outcome", row.year, row.followed, row.measure)
        cell = {name: (*about, name) for name in ("people", "measured", "no_data", "rose")}
        for name, it in cell.items():
            system.show(it, getattr(row, name))
        system.add_up(cell["people"], (cell["measured"], cell["no_data"]))
        system.split(cell["measured"], cell["rose"])
        whole = ("cohort", row.year, By.ALL, None)
        neither = (*whole, "neither")
        if row.followed:
            system.add_up((*whole, "completed"), (cell["people"], neither))
        else:
            system.add_up(neither, (cell["people"],))


# --- figures without what is withheld -----------------------------------------------------------


def _blanked(row: Row, about: Cell, hidden: AbstractSet[Cell]) -> Row:
    """Return a row without the figures that are withheld."""
    gone = [str(cell[-1]) for cell in hidden if cell[:-1] == about]
    if "measured" in gone:
        gone.append("median")
    changes: dict[str, Any] = dict.fromkeys(gone)
    unknown = ReadOnly({**row.unknown, **dict.fromkeys(gone, WITHHELD)})
    return evolve(row, **changes, unknown=unknown) if gone else row


def _published_coverage(exact: Coverage, hidden: AbstractSet[Cell]) -> Coverage:
    """Return the coverage without the figures that are withheld, and sums that hold one."""
    gone: defaultdict[str | None, set[str]] = defaultdict(set)
    for about, year, name, *group in hidden:
        if about == "reach" and year == exact.year:
            gone[group[0]].add(name)
    inside = {row.regency for row in exact.rows} | {None, TOTAL}
    elsewhere = {name for group, names in gone.items() if group not in inside for name in names}
    return evolve(
        exact,
        rows=tuple(_without(row, gone[row.regency]) for row in exact.rows),
        elsewhere=_without(exact.elsewhere, elsewhere),
        unplaced=_without(exact.unplaced, gone[None]),
        total=_without(exact.total, gone[TOTAL]),
        notes=_notes(),
    )


def _without(row: Reach, names: AbstractSet[str]) -> Reach:
    """Return a row of coverage without these figures."""
    plain: dict[str, Any] = dict.fromkeys(names & {"people", "grants"})
    participants = {
        kind: None if f"participants.{kind}" in names else number
        for kind, number in row.participants.items()
    }
    unknown = ReadOnly({**row.unknown, **dict.fromkeys(sorted(names), WITHHELD)})
    return evolve(row, **plain, participants=ReadOnly(participants), unknown=unknown)
