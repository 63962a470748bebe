"""References to what is not in the records: what the rules about them share."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, Final

from ikm_sinergi.domain.entities import (
    Dispensation,
    Entity,
    Grant,
    Participation,
    Program,
    Result,
    Sale,
)
from ikm_sinergi.domain.tables import key_of, table_of
from ikm_sinergi.domain.terms import ProgramStatus
from ikm_sinergi.judgement import Doubt, Judgement, Violation
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.subjects import not_given

__all__ = [
    "CANCELLED",
    "Naming",
    "called",
    "dangling",
    "items",
    "stated",
    "unreadables",
    "year_of",
]


def year_of(records: Records, record: Entity) -> int | None:
    """Return the fiscal year of a record: its own or its program's, None if it has none."""
    if isinstance(record, Program | Result | Dispensation):
        return record.year
    if isinstance(record, Participation | Grant | Sale):
        program = records.program(record.program)
        return None if program is None else program.year
    return None


def called(record: Entity) -> str:
    """Return what a message calls a record: its table and its key."""
    stated = [str(value) for value in key_of(record).values() if value is not None]
    return f"{table_of(record).name} {', '.join(stated)}"


Naming = tuple[str, str]
"""A table and the column in which its rows name something."""


def unreadables(records: Records, naming: Sequence[Naming]) -> list[Doubt]:
    """Return a doubt for each row whose naming column could not be read."""
    return [
        Doubt("unreadable_field", {"field": field}, row, year_of(records, row))
        for table, field in naming
        for row in records.with_unreadable(table, field)
    ]


def stated(records: Records, table: str, field: str) -> list[Any]:
    """Return what stands in a column, row by row, without the rows that state nothing."""
    return list(filter(None, map(attrgetter(field), records.table(table))))


def dangling(
    records: Records,
    target: str,
    naming: Sequence[Naming],
    found: Callable[[Entity, str, str], Violation],
) -> Judgement:
    """Judge every row that names an id of the table `target`; `found` words a violation."""
    single, several = records.by_id(target), records.ambiguous(target)
    rejected = records.rejected(target, "id")
    unreadable = unreadables(records, naming)
    yield from unreadable
    judged = len(unreadable)
    unanswered: list[Entity] = []
    for table, field in naming:
        read = attrgetter(field)
        named: set[Any] = set(map(read, records.table(table)))
        if None in named:
            named.remove(None)
            judged += len(stated(records, table, field))
        else:
            judged += len(records.table(table))
        unknown = named.difference(single, several)
        if not unknown:
            continue
        rows = [row for row in records.table(table) if read(row) in unknown]
        for row in rows:
            if read(row) in rejected:
                yield Doubt("rejected_row", {"table": target}, row, year_of(records, row))
            elif target not in records.given:
                unanswered.append(row)
            else:
                yield found(row, field, read(row))
    if unanswered:
        yield Doubt(*not_given(records, target), records=unanswered)
    return judged


def items(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """Return what a field names, one or several."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


CANCELLED: Final = ProgramStatus.CANCELLED
