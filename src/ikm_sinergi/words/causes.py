"""Why a rule cannot know, and what would let it know: every cause of doubt, in both languages.

The cause is a key with values, as every phrase; doubts of one cause and the same values are one
finding, so the values never name a single subject.
"""

from types import MappingProxyType
from typing import Final

from attrs import frozen

from ikm_sinergi.words.language import Text

__all__ = ["CAUSES", "Cause"]


@frozen
class Cause:
    """Why a rule cannot know, and what would let it know."""

    says: Text
    remedy: Text


CAUSES: Final = MappingProxyType(
    {
        "table_not_given": Cause(
            Text("the table {table} was not given", "tabel {table} tidak disertakan"),
            Text(
                "Give the table {table}, even if it is empty.",
                "Sertakan tabel {table}, meskipun kosong.",
            ),
        ),
        "table_not_whole": Cause(
            Text(
                "a part of the table {table} was not read",
                "sebagian tabel {table} tidak dapat dibaca",
            ),
            Text(
                "Give all of the table {table} in a form that is read.",
                "Sertakan seluruh tabel {table} dalam bentuk yang dapat dibaca.",
            ),
        ),
        "rejected_row": Cause(
            Text(
                "a row of {table} that it needs could not be read",
                "satu baris tabel {table} yang diperlukan tidak dapat dibaca",
            ),
            Text("Mend the rejected row first.", "Perbaiki dahulu baris yang ditolak."),
        ),
        "duplicate_id": Cause(
            Text(
                "an id of {table} that it needs has different contents",
                "satu id pada tabel {table} yang diperlukan memiliki isi yang berbeda-beda",
            ),
            Text("Settle the duplicate id first (IKM101).", "Perbaiki dahulu id ganda (IKM101)."),
        ),
        "unreadable_field": Cause(
            Text(
                "it needs {field}, which could not be read",
                "kolom {field} yang diperlukan tidak dapat dibaca",
            ),
            Text("Mend what stands in {field} first.", "Perbaiki dahulu kolom {field}."),
        ),
        "not_stated": Cause(
            Text(
                "it needs {field}, which is not stated",
                "kolom {field} yang diperlukan tidak diisi",
            ),
            Text("Fill in {field}.", "Isi kolom {field}."),
        ),
        "history_not_held": Cause(
            Text(
                "the records hold no {kinds} of {before} with participants from {regency}",
                "data tidak memuat {kinds} tahun {before} dengan peserta dari {regency}",
            ),
            Text(
                "Give the participant lists of {before}, or say that {before} is complete.",
                "Sertakan daftar peserta tahun {before} atau nyatakan bahwa data tahun"
                " {before} lengkap.",
            ),
        ),
        "regency_not_known": Cause(
            Text(
                "the regency of the participant is not known, so its history of {before} is not"
                " either",
                "kabupaten/kota peserta tidak diketahui, demikian pula riwayatnya pada"
                " tahun {before}",
            ),
            Text("State the regency of the participant.", "Isi kabupaten/kota peserta."),
        ),
        "open_step": Cause(
            Text(
                "a step of {before} is on record but not marked completed",
                "satu tahap tahun {before} tercatat, tetapi belum dinyatakan selesai",
            ),
            Text(
                "State whether the participation of {before} was completed.",
                "Nyatakan apakah keikutsertaan tahun {before} telah selesai.",
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
                "bukan orang baru: tahap berikutnya telah selesai pada tahun {before},"
                " tetapi kebijakan mensyaratkan {kinds}",
            ),
            Text(
                "Record the {kinds} that came first, or decide by dispensation.",
                "Catat {kinds} yang mendahuluinya atau putuskan dengan dispensasi.",
            ),
        ),
        "unknown_program_step": Cause(
            Text(
                "a participation on record names a program that is not known",
                "satu keikutsertaan yang tercatat menyebutkan program yang tidak dikenal",
            ),
            Text("Add the missing program.", "Tambahkan program yang belum ada."),
        ),
        "training_somewhere": Cause(
            Text(
                "a training of {before} does not state the regencies it served",
                "satu pelatihan tahun {before} tidak menyebutkan kabupaten/kota yang dilayani",
            ),
            Text(
                "State the regencies of the trainings of {before}.",
                "Isi kabupaten/kota yang dilayani pelatihan tahun {before}.",
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
                "Sertakan program tahun {before} atau nyatakan bahwa data tahun {before} lengkap.",
            ),
        ),
        "code_elsewhere": Cause(
            Text(
                "no regency has the code {codes} today; it may have had one before",
                "saat ini tidak ada kabupaten/kota dengan kode {codes}; mungkin itu kode lama",
            ),
            Text("Check the code {codes}.", "Periksa kode {codes}."),
        ),
        "unknown_agency": Cause(
            Text(
                "an agency that it names is not known",
                "satu instansi yang disebutkan tidak dikenal",
            ),
            Text(
                "Add the agency to the table of agencies, with what it is a branch of.",
                "Tambahkan instansi itu beserta instansi induknya pada tabel instansi (agencies).",
            ),
        ),
        "kind_not_settled": Cause(
            Text(
                "the kind of a program that matters here is not settled yet",
                "jenis kegiatan program yang menentukan penilaian ini belum jelas",
            ),
            Text("State the kind of the program.", "Nyatakan jenis kegiatan program itu."),
        ),
        "potential_unknown": Cause(
            Text(
                "the policy does not say what a regency is good at",
                "potensi satu kabupaten/kota tidak disebutkan dalam kebijakan",
            ),
            Text(
                "Add the potential of the regency to the policy, with its source.",
                "Tambahkan potensi kabupaten/kota itu beserta sumbernya pada kebijakan.",
            ),
        ),
        "unknown_area": Cause(
            Text(
                "the policy names the area {area}, whose regencies are not known",
                "kebijakan menyebutkan wilayah {area}, yang kabupaten/kotanya tidak diketahui",
            ),
            Text(
                "Name a known area, or the regency, in the policy.",
                "Sebutkan wilayah yang dikenal atau kabupaten/kotanya dalam kebijakan.",
            ),
        ),
        "no_participations": Cause(
            Text(
                "no participation in the program is on record",
                "belum ada keikutsertaan yang tercatat untuk program itu",
            ),
            Text(
                "Give the list of participants of the program.",
                "Sertakan daftar peserta program itu.",
            ),
        ),
        "unknown_commodity": Cause(
            Text(
                "the policy does not know a commodity that it would have to compare ({commodity})",
                "komoditas yang perlu dibandingkan tidak terdapat dalam kebijakan ({commodity})",
            ),
            Text(
                "Use a term of the policy, or add the term to its commodities.",
                "Gunakan istilah dalam kebijakan atau tambahkan istilah itu pada daftar"
                " komoditasnya.",
            ),
        ),
        "other_id_joined": Cause(
            Text(
                "an IKM that may be the same takes part in {year} under another id",
                "IKM yang mungkin sama ikut serta pada tahun {year} dengan id lain",
            ),
            Text(
                "Settle whether the two ids are one IKM.",
                "Pastikan apakah kedua id itu milik satu IKM.",
            ),
        ),
        "other_id": Cause(
            Text(
                "the step that is missing is on record under another id that may be the same IKM",
                "tahap yang diperlukan tercatat pada id lain yang mungkin milik IKM yang sama",
            ),
            Text(
                "Settle whether the two ids are one IKM.",
                "Pastikan apakah kedua id itu milik satu IKM.",
            ),
        ),
    }
)
"""Why a rule cannot know, by key; the rule hands out the key and its values."""
