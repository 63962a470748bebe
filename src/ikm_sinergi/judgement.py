"""What a rule is, what it hands out, and what it may know.

A rule is a generator function: it yields a `Violation` or a `Doubt` for what it finds and returns
how many subjects it judged. It never raises for what stands in the records, reads no clock and
no file, and knows of dates, thresholds and agencies only what its `Context` tells.
"""

import datetime as dt
import re
from collections.abc import Callable, Generator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from importlib import import_module, resources
from inspect import getdoc
from operator import attrgetter
from typing import Any, Final, Protocol, TypeVar

from attrs import evolve, field, fields, frozen
from attrs.converters import optional

from ikm_sinergi.domain.entities import Entity, Program
from ikm_sinergi.domain.mappings import ReadOnly
from ikm_sinergi.domain.tables import key_of, table_of
from ikm_sinergi.domain.terms import ProgramKind, Severity
from ikm_sinergi.errors import RuleError, UnknownProvinceError
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.faults import Location
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.records.gaps.gap import Gap
from ikm_sinergi.records.indexes import Roster
from ikm_sinergi.reference.agency import Agencies
from ikm_sinergi.reference.places import Places
from ikm_sinergi.reference.policy import Policy
from ikm_sinergi.words.language import Lang, Text, to_lang
from ikm_sinergi.words.phrases import Phrase, put

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
    "year and province",
)
"""What one finding and one count of a rule may be about: keys of labels."""


NOTHING: Final[Mapping[str, Any]] = ReadOnly({})
"""Shared by the many findings that have no keys or values of their own."""


@frozen
class Subject:
    """What a finding is about: a record, or what a table and its key fields name.

    `of` is the record or the table: `Subject("regencies", {"regency": "73.03"})`; `keys` also add
    what the unit adds to a record. `field` is the field to look at, `location` the place if no
    record has it.
    """

    of: Entity | str
    keys: Mapping[str, Any] = NOTHING
    field: str | None = None
    location: Location | None = None

    @property
    def record(self) -> Entity | None:
        """The record it is, if it is one."""
        return None if isinstance(self.of, str) else self.of

    @property
    def key(self) -> dict[str, Any]:
        """The table and the key fields."""
        if isinstance(self.of, str):
            return {"table": self.of, **self.keys}
        return {"table": table_of(self.of).name, **key_of(self.of), **self.keys}


NO_REMEDY: Final = Text("", "")


def _text(text: Text | str) -> Text:
    return text if isinstance(text, Text) else Text(text, text)


def _to_values(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return values if isinstance(values, ReadOnly) else ReadOnly(values)


def _to_subject(given: Subject | Entity) -> Subject:
    return given if isinstance(given, Subject) else Subject(given)


_T_co = TypeVar("_T_co", covariant=True)


class Recipe(Protocol[_T_co]):
    """Makes a part of a finding from the records, when somebody looks at it.

    It is a small frozen value, so that a finding can be compared and pickled.
    """

    def __call__(self, records: Records, /) -> _T_co:
        """Return the part."""
        ...


def _to_phrase(told: Phrase | Text | str) -> Phrase | Text:
    return told if isinstance(told, Phrase) else _text(told)


@frozen
class Evidence:
    """A record that speaks for or against a subject, and what it says.

    `record` is None for a step that a caller told without a record. A plain string says the same
    in both languages.
    """

    record: Entity | None
    phrase: Phrase | Text = field(converter=_to_phrase)

    @property
    def key(self) -> dict[str, Any]:
        """The table and the key fields of the record."""
        return {} if self.record is None else Subject(self.record).key

    def say(self, lang: Lang = "en") -> str:
        """Return in words what the record says."""
        return self.phrase.say(lang)


def said(key: str, **values: object) -> Phrase:
    """Return a phrase of the catalogue that can be hashed and pickled."""
    return Phrase(key, ReadOnly(values))


Told = Sequence[Evidence | str] | Recipe[Sequence[Evidence]]
"""What a rule gives as evidence: some of it, plain texts too, or the recipe."""

_Evidence = tuple[Evidence, ...] | Recipe[Sequence[Evidence]]


def _to_evidence(told: Told) -> _Evidence:
    if callable(told):
        return told
    if not told:
        return ()
    return tuple([Evidence(None, one) if isinstance(one, str) else one for one in told])


@frozen
class Why:
    """Why a rule cannot know: a cause of the catalogue with its values, or one of one's own.

    `Why("unreadable_field", {"field": "lead"})` names a cause by its key. Words of one's own are
    templates for the values: `Why(en="nobody asked {whom}", values={"whom": "Wajo"})`; without
    `id` they serve both languages. `remedy` is what would let the rule know.
    """

    cause: str = ""
    values: Mapping[str, Any] = field(default=NOTHING, converter=_to_values)
    en: str = field(default="", kw_only=True)
    id: str = field(default="", kw_only=True)
    remedy: Text = field(default=NO_REMEDY, kw_only=True, converter=_text)

    def __attrs_post_init__(self) -> None:
        """Refuse a reason without words, or with two of them."""
        if bool(self.cause) is bool(self.en):
            text = "a reason of doubt is a cause of the catalogue, or has words of its own (en=...)"
            raise RuleError(text)

    def say(self, lang: Lang = "en") -> str:
        """Return in words why it is not known."""
        if self.cause:
            return Phrase(self.cause, self.values).say(lang)
        return put(Text(self.en, self.id or self.en), self.values, lang)

    def advise(self, lang: Lang = "en") -> str:
        """Return in words what would let the rule know."""
        if self.cause:
            return Phrase(f"{self.cause}.remedy", self.values).say(lang)
        return put(self.remedy, self.values, lang)


def why_of(gap: Gap, name_of: Callable[[str], str] = str, **values: object) -> Why:
    """Return a gap of the records as the reason of a doubt; `name_of` names a regency by its code.

    `values` are what the rule knows besides.
    """
    told = {**values, **gap.values}
    if "regency" in gap.values:
        told["regency"] = name_of(gap.values["regency"])
    return Why(gap.cause, told)


def evidence_of(gap: Gap) -> tuple[Evidence, ...]:
    """Return the record that shows a gap, if one does, and what it says."""
    return () if gap.says is None else (Evidence(gap.record, gap.says),)


@frozen
class Violation:
    """A rule found something.

    `subject` is what it is about; a record stands for itself. `values` go into the message and
    the remedy of the rule, which `remedy` may take the place of. `values` and `evidence` may be
    recipes.
    """

    subject: Subject = field(converter=_to_subject)
    year: int | None = None
    values: Mapping[str, Any] | Recipe[Mapping[str, Any]] = NOTHING
    evidence: _Evidence = field(default=(), converter=_to_evidence)
    remedy: Text | None = None


@frozen
class Doubt:
    """A rule cannot know, for one subject or for many with one reason.

    Doubts of one reason and year become one finding. `records` are the subjects if there are
    many.
    """

    why: Why
    subject: Subject | None = field(default=None, converter=optional(_to_subject))
    year: int | None = None
    evidence: _Evidence = field(default=(), converter=_to_evidence)
    records: Sequence[Entity] | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a doubt about nothing, and one about one subject and many."""
        if (self.subject is None) is (self.records is None):
            text = "a doubt is about one subject, or about the records given in records=[...]"
            raise RuleError(text)

    @property
    def values(self) -> Mapping[str, Any]:
        """The values of its reason."""
        return self.why.values

    @property
    def count(self) -> int:
        """How many subjects it is about."""
        return 1 if self.records is None else len(self.records)

    def each(self) -> Sequence["Doubt"]:
        """Return one doubt for each of its subjects."""
        if self.records is None:
            return (self,)
        return [Doubt(self.why, record, self.year) for record in self.records]


Judgement = Generator[Violation | Doubt, None, int]
"""Yields what it finds and returns how many subjects it judged, doubtful ones included."""

Judge = Callable[[Records, "Context"], Judgement]
"""The function of a rule."""


@frozen(kw_only=True)
class Waiving:
    """What became of the dispensations, by id, once all other rules are judged.

    `covering` are for a finding that was waived, by them or by one that followed them; `lapsed`
    would have waived one, but were not in force on the days of the act, which stand with them;
    `doubted` are for a subject whose rule could not decide, each with why it may cover, None if it
    does not even then. `ran` are the rules that had something to judge, each with the years of
    dispensations for it; `timeless` are those that found something of no year.
    """

    covering: frozenset[str] = frozenset()
    lapsed: Mapping[str, tuple[dt.date, dt.date]] = field(default=NOTHING, converter=_to_values)
    doubted: Mapping[str, Why | None] = field(default=NOTHING, converter=_to_values)
    ran: frozenset[tuple[str, int]] = frozenset()
    timeless: frozenset[str] = frozenset()


@frozen(kw_only=True, eq=False)
class Context:
    """Everything a rule may know beside the records.

    `policies` are the judged fiscal years in order, each with its policy, which is of `province`
    (None: of any); `foreign` are the programs that it does not judge, `strangers` the participants
    and `outlying` the dispensations. `all_policies` are all at hand; `asked` the years the caller
    asked for (None: all). `scope` are the regencies for which plan rules are judged (None: all of a
    policy's province). `as_of` is the day of judging, if the caller gave one. `codes` are those of
    every known rule. With `only_set_aside` a rule about reading tells only for what a row, a table
    or a sheet is not among the records.
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
    province: str | None = None
    foreign: frozenset[str] = frozenset()
    strangers: frozenset[str] = frozenset()
    outlying: frozenset[str] = frozenset()
    only_set_aside: bool = False

    def __repr__(self) -> str:
        return f"<Context years={len(self.policies)}, policies={len(self.all_policies)}>"

    def regencies_of(self, policy: Policy) -> tuple[str, ...]:
        """Return the codes that plan rules judge under a policy, in order."""
        own = [regency.code for regency in self.places.of_province(policy.province)]
        return tuple(code for code in own if self.scope is None or code in self.scope)

    def provinces_of(self, program: Program) -> AbstractSet[str]:
        """Return the provinces of a program's regencies, else of its lead; none if not stated."""
        if program.regencies:
            return {code.partition(".")[0] for code in program.regencies}
        province = None if program.lead is None else self.agencies.province_of(program.lead)
        return set() if province is None else {province}

    def province_name(self, code: str) -> str:
        """Return the name of a province, or the code itself if no province has it."""
        try:
            return self.places.province(code).name
        except UnknownProvinceError:
            return code

    def divided(self, code: str) -> int | None:
        """Return the year in which the regencies of a province were last divided, if known."""
        try:
            return self.places.province(code).divided
        except UnknownProvinceError:
            return None

    def own(self, codes: Sequence[str]) -> Sequence[str]:
        """Return those of some regencies that are of the province whose policies these are."""
        if self.province is None:
            return codes
        return [code for code in codes if code.startswith(f"{self.province}.")]

    def is_planned(self, records: Records, year: int) -> bool:
        """Whether the records hold the plan of a year, and not that of another province alone."""
        elsewhere = (
            self.foreign and records.programs_of(year) and not self.programs_of(records, year)
        )
        return gaps_of(records).is_given("programs") and not elsewhere

    def programs_of(self, records: Records, year: int, *kinds: ProgramKind) -> Sequence[Program]:
        """Return the programs of a year (and these kinds) that are judged: none is cancelled."""
        programs = records.programs_of(year, *kinds)
        if not self.foreign:
            return programs
        return [program for program in programs if program.id not in self.foreign]

    def rosters_of(self, records: Records, year: int, *kinds: ProgramKind) -> Sequence[Roster]:
        """Return the rosters of `programs_of`, empty ones too."""
        rosters = records.rosters_of(year, *kinds)
        if not self.foreign:
            return rosters
        return [roster for roster in rosters if roster.program.id not in self.foreign]

    def name_of(self, code: str) -> str:
        """Return the name of a regency, or the code itself if no regency has it."""
        regency = self.places.get(code)
        return code if regency is None else regency.name

    @property
    def last_policy(self) -> Policy | None:
        """The policy of the last judged year, None if no year is judged."""
        return self.policies[max(self.policies)] if self.policies else None


_CODE: Final = re.compile(r"[A-Z][A-Z0-9]{0,9}[0-9]{3}", re.ASCII)


@frozen(kw_only=True, repr=False)
class Rule:
    """One rule of the catalogue, or one of a user's own.

    `code` is never reused; `name` says the fault; `unit` is what one finding is about (one of
    `UNITS`); `sources` are statements (S-numbers) or laws; `since` and `until` versions of this
    library. A rule that is `off` runs only if selected
    by its code or switched on by a policy's severity. A `last` rule is judged after the others; one
    `by_policy` once for the policies of each province at hand.

    It is pickled by the place where its function stands, so it can be sent to another process if
    that is the top of a module.
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
    by_policy: bool = False

    def __repr__(self) -> str:
        return f"<Rule {self.code} {self.name}>"

    def page(self, lang: Lang = "en") -> str:
        """Return the page of the rule: what it finds, why it matters, how to fix it.

        It stands beside the module of the rule, `ikm201.en.md` beside `ikm201.py`; in English
        where there is none in the language. A rule without one has the docstring of its function.
        """
        return _page_beside(self.judge.__module__, self.code, to_lang(lang)) or (
            getdoc(self.judge) or ""
        )

    def headline(self, lang: Lang = "en") -> str:
        """Return the first line of the page."""
        return self.page(lang).partition("\n")[0]

    def __copy__(self) -> "Rule":
        return self  # nothing in it can be changed

    def __deepcopy__(self, _memo: object) -> "Rule":
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        home, name = self.judge.__module__, self.judge.__qualname__
        known = _standing(home, name)
        if known is None or known.judge is not self.judge:
            text = f"{self!r} cannot be pickled: {home} has no rule {name} at its top"
            raise RuleError(text)
        changed = {
            one.name: mine
            for one in fields(Rule)
            if (mine := getattr(self, one.name)) != getattr(known, one.name)
        }
        return _found_again, (home, name, changed)


@cache
def _page_beside(module: str, code: str, lang: Lang) -> str:
    """Return the page that stands beside a module in a language or in English, "" if none does."""
    package = module.rpartition(".")[0]
    if not package:
        return ""
    folder = resources.files(package)
    pages = (folder / f"{code.lower()}.{one}.md" for one in (lang, "en"))
    return next((page.read_text("utf-8").rstrip("\n") for page in pages if page.is_file()), "")


def _standing(module: str, name: str) -> Rule | None:
    """Return the rule of this name in a module, None if there is none."""
    try:
        found: object = attrgetter(name)(import_module(module))
    except (ImportError, AttributeError):
        return None
    return found if isinstance(found, Rule) else None


def _found_again(module: str, name: str, changed: Mapping[str, Any]) -> Rule:
    """Return the rule that stands here, with what was changed; raises `RuleError` if none does."""
    known = _standing(module, name)
    if known is None:
        text = f"the rule {name} of {module}, which was pickled, cannot be found here"
        raise RuleError(text)
    return evolve(known, **changed) if changed else known


def rule(  # noqa: PLR0913  # a record with many optional parts, all but two by keyword
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
    by_policy: bool = False,
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
            message=_text(message).named(f"{code}.message"),
            judge=judge,
            remedy=_text(remedy).named(f"{code}.remedy"),
            unit=unit,
            sources=tuple(sources),
            since=since,
            until=until,
            off=off,
            last=last,
            by_policy=by_policy,
        )

    return make
