"""JSON and JSONL -> rows.

JSON is one object with a key for each table; one that is not well-formed from end to end is refused
as a whole. JSONL is one record a line that names its "table"; a line that names nothing else says
that the table is there. Either may say of which tables more was sent than could be read: "in_part".
A line that is no such record is set aside; what it may have held is not given in full.
"""

import json
import re
import sys
from typing import Any, BinaryIO, Final, NoReturn, TypeGuard

from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.errors import ReadError
from ikm_sinergi.reading.lines import LONGEST_LINE, lines, whole
from ikm_sinergi.records.beside import is_own
from ikm_sinergi.records.builder import is_object, named
from ikm_sinergi.records.faults import Location, Source, pointer
from ikm_sinergi.records.intake import Add, Intake, add_table

__all__ = ["SCHEMA_VERSION", "is_jsonl", "read_json", "read_jsonl"]

SCHEMA_VERSION: Final = 1


def read_json(file: BinaryIO, path: str, intake: Intake) -> None:
    """Read one object whose keys are the tables."""
    tables: Any = _parsed(whole(file, path), path)
    if not is_object(tables):
        raise ReadError(path, "is not an object with the tables as its keys")
    version = tables.pop("schema_version", SCHEMA_VERSION)
    if type(version) is not int or version != SCHEMA_VERSION:
        text = f"its schema_version is not {SCHEMA_VERSION}, the only one this release reads"
        raise ReadError(path, text)
    intake.lose(path, _in_part(tables.pop("in_part", []), path))
    for name, rows in tables.items():
        if name in TABLES:
            if rows is None:
                continue
            if not _is_list(rows):
                raise ReadError(path, f"{name} is not a list of objects")
            add_table(intake, name, rows, file=path)
        elif not is_own(name):
            source = Source(table=name, file=path)
            place = Location(file=path, pointer=pointer(named(name)))
            intake.unknown_table(source, place)


def _in_part(value: Any, path: str) -> list[str]:
    if not _is_list(value) or any(name not in TABLES for name in map(str, value)):
        raise ReadError(path, "its in_part is not a list of tables")
    return [str(name) for name in value]


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return type(value) is list


def read_jsonl(file: BinaryIO, path: str, intake: Intake) -> None:
    """Read one record a line, each with the name of its table.

    A file of which no line is a record is none of JSONL: that is an error.
    """
    adders: dict[str, Add] = {}
    unknown: dict[str, int] = {}  # the line of the first row of each
    broken: list[tuple[int, str, ReadError]] = []
    for number, line in enumerate(lines(file, path), 1):
        if line.isspace():
            continue
        try:
            name, row = _record(line.rstrip("\r\n"), path, number)
        except ReadError as error:
            broken.append((number, line, error))
            continue
        if name not in adders:
            if name not in TABLES and not is_own(name):
                unknown[name] = number
            adders[name] = _adder(name, path, intake)
        if row:
            adders[name](number, row)
    if not adders:
        raise broken[0][2] if broken else ReadError(path, "is empty")
    for number, line, _ in broken:
        _set_aside(line, path, number, intake)
    for name, number in unknown.items():
        source = Source(table=name, file=path, lines=True)
        intake.unknown_table(source, Location(file=path, row=number))


def _record(line: str, path: str, number: int) -> tuple[str, dict[Any, Any]]:
    row = _parsed(line, path, number)
    name = row.pop("table", None) if is_object(row) else None
    if type(name) is not str:
        raise ReadError(path, 'is not an object that names its "table"', line=number)
    return name, row


_TABLE: Final = re.compile(r'"table"\s*:\s*"(\w+)"')


def _set_aside(line: str, path: str, number: int, intake: Intake) -> None:
    """Reject a line that is no record, as one of the table that it seems to name."""
    found = _TABLE.search(line)
    if found is not None and found[1] in TABLES:
        source = Source(table=found[1], file=path, lines=True)
        intake.reject(source, number, {}, "no_record")
    else:
        intake.unknown_line(path, number)


def _adder(name: str, path: str, intake: Intake) -> Add:
    if name not in TABLES:
        return lambda _number, _row: None
    add = intake.open(Source(table=name, file=path, lines=True))

    def add_line(number: int, row: dict[Any, Any]) -> None:
        if len(row) == 1 and row.get("in_part") is True:
            intake.lose(path, [name])
        else:
            add(number, row)

    return add_line


def is_jsonl(line: bytes) -> bool:
    """Whether the first line of a file is a record of its own, and the file thus JSONL."""
    if len(line) > LONGEST_LINE:
        return False
    try:
        first = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return is_object(first) and "table" in first


# --- JSON, strictly ------------------------------------------------------------------------


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _no_number(_name: str) -> NoReturn:
    raise ValueError


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_number)


def _parsed(text: str, path: str, line: int = 1) -> Any:
    """Return the value of a JSON text, `line` being the number of its first line."""
    if not text or text.isspace():
        raise ReadError(path, "is empty")
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        place, problem = error.pos, f"is no JSON: {error.msg[0].lower()}{error.msg[1:]}"
    except RecursionError:
        place, problem = 0, "is nested too deeply"
    except ValueError:
        place, problem = _refused(text)
    line += text.count("\n", 0, place)
    raise ReadError(path, problem, line=line, column=place - text.rfind("\n", 0, place))


_TOKEN: Final = re.compile(
    r'(?P<string>"(?:[^"\\]|\\.)*")(?P<key>\s*:)?'
    r"|(?P<bracket>[{}\[\]])"
    r"|(?P<constant>NaN|-?Infinity)"
    r"|(?P<whole>(?<![.0-9])[0-9]+(?![.0-9eE]))",
    re.DOTALL,
)


def _refused(text: str) -> tuple[int, str]:
    """Return the place and the reason why a text that looks like JSON was refused."""
    inside: list[set[str] | None] = []  # the keys of the objects around; None for a list
    longest = sys.get_int_max_str_digits()
    for token in _TOKEN.finditer(text):
        bracket, keys = token["bracket"], inside[-1] if inside else None
        if bracket in {"{", "["}:
            inside.append(set() if bracket == "{" else None)
        elif bracket:
            inside.pop()
        elif token["key"] and keys is not None:
            key = json.loads(token["string"])
            if key in keys:
                return token.start(), f"the key {key[:60]!r} is there twice"
            keys.add(key)
        elif token["constant"]:
            return token.start(), f"{token['constant']} is no number of JSON"
        elif token["whole"] and len(token["whole"]) > longest > 0:
            return token.start(), "a number has too many digits"
    return 0, "cannot be understood"
