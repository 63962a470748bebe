"""Ids that may be one IKM: merged by renaming, or told apart by new NIBs and names."""

import re
from collections import defaultdict
from itertools import combinations
from typing import Any

from .drafts import Draft
from .record_sets import NAMES_PARTICIPANT, Row


def settle_aliases(draft: Draft) -> None:
    """Merge some of the ids that may be one IKM; tell all others apart."""
    for _ in range(4):
        pairs = aliases(draft)
        if not pairs:
            break
        for one, other in pairs:
            if draft.random.random() < 0.6:
                _merge(draft, one, other)
            else:
                _tell_apart(draft, one, other)
            break
    for one, other in aliases(draft):
        _tell_apart(draft, one, other)


def aliases(draft: Draft) -> list[tuple[str, str]]:
    """Return the pairs of ids that may be one IKM, those in focus first."""
    people = [row for row in draft.given.of("participants") if row.get("id")]
    places = {row.values["id"]: draft.places(row.values["id"]) for row in people}
    pairs = [
        (one.values["id"], other.values["id"])
        for one, other in combinations(people, 2)
        if _alike(one, other, places)
    ]
    draft.random.shuffle(pairs)
    return sorted(pairs, key=lambda pair: not draft.focus & set(pair))


def _alike(one: Row, other: Row, places: dict[str, frozenset[str]]) -> bool:
    nibs = [well_formed(row.get("nib"), 13) for row in (one, other)]
    if None not in nibs:
        return nibs[0] == nibs[1]
    niks = [well_formed(row.get("owner.nik"), 16) for row in (one, other)]
    if niks[0] is not None and niks[0] == niks[1]:
        return True
    if fold(one.values["name"]) != fold(other.values["name"]):
        return False
    return bool(places[one.values["id"]] & places[other.values["id"]])


def well_formed(number: Any, digits: int) -> str | None:
    """Return a number of its form, None for any other."""
    text = str(number or "")
    fits = len(text) == digits and text.isascii() and text.isdigit() and len(set(text)) > 1
    return text if fits else None


def fold(name: str) -> str:
    """Return a name without case, blanks and signs."""
    return re.sub(r"\W", "", name.casefold())


def _merge(draft: Draft, one: str, other: str) -> None:
    rows = [row for row in draft.given.of("participants") if row.get("id") in {one, other}]
    draft.random.shuffle(rows)
    kept = rows[0]
    for row in rows[1:]:
        for name, value in row.values.items():
            kept.values.setdefault(name, value)
    kept.values["id"] = one
    draft.given.rows = [
        row for row in draft.given.rows if not any(row is gone for gone in rows[1:])
    ]
    for old, new in list(draft.ids.items()):
        if new == other:
            draft.ids[old] = one
    draft.ids[other] = one
    for row in draft.given.rows:
        name = NAMES_PARTICIPANT.get(row.table)
        if name is not None and row.get(name) == other:
            row.values[name] = one
    draft.aside = {(one if who == other else who, program) for who, program in draft.aside}
    _join_lists(draft)
    draft.without |= {"IKM101", "IKM108", "IKM111", "IKM112", "IKM113"}


def _join_lists(draft: Draft) -> None:
    """Let one row stand where both ids were in one program: the one that says most."""
    order = {"completed": 0, "attending": 1, "registered": 1, None: 2, "withdrawn": 3}
    best: defaultdict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in draft.given.of("participations"):
        best[row.key].append(row)
    gone = [
        row
        for same in best.values()
        for row in sorted(same, key=lambda row: order.get(row.get("status"), 2))[1:]
    ]
    draft.given.rows = [row for row in draft.given.rows if not any(row is one for one in gone)]
    if gone:  # what they said of their completion is gone too
        draft.without |= {"IKM109"}


def _tell_apart(draft: Draft, one: str, other: str) -> None:
    for row in draft.given.of("participants"):
        if row.get("id") == other or (row.get("id") == one and not well_formed(row.get("nib"), 13)):
            draft.made += 1
            row.values["nib"] = f"77{draft.made:011}"
            row.values.pop("owner.nik", None)
            if row.get("id") == other:
                row.values["name"] = draft.fresh("Nama ")
    draft.without |= {"IKM112", "IKM113"}
