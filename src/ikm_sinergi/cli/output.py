"""What the commands write: data on standard output or into a file, words on standard error.

They never write over what they read, and not over a filled form by a slip.
"""

import argparse
import codecs
import os
import signal
import stat
import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, TextIO

from ikm_sinergi.errors import IkmSinergiError, WriteError

PROGRAM: Final = "ikm-sinergi"


def emit(parts: Iterable[str], path: str | None = None) -> None:
    """Write to a file or to standard output, whatever it cannot spell as an escape."""
    if path is not None:
        from ikm_sinergi.writing.destinations import told, whole_text

        target = Path(path)
        with told(target), whole_text(target, "backslashreplace") as file:
            file.writelines(parts)
        return
    if sys.stdout is None:  # as the shell's >&- leaves it
        raise WriteError("standard output", "cannot be written: it is closed")
    with printing():
        encoding = sys.stdout.encoding or "utf-8"
        for part in parts:
            sys.stdout.write(part.encode(encoding, "backslashreplace").decode(encoding))


@contextmanager
def printing() -> Generator[None]:
    """See what is printed through to its end; raises `WriteError` if standard output is full.

    Where its reader has seen enough, the command is stopped as by that signal.
    """
    try:
        yield
        print(end="", flush=True)
    except BrokenPipeError:
        _discard(sys.stdout)
        if hasattr(signal, "SIGPIPE"):
            raise KeyboardInterrupt(signal.SIGPIPE) from None
    except OSError as error:
        _discard(sys.stdout)
        problem = f"cannot be written: {error.strerror or error}"
        raise WriteError("standard output", problem) from None


def _discard(stream: TextIO) -> None:
    """Send what is still in the buffer nowhere, so that no more is said of it at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def speaks_utf_8() -> bool:
    """Whether standard output can spell every character."""
    return codecs.lookup(getattr(sys.stdout, "encoding", None) or "utf-8").name == "utf-8"


def complain(words: IkmSinergiError | str) -> None:
    """Say in one line on standard error what is wrong; where it is full, the exit code says it."""
    from ikm_sinergi.words.phrases import printable

    if sys.stderr is None:  # as the shell's 2>&- leaves it
        return
    try:
        print(f"{PROGRAM}: {printable(str(words))}", file=sys.stderr, flush=True)
    except OSError:
        _discard(sys.stderr)


def counted(count: int, one: str, many: str) -> str:
    """Return a count with what is counted: "1 file was", "2 files were"."""
    return f"{count} {one if count == 1 else many}"


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
