"""Reads vectors/*.toml: what every rule must say about records that an official could write."""

import json
import tomllib
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "vectors"
KINDS = ("finds", "boundary", "undecided", "waived")


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
