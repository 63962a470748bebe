"""Whole worlds that a record set with gaps may tell of, as the table of gaps allows them.

A completion begins with what every one needs: contested ids have one of their contents, rejected
and unreadable fields a value. That alone is a *reading*: the records as they stand, read in one
way, and what was lost left lost. Further stages close other gaps; a whole completion runs through
all of them. Each stage notes what its means cannot be compared about (`without`, `aside`), so that
no artefact of drawing is taken for an answer.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from random import Random
from typing import Any, Final

import attrs

from .aliases import settle_aliases
from .drafts import Draft
from .draws import (
    BOTH,
    COACHING,
    COMMODITIES,
    KINDS,
    PROGRAM_STATUSES,
    REGENCIES,
    SETTLED,
    policy,
)
from .reach import add_coming, add_lost, add_never_given, add_prior, add_unheld
from .readings import choose_contents, read_fields, read_rejected, value
from .record_sets import REQUIRED, Delivery, RecordSet

EVERY_YEAR: Final = frozenset(range(2015, 2026))
AFTER: Final = dt.date(2025, 12, 31)
ANYWHERE: Final = (*REGENCIES, "73.11")


@attrs.define
class World:
    """One completion.

    `ids` are the participants of the originals that go by another id here. Codes in `without`
    and subjects with a participant and program in `aside` cannot be compared; if `only` is set,
    nothing but these codes can.
    """

    given: RecordSet
    ids: Mapping[str, str]
    acts: tuple[str, ...]
    without: frozenset[str]
    aside: frozenset[tuple[str, str]]
    only: frozenset[str] | None

    @property
    def reading(self) -> bool:
        """Whether it does nothing but read what stands there."""
        return not self.acts

    def compares(self, code: str) -> bool:
        """Whether a rule can be compared in it."""
        return code not in self.without and (self.only is None or code in self.only)


# --- what is open, unsettled or unknown ---------------------------------------------------------


def settle_kinds(draft: Draft) -> None:
    """Give each unsettled kind one of those that it may have been."""
    for row in draft.given.of("programs"):
        kinds = SETTLED.get(row.values["kind"])
        if kinds and draft.random.random() < 0.9:
            row.values["kind"] = draft.random.choice(kinds)
            draft.without |= {"IKM110"}


def settle_steps(draft: Draft) -> None:
    """Complete each open step, or not.

    What was not completed can only be said by withdrawing: only of a training, as a later step
    asks for nothing else of it; nothing else about that row is compared.
    """
    programs = {row.values["id"]: row for row in draft.given.of("programs")}
    for row in draft.given.of("participations"):
        program = programs.get(row.values["program"])
        status = row.get("status")
        planned = program is not None and program.get("status") == "planned"
        if status == "withdrawn" or (status == "completed" and not planned):
            continue
        pair = (row.values["participant"], row.values["program"])
        if draft.random.random() < 0.5:
            row.values["status"] = "completed"
            draft.without |= {"IKM109"}
            if planned and program is not None:
                program.values["status"] = "completed"
                draft.without |= PROGRAM_RULES
        elif program is not None and program.get("kind") == "training":
            row.values["status"] = "withdrawn"
            draft.without |= {"IKM109"}
            draft.aside.add(pair)


PROGRAM_RULES: Final = frozenset(
    f"IKM{code}" for code in (107, 109, 110, 203, 301, 302, 401, 402, 404, 501, 601)
)
"""What a status of a program is judged by."""


def know(draft: Draft) -> None:
    """Put what is named and not known on record, with any content."""
    random = draft.random
    known = {row.values["id"] for row in draft.given.of("agencies")} | {
        "disperin-sulsel",
        "disdag-sulsel",
        *BOTH,
    }
    for row in list(draft.given.of("programs")):
        lead = row.get("lead")
        if lead is not None and lead not in known:
            known.add(lead)
            values = {"id": lead, "name": f"Dinas {lead}", "short_name": lead}
            side = random.choice(("upstream", "downstream", "partner"))
            leads = random.choice((list(COACHING), ["market", "coaching_clinic"], []))
            draft.add("agencies", {**values, "sides": [side], "leads": leads})
    for name in draft.dangling("programs"):
        if draft.complete_everywhere():
            continue
        years = [year for year in (2019, 2020, 2021) if year not in draft.original.complete]
        regencies = [random.choice(REGENCIES)] if random.random() < 0.7 else None
        kind = random.choice(("training", *KINDS))
        draft.add_program(random.choice(years), kind, regencies, name=name)
        draft.without |= {"IKM401", "IKM402", "IKM404"}
    for name in draft.dangling("participants"):
        draft.add("participants", {"id": name, "name": draft.fresh("Nama ")})
    draft.without |= {"IKM102", "IKM103", "IKM105"}


def _announced(draft: Draft, stating: str) -> Any:
    """Choose an announced program that states this: the one in focus, if any is."""
    known = [one for one in policy("bundled").announced if getattr(one, stating)]
    return draft.random.choice([one for one in known if one.id in draft.focus] or known)


def state(draft: Draft) -> None:
    """State what was not, where the catalogue says undecided: for 111, 203, 401 and 404 alone."""
    random = draft.random
    announced = _announced(draft, "regency")
    for row in draft.given.of("programs", "participants"):
        if row.table == "participants":
            for name in ("workers", "investment"):
                if row.get(name) is None and random.random() < 0.7:
                    row.values[name] = value(draft, row, name)
        elif random.random() < 0.5:
            row.values.setdefault("commodity", announced.commodity or random.choice(COMMODITIES))
            row.values.setdefault("regencies", [announced.regency])
        else:
            row.values.setdefault("regencies", random.sample(REGENCIES, random.randint(1, 3)))
    draft.only = frozenset({"IKM111", "IKM203", "IKM401", "IKM404"})


def send(draft: Draft) -> None:
    """Send the tables of programs and participants that nobody gave, and lists that are empty."""
    random = draft.random
    given = {table for one in draft.original.deliveries for table in one.given}
    codes = {"IKM502"} if "participants" in given else set()
    if "participants" not in given:
        codes |= {"IKM102", "IKM403"}
        for name in draft.dangling("participants"):
            values = {"id": name, "name": draft.fresh("Nama "), "regency": random.choice(ANYWHERE)}
            draft.add("participants", values)
    if "programs" not in given:
        codes |= {"IKM103", "IKM109"}
        for name in draft.dangling("programs"):
            draft.add_program(random.choice((2020, 2021)), random.choice(KINDS), None, name=name)
    lists = {row.get("program") for row in draft.given.of("participations")}
    for name in draft.programs().keys() - lists:
        draft.enroll(draft.person(), name)
    draft.only = frozenset(codes)


def suppose(draft: Draft) -> None:
    """Suppose what a record or a table never given would have said: to measure tightness only."""
    random = draft.random
    lists = {row.get("program") for row in draft.given.of("participations")}
    for name in draft.dangling("programs"):
        if random.random() < 0.7:
            year = random.choice((2019, 2020, 2021))
            draft.add_program(year, random.choice(KINDS), None, name=name)
            draft.programs()[name].values["status"] = random.choice(PROGRAM_STATUSES)
    announced = _announced(draft, "commodity")
    for name, row in draft.programs().items():
        if random.random() < 0.5:
            row.values.setdefault("commodity", announced.commodity)
            row.values.setdefault("regencies", [announced.regency])
        row.values.setdefault("lead", random.choice(("disperin-sulsel", "disdag-sulsel")))
        row.values.setdefault("partners", random.choice((list(BOTH), BOTH[:1])))
        row.values.setdefault("commodity", random.choice(COMMODITIES))
        row.values.setdefault("regencies", random.sample(REGENCIES, random.randint(1, 3)))
        row.values.setdefault("status", random.choice(PROGRAM_STATUSES))
        row.values.setdefault("starts", f"{row.values['year']}-{random.choice(('02', '11'))}-01")
        if name not in lists:
            draft.enroll(draft.person(), name)
    for name in draft.dangling("participants"):
        if random.random() < 0.5:
            values = {"id": name, "name": draft.fresh("Nama "), "regency": random.choice(ANYWHERE)}
            draft.add("participants", values)
    for delivery in draft.given.deliveries:
        delivery.given = {*REQUIRED}


def know_terms(draft: Draft) -> None:
    """Let a term that nobody knows be one that is known, and a potential that nobody states too."""
    meaning = draft.random.choice((*COMMODITIES[:-1], _announced(draft, "commodity").commodity))
    if draft.random.random() < 0.7:
        draft.given.policy += f"+{draft.random.choice(('yarn', 'passion fruit', 'bamboo craft'))}"
    for row in draft.given.rows:
        if row.get("commodity") == "rotan":
            row.values["commodity"] = meaning


STAGES: Final[Mapping[str, Callable[[Draft], None]]] = {
    "unknown reference": know,
    "lost": add_lost,
    "never given": add_never_given,
    "to come": add_coming,
    "unheld": add_unheld,
    "later step": add_prior,
    "unsettled kind": settle_kinds,
    "open step": settle_steps,
    "unknown term": know_terms,
    "alias": settle_aliases,
}
"""Each gap beside those that a reading closes, in the order in which they are filled."""

ALONE: Final[Mapping[str, Callable[[Draft], None]]] = {"not stated": state, "not sent": send}
"""Stages whose means touch too much to be mixed with others."""

SUPPOSED: Final[Mapping[str, Callable[[Draft], None]]] = {"supposed": suppose}
"""What tightness alone may suppose."""


def complete(
    random: Random,
    given: RecordSet,
    stages: Iterable[str],
    focus: frozenset[str] = frozenset(),
    aim: str | None = None,
) -> World:
    """Draw a completion that closes the gaps of these stages, and those of every reading.

    `focus` are participants and programs that additions should concern, `aim` a rule.
    """
    draft = Draft(random, given.copy(), given, focus, aim)
    choose_contents(draft)
    read_fields(draft)
    read_rejected(draft)
    acts: list[str] = []
    asked = frozenset(stages)
    for name, stage in {**STAGES, **ALONE, **SUPPOSED}.items():
        if name in asked:
            before = draft.state()
            stage(draft)
            if draft.state() != before:
                acts.append(name)
    whole = draft.given
    whole.complete = EVERY_YEAR
    if whole.as_of is not None:
        draft.without |= {"IKM109"}
    if whole.as_of is not None or acts:
        whole.as_of = AFTER
    if acts or "lost" in asked:
        given = {row.table for row in whole.rows}
        for delivery in whole.deliveries:
            given |= delivery.given | (delivery.unread if "lost" in asked else set())
        for row in whole.rows:
            row.delivery = 0
        whole.deliveries = [Delivery(given)]
    return World(
        given=whole,
        ids=draft.ids,
        acts=tuple(acts),
        without=frozenset(draft.without),
        aside=frozenset(draft.aside),
        only=draft.only,
    )
