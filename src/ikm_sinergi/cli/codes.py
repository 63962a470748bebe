"""The rules that people name: by code or by name, however the letters are written."""

from collections.abc import Iterable
from typing import Final

from ikm_sinergi.domain.names import near
from ikm_sinergi.errors import UnknownRuleError
from ikm_sinergi.judgement import Rule
from ikm_sinergi.rules import ALL

__all__ = ["codes_of", "rule_of"]

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
