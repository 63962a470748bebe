"""Whether one IKM may join a program: a verdict with its conditions, evidence and remedies.

`may_join` asks with a history that the caller has in hand, `eligibility` with records. Both weigh
steps by the one definition in `pathway`, so that they cannot disagree with rules IKM201 and
IKM202. A dispensation in force makes eligible what would not be; it never decides what is open.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from attrs import frozen

from ikm_sinergi.agencies import agencies
from ikm_sinergi.arguments import Hints, day, fiscal_year, several, single
from ikm_sinergi.dispensing import Dispensing, entitled, in_force, waiver
from ikm_sinergi.errors import PolicyError, UnknownRecordError
from ikm_sinergi.model import Dispensation, Participant, Participation, Program
from ikm_sinergi.pathway import (
    Ruling,
    Step,
    look_back,
    to_kind,
    weigh,
    years_before,
)
from ikm_sinergi.phrases import Phrase, plain
from ikm_sinergi.places import regencies
from ikm_sinergi.policy import Policy, policies_given
from ikm_sinergi.records import Records, records_given
from ikm_sinergi.remedy import Case, Remedy, remedies_for
from ikm_sinergi.rule import Context, Evidence, Violation
from ikm_sinergi.vocabulary import Eligibility, Lang, Outcome, ProgramKind

__all__ = ["Condition", "Verdict", "eligibility", "may_join"]

NO_PROGRAM: Final = "?"
"""Stands for the program of a participation that is only asked about."""


@frozen(kw_only=True)
class Condition:
    """One condition of a verdict: its rule, its outcome, what it asks for and what was found."""

    code: str
    outcome: Outcome
    expected: Phrase
    found: Phrase


@frozen(kw_only=True)
class Verdict:
    """Whether an IKM may join, and why. Never a boolean: ask for `ok`, or compare `outcome`.

    `conditions` are what was asked and found, `evidence` the steps and records that were looked
    at, `remedies` the changes of records that would make it eligible. `missing` says what would
    decide an undecided verdict, `waived_by` the dispensation by which it is eligible.
    """

    kind: ProgramKind
    year: int
    outcome: Eligibility
    policy: str
    participant: str | None = None
    conditions: tuple[Condition, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    missing: Phrase | None = None
    waived_by: Dispensation | None = None

    @property
    def ok(self) -> bool:
        """Whether it may join, for certain."""
        return self.outcome is Eligibility.ELIGIBLE

    def __bool__(self) -> bool:
        """Refuse: undecided is neither true nor false."""
        message = "a verdict is not a boolean: use .ok, or compare .outcome"
        raise TypeError(message)

    def say(self, lang: Lang = "en") -> str:
        """Return the verdict in one sentence."""
        values: dict[str, Any] = {"kind": self.kind, "year": self.year}
        for condition in self.conditions:
            values |= {**condition.expected.values, "cause": condition.found}
        key = f"verdict_{self.outcome}"
        if self.waived_by is not None:
            key, values = "verdict_waived", {**values, "dispensation": self.waived_by.id}
        return Phrase(key, values).say(lang)

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """Return the verdict as JSON holds it, with its words in one language."""
        return {
            "participant": self.participant,
            "kind": str(self.kind),
            "year": self.year,
            "policy": self.policy,
            "outcome": str(self.outcome),
            "says": self.say(lang),
            "conditions": [
                {
                    "code": one.code,
                    "outcome": str(one.outcome),
                    "expected": one.expected.say(lang),
                    "found": one.found.say(lang),
                }
                for one in self.conditions
            ],
            "evidence": [{**plain(one.key), "says": one.say(lang)} for one in self.evidence],
            "missing": None if self.missing is None else self.missing.say(lang),
            "remedies": [{"year": one.year, "says": one.say(lang)} for one in self.remedies],
            "waived_by": None if self.waived_by is None else plain(waiver(self.waived_by)),
        }

    def __str__(self) -> str:
        return self.say()


_ELIGIBILITY: Final = MappingProxyType(
    {
        Outcome.PASSED: Eligibility.ELIGIBLE,
        Outcome.VIOLATED: Eligibility.NOT_ELIGIBLE,
        Outcome.UNDECIDED: Eligibility.UNDECIDED,
        Outcome.WAIVED: Eligibility.ELIGIBLE,
    }
)

RULE_OF: Final = MappingProxyType(
    {ProgramKind.MENTORING: "IKM201", ProgramKind.APPRENTICESHIP: "IKM202"}
)
"""The rule that judges who may join a kind of program; no other kind asks for a step before."""


def may_join(
    kind: ProgramKind | str,
    *,
    year: int,
    history: Step | Iterable[Step],
    policy: Policy | None = None,
    dispensations: Dispensation | Iterable[Dispensation] = (),
    as_of: dt.date | None = None,
) -> Verdict:
    """Say whether an IKM with this history may join a program of this kind in a fiscal year.

    `history` is the caller's word that it is whole: with no step that qualifies the verdict is
    not eligible. `dispensations` are those of this IKM, by the same word. `policy` defaults to
    the bundled one of the year. Raises `PolicyError` if no policy covers the year,
    `InvalidValueError` for an unknown kind or an impossible year, `InvalidTypeError` for
    arguments of another type.

    >>> may_join("mentoring", year=2021, history=[]).outcome
    <Eligibility.NOT_ELIGIBLE: 'not_eligible'>
    """
    kind, year, as_of = to_kind(kind), fiscal_year("year", year), day("as_of", as_of)
    steps = several("history", history, Step, HISTORY_HINTS)
    told = several("dispensations", dispensations, Dispensation)
    if policy is None:
        policy = _policy(year, policies_given(None))
    case = _case(kind, year, single("policy", policy, Policy), as_of)
    if case is None:
        return Verdict(kind=kind, year=year, outcome=Eligibility.ELIGIBLE, policy=policy.id)
    ruling = weigh(case.prerequisite, case.years, steps)
    waived_by = None
    if ruling.outcome is Outcome.VIOLATED:
        waived_by = _by_word(case, told)
    return _verdict(case, ruling, waived_by)


HISTORY_HINTS: Final[Hints] = MappingProxyType(
    {
        Records: "with records, ask eligibility(records, participant, kind, year=...)",
        Mapping: "make a Step of each: Step(year=2020, kind='training', status='completed')",
    }
)
ID_HINTS: Final[Hints] = MappingProxyType({Participant | Program: "give its id"})


def _by_word(case: Case, dispensations: Iterable[Dispensation]) -> Dispensation | None:
    """Return the dispensation that counts among those the caller names for this IKM."""
    known = agencies()
    counting = [
        one
        for one in dispensations
        if (one.rule, one.year) == (case.code, case.year)
        and entitled(one, case.policy, known)
        and in_force(one, case.as_of)
    ]
    return min(counting, key=lambda one: one.id, default=None)


def eligibility(
    records: Records,
    participant: str,
    kind: ProgramKind | str,
    *,
    year: int,
    program: str | None = None,
    policies: Policy | Iterable[Policy] | None = None,
    as_of: dt.date | None = None,
) -> Verdict:
    """Say whether a participant may join a program of this kind in a fiscal year, by the records.

    `participant` is an id; `program` the id of the very program, if it is known: a dispensation
    for it then counts too. Raises `UnknownRecordError` if nothing in the records bears the id,
    `PolicyError` if no policy covers the year, `InvalidValueError` and `InvalidTypeError` as
    `may_join`.
    """
    records, participant = records_given(records), single("participant", participant, str, ID_HINTS)
    kind, year, as_of = to_kind(kind), fiscal_year("year", year), day("as_of", as_of)
    every = policies_given(policies)
    if program is not None:
        single("program", program, str, ID_HINTS)
    if not _is_known(records, participant):
        text = f"no record bears the participant id {participant!r}"
        raise UnknownRecordError(text)
    policy = _policy(year, every)
    case = _case(kind, year, policy, as_of, participant)
    if case is None:
        return Verdict(
            kind=kind,
            year=year,
            outcome=Eligibility.ELIGIBLE,
            policy=policy.id,
            participant=participant,
        )
    context = Context(
        policies={year: policy},
        all_policies=(policy,),
        places=regencies(),
        agencies=agencies().merged(records.agencies),
        as_of=as_of,
    )
    ruling = look_back(records, participant, kind, year, policy, context.name_of)
    if program is not None and program in records.ambiguous("programs"):
        ruling = Ruling(Outcome.UNDECIDED, "duplicate_id", {"table": "programs"})
    waived_by = None
    if ruling.outcome is Outcome.VIOLATED:
        row = Participation(participant=participant, program=program or NO_PROGRAM)
        waived_by = Dispensing(records, context).waive(case.code, Violation(row, year))
    return _verdict(case, ruling, waived_by)


def _is_known(records: Records, participant: str) -> bool:
    return (
        participant in records.by_id("participants")
        or participant in records.ambiguous("participants")
        or participant in records.rejected("participants", "id")
        or participant in records.rejected("participations", "participant")
        or participant in records.histories
    )


def _policy(year: int, every: Iterable[Policy]) -> Policy:
    """Return the policy of a fiscal year; raises `PolicyError` if there is none."""
    for policy in every:
        if policy.covers(year):
            return policy
    raise PolicyError(str(year), ("no policy covers this fiscal year",))


def _case(
    kind: ProgramKind,
    year: int,
    policy: Policy,
    as_of: dt.date | None,
    participant: str | None = None,
) -> Case | None:
    """Return what is asked, None if such a program asks for nothing before."""
    prerequisite = policy.prerequisite(kind)
    if prerequisite is None:
        return None
    return Case(
        kind=kind,
        year=year,
        policy=policy,
        prerequisite=prerequisite,
        years=years_before(year, prerequisite),
        code=RULE_OF[kind],
        participant=participant,
        as_of=as_of,
    )


def _verdict(case: Case, ruling: Ruling, waived_by: Dispensation | None) -> Verdict:
    told = tuple(
        Evidence(step.record, step.describe(case.prerequisite, case.years)) for step in ruling.steps
    )
    missing: Phrase | None = None
    found = told[0].phrase if told else Phrase("no_step", case.needed)
    if ruling.cause is not None:
        found = Phrase(ruling.cause, ruling.values)
        missing = Phrase(f"{ruling.cause}.remedy", ruling.values)
    outcome = ruling.outcome if waived_by is None else Outcome.WAIVED
    condition = Condition(
        code=case.code, outcome=outcome, expected=Phrase("needs_step", case.needed), found=found
    )
    return Verdict(
        kind=case.kind,
        year=case.year,
        outcome=_ELIGIBILITY[outcome],
        policy=case.policy.id,
        participant=case.participant,
        conditions=(condition,),
        evidence=told + ruling.evidence,
        remedies=() if waived_by is not None else remedies_for(case, ruling),
        missing=missing,
        waived_by=waived_by,
    )
