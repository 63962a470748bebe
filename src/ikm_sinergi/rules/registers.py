"""Rules about codes and ids that no register knows: regencies and agencies (IKM104, IKM105)."""

from collections.abc import Container, Sequence
from operator import attrgetter
from typing import Final

from ikm_sinergi.model import Entity
from ikm_sinergi.records import Records
from ikm_sinergi.rule import Context, Doubt, Judgement, Violation, rule
from ikm_sinergi.rules.references import Naming, called, stated, unreadables, year_of
from ikm_sinergi.rules.subjects import not_given
from ikm_sinergi.vocabulary import Severity, Text

__all__ = ["RULES"]


@rule(
    "IKM104",
    Severity.ERROR,
    unit="record",
    sources=("Kepmendagri 300.2.2-2138/2025",),
    since="0.1.0",
    message=Text(
        "{record}: no regency has the code {codes}",
        "{record}: tidak ada kabupaten/kota dengan kode {codes}",
    ),
    remedy=Text(
        "Write the Kemendagri code of the regency.", "Tulis kode Kemendagri kabupaten/kota itu."
    ),
)
def unknown_regency(records: Records, context: Context) -> Judgement:
    """A record names a code that no kabupaten or kota has.

    **What it finds.** A participant, a program or a dispensation with a code of the policy's
    province that is not in the table of regencies. A code of another province is undecided: the
    table holds today's codes only, and provinces elsewhere were divided.

    **Why it matters.** Whom a program reaches, and where an IKM was trained, is counted by
    regency. BPS codes look alike and mean other places.

    **How to fix it.** Look the code up by the name of the regency.
    """
    places = context.places
    provinces = tuple(f"{policy.province}." for policy in context.all_policies)
    naming = (("participants", "regency"), ("programs", "regencies"), ("dispensations", "regency"))
    unreadable = unreadables(records, naming)
    yield from unreadable
    judged = len(unreadable)
    for table, field in naming:
        named = stated(records, table, field)
        judged += len(named)
        if all(code in places for value in set(named) for code in _items(value)):
            continue
        read = attrgetter(field)
        for row in records.table(table):
            codes = tuple(code for code in _items(read(row)) if code not in places)
            wrong = tuple(code for code in codes if code.startswith(provinces))
            if wrong:
                values = {"record": called(row), "codes": wrong}
                yield Violation(row, year_of(records, row), values, field=field)
            elif codes:
                yield Doubt("code_elsewhere", {"codes": codes}, row, year_of(records, row))
    return judged


def _items(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


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
            named = [(field, name) for field in fields for name in _items(getattr(row, field))]
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


RULES: Final = (unknown_regency, unknown_agency)
