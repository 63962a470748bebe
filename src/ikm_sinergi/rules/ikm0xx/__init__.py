"""Rules about what was read (IKM0xx)."""

from typing import Final

from ikm_sinergi.judgement import Rule
from ikm_sinergi.rules.ikm0xx.ikm001 import missing_value
from ikm_sinergi.rules.ikm0xx.ikm002 import unreadable_value
from ikm_sinergi.rules.ikm0xx.ikm003 import unknown_field
from ikm_sinergi.rules.ikm0xx.ikm004 import damaged_number
from ikm_sinergi.rules.ikm0xx.ikm005 import repaired_value

__all__ = ["RULES"]

RULES: Final[tuple[Rule, ...]] = (
    missing_value,
    unreadable_value,
    unknown_field,
    damaged_number,
    repaired_value,
)
