"""What is told of a list as a whole: what was taken from above it, and what was not.

Whatever stands above a table may be about a person: what looks like a NIK is hidden.
"""

import json
from collections.abc import Iterable
from typing import Any

from attrs import frozen

from ikm_sinergi.domain.identifiers import hidden
from ikm_sinergi.reading.meanings import Meaning
from ikm_sinergi.reading.sheets import Block
from ikm_sinergi.reading.titles import Above
from ikm_sinergi.records.faults import REPAIRED, UNKNOWN, UNREADABLE, Fault, Location
from ikm_sinergi.records.intake import Intake
from ikm_sinergi.reference.places import regencies

__all__ = ["Teller", "quoted"]


@frozen(eq=False)
class Teller:
    """Tells of one list; `active` says that it is one of an activity."""

    block: Block
    meaning: Meaning
    above: Above
    intake: Intake
    active: bool

    def tell(self, used: Iterable[str]) -> None:
        """Tell what was taken from above, and what a header was taken for: each once."""
        heading = self.meaning.fields.get("participants.name")
        means = None if heading is None else heading.means
        doubtful = means is not None and means.personal
        if (
            heading is not None
            and doubtful
            and "participants.owner.name" not in self.meaning.fields
        ):
            place = self.block.grid.location(self.block.row, heading.column, heading.text)
            shown, means_name = heading.text, (quoted("name"),)
            self.report(REPAIRED, "participants", "name", "name_of_ikm", shown, means_name, place)
        for name in sorted(used):
            piece, value = self.above.said[name]
            table, field = self.field(name)
            place = self.block.grid.location(piece.row, piece.column)
            was = (quoted(value),)
            self.report(REPAIRED, table, field, "said_above", piece.text, was, place)
        for name, (piece, reason, readings) in self.above.refused.items():
            table, field = self.field(name)
            place = self.block.grid.location(piece.row, piece.column)
            self.report(UNREADABLE, table, field, reason, piece.text, readings, place)
        self.tell_unknown()

    def field(self, name: str) -> tuple[str, str]:
        """Return the field that something above is told of as."""
        one_of_ikm = name == "regencies" and not self.active
        return ("participants", "regency") if one_of_ikm else ("programs", name)

    def tell_unknown(self) -> None:
        """Tell of an activity that is not known, and of a regency that was not taken."""
        unknown, aside = self.above.unknown, self.above.aside
        if (
            unknown is not None
            and self.meaning.table == "participants"
            and not (self.active and unknown.reason == "no_activity")
        ):
            piece, reason, readings = unknown
            place = self.block.grid.location(piece.row, piece.column)
            self.report(UNKNOWN, "participations", None, reason, piece.text, readings, place)
            if reason == "no_activity":
                tables = ("programs", "participations", "grants")
                self.intake.lose(self.block.grid.file, tables)
        headings = (self.meaning.of(table) for table in ("programs", "participants"))
        if aside is not None and not any({"regency", "regencies"} & one.keys() for one in headings):
            name = regencies()[str(aside.value)].name
            place = self.block.grid.location(aside.piece.row, aside.piece.column)
            table, _ = self.field("regencies")
            self.report(UNKNOWN, table, None, "regency_aside", aside.piece.text, (name,), place)

    def report(
        self,
        code: str,
        table: str,
        field: str | None,
        reason: str,
        shown: str,
        readings: tuple[str, ...],
        place: Location,
        identifier: str | None = None,
    ) -> None:
        """Report one thing; `shown` is what stands there."""
        self.intake.faults.append(
            Fault(
                code=code,
                table=table,
                field=field,
                reason=reason,
                shown=hidden(quoted(hidden(shown)[:80])),
                readings=tuple(map(hidden, readings)),
                ids={} if identifier is None else {"id": (identifier,)},
                location=place,
            )
        )


def quoted(value: Any) -> str:
    """Return a value as it is told of."""
    return json.dumps(value, ensure_ascii=False, default=str)
