"""What tests of the office readers share: what became of one cell."""

from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.office import reader
from ikm_sinergi.records.cells import Unreadable


def read_of(name, factor=1):
    """Return the reader of a column such as "programs.kind"."""
    table, _, field = name.partition(".")
    return reader(TABLES[table].column(field), factor)


def outcome(read, cell):
    """Return ("read", value), ("repaired", value, reason) or ("refused", reason, readings)."""
    try:
        return "read", read(cell)
    except Unreadable as error:
        if error.repaired is not None:
            return "repaired", error.repaired, error.reason
        return "refused", error.reason, error.readings
