"""What headings among the rows of a list say of the rows below them: a regency, or a kind.

So does a column of regencies that is filled only where a group begins, if the numbers of the rows
leave no doubt of it. Where they do, rows of one name in two groups are not taken for one IKM.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from ikm_sinergi.domain.names import fold
from ikm_sinergi.office import UNSAVED, stated
from ikm_sinergi.reading.activities import denies, kind_in
from ikm_sinergi.reading.bodies import Section
from ikm_sinergi.reading.evidence import number_of
from ikm_sinergi.reading.made import participant_id
from ikm_sinergi.reading.meanings import Meaning
from ikm_sinergi.reading.mentions import regency_in
from ikm_sinergi.reading.sheets import Block
from ikm_sinergi.records.faults import REPAIRED, Fault, Source

__all__ = [
    "Among",
    "denied_among",
    "field_of",
    "filled",
    "said_among",
    "separate",
    "told_among",
    "told_apart",
]

_GROUPS: Final = 2  # the fewest that show that numbers begin anew
_LONGEST: Final = 80  # of a text that is shown
# Who is there, but takes no part.
_OTHERS: Final = re.compile(
    r"\b(?:instruktur|narasumber|nara sumber|pengajar|fasilitator|panitia|tamu|undangan)\b",
    re.IGNORECASE,
)
_REGENCY: Final = "participants.regency"


class Among(NamedTuple):
    """A value that stands once among the rows, for several of them.

    `value` is the cell of each of those rows, `row` and `column` are where it stands.
    """

    row: int
    column: int
    text: str
    value: str


def field_of(name: str) -> str:
    """Return the field of a column, "kind" of "programs.kind"."""
    return name.partition(".")[2]


def _kind(text: str) -> str | None:
    kind = kind_in(text)
    return None if kind is None else str(kind)


# What a heading may say, and the columns beside which it is not asked.
_SAYS: Final = MappingProxyType(
    {
        _REGENCY: (regency_in, frozenset({_REGENCY})),
        "programs.kind": (_kind, frozenset({"programs.kind", "programs.title"})),
    }
)


def said_among(block: Block, meaning: Meaning) -> dict[str, list[Among | None]]:
    """Return what headings or first rows of groups say of each record, by the column it is for."""
    found: dict[str, list[Among | None]] = {}
    if not meaning.made or meaning.table != "participants":
        return found
    for name, (says, columns) in _SAYS.items():
        if block.sections and columns.isdisjoint(meaning.fields):
            rows = _running(block, says)
            if any(rows):
                found[name] = rows
    if _REGENCY in meaning.fields and (carried := _carried(block, meaning)):
        found[_REGENCY] = carried
    return found


def denied_among(block: Block, meaning: Meaning) -> list[Among | None]:
    """Return for each record the heading above it that says that nobody there took part."""
    if not block.sections or meaning.table != "participants":
        return [None] * len(block.rows)
    return _running(block, _denied)


def _denied(text: str) -> str | None:
    return text if denies(text) or _OTHERS.search(text) is not None else None


def _running(block: Block, says: Callable[[str], str | None]) -> list[Among | None]:
    """Return for each record what the last heading above it says.

    It holds until a heading of the same level, or of a higher one.
    """
    found: list[Among | None] = []
    last: Among | None = None
    levels: list[str] = []  # from the highest down to that of the heading that holds
    sections = iter((*block.sections, None))
    section = next(sections)
    for number in block.numbers:
        while section is not None and section.row < number:
            level, value = _level(section), says(section.text)
            if section.text == UNSAVED:  # whatever it says, nothing said before holds
                last, levels = None, []
            elif level in levels:
                last, levels = None, levels[: levels.index(level)]
            if value is not None:
                last = Among(section.row, section.column, section.text, value)
            if last is None or value is not None:
                levels = [*levels, level]
            section = next(sections)
        found.append(last)
    return found


def _level(section: Section) -> str:
    """Return how a heading is numbered: by a Roman numeral, by a letter, or not."""
    if not section.mark:
        return ""
    return "letter" if section.mark.strip("ivx") else "numeral"


def filled(
    table: str,
    columns: dict[str, list[Any]],
    among: Mapping[str, Sequence[Among | None]],
    *,
    titled: Collection[str | None],
) -> dict[str, list[Any]]:
    """Return the cells of a table with what stands among the rows.

    A heading that says the kind is the title too, unless the title above may be of it: `titled`
    are the kinds that it may be of.
    """
    for name, rows in among.items():
        if name.partition(".")[0] == table:
            field = field_of(name)
            cells = columns.get(field) or [None] * len(rows)
            columns[field] = [
                cell if one is None else one.value for cell, one in zip(cells, rows, strict=True)
            ]
            if field == "kind":
                columns["title"] = [
                    None if one is None or one.value in titled else one.text for one in rows
                ]
    return columns


def told_among(
    block: Block, meaning: Meaning, among: Mapping[str, Sequence[Among | None]]
) -> Iterator[Fault]:
    """Yield a note for each value that stands once among the rows."""
    for name, rows in among.items():
        reason = "carried_down" if name in meaning.fields else "said_in_section"
        for one in dict.fromkeys(one for one in rows if one is not None):
            yield Fault(
                code=REPAIRED,
                table=name.partition(".")[0],
                field=field_of(name),
                reason=reason,
                shown=_shown(one.text[:_LONGEST]),
                readings=(_shown(one.value),),
                location=block.grid.location(one.row, one.column),
            )


def _shown(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


# --- columns that are filled where a group begins --------------------------------------------


def _carried(block: Block, meaning: Meaning) -> list[Among | None]:
    """Return the regency of each row's group, nothing if it is not sure that rows make groups.

    It is if the rows are numbered anew in each group, or only the first rows have numbers.
    """
    heading = meaning.fields[_REGENCY]
    numbering = next((one for one in block.headings if one.means and one.means.numbering), None)
    cells = block.cells(heading.column)
    begins = [stated(cell) for cell in cells]
    if numbering is None or all(begins) or not begins[0] or sum(begins) < _GROUPS:
        return []
    numbers = [number_of(cell) for cell in block.cells(numbering.column)]
    if begins not in ([one == 1 for one in numbers], [one is not None for one in numbers]):
        return []
    found: list[Among | None] = []
    last: Among | None = None
    for place, cell in enumerate(cells):
        if begins[place]:
            last = Among(block.numbers[place], heading.column, str(cell), str(cell))
        found.append(None if begins[place] else last)
    return found


def separate(names: Sequence[str | None], regencies: Iterable[str | None]) -> list[bool]:
    """Return which rows without a regency have the name of one in another group.

    >>> separate(["A", "B", "B", "A", "B"], ["73.13", None, None, "73.12", None])
    [False, False, False, False, True]
    """
    group = 0
    known: dict[str, int] = {}
    found: list[bool] = []
    for name, regency in zip(names, regencies, strict=True):
        group += regency is not None
        first = group if regency is not None else known.setdefault(fold(name or ""), group)
        found.append(first != group)
    return found


def told_apart(
    source: Source, block: Block, columns: Mapping[str, Sequence[Any]], apart: Iterable[bool]
) -> Iterator[Fault]:
    """Yield a note for each row that is not taken for an IKM of the same name."""
    for place, lone in enumerate(apart):
        if lone:
            identifier = columns["id"][place]
            yield Fault(
                code=REPAIRED,
                table="participants",
                field="id",
                reason="same_name",
                shown=_shown(participant_id(str(columns["name"][place]), None)),
                readings=(_shown(identifier),),
                ids={"id": (identifier,)},
                location=source.locate(block.numbers[place]),
            )
