"""What a field may hold: one function per type of value, and the reasons to refuse one.

Entities and readers ask the same functions, so that a value is refused for the same reason
wherever it comes from. `fold` is the one way in which two spellings of a name are compared.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final, cast

from ikm_sinergi.phrases import spoken
from ikm_sinergi.vocabulary import LABELS, Text

__all__ = [
    "FIRST_DAY",
    "FIRST_YEAR",
    "LAST_DAY",
    "LAST_YEAR",
    "LONGEST_ID",
    "REASONS",
    "TOO_LARGE",
    "UNSEEN",
    "WhyNot",
    "all_digits",
    "fold",
    "near",
    "no_term",
    "terms_like",
    "why_not_choice",
    "why_not_code",
    "why_not_day",
    "why_not_identifier",
    "why_not_list",
    "why_not_text",
    "why_not_whole",
    "why_not_year",
]

FIRST_YEAR: Final = 1945
LAST_YEAR: Final = 2100
FIRST_DAY: Final = dt.date(1945, 8, 17)
LAST_DAY: Final = dt.date(2100, 12, 31)
LONGEST_ID: Final = 64
TOO_LARGE: Final = 10**18
"""No sum of rupiah, and more than a database or a data frame can hold."""

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

_CODE: Final = re.compile(r"[0-9]{2}\.[0-9]{2}", re.ASCII)

_MASK: Final = re.compile(r"\*{3}|[0-9]{4}\*{4,}[0-9]{4}", re.ASCII)

_NO_TEXT: Final = re.compile("[\\0\ud800-\udfff]")

WhyNot = Callable[[object], str | None]
"""Returns the key in `REASONS` of why a value is refused, or None if it is fine."""

UNSEEN: Final = (
    "\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)
"""What nobody sees: soft hyphens, blanks without width, marks of direction and of style."""

# Dots, hyphens and quotes as people and word processors type them, and what nobody sees.
_NOISE: Final = MappingProxyType(
    dict.fromkeys(
        map(
            ord,
            ".-'`\"\u00ab\u00bb\u00b4\u02b9\u02bb\u02bc\u2010\u2011\u2012\u2013\u2014\u2015"
            "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f"
            f"\u2032\u2033\u2212\u200c\u200d{UNSEEN}",
        )
    )
)


_PLAIN_NOISE: Final = str.maketrans(
    "", "", ".-'`\"" + "".join(filter(str.isspace, map(chr, range(128))))
)
"""The same for ASCII, blanks included: one pass instead of three."""


def fold(text: str) -> str:
    """Return a name as it is compared: without case, blanks, dots, hyphens and quotes.

    >>> fold("Pare-Pare") == fold("PAREPARE")
    True
    >>> fold("Kab. Tana\u00a0Toraja")
    'kabtanatoraja'
    """
    if text.isascii():
        return text.lower().translate(_PLAIN_NOISE)
    plain = unicodedata.normalize("NFKC", text.translate(_NOISE)).casefold()
    return unicodedata.normalize("NFKC", "".join(plain.split()).translate(_NOISE))


def all_digits(text: str) -> bool:
    """Whether a text is digits from 0 to 9 alone: those of other scripts, or raised, are not.

    >>> all_digits("2021"), all_digits("11\u00b21"), all_digits("")
    (True, False, False)
    """
    return text.isascii() and text.isdigit()


def near(word: str, words: Iterable[str]) -> tuple[str, ...]:
    """Return the up to three words that look most like this one: hints, never answers.

    >>> near("luwutmur", ["luwu", "luwutimur", "luwuutara"])
    ('luwutimur',)
    """
    import difflib  # noqa: PLC0415  # wanted only once something is not known

    # A longer text is no name, and comparing it would take long.
    known = words if len(word) <= LONGEST_ID else ()
    return tuple(difflib.get_close_matches(word, known, cutoff=0.75))


def terms_like(vocabulary: type[StrEnum], text: str) -> tuple[str, ...]:
    """Return the terms that a text names in either language, or else looks like: hints.

    >>> from ikm_sinergi.vocabulary import ProgramKind
    >>> terms_like(ProgramKind, "Pendampingan"), terms_like(ProgramKind, "trainning")
    (('mentoring',), ('training',))
    """
    return _terms_like(vocabulary, text) if len(text) <= LONGEST_ID else ()


@lru_cache(maxsize=1000)  # a column that is written wrongly is so in every row
def _terms_like(vocabulary: type[StrEnum], text: str) -> tuple[str, ...]:
    words = {
        fold(word): term.value
        for term in vocabulary
        for word in (term.value, LABELS[term].en, LABELS[term].id)
    }
    folded = fold(text)
    found = (folded,) if folded in words else near(folded, words)
    return tuple(dict.fromkeys(words[word] for word in found))


def no_term(vocabulary: type[StrEnum], value: object) -> str:
    """Return why a value is no term of a vocabulary, with those that were perhaps meant."""
    like = terms_like(vocabulary, value) if isinstance(value, str) else ()
    rest = f"did you mean {' or '.join(map(repr, like))}?" if like else ", ".join(vocabulary)
    return f"{value!r:.{LONGEST_ID}} {REASONS['not_choice'].en}: {rest}"


def why_not_identifier(value: object) -> str | None:
    """Require an id: 1-64 printable characters without blanks at the ends."""
    if type(value) is not str:
        return "not_text"
    if not value or value.isspace():
        return "empty"
    if len(value) > LONGEST_ID:
        return "too_long"
    if value[0].isspace() or value[-1].isspace():
        return "blank_ends"
    return None if value.isprintable() else "unprintable"


def why_not_text(value: object) -> str | None:
    """Require a free text that says something."""
    if type(value) is not str:
        return "not_text"
    if not value or value.isspace():
        return "empty"
    return None if value.isprintable() or not _NO_TEXT.search(value) else "unprintable"


def is_masked(text: str) -> bool:
    """Whether a text is what we show instead of a person's data, which says nothing.

    >>> is_masked("***"), is_masked("7306********0001"), is_masked("7306000000000001")
    (True, True, False)
    """
    return _MASK.fullmatch(text.strip()) is not None


def why_not_personal(value: object) -> str | None:
    """Require a free text that was not masked before."""
    reason = why_not_text(value)
    return "masked" if reason is None and is_masked(str(value)) else reason


def why_not_year(value: object) -> str | None:
    """Require a fiscal year from 1945 to 2100."""
    return None if type(value) is int and FIRST_YEAR <= value <= LAST_YEAR else "not_year"


def why_not_day(value: object) -> str | None:
    """Require a day from 1945-08-17 to 2100-12-31, not a moment."""
    if type(value) is not dt.date:
        return "not_day"
    return None if FIRST_DAY <= value <= LAST_DAY else "day_bounds"


def why_not_whole(value: object) -> str | None:
    """Require a whole number of zero or more: rupiah, workers, pieces."""
    if type(value) is not int or value < 0:
        return "not_whole"
    return None if value < TOO_LARGE else "too_large"


def why_not_code(value: object) -> str | None:
    """Require the form of a Kemendagri code of a regency; whether it exists is for IKM104."""
    return None if type(value) is str and _CODE.fullmatch(value) else "not_code"


def why_not_choice(vocabulary: type[StrEnum]) -> WhyNot:
    """Require a member of the vocabulary."""

    def why_not(value: object) -> str | None:
        return None if type(value) is vocabulary else "not_choice"

    return why_not


def why_not_list(why_not_item: WhyNot) -> WhyNot:
    """Require a tuple of such items, none twice."""

    def why_not(value: object) -> str | None:
        if type(value) is not tuple:
            return "not_list"
        items = cast("tuple[object, ...]", value)
        for item in items:
            reason = why_not_item(item)
            if reason is not None:
                return reason
        return None if len(set(items)) == len(items) else "repeated"

    return why_not
