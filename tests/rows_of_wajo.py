"""Rows of made-up records of Kabupaten Wajo, as several suites begin with them."""

WAJO = "73.13"


def program(identifier="t20", year=2020, kind="training", **fields):
    """A row of a program of Wajo; None leaves a field out."""
    row = {"id": identifier, "year": year, "kind": kind, "title": "Contoh", "regencies": [WAJO]}
    return {name: value for name, value in (row | fields).items() if value is not None}


def person(identifier, **fields):
    """A row of a participant of Wajo; None leaves a field out."""
    row = {"id": identifier, "name": f"IKM contoh {identifier}", "regency": WAJO} | fields
    return {name: value for name, value in row.items() if value is not None}


def step(participant, identifier="t20", status="completed"):
    """A row of a participation; None leaves the status out."""
    row = {"participant": participant, "program": identifier}
    return row if status is None else {**row, "status": status}


def dispensation(identifier="D", **fields):
    """A row of a dispensation of 2021 from IKM201: for P, unless another subject is given."""
    row = {
        "id": identifier,
        "rule": "IKM201",
        "year": 2021,
        "participant": "P",
        "reason": "Pengrajin tunggal",
        "approved_by": "disperin-sulsel",
        "decided_on": "2021-01-01",
        "expires": "2021-12-31",
    } | fields
    if {"program", "regency"} & fields.keys():
        del row["participant"]
    return row
