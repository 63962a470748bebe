"""IKM105 unknown-agency."""

from typing import TYPE_CHECKING

from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, rule, why_of
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.rules.subjects import (
    called,
    duplicate,
    is_disputed,
    items,
    not_given,
    rejected,
    unread,
    year_of,
)
from ikm_sinergi.words.language import Text

if TYPE_CHECKING:
    from ikm_sinergi.domain.entities import Entity


@rule(
    "IKM105",
    Severity.ERROR,
    unit="record",
    sources=("form",),
    since="0.1.0",
    message=Text(
        "{record}: there is no agency {agencies}", "{record}: instansi {agencies} tidak ada"
    ),
    remedy=Text(
        "Add the agency to the table of agencies, or correct the id.",
        "Tambahkan instansi itu pada tabel instansi (agencies) atau perbaiki id-nya.",
    ),
)
def unknown_agency(records: Records, context: Context) -> Judgement:
    judged = 0
    unanswered: list[Entity] = []
    gaps = gaps_of(records)
    nameless = gaps.nameless("agencies")
    rejected_row = nameless if nameless and nameless.cause == "rejected_row" else None
    for table, fields in (
        ("programs", ("lead", "partners")),
        ("dispensations", ("requested_by", "approved_by")),
        ("agencies", ("branch_of",)),
    ):
        for row in records.standing(table):
            named = [(field, name) for field in fields for name in items(getattr(row, field))]
            why = unread(records, row, *fields)
            judged += bool(named or why)
            unknown = [pair for pair in named if pair[1] not in context.agencies]
            rejects = gaps.rejected("agencies") if unknown else ()
            missing = [pair for pair in unknown if pair[1] not in rejects]
            year = year_of(records, row) if unknown or why else None
            if missing and rejected_row is not None:
                yield Doubt(why_of(rejected_row), row, year)
            elif missing and (nameless is not None or not gaps.gives(row, "agencies")):
                unanswered.append(row)
            elif missing and is_disputed(records, row, *fields):
                yield Doubt(duplicate(table), row, year)
            elif missing:
                values = {"record": called(row), "agencies": tuple(name for _, name in missing)}
                yield Violation(Subject(row, field=missing[0][0]), year, values)
            elif unknown:
                yield Doubt(rejected("agencies"), row, year)
            elif why is not None:
                yield Doubt(why, row, year)
    if unanswered:
        yield Doubt(not_given(records, "agencies"), records=unanswered)
    return judged
