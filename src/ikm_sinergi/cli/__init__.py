"""The command `ikm-sinergi`: data on standard output, words about the run on standard error.

Exit codes: 0 no error-severity violation, 1 some, 2 wrong usage or a file that could not be read.
Whatever the library raises on purpose becomes one line.
"""

from collections.abc import Sequence
from typing import Final

from ikm_sinergi.cli.arguments import parser
from ikm_sinergi.cli.output import complain
from ikm_sinergi.cli.targets import spare_files
from ikm_sinergi.errors import IkmSinergiError

__all__ = ["main"]

TROUBLE: Final = 2
INTERRUPTED: Final = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with these arguments (default: the process's) and return its exit code."""
    try:
        arguments = parser().parse_args(argv)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else TROUBLE
    try:
        spare_files(arguments)
        code: int = arguments.run(arguments)
    except IkmSinergiError as error:
        complain(error)
        return TROUBLE
    except KeyboardInterrupt:
        return INTERRUPTED
    return code
