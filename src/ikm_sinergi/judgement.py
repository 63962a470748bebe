"""What a rule is, what it hands out, and what it may know.

A rule is a generator function: it yields a `Violation` or a `Doubt` for what it finds and returns
how many subjects it judged. It never raises for what stands in the records, reads no clock and
no file, and knows of dates, thresholds and agencies only what its `Context` tells.
"""

import datetime as dt
import re
from collections.abc import Callable, Generator, Mapping, Sequence
from inspect import getdoc
from typing import Any, Final

from attrs import field, frozen

from ikm_sinergi.domain.entities import Entity
from ikm_sinergi.domain.tables import key_of, table_of
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.errors import RuleError
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.faults import Location
from ikm_sinergi.reference.agency import Agencies
from ikm_sinergi.reference.places import Places
from ikm_sinergi.reference.policy import Policy
from ikm_sinergi.words.language import Lang, Text
from ikm_sinergi.words.phrases import Phrase

__all__ = [
    "UNITS",
    "Context",
    "Doubt",
    "Evidence",
    "Judge",
    "Judgement",
    "Rule",
    "Violation",
    "Waiving",
    "rule",
]

UNITS: Final = (
    "field",
    "column",
    "record",
    "id",
    "program",
    "participant",
    "NIB",
    "participation",
    "program and regency",
    "participant and year",
    "regency and year",
    "announcement",
    "grant",
    "sale",
    "dispensation",
    "year",
)
"""What one finding and one count of a rule may be about: keys of labels."""


@frozen
class Evidence:
    """A record that speaks for or against a subject, and what it says.

    `record` is None for a step that a caller told without a record.
    """

    record: Entity | None
    phrase: Phrase

    @property
    def key(self) -> dict[str, Any]:
        """The table and the key fields of the record."""
        return {} if self.record is None else _subject(None, self.record, None)

    def say(self, lang: Lang = "en") -> str:
        """Return in words what the record says."""
        return self.phrase.say(lang)


def _subject(
    table: str | None, record: Entity | None, about: Mapping[str, Any] | None
) -> dict[str, Any]:
    name = table or (table_of(record).name if record is not None else "files")
    key = key_of(record) if record is not None and table is None else {}
    return {"table": name, **key, **(about or {})}


@frozen(eq=False)
class Violation:
    """A rule found something.

    `record` is what it is about; where no record is, `table` and `about` name the subject
    ("regencies", {"regency": "73.03"}). `about` may also add to the key of the record. `field`
    is the field to look at, `location` the place if no record has it. `values` go into the
    message and the remedy of the rule; `remedy` takes the place of the latter.
    """

    record: Entity | None = None
    year: int | None = None
    values: Mapping[str, Any] = field(factory=dict[str, Any])
    evidence: tuple[Evidence, ...] = ()
    field: str | None = None
    about: Mapping[str, Any] | None = None
    table: str | None = None
    location: Location | None = None
    remedy: Text | None = None

    @property
    def subject(self) -> dict[str, Any]:
        """The table and the key fields of the subject."""
        return _subject(self.table, self.record, self.about)


@frozen(eq=False)
class Doubt:
    """A rule cannot know, for one subject or for many with one cause.

    `cause` is the key of a cause; doubts with the same cause, values and year become one
    finding. `records` are the subjects if there are many.
    """

    cause: str
    values: Mapping[str, Any] = field(factory=dict[str, Any])
    record: Entity | None = None
    year: int | None = None
    evidence: tuple[Evidence, ...] = ()
    about: Mapping[str, Any] | None = None
    table: str | None = None
    records: Sequence[Entity] | None = None

    @property
    def subject(self) -> dict[str, Any]:
        """The table and the key fields of the one subject."""
        return _subject(self.table, self.record, self.about)

    @property
    def count(self) -> int:
        """How many subjects it is about."""
        return 1 if self.records is None else len(self.records)

    def each(self) -> Sequence["Doubt"]:
        """Return one doubt for each of its subjects."""
        if self.records is None:
            return (self,)
        return [Doubt(self.cause, self.values, record, self.year) for record in self.records]


Judgement = Generator[Violation | Doubt, None, int]
"""Yields what it finds and returns how many subjects it judged, doubtful ones included."""

Judge = Callable[[Records, "Context"], Judgement]


@frozen(kw_only=True)
class Waiving:
    """What became of the dispensations, by id, once all other rules are judged.

    `covering` are for a finding that was waived, by them or by one that followed them; `lapsed`
    would have waived one, but were not in force on the day; `doubted` are for a subject whose
    rule could not decide. `ran` are the rules that had something to judge, with the years.
    """

    covering: frozenset[str] = frozenset()
    lapsed: frozenset[str] = frozenset()
    doubted: frozenset[str] = frozenset()
    ran: frozenset[tuple[str, int]] = frozenset()


@frozen(kw_only=True, eq=False)
class Context:
    """Everything a rule may know beside the records.

    `policies` are the judged fiscal years in order, each with its policy; `all_policies` every
    policy at hand; `asked` the years the caller asked for (None: all). `scope` are the regencies
    for which plan rules are judged (None: all of a policy's province). `as_of` is the day of
    judging, if the caller gave one. `codes` are the codes of every known rule.
    """

    policies: Mapping[int, Policy]
    all_policies: tuple[Policy, ...]
    places: Places
    agencies: Agencies
    asked: frozenset[int] | None = None
    scope: tuple[str, ...] | None = None
    as_of: dt.date | None = None
    codes: frozenset[str] = frozenset()
    waiving: Waiving = Waiving()

    def __repr__(self) -> str:
        return f"<Context years={len(self.policies)}, policies={len(self.all_policies)}>"

    def regencies_of(self, policy: Policy) -> tuple[str, ...]:
        """Return the codes that plan rules judge under a policy, in order."""
        own = [regency.code for regency in self.places.of_province(policy.province)]
        return tuple(code for code in own if self.scope is None or code in self.scope)

    def name_of(self, code: str) -> str:
        """Return the name of a regency, or the code itself if no regency has it."""
        regency = self.places.get(code)
        return code if regency is None else regency.name

    @property
    def last_policy(self) -> Policy | None:
        """The policy of the last judged year, None if no year is judged."""
        return self.policies[max(self.policies)] if self.policies else None


_CODE: Final = re.compile(r"[A-Z][A-Z0-9]{0,9}[0-9]{3}", re.ASCII)

NO_REMEDY: Final = Text("", "")


@frozen(kw_only=True, eq=False, repr=False)
class Rule:
    """One rule of the catalogue, or one of a user's own.

    `code` is never reused; `name` says the fault; `unit` is what one finding is about (one of
    `UNITS`); `sources` are statements (S-numbers) or laws; `since` and `until` versions of this
    library; `page` is the docstring that explains it. A rule that is `off` runs only if selected
    by its code or switched on by a policy's severity. A `last` rule is judged after the others.
    """

    code: str
    name: str
    severity: Severity
    message: Text
    judge: Judge
    remedy: Text = NO_REMEDY
    unit: str = "record"
    sources: tuple[str, ...] = ()
    since: str = ""
    until: str | None = None
    off: bool = False
    last: bool = False

    def __repr__(self) -> str:
        return f"<Rule {self.code} {self.name}>"

    @property
    def page(self) -> str:
        """The page of the rule: what it finds, why it matters, how to fix it."""
        return getdoc(self.judge) or ""

    @property
    def headline(self) -> str:
        """The first line of the page."""
        return self.page.partition("\n")[0]


def _text(text: Text | str, key: str) -> Text:
    return (text if isinstance(text, Text) else Text(text, text)).named(key)


def rule(  # a record with many optional parts, all but two by keyword
    code: str,
    severity: Severity | str,
    *,
    message: Text | str,
    remedy: Text | str = "",
    unit: str = "record",
    sources: Sequence[str] = (),
    since: str = "",
    until: str | None = None,
    off: bool = False,
    last: bool = False,
) -> Callable[[Judge], Rule]:
    """Make a rule of a generator function; its name comes from the function's.

    `message` and `remedy` are templates for the values of a violation ("{participant} ..."); a
    plain string serves both languages. Raises `RuleError` for a malformed code.

    >>> @rule("OWN001", "warning", message="{title} is too short a title")
    ... def short_title(records, context):
    ...     for program in records.programs:
    ...         if len(program.title) < 5:
    ...             yield Violation(program, program.year, {"title": program.title})
    ...     return len(records.programs)
    >>> short_title.name
    'short-title'
    """
    if not _CODE.fullmatch(code):
        text = f"the code {code!r} is not capital letters followed by three digits"
        raise RuleError(text)

    def make(judge: Judge) -> Rule:
        return Rule(
            code=code,
            name=judge.__name__.replace("_", "-"),
            severity=Severity(severity),
            message=_text(message, f"{code}.message"),
            judge=judge,
            remedy=_text(remedy, f"{code}.remedy"),
            unit=unit,
            sources=tuple(sources),
            since=since,
            until=until,
            off=off,
            last=last,
        )

    return make
