"""Which dispensation covers which finding, and what became of every dispensation.

A dispensation covers a finding of its rule and year whose subject has its participant, program
or regency. It counts only if its approver is entitled by the policy of the year and if it is in
force on the day: 31 December of the year, or the day of judging if that is earlier. In doubt it
does not cover: a malformed dispensation leaves the violation standing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from ikm_sinergi.domain.entities import (
    Dispensation,
    Grant,
    Participant,
    Participation,
    Program,
    Result,
    Sale,
)
from ikm_sinergi.judgement import Context, Doubt, Subject, Violation, Waiving
from ikm_sinergi.records.container import Records
from ikm_sinergi.reference.approval import entitled, in_force

__all__ = ["Dispensing"]

Named = tuple[str, str]
"""The field by which a dispensation names its subject, and what it holds."""

_FIELDS: Final = ("participant", "program", "regency")


def _subject_of(dispensation: Dispensation) -> Named:
    return next((field, one) for field in _FIELDS if (one := getattr(dispensation, field)))


def _subjects(records: Records, subject: Subject) -> Sequence[Named]:
    """Return the participant, the program and the regencies that a finding's subject has.

    The regency of a participation is its participant's, that of a grant or sale its program's.
    """
    record, named = subject.record, subject.keys
    participant: str | None = None
    program: str | None = None
    if isinstance(record, Participation):
        participant, program = record.participant, record.program
    elif isinstance(record, Grant):
        participant, program = record.recipient, record.program
    elif isinstance(record, Sale):
        program = record.program
    elif isinstance(record, Result):
        participant = record.participant
    elif isinstance(record, Program):
        program = record.id
    elif subject.of == "participants":
        participant = named.get("id")
    elif isinstance(record, Participant):
        participant = record.id
    regencies: Collection[str | None]
    if "regency" in named:
        regencies = [named["regency"]]
    elif isinstance(record, Program | Grant | Sale):
        served = record if isinstance(record, Program) else records.program(record.program)
        regencies = () if served is None else served.regencies or ()
    else:
        known = None if participant is None else records.participant(participant)
        regencies = () if known is None else [known.regency]
    subjects = [("participant", participant), ("program", program)]
    subjects += [("regency", regency) for regency in regencies]
    return [(field, one) for field, one in subjects if one is not None]


class Dispensing:
    """The dispensations of one check: asked for each finding, then for the result."""

    def __init__(self, records: Records, context: Context) -> None:
        """Sort the dispensations by rule and year, then by subject, those of no approver out."""
        self._records = records
        self._as_of = context.as_of
        self._by_rule: defaultdict[tuple[str, int], dict[Named, list[Dispensation]]]
        self._by_rule = defaultdict(dict)
        self._regional: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
        for _, one in sorted(records.by_id("dispensations").items()):
            policy = context.policies.get(one.year)
            if policy is not None and entitled(one, policy, context.agencies):
                subject = _subject_of(one)
                self._by_rule[one.rule, one.year].setdefault(subject, []).append(one)
                if subject[0] == "regency":
                    self._regional[one.rule, one.year].add(one.id)
        self._covering: set[str] = set()
        self._lapsed: set[str] = set()
        self._doubted: set[str] = set()
        self._ran: set[tuple[str, int]] = set()

    def ran(self, code: str, years: Iterable[int]) -> None:
        """Note that a rule had something to judge in these years."""
        self._ran.update((code, year) for year in years)

    def _for(self, code: str, about: Violation | Doubt) -> Sequence[Dispensation]:
        """Return the dispensations of this rule and year whose subject the finding has."""
        year = about.year
        candidates = None if year is None else self._by_rule.get((code, year))
        if not candidates or year is None or about.subject is None:
            return ()
        subjects = _subjects(self._records, about.subject)
        if all(field != "regency" for field, _ in subjects):
            # It may be any: a dispensation for a regency is not idle.
            self._doubted |= self._regional[code, year]
        found = [one for subject in subjects for one in candidates.get(subject, ())]
        return sorted(found, key=lambda one: one.id)

    def waive(self, code: str, violation: Violation) -> Dispensation | None:
        """Return the dispensation that covers a violation, None if none does."""
        found = self._for(code, violation)
        covering = next((one for one in found if in_force(one, self._as_of)), None)
        # One that ran out and was renewed served its time: it is not held against anybody.
        (self._lapsed if covering is None else self._covering).update(one.id for one in found)
        return covering

    def doubt(self, code: str, doubt: Doubt) -> None:
        """Note the dispensations whose subject the rule cannot decide."""
        if doubt.year is not None and (code, doubt.year) in self._by_rule:
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
