"""How Sphinx builds the documentation: `make docs`."""

import sys
from importlib.metadata import version as version_of
from pathlib import Path

HERE = Path(__file__).resolve().parent
EXTENSIONS_HERE = HERE / "_ext"  # our own: each module there with a `setup` is an extension
sys.path.insert(0, str(EXTENSIONS_HERE))
sys.path.append(str(HERE.parent / "tests"))  # vectors.py, which reads the examples of the rules

project = "ikm_sinergi"
author = "The ikm_sinergi authors"
copyright = f"2026, {author}"
version = release = version_of("ikm-sinergi")
language = "en"

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    *sorted(path.stem for path in EXTENSIONS_HERE.glob("[!_]*.py")),
]
exclude_patterns = ["_build", "_ext"]
source_suffix = {".md": "markdown"}

# Pages are Markdown: notes as ::: fences, `a term` lists, and links to headings (page.md#heading).
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3

# What stands in `backticks` in a docstring is code.
default_role = "literal"

# A class is documented by its docstring and fields, in the order of the source.
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
autodoc_default_options = {"members": True}
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 88

# A link to a name of ours that does not exist is an error; others' names we do not link
# (their inventories would have to come over the network).
nitpicky = True
nitpick_ignore_regex = [
    (r"py:.*", r"(?!ikm_sinergi\.).*"),
    # Ours, but nobody's business: what a signature needs and a reader does not.
    (r"py:.*", r"ikm_sinergi\.\w+\._\w+"),
    (r"py:.*", r"ikm_sinergi\.(report\.Origins|rule\.Waiving)"),
]

html_theme = "furo"
html_title = f"ikm_sinergi {release}"
html_static_path = ["_static"]
html_css_files = ["style.css"]
html_copy_source = False
html_show_sourcelink = False
