"""The package itself: what it offers, that this is all a user meets, and that it comes late."""

import ast
import inspect
import re
import subprocess
import sys
import typing
from functools import cached_property
from importlib import metadata
from pathlib import Path

import cattrs
import pytest
from public_names import LEFT_OUT

import ikm_sinergi as ikm
from ikm_sinergi import errors

ROOT = Path(__file__).resolve().parents[2]

LATE = """
import sys
import ikm_sinergi
assert "ikm_sinergi.domain.entities" not in sys.modules
assert "attrs" not in sys.modules
import ikm_sinergi.checking.run
assert callable(ikm_sinergi.check)
assert callable(ikm_sinergi.rule)
assert len(ikm_sinergi.agencies()) == 4
assert ikm_sinergi.rules.ALL
"""


@pytest.mark.parametrize("name", ikm.__all__)
def test_every_public_name_is_there(name):
    """What `__all__` promises can be had and is listed."""
    assert getattr(ikm, name) is not None
    assert name in dir(ikm)


def test_every_error_is_public():
    """What a call may raise can be caught without knowing the modules."""
    named = {name for name in vars(errors) if name.endswith("Error") and not name.startswith("_")}
    assert named <= set(ikm.__all__)


def test_only_what_is_public_is_listed():
    """No module that the package itself needs, loaded or not."""
    own = {name for name in dir(ikm) if name not in ikm.__all__}
    assert all(name.startswith("__") and name.endswith("__") for name in own)
    assert {"__version__", "__doc__", "__name__"} <= own


def test_the_version_is_that_of_the_installed_package(monkeypatch):
    """A checkout that nobody installed has none."""
    assert ikm.__version__ == metadata.version("ikm-sinergi")

    def missing(_name):
        raise metadata.PackageNotFoundError

    monkeypatch.setattr(metadata, "version", missing)
    with pytest.raises(AttributeError, match="not installed"):
        _ = ikm.__version__


def test_the_help_on_check_begins_with_what_it_does():
    """No default is longer than a word."""
    assert all(
        len(repr(one.default)) < 30 for one in inspect.signature(ikm.check).parameters.values()
    )
    assert repr(ikm.rules.ALL[0]) == "<Rule IKM001 missing-value>"


def test_the_rules_are_a_module_that_is_loaded_late_too():
    """`ikm_sinergi.rules.ALL` can be had without importing the module by name."""
    assert ikm.__getattr__("rules") is ikm.rules
    assert len(ikm.rules.ALL) > 40


def test_all_is_sorted_and_complete():
    """The names stand in order, each once."""
    assert list(ikm.__all__) == sorted(set(ikm.__all__))


def test_type_checkers_see_the_same_names_in_the_same_modules():
    """The imports that stand under TYPE_CHECKING are the table again."""
    tree = ast.parse(Path(ikm.__file__).read_text(encoding="utf-8"))
    seen = {
        alias.asname: (node.module, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module.startswith(ikm.__name__)
        for alias in node.names
    }
    table = {
        name: (ikm.__name__ if home == name else f"{ikm.__name__}.{home}", name)
        for name, home in ikm._HOMES.items()
    }
    assert seen == table


def test_an_unknown_name_is_an_attribute_error():
    """A slip is told as by any module."""
    with pytest.raises(AttributeError, match="chek"):
        _ = ikm.chek


def test_names_are_loaded_late_and_stay_what_they_are():
    """Importing the package loads nothing; a module of the same name never hides a function."""
    subprocess.run([sys.executable, "-W", "error", "-c", LATE], check=True)


def test_a_star_import_brings_everything():
    """Whoever wants all names in a session gets them."""
    names = {}
    exec("from ikm_sinergi import *", names)
    assert set(ikm.__all__) <= set(names)


# --- a user meets nothing that is not public ------------------------------------------------


def functions_of(cls):
    """The public methods and properties of a class, and a constructor that it writes itself."""
    for base in cls.__mro__:
        for name, member in vars(base).items():
            if (name[0] == "_" and not is_written(name, member)) or name in LEFT_OUT:
                continue
            if isinstance(member, property):
                yield member.fget
            elif isinstance(member, cached_property):
                yield member.func
            elif inspect.isfunction(inspect.unwrap(getattr(member, "__func__", member))):
                yield getattr(member, "__func__", member)


def is_written(name, member):
    """Whether it is a constructor that stands in a file: attrs makes the others of the fields."""
    if name != "__init__" or not inspect.isfunction(member):
        return False
    return not member.__code__.co_filename.startswith("<")


LATE_TYPES = {"Converter": cattrs.Converter}


def annotations_of(value):
    """Every type that a function or a class names where a user sees it."""
    if inspect.isfunction(value):
        return list(typing.get_type_hints(value, localns=LATE_TYPES).values())
    found = [hint for name, hint in typing.get_type_hints(value).items() if name[0] != "_"]
    return found + [hint for one in functions_of(value) for hint in annotations_of(one)]


def classes_in(hint):
    """Our classes in a type, however deep."""
    if isinstance(hint, list | tuple):
        return {one for part in hint for one in classes_in(part)}
    if inspect.isclass(hint) and hint.__module__.partition(".")[0] == ikm.__name__:
        return {hint}
    return classes_in(typing.get_args(hint)) if typing.get_args(hint) else set()


def public():
    """Every public function and class."""
    values = [getattr(ikm, name) for name in ikm.__all__]
    return [one for one in values if inspect.isclass(one) or inspect.isfunction(one)]


@pytest.mark.parametrize("value", public(), ids=lambda value: value.__name__)
def test_every_type_that_a_user_meets_is_public(value):
    """What a public function takes and returns, and what a public class holds, can be imported."""
    met = {one for hint in annotations_of(value) for one in classes_in(hint)}
    assert {one.__name__ for one in met - set(public())} == set()


def test_the_walk_over_types_finds_what_is_hidden_deep():
    """Inside tuples, mappings, unions and callables; in fields, methods and properties."""
    deep = dict[str, tuple[ikm.Text | None, ...]]
    assert classes_in(deep) == {ikm.Text}
    assert classes_in(typing.Callable[[ikm.Step], ikm.Verdict]) == {ikm.Step, ikm.Verdict}
    met = {one for hint in annotations_of(ikm.Report) for one in classes_in(hint)}
    assert met >= {ikm.Records, ikm.Tally, ikm.Finding}
    assert ikm.Roster in {one for hint in annotations_of(ikm.Records) for one in classes_in(hint)}
    assert LEFT_OUT


PUBLIC_MODULES = {"ikm_sinergi", "ikm_sinergi.strategies"}
PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "examples").rglob("*.md")),
    *sorted((ROOT / "examples").rglob("*.py")),
]


def imported_in(text):
    """The modules of ours that a page or a script imports, and the names it takes from them."""
    found = []
    for line in re.findall(r"^\W*((?:import|from) ikm_sinergi.*)$", text, re.MULTILINE):
        for node in ast.parse(line.partition("  #")[0]).body:
            if isinstance(node, ast.Import):
                found += [(alias.name, None) for alias in node.names]
            else:
                found += [(node.module, alias.name) for alias in node.names]
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_pages_and_examples_use_what_is_public(page):
    """A reader copies nothing that may change without notice."""
    text = page.read_text(encoding="utf-8")
    for module, name in imported_in(text):
        assert module in PUBLIC_MODULES
        assert module != "ikm_sinergi" or name in {None, "strategies", *ikm.__all__}
    assert [name for name in re.findall(r"\bikm\.(\w+)", text) if name not in known()] == []
    # At the beginning of a line it is the last one of a traceback, which Python wrote.
    mentioned = set(re.findall(r".\bikm_sinergi\.(\w+)", text))
    assert mentioned <= {*known(), "__all__"}


def known():
    """What may follow `ikm.`."""
    return {"strategies", *ikm.__all__}


def test_imports_in_pages_are_found():
    """Those in a session too."""
    text = ">>> import ikm_sinergi as ikm\n    from ikm_sinergi.verdicts import Case, may_join\n"
    assert imported_in(text) == [
        ("ikm_sinergi", None),
        ("ikm_sinergi.verdicts", "Case"),
        ("ikm_sinergi.verdicts", "may_join"),
    ]


def test_one_rule_says_what_is_public():
    """It stands in the help of the package, in the design and on the page of the API."""
    words = ("__all__", "rules.ALL", "ikm_sinergi.strategies", "may change without notice")
    for text in (
        ikm.__doc__,
        (ROOT / "docs" / "design.md").read_text(encoding="utf-8"),
        (ROOT / "docs" / "api.md").read_text(encoding="utf-8"),
    ):
        assert [word for word in words if word not in " ".join(text.split())] == []
