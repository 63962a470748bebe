"""How Sphinx builds the documentation: `make docs`."""

import re
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx

project = "ikm_sinergi"
author = "The ikm_sinergi authors"
copyright = f"2026, {author}"
version = release = version_of("ikm-sinergi")
language = "en"

extensions = ["myst_parser"]
exclude_patterns = ["_build"]
source_suffix = {".md": "markdown"}

# Pages are plain Markdown, which a repository browser shows as well: no directives. Links may lead
# to headings (page.md#heading).
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"ikm_sinergi {release}"
html_static_path = ["_static"]
html_css_files = ["style.css"]
html_copy_source = False
html_show_sourcelink = False


LISTS: Final = ("index", "rules/index")
"""The pages whose lists and tables of links are the table of contents."""

TOP: Final = ("changelog", "contributing")
"""The pages that only lead to a file at the top of the repository; here they are that file."""


def _whole(app: Sphinx, page: str, source: list[str]) -> None:
    """Give a page what Sphinx needs, and a reader of plain Markdown does not."""
    if page in TOP:
        file = Path(app.srcdir).parent / f"{page.upper()}.md"
        app.env.note_dependency(str(file))
        source[0] = file.read_text("utf-8")
    if page in LISTS:
        for section in source[0].split("\n## ")[1:]:
            listed = re.findall(r"^(?:- |\| )\[.+?\]\((\S+)\.md\)", section, re.MULTILINE)
            options = f":caption: {section.partition(chr(10))[0]}\n:hidden:\n"
            source[0] += "\n".join(["\n```{toctree}", options, *listed, "```\n"])


def setup(app: Sphinx) -> None:
    """Hook into the build."""
    app.connect("source-read", _whole)
