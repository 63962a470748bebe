"""Reads vectors/*.toml: what every rule must say about records that an official could write.

A file says once, under `given`, what its cases share, and each case where it differs: it goes
`without` some rows, `but` with others changed, and `also` with more. vectors/README.md tells how.
Whatever changes nothing, or names what is not there, is an error.
"""

import json
import tomllib
from pathlib import Path

import pytest

import ikm_sinergi as ikm
from ikm_sinergi.domain.tables import TABLES

FOLDER = Path(__file__).resolve().parent.parent / "vectors"
ARGUMENTS = ("year", "scope", "as_of", "select", "ignore")
ASKED = (*ARGUMENTS, "complete", "policy")
KINDS = ("finds", "boundary", "undecided", "waived")
SAID = ("title", *KINDS, "findings")
COUNTS = ("applicable", "violated", "waived", "undecided")
CHANGES = ("records", "without", "but", "also")


def plain(value):
    """Return a value of TOML or of a rule as JSON holds it, days as texts."""
    return json.loads(json.dumps(value, default=str))


# --- reading -----------------------------------------------------------------------------


def vectors():
    """Return every vectors file by its code, each case with all its records and counts."""
    files = {path.stem: read(path, ("code",)) for path in sorted(FOLDER.glob("*.toml"))}
    for code, file in files.items():
        refuse(code if file["code"] != code else None, "is named after another rule")
        file["cases"] = [counted(case) for case in file["cases"]]
    return files


def read(path, heads=(), asked=ASKED, said=SAID):
    """Return a file with its cases expanded; what is `asked` may be given for all of them."""
    file = tomllib.loads(path.read_text("utf-8"))
    given = file.get("given", {})
    refuse(file.keys() - {"given", "cases", *heads}, f"{path.name}: no such keys")
    refuse(given.keys() - {"records", *asked}, f"{path.name}: cannot be given")
    for case in file["cases"]:
        refuse(case.keys() - {*asked, *said, *CHANGES}, f"{case['title']}: no such keys")
    return {**file, "cases": [expanded(given, case) for case in file["cases"]]}


def counted(case):
    """Return a case of a rule with its kind, and all its counts; one that is not named is 0."""
    kinds = [name for name in case if name in KINDS]
    refuse(None if len(kinds) == 1 else KINDS, f"{case['title']}: is not of one kind")
    (kind,) = kinds
    expect = case[kind]
    refuse(expect.keys() - {*COUNTS}, f"{case['title']}: no such counts")
    refuse({"applicable"} - expect.keys(), f"{case['title']}: not counted")
    said = {name: value for name, value in case.items() if name != kind}
    return {**said, "kind": kind, "expect": {**dict.fromkeys(COUNTS, 0), **expect}}


def expanded(given, case):
    """Return a case with whatever is given, where it does not say otherwise."""
    title = case["title"]
    asked = {name: value for name, value in given.items() if name != "records"}
    own = {name: value for name, value in case.items() if name not in CHANGES}
    records = {**given.get("records", {})}
    whole, without, but, also = (case.get(change, {}) for change in CHANGES)
    dropped = {name for name, rows in without.items() if rows is True}
    refuse(dropped - {*asked, *records}, f"{title}: not given")
    refuse(dropped & {*own, *whole, *but, *also}, f"{title}: left out, and stated")
    refuse(whole.keys() & {*without, *but, *also}, f"{title}: stated whole, and changed")
    refuse(equal(asked, own) | equal(records, whole), f"{title}: already given")
    for change in (without, but, also):
        refuse([name for name, rows in change.items() if not rows], f"{title}: changes nothing")
    for name in without.keys() - dropped:
        records[name] = less(records.get(name, []), without[name], f"{title}: {name}")
    for name, rows in but.items():
        records[name] = changed(records.get(name, []), rows, TABLES[name].key, f"{title}: {name}")
    for name, rows in also.items():
        there = records.get(name, [])
        refuse([row for row in rows if row in there], f"{title}: {name} already has")
        records[name] = [*there, *rows]
    for name in dropped:
        del (records if name in records else asked)[name]
    return {**asked, **own, "records": {**records, **whole}}


def equal(given, stated):
    """Return the names that stand for the same in both."""
    return {name for name in given.keys() & stated.keys() if given[name] == stated[name]}


def less(rows, patterns, where):
    """Return the rows that are like none of the patterns; for each of them there must be one."""
    for pattern in patterns:
        left = [row for row in rows if not pattern.items() <= row.items()]
        if not pattern or len(left) == len(rows):
            raise ValueError(f"{where} has no row like {pattern}")
        rows = left
    return rows


def changed(rows, changes, key, where):
    """Return the rows with the changes, each of the one row of its key."""
    rows = [*rows]
    for change in changes:
        named = [change.get(field) for field in key]
        same_key = [row for row in rows if [row.get(field) for field in key] == named]
        refuse(change if len(same_key) != 1 else None, f"{where} has no single row like")
        (row,) = same_key
        refuse(change if change.items() <= row.items() else None, f"{where} already says")
        rows[rows.index(row)] = {**row, **change}
    return rows


def refuse(what, why):
    """Raise an error if there is something to refuse."""
    if what:
        raise ValueError(f"{why}: {what}")


# --- what tests do with it ---------------------------------------------------------------


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
