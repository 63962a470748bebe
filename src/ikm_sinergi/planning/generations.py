"""Who was trained in a year, and what became of them in the next (S14)."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import Final

from attrs import frozen

from ikm_sinergi.domain.entities import Program
from ikm_sinergi.domain.mappings import ReadOnly
from ikm_sinergi.domain.names import fold
from ikm_sinergi.domain.terms import ProgramKind
from ikm_sinergi.judgement import Why
from ikm_sinergi.planning.figures import NOTHING_UNKNOWN, Sheet, known, sheet
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import Gaps, gaps_of
from ikm_sinergi.records.gaps.gap import Gap
from ikm_sinergi.records.headcounts import ANYWHERE, Count, Crowd, by_regency, crowd
from ikm_sinergi.reference.agency import Agencies, agencies
from ikm_sinergi.reference.policy import NEXT_STEPS, Policy
from ikm_sinergi.words.language import Text

TRAINING: Final = ProgramKind.TRAINING


class By(StrEnum):
    """What a cohort is taken apart by."""

    ALL = "all"
    REGENCY = "regency"
    COMMODITY = "commodity"
    LEAD = "lead"

    @property
    def label(self) -> Text:
        """The term for people, in both languages."""
        return Text.of(f"by.{self}")


@frozen(kw_only=True)
class Cohort:
    """The IKM trained in a year, or the part of them that `value` names.

    `trained` took part and did not withdraw, `completed` are those of them that completed it;
    the rest counts the completed: `mentored` and `apprenticed` in the year after, `both`, and
    `neither`. `value` is a regency code, a commodity or an agency id; None stands for what is not
    stated, and for who was trained in several. So the parts add up to the whole. A figure that is
    not known is None, and `unknown` says why, by its name.
    """

    year: int
    by: By
    value: str | None
    trained: int | None
    completed: int | None
    mentored: int | None
    apprenticed: int | None
    both: int | None
    neither: int | None
    unknown: Mapping[str, Why] = NOTHING_UNKNOWN


FIGURES: Final = ("trained", "completed", "mentored", "apprenticed", "both", "neither")


@frozen(kw_only=True)
class Cohorts:
    """The cohorts of every training year: as a whole, by regency, commodity and lead."""

    rows: tuple[Cohort, ...]
    notes: tuple[Text, ...] = ()

    def __repr__(self) -> str:
        return f"<Cohorts rows={len(self.rows)}>"

    def sheet(self) -> Sheet:
        """Return one row a cohort."""
        return sheet(
            "cohorts",
            ("year", "by", "value", *FIGURES),
            [
                (row.year, row.by, row.value, *(getattr(row, name) for name in FIGURES))
                for row in self.rows
            ],
            unknown=[row.unknown for row in self.rows],
            notes=self.notes,
        )


def exact_cohorts(records: Records, policies: Sequence[Policy], as_of: dt.date | None) -> Cohorts:
    """Return what became of those trained, every figure as it is."""
    known_agencies = agencies().merged(records.standing("agencies"))
    gaps = gaps_of(records, as_of)
    rows: list[Cohort] = []
    for year in training_years(records):
        covering = (one for one in policies if one.covers(year + 1))
        policy = next(covering, policies[0] if policies else None)
        rows += _year(records, gaps, year, policy, known_agencies)
    return Cohorts(rows=tuple(rows))


def training_years(records: Records) -> Sequence[int]:
    """Return the years of the trainings on record, in order."""
    return sorted({one.year for one in records.programs if one.kind is TRAINING})


def follow(records: Records, gaps: Gaps, year: int) -> Mapping[str, Crowd]:
    """Return who is counted in each figure of a cohort, or may be."""
    kinds, next_year = (TRAINING,), (year + 1,)
    trained = crowd(records, gaps, year, kinds, later=NEXT_STEPS)
    completed = crowd(records, gaps, year, kinds, completed=True, later=NEXT_STEPS)
    done = completed.sure
    first, second = (
        done & gaps.steps(next_year, (kind,), completed=False).done for kind in NEXT_STEPS
    )
    maybe_first, maybe_second = (
        gaps.absent(done - those, next_year, (kind,), held=(NEXT_STEPS,))
        for kind, those in zip(NEXT_STEPS, (first, second), strict=True)
    )
    either = {**maybe_second, **maybe_first}
    both = {
        one: gap
        for one, gap in either.items()
        if (one in first or one in maybe_first) and (one in second or one in maybe_second)
    }
    neither = {one: gap for one, gap in either.items() if one not in first and one not in second}

    def part(sure: AbstractSet[str], maybe: Mapping[str, Gap]) -> Crowd:
        return Crowd(sure, {**completed.maybe, **maybe}, completed.others)

    return {
        "trained": trained,
        "completed": completed,
        "mentored": part(first, maybe_first),
        "apprenticed": part(second, maybe_second),
        "both": part(first & second, both),
        "neither": part(done - first - second - neither.keys(), neither),
    }


def _year(
    records: Records, gaps: Gaps, year: int, policy: Policy | None, known_agencies: Agencies
) -> Iterator[Cohort]:
    """Yield the cohort of one training year, whole and taken apart."""
    crowds = follow(records, gaps, year)
    regional = {name: by_regency(records, gaps, one) for name, one in crowds.items()}
    whole = {name: count.whole for name, count in regional.items()}
    yield _cohort(year, By.ALL, None, whole)
    yield from _parts(year, By.REGENCY, regional)

    def commodity(program: Program) -> str | None:
        return _commodity(policy, program.commodity)

    def lead(program: Program) -> str | None:
        return None if program.lead is None else known_agencies.parent_of(program.lead)

    unknown_lead = _unknown_lead(records, gaps, year, known_agencies)
    for by, group_of, open_end in ((By.COMMODITY, commodity, None), (By.LEAD, lead, unknown_lead)):
        groups, gap = _groups(records, gaps, year, by, group_of)
        why = gap or open_end
        counts = {name: _grouped(one, groups, whole[name], why) for name, one in crowds.items()}
        yield from _parts(year, by, counts)


def _parts(year: int, by: By, counts: Mapping[str, Count]) -> Iterator[Cohort]:
    """Yield the parts of a cohort that anybody was trained in, or may have been."""
    groups = counts["trained"].groups | {None}
    for value in sorted(groups, key=lambda group: group or ""):
        figures = {name: count.of(value) for name, count in counts.items()}
        if value is not None or figures["trained"] != 0:
            yield _cohort(year, by, value, figures)


def _cohort(year: int, by: By, value: str | None, figures: Mapping[str, int | Gap]) -> Cohort:
    numbers, unknown = known(figures)
    return Cohort(year=year, by=by, value=value, **numbers, unknown=ReadOnly(unknown))


Groups = Mapping[str | None, AbstractSet[str]]
"""Everybody in one group each: under None who is in several, or in one that is not stated."""


def _groups(
    records: Records,
    gaps: Gaps,
    year: int,
    by: By,
    group_of: Callable[[Program], str | None],
) -> tuple[Groups, Gap | None]:
    """Return everybody trained in a year by group, and why it is not known of some."""
    found: dict[str | None, set[str]] = {}
    gap = next(iter(gaps.steps((year,), (TRAINING,), completed=False).maybe.values()), None)
    for roster in records.rosters_of(year, TRAINING):
        found.setdefault(group_of(roster.program), set()).update(roster.participants)
        several = gaps.contents(roster.program.id)[1:]
        gap = gap or gaps.unread(roster.program, by) or (several[0].gap if several else None)
    contested = records.ambiguous("programs").keys() & records.rosters.keys()
    if gap is None and contested:
        gap = Gap("duplicate_id", {"table": "programs"})
    seen: set[str] = set()
    unplaced: set[str] = set(found.pop(None, ()))
    for members in found.values():
        unplaced |= members & seen
        seen |= members
    return {**{group: members - unplaced for group, members in found.items()}, None: unplaced}, gap


def _grouped(people: Crowd, groups: Groups, whole: int | Gap, gap: Gap | None) -> Count:
    """Count IKM by the group of each; nothing is known where the whole is not."""
    count = Count()
    for group, members in groups.items():
        count.add((group,), len(people.sure & members))
    why = whole if isinstance(whole, Gap) else gap
    if why is not None:
        count.doubt(ANYWHERE, why)
    return count


def _unknown_lead(records: Records, gaps: Gaps, year: int, known_agencies: Agencies) -> Gap | None:
    """Return why it is not known which agency a lead counts as."""
    for program in records.programs_of(year, TRAINING):
        if program.lead is None:
            continue
        gap = gaps.named("agencies", program.lead)
        if gap is not None:
            return gap
        if known_agencies.get(program.lead) is None:
            return Gap("unknown_agency", {}, program)
    return None


def _commodity(policy: Policy | None, stated: str | None) -> str | None:
    """Return the policy's term for a commodity, or the folded text if it knows none."""
    if stated is None or policy is None:
        return stated
    return policy.commodity(stated) or fold(stated)
