"""Runs the rules over records and reports what they came to.

Every rule is drained once; what it finds is waived where a dispensation in force covers it, what
it cannot know is rolled up by cause, and everything is counted and sorted, so that the order of
the input never shows.
"""

import datetime as dt
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from types import FunctionType, MappingProxyType
from typing import Any, Final, cast

from attrs import evolve

from ikm_sinergi.checking.dispensing import Dispensing
from ikm_sinergi.checking.jurisdiction import Court, Courts
from ikm_sinergi.checking.report import Finding, Origins, Report, Tally, few, in_order, smallest
from ikm_sinergi.domain.arguments import Hints, day, fiscal_years, several, single
from ikm_sinergi.domain.mappings import ReadOnly
from ikm_sinergi.domain.names import near
from ikm_sinergi.domain.terms import Outcome, Severity
from ikm_sinergi.errors import ScopeError, UnknownRuleError
from ikm_sinergi.judgement import Context, Doubt, Rule, Subject, Violation, why_of
from ikm_sinergi.records.container import Records, records_given
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.records.gaps.gap import Gap
from ikm_sinergi.reference.agency import agencies
from ikm_sinergi.reference.places import Places, regencies
from ikm_sinergi.reference.policy import Policy, policies_given
from ikm_sinergi.rules import ALL

SHOWN: Final = 5
"""How many subjects an undecided finding names."""


def check(  # all but the records by keyword, each with a plain default
    records: Records,
    *,
    year: int | Iterable[int] | None = None,
    scope: str | Iterable[str] | None = None,
    policies: Policy | Iterable[Policy] | None = None,
    as_of: dt.date | None = None,
    select: str | Iterable[str] | None = None,
    ignore: str | Iterable[str] | None = None,
    rules: Rule | Iterable[Rule] | None = None,
    places: Places | None = None,
    roll_up: bool = True,
) -> Report:
    """Judge records by all rules and report every outcome.

    `year` is the fiscal year or years to judge (None: every year that a program names); form
    rules judge every record all the same. `scope` limits the plan rules to these regencies and
    areas, by code or name (None: all of the policy's province). `policies` replace the bundled
    ones. `as_of` is the day of judging; without it nothing is held against today. `select` and
    `ignore` take rule codes or their beginnings ("IKM2"); a code in full also switches on a rule
    that is off; what set a row, a table or a sheet aside is told all the same. `rules` are the
    rules to judge by (None: `rules.ALL`), `places` the regencies that there are (None:
    `regencies()`). Undecided subjects with one cause are one finding, unless `roll_up` is false.

    Never raises for what is in the records. Raises `InvalidTypeError`, `InvalidValueError`,
    `UnknownRuleError`, `UnknownRegencyError`, `ScopeError` or `PolicyError` for arguments that
    cannot be.
    """
    records = records_given(records)
    places = regencies() if places is None else single("places", places, Places)
    all_policies = policies_given(policies)
    asked = None if year is None else fiscal_years("year", year)
    years = asked if asked is not None else gaps_of(records).program_years
    judging = [policy for policy in all_policies if any(map(policy.covers, years))]
    for policy in judging:
        places.province(policy.province)  # a policy for nowhere is refused before it is judged by
    catalogue = ALL if rules is None else several("rules", rules, Rule, RULE_HINTS)
    wanted = () if select is None else several("select", select, str)
    unwanted = () if ignore is None else several("ignore", ignore, str)
    chosen = _chosen(catalogue, wanted, unwanted)
    context = Context(
        policies=ReadOnly({}),
        all_policies=all_policies,
        places=places,
        agencies=agencies().merged(records.standing("agencies")),
        asked=asked,
        scope=scope_of(scope, places, judging or all_policies),
        as_of=day("as_of", as_of),
        codes=frozenset(rule.code for rule in (*ALL, *catalogue)),
    )
    question = {
        "year": None if asked is None else tuple(sorted(asked)),
        "scope": context.scope,
        "policies": all_policies,
        "as_of": as_of,
        "select": wanted or None,
        "ignore": unwanted or None,
        "rules": catalogue,
        "places": places,
        "roll_up": roll_up,
    }
    courts = Courts(records, context, all_policies, years)
    set_aside = {fault.code for fault in records.faults if fault.sets_aside}
    told = [rule for rule in catalogue if rule.code in set_aside and rule not in chosen]
    return _Run(records, context, courts, chosen, told, wanted, question).report()


RULE_HINTS: Final[Hints] = MappingProxyType(
    {
        str: "`select` chooses rules by their code",
        FunctionType: "make a rule of it with @rule(code, severity, message=...)",
    }
)


def _chosen(
    rules: Sequence[Rule], wanted: tuple[str, ...], unwanted: tuple[str, ...]
) -> list[Rule]:
    """Return the rules to run, each code once, in code order."""
    known = list(dict.fromkeys(rule.code for rule in (*ALL, *rules)))
    for code in (*wanted, *unwanted):
        if not code or not any(one.startswith(code) for one in known):
            raise UnknownRuleError(code, near(code, known))
    by_code = {rule.code: rule for rule in rules}
    return [
        by_code[code]
        for code in sorted(by_code)
        if (not wanted or code.startswith(wanted)) and not (unwanted and code.startswith(unwanted))
    ]


class _Doubts:
    """The doubts of one rule by reason: how many subjects, and the few with the smallest ids."""

    def __init__(self) -> None:
        self.counts: Counter[object] = Counter()
        self.shown: defaultdict[object, list[Doubt]] = defaultdict(list)

    def add(self, doubt: Doubt) -> None:
        """Count a doubt and keep it if its subject may be one of the smallest."""
        why = doubt.why
        words = (why.cause, why.en, why.id, why.remedy)
        key = (words, doubt.year, repr(sorted(why.values.items())))
        self.counts[key] += doubt.count
        self.shown[key] += few(doubt, SHOWN)
        if len(self.shown[key]) > 20 * SHOWN:
            self.shown[key] = smallest(self.shown[key], SHOWN)

    def groups(self) -> Iterator[tuple[int, list[Doubt]]]:
        """Yield how many subjects each reason concerns, with the few that are shown."""
        for key, count in self.counts.items():
            if count:
                yield count, smallest(self.shown[key], SHOWN)


class _Run:
    """One check: the rules in turn, then the rules about what was waived.

    `reading` are rules that were not selected; what they find set aside is told all the same.
    """

    def __init__(  # what is judged, by what, and what was asked
        self,
        records: Records,
        context: Context,
        courts: Courts,
        rules: Sequence[Rule],
        reading: Sequence[Rule],
        selected: Sequence[str],
        asked: Mapping[str, Any],
    ) -> None:
        self.asked = asked
        self.records = records
        self.courts = courts
        every = [one.policies for one in courts.contexts.values()]
        self.policies = {
            year: {policies[year].id: policies[year] for policies in every if year in policies}
            for year in sorted({year for policies in every for year in policies})
        }
        first = {year: next(iter(several.values())) for year, several in self.policies.items()}
        self.whole = evolve(context, policies=ReadOnly(first))
        self.rules = rules
        self.reading = reading
        self.selected = selected
        self.dispensing = Dispensing(records, context)
        self.tallies: dict[str, Tally] = {}
        self.findings: dict[str, list[Finding]] = {}
        self.origins = Origins(records)

    def report(self) -> Report:
        """Judge by every rule and return the report."""
        for rule in self.reading:
            self._judge(rule, only_set_aside=True)
            if not self.findings.get(rule.code):  # a policy may have switched it off
                self.findings.pop(rule.code, None)
                self.tallies.pop(rule.code, None)
        for last in (False, True):
            for rule in self.rules:
                if rule.last is last:
                    self._judge(rule)
        findings = tuple(one for code in sorted(self.findings) for one in self.findings[code])
        self.origins.want(findings)
        asked = self.whole.asked or frozenset()
        used = [policy for several in self.policies.values() for policy in several.values()]
        return Report(
            records=self.records,
            policies=tuple(dict.fromkeys(policy.id for policy in used)),
            years=tuple(self.policies),
            uncovered=tuple(sorted(asked - self.policies.keys())),
            unreviewed=tuple(
                year
                for year, several in self.policies.items()
                if not all(policy.reviewed(year) for policy in several.values())
            ),
            scope=self.whole.scope,
            as_of=self.whole.as_of,
            rules=ReadOnly({code: self.tallies[code] for code in sorted(self.tallies)}),
            findings=findings,
            asked=ReadOnly(self.asked),
        )

    def _years(self, rule: Rule, context: Context) -> Context | None:
        """Return the context of the judged years in which a rule is on, None if it does not run."""
        policies = {
            year: policy
            for year, policy in context.policies.items()
            if rule.code not in policy.off
            and (not rule.off or rule.code in policy.severities or rule.code in self.selected)
        }
        switched_off = len(policies) < len(context.policies)
        if not policies and (switched_off or rule.off):
            return None
        if rule.last:
            context = evolve(context, waiving=self.dispensing.result(context.province))
        return evolve(context, policies=ReadOnly(policies)) if switched_off else context

    def _judge(self, rule: Rule, *, only_set_aside: bool = False) -> None:
        """Drain one rule: waive, roll up, count."""
        applicable: int | None = None
        findings: list[Finding] = []
        doubts = _Doubts()
        for court in self._courts(rule):
            contexts = {
                province: evolve(context, only_set_aside=only_set_aside)
                for province, given in court.contexts.items()
                if (context := self._years(rule, given)) is not None
            }
            if not contexts:
                continue
            drained, told = _Drained(), set[int | None]()
            for one in self._found(rule, court, contexts, drained):
                told.add(one.year)
                if isinstance(one, Finding):
                    findings.append(one)
                    continue
                doubts.add(one)
                if not self.asked["roll_up"]:
                    findings += [self._undecided(rule, 1, [each]) for each in one.each()]
            applicable = (applicable or 0) + drained.judged
            for context in contexts.values() if drained.judged else ():
                ran = self._ran(rule, context, told)
                self.dispensing.ran(rule.code, ran, context.province)
        if applicable is None:
            return
        counts = Counter([finding.outcome for finding in findings])
        if self.asked["roll_up"]:
            findings += [self._undecided(rule, *group) for group in doubts.groups()]
        self.findings[rule.code] = in_order(findings)
        self.tallies[rule.code] = Tally(
            code=rule.code,
            name=rule.name,
            applicable=applicable,
            violated=counts[Outcome.VIOLATED],
            waived=counts[Outcome.WAIVED],
            undecided=doubts.counts.total(),
        )

    def _ran(self, rule: Rule, context: Context, told: AbstractSet[int | None]) -> Iterable[int]:
        """Return the years of dispensations for a rule in which it judges something by itself.

        It has judged something in all years together, and found something in those `told`.
        """
        years = context.policies.keys() & self.dispensing.years_of(rule.code)
        if len(context.policies) == 1:
            return years
        alone = {year: ReadOnly({year: context.policies[year]}) for year in years - told}
        return [
            *(years & told),
            *(
                year
                for year, policies in alone.items()
                if _Drained().count(rule, self.records, evolve(context, policies=policies))
            ),
        ]

    def _courts(self, rule: Rule) -> Sequence[Court]:
        """Return the courts of a rule; one that asks no policy is judged once."""
        return self.courts.of(rule) if rule.by_policy else (Court({"": self.whole}, _ANYWHERE),)

    def _found(
        self, rule: Rule, court: Court, contexts: Mapping[str, Context], drained: "_Drained"
    ) -> Iterator[Finding | Doubt]:
        """Yield what a rule finds, with what dispensations and other provinces make of it."""
        if not court.is_single:
            yield from self._together(rule, court, contexts, drained)
            return
        (context,) = contexts.values()
        for found in drained.of(rule, self.records, context):
            if isinstance(found, Violation):
                yield self._weighed(rule, context, found)
            else:
                self.dispensing.doubt(rule.code, found, context.policies)
                yield found

    def _together(
        self, rule: Rule, court: Court, contexts: Mapping[str, Context], drained: "_Drained"
    ) -> Iterator[Finding | Doubt]:
        """Yield what several provinces find together: the mildest, of each content."""
        told: defaultdict[object, dict[str, Violation | Doubt]] = defaultdict(dict)
        for province, context in contexts.items():
            mine = _Drained()
            for found in mine.of(rule, self.records, context):
                for one in (found,) if isinstance(found, Violation) else found.each():
                    told[_key(one)][province] = one
            drained.judged = max(drained.judged, mine.judged)
        for by_province in told.values():
            some = next(iter(by_province.values()))
            weighed = [
                self._mildest(rule, contexts, [(one, by_province.get(one)) for one in bench])
                for bench in court.benches(some.year)
            ]
            result = weighed[0]
            if len(set(map(_weight, weighed))) > 1:
                subject = cast("Subject", some.subject)
                result = next((one for one in weighed if isinstance(one, Doubt)), None)
                why = why_of(self.courts.provinces.why_divided(subject))
                result = result or Doubt(why, subject, some.year)
            if isinstance(result, Doubt):
                for context in contexts.values():
                    self.dispensing.doubt(rule.code, result, context.policies)
            if result is not None:
                yield result

    def _mildest(
        self,
        rule: Rule,
        contexts: Mapping[str, Context],
        found: Sequence[tuple[str, Violation | Doubt | None]],
    ) -> Finding | Doubt | None:
        """Return the mildest of what each of these provinces finds about a subject."""
        if not found or any(one is None for _, one in found):
            return None
        weighed = [
            self._weighed(rule, contexts[province], one) if isinstance(one, Violation) else one
            for province, one in found
        ]
        return min(weighed, key=_weight)

    def _severity(self, rule: Rule, context: Context, year: int | None) -> Severity:
        """Return the severity of a rule in a year; the last judged year speaks for the others."""
        policy = context.policies.get(year) if year is not None else None
        policy = policy or context.last_policy
        return rule.severity if policy is None else policy.severities.get(rule.code, rule.severity)

    def _weighed(self, rule: Rule, context: Context, found: Violation) -> Finding | Doubt:
        """Return the finding of a violation, waived if it is covered, or the doubt if it may be."""
        waived_by = self.dispensing.waive(rule.code, found, context.policies)
        if isinstance(waived_by, Gap):
            return Doubt(why_of(waived_by), found.subject, found.year, found.evidence)
        return Finding(
            rule=rule,
            outcome=Outcome.VIOLATED if waived_by is None else Outcome.WAIVED,
            severity=self._severity(rule, context, found.year),
            about=found,
            waived_by=waived_by,
            origins=self.origins,
        )

    def _undecided(self, rule: Rule, count: int, shown: Sequence[Doubt]) -> Finding:
        return Finding(
            rule=rule,
            outcome=Outcome.UNDECIDED,
            severity=self._severity(rule, self.whole, shown[0].year),
            about=shown[0],
            count=count,
            shown=() if count == 1 else tuple(shown),
            origins=self.origins,
        )


class _Drained:
    """What a rule yields, and how many it judged once it is drained."""

    def __init__(self) -> None:
        self.judged = 0

    def of(self, rule: Rule, records: Records, context: Context) -> Iterator[Violation | Doubt]:
        """Yield what the rule finds."""
        self.judged = yield from rule.judge(records, context)

    def count(self, rule: Rule, records: Records, context: Context) -> int:
        """Return how many the rule judges, whatever it finds."""
        deque(self.of(rule, records, context), maxlen=0)
        return self.judged


_ANYWHERE: Final = frozenset((frozenset(("",)),))
"""The jury of what is judged without regard to provinces."""


def _weight(found: Finding | Doubt | None) -> int:
    """Return how much an outcome weighs: nothing, waived, undecided, violated."""
    if isinstance(found, Finding):
        return 1 if found.outcome is Outcome.WAIVED else 3
    return 0 if found is None else 2


def _key(found: Violation | Doubt) -> object:
    return found.year, None if found.subject is None else repr(found.subject.key)


def scope_of(
    names: str | Iterable[str] | None, places: Places, policies: Iterable[Policy]
) -> tuple[str, ...] | None:
    """Return the codes that names or codes of regencies, or of areas, stand for, in order.

    None stands for everywhere. Raises `InvalidTypeError` for what is no name,
    `UnknownRegencyError` for a name that is neither, and `ScopeError` for a regency of a province
    that none of the policies is for.
    """
    if names is None:
        return None
    provinces = {policy.province for policy in policies}
    found: set[str] = set()
    for name in several("scope", names, str):
        for regency in places.within(name):
            if regency.province not in provinces:
                known = (places.province(code).name for code in sorted(provinces))
                own = places.province(regency.province).name
                raise ScopeError(regency.name, own, tuple(known))
            found.add(regency.code)
    return tuple(sorted(found))
