"""Rules about dispensations (IKM7xx)."""

from typing import Final

from ikm_sinergi.judgement import Rule
from ikm_sinergi.rules.ikm7xx.ikm701 import expired_dispensation
from ikm_sinergi.rules.ikm7xx.ikm702 import idle_dispensation
from ikm_sinergi.rules.ikm7xx.ikm703 import unknown_rule
from ikm_sinergi.rules.ikm7xx.ikm704 import not_an_approver
from ikm_sinergi.rules.ikm7xx.ikm705 import expired_before_decided

__all__ = ["RULES"]

RULES: Final[tuple[Rule, ...]] = (
    expired_dispensation,
    idle_dispensation,
    unknown_rule,
    not_an_approver,
    expired_before_decided,
)
