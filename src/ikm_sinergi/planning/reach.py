"""Where the year's plan reaches: per regency and kind of program, and who is left out (S3)."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from attrs import evolve, frozen

from ikm_sinergi.domain.entities import Program
from ikm_sinergi.domain.mappings import ReadOnly
from ikm_sinergi.domain.terms import Outcome, ProgramKind
from ikm_sinergi.judgement import Context, Why, why_of
from ikm_sinergi.planning.figures import NOTHING_UNKNOWN, Sheet, known, sheet
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.records.gaps.gap import UNSETTLED, Gap
from ikm_sinergi.records.headcounts import (
    Count,
    Group,
    by_regency,
    crowd,
    grants_by_regency,
    programs_by_regency,
)
from ikm_sinergi.reference.policy import Policy
from ikm_sinergi.words.language import Text
from ikm_sinergi.words.phrases import Phrase

KINDS: Final = tuple(ProgramKind)

SETTLED: Final = tuple(kind for kind in KINDS if kind not in UNSETTLED)


@frozen(kw_only=True)
class Reach:
    """What the plan holds for one regency, for those elsewhere, or for what is not placed.

    `touched` is passed, violated or undecided, as IKM401 says, and None where it is no question.
    `served_by` counts the programs that serve it, `people` its own IKM that take part, each once,
    and `grants` those handed to it; `programs` and `participants` hold the first two by kind,
    without zeros. A program for three regencies counts in each; one that is `development` or
    `market` counts in no kind and leaves those that it may be unknown. A figure that is not
    known is None, and `unknown` says why, by its name ("people", "programs.training").
    `potentials` are what the policy says a regency is good at (None: it says nothing), `met`
    those that a coaching program takes up.
    """

    regency: str | None
    name: str | Text
    touched: Outcome | None
    served_by: int | None
    people: int | None
    grants: int | None
    programs: Mapping[ProgramKind, int | None]
    participants: Mapping[ProgramKind, int | None]
    potentials: tuple[str, ...] | None = None
    met: tuple[str, ...] = ()
    unknown: Mapping[str, Why] = NOTHING_UNKNOWN

    def __repr__(self) -> str:
        return f"<Reach {self.regency} {self.name}: {self.touched}>"

    def cells(self) -> tuple[Any, ...]:
        """Return what stands in its row of the sheet."""
        undecided = self.touched in {None, Outcome.UNDECIDED}
        touched = None if undecided else self.touched is Outcome.PASSED
        figures = (self.served_by, self.people, self.grants)
        return (self.regency, self.name, touched, *figures, self.potentials, self.met)

    def causes(self) -> Mapping[str, Why]:
        """Return why cells of its row of the sheet are not known."""
        return {COLUMN_OF[name]: why for name, why in self.unknown.items() if name in COLUMN_OF}


COLUMN_OF: Final = MappingProxyType(
    {
        "touched": "touched",
        "served_by": "programs",
        "people": "participants",
        "grants": "grants",
    }
)
"""The columns of the sheet in which the figures stand."""


@frozen(kw_only=True)
class Coverage:
    """The reach of one year's plan.

    `rows` has a regency each, in code order. `elsewhere` holds what belongs to regencies that are
    not among the rows, `unplaced` what states none. `total` has each thing once: participants
    and grants add up to it, programs that serve several regencies count in each of them.
    """

    year: int
    policy: str
    rows: tuple[Reach, ...]
    elsewhere: Reach
    unplaced: Reach
    total: Reach
    notes: tuple[Text, ...] = ()

    @property
    def touched(self) -> tuple[str, ...]:
        """The codes of the regencies that a coaching program serves."""
        return self._codes(Outcome.PASSED)

    @property
    def untouched(self) -> tuple[str, ...]:
        """The codes of the regencies that no coaching program serves."""
        return self._codes(Outcome.VIOLATED)

    @property
    def undecided(self) -> tuple[str, ...]:
        """The codes of the regencies of which it is not known."""
        return self._codes(Outcome.UNDECIDED)

    def _codes(self, outcome: Outcome) -> tuple[str, ...]:
        return tuple(str(row.regency) for row in self.rows if row.touched is outcome)

    def __repr__(self) -> str:
        return f"<Coverage {self.year}: touched {len(self.touched)} of {len(self.rows)}>"

    def _every(self) -> tuple[Reach, ...]:
        """Return all rows that are shown, the total last."""
        figures = (self.elsewhere.served_by, self.elsewhere.people, self.elsewhere.grants)
        elsewhere = (self.elsewhere,) if any(figure != 0 for figure in figures) else ()
        return (*self.rows, *elsewhere, self.unplaced, self.total)

    def sheet(self) -> Sheet:
        """Return one row a regency, then what is elsewhere and not placed, and the total."""
        told = {
            "touched": len(self.touched),
            "regencies": len(self.rows),
            "undecided": len(self.undecided),
        }
        return sheet(
            "coverage",
            (
                "regency",
                "name",
                "touched",
                "programs",
                "participants",
                "grants",
                "potentials",
                "met",
            ),
            [row.cells() for row in self._every()],
            unknown=[row.causes() for row in self._every()],
            notes=(
                Phrase("sheets.touched_of", told),
                Text.of("sheets.counts_in_each"),
                *self.notes,
            ),
            year=self.year,
        )

    def by_kind(self) -> Sheet:
        """Return one row a regency and kind of program, where there is any, or may be."""
        cells = [
            (row, kind)
            for row in (*self.rows, self.unplaced)
            for kind in SETTLED
            if row.programs.get(kind, 0) != 0 or row.participants.get(kind)
        ]
        return sheet(
            "coverage_by_kind",
            ("regency", "name", "kind", "programs", "participants"),
            [
                (
                    row.regency,
                    row.name,
                    kind,
                    row.programs.get(kind, 0),
                    row.participants.get(kind, 0),
                )
                for row, kind in cells
            ],
            unknown=[
                {
                    name: row.unknown[f"{name}.{kind}"]
                    for name in ("programs", "participants")
                    if f"{name}.{kind}" in row.unknown
                }
                for row, kind in cells
            ],
            year=self.year,
        )


def exact_coverage(records: Records, context: Context) -> Coverage:
    """Return where the plan of the one year of a context reaches, every figure as it is."""
    ((year, policy),) = context.policies.items()
    counts = Reckoning(records, year, context.as_of)
    codes = context.regencies_of(policy)
    return Coverage(
        year=year,
        policy=policy.id,
        rows=tuple(
            evolve(
                counts.row(code, context.name_of(code), _touched(records, context, code)),
                potentials=_potentials(policy, code),
                met=_met(policy, records.programs_of(year), code),
            )
            for code in codes
        ),
        elsewhere=counts.rest("elsewhere", (*codes, None)),
        unplaced=evolve(counts.row(None, Text.of("sheets.unplaced"), None), regency="unplaced"),
        total=counts.rest("total", ()),
    )


class Reckoning:
    """Everything of a year that is counted by regency."""

    def __init__(self, records: Records, year: int, as_of: dt.date | None) -> None:
        """Count it."""
        gaps = gaps_of(records, as_of)
        programs = programs_by_regency(records, gaps, year)

        def people(*kinds: ProgramKind) -> Count:
            return by_regency(records, gaps, crowd(records, gaps, year, kinds, planned=True))

        self.year = year
        self.all: Mapping[str, Count] = {
            "served_by": programs.all,
            "people": people(*KINDS),
            "grants": grants_by_regency(records, gaps, year),
        }
        self.kinds: Mapping[str, Count] = {
            f"programs.{kind}": programs.kinds[kind] for kind in SETTLED
        } | {f"participants.{kind}": people(kind) for kind in SETTLED}

    def row(self, group: Group, name: str | Text, touched: Outcome | Why | None) -> Reach:
        """Return the figures of one regency."""
        return self._row(group, name, touched, lambda count: count.of(group))

    def rest(self, key: str, without: Iterable[Group]) -> Reach:
        """Return the figures of all groups but some."""
        groups = tuple(without)
        return self._row(
            key,
            Text.of(f"sheets.{key}"),
            None,
            lambda count: count.rest(groups) if groups else count.whole,
        )

    def _row(
        self,
        regency: str | None,
        name: str | Text,
        touched: Outcome | Why | None,
        figure: Callable[[Count], int | Gap],
    ) -> Reach:
        figures, unknown = known({key: figure(count) for key, count in self.all.items()})
        by_kind, more = known({key: figure(count) for key, count in self.kinds.items()})
        unknown |= more
        if isinstance(touched, Why):
            unknown["touched"], touched = touched, Outcome.UNDECIDED
        parts: dict[str, dict[ProgramKind, int | None]] = {"programs": {}, "participants": {}}
        for key, value in by_kind.items():
            part, _, kind = key.partition(".")
            if value != 0:
                parts[part][ProgramKind(kind)] = value
        return Reach(
            regency=regency,
            name=name,
            touched=touched,
            **figures,
            programs=ReadOnly(parts["programs"]),
            participants=ReadOnly(parts["participants"]),
            unknown=ReadOnly(unknown),
        )


def _touched(records: Records, context: Context, code: str) -> Outcome | Why | None:
    """Return what IKM401 says of a regency, why if that is not known, None if it asks nothing."""
    ((year, policy),) = context.policies.items()
    if not policy.touch:
        return None
    gaps = gaps_of(records, context.as_of)
    if not (gaps.is_given("programs") or gaps.lost("programs")):
        return Why("table_not_given", {"table": "programs"})
    reach = gaps.reach((year,), policy.touch)
    if code in reach.sure:
        return Outcome.PASSED
    gap = reach.why(code)
    return Outcome.VIOLATED if gap is None else why_of(gap, context.name_of)


def _potentials(policy: Policy, regency: str) -> tuple[str, ...] | None:
    """Return what the policy says a regency is good at, None if it says nothing."""
    potential = policy.potential(regency)
    return None if potential is None else potential.commodities


def _met(policy: Policy, programs: Iterable[Program], regency: str) -> tuple[str, ...]:
    """Return the potentials of a regency that a coaching program for it takes up."""
    taken = {
        policy.commodity(program.commodity)
        for program in programs
        if program.kind in policy.touch
        and program.commodity is not None
        and regency in (program.regencies or ())
    }
    return tuple(term for term in _potentials(policy, regency) or () if term in taken)
