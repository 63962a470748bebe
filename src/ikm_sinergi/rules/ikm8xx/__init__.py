"""Rules about policies (IKM8xx)."""

from typing import Final

from ikm_sinergi.judgement import Rule
from ikm_sinergi.rules.ikm8xx.ikm801 import without_policy

__all__ = ["RULES"]

RULES: Final[tuple[Rule, ...]] = (without_policy,)
