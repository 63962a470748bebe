"""What a check came to: findings, tallies per rule, and the report that holds them."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import nsmallest
from operator import attrgetter
from types import MappingProxyType
from typing import Any, ClassVar, Final

from attrs import asdict, evolve, field, fields, frozen

from ikm_sinergi.domain.entities import Dispensation, Entity
from ikm_sinergi.domain.mappings import ReadOnly
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.domain.terms import Outcome, Severity
from ikm_sinergi.judgement import Doubt, Evidence, Rule, Subject, Violation
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.faults import Location, Source
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.reference.approval import waiver
from ikm_sinergi.words.language import Lang, to_lang
from ikm_sinergi.words.phrases import Phrase, plain, printable, put

SCHEMA_VERSION: Final = 1
"""Of a report as JSON: another one if a key goes or means something else."""

READING: Final = "IKM0"
"""How the codes of rules about reading begin."""

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


Origin = tuple[Source, int]
"""The source of a record, and its row there."""


class Origins:
    """The records of a check: where those of its findings stood, and what recipes are made of.

    All places are found in one pass, when the first is asked for.
    """

    def __init__(self, records: Records) -> None:
        """Remember the records; the findings come later."""
        self.records = records
        self._wanted: Iterable[Finding] = ()

    def want(self, findings: Iterable["Finding"]) -> None:
        """Say which findings may be asked for."""
        self._wanted = findings

    @cached_property
    def _found(self) -> Mapping[int, Origin]:
        records = (finding.record for finding in self._wanted)
        return self.records.origins(record for record in records if record is not None)

    def known(self, found: Mapping[int, Origin]) -> None:
        """Take over what was found before, by `id()` of the record."""
        self._found = found

    def of(self, record: Entity | None) -> Origin | None:
        """Return where a record stood, None if that is not known."""
        return self._found.get(id(record))


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
    subjects that share one cause; `shown` then are the doubts about the five with the smallest
    ids. `waived_by` is the dispensation that covers it. Its values, evidence, place and words are
    made when they are looked at. Findings are equal that say the same.
    """

    rule: Rule
    outcome: Outcome
    severity: Severity
    about: Violation | Doubt
    count: int = 1
    shown: tuple[Doubt, ...] = ()
    waived_by: Dispensation | None = None
    _origins: Origins = field(alias="origins")

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

    @cached_property
    def values(self) -> Mapping[str, Any]:
        """The values its message speaks of, by name."""
        values = self.about.values
        return values(self._origins.records) if callable(values) else values

    @property
    def subject(self) -> dict[str, Any] | None:
        """The table and key fields of the one subject, None if it stands for several."""
        return None if self._one is None else self._one.key

    @property
    def subjects(self) -> tuple[Mapping[str, Any], ...] | None:
        """The five subjects with the smallest ids, None if it is about one."""
        if not self.shown:
            return None
        return tuple(doubt.subject.key for doubt in self.shown if doubt.subject is not None)

    @property
    def record(self) -> Entity | None:
        """The record it is about, None if it is about no record or about several."""
        return None if self._one is None else self._one.record

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The records that speak for it, each once."""
        told = [one for about in self.shown or (self.about,) for one in self._told(about)]
        if not self.shown:
            return tuple(told)
        return tuple(one for number, one in enumerate(told) if one not in told[:number])

    @property
    def location(self) -> Location:
        """Where its record, or the field in question, stood."""
        one = self._one
        if one is not None and one.location is not None:
            return one.location
        origin = self.origin
        if one is None or origin is None:
            return Location()
        source, row = origin
        return source.locate(row, one.field)

    @property
    def origin(self) -> Origin | None:
        """The source of its record, and its row there."""
        return self._origins.of(self.record)

    @property
    def _one(self) -> Subject | None:
        return None if self.shown else self.about.subject

    def _told(self, about: Violation | Doubt) -> Sequence[Evidence]:
        told = about.evidence
        return told(self._origins.records) if callable(told) else told

    def say(self, lang: Lang = "en") -> str:
        """Return in words what was found, in English or Indonesian ("id")."""
        if isinstance(self.about, Violation):
            return put(self.rule.message, self.values, lang)
        told = {"cause": self.about.why.say(lang), "count": self.count, "rows": self._clearing}
        key = "finding.not_decided_count" if self.shown else "finding.not_decided"
        key = "finding.not_decided_but" if self.shown and told["rows"] else key
        return Phrase(key, told).say(lang)

    @property
    def _clearing(self) -> int:
        """How many rejected rows leave a doubt, if they are fewer than the subjects; else 0."""
        why = self.about.why if isinstance(self.about, Doubt) else None
        if why is None or why.cause != "rejected_row":
            return 0
        table = why.values["table"]
        rows = len(gaps_of(self._origins.records).rejects(table))
        return rows if rows < self.count else 0

    def remedy(self, lang: Lang = "en") -> str:
        """Return in words what would settle it."""
        if isinstance(self.about, Violation):
            return put(self.about.remedy or self.rule.remedy, self.values, lang)
        return self.about.why.advise(lang)

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

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Finding):
            return NotImplemented
        return self.rule == other.rule and all(
            self.to_dict(lang) == other.to_dict(lang) for lang in LANGUAGES
        )

    def __hash__(self) -> int:
        return hash((self.code, self.year, self.outcome, self.count))

    def __reduce__(self) -> tuple[Any, ...]:
        # Alone it takes along what was made of the records, and leaves them.
        about = self._made(self.about)
        if isinstance(about, Violation):
            about = evolve(about, values=dict(self.values))
        if not self.shown:
            about = evolve(about, subject=evolve(about.subject, location=self.location))
        shown = tuple(map(self._made, self.shown))
        return _finding_again, ({**self.parts(), "about": about, "shown": shown},)

    def _made(self, about: Any) -> Any:
        return evolve(about, evidence=tuple(self._told(about)))

    def parts(self) -> dict[str, Any]:
        """Return what it is made of, without the records."""
        return {one.name: getattr(self, one.name) for one in fields(Finding)[:-1]}


LANGUAGES: Final[tuple[Lang, ...]] = ("en", "id")


def _finding_again(parts: Mapping[str, Any]) -> Finding:
    return Finding(**parts, origins=Origins(Records()))


@frozen(kw_only=True)
class Report:
    """Everything a check came to. Loop over it, or over `findings`: it is the same.

    `rules` has a tally for every rule that ran, by code, zeros too. `findings` are sorted by
    code, year and ids. `years` are the fiscal years judged; `uncovered` were asked for, but no
    policy covers them; `unreviewed` are judged by a policy past its review. `asked` are the
    arguments of the check, by which it can be made again. Reports are equal that say the same of
    equal records; a report cannot be hashed.
    """

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # nor can its records

    records: Records = field(repr=False)
    policies: tuple[str, ...]
    years: tuple[int, ...]
    uncovered: tuple[int, ...]
    unreviewed: tuple[int, ...]
    scope: tuple[str, ...] | None
    as_of: dt.date | None
    rules: Mapping[str, Tally] = field(repr=False)
    findings: tuple[Finding, ...] = field(repr=False)
    asked: Mapping[str, Any] = field(repr=False, eq=False)

    @property
    def ok(self) -> bool:
        """Whether no error was found; warnings, notes and undecided subjects do not count.

        Nor is it if rows were set aside and nothing could be judged.
        """
        return not (self.summary["error"] or self.judged_nothing)

    @property
    def judged_nothing(self) -> bool:
        """Whether rows were set aside, and no record is left or no rule had anything to judge.

        What rules about reading (IKM0xx) say of those rows is no judgement.
        """
        if not any(fault.sets_aside for fault in self.records.faults):
            return False
        if not any(self.records.table(name) for name in TABLES):
            return True
        judging = [one for code, one in self.rules.items() if not code.startswith(READING)]
        return bool(judging) and not any(tally.applicable for tally in judging)

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
        counts: dict[str, int] = dict.fromkeys(COUNTED, 0)
        for finding in self.findings:
            violated = finding.outcome is Outcome.VIOLATED
            counts[str(finding.severity if violated else finding.outcome)] += finding.count
        return ReadOnly(counts)

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

    def __reduce__(self) -> tuple[Any, ...]:
        parts = {one.name: getattr(self, one.name) for one in fields(Report)}
        findings = parts.pop("findings")
        return _report_again, (parts, [(one.parts(), one.origin) for one in findings])


def _report_again(
    parts: Mapping[str, Any], findings: Sequence[tuple[Mapping[str, Any], Origin | None]]
) -> Report:
    origins = Origins(parts["records"])
    made = tuple(Finding(**those, origins=origins) for those, _ in findings)
    places = zip(made, findings, strict=True)
    origins.known({id(one.record): place for one, (_, place) in places if place is not None})
    return Report(**parts, findings=made)


def head_of(report: Report, lang: Lang) -> dict[str, Any]:
    """Return what a report as JSON holds before its long lists."""
    return {
        "schema_version": SCHEMA_VERSION,
        "lang": to_lang(lang),
        "policies": list(report.policies),
        "years": list(report.years),
        "uncovered": list(report.uncovered),
        "unreviewed": list(report.unreviewed),
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
    subject = about.subject
    if subject is None or isinstance(subject.of, str) or subject.keys:
        ids = () if subject is None else subject.key.values()
        return (about.year or 0, *map(str, ids))
    return (about.year or 0, *_ids_of(subject.of))


def in_order(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings of one rule by year and ids, so that the order of the input is lost."""
    keys = [_order_of(finding.about) for finding in findings]
    shared = {key for key, many in Counter(keys).items() if many > 1}
    if shared:  # several are about one subject: then by what they say
        for index, finding in enumerate(findings):
            if keys[index] in shared:
                keys[index] += (repr(sorted(finding.values.items())),)
    return [findings[index] for index in sorted(range(len(keys)), key=keys.__getitem__)]


def smallest(doubts: Iterable[Doubt], many: int) -> list[Doubt]:
    """Return the doubts about the subjects with the smallest ids."""
    return nsmallest(many, doubts, key=_order_of)


def few(doubt: Doubt, many: int) -> Sequence[Doubt]:
    """Return doubts about those subjects of a doubt that have the smallest ids."""
    if doubt.records is None:
        return (doubt,)
    return evolve(doubt, records=nsmallest(many, doubt.records, key=_ids_of)).each()
