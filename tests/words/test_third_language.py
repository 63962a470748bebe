"""A third language is one file: a made-up one, laid into a copy of the package, speaks."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import ikm_sinergi as ikm

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "ikm_sinergi"
ASKED = ("examples/wajo-continuity", "--year", "2021", "--as-of", "2021-12-31")

RULE = """
[rules.IKM201]
message = "<{participant} lacks {kinds} of {before}>"
remedy = "<{kinds} first>"
"""


def made_up():
    """Return a language made of English: every sentence in guillemets but one, which is missing."""
    english = (PACKAGE / "data" / "words" / "en.toml").read_text("utf-8")
    marked = re.sub(r'^(.+ = ")(.*)"$', r'\1«\2»"', english, flags=re.MULTILINE)
    without, missing = re.subn(r"\nstep_too_early = .*", "", marked)
    assert missing == 1
    return without + RULE


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Return a function that runs the command of a copy which has the file of that language."""
    folder = tmp_path_factory.mktemp("copy")
    copy = folder / "ikm_sinergi"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "data" / "words" / "xx.toml").write_text(made_up(), "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1"}

    def run_command(*arguments):
        command = [sys.executable, "-m", "ikm_sinergi", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
        )

    return run_command


def test_a_report_speaks_it(run):
    """Labels, sentences and a rule's own message; what it lacks is said in English."""
    done = run("check", *ASKED, "--lang", "xx")
    assert (done.returncode, done.stderr) == (1, "")
    first, judged, *lines = done.stdout.splitlines()
    assert first.startswith("«Records»: «programs» ")
    assert judged.startswith("«Judged: 2021, by sulsel-2021 as of ")
    lacking = [line for line in lines if "IKM201 «error»: " in line]
    assert lacking[0].endswith(": IKM201 «error»: <W-2 lacks «training» of 2020>")
    assert "  «To do: <«training» first>»" in lines
    told = "completed «training» in 2019, the rule needs 2020"
    assert f"    - {told} (participations W-3, 2019-training)" in lines
    assert lines[-1].startswith("«2 errors», ")


def test_json_differs_in_words_only(run):
    """Keys, codes, values and figures are those of every language."""

    def said(lang):
        return json.loads(run("check", *ASKED, "--lang", lang, "--format", "json").stdout)

    def wordless(report):
        for finding in report["findings"]:
            words = [finding.pop("message"), finding.pop("remedy")]
            words += [evidence.pop("says") for evidence in finding["evidence"]]
            yield words, finding

    english, made = said("en"), said("xx")
    assert (english.pop("lang"), made.pop("lang")) == ("en", "xx")
    pairs = list(zip(wordless(english), wordless(made), strict=True))
    assert pairs
    assert all(first == second for (_, first), (_, second) in pairs)
    assert english == made
    ours = [words for _, (words, finding) in pairs if finding["code"] == "IKM201"]
    assert ours[0] == ["<W-2 lacks «training» of 2020>", "<«training» first>"]


def test_a_page_and_figures_speak_it(run):
    """What else the command prints."""
    assert "«One finding per: «participation»»" in run("explain", "IKM201", "--lang", "xx").stdout
    reach = run("coverage", "examples/sulsel-2021", "--year", "2021", "--lang", "xx").stdout
    assert reach.startswith("«Reach of the plan of 2021»\n")


def test_a_language_without_a_file_is_refused(run):
    """By the command with those that there are, and by the library."""
    done = run("check", *ASKED, "--lang", "yy")
    assert done.returncode == 2
    assert all(f"'{lang}'" in done.stderr for lang in ("en", "id", "xx"))
    with pytest.raises(ikm.InvalidValueError, match="which speaks 'en', 'id'"):
        ikm.Text("a", "b").say("xx")
