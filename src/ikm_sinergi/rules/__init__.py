"""Every rule of the catalogue, in code order: a package for each hundred, a file for each rule."""

from typing import Final

from ikm_sinergi.judgement import Rule
from ikm_sinergi.rules import ikm0xx, ikm1xx, ikm2xx, ikm3xx, ikm4xx, ikm5xx, ikm6xx, ikm7xx, ikm8xx

__all__ = ["ALL"]

ALL: Final[tuple[Rule, ...]] = (
    *ikm0xx.RULES,
    *ikm1xx.RULES,
    *ikm2xx.RULES,
    *ikm3xx.RULES,
    *ikm4xx.RULES,
    *ikm5xx.RULES,
    *ikm6xx.RULES,
    *ikm7xx.RULES,
    *ikm8xx.RULES,
)
"""The rules in code order; `check` runs them all unless it is given others."""
