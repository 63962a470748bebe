"""Puts into the pages what `_markdown` makes from the library.

    ```{generated} policy-size
    ```

stands in a page for one part; the page of every rule is written to docs/rules/ before a build.
"""

import re
from pathlib import Path
from typing import Any, ClassVar

import attrs
from _markdown import GENERATED, rule_page
from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
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


def plain_defaults(
    _app: Sphinx, _what: str, _name: str, obj: Any, _options: Any, *signature: str | None
) -> tuple[str | None, ...]:
    """Show the defaults of an attrs class; its generated code only names where they are."""
    args, returns = signature
    if args is None or not attrs.has(obj):
        return args, returns
    defaults = attrs.fields_dict(obj)

    def shown(found: re.Match[str]) -> str:
        default = defaults[found[1]].default
        return repr(default) if default is None or isinstance(default, int | str) else "..."

    args = args.replace("= NOTHING", "= ...")
    return re.sub(r"attr_dict\['(\w+)'\]\.default", shown, args), returns


def public_name(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, text: nodes.Element
) -> nodes.reference | None:
    """Lead from the module where a public name lives to the name itself, as it is documented."""
    name = node["reftarget"].rpartition(".")[2]
    if node["refdomain"] != "py" or name not in ikm.__all__:
        return None
    found = f"{ikm.__name__}.{name}"
    python = env.get_domain("py")
    return python.resolve_xref(env, node["refdoc"], app.builder, node["reftype"], found, node, text)


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx about all of them."""
    app.add_directive("generated", Generated)
    app.connect("autodoc-process-signature", plain_defaults)
    app.connect("missing-reference", public_name)
    app.connect("builder-inited", write_rule_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
