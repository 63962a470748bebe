"""The commands about one IKM and about the plan, in every form and both languages."""

import csv
import io
import json
from pathlib import Path

import pytest

from ikm_sinergi.cli import main

WAJO = str(Path(__file__).resolve().parents[2] / "examples" / "wajo-continuity")
DAY = ["--as-of", "2021-12-31"]
ASKED = {
    "eligible": [WAJO, "--kind", "mentoring", "--year", "2021", *DAY],
    "coverage": [WAJO, "--year", "2021", "--scope", "Wajo,73.12"],
    "cohorts": [WAJO],
    "candidates": [WAJO, "--year", "2021", *DAY],
    "outcomes": [WAJO],
    "compare": [WAJO, WAJO, "--year", "2021", *DAY],
}


@pytest.fixture
def run(capsys):
    """Run the command in this process: its exit code, its output and its words."""

    def run(*arguments):
        code = main(list(arguments))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.mark.parametrize("command", ASKED)
@pytest.mark.parametrize("lang", ["en", "id"])
def test_every_command_answers_in_every_form(run, command, lang):
    """Text says something, JSON and CSV can be read, and keys stay the same in both languages."""
    expected = 1 if command == "eligible" else 0
    code, text, err = run(command, *ASKED[command], "--lang", lang)
    assert (code, err) == (expected, "")
    assert text.strip()
    code, out, err = run(command, *ASKED[command], "--lang", lang, "--format", "json")
    assert (code, err) == (expected, "")
    found = json.loads(out)
    assert (found["schema_version"], found["lang"]) == (1, lang)
    code, out, err = run(command, *ASKED[command], "--lang", lang, "--format", "csv")
    assert (code, err) == (expected, "")
    head, *_ = csv.reader(io.StringIO(out))
    assert all(key.isascii() and key.islower() for key in head)


def test_a_newcomer_is_told_what_would_help(run):
    """One participant can be asked for; not eligible ends with 1, eligible with 0."""
    code, out, _ = run("eligible", *ASKED["eligible"], "--participant", "W-2")
    assert code == 1
    assert out.startswith("W-2: not eligible for mentoring in 2021")
    assert "A completed training in 2021 makes it eligible in 2022." in out
    assert run("eligible", *ASKED["eligible"], "--participant", "W-1")[0] == 0


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("en", "  dispensation D-1 does not cover: it is for 2021\n"),
        ("id", "  dispensasi D-1 tidak mencakup hal ini: ditetapkan untuk tahun 2021\n"),
    ],
)
def test_a_verdict_names_what_does_not_cover_and_an_old_policy(run, lang, says):
    """Who was let in once by a dispensation asks again, in a year for which nobody reviewed."""
    asked = ["--participant", "W-4", "--kind", "mentoring", "--as-of", "2022-12-31"]
    code, out, _ = run("eligible", WAJO, *asked, "--year", "2022", "--lang", lang)
    assert code == 1
    assert says in out
    assert out.splitlines()[-1].endswith("2022")
    assert "2022" not in run("eligible", WAJO, *asked, "--year", "2021")[1].splitlines()[-1]


def test_figures_stand_before_the_rows(run):
    """Coverage names the untouched among its facts."""
    found = json.loads(run("coverage", *ASKED["coverage"], "--format", "json")[1])
    assert found["untouched"] == ["73.12"]
    rows = ["73.12", "73.13", "elsewhere", "unplaced", "total"]
    assert [row["regency"] for row in found["coverage"]] == rows
    assert {row["kind"] for row in found["coverage_by_kind"]} == {"mentoring", "apprenticeship"}


def test_records_without_results_have_no_rows_of_nothing(run, tmp_path):
    """One sentence in their place; other formats keep the rows."""
    assert run("outcomes", WAJO)[1] == (
        "These records hold no results (table results), so no change can be shown.\n"
    )
    assert run("outcomes", WAJO, "--lang", "id")[1].startswith("Data ini tidak memuat hasil")
    assert len(json.loads(run("outcomes", WAJO, "--format", "json")[1])["outcomes"]) > 0
    assert run("outcomes", WAJO, "--output", str(tmp_path / "a.txt"))[1] == ""
    assert "no change" in (tmp_path / "a.txt").read_text("utf-8")
    row = {"participant": "W-1", "year": 2020, "measure": "workers", "value": 1}
    (tmp_path / "results.jsonl").write_text(json.dumps({"table": "results", **row}), "utf-8")
    assert "trained in" in run("outcomes", WAJO, str(tmp_path / "results.jsonl"))[1]


def test_compare_ends_with_1_if_a_verdict_changed(run):
    """A rule switched off in the second policy is a difference with its reason."""
    own = Path(__file__).resolve().parents[2] / "src/ikm_sinergi/data/policies/sulsel-2021.toml"
    code, out, _ = run("compare", *ASKED["compare"], "--policy-after", str(own), "--format", "csv")
    assert (code, len(out.splitlines())) == (0, 1)


def test_two_versions_of_the_records_are_compared(run, tmp_path):
    """A newcomer that left the records is a finding less."""
    rows = {
        "programs": [{"id": "m21", "year": 2021, "kind": "mentoring", "title": "A"}],
        "participants": [{"id": "P", "name": "IKM contoh"}],
        "participations": [{"participant": "P", "program": "m21"}],
    }
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    before.write_text(json.dumps(rows), "utf-8")
    after.write_text(json.dumps({**rows, "participations": []}), "utf-8")
    asked = ["--year", "2021", "--complete", "2020", "--select", "IKM201"]
    code, out, _ = run("compare", str(before), str(after), *asked, "--format", "json")
    (row,) = json.loads(out)["comparison"]
    assert code == 1
    assert (row["before"], row["after"]) == ("violated", None)
    assert row["because"] == ["participations P m21 was removed"]


@pytest.mark.parametrize("command", ASKED)
def test_a_path_that_is_not_there_ends_with_2(run, command):
    """One clear line, and no answer from nothing."""
    asked = [argument for argument in ASKED[command] if argument != WAJO]
    places = ["nowhere", "nowhere"] if command == "compare" else ["nowhere"]
    code, out, err = run(command, *places, *asked)
    assert (code, out) == (2, "")
    assert "there is no such file or folder" in err


@pytest.mark.parametrize("command", ASKED)
def test_a_bad_file_beside_good_ones_ends_with_2(run, command, tmp_path):
    """The others are answered for all the same."""
    good = {
        "programs": [{"id": "t20", "year": 2020, "kind": "training", "title": "A"}],
        "participants": [{"id": "P", "name": "IKM contoh"}],
    }
    for table, rows in good.items():
        head = ",".join(rows[0])
        line = ",".join(str(value) for value in rows[0].values())
        (tmp_path / f"{table}.csv").write_text(f"{head}\n{line}\n", "utf-8")
    (tmp_path / "grants.csv").write_bytes(b"\xff\xfe")
    asked = [argument for argument in ASKED[command] if argument != WAJO]
    places = [str(tmp_path)] * (2 if command == "compare" else 1)
    code, out, err = run(command, *places, *asked)
    assert code == 2
    assert out
    assert "grants.csv" in err


def test_records_without_participants_have_nobody_to_ask_for(run, tmp_path):
    """Nobody is no answer."""
    path = tmp_path / "records.json"
    path.write_text(json.dumps({"programs": []}), "utf-8")
    code, out, err = run("eligible", str(path), "--kind", "mentoring", "--year", "2021")
    assert (code, out) == (2, "")
    assert "no participant" in err


def test_what_is_not_known_has_its_cause_below_the_rows(run):
    """Text marks it and says why once; JSON says it in the row; CSV leaves the cell empty."""
    asked = ["coverage", *ASKED["coverage"], *DAY]
    code, out, _ = run(*asked)
    assert code == 0
    assert "  1 of 2 touched; not known of 0\n" in out
    assert "  ?1  the table grants was not given\n" in out
    wajo = next(line for line in out.splitlines() if line.startswith("  73.13"))
    assert wajo.split()[-3:] == ["?1", "-", "-"]
    found = json.loads(run(*asked, "--format", "json")[1])
    *_, total = found["coverage"]
    assert (total["regency"], total["grants"]) == ("total", None)
    assert total["unknown"] == {"grants": "the table grants was not given"}
    rows = list(csv.DictReader(io.StringIO(run(*asked, "--format", "csv")[1])))
    assert rows[-1]["grants"] == ""


@pytest.mark.parametrize("command", ["coverage", "cohorts", "outcomes"])
def test_figures_that_go_out_say_so(run, command, tmp_path):
    """A group of five is not in the example, so no number of IKM but 0 is left."""
    (tmp_path / "results.jsonl").write_text('{"table": "results"}\n', "utf-8")
    path, *more = ASKED[command]
    asked = [command, path, str(tmp_path / "results.jsonl"), *more, "--publish", *DAY]
    code, out, _ = run(*asked, "--complete", "2020,2021")
    assert code == 0
    found = json.loads(run(*asked, "--complete", "2020,2021", "--format", "json")[1])
    assert found["published"] is True
    counted = {"participants", "grants", "trained", "completed", "neither", "people", "no_data"}
    numbers = {row[key] for row in found[command] for key in counted & row.keys()}
    assert not numbers & {1, 2, 3, 4}
    if command != "outcomes":
        assert "For publication" in out
        assert "withheld" in out
