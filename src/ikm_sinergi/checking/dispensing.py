"""Which dispensation covers which finding, and what became of every dispensation.

A dispensation covers a finding of its rule and year whose subject has its participant, program
or regency, if its approver is entitled by the policy of the year and if it is in force on some
day of the act: the program's days, else the fiscal year. Found for certain and covered for
certain is waived; found for certain and perhaps covered is undecided.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any, Final, cast

from attrs import frozen

from ikm_sinergi.checking.acts import Act, Acts
from ikm_sinergi.domain.entities import Dispensation
from ikm_sinergi.domain.fields import FIRST_DAY, LAST_DAY
from ikm_sinergi.judgement import (
    Context,
    Doubt,
    Subject,
    Violation,
    Waiving,
    Why,
    said,
    why_of,
)
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.records.gaps.gap import Gap
from ikm_sinergi.reference.approval import Days, in_force
from ikm_sinergi.reference.policy import Policy
from ikm_sinergi.rules.ikm7xx.dispensed import OF_WHAT_STANDS, approval
from ikm_sinergi.rules.subjects import short_name
from ikm_sinergi.words.phrases import Phrase

_Named = tuple[str, str | None]
"""The field by which a dispensation names its subject, and what it holds."""

_BySubject = Mapping[_Named, Sequence[Sequence[Dispensation]]]
"""The contents of dispensations by subject."""

_FIELDS: Final = ("participant", "program", "regency")


@frozen
class Refusal:
    """A dispensation at hand that does not cover, and why."""

    dispensation: Dispensation
    phrase: Phrase


class Dispensing:
    """The dispensations of one check: asked for each finding, then for the result."""

    def __init__(self, records: Records, context: Context) -> None:
        """Sort the dispensations by rule and year."""
        self._records = records
        self._context = context
        self._gaps = gaps_of(records, context.as_of)
        self._acts = Acts(records, self._gaps, context.as_of)
        self._by_rule, self._by_subject = records.remember("dispensing", lambda: _indexes(records))
        self._unsure = bool(self._gaps.rejects("dispensations") or self._gaps.lost("dispensations"))
        self._covering: set[str] = set()
        self._lapsed: dict[str, Days] = {}
        self._doubted: dict[str, Why | None] = {}
        self._ran: set[tuple[str, int, str | None]] = set()
        self._timeless: set[str] = set()

    def years_of(self, code: str) -> Sequence[int]:
        """Return the years of the dispensations for a rule."""
        return sorted(year for rule, year in self._by_rule if rule == code)

    def ran(self, code: str, years: Iterable[int], province: str | None = None) -> None:
        """Note that a rule had something to judge in these years, in a province or in all."""
        self._ran.update((code, year, province) for year in years)

    def waive(
        self, code: str, violation: Violation, policies: Mapping[int, Policy]
    ) -> Dispensation | Gap | None:
        """Return the dispensation that covers a violation, or why one may; None if none does.

        `policies` say who may approve.
        """
        year = violation.year
        if year is None:
            self._timeless.add(code)
        if year is None or year not in policies:
            return None
        if not (self._unsure or (code, year) in self._by_rule):
            return None
        act = self._acts.of(violation.subject, year, policies[year])
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
                self._note(one, why_of(covers))
            elif covering is None and gap is None and self._would_cover(one, act):
                days = next(filter(None, act.days.each))
                self._lapsed[one.id] = min(days, self._lapsed.get(one.id, days))
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
            subject = cast("Subject", each.subject)
            act = self._acts.of(subject, doubt.year, policies[doubt.year])
            for contents in self._candidates(code, doubt.year, act):
                covers = self._weigh(contents, code, doubt.year, act)
                self._note(contents[0], None if covers is False else each.why)

    def _note(self, one: Dispensation, why: Why | None) -> None:
        """Note that a dispensation may cover, and the first cause, whatever came first."""
        known = self._doubted.get(one.id)
        self._doubted[one.id] = min(filter(None, (known, why)), key=repr, default=None)

    def result(self, province: str | None = None) -> Waiving:
        """Return what became of every dispensation so far, as it bears on those of a province."""
        return Waiving(
            covering=frozenset(self._covering),
            lapsed={one: days for one, days in self._lapsed.items() if one not in self._covering},
            doubted=dict(self._doubted),
            ran=frozenset(
                (code, year)
                for code, year, where in self._ran
                if province is None or where in {None, province}
            ),
            timeless=frozenset(self._timeless),
        )

    def refused(
        self, code: str, violation: Violation, policies: Mapping[int, Policy]
    ) -> Iterator[Refusal]:
        """Yield the dispensations for this subject or this rule and year that do not cover."""
        year = violation.year
        if year is None:
            return
        act = self._acts.of(violation.subject, year, policies[year])
        for contents in self._at_hand(code, year, act):
            mine = any(
                (one.rule, one.year) == (code, year) or self._is_for(one, act) is not False
                for one in contents
            )
            if mine and self._weigh(contents, code, year, act) is False:
                why = {self._why_not(one, code, year, act): one for one in reversed(contents)}
                for phrase, one in reversed(why.items()):
                    yield Refusal(one, phrase)

    def _why_not(self, one: Dispensation, code: str, year: int, act: Act) -> Phrase:
        if one.rule != code:
            return said("refused_rule", rule=one.rule)
        if one.year != year:
            return said("refused_year", year=one.year)
        if self._is_for(one, act) is False:
            name = next(value for field in _FIELDS if (value := getattr(one, field)))
            return said("refused_subject", subject=name)
        if self._approved(one, act) is False:
            name = short_name(self._context.agencies, one.approved_by)
            return said("refused_approver", agency=name)
        return self._out_of_force(one, act)

    def _out_of_force(self, one: Dispensation, act: Act) -> Phrase:
        if one.decided_on > one.expires:
            return said("refused_reversed", day=one.decided_on, expires=one.expires)
        if all(days is not None and one.decided_on > days[1] for days in act.days.each):
            return said("refused_not_yet", day=one.decided_on)
        return said("refused_expired", day=one.expires)

    def _would_cover(self, one: Dispensation, act: Act) -> bool:
        return self._is_for(one, act) is True and self._approved(one, act) is True

    def _candidates(self, code: str, year: int, act: Act) -> Sequence[Sequence[Dispensation]]:
        """Return the dispensations of a rule and year that may name what an act has."""
        return _in_order(self._naming(self._by_rule.get((code, year), {}), act))

    def _at_hand(self, code: str, year: int, act: Act) -> Sequence[Sequence[Dispensation]]:
        """Return the dispensations of a rule and year, and those that may name what an act has."""
        of_rule = chain.from_iterable(self._by_rule.get((code, year), {}).values())
        return _in_order(chain(of_rule, self._naming(self._by_subject, act)))

    @staticmethod
    def _naming(by_subject: _BySubject, act: Act) -> Iterator[Sequence[Dispensation]]:
        named: list[_Named] = []
        for field, ids in act.named().items():
            if ids is None:
                named += [one for one in by_subject if one[0] == field]
            else:
                named += [(field, one) for one in ids]
        for one in named:
            yield from by_subject.get(one, ())

    # --- whether one covers ----------------------------------------------------------------

    def _weigh(
        self, contents: Sequence[Dispensation], code: str, year: int, act: Act
    ) -> bool | Gap:
        """Return whether a dispensation covers in each of its contents, or why it may."""
        found = [self._covers(one, code, year, act) for one in contents]
        if True in found and contents[0].id in self._gaps.rejected("dispensations"):
            return Gap("rejected_row", {"table": "dispensations"})
        if len(set(map(repr, found))) == 1:
            return found[0]
        return Gap("duplicate_id", {"table": "dispensations"}, contents[0])

    def _covers(self, one: Dispensation, code: str, year: int, act: Act) -> bool | Gap:
        if (one.rule, one.year) != (code, year):
            return False
        asked = (
            self._is_for(one, act),
            self._approved(one, act),
            act.days.ask(partial(in_force, one)),
        )
        if False in asked:
            return False
        return next((covers for covers in asked if isinstance(covers, Gap)), True)

    def _is_for(self, one: Dispensation, act: Act) -> bool | Gap:
        """Return whether a dispensation names the subject of an act, or why it may."""
        if one.program is not None:
            return act.program.ask(one.program.__eq__)
        if one.participant is not None:
            if one.participant in act.others:
                return Gap("other_id", {"table": "participants"}, one)
            return act.participant.ask(one.participant.__eq__)
        return act.regencies.ask(lambda codes: one.regency in codes)

    def _approved(self, one: Dispensation, act: Act) -> bool | Gap:
        """Return whether the approver may approve, or why that is not known."""
        found = approval(self._records, self._context.agencies, act.policy, one)
        return found if isinstance(found, bool) else Gap(found.cause, found.values, one)

    def _unread(self, code: str, year: int, act: Act) -> Gap | None:
        """Return why a dispensation that could not be read may cover."""
        for reject in self._gaps.rejects("dispensations"):
            if self._may_cover(reject.read, code, year, act):
                return Gap("rejected_row", {"table": "dispensations"})
        for lost in () if code.startswith(OF_WHAT_STANDS) else self._gaps.lost("dispensations"):
            if lost.reaches((year,), act.named()["regency"]):
                return Gap("table_not_whole", {"table": "dispensations"})
        return None

    def _may_cover(self, read: Mapping[str, Any], code: str, year: int, act: Act) -> bool:
        if read.get("rule", code) != code or read.get("year", year) != year:
            return False
        mine = act.named()
        named = [field for field in _FIELDS if read.get(field) is not None]
        if named and not any((has := mine[field]) is None or read[field] in has for field in named):
            return False
        first, last = read.get("decided_on", FIRST_DAY), read.get("expires", LAST_DAY)
        return any(
            days is None or max(first, days[0]) <= min(last, days[1]) for days in act.days.each
        )


def _in_order(found: Iterable[Sequence[Dispensation]]) -> Sequence[Sequence[Dispensation]]:
    """Return the contents of each dispensation once, by id."""
    return [contents for _, contents in sorted({one[0].id: one for one in found}.items())]


def _indexes(records: Records) -> tuple[Mapping[tuple[str, int], _BySubject], _BySubject]:
    """Return the contents of dispensations by rule and year, then by subject; and by subject."""
    by_rule: defaultdict[tuple[str, int], dict[_Named, list[Sequence[Dispensation]]]]
    by_rule = defaultdict(dict)
    by_subject = dict[_Named, list[Sequence[Dispensation]]]()
    single = ([one] for one in records.by_id("dispensations").values())
    for contents in chain(single, records.ambiguous("dispensations").values()):
        for one in contents:
            subject = _subject_of(one)
            for index in (by_rule[one.rule, one.year], by_subject):
                for_it = index.setdefault(subject, [])
                if contents not in for_it[-1:]:
                    for_it.append(contents)
    return dict(by_rule), by_subject


def _subject_of(one: Dispensation) -> _Named:
    return next((field, value) for field in _FIELDS if (value := getattr(one, field)) is not None)
