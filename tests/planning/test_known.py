"""A figure is given only if it is surely known, else None with its cause, and never zero."""

import csv
import datetime as dt
import json
from random import Random

import pytest
from attrs import evolve

import ikm_sinergi as ikm

WAJO, SOPPENG, GOWA = "73.13", "73.12", "73.06"
SCOPE = [WAJO, SOPPENG, GOWA]


def rows(**more):
    """Return plain rows: two trained in Wajo and one in Soppeng, two of them mentored."""
    tables = {
        "programs": [
            _program("t-wajo", 2020, "training", WAJO, commodity="yarn", lead="disperin-sulsel"),
            _program("t-soppeng", 2020, "training", SOPPENG, commodity="yarn"),
            _program("m21", 2021, "mentoring", WAJO, SOPPENG),
        ],
        "participants": [
            {"id": "A", "name": "IKM A", "regency": WAJO},
            {"id": "B", "name": "IKM B", "regency": WAJO},
            {"id": "C", "name": "IKM C", "regency": SOPPENG},
        ],
        "participations": [
            {"participant": "A", "program": "t-wajo", "status": "completed"},
            {"participant": "B", "program": "t-wajo", "status": "completed"},
            {"participant": "C", "program": "t-soppeng", "status": "completed"},
            {"participant": "A", "program": "m21"},
            {"participant": "C", "program": "m21"},
        ],
        "grants": [{"id": "G1", "program": "m21", "item": "mesin", "recipient": "A"}],
        "results": [
            {"participant": who, "year": year, "measure": "workers", "value": value}
            for who in "ABC"
            for year, value in ((2020, 3), (2021, 4))
        ],
    }
    for table, added in more.items():
        tables[table] = [*tables[table], *added]
    return tables


def _program(identifier, year, kind, *regencies, **fields):
    served = {"regencies": list(regencies)} if regencies else {}
    return {"id": identifier, "year": year, "kind": kind, "title": "Contoh", **served, **fields}


def without(table, name, value):
    """Return the rows without some of a table."""
    return {**rows(), table: [row for row in rows()[table] if row[name] != value]}


def records(tables=None, complete=(2020, 2021)):
    """Return the records of plain rows."""
    return ikm.Records.from_rows(rows() if tables is None else tables, complete=complete)


def reach(found, **options):
    """Return the figures of coverage in each row, by its code."""
    covered = ikm.coverage(found, year=2021, scope=SCOPE, **options)
    every = (*covered.rows, covered.elsewhere, covered.unplaced, covered.total)
    return {one.regency: (one.served_by, one.people, one.grants) for one in every}


def causes(found, name, **options):
    """Return the cause of a figure of coverage in each row in which it is not known."""
    covered = ikm.coverage(found, year=2021, scope=SCOPE, **options)
    every = (*covered.rows, covered.unplaced, covered.total)
    return {one.regency: one.unknown[name].cause for one in every if name in one.unknown}


def cohort(found, value=None, by="all", year=2020, **options):
    """Return a row of the cohorts."""
    (row,) = [
        one
        for one in ikm.cohorts(found, **options).rows
        if (one.year, one.by, one.value) == (year, by, value)
    ]
    return row


def numbers(row):
    """Return the figures of a cohort."""
    return tuple(getattr(row, name) for name in FIGURES)


FIGURES = ("trained", "completed", "mentored", "apprenticed", "both", "neither")

CLEAN = {
    GOWA: (0, 0, 0),
    SOPPENG: (1, 1, 0),
    WAJO: (1, 1, 1),
    "elsewhere": (0, 0, 0),
    "unplaced": (0, 0, 0),
    "total": (1, 2, 1),
}


def test_clean_records_have_every_figure():
    """Nothing is in doubt, so nothing is withheld from who asks."""
    found = records()
    assert reach(found) == CLEAN
    assert numbers(cohort(found)) == (3, 3, 2, 0, 0, 1)
    assert numbers(cohort(found, "yarn", "commodity")) == (3, 3, 2, 0, 0, 1)
    assert numbers(cohort(found, "disperin-sulsel", "lead")) == (2, 2, 1, 0, 0, 1)
    workers = [one for one in ikm.outcomes(found).rows if one.measure == "workers"]
    assert [(one.followed, one.people, one.measured, one.median) for one in workers] == [
        (True, 2, 2, 1.0),
        (False, 1, 1, 1.0),
    ]


# --- the examples of the issue -----------------------------------------------------------------


def test_nobody_is_called_not_followed_up_in_a_year_without_lists():
    """Outcomes know who was followed up only where the lists of the next year are held."""
    found = records(without("participations", "program", "m21"), complete=[2020])
    for one in ikm.outcomes(found).rows:
        assert (one.people, one.measured, one.no_data, one.rose, one.median) == (None,) * 5
        assert one.unknown["people"].cause == "list_not_given"
    said = evolve(found, complete=[2020, 2021])
    assert {(one.followed, one.people) for one in ikm.outcomes(said).rows} == {
        (True, 0),
        (False, 3),
    }


def test_where_no_participations_were_given_nobody_is_counted_as_none():
    """The trainings are on record, their lists are not."""
    tables = rows()
    del tables["participations"]
    row = cohort(records(tables, complete=()))
    assert numbers(row) == (None,) * 6
    assert {why.cause for why in row.unknown.values()} == {"lists_not_held"}
    assert reach(records(tables, complete=()))[WAJO] == (1, None, 1)
    assert causes(records(tables, complete=()), "people")[WAJO] == "table_not_given"


def test_groups_of_a_cohort_do_not_contradict_each_other():
    """One list of Wajo says nothing of Soppeng, nor of the whole."""
    tables = without("programs", "id", "m21")
    tables["programs"].append(_program("m21", 2021, "mentoring", WAJO))
    tables["participations"] = [
        row
        for row in tables["participations"]
        if (row["participant"], row["program"]) != ("C", "m21")
    ]
    found = records(tables, complete=[2020])
    assert numbers(cohort(found, WAJO, "regency")) == (2, 2, 1, 0, 0, 1)
    assert numbers(cohort(found, SOPPENG, "regency")) == (1, 1, None, None, None, None)
    assert numbers(cohort(found)) == (3, 3, None, None, None, None)
    assert cohort(found, SOPPENG, "regency").unknown["neither"].cause == "history_not_held"


def test_an_ikm_trained_in_two_commodities_stands_in_one_group():
    """The groups add up to the whole, with a row for what could not be placed."""
    more = {"participant": "A", "program": "t-gowa", "status": "completed"}
    found = records(
        rows(
            programs=[_program("t-gowa", 2020, "training", GOWA, commodity="markisa")],
            participations=[more],
        )
    )
    assert numbers(cohort(found, "yarn", "commodity"))[:2] == (2, 2)
    assert numbers(cohort(found, None, "commodity"))[:2] == (1, 1)
    values = {one.value for one in ikm.cohorts(found).rows if one.by == "commodity"}
    assert "passion fruit" not in values
    assert numbers(cohort(found))[:2] == (3, 3)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_changes_no_figure(seed):
    """An IKM without a regency was placed by whichever of its programs came first."""
    tables = rows(
        programs=[
            _program("a21", 2021, "apprenticeship", GOWA),
            _program("b21", 2021, "market", WAJO),
        ],
        participants=[{"id": "D", "name": "IKM D"}],
        participations=[{"participant": "D", "program": one} for one in ("a21", "b21", "m21")],
    )
    found = records(tables)
    for table in tables.values():
        Random(seed).shuffle(table)
    mixed = records(tables)
    assert reach(mixed) == reach(found)
    assert reach(found)["unplaced"] == (0, 1, 0)
    assert ikm.cohorts(mixed) == ikm.cohorts(found)
    assert ikm.outcomes(mixed) == ikm.outcomes(found)


def test_a_contested_program_is_not_counted_as_none():
    """It is of 2021 in one file and of 2022 in the other: the figures it touches are not known."""
    found = records(rows(programs=[_program("m21", 2022, "mentoring", WAJO, SOPPENG)]))
    assert reach(found)[WAJO] == (None, None, None)
    assert reach(found)[GOWA] == (0, 0, None)
    assert set(causes(found, "served_by").values()) == {"duplicate_id"}
    same = records(rows(programs=[evolve_row("m21", title="Lain")]))
    assert [one[0] for one in reach(same).values()] == [one[0] for one in CLEAN.values()]


def evolve_row(identifier, **changes):
    """Return the row of a program, changed."""
    (row,) = [one for one in rows()["programs"] if one["id"] == identifier]
    return {**row, **changes}


# --- one gap after the other -------------------------------------------------------------------


def folder(path, tables, lost):
    """Write tables as a folder of which one cannot be read; return what is read of it."""
    for name, table in tables.items():
        with (path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, sorted({key for row in table for key in row}))
            writer.writeheader()
            for row in table:
                cells = {
                    key: ";".join(it) if isinstance(it, list) else it for key, it in row.items()
                }
                writer.writerow(cells)
    (path / f"{lost}.csv").write_bytes(b'id,"never closed\n')
    return ikm.read(path, complete=[2020, 2021], on_error=lambda _: None)


@pytest.mark.parametrize(
    ("table", "wajo", "trained"),
    [
        ("participations", (1, None, 1), (None,)),
        ("grants", (1, 1, None), (3,)),
        ("programs", (None, None, None), ()),
        ("participants", (1, None, None), (None,)),
    ],
)
def test_a_lost_table_leaves_its_figures_open(tmp_path, table, wajo, trained):
    """What of it was read is not all of it, whatever is said to be complete."""
    found = folder(tmp_path, rows(), table)
    assert reach(found)[WAJO] == wajo
    whole = [one.trained for one in ikm.cohorts(found).rows if (one.year, one.by) == (2020, "all")]
    assert whole == [*trained]


def test_a_rejected_participation_may_be_anybody():
    """A row that names its program and nobody; one that names who is counted already is nothing."""
    nobody = records(rows(participations=[{"program": "m21"}]))
    assert causes(nobody, "people").keys() == {*SCOPE, "unplaced", "total"}
    named = records(rows(participations=[{"participant": "B"}]))
    assert causes(named, "people").keys() == {WAJO, "total"}
    again = records(rows(participations=[{"participant": "A"}]))
    assert reach(again) == CLEAN


def test_a_rejected_program_or_grant_may_be_there():
    """It is bound by what was read of it."""
    found = records(
        rows(programs=[{"id": "x", "year": 2021, "kind": "mentoring", "regencies": [GOWA]}])
    )
    assert causes(found, "served_by").keys() == {GOWA, "unplaced", "total"}
    assert reach(found)[WAJO] == (1, 1, None)
    grant = records(rows(grants=[{"id": "G2", "program": "m21"}]))
    assert causes(grant, "grants").keys() == {*SCOPE, "unplaced", "total"}
    other = records(rows(grants=[{"id": "G2", "program": "t-wajo"}]))
    assert reach(other) == CLEAN


def test_an_unreadable_status_may_be_that_of_a_cancelled_program():
    """So neither it nor who takes part in it is surely there."""
    tables = without("programs", "id", "m21")
    tables["programs"].append(evolve_row("m21", status="???"))
    found = records(tables)
    assert reach(found)[WAJO] == (None, None, None)
    assert reach(found)[GOWA] == (0, 0, None)


def test_unreadable_regencies_may_be_any():
    """The total is known all the same."""
    tables = without("programs", "id", "m21")
    tables["programs"].append(evolve_row("m21", regencies=["Wjoo?"]))
    tables["grants"] = [{"id": "G1", "program": "m21", "item": "mesin"}]
    found = records(tables)
    assert reach(found)[GOWA] == (None, 0, None)
    assert reach(found)["total"] == (1, 2, 1)
    row = ikm.coverage(found, year=2021, scope=[GOWA]).rows[0]
    assert row.unknown["programs.mentoring"].cause == "unreadable_field"


def test_an_unreadable_regency_of_an_ikm_may_be_any():
    """It is one of the total, wherever it is from."""
    found = records(
        rows(
            participants=[{"id": "D", "name": "IKM D", "regency": "Wjoo?"}],
            participations=[{"participant": "D", "program": "m21"}],
        )
    )
    assert [one[1] for one in reach(found).values()] == [None] * 5 + [3]


def test_a_contested_regency_leaves_both_open():
    """One of the two it is."""
    found = records(rows(participants=[{"id": "A", "name": "IKM A", "regency": SOPPENG}]))
    assert [one[1] for one in reach(found).values()] == [0, None, None, 0, 0, 2]
    assert [one[2] for one in reach(found).values()] == [0, None, None, 0, 0, 1]
    unread = records(rows(participants=[{"id": "A", "name": "Lain", "regency": "?!"}]))
    assert reach(unread)["total"][1] == 2


def test_two_ids_that_may_be_one_ikm_are_not_two():
    """Nor one: they are counted only once it is settled."""
    twin = {"id": "D", "name": "ikm a", "regency": WAJO}
    found = records(
        rows(participants=[twin], participations=[{"participant": "D", "program": "m21"}])
    )
    assert [one[1] for one in reach(found).values()] == [0, 1, None, 0, 0, None]
    assert causes(found, "people")[WAJO] == "maybe_one_ikm"
    idle = records(rows(participants=[twin]))
    assert reach(idle) == CLEAN


def test_an_alias_from_elsewhere_leaves_the_place_open():
    """If both are one IKM, it is from one of the two regencies."""
    tables = rows(
        participants=[{"id": "D", "name": "IKM D", "regency": GOWA, "nib": "8120000000001"}]
    )
    tables["participants"][0]["nib"] = "8120000000001"
    assert [one[1] for one in reach(records(tables)).values()] == [None, 1, None, 0, 0, 2]
    tables["participants"][-1]["regency"] = "Wjoo?"
    assert [one[1] for one in reach(records(tables)).values()] == [None] * 5 + [2]


def test_a_number_that_could_not_be_read_may_be_anybodys():
    """Where somebody else states a number."""
    tables = rows()
    tables["participants"][0]["nib"] = 120000000001
    tables["participants"][2]["nib"] = "8120000000001"
    found = ikm.Records.from_rows(tables, complete=[2020, 2021])
    assert reach(found)["total"][1] is None


def test_a_rejected_participant_is_from_anywhere():
    """And may be the same as another."""
    tables = without("participants", "id", "A")
    tables["participants"].append({"id": "A", "regency": WAJO})
    assert [one[1] for one in reach(records(tables)).values()] == [None] * 6
    nameless = without("participants", "id", "A")
    nameless["participants"].append({"name": "IKM A", "regency": WAJO})
    assert [one[1] for one in reach(records(nameless)).values()] == [None] * 6


def test_an_ikm_that_is_not_on_record_is_not_placed():
    """Nothing says where it is from."""
    assert reach(records(without("participants", "id", "A")))["unplaced"] == (0, 1, 1)


def test_a_kind_that_is_not_settled_leaves_its_family_open():
    """Development may have been any coaching, not a clinic."""
    found = records(
        rows(
            programs=[_program("d21", 2021, "development", WAJO)],
            participations=[{"participant": "B", "program": "d21"}],
        )
    )
    (wajo,) = ikm.coverage(found, year=2021, scope=[WAJO]).rows
    assert wajo.served_by == 2
    assert dict(wajo.programs) == {"training": None, "mentoring": None, "apprenticeship": None}
    assert wajo.unknown["programs.training"].cause == "kind_not_settled"
    assert wajo.people == 2
    assert wajo.participants["mentoring"] is None
    kinds = ikm.coverage(found, year=2021, scope=[WAJO]).by_kind()
    assert [row["kind"] for row in kinds.records()][:3] == [
        "training",
        "mentoring",
        "apprenticeship",
    ]
    assert kinds.causes()[0]["programs"].cause == "kind_not_settled"


def test_a_year_that_is_not_over_may_bring_more():
    """Of participations and grants; the plan is there."""
    found = records(complete=())
    assert reach(found, as_of=dt.date(2021, 6, 1))[WAJO] == (1, None, None)
    assert causes(found, "people", as_of=dt.date(2021, 6, 1))[WAJO] == "to_come"
    assert numbers(cohort(found, WAJO, "regency", as_of=dt.date(2021, 6, 1)))[2:] == (None,) * 4
    assert reach(found, as_of=dt.date(2022, 6, 1)) == CLEAN


def test_a_program_without_its_list_leaves_its_regencies_open():
    """Unless it is planned still in a year that is over, or the records are complete."""
    listless = rows(programs=[_program("c21", 2021, "coaching_clinic", GOWA)])
    assert causes(records(listless, complete=()), "people").keys() == {GOWA, "unplaced", "total"}
    assert reach(records(listless, complete=[(2021, GOWA)]))[GOWA][1] == 0
    listless["programs"][-1]["status"] = "planned"
    assert reach(records(listless, complete=()))[GOWA][1] == 0


def test_two_deliveries_answer_for_themselves(tmp_path):
    """An office that gave no grants leaves open where those of its own programs went."""
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    first.write_text(json.dumps(rows()), "utf-8")
    own = {
        "programs": [_program("c21", 2021, "coaching_clinic", GOWA)],
        "participants": [{"id": "E", "name": "IKM E", "regency": SOPPENG}],
        "participations": [{"participant": "E", "program": "c21"}],
    }
    second.write_text(json.dumps(own), "utf-8")
    found = ikm.read([first, second], complete=[2020, 2021])
    assert causes(found, "grants").keys() == {*SCOPE, "unplaced", "total"}
    assert reach(found)["total"][:2] == (2, 3)
    own["programs"][0]["year"] = 2020
    second.write_text(json.dumps(own), "utf-8")
    assert reach(ikm.read([first, second], complete=[2020, 2021]))["total"] == (1, 2, 1)


def test_grants_of_what_is_not_known_may_be_of_the_year():
    """An unknown program, a contested grant, an unreadable recipient."""
    unknown = records(rows(grants=[{"id": "G2", "program": "gone", "item": "mesin"}]))
    assert causes(unknown, "grants")["total"] == "program_not_known"
    grant = {"id": "G1", "program": "t-wajo", "item": "mesin"}
    assert causes(records(rows(grants=[grant])), "grants")["total"] == "duplicate_id"
    recipient = {"id": "G2", "program": "m21", "item": "mesin", "recipient": "x" * 65}
    found = records(rows(grants=[recipient]))
    assert causes(found, "grants").keys() == {*SCOPE, "unplaced"}
    assert reach(found)["total"][2] == 2
    old = {"id": "G1", "program": "t-soppeng", "item": "mesin"}
    tables = {**rows(), "grants": [{**old, "recipient": "C"}, {**old, "recipient": "A"}]}
    assert reach(records(tables))["total"] == (1, 2, 0)


def test_programs_that_were_not_given_leave_everything_open():
    """Participations alone say nothing of a plan."""
    found = records({"participations": rows()["participations"]})
    assert reach(found)[WAJO] == (None, None, None)
    assert causes(found, "touched")[WAJO] == "table_not_given"
    assert causes(found, "served_by")["total"] == "table_not_given"


def test_an_open_step_leaves_the_completed_open():
    """Who was trained is known, who completed it is not."""
    tables = rows()
    tables["participations"][1]["status"] = "attending"
    assert numbers(cohort(records(tables))) == (3, None, None, None, None, None)
    assert numbers(cohort(records(tables), SOPPENG, "regency")) == (1, 1, 1, 0, 0, 0)


def test_a_later_step_may_have_had_its_training_first():
    """So it is not known how many were trained, even in a complete year."""
    found = records(
        rows(
            programs=[_program("m20", 2020, "mentoring", GOWA)],
            participants=[{"id": "D", "name": "IKM D", "regency": GOWA}],
            participations=[{"participant": "D", "program": "m20", "status": "completed"}],
        )
    )
    assert numbers(cohort(found))[0] is None
    assert numbers(cohort(found, WAJO, "regency")) == (2, 2, 1, 0, 0, 1)


def test_the_lead_of_a_training_may_not_be_known():
    """An unknown or rejected agency may be a branch of any."""
    tables = rows()
    tables["programs"][0]["lead"] = "dinas-x"
    row = cohort(records(tables), "dinas-x", "lead")
    assert (row.trained, row.unknown["trained"].cause) == (None, "unknown_agency")
    tables["agencies"] = [{"id": "dinas-x"}]
    row = cohort(records(tables), "dinas-x", "lead")
    assert row.unknown["trained"].cause == "rejected_row"
    assert cohort(records(tables), "yarn", "commodity").trained == 3


def test_what_a_contested_training_was_in_is_not_known():
    """Both its contents are a training of the year, so the whole is."""
    found = records(rows(programs=[evolve_row("t-wajo", commodity="markisa")]))
    assert cohort(found).trained == 3
    row = cohort(found, "yarn", "commodity")
    assert (row.trained, row.unknown["trained"].cause) == (None, "duplicate_id")
    unread = rows()
    unread["programs"][0]["commodity"] = ["yarn"]
    assert cohort(records(unread), "yarn", "commodity").trained is None
    for kind, trained in (("training", 3), ("?", None)):
        rejected = records(rows(programs=[{"id": "t-wajo", "year": 2020, "kind": kind}]))
        assert cohort(rejected, "yarn", "commodity").trained == trained


# --- results -----------------------------------------------------------------------------------


def change(found, *, followed=False):
    """Return the row of workers."""
    (row,) = [
        one
        for one in ikm.outcomes(found).rows
        if one.measure == "workers" and one.followed is followed
    ]
    return row


def test_results_that_were_not_given_are_not_none():
    """Who is in a group is known, what became of it is not."""
    tables = rows()
    del tables["results"]
    row = change(records(tables))
    assert (row.people, row.measured, row.no_data, row.rose, row.median) == (1, *[None] * 4)
    assert row.unknown["measured"].cause == "table_not_given"


def test_a_rejected_result_may_be_the_one_that_is_missing():
    """Of who has none."""
    tables = rows()
    tables["results"] = [row for row in tables["results"] if row["participant"] != "B"]
    assert (change(records(tables)).measured, change(records(tables)).no_data) == (0, 1)
    tables["results"].append({"participant": "B", "year": 2020, "measure": "workers"})
    assert change(records(tables)).unknown["measured"].cause == "rejected_row"
    assert change(records(tables), followed=True).measured == 2


def test_results_of_another_id_may_contradict():
    """If the two are one IKM, its results are contested."""
    tables = rows(participants=[{"id": "D", "name": "ikm b", "regency": WAJO}])
    assert change(records(tables)).median == 1.0
    tables["results"].append({"participant": "D", "year": 2020, "measure": "workers", "value": 9})
    row = change(records(tables))
    assert (row.measured, row.median, row.unknown["median"].cause) == (1, None, "maybe_one_ikm")
