"""Rules about markets (IKM6xx)."""

from typing import Final

from ikm_sinergi.judgement import Rule
from ikm_sinergi.rules.ikm6xx.ikm601 import discount_without_retailers
from ikm_sinergi.rules.ikm6xx.ikm602 import sale_outside_market

__all__ = ["RULES"]

RULES: Final[tuple[Rule, ...]] = (
    discount_without_retailers,
    sale_outside_market,
)
