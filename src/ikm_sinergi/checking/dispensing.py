"""Which dispensation covers which finding, and what became of every dispensation.

A dispensation covers a finding of its rule and year whose subject has its participant, program
or regency, if its approver is entitled by the policy of the year and if it is in force on some
day of the act: the program's days, else the fiscal year. Found for certain and covered for
certain is waived; found for certain and perhaps covered is undecided.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, cast

from attrs import frozen

from ikm_sinergi.domain.entities import (
    Agency,
    Dispensation,
    Grant,
    Participant,
    Participation,
    Program,
    Result,
    Sale,
)
from ikm_sinergi.judgement import Context, Doubt, Subject, Violation, Waiving, said
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.records.gaps.gap import Gap
from ikm_sinergi.reference.approval import Days, days_of, entitled, in_force
from ikm_sinergi.reference.policy import Policy
from ikm_sinergi.rules.subjects import whose
from ikm_sinergi.words.phrases import Phrase

__all__ = ["Dispensing", "Refusal"]

_Named = tuple[str, str | None]
"""The field by which a dispensation names its subject, and what it holds."""

_FIELDS: Final = ("participant", "program", "regency")

_OF_WHAT_STANDS: Final = (
    *("IKM0", "IKM101", "IKM105", "IKM108", "IKM110", "IKM112", "IKM113"),
    *("IKM703", "IKM705", "IKM801"),
)
"""The rules about the records themselves: what is not there at all does not reach them."""


@frozen
class Refusal:
    """A dispensation at hand that does not cover, and why."""

    dispensation: Dispensation
    phrase: Phrase


@frozen(eq=False)
class _Act:
    """What a finding's subject has that a dispensation may name, and the days of the act.

    `regencies` is None where they are not known; `others` are ids that may be the same IKM.
    """

    participant: str | None
    program: str | None
    regencies: Sequence[str] | None
    others: Sequence[str]
    days: Days
    days_known: bool
    policy: Policy


class Dispensing:
    """The dispensations of one check: asked for each finding, then for the result."""

    def __init__(self, records: Records, context: Context) -> None:
        """Take the records and what is judged."""
        self._records = records
        self._context = context
        self._gaps = gaps_of(records, context.as_of)
        self._by_rule = records.remember("dispensations by rule", lambda: _by_rule(records))
        self._unsure = bool(self._gaps.rejects("dispensations") or self._gaps.lost("dispensations"))
        self._covering: set[str] = set()
        self._lapsed: dict[str, Days] = {}
        self._doubted: set[str] = set()
        self._ran: set[tuple[str, int]] = set()

    def ran(self, code: str, years: Iterable[int]) -> None:
        """Note that a rule had something to judge in these years."""
        self._ran.update((code, year) for year in years)

    def waive(
        self, code: str, violation: Violation, policies: Mapping[int, Policy]
    ) -> Dispensation | Gap | None:
        """Return the dispensation that covers a violation, or why one may; None if none does.

        `policies` say who may approve.
        """
        year = violation.year
        if year is None or year not in policies:
            return None
        if not (self._unsure or (code, year) in self._by_rule):
            return None
        act = self._act(violation.subject, year, policies[year])
        candidates = self._candidates(code, year, act)
        if not (candidates or self._unsure):
            return None
        found: list[tuple[Sequence[Dispensation], bool | Gap]] = [
            (contents, self._weigh(contents, code, year, act)) for contents in candidates
        ]
        covering = next((contents[0] for contents, covers in found if covers is True), None)
        gap = next((covers for _, covers in found if isinstance(covers, Gap)), None)
        gap = gap or self._unread(code, year, act)
        for contents, covers in found:
            one = contents[0]
            if covers is True or (covering is not None and self._is_for(one, act) is True):
                self._covering.add(one.id)  # one that ran out and was renewed served its time
            elif isinstance(covers, Gap):
                self._doubted.add(one.id)
            elif covering is None and gap is None and self._would_cover(one, act):
                self._lapsed[one.id] = act.days
        return covering or gap

    def doubt(self, code: str, doubt: Doubt, policies: Mapping[int, Policy]) -> None:
        """Note the dispensations whose subject the rule cannot decide."""
        if (
            doubt.year is None
            or doubt.year not in policies
            or (code, doubt.year) not in self._by_rule
        ):
            return
        for each in doubt.each():
            act = self._act(cast("Subject", each.subject), doubt.year, policies[doubt.year])
            found = self._candidates(code, doubt.year, act)
            self._doubted.update(contents[0].id for contents in found)

    def result(self) -> Waiving:
        """Return what became of every dispensation so far."""
        return Waiving(
            covering=frozenset(self._covering),
            lapsed={one: days for one, days in self._lapsed.items() if one not in self._covering},
            doubted=frozenset(self._doubted),
            ran=frozenset(self._ran),
        )

    def refused(
        self, code: str, violation: Violation, policies: Mapping[int, Policy]
    ) -> Iterator[Refusal]:
        """Yield the dispensations for this subject or this rule and year that do not cover."""
        year = violation.year
        if year is None:
            return
        act = self._act(violation.subject, year, policies[year])
        by_subject, by_rule = self._records.remember(
            "dispensations by subject", lambda: _by_subject(self._records)
        )
        found = dict(by_rule.get((code, year), NO_DISPENSATIONS))
        for name in _names(act, by_subject):
            found |= by_subject.get(name, NO_DISPENSATIONS)
        for _, one in sorted(found.items()):
            if self._is_for(one, act) is False or self._covers(one, code, year, act) is False:
                yield Refusal(one, self._why_not(one, code, year, act))

    def _why_not(self, one: Dispensation, code: str, year: int, act: _Act) -> Phrase:
        if one.rule != code:
            return said("refused_rule", rule=one.rule)
        if one.year != year:
            return said("refused_year", year=one.year)
        if self._is_for(one, act) is False:
            name = next(value for field in _FIELDS if (value := getattr(one, field)))
            return said("refused_subject", subject=name)
        if self._approved(one, act) is False:
            return said("refused_approver", agency=one.approved_by)
        if one.decided_on > act.days[1]:
            return said("refused_not_yet", day=one.decided_on)
        return said("refused_expired", day=one.expires)

    def _would_cover(self, one: Dispensation, act: _Act) -> bool:
        return self._is_for(one, act) is True and self._approved(one, act) is True

    def _candidates(self, code: str, year: int, act: _Act) -> Sequence[Sequence[Dispensation]]:
        """Return the dispensations of a rule and year that may name what an act has."""
        by_subject = self._by_rule.get((code, year), {})
        named = _names(act, by_subject)
        found = {contents[0].id: contents for one in named for contents in by_subject.get(one, ())}
        return [contents for _, contents in sorted(found.items())]

    # --- whether one covers ----------------------------------------------------------------

    def _weigh(
        self, contents: Sequence[Dispensation], code: str, year: int, act: _Act
    ) -> bool | Gap:
        """Return whether a dispensation covers in each of its contents, or why it may."""
        found = [self._covers(one, code, year, act) for one in contents]
        if True in found and contents[0].id in self._gaps.rejected("dispensations"):
            return Gap("rejected_row", {"table": "dispensations"})
        if len(set(map(repr, found))) == 1:
            return found[0]
        return Gap("duplicate_id", {"table": "dispensations"}, contents[0])

    def _covers(self, one: Dispensation, code: str, year: int, act: _Act) -> bool | Gap:
        if (one.rule, one.year) != (code, year):
            return False
        whole = days_of(year, None, self._context.as_of)
        asked = (
            self._is_for(one, act),
            self._approved(one, act),
            in_force(one, act.days),
        )
        if False in asked[:2] or not (asked[2] or (not act.days_known and in_force(one, whole))):
            return False
        gap = next((covers for covers in asked if isinstance(covers, Gap)), None)
        if gap is None and not act.days_known and not _throughout(one, whole):
            return Gap("unreadable_field", {"field": ("starts", "ends")}, one)
        return gap or True

    def _is_for(self, one: Dispensation, act: _Act) -> bool | Gap:
        """Return whether a dispensation names the subject of an act, or why it may."""
        if one.program is not None:
            return one.program == act.program
        if one.participant is not None:
            if one.participant in act.others:
                return Gap("other_id", {"table": "participants"}, one)
            return one.participant == act.participant
        if act.regencies is None:
            return Gap("not_stated", {"field": "regency"}, one)
        return one.regency in act.regencies

    def _approved(self, one: Dispensation, act: _Act) -> bool | Gap:
        """Return whether the approver may approve, or why that is not known."""
        policy = act.policy
        if self._gaps.nameless("agencies") is None and entitled(
            one, policy, self._context.agencies
        ):
            return True
        agency = whose(self._records, self._context.agencies, one.approved_by)
        if isinstance(agency, Agency):
            return entitled(one, policy, self._context.agencies)
        return Gap(agency.cause, agency.values, one)

    def _unread(self, code: str, year: int, act: _Act) -> Gap | None:
        """Return why a dispensation that could not be read may cover."""
        for reject in self._gaps.rejects("dispensations"):
            if self._may_cover(reject.read, code, year, act):
                return Gap("rejected_row", {"table": "dispensations"})
        for lost in () if code.startswith(_OF_WHAT_STANDS) else self._gaps.lost("dispensations"):
            if lost.reaches((year,), act.regencies):
                return Gap("table_not_whole", {"table": "dispensations"})
        return None

    def _may_cover(self, read: Mapping[str, Any], code: str, year: int, act: _Act) -> bool:
        if read.get("rule", code) != code or read.get("year", year) != year:
            return False
        named = [field for field in _FIELDS if read.get(field) is not None]
        mine: dict[str, Sequence[str | None] | None] = {
            "participant": (act.participant, *act.others),
            "program": (act.program,),
            "regency": act.regencies,
        }
        if named and not any((has := mine[field]) is None or read[field] in has for field in named):
            return False
        first, last = read.get("decided_on", act.days[0]), read.get("expires", act.days[1])
        return bool(max(first, act.days[0]) <= min(last, act.days[1]) or not act.days_known)

    def _act(self, subject: Subject, year: int, policy: Policy) -> _Act:
        """Return the participant, the program, the regencies and the days of a finding's subject.

        The regency of a participation is its participant's, that of a grant or sale its program's.
        """
        record, named, records = subject.record, subject.keys, self._records
        participant, program = _named(subject)
        served = record if isinstance(record, Program) else None
        served = served or (None if program is None else records.program(program))
        regencies: Sequence[str] | None = ()
        if "regency" in named:
            regencies = [named["regency"]]
        elif isinstance(record, Program | Grant | Sale):
            regencies = None if served is None else served.regencies
        elif participant is not None:
            known = records.participant(participant)
            regencies = None if known is None or known.regency is None else [known.regency]
        others = () if participant is None else tuple(self._gaps.aliases.of(participant))
        days_known = served is None or self._gaps.unread(served, "starts", "ends") is None
        if program is not None and served is None and program in records.ambiguous("programs"):
            days_known = False
        days = days_of(year, served, self._context.as_of)
        return _Act(participant, program, regencies, others, days, days_known, policy)


_ByRule = Mapping[tuple[str, int], Mapping[_Named, Sequence[Sequence[Dispensation]]]]
"""The contents of dispensations by rule and year, then by subject."""


def _by_rule(records: Records) -> _ByRule:
    found: defaultdict[tuple[str, int], dict[_Named, list[Sequence[Dispensation]]]]
    found = defaultdict(dict)
    several: Mapping[str, Sequence[Dispensation]] = records.ambiguous("dispensations")
    single = [[one] for _, one in sorted(records.by_id("dispensations").items())]
    for contents in (*single, *(sorted(more, key=repr) for _, more in sorted(several.items()))):
        for one in contents:
            for_it = found[one.rule, one.year].setdefault(_subject_of(one), [])
            if contents not in for_it:
                for_it.append(contents)
    return dict(found)


_ById = Mapping[str, Dispensation]

NO_DISPENSATIONS: Final[_ById] = MappingProxyType({})


def _by_subject(
    records: Records,
) -> tuple[Mapping[_Named, _ById], Mapping[tuple[str, int], _ById]]:
    """Return the dispensations that are not contested by subject, and by rule and year."""
    subjects: defaultdict[_Named, dict[str, Dispensation]] = defaultdict(dict)
    rules: defaultdict[tuple[str, int], dict[str, Dispensation]] = defaultdict(dict)
    for identifier, one in records.by_id("dispensations").items():
        subjects[_subject_of(one)][identifier] = one
        rules[one.rule, one.year][identifier] = one
    return dict(subjects), dict(rules)


def _names(act: _Act, by_subject: Iterable[_Named]) -> Sequence[_Named]:
    """Return the subjects that a dispensation may name to be for an act."""
    named: list[_Named] = [("participant", one) for one in (act.participant, *act.others)]
    named.append(("program", act.program))
    if act.regencies is None:
        return [*named, *(one for one in by_subject if one[0] == "regency")]
    return [*named, *(("regency", one) for one in act.regencies)]


def _throughout(one: Dispensation, days: Days) -> bool:
    """Whether a dispensation is in force on all of these days."""
    return one.decided_on <= days[0] and days[1] <= one.expires


def _subject_of(one: Dispensation) -> _Named:
    return next((field, value) for field in _FIELDS if (value := getattr(one, field)) is not None)


def _named(subject: Subject) -> tuple[str | None, str | None]:
    """Return the participant and the program that a finding's subject has."""
    record = subject.record
    if isinstance(record, Participation | Result):
        return record.participant, getattr(record, "program", None)
    if isinstance(record, Grant):
        return record.recipient, record.program
    if isinstance(record, Sale):
        return None, record.program
    if isinstance(record, Program):
        return None, record.id
    named = subject.keys.get("id") if subject.of == "participants" else None
    return (record.id if isinstance(record, Participant) else named), None
