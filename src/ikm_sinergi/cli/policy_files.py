"""The commands `policy new` and `policy check`: a policy to fill in, and what is wrong in one."""

import argparse
import datetime as dt
import json

from ikm_sinergi.cli.judging import VIOLATIONS
from ikm_sinergi.cli.output import counted, emit
from ikm_sinergi.reference.places import regencies
from ikm_sinergi.reference.policy_check import LocatedProblem, policy_problems
from ikm_sinergi.rules import ALL
from ikm_sinergi.words.phrases import printable
from ikm_sinergi.writing.policy_form import policy_to_fill_in


def new_policy(arguments: argparse.Namespace) -> int:
    """Write a policy file to fill in, for a province and from a fiscal year on."""
    places = regencies()
    province = places.find_province(arguments.province)
    year: int = arguments.year or dt.datetime.now().astimezone().year
    emit(policy_to_fill_in(province, places, year, arguments.lang), arguments.file)
    return 0


def check_policy(arguments: argparse.Namespace) -> int:
    """Show every problem of a policy file."""
    path: str = arguments.path
    problems = policy_problems(path, regencies(), [rule.code for rule in ALL])
    if arguments.format == "json":
        told = [
            {"file": path, "line": one.line, "place": one.place or None, "problem": one.text}
            for one in problems
        ]
        emit([f"{json.dumps(told, indent=1, ensure_ascii=True)}\n"])
    else:
        emit(f"{_as_text(path, one)}\n" for one in problems)
        emit([f"\n{counted(len(problems), 'problem', 'problems')}\n" if problems else "OK\n"])
    return VIOLATIONS if problems else 0


def _as_text(path: str, problem: LocatedProblem) -> str:
    parts = (path, problem.line, problem.place and f" {problem.place}", f" {problem.text}")
    return printable(":".join(str(part) for part in parts if part))
