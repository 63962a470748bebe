"""The commands `explain` and `rules`: the page of a rule, and the list of all."""

import argparse
import json
from typing import Any, Final

from ikm_sinergi.cli.codes import rule_of
from ikm_sinergi.cli.output import emit
from ikm_sinergi.judgement import UNITS, Rule
from ikm_sinergi.rules import ALL
from ikm_sinergi.words.language import Lang, Text

__all__ = ["explain", "rules"]

PER: Final = Text("One finding per: {}", "Satu temuan per: {}")
SOURCES: Final = Text("Sources: {}", "Sumber: {}")
SINCE: Final = Text("Since version: {}", "Sejak versi: {}")
OFF: Final = Text(
    "Off unless it is selected by its code", "Tidak aktif kecuali dipilih dengan kodenya"
)
ENGLISH_ONLY: Final = "Penjelasan berikut hanya tersedia dalam bahasa Inggris."


def explain(arguments: argparse.Namespace) -> int:
    """Show everything about one rule."""
    rule = rule_of(arguments.code)
    lang: Lang = arguments.lang
    lines = [
        f"{rule.code} {rule.name} ({rule.severity.label.say(lang)})",
        "",
        *([ENGLISH_ONLY, ""] if lang == "id" else []),
        *rule.page.replace("**", "").splitlines(),
        "",
        PER.say(lang).format(UNITS[rule.unit].say(lang)),
        SOURCES.say(lang).format(", ".join(rule.sources)),
        SINCE.say(lang).format(rule.since),
        *([OFF.say(lang)] if rule.off else []),
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
        f"  {rule.headline}\n"
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
        "page": rule.page,
    }
