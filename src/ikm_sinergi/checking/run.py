"""Runs the rules over records and reports what they came to.

Every rule is drained once; what it finds is waived where a dispensation in force covers it, what
it cannot know is rolled up by cause, and everything is counted and sorted, so that the order of
the input never shows.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import FunctionType, MappingProxyType
from typing import Any, Final

from attrs import evolve

from ikm_sinergi.checking.dispensing import Dispensing
from ikm_sinergi.checking.report import Finding, Origins, Report, Tally, few, in_order, smallest
from ikm_sinergi.domain.arguments import Hints, day, fiscal_years, several, single
from ikm_sinergi.domain.mappings import ReadOnly
from ikm_sinergi.domain.names import near
from ikm_sinergi.domain.terms import Outcome, Severity
from ikm_sinergi.errors import ScopeError, UnknownRuleError
from ikm_sinergi.judgement import Context, Doubt, Rule, Violation
from ikm_sinergi.records.container import Records, records_given
from ikm_sinergi.reference.agency import agencies
from ikm_sinergi.reference.places import Places, regencies
from ikm_sinergi.reference.policy import Policy, policies_given, policy_by_year
from ikm_sinergi.rules import ALL

__all__ = ["check", "scope_of"]

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

    `year` is the fiscal year or years to judge (None: every year that has a program); form
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
    years = asked if asked is not None else {program.year for program in records.programs}
    by_year = policy_by_year(all_policies, sorted(years))
    for policy in by_year.values():
        places.province(policy.province)  # a policy for nowhere is refused before it is judged by
    catalogue = ALL if rules is None else several("rules", rules, Rule, RULE_HINTS)
    wanted = () if select is None else several("select", select, str)
    unwanted = () if ignore is None else several("ignore", ignore, str)
    chosen = _chosen(catalogue, wanted, unwanted)
    context = Context(
        policies=by_year,
        all_policies=all_policies,
        places=places,
        agencies=agencies().merged(records.agencies),
        asked=asked,
        scope=scope_of(scope, places, by_year.values() or all_policies),
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
    set_aside = {fault.code for fault in records.faults if fault.sets_aside}
    told = [rule for rule in catalogue if rule.code in set_aside and rule not in chosen]
    return _Run(records, context, chosen, told, wanted, question).report()


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

    def __init__(
        self,
        records: Records,
        context: Context,
        rules: Sequence[Rule],
        reading: Sequence[Rule],
        selected: Sequence[str],
        asked: Mapping[str, Any],
    ) -> None:
        self.asked = asked
        self.records = records
        self.context = context
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
            self._judge(rule, evolve(self.context, only_set_aside=True))
            if not self.findings.get(rule.code):  # a policy may have switched it off
                self.findings.pop(rule.code, None)
                self.tallies.pop(rule.code, None)
        for last in (False, True):
            if last:
                self.context = evolve(self.context, waiving=self.dispensing.result())
            for rule in self.rules:
                if rule.last is last:
                    self._judge(rule, self.context)
        findings = tuple(one for code in sorted(self.findings) for one in self.findings[code])
        self.origins.want(findings)
        policies = self.context.policies
        return Report(
            records=self.records,
            policies=tuple(dict.fromkeys(policy.id for policy in policies.values())),
            years=tuple(policies),
            uncovered=tuple(sorted((self.context.asked or frozenset()) - policies.keys())),
            unreviewed=tuple(year for year in policies if not policies[year].reviewed(year)),
            scope=self.context.scope,
            as_of=self.context.as_of,
            rules=ReadOnly({code: self.tallies[code] for code in sorted(self.tallies)}),
            findings=findings,
            asked=ReadOnly(self.asked),
        )

    def _years(self, rule: Rule) -> dict[int, Policy]:
        """Return the judged years in which a rule is on."""
        return {
            year: policy
            for year, policy in self.context.policies.items()
            if rule.code not in policy.off
            and (not rule.off or rule.code in policy.severities or rule.code in self.selected)
        }

    def _judge(self, rule: Rule, context: Context) -> None:
        """Drain one rule: waive, roll up, count."""
        policies = self._years(rule)
        switched_off = len(policies) < len(self.context.policies)
        if not policies and (switched_off or rule.off):
            return
        context = evolve(context, policies=policies) if switched_off else context
        findings: list[Finding] = []
        doubts = _Doubts()
        judgement = rule.judge(self.records, context)
        while True:
            try:
                found = next(judgement)
            except StopIteration as end:
                applicable: int = end.value
                break
            if isinstance(found, Doubt):
                doubts.add(found)
                if not self.asked["roll_up"]:
                    findings += [self._undecided(rule, 1, [one]) for one in found.each()]
                self.dispensing.doubt(rule.code, found)
            else:
                findings.append(self._violation(rule, found))
        if applicable:
            self.dispensing.ran(rule.code, policies)
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

    def _severity(self, rule: Rule, year: int | None) -> Severity:
        """Return the severity of a rule in a year; the last judged year speaks for the others."""
        policies = self.context.policies
        policy = policies.get(year) if year is not None else None
        policy = policy or self.context.last_policy
        return rule.severity if policy is None else policy.severities.get(rule.code, rule.severity)

    def _violation(self, rule: Rule, violation: Violation) -> Finding:
        waived_by = self.dispensing.waive(rule.code, violation)
        return Finding(
            rule=rule,
            outcome=Outcome.VIOLATED if waived_by is None else Outcome.WAIVED,
            severity=self._severity(rule, violation.year),
            about=violation,
            waived_by=waived_by,
            origins=self.origins,
        )

    def _undecided(self, rule: Rule, count: int, shown: Sequence[Doubt]) -> Finding:
        return Finding(
            rule=rule,
            outcome=Outcome.UNDECIDED,
            severity=self._severity(rule, shown[0].year),
            about=shown[0],
            count=count,
            shown=() if count == 1 else tuple(shown),
            origins=self.origins,
        )


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
