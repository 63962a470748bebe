"""The parts of the documentation that are made from the library itself, as Markdown.

Nothing here knows Sphinx: `reference` puts these texts into pages, and tests read them. What can
change with the code (a message, a column, a value of a policy) is made, never written twice.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import ikm_sinergi as ikm
from ikm_sinergi.domain.tables import TABLES, Column
from ikm_sinergi.reference.policy import SECTIONS
from ikm_sinergi.words.catalogue import words
from vectors import records_of, report_of, vectors

FAMILIES = {
    "0": "Reading: what a cell, a field or a column holds",
    "1": "Records that agree with each other",
    "2": "Who may follow whom, from year to year",
    "3": "Who leads and who joins",
    "4": "The year's plan",
    "5": "Equipment grants",
    "6": "Sales at markets",
    "7": "Dispensations",
    "8": "Policies",
}
HOLDS = {
    "identifier": "id",
    "text": "text",
    "year": "year, 1945-2100",
    "day": "day, YYYY-MM-DD",
    "whole": "whole number, 0 or more",
    "code": 'Kemendagri code, such as "73.06"',
    "digits": "digits, as text",
    "term": "one of",
    "identifiers": "list of ids",
    "codes": "list of Kemendagri codes",
    "terms": "list of",
}
ROWS_SHOWN = 6
FINDINGS_SHOWN = 3
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#$~^])")
_STATEMENT = re.compile(r"S[0-9]{1,2}")
_STATEMENT_INSIDE = re.compile(r"\bS[0-9]{1,2}\b")


# --- Markdown ----------------------------------------------------------------------------


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


def _linked(text: str, *, up: str = "") -> str:
    """Return Markdown in which every number of a statement is a link."""
    return _STATEMENT_INSIDE.sub(lambda found: cited(found[0], up=up), text)


# --- rules -------------------------------------------------------------------------------


def rule_index() -> str:
    """Return the table of all rules, one table for each family."""
    parts: list[str] = []
    for digit, title in FAMILIES.items():
        rows = [
            (f"[{rule.code}]({rule.code}.md)", code(rule.name), severity(rule), rule.headline())
            for rule in ikm.rules.ALL
            if rule.code[3] == digit
        ]
        if rows:
            parts += [f"## {title}\n", table(("code", "name", "severity", "what it finds"), rows)]
    return "\n".join(parts)


def severity(rule: ikm.Rule) -> str:
    """Return the severity of a rule in words, with whether it is off."""
    return f"{rule.severity.label.en}, off" if rule.off else rule.severity.label.en


def rule_page(rule: ikm.Rule) -> str:
    """Return the page of one rule: its text, what it says, and its examples."""
    headline, _, body = rule.page().partition("\n")
    sources = ", ".join(cited(source, up="../") for source in rule.sources)
    parts = [
        f"# {rule.code} {rule.name}\n",
        f"{headline}\n",
        table(
            ("severity", "one finding per", "source", "since"),
            [(severity(rule), ikm.Text.of(f"units.{rule.unit}").en, sources, rule.since)],
        ),
        f"{_linked(body.strip(), up='../')}\n",
        "## What it says\n",
        table(
            ("", "English", "Indonesian"),
            [
                ("message", plain(rule.message.en), plain(rule.message.id)),
                ("remedy", plain(rule.remedy.en), plain(rule.remedy.id)),
            ],
        ),
    ]
    if rule.off:
        parts.append(
            f"The rule is off: it runs if a policy gives it a severity, or with"
            f" `--select {rule.code}`.\n"
        )
    cases = cases_of(rule.code)
    if cases:
        parts.append("## Examples\n")
        parts += [_case(rule, case) for case in cases]
    return "\n".join(parts)


def cases_of(rule_code: str) -> Sequence[Mapping[str, Any]]:
    """Return the vectors of a rule, in their order, each with all its records."""
    cases: Sequence[Mapping[str, Any]] = vectors()[rule_code]["cases"]
    return cases


def findings_of(rule: ikm.Rule, case: Mapping[str, Any]) -> list[ikm.Finding]:
    """Run a vector and return what its rule finds."""
    report = report_of(records_of(case), case)
    return [finding for finding in report.findings if finding.code == rule.code]


def _case(rule: ikm.Rule, case: Mapping[str, Any]) -> str:
    parts = [f"### {plain(case['title'])}\n"]
    parts += [_rows(name, rows) for name, rows in case["records"].items()]
    asked = [f"{name} = {json.dumps(case[name], default=str)}" for name in _asked(case)]
    if asked:
        parts.append("Asked with " + ", ".join(map(code, asked)) + ".\n")
    found = findings_of(rule, case)
    if not found:
        parts.append("**Nothing is found.**\n")
    for finding in found[:FINDINGS_SHOWN]:
        text = ikm.Text(finding.say("en"), finding.say("id"))
        parts.append(f"**{finding.outcome.label.en.capitalize()}:** {said(text)}\n")
        told = dict.fromkeys(evidence.say() for evidence in finding.evidence)
        parts += [f"- on record: {plain(text)}\n" for text in told]
    more = len(found) - FINDINGS_SHOWN
    return "\n".join([*parts, f"... and {more} more.\n"] if more > 0 else parts)


def _asked(case: Mapping[str, Any]) -> list[str]:
    names = ("year", "complete", "as_of", "scope", "select", "ignore", "policy")
    return [name for name in names if name in case]


def _rows(name: str, rows: Any) -> str:
    """Return the rows of one table of a vector."""
    if not isinstance(rows, list) or not rows:
        return f"{code(name)}: empty\n" if rows == [] else f"{code(name)}: {plain(rows)}\n"
    if not all(isinstance(row, dict) for row in rows):
        return f"{code(name)}: {plain(json.dumps(rows, default=str))}\n"
    headers = list(dict.fromkeys(key for row in rows for key in row))
    shown = [[_cell(row.get(key)) for key in headers] for row in rows[:ROWS_SHOWN]]
    text = f"{code(name)}\n\n" + table([plain(key) for key in headers], shown)
    more = len(rows) - ROWS_SHOWN
    return text + (f"\n... and {more} more.\n" if more > 0 else "")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return plain("; ".join(map(str, value)))
    if isinstance(value, dict | bool | float):
        return code(json.dumps(value, default=str))
    return plain(value)


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


# --- what a page may ask for -------------------------------------------------------------

GENERATED: Mapping[str, Any] = {
    "agencies": agencies,
    "areas": areas,
    "causes": causes,
    "regencies": regencies,
    "rules": rule_index,
    "terms": terms,
    **{f"fields-{name}": lambda name=name: fields(name) for name in TABLES},
    **{f"policy-{name}": lambda name=name: policy_section(name) for name in SECTIONS},
}
"""Every generated part by the name a page calls it."""
