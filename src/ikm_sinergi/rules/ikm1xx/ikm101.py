"""IKM101 duplicate-id."""

from collections.abc import Mapping, Sequence
from itertools import chain

from ikm_sinergi.domain.entities import Entity
from ikm_sinergi.domain.tables import TABLES, key_of, table_of
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Evidence, Judgement, Violation, rule, said
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.contents import differing
from ikm_sinergi.records.faults import Source
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.rules.subjects import rejected, unreadable, year_of
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
    judged, gaps = 0, gaps_of(records)
    for name, table in TABLES.items():
        if table.key != ("id",):
            continue
        single, several = records.by_id(name), records.ambiguous(name)
        judged += len(single) + len(several)
        places = records.origins(chain.from_iterable(several.values())) if several else {}
        for contents in several.values():
            yield _contradicting(records, name, sorted(contents, key=repr), places)
        aside = gaps.rejected(name)
        if aside or len(single) + len(several) < len(records.standing(name)):
            for one in single.values():
                fields = _unread(records, one)
                if fields or one.id in aside:
                    why = unreadable(fields) if fields else rejected(name)
                    yield Doubt(why, one, year_of(records, one))
    return judged


def _contradicting(
    records: Records,
    table: str,
    contents: Sequence[Entity],
    places: Mapping[int, tuple[Source, int]],
) -> Violation:
    first, *others = contents
    years = {year_of(records, content) for content in contents}
    fields = differing(contents)
    values = {"table": table, **key_of(first), "count": len(contents), "fields": fields}
    told: list[Evidence] = []
    for one in others:
        source, number = places.get(id(one), (None, 0))
        place = "" if source is None else str(source.locate(number))
        says = said("same_id_at", fields=fields, place=place) if place else None
        told.append(Evidence(one, says or said("same_id", fields=fields)))
    return Violation(first, years.pop() if len(years) == 1 else None, values, told)


def _unread(records: Records, record: Entity) -> tuple[str, ...]:
    """Return the fields that could not be read in one of the rows that a record was merged from."""
    rows = records.rows_of(record)
    fields = [column.field for column in table_of(record).columns] if len(rows) > 1 else []
    return tuple(
        field
        for field in fields
        if any(
            records.unreadable(row, field) or records.unreadable(row, field.partition(".")[0])
            for row in rows
        )
    )
