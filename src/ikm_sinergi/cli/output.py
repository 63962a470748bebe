"""What the commands write: data on standard output or into a file, words on standard error."""

import codecs
import os
import sys
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

from ikm_sinergi.errors import IkmSinergiError, WriteError

__all__ = ["PROGRAM", "complain", "counted", "emit", "printing", "speaks_utf_8"]

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
    """See what is printed through to its end; raises `WriteError` if standard output is full."""
    try:
        yield
        print(end="", flush=True)
    except BrokenPipeError:  # the reader has seen enough
        _discard(sys.stdout)
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
    from ikm_sinergi.writing import printable

    if sys.stderr is None:  # as the shell's 2>&- leaves it
        return
    try:
        print(f"{PROGRAM}: {printable(str(words))}", file=sys.stderr, flush=True)
    except OSError:
        _discard(sys.stderr)


def counted(count: int, one: str, many: str) -> str:
    """Return a count with what is counted: "1 file was", "2 files were"."""
    return f"{count} {one if count == 1 else many}"
