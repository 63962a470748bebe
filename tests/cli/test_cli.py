"""The command: data on standard output, words on standard error, an exit code that can be used."""

import datetime as dt
import gc
import io
import json
import os
import runpy
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ikm_sinergi import check, cli, read, rules
from ikm_sinergi.cli import judging, main
from ikm_sinergi.cli.command_line import COMMANDS
from ikm_sinergi.writing.report_files import report_as_json

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
WAJO = str(EXAMPLES / "wajo-continuity")
SULSEL = str(EXAMPLES / "sulsel-2021")
DAY = ["--as-of", "2021-12-31"]

PROGRAM = {"id": "2021-wajo", "year": 2021, "kind": "training", "title": "Pelatihan"}


@pytest.fixture
def run(capsys):
    """Run the command in this process: its exit code, its output and its words."""

    def run(*arguments):
        code = main(list(arguments))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def written(path, tables):
    """Write tables as a JSON file and return its path as text."""
    path.write_text(json.dumps(tables), "utf-8")
    return str(path)


def refused(run, *arguments):
    """Run what is refused and return the one line that says why."""
    code, out, err = run(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("ikm-sinergi: ")
    return err


# --- check ---------------------------------------------------------------------------------


def test_check_prints_the_report_and_ends_with_1_if_an_error_was_found(run):
    """Words are for people; nothing is said on standard error."""
    code, out, err = run("check", WAJO, "--year", "2021", *DAY)
    assert (code, err) == (1, "")
    assert f"{Path(WAJO).as_posix()}/participations.csv:7: IKM201 error: W-2 is mentored" in out
    assert out.endswith("1 waived, 1 not decided)\n")


def test_check_ends_with_0_if_no_error_was_found(run):
    """Warnings alone are no error; with --strict they are."""
    code, out, _ = run("check", SULSEL, "--year", "2021", *DAY)
    assert (code, out.count("IKM401 warning")) == (0, 11)
    assert run("check", SULSEL, "--year", "2021", *DAY, "--strict")[0] == 1


def test_notes_are_never_an_error(run):
    """Not even with --strict."""
    code, out, _ = run("check", WAJO, "--select", "IKM205", "--strict", *DAY)
    assert "IKM205 note" in out
    assert code == 0


@pytest.mark.parametrize(
    ("paths", "levels", "code"),
    [
        ("sulsel", ["warning"], 1),
        ("sulsel", ["note"], 1),
        ("sulsel", ["undecided"], 0),
        ("notes", ["warning"], 0),
        ("notes", ["note"], 1),
        ("doubts", ["warning"], 0),
        ("doubts", ["undecided"], 1),
        ("doubts", ["warning,undecided"], 1),
        ("doubts", ["undecided", "warning"], 1),
        ("errors", ["undecided"], 1),
    ],
)
def test_fail_on_says_for_what_a_check_ends_with_1(run, paths, levels, code):
    """For errors always; a level counts those that weigh more, and doubts are apart."""
    asked = {
        "sulsel": [SULSEL, "--year", "2021"],
        "notes": [WAJO, "--select", "IKM205"],
        "doubts": [f"{WAJO}/programs.csv", f"{WAJO}/participations.csv", "--select", "IKM102"],
        "errors": [WAJO, "--select", "IKM201"],
    }[paths]
    options = [part for level in levels for part in ("--fail-on", level)]
    assert run("check", *asked, *options, *DAY)[0] == code
    assert run("check", *asked, *options, *DAY, "--exit-zero")[0] == 0


def test_what_sets_a_row_aside_is_told_whatever_is_selected(run, tmp_path):
    """As a compiler tells what it cannot parse; other faults are left out as asked."""
    rows = "id,year,kind,title,starts\nA,2021,training,T,soon\nB,2021,workshop,T,soon\n"
    (tmp_path / "programs.csv").write_text(rows, "utf-8")
    (tmp_path / "particpants.csv").write_text("id\n", "utf-8")
    for asked in (["--select", "IKM1,IKM4"], ["--ignore", "IKM0"]):
        code, out, _ = run("check", str(tmp_path), *asked, *DAY, "--format", "json")
        report = json.loads(out)
        told = [
            (one["code"], one["subject"]) for one in report["findings"] if "IKM0" in one["code"]
        ]
        assert code == 1
        assert sorted(map(str, told)) == sorted(
            map(
                str,
                [
                    ("IKM002", {"table": "particpants"}),
                    ("IKM002", {"table": "programs", "id": "B", "field": "kind"}),
                    ("IKM002", {"table": "programs", "id": "B", "field": "starts"}),
                ],
            )
        )
        assert [one["applicable"] for one in report["rules"] if one["code"] == "IKM002"] == [3]


def test_a_policy_may_switch_off_even_that(run, tmp_path):
    """It is the user's own; then the exit code alone says that nothing was judged."""
    (tmp_path / "p.json").write_text('{"programs": [{"id": "A"}]}', "utf-8")
    off = tmp_path / "off.toml"
    text = (Path(WAJO).parent / "policies" / "two-years.toml").read_text("utf-8")
    off.write_text(text.replace('off = ["IKM205"]', 'off = ["IKM001"]'), "utf-8")
    asked = ["check", str(tmp_path / "p.json"), "--policy", str(off), "--year", "2021", *DAY]
    code, out, err = run(*asked, "--select", "IKM201", "--format", "json")
    assert (code, json.loads(out)["findings"]) == (2, [])
    assert err == "ikm-sinergi: nothing could be judged: what was read holds no record to judge\n"


def test_a_run_that_judged_nothing_is_never_green(run, tmp_path):
    """If rows were set aside and nothing is left; tables that are empty are."""
    path = tmp_path / "programs.csv"
    path.write_text("id,year,kind,title\nA,2021,workshop,T\n", "utf-8")
    for asked in ([], ["--select", "IKM201"], ["--select", "IKM0"], ["--exit-zero"]):
        code, out, err = run("check", str(path), *asked, *DAY)
        assert (code, "nothing could be judged" in err) == (2, True)
        assert "IKM002" in out
    report = check(read(path))
    assert (report.ok, report.judged_nothing) == (False, True)
    path.write_text("id,year,kind,title\n", "utf-8")
    assert run("check", str(path), *DAY)[0] == 0
    assert check(read(path)).ok


def test_a_report_is_written_whenever_anything_was_read(run, tmp_path):
    """In the form that was asked for: a good file of empty tables beside a bad one, too."""
    good, bad = tmp_path / "a.json", tmp_path / "b.json"
    good.write_text('{"programs": []}', "utf-8")
    bad.write_text("{", "utf-8")
    code, out, err = run("check", str(good), str(bad), "--format", "json", *DAY)
    assert (code, json.loads(out)["findings"]) == (2, [])
    assert "b.json" in err


def test_a_report_says_which_years_no_policy_speaks_of(run):
    """In JSON as in text."""
    _, out, _ = run("check", WAJO, "--year", "2019-2022", *DAY, "--format", "json")
    report = json.loads(out)
    assert (report["uncovered"], report["unreviewed"]) == ([2019, 2020], [2022])


def test_exit_zero_only_reports(run):
    """For a step of a pipeline that must go on."""
    assert run("check", WAJO, "--exit-zero", *DAY)[0] == 0


def test_json_is_the_report_of_the_library(run):
    """In either language, the same keys, codes and order."""
    code, out, _ = run("check", WAJO, "--year", "2021", *DAY, "--format", "json", "--lang", "id")
    assert code == 1
    report = check(read(WAJO), year=2021, as_of=dt.date(2021, 12, 31))
    assert out == "".join(report_as_json(report, "id"))
    english = json.loads(run("check", WAJO, "--year", "2021", *DAY, "--format", "json")[1])
    indonesian = json.loads(out)
    for finding in english["findings"] + indonesian["findings"]:
        del finding["message"], finding["remedy"]
        for evidence in finding["evidence"]:
            del evidence["says"]
    assert english["findings"] == indonesian["findings"]
    assert english["rules"] == indonesian["rules"]


def test_text_is_indonesian_if_asked_for(run):
    """The whole report."""
    _, out, _ = run("check", WAJO, "--lang", "id", *DAY)
    assert "IKM201 kesalahan: W-2 mengikuti pendampingan" in out
    assert out.splitlines()[0].startswith("Data: program 4")


def test_output_goes_to_a_file(run, tmp_path):
    """And nothing to standard output; a file that cannot be written is one line."""
    path = tmp_path / "report.json"
    code, out, err = run("check", WAJO, *DAY, "--format", "json", "--output", str(path))
    assert (code, out, err) == (1, "", "")
    assert json.loads(path.read_text("utf-8"))["schema_version"] == 1
    assert "cannot be written" in refused(run, "check", WAJO, "--output", str(tmp_path))


def test_years_scopes_and_codes_may_be_many(run):
    """Repeated, with commas, or as a span."""
    options = ["--year", "2020,2021", "--year", "2021-2022", "--scope", "Wajo, 73.12"]
    options += ["--scope", "Kota Parepare", "--select", "IKM4,IKM2", "--select", "IKM801"]
    options += ["--ignore", "IKM404", "--complete", "2019-2020", *DAY, "--format", "json"]
    told = json.loads(run("check", WAJO, *options)[1])
    assert told["years"] == [2021, 2022]
    assert told["scope"] == ["73.12", "73.13", "73.72"]
    codes = {rule["code"] for rule in told["rules"]}
    assert {"IKM201", "IKM401", "IKM801"} <= codes
    assert not {"IKM404", "IKM101"} & codes


@pytest.mark.parametrize("asked", ["ikm201", "newcomer-in-mentoring", "Newcomer-In-Mentoring"])
def test_rules_are_chosen_as_explain_takes_them(run, asked):
    """By code or name, in any letters; a beginning of codes too."""
    options = ["--select", f"{asked},ikm4", "--ignore", "untouched-regency", *DAY]
    told = json.loads(run("check", WAJO, *options, "--format", "json")[1])
    assert [rule["code"] for rule in told["rules"]] == ["IKM201", "IKM402", "IKM403", "IKM404"]


def test_an_area_is_a_scope(run):
    """All its regencies are judged."""
    told = json.loads(run("check", WAJO, "--scope", "luwu raya", "--format", "json")[1])
    assert told["scope"] == ["73.17", "73.22", "73.24", "73.73"]


def test_complete_years_decide_what_was_in_doubt(run, tmp_path):
    """The word of the one who asks."""
    tables = {
        "programs": [{**PROGRAM, "kind": "mentoring", "regencies": ["73.13"]}],
        "participants": [{"id": "P-1", "name": "A", "regency": "73.13"}],
        "participations": [{"participant": "P-1", "program": "2021-wajo"}],
    }
    path = written(tmp_path / "a.json", tables)
    arguments = ["check", path, "--select", "IKM201", *DAY]
    assert run(*arguments)[1].endswith("OK (1 not decided)\n")
    assert run(*arguments, "--complete", "2020")[0] == 1


@pytest.mark.parametrize(
    ("word", "code"),
    [("2020:73.13", 1), ("2019-2020:73.13", 1), ("2020:73.12", 0), ("2019:73.13,2018", 0)],
)
def test_a_year_may_be_complete_for_one_regency(run, tmp_path, word, code):
    """Its IKM are decided, those of others are not; the word for one says nothing of the other."""
    tables = {
        "programs": [{**PROGRAM, "kind": "mentoring", "regencies": ["73.13"]}],
        "participants": [{"id": "P-1", "name": "A", "regency": "73.13"}],
        "participations": [{"participant": "P-1", "program": "2021-wajo"}],
    }
    path = written(tmp_path / "a.json", tables)
    assert run("check", path, "--select", "IKM201", *DAY, "--complete", word)[0] == code


def test_the_day_of_judging_is_today_unless_it_is_said(run):
    """The command knows the day; the library does not ask."""
    told = json.loads(run("check", WAJO, "--format", "json")[1])
    today = dt.datetime.now().astimezone().date()
    assert abs(dt.date.fromisoformat(told["as_of"]) - today) <= dt.timedelta(days=1)


def test_own_policies_replace_the_bundled_one(run, tmp_path):
    """A policy that cannot be used is one line."""
    bundled = Path(cli.__file__).parent.parent / "data" / "policies" / "sulsel-2021.toml"
    text = bundled.read_text("utf-8").replace('id = "sulsel-2021"', 'id = "own"', 1)
    (tmp_path / "own.toml").write_text(text, "utf-8")
    (tmp_path / "bad.toml").write_text("idd = 1\n", "utf-8")
    own = ["--policy", str(tmp_path / "own.toml")]
    told = json.loads(run("check", WAJO, *own, "--format", "json")[1])
    assert told["policies"] == ["own"]
    assert "idd" in refused(run, "check", WAJO, "--policy", str(tmp_path / "bad.toml"))
    assert "nowhere.toml" in refused(run, "check", WAJO, "--policy", "nowhere.toml")


def test_repairs_are_notes_unless_they_are_not_wanted(run, tmp_path):
    """With --no-repairs a value must be written as its column asks for."""
    tables = {"participants": [{"id": "P-1", "name": "A", "regency": 73.06}]}
    path = written(tmp_path / "a.json", tables)
    code, out, _ = run("check", path, *DAY)
    assert (code, "IKM005 note" in out) == (0, True)
    code, out, _ = run("check", path, *DAY, "--no-repairs")
    assert (code, "IKM005 error" in out) == (1, True)


def test_standard_input_is_read_for_a_dash(run, monkeypatch):
    """JSON or JSONL, whichever its first line is."""
    for text in (
        json.dumps({"programs": [PROGRAM, PROGRAM | {"year": "2021"}]}),
        "\n".join(json.dumps({"table": "programs", **PROGRAM, "year": y}) for y in (2021, "2021")),
    ):
        stdin = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="ascii")
        monkeypatch.setattr(sys, "stdin", stdin)
        code, out, _ = run("check", "-", "--select", "IKM002", *DAY)
        assert (code, "IKM002 error" in out) == (1, True)


# --- what cannot be read -------------------------------------------------------------------


def test_a_file_that_cannot_be_read_is_one_line_and_the_others_are_judged(run, tmp_path):
    """The exit code says that the answer is not whole, whatever was found."""
    broken = tmp_path / "broken.json"
    broken.write_text('{"programs": [\n', "utf-8")
    code, out, err = run("check", str(broken), WAJO, "nowhere", "--exit-zero", *DAY)
    assert code == 2
    assert err.splitlines() == [
        f"ikm-sinergi: {broken.as_posix()}:2:1: is no JSON: expecting value",
        "ikm-sinergi: nowhere: there is no such file or folder",
    ]
    assert "IKM401 warning: no coaching program of 2021 serves Kabupaten Bone" not in out
    assert "IKM201 newcomer-in-mentoring (participations W-5, 2021-mentoring)" in out
    assert out.endswith(" not decided, 2 files not read)\n")


def test_nothing_is_reported_of_nothing(run, tmp_path):
    """If no file could be read there is nothing to call OK."""
    for path in ("nowhere", str(tmp_path)):
        refused(run, "check", path)


def test_words_on_standard_error_can_do_nothing_to_a_terminal(run):
    """A name of a file may hold anything."""
    assert "a\\x1b[2J.json" in refused(run, "check", "a\x1b[2J.json")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--select", "IKM999"], "no rule 'IKM999'"),
        (["--ignore", "ikm-201"], "no rule 'ikm-201'; did you mean IKM201"),
        (["--select", "newcomer"], "did you mean newcomer-in-mentoring, newcomer-in-appr"),
        (["--scope", "Luwu Tmur"], "did you mean"),
        (["--scope", "Sleman"], "nothing can be judged for Kabupaten Sleman"),
        (["--policy", "nope.toml"], "ikm-sinergi: nope.toml: there is no such file\n"),
    ],
)
def test_arguments_that_cannot_be_are_one_line(run, options, says):
    """With a hint where there is one."""
    assert says in refused(run, "check", WAJO, *options)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["judge"], "judge"),
        (["check", WAJO, "--output", ""], "argument --output: the name of a place is empty"),
        (["convert", WAJO, "--to", ""], "argument --to: the name of a place is empty"),
        (["template", ""], "argument FILE: the name of a place is empty"),
        (["check", WAJO, "--year", "21"], "'21' is no year"),
        (["check", WAJO, "--fail-on", "wrning"], "'wrning' is none of error, warning, note"),
        (["check", WAJO, "--year", ","], "',' names nothing"),
        (["check", WAJO, "--scope", ","], "argument --scope: ',' names nothing"),
        (["check", WAJO, "--select", ""], "argument --select: '' names nothing"),
        (["check"], "PATH"),
        (["check", WAJO, "--year", "1900"], "'1900' is no year"),
        (["check", WAJO, "--complete", "2020:"], "'' is no code of a regency such as 73.13"),
        (["check", WAJO, "--complete", "2020:Wajo"], "'Wajo' is no code of a regency"),
        (["check", WAJO, "--complete", "73.13:2020"], "'2020' is no code of a regency"),
        (["check", WAJO, "--complete", ":73.13"], "'' names nothing"),
        (["check", WAJO, "--year", "²021"], "'²021' is no year"),
        (["check", WAJO, "--year", "2021-2020"], "'2021-2020' ends before it begins"),
        (["check", WAJO, "--as-of", "31-12-2021"], "'31-12-2021' is no day such as 2021-12-31"),
        (["check", WAJO, "--as-of", "9999-12-31"], "is no day"),
        (["check", WAJO, "--format", "xml"], "xml"),
    ],
)
def test_wrong_usage_ends_with_2(run, arguments, says):
    """One line says how the command is used, the other what is wrong."""
    code, out, err = run(*arguments)
    usage, error = err.splitlines()
    assert (code, out) == (2, "")
    assert usage.startswith("usage: ikm-sinergi ")
    assert says in error


def test_wrong_usage_can_do_nothing_to_a_terminal(run):
    """What was typed is written out."""
    assert "unrecognized arguments: a\\x1b[2J" in run("rules", "a\x1b[2J")[2]


def test_without_a_command_there_is_help(run):
    """For a newcomer; it is wrong usage all the same."""
    code, out, err = run()
    assert (code, out) == (2, "")
    assert err == run("--help")[1]


@pytest.mark.parametrize("command", [name for name, *_ in COMMANDS])
def test_every_command_says_in_one_sentence_what_it_does(run, command):
    """In its own help, below how it is used; the help of all says the same."""
    code, out, err = run(command, "--help")
    assert (code, err) == (0, "")
    usage, says, *_ = out.split("\n\n")
    assert usage.startswith(f"usage: ikm-sinergi {command} ")
    assert (usage.count("\n"), says.count("."), says[-1]) == (0, 1, ".")
    whole = " ".join(run("--help")[1].split())
    assert f"{command} {says[0].lower()}{' '.join(says[1:-1].split())}" in whole


def test_help_and_version_end_with_0(run, monkeypatch):
    """They are asked for, so they are data."""
    code, out, err = run("--help")
    assert (code, err) == (0, "")
    assert "check" in out
    code, out, _ = run("check", "--help")
    assert (code, "--no-repairs" in out) == (0, True)
    monkeypatch.setattr("importlib.metadata.version", lambda _name: "1.2.3")
    assert run("--version") == (0, "ikm-sinergi 1.2.3\n", "")


def test_a_copy_that_is_not_installed_has_no_version(run, monkeypatch):
    """The version is told by the installation."""
    from importlib.metadata import PackageNotFoundError

    def missing(_name):
        raise PackageNotFoundError

    monkeypatch.setattr("importlib.metadata.version", missing)
    assert run("--version") == (0, "ikm-sinergi (not installed)\n", "")


def test_an_exit_without_a_number_is_trouble(monkeypatch):
    """Whatever the parser may do."""

    def leave():
        raise SystemExit("no")

    monkeypatch.setattr(cli, "parser", leave)
    assert main([]) == 2


def test_an_interruption_is_no_traceback(run, monkeypatch):
    """As a shell expects it."""

    def interrupt(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(judging, "read", interrupt)
    assert run("check", WAJO) == (130, "", "")


@pytest.mark.parametrize("was_on", [True, False])
def test_the_collector_is_left_as_it_was(run, monkeypatch, was_on):
    """It rests while records are built, and only then."""
    seen = []

    def look(*_args, **_options):
        seen.append(gc.isenabled())
        raise KeyboardInterrupt

    monkeypatch.setattr(judging, "read", look)
    before = gc.isenabled()
    try:
        (gc.enable if was_on else gc.disable)()
        run("check", WAJO)
        assert (seen, gc.isenabled()) == ([False], was_on)
    finally:
        (gc.enable if before else gc.disable)()


# --- output --------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_output_fits_the_encoding_of_standard_output(monkeypatch, tmp_path, encoding):
    """What it cannot spell is an escape; JSON stays JSON."""
    program = {**PROGRAM, "id": "é-\u0161-😀", "year": "x"}
    path = written(tmp_path / "a.json", {"programs": [program]})

    def printed(*options):
        screen = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(screen, encoding=encoding))
        assert main(["check", path, "--select", "IKM002", *options]) == 2
        return screen.getvalue().decode(encoding)

    assert "IKM002" in printed()
    [finding] = json.loads(printed("--format", "json"))["findings"]
    assert finding["subject"]["id"] == program["id"]


def test_a_stream_without_an_encoding_takes_all(monkeypatch):
    """As one that only keeps text."""
    screen = io.StringIO()
    monkeypatch.setattr(sys, "stdout", screen)
    assert main(["check", WAJO, "--format", "json"]) == 1
    assert json.loads(screen.getvalue())["schema_version"] == 1


@pytest.mark.skipif(os.name == "nt", reason="pipes break in another way on Windows")
def test_a_reader_that_has_seen_enough_is_no_error():
    """`ikm-sinergi ... | head -1` ends in silence, by the signal that says so."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "ikm_sinergi", "check", WAJO, *DAY],
        stdout=writing,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (-signal.SIGPIPE, b"")


def test_a_broken_pipe_sends_the_rest_nowhere(monkeypatch, tmp_path):
    """Also what is still in the buffer when the process ends."""

    class Pipe(io.StringIO):
        def write(self, _text):
            raise BrokenPipeError

        def fileno(self):
            return file.fileno()

    with (tmp_path / "file").open("w", encoding="utf-8") as file:
        monkeypatch.setattr(sys, "stdout", Pipe())
        assert main(["rules"]) == 128 + signal.SIGPIPE
        monkeypatch.delattr(signal, "SIGPIPE")  # other systems know no such signal
        assert main(["rules"]) == 0
        assert os.path.sameopenfile(file.fileno(), os.open(os.devnull, os.O_WRONLY))


# --- explain and rules ---------------------------------------------------------------------


@pytest.mark.parametrize("asked", ["IKM201", "ikm201", "newcomer-in-mentoring"])
def test_explain_shows_the_page_of_a_rule(run, asked):
    """By its code or its name."""
    code, out, _ = run("explain", asked)
    lines = out.splitlines()
    assert (code, lines[0]) == (0, "IKM201 newcomer-in-mentoring (error)")
    assert any(line.startswith("What it finds. ") for line in lines)
    assert {"One finding per: participation", "Sources: S14", "Since version: 0.1.0"} <= set(lines)
    assert any(line.startswith("en: {participant} is mentored") for line in lines)
    assert any(line.startswith("id: {participant} mengikuti pendampingan") for line in lines)
    assert "**" not in out


def test_explain_speaks_indonesian(run):
    """The page and the labels around it; the messages are there in both languages anyway."""
    _, out, _ = run("explain", "IKM504", "--lang", "id")
    assert out.startswith("IKM504 second-grant (catatan)\n")
    assert (
        out.splitlines()[2]
        == "IKM menerima bantuan alat lebih dari satu kali dalam satu tahun anggaran."
    )
    assert "Yang ditemukan." in out
    assert "Inggris" not in out
    assert "Satu temuan per: peserta dan tahun" in out
    assert "Tidak aktif kecuali dipilih dengan kodenya" in out


def test_explain_every_rule(run):
    """Each has a page that can be shown."""
    for rule in rules.ALL:
        code, out, _ = run("explain", rule.code)
        assert (code, rule.headline() in out) == (0, True)


def test_an_unknown_rule_is_one_line_with_a_hint(run):
    """Of a code, or of a name."""
    assert "did you mean IKM20" in refused(run, "explain", "ikm209")
    assert "newcomer-in-mentoring" in refused(run, "explain", "newcomer-in-mentorin")


def test_rules_lists_every_rule(run):
    """One line each, in code order."""
    code, out, _ = run("rules")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == [rule.code for rule in rules.ALL]
    assert "IKM201  error    newcomer-in-mentoring" in out
    assert "IKM201  kesalahan   newcomer" in run("rules", "--lang", "id")[1]


def test_rules_as_json_hold_the_whole_record(run):
    """For another program, or another page."""
    told = json.loads(run("rules", "--format", "json", "--lang", "id")[1])
    [rule] = [rule for rule in told if rule["code"] == "IKM201"]
    assert rule["message"].startswith("{participant} mengikuti pendampingan")
    assert list(rule) == [
        "code",
        "name",
        "severity",
        "unit",
        "sources",
        "since",
        "until",
        "off",
        "message",
        "remedy",
        "page",
    ]


# --- as a program --------------------------------------------------------------------------


def test_the_package_runs_as_a_module(monkeypatch, capsys):
    """`python -m ikm_sinergi` is the command."""
    monkeypatch.setattr(sys, "argv", ["ikm_sinergi", "rules"])
    with pytest.raises(SystemExit) as end:
        runpy.run_module("ikm_sinergi", run_name="__main__")
    assert end.value.code == 0
    assert "IKM201" in capsys.readouterr().out


def test_the_module_does_nothing_when_it_is_imported():
    """Only running it runs it."""
    assert "program" in runpy.run_module("ikm_sinergi.__main__")
