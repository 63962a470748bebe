"""The dispensations that the rules about them look at."""

from collections.abc import Callable, Iterator
from types import EllipsisType

from ikm_sinergi.domain.entities import Dispensation
from ikm_sinergi.judgement import Context, Doubt
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.reference.approval import entitled
from ikm_sinergi.rules.subjects import Found, duplicate, rejected, weighed

__all__ = ["approved", "is_approved", "is_entitled", "is_known", "over_dispensations"]


def over_dispensations(
    records: Records,
    context: Context,
    judge: Callable[[Dispensation], Found | EllipsisType],
) -> Iterator[Found]:
    """Judge the dispensations of the judged years; of contested ids each content.

    `judge` returns `...` for what it does not judge.
    """
    single = [[one] for one in records.by_id("dispensations").values()]
    several = [sorted(more, key=repr) for more in records.ambiguous("dispensations").values()]
    broken = gaps_of(records).rejected("dispensations")
    for contents in (*single, *several):
        found = [judge(one) if _is_judged(one, context) else ... for one in contents]
        judged = [one for one, its in zip(contents, found, strict=True) if its is not ...]
        if not judged:
            continue
        results = [None if its is ... else its for its in found]
        about, year = judged[0], judged[0].year
        result = weighed(results, duplicate("dispensations"), about, year)
        yield Doubt(rejected("dispensations"), about, year) if about.id in broken else result


def _is_judged(one: Dispensation, context: Context) -> bool:
    """Whether it is of a judged year, and for what these policies judge."""
    return one.year in context.policies and one.id not in context.outlying


def is_known(dispensation: Dispensation, context: Context) -> bool:
    """Whether its rule is in the catalogue."""
    return dispensation.rule in context.codes


def is_entitled(dispensation: Dispensation, context: Context) -> bool:
    """Whether its rule is known and its approver entitled by the policy of its year."""
    policy = context.policies[dispensation.year]
    return is_known(dispensation, context) and entitled(dispensation, policy, context.agencies)


def is_approved(dispensation: Dispensation, context: Context) -> bool:
    """Whether it could hold on some day, by an approver who may approve."""
    holds = dispensation.decided_on <= dispensation.expires
    return holds and is_entitled(dispensation, context)


def approved(records: Records, context: Context) -> Iterator[Dispensation]:
    """Yield those of the judged years that are approved, without contested ids."""
    for one in records.by_id("dispensations").values():
        if _is_judged(one, context) and is_approved(one, context):
            yield one
