"""Makes the documentation's examples tests, and property tests the same on every run."""

import os
from doctest import ELLIPSIS
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase
from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser

from console_examples import ConsoleBlockParser

ROOT = Path(__file__).resolve().parent

# Everybody runs the same examples, here and in CI. Nothing is judged by the clock: a slow machine
# must not fail a test. `make search` looks further, and keeps what failed until it no longer does.
settings.register_profile(
    "fixed",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
    database=None,
    print_blob=True,
)
settings.register_profile(
    "search",
    settings.get_profile("fixed"),
    derandomize=False,
    database=DirectoryBasedExampleDatabase(ROOT / ".search"),
    max_examples=1_000,
)
settings.load_profile("fixed")


def enter_root(namespace):
    """Let an example name files as a reader would, from the root of the repository."""
    namespace["_before"] = Path.cwd()
    os.chdir(ROOT)


def leave_root(namespace):
    """Go back to where the tests were."""
    os.chdir(namespace["_before"])


pages = Sybil(
    parsers=[
        PythonCodeBlockParser(doctest_optionflags=ELLIPSIS),
        ConsoleBlockParser(),
        SkipParser(),
    ],
    patterns=["README.md", "docs/*.md", "docs/**/*.md"],
    setup=enter_root,
    teardown=leave_root,
)
docstrings = Sybil(
    parsers=[DocTestParser(optionflags=ELLIPSIS)],
    patterns=["src/ikm_sinergi/*.py", "src/ikm_sinergi/**/*.py"],
    setup=enter_root,
    teardown=leave_root,
)
pytest_collect_file = (pages + docstrings).pytest()
