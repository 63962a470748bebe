"""Rules about the records themselves (IKM1xx)."""

from typing import Final

from ikm_sinergi.judgement import Rule
from ikm_sinergi.rules.ikm1xx.ikm101 import duplicate_id
from ikm_sinergi.rules.ikm1xx.ikm102 import unknown_participant
from ikm_sinergi.rules.ikm1xx.ikm103 import unknown_program
from ikm_sinergi.rules.ikm1xx.ikm104 import unknown_regency
from ikm_sinergi.rules.ikm1xx.ikm105 import unknown_agency
from ikm_sinergi.rules.ikm1xx.ikm106 import end_before_start
from ikm_sinergi.rules.ikm1xx.ikm107 import outside_fiscal_year
from ikm_sinergi.rules.ikm1xx.ikm108 import enrolled_twice
from ikm_sinergi.rules.ikm1xx.ikm109 import completed_too_early
from ikm_sinergi.rules.ikm1xx.ikm110 import kind_not_settled
from ikm_sinergi.rules.ikm1xx.ikm111 import not_an_ikm
from ikm_sinergi.rules.ikm1xx.ikm112 import malformed_identifier
from ikm_sinergi.rules.ikm1xx.ikm113 import one_ikm_two_ids

__all__ = ["RULES"]

RULES: Final[tuple[Rule, ...]] = (
    duplicate_id,
    unknown_participant,
    unknown_program,
    unknown_regency,
    unknown_agency,
    end_before_start,
    outside_fiscal_year,
    enrolled_twice,
    completed_too_early,
    kind_not_settled,
    not_an_ikm,
    malformed_identifier,
    one_ikm_two_ids,
)
