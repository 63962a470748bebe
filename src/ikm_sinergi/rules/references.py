"""Rules about ids that point nowhere, or to two things (IKM101-IKM103).

Tables may hold a million rows, so each rule first looks at all the names in a column at once, and
at single rows only if one of these names is not known.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, Final

from ikm_sinergi.model import Dispensation, Entity, Grant, Participation, Program, Result, Sale
from ikm_sinergi.phrases import Phrase
from ikm_sinergi.records import Records
from ikm_sinergi.rule import Context, Doubt, Evidence, Judgement, Violation, rule
from ikm_sinergi.rules.subjects import not_given
from ikm_sinergi.tables import TABLES, key_of, table_of
from ikm_sinergi.vocabulary import Severity, Text

__all__ = ["RULES", "Naming", "called", "stated", "unreadables", "year_of"]


def year_of(records: Records, record: Entity) -> int | None:
    """Return the fiscal year of a record: its own or its program's, None if it has none."""
    if isinstance(record, Program | Result | Dispensation):
        return record.year
    if isinstance(record, Participation | Grant | Sale):
        program = records.program(record.program)
        return None if program is None else program.year
    return None


def called(record: Entity) -> str:
    """Return what a message calls a record: its table and its key."""
    stated = [str(value) for value in key_of(record).values() if value is not None]
    return f"{table_of(record).name} {', '.join(stated)}"


# --- IKM101 --------------------------------------------------------------------------------


@rule(
    "IKM101",
    Severity.ERROR,
    unit="id",
    sources=("form",),
    since="0.1.0",
    message=Text(
        "{table}: the id {id} has {count} different contents ({fields})",
        "{table}: id {id} memiliki {count} isi yang berbeda ({fields})",
    ),
    remedy=Text(
        "Keep the right one, or give each its own id.",
        "Pertahankan yang benar atau beri tiap-tiap isi id tersendiri.",
    ),
)
def duplicate_id(records: Records, context: Context) -> Judgement:
    """One id stands for two different things.

    **What it finds.** An id that two rows of one table bear with different contents; the message
    names the fields that differ. Rows that are equal in every field are one record and no fault.

    **Why it matters.** Nobody can tell which of the two a participation or a grant means, so every
    rule that looks the id up is undecided.

    **How to fix it.** Delete the outdated row, or give the second thing an id of its own.
    """
    judged = 0
    for name, table in TABLES.items():
        if table.key != ("id",):
            continue
        several: Mapping[str, Sequence[Entity]] = records.ambiguous(name)
        judged += len(records.by_id(name)) + len(several)
        for identifier, versions in several.items():
            yield from _duplicate(records, name, identifier, sorted(versions, key=repr))
    return judged


def _duplicate(
    records: Records, table: str, identifier: str, versions: Sequence[Entity]
) -> Iterator[Violation | Doubt]:
    differing: list[str] = []
    unclear: list[str] = []
    for column in TABLES[table].columns:
        readable = [one for one in versions if not _unreadable(records, one, column.field)]
        if len({_value(one, column.field) for one in readable}) > 1:
            differing.append(column.field)
        elif len(readable) < len(versions):
            unclear.append(column.field)
    first, *others = versions
    years = {year_of(records, version) for version in versions}
    year = years.pop() if len(years) == 1 else None
    if differing:
        values = {
            "table": table,
            "id": identifier,
            "count": len(versions),
            "fields": tuple(differing),
        }
        told = Phrase("same_id", {"fields": tuple(differing)})
        yield Violation(first, year, values, tuple(Evidence(one, told) for one in others))
    elif unclear:
        yield Doubt("unreadable_field", {"field": tuple(unclear)}, first, year)


def _unreadable(records: Records, record: Entity, field: str) -> bool:
    """Whether the field, or the object that holds it, could not be read."""
    return records.unreadable(record, field) or records.unreadable(record, field.partition(".")[0])


def _value(record: Entity, field: str) -> object:
    name, _, part = field.partition(".")
    value = getattr(record, name)
    return getattr(value, part, None) if part else value


# --- what points nowhere -------------------------------------------------------------------

Naming = tuple[str, str]
"""A table and the column in which its rows name something."""


def unreadables(records: Records, naming: Sequence[Naming]) -> list[Doubt]:
    """Return a doubt for each row whose naming column could not be read."""
    return [
        Doubt("unreadable_field", {"field": field}, row, year_of(records, row))
        for table, field in naming
        for row in records.with_unreadable(table, field)
    ]


def stated(records: Records, table: str, field: str) -> list[Any]:
    """Return what stands in a column, row by row, without the rows that state nothing."""
    return list(filter(None, map(attrgetter(field), records.table(table))))


def _dangling(
    records: Records,
    target: str,
    naming: Sequence[Naming],
    found: Callable[[Entity, str, str], Violation],
) -> Judgement:
    """Judge every row that names an id of the table `target`; `found` words a violation."""
    single, several = records.by_id(target), records.ambiguous(target)
    rejected = records.rejected(target, "id")
    unreadable = unreadables(records, naming)
    yield from unreadable
    judged = len(unreadable)
    unanswered: list[Entity] = []
    for table, field in naming:
        read = attrgetter(field)
        named: set[Any] = set(map(read, records.table(table)))
        if None in named:
            named.remove(None)
            judged += len(stated(records, table, field))
        else:
            judged += len(records.table(table))
        unknown = named.difference(single, several)
        if not unknown:
            continue
        rows = [row for row in records.table(table) if read(row) in unknown]
        for row in rows:
            if read(row) in rejected:
                yield Doubt("rejected_row", {"table": target}, row, year_of(records, row))
            elif target not in records.given:
                unanswered.append(row)
            else:
                yield found(row, field, read(row))
    if unanswered:
        yield Doubt(*not_given(records, target), records=unanswered)
    return judged


@rule(
    "IKM102",
    Severity.ERROR,
    unit="record",
    sources=("form",),
    since="0.1.0",
    message=Text(
        "{record}: there is no participant {participant}",
        "{record}: peserta {participant} tidak ada",
    ),
    remedy=Text(
        "Add the participant {participant}, or correct the id.",
        "Tambahkan peserta {participant} atau perbaiki id-nya.",
    ),
)
def unknown_participant(records: Records, context: Context) -> Judgement:
    """A record names a participant that is not in the records.

    **What it finds.** A participation, a grant, a result or a dispensation whose participant has no
    row in the table of participants. Without such a table it is undecided.

    **Why it matters.** An IKM that is only an id has no regency, no size and no history that could
    be compared; often the id is misspelt and belongs to somebody known.

    **How to fix it.** Correct the id, or add the participant.
    """

    def found(row: Entity, field: str, identifier: str) -> Violation:
        values = {"record": called(row), "participant": identifier}
        return Violation(row, year_of(records, row), values, field=field)

    naming = (
        ("participations", "participant"),
        ("grants", "recipient"),
        ("results", "participant"),
        ("dispensations", "participant"),
    )
    return _dangling(records, "participants", naming, found)


NOT_THERE: Final = Text("is not in the records", "tidak ada dalam data")
NOT_EARLIER: Final = Text("is not an earlier one", "bukan program yang lebih awal")


@rule(
    "IKM103",
    Severity.ERROR,
    unit="record",
    sources=("form",),
    since="0.1.0",
    message=Text(
        "{record}: the program {program} {problem}", "{record}: program {program} {problem}"
    ),
    remedy=Text(
        "Correct the id {program}, add that program, or correct its year and days.",
        "Perbaiki id {program}, tambahkan programnya, atau perbaiki tahun dan tanggalnya.",
    ),
)
def unknown_program(records: Records, context: Context) -> Judgement:
    """A record names a program that is not in the records, or continues one that came no earlier.

    **What it finds.** A participation, a grant, a sale or a dispensation whose program has no row
    in the table of programs. A program that continues an unknown program, itself, one of a later
    year, or one of its own year that starts after it.

    **Why it matters.** A participation takes its fiscal year and its kind from its program;
    without one it proves nothing.

    **How to fix it.** Correct the id, or add the program.
    """

    def found(row: Entity, field: str, identifier: str) -> Violation:
        values = {"record": called(row), "program": identifier, "problem": NOT_THERE}
        return Violation(row, year_of(records, row), values, field=field)

    naming = (
        ("participations", "program"),
        ("grants", "program"),
        ("sales", "program"),
        ("dispensations", "program"),
        ("programs", "continues"),
    )
    judged = yield from _dangling(records, "programs", naming, found)
    for program in records.programs:
        if program.continues is not None:
            yield from _continued(records, program, program.continues)
    return judged


def _continued(records: Records, program: Program, before: str) -> Iterator[Violation | Doubt]:
    """Judge whether the program that is continued, if it is known, came earlier."""
    earlier = records.program(before)
    cause: str | None = None
    values: dict[str, str] = {"table": "programs"}
    if before != program.id:
        if before in records.ambiguous("programs"):
            cause = "duplicate_id"
        elif earlier is None or earlier.year < program.year:
            return
        elif earlier.year == program.year:
            if earlier.starts is not None and program.starts is not None:
                if earlier.starts <= program.starts:
                    return
            else:
                unread = [one for one in (earlier, program) if records.unreadable(one, "starts")]
                cause, values = "unreadable_field" if unread else "not_stated", {"field": "starts"}
    if cause is not None:
        yield Doubt(cause, values, program, program.year)
        return
    told = {"record": called(program), "program": before, "problem": NOT_EARLIER}
    yield Violation(program, program.year, told, field="continues")


RULES: Final = (duplicate_id, unknown_participant, unknown_program)
