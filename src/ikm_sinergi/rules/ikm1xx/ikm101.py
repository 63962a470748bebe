"""IKM101 duplicate-id."""

from collections.abc import Iterator, Mapping, Sequence

from ikm_sinergi.domain.entities import Entity
from ikm_sinergi.domain.tables import TABLES, key_of
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Evidence, Judgement, Violation, rule, said
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.subjects import unreadable, year_of
from ikm_sinergi.words.language import Text


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
    judged = 0
    for name, table in TABLES.items():
        if table.key == ("id",):
            several: Mapping[str, Sequence[Entity]] = records.ambiguous(name)
            judged += len(records.by_id(name)) + len(several)
            for versions in several.values():
                yield from _duplicate(records, name, sorted(versions, key=repr))
    return judged


def _duplicate(
    records: Records, table: str, versions: Sequence[Entity]
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
        values = {"table": table, **key_of(first), "count": len(versions)}
        fields = tuple(differing)
        told = [Evidence(one, said("same_id", fields=fields)) for one in others]
        yield Violation(first, year, {**values, "fields": fields}, told)
    elif unclear:
        yield Doubt(unreadable(tuple(unclear)), first, year)


def _unreadable(records: Records, record: Entity, field: str) -> bool:
    """Whether the field, or the object that holds it, could not be read."""
    return records.unreadable(record, field) or records.unreadable(record, field.partition(".")[0])


def _value(record: Entity, field: str) -> object:
    name, _, part = field.partition(".")
    value = getattr(record, name)
    return getattr(value, part, None) if part else value
