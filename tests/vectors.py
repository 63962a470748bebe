"""Reads vectors/*.toml: what every rule must say about records that an official could write."""

import json
import tomllib
from pathlib import Path

import pytest

import ikm_sinergi as ikm

FOLDER = Path(__file__).resolve().parent.parent / "vectors"
ARGUMENTS = ("year", "scope", "as_of", "select", "ignore")


def plain(value):
    """Return a value of TOML or of a rule as JSON holds it, days as texts."""
    return json.loads(json.dumps(value, default=str))


def vectors():
    """Return every vectors file by its code."""
    files = (tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml")))
    return {file["code"]: file for file in files}


def cases():
    """Return every case as a parameter, named after its code and title."""
    return [
        pytest.param(code, case, id=f"{code}: {case['title']}")
        for code, file in vectors().items()
        for case in file["cases"]
    ]


def records_of(case):
    """Build the records of a case from its rows."""
    return ikm.Records.from_rows(case["records"], complete=case.get("complete", ()))


def report_of(records, case):
    """Check records with the arguments of a case."""
    arguments = {name: case[name] for name in ARGUMENTS if name in case}
    if "policy" in case:
        arguments["policies"] = [ikm.read_policy(FOLDER / case["policy"])]
    return ikm.check(records, **arguments)
