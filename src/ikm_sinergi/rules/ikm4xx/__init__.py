"""Rules about where the plan reaches (IKM4xx)."""

from typing import Final

from ikm_sinergi.judgement import Rule
from ikm_sinergi.rules.ikm4xx.ikm401 import untouched_regency
from ikm_sinergi.rules.ikm4xx.ikm402 import off_potential
from ikm_sinergi.rules.ikm4xx.ikm403 import participant_from_elsewhere
from ikm_sinergi.rules.ikm4xx.ikm404 import announced_not_planned

__all__ = ["RULES"]

RULES: Final[tuple[Rule, ...]] = (
    untouched_regency,
    off_potential,
    participant_from_elsewhere,
    announced_not_planned,
)
