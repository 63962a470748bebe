"""Make the parts of the documentation that the library itself knows, as plain Markdown.

What can change with the code (a message, a column, a value of a policy, a signature) is made and
never written twice. `make pages` writes it into docs/, between comments such as these, and a page
for each rule; a test compares. A repository browser then shows all of it, and Sphinx as well.

    <!-- made: fields-programs -->
    <!-- end -->
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from page_text import cited, code, linked, plain, said, table
from public_names import names
from rule_pages import rule_index, rule_page

import ikm_sinergi as ikm
from ikm_sinergi.domain.column import Column
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.reference.policy import SECTIONS
from ikm_sinergi.words.catalogue import words

ROOT: Final = Path(__file__).resolve().parent.parent
DOCS: Final = ROOT / "docs"
HOLDS: Final = MappingProxyType(
    {
        "identifier": "id",
        "text": "text",
        "year": "year, 1945-2100",
        "day": "day, YYYY-MM-DD",
        "whole": "whole number, 0 or more",
        "code": 'Kemendagri code, such as "73.06"',
        "province": 'Kemendagri code of a province, such as "73"',
        "digits": "digits, as text",
        "term": "one of",
        "identifiers": "list of ids",
        "codes": "list of Kemendagri codes",
        "terms": "list of",
    }
)


# --- tables and terms --------------------------------------------------------------------


def fields(name: str) -> str:
    """Return the columns of one table: header, what it holds, and the label in Indonesian."""
    rows = [
        (
            code(column.header),
            "yes" if column.required else "",
            _holds(column),
            column.label.en,
            column.label.id,
        )
        for column in TABLES[name].columns
    ]
    return table(("field", "required", "holds", "English", "Indonesian"), rows)


def _holds(column: Column) -> str:
    text = HOLDS[column.holds.value]
    if column.vocabulary is not None:
        text += " " + ", ".join(code(member.value) for member in column.vocabulary)
    if column.refers is not None:
        text += f" of {code(column.refers)}"
    return text + (" (personal)" if column.personal else "")


def terms() -> str:
    """Return the closed vocabularies: key, English and Indonesian."""
    rows: list[tuple[str, str, str, str]] = []
    for vocabulary in (
        ikm.ProgramKind,
        ikm.ProgramStatus,
        ikm.ParticipationStatus,
        ikm.Side,
        ikm.SizeClass,
        ikm.Measure,
        ikm.Severity,
        ikm.Outcome,
        ikm.Eligibility,
    ):
        for member in vocabulary:
            label = member.label
            rows.append((code(vocabulary.__name__), code(member.value), label.en, label.id))
    return table(("vocabulary", "key", "English", "Indonesian"), rows)


def causes() -> str:
    """Return every cause of doubt: what it says and what would settle it."""
    keys = [key for key in words("en") if f"{key}.remedy" in words("en")]
    rows = [(said(ikm.Text.of(key)), said(ikm.Text.of(f"{key}.remedy"))) for key in keys]
    return table(("cannot be decided because", "what settles it"), rows)


# --- places and agencies -----------------------------------------------------------------


def regencies() -> str:
    """Return the regencies of South Sulawesi with both codes and their other names."""
    rows = [
        (regency.code, regency.bps_code, regency.name, ", ".join(regency.aliases))
        for regency in ikm.regencies().of_province("73")
    ]
    return table(("Kemendagri", "BPS", "name", "also"), rows)


def areas() -> str:
    """Return the areas with their members and the source of each."""
    places = ikm.regencies()
    rows = [
        (
            area.name,
            ", ".join(places[code].short_name for code in area.members),
            plain(area.source),
        )
        for area in places.areas
    ]
    return table(("area", "members", "source"), rows)


def agencies() -> str:
    """Return the bundled agencies: what they are and what they may lead."""
    rows = [
        (
            code(agency.id),
            agency.name,
            ", ".join(side.label.en for side in agency.sides),
            ", ".join(code(kind.value) for kind in agency.leads) or "not stated",
        )
        for agency in ikm.agencies()
    ]
    return table(("id", "name", "side", "may lead"), rows)


# --- the policy --------------------------------------------------------------------------


def policy_section(name: str) -> str:
    """Return one part of the bundled policy: its values, then where they come from."""
    (policy,) = ikm.policies()
    sources = ", ".join(cited(source) for source in policy.sources[name])
    return f"{_SECTION[name](policy)}\nSource: {sources}.\n"


def _prerequisites(policy: ikm.Policy) -> str:
    rows = [
        (
            code(kind.value),
            ", ".join(code(needed.value) for needed in step.kinds),
            str(step.within),
            code(step.status.value),
        )
        for kind, step in policy.prerequisites.items()
    ]
    return table(("kind", "needs one of", "within fiscal years before", "in status"), rows)


def _size(policy: ikm.Policy) -> str:
    size = policy.size
    rows = [
        ("few_workers", f"{size.few_workers} workers"),
        ("small_investment_below", f"Rp {size.small_investment_below:,}"),
        ("medium_investment_up_to", f"Rp {size.medium_investment_up_to:,}"),
    ]
    return table(("value", "is"), [(code(name), value) for name, value in rows])


def _commodities(policy: ikm.Policy) -> str:
    rows = [(term, ", ".join(names)) for term, names in policy.commodities.items()]
    return table(("term", "also written"), rows)


def _potentials(policy: ikm.Policy) -> str:
    places = ikm.regencies()
    rows = [
        (regency, places[regency].name, ", ".join(one.commodities), cited(one.statement))
        for regency, one in policy.potentials.items()
    ]
    return table(("code", "regency", "potential", "statement"), rows)


def _announced(policy: ikm.Policy) -> str:
    places = ikm.regencies()
    rows = [
        (
            code(one.id),
            "" if one.kind is None else code(one.kind.value),
            one.area or ("" if one.regency is None else places[one.regency].name),
            one.commodity or "",
            cited(one.statement),
        )
        for one in policy.announced
    ]
    return table(("id", "kind", "where", "commodity", "statement"), rows)


def _listed(name: str) -> Any:
    def section(policy: ikm.Policy) -> str:
        return ", ".join(code(str(value)) for value in getattr(policy, name)) + "\n"

    return section


_SECTION = {
    **{name: _listed(name) for name in SECTIONS},
    "prerequisites": _prerequisites,
    "size": _size,
    "commodities": _commodities,
    "potentials": _potentials,
    "announced": _announced,
}


# --- pages -------------------------------------------------------------------------------


def origins() -> str:
    """Return where the bundled data come from, as it stands beside them."""
    _, _, text = (
        (ROOT / "src" / "ikm_sinergi" / "data" / "README.md").read_text("utf-8").partition("\n")
    )
    return linked(text)


PARTS: Final[Mapping[str, Callable[[], str]]] = MappingProxyType(
    {
        "agencies": agencies,
        "areas": areas,
        "causes": causes,
        "names": names,
        "origins": origins,
        "regencies": regencies,
        "rules": rule_index,
        "terms": terms,
        **{f"fields-{name}": partial(fields, name) for name in TABLES},
        **{f"policy-{name}": partial(policy_section, name) for name in SECTIONS},
    }
)
"""Every part that is made, by the name that a page calls it."""

_PLACE: Final = re.compile(r"(<!-- made: (\S+) -->\n).*?(<!-- end -->\n)", re.DOTALL)


def written() -> list[Path]:
    """Return the pages that are written by hand, in which some parts may be made."""
    return sorted({*DOCS.glob("*.md"), DOCS / "rules" / "index.md"})


def asked_in(path: Path) -> list[str]:
    """Return the parts that a page asks for."""
    return [name for _, name, _ in _PLACE.findall(path.read_text("utf-8"))]


def rule_pages() -> Mapping[Path, ikm.Rule]:
    """Return every rule by the path of its page."""
    return {DOCS / "rules" / f"{rule.code}.md": rule for rule in ikm.rules.ALL}


def page(path: Path) -> str:
    """Return a page as it should be."""
    rule = rule_pages().get(path)
    if rule is not None:
        return rule_page(rule)
    text = path.read_text("utf-8")
    return _PLACE.sub(lambda place: f"{place[1]}\n{PARTS[place[2]]().strip()}\n\n{place[3]}", text)


def left_over() -> set[Path]:
    """Return the pages of rules that are no more."""
    return set((DOCS / "rules").glob("IKM*.md")) - rule_pages().keys()


def main() -> None:
    """Write every page that is not as it should be."""
    for path in left_over():
        path.unlink()
        print(f"removed {path.relative_to(ROOT)}")
    for path in [*written(), *rule_pages()]:
        text = page(path)
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
