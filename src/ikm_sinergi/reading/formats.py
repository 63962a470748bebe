"""Which cells of an .xlsx file show a month or a year only, though a whole day is kept in them.

A person who types "Maret 2021" sees that again, and the spreadsheet keeps 1 March. To read that as
a day would be to invent one.
"""

import re
from html import unescape
from typing import Final

from ikm_sinergi.reading.packages import Package

__all__ = ["MONTH", "YEAR", "styles_without_day"]

MONTH: Final = "%m/%Y"
YEAR: Final = "%Y"

_FORMAT: Final = re.compile(rb"<(?:[\w.-]+:)?numFmt\b([^>]*)>")
_STYLES: Final = re.compile(rb"<(?:[\w.-]+:)?cellXfs\b.*?</(?:[\w.-]+:)?cellXfs>", re.DOTALL)
_STYLE: Final = re.compile(rb"<(?:[\w.-]+:)?xf\b([^>]*)>")
_ATTRIBUTE: Final = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
_MMM_YY: Final = "17"  # the one format that Excel knows without a name and that has no day


def styles_without_day(package: Package) -> dict[str, str]:
    """Return the styles of cells that show a month or a year, by number, with how to write it."""
    found: dict[str, str] = {}
    for name, data in package.parts.items():
        if not name.casefold().endswith("styles.xml"):
            continue
        forms = {_MMM_YY: MONTH}
        for attributes in map(_attributes, _FORMAT.findall(data)):
            form = _form_of(attributes.get("formatCode", ""))
            if form is not None:
                forms[attributes.get("numFmtId", "")] = form
        for styles in _STYLES.findall(data):
            for number, attributes in enumerate(map(_attributes, _STYLE.findall(styles))):
                form = forms.get(attributes.get("numFmtId", ""))
                if form is not None:
                    found[str(number)] = form
    return found


def _attributes(text: bytes) -> dict[str, str]:
    found = _ATTRIBUTE.findall(text)
    return {name.decode(): (one or other).decode("utf-8", "replace") for name, one, other in found}


def _form_of(code: str) -> str | None:
    """Return how a format writes a date without its day, None if it has one or is of no date.

    >>> _form_of("[$-421]mmmm yyyy"), _form_of("yyyy"), _form_of("dd/mm/yyyy"), _form_of("mm:ss")
    ('%m/%Y', '%Y', None, None)
    """
    letters = set(_LITERAL.sub("", unescape(code)).partition(";")[0].casefold())
    if letters & set("dhs0#?g@") or not letters & set("my"):
        return None
    return MONTH if "m" in letters else YEAR
