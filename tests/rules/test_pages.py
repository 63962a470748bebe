"""The pages of the rules: a text per language beside each rule."""

import re
from importlib.resources import files

import pytest

from ikm_sinergi.rules import ALL

PARTS = {
    "en": ("What it finds.", "Why it matters.", "How to fix it."),
    "id": ("Yang ditemukan.", "Mengapa penting.", "Cara memperbaiki."),
}
ROOM = files("ikm_sinergi.rules")
CODES = [rule.code for rule in ALL]
WIDTH = 100


def page_of(code, lang):
    """The text of a page as it stands beside its rule."""
    return (ROOM / f"ikm{code[3]}xx" / f"{code.lower()}.{lang}.md").read_text(encoding="utf-8")


def named(text):
    """The backticked words, rule codes and statements that a page names."""
    return sorted(
        {
            *re.findall(r"`[^`]*`", text),
            *re.findall(r"\bx_(?!\w)", text),
            *re.findall(r"\bIKM\d{3}\b", text),
            *re.findall(r"\bS\d+(?:-S\d+)?\b", text),
        }
    )


@pytest.mark.parametrize("lang", PARTS)
@pytest.mark.parametrize("code", CODES)
def test_a_page_is_a_headline_and_three_parts_in_order(code, lang):
    """Each part begins a paragraph of its own and says something."""
    page = page_of(code, lang)
    headline, *parts = page.removesuffix("\n").split("\n\n")
    assert re.fullmatch(r"[^\n*#].*[^\s]", headline)
    assert len(headline) < WIDTH
    openings = re.findall(r"^\*\*(.+?)\*\* \S", "\n\n".join(parts), re.MULTILINE)
    assert tuple(openings) == PARTS[lang]
    assert [part.startswith("**") for part in parts] == [True] * len(PARTS[lang])


@pytest.mark.parametrize("lang", PARTS)
@pytest.mark.parametrize("code", CODES)
def test_a_page_is_plain_text_in_lines_of_a_common_width(code, lang):
    """It reads well in a terminal: short lines without blanks at their end, one final newline."""
    page = page_of(code, lang)
    assert page == page.rstrip() + "\n"
    assert [line for line in page.splitlines() if len(line) > WIDTH or line != line.rstrip()] == []


@pytest.mark.parametrize("code", CODES)
def test_a_page_names_the_same_in_both_languages(code):
    """Fields, values, other rules and statements of the source are cited alike."""
    assert named(page_of(code, "id")) == named(page_of(code, "en"))


def test_every_page_belongs_to_a_rule():
    """No page is left of a rule that is not in the catalogue."""
    pages = {
        page.name
        for room in ROOM.iterdir()
        if re.fullmatch(r"ikm\dxx", room.name)
        for page in room.iterdir()
        if page.name.endswith(".md")
    }
    assert pages == {f"{code.lower()}.{lang}.md" for code in CODES for lang in PARTS}


def test_no_two_rules_share_a_headline():
    """A rule is told from the others by its headline alone, in each language."""
    for lang in PARTS:
        assert len({page_of(code, lang).partition("\n")[0] for code in CODES}) == len(CODES)
