"""The words that offices use for the closed vocabularies: kinds, statuses, measures, sides.

A word is folded and looked up exactly. A word that may mean several terms is refused with them;
terms that merely stand inside a longer text are readings, never an answer.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from ikm_sinergi.domain.fields import LONGEST_ID
from ikm_sinergi.domain.names import fold, near
from ikm_sinergi.domain.terms import Measure, ParticipationStatus, ProgramKind, ProgramStatus, Side
from ikm_sinergi.office.lists import unnumbered
from ikm_sinergi.office.texts import tidy
from ikm_sinergi.records.cells import Read, Unreadable
from ikm_sinergi.words.language import Text

__all__ = ["mentioned", "reader", "words_of"]

_KINDS: Final = MappingProxyType(
    {
        "training": "bimtek, bintek, bimbingan teknis, diklat, pembekalan, workshop",
        "mentoring": "",
        "apprenticeship": "pemagangan",
        "development": "pembinaan, pengembangan",
        "coaching_clinic": "klinik bisnis, klinik coaching",
        "subsidised_market": "pasar murah bersubsidi, operasi pasar murah subsidi",
        "discount_market": "operasi pasar murah diskon",
        "market": "operasi pasar murah, bazar, bazaar",
    }
)
_PROGRAM_STATUSES: Final = MappingProxyType(
    {
        "planned": "rencana, akan dilaksanakan, belum dilaksanakan, belum dimulai",
        "running": "sedang berjalan, masih berjalan, berlangsung, masih berlangsung,"
        " sedang berlangsung, sedang dilaksanakan",
        "completed": "terlaksana, telah terlaksana, sudah terlaksana, telah dilaksanakan,"
        " sudah dilaksanakan, telah selesai, sudah selesai, tuntas, telah tuntas",
        "cancelled": "batal, batal dilaksanakan, tidak jadi, tidak jadi dilaksanakan, canceled",
    }
)
_PARTICIPATION_STATUSES: Final = MappingProxyType(
    {
        "registered": "mendaftar",
        "attending": "masih mengikuti",
        "completed": "lulus, telah selesai, sudah selesai, tuntas, telah tuntas",
        "withdrawn": "mundur, undur diri",
    }
)
_MEASURES: Final = MappingProxyType(
    {
        "production_value": "nilai produksi",
        "sales_value": "nilai penjualan, penjualan, omzet, omset",
        "workers": "jumlah tenaga kerja",
        "products": "jumlah produk",
        "certificates": "jumlah sertifikat",
    }
)
_WORDS: Final[Mapping[type[StrEnum], Mapping[str, str]]] = MappingProxyType(
    {
        ProgramKind: _KINDS,
        ProgramStatus: _PROGRAM_STATUSES,
        ParticipationStatus: _PARTICIPATION_STATUSES,
        Measure: _MEASURES,
        Side: MappingProxyType({}),
    }
)
# Words that people do use, but for more than one thing: what each may mean.
_DOUBTFUL: Final[Mapping[type[StrEnum], Mapping[str, tuple[str, ...]]]] = MappingProxyType(
    {
        ProgramStatus: MappingProxyType(
            {
                "dilaksanakan": ("running", "completed"),
                "belumselesai": ("planned", "running"),
                "ditunda": ("planned", "cancelled"),
                "tidakterlaksana": ("planned", "cancelled"),
            }
        ),
        ParticipationStatus: MappingProxyType(
            {
                "batal": ("registered", "withdrawn"),
                "dibatalkan": ("registered", "withdrawn"),
                "hadir": ("attending", "completed"),
                "mengikuti": ("attending", "completed"),
                "telahmengikuti": ("attending", "completed"),
                "belumselesai": ("registered", "attending"),
            }
        ),
    }
)
_VISITS: Final = frozenset({"studitiru", "studibanding"})
# What people put behind a word without changing it.
_TICKS: Final = re.compile(r"[ (]*[\u221a\u2713\u2714\u2611\u2705][ )]*$")
_WHOLLY: Final = re.compile(r" *\(?100 ?%\)?$")
_OF_IKM: Final = re.compile(r" +(?:ikm|umkm)$", re.IGNORECASE)
_AND: Final = re.compile(r"[/,;()]")
_DENIALS: Final = ("tidak", "belum", "bukan", "not")


@cache
def words_of(vocabulary: type[StrEnum]) -> Mapping[str, StrEnum]:
    """Return every folded word for a term of the vocabulary: keys, labels and synonyms.

    >>> words_of(ProgramKind)["bimtek"]
    <ProgramKind.TRAINING: 'training'>
    """
    words: dict[str, StrEnum] = {}
    for term in vocabulary:
        labels = Text.of(f"terms.{term}").every
        more = _WORDS[vocabulary].get(term, "").split(",")
        for word in (term.value, term.value.replace("_", " "), *labels, *more):
            words[fold(word)] = term
    words.pop("", None)
    return MappingProxyType(words)


def mentioned(vocabulary: type[StrEnum], text: str) -> tuple[Any, ...]:
    """Return the terms whose words stand in a text, in their order, a longer word before a shorter.

    >>> [str(kind) for kind in mentioned(ProgramKind, "Daftar peserta pendampingan TA 2021")]
    ['mentoring']
    >>> [str(kind) for kind in mentioned(ProgramKind, "Pasar murah subsidi di Wajo")]
    ['subsidised_market']
    """
    words = words_of(vocabulary)
    parts = re.findall(r"\w+", text.casefold())
    found: list[Any] = []
    start = 0
    while start < len(parts):
        length = next(
            (n for n in range(4, 0, -1) if fold("".join(parts[start : start + n])) in words), 0
        )
        if length:
            found.append(words[fold("".join(parts[start : start + length]))])
        start += length or 1
    return tuple(dict.fromkeys(found))


def reader(vocabulary: type[StrEnum]) -> Read:
    """Return the function that reads a term; only its English key needs no repair.

    >>> reader(ProgramKind)("training")
    <ProgramKind.TRAINING: 'training'>
    """
    members = {member.value: member for member in vocabulary}

    def read(value: Any) -> Any:
        if type(value) is not str:
            raise Unreadable("not_choice")
        member = members.get(value)
        if member is None:
            raise _other_word(vocabulary, value)
        return member

    return read


def _meant(vocabulary: type[StrEnum], text: str) -> StrEnum | None:
    """Return the one term that a text says, be it in two words: "Pelatihan (Bimtek)"."""
    words = words_of(vocabulary)
    bare = _OF_IKM.sub("", text) if vocabulary is ProgramKind else text
    if bare != (wholly := _WHOLLY.sub("", bare)):  # no other term can be true to 100 %
        meant = words.get(fold(wholly))
        return meant if meant is not None and meant.value == "completed" else None
    if (meant := words.get(fold(bare))) is not None:
        return meant
    said = {words.get(fold(part)) for part in _AND.split(bare) if part.strip()}
    return said.pop() if len(said) == 1 else None


def _other_word(vocabulary: type[StrEnum], text: str) -> Unreadable:
    words = words_of(vocabulary)
    bare = _TICKS.sub("", unnumbered(tidy(text))).strip(" ,;:")
    folded = fold(bare)
    if (meant := _meant(vocabulary, bare)) is not None:
        return Unreadable("synonym", repaired=meant)
    doubtful = _DOUBTFUL.get(vocabulary, {}).get(folded, ())
    if doubtful:
        return Unreadable("several_terms", readings=doubtful)
    if vocabulary is ProgramKind and folded in _VISITS:
        return Unreadable("visit")
    like: tuple[Any, ...] = ()
    if len(folded) <= LONGEST_ID and not folded.startswith(_DENIALS):
        like = mentioned(vocabulary, text) or tuple(words[word] for word in near(folded, words))
    readings = tuple(dict.fromkeys(map(str, like)))
    return Unreadable("several_terms" if len(readings) > 1 else "not_choice", readings=readings)
