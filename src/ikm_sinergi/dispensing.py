"""Which dispensation covers which finding, and what became of every dispensation.

A dispensation covers a finding of its rule and year whose subject has its participant, program
or regency. It counts only if its approver is entitled by the policy of the year and if it is in
force on the day: 31 December of the year, or the day of judging if that is earlier. In doubt it
does not cover: a malformed dispensation leaves the violation standing.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ikm_sinergi.agencies import Agencies
from ikm_sinergi.model import Dispensation, Entity, Grant, Participant, Participation, Program, Sale
from ikm_sinergi.policy import Policy
from ikm_sinergi.records import Records
from ikm_sinergi.rule import Context, Doubt, Violation, Waiving

__all__ = ["Dispensing", "entitled", "in_force"]


def in_force(dispensation: Dispensation, as_of: dt.date | None) -> bool:
    """Whether a dispensation is in force on the day that counts for its year."""
    day = dt.date(dispensation.year, 12, 31)
    if as_of is not None and as_of < day:
        day = as_of
    return dispensation.decided_on <= day <= dispensation.expires


def entitled(dispensation: Dispensation, policy: Policy, known: Agencies) -> bool:
    """Whether the approver, or the agency it is a branch of, may approve under this policy."""
    return known.parent_of(dispensation.approved_by) in policy.approvers


def _subjects(records: Records, about: Violation | Doubt) -> Mapping[str, frozenset[str]]:
    """Return the participant, program and regencies that a subject has."""
    named = about.about or {}
    participants, programs, regencies = _of_record(records, about.record)
    if about.table == "participants" and "id" in named:
        participants = [named["id"]]
    if not regencies:
        known = (records.participant(participant) for participant in participants)
        regencies = [one.regency for one in known if one is not None and one.regency is not None]
    if "regency" in named:
        regencies = [named["regency"]]
    return {
        "participant": frozenset(participants),
        "program": frozenset(programs),
        "regency": frozenset(regencies),
    }


def _of_record(
    records: Records, record: Entity | None
) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """Return the participants, programs and regencies of a record."""
    if isinstance(record, Participation):
        return [record.participant], [record.program], []
    if isinstance(record, Participant):
        return [record.id], [], [] if record.regency is None else [record.regency]
    if isinstance(record, Program):
        return [], [record.id], record.regencies or []
    if isinstance(record, Grant | Sale):
        program = records.program(record.program)
        regencies: Sequence[str] = () if program is None else program.regencies or ()
        recipient = record.recipient if isinstance(record, Grant) else None
        return [] if recipient is None else [recipient], [record.program], regencies
    return [], [], []


class Dispensing:
    """The dispensations of one check: asked for each finding, then for the result."""

    def __init__(self, records: Records, context: Context) -> None:
        """Sort the dispensations of the judged years by rule and year."""
        self._records = records
        self._context = context
        self._by_rule: defaultdict[tuple[str, int], list[Dispensation]] = defaultdict(list)
        settled: Mapping[str, Dispensation] = records.by_id("dispensations")
        for identifier in sorted(settled):
            dispensation = settled[identifier]
            self._by_rule[dispensation.rule, dispensation.year].append(dispensation)
        self._covering: set[str] = set()
        self._lapsed: set[str] = set()
        self._doubted: set[str] = set()
        self._ran: set[tuple[str, int]] = set()

    def ran(self, code: str, years: Iterable[int]) -> None:
        """Note that a rule ran for these years."""
        self._ran.update((code, year) for year in years)

    def _for(self, code: str, about: Violation | Doubt) -> Sequence[Dispensation]:
        """Return the dispensations of this rule and year whose subject the finding has."""
        year = about.year
        if year is None or not self._by_rule:
            return ()
        candidates = self._by_rule.get((code, year))
        if not candidates:
            return ()
        policy = self._context.policies.get(year)
        if policy is None:
            return ()
        subjects = _subjects(self._records, about)
        return [
            dispensation
            for dispensation in candidates
            if entitled(dispensation, policy, self._context.agencies)
            and (
                dispensation.participant in subjects["participant"]
                or dispensation.program in subjects["program"]
                or dispensation.regency in subjects["regency"]
            )
        ]

    def waive(self, code: str, violation: Violation) -> Dispensation | None:
        """Return the dispensation that covers a violation, None if none does."""
        first: Dispensation | None = None
        for dispensation in self._for(code, violation):
            if in_force(dispensation, self._context.as_of):
                self._covering.add(dispensation.id)
                first = first or dispensation
            else:
                self._lapsed.add(dispensation.id)
        return first

    def doubt(self, code: str, doubt: Doubt) -> None:
        """Note the dispensations whose subject the rule cannot decide."""
        if (
            doubt.year is not None and (code, doubt.year) not in self._by_rule
        ) or not self._by_rule:
            return
        for one in doubt.each():
            self._doubted.update(found.id for found in self._for(code, one))

    def result(self) -> Waiving:
        """Return what became of every dispensation so far."""
        return Waiving(
            covering=frozenset(self._covering),
            lapsed=frozenset(self._lapsed),
            doubted=frozenset(self._doubted),
            ran=frozenset(self._ran),
        )


def explain_covering(dispensation: Dispensation) -> dict[str, Any]:
    """Return what a waived finding shows of its dispensation."""
    return {
        "id": dispensation.id,
        "reason": dispensation.reason,
        "approved_by": dispensation.approved_by,
        "expires": dispensation.expires.isoformat(),
    }
