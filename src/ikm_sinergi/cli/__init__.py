"""The command `ikm-sinergi`: data on standard output, words about the run on standard error.

Exit codes: 0; 1 if the judged records met `--fail-on`; 2 for whatever else went wrong. After a
signal the process ends by it. Whatever the library raises on purpose becomes one line.
"""

import os
import signal
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import Final, NoReturn

from ikm_sinergi.cli.command_line import parser
from ikm_sinergi.cli.output import complain, printing, spare_files
from ikm_sinergi.errors import IkmSinergiError

TROUBLE: Final = 2
SIGNALLED: Final = 128
"""What a shell adds to the number of the signal that ended a command, and `main` with it."""

STOPS: Final = frozenset({"SIGTERM", "SIGHUP"})
"""The signals that end a command as an interruption does: not before it has tidied up."""


def program() -> int:
    """Run the command of this process; return its exit code, or end by the signal that stopped it.

    Only so do the shell, `make` and whoever waits for it know that it was stopped.
    """
    code = main()
    if code > SIGNALLED:
        number = code - SIGNALLED
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
    return code


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with these arguments (default: the process's) and return its exit code."""
    try:
        with _stoppable():
            return _run(argv)
    except IkmSinergiError as error:
        complain(error)
        return TROUBLE
    except KeyboardInterrupt as stop:
        return SIGNALLED + (stop.args[0] if stop.args else signal.SIGINT)


def _run(argv: Sequence[str] | None) -> int:
    with printing():  # the help or the version
        try:
            arguments = parser().parse_args(argv)
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else TROUBLE
    spare_files(arguments)
    code: int = arguments.run(arguments)
    return code


@contextmanager
def _stoppable() -> Generator[None]:
    """Let signals that would end the process at once interrupt it, unless somebody handles them."""
    ours = [
        one
        for one in signal.Signals
        if one.name in STOPS
        and current_thread() is main_thread()
        and signal.getsignal(one) is signal.SIG_DFL
    ]
    for one in ours:
        signal.signal(one, _interrupt)
    try:
        yield
    finally:
        for one in ours:
            signal.signal(one, signal.SIG_DFL)


def _interrupt(number: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt(number)
