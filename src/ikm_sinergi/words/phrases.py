"""What findings say, in both languages: evidence, causes of doubt, and how values are spoken.

Rules hand out keys with values; they become words only when somebody reads them. A rule's own
message and remedy stand with the rule; what several rules say stands here, once.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, cast

from attrs import field, frozen

from ikm_sinergi.words.causes import CAUSES
from ikm_sinergi.words.language import Lang, Text

__all__ = ["MONTHS", "PHRASES", "Phrase", "plain", "printable", "put", "spoken"]

MONTHS: Final = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)

FIVE_DIGITS: Final = 10_000
"""From here on digits are grouped by three: rupiah and counts are, years are not."""


def spoken(value: object, lang: Lang) -> str:
    """Return one value as it is said inside a sentence: terms by their label, lists with commas.

    >>> import datetime as dt
    >>> spoken(dt.date(2021, 12, 31), "id"), spoken(1500000, "id"), spoken(1500000, "en")
    ('31 Desember 2021', '1.500.000', '1,500,000')
    """
    if isinstance(value, Text | Phrase):
        return value.say(lang)
    label = getattr(value, "label", None)
    if isinstance(label, Text):
        return label.say(lang)
    if isinstance(value, tuple | frozenset):
        items = cast("Iterable[object]", value)
        return ", ".join(spoken(item, lang) for item in items)
    if isinstance(value, dt.date):
        return _day(value) if lang == "id" else value.isoformat()
    if type(value) is int and abs(value) >= FIVE_DIGITS:
        return f"{value:,}".replace(",", "." if lang == "id" else ",")
    return str(value)


def _day(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def plain(value: Any) -> Any:
    """Return a value of a rule as JSON holds it in every language; words stand there in both."""
    if isinstance(value, Mapping):
        items = cast("Mapping[str, Any]", value)
        return {key: plain(item) for key, item in items.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in cast("Sequence[Any]", value)]
    if isinstance(value, Text | Phrase):
        return {"en": value.say("en"), "id": value.say("id")}
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def printable(text: str) -> str:
    r"""Return text that can do nothing to a terminal: what cannot be seen is written out.

    >>> printable("Wajo\x1b[2J")
    'Wajo\\x1b[2J'
    """
    if text.isprintable():
        return text
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in text
    )


def put(template: Text, values: Mapping[str, object], lang: Lang) -> str:
    """Return a template in `lang` with its values put in."""
    return template.say(lang).format_map(
        {key: spoken(value, lang) for key, value in values.items()}
    )


@frozen
class Phrase:
    """A key of `PHRASES` (or of a cause) and the values it speaks of."""

    key: str
    values: Mapping[str, object] = field(factory=dict[str, object])

    def say(self, lang: Lang = "en") -> str:
        """Return the phrase in words."""
        return put(PHRASES[self.key], self.values, lang)


PHRASES: Final = MappingProxyType(
    {
        # evidence: what a record says about a step
        "step_completed": Text(
            "completed {kind} in {year}", "menyelesaikan {kind} pada tahun {year}"
        ),
        "step_too_early": Text(
            "completed {kind} in {year}, the rule needs {needed}",
            "menyelesaikan {kind} pada tahun {year}, sedangkan aturan mensyaratkan tahun {needed}",
        ),
        "step_open": Text(
            "took part in {kind} in {year}, not marked completed",
            "mengikuti {kind} pada tahun {year}, tetapi belum tercatat selesai",
        ),
        "step_withdrawn": Text(
            "withdrew from {kind} in {year}", "mengundurkan diri dari {kind} pada tahun {year}"
        ),
        "step_cancelled": Text(
            "the {kind} of {year} was cancelled", "{kind} tahun {year} dibatalkan"
        ),
        "step_unsettled": Text(
            "took part in {year} in coaching whose method is not stated",
            "pada tahun {year} mengikuti pembinaan yang metodenya belum jelas",
        ),
        "step_other": Text(
            "completed {kind} in {year}, which is not the step the policy names",
            "menyelesaikan {kind} pada tahun {year}, bukan tahap yang disyaratkan kebijakan",
        ),
        "step_unknown_program": Text(
            "took part in a program that is not in the records",
            "mengikuti program yang tidak ada dalam data",
        ),
        "same_ikm": Text(
            "the same {match} under the id {other}, which completed {kind} in {year}",
            "{match} yang sama tercatat pada id {other}, yang menyelesaikan {kind}"
            " pada tahun {year}",
        ),
        "same_ikm_open": Text(
            "the same {match} under the id {other}, which took part in {kind} in {year}, not marked"
            " completed",
            "{match} yang sama tercatat pada id {other}, yang mengikuti {kind} pada tahun {year},"
            " tetapi belum tercatat selesai",
        ),
        "alike_ikm": Text(
            "almost the same name in the same regency under the id {other}, which completed"
            " {kind} in {year}",
            "nama yang hampir sama di kabupaten/kota yang sama tercatat pada id {other},"
            " yang menyelesaikan {kind} pada tahun {year}",
        ),
        "match_nib": Text("NIB", "NIB"),
        "match_nik": Text("owner's NIK", "NIK pemilik"),
        "match_name": Text("name and regency", "nama dan kabupaten/kota"),
        "match_bare": Text("name, without a regency,", "nama (tanpa kabupaten/kota)"),
        # evidence: other records that bear the same mark
        "same_id": Text("the same id, but other {fields}", "id yang sama, tetapi {fields} berbeda"),
        "same_nib": Text("the same NIB", "NIB yang sama"),
        # evidence: what a program says about the plan
        "may_serve": Text("may serve this regency", "mungkin melayani kabupaten/kota ini"),
        "may_be_step": Text(
            "may be the {kinds} that is needed", "mungkin merupakan {kinds} yang diperlukan"
        ),
        "may_be_announced": Text(
            "may be the program that was announced", "mungkin merupakan program yang diumumkan"
        ),
        "serves_unknown_potential": Text(
            "serves {places}, whose potential the policy does not name",
            "melayani {places}, yang potensinya tidak disebutkan dalam kebijakan",
        ),
        "partner_in_doubt": Text(
            "names the partner {agency}, which may be the one that is missing",
            "menyebutkan mitra {agency}, yang mungkin merupakan mitra yang diperlukan",
        ),
        # why two reports differ
        "because_rule_off": Text("the rule did not run", "aturan ini tidak dijalankan"),
        "because_rule_on": Text(
            "the rule did not run before", "aturan ini sebelumnya tidak dijalankan"
        ),
        "because_value": Text(
            "the policy's {value}: {before} -> {after}",
            "{value} dalam kebijakan: {before} -> {after}",
        ),
        "because_setting": Text(
            "{setting} of the check: {before} -> {after}",
            "pengaturan pemeriksaan {setting}: {before} -> {after}",
        ),
        "because_elsewhere": Text(
            "several changes together, or records of others",
            "beberapa perubahan sekaligus atau data pihak lain",
        ),
        "record_added": Text("{table} {key} was added", "{table} {key} ditambahkan"),
        "record_removed": Text("{table} {key} was removed", "{table} {key} dihapus"),
        "record_changed": Text("{table} {key} was changed", "{table} {key} diubah"),
        # why a cell could not be read, beside values.REASONS
        "unknown_field": Text("is no column of this table", "bukan kolom tabel ini"),
        "too_many_cells": Text(
            "has more cells than the table has columns",
            "memuat sel lebih banyak daripada kolom tabelnya",
        ),
        "unknown_table": Text("is no table", "bukan nama tabel"),
        "lost_zero": Text(
            "is a code that lost its last zero", "adalah kode yang kehilangan angka nol di akhir"
        ),
        "number_lost_digits": Text(
            "is stored as a number, which loses digits",
            "tersimpan sebagai bilangan sehingga sebagian angkanya hilang",
        ),
        "code_was_number": Text(
            "is a code stored as a number", "adalah kode yang tersimpan sebagai bilangan"
        ),
        "nib_was_number": Text(
            "is a NIB stored as a number", "adalah NIB yang tersimpan sebagai bilangan"
        ),
        "blanks_in_list": Text(
            "has blanks beside the semicolons", "memuat spasi di sekitar titik koma"
        ),
        # what had to be assumed to read a file
        "read_as_cp1252": Text(
            "is not in UTF-8, so it was read as Windows-1252",
            "tidak tersimpan dalam UTF-8 sehingga dibaca sebagai Windows-1252",
        ),
        "not_utf_8": Text("is not in UTF-8", "tidak tersimpan dalam UTF-8"),
        # what of an office's sheet was not read as it stood
        "hidden_sheet": Text("is hidden, so it was not read", "tersembunyi sehingga tidak dibaca"),
        "no_table": Text(
            "holds no table that was understood", "tidak memuat tabel yang dapat dipahami"
        ),
        "no_such_table": Text(
            "holds a table whose columns are none that are known",
            "memuat tabel yang kolom-kolomnya tidak dikenal",
        ),
        "no_header": Text("is a column without a header", "adalah kolom tanpa judul"),
        "odd_row": Text("has a row that is no record", "memuat baris yang bukan data"),
        "odd_rows": Text("has rows that are no records", "memuat baris-baris yang bukan data"),
        "no_number": Text(
            "has no number, unlike the rows above",
            "tidak bernomor, berbeda dengan baris-baris di atasnya",
        ),
        "over_columns": Text(
            "stands over several columns, so none of them was read",
            "membawahi beberapa kolom sehingga tidak satu pun dibaca",
        ),
        "doubtful_unit": Text(
            "may or may not be in the unit that stands above the table, so it was not read",
            "belum tentu memakai satuan yang tertulis di atas tabel sehingga tidak dibaca",
        ),
        "said_in_section": Text(
            "is a heading among the rows", "adalah judul di antara baris-baris data"
        ),
        "carried_down": Text(
            "stands only in the first row of its group",
            "hanya tertulis pada baris pertama kelompoknya",
        ),
        "several_columns": Text(
            "may be more than one column, so it was not read",
            "dapat berarti lebih dari satu kolom sehingga tidak dibaca",
        ),
        "column_twice": Text(
            "is there more than once, so it was not read",
            "tercantum lebih dari satu kali sehingga tidak dibaca",
        ),
        "other_year": Text(
            "says the year of another kind of program, so it was not read",
            "menyebutkan tahun kegiatan jenis lain sehingga tidak dibaca",
        ),
        "counts_not_names": Text(
            "holds numbers, not names, so it was not read",
            "memuat bilangan, bukan nama, sehingga tidak dibaca",
        ),
        "said_above": Text(
            "stands above the table, not in its rows",
            "tertulis di atas tabel, bukan pada barisnya",
        ),
        "denied": Text(
            "speaks of an activity that was not held or not attended, so nobody was read as"
            " taking part",
            "menyebutkan kegiatan yang tidak dilaksanakan atau tidak diikuti sehingga tidak ada"
            " yang dibaca sebagai peserta",
        ),
        "no_activity": Text(
            "says of no activity that is known, so nobody was read as taking part",
            "tidak menyebutkan kegiatan yang dikenal sehingga tidak ada yang dibaca sebagai"
            " peserta",
        ),
        "regency_aside": Text(
            "stands in a letterhead or with a venue, so its regency was not taken",
            "tertulis pada kepala surat atau tempat kegiatan sehingga kabupaten/kotanya tidak"
            " diambil",
        ),
        "in_title": Text("is a title that says it", "adalah nama kegiatan yang menyebutkannya"),
        "name_of_ikm": Text(
            "may head the names of owners or those of IKM",
            "mungkin berisi nama pemilik atau nama IKM",
        ),
        "stated_later": Text("is stated otherwise later", "kemudian ditulis berbeda"),
        "stated_twice": Text(
            "is stated in more than one way", "ditulis dengan lebih dari satu cara"
        ),
        "stated_elsewhere": Text(
            "is stated otherwise in a file with ids", "ditulis berbeda dalam berkas yang memuat id"
        ),
        "same_name": Text(
            "would stand for more than one IKM of this name",
            "akan menunjuk lebih dari satu IKM dengan nama ini",
        ),
        "same_name_here": Text(
            "would stand for more than one IKM of this name; without a NIB its new id holds for"
            " this reading only",
            "akan menunjuk lebih dari satu IKM dengan nama ini; tanpa NIB, id barunya hanya"
            " berlaku untuk pembacaan ini",
        ),
        # what a verdict says
        "needs_step": Text(
            "a completed {kinds} in {before}", "{kinds} yang selesai pada tahun {before}"
        ),
        "no_step": Text(
            "no {kinds} on record for {before}",
            "tidak ada {kinds} yang tercatat untuk tahun {before}",
        ),
        "verdict_eligible": Text(
            "eligible for {kind} in {year}", "memenuhi syarat untuk {kind} tahun {year}"
        ),
        "verdict_not_eligible": Text(
            "not eligible for {kind} in {year}: no completed {kinds} in {before}",
            "tidak memenuhi syarat untuk {kind} tahun {year}: tidak ada {kinds} yang"
            " selesai pada tahun {before}",
        ),
        "verdict_undecided": Text(
            "cannot be decided for {kind} in {year}: {cause}",
            "belum dapat diputuskan untuk {kind} tahun {year}: {cause}",
        ),
        "verdict_waived": Text(
            "eligible for {kind} in {year} by the dispensation {dispensation}",
            "memenuhi syarat untuk {kind} tahun {year} berdasarkan dispensasi {dispensation}",
        ),
        "remedy_record": Text(
            "If it completed {kinds} in {before}, record that: it is then eligible in {year}.",
            "Jika {kinds} telah diselesaikan pada tahun {before}, catat hal itu;"
            " dengan demikian, IKM tersebut memenuhi syarat pada tahun {year}.",
        ),
        "remedy_complete": Text(
            "If the {kinds} of {before} was completed, mark it so: it is then eligible in {year}.",
            "Jika {kinds} tahun {before} telah selesai, catat hal itu; dengan"
            " demikian, IKM tersebut memenuhi syarat pada tahun {year}.",
        ),
        "remedy_method": Text(
            "If the coaching of {before} was {kinds} and was completed, say so: it is then"
            " eligible in {year}.",
            "Jika pembinaan tahun {before} berupa {kinds} dan telah selesai, catat"
            " hal itu; dengan demikian, IKM tersebut memenuhi syarat pada tahun"
            " {year}.",
        ),
        "remedy_train": Text(
            "A completed {kinds} in {year} makes it eligible in {next}.",
            "Dengan {kinds} yang selesai pada tahun {year}, IKM tersebut memenuhi"
            " syarat pada tahun {next}.",
        ),
        "remedy_dispensation": Text(
            "A dispensation for {code} in {year}, approved by one of {approvers}, admits it in that"
            " year.",
            "Dengan dispensasi untuk {code} tahun {year} yang disetujui oleh salah"
            " satu instansi yang berwenang ({approvers}), IKM tersebut memenuhi"
            " syarat pada tahun itu.",
        ),
        **{key: cause.says for key, cause in CAUSES.items()},
        **{f"{key}.remedy": cause.remedy for key, cause in CAUSES.items()},
    }
)
"""Every phrase by its key; a cause of doubt under its own key, its remedy under "KEY.remedy"."""
