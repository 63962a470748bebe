"""The commands about policy files: one to fill in, what is wrong in one, and a form by one."""

import json
from pathlib import Path

import pytest

from ikm_sinergi.cli import main, policy_files

BUNDLED = "src/ikm_sinergi/data/policies/sulsel-2021.toml"


@pytest.fixture
def run(capsys):
    """Run the command: its exit code, and what it says."""

    def go(*arguments):
        code = main([*map(str, arguments)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return go


def test_new_policy_has_problems_until_it_is_filled_in(run, tmp_path):
    """Each on a line of its own, with file and line; the exit code says that there are some."""
    path = tmp_path / "own.toml"
    assert run("policy", "new", "--province", "32", "--year", "2022", path) == (0, "", "")
    lines = path.read_text("utf-8").splitlines()
    code, out, err = run("policy", "check", path)
    *problems, empty, count = out.splitlines()
    assert (code, err, empty, count) == (1, "", "", f"{len(problems)} problems")
    number = 1 + lines.index('partners = "?"')
    assert f"{path}:{number}: partners: is still to be decided" in problems


def test_good_policy_is_ok(run):
    """And nothing else is said."""
    assert run("policy", "check", BUNDLED) == (0, "OK\n", "")
    assert run("policy", "check", BUNDLED, "--format", "json") == (0, "[]\n", "")


def test_problems_for_programs(run, tmp_path):
    """A list of objects; what has no line or place has none."""
    path = tmp_path / "own.toml"
    path.write_text(Path(BUNDLED).read_text("utf-8").replace("few_workers = 19", "few_workers = 0"))
    code, out, _ = run("policy", "check", path, "--format", "json")
    (problem,) = json.loads(out)
    assert (code, problem["file"], problem["place"]) == (1, str(path), "size.few_workers")
    assert path.read_text("utf-8").splitlines()[problem["line"] - 1].startswith("few_workers")
    path.write_text("a = [")
    (problem,) = json.loads(run("policy", "check", path, "--format", "json")[1])
    assert (problem["line"], problem["place"]) == (None, None)
    code, out, _ = run("policy", "check", path)
    assert (code, out.splitlines()[-1]) == (1, "1 problem")
    assert out.startswith(f"{path}: is no TOML: ")


def test_policy_that_cannot_be_read_is_trouble(run, tmp_path):
    """It was not judged."""
    code, out, err = run("policy", "check", tmp_path / "none.toml")
    assert (code, out) == (2, "")
    assert "there is no such file" in err


def test_new_policy_is_of_this_year(run, tmp_path, monkeypatch):
    """Unless another is asked for; the command knows the day, the library does not."""

    class Day(policy_files.dt.datetime):
        """A clock that stands still."""

        @classmethod
        def now(cls, tz=None):
            """Return a day of 2024."""
            return cls(2024, 5, 6, tzinfo=tz)

    monkeypatch.setattr(policy_files.dt, "datetime", Day)
    run("policy", "new", "--province", "Jawa Barat", tmp_path / "own.toml")
    assert "valid_from = 2024-01-01" in (tmp_path / "own.toml").read_text("utf-8")


def test_new_policy_is_in_the_language_asked_for(run, tmp_path):
    """Its comments are; keys and marks never change."""
    for lang in ("en", "id"):
        run("policy", "new", "--province", "32", tmp_path / lang, "--lang", lang)
    texts = [(tmp_path / lang).read_text("utf-8").splitlines() for lang in ("en", "id")]
    said = [[line for line in text if not line.startswith("#")] for text in texts]
    assert said[0] == said[1]
    assert "Asal semua ini" in "".join(texts[1])


def test_new_policy_writes_over_a_file_only_if_told_to(run, tmp_path):
    """Somebody may have filled it in."""
    path = tmp_path / "own.toml"
    path.write_text("mine")
    code, _, err = run("policy", "new", "--province", "32", path)
    assert (code, path.read_text("utf-8")) == (2, "mine")
    assert "is there already: --force writes over it" in err
    assert run("policy", "new", "--province", "32", path, "--force")[0] == 0
    assert "jawa-barat" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["new", "--province", "99", "a.toml"], "no province is called '99'"),
        (["new", "--province", "Jawa Barrat", "a.toml"], "did you mean Jawa Barat?"),
        (["new", "a.toml"], "--province"),
        (["new", "--province", "32", ""], "argument FILE: the name of a place is empty"),
        (["new", "--province", "32", "--year", "21", "a.toml"], "'21' is no year"),
        (["check"], "FILE"),
        ([], "COMMAND"),
    ],
)
def test_wrong_usage_ends_with_2(run, tmp_path, monkeypatch, arguments, says):
    """And nothing is written."""
    monkeypatch.chdir(tmp_path)
    code, out, err = run("policy", *arguments)
    assert (code, out) == (2, "")
    assert says in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("command", "option"), [("new", "--province"), ("check", "--format")])
def test_help_of_each(run, command, option):
    """How it is used, and what it does."""
    code, out, _ = run("policy", command, "--help")
    assert code == 0
    assert out.startswith(f"usage: ikm-sinergi policy {command} ")
    assert option in out


def test_bundled_policy_is_named_by_its_id(run):
    """So that it can judge beside one of another province; anything else is a file."""
    given = ["check", "examples/wajo-continuity", "--year", "2021", "--scope", "Wajo"]
    other = ["--policy", "examples/another-province/policy.toml"]
    code, out, _ = run(*given, *other, "--policy", "sulsel-2021", "--as-of", "2021-12-31")
    assert (code, "by made-up-jawa-barat, sulsel-2021 as of" in out) == (1, True)
    code, _, err = run(*given, "--policy", "sulsel-2020")
    assert (code, "sulsel-2020: there is no such file" in err) == (2, True)


def test_template_of_a_policy_offers_its_province(run, tmp_path):
    """A file of regencies of another province than the bundled policy's."""
    policy, form = tmp_path / "own.toml", tmp_path / "form.xlsx"
    text = Path("examples/policies/two-years.toml").read_text("utf-8")
    policy.write_text(text.replace('province = "73"', 'province = "32"'))
    assert run("template", form, "--policy", policy) == (0, "", "")
    from ikm_sinergi.reading import grids_of

    cells = {cell for grid in grids_of([form]) for row in grid.rows for cell in row}
    assert "32.04 \u2013 Kabupaten Bandung" in cells
    assert "73.13 \u2013 Kabupaten Wajo" not in cells


def test_template_never_replaces_its_policy(run, tmp_path):
    """It is among what is read."""
    policy = tmp_path / "own.xlsx"
    policy.write_text(Path("examples/policies/two-years.toml").read_text("utf-8"))
    code, _, err = run("template", policy, "--policy", policy, "--force")
    assert code == 2
    assert "is among what is read" in err
