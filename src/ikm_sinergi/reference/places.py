"""Provinces, regencies (kabupaten/kota) and areas, and how a written name finds one.

A name is folded and then looked up exactly. What is merely near is a hint inside the error, never
an answer: "luwu tmur" is one letter from Luwu Timur and two regencies away from being right.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import product
from types import MappingProxyType
from typing import Any, Final, Literal

from attrs import Attribute, field, frozen

from ikm_sinergi.domain.column import Column, Holds
from ikm_sinergi.domain.fields import why_not_code
from ikm_sinergi.domain.identifiers import all_digits
from ikm_sinergi.domain.mappings import grouped
from ikm_sinergi.domain.names import fold, near
from ikm_sinergi.errors import (
    AmbiguousRegencyError,
    InvalidValueError,
    UnknownAreaError,
    UnknownProvinceError,
    UnknownRegencyError,
)
from ikm_sinergi.words.language import Text

RegencyKind = Literal["kabupaten", "kota"]
"""Whether a regency is a kabupaten or a kota."""

CodeSystem = Literal["kemendagri", "bps"]
"""Whose codes of regions are meant: those of Kemendagri or of BPS."""

_CODE_LIKE: Final = re.compile(r"[0-9]+(?:\.[0-9]*)*", re.ASCII)

_KIND: Final = re.compile(r"(?:kabupaten|kab|kotamadya|kodya|kota)(?:administrasi|adm)?")

_FORMERLY: Final = re.compile(r"\bd/h\b", re.IGNORECASE)

_WRITTEN: Final = MappingProxyType(
    {"kabupaten": ("Kabupaten", "Kab"), "kota": ("Kota", "Kotamadya", "Kodya")}
)


_TEXT: Final = Column(Holds.TEXT)


def _kind(_entity: object, attribute: "Attribute[Any]", value: object) -> None:
    if value not in ("kabupaten", "kota"):
        raise InvalidValueError(attribute.name, "not_choice", Text.of("not_choice").en)


def _to_names(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(values)


@frozen
class Province:
    """A province and its Kemendagri code, "73"; `aliases` are other names of it.

    `divided` is the year in which its regencies were last divided, None if that is not known: in
    a year up to then a regency may have had a code that it has no more.
    """

    code: str = field(validator=_TEXT)
    name: str = field(validator=_TEXT)
    aliases: tuple[str, ...] = field(default=(), converter=_to_names)
    divided: int | None = None

    def spellings(self) -> frozenset[str]:
        """Return every folded text that names this province."""
        kinds = ("", "Provinsi", "Propinsi", "Prov", "Prop")
        return frozenset(fold(kind + name) for kind in kinds for name in (self.name, *self.aliases))


@frozen(kw_only=True)
class Regency:
    """A kabupaten or kota.

    `code` is the Kemendagri code ("73.10"), `bps_code` the other system's ("7309"), `province` a
    province's code. An alias that two regencies share answers for neither.
    """

    code: str = field(validator=Column(Holds.CODE))
    bps_code: str = field(validator=_TEXT)
    name: str = field(validator=_TEXT)
    kind: RegencyKind = field(validator=_kind)
    province: str = field(validator=_TEXT)
    aliases: tuple[str, ...] = field(default=(), converter=_to_names)

    @property
    def short_name(self) -> str:
        """The name without its kind: "Gowa" for "Kabupaten Gowa"."""
        name = self.name.removeprefix(f"{self.kind.capitalize()} ")
        return name.removeprefix("Administrasi ")

    def spellings(self) -> frozenset[str]:
        """Return every folded text that names this regency."""
        kinds = ["", *_WRITTEN[self.kind]]
        if " Administrasi " in self.name:
            kinds += [f"{kind}{adm}" for kind in kinds[1:] for adm in ("Administrasi", "Adm")]
        names = {self.short_name, *self.aliases}
        names |= {name.replace("Kepulauan", "Kep") for name in names}
        return frozenset(fold(kind + name) for kind, name in product(kinds, names))


@frozen
class Area:
    """A named group of regencies; who belongs to it differs by source, so it carries its own."""

    name: str = field(validator=_TEXT)
    members: tuple[str, ...] = field(converter=_to_names)
    source: str = field(validator=_TEXT)


def _by_code(values: Iterable[Regency]) -> tuple[Regency, ...]:
    return tuple(sorted(values, key=lambda regency: regency.code))


def _provinces_by_code(values: Iterable[Province]) -> tuple[Province, ...]:
    return tuple(sorted(values, key=lambda province: province.code))


def _areas_by_name(values: Iterable[Area]) -> tuple[Area, ...]:
    return tuple(sorted(values, key=lambda area: fold(area.name)))


@frozen(kw_only=True)
class Places:
    """A table of regencies with their provinces and areas, in code order.

    The bundled one is `regencies()`. A table that repeats a code raises `InvalidValueError`; one
    that names an unknown province or an unknown member of an area raises the error for that.
    """

    provinces: tuple[Province, ...] = field(converter=_provinces_by_code)
    regencies: tuple[Regency, ...] = field(converter=_by_code)
    areas: tuple[Area, ...] = field(default=(), converter=_areas_by_name)

    def __attrs_post_init__(self) -> None:
        """Refuse a table that contradicts itself."""
        for name, rows, known in (
            ("provinces", self.provinces, self._provinces),
            ("regencies", self.regencies, self._regencies),
            ("regencies", self.regencies, self._bps),
            ("areas", self.areas, self._areas),
        ):
            if len(rows) != len(known):
                raise InvalidValueError(name, "repeated", Text.of("repeated").en)
        for regency in self.regencies:
            self.province(regency.province)
        for area in self.areas:
            for code in area.members:
                self[code]

    @cached_property
    def _provinces(self) -> dict[str, Province]:
        return {province.code: province for province in self.provinces}

    @cached_property
    def _province_names(self) -> dict[str, Province]:
        return {name: province for province in self.provinces for name in province.spellings()}

    @cached_property
    def _regencies(self) -> dict[str, Regency]:
        return {regency.code: regency for regency in self.regencies}

    @cached_property
    def _areas(self) -> dict[str, Area]:
        return {fold(area.name): area for area in self.areas}

    @cached_property
    def _bps(self) -> dict[str, Regency]:
        return {regency.bps_code: regency for regency in self.regencies}

    @cached_property
    def _spellings(self) -> dict[str, tuple[Regency, ...]]:
        return grouped((text, regency) for regency in self for text in regency.spellings())

    def __repr__(self) -> str:
        return (
            f"<Places provinces={len(self.provinces)}, regencies={len(self)},"
            f" areas={len(self.areas)}>"
        )

    def __iter__(self) -> Iterator[Regency]:
        return iter(self.regencies)

    def __len__(self) -> int:
        return len(self.regencies)

    def __contains__(self, code: object) -> bool:
        return code in self._regencies

    def __getitem__(self, code: str) -> Regency:
        try:
            return self._regencies[code]
        except KeyError:
            raise UnknownRegencyError(code, f"no regency has the code {code!r}") from None

    def get(self, code: str) -> Regency | None:
        """Return the regency with this Kemendagri code, None if there is none."""
        return self._regencies.get(code)

    def province(self, code: str) -> Province:
        """Return the province with this code, or raise `UnknownProvinceError`."""
        try:
            return self._provinces[code]
        except KeyError:
            raise UnknownProvinceError(code, f"no province has the code {code!r}") from None

    def find_province(self, text: str) -> Province:
        """Return the one province that a written name or code stands for.

        Raises `UnknownProvinceError` with near names.

        >>> regencies().find_province("Prov. Sulsel").code
        '73'
        """
        folded = fold(text)
        found = self._provinces.get(text.strip()) or self._province_names.get(folded)
        if found is not None:
            return found
        likely = [self._province_names[name] for name in near(folded, self._province_names)]
        hints = tuple(dict.fromkeys(province.name for province in likely))
        raise UnknownProvinceError(text, f"no province is called {text!r}", hints)

    def of_province(self, code: str) -> tuple[Regency, ...]:
        """Return the regencies of a province; an unknown one raises `UnknownProvinceError`."""
        self.province(code)
        return tuple(regency for regency in self.regencies if regency.province == code)

    def area(self, name: str) -> Area:
        """Return the area with this name, or raise `UnknownAreaError` with near names."""
        folded = fold(name)
        try:
            return self._areas[folded]
        except KeyError:
            hints = tuple(self._areas[hint].name for hint in near(folded, self._areas))
            raise UnknownAreaError(name, f"no area is called {name!r}", hints) from None

    def find(self, text: str, system: CodeSystem | None = None) -> Regency:
        """Return the one regency that a written name or code stands for.

        A code without its dot is read only if `system` names its system. Raises
        `UnknownRegencyError`, or `AmbiguousRegencyError` where several answer.

        >>> regencies().find("kab. pangkep").code
        '73.10'
        >>> regencies().find("7310", system="bps").name
        'Kabupaten Barru'
        """
        plain = unicodedata.normalize("NFKC", text).strip()
        if _CODE_LIKE.fullmatch(plain):
            return self._find_code(text, plain, system)
        now, *former = (part.strip(" ().,;") for part in _FORMERLY.split(plain, maxsplit=1))
        if not (now and former):
            return self._find_name(text, fold(former[0] if former else plain))
        found = self._find_name(text, fold(now))
        if fold(former[0]) not in found.spellings():
            others = self._spellings.get(fold(former[0]), ())
            problem = f"{former[0]!r} is not known to be an earlier name of {found.name}"
            raise _refused(text, problem, (found, *others))
        return found

    def within(self, name: str) -> tuple[Regency, ...]:
        """Return the regency that a name or code stands for, or all regencies of an area.

        Raises as `find` does for a name that is neither.
        """
        try:
            return (self.find(name),)
        except UnknownRegencyError:
            area = self._areas.get(fold(name))
            if area is None:
                raise
            return tuple(self[code] for code in area.members)

    def _find_code(self, asked: str, code: str, system: CodeSystem | None) -> Regency:
        head, _, tail = code.partition(".")
        if why_not_code(code) is None:
            if system == "bps":
                reason = "has the dot of a Kemendagri code, but was said to be a BPS code"
                readings = self.get(code), self._bps.get(head + tail)
                raise _refused(asked, f"{asked!r} {reason}", readings)
            return self[code]
        if all_digits(code) and len(code) == len("7310"):
            return self._find_digits(asked, code, system)
        if code in self._provinces:
            text = f"{asked!r} is the province {self._provinces[code].name}, not a regency"
            raise UnknownRegencyError(asked, text)
        if len(head) == len("73") and len(tail) == 1:
            lost = self.get(f"{code}0"), self.get(f"{head}.0{tail}")
            text = f"{asked!r} is no code: kept as a number, a code such as 73.10 loses its zero"
            raise UnknownRegencyError(asked, text, _names(lost))
        raise UnknownRegencyError(asked, f"{asked!r} is not of the form of a code")

    def _find_digits(self, asked: str, digits: str, system: CodeSystem | None) -> Regency:
        kemendagri, bps = self.get(f"{digits[:2]}.{digits[2:]}"), self._bps.get(digits)
        if system is not None:
            regency = bps if system == "bps" else kemendagri
            if regency is None:
                name = "BPS" if system == "bps" else "Kemendagri"
                raise UnknownRegencyError(asked, f"no regency has the {name} code {asked!r}")
            return regency
        text = f"{asked!r} has no dot: say whether it is a Kemendagri code or a BPS code"
        raise _refused(asked, text, (kemendagri, bps))

    def _find_name(self, asked: str, folded: str) -> Regency:
        found = self._spellings.get(folded, ())
        if len(found) == 1:
            return found[0]
        if found:
            raise _refused(asked, f"{asked!r} names several regencies", found)
        if folded in self._areas:
            members = [self[code] for code in self._areas[folded].members]
            raise _refused(asked, f"{asked!r} names an area, not one regency", members)
        raise UnknownRegencyError(asked, f"no regency is called {asked!r}", self._hints(folded))

    @cached_property
    def _words(self) -> tuple[str, ...]:
        """What a misspelt name is compared with: names and aliases without their kind."""
        names = [name for r in self.regencies for name in (r.short_name, *r.aliases)]
        return tuple(dict.fromkeys(map(fold, names)))

    def _hints(self, folded: str) -> tuple[str, ...]:
        kind = _KIND.match(folded)
        words = [folded[kind.end() :], folded] if kind else [folded]
        hints = [hint for word in words for hint in near(word, self._words)]
        return _names(regency for hint in hints for regency in self._spellings[hint])


def _names(found: Iterable[Regency | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(regency.name for regency in found if regency is not None))


def _refused(asked: str, text: str, readings: Iterable[Regency | None]) -> UnknownRegencyError:
    hints = _names(readings)
    error = AmbiguousRegencyError if len(hints) > 1 else UnknownRegencyError
    return error(asked, text, hints)


@cache
def regencies() -> Places:
    """Return the bundled table: the 38 provinces and 514 kabupaten/kota, with both codes."""
    aliases = grouped((row["kemendagri_code"], row["alias"]) for row in _rows("aliases.csv"))
    divided = {row["province_code"]: int(row["year"]) for row in _rows("divisions.csv")}
    places: list[Regency] = []
    provinces: list[Province] = []
    for row in _rows("regions.csv"):
        code, name, kind = row["kemendagri_code"], row["name"], row["kind"]
        if kind == "provinsi":
            provinces.append(Province(code, name, aliases.get(code, ()), divided.get(code)))
            continue
        places.append(
            Regency(
                code=code,
                bps_code=row["bps_code"],
                name=name,
                kind="kota" if kind == "kota" else "kabupaten",
                province=row["province_code"],
                aliases=aliases.get(code, ()),
            )
        )
    areas = [
        Area(row["area"], row["members"].split(";"), row["source"]) for row in _rows("areas.csv")
    ]
    return Places(provinces=provinces, regencies=places, areas=areas)


def _rows(name: str) -> Iterator[dict[str, str]]:
    import csv  # noqa: PLC0415  # importing the library reads no table
    from importlib import resources  # noqa: PLC0415

    text = resources.files("ikm_sinergi").joinpath("data", name).read_text("utf-8")
    yield from csv.DictReader(text.splitlines())
