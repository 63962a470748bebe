"""Whether results can be seen: change of each measure, followed up or not (S12, S14)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median
from typing import Final

from attrs import frozen

from ikm_sinergi.domain.terms import Measure, ProgramKind
from ikm_sinergi.planning.sheet import Sheet, sheet
from ikm_sinergi.records.container import Records, records_given
from ikm_sinergi.reference.policy import NEXT_STEPS

__all__ = ["Change", "Outcomes", "outcomes"]

SMALLEST: Final = 5
"""Groups smaller than this are not shown: a figure of few is a figure about somebody."""


@frozen(kw_only=True)
class Change:
    """How one measure changed in one group, from the year of the training to the year after.

    `people` are in the group, `measured` of them have a value for both years, `no_data` have
    not. `median` is the median change in the unit of the measure, `rose` how many rose; both are
    None if fewer than five are measured. In a group of fewer than five nothing is counted.
    """

    year: int
    followed: bool
    measure: Measure
    people: int | None
    measured: int | None
    no_data: int | None
    rose: int | None
    median: float | None


@frozen(kw_only=True)
class Outcomes:
    """The change of every measure for each training year, followed up against not."""

    rows: tuple[Change, ...]

    def sheet(self) -> Sheet:
        """Return one row a year, group and measure."""
        return sheet(
            "outcomes",
            ("year", "followed", "measure", "people", "measured", "no_data", "rose", "median"),
            (
                (
                    row.year,
                    row.followed,
                    row.measure,
                    row.people,
                    row.measured,
                    row.no_data,
                    row.rose,
                    row.median,
                )
                for row in self.rows
            ),
        )


def outcomes(records: Records) -> Outcomes:
    """Return how results changed for IKM that were followed up, against those that were not.

    Who completed a training and took part in a mentoring or apprenticeship of the year after was
    followed up. A participant with two different values for one year and measure counts as
    without data. The groups differ in more than the follow-up: the figures show a change, not
    its cause. Raises `InvalidTypeError` for what is no `Records`.
    """
    records = records_given(records)
    values = _values(records)
    trained = {one.year for one in records.programs if one.kind is ProgramKind.TRAINING}
    rows = [row for year in sorted(trained) for row in _year(records, values, year)]
    return Outcomes(rows=tuple(rows))


Values = Mapping[tuple[str, int, Measure], int]


def _values(records: Records) -> Values:
    """Return the one value of each participant, year and measure, without contradicted ones."""
    values: dict[tuple[str, int, Measure], int] = {}
    contradicted: set[tuple[str, int, Measure]] = set()
    for result in records.results:
        key = (result.participant, result.year, result.measure)
        if values.setdefault(key, result.value) != result.value:
            contradicted.add(key)
    return {key: value for key, value in values.items() if key not in contradicted}


def _year(records: Records, values: Values, year: int) -> Iterator[Change]:
    """Yield the changes of one training year."""
    completed = records.completed(year, ProgramKind.TRAINING)
    joined = records.taking_part(year + 1, *NEXT_STEPS)
    for followed, group in ((True, completed & joined), (False, completed - joined)):
        for measure in Measure:
            yield _change(values, sorted(group), year, measure, followed=followed)


def _change(
    values: Values, group: Sequence[str], year: int, measure: Measure, *, followed: bool
) -> Change:
    before = (values.get((one, year, measure)) for one in group)
    after = (values.get((one, year + 1, measure)) for one in group)
    changes = [
        second - first
        for first, second in zip(before, after, strict=True)
        if first is not None and second is not None
    ]
    shown = len(group) >= SMALLEST
    enough = len(changes) >= SMALLEST
    few = 0 < len(changes) < SMALLEST
    return Change(
        year=year,
        followed=followed,
        measure=measure,
        people=len(group) if shown else None,
        measured=len(changes) if shown and not few else None,
        no_data=len(group) - len(changes) if shown and not few else None,
        rose=_rose(changes) if enough else None,
        median=float(median(changes)) if enough else None,
    )


def _rose(changes: Iterable[int]) -> int:
    return sum(change > 0 for change in changes)
