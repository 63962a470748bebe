"""The commands about files: `template` makes an empty workbook, `convert` the canonical form."""

import argparse
from pathlib import Path

from ikm_sinergi.cli.judging import TROUBLE, read_all
from ikm_sinergi.writing import write
from ikm_sinergi.writing.template import write_template
from ikm_sinergi.writing.workbook import write_workbook

__all__ = ["convert", "template"]


def template(arguments: argparse.Namespace) -> int:
    """Write an empty workbook to fill in."""
    write_template(arguments.file, arguments.table or None, arguments.lang)
    return 0


def convert(arguments: argparse.Namespace) -> int:
    """Write what was read in the canonical form, without owners unless they are asked for."""
    records, unread = read_all(arguments.paths, arguments)
    if records is None:
        return TROUBLE
    is_workbook = Path(arguments.to).suffix.casefold() == ".xlsx"
    save = write_workbook if is_workbook else write
    save(records, arguments.to, owners=arguments.owners)
    return TROUBLE if unread else 0
