"""What would make an IKM eligible: changes of records that can be applied and judged again."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, count
from types import MappingProxyType
from typing import Any, Final, cast

from attrs import evolve, fields, frozen

from ikm_sinergi.checking.dispensing import Dispensing, Refusal
from ikm_sinergi.checking.jurisdiction import Jury, Provinces, provinces_of
from ikm_sinergi.domain.arguments import Hints, day, fiscal_year, several, single
from ikm_sinergi.domain.entities import Dispensation, Entity, Participant, Participation, Program
from ikm_sinergi.domain.tables import key_of, table_of
from ikm_sinergi.domain.terms import (
    Eligibility,
    Outcome,
    ParticipationStatus,
    ProgramKind,
    ProgramStatus,
)
from ikm_sinergi.errors import InvalidValueError, PolicyError, UnknownRecordError, uncovered
from ikm_sinergi.judgement import Context, Evidence, Subject, Violation, Why, said, why_of
from ikm_sinergi.pathway import (
    Ruling,
    Step,
    hints,
    later_kinds,
    look_back,
    needed,
    to_kind,
    weigh,
    years_before,
)
from ikm_sinergi.records.container import Records, records_given
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.records.gaps.gap import CANCELLED, Gap
from ikm_sinergi.reference.agency import agencies
from ikm_sinergi.reference.approval import waiver
from ikm_sinergi.reference.places import regencies
from ikm_sinergi.reference.policy import Policy, Prerequisite, policies_given, policy_by_year
from ikm_sinergi.rules.subjects import short_name
from ikm_sinergi.words.language import Lang, Text
from ikm_sinergi.words.phrases import Phrase, plain

COMPLETED = ParticipationStatus.COMPLETED


@frozen(kw_only=True)
class DispensationDraft:
    """A dispensation that would admit the IKM if somebody entitled granted it.

    It has no approver, no reason and no days, and so is none: those are for people to decide.
    """

    rule: str
    year: int
    participant: str | None


@frozen(kw_only=True)
class Remedy:
    """One change after which the IKM is eligible in `year`, if the change is true.

    For a history the change is a `step` to add. For records it is the entities in `add` and the
    pairs of old and new in `replace`; `applied_to` makes it, in any order with others. A `draft`
    is no change yet: somebody has to decide it.
    """

    phrase: Phrase
    year: int
    step: Step | None = None
    draft: DispensationDraft | None = None
    add: tuple[Entity, ...] = ()
    replace: tuple[tuple[Entity, Entity], ...] = ()

    def __repr__(self) -> str:
        return f"<Remedy for {self.year}: {self.phrase.key}>"

    def say(self, lang: Lang = "en") -> str:
        """Return in words what would have to be true, and what would follow."""
        return self.phrase.say(lang)

    def applied_to(self, records: Records) -> Records:
        """Return the records with the change made; a draft changes nothing."""
        replace: list[tuple[Entity, Entity]] = []
        for old, new in self.replace:
            changes = {
                one.name: getattr(new, one.name)
                for one in fields(type(new))
                if getattr(new, one.name) != getattr(old, one.name)
            }
            replace += [
                (row, evolve(row, **changes))
                for row in records.table(table_of(old).name)
                if key_of(row) == key_of(old)
            ]
        return records.changed(add=self.add, replace=replace)


@frozen(kw_only=True)
class Case:
    """What is asked: whether a participant may join a program of this kind in this year."""

    kind: ProgramKind
    year: int
    policy: Policy
    prerequisite: Prerequisite
    years: tuple[int, ...]
    code: str
    next_covered: bool
    participant: str | None = None
    records: Records | None = None

    @property
    def needed(self) -> Mapping[str, Any]:
        """What the rule asks for, as values of a phrase."""
        return needed(self.prerequisite, self.years)


def remedies_for(case: Case, ruling: Ruling) -> tuple[Remedy, ...]:
    """Return what would make the IKM eligible, the nearest first; nothing if it is."""
    if ruling.outcome is Outcome.PASSED:
        return ()
    found = [*_mended(case, ruling)] or [_recorded(case)]
    if case.next_covered:
        found.append(_trained(case))
    if ruling.outcome is Outcome.VIOLATED and case.policy.approvers:
        found.append(_dispensed(case))
    return tuple(found)


def _mended(case: Case, ruling: Ruling) -> Iterable[Remedy]:
    """Yield the steps on record that only need to be settled."""
    cause = None if ruling.why is None else ruling.why.cause
    if cause not in {"open_step", "open_program", "unsettled_step"}:
        return
    unsettled = cause == "unsettled_step"
    for step in ruling.steps:
        open_one = step.year in case.years and not step.cancelled
        if not open_one or step.status is ParticipationStatus.WITHDRAWN:
            continue
        if (step.kind in case.prerequisite.kinds) is unsettled:
            continue
        if unsettled and step.kind is not ProgramKind.DEVELOPMENT:
            continue
        kind = case.prerequisite.kinds[0] if unsettled else step.kind
        replace: list[tuple[Entity, Entity]] = []
        if step.record is not None:
            replace.append((step.record, evolve(step.record, status=COMPLETED)))
        if step.program is not None:
            status = ProgramStatus.COMPLETED if step.is_planned else step.program.status
            replace.append((step.program, evolve(step.program, kind=kind, status=status)))
        key = "remedy_held" if step.is_planned else "remedy_complete"
        key = "remedy_method" if unsettled else key
        yield Remedy(
            phrase=said(key, before=step.year, kinds=kind, year=case.year),
            year=case.year,
            step=evolve(step, kind=kind, status=COMPLETED),
            replace=tuple(replace),
        )


def _recorded(case: Case) -> Remedy:
    """Return the remedy of a step that took place but is not on record."""
    phrase = said("remedy_record", **case.needed, year=case.year)
    return _with_step(case, phrase, case.years[0], case.year)


def _trained(case: Case) -> Remedy:
    """Return the remedy of a training this year for the next."""
    kinds, after = case.prerequisite.kinds, case.year + 1
    phrase = said("remedy_train", kinds=kinds, year=case.year, next=after)
    return _with_step(case, phrase, case.year, after)


def _with_step(case: Case, phrase: Phrase, held: int, eligible: int) -> Remedy:
    kind = case.prerequisite.kinds[0]
    step = Step(year=held, kind=kind, status=COMPLETED)
    if case.participant is None:
        return Remedy(phrase=phrase, year=eligible, step=step)
    program = Program(
        id=_free_id(cast("Records", case.records), f"remedy-{held}-{kind}"),
        year=held,
        kind=kind,
        title=kind.label.id,
        status=ProgramStatus.COMPLETED,
    )
    row = Participation(participant=case.participant, program=program.id, status=COMPLETED)
    return Remedy(phrase=phrase, year=eligible, step=step, add=(program, row))


def _free_id(records: Records, wanted: str) -> str:
    """Return an id that no program has and no row names."""
    taken = (
        records.rosters,
        records.by_id("programs"),
        records.ambiguous("programs"),
        gaps_of(records).rejected("programs"),
    )
    numbered = (f"{wanted}-{number}" for number in count(2))
    free = (one for one in chain((wanted,), numbered) if not any(one in ids for ids in taken))
    return next(free)


def _dispensed(case: Case) -> Remedy:
    """Return the draft of a dispensation for this year."""
    return Remedy(
        phrase=said(
            "remedy_dispensation",
            code=case.code,
            year=case.year,
            approvers=tuple(_approvers(case)),
        ),
        year=case.year,
        draft=DispensationDraft(rule=case.code, year=case.year, participant=case.participant),
    )


def _approvers(case: Case) -> Iterable[str]:
    known = agencies()
    known = known if case.records is None else known.merged(case.records.standing("agencies"))
    return (short_name(known, one) for one in case.policy.approvers)


NO_PROGRAM: Final = "?"
"""Stands for the program of a participation that is only asked about."""


@frozen(kw_only=True)
class Condition:
    """One condition of a verdict: its rule, its outcome, what it asks for and what was found."""

    code: str
    outcome: Outcome
    expected: Phrase
    found: Phrase | Text

    def __repr__(self) -> str:
        return f"<Condition {self.code}: {self.outcome}>"


@frozen(kw_only=True)
class Verdict:
    """Whether an IKM may join, and why. Never a boolean: ask for `ok`, or compare `outcome`.

    `conditions` are what was asked and found, `evidence` the steps and records that were looked
    at, `remedies` the changes of records that would make it eligible. `missing` says what would
    decide an undecided verdict, `waived_by` the dispensation by which it is eligible; `refused`
    are the dispensations at hand that do not cover, and why. `reviewed` is False if nobody has
    looked whether the policy still holds in this year.
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
    refused: tuple[Refusal, ...] = ()
    reviewed: bool = True

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
            "refused": [
                {"id": one.dispensation.id, "says": one.phrase.say(lang)} for one in self.refused
            ],
            "reviewed": self.reviewed,
        }

    def __repr__(self) -> str:
        who = "" if self.participant is None else f"{self.participant} "
        return f"<Verdict {who}{self.kind} {self.year}: {self.outcome}>"

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
    every = policies_given(None if policy is None else single("policy", policy, Policy))
    case = _case(kind, year, every)
    if isinstance(case, Verdict):
        return case
    later = later_kinds(case.policy, case.prerequisite)
    ruling = weigh(case.prerequisite, case.years, steps, later)
    if not told or ruling.outcome is not Outcome.VIOLATED:
        return _verdict(case, ruling, None, ())
    # By the word of the caller each of them is for this IKM.
    named = {one.id: one for one in told}
    mine = [evolve(one, participant=SELF, program=None, regency=None) for one in told]
    records = Records(dispensations=mine)
    asked = Dispensing(records, _context(records, case, every, as_of))
    row = Participation(participant=SELF, program=NO_PROGRAM)
    ruling, found, refused = _waived(case, ruling, asked, row)
    waived_by = None if found is None else named[found.id]
    refused = tuple(evolve(one, dispensation=named[one.dispensation.id]) for one in refused)
    return _verdict(case, ruling, waived_by, refused)


SELF: Final = "-"
"""The participant of whom a history is told."""


HISTORY_HINTS: Final[Hints] = MappingProxyType(
    {
        Records: "with records, ask eligibility(records, participant, kind, year=...)",
        Mapping: "make a Step of each: Step(year=2020, kind='training', status='completed')",
    }
)

ID_HINTS: Final[Hints] = MappingProxyType({Participant | Program: "give its id"})


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
    `PolicyError` if no policy at hand covers the year and the province of the program, else of the
    participant's regency; `InvalidValueError` and `InvalidTypeError` as `may_join`.
    """
    records, participant = records_given(records), single("participant", participant, str, ID_HINTS)
    kind, year, as_of = to_kind(kind), fiscal_year("year", year), day("as_of", as_of)
    every = policies_given(policies)
    if program is not None:
        single("program", program, str, ID_HINTS)
    if not _is_known(records, participant):
        text = f"no record bears the participant id {participant!r}"
        raise UnknownRecordError(text)
    unsure = None if program is None else _suitable(records, program, kind, year)
    asked = _Asked(records, participant, kind, year, program, every, as_of, unsure)
    return asked.verdict()


@frozen(eq=False)
class _Asked:
    """What `eligibility` is asked; `unsure` is why it is not known what the program is."""

    records: Records
    participant: str
    kind: ProgramKind
    year: int
    program: str | None
    every: tuple[Policy, ...]
    as_of: dt.date | None
    unsure: Why | None

    def verdict(self) -> Verdict:
        """Return the verdict that holds for each content which decides whose policies judge.

        A content that no policy at hand is for speaks against nobody. Raises `PolicyError` if
        none is for any content, or covers the year.
        """
        base = _bare(self.records, self.every)
        provinces = provinces_of(self.records, base, self.every)
        jury = self._jury(provinces)
        known = frozenset[str]().union(*jury)
        if self.every and known.isdisjoint(provinces.at_hand):
            names = ", ".join(base.province_name(code) for code in sorted(known))
            raise PolicyError(self.participant, (f"no policy at hand is for {names}",))
        judging = {one.province for one in self.every if one.covers(self.year)} & known
        if not judging:
            raise uncovered(self.year)
        by = {province: self._by(province) for province in sorted(judging)}
        each = [
            min((by[one] for one in sorted(content & judging)), key=_weight)
            if content & judging
            else None
            for content in sorted(jury, key=sorted)
        ]
        return self._certain(provinces, each)

    def _jury(self, provinces: Provinces) -> Jury:
        """Return the provinces of the program, else those of the participant."""
        of_program = provinces.programs.get(self.program or "", frozenset())
        if any(of_program):
            return of_program
        if len(provinces.at_hand) > 1 and not provinces.is_placed(self.participant):
            problem = "policies of several provinces are at hand, and the province is not known"
            raise PolicyError(self.participant, (problem,))
        return provinces.of_participant(self.participant)

    def _certain(self, provinces: Provinces, each: Sequence[Verdict | None]) -> Verdict:
        """Return the verdict that holds for all contents, undecided if they differ."""
        several = sorted((one for one in each if one is not None), key=_weight, reverse=True)
        against = [one for one in several if not one.ok]
        first, *others = against or several
        if not against or len(each) == 1:
            return first
        common = tuple(
            one for one in first.remedies if all(one in other.remedies for other in others)
        )
        if len(against) == len(each) and len({one.outcome for one in against}) == 1:
            return evolve(first, remedies=common)
        undecided = next((one for one in against if one.missing is not None), None)
        if undecided is None:
            row = Participation(participant=self.participant, program=self.program or NO_PROGRAM)
            why = why_of(provinces.why_divided(Subject(row)))
            undecided = _left_open(first, why)
        return evolve(undecided, remedies=tuple(one for one in common if one.draft is None))

    def _by(self, province: str) -> Verdict:
        """Return the verdict by the policies of one province."""
        records, participant = self.records, self.participant
        mine = tuple(policy for policy in self.every if policy.province == province)
        case = _case(self.kind, self.year, mine, participant, records)
        if isinstance(case, Verdict):
            return case
        context = _context(records, case, self.every, self.as_of)
        ruling = look_back(
            records,
            participant,
            self.kind,
            self.year,
            case.policy,
            as_of=self.as_of,
            name_of=context.name_of,
        )
        row = Participation(participant=participant, program=self.program or NO_PROGRAM)
        if ruling.outcome is Outcome.VIOLATED and self.unsure is not None:
            ruling = evolve(ruling, outcome=Outcome.UNDECIDED, why=self.unsure)
        if ruling.outcome is Outcome.VIOLATED:
            told = hints(records, participant, case.prerequisite, case.years)
            ruling = evolve(ruling, doubted=told)
        return _verdict(case, *_waived(case, ruling, Dispensing(records, context), row))


def _left_open(verdict: Verdict, why: Why) -> Verdict:
    """Return a verdict as it is if it cannot be decided."""
    (condition,) = verdict.conditions
    found = Phrase(why.cause, why.values)
    return evolve(
        verdict,
        outcome=Eligibility.UNDECIDED,
        conditions=(evolve(condition, outcome=Outcome.UNDECIDED, found=found),),
        missing=Phrase(f"{why.cause}.remedy", why.values),
    )


def _weight(verdict: Verdict) -> int:
    """Return how much a verdict weighs: eligible, by dispensation, undecided, not eligible."""
    if verdict.ok:
        return 0 if verdict.waived_by is None else 1
    return 2 if verdict.outcome is Eligibility.UNDECIDED else 3


def _bare(records: Records, every: tuple[Policy, ...]) -> Context:
    return Context(
        policies={},
        all_policies=every,
        places=regencies(),
        agencies=agencies().merged(records.standing("agencies")),
    )


def _context(
    records: Records, case: Case, every: tuple[Policy, ...], as_of: dt.date | None
) -> Context:
    bare = _bare(records, every)
    return evolve(bare, policies={case.year: case.policy}, as_of=as_of)


def _waived(
    case: Case, ruling: Ruling, dispensing: Dispensing, row: Participation
) -> tuple[Ruling, Dispensation | None, tuple[Refusal, ...]]:
    """Return the ruling, the dispensation that waives it, and those that do not and why."""
    if ruling.outcome is Outcome.PASSED:
        return ruling, None, ()
    violation, policies = Violation(row, case.year), {case.year: case.policy}
    refused = tuple(dispensing.refused(case.code, violation, policies))
    if ruling.outcome is Outcome.UNDECIDED:
        return ruling, None, refused
    found = dispensing.waive(case.code, violation, policies)
    if isinstance(found, Gap):
        return evolve(ruling, outcome=Outcome.UNDECIDED, why=why_of(found)), None, refused
    return ruling, found, refused


def _suitable(records: Records, program: str, kind: ProgramKind, year: int) -> Why | None:
    """Return why it is not known what a program is; raises if it is surely not the one."""
    gaps = gaps_of(records)
    contents = gaps.contents(program)
    if not contents:
        nameless = gaps.nameless("programs")
        if nameless is not None:
            return why_of(nameless)
        text = f"no program bears the id {program!r}"
        raise UnknownRecordError(text)
    fits = [
        one.of_year((year,)) and one.kind in {None, kind} and one.status is not CANCELLED
        for one in contents
    ]
    if not any(fits):
        found = contents[0]
        told = f"{program!r} is {found.status or ''} {found.kind} of {found.year}"
        text = f"{' '.join(told.split())}: nobody joins it as {kind} of {year}"
        raise InvalidValueError("program", "not_choice", text)
    if not all(fits):
        return next(why_of(one.gap) for one in contents if one.gap is not None)
    for one in contents:
        gap = one.gap if one.record is None else gaps.unread(one.record, "status")
        if gap is not None:
            return why_of(gap)
    return None


def _is_known(records: Records, participant: str) -> bool:
    return (
        participant in records.by_id("participants")
        or participant in records.ambiguous("participants")
        or participant in gaps_of(records).rejected("participants")
        or participant in gaps_of(records).rejected("participations", "participant")
        or participant in records.histories
    )


def _case(
    kind: ProgramKind,
    year: int,
    every: tuple[Policy, ...],
    participant: str | None = None,
    records: Records | None = None,
) -> Case | Verdict:
    """Return what is asked, or the verdict if such a program asks for nothing before.

    Raises `PolicyError` if no policy covers the year.
    """
    by_year = policy_by_year(every, (year, year + 1))
    if year not in by_year:
        raise uncovered(year)
    policy = by_year[year]
    prerequisite = policy.prerequisite(kind)
    if prerequisite is None or RULE_OF[kind] in policy.off:
        return Verdict(
            kind=kind,
            year=year,
            outcome=Eligibility.ELIGIBLE,
            policy=policy.id,
            participant=participant,
            reviewed=policy.reviewed(year),
        )
    return Case(
        kind=kind,
        year=year,
        policy=policy,
        prerequisite=prerequisite,
        years=years_before(year, prerequisite),
        code=RULE_OF[kind],
        next_covered=year + 1 in by_year,
        participant=participant,
        records=records,
    )


def _verdict(
    case: Case, ruling: Ruling, waived_by: Dispensation | None, refused: tuple[Refusal, ...]
) -> Verdict:
    told, why = ruling.told(case.prerequisite, case.years), ruling.why
    missing: Phrase | None = None
    found = told[0].phrase if ruling.steps else said("no_step", **case.needed)
    if why is not None:
        found = Phrase(why.cause, why.values)
        missing = Phrase(f"{why.cause}.remedy", why.values)
    outcome = ruling.outcome if waived_by is None else Outcome.WAIVED
    condition = Condition(
        code=case.code, outcome=outcome, expected=said("needs_step", **case.needed), found=found
    )
    return Verdict(
        kind=case.kind,
        year=case.year,
        outcome=_ELIGIBILITY[outcome],
        policy=case.policy.id,
        participant=case.participant,
        conditions=(condition,),
        evidence=told,
        remedies=() if waived_by is not None else remedies_for(case, ruling),
        missing=missing,
        waived_by=waived_by,
        refused=refused,
        reviewed=case.policy.reviewed(case.year),
    )
