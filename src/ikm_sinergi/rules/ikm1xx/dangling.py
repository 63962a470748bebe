"""References to what is not in the records: what the rules about them share."""

from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from ikm_sinergi.judgement import Doubt, Judgement, Subject, Violation, why_of
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.rules.subjects import (
    called,
    counted,
    duplicate,
    is_disputed,
    not_given,
    rejected,
    unreadable,
    year_of,
)

if TYPE_CHECKING:
    from ikm_sinergi.domain.entities import Entity

Naming = tuple[str, str]
"""A table and the column in which its rows name something."""


def unreadables(records: Records, naming: Sequence[Naming]) -> list[Doubt]:
    """Return a doubt for each row whose naming column could not be read."""
    return [
        Doubt(unreadable(field), row, year_of(records, row))
        for table, field in naming
        for row in records.with_unreadable(table, field)
    ]


def stated(records: Records, table: str, field: str) -> list[Any]:
    """Return what stands in a column, row by row, without the rows that state nothing."""
    return list(filter(None, map(attrgetter(field), records.standing(table))))


def dangling(
    records: Records, target: str, name: str, naming: Sequence[Naming], **values: object
) -> Judgement:
    """Judge every row that names an id of the table `target`, called `name` in the message."""
    known = records.by_id(target).keys() | records.ambiguous(target).keys()
    gaps = gaps_of(records)
    rejects = gaps.rejected(target)
    nameless = gaps.nameless(target)
    judged = yield from counted(unreadables(records, naming))
    unanswered: list[Entity] = []
    for table, field in naming:
        read = attrgetter(field)
        named: set[Any] = set(map(read, records.standing(table)))
        blank = None in named
        judged += len(stated(records, table, field)) if blank else len(records.standing(table))
        unknown = named.difference(known, (None,))
        for row in records.standing(table) if unknown else ():
            identifier = read(row)
            if identifier not in unknown:
                continue
            if identifier in rejects:
                yield Doubt(rejected(target), row, year_of(records, row))
            elif nameless is not None and nameless.cause == "rejected_row":
                yield Doubt(why_of(nameless), row, year_of(records, row))
            elif nameless is not None or not gaps.gives(row, target):
                unanswered.append(row)
            elif is_disputed(records, row, field):
                yield Doubt(duplicate(table), row, year_of(records, row))
            else:
                told = {"record": called(row), name: identifier, **values}
                yield Violation(Subject(row, field=field), year_of(records, row), told)
    if unanswered:
        yield Doubt(not_given(records, target), records=unanswered)
    return judged
