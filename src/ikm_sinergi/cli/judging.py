"""The command `check`, and how every command reads records."""

import argparse
import datetime as dt
import gc
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from attrs import evolve

from ikm_sinergi.checking.report import Report
from ikm_sinergi.checking.run import check as check_records
from ikm_sinergi.cli.option_values import LEVELS
from ikm_sinergi.cli.output import complain, counted, emit, speaks_utf_8
from ikm_sinergi.cli.rule_pages import codes_of
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.errors import ReadError, WriteError
from ikm_sinergi.judgement import Rule
from ikm_sinergi.reading import Readable, grids_of, read
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.faults import REPAIRED
from ikm_sinergi.reference.policy import Policy, policies, read_policy
from ikm_sinergi.rules import ALL
from ikm_sinergi.writing.report_files import report_as_json
from ikm_sinergi.writing.report_text import report_as_text

if TYPE_CHECKING:
    from ikm_sinergi.words.language import Lang

VIOLATIONS, TROUBLE = 1, 2

NAMED: Final = 5
"""How many of the files that are of another form are named."""


def check(arguments: argparse.Namespace) -> int:
    """Judge records and write the report."""
    target: str = arguments.output or ""
    if arguments.format == "xlsx" and not target.casefold().endswith(".xlsx"):
        raise WriteError("--format xlsx", "needs --output FILE.xlsx: a workbook is no text")
    records, unread = read_all(arguments.paths, arguments)
    if records is None:
        return TROUBLE
    report = report_on(records, arguments)
    lang: Lang = arguments.lang
    if arguments.format == "xlsx":
        _give_back(report, arguments, unread)
    elif arguments.format == "json":
        only_ascii = arguments.output is None and not speaks_utf_8()
        emit(report_as_json(report, lang, only_ascii=only_ascii), arguments.output)
    else:
        emit(report_as_text(report, lang, unread=unread), arguments.output)
    if report.judged_nothing:
        complain("nothing could be judged: what was read holds no record to judge")
    if unread or report.judged_nothing:
        return TROUBLE
    levels = ["error", *arguments.fail_on, *(["warning"] if arguments.strict else [])]
    found = any(report.summary[key] for level in levels for key in LEVELS[level])
    return VIOLATIONS if found and not arguments.exit_zero else 0


def _give_back(report: Report, arguments: argparse.Namespace, unread: int) -> None:
    """Write a workbook of the submitted sheets with what was found in each cell."""
    from ikm_sinergi.writing.given_back import write_checked

    named = [path for path in arguments.paths if path != "-"]
    write_checked(
        report,
        grids_of(named),
        arguments.output,
        arguments.lang,
        owners=arguments.owners,
        unread=unread,
    )


def read_all(paths: Sequence[str], arguments: argparse.Namespace) -> tuple[Records | None, int]:
    """Read what can be read and complain of the rest; None if nothing could be read.

    Also returns how many files could not be read. Those of another form in a folder do not count.
    """
    unread: list[ReadError] = []
    skipped: list[str] = []

    def keep(error: ReadError) -> None:
        unread.append(error)
        complain(error)

    places: list[Readable] = [sys.stdin.buffer if path == "-" else path for path in paths]
    with _collector_off():
        records = read(places, complete=arguments.complete, on_error=keep, on_skip=skipped.append)
    if skipped:
        words = counted(len(skipped), "file of another form was", "files of another form were")
        more = f" and {len(skipped) - NAMED} more" if len(skipped) > NAMED else ""
        complain(f"{words} not read: {', '.join(skipped[:NAMED])}{more}")
    if unread and not _holds_something(records):
        return None, len(unread)
    return records, len(unread)


def _holds_something(records: Records) -> bool:
    """Whether anything was read: a table, be it empty, or at least a fault of it."""
    opened = any(records.origin(name).segments for name in TABLES)
    return opened or bool(records.faults)


def report_on(records: Records, arguments: argparse.Namespace) -> Report:
    """Judge records as the options say."""
    return check_records(
        records,
        year=arguments.year or None,
        scope=arguments.scope or None,
        policies=policies_of(arguments),
        as_of=day_of_judging(arguments),
        select=codes_of(arguments.select) or None,
        ignore=codes_of(arguments.ignore) or None,
        rules=map(_unforgiving, ALL) if arguments.no_repairs else ALL,
    )


def policies_of(arguments: argparse.Namespace) -> list[Policy] | None:
    """Return the policies that were named, None if none was."""
    bundled = {policy.id: policy for policy in policies()}
    named = (bundled.get(name) or read_policy(name) for name in arguments.policy)
    return list(named) or None


def day_of_judging(arguments: argparse.Namespace) -> dt.date:
    """Return the day that was named, or today."""
    named: dt.date | None = arguments.as_of
    return named or dt.datetime.now().astimezone().date()


def _unforgiving(rule: Rule) -> Rule:
    """Return the rule, one about repaired values as an error."""
    return evolve(rule, severity=Severity.ERROR) if rule.code == REPAIRED else rule


@contextmanager
def _collector_off() -> Generator[None]:
    """Leave the garbage collector off while records are built, which only takes and frees none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
