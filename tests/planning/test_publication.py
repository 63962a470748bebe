"""Figures that go out: no small group, and nothing that gives one away, over all three sheets."""

from fractions import Fraction
from itertools import product
from random import Random

import pytest

import ikm_sinergi as ikm
from ikm_sinergi.planning.suppression import SMALLEST, withheld

CODES = ("73.13", "73.12", "73.06", "73.09")
COHORT = ("trained", "completed", "mentored", "apprenticed", "both", "neither")
CHANGE = ("people", "measured", "no_data", "rose")


def drawn(seed, most=14):
    """Return records without gaps: trainings in four regencies, and what came next."""
    random = Random(seed)
    programs, participants, participations, results, grants = [], [], [], [], []
    for code in CODES:
        for kind, year in (("training", 2020), ("mentoring", 2021), ("apprenticeship", 2021)):
            programs.append(
                {
                    "id": f"{kind}-{code}",
                    "year": year,
                    "kind": kind,
                    "title": "Contoh",
                    "regencies": [code],
                    "commodity": random.choice(("yarn", "markisa")),
                    "lead": "disperin-sulsel",
                }
            )
        for number in range(random.randint(0, most)):
            who = f"{code}-{number}"
            stated = {} if random.random() < 0.2 else {"regency": code}
            participants.append({"id": who, "name": f"IKM {who}", **stated})
            status = random.choice(("completed", "completed", "completed", "withdrawn"))
            participations.append(
                {"participant": who, "program": f"training-{code}", "status": status}
            )
            participations += [
                {"participant": who, "program": f"{kind}-{code}", "status": "completed"}
                for kind in ("mentoring", "apprenticeship")
                if random.random() < 0.5
            ]
            grants.append({"id": f"G-{who}", "program": f"mentoring-{code}", "item": "mesin"})
            for year in (2020, 2021) if random.random() < 0.7 else ():
                value = random.randint(1, 9)
                row = {"participant": who, "year": year, "measure": "workers", "value": value}
                results.append(row)
    tables = {
        "programs": programs,
        "participants": participants,
        "participations": participations,
        "results": results,
        "grants": grants,
    }
    return ikm.Records.from_rows(tables, complete=[2020, 2021])


def told(found, *, publish):
    """Return every figure of all three that is shown, by its name."""
    cells = {}
    for one in ikm.cohorts(found, publish=publish).rows:
        cells |= {(one.year, str(one.by), one.value, name): getattr(one, name) for name in COHORT}
    for one in ikm.outcomes(found, publish=publish).rows:
        about = (one.year, "outcome", one.followed, str(one.measure))
        cells |= {(*about, name): getattr(one, name) for name in CHANGE}
    for year in (2021,):
        covered = ikm.coverage(found, year=year, publish=publish)
        for row in (*covered.rows, covered.unplaced, covered.total):
            cells[year, "people", row.regency] = row.people
            cells[year, "grants", row.regency] = row.grants
            for kind, number in row.participants.items():
                cells[year, str(kind), row.regency] = number
    return cells


@pytest.mark.parametrize("seed", range(12))
def test_no_small_number_is_shown_nor_follows_from_what_is(seed):
    """An attacker adds and subtracts whatever adds up, over all three sheets."""
    found = drawn(seed)
    exact, shown = told(found, publish=False), told(found, publish=True)
    assert all(number == exact[cell] for cell, number in shown.items() if number is not None)
    assert not [cell for cell, number in shown.items() if number in range(1, SMALLEST)]
    hidden = {cell for cell, number in shown.items() if number is None}
    assert all(exact[cell] is not None for cell in hidden)
    rows = [{cell: n for cell, n in one.items() if cell in hidden} for one in sums(exact)]
    small = {cell for cell in hidden if exact[cell] in range(1, SMALLEST)}
    assert not small & solved(rows)


def sums(exact):
    """Yield what adds up among the figures, as anybody may know it."""
    years = {cell[0] for cell in exact if cell[1] == "all"}
    for year in years:
        for name in COHORT:
            for by in ("regency", "commodity", "lead"):
                parts = [cell for cell in exact if cell[:2] == (year, by) and cell[3] == name]
                yield {**dict.fromkeys(parts, 1), (year, "all", None, name): -1}
    for cell in exact:
        if cell[-1] == "completed":
            about = cell[:-1]
            ones = {(*about, "mentored"): 1, (*about, "apprenticed"): 1, (*about, "both"): -1}
            yield {**ones, (*about, "neither"): 1, cell: -1}
        if cell[-1] == "people":
            about = cell[:-1]
            yield {(*about, "measured"): 1, (*about, "no_data"): 1, cell: -1}
            whole = (cell[0], "all", None)
            if cell[2] is False:
                yield {cell: 1, (*whole, "neither"): -1}
            else:
                yield {cell: 1, (*whole, "neither"): 1, (*whole, "completed"): -1}
    for name in ("people", "grants", "mentoring", "apprenticeship"):
        parts = [cell for cell in exact if cell[:2] == (2021, name) and cell[2] != "total"]
        if (2021, name, "total") in exact:
            yield {**dict.fromkeys(parts, 1), (2021, name, "total"): -1}


def solved(rows):
    """Return the unknowns that have one value only, by elimination."""
    reduced = []
    for row in rows:
        left = {cell: Fraction(n) for cell, n in row.items()}
        for pivot, other in reduced:
            if pivot in left:
                left = minus(left, other, left[pivot])
        if left:
            pivot, n = next(iter(left.items()))
            left = {cell: number / n for cell, number in left.items()}
            reduced = [
                (one, minus(other, left, other[pivot]) if pivot in other else other)
                for one, other in reduced
            ]
            reduced.append((pivot, left))
    return {pivot for pivot, row in reduced if len(row) == 1}


def minus(row, other, times):
    """Return a row less so many times another."""
    found = {cell: row.get(cell, 0) - times * other.get(cell, 0) for cell in {**row, **other}}
    return {cell: n for cell, n in found.items() if n}


def test_what_outcomes_withhold_cohorts_do_not_give_away():
    """Four followed up of twelve: the eight that were not would tell."""
    found = twelve()
    (whole, *_) = [one for one in ikm.cohorts(found, publish=True).rows if one.year == 2020]
    assert (whole.completed, whole.mentored, whole.neither) == (12, None, None)
    assert {one.people for one in ikm.outcomes(found, publish=True).rows} == {None}
    assert whole.unknown["neither"].cause == "withheld"
    assert "withheld" in whole.unknown["neither"].say()
    assert [one.people for one in ikm.outcomes(found).rows if one.followed][:1] == [4]


def twelve():
    """Return records of twelve trained in Wajo, four of them mentored."""
    return ikm.Records.from_rows(rows_of_twelve(), complete=[2020, 2021])


def rows_of_twelve(**more):
    """Return their rows, and more rows of some tables."""
    who = [f"P{number:02}" for number in range(12)]
    programs = [
        {"id": "t", "year": 2020, "kind": "training", "title": "A", "regencies": ["73.13"]},
        {"id": "m", "year": 2021, "kind": "mentoring", "title": "B", "regencies": ["73.13"]},
    ]
    trained = [{"participant": one, "program": "t", "status": "completed"} for one in who]
    mentored = [{"participant": one, "program": "m"} for one in who[:4]]
    tables = {
        "programs": programs,
        "participants": [{"id": one, "name": one, "regency": "73.13"} for one in who],
        "participations": [*trained, *mentored],
        "results": [],
        "grants": [],
    }
    return {name: [*table, *more.get(name, ())] for name, table in tables.items()}


def test_coverage_says_that_it_withholds():
    """In its notes, and of each figure; programs are no groups of IKM."""
    covered = ikm.coverage(twelve(), year=2021, publish=True)
    wajo = next(row for row in covered.rows if row.regency == "73.13")
    assert (wajo.served_by, wajo.people, wajo.participants) == (1, None, {"mentoring": None})
    assert wajo.unknown["people"].cause == "withheld"
    assert covered.total.people is None
    assert covered.sheet().notes[-1].say().startswith("For publication")
    assert ikm.cohorts(twelve(), publish=True).sheet().notes[-1].say("id").startswith("Untuk")
    assert ikm.outcomes(twelve(), publish=True).sheet().notes
    assert covered.by_kind().causes()[0]["participants"].cause == "withheld"


def test_a_scope_gives_nothing_away_that_the_whole_withholds():
    """What is elsewhere is withheld if a part of it is."""
    covered = ikm.coverage(twelve(), year=2021, scope=["73.06"], publish=True)
    assert covered.elsewhere.people is None
    exact = ikm.coverage(twelve(), year=2021, scope=["73.06"])
    assert exact.elsewhere.people == 4


def test_a_median_of_few_is_withheld():
    """It would be the change of somebody."""
    for seed in range(6):
        for one in ikm.outcomes(drawn(seed), publish=True).rows:
            assert one.measured is None or one.measured == 0 or one.measured >= SMALLEST
            assert one.measured or one.median is None


# --- the algebra -------------------------------------------------------------------------------


def test_one_withheld_part_takes_a_second_with_it():
    """The smallest beside it, so that the sum gives neither."""
    values = {("all",): 30, ("a",): 3, ("b",): 7, ("c",): 20}
    total = {("all",): -1, ("a",): 1, ("b",): 1, ("c",): 1}
    assert withheld(values, values.keys(), [total]) == {("a",), ("b",)}


def test_two_that_make_few_together_take_a_third():
    """Their sum would be a group of few too."""
    values = {("all",): 30, ("a",): 1, ("b",): 2, ("c",): 27}
    total = {("all",): -1, ("a",): 1, ("b",): 1, ("c",): 1}
    assert withheld(values, values.keys(), [total]) == {("a",), ("b",), ("c",)}


def test_a_rest_that_nobody_shows_counts_as_shown():
    """Ten of twelve: the other two can be worked out."""
    values = {("all",): 12, ("part",): 10, ("rest",): 2}
    shown = {("all",), ("part",)}
    sums = [{("all",): -1, ("part",): 1, ("rest",): 1}]
    assert withheld(values, shown, sums) == {("part",)}


def test_a_figure_that_follows_from_several_sums_is_found():
    """Rows and columns of a table: a lone corner is a bridge between them."""
    parts = {("p", 0, 0): 3, ("p", 0, 1): 9, ("p", 1, 0): 8, ("p", 1, 1): 7}
    values = {**parts, ("row", 0): 12, ("row", 1): 15, ("column", 0): 11, ("column", 1): 16}
    sums = [{("row", one): -1, ("p", one, 0): 1, ("p", one, 1): 1} for one in (0, 1)] + [
        {("column", one): -1, ("p", 0, one): 1, ("p", 1, one): 1} for one in (0, 1)
    ]
    hidden = withheld(values, values.keys(), sums)
    rows = [{cell: n for cell, n in one.items() if cell in hidden} for one in sums]
    assert ("p", 0, 0) in hidden
    assert ("p", 0, 0) not in solved(rows)
    assert hidden < values.keys()


def test_what_cannot_be_hidden_is_left():
    """A rest that follows from nothing that is shown, and sums of nothing."""
    values = {("a",): 3, ("b",): 3}
    assert withheld(values, {("a",)}, [{("a",): 1, ("b",): -1}, {("a",): 0}]) == {("a",)}


@pytest.mark.parametrize("numbers", tuple(product((0, 2, 5), repeat=3)))
def test_every_small_table_is_safe(numbers):
    """Whatever its parts are."""
    parts = {("part", place): number for place, number in enumerate(numbers)}
    values = {**parts, ("all",): sum(numbers)}
    sums = [{**dict.fromkeys(parts, 1), ("all",): -1}]
    hidden = withheld(values, values.keys(), sums)
    small = {cell for cell, number in values.items() if 0 < number < SMALLEST}
    assert small <= hidden
    assert not small & solved([{cell: n for cell, n in sums[0].items() if cell in hidden}])


def test_what_is_not_known_stays_so_beside_what_is_withheld():
    """Records with gaps: an unknown figure keeps its cause, and tells nothing of the others."""
    found = ikm.Records.from_rows(gapped(), complete=[2021])
    exact = [one for one in ikm.cohorts(found).rows if one.year == 2020]
    shown = [one for one in ikm.cohorts(found, publish=True).rows if one.year == 2020]
    assert exact[0].unknown["trained"].cause == "lists_not_held"
    for before, after in zip(exact, shown, strict=True):
        assert {**after.unknown, **before.unknown} == dict(after.unknown)
    covered = ikm.coverage(found, year=2021, publish=True)
    assert covered.total.people is None
    assert covered.total.unknown["people"].cause == "rejected_row"
    contested = [{"id": "P05", "name": "P05", "regency": "73.06"}]
    moved = ikm.Records.from_rows(rows_of_twelve(participants=contested), complete=[2020, 2021])
    (whole, *_) = [one for one in ikm.cohorts(moved, publish=True).rows if one.year == 2020]
    assert whole.trained == 12


def gapped():
    """Return the rows of twelve, and a participation that names nobody."""
    return rows_of_twelve(participations=[{"program": "m"}])


def test_who_is_in_two_kinds_does_not_follow_from_the_sums():
    """Ten mentored, nine apprenticed, sixteen in all: three are in both."""
    who = [f"P{number:02}" for number in range(12)]
    more = [f"Q{number}" for number in range(4)]
    programs = [
        {"id": "m", "year": 2021, "kind": "mentoring", "title": "A", "regencies": ["73.13"]},
        {"id": "a", "year": 2021, "kind": "apprenticeship", "title": "B", "regencies": ["73.13"]},
    ]
    lists = {"m": who[:10], "a": [*who[7:], *more]}
    found = ikm.Records.from_rows(
        {
            "programs": programs,
            "participants": [{"id": one, "name": one, "regency": "73.13"} for one in (*who, *more)],
            "participations": [
                {"participant": one, "program": program}
                for program, names in lists.items()
                for one in names
            ],
        },
        complete=[2020, 2021],
    )
    exact = ikm.coverage(found, year=2021).total
    assert (exact.people, exact.participants) == (16, {"mentoring": 10, "apprenticeship": 9})
    for row in (ikm.coverage(found, year=2021, publish=True).total,):
        assert None in {row.people, *row.participants.values()}


def test_an_ikm_of_no_known_place_opens_no_sum():
    """The total is known, what it is made of is not."""
    nowhere = [{"id": "N", "name": "N", "regency": "Wjoo?"}]
    joins = [{"participant": "N", "program": "m"}, {"participant": "P04", "program": "m"}]
    found = ikm.Records.from_rows(
        rows_of_twelve(participants=nowhere, participations=joins), complete=[2020, 2021]
    )
    covered = ikm.coverage(found, year=2021, publish=True)
    assert covered.total.people == 6
    assert {row.people for row in covered.rows} == {None}
