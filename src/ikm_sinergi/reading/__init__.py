"""Files -> `Records`: the canonical forms (a folder of CSV, one CSV, JSON, JSONL) and office files.

A CSV file that has the name of a table and the columns that it needs is canonical, and read
strictly; every other one, and every workbook, is read as an office keeps it. What is wrong with a
value or a row is kept in the records, for the rules to report. What is wrong with a file as a
whole is a `ReadError`; nothing of such a file is kept.
"""

import io
import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeAlias, cast

from ikm_sinergi.domain.arguments import wrong_type
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.errors import ReadError
from ikm_sinergi.reading.delimited import is_canonical, read_csv
from ikm_sinergi.reading.folders import NOT_THERE, OFFICE, File, Found, csv_names, in_folder, told
from ikm_sinergi.reading.lines import CHUNK, LARGEST_FILE, bytes_of
from ikm_sinergi.reading.objects import is_jsonl, read_json, read_jsonl
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.faults import Location, Source, encodable
from ikm_sinergi.records.intake import Intake

if TYPE_CHECKING:
    from pathlib import Path

    from ikm_sinergi.reading.grid import Grid
    from ikm_sinergi.reading.offices import Offices

__all__ = ["Readable", "files_of", "grids_of", "read"]

Readable: TypeAlias = str | os.PathLike[str] | BinaryIO
"""What can be read: the path of a file or folder, or a file that is open in binary mode."""

_PACKED: Final = (b"PK\3\4", b"\xd0\xcf\x11\xe0")  # what a workbook begins with


def read(
    paths: Readable | Iterable[Readable],
    *,
    complete: int | Iterable[int] = (),
    format: str | None = None,  # noqa: A002  # the word everybody looks for
    on_error: Callable[[ReadError], object] | None = None,
    on_skip: Callable[[str], object] | None = None,
) -> Records:
    """Read records from a file, a folder, or several of them.

    A folder holds `programs.csv`, `participants.csv` and so on, or else office files and folders
    of either kind; a `.csv` file has the name of its table; a `.json` file is one object with a
    key for each table; a `.jsonl` file is one record a line with its "table". Workbooks
    (`.xlsx`, `.xls`, `.ods`, with the extra `excel`) and every other `.csv` or `.tsv` file are
    read as offices keep them. An open binary file without such a name is a workbook, JSON or
    JSONL, whichever it begins as. `format` says it otherwise: "json", "xlsx", or a name such as
    "programs.csv". `complete` are the fiscal years whose records are all there, by your word.

    A file that cannot be read raises `ReadError`. With `on_error`, that is called instead and the
    other files are still read. The tables that the file held, or may have held, then do not count
    as given, so that nothing is called unlawful for what it would have said.

    A file in a folder that is of another form (a `.pdf`, a picture, a workbook beside
    `programs.csv`) is passed over, and so is a folder beside `programs.csv`; `on_skip` is called
    with its path, which for a folder ends in "/".

    Raises `InvalidTypeError` for what is neither a path nor a file.
    """
    intake = Intake()
    offices = _Offices(intake)

    def refuse(error: ReadError, path: str, tables: Collection[str] | None) -> None:
        if on_error is None:
            raise error
        intake.lose(path, tables)
        on_error(error)

    for item in _each(paths):
        found = _found(item, format)
        for closed in found.errors:
            intake.deliveries[closed.path] = closed.path
            refuse(closed, closed.path, None)
        for file in (*found.files, *found.unknown):
            intake.deliveries[file.path] = file.delivery
        for file in found.unknown:
            source = Source(table=file.table, file=file.path)
            intake.unknown_table(source, Location(file=file.path))
        if on_skip is not None:
            for file in found.skipped:
                on_skip(file.path)
        for file in found.files:
            try:
                with intake.all_or_nothing():
                    _read(file, offices)
            except ReadError as error:
                refuse(error, file.path, file.tables)
    offices.finish()
    return Records.from_intake(intake, complete=complete)


class _Offices:
    """The reader of office files, loaded when the first one is met.

    `opened` are the files that were read, by what the system knows them by.
    """

    def __init__(self, intake: Intake) -> None:
        self.intake = intake
        self.opened: set[tuple[int, int]] = set()
        self._reader: Offices | None = None

    def read(self, file: BinaryIO, path: str) -> int:
        """Read an office file; return how many tables of it were understood."""
        from ikm_sinergi.reading.offices import Offices  # noqa: PLC0415  # few need it

        self._reader = self._reader or Offices(self.intake)
        return self._reader.read(file, path)

    @property
    def hint(self) -> str:
        """What the last file comes nearest to, if nothing of it was understood."""
        return "" if self._reader is None else self._reader.hint

    def finish(self) -> None:
        """Make records of what lists state."""
        if self._reader is not None:
            self._reader.finish()


def grids_of(paths: Readable | Iterable[Readable]) -> "list[Grid]":
    """Return the sheets of office files, CSV files too, as they stand; leave out what is none.

    For `write_checked`, which gives them back with what was found. Open files are left out.
    """
    from ikm_sinergi.reading.workbooks import read_grids  # noqa: PLC0415  # few need it

    grids: list[Grid] = []
    for found in _all_found(paths):
        for file in found.files:
            if isinstance(file.place, os.PathLike) and file.suffix in OFFICE:
                with suppress(ReadError), told(file.path), file.place.open("rb") as opened:
                    grids += read_grids(opened, file.path)
    return grids


def files_of(paths: Readable | Iterable[Readable]) -> "list[Path]":
    """Return the files that these paths stand for, whether or not they are there.

    Those are the files that `read` opens, and what stands beside them as an office file and is
    not read: for whoever writes near them. Open files are left out.
    """
    files: list[File] = []
    for found in _all_found(paths):
        files += found.files
        files += [one for one in (*found.unknown, *found.skipped) if one.suffix in OFFICE]
    return [file.place for file in files if isinstance(file.place, os.PathLike)]


def _all_found(paths: Readable | Iterable[Readable]) -> Iterator[Found]:
    return (_found(item, None) for item in _each(paths))


def _each(paths: Any) -> Iterable[Readable]:
    """Return the paths and files, one alone as well; raises `InvalidTypeError` for what is none."""
    alone = _is_file(paths) or isinstance(paths, str | bytes) or not isinstance(paths, Iterable)
    items = (cast("Any", paths),) if alone else tuple(cast("Iterable[Any]", paths))
    for item in items:
        if not (isinstance(item, str | os.PathLike) or _is_file(item)):
            raise wrong_type("paths", "a path, a binary file or a list of them", item)
    return items


def _is_file(item: object) -> bool:
    return hasattr(item, "read")


# --- which files ---------------------------------------------------------------------------


def _found(item: Readable, name: str | None) -> Found:
    """Return what one item stands for."""
    from pathlib import Path  # noqa: PLC0415  # 5 ms that an import need not pay

    if not isinstance(item, str | os.PathLike):
        called = getattr(item, "name", None)
        path = called if isinstance(called, str) else "<stream>"
        own = "" if path.startswith("<") else os.path.basename(path)  # noqa: PTH119  # a label
        return Found([File(encodable(path), name or own, item)])
    if not os.fspath(item):
        return Found(errors=[ReadError("(no path)", NOT_THERE)])
    place = Path(item)
    path = encodable(place.as_posix())
    try:
        with told(path):
            is_folder = place.is_dir()
    except ReadError as error:
        return Found(errors=[error])
    return in_folder(place, path) if is_folder else Found([File(path, name or place.name, place)])


# --- one file ------------------------------------------------------------------------------


def _read(file: File, offices: _Offices) -> None:
    """Read a file of whatever form, opening it first if need be."""
    place = file.place
    with told(file.path):
        if not isinstance(place, os.PathLike):
            _read_as(file, place, offices)
            return
        if "\0" in file.path:
            raise FileNotFoundError
        with place.open("rb") as opened:
            about = os.fstat(opened.fileno())
            if about.st_ino and (about.st_dev, about.st_ino) in offices.opened:
                return  # given twice, under whatever names
            offices.opened.add((about.st_dev, about.st_ino))
            if about.st_size > LARGEST_FILE:
                raise ReadError(file.path, f"is larger than {LARGEST_FILE:,} bytes")
            _read_as(file, opened, offices)


def _read_as(file: File, opened: BinaryIO, offices: _Offices) -> None:
    suffix, intake = file.suffix, offices.intake
    if not file.name:
        opened, suffix = _told_apart(opened, file.path)
    if suffix == "json":
        read_json(opened, file.path, intake)
    elif suffix == "jsonl":
        read_jsonl(opened, file.path, intake)
    elif suffix == "csv" and file.table in TABLES:
        _read_table(file, opened, offices)
    elif suffix in OFFICE:
        _read_office(opened, file.path, offices)
    else:
        names = f"a folder, a .json or .jsonl file, an office file, or one of {csv_names()}"
        raise ReadError(file.path, f"is of no form that is read: give {names}")


def _read_table(file: File, opened: BinaryIO, offices: _Offices) -> None:
    """Read a CSV file with the name of a table: strictly if its header is the table's."""
    if not opened.seekable():
        opened = _copied(opened, file.path)
    begin = opened.tell()
    canonical = is_canonical(bytes_of(opened.readline(CHUNK), file.path), TABLES[file.table])
    opened.seek(begin)
    try:
        taken = 0 if canonical else offices.read(opened, file.path)
    except ReadError:
        taken = 0
    if not taken:  # the strict way says best what is missing
        opened.seek(begin)
        read_csv(opened, file.path, file.table, offices.intake)


def _read_office(opened: BinaryIO, path: str, offices: _Offices) -> None:
    if not offices.read(opened, path):
        names = f"the columns of a list of participants, or those of one of {', '.join(TABLES)}"
        hint = f"{offices.hint}; " if offices.hint else ""
        raise ReadError(path, f"holds no table that is understood: {hint}give {names}")


def _told_apart(file: BinaryIO, path: str) -> tuple[BinaryIO, str]:
    """Return a file that names no form, from its beginning, and the form of its first line."""
    copy = _copied(file, path)
    if copy.getvalue().startswith(_PACKED):
        return copy, "xlsx"
    first = next((line for line in copy if line.strip()), b"")
    copy.seek(0)
    return copy, "jsonl" if is_jsonl(first) else "json"


def _copied(file: BinaryIO, path: str) -> io.BytesIO:
    copy = io.BytesIO()
    while chunk := bytes_of(file.read(CHUNK), path):
        copy.write(chunk)
        if copy.tell() > LARGEST_FILE:
            raise ReadError(path, f"is larger than {LARGEST_FILE:,} bytes")
    copy.seek(0)
    return copy
