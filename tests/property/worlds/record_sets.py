"""Records with gaps, as an office would send them, and how the library is given them."""

import csv
import datetime as dt
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import attrs

import ikm_sinergi as ikm

TABLES: Final = (
    "programs",
    "participants",
    "participations",
    "grants",
    "sales",
    "results",
    "dispensations",
    "agencies",
)

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "programs": ("id",),
    "participants": ("id",),
    "participations": ("participant", "program"),
    "grants": ("id",),
    "sales": ("program", "retailer"),
    "results": ("participant", "year", "measure"),
    "dispensations": ("id",),
    "agencies": ("id",),
}

REQUIRED: Final[Mapping[str, frozenset[str]]] = {
    "programs": frozenset({"id", "year", "kind", "title"}),
    "participants": frozenset({"id", "name"}),
    "participations": frozenset({"participant", "program"}),
    "grants": frozenset({"id", "program", "item"}),
    "sales": frozenset({"program"}),
    "results": frozenset({"participant", "year", "measure", "value"}),
    "dispensations": frozenset(
        {"id", "rule", "year", "reason", "approved_by", "decided_on", "expires"}
    ),
    "agencies": frozenset({"id", "name", "short_name", "sides"}),
}
"""Without one of these a row is no record: it is rejected."""

SUBJECTS: Final = ("participant", "program", "regency")
"""A dispensation needs exactly one; one that cannot be read rejects the row."""

NAMES_PARTICIPANT: Final[Mapping[str, str]] = {
    "participations": "participant",
    "grants": "recipient",
    "results": "participant",
    "dispensations": "participant",
}


@attrs.define
class Row:
    """A row of a delivery. `bad` are the fields whose text cannot be read, as written."""

    table: str
    values: dict[str, Any]
    delivery: int = 0
    bad: dict[str, Any] = attrs.Factory(dict)

    @property
    def rejected(self) -> bool:
        """Whether it cannot become a record."""
        if any(self.values.get(one) is None for one in REQUIRED[self.table]):
            return True
        return self.table == "dispensations" and any(one in self.bad for one in SUBJECTS)

    @property
    def key(self) -> tuple[Any, ...]:
        """The values of its key; None where one cannot be read."""
        return tuple(self.values.get(one) for one in KEYS[self.table])

    def get(self, name: str) -> Any:
        """Return a value, None if it is not stated or cannot be read."""
        return self.values.get(name)

    def copy(self) -> "Row":
        """Return a row that can be changed alone."""
        return Row(self.table, dict(self.values), self.delivery, dict(self.bad))

    def written(self) -> dict[str, Any]:
        """Return the cells as they were sent."""
        cells = {**self.values, **self.bad}
        owner = {
            part: cells.pop(f"owner.{part}") for part in ("name", "nik") if f"owner.{part}" in cells
        }
        return {**cells, "owner": owner} if owner else cells


@attrs.define
class Delivery:
    """One folder or file: the tables it gives, those that cannot be read, a file nobody knows."""

    given: set[str] = attrs.Factory(lambda: set(TABLES))
    lost: set[str] = attrs.Factory(set[str])
    strange: bool = False

    @property
    def unread(self) -> frozenset[str]:
        """The tables of which further rows may have been sent."""
        return frozenset(self.lost | ((set(TABLES) - self.given) if self.strange else set()))


@attrs.define
class RecordSet:
    """Rows of some deliveries, and what is asked about them."""

    rows: list[Row]
    deliveries: list[Delivery] = attrs.Factory(lambda: [Delivery()])
    complete: frozenset[int] = frozenset()
    as_of: dt.date | None = None
    policy: str = "bundled"

    def of(self, *tables: str) -> Iterator[Row]:
        """Yield the rows of some tables."""
        return (row for row in self.rows if row.table in tables)

    def copy(self) -> "RecordSet":
        """Return a set that can be changed alone."""
        return RecordSet(
            [row.copy() for row in self.rows],
            [Delivery(set(one.given), set(one.lost), one.strange) for one in self.deliveries],
            self.complete,
            self.as_of,
            self.policy,
        )

    def records(self) -> ikm.Records:
        """Return what the library reads of it."""
        if len(self.deliveries) == 1 and not self.deliveries[0].unread:
            return ikm.Records.from_rows(self._tables(0), complete=self.complete)
        with tempfile.TemporaryDirectory(dir=_memory()) as folder:
            paths = [self._write(Path(folder), place) for place in range(len(self.deliveries))]
            return ikm.read(paths, complete=self.complete, on_error=lambda _: None)

    def _tables(self, place: int) -> dict[str, list[dict[str, Any]]]:
        given = self.deliveries[place].given - self.deliveries[place].lost
        tables: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES if name in given}
        for row in self.rows:
            if row.delivery == place and row.table in tables:
                tables[row.table].append(row.written())
        return tables

    def _write(self, folder: Path, place: int) -> Path:
        delivery = self.deliveries[place]
        tables = self._tables(place)
        if not delivery.lost and not delivery.strange:
            path = folder / f"{place}.json"
            path.write_text(json.dumps({"schema_version": 1, **tables}, default=str))
            return path
        path = folder / str(place)
        path.mkdir()
        for name, rows in tables.items():
            _write_csv(path / f"{name}.csv", name, rows)
        for name in delivery.lost:
            (path / f"{name}.csv").write_bytes(b'id,"never closed\n')
        if delivery.strange:
            (path / "daftar.csv").write_text("a,b\n1,2\n")
        return path


def _memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # only where it is quicker


def _write_csv(path: Path, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
    flat = [_flat(row) for row in rows]
    columns = list(dict.fromkeys((*sorted(REQUIRED[name]), *(one for row in flat for one in row))))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(flat)


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in row.items():
        if name == "owner":
            flat |= {f"owner_{part}": one for part, one in value.items()}
        else:
            flat[name] = ";".join(value) if isinstance(value, list) else value
    return flat


def shown(given: RecordSet) -> str:
    """Return a record set as a reader of a report wants it: one short line a row."""
    lines: list[str] = []
    for place, delivery in enumerate(given.deliveries):
        about = [f"delivery {place}"]
        if delivery.lost:
            about.append(f"LOST {', '.join(sorted(delivery.lost))}")
        if delivery.strange:
            about.append("a file of an unknown table")
        missing = set(TABLES) - delivery.given
        if missing:
            about.append(f"never gave {', '.join(sorted(missing))}")
        lines.append("; ".join(about))
        for row in given.rows:
            if row.delivery == place:
                cells = " ".join(f"{name}={_short(value)}" for name, value in row.values.items())
                bad = " ".join(f"{name}=??{value!r}" for name, value in row.bad.items())
                mark = " REJECTED" if row.rejected else ""
                lines.append(f"  {row.table}{mark}: {cells} {bad}".rstrip())
    asked = [f"policy {given.policy}"]
    if given.complete:
        asked.append(f"complete {sorted(given.complete)}")
    if given.as_of:
        asked.append(f"as_of {given.as_of}")
    return "\n".join([*lines, ", ".join(asked)])


def _short(value: Any) -> str:
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)
