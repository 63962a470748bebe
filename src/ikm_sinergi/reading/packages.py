"""The zip file inside an .xlsx or .ods file -> a copy of it that is safe to hand on.

Only the parts that a reader of cells needs are unpacked, in memory and within limits, whatever
the file says of their sizes: no picture, macro or embedded file, and nothing onto the disk. The
copy holds them uncompressed, so that who reads it sees just what was checked here.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from attrs import frozen

from ikm_sinergi.errors import ReadError

__all__ = ["LARGEST_UNPACKED", "LOCKED", "MOST_PARTS", "Package", "unpack"]

MOST_PARTS: Final = 1_000
"""The most files that a workbook may consist of."""

LARGEST_UNPACKED: Final = 100_000_000
"""The most bytes that the parts of a workbook may be when they are unpacked."""

LARGEST_RATIO: Final = 200
"""How many times larger than its file a workbook may become, once it is larger than `SMALL`."""

SMALL: Final = 20_000_000

_CHUNK: Final = 1 << 20
_ENTRY: Final = b"PK\1\2"  # begins the entry of one part in the directory of a zip file
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,  # a kind of compression or of zip that the module does not know
    OSError,
    ValueError,
)
LOCKED: Final = "is protected with a password: save it without one"
_OTHERS: Final = MappingProxyType(
    {
        "xl/workbook.bin": "is a binary workbook (.xlsb): save it as .xlsx",
        "word/document.xml": "is a text document, no workbook",
        "ppt/presentation.xml": "is a presentation, no workbook",
    }
)


@frozen
class Package:
    """The parts of a workbook that matter, by name, and whether it is an .ods file."""

    parts: Mapping[str, bytes]
    open_document: bool

    def packed(self) -> bytes:
        """Return them as a zip file without compression."""
        copy = io.BytesIO()
        with zipfile.ZipFile(copy, "w") as file:
            for name, part in self.parts.items():
                file.writestr(zipfile.ZipInfo(name), part)
        return copy.getvalue()


def unpack(data: bytes, path: str) -> Package:
    """Unpack a workbook, or raise `ReadError` if it is none, is broken or is too large."""
    if data.count(_ENTRY) > 2 * MOST_PARTS:  # before a directory of millions fills the memory
        raise _too_many(path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return _unpacked(file, len(data), path)
    except _BROKEN:
        text = "is damaged: it looks like a workbook, but cannot be unpacked"
        raise ReadError(path, text) from None


def _unpacked(file: zipfile.ZipFile, packed: int, path: str) -> Package:
    entries = {entry.filename.replace("\\", "/"): entry for entry in file.infolist()}
    if len(file.infolist()) > MOST_PARTS:
        raise _too_many(path)
    names = {name.casefold() for name in entries}
    open_document = "content.xml" in names
    for name, text in _OTHERS.items():
        if name in names:
            raise ReadError(path, text)
    if not open_document and not any(name.endswith("workbook.xml") for name in names):
        raise ReadError(path, "is a zip file, but no workbook is in it")
    parts: dict[str, bytes] = {}
    left = min(LARGEST_UNPACKED, max(SMALL, packed * LARGEST_RATIO))
    for name, entry in entries.items():
        if not _is_needed(name):
            continue
        if entry.flag_bits & 1:
            raise ReadError(path, LOCKED)
        if entry.compress_type not in _METHODS:
            raise NotImplementedError
        parts[name] = _part(file, entry, left, path)
        left -= len(parts[name])
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise ReadError(path, LOCKED)
    return Package(MappingProxyType(parts), open_document)


def _is_needed(name: str) -> bool:
    return name == "mimetype" or name.casefold().endswith((".xml", ".rels"))


def _part(file: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int, path: str) -> bytes:
    """Return one part unpacked, never holding more of it than may be."""
    chunks: list[bytes] = []
    with file.open(entry) as part:
        while chunk := part.read(_CHUNK):
            chunks.append(chunk)
            most -= len(chunk)
            if most < 0:
                text = f"is not read: unpacked it is larger than {LARGEST_UNPACKED:,} bytes, or"
                raise ReadError(path, f"{text} {LARGEST_RATIO} times larger than the file")
    whole = b"".join(chunks)
    name = f"{entry.filename[:60]!r} in it"
    if b"\0" in whole:
        raise ReadError(path, f"{name} holds a NUL byte: it is not written in UTF-8")
    if b"<!" in whole and (b"<!DOCTYPE" in whole or b"<!ENTITY" in whole):
        raise ReadError(path, f"{name} holds a DOCTYPE, which a workbook has no use for")
    return whole


def _too_many(path: str) -> ReadError:
    return ReadError(path, f"consists of more than {MOST_PARTS:,} files: that is no workbook")
