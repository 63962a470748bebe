"""Whether one IKM may join a program: a verdict with its conditions, evidence and remedies."""

from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import Any, Final

from attrs import frozen

from ikm_sinergi.errors import PolicyError
from ikm_sinergi.pathway import Ruling, Step, to_kind, to_year, weigh, years_before, years_text
from ikm_sinergi.phrases import Phrase
from ikm_sinergi.policy import Policy, Prerequisite, policies
from ikm_sinergi.rule import Evidence
from ikm_sinergi.vocabulary import Eligibility, Lang, Outcome, ProgramKind

__all__ = ["Condition", "Verdict", "bundled_policy", "may_join"]


@frozen(kw_only=True)
class Condition:
    """One condition of a verdict: its rule, what it came to, what it asks for and what was found."""

    code: str
    outcome: Outcome
    expected: Phrase
    found: Phrase


@frozen(kw_only=True)
class Verdict:
    """Whether an IKM may join, and why. Never a boolean: ask for `ok`, or compare `outcome`.

    `conditions` are what was asked and found, `evidence` the steps and records that were looked
    at, `remedies` what would change the verdict; all speak English and Indonesian through `say`.
    """

    kind: ProgramKind
    year: int
    outcome: Eligibility
    policy: str
    conditions: tuple[Condition, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    remedies: tuple[Phrase, ...] = ()

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
        return Phrase(f"verdict_{self.outcome}", values).say(lang)


_ELIGIBILITY: Final = MappingProxyType(
    {
        Outcome.PASSED: Eligibility.ELIGIBLE,
        Outcome.VIOLATED: Eligibility.NOT_ELIGIBLE,
        Outcome.UNDECIDED: Eligibility.UNDECIDED,
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
    history: Iterable[Step],
    policy: Policy | None = None,
) -> Verdict:
    """Say whether an IKM with this history may join a program of this kind in a fiscal year.

    `history` is the caller's word that it is whole: with no step that qualifies the verdict is
    not eligible. `policy` defaults to the bundled one of the year. Raises `PolicyError` if no
    policy covers the year, `InvalidValueError` for an unknown kind or an impossible year.

    >>> may_join("mentoring", year=2021, history=[]).outcome
    <Eligibility.NOT_ELIGIBLE: 'not_eligible'>
    """
    kind, year = to_kind(kind), to_year(year)
    policy = policy or bundled_policy(year)
    prerequisite = policy.prerequisite(kind)
    if prerequisite is None:
        return Verdict(kind=kind, year=year, outcome=Eligibility.ELIGIBLE, policy=policy.id)
    years = years_before(year, prerequisite)
    return _verdict(
        kind, year, policy, prerequisite, years, weigh(prerequisite, years, tuple(history))
    )


def bundled_policy(year: int) -> Policy:
    """Return the bundled policy of a fiscal year; raises `PolicyError` if there is none."""
    for policy in policies():
        if policy.covers(year):
            return policy
    raise PolicyError(str(year), ("no bundled policy covers this fiscal year",))


def _verdict(
    kind: ProgramKind,
    year: int,
    policy: Policy,
    prerequisite: Prerequisite,
    years: Sequence[int],
    ruling: Ruling,
) -> Verdict:
    told = tuple(Evidence(step.record, step.describe(prerequisite, years)) for step in ruling.steps)
    remedies: tuple[Phrase, ...] = ()
    needed = {"kinds": prerequisite.kinds, "before": years_text(years)}
    if ruling.outcome is Outcome.PASSED:
        found = told[0].phrase
    elif ruling.outcome is Outcome.UNDECIDED:
        found = Phrase(str(ruling.cause), ruling.values)
        remedies = (Phrase(f"{ruling.cause}.remedy", ruling.values),)
    else:
        found = told[0].phrase if told else Phrase("no_step", needed)
        remedies = (
            Phrase("remedy_train", {"kinds": prerequisite.kinds, "year": year, "next": year + 1}),
            Phrase(
                "remedy_dispensation",
                {"code": RULE_OF[kind], "year": year, "approvers": policy.approvers},
            ),
        )
    condition = Condition(
        code=RULE_OF[kind],
        outcome=ruling.outcome,
        expected=Phrase("needs_step", needed),
        found=found,
    )
    return Verdict(
        kind=kind,
        year=year,
        outcome=_ELIGIBILITY[ruling.outcome],
        policy=policy.id,
        conditions=(condition,),
        evidence=told + ruling.evidence,
        remedies=remedies,
    )
