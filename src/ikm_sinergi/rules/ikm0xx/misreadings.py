"""Rules about what could not be read as it stood (IKM001-IKM005): one finding per fault.

Reading never stops at a fault: it keeps it in `Records.faults`, and here it gets its words. Values
of persons were masked when they were read.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from attrs import frozen

from ikm_sinergi.domain.fields import why_not_identifier, why_not_year
from ikm_sinergi.domain.identifiers import all_digits
from ikm_sinergi.domain.names import near
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.judgement import Context, Judgement, Subject, Violation
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.faults import REPAIRED, UNKNOWN, Fault
from ikm_sinergi.words.language import Text
from ikm_sinergi.words.phrases import Phrase

NOT_STATED: Final = Text("not stated", "tidak diisi")

NOWHERE: Final = Text(
    "is stated by no column, no title and no line above the table",
    "tidak dinyatakan pada kolom, nama kegiatan, ataupun baris di atas tabel",
)


def faults(records: Records, context: Context, code: str) -> Judgement:
    """Report every fault of reading under one code."""
    own = [fault for fault in records.faults if fault.code == code]
    if context.only_set_aside:
        own = [fault for fault in own if fault.sets_aside]
    faults = sorted(own, key=_order)
    for fault in faults:
        yield _violation(records, fault)
    return len(faults)


def _order(fault: Fault) -> tuple[str, ...]:
    """Return what faults of one subject are told apart by, whatever order they were read in."""
    return fault.reason, str(fault.shown), *fault.readings, str(fault.location)


def _violation(records: Records, fault: Fault) -> Violation:
    key = {} if fault.code == UNKNOWN else _key(fault)
    keys = key if _field(fault) is None else {**key, "field": _field(fault)}
    subject = Subject(fault.table, keys, location=fault.location)
    remedy = _REMEDIES.get(fault.reason)
    return Violation(subject, _year(records, fault), Misreading(fault), remedy=remedy)


@frozen
class Misreading:
    """The recipe of the values that a message about a fault speaks of."""

    fault: Fault

    def __call__(self, _records: Records) -> Mapping[str, Any]:
        """Put the fault into words; what an unknown column looks like is searched only here."""
        fault = self.fault
        key = {} if fault.code == UNKNOWN else _key(fault)
        readings = _readings(fault)
        values: dict[str, object] = {
            "record": " ".join([fault.table, ", ".join(key.values())]).strip(),
            "problem": _problem(fault, readings),
            "readings": NOT_STATED if fault.reason == "masked" else readings,
        }
        if fault.code == REPAIRED:
            values |= {"shown": fault.shown, "reason": _reason(fault)}
        return values


def _field(fault: Fault) -> str | None:
    """Return the field to look at; a dispensation for two subjects has no one of them."""
    return None if fault.reason == "one_subject" else fault.field


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
    if fault.table not in TABLES:
        return {}
    names = [name for name in TABLES[fault.table].key if name != "year"]
    read = {name: fault.ids.get(name, ("",))[0] for name in names}
    return {name: text for name, text in read.items() if why_not_identifier(text) is None}


def _readings(fault: Fault) -> tuple[str, ...]:
    """Return what was meant: by the fault, or by the columns that look like an unknown one."""
    if fault.reason == "unknown_field":
        table, name = TABLES[fault.table], str(fault.field)
        own = table.column(name)
        if own is not None:  # the name that CSV has for a field of an object of its own
            return (own.field,)
        return near(name.replace(".", "_"), table.headers)
    return fault.readings


def _problem(fault: Fault, readings: Sequence[str]) -> Phrase:
    """Return what is wrong: the field, the value as it stood, and why it cannot be."""
    field = _field(fault)
    if fault.code == UNKNOWN:
        field = fault.table if field is None else f"{fault.table}.{field}"
    what = "".join(f"{part} " for part in (field, fault.shown) if part is not None)
    values = {"what": what, "reason": _reason(fault)}
    if fault.code != REPAIRED and readings:
        return Phrase("problem_readings", {**values, "readings": tuple(readings)})
    if fault.code != REPAIRED and (allowed := ", ".join(_allowed(fault))):
        return Phrase("problem_allowed", {**values, "allowed": allowed})
    return Phrase("problem", values)


def _allowed(fault: Fault) -> Iterable[str]:
    """Return the terms of the field, if that is what the value is none of."""
    column = TABLES[fault.table].column(fault.field or "") if fault.reason == "not_choice" else None
    return () if column is None or column.vocabulary is None else column.vocabulary


def _reason(fault: Fault) -> Text:
    place = fault.location
    if fault.reason == "empty" and place.row and place.column is None and place.pointer is None:
        return NOWHERE  # a row of a sheet that has no such column
    return Text.of(fault.reason)


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
