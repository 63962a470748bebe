"""What several rows state of one IKM or program -> one record, and what contradicts.

Rows that share an id are one record: what is stated goes before what is not. Where they contradict,
the latest fiscal year speaks for an IKM; within a year nobody can know, so nothing is kept. Rows
with another NIB, or another NIK of the owner, are another IKM and get an id of their own: one made
of the NIB lasts; one that only a NIK could tell apart is made of the place of its first row, so
that no other reading takes it for somebody else.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Any, Final, NamedTuple

from attrs import define, evolve, frozen

from ikm_sinergi.domain.entities import Entity, Owner, Participant
from ikm_sinergi.domain.identifiers import NIB_DIGITS, NIK_DIGITS, all_digits, hidden, masked
from ikm_sinergi.domain.names import fold
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.office import Office
from ikm_sinergi.reading.columns import Columns
from ikm_sinergi.reading.made import participant_id
from ikm_sinergi.records.beside import CLEAN, Beside, Raw
from ikm_sinergi.records.faults import REPAIRED, UNREADABLE, Fault, Source

__all__ = ["Listed", "Part", "Referring", "Statement", "apart", "filled", "merged"]

_NEVER: Final = frozenset({"id", "name"})
_OWNER: Final = ("name", "nik")


@define(eq=False)
class Statement:
    """What one row says of a record; `id` is settled only when all rows are known.

    `entity` is None if the row was rejected; `year` is the fiscal year that it is about; `settled`
    says that the row, or a file with ids, states the id itself.
    """

    id: str
    entity: Any
    beside: Beside
    source: Source
    number: int
    year: int | None = None
    settled: bool = False


@frozen(eq=False)
class Referring:
    """Rows that refer to IKM and programs, whose ids are not settled yet."""

    source: Source
    office: Office
    numbers: Sequence[int]
    who: Sequence[Statement]
    programs: Sequence[Statement]
    columns: Columns


@frozen(eq=False)
class Listed:
    """What one list states; a list of IKM states no programs, one of activities no people."""

    people: tuple[Source, list[Statement]] | None
    programs: tuple[Source, list[Statement]] | None
    referring: tuple[Referring, ...]


class Part(NamedTuple):
    """Rows about one IKM and its id; `lasting` is false if the id holds for one reading only."""

    id: str
    rows: list[Statement]
    lasting: bool = True


def apart(base: str, statements: Sequence[Statement]) -> Iterator[Part]:
    """Part the rows of one id by NIB, then by the owner's NIK, and give each part its id.

    A row without the mark goes where its other mark is; if that is not sure, it stays apart. Rows
    whose id is no made one keep it, and rows that bear one such id but several names are not one.
    """
    taken = any(one.settled for one in statements)
    named: dict[str, list[Statement]] = {}
    for one in statements:
        named.setdefault(fold(one.entity.name) if taken else "", []).append(one)
    for alike in named.values():
        by_nib = _parted(alike, _nib, _nik)
        for nib, part in by_nib:
            by_nik = _parted(part, _nik, _nib)
            for nik, rows in by_nik:
                marks = [nib] if nib else []
                # No id is made of a NIK, whose hash could be turned back: the place must do.
                lasting = not nik and not (taken and not nib)
                if not lasting:
                    marks.append(_first_place(rows))
                if not marks or any(one.settled for one in rows):
                    yield Part(base, rows)
                else:
                    one = rows[0].entity
                    yield Part(participant_id(one.name, one.regency, *marks), rows, lasting)


def _first_place(rows: Iterable[Statement]) -> str:
    return min(
        f"{str(one.source.file).rpartition('/')[2]}\0{one.source.sheet}\0{one.number:09}"
        for one in rows
    )


def _nib(entity: Participant) -> str | None:
    return _whole(entity.nib, NIB_DIGITS)


def _nik(entity: Participant) -> str | None:
    return None if entity.owner is None else _whole(entity.owner.nik, NIK_DIGITS)


def _whole(number: str | None, size: int) -> str | None:
    """Return a number that has all its digits: any other tells nobody apart."""
    whole = number is not None and all_digits(number) and len(number) == size
    return number if whole else None


def _parted(
    statements: Sequence[Statement], mark_of: Any, other_of: Any
) -> list[tuple[str, list[Statement]]]:
    marks = {mark for one in statements if (mark := mark_of(one.entity)) is not None}
    if len(marks) < 2:  # noqa: PLR2004  # one IKM, as far as this mark can tell
        return [("", list(statements))]
    other = _settling(statements, mark_of, other_of)
    parts: dict[str, list[Statement]] = {}
    for one in statements:
        mark = mark_of(one.entity) or other.get(other_of(one.entity), "")
        parts.setdefault(mark, []).append(one)
    return sorted(parts.items())


def _settling(
    statements: Iterable[Statement], mark_of: Any, other_of: Any
) -> dict[str | None, str]:
    """Return which mark goes with another mark, where only one does."""
    pairs = {(other_of(one.entity), mark_of(one.entity)) for one in statements}
    found: dict[str | None, str] = {}
    for other, mark in sorted((o, m) for o, m in pairs if o is not None and m is not None):
        found[other] = "" if other in found else mark
    return found


# --- one record ----------------------------------------------------------------------------


def merged(identifier: str, statements: Sequence[Statement]) -> tuple[Entity, Beside, list[Fault]]:
    """Return the record of some rows, what stands beside it, and what contradicts."""
    first = statements[0]
    entity = first.entity if first.entity.id == identifier else evolve(first.entity, id=identifier)
    if len(statements) == 1:
        return entity, first.beside, []
    values: dict[str, Any] = {}
    owner: dict[str, Any] = {}
    unread: dict[str, Raw] = {}
    before = reduce(Beside.joined, [one.beside for one in statements])
    faults: list[Fault] = []
    table = TABLES[first.source.table]
    for column in table.columns:
        if column.field in _NEVER:
            continue
        outer, _, inner = column.field.partition(".")
        stated = [
            (one, value) for one in statements if (value := _of(one, column.field)) is not None
        ]
        value, found = _settled(identifier, column.field, stated)
        faults += found
        if value is None and found:
            unread[column.field] = Raw(UNREADABLE)
        elif value is None and column.field in before.unread:
            unread[column.field] = before.unread[column.field]
        if inner:
            owner[inner] = value
        else:
            values[outer] = value
    if table.entity is Participant:
        values["owner"] = Owner(**owner) if any(owner.values()) else None
    return evolve(entity, **values), Beside(unread, before.own), faults


def _of(statement: Statement, field: str) -> Any:
    outer, _, inner = field.partition(".")
    value = getattr(statement.entity, outer)
    return getattr(value, inner, None) if inner else value


def _same(value: Any) -> Any:
    return fold(value) if isinstance(value, str) else value


def _settled(
    identifier: str, field: str, stated: Sequence[tuple[Statement, Any]]
) -> tuple[Any, list[Fault]]:
    """Return the value that rows agree in, or the latest, and faults about the others."""
    if len({_same(value) for _, value in stated}) < 2:  # noqa: PLR2004  # they agree
        return (stated[0][1] if stated else None), []
    years = [one.year for one, _ in stated]
    last = max((year for year in years if year is not None), default=None)
    latest = [value for one, value in stated if one.year == last]
    if None not in years and len({_same(value) for value in latest}) == 1:
        older = {_same(value): (one, value) for one, value in reversed(stated)}
        older.pop(_same(latest[0]))
        return latest[0], [
            _fault(REPAIRED, "stated_later", identifier, field, one, value, latest[:1])
            for one, value in reversed(older.values())
        ]
    distinct = {_same(value): value for _, value in reversed(stated)}
    readings = list(reversed(distinct.values()))
    first = stated[0][0]
    return None, [_fault(UNREADABLE, "stated_twice", identifier, field, first, None, readings)]


def _fault(
    code: str,
    reason: str,
    identifier: str,
    field: str,
    statement: Statement,
    value: Any,
    readings: Iterable[Any],
) -> Fault:
    personal = field.startswith("owner.")
    return Fault(
        code=code,
        table=statement.source.table,
        field=field,
        reason=reason,
        shown=None if value is None else _shown(value, personal=personal),
        readings=tuple(_shown(one, personal=personal) for one in readings),
        ids={"id": (identifier,)},
        location=statement.source.locate(statement.number, field),
    )


def _shown(value: Any, *, personal: bool) -> str:
    if personal:
        return masked(str(value))
    return hidden(json.dumps(value, ensure_ascii=False, default=str))[:80]


def filled(
    known: Any, statements: Sequence[Statement]
) -> tuple[Entity, Mapping[str, Raw], list[Fault]]:
    """Return a record that a file with ids gave, with what only lists state put in.

    What the file states is left as it is; what lists say otherwise is told.
    """
    entity, beside, faults = merged(known.id, statements)
    values: dict[str, Any] = {}
    first = statements[0]
    lists, own = (Statement(known.id, one, CLEAN, first.source, 0) for one in (entity, known))
    for column in TABLES[first.source.table].columns:
        told, kept = _of(lists, column.field), _of(own, column.field)
        if column.field in _NEVER or told is None or _same(told) == _same(kept):
            continue
        if kept is not None:
            faults.append(
                _fault(REPAIRED, "stated_elsewhere", known.id, column.field, first, told, (kept,))
            )
        elif column.personal:
            theirs = {
                part: _of(own, f"owner.{part}") or _of(lists, f"owner.{part}") for part in _OWNER
            }
            values["owner"] = Owner(**theirs)
        else:
            values[column.field] = told
    unread = {field: raw for field, raw in beside.unread.items() if _of(own, field) is None}
    return evolve(known, **values) if values else known, unread, faults
