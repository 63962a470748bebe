"""Puts into the pages what `_markdown` makes from the library.

    ```{generated} policy-size
    ```

stands in a page for one part; the page of every rule is written to docs/rules/ before a build.
"""

from pathlib import Path
from typing import Any, ClassVar

from _markdown import GENERATED, rule_page
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

import ikm_sinergi as ikm


class Generated(SphinxDirective):
    """One generated part of a page."""

    required_arguments: ClassVar[int] = 1

    def run(self) -> list[nodes.Node]:
        """Return the part as if it stood in the page."""
        text = GENERATED[self.arguments[0]]()
        return self.parse_text_to_nodes(text, allow_section_headings=True)


def write_rule_pages(app: Sphinx) -> None:
    """Write the page of every rule, and remove those of codes that are no more."""
    folder = Path(app.srcdir) / "rules"
    pages = {folder / f"{rule.code}.md": rule_page(rule) for rule in ikm.rules.ALL}
    for path in set(folder.glob("IKM*.md")) - pages.keys():
        path.unlink()
    for path, text in pages.items():
        # An unchanged page keeps its time, so that Sphinx need not read it again.
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx about both."""
    app.add_directive("generated", Generated)
    app.connect("builder-inited", write_rule_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
