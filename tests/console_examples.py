"""Run the ```console examples of the documentation and compare what they print.

A block holds commands, each on a line that starts with "$ ", and below each exactly what it
prints (standard output and standard error, in the order written):

    $ ikm-sinergi check ...     runs in this process, at the root of the repository
    $ python FILE ...           runs with this interpreter
    $ cat FILE
    $ echo $?                   shows the exit code; one that is not 0 must be shown

A line that ends in a backslash goes on in the next. Blank lines at the end of an output do not
count. Nothing else is understood, so that no example depends on a shell.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from sybil.parsers.myst import CodeBlockParser

if TYPE_CHECKING:
    from sybil import Example

Main = Callable[[Sequence[str]], int]

ROOT = Path(__file__).resolve().parent.parent
# No colours, one width and UTF-8 everywhere: an example prints the same on every machine.
PLAIN = {"NO_COLOR": "1", "COLUMNS": "80", "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}


class ConsoleExampleError(Exception):
    """An example that is written in a way this module does not understand."""


class ConsoleBlockParser(CodeBlockParser):
    """Finds the ```console blocks of a document for Sybil."""

    language = "console"

    def evaluate(self, example: Example) -> str | None:
        """Return what is wrong with the block, or None."""
        return run_block(example.parsed)


def run_block(block: str, main: Main | None = None) -> str | None:
    """Run every command of a block; return the first difference as text, or None."""
    code = 0
    for command, expected in _commands(block):
        if command == "echo $?":
            printed, code = f"{code}\n", 0
        elif code:
            return f"exit code {code} is not shown: follow the command with `$ echo $?`"
        else:
            printed, code = _run(command, main)
        if printed.rstrip("\n") != expected.rstrip("\n"):
            return f"$ {command}\n{_difference(expected, printed)}"
    return f"exit code {code} is not shown: end with `$ echo $?`" if code else None


def _commands(block: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a block with the output written below it."""
    if not block.startswith("$ "):
        raise ConsoleExampleError("a console block starts with a command: `$ ...`")
    for part in f"\n{block}".split("\n$ ")[1:]:
        command, _, expected = part.replace("\\\n", "").partition("\n")
        yield command.strip(), expected


def _run(command: str, main: Main | None) -> tuple[str, int]:
    """Run one command at the root of the repository: what it prints and its exit code."""
    program, *arguments = shlex.split(command)
    if program == "ikm-sinergi":
        return _run_here(arguments, main)
    if program == "python":
        return _run_python(arguments)
    if program == "cat":
        texts = [(ROOT / name).read_text(encoding="utf-8") for name in arguments]
        return "".join(texts), 0
    raise ConsoleExampleError(f"can run ikm-sinergi, python, cat and echo $?, not {program!r}")


def _run_here(arguments: Sequence[str], main: Main | None) -> tuple[str, int]:
    if main is None:
        from ikm_sinergi.cli import main
    screen = io.BytesIO()
    stream = io.TextIOWrapper(screen, encoding="utf-8", newline="", write_through=True)
    with (
        contextlib.chdir(ROOT),
        contextlib.redirect_stdout(stream),
        contextlib.redirect_stderr(stream),
        mock.patch.dict(os.environ, PLAIN),
    ):
        try:
            code = main(arguments)
        except SystemExit as exit_:
            code = exit_.code if isinstance(exit_.code, int) else 2 if exit_.code else 0
    return screen.getvalue().decode("utf-8"), code


def _run_python(arguments: Sequence[str]) -> tuple[str, int]:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT, env={**os.environ, **PLAIN}, encoding="utf-8", check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return done.stdout, done.returncode


def _difference(expected: str, printed: str) -> str:
    texts = (text.rstrip("\n").splitlines() for text in (expected, printed))
    return "\n".join(difflib.unified_diff(*texts, "documented", "printed", lineterm=""))
