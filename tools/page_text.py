"""Texts, tables and links in Markdown, as the pages of the documentation write them."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

import ikm_sinergi as ikm

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>|#$~^])")
_STATEMENT: Final = re.compile(r"S[0-9]{1,2}")
_NAMED: Final = re.compile(r"`[^`]*`|\bS[0-9]{1,2}\b|\bIKM[0-9]{3}\b")


def plain(text: object) -> str:
    """Return a text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(str(text).split()))


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; its cells are Markdown already."""
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def code(text: object) -> str:
    """Return a short text in the type of code."""
    return f"`{text}`"


def said(text: ikm.Text) -> str:
    """Return a text in both languages, one below the other."""
    return f"{plain(text.en)}<br>*{plain(text.id)}*"


def cited(source: str, *, up: str = "") -> str:
    """Return a source as people read it: a statement links to the page of statements."""
    if _STATEMENT.fullmatch(source):
        return f"[{source}]({up}source.md#{source.lower()})"
    return plain(source)


def linked(text: str, *, up: str = "") -> str:
    """Return Markdown in which every statement and every rule that it names is a link."""

    def link(found: re.Match[str]) -> str:
        rules = "" if up else "rules/"
        if found[0].startswith("IKM"):
            return f"[{found[0]}]({rules}{found[0]}.md)"
        return found[0] if found[0].startswith("`") else cited(found[0], up=up)

    return _NAMED.sub(link, text)
