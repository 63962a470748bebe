"""What is stated under one key: contents that agree are one, others contradict.

Two offices write of one program, and each leaves blank what the other states. Only fields in which
two different values are stated contradict: lists are compared as sets, texts as Unicode composes
them. Blanks are filled in where nobody disagrees. Nothing here decides which content is right.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, NamedTuple, TypeVar
from unicodedata import normalize

from attrs import evolve

from ikm_sinergi.domain.entities import Dispensation, Entity, Owner, Participation
from ikm_sinergi.domain.tables import TABLES, table_of
from ikm_sinergi.domain.terms import ParticipationStatus
from ikm_sinergi.errors import InvalidValueError
from ikm_sinergi.records.faults import Reject

SUBJECTS: Final = ("participant", "program", "regency")
"""What a dispensation is for: one of these."""

_K = TypeVar("_K", bound=Hashable)


class Contents(NamedTuple):
    """The rows of a table by key: `single` where they agree, `several` where they contradict.

    `merged` are the rows that each made-up content was merged from, by its `id()`, and `together`
    all rows under a key, by the `id()` of each content that contradicts another.
    """

    single: dict[Any, Any]
    several: dict[Any, list[Any]]
    merged: Mapping[int, Sequence[Entity]]
    together: Mapping[int, Sequence[Entity]]


def contents_of(entities: Sequence[Any], key: Callable[[Any], _K]) -> Contents:
    """Return what is stated under each key of a table."""
    single: dict[Any, Any] = {key(one): one for one in entities}
    if len(single) == len(entities):
        return Contents(single, {}, {}, {})
    groups: defaultdict[Any, list[Any]] = defaultdict(list)
    for one in entities:
        groups[key(one)].append(one)
    several: dict[Any, list[Any]] = {}
    merged: dict[int, Sequence[Entity]] = {}
    together: dict[int, Sequence[Entity]] = {}
    for name, rows in groups.items():
        if len(rows) == 1:
            continue
        found = _agreed(rows)
        merged |= {id(one): of for one, of in found}
        contents = [one for one, _ in found]
        if len(contents) == 1:
            single[name] = contents[0]
        else:
            together |= dict.fromkeys(map(id, contents), rows)
            several[name] = sorted(contents, key=repr)  # not as the input has them
            del single[name]
    return Contents(single, several, merged, together)


def enrolled(
    rows: Sequence[Participation], deliveries: Iterable[str]
) -> tuple[Sequence[Participation], Contents]:
    """Return participations, those of one participant and program in two deliveries as one.

    `deliveries` are those of the rows. Twice in one delivery is left as it stands (IKM108), but
    another one may contradict it. Of
    those that contradict one stands for all, one that did not withdraw if there is one.
    """
    of: defaultdict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for place, (row, delivery) in enumerate(zip(rows, deliveries, strict=True)):
        of[row.participant, row.program][place] = delivery
    kept: list[Participation | None] = [*rows]
    several: dict[Any, list[Any]] = {}
    merged: dict[int, Sequence[Entity]] = {}
    together: dict[int, Sequence[Entity]] = {}
    for pair, places in of.items():
        if len(set(places.values())) == 1:
            continue
        told = [rows[place] for place in places]
        found = _agreed(told)
        if len(found) > 1:
            several[pair] = [one for one, _ in found]
            together |= dict.fromkeys(map(id, several[pair]), told)
        if len(places) == len(set(places.values())):
            merged |= {id(one): same for one, same in found}
            for place in places:
                kept[place] = None
            kept[min(places)] = min((one for one, _ in found), key=_withdrawn)
    return [row for row in kept if row is not None], Contents({}, several, merged, together)


def _withdrawn(row: Participation) -> tuple[bool, str]:
    return row.status is ParticipationStatus.WITHDRAWN, repr(row)


def _agreed(rows: Sequence[Any]) -> list[tuple[Any, Sequence[Any]]]:
    """Return the contents that these rows have, blanks filled in, with the rows of each."""
    fields = _fields(rows[0])
    stated = {field: _values(rows, field) for field in fields}
    fill = {
        field: next(iter(values.values()))
        for field, values in stated.items()
        if len(values) == 1 and field not in _either(rows)
    }
    found: dict[Any, tuple[Any, list[Any]]] = {}
    for row in rows:
        blank = {field: value for field, value in fill.items() if read_field(row, field) is None}
        content = _filled(row, blank)
        key = tuple(_comparable(read_field(content, field)) for field in fields)
        found.setdefault(key, (content, []))[1].append(row)
    return [(content, tuple(of)) for content, of in found.values()]


def differing(rows: Sequence[Any]) -> tuple[str, ...]:
    """Return the fields in which these rows contradict each other."""
    either = _either(rows)
    return tuple(
        field
        for field in _fields(rows[0])
        if len(values := _values(rows, field)) > 1
        or (field in either and values and any(read_field(row, field) is None for row in rows))
    )


def _either(rows: Sequence[Any]) -> Sequence[str]:
    """Return the fields of which a row states exactly one, and so is not silent on the others."""
    return SUBJECTS if isinstance(rows[0], Dispensation) else ()


def _fields(row: Any) -> Sequence[str]:
    return [column.field for column in table_of(row).columns]


def _values(rows: Iterable[Any], field: str) -> dict[Any, Any]:
    read = [read_field(row, field) for row in rows]
    return {_comparable(value): value for value in read if value is not None}


def read_field(row: Any, field: str) -> Any:
    """Return what a record states in a field, "owner.nik" being that of its owner, or None."""
    name, _, part = field.partition(".")
    value = getattr(row, name)
    value = getattr(value, part, None) if part else value
    return None if value == () else value


def twins_of(
    rejects: Iterable[Reject], table: Callable[[str], Sequence[Any]]
) -> Sequence[tuple[Entity, Reject]]:
    """Return what rejected rows under an id on record state, each with its row.

    That is a further content of the id: what the row says, and of what every record needs and it
    leaves blank, what stands under the id; where several stand there, one for each. A row of which
    more could not be read, or that stated an owner, may say anything, and is none.
    """
    named = [(one, one.table, one.read["id"]) for one in rejects if _is_twin(one)]
    there: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    wanted = {(name, identifier) for _, name, identifier in named}
    for name in {name for name, _ in wanted}:
        for row in table(name):
            if (name, row.id) in wanted:
                there[name, row.id].append(row)
    found: list[tuple[Entity, Reject]] = []
    for reject, name, identifier in named:
        with suppress(InvalidValueError):  # it contradicts itself
            rows = there.get((name, identifier), ())
            twins = dict.fromkeys(_restated(row, reject) for row in rows)
            found += [(twin, reject) for twin in twins]
    return found


def _is_twin(reject: Reject) -> bool:
    """Whether a rejected row says all that a further content of its id needs."""
    if not reject.read.get("id") or reject.owned:
        return False
    needed = {column.field for column in TABLES[reject.table].columns if column.required}
    return (needed | {*SUBJECTS}).isdisjoint(reject.unread)


def _restated(row: Any, reject: Reject) -> Any:
    """Return what a rejected row states, with what it needs of a record under its id."""
    needed = {column.field for column in TABLES[reject.table].columns if column.required}
    if all(reject.read.get(field) is None for field in _either((row,))):
        needed |= {*_either((row,))}
    values = {field: reject.read.get(field) for field in _own_fields(row)}
    blank = {field for field in needed if values.get(field) is None}
    return type(row)(**values | {field: getattr(row, field) for field in blank})


def _own_fields(row: Any) -> Sequence[str]:
    return list(dict.fromkeys(one.partition(".")[0] for one in _fields(row)))


def _comparable(value: Any) -> Any:
    if isinstance(value, str):
        return normalize("NFC", value)
    return frozenset(value) if type(value) is tuple else value  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]  # of whatever


def _filled(row: Any, blank: Mapping[str, Any]) -> Any:
    if not blank:
        return row
    own = {field: value for field, value in blank.items() if "." not in field}
    parts = {field.partition(".")[2]: value for field, value in blank.items() if "." in field}
    if parts:
        own["owner"] = evolve(row.owner or Owner(), **parts)
    return evolve(row, **own)
