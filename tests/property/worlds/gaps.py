"""The gaps, each planted in a record set without it."""

import datetime as dt
from collections.abc import Callable, Mapping
from random import Random
from typing import Any, Final

from .draws import COMMODITIES, KINDS, NIBS, NIKS, PROGRAM_STATUSES, REGENCIES, STATUSES
from .record_sets import KEYS, REQUIRED, SUBJECTS, TABLES, Delivery, RecordSet, Row

UNREADABLE: Final[Mapping[str, Any]] = {
    "year": "20x1",
    "kind": "mntorng",
    "status": "sudah?",
    "regency": "99.999",
    "regencies": ["Wajjo?!"],
    "starts": "soon",
    "ends": "soon",
    "completed_on": "later",
    "handed_over": "later",
    "decided_on": "some day",
    "expires": "some day",
    "workers": "few",
    "investment": "much",
    "value": "some",
    "measure": "mood",
}
"""Text that none of these fields can hold."""
TOO_LONG: Final = "x" * 65
"""No id."""
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "programs": ("status", "regencies", "starts", "lead", "continues"),
    "participants": ("regency", "workers", "investment", "nib"),
    "participations": ("status", "completed_on"),
    "grants": ("recipient", "handed_over"),
}
"""Optional fields that rules look at."""
TOLD: Final[Mapping[str, tuple[str, ...]]] = {
    "programs": ("year", "kind", "kind", "id", "title"),
    "participants": ("id", "name"),
    "participations": ("participant", "program"),
    "grants": ("program", "item"),
    "results": ("participant", "year", "value"),
    "dispensations": ("rule", "year", "expires", "decided_on", "participant"),
    "sales": ("program",),
    "agencies": ("name", "sides"),
}
"""Fields without which a row is rejected."""

Planter = Callable[[Random, RecordSet], bool]
"""Plants a gap and tells whether there was a place for it."""


def split(random: Random, given: RecordSet, *, by_year: bool) -> bool:
    """Deal the rows out to two deliveries: by table, or by year."""
    if len(given.deliveries) > 1:
        return False
    second = Delivery()
    moved = set(random.sample(TABLES, random.randint(1, 4)))
    years = {row.get("id"): row.get("year") for row in given.of("programs")}
    for row in given.rows:
        year = row.get("year") or years.get(row.get("program"))
        if (by_year and year == 2020) or (not by_year and row.table in moved):
            row.delivery = 1
    if not by_year:
        second.given = moved
        given.deliveries[0].given -= moved - {row.table for row in given.rows if row.delivery == 0}
    if random.random() < 0.3:
        held = {row.table for row in given.rows if row.delivery == 1}
        second.given = held or {"programs"}
    given.deliveries.append(second)
    return True


def lost(random: Random, given: RecordSet) -> bool:
    """A file cannot be read: its rows are gone, most often those of one of two years."""
    if random.random() < 0.7:
        split(random, given, by_year=True)
    place = random.randrange(len(given.deliveries))
    delivery = given.deliveries[place]
    likely = ("participations", "participations", "programs", "grants", "participants")
    table = random.choice((*likely, *sorted(delivery.given)))
    if table not in delivery.given or delivery.given == {table}:
        return False
    delivery.lost.add(table)
    given.rows = [row for row in given.rows if not (row.delivery == place and row.table == table)]
    return True


def strange(random: Random, given: RecordSet) -> bool:
    """A file of an unknown table lies in the folder, and some table is not there."""
    place = random.randrange(len(given.deliveries))
    delivery = given.deliveries[place]
    table = random.choice(("participations", "grants", "participants", "dispensations"))
    if table not in delivery.given or delivery.given == {table}:
        return False
    delivery.strange = True
    delivery.given = delivery.given - {table}
    given.rows = [row for row in given.rows if not (row.delivery == place and row.table == table)]
    return True


def never_given(random: Random, given: RecordSet) -> bool:
    """A delivery holds no such table."""
    place = random.randrange(len(given.deliveries))
    delivery = given.deliveries[place]
    table = random.choice(("grants", "sales", "results", "participations", "participants"))
    if table not in delivery.given or delivery.given == {table} or table in delivery.lost:
        return False
    delivery.given = delivery.given - {table}
    given.rows = [row for row in given.rows if row.delivery != place or row.table != table]
    return True


def rejected(random: Random, given: RecordSet) -> bool:
    """A row lacks a field that it needs, or holds one that cannot be read."""
    rows = [row for row in given.rows if row.table in TOLD and not row.rejected]
    if not rows:
        return False
    likely = [row for row in rows if row.table in {"participations", "programs"}]
    row = random.choice(likely if likely and random.random() < 0.6 else rows)
    names = [one for one in TOLD[row.table] if one in row.values]
    for name in random.sample(names, min(len(names), random.choice((1, 1, 1, 2)))):
        if name not in row.values:
            continue
        row.values.pop(name)
        if name in UNREADABLE:
            row.bad[name] = UNREADABLE[name]
        elif name in SUBJECTS or name in {"id", "rule"}:
            row.bad[name] = TOO_LONG  # a text can only be missing
    return row.rejected


def unreadable(random: Random, given: RecordSet) -> bool:
    """An optional field holds what it cannot hold."""
    rows = [row for row in given.rows if row.table in FIELDS and not row.rejected]
    if not rows:
        return False
    row = random.choice(rows)
    name = random.choice(FIELDS[row.table])
    if name == "nib":
        stated = random.choice(NIBS)
        row.values.pop("nib", None)
        row.bad["nib"] = int(stated) if stated.startswith("0") else int(stated[1:])
        return True
    row.values.pop(name, None)
    row.bad[name] = UNREADABLE.get(name, TOO_LONG)
    return True


TEXTS: Final[Mapping[str, str]] = {
    "programs": "title",
    "participants": "name",
    "grants": "item",
    "agencies": "short_name",
    "dispensations": "reason",
}
"""A text without which a row is rejected, though it says all that rules look at."""

OTHERS: Final[Mapping[str, Mapping[str, tuple[Any, ...]]]] = {
    "programs": {
        "year": (2020, 2021),
        "kind": KINDS,
        "status": PROGRAM_STATUSES,
        "regencies": tuple([one] for one in REGENCIES),
        "commodity": COMMODITIES,
        "lead": ("disperin-sulsel", "disdag-sulsel"),
        "starts": (dt.date(2020, 12, 1), dt.date(2021, 5, 1)),
    },
    "participants": {"regency": REGENCIES, "nib": NIBS, "workers": (3, 25)},
    "participations": {"status": STATUSES},
    "grants": {"program": (), "handed_over": (dt.date(2020, 3, 1), dt.date(2021, 3, 1))},
    "results": {"value": (7, 9)},
    "agencies": {"sides": (["upstream"], ["downstream"]), "branch_of": ("disdag-sulsel",)},
    "dispensations": {"rule": ("IKM201", "IKM203"), "expires": (dt.date(2020, 3, 1),)},
}


def contested(random: Random, given: RecordSet) -> bool:
    """Two rows bear one id and contradict each other, most often in two deliveries."""
    rows = [row for row in given.rows if row.table in OTHERS and not row.rejected]
    if not rows:
        return False
    row = random.choice(rows)
    if any(one is not row and one.table == row.table and one.key == row.key for one in given.rows):
        return False
    if len(given.deliveries) == 1:
        given.deliveries.append(Delivery({*REQUIRED} if random.random() < 0.5 else {row.table}))
    within = row.table != "participations" and random.random() < 0.3
    place = row.delivery if within else 1 - row.delivery
    if row.table not in given.deliveries[place].given or row.table in given.deliveries[place].lost:
        return False
    twin = row.copy()
    twin.delivery = place
    fields = [
        name for name in OTHERS[row.table] if name in row.values and name not in KEYS[row.table]
    ]
    for name in random.sample(fields, min(len(fields), random.choice((1, 1, 2)))):
        options = OTHERS[row.table][name] or tuple(
            one.values["id"] for one in given.of("programs") if one.get("id")
        )
        others = [one for one in options if one != row.values[name]]
        if others:
            twin.values[name] = random.choice(others)
    for name in list(twin.values):  # what only one of them states is no contradiction
        needed = name in REQUIRED[row.table] or (row.table == "dispensations" and name in SUBJECTS)
        if not needed and random.random() < 0.2:
            del random.choice((row, twin)).values[name]
    given.rows.append(twin)
    return any(row.values[name] != twin.values.get(name, row.values[name]) for name in row.values)


def twin(random: Random, given: RecordSet) -> bool:
    """Another row of an id was rejected for want of a text, and contradicts the one on record."""
    if not contested(random, given):
        return False
    row = given.rows[-1]
    row.values.pop(TEXTS.get(row.table, ""), None)
    return True


def unheld(random: Random, given: RecordSet) -> bool:
    """The list of a program of the year before was not sent."""
    names = [
        row.values["id"]
        for row in given.of("programs")
        if row.get("year") in {2019, 2020} and row.get("id")
    ]
    if not names:
        return False
    name = random.choice(names)
    given.rows = [
        row
        for row in given.rows
        if not (row.table == "participations" and row.get("program") == name)
    ]
    return True


def alias(random: Random, given: RecordSet) -> bool:
    """Two ids share a NIB, an owner's NIK, or a name in one regency."""
    people = [row for row in given.of("participants") if not row.rejected]
    if len({row.get("id") for row in people}) < 2:
        return False
    one, other = random.sample(people, 2)
    if one.get("id") == other.get("id"):
        return False
    how = random.choice(("nib", "nik", "name", "name"))
    if how == "nib":
        one.values["nib"] = other.values["nib"] = random.choice(NIBS)
    elif how == "nik":
        one.values["owner.nik"] = other.values["owner.nik"] = random.choice(NIKS)
        _forget(random, one, other)
    else:
        other.values["name"] = one.values["name"].upper()
        if one.get("regency") is not None and random.random() < 0.8:
            other.values["regency"] = one.values["regency"]
        else:
            other.values.pop("regency", None)
        _forget(random, one, other)
    return True


def _forget(random: Random, *rows: Row) -> None:
    for row in rows:
        if random.random() < 0.8:
            row.values.pop("nib", None)


def unsettled(random: Random, given: RecordSet) -> bool:
    """A program does not state its method or model."""
    rows = [
        row for row in given.of("programs") if row.get("kind") in {*KINDS} - {"coaching_clinic"}
    ]
    if not rows:
        return False
    row = random.choice(rows)
    row.values["kind"] = "market" if "market" in row.values["kind"] else "development"
    return True


def open_step(random: Random, given: RecordSet) -> bool:
    """Nothing says that a step was completed."""
    rows = [row for row in given.of("participations") if row.get("status") == "completed"]
    if not rows:
        return False
    row = random.choice(rows)
    row.values.pop("completed_on", None)
    row.values["status"] = random.choice(("registered", "attending"))
    if random.random() < 0.3:
        del row.values["status"]
    return True


def unknown(random: Random, given: RecordSet) -> bool:
    """A record names what is not on record."""
    what = random.choice(("lead", "program", "participant", "program row", "participant row"))
    if what == "lead":
        rows = list(given.of("programs"))
        name, text = "lead", "dinas-x"
    elif what in {"program", "participant"}:
        rows = list(given.of("participations"))
        name, text = what, f"{what}-x"
    else:
        rows = list(given.of(f"{what.split()[0]}s"))
        if len(rows) > 1:
            given.rows.remove(random.choice(rows))
        return len(rows) > 1
    rows = [row for row in rows if not row.rejected]
    if not rows:
        return False
    random.choice(rows).values[name] = text
    return True


def to_come(random: Random, given: RecordSet) -> bool:
    """The year is not over."""
    if any(True for _ in given.of("dispensations")):
        return False
    given.as_of = dt.date(random.choice((2020, 2021, 2021, 2021)), random.choice((3, 6, 11)), 15)
    given.complete = frozenset(year for year in given.complete if year < given.as_of.year)
    return True


def complete(random: Random, given: RecordSet) -> bool:
    """No gap: the caller's word for a year closes the unheld ones."""
    given.complete = frozenset(random.sample((2019, 2020, 2021), random.choice((1, 1, 2, 3))))
    return True


def not_stated(random: Random, given: RecordSet) -> bool:
    """A program does not say whom it serves, or an IKM where it is or how large."""
    rows = [row for row in given.of("programs", "participants") if not row.rejected]
    if not rows:
        return False
    row = random.choice(rows)
    for name in ("regencies", "regency", random.choice(("workers", "investment"))):
        row.values.pop(name, None)
    return True


GAPS: Final[Mapping[str, Planter]] = {
    "lost": lost,
    "unknown table": strange,
    "never given": never_given,
    "rejected": rejected,
    "unreadable": unreadable,
    "contested": contested,
    "twin": twin,
    "unheld": unheld,
    "alias": alias,
    "unsettled": unsettled,
    "open": open_step,
    "unknown": unknown,
    "to come": to_come,
    "not stated": not_stated,
}


def plant(random: Random, given: RecordSet) -> list[str]:
    """Plant one gap or two; return their names."""
    if random.random() < 0.35:
        complete(random, given)
    if random.random() < 0.25:
        split(random, given, by_year=random.random() < 0.5)
    names = random.sample(list(GAPS), random.choice((1, 1, 2, 2, 3)))
    planted = [name for name in names if GAPS[name](random, given)]
    for place, delivery in enumerate(given.deliveries):  # a later gap may have taken a table away
        there = delivery.given - delivery.lost
        given.rows = [row for row in given.rows if row.delivery != place or row.table in there]
    for row in given.rows:
        for name in row.bad:  # what cannot be read is not stated besides
            row.values.pop(name, None)
    if any(row.table == "dispensations" for row in given.rows):
        given.as_of = None
    return planted
