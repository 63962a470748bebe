"""Why a value is refused or repaired, in both languages."""

from types import MappingProxyType
from typing import Final

from ikm_sinergi.domain.fields import FIRST_DAY, FIRST_YEAR, LAST_DAY, LAST_YEAR, LONGEST_ID
from ikm_sinergi.words.language import Text
from ikm_sinergi.words.phrases import spoken

__all__ = ["REASONS"]

REASONS: Final = MappingProxyType(
    {
        "empty": Text("is empty", "kosong"),
        "not_text": Text("is not a text", "bukan teks"),
        "blank_ends": Text("begins or ends with a blank", "diawali atau diakhiri dengan spasi"),
        "too_long": Text(
            f"is longer than {LONGEST_ID} characters", f"panjangnya melebihi {LONGEST_ID} karakter"
        ),
        "unprintable": Text(
            "holds a character that cannot be printed", "memuat karakter yang tidak dapat dicetak"
        ),
        "not_year": Text(
            f"is not a year between {FIRST_YEAR} and {LAST_YEAR}",
            f"bukan tahun antara {FIRST_YEAR} dan {LAST_YEAR}",
        ),
        "not_day": Text("is not a day written YYYY-MM-DD", "bukan tanggal yang ditulis TTTT-BB-HH"),
        "not_in_calendar": Text("is no day of the calendar", "tidak ada dalam kalender"),
        "day_bounds": Text(
            f"is not a day between {FIRST_DAY} and {LAST_DAY}",
            f"bukan tanggal antara {spoken(FIRST_DAY, 'id')} dan {spoken(LAST_DAY, 'id')}",
        ),
        "not_whole": Text(
            "is not a whole number of zero or more", "bukan bilangan bulat nol atau lebih"
        ),
        "too_large": Text("has more than 18 digits", "memuat lebih dari 18 angka"),
        "not_code": Text(
            'is not a Kemendagri code of a regency such as "73.06"',
            'bukan kode Kemendagri kabupaten/kota seperti "73.06"',
        ),
        "not_choice": Text(
            "is not one of the allowed terms", "bukan salah satu istilah yang diperbolehkan"
        ),
        "not_list": Text("is not a list", "bukan daftar"),
        "not_object": Text("is not an object", "bukan objek"),
        "repeated": Text("names the same thing twice", "menyebutkan hal yang sama dua kali"),
        "one_subject": Text(
            "needs exactly one of participant, program and regency",
            "harus menyebutkan tepat satu di antara participant, program, dan regency",
        ),
        # how a cell of an office file was understood: what reads on after the cell itself
        "day_written": Text(
            "is a day written in another way", "adalah tanggal yang ditulis dengan cara lain"
        ),
        "day_range": Text("is a range of days", "adalah rentang tanggal"),
        "day_serial": Text(
            "is a day kept as a number", "adalah tanggal yang tersimpan sebagai bilangan"
        ),
        "day_with_time": Text("is a day with a time", "adalah tanggal yang disertai jam"),
        "year_written": Text(
            "is a year written in another way", "adalah tahun yang ditulis dengan cara lain"
        ),
        "number_written": Text(
            "is a number written in another way", "adalah bilangan yang ditulis dengan cara lain"
        ),
        "other_unit": Text(
            "stands in a column of another unit", "berada pada kolom dengan satuan lain"
        ),
        "synonym": Text("is another word for a term", "adalah kata lain untuk suatu istilah"),
        "regency_name": Text(
            "is the name of a regency, not its code", "adalah nama kabupaten/kota, bukan kodenya"
        ),
        "area_name": Text(
            "names an area, not its regencies", "menyebutkan wilayah, bukan kabupaten/kotanya"
        ),
        "agency_name": Text(
            "is the name of an agency, not its id", "adalah nama instansi, bukan id-nya"
        ),
        "list_written": Text(
            "is a list written in another way", "adalah daftar yang ditulis dengan cara lain"
        ),
        "text_was_number": Text(
            "is a text kept as a number", "adalah teks yang tersimpan sebagai bilangan"
        ),
        "masked": Text("is masked, so it was not read", "disamarkan sehingga tidak dibaca"),
        "stray_blanks": Text(
            "has blanks that do not belong there", "memuat spasi yang tidak pada tempatnya"
        ),
        "labelled": Text("has its label before it", "didahului oleh labelnya"),
        "wrapped": Text(
            "is written as a program writes a text for a spreadsheet",
            "ditulis sebagaimana program menuliskan teks untuk lembar kerja",
        ),
        "nearly_whole": Text(
            "is off a whole number by an error of rounding",
            "berbeda dari bilangan bulat karena galat pembulatan",
        ),
        "ditto": Text("says the same as the cell above", "menyatakan sama dengan sel di atasnya"),
        "marked_digits": Text(
            "has marks between its digits", "memuat tanda pemisah di antara angka-angkanya"
        ),
        # why a cell of an office file could not be understood
        "error_cell": Text(
            "is an error that a spreadsheet shows", "adalah pesan kesalahan lembar kerja"
        ),
        "small_digit": Text(
            "holds a raised or circled digit, which may be a footnote",
            "memuat angka kecil atau angka berlingkar yang mungkin penanda catatan kaki",
        ),
        "no_number": Text(
            "is not one number of the right length", "bukan satu nomor dengan panjang yang sesuai"
        ),
        "like_nik": Text("has as many digits as a NIK", "memuat angka sebanyak angka NIK"),
        "count_no_name": Text("is a count, not a name", "adalah jumlah, bukan nama"),
        "mark_doubtful": Text(
            "is a mark that may mean yes or no", "adalah tanda yang dapat berarti ya atau tidak"
        ),
        "number_no_item": Text(
            "is a number, not the name of equipment", "adalah bilangan, bukan nama alat"
        ),
        "month_first": Text(
            "may have its month first, as other days in its column do",
            "mungkin menuliskan bulan lebih dahulu, seperti tanggal lain pada kolomnya",
        ),
        "unsaved_formula": Text(
            "is a formula whose value was not saved: open the file in a spreadsheet program and"
            " save it",
            "adalah rumus yang nilainya tidak tersimpan: buka berkas dengan program lembar kerja,"
            " lalu simpan",
        ),
        "no_day": Text("is no day that can be read", "bukan tanggal yang dapat dibaca"),
        "no_such_day": Text(
            "is a day that is in no calendar, day first",
            "adalah tanggal yang tidak ada dalam kalender (urutan hari, bulan, tahun)",
        ),
        "incomplete_day": Text(
            "is not a whole day: it needs day, month and year",
            "bukan tanggal lengkap: perlu hari, bulan, dan tahun",
        ),
        "short_year": Text("has a year of two digits", "memuat tahun yang hanya dua angka"),
        "wrong_weekday": Text(
            "names a weekday that the day does not have",
            "menyebutkan nama hari yang tidak sesuai dengan tanggalnya",
        ),
        "several_days": Text("names more than one day", "menyebutkan lebih dari satu tanggal"),
        "several_years": Text("names more than one year", "menyebutkan lebih dari satu tahun"),
        "several_numbers": Text(
            "can be read as more than one number", "dapat dibaca sebagai lebih dari satu bilangan"
        ),
        "english_number": Text(
            "has its marks as in English", "memakai tanda pemisah seperti dalam bahasa Inggris"
        ),
        "letter_for_digit": Text(
            "has a letter in the place of a digit", "memuat huruf di tempat angka"
        ),
        "day_not_text": Text("is a day, not a text", "adalah tanggal, bukan teks"),
        "no_regency": Text(
            "names no known regency", "tidak menyebutkan kabupaten/kota yang dikenal"
        ),
        "several_regencies": Text(
            "may be more than one regency", "dapat berarti lebih dari satu kabupaten/kota"
        ),
        "no_agency": Text("names no known agency", "tidak menyebutkan instansi yang dikenal"),
        "several_agencies": Text(
            "may be more than one agency", "dapat berarti lebih dari satu instansi"
        ),
        "several_terms": Text("may be more than one term", "dapat berarti lebih dari satu istilah"),
        "visit": Text("is a visit, not an apprenticeship", "adalah kunjungan, bukan magang"),
    }
)
