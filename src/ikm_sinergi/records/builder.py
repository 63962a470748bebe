"""One row of a table -> one entity, and every fault found on the way.

A row is a mapping from field to value, read in one `Way`: exactly (JSON, databases), as written
(CSV) or as an office writes. A fault in an optional field keeps the row and leaves the field None;
a fault in a required one rejects the row. Personal values are masked from here on.

`builder` is compiled once for a table and a way. All cells of a row are read in one pass; what
the readers have proved is put straight into the entity, without asking its validators again.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeGuard, final

from attrs import NOTHING, fields_dict, frozen
from attrs import field as attribute

from ikm_sinergi.domain.arguments import Hints, wrong_type
from ikm_sinergi.domain.column import Column, Holds
from ikm_sinergi.domain.entities import Entity, Owner
from ikm_sinergi.domain.identifiers import hidden, masked
from ikm_sinergi.domain.tables import Table, ids_in
from ikm_sinergi.errors import InvalidValueError
from ikm_sinergi.records.beside import (
    CLEAN,
    OWNER_SAME_AS,
    Beside,
    Raw,
    is_own,
    own_fields,
    states,
)
from ikm_sinergi.records.cells import Read, Unreadable, Way, unread_before
from ikm_sinergi.records.faults import MISSING, REPAIRED, UNKNOWN, UNREADABLE, Fault, encodable

SHOWN: Final = 60

Memo = dict[Any, dict[Any, Any]]
"""What texts were read as, by kind of value: equal ids, days and terms of a reading are one."""


@final
@frozen
class Row:
    """What became of a row that is not clean: the entity (None if rejected) and its faults.

    `beside` is what could not be read, and the user's own fields; `ids` is what names the row,
    `read` the values of a rejected row that could be read, and `owned` whether it states an owner.
    """

    entity: Entity | None
    faults: tuple[Fault, ...] = ()
    beside: Beside = CLEAN
    ids: Mapping[str, tuple[str, ...]] = attribute(factory=dict[str, tuple[str, ...]])
    read: Mapping[str, Any] = attribute(factory=dict[str, Any])
    owned: bool = False


Build = Callable[[Any], Entity | Row]
"""Returns the entity of a clean row, and what became of any other."""


def is_object(value: Any) -> TypeGuard[dict[Any, Any]]:
    """Whether a value is a plain dict, which is what JSON has and what owners are."""
    return type(value) is dict


def is_row(value: Any) -> TypeGuard[Mapping[Any, Any]]:
    """Whether a value can be a row: a dict, or any other mapping that a database hands out."""
    return isinstance(value, Mapping)


# --- cells into slots ----------------------------------------------------------------------

_Step = tuple[str, Callable[[Any, Any], None], Read, Any, Any]
"""A field, what puts a value into its slot, what reads a cell, the texts known, the default.

The texts are a dict of what they were read as, None where they say nothing.
"""


class _Wrong(NamedTuple):
    """A field that is not clean: its cell, None if a required one is not stated, and why."""

    field: str
    value: Any
    error: Unreadable


_Filled = tuple[Any, int, Sequence[_Wrong]]
"""The object that was filled, how many of its cells state something, and what is wrong."""


def _filler(  # noqa: C901  # one flat loop, which runs for every cell
    cls: type[Any], steps: tuple[_Step, ...]
) -> Callable[[Mapping[Any, Any]], _Filled]:
    """Return the function that fills an object from a mapping: every field, whatever is wrong."""
    new = object.__new__

    def fill(row: Mapping[Any, Any]) -> _Filled:
        entity = new(cls)
        cell_of = row.get
        stated = 0
        wrong: tuple[_Wrong, ...] = ()
        for field, put, read, known, default in steps:
            cell = cell_of(field)
            if cell is not None:
                stated += 1
                value: Any = None
                if known is not None and type(cell) is str:
                    value = known.get(cell)
                if value is None:
                    try:
                        value = read(cell)
                    except Unreadable as error:
                        if states(cell):
                            wrong = (*wrong, _Wrong(field, cell, error))
                            continue
                    if known is not None and type(cell) is str and value is not None:
                        known[cell] = value
                if value is not None:
                    put(entity, value)
                    continue
                stated -= 1
            if default is NOTHING:
                wrong = (*wrong, _Wrong(field, None, Unreadable("empty", MISSING)))
            else:
                put(entity, default)
        return entity, stated, wrong

    return fill


def _steps(cls: type[Any], columns: Iterable[Column], way: Way, memo: Memo) -> tuple[_Step, ...]:
    """Return how the fields of a class are filled from these columns."""
    defaults = {name: one.default for name, one in fields_dict(cls).items()}
    steps: list[_Step] = []
    for column in columns:
        name = column.field.rpartition(".")[2]
        put = getattr(cls, name).__set__
        steps.append((name, put, _read(column, way), _known(column, way, memo), defaults[name]))
    return tuple(steps)


def _read(column: Column, way: Way) -> Read:
    read = way.reader(column)
    if not way.understands:
        return read
    exact = way.exact(column)

    def read_exactly(cell: Any) -> Any:
        value = read(cell)
        return None if value is None else exact(value)

    return read_exactly


def _known(column: Column, way: Way, memo: Memo) -> dict[Any, Any] | None:
    """Return the texts of a column that were read before, None where they say nothing.

    A text means the same wherever it stands, except in textual rows: there it may be a year or a
    list, which is refused elsewhere.
    """
    holds = column.holds
    if way.understands or column.personal or holds in _SELDOM_AGAIN:
        return None
    if (holds.many or holds is Holds.YEAR) and not way.textual:
        return None
    return memo.setdefault((column.vocabulary or holds, holds.many), {})


_SELDOM_AGAIN: Final = frozenset({Holds.TEXT, Holds.WHOLE, Holds.DIGITS})


class _InOwner(Unreadable):
    """An owner that is not clean: what was filled of it, and its keys that are not known."""

    def __init__(self, filled: _Filled, unknown: list[str]) -> None:
        super().__init__("in_owner")
        self.filled = filled
        self.unknown = unknown


def _owner_reader(columns: Iterable[Column], way: Way, memo: Memo) -> Read:
    steps = _steps(Owner, columns, way, memo)
    fill = _filler(Owner, steps)
    known = frozenset(step[0] for step in steps)

    def read_owner(cell: Any) -> Owner | None:
        if not is_object(cell):
            raise Unreadable("not_object")
        filled = fill(cell)
        unknown = [] if cell.keys() <= known else _unknown_in_owner(cell, known)
        owner, stated, wrong = filled
        if wrong or unknown:
            raise _InOwner(filled, [f"owner.{name}" for name in unknown])
        return owner if stated else None

    return read_owner


# --- rows ----------------------------------------------------------------------------------


def builder(table: Table, way: Way, memo: Memo) -> Build:
    """Return the function that reads a row of this table in this way.

    It raises `InvalidTypeError` for a row that is neither a mapping nor anything that JSON holds.
    """
    own = [column for column in table.columns if not column.field.startswith("owner.")]
    inside = [column for column in table.columns if column.field.startswith("owner.")]
    steps = _steps(table.entity, own, way, memo)
    if inside:
        put = getattr(table.entity, "owner").__set__  # noqa: B009  # participants have one
        steps += (("owner", put, _owner_reader(inside, way, memo), None, None),)
    order = tuple(fields_dict(table.entity))
    steps = tuple(sorted(steps, key=lambda step: order.index(step[0])))
    fill = _filler(table.entity, steps)
    plan = _Plan(table, way, steps)
    known = plan.known
    one_by_one = plan.whole is None

    def build(given: Any) -> Entity | Row:
        row: dict[Any, Any] = given
        if type(row) is not dict:
            if not is_row(given):
                return _no_row(table, given)
            row = dict(given)
        filled = fill(row)
        entity, stated, wrong = filled
        if one_by_one and not wrong and (stated == len(row) or row.keys() <= known):
            return entity  # type: ignore[no-any-return]  # of the class of the table
        return _told(plan, row, filled)

    return build


class _Plan:
    """What reading the rows of a table in one way needs to know where they are not clean."""

    def __init__(self, table: Table, way: Way, steps: tuple[_Step, ...]) -> None:
        self.table = table
        self.way = way
        self.puts = {step[0]: (step[1], step[4]) for step in steps}
        self.known = frozenset(self.puts)
        self.whole: Callable[[Any], None] | None = getattr(
            table.entity, "__attrs_post_init__", None
        )

    @cached_property
    def exact(self) -> Mapping[str, Read]:
        """What reads a value that was understood or repaired, by field."""
        return {column.field: self.way.exact(column) for column in self.table.columns}


ROW_HINTS: Final[Hints] = MappingProxyType(
    {
        tuple: "dict(zip(columns, row)) makes a mapping of a row of a database",
        Entity: "Records(programs=[...], ...) takes entities",
        object: "dict(row) makes a mapping of many",
    }
)


def _no_row(table: Table, row: Any) -> Row:
    if row is not None and not isinstance(row, str | int | float | list):
        raise wrong_type(table.name, "rows that are mappings", row, ROW_HINTS)
    return Row(
        None,
        (
            Fault(
                code=UNREADABLE,
                table=table.name,
                field=None,
                reason="not_object",
                shown=_shown(row),
            ),
        ),
    )


def _unknown(row: Mapping[Any, Any], known: frozenset[str]) -> list[str]:
    """Return the keys of a row that are neither known nor the user's own, and state something."""
    ownerless = "owner" not in known
    return [
        named(key)
        for key, value in row.items()
        if key not in known
        and (not is_own(key) or (ownerless and key == OWNER_SAME_AS))
        and states(value)
    ]


def _unknown_in_owner(owner: Mapping[Any, Any], known: frozenset[str]) -> list[str]:
    """Return the keys of an owner that are not known: none is the user's own there."""
    return [named(key) for key, value in owner.items() if key not in known and states(value)]


class _Faulty:
    """The faults of one row, as they are found, and what they take from it."""

    def __init__(self, plan: _Plan, ids: Mapping[str, tuple[str, ...]]) -> None:
        self.plan = plan
        self.ids = ids
        self.faults: list[Fault] = []
        self.later: list[Fault] = []  # of what was repaired, and of what is missing after all
        self.unread: dict[str, Raw] = {}
        self.lost = False  # a field without which there is no entity

    def value_of(self, field: str, value: Any, error: Unreadable) -> Any:
        """Tell what is wrong with a cell; return what it was repaired to, None if nothing."""
        faults, table, cell = self.faults, self.plan.table, value
        error = unread_before(value) or error
        while True:
            faults.append(_fault(table, field, value, error, self.ids))
            if error.repaired is None:
                break
            value, faults = error.repaired, self.later
            try:
                return self.plan.exact[field](value)
            except Unreadable as again:
                error = again
        column = table.column(field)
        if error.code != REPAIRED and cell is not None:
            personal = column is None or column.personal
            self.unread[field] = Raw(error.code, None if personal else cell)
        if field != "owner" and (column is None or column.required or column.decides):
            self.lost = True
        return None

    def put(self, entity: Any, field: str, value: Any, error: Unreadable) -> None:
        """Tell what is wrong with a cell, and put what is left of it into the entity."""
        if value is None:
            self.missing(field, error)
            return
        found: Any = (
            self.owner_of(error.filled)
            if isinstance(error, _InOwner)
            else self.value_of(field, value, error)
        )
        put, default = self.plan.puts[field]
        put(entity, default if found is None else found)

    def names(self, unknown: Iterable[str], *, odd: bool) -> None:
        """Tell of fields that are not known, and of an `odd` one of ours that no entity has."""
        name, ids = self.plan.table.name, self.ids
        self.faults += [
            Fault(code=UNKNOWN, table=name, field=field, reason="unknown_field", ids=ids)
            for field in unknown
        ]
        if odd:
            error = Unreadable("not_list")
            self.faults.append(_fault(self.plan.table, OWNER_SAME_AS, None, error, ids))

    def missing(self, field: str, error: Unreadable) -> None:
        """Tell of a required field that is not stated."""
        faults = self.later if self.plan.way.understands else self.faults
        faults.append(_fault(self.plan.table, field, None, error, self.ids))
        self.lost = True

    def owner_of(self, filled: _Filled) -> Owner | None:
        """Tell what is wrong in an owner; return what is left, None if nothing is stated of it."""
        owner, stated, wrong = filled
        for name, value, error in wrong:
            found = self.value_of(f"owner.{name}", value, error)
            getattr(Owner, name).__set__(owner, found)
            masked_or_no_data = error.reason == "masked" or self.plan.way.understands
            stated -= found is None and masked_or_no_data
        return owner if stated else None


def _told(plan: _Plan, row: Mapping[Any, Any], filled: _Filled) -> Entity | Row:
    """Return what a row that is not clean became, with every fault in it."""
    entity, stated, wrong = filled
    way = plan.way
    beside = Beside(own=own_fields(row))
    odd = not beside.same_owner and OWNER_SAME_AS in beside.own
    if plan.whole is None and not (wrong or odd or _unknown(row, plan.known)):
        return Row(entity, beside=beside)
    in_owner = [error for _, _, error in wrong if isinstance(error, _InOwner)]
    unknown = [*_unknown(row, plan.known), *(name for error in in_owner for name in error.unknown)]
    stated -= sum(not error.filled[1] for error in in_owner)
    if not (stated or unknown) and (way.textual or way.understands):
        return Row(None)  # an empty line
    faulty = _Faulty(plan, _ids(plan, filled))
    faulty.names(unknown, odd=odd)
    for field, value, error in wrong:
        faulty.put(entity, field, value, error)
    if plan.whole is not None and not faulty.lost:
        try:
            plan.whole(entity)
        except InvalidValueError as error:
            faulty.value_of(error.field, None, Unreadable(error.reason))
    faults, own = (*faulty.faults, *faulty.later), beside.own
    if not (faults or own):
        return entity  # type: ignore[no-any-return]  # of the class of the table
    beside = Beside(faulty.unread, own)
    if faulty.lost:
        read, owned = _readable(plan, entity, wrong), _is_owned(entity, wrong)
        return Row(None, faults, beside=beside, ids=faulty.ids, read=read, owned=owned)
    return Row(entity, faults, beside, faulty.ids)


def _readable(plan: _Plan, entity: Any, wrong: Sequence[_Wrong]) -> Mapping[str, Any]:
    """Return what a rejected row says all the same, None for what it does not state."""
    left = plan.known - {one.field for one in wrong} - {"owner"}
    return {field: getattr(entity, field) for field in sorted(left)}


def _is_owned(entity: Any, wrong: Sequence[_Wrong]) -> bool:
    """Whether a row states an owner, readable or not."""
    unread = any(field.partition(".")[0] == "owner" for field, _, _ in wrong)
    return unread or getattr(entity, "owner", None) is not None


def _ids(plan: _Plan, filled: _Filled) -> Mapping[str, tuple[str, ...]]:
    """Return what names a row: values where they could be read, cells where not."""
    entity, _, wrong = filled
    cells = {field: getattr(entity, field, None) for field in plan.known}
    for field, value, error in wrong:
        repaired = error.repaired if plan.way.understands else None
        cells[field] = value if repaired is None else repaired
        if unread_before(value) is not None:
            cells[field] = None
    return ids_in(plan.table, cells, textual=plan.way.textual)


# --- faults --------------------------------------------------------------------------------


def _fault(
    table: Table, field: str, value: Any, error: Unreadable, ids: Mapping[str, tuple[str, ...]]
) -> Fault:
    if error.reason == "masked":  # as the whole column is, of which it is told once
        return Fault(code=error.code, table=table.name, field=field, reason=error.reason)
    personal = field.partition(".")[0] == "owner"
    readings = tuple(map(hidden, error.readings))
    if error.repaired is not None:
        readings = (_shown(error.repaired, personal=personal),)
    return Fault(
        code=REPAIRED if error.repaired is not None else error.code,
        table=table.name,
        field=field,
        reason=error.reason,
        shown=None if value is None else _shown(value, personal=personal),
        readings=readings,
        ids=ids,
    )


def repair_of(table: Table, field: str, value: Any, error: Unreadable) -> Fault:
    """Return what is to be told of a value that was repaired, wherever it stands."""
    return _fault(table, field, value, error, {})


def _shown(value: Any, *, personal: bool = False) -> str:
    """Return a value as a person may see it: masked if personal, never long, always printable."""
    try:
        text = (
            masked(str(value)) if personal else json.dumps(value, ensure_ascii=False, default=str)
        )
    except (TypeError, ValueError, RecursionError):  # nested in itself, or a number without end
        text = masked("") if personal else f"({type(value).__name__})"
    text = hidden(text)
    text = text if len(text) <= SHOWN else f"{text[:SHOWN]}..."
    return encodable(text)


def named(key: Any) -> str:
    """Return a key that no table has as a person may see it."""
    if type(key) is not str:
        return _shown(key)
    return encodable(key if len(key) <= SHOWN else f"{key[:SHOWN]}...")
