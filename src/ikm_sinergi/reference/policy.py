"""The parts of a policy: what must come first, where sizes part, what was said of a place.

Whatever is wrong with one of them is a `PolicyError`.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from itertools import combinations
from os import PathLike, fspath
from types import MappingProxyType
from typing import Any, Final, cast

from attrs import field, frozen

from ikm_sinergi.domain.arguments import Hints, several
from ikm_sinergi.domain.entities import Participant
from ikm_sinergi.domain.fields import (
    LAST_DAY,
    why_not_choice,
    why_not_code,
    why_not_day,
    why_not_identifier,
    why_not_province,
    why_not_text,
    why_not_whole,
    why_not_year,
)
from ikm_sinergi.domain.mappings import ReadOnly
from ikm_sinergi.domain.names import fold
from ikm_sinergi.domain.terms import ParticipationStatus, ProgramKind, Severity, SizeClass
from ikm_sinergi.errors import InvalidValueError, PolicyError, ReadError
from ikm_sinergi.reference.policy_file import (
    Check,
    Problem,
    agree,
    did_you_mean,
    holds,
    list_of,
    map_of,
    must,
    structured,
)
from ikm_sinergi.words.language import Text


def _positive(value: object) -> Iterator[str]:
    if why_not_whole(value) is not None or value == 0:
        yield "is not a whole number of one or more"


def _followed(value: object) -> Iterator[str]:
    if value is not ParticipationStatus.COMPLETED:
        yield "is not completed, the only status that makes a step one that was followed"


# Not generic: mypy takes a type variable of a converter for the type of the argument.
def to_tuple(values: Iterable[Any]) -> tuple[Any, ...]:
    """Return a tuple of what a caller naturally has; what is no list is refused by its field."""
    # A text is a list of letters to Python, but to nobody else.
    if isinstance(values, str) or not hasattr(values, "__iter__"):
        return values  # type: ignore[return-value]
    return tuple(values)


_text: Final = holds(why_not_text)


@frozen(kw_only=True)
class Prerequisite:
    """What must come before: one of `kinds`, up to `within` fiscal years earlier, in `status`.

    The status can only be `completed`; a policy states it all the same, since it is a reading.
    """

    kinds: tuple[ProgramKind, ...] = field(
        converter=to_tuple, validator=must(list_of(why_not_choice(ProgramKind), some=True))
    )
    within: int = field(validator=must(_positive))
    status: ParticipationStatus = field(validator=must(_followed))


@frozen(kw_only=True)
class SizeThresholds:
    """Where the size classes part: workers, and whole rupiah without land and building.

    At most `few_workers` make an enterprise small below `small_investment_below` and medium from
    there on; more workers make it medium up to and with `medium_investment_up_to`, then large.
    """

    few_workers: int = field(validator=must(_positive))
    small_investment_below: int = field(validator=must(_positive))
    medium_investment_up_to: int = field(validator=must(_positive))

    def __attrs_post_init__(self) -> None:
        """Refuse limits in the wrong order."""
        agree(self)

    @staticmethod
    def _contradictions(values: Mapping[str, Any]) -> Iterator[Problem]:
        """Yield how the fields given contradict each other."""
        small = values.get("small_investment_below")
        medium = values.get("medium_investment_up_to")
        if small is not None and medium is not None and medium < small:
            yield Problem(("medium_investment_up_to",), "is less than small_investment_below")

    def possible(self, workers: int | None, investment: int | None) -> frozenset[SizeClass]:
        """Return every class an enterprise may have, given what is stated of it."""
        # Where a number is not stated, its two extremes bring out every class there is.
        many = self.few_workers + 1
        beyond = self.medium_investment_up_to + 1
        return frozenset(
            self._class(heads, rupiah)
            for heads in ({0, many} if workers is None else {workers})
            for rupiah in ({0, beyond} if investment is None else {investment})
        )

    def _class(self, workers: int, investment: int) -> SizeClass:
        few = workers <= self.few_workers
        if few and investment < self.small_investment_below:
            return SizeClass.SMALL
        if few or investment <= self.medium_investment_up_to:
            return SizeClass.MEDIUM
        return SizeClass.LARGE


@frozen(kw_only=True)
class Potential:
    """What a regency is known to be good at, and the statement that says so."""

    commodities: tuple[str, ...] = field(
        converter=to_tuple, validator=must(list_of(why_not_text, some=True))
    )
    statement: str = field(validator=must(_text))


@frozen(kw_only=True)
class Announcement:
    """A program announced for one fiscal year; what is None was not stated."""

    id: str = field(validator=must(holds(why_not_identifier)))
    year: int = field(validator=must(holds(why_not_year)))
    statement: str = field(validator=must(_text))
    kind: ProgramKind | None = field(
        default=None, validator=must(holds(why_not_choice(ProgramKind)))
    )
    regency: str | None = field(default=None, validator=must(holds(why_not_code)))
    area: str | None = field(default=None, validator=must(_text))
    commodity: str | None = field(default=None, validator=must(_text))

    def __attrs_post_init__(self) -> None:
        """Refuse a program in two places."""
        agree(self)

    @staticmethod
    def _contradictions(values: Mapping[str, Any]) -> Iterator[Problem]:
        """Yield how the fields given contradict each other."""
        if values.get("regency") is not None and values.get("area") is not None:
            yield Problem((), "names both a regency and an area")


SCHEMA_VERSION: Final = 1

SECTIONS: Final = (
    "prerequisites",
    "partners",
    "touch",
    "equipment_owed_by",
    "size",
    "commodities",
    "potentials",
    "announced",
    "approvers",
)
"""The parts of a policy that cite a source, an empty one too: "nobody" is a statement as well."""

_SETTINGS: Final = ("severities", "off")

OPEN: Final = "?"
"""Stands in a policy file for what people have still to decide."""

_LARGEST_FILE: Final = 1_000_000


def _a(cls: type) -> Check:
    def check(value: object) -> Iterator[str]:
        if type(value) is not cls:
            yield f"is not a {cls.__name__}"

    return check


def _title(value: object) -> Iterator[str]:
    if type(value) is not Text or why_not_text(value.en) or why_not_text(value.id):
        yield "needs a text in English (en) and in Indonesian (id)"


def _schema_version(value: object) -> Iterator[str]:
    if type(value) is not int or value != SCHEMA_VERSION:
        yield f"is not {SCHEMA_VERSION}, the only version this release reads"


def _first_day(value: object) -> Iterator[str]:
    yield from holds(why_not_day)(value)
    if isinstance(value, dt.date) and (value.month, value.day) != (1, 1):
        yield "is not a 1 January: a policy holds for whole fiscal years"


def _last_day(value: object) -> Iterator[str]:
    yield from holds(why_not_day)(value)
    if isinstance(value, dt.date) and (value.month, value.day) != (12, 31):
        yield "is not a 31 December: a policy holds for whole fiscal years"


def _commodities(value: object) -> Iterator[str]:
    yield from map_of(why_not_text, list_of(why_not_text))(value)
    if not isinstance(value, Mapping):
        return
    owners: dict[str, str] = {}
    for term, names in cast("Mapping[object, object]", value).items():
        synonyms = cast("tuple[object, ...]", names) if isinstance(names, tuple) else ()
        for name in (term, *synonyms):
            owner = owners.setdefault(fold(str(name)), str(term))
            if owner != term:
                yield f"{name!r} stands for both {owner!r} and {term!r}"


def _announced(value: object) -> Iterator[str]:
    if not isinstance(value, tuple):
        yield Text.of("not_list").en
        return
    ids: set[str] = set()
    for item in cast("tuple[object, ...]", value):
        if not isinstance(item, Announcement):
            yield f"{item!r} is not an Announcement"
        elif item.id in ids:
            yield f"{item.id!r} is there twice"
        else:
            ids.add(item.id)


def _sources(value: object) -> Iterator[str]:
    yield from map_of(why_not_text, list_of(why_not_text, some=True))(value)
    if not isinstance(value, Mapping):
        return
    known = (*SECTIONS, *_SETTINGS)
    named = [str(key) for key in cast("Mapping[object, object]", value)]
    for key in named:
        if key not in known:
            yield f"{key!r} is no part of a policy{did_you_mean(key, known)}"
    yield from (f"{section!r} has no source" for section in SECTIONS if section not in named)


# Not generic: mypy takes a type variable of a converter for the type of the argument.
def _to_mapping(values: Mapping[Any, Any]) -> Mapping[Any, Any]:
    return ReadOnly(values) if hasattr(values, "items") else values


def _to_lists(values: Mapping[str, Iterable[str]]) -> Mapping[str, tuple[str, ...]]:
    if not hasattr(values, "items"):
        return values  # type: ignore[return-value]  # the validator refuses it by name
    return ReadOnly({key: to_tuple(names) for key, names in values.items()})


_kinds: Final = list_of(why_not_choice(ProgramKind))

_ids: Final = list_of(why_not_identifier)


NEXT_STEPS: Final = (ProgramKind.MENTORING, ProgramKind.APPRENTICESHIP)
"""The kinds of program that may ask for a step before: what follows a training (S13, S14)."""


@frozen(kw_only=True)
class Policy:
    """The values that rules judge by, for the fiscal years from `valid_from` to `valid_to`.

    Without `valid_to` it stays in force; after `reviewed_until` nobody has looked whether it
    still should. `source` says where it comes from, `sources` cites a statement or law for each
    of `SECTIONS`. Change a copy with `attrs.evolve`.
    """

    id: str = field(validator=must(holds(why_not_identifier)))
    title: Text = field(validator=must(_title))
    source: Mapping[str, str] = field(
        converter=_to_mapping, validator=must(map_of(why_not_text, _text, some=True))
    )
    schema_version: int = field(validator=must(_schema_version))
    valid_from: dt.date = field(validator=must(_first_day))
    valid_to: dt.date | None = field(default=None, validator=must(_last_day))
    reviewed_until: dt.date | None = field(default=None, validator=must(holds(why_not_day)))
    province: str = field(validator=must(holds(why_not_province)))
    prerequisites: Mapping[ProgramKind, Prerequisite] = field(
        converter=_to_mapping,
        validator=must(map_of(why_not_choice(ProgramKind), _a(Prerequisite))),
    )
    partners: tuple[str, ...] = field(converter=to_tuple, validator=must(_ids))
    touch: tuple[ProgramKind, ...] = field(converter=to_tuple, validator=must(_kinds))
    equipment_owed_by: tuple[str, ...] = field(converter=to_tuple, validator=must(_ids))
    size: SizeThresholds = field(validator=must(_a(SizeThresholds)))
    commodities: Mapping[str, tuple[str, ...]] = field(
        converter=_to_lists, validator=must(_commodities)
    )
    potentials: Mapping[str, Potential] = field(
        converter=_to_mapping, validator=must(map_of(why_not_code, _a(Potential)))
    )
    announced: tuple[Announcement, ...] = field(converter=to_tuple, validator=must(_announced))
    severities: Mapping[str, Severity] = field(
        factory=dict[str, Severity],
        converter=_to_mapping,
        validator=must(map_of(why_not_identifier, holds(why_not_choice(Severity)))),
    )
    off: tuple[str, ...] = field(default=(), converter=to_tuple, validator=must(_ids))
    approvers: tuple[str, ...] = field(converter=to_tuple, validator=must(_ids))
    sources: Mapping[str, tuple[str, ...]] = field(converter=_to_lists, validator=must(_sources))

    def __attrs_post_init__(self) -> None:
        """Refuse a policy that contradicts itself."""
        agree(self)

    @staticmethod
    def _contradictions(values: Mapping[str, Any]) -> Iterator[Problem]:
        """Yield how the fields given contradict each other."""
        first, last = values.get("valid_from"), values.get("valid_to")
        if first is not None and last is not None and last < first:
            yield Problem(("valid_to",), "is before valid_from")
        for kind in values.get("prerequisites", ()):
            if kind not in NEXT_STEPS:
                text = "no rule asks for a step before this kind"
                yield Problem(("prerequisites", str(kind)), text)
        if "commodities" not in values:
            return
        known: Mapping[str, object] = values["commodities"]
        potentials: Mapping[str, Potential] = values.get("potentials", {})
        announced: tuple[Announcement, ...] = values.get("announced", ())
        used: list[tuple[tuple[str | int, ...], str]] = [
            (("potentials", code, "commodities"), term)
            for code, potential in potentials.items()
            for term in potential.commodities
        ]
        used += [
            (("announced", place, "commodity"), one.commodity)
            for place, one in enumerate(announced, 1)
            if one.commodity
        ]
        for place, term in used:
            if term not in known:
                text = f"{term!r} is no term of commodities{did_you_mean(term, known)}"
                yield Problem(place, text)

    @cached_property
    def _terms(self) -> Mapping[str, str]:
        return {
            fold(name): term
            for term, synonyms in self.commodities.items()
            for name in (term, *synonyms)
        }

    def __repr__(self) -> str:
        years = f"{self.valid_from.year}-{'' if self.valid_to is None else self.valid_to.year}"
        return f"<Policy {self.id}: {years}>"

    def covers(self, year: int) -> bool:
        """Return whether the policy is in force in a fiscal year."""
        return self.valid_from.year <= year <= (self.valid_to or LAST_DAY).year

    def reviewed(self, year: int) -> bool:
        """Return whether somebody has looked if the policy holds for all of a fiscal year."""
        until = self.reviewed_until or self.valid_to
        return until is not None and dt.date(year, 12, 31) <= until

    def prerequisite(self, kind: ProgramKind) -> Prerequisite | None:
        """Return what must come before a program of this kind, None if nothing must."""
        return self.prerequisites.get(kind)

    def potential(self, code: str) -> Potential | None:
        """Return what a regency is good at, None if that is not known."""
        return self.potentials.get(code)

    def announced_for(self, year: int) -> tuple[Announcement, ...]:
        """Return the programs announced for a fiscal year."""
        return tuple(announcement for announcement in self.announced if announcement.year == year)

    def commodity(self, text: str) -> str | None:
        """Return the policy's term for a commodity as somebody wrote it, None if it has none."""
        return self._terms.get(fold(text))

    def size_of(self, participant: Participant) -> SizeClass:
        """Return the size class; with workers or investment not stated it is unknown."""
        possible = self.sizes_possible(participant)
        stated = participant.workers is not None and participant.investment is not None
        return next(iter(possible)) if stated else SizeClass.UNKNOWN

    def sizes_possible(self, participant: Participant) -> frozenset[SizeClass]:
        """Return every class that the enterprise may have, given what is stated of it."""
        return self.size.possible(participant.workers, participant.investment)


def read_policy(path: str | PathLike[str]) -> Policy:
    """Read a policy file (TOML).

    A file that cannot be read, or is larger than 1 MB, raises `ReadError`; everything wrong with
    what it says is in the `problems` of one `PolicyError`, "place: what is wrong".
    """
    name = fspath(path)
    return _policy(name, content_of(name))


def content_of(name: str) -> bytes:
    """Return what stands in a file, or raise `ReadError`."""
    try:
        with open(name, "rb") as file:  # noqa: PTH123  # a path with a zero byte is no Path
            content = file.read(_LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise ReadError(name, "there is no such file") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error  # without the path, which is there
        raise ReadError(name, f"cannot be read: {reason}") from error
    if len(content) > _LARGEST_FILE:
        raise ReadError(name, "is larger than 1 MB, which no policy is")
    return content


def _policy(name: str, content: bytes) -> Policy:
    raw = parsed(name, content)
    built, problems = (None, (raw,)) if isinstance(raw, Problem) else understood(raw)
    if built is None or problems:
        raise PolicyError(name, tuple(map(str, problems)))
    return built


def parsed(name: str, content: bytes) -> dict[str, Any] | Problem:
    """Return what TOML says, or what keeps it from being any; raises `ReadError` if it is no text.

    The line stands in the text of the problem.
    """
    import tomllib  # noqa: PLC0415  # only files need it

    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ReadError(name, "is not UTF-8", line=line) from error
    except (ValueError, RecursionError) as error:  # ValueError: also a number of 5,000 digits
        return Problem((), f"is no TOML: {error}")


def understood(raw: Mapping[str, Any]) -> tuple[Policy | None, tuple[Problem, ...]]:
    """Return the policy that a parsed file states, if it states one, and all that is wrong."""
    open_places = tuple(_open(raw, ()))
    built, wrong = structured(raw, Policy)
    problems = [Problem(place, "is still to be decided") for place in open_places]
    problems += [
        problem
        for problem in wrong
        if not any(problem.place[: len(place)] == place for place in open_places)
    ]
    cited = raw.get("sources")
    problems += [
        Problem(("sources",), f"{setting!r} has no source")
        for setting in _SETTINGS
        if raw.get(setting) and not (isinstance(cited, dict) and setting in cited)
    ]
    return built, tuple(problems)


def _open(value: object, place: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """Yield every place that holds the mark of what is still to be decided."""
    if value == OPEN:
        yield place
    elif isinstance(value, dict):
        for key, item in cast("dict[str, object]", value).items():
            yield from _open(item, (*place, key))
    elif isinstance(value, list):
        for number, item in enumerate(cast("list[object]", value), 1):
            yield from _open(item, (*place, number))


@cache
def policies() -> tuple[Policy, ...]:
    """Return the bundled policies: so far, South Sulawesi from 2021."""
    from importlib import resources  # noqa: PLC0415  # importing the library reads no file

    folder = resources.files("ikm_sinergi").joinpath("data", "policies")
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    return tuple(_policy(file.name, file.read_bytes()) for file in files)


POLICY_HINTS: Final[Hints] = MappingProxyType(
    {
        str: "a file is read by read_policy(path), the bundled ones are policies()",
        PathLike: "a file is read by read_policy(path)",
    }
)


def policies_given(given: Policy | Iterable[Policy] | None) -> tuple[Policy, ...]:
    """Return the policies that a function was given, None standing for the bundled ones.

    Raises `InvalidTypeError` for anything else.
    """
    return policies() if given is None else several("policies", given, Policy, POLICY_HINTS)


def policy_by_year(policies: Iterable[Policy], years: Iterable[int]) -> Mapping[int, Policy]:
    """Return the policy of each year, in order; a year that none covers is absent.

    Two policies for one year raise `PolicyError`, whether or not that year is asked for; a year
    that is none raises `InvalidValueError`.
    """
    asked = set(years)
    for year in asked:
        reason = why_not_year(year)
        if reason is not None:
            raise InvalidValueError("year", reason, f"{year!r} {Text.of(reason).en}")
    known = sorted(policies, key=lambda policy: (policy.valid_from, policy.id))
    for earlier, later in combinations(known, 2):
        if earlier.covers(later.valid_from.year):
            year = later.valid_from.year
            problem = f"{earlier.id!r} covers {year} too: give it a valid_to before that"
            raise PolicyError(later.id, (problem,))
    by_year = {year: policy for year in sorted(asked) for policy in known if policy.covers(year)}
    return ReadOnly(by_year)
