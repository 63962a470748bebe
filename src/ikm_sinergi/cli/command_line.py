"""The commands with their options; what a command does is loaded only when it runs."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import Any, Final, NoReturn

from ikm_sinergi.cli import option_values as values
from ikm_sinergi.cli.output import PROGRAM
from ikm_sinergi.words.catalogue import languages

KINDS: Final = ("mentoring", "apprenticeship")

PATH: Final = "a folder, .csv, .json, .jsonl or office file; - reads JSON or JSONL as input"

TROUBLE: Final = 2


class _Parser(argparse.ArgumentParser):
    """Tells of wrong usage in two lines: how it is used, and what is wrong."""

    def error(self, message: str) -> NoReturn:
        from ikm_sinergi.words.phrases import printable

        self.exit(TROUBLE, f"{self.format_usage()}{self.prog}: error: {printable(message)}\n")

    def print_help(self, file: Any = None) -> None:
        """Print the help; argparse itself would keep still where it cannot be printed."""
        print(self.format_help(), end="", file=file)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command."""
    made = _Parser(
        prog=PROGRAM,
        usage="%(prog)s COMMAND ... (%(prog)s COMMAND --help tells what it takes)",
        description="Judge the records of a coaching program for small and medium industries.",
        epilog="Exit code: 0 no error found, 1 some, 2 whatever else went wrong.",
    )
    made.add_argument("--version", action=_Version, nargs=0, help="show the version and end")
    made.set_defaults(run=_help)
    commands = made.add_subparsers(title="commands", metavar="COMMAND", prog=PROGRAM)
    for name, takes, says, add in COMMANDS:
        add(
            commands.add_parser(
                name,
                usage=f"%(prog)s {takes}",
                help=f"{says[0].lower()}{says[1:]}",
                description=f"{says}.",
            )
        )
    return made


def _add_check(command: argparse.ArgumentParser) -> None:
    _add_paths(command)
    _add_judging(command)
    says = "exit with 1 for: error (default), warning, note, undecided"
    _add_repeated(command, "--fail-on", "LEVELS", says, values.levels)
    command.add_argument("--strict", action="store_true", help="the same as --fail-on warning")
    _add_exit_zero(command)
    _add_output(command, "text", "json", "xlsx")
    command.add_argument(
        "--owners", action="store_true", help="give owners' personal data back in a workbook"
    )
    command.set_defaults(run=_run("judging", "check"))


def _add_eligible(command: argparse.ArgumentParser) -> None:
    command.add_argument("path", metavar="PATH", help=PATH)
    command.add_argument("--kind", required=True, choices=KINDS, help="what it would join")
    _add_one_year(command)
    _add_repeated(command, "--participant", "ID", "only this one")
    _add_context(command)
    _add_output(command, "text", "json", "csv")
    command.set_defaults(run=_run("plan", "eligible"))


def _add_coverage(command: argparse.ArgumentParser) -> None:
    _add_figures(command, _add_one_year, _add_scope, _add_context, _add_publish)
    command.set_defaults(run=_run("plan", "coverage_of"))


def _add_cohorts(command: argparse.ArgumentParser) -> None:
    _add_figures(command, _add_context, _add_publish)
    command.set_defaults(run=_run("plan", "cohorts_of"))


def _add_candidates(command: argparse.ArgumentParser) -> None:
    _add_figures(command, _add_one_year, _add_context)
    command.set_defaults(run=_run("plan", "candidates_of"))


def _add_outcomes(command: argparse.ArgumentParser) -> None:
    _add_figures(command, _add_context, _add_publish)
    command.set_defaults(run=_run("plan", "outcomes_of"))


def _add_compare(command: argparse.ArgumentParser) -> None:
    command.add_argument("before", metavar="BEFORE", help="a folder or file")
    command.add_argument("after", metavar="AFTER", help="a folder or file, or the same")
    _add_judging(command)
    _add_repeated(command, "--policy-before", "FILE", "the policy of the first")
    _add_repeated(command, "--policy-after", "FILE", "the policy of the second")
    _add_output(command, "text", "json", "csv")
    command.set_defaults(run=_run("plan", "changes"))


def _add_template(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "file", metavar="FILE", type=values.place, help="the workbook to write, an .xlsx file"
    )
    _add_repeated(command, "--table", "NAMES", "only these tables", values.names)
    _add_policy(command, "offer the regencies and agencies of this policy")
    _add_force(command)
    _add_lang(command)
    command.set_defaults(run=_run("conversion", "template"))


def _add_convert(command: argparse.ArgumentParser) -> None:
    _add_paths(command)
    command.add_argument(
        "--to",
        metavar="PLACE",
        type=values.place,
        required=True,
        help="a folder, or a .json, .jsonl or .xlsx file",
    )
    command.add_argument("--owners", action="store_true", help="write owners' personal data too")
    _add_force(command)
    _add_exit_zero(command)
    command.set_defaults(run=_run("conversion", "convert"), complete=[])


def _add_explain(command: argparse.ArgumentParser) -> None:
    command.add_argument("code", metavar="RULE", help='the code or name of a rule, "IKM201"')
    _add_lang(command)
    command.set_defaults(run=_run("rule_pages", "explain"))


def _add_rules(command: argparse.ArgumentParser) -> None:
    _add_format(command, "text", "json")
    _add_lang(command)
    command.set_defaults(run=_run("rule_pages", "rules"))


def _add_policy_files(command: argparse.ArgumentParser) -> None:
    prog = f"{PROGRAM} policy"
    each = command.add_subparsers(metavar="COMMAND", required=True, prog=prog)
    new = each.add_parser(
        "new",
        usage="%(prog)s --province PROVINCE FILE [OPTIONS]",
        help="write a policy file to fill in",
        description="Write a policy file to fill in.",
    )
    new.add_argument("file", metavar="FILE", type=values.place, help="the file to write")
    new.add_argument("--province", metavar="PROVINCE", required=True, help='its code or name, "32"')
    new.add_argument(
        "--year", metavar="YEAR", type=values.year, help="the first fiscal year (default: this)"
    )
    _add_force(new)
    _add_lang(new)
    new.set_defaults(run=_run("policy_files", "new_policy"))
    check = each.add_parser(
        "check",
        usage="%(prog)s FILE [OPTIONS]",
        help="show every problem of a policy file",
        description="Show every problem of a policy file.",
    )
    check.add_argument("path", metavar="FILE", help="a policy file")
    _add_format(check, "text", "json")
    check.set_defaults(run=_run("policy_files", "check_policy"))


COMMANDS: Final = (
    ("check", "PATH... [OPTIONS]", "Judge records by all rules", _add_check),
    (
        "eligible",
        "PATH --kind KIND --year YEAR [OPTIONS]",
        "Say who may be mentored or apprenticed, on which evidence, and what would help",
        _add_eligible,
    ),
    (
        "coverage",
        "PATH... --year YEAR [OPTIONS]",
        "Show where the plan of a year reaches",
        _add_coverage,
    ),
    ("cohorts", "PATH... [OPTIONS]", "Show what became of those trained in a year", _add_cohorts),
    (
        "candidates",
        "PATH... --year YEAR [OPTIONS]",
        "Show who may be mentored or apprenticed in a year",
        _add_candidates,
    ),
    ("outcomes", "PATH... [OPTIONS]", "Show how results changed after training", _add_outcomes),
    (
        "compare",
        "BEFORE AFTER [OPTIONS]",
        "Judge two sets of records, or one by two policies, and show what changed and why",
        _add_compare,
    ),
    ("template", "FILE.xlsx [OPTIONS]", "Write an empty workbook to fill in", _add_template),
    (
        "convert",
        "PATH... --to PLACE [OPTIONS]",
        "Write records in the canonical form",
        _add_convert,
    ),
    (
        "policy",
        "new|check FILE [OPTIONS]",
        "Write a policy file to fill in, or show what is wrong in one",
        _add_policy_files,
    ),
    ("explain", "RULE [OPTIONS]", "Show the page of a rule", _add_explain),
    ("rules", "[OPTIONS]", "List the rules", _add_rules),
)
"""Each command: its name, what it needs, what it does, and what adds its arguments."""


def _add_paths(command: argparse.ArgumentParser) -> None:
    command.add_argument("paths", metavar="PATH", nargs="+", help=PATH)


def _add_judging(command: argparse.ArgumentParser) -> None:
    """Add what the question of a check is made of."""
    says = "fiscal years to judge: 2021 or 2020,2021"
    _add_repeated(command, "--year", "YEARS", says, values.years)
    _add_scope(command)
    _add_context(command)
    says = "run only these rules: IKM201 or IKM2,IKM401"
    _add_repeated(command, "--select", "RULES", says, values.names)
    _add_repeated(command, "--ignore", "RULES", "leave these rules out", values.names)
    command.add_argument(
        "--no-repairs", action="store_true", help="count repaired values as errors"
    )


def _add_figures(
    command: argparse.ArgumentParser, *asked: Callable[[argparse.ArgumentParser], None]
) -> None:
    """Add what the commands about the plan share, with what is asked between."""
    for add in (_add_paths, *asked):
        add(command)
    _add_output(command, "text", "json", "csv")


def _add_one_year(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--year", metavar="YEAR", type=values.year, required=True, help="the fiscal year"
    )


def _add_scope(command: argparse.ArgumentParser) -> None:
    _add_repeated(command, "--scope", "NAMES", "only these regencies or areas", values.names)


def _add_context(command: argparse.ArgumentParser) -> None:
    """Add what the records do not say."""
    says = "what is all there: 2020, or 2020:73.13"
    _add_repeated(command, "--complete", "YEARS", says, values.complete)
    _add_policy(command, "judge by this policy file")
    command.add_argument(
        "--as-of", metavar="DAY", type=values.day, help="the day of judging (default: today)"
    )


def _add_publish(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--publish",
        action="store_true",
        help="for figures that go out: withhold numbers under five and what would give them away",
    )


def _add_policy(command: argparse.ArgumentParser, says: str) -> None:
    _add_repeated(command, "--policy", "FILE", says)


def _add_repeated(
    command: argparse.ArgumentParser,
    option: str,
    metavar: str,
    says: str,
    listed: Callable[[str], Sequence[object]] | None = None,
) -> None:
    """Add an option that may be given again: each time one value, or those that `listed` finds."""
    action = "extend" if listed else "append"
    command.add_argument(
        option, metavar=metavar, type=listed or str, action=action, default=[], help=says
    )


def _add_output(command: argparse.ArgumentParser, *formats: str) -> None:
    command.add_argument("--output", metavar="FILE", type=values.place, help="write into a file")
    _add_format(command, *formats)
    _add_lang(command)


def _add_force(command: argparse.ArgumentParser) -> None:
    command.add_argument("--force", action="store_true", help="write over a file that is there")


def _add_exit_zero(command: argparse.ArgumentParser) -> None:
    command.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever is found")


def _add_format(command: argparse.ArgumentParser, *formats: str) -> None:
    command.add_argument("--format", choices=formats, default=formats[0], help="default: text")


def _add_lang(command: argparse.ArgumentParser) -> None:
    command.add_argument("--lang", choices=languages(), default="en", help="default: en")


Run = Callable[[argparse.Namespace], int]


def _help(_arguments: argparse.Namespace) -> int:
    """Show what there is to one who named no command."""
    parser().print_help(sys.stderr)
    return TROUBLE


ROOMS: Final[Mapping[str, Callable[[], ModuleType]]] = MappingProxyType(
    {
        "conversion": lambda: import_module("ikm_sinergi.cli.conversion"),
        "judging": lambda: import_module("ikm_sinergi.cli.judging"),
        "plan": lambda: import_module("ikm_sinergi.cli.plan"),
        "policy_files": lambda: import_module("ikm_sinergi.cli.policy_files"),
        "rule_pages": lambda: import_module("ikm_sinergi.cli.rule_pages"),
    }
)
"""What loads each of the modules in which the commands are."""


def _run(room: str, name: str) -> Run:
    """Return the command of this name; the module that has it is loaded when it runs."""

    def run(arguments: argparse.Namespace) -> int:
        return int(getattr(ROOMS[room](), name)(arguments))

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
