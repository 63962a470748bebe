"""What a check came to: findings, tallies per rule, and the report that holds them."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import nsmallest
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final

from attrs import asdict, evolve, field, frozen

from ikm_sinergi.domain.entities import Dispensation, Entity
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.domain.terms import Outcome, Severity
from ikm_sinergi.judgement import Doubt, Evidence, Rule, Violation
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.faults import Location, Source
from ikm_sinergi.reference.approval import waiver
from ikm_sinergi.words.language import Lang, to_lang
from ikm_sinergi.words.phrases import Phrase, plain, printable, put

__all__ = ["Finding", "Report", "Tally"]

SCHEMA_VERSION: Final = 1
"""Of a report as JSON: another one if a key goes or means something else."""

COUNTED: Final = ("error", "warning", "note", "waived", "undecided")
"""What a summary counts, in its order."""


@frozen(kw_only=True)
class Tally:
    """How many subjects a rule looked at and what it came to about them."""

    code: str
    name: str
    applicable: int
    violated: int = 0
    waived: int = 0
    undecided: int = 0

    @property
    def passed(self) -> int:
        """How many subjects the rule found nothing about."""
        return self.applicable - self.violated - self.waived - self.undecided


class Origins:
    """Where the records of findings stood, found for all of them in one pass when first asked."""

    def __init__(self, records: Records) -> None:
        """Remember the records; the findings come later."""
        self._records = records
        self._wanted: Iterable[Finding] = ()

    def want(self, findings: Iterable["Finding"]) -> None:
        """Say which findings may be asked for."""
        self._wanted = findings

    @cached_property
    def _origins(self) -> Mapping[int, tuple[Source, int]]:
        subjects = (finding.about for finding in self._wanted)
        return self._records.origins(about.record for about in subjects if about.record is not None)

    def of(self, about: Violation | Doubt) -> Location:
        """Return the place of what a finding is about."""
        if isinstance(about, Violation) and about.location is not None:
            return about.location
        origin = self._origins.get(id(about.record))
        if origin is None:
            return Location()
        column = about.field if isinstance(about, Violation) else None
        return origin[0].locate(origin[1], column)


def named(key: Mapping[str, Any]) -> str:
    """Return a table and the key of a record in it, as one would say it.

    >>> named({"table": "participations", "participant": "P-1", "program": "2021-wajo"})
    'participations P-1, 2021-wajo'
    """
    table, *ids = [str(value) for value in key.values() if value is not None] or [""]
    return f"{table} {', '.join(ids)}".strip()


@frozen(kw_only=True, eq=False, repr=False)
class Finding:
    """One thing a rule found, or could not decide. As a `str` it is one line.

    `outcome` is violated, waived or undecided. An undecided finding may stand for `count`
    subjects that share one cause; `subjects` then are the five with the smallest ids.
    `waived_by` is the dispensation that covers it.
    """

    rule: Rule
    outcome: Outcome
    severity: Severity
    about: Violation | Doubt
    count: int = 1
    subjects: tuple[Mapping[str, Any], ...] | None = None
    shared: tuple[Evidence, ...] = ()
    waived_by: Dispensation | None = None
    _origins: Origins = field(repr=False, alias="origins")

    @property
    def code(self) -> str:
        """The code of the rule."""
        return self.rule.code

    @property
    def name(self) -> str:
        """The name of the rule."""
        return self.rule.name

    @property
    def year(self) -> int | None:
        """The fiscal year it is about, None for a record without one."""
        return self.about.year

    @property
    def values(self) -> Mapping[str, Any]:
        """The values its message speaks of, by name."""
        return self.about.values

    @property
    def subject(self) -> dict[str, Any] | None:
        """The table and key fields of the one subject, None if it stands for several."""
        return self.about.subject if self.subjects is None else None

    @property
    def record(self) -> Entity | None:
        """The record it is about, None if it is about no record or about several."""
        return self.about.record if self.subjects is None else None

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The records that speak for it."""
        return self.about.evidence if self.subjects is None else self.shared

    @property
    def location(self) -> Location:
        """Where its record, or the field in question, stood."""
        return Location() if self.subjects is not None else self._origins.of(self.about)

    def say(self, lang: Lang = "en") -> str:
        """Return in words what was found, in English or Indonesian ("id")."""
        if isinstance(self.about, Violation):
            return put(self.rule.message, self.about.values, lang)
        key = "finding.not_decided" if self.subjects is None else "finding.not_decided_count"
        cause = Phrase(self.about.cause, self.about.values)
        return Phrase(key, {"cause": cause, "count": self.count}).say(lang)

    def remedy(self, lang: Lang = "en") -> str:
        """Return in words what would settle it."""
        if isinstance(self.about, Violation):
            return put(self.about.remedy or self.rule.remedy, self.about.values, lang)
        return Phrase(f"{self.about.cause}.remedy", self.about.values).say(lang)

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """Return the finding as JSON holds it, with its words in one language."""
        return {
            "code": self.code,
            "name": self.name,
            "severity": str(self.severity),
            "outcome": str(self.outcome),
            "year": self.year,
            "count": self.count,
            "message": self.say(lang),
            "remedy": self.remedy(lang),
            "values": plain(self.values),
            "subject": plain(self.subject),
            "subjects": plain(self.subjects),
            "location": asdict(self.location),
            "evidence": [{**plain(one.key), "says": one.say(lang)} for one in self.evidence],
            "waived_by": None if self.waived_by is None else plain(waiver(self.waived_by)),
            "source": list(self.rule.sources),
        }

    def __str__(self) -> str:
        place = str(self.location)
        told = f"{self.code} {self._weight}: {self.say()}"
        return printable(f"{place}: {told}" if place else told)

    def __repr__(self) -> str:
        who = f"{self.count} subjects" if self.subject is None else named(self.subject)
        return f"<Finding {self.code} {self._weight}: {who}>"

    @property
    def _weight(self) -> str:
        return str(self.severity if self.outcome is Outcome.VIOLATED else self.outcome)


@frozen(kw_only=True, eq=False)
class Report:
    """Everything a check came to. Loop over it, or over `findings`: it is the same.

    `rules` has a tally for every rule that ran, by code, zeros too. `findings` are sorted by
    code, year and ids. `years` are the fiscal years judged; `uncovered` were asked for, but no
    policy covers them; `unreviewed` are judged by a policy past its review. `asked` are the
    arguments of the check, by which it can be made again.
    """

    records: Records = field(repr=False)
    policies: tuple[str, ...]
    years: tuple[int, ...]
    uncovered: tuple[int, ...]
    unreviewed: tuple[int, ...]
    scope: tuple[str, ...] | None
    as_of: dt.date | None
    rules: Mapping[str, Tally] = field(repr=False)
    findings: tuple[Finding, ...] = field(repr=False)
    asked: Mapping[str, Any] = field(repr=False)

    @property
    def ok(self) -> bool:
        """Whether no error was found; warnings, notes and undecided subjects do not count."""
        return not self.summary["error"]

    def __bool__(self) -> bool:
        """Refuse: a report may hold undecided subjects."""
        message = "a report is not a boolean: use .ok, or look at .summary"
        raise TypeError(message)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __repr__(self) -> str:
        found = ", ".join(f"{name}={count}" for name, count in self.summary.items())
        return f"<Report {', '.join(self.policies) or 'without policy'}: {found}>"

    @cached_property
    def summary(self) -> Mapping[str, int]:
        """How many subjects are violated, by severity, and how many are waived and undecided."""
        counts: dict[str, int] = dict.fromkeys(
            ("error", "warning", "note", "waived", "undecided"), 0
        )
        for finding in self.findings:
            violated = finding.outcome is Outcome.VIOLATED
            counts[str(finding.severity if violated else finding.outcome)] += finding.count
        return MappingProxyType(counts)

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """Return the report as JSON holds it, with its words in one language.

        The keys are those of the JSON report: `json.dumps(report.to_dict())` writes one. Raises
        `InvalidValueError` for a language that it does not speak.
        """
        return {
            **head_of(self, lang),
            "rules": [asdict(tally) for tally in self.rules.values()],
            "findings": [finding.to_dict(lang) for finding in self.findings],
        }


def head_of(report: Report, lang: Lang) -> dict[str, Any]:
    """Return what a report as JSON holds before its long lists."""
    return {
        "schema_version": SCHEMA_VERSION,
        "lang": to_lang(lang),
        "policies": list(report.policies),
        "years": list(report.years),
        "scope": plain(report.scope),
        "as_of": plain(report.as_of),
        "summary": dict(report.summary),
    }


_KEYS: Final = MappingProxyType(
    {table.entity: (table.name, attrgetter(*table.key)) for table in TABLES.values()}
)


def _ids_of(record: Entity) -> tuple[str, ...]:
    """Return the table and the key of a record, as its findings are sorted by them."""
    table, read = _KEYS[type(record)]
    ids: Any = read(record)
    return (table, ids) if type(ids) is str else (table, *map(str, ids))


def _order_of(about: Violation | Doubt) -> tuple[Any, ...]:
    """Return what the findings of one rule are sorted by: year, then ids."""
    if about.record is None or about.table is not None or about.about:
        return (about.year or 0, *map(str, about.subject.values()))
    return (about.year or 0, *_ids_of(about.record))


def in_order(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings of one rule by year and ids, so that the order of the input is lost."""
    keys = [_order_of(finding.about) for finding in findings]
    if len(set(keys)) < len(keys):  # several are about one subject: then by what they say
        told = [repr(sorted(finding.values.items())) for finding in findings]
        keys = [(*key, words) for key, words in zip(keys, told, strict=True)]
    return [findings[index] for index in sorted(range(len(keys)), key=keys.__getitem__)]


def smallest(doubts: Iterable[Doubt], many: int) -> list[Doubt]:
    """Return the doubts about the subjects with the smallest ids."""
    return nsmallest(many, doubts, key=_order_of)


def few(doubt: Doubt, many: int) -> Sequence[Doubt]:
    """Return doubts about those subjects of a doubt that have the smallest ids."""
    if doubt.records is None:
        return (doubt,)
    return evolve(doubt, records=nsmallest(many, doubt.records, key=_ids_of)).each()
