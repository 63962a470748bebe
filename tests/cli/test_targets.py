"""Commands never write over what they read, and ask before they write over anything else."""

import io
import json
import os
import shutil
import sys
from pathlib import Path

import pytest

import ikm_sinergi as ikm
from ikm_sinergi.cli import main

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FORM = EXAMPLES / "office-files" / "08 isian baku.xlsx"
OWNED = {"id": "P-1", "name": "IKM Contoh", "owner": {"nik": "7306000000000001"}}
YEAR = ["--year", "2021"]


@pytest.fixture
def place(tmp_path):
    """A folder with a filled form, records with an owner, tables of ours and a policy."""
    shutil.copy(FORM, tmp_path / "a.xlsx")
    (tmp_path / "b.json").write_text(json.dumps({"participants": [OWNED]}), "utf-8")
    (tmp_path / "office").mkdir()
    shutil.copy(FORM, tmp_path / "office")
    shutil.copytree(EXAMPLES / "wajo-continuity", tmp_path / "wajo")
    shutil.copy(EXAMPLES / "policies" / "two-years.toml", tmp_path / "own.toml")
    return tmp_path


def kept(place):
    """The bytes of every file in a folder, and in those in it."""
    return {one: one.read_bytes() for one in sorted(place.rglob("*")) if one.is_file()}


def refused(capsys, place, *arguments):
    """Run, at a place, what is refused and changes nothing; return the one line."""
    before = kept(place)
    code = main([str(one) for one in arguments])
    printed = capsys.readouterr()
    assert (code, printed.out, printed.err.count("\n")) == (2, "", 1)
    assert kept(place) == before
    return printed.err


READ = [
    ["check", "a.xlsx", "--format", "xlsx", "--output", "a.xlsx"],
    ["check", "b.json", "--output", "b.json"],
    ["check", "nowhere", "b.json", "--output", "wajo/../b.json"],
    ["check", "wajo", "--output", "wajo/programs.csv"],
    ["check", ".", "--format", "xlsx", "--output", "a.xlsx"],
    ["check", "b.json", "--policy", "own.toml", "--output", "own.toml"],
    ["convert", "b.json", "--to", "b.json", "--force"],
    ["convert", "wajo", "--to", "wajo", "--force"],
    ["convert", "office", "--to", "./office"],
    ["convert", "office", "wajo", "--to", "wajo/../office", "--force"],
    ["convert", "a.xlsx", "wajo/programs.csv", "--to", "wajo", "--force"],
    ["eligible", "b.json", "--kind", "mentoring", *YEAR, "--output", "b.json"],
    ["coverage", "b.json", *YEAR, "--output", "b.json"],
    ["cohorts", "b.json", "--output", "b.json"],
    ["candidates", "b.json", *YEAR, "--output", "b.json"],
    ["outcomes", "b.json", "--output", "b.json"],
    ["compare", "wajo", "b.json", "--output", "b.json"],
    ["compare", "b.json", "wajo", "--output", "b.json"],
    ["compare", "wajo", "wajo", "--policy-before", "own.toml", "--output", "own.toml"],
    ["compare", "wajo", "wajo", "--policy-after", "own.toml", "--output", "own.toml"],
]


@pytest.mark.parametrize("arguments", READ, ids=" ".join)
def test_what_is_read_is_never_written_over(place, capsys, monkeypatch, arguments):
    """By any command, under whatever name, and not by force either."""
    monkeypatch.chdir(place)
    words = refused(capsys, place, *arguments)
    assert "is among what is read: write to another place" in words


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_links_lead_to_what_is_read(place, capsys):
    """From the file that is read, or to it, or a second name of it."""
    (place / "link.json").symlink_to("b.json")
    os.link(place / "b.json", place / "second.json")
    for source in ("b.json", "link.json"):
        for target in ("b.json", "link.json", "second.json"):
            options = ["--output", place / target]
            assert "among what is read" in refused(capsys, place, "check", place / source, *options)
    (place / "wajo" / "sales.csv").symlink_to(place / "b.json")
    options = ["--output", place / "b.json"]
    assert "among what is read" in refused(capsys, place, "check", place / "wajo", *options)


def test_what_an_office_sent_beside_tables_of_ours_is_spared_too(place, capsys):
    """It is not read, but it is in the folder that is."""
    shutil.copy(FORM, place / "wajo" / "daftar.xlsx")
    options = ["--format", "xlsx", "--output", place / "wajo" / "daftar.xlsx"]
    assert "among what is read" in refused(capsys, place, "check", place / "wajo", *options)


def test_standard_input_may_be_the_file(place, capsys, monkeypatch):
    """As a shell gives it; input that is no file at all is nothing to spare."""
    with (place / "b.json").open(encoding="utf-8") as opened:
        monkeypatch.setattr(sys, "stdin", opened)
        options = ["--output", place / "b.json"]
        assert "among what is read" in refused(capsys, place, "check", "-", *options)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"programs": []}')))
    assert main(["check", "-", "--output", str(place / "b.json")]) == 0


def test_a_report_may_replace_an_earlier_one(place, capsys):
    """In any folder, that of the records too."""
    for target in (place / "report.txt", place / "wajo" / "report.txt"):
        for _ in range(2):
            assert main(["check", str(place / "wajo"), "--output", str(target)]) == 1
    assert capsys.readouterr().err == ""


def test_what_is_no_file_is_written_to(place, capsys):
    """A device takes all, whether or not it is read as well."""
    assert main(["check", str(place / "wajo"), "--output", os.devnull]) == 1
    assert capsys.readouterr() == ("", "")


# --- what is there already -----------------------------------------------------------------


def test_a_filled_form_stays_unless_it_is_forced(place, capsys):
    """An empty form of the same name would be the end of a day's work."""
    words = refused(capsys, place, "template", place / "a.xlsx")
    assert words.endswith("a.xlsx: is there already: --force writes over it\n")
    assert main(["template", str(place / "a.xlsx"), "--force"]) == 0
    assert ikm.read(place / "a.xlsx").programs == ()
    assert main(["template", str(place / "new.xlsx")]) == 0


@pytest.mark.parametrize("name", ["old.json", "old.jsonl", "old.xlsx", "folder"])
def test_convert_replaces_only_by_force(place, capsys, name):
    """A file, or the tables in a folder."""
    target = place / name
    if name == "folder":
        target.mkdir()
        (target / "programs.csv").write_text("id,year,kind,title\n", "utf-8")
    else:
        target.write_text("old", "utf-8")
    arguments = ["convert", place / "wajo", "--to", target]
    assert "is there already" in refused(capsys, place, *arguments)
    assert main([*map(str, arguments), "--force"]) == 0
    assert len(ikm.read(target).programs) == 4


def test_a_folder_with_other_files_takes_tables(place):
    """Nothing is written over there."""
    (place / "folder").mkdir()
    (place / "folder" / "README.md").write_text("#", "utf-8")
    assert main(["convert", str(place / "wajo"), "--to", str(place / "folder")]) == 0
    assert (place / "folder" / "programs.csv").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_a_link_to_nothing_is_there(place, capsys):
    """It would be replaced."""
    (place / "link.json").symlink_to("later.json")
    arguments = ["convert", place / "b.json", "--to", place / "link.json"]
    assert "is there already" in refused(capsys, place, *arguments)


def test_a_folder_in_the_place_of_a_file_is_told_by_who_writes(place, capsys):
    """Force would not help."""
    (place / "form.xlsx").mkdir()
    assert "cannot be written" in refused(capsys, place, "template", place / "form.xlsx")
