"""Rules about equipment (IKM5xx)."""

from typing import Final

from ikm_sinergi.judgement import Rule
from ikm_sinergi.rules.ikm5xx.ikm501 import no_equipment
from ikm_sinergi.rules.ikm5xx.ikm502 import grant_to_outsider
from ikm_sinergi.rules.ikm5xx.ikm503 import grant_outside_year
from ikm_sinergi.rules.ikm5xx.ikm504 import second_grant

__all__ = ["RULES"]

RULES: Final[tuple[Rule, ...]] = (
    no_equipment,
    grant_to_outsider,
    grant_outside_year,
    second_grant,
)
