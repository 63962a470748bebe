"""The bytes of a file -> text, line by line or whole, within limits and in UTF-8 only.

A file is never trusted: what is too large, no text, or in another encoding is a `ReadError` that
names the line, and is noticed before it fills the memory.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO, Final, NoReturn

from ikm_sinergi.errors import ReadError

__all__ = [
    "CHUNK",
    "LARGEST_FILE",
    "LARGEST_OBJECT",
    "LONGEST_LINE",
    "bytes_of",
    "lines",
    "whole",
]

LARGEST_FILE: Final = 1_000_000_000
"""The most bytes of a file that is read line by line (CSV, JSONL)."""

LARGEST_OBJECT: Final = 250_000_000
"""The most bytes of a file that is read at once (JSON)."""

LONGEST_LINE: Final = 1_000_000
"""The most bytes of one line of a CSV or JSONL file."""

CHUNK: Final = 1 << 20
_BOM: Final = b"\xef\xbb\xbf"
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


def lines(file: BinaryIO, path: str) -> Iterator[str]:
    """Yield the lines of a file with their ends, without a byte order mark."""
    number = size = 0
    readline = file.readline
    while raw := bytes_of(readline(LONGEST_LINE + 1), path):
        number += 1
        size += len(raw)
        if len(raw) > LONGEST_LINE:
            raise ReadError(path, f"a line is longer than {LONGEST_LINE:,} bytes", line=number)
        if size > LARGEST_FILE:
            raise ReadError(path, f"is larger than {LARGEST_FILE:,} bytes", line=number)
        if number == 1:
            raw = _without_mark(raw, path)
        if b"\0" in raw:
            _refuse_zero(raw, path, number)
        try:
            text = raw.decode()
        except UnicodeDecodeError as error:
            _refuse_encoding(error, path, number)
        yield text


def whole(file: BinaryIO, path: str) -> str:
    """Return the text of a whole file, without a byte order mark."""
    chunks: list[bytes] = []
    size = 0
    while chunk := bytes_of(file.read(CHUNK), path):
        chunks.append(chunk)
        size += len(chunk)
        if size > LARGEST_OBJECT:
            text = f"is larger than {LARGEST_OBJECT:,} bytes: give it as JSONL or CSV"
            raise ReadError(path, text)
    raw = _without_mark(b"".join(chunks), path)
    if b"\0" in raw:
        _refuse_zero(raw, path, 1)
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        _refuse_encoding(error, path, 1)


def bytes_of(raw: Any, path: str) -> bytes:
    """Return what was read from a file, which must have been opened in binary mode."""
    if not isinstance(raw, bytes):
        raise ReadError(path, "was opened as text: open it in binary mode")
    return raw


def _without_mark(raw: bytes, path: str) -> bytes:
    if raw.startswith(_UTF_16):
        raise ReadError(path, "is written in UTF-16: save it as UTF-8", line=1)
    return raw.removeprefix(_BOM)


def _refuse_zero(raw: bytes, path: str, first: int) -> NoReturn:
    at = raw.index(b"\0")
    text = "holds a NUL byte: it is no text in UTF-8"
    raise ReadError(path, text, line=first + raw.count(b"\n", 0, at))


def _refuse_encoding(error: UnicodeDecodeError, path: str, first: int) -> NoReturn:
    before = error.object[: error.start]
    line = first + before.count(b"\n")
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    raise ReadError(path, "is not written in UTF-8: save it as UTF-8", line=line, column=column)
