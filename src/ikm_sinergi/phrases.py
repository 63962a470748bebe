"""What findings say, in both languages: evidence, causes of doubt, and how values are spoken.

Rules hand out keys with values; they become words only when somebody reads them. A rule's own
message and remedy stand with the rule; what several rules say stands here, once.
"""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from attrs import field, frozen

from ikm_sinergi.vocabulary import Lang, Text

__all__ = ["CAUSES", "PHRASES", "Cause", "Phrase", "put", "spoken"]


def spoken(value: object, lang: Lang) -> str:
    """Return one value as it is said inside a sentence: terms by their label, lists with commas."""
    if isinstance(value, Text | Phrase):
        return value.say(lang)
    label = getattr(value, "label", None)
    if isinstance(label, Text):
        return label.say(lang)
    if isinstance(value, tuple | frozenset):
        items: tuple[Any, ...] = tuple(value)
        return ", ".join(spoken(item, lang) for item in items)
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)


def put(template: Text, values: Mapping[str, object], lang: Lang) -> str:
    """Return a template in `lang` with its values put in."""
    return template.say(lang).format_map(
        {key: spoken(value, lang) for key, value in values.items()}
    )


@frozen
class Phrase:
    """A key of `PHRASES` (or of a cause) and the values it speaks of."""

    key: str
    values: Mapping[str, object] = field(factory=dict)

    def say(self, lang: Lang = "en") -> str:
        """Return the phrase in words."""
        return put(PHRASES[self.key], self.values, lang)


@frozen
class Cause:
    """Why a rule cannot know, and what would let it know."""

    says: Text
    remedy: Text


CAUSES: Final = MappingProxyType(
    {
        "table_not_given": Cause(
            Text("the table {table} was not given", "tabel {table} tidak diberikan"),
            Text(
                "Give the table {table}, even if it is empty.",
                "Berikan tabel {table}, meskipun kosong.",
            ),
        ),
        "rejected_row": Cause(
            Text(
                "a row of {table} that it needs could not be read",
                "satu baris {table} yang diperlukan tidak dapat dibaca",
            ),
            Text("Mend the rejected row first.", "Perbaiki dahulu baris yang ditolak."),
        ),
        "duplicate_id": Cause(
            Text(
                "an id of {table} that it needs has two different contents",
                "satu id {table} yang diperlukan memiliki dua isi yang berbeda",
            ),
            Text("Settle the duplicate id first (IKM101).", "Selesaikan dahulu id ganda (IKM101)."),
        ),
        "unreadable_field": Cause(
            Text(
                "the field {field} that it needs could not be read",
                "kolom {field} yang diperlukan tidak dapat dibaca",
            ),
            Text("Mend the field {field} first.", "Perbaiki dahulu kolom {field}."),
        ),
        "not_stated": Cause(
            Text(
                "the field {field} that it needs is not stated",
                "kolom {field} yang diperlukan tidak diisi",
            ),
            Text("State the field {field}.", "Isi kolom {field}."),
        ),
        "history_not_held": Cause(
            Text(
                "the records hold no {kinds} of {before} with participants from {regency}",
                "data tidak memuat {kinds} tahun {before} dengan peserta dari {regency}",
            ),
            Text(
                "Give the participant lists of {before}, or say that {before} is complete.",
                "Berikan daftar peserta tahun {before}, atau nyatakan bahwa data {before} lengkap.",
            ),
        ),
        "regency_not_known": Cause(
            Text(
                "the regency of the participant is not known, so its history of {before} is not"
                " either",
                "kabupaten/kota peserta tidak diketahui, demikian pula riwayatnya pada {before}",
            ),
            Text("State the regency of the participant.", "Isi kabupaten/kota peserta."),
        ),
        "open_step": Cause(
            Text(
                "a step of {before} is on record but not marked completed",
                "satu tahap tahun {before} tercatat tetapi belum dinyatakan selesai",
            ),
            Text(
                "State whether the participation of {before} was completed.",
                "Nyatakan apakah keikutsertaan tahun {before} selesai.",
            ),
        ),
        "unsettled_step": Cause(
            Text(
                "coaching of {before} on record may have been the step that is needed",
                "pembinaan tahun {before} yang tercatat mungkin merupakan tahap yang diperlukan",
            ),
            Text(
                "State the method of the coaching of {before}.",
                "Nyatakan metode pembinaan tahun {before}.",
            ),
        ),
        "other_step": Cause(
            Text(
                "no newcomer: a later step was completed in {before}, but the policy asks for"
                " {kinds}",
                "bukan orang baru: tahap lain selesai pada {before}, tetapi kebijakan meminta"
                " {kinds}",
            ),
            Text(
                "Record the {kinds} that came first, or decide by dispensation.",
                "Catat {kinds} yang mendahuluinya, atau putuskan dengan dispensasi.",
            ),
        ),
        "unknown_program_step": Cause(
            Text(
                "a participation on record names a program that is not known",
                "satu keikutsertaan yang tercatat menyebut program yang tidak dikenal",
            ),
            Text("Add the missing program.", "Tambahkan program yang belum ada."),
        ),
        "training_somewhere": Cause(
            Text(
                "a training of {before} does not state the regencies it served",
                "satu pelatihan tahun {before} tidak menyebut kabupaten/kota yang dilayani",
            ),
            Text(
                "State the regencies of the trainings of {before}.",
                "Isi kabupaten/kota pelatihan tahun {before}.",
            ),
        ),
        "training_unreadable": Cause(
            Text(
                "the regencies or the status of a training of {before} could not be read",
                "kabupaten/kota atau status satu pelatihan tahun {before} tidak dapat dibaca",
            ),
            Text(
                "Mend the trainings of {before} first.",
                "Perbaiki dahulu data pelatihan tahun {before}.",
            ),
        ),
        "no_training_held": Cause(
            Text(
                "the records of {before} hold no {kinds} for {place}, and may not be complete",
                "data tahun {before} tidak memuat {kinds} untuk {place} dan mungkin belum lengkap",
            ),
            Text(
                "Give the programs of {before}, or say that {before} is complete.",
                "Berikan program tahun {before}, atau nyatakan bahwa data {before} lengkap.",
            ),
        ),
        "code_elsewhere": Cause(
            Text(
                "no regency has the code {codes} today; it may have had one before",
                "saat ini tidak ada kabupaten/kota dengan kode {codes}; mungkin kode lama",
            ),
            Text("Check the code {codes}.", "Periksa kode {codes}."),
        ),
        "unknown_agency": Cause(
            Text(
                "an agency that it names is not known",
                "satu instansi yang disebut tidak dikenal",
            ),
            Text(
                "Add the agency to the table of agencies, with what it is a branch of.",
                "Tambahkan instansi itu pada tabel instansi, beserta induknya.",
            ),
        ),
        "kind_not_settled": Cause(
            Text(
                "the kind of a program that matters here is not settled yet",
                "jenis kegiatan satu program yang menentukan belum jelas",
            ),
            Text("State the kind of the program.", "Nyatakan jenis kegiatan program itu."),
        ),
        "potential_unknown": Cause(
            Text(
                "the policy does not say what a regency is good at",
                "kebijakan tidak menyebut potensi satu kabupaten/kota",
            ),
            Text(
                "Add the potential of the regency to the policy, with its source.",
                "Tambahkan potensi kabupaten/kota itu pada kebijakan, beserta sumbernya.",
            ),
        ),
        "unknown_area": Cause(
            Text(
                "the policy names the area {area}, whose regencies are not known",
                "kebijakan menyebut wilayah {area} yang tidak diketahui kabupaten/kotanya",
            ),
            Text(
                "Name a known area, or the regency, in the policy.",
                "Sebut wilayah yang dikenal, atau kabupaten/kotanya, dalam kebijakan.",
            ),
        ),
        "no_participations": Cause(
            Text(
                "no participation in the program is on record",
                "belum ada keikutsertaan yang tercatat untuk program itu",
            ),
            Text(
                "Give the list of participants of the program.",
                "Berikan daftar peserta program itu.",
            ),
        ),
        "unknown_commodity": Cause(
            Text(
                "the policy does not know a commodity that it would have to compare ({commodity})",
                "kebijakan tidak mengenal komoditas yang perlu dibandingkan ({commodity})",
            ),
            Text(
                "Use a term of the policy, or add the term to its commodities.",
                "Gunakan istilah kebijakan, atau tambahkan istilah itu pada daftar komoditasnya.",
            ),
        ),
        "other_id_joined": Cause(
            Text(
                "an IKM that may be the same takes part in {year} under another id",
                "IKM yang mungkin sama ikut serta pada {year} dengan id lain",
            ),
            Text(
                "Settle whether the two ids are one IKM.",
                "Pastikan apakah kedua id itu satu IKM.",
            ),
        ),
        "other_id": Cause(
            Text(
                "the step that is missing was completed under another id that may be the same IKM",
                "tahap yang kurang diselesaikan dengan id lain yang mungkin IKM yang sama",
            ),
            Text(
                "Settle whether the two ids are one IKM.",
                "Pastikan apakah kedua id itu satu IKM.",
            ),
        ),
    }
)
"""Why a rule cannot know, by key; the rule hands out the key and its values."""

PHRASES: Final = MappingProxyType(
    {
        # evidence: what a record says about a step
        "step_completed": Text("completed {kind} in {year}", "menyelesaikan {kind} pada {year}"),
        "step_too_early": Text(
            "completed {kind} in {year}, the rule needs {needed}",
            "menyelesaikan {kind} pada {year}, sedangkan aturan meminta {needed}",
        ),
        "step_open": Text(
            "took part in {kind} in {year}, not marked completed",
            "mengikuti {kind} pada {year}, belum tercatat selesai",
        ),
        "step_withdrawn": Text(
            "withdrew from {kind} in {year}", "mengundurkan diri dari {kind} pada {year}"
        ),
        "step_cancelled": Text(
            "the {kind} of {year} was cancelled", "{kind} tahun {year} dibatalkan"
        ),
        "step_unsettled": Text(
            "took part in {year} in coaching whose method is not stated",
            "mengikuti pembinaan pada {year} yang metodenya tidak disebut",
        ),
        "step_other": Text(
            "completed {kind} in {year}, which is not the step the policy names",
            "menyelesaikan {kind} pada {year}, bukan tahap yang disebut kebijakan",
        ),
        "step_unknown_program": Text(
            "took part in a program that is not in the records",
            "mengikuti program yang tidak ada dalam data",
        ),
        "same_ikm": Text(
            "the same {match} under the id {other}, which completed {kind} in {year}",
            "{match} yang sama dengan id {other}, yang menyelesaikan {kind} pada {year}",
        ),
        "match_nib": Text("NIB", "NIB"),
        "match_nik": Text("owner's NIK", "NIK pemilik"),
        "match_name": Text("name and regency", "nama dan kabupaten/kota"),
        # evidence: other records that bear the same mark
        "same_id": Text("the same id, but other {fields}", "id yang sama, tetapi {fields} berbeda"),
        "same_nib": Text("the same NIB", "NIB yang sama"),
        # evidence: what a program says about the plan
        "may_serve": Text("may serve this regency", "mungkin melayani kabupaten/kota ini"),
        "may_be_announced": Text(
            "may be the program that was announced", "mungkin program yang diumumkan"
        ),
        "serves_unknown_potential": Text(
            "serves {places}, whose potential the policy does not name",
            "melayani {places}, yang potensinya tidak disebut kebijakan",
        ),
        "partner_in_doubt": Text(
            "names the partner {agency}, which may be the one that is missing",
            "menyebut mitra {agency}, yang mungkin mitra yang dimaksud",
        ),
        # why two reports differ
        "because_rule_off": Text("the rule did not run", "aturan ini tidak dijalankan"),
        "because_rule_on": Text(
            "the rule did not run before", "aturan ini semula tidak dijalankan"
        ),
        "because_value": Text(
            "the policy's {value}: {before} -> {after}",
            "{value} dalam kebijakan: {before} -> {after}",
        ),
        "because_setting": Text(
            "{setting} of the check: {before} -> {after}",
            "{setting} pemeriksaan: {before} -> {after}",
        ),
        "because_elsewhere": Text(
            "several changes together, or records of others",
            "beberapa perubahan sekaligus, atau data pihak lain",
        ),
        "record_added": Text("{table} {key} was added", "{table} {key} ditambahkan"),
        "record_removed": Text("{table} {key} was removed", "{table} {key} dihapus"),
        "record_changed": Text("{table} {key} was changed", "{table} {key} diubah"),
        # why a cell could not be read, beside values.REASONS
        "unknown_field": Text("is no column of this table", "bukan kolom tabel ini"),
        "too_many_cells": Text(
            "has more cells than the table has columns", "memuat lebih banyak sel daripada kolom"
        ),
        "unknown_table": Text("is no table", "bukan nama tabel"),
        "lost_zero": Text(
            "is a code that lost its last zero", "adalah kode yang kehilangan angka nol di akhir"
        ),
        "number_lost_digits": Text(
            "is stored as a number, which loses digits",
            "tersimpan sebagai bilangan sehingga angkanya hilang",
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
        # what a verdict says
        "needs_step": Text("a completed {kinds} in {before}", "{kinds} yang selesai pada {before}"),
        "no_step": Text(
            "no {kinds} on record for {before}", "tidak ada catatan {kinds} pada {before}"
        ),
        "verdict_eligible": Text(
            "eligible for {kind} in {year}", "memenuhi syarat untuk {kind} tahun {year}"
        ),
        "verdict_not_eligible": Text(
            "not eligible for {kind} in {year}: no completed {kinds} in {before}",
            "tidak memenuhi syarat untuk {kind} tahun {year}:"
            " tidak ada {kinds} yang selesai pada {before}",
        ),
        "verdict_undecided": Text(
            "cannot be decided for {kind} in {year}: {cause}",
            "belum dapat diputuskan untuk {kind} tahun {year}: {cause}",
        ),
        "verdict_waived": Text(
            "eligible for {kind} in {year} by the dispensation {dispensation}",
            "memenuhi syarat untuk {kind} tahun {year} dengan dispensasi {dispensation}",
        ),
        "remedy_record": Text(
            "If it completed {kinds} in {before}, record that: it is then eligible in {year}.",
            "Jika {kinds} telah diselesaikan pada {before}, catatlah: IKM itu memenuhi syarat"
            " pada {year}.",
        ),
        "remedy_complete": Text(
            "If the {kinds} of {before} was completed, mark it so: it is then eligible in {year}.",
            "Jika {kinds} tahun {before} telah selesai, catatlah demikian: IKM itu memenuhi syarat"
            " pada {year}.",
        ),
        "remedy_method": Text(
            "If the coaching of {before} was {kinds} and was completed, say so: it is then"
            " eligible in {year}.",
            "Jika pembinaan tahun {before} berupa {kinds} dan telah selesai, catatlah demikian:"
            " IKM itu memenuhi syarat pada {year}.",
        ),
        "remedy_train": Text(
            "A completed {kinds} in {year} makes it eligible in {next}.",
            "Dengan {kinds} yang selesai pada {year}, IKM itu memenuhi syarat pada {next}.",
        ),
        "remedy_dispensation": Text(
            "A dispensation for {code} in {year}, approved by {approvers}, admits it this year.",
            "Dispensasi untuk {code} tahun {year} yang disetujui {approvers}"
            " mengizinkannya tahun ini.",
        ),
        **{key: cause.says for key, cause in CAUSES.items()},
        **{f"{key}.remedy": cause.remedy for key, cause in CAUSES.items()},
    }
)
"""Every phrase by its key; a cause of doubt under its own key, its remedy under "KEY.remedy"."""
