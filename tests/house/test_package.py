"""The package itself: what it offers, and that it offers it late."""

import inspect
import subprocess
import sys
from importlib import metadata

import pytest

import ikm_sinergi as ikm
from ikm_sinergi import errors

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
    assert set(errors.__all__) <= set(ikm.__all__)


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
