"""Record sets without gaps but with everything that rules look at, drawn small."""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from random import Random
from typing import Any, Final

import attrs

import ikm_sinergi as ikm

from .record_sets import RecordSet, Row

REGENCIES: Final = ("73.13", "73.06", "73.09")
SCOPE: Final = list(REGENCIES)
JUDGED: Final = (2020, 2021)
COMMODITIES: Final = ("yarn", "benang", "passion fruit", "bamboo craft", "rotan")
COACHING: Final = ("training", "mentoring", "apprenticeship", "development")
DOWNSTREAM: Final = ("coaching_clinic", "subsidised_market", "discount_market", "market")
KINDS: Final = (*COACHING, *DOWNSTREAM)
SETTLED: Final[Mapping[str, tuple[str, ...]]] = {
    "development": ("training", "mentoring", "apprenticeship"),
    "market": ("subsidised_market", "discount_market"),
}
PROGRAM_STATUSES: Final = ("planned", "running", "completed", "cancelled")
STATUSES: Final = ("registered", "attending", "completed", "withdrawn")
MEASURES: Final = ("production_value", "sales_value", "workers")
AGENCIES: Final = ("disperin-sulsel", "disdag-sulsel", "dekranasda-sulsel", "pkk-sulsel")
BOTH: Final = ["dekranasda-sulsel", "pkk-sulsel"]
NIBS: Final = ("8120000000001", "8120000000002", "0120000000003")
NIKS: Final = ("7306010101800001", "7306010101800002")
NAMES: Final = ("Sarung Sutra", "Kopi Toraja", "Tenun Wajo", "Markisa Jaya", "Rotan Indah")

WAIVED: Final = (*("IKM201", "IKM202") * 3, "IKM203", "IKM205", "IKM302", "IKM501", "IKM999")
"""The rules of dispensations; one does not exist."""

POLICIES: Final = ("bundled", "early", "two kinds", "two years")


@cache
def policy(name: str) -> ikm.Policy:
    """Return a policy by name; the rules that are off are on in all of them.

    "bundled+yarn" is the bundled one that also knows a potential of the regency without any.
    """
    name, _, potential = name.partition("+")
    bundled = ikm.policies()[0]
    if potential:
        known = {"73.13": attrs.evolve(bundled.potentials["73.12"], commodities=(potential,))}
        bundled = attrs.evolve(bundled, potentials={**bundled.potentials, **known})
    bundled = attrs.evolve(
        bundled, severities=dict.fromkeys(("IKM208", "IKM504"), ikm.Severity.NOTE)
    )
    if name == "early":
        return attrs.evolve(bundled, valid_from=dt.date(2020, 1, 1))
    asked = dict(bundled.prerequisites)
    if name == "two kinds":
        both = (ikm.ProgramKind.TRAINING, ikm.ProgramKind.MENTORING)
        asked[ikm.ProgramKind.APPRENTICESHIP] = attrs.evolve(
            asked[ikm.ProgramKind.APPRENTICESHIP], kinds=both
        )
    elif name == "two years":
        asked = {kind: attrs.evolve(one, within=2) for kind, one in asked.items()}
    return attrs.evolve(bundled, prerequisites=asked)


def draw(random: Random) -> RecordSet:
    """Draw a record set without gaps but those of what was left unsaid."""
    given = RecordSet([])
    given.policy = random.choices(POLICIES, (8, 2, 1, 1))[0]
    used = random.sample(REGENCIES, random.choice((1, 1, 2, 3)))
    people = [_participant(random, number, used) for number in range(random.randint(2, 4))]
    programs = _programs(random, used)
    given.rows += [*programs, *people]
    for program in programs:
        if random.random() < 0.9:  # now and then a list was not sent
            given.rows += _list(random, program, people)
    given.rows += _beside(random, programs, people)
    if random.random() < 0.15:
        given.rows += _agencies(random, programs)
    if random.random() < 0.25:
        given.rows.append(_dispensation(random, programs, people, used))
    return given


def _some(random: Random, share: float, values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if random.random() < share}


def _participant(random: Random, number: int, used: list[str]) -> Row:
    values: dict[str, Any] = {"id": f"P{number}", "name": NAMES[number]}
    values |= _some(random, 0.9, {"regency": random.choice(used)})
    values |= _some(random, 0.3, {"nib": f"91200000000{number:02}"})
    values |= _some(random, 0.04, {"nib": "12345"})
    values |= _some(random, 0.2, {"owner.nik": f"73060101018001{number:02}"})
    values |= _some(random, 0.2, {"workers": random.choice((3, 25))})
    values |= _some(random, 0.2, {"investment": random.choice((10**8, 2 * 10**10))})
    return Row("participants", values)


def program(random: Random, name: str, year: int, kind: str, regencies: list[str] | None) -> Row:
    """Draw a program of a year and kind."""
    lead = "disdag-sulsel" if kind in DOWNSTREAM else "disperin-sulsel"
    if random.random() < 0.08:
        lead = random.choice(AGENCIES)
    values: dict[str, Any] = {"id": name, "year": year, "kind": kind, "title": f"{kind} {name}"}
    values |= _some(random, 0.9, {"lead": lead})
    values |= _some(random, 0.9, {"partners": BOTH if random.random() < 0.9 else BOTH[:1]})
    if regencies is not None:
        values["regencies"] = regencies
    values |= _some(random, 0.55, {"commodity": random.choice(COMMODITIES)})
    if random.random() < 0.3:
        month = random.randint(1, 10)
        values["starts"] = dt.date(year, month, 1)
        values["ends"] = dt.date(year + random.choice((0, 0, 0, 0, 0, 1, -1)), month + 1, 1)
    values |= _some(random, 0.85, {"status": random.choices(PROGRAM_STATUSES, (1, 2, 6, 1))[0]})
    return Row("programs", values)


def _programs(random: Random, used: list[str]) -> list[Row]:
    plan = [(2020, "training"), (2021, random.choice(("mentoring", "apprenticeship")))]
    if random.random() < 0.1:
        plan = plan[1:]
    for _ in range(random.choice((0, 1, 1, 2, 3))):
        plan.append(
            random.choice(
                [(2019, "training"), (2020, "training"), (2020, "mentoring"), (2021, "training")]
                + [(2021, "mentoring"), (2021, "apprenticeship"), (2021, "training")]
                + [(2021, kind) for kind in KINDS]
                + [(2020, random.choice(KINDS))]
            )
        )
    rows: list[Row] = []
    for number, (year, kind) in enumerate(plan):
        stated = (
            random.sample(used, random.randint(1, len(used))) if random.random() < 0.9 else None
        )
        row = program(random, f"{year}-{number}", year, kind, stated)
        if rows and random.random() < 0.1:
            row.values["continues"] = random.choice(rows).values["id"]
        rows.append(row)
    return rows


def _list(random: Random, program: Row, people: list[Row]) -> list[Row]:
    rows: list[Row] = []
    for one in people:
        if random.random() < 0.6:
            values = {"participant": one.values["id"], "program": program.values["id"]}
            status = random.choices((*STATUSES, None), (1, 1, 7, 1, 1))[0]
            if status is not None:
                values["status"] = status
            if status == "completed" and random.random() < 0.2:
                values["completed_on"] = dt.date(program.values["year"], random.randint(2, 12), 15)
            rows.append(Row("participations", values))
    return rows


def _beside(random: Random, programs: list[Row], people: list[Row]) -> list[Row]:
    rows: list[Row] = []
    for number in range(random.choice((0, 0, 1, 1, 2, 3))):
        program = random.choice(programs)
        values = {"id": f"G{number}", "program": program.values["id"], "item": "mesin"}
        values |= _some(random, 0.6, {"recipient": random.choice(people).values["id"]})
        values |= _some(random, 0.4, {"handed_over": dt.date(random.choice((2020, 2021)), 11, 1)})
        rows.append(Row("grants", values))
    markets = [one for one in programs if "market" in one.values["kind"]]
    if random.random() < 0.05:
        markets = programs
    if markets and random.random() < 0.5:
        name = random.choice(markets).values["id"]
        rows.append(Row("sales", {"program": name, "retailer": "Toko Baru", "amount": 5}))
    for one in people:
        if random.random() < 0.2:
            measure = random.choice(MEASURES)
            values = {"participant": one.values["id"], "measure": measure, "value": 7}
            rows.append(Row("results", {**values, "year": random.choice((2020, 2021))}))
    return rows


def _agencies(random: Random, programs: list[Row]) -> list[Row]:
    """Draw a branch, a new office, or an old one under a new id, and let it lead."""
    values: dict[str, Any] = {"id": "dinas-wajo", "name": "Dinas Wajo", "short_name": "Dinas"}
    values |= {"sides": [random.choice(("upstream", "downstream"))]}
    how = random.choice(("branch", "own", "renamed"))
    if how == "branch":
        values["branch_of"] = random.choice(AGENCIES[:2])
    elif how == "own":
        values["leads"] = list(random.choice((COACHING, DOWNSTREAM)))
    else:
        values |= {"formerly": [AGENCIES[0]], "leads": list(COACHING)}
    random.choice(programs).values["lead"] = "dinas-wajo"
    return [Row("agencies", values)]


def _dispensation(random: Random, programs: list[Row], people: list[Row], used: list[str]) -> Row:
    on, until = random.choice((((1, 10), (12, 31)), ((1, 5), (3, 1)), ((6, 1), (12, 31))))
    if random.random() < 0.1:
        on, until = until, on
    values: dict[str, Any] = {
        "id": "D0",
        "rule": random.choice(WAIVED),
        "year": 2021,
        "reason": "alasan",
        "approved_by": random.choice(("disperin-sulsel",) * 8 + ("pkk-sulsel",)),
        "decided_on": dt.date(2021, *on),
        "expires": dt.date(2021, *until),
    }
    which = random.choice(("participant", "program", "regency"))
    values[which] = {
        "participant": random.choice(people).values["id"],
        "program": programs[-1].values["id"],
        "regency": random.choice(used),
    }[which]
    return Row("dispensations", values)
