"""Where commands write: never over what they read, and not over a filled form by a slip."""

import argparse
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from ikm_sinergi.errors import WriteError

__all__ = ["spare_files"]

SOURCES: Final = ("path", "paths", "before", "after", "policy", "policy_before", "policy_after")
"""The arguments that name what a command reads."""


def spare_files(arguments: argparse.Namespace) -> None:
    """Raise `WriteError` if a command would write over a file that must stay as it is.

    That is any file or folder that it reads, under whatever name; and, for a command that has
    `--force` and was not given it, any file that is there.
    """
    targets = list(_written_by(arguments))
    read = list(_read_by(arguments)) if targets else []
    for target in targets:
        with suppress(OSError):  # it is not there, or cannot be: then writing it tells
            found = target.stat()
            is_kept = stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)  # no device
            if is_kept and any(os.path.samestat(found, one) for one in read):
                problem = "is among what is read: write to another place"
                raise WriteError(target.as_posix(), problem)
        if not getattr(arguments, "force", True) and _is_file(target):
            raise WriteError(target.as_posix(), "is there already: --force writes over it")


def _is_file(target: Path) -> bool:
    """Whether a file is there, or a link that may become one; asked so that nothing raises."""
    return os.path.isfile(target) or os.path.islink(target)  # noqa: PTH113, PTH114  # a Path may


def _written_by(arguments: argparse.Namespace) -> Iterator[Path]:
    """Yield what a command may write; in a folder, the file of each table too."""
    from ikm_sinergi.domain.tables import TABLES

    for name in ("output", "file", "to"):
        target = getattr(arguments, name, None)
        if target is not None:
            yield Path(target)
            if name == "to" and os.path.isdir(target):  # noqa: PTH112  # a Path may raise
                yield from (Path(target, f"{table}.csv") for table in TABLES)


def _read_by(arguments: argparse.Namespace) -> Iterator[os.stat_result]:
    """Yield what the system knows of each file and folder that a command reads."""
    from ikm_sinergi.reading import files_of

    for name in SOURCES:
        named: str | list[str] = getattr(arguments, name, [])
        for path in [named] if isinstance(named, str) else named:
            if path == "-":
                with suppress(OSError):
                    yield os.fstat(sys.stdin.fileno())
                continue
            for file in (Path(path), *files_of(path)):
                with suppress(OSError):
                    yield file.stat()
