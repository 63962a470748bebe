"""The skeleton of a new rule, as `tools/new_rule.py` writes it."""

import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
add = runpy.run_path(str(ROOT / "tools" / "new_rule.py"))["add"]
TRY = """
import ikm_sinergi as ikm
rule = next(rule for rule in ikm.rules.ALL if rule.code == "IKM209")
assert [one.code for one in ikm.rules.ALL] == sorted(one.code for one in ikm.rules.ALL)
rows = {"programs": [{"id": "a", "year": 2021, "kind": "training", "title": "Pelatihan"}]}
report = ikm.check(ikm.Records.from_rows(rows), select="IKM209")
print(rule.name, rule.headline("en"), report.rules["IKM209"].violated)
"""


@pytest.fixture
def copy(tmp_path):
    """What of the repository the script looks at."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "vectors", tmp_path / "vectors")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_skeleton_runs(copy):
    """It is in the catalogue, in its place, with a page, and judges."""
    written = add("IKM209", "what-is-wrong", copy)
    assert [file.name for file in written] == [
        "ikm209.py",
        "ikm209.en.md",
        "ikm209.id.md",
        "IKM209.toml",
        "__init__.py",
    ]
    run = subprocess.run(
        [sys.executable, "-c", TRY],
        env={"PYTHONPATH": str(copy / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stderr == ""
    assert run.stdout == "what-is-wrong One sentence that says what is wrong. 1\n"


@pytest.mark.parametrize(
    ("code", "name", "says"),
    [
        ("IKM201", "what-is-wrong", "never reused"),
        ("IKM909", "what-is-wrong", "no hundred"),
        ("IKM20", "what-is-wrong", "IKM209 what-is-wrong"),
        ("IKM209", "What is wrong", "IKM209 what-is-wrong"),
    ],
)
def test_what_cannot_be_is_refused(copy, code, name, says):
    """Nothing is written then."""
    before = sorted(copy.rglob("*"))
    with pytest.raises(ValueError, match=says):
        add(code, name, copy)
    assert sorted(copy.rglob("*")) == before
