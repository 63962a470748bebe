"""The dispensations that the rules about them look at."""

from collections.abc import Iterator

from ikm_sinergi.domain.entities import Dispensation
from ikm_sinergi.judgement import Context
from ikm_sinergi.records.container import Records
from ikm_sinergi.reference.approval import entitled

__all__ = ["approved", "entitled_ones", "of_judged_years", "of_known_rules"]


def of_judged_years(records: Records, context: Context) -> Iterator[Dispensation]:
    """Yield the dispensations of the judged years, without ids whose contents contradict."""
    for dispensation in records.by_id("dispensations").values():
        if dispensation.year in context.policies and _is_mine(dispensation, context):
            yield dispensation


def _is_mine(one: Dispensation, context: Context) -> bool:
    """Whether what a dispensation is for is judged by these policies."""
    if one.regency is not None:
        return bool(context.own((one.regency,)))
    return one.program not in context.foreign and one.participant not in context.strangers


def of_known_rules(records: Records, context: Context) -> Iterator[Dispensation]:
    """Yield those whose rule is in the catalogue."""
    for dispensation in of_judged_years(records, context):
        if dispensation.rule in context.codes:
            yield dispensation


def entitled_ones(records: Records, context: Context) -> Iterator[Dispensation]:
    """Yield those whose approver is entitled by the policy of their year."""
    for dispensation in of_known_rules(records, context):
        policy = context.policies[dispensation.year]
        if entitled(dispensation, policy, context.agencies):
            yield dispensation


def approved(records: Records, context: Context) -> Iterator[Dispensation]:
    """Yield those of them that hold on some day."""
    for dispensation in entitled_ones(records, context):
        if dispensation.decided_on <= dispensation.expires:
            yield dispensation
