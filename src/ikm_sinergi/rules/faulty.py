"""Rules about what could not be read as it stood (IKM001-IKM005): one finding per fault.

Reading never stops at a fault: it keeps it in `Records.faults`, and here it gets its words. Values
of persons were masked when they were read.
"""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from ikm_sinergi.faults import DAMAGED, MISSING, REPAIRED, UNKNOWN, UNREADABLE, Fault
from ikm_sinergi.phrases import PHRASES
from ikm_sinergi.records import Records
from ikm_sinergi.rule import Context, Judgement, Violation, rule
from ikm_sinergi.tables import TABLES
from ikm_sinergi.values import REASONS, all_digits, near, why_not_identifier, why_not_year
from ikm_sinergi.vocabulary import Severity, Text

__all__ = ["RULES"]

NOT_STATED: Final = Text("not stated", "tidak diisi")
NOWHERE: Final = Text(
    "is stated by no column, no title and no line above the table",
    "tidak dinyatakan pada kolom, nama kegiatan, ataupun baris di atas tabel",
)


def _faults(records: Records, code: str) -> Judgement:
    faults = sorted([fault for fault in records.faults if fault.code == code], key=_order)
    for fault in faults:
        yield _violation(records, fault)
    return len(faults)


def _order(fault: Fault) -> tuple[str, ...]:
    """Return what faults of one subject are told apart by, whatever order they were read in."""
    return fault.reason, str(fault.shown), *fault.readings, str(fault.location)


def _violation(records: Records, fault: Fault) -> Violation:
    # A dispensation for two subjects has no one field to look at.
    field = None if fault.reason == "one_subject" else fault.field
    key = {} if fault.code == UNKNOWN else _key(fault)
    values = {
        "record": " ".join([fault.table, ", ".join(key.values())]).strip(),
        "problem": _problem(fault, field),
        "readings": _readings(fault),
    }
    if fault.code == REPAIRED:
        values |= {"shown": fault.shown, "reason": _reason(fault)}
    if fault.reason == "masked":
        values["readings"] = NOT_STATED
    return Violation(
        year=_year(records, fault),
        values=values,
        about=key if field is None else {**key, "field": field},
        table=fault.table,
        location=fault.location,
        remedy=_REMEDIES.get(fault.reason),
    )


_ROW: Final = Text(
    "If such a row is a record, number it or fill it in like the others; else leave it.",
    "Jika baris itu data, beri nomor atau isi seperti baris lainnya; jika bukan, biarkan.",
)
_SHEET: Final = Text(
    "If the sheet holds records, give its table a row of headers; else leave it.",
    "Jika lembar itu memuat data, beri tabelnya baris judul kolom; jika tidak, biarkan.",
)
_REMEDIES: Final = MappingProxyType(
    {
        "odd_row": _ROW,
        "odd_rows": _ROW,
        "no_table": _SHEET,
        "no_such_table": _SHEET,
        "denied": Text(
            "If they did take part, say so in the title; else leave it.",
            "Jika mereka ikut serta, nyatakan dalam judulnya; jika tidak, biarkan.",
        ),
        "no_activity": Text(
            'Write "Kegiatan : ..." and "Tahun : ..." above the table.',
            'Tulis "Kegiatan : ..." dan "Tahun : ..." di atas tabel.',
        ),
        "regency_aside": Text(
            'Write "Kabupaten : ..." above the table, or fill in a column of regencies.',
            'Tulis "Kabupaten : ..." di atas tabel atau isi kolom kabupaten/kota.',
        ),
        "hidden_sheet": Text(
            "Unhide the sheet if it is to be read, or delete it.",
            "Tampilkan lembar itu jika perlu dibaca atau hapus.",
        ),
    }
)
"""What to do about what is not read and has no name to change, by its reason."""


def _key(fault: Fault) -> dict[str, str]:
    """Return the ids that name the row, as far as they could be read."""
    names = [name for name in TABLES[fault.table].key if name != "year"]
    read = {name: fault.ids.get(name, ("",))[0] for name in names}
    return {name: text for name, text in read.items() if why_not_identifier(text) is None}


def _readings(fault: Fault) -> tuple[str, ...]:
    """Return what was meant: by the fault, or by the columns that look like an unknown one."""
    if fault.reason == "unknown_field":
        return near(str(fault.field).replace(".", "_"), TABLES[fault.table].headers)
    return fault.readings


def _problem(fault: Fault, field: str | None) -> Text:
    """Return what is wrong: the field, the value as it stood, and why it cannot be."""
    if fault.code == UNKNOWN:
        field = fault.table if field is None else f"{fault.table}.{field}"
    reason = _reason(fault)
    before = "".join(f"{part} " for part in (field, fault.shown) if part is not None)
    en, local = f"{before}{reason.en}", f"{before}{reason.id}"
    if fault.code == REPAIRED:
        return Text(en, local)
    if readings := ", ".join(_readings(fault)):
        return Text(f"{en} (could be {readings})", f"{local} (kemungkinan: {readings})")
    if allowed := ", ".join(_allowed(fault)):
        return Text(f"{en} ({allowed})", f"{local} ({allowed})")
    return Text(en, local)


def _allowed(fault: Fault) -> Iterable[str]:
    """Return the terms of the field, if that is what the value is none of."""
    column = TABLES[fault.table].column(fault.field or "") if fault.reason == "not_choice" else None
    return () if column is None or column.vocabulary is None else column.vocabulary


def _reason(fault: Fault) -> Text:
    place = fault.location
    if fault.reason == "empty" and place.row and place.column is None and place.pointer is None:
        return NOWHERE  # a row of a sheet that has no such column
    return REASONS.get(fault.reason) or PHRASES[fault.reason]


def _year(records: Records, fault: Fault) -> int | None:
    """Return the fiscal year of the row, or of the program it names."""
    for text in fault.ids.get("year", ()):
        if all_digits(text) and len(text) == len("2021"):
            return int(text) if why_not_year(int(text)) is None else None
    for identifier in fault.ids.get("program", ()):
        program = records.program(identifier)
        if program is not None:
            return program.year
    return None


@rule(
    MISSING,
    Severity.ERROR,
    unit="field",
    sources=("form",),
    since="0.1.0",
    message=Text("{record}: the field {problem}", "{record}: kolom {problem}"),
    remedy=Text("Fill in the field.", "Isi kolom tersebut."),
)
def missing_value(records: Records, context: Context) -> Judgement:
    """A field that every record of its table must have is empty.

    **What it finds.** A row without a value in a required field. The row cannot become a record,
    so the rules that would need it are undecided about whom it names.

    **Why it matters.** A program without a year, or a participation without its participant,
    says nothing that could be judged.

    **How to fix it.** Fill in the field; the message names it.
    """
    return _faults(records, MISSING)


@rule(
    UNREADABLE,
    Severity.ERROR,
    unit="field",
    sources=("form",),
    since="0.1.0",
    message=Text("unreadable in {record}: {problem}", "tidak terbaca pada {record}: {problem}"),
    remedy=Text(
        "Correct the value at its source; only an optional field may be left empty.",
        "Perbaiki nilai itu pada sumbernya; hanya kolom yang tidak wajib boleh dikosongkan.",
    ),
)
def unreadable_value(records: Records, context: Context) -> Judgement:
    """A value is no date, number, kind, status or region of its kind.

    **What it finds.** A value that its field cannot hold, and one that could be read in more than
    one way: then the message lists the readings. A dispensation for nobody, or for two subjects,
    is found too. Without an optional value the row is kept, and what needs it is undecided.

    **Why it matters.** A guess would become a fact in every count and every verdict.

    **How to fix it.** Write the value as its column asks for: days as YYYY-MM-DD, whole numbers
    without marks, regencies by their code, kinds and statuses by their key.
    """
    return _faults(records, UNREADABLE)


@rule(
    UNKNOWN,
    Severity.WARNING,
    unit="column",
    sources=("form",),
    since="0.1.0",
    message=Text("not read: {problem}", "tidak dibaca: {problem}"),
    remedy=Text(
        "Rename it, remove it, or begin its name with x_ if it is your own.",
        "Ganti namanya, hapus, atau awali namanya dengan x_ jika untuk keperluan sendiri.",
    ),
)
def unknown_field(records: Records, context: Context) -> Judgement:
    """A column or table has a name that none is known by.

    **What it finds.** A column, a key or a table that the records do not have, once in each file.
    Names that begin with x_ belong to you and are never looked at.

    **Why it matters.** What stands in a misspelt column is not read: "staus" leaves every status
    unstated, and nobody notices.

    **How to fix it.** Rename it; the message shows names that look like it. Remove it if nothing
    needs it, or begin its name with x_ to keep it.
    """
    return _faults(records, UNKNOWN)


@rule(
    DAMAGED,
    Severity.ERROR,
    unit="field",
    sources=("form",),
    since="0.1.0",
    message=Text("damaged in {record}: {problem}", "rusak pada {record}: {problem}"),
    remedy=Text(
        "Format the column as text and enter the value again from its source.",
        "Ubah format kolom menjadi teks, lalu masukkan kembali nilai itu dari sumbernya.",
    ),
)
def damaged_number(records: Records, context: Context) -> Judgement:
    """An identifier was kept as a number and lost digits.

    **What it finds.** A NIK that is a number, a NIB that is a number of fewer than 13 digits, and
    the code of a regency that lost its last zero (73.1 for 73.10).

    **Why it matters.** A spreadsheet keeps 15 digits of a number and drops zeros at both ends. The
    16th digit of a NIK is gone for good, and another person's may be what is left.

    **How to fix it.** Format the column as text, then type or paste the value from its source.
    """
    return _faults(records, DAMAGED)


@rule(
    REPAIRED,
    Severity.NOTE,
    unit="field",
    sources=("form",),
    since="0.1.0",
    message=Text(
        "{record}: {problem}; read as {readings}", "{record}: {problem}; dibaca sebagai {readings}"
    ),
    remedy=Text(
        "Write it as it was read, or correct it if something else was meant.",
        "Tulis sebagaimana dibaca atau perbaiki jika maksudnya lain.",
    ),
)
def repaired_value(records: Records, context: Context) -> Judgement:
    """A value was understood only by repairing it.

    **What it finds.** A value that has one reading only, but is not written as its column asks
    for. The message shows both; values of an owner stay masked. So is a column of owners that
    was masked before: it is told once, and says nothing.

    **Why it matters.** The record is judged by the repaired value, so you should know of it.

    **How to fix it.** Nothing, if it was read rightly. Writing it that way makes the note go away.
    """
    return _faults(records, REPAIRED)


RULES: Final = (missing_value, unreadable_value, unknown_field, damaged_number, repaired_value)
