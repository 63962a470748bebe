"""Cells that only repeat the one above ("sda", a ditto mark): its value, where that is sure.

It is sure if the cell above stands in the row just above, and if the column does not tell the rows
apart: nobody has the name or the number of another. What is not filled in here is refused later.
"""

import json
from typing import Final

from attrs import evolve

from ikm_sinergi.domain.identifiers import hidden
from ikm_sinergi.office import is_ditto, stated
from ikm_sinergi.reading.grid import Cell, Row
from ikm_sinergi.reading.headings import Heading
from ikm_sinergi.reading.meanings import Meaning
from ikm_sinergi.reading.sheets import Block
from ikm_sinergi.records.faults import REPAIRED, Fault
from ikm_sinergi.records.intake import Intake

__all__ = ["filled_in"]

# Fields that tell one row from another.
_OWN: Final = frozenset({"id", "name", "nib", "participant", "recipient"})


def filled_in(block: Block, meaning: Meaning, intake: Intake) -> Block:
    """Return a table with the values that ditto marks repeat in their place; each is told."""
    named: dict[int, list[str]] = {}
    headings: dict[int, Heading] = {}
    for field, heading in meaning.fields.items():
        named.setdefault(heading.column, []).append(field)
        headings[heading.column] = heading
    rows = list(block.rows)
    changed = False
    for column, fields in named.items():
        if any(_tells_apart(field) for field in fields):
            continue
        texts = {cell for cell in block.cells(column) if type(cell) is str}
        dittos = {text for text in texts if is_ditto(text)}
        if dittos:
            place = column - block.grid.first_column
            for at in _filled(block, rows, place, dittos):
                shown = block.rows[at][place], rows[at][place]
                _tell(block, block.numbers[at], headings[column], fields, shown, intake)
                changed = True
    return evolve(block, rows=tuple(rows)) if changed else block


def _tells_apart(field: str) -> bool:
    name = field.partition(".")[2]
    return name in _OWN or name.startswith("owner.")


def _filled(block: Block, rows: list[Row], place: int, dittos: set[str]) -> list[int]:
    """Fill in the dittos of a column, from the top down; return in which rows."""
    done: list[int] = []
    for at in range(1, len(rows)):
        above = rows[at - 1][place]
        if rows[at][place] not in dittos or above in dittos or not stated(above):
            continue
        if block.numbers[at] == block.numbers[at - 1] + 1:
            rows[at] = (*rows[at][:place], above, *rows[at][place + 1 :])
            done.append(at)
    return done


def _tell(
    block: Block,
    row: int,
    heading: Heading,
    fields: list[str],
    shown: tuple[Cell, Cell],
    intake: Intake,
) -> None:
    before, after = (hidden(json.dumps(one, ensure_ascii=False, default=str)) for one in shown)
    for name in fields:
        table, _, field = name.partition(".")
        intake.faults.append(
            Fault(
                code=REPAIRED,
                table=table,
                field=field,
                reason="ditto",
                shown=before[:80],
                readings=(after[:80],),
                location=block.grid.location(row, heading.column, heading.text),
            )
        )
