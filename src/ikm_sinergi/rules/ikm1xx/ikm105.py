"""IKM105 unknown-agency."""

from collections.abc import Container, Sequence

from ikm_sinergi.domain.entities import Entity
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.ikm1xx.dangling import Naming, called, items, year_of
from ikm_sinergi.rules.subjects import not_given
from ikm_sinergi.words.language import Text


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
    """A record names an agency that is not known.

    **What it finds.** A program whose lead or partner, a dispensation whose requester or approver,
    or an agency whose parent is neither among the agencies of South Sulawesi that come with the
    library nor in the table of agencies; without that table an unknown id is undecided.

    **Why it matters.** Mandates, partners and approvers are judged by agency: who is not known
    neither leads nor counts as a partner.

    **How to fix it.** Write the id, not the name ("pkk-sulsel", not "TP PKK"), or add the agency.
    """
    judged = 0
    unanswered: list[Entity] = []
    rejected = records.rejected("agencies", "id")
    for table, fields in (
        ("programs", ("lead", "partners")),
        ("dispensations", ("requested_by", "approved_by")),
        ("agencies", ("branch_of",)),
    ):
        for row in records.table(table):
            named = [(field, name) for field in fields for name in items(getattr(row, field))]
            unread = [field for field in fields if records.unreadable(row, field)]
            judged += bool(named or unread)
            unknown = [(field, name) for field, name in named if name not in context.agencies]
            found = _unknown_agency(records, row, unknown, rejected, unread)
            if isinstance(found, Violation) and "agencies" not in records.given:
                unanswered.append(row)
            elif found is not None:
                yield found
    if unanswered:
        yield Doubt(*not_given(records, "agencies"), records=unanswered)
    return judged


def _unknown_agency(
    records: Records,
    row: Entity,
    unknown: Sequence[Naming],
    rejected: Container[str],
    unread: Sequence[str],
) -> Violation | Doubt | None:
    year = year_of(records, row)
    missing = [(field, name) for field, name in unknown if name not in rejected]
    if missing:
        values = {"record": called(row), "agencies": tuple(name for _, name in missing)}
        return Violation(row, year, values, field=missing[0][0])
    if unknown:
        return Doubt("rejected_row", {"table": "agencies"}, row, year)
    return Doubt("unreadable_field", {"field": unread[0]}, row, year) if unread else None
