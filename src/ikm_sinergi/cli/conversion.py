"""The commands about files: `template` makes an empty workbook, `convert` the canonical form."""

import argparse
import os
from pathlib import Path
from typing import Final

from ikm_sinergi.cli.judging import TROUBLE, VIOLATIONS, policies_of, read_all
from ikm_sinergi.cli.output import PROGRAM, complain, counted
from ikm_sinergi.errors import WriteError
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.faults import DAMAGED, MISSING, UNKNOWN, UNREADABLE
from ikm_sinergi.writing import write
from ikm_sinergi.writing.export import write_workbook
from ikm_sinergi.writing.template import write_template

__all__ = ["convert", "template"]

FORMS: Final = ("", ".json", ".jsonl", ".xlsx")
"""How the name of what `convert` writes may end; a folder's has no suffix."""

LOST: Final = frozenset({MISSING, UNREADABLE, DAMAGED})
"""The faults by which something of a file is not among the records."""

UNREAD_COLUMNS: Final = frozenset({"several_columns", "column_twice"})
"""The reasons of faults that are about a whole column."""

EMPTIED: Final = (
    "value could not be read and stands empty now",
    "values could not be read and stand empty now",
)

LEFT_OUT: Final = ("row was left out", "rows were left out")

NOT_READ: Final = (
    "column or other part was not read",
    "columns or other parts were not read",
)

WHERE: Final = (
    f"what was written no longer shows these faults; `{PROGRAM} check` on the files that were read"
    " does, each with its place"
)


def template(arguments: argparse.Namespace) -> int:
    """Write an empty workbook to fill in."""
    write_template(arguments.file, arguments.table or None, arguments.lang, policies_of(arguments))
    return 0


def convert(arguments: argparse.Namespace) -> int:
    """Write what was read in the canonical form, without owners unless they are asked for."""
    target: str = arguments.to
    is_folder = os.path.isdir(target)  # noqa: PTH112  # a Path may raise
    form = "" if is_folder else Path(target).suffix.casefold()
    if form not in FORMS:
        problem = "is of no form that is written: name a folder, or a .json, .jsonl or .xlsx file"
        raise WriteError(target, problem)
    records, unread = read_all(arguments.paths, arguments)
    if records is None:
        return TROUBLE
    save = write_workbook if form == ".xlsx" else write
    save(records, target, owners=arguments.owners)
    lost = _tell_losses(records)
    if unread:
        return TROUBLE
    return VIOLATIONS if lost and not arguments.exit_zero else 0


def _tell_losses(records: Records) -> bool:
    """Say how much of what was read is not in what was written; return whether it is an error.

    As in a check, it is none that a column was not understood. Nor is it one to repair a value.
    """
    faults = [fault for fault in records.faults if fault.code in LOST]
    parts = [fault for fault in faults if fault.reason in UNREAD_COLUMNS]
    parts += [fault for fault in records.faults if fault.code == UNKNOWN]
    counts = (
        (records.emptied, EMPTIED),
        (len({reject.location for reject in records.rejects}), LEFT_OUT),
        (len(parts), NOT_READ),
    )
    told = [counted(count, *words) for count, words in counts if count]
    if told:
        complain("; ".join(told))
    if faults or told:
        complain(WHERE)
    return bool(faults)
