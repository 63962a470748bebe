"""One way to read what stands in the records: contested, unreadable and rejected.

A contested id has one of its contents, an unreadable field a value that it may hold or none, a
rejected row becomes a record, bound by what was read of it and by the other rows of its file.
"""

import datetime as dt
from collections import defaultdict
from random import Random
from typing import Any, Final

from .drafts import Draft
from .draws import KINDS, MEASURES, PROGRAM_STATUSES, REGENCIES, STATUSES
from .record_sets import REQUIRED, SUBJECTS, Row

FRESH_CODE: Final = "73.99"
"""A code that no regency has."""


def choose_contents(draft: Draft) -> None:
    """Give each contested id one of its contents; blanks are filled where nobody disagrees.

    A row that was rejected for what it leaves blank is a content of its id, if that is on record.
    """
    groups: defaultdict[tuple[Any, ...], list[Row]] = defaultdict(list)
    rows: list[Row] = []
    known = {(row.table, *row.key) for row in draft.given.rows if not row.rejected}
    for row in draft.given.rows:
        twin = (row.table, *row.key) in known and not REQUIRED[row.table] & row.bad.keys()
        if (row.rejected and not twin) or None in row.key:
            rows.append(row)
        else:
            groups[row.table, *row.key].append(row)
    rows += [
        same[0] if len(same) == 1 else _content(draft.random, same) for same in groups.values()
    ]
    draft.given.rows = rows


def _content(random: Random, same: list[Row]) -> Row:
    chosen = random.choice(same).copy()
    for row in same:
        for name, value in row.values.items():
            if name not in chosen.values:
                chosen.values[name] = value
                chosen.bad.pop(name, None)
    for row in same:
        for name, value in row.bad.items():
            if name not in chosen.values:
                chosen.bad.setdefault(name, value)
    return chosen


def read_fields(draft: Draft) -> None:
    """Give every unreadable optional field a value it may hold, or none."""
    for row in draft.given.rows:
        if row.rejected:
            continue
        for name in list(row.bad):
            written = row.bad.pop(name)
            if name == "nib":
                row.values["nib"] = str(written).zfill(13)
            elif draft.random.random() < 0.85:
                chosen = value(draft, row, name)
                if chosen is not None:
                    row.values[name] = chosen


def value(draft: Draft, row: Row, name: str) -> Any:  # noqa: PLR0911  # a case for each field
    """Draw what a field may hold, None for nothing."""
    random = draft.random
    if name == "status":
        return random.choice(PROGRAM_STATUSES if row.table == "programs" else STATUSES)
    if name in {"starts", "ends", "completed_on", "handed_over", "decided_on", "expires"}:
        year = random.choice((2020, 2021, 2021))
        return dt.date(year, *random.choice(((1, 3), (4, 1), (8, 17), (12, 31))))
    if name in {"regency", "regencies"} and random.random() < 0.1:
        return FRESH_CODE if name == "regency" else [FRESH_CODE]
    if name == "regency":
        return random.choice(REGENCIES)
    if name == "regencies":
        return random.sample(REGENCIES, random.randint(1, 3))
    if name == "lead":
        return random.choice(("disperin-sulsel", "disdag-sulsel", "dekranasda-sulsel", "dinas-new"))
    if name in {"workers", "investment"}:
        return random.choice((3, 25)) if name == "workers" else random.choice((10**8, 2 * 10**10))
    if name == "recipient":
        return draft.person()
    return draft.program_id() if name == "continues" else None


def read_rejected(draft: Draft) -> None:
    """Make each rejected row a record, bound by what was read of it and of its file's rows."""
    set_aside = [row for row in draft.given.rows if row.rejected]
    for row in set_aside:
        beside = [
            one
            for one in draft.original.rows
            if one.table == row.table and one.delivery == row.delivery and not one.rejected
        ]
        names = {name for name in REQUIRED[row.table] if row.get(name) is None}
        names |= {name for name in SUBJECTS if row.table == "dispensations" and name in row.bad}
        for name in sorted(names):
            row.bad.pop(name, None)
            row.values[name] = _required(draft, row, name, beside)
    read_fields(draft)
    taken = {
        (row.table, *row.key)
        for row in draft.given.rows
        if not any(row is one for one in set_aside)
    }
    for row in set_aside:  # one that came to repeat another row says nothing new
        if (row.table, *row.key) in taken:
            draft.given.rows = [one for one in draft.given.rows if one is not row]
        taken.add((row.table, *row.key))


def _required(  # noqa: C901, PLR0911, PLR0912  # a case for each field
    draft: Draft, row: Row, name: str, beside: list[Row]
) -> Any:
    random = draft.random
    if name in {"year", "program"}:
        seen = sorted({one.values[name] for one in beside if one.get(name) is not None})
        if seen:
            return random.choice(seen)
        return random.choice((2019, 2020, 2021)) if name == "year" else draft.program_id()
    if name == "id":
        free = draft.dangling(row.table)
        return random.choice(free) if free and random.random() < 0.7 else draft.fresh("R")
    if name in {"participant", "recipient"}:
        return draft.person()
    if name == "kind":
        return random.choice(KINDS)
    if name == "rule":
        return random.choice(("IKM201", "IKM202", "IKM203", "IKM205", "IKM501"))
    if name == "decided_on":
        return dt.date(row.get("year") or 2021, 1, 2)
    if name == "expires":
        return dt.date(row.get("year") or 2021, *random.choice(((1, 31), (12, 31))))
    if name == "approved_by":
        return "disperin-sulsel"
    if name == "measure":
        return random.choice(MEASURES)
    if name == "value":
        return random.choice((7, 9, 11))
    if name == "sides":
        return ["partner"]
    if name == "name" and row.table == "participants":
        same = sorted(
            {one.values["name"] for one in draft.given.of("participants") if one.get("name")}
        )
        return random.choice(same) if same and random.random() < 0.3 else draft.fresh("Nama ")
    return draft.fresh("text ")
