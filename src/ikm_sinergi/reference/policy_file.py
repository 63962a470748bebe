"""Classes built exactly from what a file says: nothing coerced, ignored or filled in.

The one set of checks serves both ways of building such a class: its constructor refuses the first
wrong field, and `structured` reports every problem of a whole file, each with its place.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from enum import StrEnum
from functools import cache, partial
from types import GenericAlias, MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast, get_args, get_origin

from attrs import Attribute, AttrsInstance, fields, frozen, has

from ikm_sinergi.domain.fields import WhyNot
from ikm_sinergi.domain.names import near
from ikm_sinergi.errors import PolicyError
from ikm_sinergi.words.language import Text

if TYPE_CHECKING:
    from cattrs import Converter


@frozen
class Problem:
    """What is wrong with a file, and where: keys, and items of lists counted from 1."""

    place: tuple[str | int, ...]
    text: str

    @property
    def dotted(self) -> str:
        """The place as people write it: "announced[2].kind", empty for the file as a whole."""
        steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.place)
        return "".join(steps).removeprefix(".")

    def __str__(self) -> str:
        return f"{self.dotted}: {self.text}" if self.place else self.text


Check = Callable[[object], Iterator[str]]
"""Yields everything that is wrong with a value."""

_Hook = Callable[[Any, Any], Any]

_Validator = Callable[[Any, "Attribute[Any]", Any], None]

_T = TypeVar("_T")


def must(check: Check) -> _Validator:
    """Return an attrs validator; a field may be not stated if that is its default."""

    def validate(_instance: object, attribute: "Attribute[Any]", value: object) -> None:
        stated = value is not None or attribute.default is not None
        wrong = tuple(check(value)) if stated else ()
        if wrong:
            raise PolicyError(attribute.name, wrong)

    return validate


def holds(why_not: WhyNot) -> Check:
    """Check one value."""

    def check(value: object) -> Iterator[str]:
        reason = why_not(value)
        if reason is not None:
            yield Text.of(reason).en

    return check


def list_of(why_not: WhyNot, *, some: bool = False) -> Check:
    """Check a tuple whose items all differ; with `some` it may not be empty."""

    def check(value: object) -> Iterator[str]:
        if type(value) is not tuple:
            yield Text.of("not_list").en
            return
        items = cast("tuple[object, ...]", value)
        if some and not items:
            yield Text.of("empty").en
        for item in items:
            reason = why_not(item)
            if reason is not None:
                yield f"{item!r} {Text.of(reason).en}"
        if len(set(map(repr, items))) < len(items):
            yield Text.of("repeated").en

    return check


def map_of(why_not_key: WhyNot, check_value: Check, *, some: bool = False) -> Check:
    """Check the keys and the values of a mapping; with `some` it may not be empty."""

    def check(value: object) -> Iterator[str]:
        if not isinstance(value, Mapping):
            yield Text.of("not_object").en
            return
        if some and not value:
            yield Text.of("empty").en
        for key, item in cast("Mapping[object, object]", value).items():
            reason = why_not_key(key)
            if reason is not None:
                yield f"{key!r} {Text.of(reason).en}"
            yield from (f"{key!r}: {wrong}" for wrong in check_value(item))

    return check


def agree(instance: AttrsInstance) -> None:
    """Refuse an instance whose fields are fine one by one, but contradict each other.

    Its class yields each problem among the fields given to its `_contradictions`.
    """
    cls = type(instance)
    values = {attribute.name: getattr(instance, attribute.name) for attribute in fields(cls)}
    wrong = tuple(map(str, _contradictions(cls, values)))
    if wrong:
        raise PolicyError(cls.__name__, wrong)


def _contradictions(cls: type, values: Mapping[str, Any]) -> Iterator[Problem]:
    find: Callable[[Mapping[str, Any]], Iterator[Problem]] | None
    find = getattr(cls, "_contradictions", None)
    return find(values) if find else iter(())


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """Return the end of a message that names the likeliest word, empty if none is near."""
    hints = near(word, words)
    return f"; did you mean {hints[0]!r}?" if hints else ""


_WRONG: Final[Mapping[type, str]] = MappingProxyType(
    {
        bool: "is neither true nor false",
        int: "is not a whole number",
        str: "is not a text",
        dt.date: "is not a day: write it without quotes and time, 2021-01-31",
        dict: "is not a table",
        list: "is not a list",
    }
)


class _ContradictionError(ValueError):
    """Fields that are fine one by one contradict each other."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text)
        self.problem = problem


def structured(raw: Mapping[str, object], cls: type[_T]) -> tuple[_T | None, tuple[Problem, ...]]:
    """Build a class from parsed TOML, or tell every problem with its place."""
    from cattrs import BaseValidationError  # noqa: PLC0415  # only files need it

    try:
        return exact_converter().structure(raw, cls), ()
    except BaseValidationError as error:
        return None, tuple(_told(error, ()))


def _exactly(kind: type[_T], value: object) -> _T:
    if type(value) is not kind:
        raise ValueError(_WRONG[kind])
    return value


def _term(vocabulary: type[StrEnum], value: object) -> StrEnum:
    try:
        return vocabulary(_exactly(str, value))
    except ValueError:
        terms = ", ".join(vocabulary)
        likely = did_you_mean(str(value), map(str, vocabulary))
        raise ValueError(f"{value!r} is not one of {terms}{likely}") from None


def _iso_day(value: object) -> dt.date:
    text = _exactly(str, value)
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise ValueError(Text.of("not_day").en)
    return day


@cache
def exact_converter(*, json: bool = False, own: tuple[type[Any], ...] = ()) -> "Converter":
    """Return the cattrs converter that takes values of exactly the right type.

    In JSON days are texts, which TOML writes without quotes. Keys that begin with x_ are left out
    of the classes in `own`, as the user's own; every other key that is not known is refused.
    """
    from cattrs import Converter, cols  # noqa: PLC0415  # only files need it

    converter = Converter()
    day: Callable[[object], dt.date] = _iso_day if json else partial(_exactly, dt.date)

    def is_list(asked: type[Any]) -> bool:
        origin: object = get_origin(asked)
        return origin is tuple

    def list_hook(asked: type[Any]) -> _Hook:
        as_list = cast("type[list[Any]]", GenericAlias(list, get_args(asked)))
        structure = cols.list_structure_factory(as_list, converter)
        return lambda value, _: tuple(structure(_exactly(list, value), as_list))

    converter.register_structure_hook(bool, lambda value, _: _exactly(bool, value))
    converter.register_structure_hook(int, lambda value, _: _exactly(int, value))
    converter.register_structure_hook(str, lambda value, _: _exactly(str, value))
    converter.register_structure_hook(dt.date, lambda value, _: day(value))
    converter.register_structure_hook(StrEnum, lambda value, asked: _term(asked, value))
    converter.register_structure_hook_factory(is_list, list_hook)
    converter.register_structure_hook_factory(cols.is_mapping, partial(_mapping_hook, converter))
    converter.register_structure_hook_factory(has, partial(_class_hook, converter, own))
    return converter


def _mapping_hook(converter: "Converter", asked: type[Any]) -> _Hook:
    # As in cattrs, but one that tells of a wrong key and of the wrong value under it.
    from cattrs import IterableValidationError, IterableValidationNote  # noqa: PLC0415

    key_kind, item_kind = get_args(asked)

    def structure(value: object, _: object) -> dict[object, object]:
        built: list[object] = []
        wrong: list[Exception] = []
        for key, item in cast("dict[str, object]", _exactly(dict, value)).items():
            for part, kind in ((key, key_kind), (item, item_kind)):
                try:
                    built.append(converter.structure(part, kind))
                except Exception as error:  # noqa: BLE001  # told with its place, whatever it is
                    error.add_note(IterableValidationNote("", key, kind))
                    wrong.append(error)
        if wrong:
            message = "a mapping is not as it should be"
            raise IterableValidationError(message, wrong, asked)  # pyright: ignore[reportCallIssue]
        return dict(zip(built[::2], built[1::2], strict=True))

    return structure


def _class_hook(converter: "Converter", own: tuple[type[Any], ...], cls: type[Any]) -> _Hook:
    from cattrs import ClassValidationError, override  # noqa: PLC0415  # only files need it
    from cattrs.gen import make_dict_structure_fn  # noqa: PLC0415

    given = [attribute for attribute in fields(cls) if attribute.init]
    hooks = {attribute.name: _field_hook(attribute, converter) for attribute in given}
    options: dict[str, Any] = {name: override(struct_hook=hook) for name, hook in hooks.items()}
    build = make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True, **options)

    def structure(value: object, _: object) -> object:
        raw = cast("dict[str, object]", _exactly(dict, value))
        if cls in own:
            raw = {key: cell for key, cell in raw.items() if not str(key).startswith("x_")}
        try:
            built: object = build(raw, cls)
        except ClassValidationError as error:
            # A wrong field keeps the constructor from running: look for contradictions here, in
            # whatever could be understood, so that they are told with the rest.
            understood: dict[str, object] = {}
            for name in hooks.keys() & raw.keys():
                with suppress(Exception):
                    understood[name] = hooks[name](raw[name], None)
            noted, bare = error.group_exceptions()
            wrong = [e for e, _ in noted] + [e for e in bare if not isinstance(e, PolicyError)]
            wrong += map(_ContradictionError, _contradictions(cls, understood))
            raise error.derive(wrong) from None
        return built

    return structure


def _field_hook(attribute: "Attribute[Any]", converter: "Converter") -> _Hook:
    asked = cast("type[Any]", attribute.type)

    def structure(value: object, _: object) -> object:
        built: object = converter.structure(value, asked)
        if attribute.validator is not None:
            attribute.validator(None, attribute, built)
        return built

    return structure


def _told(error: BaseException, place: tuple[str | int, ...]) -> Iterator[Problem]:
    from cattrs import (  # noqa: PLC0415  # only files need it
        ClassValidationError,
        ForbiddenExtraKeysError,
        IterableValidationError,
    )

    match error:
        case ClassValidationError():
            noted, bare = error.group_exceptions()
            for inner, note in noted:
                yield from _told(inner, (*place, note.name))
            for inner in bare:
                yield from _told(inner, place)
        case IterableValidationError():
            for inner, item in error.group_exceptions()[0]:
                step = item.index if isinstance(item.index, str) else int(item.index) + 1
                yield from _told(inner, (*place, step))
        case ForbiddenExtraKeysError():
            known = [attribute.name for attribute in fields(error.cl) if attribute.init]
            for key in sorted(error.extra_fields):
                yield Problem((*place, key), f"is not known{did_you_mean(key, known)}")
        case _ContradictionError():
            yield Problem((*place, *error.problem.place), error.problem.text)
        case PolicyError():
            yield from (Problem(place, problem) for problem in error.problems)
        case _:
            yield Problem(place, "is missing" if isinstance(error, KeyError) else str(error))
