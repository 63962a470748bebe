"""The commands with their options; what a command does is loaded only when it runs."""

import argparse
from collections.abc import Callable
from typing import Any, Final

from ikm_sinergi.cli import values
from ikm_sinergi.cli.output import PROGRAM

__all__ = ["parser"]

KINDS: Final = ("mentoring", "apprenticeship")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command."""
    made = argparse.ArgumentParser(
        prog=PROGRAM,
        description="Judge the records of a coaching program for small and medium industries.",
        epilog="Exit code: 0 no error found, 1 some, 2 wrong usage or a file not read.",
    )
    made.add_argument("--version", action=_Version, nargs=0, help="show the version and end")
    commands = made.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_check(commands.add_parser("check", help="judge records by all rules"))
    _add_eligible(commands.add_parser("eligible", help="say who may join, and what would help"))
    _add_coverage(commands.add_parser("coverage", help="show where the plan of a year reaches"))
    _add_cohorts(commands.add_parser("cohorts", help="show what became of those trained"))
    _add_candidates(commands.add_parser("candidates", help="show who may come next"))
    _add_outcomes(commands.add_parser("outcomes", help="show how results changed after training"))
    _add_compare(commands.add_parser("compare", help="show what changed between two, and why"))
    _add_template(commands.add_parser("template", help="write an empty workbook to fill in"))
    _add_convert(commands.add_parser("convert", help="write files in the canonical form"))
    _add_explain(commands.add_parser("explain", help="show the page of a rule"))
    _add_rules(commands.add_parser("rules", help="list the rules"))
    return made


# --- what each command takes ---------------------------------------------------------------


def _add_check(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Judge records: folders of CSV files, .csv, .json, .jsonl and office files. "
        "- reads standard input: JSON, or JSONL if its first line is a record."
    )
    _add_paths(command)
    _add_judging(command)
    command.add_argument("--strict", action="store_true", help="exit with 1 for warnings too")
    command.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever is found")
    _add_output(command, "text", "json", "xlsx")
    command.add_argument(
        "--owners", action="store_true", help="give owners' personal data back in a workbook"
    )
    command.set_defaults(run=_judging("check"))


def _add_eligible(command: argparse.ArgumentParser) -> None:
    command.description = "Say who may be mentored or apprenticed, on which evidence, and why not."
    command.add_argument("path", metavar="PATH", help="a folder or file, or - for standard input")
    command.add_argument("--kind", required=True, choices=KINDS, help="what it would join")
    _add_one_year(command)
    command.add_argument(
        "--participant", metavar="ID", action="append", default=[], help="only this one"
    )
    _add_context(command)
    _add_output(command, "text", "json", "csv")
    command.set_defaults(run=_planning("eligible"))


def _add_coverage(command: argparse.ArgumentParser) -> None:
    _add_paths(command)
    _add_one_year(command)
    _add_scope(command)
    _add_context(command)
    _add_output(command, "text", "json", "csv")
    command.set_defaults(run=_planning("coverage_of"))


def _add_cohorts(command: argparse.ArgumentParser) -> None:
    _add_paths(command)
    _add_context(command)
    _add_output(command, "text", "json", "csv")
    command.set_defaults(run=_planning("cohorts_of"))


def _add_candidates(command: argparse.ArgumentParser) -> None:
    _add_paths(command)
    _add_one_year(command)
    _add_context(command)
    _add_output(command, "text", "json", "csv")
    command.set_defaults(run=_planning("candidates_of"))


def _add_outcomes(command: argparse.ArgumentParser) -> None:
    _add_paths(command)
    _add_context(command)
    _add_output(command, "text", "json", "csv")
    command.set_defaults(run=_planning("outcomes_of"))


def _add_compare(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Judge two sets of records, or one by two policies, and show which verdicts changed. "
        "Exits with 1 if any did."
    )
    command.add_argument("before", metavar="BEFORE", help="a folder or file")
    command.add_argument("after", metavar="AFTER", help="a folder or file, or the same")
    _add_judging(command)
    policy: dict[str, Any] = {"metavar": "FILE", "action": "append", "default": []}
    command.add_argument("--policy-before", **policy, help="the policy of the first")
    command.add_argument("--policy-after", **policy, help="the policy of the second")
    _add_output(command, "text", "json", "csv")
    command.set_defaults(run=_planning("changes"))


def _add_template(command: argparse.ArgumentParser) -> None:
    names: dict[str, Any] = {"type": values.names, "action": "extend", "default": []}
    command.add_argument("file", metavar="FILE", help="the workbook to write, an .xlsx file")
    command.add_argument("--table", metavar="NAMES", **names, help="only these tables")
    _add_lang(command)
    command.set_defaults(run=_files("template"))


def _add_convert(command: argparse.ArgumentParser) -> None:
    _add_paths(command)
    command.add_argument(
        "--to", metavar="PLACE", required=True, help="a folder, or a .json, .jsonl or .xlsx file"
    )
    command.add_argument("--owners", action="store_true", help="write owners' personal data too")
    command.set_defaults(run=_files("convert"), complete=[])


def _add_explain(command: argparse.ArgumentParser) -> None:
    command.add_argument("code", metavar="CODE", help='the code or name of a rule, "IKM201"')
    _add_lang(command)
    command.set_defaults(run=_pages("explain"))


def _add_rules(command: argparse.ArgumentParser) -> None:
    _add_format(command, "text", "json")
    _add_lang(command)
    command.set_defaults(run=_pages("rules"))


# --- options that several commands share ---------------------------------------------------


def _add_paths(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "paths", metavar="PATH", nargs="+", help="a folder or file, or - for standard input"
    )


def _add_judging(command: argparse.ArgumentParser) -> None:
    """Add what the question of a check is made of."""
    add = command.add_argument
    names: dict[str, Any] = {"type": values.names, "action": "extend", "default": []}
    years: dict[str, Any] = {"type": values.years, "action": "extend", "default": []}
    add("--year", metavar="YEARS", **years, help="fiscal years to judge: 2021 or 2020,2021")
    _add_scope(command)
    _add_context(command)
    add("--select", metavar="CODES", **names, help="run only these rules: IKM201 or IKM2,IKM401")
    add("--ignore", metavar="CODES", **names, help="leave these rules out")
    add("--no-repairs", action="store_true", help="count repaired values as errors")


def _add_one_year(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--year", metavar="YEAR", type=values.year, required=True, help="the fiscal year"
    )


def _add_scope(command: argparse.ArgumentParser) -> None:
    names: dict[str, Any] = {"type": values.names, "action": "extend", "default": []}
    command.add_argument("--scope", metavar="NAMES", **names, help="only these regencies")


def _add_context(command: argparse.ArgumentParser) -> None:
    """Add what the records do not say."""
    add = command.add_argument
    years: dict[str, Any] = {"type": values.years, "action": "extend", "default": []}
    add("--complete", metavar="YEARS", **years, help="years whose records are all there")
    add("--policy", metavar="FILE", action="append", default=[], help="judge by this policy file")
    add("--as-of", metavar="DAY", type=values.day, help="the day of judging (default: today)")


def _add_output(command: argparse.ArgumentParser, *formats: str) -> None:
    command.add_argument("--output", metavar="FILE", help="write into a file")
    _add_format(command, *formats)
    _add_lang(command)


def _add_format(command: argparse.ArgumentParser, *formats: str) -> None:
    command.add_argument("--format", choices=formats, default=formats[0], help="default: text")


def _add_lang(command: argparse.ArgumentParser) -> None:
    command.add_argument("--lang", choices=["en", "id"], default="en", help="default: en")


# --- what each command runs ----------------------------------------------------------------

Run = Callable[[argparse.Namespace], int]


def _judging(name: str) -> Run:
    def run(arguments: argparse.Namespace) -> int:
        from ikm_sinergi.cli import judging

        return int(getattr(judging, name)(arguments))

    return run


def _planning(name: str) -> Run:
    def run(arguments: argparse.Namespace) -> int:
        from ikm_sinergi.cli import planning

        return int(getattr(planning, name)(arguments))

    return run


def _files(name: str) -> Run:
    def run(arguments: argparse.Namespace) -> int:
        from ikm_sinergi.cli import files

        return int(getattr(files, name)(arguments))

    return run


def _pages(name: str) -> Run:
    def run(arguments: argparse.Namespace) -> int:
        from ikm_sinergi.cli import pages

        return int(getattr(pages, name)(arguments))

    return run


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
