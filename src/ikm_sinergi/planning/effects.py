"""Whether results can be seen: change of each measure, followed up or not (S12, S14)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from statistics import median
from typing import Final

from attrs import frozen

from ikm_sinergi.domain.mappings import ReadOnly
from ikm_sinergi.domain.terms import Measure
from ikm_sinergi.judgement import Why
from ikm_sinergi.planning.figures import NOTHING_UNKNOWN, Sheet, known, sheet
from ikm_sinergi.planning.generations import follow, training_years
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import Gaps, gaps_of
from ikm_sinergi.records.gaps.gap import Gap
from ikm_sinergi.records.headcounts import Crowd, by_regency
from ikm_sinergi.words.language import Text

FIGURES: Final = ("people", "measured", "no_data", "rose", "median")


@frozen(kw_only=True)
class Change:
    """How one measure changed in one group, from the year of the training to the year after.

    `people` are in the group, `measured` of them have a value for both years, `no_data` have
    not; `rose` counts those that rose, `median` is the median change in the unit of the measure
    (None if nobody is measured). A figure that is not known is None, and `unknown` says why, by
    its name.
    """

    year: int
    followed: bool
    measure: Measure
    people: int | None
    measured: int | None
    no_data: int | None
    rose: int | None
    median: float | None
    unknown: Mapping[str, Why] = NOTHING_UNKNOWN


@frozen(kw_only=True)
class Outcomes:
    """The change of every measure for each training year, followed up against not."""

    rows: tuple[Change, ...]
    notes: tuple[Text, ...] = ()

    def __repr__(self) -> str:
        return f"<Outcomes rows={len(self.rows)}>"

    def sheet(self) -> Sheet:
        """Return one row a year, group and measure."""
        return sheet(
            "outcomes",
            ("year", "followed", "measure", *FIGURES),
            [
                (row.year, row.followed, row.measure, *(getattr(row, name) for name in FIGURES))
                for row in self.rows
            ],
            unknown=[row.unknown for row in self.rows],
            notes=self.notes,
        )


def exact_outcomes(records: Records, as_of: dt.date | None) -> Outcomes:
    """Return how results changed, every figure as it is."""
    gaps = gaps_of(records, as_of)
    results = _Results(records, gaps)
    rows = [row for year in training_years(records) for row in _year(records, gaps, results, year)]
    return Outcomes(rows=tuple(rows))


class _Results:
    """The results on record, and why others may be there."""

    def __init__(self, records: Records, gaps: Gaps) -> None:
        self._gaps = gaps
        self._values: dict[tuple[int, Measure], dict[str, set[int]]] = {}
        for result in records.results:
            of_year = self._values.setdefault((result.year, result.measure), {})
            of_year.setdefault(result.participant, set()).add(result.value)
        self._measured = {
            (participant, year)
            for (year, _), values in self._values.items()
            for participant in values
        }

    def of(self, participant: str, year: int, measure: Measure) -> AbstractSet[int]:
        """Return every value that is stated."""
        return self._values[year, measure][participant]

    def measured(self, year: int, measure: Measure) -> AbstractSet[str]:
        """Return who states a value of a measure in a year."""
        return self._values.get((year, measure), {}).keys()

    def missing(self, participants: Iterable[str], year: int) -> Mapping[str, Gap]:
        """Return why results of this year or the next may be there that are not on record."""
        return self._gaps.unmeasured(participants, (year, year + 1), self._measured)

    def elsewhere(self, participant: str, year: int) -> Gap | None:
        """Return why the results on record may not be all that are stated of an IKM."""
        if participant not in self._gaps.aliases.possible:
            return None
        for other in self._gaps.aliases.of(participant):
            if {(other, year), (other, year + 1)} & self._measured:
                return Gap("maybe_one_ikm", {"table": "participants"})
        return None


def _year(records: Records, gaps: Gaps, results: _Results, year: int) -> Iterator[Change]:
    """Yield the changes of one training year."""
    crowds = follow(records, gaps, year)
    joined = crowds["mentored"].sure | crowds["apprenticed"].sure
    stopped = crowds["neither"]
    followed = Crowd(joined, stopped.maybe, stopped.others)
    for is_followed, group in ((True, followed), (False, stopped)):
        people = by_regency(records, gaps, group).whole
        members = frozenset[str]() if isinstance(people, Gap) else group.sure
        missing = results.missing(members, year)
        for measure in Measure:
            figures: Mapping[str, float | Gap | None] = dict.fromkeys(FIGURES, people)
            if not isinstance(people, Gap):
                figures = _figures(results, members, missing, year, measure)
            numbers, unknown = known(figures)
            yield Change(
                year=year,
                followed=is_followed,
                measure=measure,
                **numbers,
                unknown=ReadOnly(unknown),
            )


def _figures(
    results: _Results,
    group: AbstractSet[str],
    missing: Mapping[str, Gap],
    year: int,
    measure: Measure,
) -> Mapping[str, float | Gap | None]:
    """Return the figures of a group of which it is known who is in it."""
    measured = group & results.measured(year, measure) & results.measured(year + 1, measure)
    changes: list[int] = []
    contested: Gap | None = None
    for one in sorted(measured):
        before, after = results.of(one, year, measure), results.of(one, year + 1, measure)
        contested = contested or results.elsewhere(one, year)
        if len(before) > 1 or len(after) > 1:
            contested = contested or Gap("duplicate_id", {"table": "results"})
        changes.append(min(after) - min(before))
    gap = next((missing[one] for one in sorted(missing.keys() - measured)), None)
    unclear = gap or contested
    return {
        "people": len(group),
        "measured": gap or len(changes),
        "no_data": gap or len(group) - len(changes),
        "rose": unclear or sum(change > 0 for change in changes),
        "median": unclear or (float(median(changes)) if changes else None),
    }
