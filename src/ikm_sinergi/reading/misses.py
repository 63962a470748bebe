"""What a file without a table that is understood comes nearest to: a hint for whoever sent it."""

import json
from collections.abc import Iterable
from typing import Final

from ikm_sinergi.reading.grid import Grid
from ikm_sinergi.reading.heads import meaning_of_header, names_records

__all__ = ["nearest"]

_ROWS: Final = 200
_SHOWN: Final = 5
_LONGEST: Final = 64


def nearest(grids: Iterable[Grid]) -> str:
    """Return which row looks most like a header, what of it is understood, and what is missing.

    Only headers that are understood are shown; the text is empty if no row has any.
    """
    best: tuple[int, Grid, int, list[str]] | None = None
    for grid in grids:
        for place, row in enumerate(grid.rows[:_ROWS]):
            texts = [cell for cell in row if type(cell) is str and len(cell) <= _LONGEST]
            known = [text for text in texts if meaning_of_header(text) is not None]
            if known and (best is None or len(known) > best[0]):
                best = (len(known), grid, place + grid.first_row, known)
    if best is None:
        return ""
    _, found, number, known = best
    sheet = "" if found.sheet is None else f" of {json.dumps(found.sheet, ensure_ascii=False)}"
    shown = ", ".join(json.dumps(text, ensure_ascii=False) for text in known[:_SHOWN])
    means = [header for text in known if (header := meaning_of_header(text)) is not None]
    columns = {column for header in means for column in header.columns}
    if ("participants", "owner.nik") in columns:
        missing = 'beside a NIK the names are those of persons: head those of IKM "Nama IKM"'
    elif any(map(names_records, means)):
        missing = "no other column beside it is"
    else:
        missing = 'no column is headed "Nama IKM" or "Nama Kegiatan"'
    return (
        f"row {number}{sheet} looks most like a header, where {shown} is understood, but {missing}"
    )
