"""The commands `explain` and `rules`, and the rules that people name by code or by name."""

import argparse
import json
from collections.abc import Iterable
from typing import Any, Final

from ikm_sinergi.cli.output import emit
from ikm_sinergi.domain.names import near
from ikm_sinergi.errors import UnknownRuleError
from ikm_sinergi.judgement import Rule
from ikm_sinergi.rules import ALL
from ikm_sinergi.words.language import Lang, Text
from ikm_sinergi.words.phrases import Phrase

HINTS: Final = 3
"""How many names that hold a word are hints for it."""


def rule_of(asked: str) -> Rule:
    """Return the rule of this code or name."""
    for rule in ALL:
        if asked.casefold() in {rule.code.casefold(), rule.name}:
            return rule
    names = [rule.name for rule in ALL]
    hints = near(asked.upper(), [rule.code for rule in ALL]) or near(asked.casefold(), names)
    holding = [name for name in names if asked.casefold() in name.split("-")]
    raise UnknownRuleError(asked, hints or tuple(holding[:HINTS]))


def codes_of(asked: Iterable[str]) -> list[str]:
    """Return the codes of rules, and the beginnings of codes, that were asked for."""
    return [_code_of(one) for one in asked]


def _code_of(asked: str) -> str:
    code = asked.upper()
    return code if any(rule.code.startswith(code) for rule in ALL) else rule_of(asked).code


def explain(arguments: argparse.Namespace) -> int:
    """Show everything about one rule."""
    rule = rule_of(arguments.code)
    lang: Lang = arguments.lang
    page = rule.page(lang)
    only_english = lang != "en" and page == rule.page("en")
    lines = [
        f"{rule.code} {rule.name} ({rule.severity.label.say(lang)})",
        "",
        *([Text.of("rule.english_only").say(lang), ""] if only_english else []),
        *page.replace("**", "").splitlines(),
        "",
        Phrase("rule.per", {"unit": Text.of(f"units.{rule.unit}")}).say(lang),
        Phrase("rule.sources", {"sources": rule.sources}).say(lang),
        Phrase("rule.since", {"version": rule.since}).say(lang),
        *([Text.of("rule.off").say(lang)] if rule.off else []),
        "",
        f"en: {rule.message.en}",
        f"    {rule.remedy.en}",
        f"id: {rule.message.id}",
        f"    {rule.remedy.id}",
    ]
    emit(f"{line}\n" for line in lines)
    return 0


def rules(arguments: argparse.Namespace) -> int:
    """List the rules."""
    lang: Lang = arguments.lang
    if arguments.format == "json":
        listed = json.dumps([_listed(rule, lang) for rule in ALL], indent=1, ensure_ascii=True)
        emit([f"{listed}\n"])
        return 0
    width = max(len(rule.severity.label.say(lang)) for rule in ALL)
    longest = max(len(rule.name) for rule in ALL)
    emit(
        f"{rule.code}  {rule.severity.label.say(lang):{width}}  {rule.name:{longest}}"
        f"  {rule.headline(lang)}\n"
        for rule in ALL
    )
    return 0


def _listed(rule: Rule, lang: Lang) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "unit": rule.unit,
        "sources": rule.sources,
        "since": rule.since,
        "until": rule.until,
        "off": rule.off,
        "message": rule.message.say(lang),
        "remedy": rule.remedy.say(lang),
        "page": rule.page(lang),
    }
