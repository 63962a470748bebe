"""Which dispensation is in force, and whether its approver is entitled."""

import datetime as dt
from typing import Any

from ikm_sinergi.domain.entities import Dispensation, Program
from ikm_sinergi.reference.agency import Agencies
from ikm_sinergi.reference.policy import Policy


def waiver(dispensation: Dispensation) -> dict[str, Any]:
    """Return what is told of the dispensation by which something is waived."""
    told = ("id", "reason", "approved_by", "expires")
    return {name: getattr(dispensation, name) for name in told}


Days = tuple[dt.date, dt.date]
"""The first and the last day of an act."""


def days_of(year: int, program: Program | None = None, as_of: dt.date | None = None) -> Days:
    """Return the days of an act that count: those of its program, else of its fiscal year.

    No day after `as_of` counts; of an act that has not begun by then it is that day alone.
    """
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    if program is not None and program.starts is not None and program.ends is not None:
        first, last = program.starts, max(program.starts, program.ends)
    return (first, last) if as_of is None else (min(first, as_of), min(last, as_of))


def in_force(dispensation: Dispensation, days: Days) -> bool:
    """Whether a dispensation is in force on one of these days."""
    first, last = max(dispensation.decided_on, days[0]), min(dispensation.expires, days[1])
    return first <= last


def entitled(dispensation: Dispensation, policy: Policy, known: Agencies) -> bool:
    """Whether the approver, or the agency it is a branch of, may approve under this policy.

    Either may be named by an earlier id.
    """
    named = map(known.get, policy.approvers)
    may = {*policy.approvers, *(agency.id for agency in named if agency is not None)}
    by = dispensation.approved_by
    return not may.isdisjoint((by, known.parent_of(by)))
