"""How Sphinx builds the documentation: `make docs`."""

from importlib.metadata import version as version_of

project = "ikm_sinergi"
author = "The ikm_sinergi authors"
copyright = f"2026, {author}"
version = release = version_of("ikm-sinergi")
language = "en"

extensions = ["myst_parser"]
exclude_patterns = ["_build"]
source_suffix = {".md": "markdown"}

# Pages are Markdown: notes as ::: fences, `a term` lists, and links to headings (page.md#heading).
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"ikm_sinergi {release}"
html_static_path = ["_static"]
html_css_files = ["style.css"]
html_copy_source = False
html_show_sourcelink = False
