"""The page of each rule, and the index of them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from page_text import cited, code, linked, plain, said, table

import ikm_sinergi as ikm
from ikm_sinergi.words.language import Lang
from vectors import records_of, report_of, vectors

FAMILIES: Final = MappingProxyType(
    {
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
)
ROWS_SHOWN: Final = 6
FINDINGS_SHOWN: Final = 3
SHOWN: Final = ("finds", "boundary", "undecided")


def rule_index() -> str:
    """Return the table of all rules, one table for each family."""
    parts: list[str] = []
    for digit, title in FAMILIES.items():
        rows = [
            (
                f"[{rule.code}]({rule.code}.md)",
                code(rule.name),
                severity(rule),
                said(headline(rule)),
            )
            for rule in ikm.rules.ALL
            if rule.code[3] == digit
        ]
        if rows:
            parts += [f"## {title}\n", table(("code", "name", "severity", "what it finds"), rows)]
    return "\n".join(parts)


def severity(rule: ikm.Rule) -> str:
    """Return the severity of a rule in words, with whether it is off."""
    return f"{rule.severity.label.en}, off" if rule.off else rule.severity.label.en


def text_of(rule: ikm.Rule, lang: Lang) -> tuple[str, str]:
    """Return the headline and the text of a rule in a language, as they stand beside it."""
    headline, _, body = rule.page(lang).partition("\n")
    return headline, body.strip()


def headline(rule: ikm.Rule) -> ikm.Text:
    """Return what a rule finds, in one sentence of each language."""
    return ikm.Text(text_of(rule, "en")[0], text_of(rule, "id")[0])


def rule_page(rule: ikm.Rule) -> str:
    """Return the page of one rule: its text in both languages, what it says, and examples."""
    sources = ", ".join(cited(source, up="../") for source in rule.sources)
    (english, text), (indonesian, teks) = text_of(rule, "en"), text_of(rule, "id")
    parts = [
        f"# {rule.code} {rule.name}\n",
        f"{english}\n",
        table(
            ("severity", "one finding per", "source", "since"),
            [(severity(rule), ikm.Text.of(f"units.{rule.unit}").en, sources, rule.since)],
        ),
        f"{linked(text, up='../')}\n",
    ]
    if rule.off:
        parts.append(
            f"The rule is off: it runs if a policy gives it a severity, or with"
            f" `--select {rule.code}`.\n"
        )
    parts += [
        "## Bahasa Indonesia\n",
        f"{indonesian}\n",
        f"{linked(teks, up='../')}\n",
        "## What it says\n",
        table(
            ("", "English", "Indonesian"),
            [
                ("message", plain(rule.message.en), plain(rule.message.id)),
                ("remedy", plain(rule.remedy.en), plain(rule.remedy.id)),
            ],
        ),
        "## Examples\n",
        *_cases(rule),
    ]
    return "\n".join(parts)


@lru_cache
def _vectors() -> Mapping[str, Any]:
    return vectors()


def cases_of(rule: ikm.Rule) -> Sequence[Mapping[str, Any]]:
    """Return the vectors of a rule, in their order, each with all its records."""
    cases: Sequence[Mapping[str, Any]] = _vectors()[rule.code]["cases"]
    return cases


def examples_of(rule: ikm.Rule) -> Sequence[Mapping[str, Any]]:
    """Return the vectors that its page shows: the first that finds, finds not, and cannot know."""
    firsts = {kind: case for case in reversed(cases_of(rule)) if (kind := case["kind"]) in SHOWN}
    return [firsts[kind] for kind in SHOWN if kind in firsts]


def findings_of(rule: ikm.Rule, case: Mapping[str, Any]) -> list[ikm.Finding]:
    """Run a vector and return what its rule finds."""
    report = report_of(records_of(case), case)
    return [finding for finding in report.findings if finding.code == rule.code]


def _cases(rule: ikm.Rule) -> Iterable[str]:
    examples = examples_of(rule)
    for case in examples:
        yield _case(rule, case)
    file = f"[vectors/{rule.code}.toml](../../vectors/{rule.code}.toml)"
    more = len(cases_of(rule)) - len(examples)
    yield f"{more} more in {file}.\n" if more else f"They stand in {file}.\n"


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
        if told:
            parts.append("".join(f"- on record: {plain(text)}\n" for text in told))
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
