"""Every rule of the catalogue, in code order: a package for each hundred, a file for each rule."""

from typing import Final

from ikm_sinergi.judgement import Rule
from ikm_sinergi.rules.ikm0xx.ikm001 import missing_value
from ikm_sinergi.rules.ikm0xx.ikm002 import unreadable_value
from ikm_sinergi.rules.ikm0xx.ikm003 import unknown_field
from ikm_sinergi.rules.ikm0xx.ikm004 import damaged_number
from ikm_sinergi.rules.ikm0xx.ikm005 import repaired_value
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
from ikm_sinergi.rules.ikm2xx.ikm201 import newcomer_in_mentoring
from ikm_sinergi.rules.ikm2xx.ikm202 import newcomer_in_apprenticeship
from ikm_sinergi.rules.ikm2xx.ikm203 import no_training_before
from ikm_sinergi.rules.ikm2xx.ikm204 import changed_commodity
from ikm_sinergi.rules.ikm2xx.ikm205 import left_behind
from ikm_sinergi.rules.ikm2xx.ikm206 import apprenticeship_before_mentoring
from ikm_sinergi.rules.ikm2xx.ikm207 import trained_again
from ikm_sinergi.rules.ikm2xx.ikm208 import no_result
from ikm_sinergi.rules.ikm3xx.ikm301 import outside_mandate
from ikm_sinergi.rules.ikm3xx.ikm302 import without_partner
from ikm_sinergi.rules.ikm3xx.ikm303 import own_partner
from ikm_sinergi.rules.ikm4xx.ikm401 import untouched_regency
from ikm_sinergi.rules.ikm4xx.ikm402 import off_potential
from ikm_sinergi.rules.ikm4xx.ikm403 import participant_from_elsewhere
from ikm_sinergi.rules.ikm4xx.ikm404 import announced_not_planned
from ikm_sinergi.rules.ikm5xx.ikm501 import no_equipment
from ikm_sinergi.rules.ikm5xx.ikm502 import grant_to_outsider
from ikm_sinergi.rules.ikm5xx.ikm503 import grant_outside_year
from ikm_sinergi.rules.ikm5xx.ikm504 import second_grant
from ikm_sinergi.rules.ikm6xx.ikm601 import discount_without_retailers
from ikm_sinergi.rules.ikm6xx.ikm602 import sale_outside_market
from ikm_sinergi.rules.ikm7xx.ikm701 import expired_dispensation
from ikm_sinergi.rules.ikm7xx.ikm702 import idle_dispensation
from ikm_sinergi.rules.ikm7xx.ikm703 import unknown_rule
from ikm_sinergi.rules.ikm7xx.ikm704 import not_an_approver
from ikm_sinergi.rules.ikm7xx.ikm705 import expired_before_decided
from ikm_sinergi.rules.ikm8xx.ikm801 import without_policy

__all__ = ["ALL"]

ALL: Final[tuple[Rule, ...]] = (
    missing_value,
    unreadable_value,
    unknown_field,
    damaged_number,
    repaired_value,
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
    newcomer_in_mentoring,
    newcomer_in_apprenticeship,
    no_training_before,
    changed_commodity,
    left_behind,
    apprenticeship_before_mentoring,
    trained_again,
    no_result,
    outside_mandate,
    without_partner,
    own_partner,
    untouched_regency,
    off_potential,
    participant_from_elsewhere,
    announced_not_planned,
    no_equipment,
    grant_to_outsider,
    grant_outside_year,
    second_grant,
    discount_without_retailers,
    sale_outside_market,
    expired_dispensation,
    idle_dispensation,
    unknown_rule,
    not_an_approver,
    expired_before_decided,
    without_policy,
)
"""The rules in code order; `check` runs them all unless it is given others."""
