"""Where something is written, and how it comes there as a whole or not at all.

A file grows under a name that nobody can know beforehand, beside the one that it takes in the end:
until then the old file is as it was, and where writing fails, nothing is left. Devices, pipes and
what is already open (/dev/stdout) are written directly.
"""

import os
import secrets
import stat
from collections.abc import Generator
from contextlib import contextmanager, suppress
from errno import EACCES
from functools import partial
from io import TextIOWrapper
from typing import TYPE_CHECKING, BinaryIO, Final, TextIO

from ikm_sinergi.errors import WriteError

if TYPE_CHECKING:
    from pathlib import Path

_OPEN: Final = ("/proc/", "/dev/fd")
"""Where the system shows what is open in a process."""

_NEW: Final = 0o666  # what the umask leaves of it


@contextmanager
def told(target: "Path") -> Generator[None]:
    """Tell of what the operating system refuses as a `WriteError`."""
    try:
        yield
    except OSError as error:
        problem = f"cannot be written: {error.strerror or error}"
        raise WriteError(target.as_posix(), problem) from None


@contextmanager
def whole(target: "Path") -> Generator[BinaryIO]:
    """Open a file that takes its place, under its old mode, only when all of it is written.

    A link stays, and what it leads to is replaced.
    """
    found = _found(target)
    if _is_open(target) or not (found is None or stat.S_ISREG(found.st_mode)):
        with target.open("wb") as file:  # which tells by itself that a folder is none
            yield file
        return
    place = target.resolve()
    if found is not None and not os.access(place, os.W_OK):
        raise PermissionError(EACCES, os.strerror(EACCES))
    part = place.with_name(f".{secrets.token_hex(8)}.part")
    mode = _NEW if found is None else stat.S_IMODE(found.st_mode)
    # Exclusive: no file that is there, and no link, is ever opened.
    opener = partial(os.open, mode=mode & _NEW)
    file = open(part, "xb", opener=opener)  # noqa: SIM115  # `with` follows where it can be undone
    try:
        with file:
            if found is not None:
                part.chmod(mode)  # whatever the umask takes away
            yield file
        part.replace(place)
    except BaseException:
        part.unlink()
        raise


@contextmanager
def whole_text(target: "Path", errors: str = "strict") -> Generator[TextIO]:
    """Open a `whole` file of text, in UTF-8 and with its ends of lines as they are."""
    with whole(target) as file:
        text = TextIOWrapper(file, encoding="utf-8", errors=errors, newline="")
        yield text
        text.flush()


@contextmanager
def folder(target: "Path") -> Generator[None]:
    """Make a folder, and those it is in; if what goes there fails, those that were made go."""
    made = [one for one in (target, *target.parents) if not one.exists()]
    try:
        target.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for one in made:
            with suppress(OSError):  # it was not made after all, or somebody else uses it by now
                one.rmdir()
        raise


def _found(target: "Path") -> os.stat_result | None:
    """Return what is there, at the end of all links; None if there is nothing."""
    try:
        return target.stat()
    except FileNotFoundError:
        return None


def _is_open(target: "Path") -> bool:
    """Whether a path leads to what is open already, as /dev/stdout does, be it a file or not."""
    path = target
    while True:  # links in a circle were refused before
        home = path.parent.resolve()
        if home.as_posix().startswith(_OPEN):
            return True
        if not path.is_symlink():
            return False
        path = home / path.readlink()
