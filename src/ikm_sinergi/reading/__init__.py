"""Files -> `Records`, in the canonical forms: a folder of CSV, one CSV, JSON, JSONL.

What is wrong with a value or a row is kept in the records, for the rules to report. What is wrong
with a file as a whole is a `ReadError`; nothing of such a file is kept.
"""

import io
import os
from collections.abc import Callable, Collection, Generator, Iterable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeAlias

from attrs import frozen

from ikm_sinergi.errors import ReadError
from ikm_sinergi.faults import Location, Source, encodable
from ikm_sinergi.intake import Intake
from ikm_sinergi.reading.delimited import read_csv
from ikm_sinergi.reading.lines import CHUNK, LARGEST_FILE, bytes_of
from ikm_sinergi.reading.objects import is_jsonl, read_json, read_jsonl
from ikm_sinergi.records import Records
from ikm_sinergi.tables import TABLES

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Readable", "read"]

Readable: TypeAlias = str | os.PathLike[str] | BinaryIO
"""What can be read: the path of a file or folder, or a file that is open in binary mode."""

_NOT_THERE: Final = "there is no such file or folder"


@frozen(eq=False)
class _File:
    """A file as the caller named it; `name` says what is in it ("programs.csv", "json" or "")."""

    path: str
    name: str
    place: "Path | BinaryIO"

    @property
    def suffix(self) -> str:
        """What comes after the last dot of the name."""
        return self.name.casefold().rpartition(".")[2]

    @property
    def table(self) -> str:
        """The table that a CSV file would hold by its name."""
        return self.name.casefold().rpartition(".")[0]

    @property
    def tables(self) -> Collection[str]:
        """The tables that it holds or may hold."""
        one = self.suffix == "csv" and self.table in TABLES
        return (self.table,) if one else tuple(TABLES)


def read(
    paths: Readable | Iterable[Readable],
    *,
    complete: Iterable[int] = (),
    format: str | None = None,  # noqa: A002  # the word everybody looks for
    on_error: Callable[[ReadError], object] | None = None,
) -> Records:
    """Read records from a file, a folder, or several of them.

    A folder holds `programs.csv`, `participants.csv` and so on; a `.csv` file has the name of its
    table; a `.json` file is one object with a key for each table; a `.jsonl` file is one record a
    line with its "table". An open binary file without such a name is JSON or JSONL, whichever its
    first line is. `format` says it otherwise: "json", "jsonl", or a name such as "programs.csv".
    `complete` are the fiscal years whose records are all there, by your word.

    A file that cannot be read raises `ReadError`. With `on_error`, that is called instead and the
    other files are still read. The tables that the file held, or may have held, then do not count
    as given, so that nothing is called unlawful for what it would have said.
    """
    intake = Intake()

    def refuse(error: ReadError, tables: Collection[str]) -> None:
        if on_error is None:
            raise error
        intake.lost.update(tables)
        on_error(error)

    for item in _each(paths):
        try:
            files = _files(item, format, intake)
        except ReadError as error:
            refuse(error, TABLES)
            continue
        for file in files:
            try:
                with intake.all_or_nothing():
                    _read(file, intake)
            except ReadError as error:
                refuse(error, file.tables)
    return Records.from_intake(intake, complete=complete)


def _each(paths: Any) -> Iterable[Readable]:
    if isinstance(paths, str) or hasattr(paths, "__fspath__") or hasattr(paths, "read"):
        return (paths,)
    return paths  # type: ignore[no-any-return]  # only the two kinds of the signature are left


# --- which files ---------------------------------------------------------------------------


def _files(item: Readable, name: str | None, intake: Intake) -> list[_File]:
    """Return the files that one item stands for."""
    from pathlib import Path  # noqa: PLC0415  # 5 ms that an import need not pay

    if not isinstance(item, str | os.PathLike):
        called = getattr(item, "name", None)
        path = called if isinstance(called, str) else "<stream>"
        own = "" if path.startswith("<") else os.path.basename(path)  # noqa: PTH119  # a label
        return [_File(encodable(path), name or own, item)]
    if not os.fspath(item):
        raise ReadError("(no path)", _NOT_THERE)
    place = Path(item)
    path = encodable(place.as_posix())
    if place.is_dir():
        with _told(path):
            return _in_folder(place, path, intake)
    return [_File(path, name or place.name, place)]


def _in_folder(folder: "Path", path: str, intake: Intake) -> list[_File]:
    """Return the tables in a folder in their order; report those that do not exist (IKM003)."""
    places = sorted(place for place in folder.iterdir() if place.name[0] not in ".~")
    named = [_File(f"{path}/{encodable(one.name)}", one.name, one) for one in places]
    found = [file for file in named if file.suffix == "csv"]
    files = [file for table in TABLES for file in found if file.table == table]
    if not files:
        raise ReadError(path, f"is a folder with none of the files {_csv_names()}")
    for file in found:
        if file.table not in TABLES and not file.table.startswith("x_"):
            source = Source(table=file.table, file=file.path)
            intake.unknown_table(source, Location(file=file.path))
    return files


def _csv_names() -> str:
    return ", ".join(f"{table}.csv" for table in TABLES)


@contextmanager
def _told(path: str) -> Generator[None]:
    """Tell of what the operating system refuses as a `ReadError`."""
    try:
        yield
    except FileNotFoundError:
        raise ReadError(path, _NOT_THERE) from None
    except PermissionError:
        raise ReadError(path, "permission to read it is denied") from None
    except OSError as error:
        raise ReadError(path, f"cannot be read: {error.strerror or error}") from None


# --- one file ------------------------------------------------------------------------------


def _read(file: _File, intake: Intake) -> None:
    """Read a file of whatever form, opening it first if need be."""
    place = file.place
    with _told(file.path):
        if not isinstance(place, os.PathLike):
            _read_as(file, place, intake)
            return
        if "\0" in file.path:
            raise FileNotFoundError
        with place.open("rb") as opened:
            if os.fstat(opened.fileno()).st_size > LARGEST_FILE:
                raise ReadError(file.path, f"is larger than {LARGEST_FILE:,} bytes")
            _read_as(file, opened, intake)


def _read_as(file: _File, opened: BinaryIO, intake: Intake) -> None:
    suffix = file.suffix
    if not file.name:
        opened, suffix = _told_apart(opened, file.path)
    if suffix == "json":
        read_json(opened, file.path, intake)
    elif suffix == "jsonl":
        read_jsonl(opened, file.path, intake)
    elif suffix == "csv" and file.table in TABLES:
        read_csv(opened, file.path, file.table, intake)
    else:
        names = f"a folder, a .json or .jsonl file, or one of {_csv_names()}"
        raise ReadError(file.path, f"is of no form that is read: give {names}")


def _told_apart(file: BinaryIO, path: str) -> tuple[BinaryIO, str]:
    """Return a file that names no form, from its beginning, and the form of its first line."""
    copy = io.BytesIO()
    while chunk := bytes_of(file.read(CHUNK), path):
        copy.write(chunk)
        if copy.tell() > LARGEST_FILE:
            raise ReadError(path, f"is larger than {LARGEST_FILE:,} bytes")
    copy.seek(0)
    first = next((line for line in copy if line.strip()), b"")
    copy.seek(0)
    return copy, "jsonl" if is_jsonl(first) else "json"
