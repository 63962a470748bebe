"""The commands about files: `template` makes an empty workbook, `convert` the canonical form."""

import argparse
import os
from pathlib import Path
from typing import Final

from ikm_sinergi.cli.judging import TROUBLE, policies_of, read_all
from ikm_sinergi.cli.output import PROGRAM, complain, counted
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.errors import WriteError
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.faults import DAMAGED, MISSING, UNKNOWN, UNREADABLE, Fault, Reject
from ikm_sinergi.writing.export import is_writable, write, write_workbook
from ikm_sinergi.writing.template import write_template

FORMS: Final = ("", ".json", ".jsonl", ".xlsx")
"""How the name of what `convert` writes may end; a folder's has no suffix."""

KEEPING_PARTS: Final = frozenset({".json", ".jsonl"})
"""The forms that say which tables are there in part."""

LOST: Final = frozenset({MISSING, UNREADABLE, DAMAGED})
"""The faults by which something of a file is not among the records."""

UNREAD_COLUMNS: Final = frozenset({"several_columns", "column_twice"})
"""The reasons of faults that are about a whole column."""

UNREAD: Final = ("value", "values")

ASIDE: Final = ("row", "rows")

LEFT_OUT: Final = ("row was left out", "rows were left out")

NOT_READ: Final = (
    "column or other part was not read",
    "columns or other parts were not read",
)

TWICE: Final = (
    "participation of which two deliveries tell stands there twice now",
    "participations of which two deliveries tell stand there twice now",
)

WHERE: Final = (
    f"what was written does not show it; `{PROGRAM} check` on the files that were read does,"
    " with its place"
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
    _tell_unread(records, form)
    lost = _tell_losses(records, form)
    return TROUBLE if unread or (lost and not arguments.exit_zero) else 0


def _left_out(records: Records, form: str) -> list[Reject]:
    return [one for one in records.rejects if not is_writable(one, in_workbook=form == ".xlsx")]


def _tell_unread(records: Records, form: str) -> None:
    """Say what could not be read, and so cannot be read where it was written either."""
    aside = len(records.rejects) - len(_left_out(records, form))
    counts = ((records.emptied, UNREAD), (aside, ASIDE))
    told = [counted(count, *words) for count, words in counts if count]
    if told:
        complain(f"{' and '.join(told)} could not be read, nor can be in what was written")


def _tell_losses(records: Records, form: str) -> bool:
    """Say what of the files is not in what was written; return whether anything is not.

    To repair a value loses nothing.
    """
    lost = _left_out(records, form)
    left_out = {one.location for one in lost}
    parts = [fault for fault in records.faults if _is_part(fault)]
    twice = len(records.participations) - len(records.enrolments)
    counts = ((len(left_out), LEFT_OUT), (len(parts), NOT_READ), (twice, TWICE))
    told = [counted(count, *words) for count, words in counts if count]
    held = [name for name in TABLES if records.table(name)]
    in_part = [name for name in held if name not in records.given]
    if in_part and form not in KEEPING_PARTS:
        names = ", ".join(in_part)
        told.append(f"counted as whole now, though given in part (JSON keeps that): {names}")
    rows = {*held, *(one.table for one in records.rejects if one not in lost)}
    empty = [name for name in TABLES if name in records.given and name not in rows]
    if form == ".xlsx" and empty:
        told.append(f"not given now, since a workbook has no empty table: {', '.join(empty)}")
    if told:
        complain("; ".join(told))
        complain(WHERE)
    return bool(told)


def _is_part(fault: Fault) -> bool:
    """Whether a fault is about a column, a line or a sheet that was not read."""
    if fault.code == UNKNOWN or fault.reason in UNREAD_COLUMNS:
        return True
    table = TABLES.get(fault.table)
    named = fault.field is None or table is None or table.column(fault.field) is not None
    return fault.code in LOST and (table is None or not (named or fault.field == "owner"))
