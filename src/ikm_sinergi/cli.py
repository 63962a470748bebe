"""The command `ikm-sinergi`: data on standard output, words about the run on standard error.

Exit codes: 0 no error-severity violation, 1 some, 2 wrong usage or a file that could not be read.
Whatever the library raises on purpose becomes one line.
"""

import argparse
import codecs
import datetime as dt
import gc
import json
import os
import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from attrs import evolve

from ikm_sinergi.check import check
from ikm_sinergi.errors import IkmSinergiError, ReadError, UnknownRuleError, WriteError
from ikm_sinergi.faults import REPAIRED
from ikm_sinergi.policy import read_policy
from ikm_sinergi.reading import Readable, read
from ikm_sinergi.rule import UNITS, Rule
from ikm_sinergi.rules import ALL
from ikm_sinergi.tables import TABLES
from ikm_sinergi.values import near, why_not_day, why_not_year
from ikm_sinergi.vocabulary import Lang, Severity, Text
from ikm_sinergi.writing import printable, report_as_json, report_as_text

__all__ = ["main"]

PROGRAM: Final = "ikm-sinergi"
VIOLATIONS, TROUBLE, INTERRUPTED = 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with these arguments (default: the process's) and return its exit code."""
    try:
        arguments = _parser().parse_args(argv)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else TROUBLE
    try:
        code: int = arguments.run(arguments)
    except IkmSinergiError as error:
        _complain(error)
        return TROUBLE
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


# --- check ---------------------------------------------------------------------------------


def _check(arguments: argparse.Namespace) -> int:
    unread: list[ReadError] = []

    def keep(error: ReadError) -> None:
        unread.append(error)
        _complain(error)

    paths: list[Readable] = [sys.stdin.buffer if path == "-" else path for path in arguments.paths]
    with _collector_off():
        records = read(paths, complete=arguments.complete, on_error=keep)
    if unread and not any(records.table(name) for name in TABLES):
        return TROUBLE
    report = check(
        records,
        year=arguments.year or None,
        scope=arguments.scope or None,
        policies=[read_policy(path) for path in arguments.policy] or None,
        as_of=arguments.as_of or dt.datetime.now().astimezone().date(),
        select=arguments.select or None,
        ignore=arguments.ignore or None,
        rules=map(_unforgiving, ALL) if arguments.no_repairs else ALL,
    )
    lang: Lang = arguments.lang
    if arguments.format == "json":
        only_ascii = arguments.output is None and not _speaks_utf_8()
        _emit(report_as_json(report, lang, only_ascii=only_ascii), arguments.output)
    else:
        _emit(report_as_text(report, lang, unread=len(unread)), arguments.output)
    if unread:
        return TROUBLE
    found = report.summary["error"] + (report.summary["warning"] if arguments.strict else 0)
    return VIOLATIONS if found and not arguments.exit_zero else 0


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


# --- explain and rules ---------------------------------------------------------------------

PER: Final = Text("One finding per: {}", "Satu temuan per: {}")
SOURCES: Final = Text("Sources: {}", "Sumber: {}")
SINCE: Final = Text("Since version: {}", "Sejak versi: {}")
OFF: Final = Text("Off unless it is selected by its code", "Tidak aktif kecuali dipilih kodenya")


def _explain(arguments: argparse.Namespace) -> int:
    rule = _rule(arguments.code)
    lang: Lang = arguments.lang
    lines = [
        f"{rule.code} {rule.name} ({rule.severity.label.say(lang)})",
        "",
        *rule.page.replace("**", "").splitlines(),
        "",
        PER.say(lang).format(UNITS[rule.unit].say(lang)),
        SOURCES.say(lang).format(", ".join(rule.sources)),
        SINCE.say(lang).format(rule.since),
        *([OFF.say(lang)] if rule.off else []),
        "",
        f"en: {rule.message.en}",
        f"    {rule.remedy.en}",
        f"id: {rule.message.id}",
        f"    {rule.remedy.id}",
    ]
    _emit(f"{line}\n" for line in lines)
    return 0


def _rule(asked: str) -> Rule:
    """Return the rule of this code or name, however its letters are written."""
    for rule in ALL:
        if asked.casefold() in {rule.code.casefold(), rule.name}:
            return rule
    known = [rule.code for rule in ALL] + [rule.name for rule in ALL]
    raise UnknownRuleError(asked, near(asked.upper(), known) or near(asked, known))


def _rules(arguments: argparse.Namespace) -> int:
    lang: Lang = arguments.lang
    if arguments.format == "json":
        listed = json.dumps([_listed(rule, lang) for rule in ALL], indent=1, ensure_ascii=True)
        _emit([f"{listed}\n"])
        return 0
    width = max(len(rule.severity.label.say(lang)) for rule in ALL)
    longest = max(len(rule.name) for rule in ALL)
    _emit(
        f"{rule.code}  {rule.severity.label.say(lang):{width}}  {rule.name:{longest}}"
        f"  {rule.headline}\n"
        for rule in ALL
    )
    return 0


def _listed(rule: Rule, lang: Lang) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "unit": rule.unit,
        "sources": rule.sources,
        "since": rule.since,
        "until": rule.until,
        "off": rule.off,
        "message": rule.message.say(lang),
        "remedy": rule.remedy.say(lang),
        "page": rule.page,
    }


# --- output --------------------------------------------------------------------------------


def _emit(parts: Iterable[str], path: str | None = None) -> None:
    """Write to a file or to standard output, whatever it cannot spell as an escape."""
    if path is not None:
        try:
            with Path(path).open(
                "w", encoding="utf-8", errors="backslashreplace", newline=""
            ) as file:
                file.writelines(parts)
        except OSError as error:
            raise WriteError(path, f"cannot be written: {error.strerror or error}") from None
        return
    encoding = sys.stdout.encoding or "utf-8"
    try:
        for part in parts:
            sys.stdout.write(part.encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough; what is left goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speaks_utf_8() -> bool:
    return codecs.lookup(sys.stdout.encoding or "utf-8").name == "utf-8"


def _complain(error: IkmSinergiError) -> None:
    print(f"{PROGRAM}: {printable(str(error))}", file=sys.stderr)


# --- arguments -----------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        description="Judge the records of a coaching program for small and medium industries.",
        epilog="Exit code: 0 no error found, 1 some, 2 wrong usage or a file not read.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and end")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_check(commands.add_parser("check", help="judge records by all rules"))
    explain = commands.add_parser("explain", help="show the page of a rule")
    explain.add_argument("code", metavar="CODE", help='the code or name of a rule, "IKM201"')
    explain.set_defaults(run=_explain)
    _add_lang(explain)
    rules = commands.add_parser("rules", help="list the rules")
    rules.set_defaults(run=_rules)
    _add_format(rules)
    _add_lang(rules)
    return parser


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Judge records: folders of CSV files, or .csv, .json and .jsonl files. "
        "- reads standard input: JSON, or JSONL if its first line is a record."
    )
    add = parser.add_argument
    years: dict[str, Any] = {"type": _years, "action": "extend", "default": []}
    names: dict[str, Any] = {"type": _names, "action": "extend", "default": []}
    add("paths", metavar="PATH", nargs="+", help="a folder or file, or - for standard input")
    add("--year", metavar="YEARS", **years, help="fiscal years to judge: 2021 or 2020,2021")
    add("--complete", metavar="YEARS", **years, help="years whose records are all there")
    add("--scope", metavar="NAMES", **names, help="judge the plan of these regencies only")
    add("--policy", metavar="FILE", action="append", default=[], help="judge by this policy file")
    add("--as-of", metavar="DAY", type=_day, help="the day of judging (default: today)")
    add("--select", metavar="CODES", **names, help="run only these rules: IKM201 or IKM2,IKM401")
    add("--ignore", metavar="CODES", **names, help="leave these rules out")
    add("--strict", action="store_true", help="exit with 1 for warnings too")
    add("--no-repairs", action="store_true", help="count repaired values as errors")
    add("--exit-zero", action="store_true", help="exit with 0 whatever is found")
    add("--output", metavar="FILE", help="write the report to a file")
    _add_format(parser)
    _add_lang(parser)
    parser.set_defaults(run=_check)


def _add_format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=["text", "json"], default="text", help="default: text")


def _add_lang(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=["en", "id"], default="en", help="default: en")


def _names(text: str) -> Iterator[str]:
    return filter(None, map(str.strip, text.split(",")))


def _years(text: str) -> list[int]:
    """Return the years in "2021", "2020,2021" or "2019-2021"."""
    years: list[int] = []
    for part in _names(text):
        first, _, last = part.partition("-")
        span = range(_year(first), _year(last or first) + 1)
        if not span:
            raise argparse.ArgumentTypeError(f"{part!r} ends before it begins")
        years += span
    return years


def _year(text: str) -> int:
    year = int(text) if text.isascii() and text.isdigit() else 0
    if why_not_year(year) is not None:
        raise argparse.ArgumentTypeError(f"{text!r} is no year")
    return year


def _day(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = dt.date.max
    if why_not_day(day) is not None:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2021-12-31")
    return day


class _Version(argparse.Action):
    """Shows the version of the installed package, which nothing else needs to know."""

    def __call__(self, parser: argparse.ArgumentParser, *_args: object, **_options: object) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version(PROGRAM)
        except PackageNotFoundError:
            number = "(not installed)"
        print(f"{PROGRAM} {number}")
        parser.exit()
