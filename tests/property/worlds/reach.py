"""Rows that a completion adds: of lost files and tables, of years not held or not over."""

from typing import Any, Final

from .drafts import Draft
from .draws import JUDGED, KINDS, MEASURES, REGENCIES, policy
from .record_sets import RecordSet, Row

PLAN: Final = frozenset({"IKM401", "IKM402", "IKM404"})
AT_ONCE: Final = frozenset({"IKM501", "IKM601"})
"""What judges completed programs at once, whatever may come."""
MOST: Final = 3


class _Within:
    """The years and regencies that the rest of a delivery names; all where it names none.

    `programs` and `people`, if set, are the only ones that rows may be about.
    """

    def __init__(self, draft: Draft, place: int | None) -> None:
        rows = [row for row in draft.original.rows if place is None or row.delivery == place]
        ids = {row.get("program") for row in rows} - {None}
        named = [row for row in draft.original.of("programs") if row.get("id") in ids]
        people = {row.get(name) for row in rows for name in ("participant", "recipient")}
        listed = [row for row in draft.original.of("participants") if row.get("id") in people]
        years = {row.get("year") for row in (*rows, *named)} - {None}
        regencies = {row.get("regency") for row in (*rows, *listed)} - {None}
        for row in (*rows, *named):
            regencies |= set(row.get("regencies") or ())
        self.years: list[int] = sorted(years) or [2019, 2020, 2021]
        self.regencies: list[str] = sorted(regencies) or list(REGENCIES)
        self.programs: frozenset[str] | None = None
        self.people: frozenset[str] | None = None

    def holds(self, program: Row) -> bool:
        """Whether a program is of these years and regencies."""
        stated = program.get("regencies")
        if self.programs is not None:
            return program.values["id"] in self.programs
        return program.get("year") in self.years and (
            stated is None or bool(set(stated) & set(self.regencies))
        )


def add_lost(draft: Draft) -> None:
    """Add rows of the files and tables that were not read whole."""
    for place, delivery in enumerate(draft.original.deliveries):
        within = _Within(draft, place)
        order = ("agencies", "programs", "participants", "participations")
        unread = delivery.unread
        for table in sorted(unread, key=lambda one: order.index(one) if one in order else 9):
            _add_some(draft, table, within)


def add_never_given(draft: Draft) -> None:
    """Add grants, sales and results of what stands in a delivery that holds no such table."""
    for place, delivery in enumerate(draft.original.deliveries):
        own = [row for row in draft.original.rows if row.delivery == place]
        within = _Within(draft, place)
        within.programs = frozenset(
            row.values["id"] for row in own if row.table == "programs" and row.get("id")
        )
        within.people = frozenset(
            row.values["participant"]
            for row in own
            if row.table == "participations"
            and row.get("participant")
            and row.get("program") in draft.programs()
        )
        for table in ("grants", "sales", "results"):
            if table not in delivery.given and (table != "results" or within.people):
                _add_some(draft, table, within)


def add_coming(draft: Draft) -> None:
    """Add participations, grants, sales and results of a year that was not over."""
    as_of = draft.original.as_of
    if as_of is None:
        return
    within = _Within(draft, None)
    within.regencies = list(REGENCIES)
    within.years = [year for year in (2019, 2020, 2021, 2022) if year >= as_of.year]
    for table in ("participations", "grants", "sales", "results"):
        _add_some(draft, table, within)
    draft.without |= AT_ONCE


def _add_some(draft: Draft, table: str, within: _Within) -> None:
    for _ in range(draft.random.choice((0, 1, 1, 2, MOST))):
        _ADD[table](draft, within)


def _add_program(draft: Draft, within: _Within) -> None:
    free = draft.dangling("programs")
    name = draft.random.choice(free) if free and draft.random.random() < 0.7 else None
    regencies = _some(draft, within.regencies)
    kind = draft.random.choice(("training", *KINDS))
    draft.add_program(draft.random.choice(within.years), kind, regencies, name=name)


def _some(draft: Draft, regencies: list[str]) -> list[str] | None:
    if draft.random.random() < 0.2:
        return None
    return draft.random.sample(regencies, draft.random.randint(1, len(regencies)))


def _add_participant(draft: Draft, within: _Within) -> None:
    free = draft.dangling("participants")
    name = draft.random.choice(free) if free else draft.fresh("P-")
    names = sorted({row.values["name"] for row in draft.given.of("participants")})
    alike = bool(names) and draft.random.random() < 0.4
    row = {"id": name, "name": draft.random.choice(names) if alike else draft.fresh("Nama ")}
    draft.add("participants", {**row, "regency": draft.random.choice(within.regencies)})


def _add_participation(draft: Draft, within: _Within) -> None:
    programs = [name for name, row in draft.programs().items() if within.holds(row)]
    who = draft.person()
    if programs and _is_of(draft, who, within):
        status = draft.random.choice(("completed", "completed", "attending"))
        draft.enroll(who, draft.pick(programs), status)


def _is_of(draft: Draft, who: str, within: _Within) -> bool:
    stated = {row.get("regency") for row in draft.given.of("participants") if row.get("id") == who}
    return not stated - {None} or bool(stated & set(within.regencies))


def _add_grant(draft: Draft, within: _Within) -> None:
    programs = [name for name, row in draft.programs().items() if within.holds(row)]
    if programs:
        values: dict[str, Any] = {"id": draft.fresh("G"), "program": draft.pick(programs)}
        if draft.random.random() < 0.5:
            values["recipient"] = draft.person()
        draft.add("grants", {**values, "item": "alat"})


def _add_sale(draft: Draft, within: _Within) -> None:
    programs = [
        name
        for name, row in draft.programs().items()
        if within.holds(row) and "market" in row.values["kind"]
    ]
    if programs:
        draft.add("sales", {"program": draft.pick(programs), "retailer": draft.fresh("Toko ")})


def _add_result(draft: Draft, within: _Within) -> None:
    who = draft.person() if within.people is None else draft.pick(within.people)
    year = draft.random.choice(within.years)
    measure = draft.random.choice(MEASURES)
    if (within.people is None and not _is_of(draft, who, within)) or any(
        row.key == (who, year, measure) for row in draft.given.of("results")
    ):
        return
    values = {"participant": who, "year": year, "measure": measure, "value": 9}
    draft.add("results", values)


def _add_dispensation(draft: Draft, within: _Within) -> None:
    year = draft.random.choice(within.years)
    aim = draft.aim if draft.random.random() < 0.8 else None
    values: dict[str, Any] = {
        "id": draft.fresh("D"),
        "rule": aim or draft.random.choice(WAIVED),
        "year": year,
        "reason": "alasan",
        "approved_by": "disperin-sulsel",
        "decided_on": f"{year}-01-01",
        "expires": f"{year}-12-31",
    }
    which = draft.random.choice(("participant", "program", "regency", "regency"))
    programs = [name for name, row in draft.programs().items() if within.holds(row)]
    if which == "program" and programs:
        values["program"] = draft.pick(programs)
    elif which == "participant":
        values["participant"] = draft.person()
    else:
        values["regency"] = draft.random.choice(within.regencies)
    draft.add("dispensations", values)


WAIVED: Final = tuple(
    f"IKM{code}"
    for code in (
        201,
        202,
        203,
        204,
        205,
        206,
        207,
        208,
        301,
        302,
        303,
        401,
        402,
        403,
        501,
        502,
        601,
    )
)


def _add_agency(draft: Draft, _within: _Within) -> None:
    on_record = {row.values["id"] for row in draft.given.of("agencies")}
    named = {row.get("lead") for row in draft.given.of("programs")} - {None} - on_record
    if named:
        name = draft.random.choice(sorted(named))
        side = draft.random.choice(("upstream", "downstream", "partner"))
        leads = draft.random.choice((list(KINDS[:4]), list(KINDS[4:]), []))
        values = {"id": name, "name": f"Dinas {name}", "short_name": name}
        draft.add("agencies", {**values, "sides": [side], "leads": leads})


_ADD: Final = {
    "programs": _add_program,
    "participants": _add_participant,
    "participations": _add_participation,
    "grants": _add_grant,
    "sales": _add_sale,
    "results": _add_result,
    "dispensations": _add_dispensation,
    "agencies": _add_agency,
}


# --- years that are looked back to --------------------------------------------------------------


def looked_back(given: RecordSet) -> dict[int, frozenset[str]]:
    """Return the years that the judged ones ask for, each with the kinds asked."""
    chosen = policy(given.policy)
    asked: dict[int, frozenset[str]] = {}
    for year in JUDGED:
        if not chosen.covers(year):
            continue
        for one in chosen.prerequisites.values():
            for before in range(year - one.within, year):
                asked[before] = asked.get(before, frozenset()) | set(map(str, one.kinds))
    return asked


def held(given: RecordSet, kind: str, year: int, regency: str) -> bool:
    """Whether the lists of a kind and year are there for a regency, by the mildest reading."""
    lists: dict[str, set[str]] = {}
    for row in given.of("participations"):
        if row.get("program") is not None:
            lists.setdefault(row.values["program"], set()).add(row.get("participant") or "")
    homes: dict[str, set[str | None]] = {}
    for row in given.of("participants"):
        homes.setdefault(row.get("id") or "", set()).add(row.get("regency"))
    vouched = False
    for row in given.of("programs"):
        may = row.get("kind") in {kind, None} or (
            row.get("kind") == "development" and kind in KINDS[:3]
        )
        stated = row.get("regencies")
        here = stated is None or regency in stated
        if not may or not here or row.get("year") not in {year, None}:
            continue
        if row.get("status") == "cancelled":
            continue
        on_list = lists.get(row.get("id") or "", set())
        if not on_list:
            sure = not row.bad and not row.rejected and not _contested(given, row)
            if sure and row.get("status") != "planned":
                return False
        elif row.get("kind") in {kind, None}:
            vouched = vouched or any(homes.get(who, {None}) & {regency, None} for who in on_list)
    return vouched


def _contested(given: RecordSet, row: Row) -> bool:
    return any(
        one is not row and one.key == row.key and one.values != row.values
        for one in given.of(row.table)
    )


def add_unheld(draft: Draft) -> None:
    """Add steps of years looked back to, whose lists are not held."""
    for year, kinds in looked_back(draft.original).items():
        if year in draft.original.complete:
            continue
        for kind in sorted(kinds):
            missing = [one for one in REGENCIES if not held(draft.original, kind, year, one)]
            if not missing or draft.random.random() < 0.2:
                continue
            regency = draft.random.choice(missing)
            people = [who for who in draft.people() if regency in draft.places(who)]
            people = people or [draft.fresh("P-")]
            program = draft.add_program(
                year, kind, [regency] if draft.random.random() < 0.8 else None
            )
            for _ in range(draft.random.randint(1, MOST)):
                draft.enroll(draft.pick(people), program)
            _no_plan(draft, year)


def _no_plan(draft: Draft, year: int) -> None:
    if policy(draft.original.policy).covers(year):
        draft.without |= PLAN


def add_prior(draft: Draft) -> None:
    """Give who completed a later step the prerequisite of it, even in a complete year.

    Who is on a list of such a year and kind is known to have come by it.
    """
    chosen = policy(draft.original.policy)
    on_record = {row.get("id") for row in draft.original.of("programs")}
    programs = {name: row for name, row in draft.programs().items() if name in on_record}
    for year, kinds in looked_back(draft.original).items():
        done = sorted(
            {
                row.values["participant"]
                for row in draft.given.of("participations")
                if row.get("status") == "completed"
                and (program := programs.get(row.values["program"])) is not None
                and program.values["year"] == year
                and program.get("status") not in {"cancelled", "planned"}
                and str(program.values["kind"]) in {str(one) for one in chosen.prerequisites}
            }
        )
        for kind in sorted(kinds - {str(one) for one in chosen.prerequisites}):
            begun = {
                row.values["participant"]
                for row in draft.given.of("participations")
                if (program := programs.get(row.values["program"])) is not None
                and (program.values["year"], str(program.values["kind"])) == (year, kind)
            }
            for who in done:
                if who not in begun and draft.random.random() < 0.7:
                    draft.enroll(who, draft.add_program(year, kind, None))
                    draft.without |= {"IKM203"}
                    _no_plan(draft, year)
