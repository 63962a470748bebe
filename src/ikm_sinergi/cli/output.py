"""What the commands write: data on standard output or into a file, words on standard error."""

import codecs
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ikm_sinergi.errors import IkmSinergiError, WriteError

__all__ = ["PROGRAM", "complain", "counted", "emit", "speaks_utf_8"]

PROGRAM: Final = "ikm-sinergi"


def emit(parts: Iterable[str], path: str | None = None) -> None:
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


def speaks_utf_8() -> bool:
    """Whether standard output can spell every character."""
    return codecs.lookup(sys.stdout.encoding or "utf-8").name == "utf-8"


def complain(words: IkmSinergiError | str) -> None:
    """Say in one line on standard error what is wrong."""
    from ikm_sinergi.writing import printable

    print(f"{PROGRAM}: {printable(str(words))}", file=sys.stderr)


def counted(count: int, one: str, many: str) -> str:
    """Return a count with what is counted: "1 file was", "2 files were"."""
    return f"{count} {one if count == 1 else many}"
