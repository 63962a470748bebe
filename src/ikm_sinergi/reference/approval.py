"""Which dispensation is in force, and whether its approver is entitled."""

import datetime as dt
from typing import Any

from ikm_sinergi.domain.entities import (
    Dispensation,
)
from ikm_sinergi.reference.agency import Agencies
from ikm_sinergi.reference.policy import Policy

__all__ = ["day_of", "entitled", "in_force", "waiver"]


def waiver(dispensation: Dispensation) -> dict[str, Any]:
    """Return what is told of the dispensation by which something is waived."""
    told = ("id", "reason", "approved_by", "expires")
    return {name: getattr(dispensation, name) for name in told}


def day_of(dispensation: Dispensation, as_of: dt.date | None) -> dt.date:
    """Return the day on which a dispensation has to be in force."""
    last = dt.date(dispensation.year, 12, 31)
    return last if as_of is None else min(as_of, last)


def in_force(dispensation: Dispensation, as_of: dt.date | None) -> bool:
    """Whether a dispensation is in force on the day that counts for its year."""
    return dispensation.decided_on <= day_of(dispensation, as_of) <= dispensation.expires


def entitled(dispensation: Dispensation, policy: Policy, known: Agencies) -> bool:
    """Whether the approver, or the agency it is a branch of, may approve under this policy.

    Either may be named by an earlier id.
    """
    named = map(known.get, policy.approvers)
    may = {*policy.approvers, *(agency.id for agency in named if agency is not None)}
    by = dispensation.approved_by
    return not may.isdisjoint((by, known.parent_of(by)))
