"""The dispensations that the rules about them look at."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import EllipsisType, MappingProxyType
from typing import Final

from ikm_sinergi.domain.entities import Dispensation
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.judgement import Context, Doubt, Why, why_of
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.reference.agency import Agencies
from ikm_sinergi.reference.approval import entitled
from ikm_sinergi.reference.policy import Policy
from ikm_sinergi.rules.subjects import Found, duplicate, rejected, weighed, whose

OF_WHAT_STANDS: Final = (
    *("IKM0", "IKM101", "IKM105", "IKM108", "IKM110", "IKM112", "IKM113"),
    *("IKM703", "IKM705", "IKM801"),
)
"""The rules about the records themselves: what is not there at all does not reach them."""

_IKM: Final = ("programs", "participations", "participants")

READ: Final[Mapping[str, Sequence[str]]] = MappingProxyType(
    {
        "IKM208": (*_IKM, "results"),
        "IKM2": _IKM,
        "IKM3": ("programs", "agencies"),
        "IKM4": _IKM,
        "IKM5": (*_IKM, "grants", "agencies"),
        "IKM6": ("programs", "sales"),
    }
)
"""The tables that rules read, by how their codes begin; any other rule may read all."""


def unsettled(records: Records, context: Context, one: Dispensation) -> Why | None:
    """Return why a dispensation may cover something after all, None if it surely does not.

    What could not be read of the tables that its rule reads may be what it is for, or take away
    all that the rule judged.
    """
    gaps = gaps_of(records, context.as_of)
    if one.id in gaps.rejected("dispensations"):
        return rejected("dispensations")
    every = (table for table in TABLES if table != "dispensations")
    tables = next((read for code, read in READ.items() if one.rule.startswith(code)), (*every,))
    for table in () if one.rule.startswith(OF_WHAT_STANDS) else tables:
        if gaps.lost(table):
            return Why("table_not_whole", {"table": table})
    gap = gaps.reading(*tables)
    return None if gap is None else why_of(gap)


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
        if about.id in broken:
            yield Doubt(rejected("dispensations"), about, year)
        elif len(results) == 1:  # a doubt about it has a cause of its own
            yield results[0]
        else:
            yield weighed(results, duplicate("dispensations"), about, year)


def _is_judged(one: Dispensation, context: Context) -> bool:
    """Whether it is of a judged year, and for what these policies judge."""
    return one.year in context.policies and one.id not in context.outlying


def is_known(dispensation: Dispensation, context: Context) -> bool:
    """Whether its rule is in the catalogue."""
    return dispensation.rule in context.codes


def approval(records: Records, known: Agencies, policy: Policy, one: Dispensation) -> bool | Why:
    """Return whether the approver of a dispensation may approve, or why that is not known.

    Whom the policy names may, whatever the table of agencies says of it.
    """
    if one.approved_by in policy.approvers:
        return True
    agency = whose(records, known, one.approved_by)
    return agency if isinstance(agency, Why) else entitled(one, policy, known)


def is_entitled(records: Records, context: Context, one: Dispensation) -> bool:
    """Whether its rule is known and its approver surely entitled by the policy of its year."""
    policy = context.policies[one.year]
    return is_known(one, context) and approval(records, context.agencies, policy, one) is True


def approved(records: Records, context: Context) -> Iterator[Dispensation]:
    """Yield those of the judged years that are approved, without contested ids."""
    for one in records.by_id("dispensations").values():
        if _is_approved(records, context, one):
            yield one


def unclear(records: Records, context: Context) -> Iterator[Sequence[Dispensation]]:
    """Yield of each contested id the contents that are approved and of judged years, if any is."""
    for contents in records.ambiguous("dispensations").values():
        found = [one for one in contents if _is_approved(records, context, one)]
        if found:
            yield found


def _is_approved(records: Records, context: Context, one: Dispensation) -> bool:
    """Whether it is judged and could hold on some day, by an approver who surely may approve."""
    holds = one.decided_on <= one.expires
    return _is_judged(one, context) and holds and is_entitled(records, context, one)
