"""What the lines above a table say of all its rows: kind, year, regency and title.

Only what is said in one way is taken, and what cannot be taken is told. The head of a letter
("Pemerintah ...", "Dinas ...") and a place of venue say nothing of whom a program served.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from attrs import evolve, frozen

from ikm_sinergi.domain.terms import ProgramKind
from ikm_sinergi.office import UNSAVED
from ikm_sinergi.reading.activities import GENERAL, Activity, activity_in, denies
from ikm_sinergi.reading.grid import Cell, Line
from ikm_sinergi.reading.labels import LIST, Piece, fields_of, pieces_of, rank, read_field
from ikm_sinergi.reading.mentions import Named, regencies_in, regency_in, years_in
from ikm_sinergi.records.cells import Unreadable
from ikm_sinergi.reference.places import regencies

__all__ = ["Above", "Refused", "Said", "following", "said_above"]


class Said(NamedTuple):
    """A value from above a table: where it stands, and the value as an exact cell holds it."""

    piece: Piece
    value: Cell


class Refused(NamedTuple):
    """What stands above a table and was not taken: why, and what it could mean."""

    piece: Piece
    reason: str
    readings: tuple[str, ...] = ()


@frozen(kw_only=True)
class Above:
    """What the lines above a table say of a program.

    `refused` are the fields that they say in no or in several ways. `unknown` says why the
    activity is not known, though there is one. `aside` is the one regency that stands only in a
    letterhead or a venue. `part` says that the lines do no more than part the table above.
    """

    said: Mapping[str, Said]
    refused: Mapping[str, Refused]
    unknown: Refused | None = None
    aside: Said | None = None
    part: bool = False


_LONGEST: Final = 300  # characters of a title
_MOST: Final = 50  # lines above a table
_OFFICE: Final = re.compile(
    r"(?:pemerintah|dinas|badan|bidang|seksi|kepala|balai|uptd?|blk|direktorat|dewan|dekranas\w*"
    r"|sekretariat|tim +penggerak|tp\.?[ -]*pkk|pkk|kantor|panitia|kecamatan|kementerian|lembaga"
    r"|jalan|jl|alamat|telp|telepon|fax|e-?mail|website|kode +pos)\b",
    re.IGNORECASE,
)
_TOOK_PART: Final = re.compile(
    r"\b(?:peserta|penerima +(?:bantuan|alat)|bantuan +alat|alumni|lulusan|daftar +hadir"
    r"|absensi)\b",
    re.IGNORECASE,
)
_PART: Final = re.compile(
    r"(?:(?:kec|kecamatan|kel|kelurahan|desa|dusun|kelompok|angkatan|gelombang|kelas|lanjutan"
    r"|halaman|hal|wilayah|sentra|kab|kabupaten|kota)\b|[0-9a-z]{1,4}[.)]).*",
    re.IGNORECASE,
)
_TWICE: Final = MappingProxyType(
    {"year": "several_years", "regencies": "several_regencies", "kind": "several_terms"}
)


def said_above(lines: Iterable[Line], sheet: str | None) -> Above:
    """Return what the lines above a table say of a program, and the name of its sheet.

    A line "Kegiatan : ..." says a field by its label. In the others kind, year and regency are
    looked for; the line that names the kind is the title.
    """
    one = _Lines(tuple(lines)[-_MOST:], sheet)
    one.read_labels()
    one.find_kind()
    one.find_year()
    one.find_regencies()
    return one.above()


def following(above: Above, before: Above) -> Above:
    """Return what is said above a table that stands below another one.

    A subtitle ("Kecamatan ...") parts a list: what it does not say, the title of the whole does.
    """
    if above.unknown is not None or not above.said.keys().isdisjoint({"title", "kind"}):
        return above
    if not above.part:
        first = next((before.said[name] for name in ("kind", "title") if name in before.said), None)
        return evolve(above, unknown=None if first is None else Refused(first.piece, "no_activity"))
    own = above.refused.keys() | ({"regencies"} if above.aside is not None else ())
    said = {name: one for name, one in before.said.items() if name not in own}
    return evolve(above, said={**said, **above.said}, unknown=before.unknown)


class _Lines:
    """The lines above a table while they are read."""

    def __init__(self, lines: tuple[Line, ...], sheet: str | None) -> None:
        self.said: dict[str, Said] = {}
        self.refused: dict[str, Refused] = {}
        self.unknown: Refused | None = None
        self.aside: Said | None = None
        self.sheet = None if sheet is None else Piece(None, None, sheet)
        self.labelled: list[tuple[str, tuple[str, ...], Piece]] = []
        self.free: list[Piece] = []
        self.others: list[Piece] = []  # of an office, or with a label that says no field
        for label, piece in (pair for line in lines for pair in pieces_of(line)):
            if piece.text == UNSAVED:  # it may be the title
                self.refused["title"] = Refused(piece, "unsaved_formula")
                continue
            fields = () if label is None else fields_of(label)
            if label is not None and fields:
                self.labelled.append((label, fields, piece))
            elif label is not None or _OFFICE.match(piece.text):
                self.others.append(piece)
            elif len(piece.text) <= _LONGEST:
                self.free.append(piece)
        parts = (*self.free, *self.others)
        self.part = bool(parts) and all(_PART.fullmatch(one.text) for one in parts)

    def read_labels(self) -> None:
        """Read the fields that are said by a label; of several titles, the most special counts."""
        for _, fields, piece in sorted(self.labelled, key=lambda one: rank(one[0])):
            for name in fields:
                if name in self.refused or (name == "title" and name in self.said):
                    continue
                try:
                    value = read_field(name, piece.text)
                except Unreadable as error:
                    self.refused[name] = Refused(piece, error.reason, error.readings)
                    self.said.pop(name, None)
                    break
                if value is not None:
                    self.take(name, Said(piece, value), _named(value))
        if (title := self.said.get("title")) is not None:
            self.free.append(title.piece)

    def take(self, name: str, said: Said, reading: str) -> None:
        """Keep a value, unless another one is said of the same field."""
        if name in self.refused:
            return
        first = self.said.setdefault(name, said)
        if first.value != said.value:
            reason = _TWICE.get(name, "stated_twice")
            self.refused[name] = Refused(said.piece, reason, (_named(first.value), reading))
            del self.said[name]

    # --- the activity ----------------------------------------------------------------------

    def find_kind(self) -> None:
        """Find the one kind that labels and lines speak of, or else the sheet does."""
        title, labelled = self.said.get("title"), self.said.pop("kind", None)
        lines = [one for one in self.free if title is None or one is not title.piece]
        text = activity_in("\n".join(one.text for one in lines))
        named = _NOTHING if title is None else activity_in(title.piece.text)
        if self.denies(text, named):
            said = lines if title is None or text.reason == "denied" else [title.piece]
            self.forget("denied", said, text.readings)
            return
        if "kind" in self.refused or (named.reason is not None and labelled is None):
            return  # the title stands without a kind, which is told
        found = [(named.kind, [] if title is None else [title.piece]), (text.kind, lines)]
        if labelled is not None:
            found.insert(0, (ProgramKind(str(labelled.value)), [labelled.piece]))
        if not any(kind for kind, _ in found):
            found = self.kind_of_sheet(text, lines)
        special = [one for one in found if one[0] is not None and one[0] not in GENERAL]
        for kind, pieces in special or found:
            if kind is not None:
                self.take("kind", Said(_place(pieces, (str(kind),)), str(kind)), str(kind))
        several = self.refused.get("kind")
        if several is not None and title is None:
            del self.refused["kind"]
            self.forget("no_activity", [several.piece], several.readings)
        self.find_title()

    def denies(self, text: Activity, named: Activity) -> bool:
        """Whether the lines, the title or the name of the sheet say that nobody took part."""
        if "denied" in {text.reason, named.reason}:
            return True
        kinds = text.readings or named.readings
        return bool(kinds) and self.sheet is not None and denies(self.sheet.text)

    def kind_of_sheet(
        self, text: Activity, lines: list[Piece]
    ) -> list[tuple[ProgramKind | None, list[Piece]]]:
        """Return the kind in the name of the sheet, or tell why there is none."""
        reason, readings, pieces, kind = text.reason, text.readings, lines, None
        if reason is None and self.sheet is not None:
            kind, reason, readings = activity_in(self.sheet.text)
            pieces = [self.sheet]
        if reason is None and kind is None and any(map(_took_part, lines)):
            reason, pieces = "no_activity", lines
        if reason is not None:
            self.unknown = Refused(_place(pieces, readings), reason, readings)
        return [(kind, pieces)]

    def forget(self, reason: str, pieces: Sequence[Piece], readings: tuple[str, ...]) -> None:
        """Take no activity from above, and tell why."""
        self.unknown = Refused(_place(pieces, readings), reason, readings)
        self.said.pop("title", None)

    def find_title(self) -> None:
        """Take the line that names the kind as the title, if no label says one."""
        kind = self.said.get("kind")
        if kind is not None and kind.piece.row is not None and "title" not in self.refused:
            title = LIST.sub("", kind.piece.text, count=1).strip()
            self.said.setdefault("title", Said(kind.piece, title))

    # --- year and regencies ----------------------------------------------------------------

    def find_year(self) -> None:
        """Find the one year that is called so, or else the one that stands in the lines."""
        found = [(years_in(piece.text), piece) for piece in self.free]
        for years, piece in found:
            for year in years.called:
                self.take("year", Said(piece, year), str(year))
        if self.knows("year"):
            return
        if self.sheet is not None and not any(years.bare for years, _ in found):
            found = [(years_in(self.sheet.text), self.sheet)]
        for years, piece in found:
            for year in years.called or years.bare:
                self.take("year", Said(piece, year), str(year))

    def find_regencies(self) -> None:
        """Find the regencies that were served, and those of offices and venues."""
        aside: dict[str, Piece] = {}
        for piece in self.others:
            for named in regencies_in(piece.text):
                aside |= dict.fromkeys(named.codes, piece)
        for piece in self.free:
            for named in regencies_in(piece.text):
                if named.served:
                    self.serve(piece, named)
                else:
                    aside |= dict.fromkeys(named.codes, piece)
        if not self.knows("regencies") and self.sheet is not None:
            for named in regencies_in(self.sheet.text):
                self.serve(self.sheet, named)
            if not self.knows("regencies") and (code := regency_in(self.sheet.text)) is not None:
                self.take("regencies", Said(self.sheet, code), code)
        if not self.knows("regencies") and len(aside) == 1:
            ((code, place),) = aside.items()
            self.aside = Said(place, code)

    def serve(self, piece: Piece, named: Named) -> None:
        """Keep regencies that are served."""
        codes = ";".join(sorted(named.codes))
        if codes:
            self.take("regencies", Said(piece, codes), _named(codes))
        else:
            self.said.pop("regencies", None)
            self.refused["regencies"] = Refused(piece, "several_regencies", named.readings)

    def knows(self, name: str) -> bool:
        """Whether a field is settled: said, or said so that it cannot be taken."""
        return name in self.said or name in self.refused

    def above(self) -> Above:
        """Return what was found."""
        return Above(
            said=self.said,
            refused=self.refused,
            unknown=self.unknown,
            aside=self.aside,
            part=self.part,
        )


_NOTHING: Final = Activity(None)


def _took_part(piece: Piece) -> bool:
    return _TOOK_PART.search(piece.text) is not None


def _place(pieces: Sequence[Piece], kinds: tuple[str, ...]) -> Piece:
    """Return the first piece that mentions one of these kinds, or else the first."""
    for piece in pieces:
        if not set(kinds).isdisjoint(activity_in(piece.text).readings):
            return piece
    return next(filter(_took_part, pieces), pieces[0])


def _named(value: Cell) -> str:
    """Return a value as it is told: regencies by their names."""
    places = [regencies().get(code) for code in str(value).split(";")]
    return ", ".join(one.name for one in places if one is not None) or str(value)
