"""Rules about agencies and partners (IKM3xx)."""

from typing import Final

from ikm_sinergi.judgement import Rule
from ikm_sinergi.rules.ikm3xx.ikm301 import outside_mandate
from ikm_sinergi.rules.ikm3xx.ikm302 import without_partner
from ikm_sinergi.rules.ikm3xx.ikm303 import own_partner

__all__ = ["RULES"]

RULES: Final[tuple[Rule, ...]] = (
    outside_mandate,
    without_partner,
    own_partner,
)
