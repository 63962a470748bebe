"""What the rules about dispensations ask of the records that other rules read."""

import importlib
import inspect
import json
import re

import pytest
from attrs import evolve

import ikm_sinergi as ikm
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.rules.ikm7xx.dispensed import READ
from rows_of_wajo import dispensation, person, program, step

DISPENSATION = dispensation()
SULSEL = ikm.policies()[0]


@pytest.mark.parametrize("rule", ikm.rules.ALL, ids=lambda rule: rule.code)
def test_the_tables_that_a_rule_reads_are_those_that_are_asked(rule):
    """No rule names another than those by which its dispensations are said to be idle."""
    asked = next((read for code, read in READ.items() if rule.code.startswith(code)), TABLES)
    source = inspect.getsource(importlib.import_module(rule.judge.__module__))
    named = {
        table
        for table in TABLES
        if re.search(rf'"{table}"|records\.{table}\b', source) and table != "dispensations"
    }
    assert named <= {*asked}


def idle(records, **asked):
    """How often IKM702 came to each outcome."""
    tally = ikm.check(records, **asked).rules["IKM702"]
    return {one: getattr(tally, one) for one in ("applicable", "violated", "undecided")}


NEEDLESS = {
    "programs": [program(), program("m", 2021, "mentoring")],
    "participants": [person("P")],
    "participations": [step("P"), step("P", "m", "attending")],
    "dispensations": [DISPENSATION],
}
"""Records in which P was trained before."""


@pytest.mark.parametrize(
    ("lost", "found"), [("participations", "undecided"), ("sales", "violated"), ("", "violated")]
)
def test_what_was_lost_of_another_delivery_may_be_what_it_is_for(tmp_path, lost, found):
    """If its rule reads that table."""
    (tmp_path / "own.json").write_text(json.dumps({"schema_version": 1, **NEEDLESS}), "utf-8")
    other = tmp_path / "other"
    other.mkdir()
    text = "id,year,kind,title,regencies\nm9,2021,mentoring,Contoh,73.13\n"
    (other / "programs.csv").write_text(text, "utf-8")
    if lost:
        (other / f"{lost}.csv").write_bytes(b"\x00\xff\x00")
    read = ikm.read([tmp_path / "own.json", other], on_error=lambda _: None)
    assert idle(read, year=2021) == {"applicable": 1, "violated": 0, "undecided": 0} | {found: 1}


def test_what_was_lost_reaches_no_rule_about_what_stands_there():
    """A dispensation for one is idle all the same."""
    planned = program("x", 2021, "development", status="planned")
    rows = {
        "programs": [planned],
        "participants": [person("P")],
        "dispensations": [DISPENSATION | {"rule": "IKM110"}],
    }
    records = evolve(ikm.Records.from_rows(rows), lost={("", "programs")})
    assert idle(records, year=2021) == {"applicable": 1, "violated": 1, "undecided": 0}


def test_another_province_does_not_make_a_rule_have_run():
    """IKM201 judged nobody of South Sulawesi, whoever was mentored elsewhere."""
    jabar = evolve(SULSEL, id="jabar", province="32", potentials={}, announced=())
    rows = {
        "programs": [program("m", 2021, "mentoring", regencies=["32.04"])],
        "participants": [person("P"), person("Q", regency="32.04")],
        "participations": [step("Q", "m", "attending")],
        "dispensations": [DISPENSATION, DISPENSATION | {"id": "E", "participant": "Q"}],
    }
    records = ikm.Records.from_rows(rows, complete=[2020])
    found = idle(records, year=2021, policies=[SULSEL, jabar])
    assert found == {"applicable": 1, "violated": 0, "undecided": 0}  # E waives


def test_a_contested_dispensation_is_one_in_all_provinces():
    """IKM701 counts it for the province of its subject."""
    jabar = evolve(SULSEL, id="jabar", province="32", potentials={}, announced=())
    rows = {
        "programs": [
            program("m", 2021, "mentoring"),
            program("n", 2021, "mentoring", regencies=["32.04"]),
        ],
        "participants": [person("P"), person("Q", regency="32.04")],
        "participations": [step("P", "m", "attending"), step("Q", "n", "attending")],
        "dispensations": [DISPENSATION, DISPENSATION | {"reason": "Lain"}],
    }
    report = ikm.check(ikm.Records.from_rows(rows), year=2021, policies=[SULSEL, jabar])
    assert report.rules["IKM701"].undecided == 1
