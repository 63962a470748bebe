"""What changed between two reports, and because of which rule, value or record."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from attrs import evolve, fields, frozen, has

from ikm_sinergi.checking.report import Finding, Report, named
from ikm_sinergi.checking.run import check
from ikm_sinergi.domain.arguments import single
from ikm_sinergi.domain.entities import Entity
from ikm_sinergi.domain.mappings import ReadOnly
from ikm_sinergi.domain.tables import TABLES, key_of, table_of
from ikm_sinergi.domain.terms import Outcome, Severity
from ikm_sinergi.errors import PolicyError, ScopeError
from ikm_sinergi.judgement import Evidence
from ikm_sinergi.planning.figures import Sheet, sheet
from ikm_sinergi.records.container import Records
from ikm_sinergi.reference.policy import Policy
from ikm_sinergi.words.language import Text
from ikm_sinergi.words.phrases import Phrase

NOT_JUDGED: Final = ("id", "title", "source", "sources", "schema_version", "reviewed_until")
"""What a policy says about itself, and no rule judges by."""

Key = tuple[str, tuple[tuple[str, Any], ...], int | None]


Told = tuple[Outcome, Severity, tuple[tuple[str, str], ...]]
"""The outcome, the severity and the values of a finding."""


@frozen
class State:
    """What a report says of one subject of one rule: each finding as often as it stands there.

    `findings` holds the outcome, the severity and the values of each, in a fixed order.
    """

    findings: tuple[Told, ...] = ()

    @property
    def outcome(self) -> Outcome | None:
        """What the rule came to: None if it found nothing, the gravest if that is several."""
        return min((one[0] for one in self.findings), key=GRAVEST.index, default=None)

    @property
    def severity(self) -> Severity | None:
        """The gravest severity of what was found."""
        return min((one[1] for one in self.findings), key=tuple(Severity).index, default=None)


GRAVEST: Final = (Outcome.VIOLATED, Outcome.UNDECIDED, Outcome.WAIVED)

NOTHING: Final = State()


@frozen(kw_only=True)
class Difference:
    """One subject of one rule about which the two reports differ.

    An outcome of None says that nothing was found: it passed, or the rule did not apply. The
    reports differ if the outcome does, or the severity, or how many findings there are, or the
    values that they speak of; `values` holds those that changed, where there is one finding in
    each. `because` are the reasons: a rule that ran in one report only, values of the policy that
    make the difference by themselves, another setting of the check, or else the records that
    concern the subject and differ; `records` are those, with what happened to each.
    """

    code: str
    name: str
    subject: Mapping[str, Any]
    year: int | None
    before: Outcome | None
    after: Outcome | None
    severity_before: Severity | None
    severity_after: Severity | None
    count_before: int
    count_after: int
    values: Mapping[str, tuple[str | None, str | None]]
    because: tuple[Phrase, ...]
    records: tuple[Evidence, ...] = ()

    def __repr__(self) -> str:
        before, after = ("nothing" if one is None else one for one in (self.before, self.after))
        return f"<Difference {self.code} {named(self.subject)}: {before}, then {after}>"


SIDES: Final = (
    "before",
    "severity_before",
    "count_before",
    "after",
    "severity_after",
    "count_after",
)
"""What the two reports say of a difference, in the order in which it is shown."""


@frozen(kw_only=True)
class Comparison:
    """Everything about which two reports differ, by code, year and subject.

    `before` and `after` are the summaries of the reports.
    """

    before: Mapping[str, int]
    after: Mapping[str, int]
    differences: tuple[Difference, ...]

    @property
    def ok(self) -> bool:
        """Whether the two reports come to the same."""
        return not self.differences

    def __repr__(self) -> str:
        return f"<Comparison differences={len(self.differences)}>"

    def sheet(self) -> Sheet:
        """Return one row a difference."""
        return sheet(
            "comparison",
            ("code", "name", "year", "subject", *SIDES, "values", "because"),
            (
                (
                    row.code,
                    row.name,
                    row.year,
                    tuple(str(value) for value in row.subject.values()),
                    *(getattr(row, name) for name in SIDES),
                    tuple(
                        Phrase(
                            "sheets.value_changed",
                            {"value": name, "before": old or "-", "after": new or "-"},
                        )
                        for name, (old, new) in row.values.items()
                    ),
                    (*row.because, *(told.phrase for told in row.records)),
                )
                for row in self.differences
            ),
            notes=(
                Phrase(
                    "sheets.totals", {"before": _counts(self.before), "after": _counts(self.after)}
                ),
            ),
        )


def _counts(summary: Mapping[str, int]) -> tuple[Phrase, ...]:
    """Return a summary as it is said: what there is none of is left out."""
    told = [
        Phrase("sheets.count_of", {"what": Text.of(f"terms.{name}"), "count": count})
        for name, count in summary.items()
        if count
    ]
    return tuple(told) or (Phrase("sheets.nothing_found"),)


def compare(before: Report, after: Report) -> Comparison:
    """Return what changed from one report to another, and why.

    The reports may be of two years, two policies or two versions of the records. Two reports of
    one year each are laid side by side whatever those years are; then only outcomes, severities
    and counts are compared, as values speak of the years. Each value in which the two policies
    differ is tried alone: it is a reason if it makes the difference by itself. Raises
    `InvalidTypeError` for what is no report.
    """
    before, after = single("before", before, Report), single("after", after, Report)
    same_years = before.years == after.years or max(len(before.years), len(after.years)) > 1
    first, second = (_states(_each(report), same_years=same_years) for report in (before, after))
    changed = sorted(
        (
            key
            for key in first.keys() | second.keys()
            if first.get(key, NOTHING) != second.get(key, NOTHING)
        ),
        key=lambda key: (key[0], key[2] or 0, [str(part) for part in key[1]]),
    )
    reasons = _Reasons(before, after, {key[0] for key in changed}, same_years=same_years)
    return Comparison(
        before=before.summary,
        after=after.summary,
        differences=tuple(
            reasons.difference(key, first.get(key, NOTHING), second.get(key, NOTHING))
            for key in changed
        ),
    )


def _each(report: Report) -> Sequence[Finding]:
    """Return the findings of a report, none of them rolled up."""
    if all(finding.count == 1 for finding in report.findings):
        return report.findings
    again: dict[str, Any] = {**report.asked, "roll_up": False}
    return check(report.records, **again).findings


def _states(findings: Iterable[Finding], *, same_years: bool) -> Mapping[Key, State]:
    """Return what findings say of each subject, those that are equal as often as there are."""
    found: defaultdict[Key, list[Told]] = defaultdict(list)
    for finding in findings:
        subject = tuple((finding.subject or {}).items())
        key = finding.code, subject, finding.year if same_years else None
        spoken: Mapping[str, Any] = finding.values if same_years else {}
        values = tuple(sorted((name, _plain(value)) for name, value in spoken.items()))
        found[key].append((finding.outcome, finding.severity, values))
    return {key: State(tuple(sorted(several))) for key, several in found.items()}


def _changed(before: State, after: State) -> Mapping[str, tuple[str | None, str | None]]:
    """Return the values that changed of a subject with one finding in each report."""
    if not len(before.findings) == len(after.findings) == 1:
        return ReadOnly({})
    old, new = (dict(state.findings[0][2]) for state in (before, after))
    names = sorted(name for name in old | new if old.get(name) != new.get(name))
    return ReadOnly({name: (old.get(name), new.get(name)) for name in names})


class _Reasons:
    """Why two reports differ: looked up once for all differences."""

    def __init__(self, before: Report, after: Report, codes: set[str], *, same_years: bool) -> None:
        self._before, self._after = before, after
        self._tried: list[tuple[Phrase, Mapping[Key, State]]] = []
        both = sorted(codes & before.rules.keys() & after.rules.keys())
        if both:
            for reason, changes in self._alone():
                again: dict[str, Any] = {
                    **before.asked,
                    "select": both,
                    "roll_up": False,
                    **changes,
                }
                records = again.pop("records", before.records)
                try:
                    found = check(records, **again).findings
                except ScopeError:
                    continue  # the policy of one and the scope of the other do not go together
                self._tried.append((reason, _states(found, same_years=same_years)))
        self._mentions = _mentions(before.records, after.records)

    def _alone(self) -> Iterable[tuple[Phrase, dict[str, Any]]]:
        """Yield each value and setting that differs, with the arguments that change it alone."""
        before, after = self._before, self._after
        for policy, value, changed in _values(before, after):
            others = [one for one in before.asked["policies"] if one is not policy]
            yield value, {"policies": (*others, changed)}
        for name in ("as_of", "scope"):
            first, second = before.asked[name], after.asked[name]
            if first != second:
                yield _setting(name, first, second), {name: second}
        first, second = (sorted(report.records.complete) for report in (before, after))
        if first != second:
            records = before.records.changed(complete=second)
            yield _setting("complete", tuple(first), tuple(second)), {"records": records}

    def difference(self, key: Key, before: State, after: State) -> Difference:
        """Return one difference with its reasons."""
        code, subject, year = key
        report = self._before if code in self._before.rules else self._after
        because: tuple[Phrase, ...] = ()
        records: tuple[Evidence, ...] = ()
        if code not in self._after.rules:
            because = (Phrase("because_rule_off"),)
        elif code not in self._before.rules:
            because = (Phrase("because_rule_on"),)
        else:
            because = tuple(why for why, found in self._tried if found.get(key, NOTHING) == after)
            records = () if because else self._records(dict(subject))
            if not because and not records:
                because = (Phrase("because_elsewhere"),)
        return Difference(
            code=code,
            name=report.rules[code].name,
            subject=dict(subject),
            year=year,
            before=before.outcome,
            after=after.outcome,
            severity_before=before.severity,
            severity_after=after.severity,
            count_before=len(before.findings),
            count_after=len(after.findings),
            values=_changed(before, after),
            because=because,
            records=records,
        )

    def _records(self, subject: Mapping[str, Any]) -> tuple[Evidence, ...]:
        """Return the records that differ and concern a subject."""
        ids = {str(value) for name, value in subject.items() if name not in {"table", "field"}}
        for participant in (subject.get("participant"), subject.get("id")):
            for records in (self._before.records, self._after.records):
                ids.update(row.program for row in records.histories.get(str(participant), ()))
        found: dict[int, Evidence] = {}
        for one in sorted(ids):
            for evidence in self._mentions.get(one, ()):
                found.setdefault(id(evidence), evidence)
        return tuple(found.values())


def _setting(name: str, before: object, after: object) -> Phrase:
    return Phrase(
        "because_setting", {"setting": name, "before": _plain(before), "after": _plain(after)}
    )


def _values(before: Report, after: Report) -> Iterable[tuple[Policy, Phrase, Policy]]:
    """Yield each value in which the policies differ: the policy, the value, the policy with it."""
    pairs = {
        (id(first), id(second)): (first, second)
        for one, other in zip(before.years, after.years, strict=False)
        for first in _covering(before, one)
        for second in _covering(after, other)
    }
    for first, second in pairs.values():
        for name, old, new, changes in _differing(first, second):
            try:
                changed = evolve(first, **changes)
            except PolicyError:
                continue  # the value makes sense only with another that differs too
            yield (
                first,
                Phrase("because_value", {"value": name, "before": old, "after": new}),
                changed,
            )


def _covering(report: Report, year: int) -> Iterable[Policy]:
    return [policy for policy in report.asked["policies"] if policy.covers(year)]


def _differing(first: Policy, second: Policy) -> Iterable[tuple[str, str, str, dict[str, Any]]]:
    """Yield the name of each differing value, both values in words, and the change to make it."""
    for attribute in fields(Policy):
        name = attribute.name
        old, new = getattr(first, name), getattr(second, name)
        if name in NOT_JUDGED or name in {"valid_from", "valid_to"} or old == new:
            continue
        if not hasattr(old, "items"):
            yield name, *_told(old, new), {name: new}
            continue
        yield from _entries(name, old, new)


def _entries(
    name: str, old: Mapping[Any, Any], new: Mapping[Any, Any]
) -> Iterable[tuple[str, str, str, dict[str, Any]]]:
    """Yield each entry in which two mappings of a policy differ."""
    for key in sorted({*old, *new}, key=str):
        if old.get(key) != new.get(key):
            merged = {one: value for one, value in old.items() if one != key}
            if key in new:
                merged[key] = new[key]
            yield f"{name}.{key}", *_told(old.get(key), new.get(key)), {name: merged}


def _told(old: Any, new: Any) -> tuple[str, str]:
    """Return two values in short words; of two parts of a policy, the fields that differ."""
    made: Any = old.__class__
    if made is new.__class__ and has(made):
        names = [
            one.name for one in fields(made) if getattr(old, one.name) != getattr(new, one.name)
        ]
        return (
            ", ".join(f"{name} {_plain(getattr(old, name))}" for name in names),
            ", ".join(f"{name} {_plain(getattr(new, name))}" for name in names),
        )
    return _plain(old), _plain(new)


def _plain(value: Any) -> str:
    if value is None:
        return "-"
    if hasattr(value, "__iter__") and not isinstance(value, str):
        return ", ".join(map(_plain, value)) or "-"
    return str(getattr(value, "id", value))


def _mentions(before: Records, after: Records) -> Mapping[str, Sequence[Evidence]]:
    """Return the records that differ, under every id and code that they mention."""
    mentions: defaultdict[str, list[Evidence]] = defaultdict(list)
    for name in TABLES:
        old, new = set(before.table(name)), set(after.table(name))
        replaced = {tuple(key_of(one).values()) for one in old - new} & {
            tuple(key_of(one).values()) for one in new - old
        }
        for entity in sorted(new - old, key=repr):
            key = tuple(key_of(entity).values())
            says = "record_changed" if key in replaced else "record_added"
            _mention(mentions, entity, says)
        for entity in sorted(old - new, key=repr):
            if tuple(key_of(entity).values()) not in replaced:
                _mention(mentions, entity, "record_removed")
    return mentions


def _mention(mentions: Mapping[str, list[Evidence]], entity: Entity, says: str) -> None:
    key = " ".join(str(value) for value in key_of(entity).values())
    evidence = Evidence(entity, Phrase(says, {"table": table_of(entity).label, "key": key}))
    for one in _ids(entity):
        mentions[one].append(evidence)


def _ids(entity: Entity) -> set[str]:
    """Return the ids and codes that a record mentions."""
    found: set[str] = set()
    for name in ("id", "participant", "program", "regency", "recipient", "continues"):
        value = getattr(entity, name, None)
        if value is not None:
            found.add(value)
    found.update(getattr(entity, "regencies", None) or ())
    return found
