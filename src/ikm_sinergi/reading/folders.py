"""Which files a folder stands for.

A folder with CSV tables of ours holds those and nothing else. Every other one is a folder as
offices send it: its files are read, and so are the folders in it, each by the same rule. Links to
folders are not followed; what is hidden, and what a spreadsheet program leaves beside an open
file ("~$..."), is not looked at.
"""

from collections.abc import Collection, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Final

from attrs import define, field, frozen

from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.errors import ReadError
from ikm_sinergi.records.beside import is_own
from ikm_sinergi.records.faults import encodable

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["MOST_FILES", "NOT_THERE", "OFFICE", "File", "Found", "csv_names", "in_folder", "told"]

OFFICE: Final = ("xlsx", "xls", "ods", "csv", "tsv")
"""What the names of office files end in."""

MOST_FILES: Final = 10_000
"""The most files in a folder: one with more is no folder of records, but a whole disk."""

NOT_THERE: Final = "there is no such file or folder"


@frozen(eq=False)
class File:
    """A file as the caller named it; `name` says what is in it ("programs.csv", "json" or "").

    `folder` is the folder in which it was found, "" if it was named itself.
    """

    path: str
    name: str
    place: "Path | BinaryIO"
    folder: str = ""

    @property
    def suffix(self) -> str:
        """What comes after the last dot of the name."""
        return self.name.casefold().rpartition(".")[2]

    @property
    def table(self) -> str:
        """The table that a CSV file would hold by its name."""
        return self.name.casefold().rpartition(".")[0]

    @property
    def is_table(self) -> bool:
        """Whether its name is that of a table of ours in CSV."""
        return self.suffix == "csv" and self.table in TABLES

    @property
    def delivery(self) -> str:
        """What it is a part of: its folder, itself if it holds several tables, "" if loose."""
        return self.folder if self.suffix in {"csv", "tsv"} else self.path

    @property
    def tables(self) -> Collection[str] | None:
        """The tables that it holds, None if that is not known."""
        return (self.table,) if self.is_table else None


@define(eq=False)
class Found:
    """What a path stands for.

    `files` are read, in this order. `unknown` are CSV files that stand beside tables of ours and
    are none (IKM002). `skipped` are files of another form than those that are read there, and the
    folders beside tables of ours. `errors` say which folders cannot be read.
    """

    files: list[File] = field(factory=list[File])
    unknown: list[File] = field(factory=list[File])
    skipped: list[File] = field(factory=list[File])
    errors: list[ReadError] = field(factory=list[ReadError])

    @property
    def known(self) -> list[File]:
        """The files that are read, and those of no table that stand beside them."""
        return self.files + self.unknown


def in_folder(folder: "Path", path: str) -> Found:
    """Return the files of a folder: first its own, then those of the folders in it, by name.

    It is an error if there is nothing to read in it, or more than a folder of records holds.
    """
    found = Found()
    waiting = [(folder, path)]
    while waiting:
        place, name = waiting.pop()
        try:
            with told(name):
                waiting += reversed(_look_into(place, name, found))
        except ReadError as error:
            found.errors.append(error)
        if len(found.files) + len(found.skipped) > MOST_FILES:
            problem = f"holds more than {MOST_FILES:,} files: name the folders to read"
            return Found(errors=[ReadError(path, problem)])
    if not found.files and not found.errors:
        problem = f"is a folder with none of the files {csv_names()}, and no office file"
        found.errors.append(ReadError(path, problem))
    return found


def _look_into(folder: "Path", path: str, found: Found) -> list[tuple["Path", str]]:
    """Add the files of one folder, and return the folders in it that are to be read too."""
    places = sorted(place for place in folder.iterdir() if not _is_hidden(place.name))
    named = [File(f"{path}/{encodable(one.name)}", one.name, one, path) for one in places]
    if any(file.is_table for file in named):
        _take_tables(places, named, found)
        return []
    folders: list[tuple[Path, str]] = []
    for place, file in zip(places, named, strict=True):
        if not place.is_dir():
            (found.files if file.suffix in OFFICE else found.skipped).append(file)
        elif not place.is_symlink():
            folders.append((place, file.path))
    return folders


def _is_hidden(name: str) -> bool:
    """Whether a name is one that a file browser would not show, or that of a lock file."""
    return name[0] in ".~" or name.casefold() in {"desktop.ini", "thumbs.db"}


def _take_tables(places: list["Path"], named: list[File], found: Found) -> None:
    """Add the tables of a folder of ours in their order, and what stands beside them."""
    order = list(TABLES)
    tables = [file for file in named if file.is_table]
    found.files += sorted(tables, key=lambda file: order.index(file.table))
    for place, file in zip(places, named, strict=True):
        if file.is_table:
            continue
        if place.is_dir():
            found.skipped.append(File(f"{file.path}/", file.name, place))
        elif file.suffix == "csv" and not is_own(file.table):
            found.unknown.append(file)
        elif file.suffix in OFFICE and file.suffix != "csv":
            found.skipped.append(file)


def csv_names() -> str:
    """Return the names of the CSV files of all tables, as a person lists them."""
    return ", ".join(f"{table}.csv" for table in TABLES)


@contextmanager
def told(path: str) -> Generator[None]:
    """Tell of what the operating system refuses as a `ReadError`."""
    try:
        yield
    except FileNotFoundError:
        raise ReadError(path, NOT_THERE) from None
    except PermissionError:
        raise ReadError(path, "permission to read it is denied") from None
    except OSError as error:
        raise ReadError(path, f"cannot be read: {error.strerror or error}") from None
