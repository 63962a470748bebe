"""Who was trained in a year, and what became of them in the next (S14)."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from attrs import frozen

from ikm_sinergi.domain.names import fold
from ikm_sinergi.domain.terms import ProgramKind
from ikm_sinergi.planning.sheet import Sheet, sheet
from ikm_sinergi.records.container import Records, records_given
from ikm_sinergi.reference.agency import Agencies, agencies
from ikm_sinergi.reference.policy import NEXT_STEPS, Policy, policies_given
from ikm_sinergi.words.language import Text

__all__ = ["By", "Cohort", "Cohorts", "cohorts"]

TRAINING: Final = ProgramKind.TRAINING

MENTORING, APPRENTICESHIP = NEXT_STEPS


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
    `neither`. They are None if the records hold nothing of the year after. `value` is a regency
    code, a commodity or an agency id; None stands for what is not stated.
    """

    year: int
    by: By
    value: str | None
    trained: int
    completed: int
    mentored: int | None
    apprenticed: int | None
    both: int | None
    neither: int | None


@frozen(kw_only=True)
class Cohorts:
    """The cohorts of every training year: as a whole, by regency, commodity and lead."""

    rows: tuple[Cohort, ...]

    def sheet(self) -> Sheet:
        """Return one row a cohort."""
        return sheet(
            "cohorts",
            (
                "year",
                "by",
                "value",
                "trained",
                "completed",
                "mentored",
                "apprenticed",
                "both",
                "neither",
            ),
            (
                (
                    row.year,
                    row.by,
                    row.value,
                    row.trained,
                    row.completed,
                    row.mentored,
                    row.apprenticed,
                    row.both,
                    row.neither,
                )
                for row in self.rows
            ),
        )


def cohorts(records: Records, *, policies: Policy | Iterable[Policy] | None = None) -> Cohorts:
    """Return what became of the IKM trained in each year, in the year after.

    Commodities are brought together by the terms of the policy of the year after, or of the
    first policy if none covers it. An IKM trained in two commodities counts in both. Raises
    `InvalidTypeError` for arguments that cannot be.
    """
    records = records_given(records)
    every = policies_given(policies)
    known = agencies().merged(records.agencies)
    rows: list[Cohort] = []
    for year in sorted({one.year for one in records.programs if one.kind is TRAINING}):
        policy = next((one for one in every if one.covers(year + 1)), every[0] if every else None)
        rows += _year(records, year, policy, known)
    return Cohorts(rows=tuple(rows))


def _year(records: Records, year: int, policy: Policy | None, known: Agencies) -> Iterator[Cohort]:
    """Yield the cohort of one training year, whole and taken apart."""
    rosters = records.rosters_of(year, TRAINING)
    trained: dict[tuple[By, str | None], set[str]] = {}
    completed: dict[tuple[By, str | None], set[str]] = {}
    for roster in rosters:
        program = roster.program
        commodity = _commodity(policy, program.commodity)
        lead = None if program.lead is None else known.parent_of(program.lead)
        for key in ((By.COMMODITY, commodity), (By.LEAD, lead)):
            trained.setdefault(key, set()).update(roster.participants)
            completed.setdefault(key, set()).update(roster.completed)
    everybody = records.taking_part(year, TRAINING)
    done = records.completed(year, TRAINING)
    _by_regency(records.regency_of, everybody, trained)
    _by_regency(records.regency_of, done, completed)
    mentored, apprenticed = (records.taking_part(year + 1, kind) for kind in NEXT_STEPS)
    followed = bool(mentored or apprenticed) or year + 1 in records.complete

    def cohort(by: By, value: str | None, started: frozenset[str], ended: frozenset[str]) -> Cohort:
        first, second = ended & mentored, ended & apprenticed
        return Cohort(
            year=year,
            by=by,
            value=value,
            trained=len(started),
            completed=len(ended),
            mentored=len(first) if followed else None,
            apprenticed=len(second) if followed else None,
            both=len(first & second) if followed else None,
            neither=len(ended) - len(first | second) if followed else None,
        )

    yield cohort(By.ALL, None, everybody, done)
    for by, value in sorted(trained, key=lambda key: (_ORDER[key[0]], key[1] or "")):
        ended = completed.get((by, value), set())
        yield cohort(by, value, frozenset(trained[by, value]), frozenset(ended))


_ORDER: Final = MappingProxyType({by: position for position, by in enumerate(By)})


def _by_regency(
    regency_of: Mapping[str, str],
    participants: Iterable[str],
    groups: dict[tuple[By, str | None], set[str]],
) -> None:
    """Add participants to the group of their own regency."""
    sets: dict[str | None, set[str]] = {}
    for one in participants:
        sets.setdefault(regency_of.get(one), set()).add(one)
    groups.update({(By.REGENCY, code): ids for code, ids in sets.items()})


def _commodity(policy: Policy | None, stated: str | None) -> str | None:
    """Return the policy's term for a commodity, or the folded text if it knows none."""
    if stated is None or policy is None:
        return stated
    return policy.commodity(stated) or fold(stated)
