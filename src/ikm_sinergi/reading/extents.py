"""How far the sheets of an .xlsx file reach, before python-calamine sees them.

It takes memory for the whole rectangle between the outermost cells, and ends the process if there
is not enough. A quick look at the bytes of a sheet proves most of them small; one that it cannot
prove is read as XML, cell by cell.
"""

import re
from typing import Final
from xml.parsers import expat

from attrs import define, field

from ikm_sinergi.errors import ReadError
from ikm_sinergi.reading.packages import Package

__all__ = ["Extent", "extent_of", "longest_string", "strings_of"]

_FIRST, _LAST = b"<sheetData>", b"</sheetData>"

# The place of a cell beyond column Z or row 199,999, in whatever attribute that ends in "r".
_FAR: Final = re.compile(
    rb"""r\s*=\s*["']?(?:[A-Za-z]{2}|[A-Za-z]?(?:[2-9][0-9]{5}|[0-9]{7}))"""
)
_ERROR: Final = re.compile(rb"""t\s*=\s*["']?e\b""")
_STRING: Final = re.compile(rb"<(?:[\w.-]+:)?si\b")
_PLACE: Final = re.compile(r"([A-Za-z]{0,3})([0-9]{1,7})", re.ASCII)
_QUICK_ROWS, _QUICK_COLUMNS = 199_999, 26
