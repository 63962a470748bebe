"""What a table in a sheet is: one of ours, or the wide list that offices keep; and its columns.

Each header may mean several columns of several tables. A table is one of ours if all the columns
that it needs are there; otherwise it is a list of participants, or of activities, whose ids are
made. What understands most of the headers wins. A header that may still mean several columns, or
one that two headers claim, is not read.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from attrs import evolve, frozen
from attrs import field as attribute

from ikm_sinergi.domain.column import Holds
from ikm_sinergi.domain.names import fold
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.office import stated
from ikm_sinergi.office.amounts import Measured, measured
from ikm_sinergi.office.headers import Header, is_countable
from ikm_sinergi.office.texts import is_count
from ikm_sinergi.reading.headings import Heading
from ikm_sinergi.reading.sheets import Block
from ikm_sinergi.reading.units import has_unit, unit_above
from ikm_sinergi.records.beside import is_own

__all__ = ["Meaning", "Unread", "meaning_of"]

# The columns of a list, in the order in which a header that may mean several of them is tried.
_OF_PARTICIPANTS: Final = (
    "participants.id",
    "participants.name",
    "participants.owner.name",
    "participants.owner.nik",
    "participants.regency",
    "participants.commodity",
    "participants.nib",
    "participants.workers",
    "participants.investment",
    "participations.status",
    "participations.completed_on",
    "participations.note",
    "grants.item",
    "grants.quantity",
    "grants.value",
    "grants.handed_over",
)
_OF_PROGRAMS: Final = (
    "programs.title",
    "programs.kind",
    "programs.year",
    "programs.lead",
    "programs.partners",
    "programs.regencies",
    "programs.commodity",
    "programs.starts",
    "programs.ends",
    "programs.status",
)
_LISTS: Final = MappingProxyType(
    {
        "participants": ("participants.name", (*_OF_PARTICIPANTS, *_OF_PROGRAMS)),
        "programs": ("programs.title", (*_OF_PROGRAMS, "programs.note")),
    }
)
"""What makes a table without ids a list, and the columns that it may have."""


_OF_EQUIPMENT: Final = re.compile("bantuan|alat|barang|mesin|hibah", re.IGNORECASE)


@frozen(kw_only=True)
class Unread:
    """A column that is not read: why, and what it could mean."""

    heading: Heading
    reason: str
    readings: tuple[str, ...] = ()


@frozen(kw_only=True)
class Meaning:
    """What a table is: `table`, or a list of these if `made` says that its ids are made.

    `fields` are the columns by what they mean, "participants.name"; one heading may stand there
    twice. `factors` are the units of those that have one. `own` are the columns that are the
    user's own, by name.
    """

    table: str
    made: bool
    fields: Mapping[str, Heading]
    unread: tuple[Unread, ...]
    own: Mapping[str, Heading] = attribute(factory=dict[str, Heading])

    def of(self, table: str) -> dict[str, Heading]:
        """Return the columns of one table by field."""
        return {
            name.partition(".")[2]: heading
            for name, heading in self.fields.items()
            if name.partition(".")[0] == table
        }

    def factors(self, table: str) -> tuple[tuple[str, int], ...]:
        """Return the units of the columns of a table, by field."""
        return tuple(
            (field, heading.means.factor)
            for field, heading in self.of(table).items()
            if heading.means is not None and heading.means.factor != 1
        )


def meaning_of(block: Block, names: Iterable[str]) -> Meaning | None:
    """Return what a table is, None if it is none that is known.

    `names` are those of its sheet and file, which decide between two tables of ours.
    """
    called = {fold(name) for name in names}
    found: list[tuple[tuple[int, bool, bool], Meaning]] = []
    for name, table in TABLES.items():
        allowed = tuple(f"{name}.{column.field}" for column in table.columns)
        meaning = _meaning(name, allowed, block.headings, made=False)
        if all(f"{name}.{c.field}" in meaning.fields for c in table.columns if c.required):
            labels = set(map(fold, (name, *table.label.every)))
            found.append(((_understood(meaning), True, bool(labels & called)), meaning))
    counts = {heading.column for heading in block.headings if _counts(heading, block)}
    of_persons = any(_is_nik(heading) for heading in block.headings)
    for name, (needed, allowed) in _LISTS.items():
        if of_persons and name == "programs":
            continue  # "Nama" is a person's there, no title
        meaning = _of_list(name, allowed, block.headings, counts)
        if needed in meaning.fields:
            found.append(((_understood(meaning), False, name == "participants"), meaning))
    best = max((rank for rank, _ in found), default=None)
    likely = [meaning for rank, meaning in found if rank == best]
    return _in_unit(likely[0], unit_above(block.lines)) if len(likely) == 1 else None


def _in_unit(meaning: Meaning, unit: int | None) -> Meaning:
    """Give a unit from above the table to the columns of money that name none of their own.

    None is a unit that is not understood: money that may be meant in it is not read.
    """
    fields: dict[str, Heading] = {}
    doubtful: list[Unread] = []
    for name, heading in meaning.fields.items():
        own = unit == 1 or not _is_money(name) or has_unit(heading.text)
        if own or heading.means is None:
            fields[name] = heading
        elif own is None or unit is None:
            doubtful.append(Unread(heading=heading, reason="doubtful_unit"))
        else:
            fields[name] = evolve(heading, means=evolve(heading.means, factor=unit))
    return evolve(meaning, fields=fields, unread=(*meaning.unread, *doubtful))


def _is_money(name: str) -> bool:
    table, _, field = name.partition(".")
    column = TABLES[table].column(field)
    return (
        column is not None and column.holds is Holds.WHOLE and measured(column) is Measured.RUPIAH
    )


def _counts(heading: Heading, block: Block) -> bool:
    """Whether a column that could hold names holds nothing but numbers: how many there are."""
    if not is_countable(heading.text):
        return False
    cells = [cell for cell in set(block.cells(heading.column)) if stated(cell)]
    return bool(cells) and all(map(is_count, cells))


def _of_list(
    table: str, allowed: tuple[str, ...], headings: Iterable[Heading], counts: Collection[int]
) -> Meaning:
    """Return what a list may be: without columns that count, nor figures of no equipment."""
    kept = tuple(heading for heading in headings if heading.column not in counts)
    meaning = _meaning(table, allowed, kept, made=True)
    fields = dict(meaning.fields)
    unread = [*meaning.unread]
    unread += [
        Unread(heading=one, reason="counts_not_names") for one in headings if one.column in counts
    ]
    if "grants.item" not in fields:
        for field in ("grants.quantity", "grants.value"):
            if field in fields and not _OF_EQUIPMENT.search(fields[field].text):
                unread.append(Unread(heading=fields.pop(field), reason="unknown_field"))
    return evolve(meaning, fields=fields, unread=tuple(unread))


def _understood(meaning: Meaning) -> int:
    return len({heading.column for heading in meaning.fields.values()})


def _meaning(
    table: str, allowed: tuple[str, ...], headings: Iterable[Heading], *, made: bool
) -> Meaning:
    """Give each heading the field that it means in a table, as far as that can be told."""
    fields: dict[str, Heading] = {}
    own: dict[str, Heading] = {}
    unread: list[Unread] = []
    sure: list[_Options] = []
    several: list[_Options] = []
    for heading in headings:
        means = heading.means
        if is_own(heading.text):
            if own.setdefault(heading.text, heading) is not heading:
                unread.append(_twice(heading, f".{heading.text}"))
            continue
        if means is not None and means.numbering:
            continue
        options = _options(means, allowed)
        if heading.group:
            unread.append(Unread(heading=heading, reason="over_columns"))
        elif means is None or not options:
            unread.append(Unread(heading=heading, reason="unknown_field"))
        elif means.either and len(options) > 1:
            unread.append(_doubtful(heading, options))
        elif means.together or len(options) == 1:
            sure.append((heading, options))
        else:
            several.append((heading, options))
    unread += _claimed(sure, fields)
    unread += _shared(several, fields)
    if table == "participants":
        unread += _of_persons(fields)
    read = {heading.column for heading in fields.values()}
    left = tuple(one for one in unread if one.heading.column not in read)
    return Meaning(table=table, made=made, fields=fields, unread=left, own=own)


_Options = tuple[Heading, tuple[str, ...]]
"""A heading and the fields that it may mean, at least one."""


def _claimed(sure: Iterable[_Options], fields: dict[str, Heading]) -> Iterator[Unread]:
    """Give fields to the headings that mean no other; yield those of which two mean the same.

    The very name of a field goes before a word for it.
    """
    claims: dict[str, list[Heading]] = {}
    for heading, options in sure:
        for field in options:
            claims.setdefault(field, []).append(heading)
    for field, claiming in claims.items():
        own = [heading for heading in claiming if _is_own(heading, field)]
        own = own or [heading for heading in claiming if not _is_recipient(heading)] or claiming
        if len(own) == 1:
            fields[field] = own[0]
        yield from (_twice(one, field) for one in claiming if one is not fields.get(field))


def _shared(several: Sequence[_Options], fields: dict[str, Heading]) -> Iterator[Unread]:
    """Give what fields are left to the headings that may mean several; yield the doubtful."""
    texts = Counter(fold(heading.text) for heading, _ in several)
    for heading, options in several:
        free: tuple[str, ...] = _preferred(options, fields)
        if texts[fold(heading.text)] > 1 or not free:
            yield _twice(heading, options[0])
        elif len(free) > 1 and _differ(free):
            yield _doubtful(heading, free)
        else:
            fields[next(iter(free))] = heading


def _is_nik(heading: Heading) -> bool:
    return heading.means is not None and ("participants", "owner.nik") in heading.means.columns


def _of_persons(fields: dict[str, Heading]) -> Iterator[Unread]:
    """Take no person for an IKM: beside a NIK, "Nama" alone may well be the owner's name."""
    name = fields.get("participants.name")
    means = None if name is None else name.means
    beside = "participants.owner.nik" in fields and "participants.owner.name" not in fields
    if name is not None and means is not None and means.personal and beside:
        del fields["participants.name"]
        yield _doubtful(name, ("participants.name", "participants.owner.name"))


def _doubtful(heading: Heading, options: Iterable[str]) -> Unread:
    names = tuple(field.partition(".")[2].replace(".", "_") for field in options)
    return Unread(heading=heading, reason="several_columns", readings=names)


def _twice(heading: Heading, field: str) -> Unread:
    return Unread(heading=heading, reason="column_twice", readings=(field.partition(".")[2],))


def _options(means: Header | None, allowed: tuple[str, ...]) -> tuple[str, ...]:
    meant = set[str]() if means is None else {".".join(column) for column in means.columns}
    if "grants.recipient" in meant:  # beside the name of an IKM, it is its name once more
        meant.discard("participants.owner.name")
    options = tuple(field for field in allowed if field in meant)
    if not options or _differ(options):
        return options
    # In a list, what may be said of an IKM is not said of its program.
    first = options[0].partition(".")[0]
    return tuple(field for field in options if field.partition(".")[0] == first)


def _is_own(heading: Heading, field: str) -> bool:
    """Whether a heading is the very name of the field, or its label."""
    table, _, name = field.partition(".")
    column = TABLES[table].column(name)
    own = () if column is None else (column.header, *column.label.every)
    return fold(heading.text) in {fold(word.removesuffix(" (Rp)")) for word in own}


def _is_recipient(heading: Heading) -> bool:
    means = heading.means
    return means is not None and ("grants", "recipient") in means.columns


def _preferred(options: tuple[str, ...], fields: Mapping[str, Heading]) -> tuple[str, ...]:
    """Return the fields that are still free: an end goes with a start, or else with a person."""
    free = tuple(field for field in options if field not in fields)
    if free == ("participations.completed_on", "programs.ends"):
        return ("programs.ends",) if "programs.starts" in fields else free[:1]
    return free


def _differ(options: tuple[str, ...]) -> bool:
    """Whether fields may not be tried one after the other: a day or a number could be any."""
    for field in options:
        table, _, name = field.partition(".")
        column = TABLES[table].column(name)
        if column is not None and column.holds in {Holds.DAY, Holds.WHOLE}:
            return True
    return False
