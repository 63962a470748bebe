"""The examples: what they print is in examples/output/, and what they show is true.

`python tests/test_examples.py` writes examples/output/ anew; read the difference first.
"""

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import ikm_sinergi as ikm
from console_examples import PLAIN, run_block
from ikm_sinergi.domain.terms import Outcome, ProgramStatus

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
SCRIPTS = sorted(path.stem for path in EXAMPLES.glob("*.py"))
SETS = sorted(path.parent for path in EXAMPLES.glob("*/README.md"))
LONGEST = 60

UNTOUCHED = {
    "73.02": "Bulukumba",
    "73.03": "Bantaeng",
    "73.04": "Jeneponto",
    "73.05": "Takalar",
    "73.07": "Sinjai",
    "73.08": "Bone",
    "73.10": "Pangkep",
    "73.11": "Barru",
    "73.14": "Sidrap",
    "73.16": "Enrekang",
    "73.71": "Makassar",
}


def output_of(script):
    """What a script prints when it is started at the root of the repository."""
    paths = [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]
    done = subprocess.run(
        [sys.executable, f"examples/{script}.py"],
        cwd=ROOT,
        env={**os.environ, **PLAIN, "PYTHONPATH": os.pathsep.join(paths)},
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return done.stdout


@pytest.fixture(scope="module")
def plan():
    """The plan of 2021 as reported."""
    return ikm.read(EXAMPLES / "sulsel-2021")


@pytest.fixture(scope="module")
def judged(plan):
    """The plan, judged for 2021."""
    return ikm.check(plan, year=2021)


# --- scripts -----------------------------------------------------------------------------


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_prints_what_is_shown_of_it(script):
    """Every script prints exactly what examples/output/ holds."""
    shown = (EXAMPLES / "output" / f"{script}.txt").read_text(encoding="utf-8")
    assert output_of(script) == shown


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_short(script):
    """A script is read in one go."""
    assert len((EXAMPLES / f"{script}.py").read_text(encoding="utf-8").splitlines()) < LONGEST


def test_every_output_has_its_script():
    """No output outlives its script; that of the office files has a test of its own."""
    shown = sorted(path.stem for path in (EXAMPLES / "output").glob("*.txt"))
    assert shown == sorted([*SCRIPTS, "office-files"])


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_the_readme_of_a_set_shows_what_is_printed(folder):
    """The commands in the README of a set print what it shows."""
    readme = (folder / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```console\n(.*?)^```$", readme, re.DOTALL | re.MULTILINE)
    assert blocks
    assert [run_block(block) for block in blocks] == [None] * len(blocks)


# --- the plan as reported ------------------------------------------------------------------


def test_the_plan_leaves_eleven_regencies_untouched(judged):
    """Exactly eleven regencies are reached by no coaching program (S3)."""
    found = [finding.subject["regency"] for finding in judged.findings if finding.code == "IKM401"]
    assert found == sorted(UNTOUCHED)


def test_nothing_else_is_wrong_with_the_plan(judged):
    """There is no error and no other warning, nothing waived and nothing undecided."""
    expected = {"error": 0, "warning": len(UNTOUCHED), "note": 0, "waived": 0, "undecided": 0}
    assert dict(judged.summary) == expected
    assert judged.ok


def test_the_plan_is_the_same_on_any_day_of_the_year(plan):
    """What is found does not hang on the day of judging."""
    import datetime as dt

    early = ikm.check(plan, year=2021, as_of=dt.date(2021, 2, 16))
    late = ikm.check(plan, year=2021, as_of=dt.date(2021, 12, 31))
    assert early.summary == late.summary


def test_the_plan_was_read_without_a_fault(plan):
    """Every row became a record."""
    assert plan.faults == ()
    assert plan.rejects == ()


def test_every_record_of_the_plan_names_its_statement(plan):
    """Nothing is added that no statement says."""
    notes = [one.note for table in ("programs", "grants", "sales") for one in plan.table(table)]
    assert [note for note in notes if not re.match(r"S[0-9]+[:,] ", note or "")] == []


def test_what_the_source_does_not_state_is_not_stated(plan):
    """No lead of 2020 and of S6, no retailer, no dates, no figure of a grant, no IKM."""
    silent = [p for p in plan.programs if p.year == 2020 or p.note.startswith("S6")]
    assert {program.lead for program in silent} == {None}
    assert {program.partners for program in plan.programs if program.year == 2020} == {None}
    assert {(p.starts, p.ends) for p in plan.programs} == {(None, None)}
    assert {(g.quantity, g.value, g.handed_over, g.recipient) for g in plan.grants} == {(None,) * 4}
    assert [(sale.retailer, sale.amount) for sale in plan.sales] == [(None, 70_000_000)]
    assert plan.given == {"programs", "grants", "sales"}


def test_the_programs_of_2021_are_only_planned(plan):
    """What was announced has not been done yet."""
    statuses = {program.status for program in plan.programs if program.year == 2021}
    assert statuses == {ProgramStatus.PLANNED}


def test_equipment_comes_with_the_industry_agencys_own_coaching(plan):
    """Every coaching program led by the industry agency has a grant, and no other has (S7)."""
    own = [program.id for program in plan.programs if program.lead == "disperin-sulsel"]
    assert [grant.program for grant in plan.grants] == own


# --- the made-up participants -------------------------------------------------------------


def test_the_made_up_say_so():
    """Every row of the made-up set carries the word."""
    for path in sorted((EXAMPLES / "wajo-continuity").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert "Made up for this example" in (row.get("note") or row["reason"]), path.name


def test_the_made_up_set_shows_every_outcome():
    """One newcomer, one trained too long ago, one waived, one undecided, one left behind."""
    records = ikm.read(EXAMPLES / "wajo-continuity")
    report = ikm.check(records, year=2021, scope=["Wajo"])
    found = [
        (finding.code, finding.outcome, finding.record.participant)
        for finding in report.findings
        if finding.code == "IKM201"
    ]
    assert found == [
        ("IKM201", Outcome.VIOLATED, "W-2"),
        ("IKM201", Outcome.VIOLATED, "W-3"),
        ("IKM201", Outcome.WAIVED, "W-4"),
        ("IKM201", Outcome.UNDECIDED, "W-5"),
    ]
    others = [finding for finding in report.findings if finding.code != "IKM201"]
    assert [(finding.code, finding.subject["id"]) for finding in others] == [("IKM205", "W-6")]


if __name__ == "__main__":
    for name in SCRIPTS:
        (EXAMPLES / "output" / f"{name}.txt").write_text(output_of(name), encoding="utf-8")
