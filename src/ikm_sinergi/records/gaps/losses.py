"""What was not read, not given, or is still to come."""

import datetime as dt
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any, Final, TypeVar, cast

from ikm_sinergi.domain.entities import Entity
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.records.aliases import Aliases
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.deliveries import Deliveries, Lost
from ikm_sinergi.records.faults import Reject
from ikm_sinergi.records.gaps.gap import Gap

BY_ID: Final = frozenset(name for name, table in TABLES.items() if table.key == ("id",))
"""The tables whose rows bear an id."""

_T = TypeVar("_T")


class Losses:
    """The gaps that reading left in some records, as they stand on a day."""

    def __init__(self, records: Records, as_of: dt.date | None) -> None:
        """Take the records; nothing is looked at yet."""
        self._records = records
        self._as_of = as_of
        self.aliases: Aliases = Aliases(records)
        self._deliveries = Deliveries(records)
        self._known: dict[Any, Any] = {}

    def _once(self, key: Any, make: Callable[[], _T]) -> _T:
        try:
            return cast("_T", self._known[key])
        except KeyError:
            made = self._known[key] = make()
            return made

    def unread(self, record: Entity, *fields: str) -> Gap | None:
        """Return the gap of the first of these fields of a record that could not be read."""
        for name in fields:
            if self._records.unreadable(record, name):
                return Gap("unreadable_field", {"field": name}, record)
        return None

    def named(self, table: str, *identifiers: str) -> Gap | None:
        """Return why it is not known what an id stands for; None if nothing is in question."""
        questions = self._in_question.get(table)
        if questions is None:
            contested, rejected = (
                self._records.ambiguous(table),
                self._records.rejected(table, "id"),
            )
            questions = dict.fromkeys(rejected, Gap("rejected_row", {"table": table}))
            questions |= dict.fromkeys(contested, Gap("duplicate_id", {"table": table}))
            self._in_question[table] = questions
        for identifier in identifiers if questions else ():
            if identifier in questions:
                return questions[identifier]
        return None

    @cached_property
    def _in_question(self) -> dict[str, dict[str, Gap]]:
        """The ids that are contested or stand in rejected rows, by table, with the gap of each."""
        return {}

    @cached_property
    def renamed(self) -> AbstractSet[str]:
        """The agencies that a rejected row says to have become another one."""
        rejects = self.rejects("agencies")
        return {one for reject in rejects for one in reject.read.get("formerly") or ()}

    def reading(self, *tables: str) -> Gap | None:
        """Return the first gap that reading left in these tables, None if it left none."""
        records = self._records
        for table in tables:
            if self.rejects(table):
                return Gap("rejected_row", {"table": table})
            contested = table in BY_ID and records.ambiguous(table)
            if contested or (table == "participations" and records.disputed):
                return Gap("duplicate_id", {"table": table})
            fields = {
                name for unread in records.origin(table).unreadable.values() for name in unread
            }
            if fields:
                return Gap("unreadable_field", {"field": tuple(sorted(fields))})
        return None

    def nameless(self, table: str) -> Gap | None:
        """Return the gap of rows of a table that may bear any id."""
        return self._once(("nameless", table), lambda: self._nameless_rows(table))

    def _nameless_rows(self, table: str) -> Gap | None:
        if self.lost(table):
            return Gap("table_not_whole", {"table": table})
        if any(not reject.ids.get("id") for reject in self.rejects(table)):
            return Gap("rejected_row", {"table": table})
        return None

    def to_come(self, *years: int) -> Gap | None:
        """Return the gap that a year leaves which is not over on the day of judging."""
        for year in years if self._as_of is not None else ():
            if self._as_of is not None and self._as_of < dt.date(year, 12, 31):
                return Gap("to_come", {"before": year})
        return None

    def is_over(self, year: int) -> bool:
        """Whether a fiscal year is over on the day of judging."""
        return self._as_of is None or year < self._as_of.year

    def lost(self, table: str) -> Sequence[Lost]:
        """Return what was lost of a table, by delivery."""
        return self._deliveries.lost(table)

    def is_given(self, table: str) -> bool:
        """Whether a table was given, and nothing of it lost, in any delivery."""
        return table in self._records.given

    def is_complete(self, year: int, code: str | None = None) -> bool:
        """Whether the records of a year, or of a year and a regency, are said to be all there."""
        return self._records.is_complete(year, code)

    def rejected(self, table: str, field: str = "id") -> AbstractSet[str]:
        """Return the ids that the rejected rows of a table hold in a field."""
        return self._records.rejected(table, field)

    def gives(self, record: Entity, table: str) -> bool:
        """Whether the delivery of a record gives all of a table."""
        return self._deliveries.gives(record, table)

    def rejects(self, table: str) -> Sequence[Reject]:
        """Return the rejected rows of a table."""
        return self._once(
            ("rejects", table),
            lambda: [reject for reject in self._records.rejects if reject.table == table],
        )
