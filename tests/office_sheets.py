"""What tests of office files share: sheets from plain rows, and what becomes of them."""

from ikm_sinergi.reading.grid import Grid, padded
from ikm_sinergi.reading.offices import Offices
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.intake import Intake


def sheet(*rows, name="Sheet1", file="daftar.xlsx", **more):
    """Return a sheet; a row is a list of cells, or one text that stands in the first column."""
    cells = [[row] if isinstance(row, str) else row for row in rows]
    return Grid(file=file, sheet=name, rows=padded(cells), **more)


def read(*grids):
    """Return the records in some sheets."""
    intake = Intake()
    offices = Offices(intake)
    offices.take(grids)
    offices.finish()
    return Records.from_intake(intake)


def told(records, *codes):
    """Return the faults of these codes in short: code, field, reason, readings."""
    return [
        (fault.code, fault.field, fault.reason, fault.readings)
        for fault in records.faults
        if not codes or fault.code in codes
    ]


def places(records, *codes):
    """Return where the faults of these codes are: the cell as a person says it."""
    return [
        f"{fault.location.letter or ''}{fault.location.row or ''}"
        for fault in records.faults
        if not codes or fault.code in codes
    ]
