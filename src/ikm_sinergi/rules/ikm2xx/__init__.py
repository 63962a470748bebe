"""Rules about who follows whom from year to year (IKM2xx)."""

from typing import Final

from ikm_sinergi.judgement import Rule
from ikm_sinergi.rules.ikm2xx.ikm201 import newcomer_in_mentoring
from ikm_sinergi.rules.ikm2xx.ikm202 import newcomer_in_apprenticeship
from ikm_sinergi.rules.ikm2xx.ikm203 import no_training_before
from ikm_sinergi.rules.ikm2xx.ikm204 import changed_commodity
from ikm_sinergi.rules.ikm2xx.ikm205 import left_behind
from ikm_sinergi.rules.ikm2xx.ikm206 import apprenticeship_before_mentoring
from ikm_sinergi.rules.ikm2xx.ikm207 import trained_again
from ikm_sinergi.rules.ikm2xx.ikm208 import no_result

__all__ = ["RULES"]

RULES: Final[tuple[Rule, ...]] = (
    newcomer_in_mentoring,
    newcomer_in_apprenticeship,
    no_training_before,
    changed_commodity,
    left_behind,
    apprenticeship_before_mentoring,
    trained_again,
    no_result,
)
