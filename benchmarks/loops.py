"""The twelve participation-sized rules, written by hand as one fused loop, in two ways.

This is what a good engineer writes who wants speed and only ever these rules: all of them in one
pass, what many rows share looked up once, nothing built before it is needed. `flat` walks along
the table and joins each participation with its program; `over_rosters` groups them by program
first. Both come to the findings of `ikm_sinergi.check` on what `generator` makes: every row read,
no id with two contents, every program with commodity, regencies and first day, waivers only for
participants. A finding is a bare tuple: message, evidence and order are left to the library.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from ikm_sinergi import (
    Dispensation,
    Grant,
    Participation,
    ParticipationStatus,
    Policy,
    Program,
    ProgramKind,
    ProgramStatus,
    Records,
)
from ikm_sinergi.domain.names import fold

if TYPE_CHECKING:
    from datetime import date

__all__ = ["CODES", "Judged", "flat", "over_rosters"]

CODES: Final = tuple(
    f"IKM{number}" for number in (102, 103, 108, 109, 201, 202, 204, 205, 206, 207, 403, 502)
)

TRAINING: Final = ProgramKind.TRAINING
MENTORING: Final = ProgramKind.MENTORING
APPRENTICESHIP: Final = ProgramKind.APPRENTICESHIP
NEXT_STEPS: Final = (MENTORING, APPRENTICESHIP)
DEVELOPMENT: Final = ProgramKind.DEVELOPMENT
COMPLETED: Final = ParticipationStatus.COMPLETED
WITHDRAWN: Final = ParticipationStatus.WITHDRAWN
CANCELLED: Final = ProgramStatus.CANCELLED
NOT_HELD: Final = (ProgramStatus.PLANNED, CANCELLED)
UNKNOWN: Final = ""


class Judged(NamedTuple):
    """How many subjects each rule judged; and what it found: code, outcome, subject and year."""

    applicable: Mapping[str, int]
    findings: Sequence[tuple[str, str, object, int | None]]

    def counts(self) -> dict[str, tuple[int, int, int, int]]:
        """Return applicable, violated, waived and undecided by code."""
        found = Counter((code, outcome) for code, outcome, _about, _year in self.findings)
        return {
            code: (
                self.applicable[code],
                found[code, "violated"],
                found[code, "waived"],
                found[code, "undecided"],
            )
            for code in CODES
        }


class _Case:
    """What both ways share: look-ups, what is done on a miss, and what comes after the last row."""

    def __init__(self, records: Records, policies: Sequence[Policy]) -> None:
        self.records = records
        self.programs = {program.id: program for program in records.programs}
        self.regency_of = {one.id: one.regency for one in records.participants}
        self.policy_of = {
            year: policy
            for year in {program.year for program in records.programs}
            for policy in policies
            if policy.covers(year)
        }
        self.waivers = {
            (waiver.rule, waiver.year, waiver.participant)
            for waiver in records.dispensations
            if waiver.year in self.policy_of
            and waiver.approved_by in self.policy_of[waiver.year].approvers
            and waiver.decided_on.year <= waiver.year <= waiver.expires.year
        }
        self.applicable: Counter[str] = Counter()
        self.findings: list[tuple[str, str, object, int | None]] = []
        # Participants by fiscal year; those that were trained also by commodity.
        self.trained: defaultdict[int, set[str]] = defaultdict(set)
        self.trained_in: defaultdict[tuple[int, str | None], set[str]] = defaultdict(set)
        self.joined: defaultdict[int, set[str]] = defaultdict(set)
        self.left: defaultdict[int, set[str]] = defaultdict(set)
        self.begins: defaultdict[tuple[int, ProgramKind], dict[str, date]] = defaultdict(dict)
        self.held: defaultdict[int, set[str | None]] = defaultdict(set)  # regencies

    def term_of(self, program: Program) -> str | None:
        """Return the policy's term for the commodity of a program."""
        if program.commodity is None:
            return None
        policy = self.policy_of.get(program.year) or next(iter(self.policy_of.values()))
        return policy.commodity(program.commodity) or fold(program.commodity)

    def found(self, code: str, participant: str | None, about: object, year: int | None) -> None:
        """Note a violation, or that a dispensation waives it."""
        outcome = "waived" if (code, year, participant) in self.waivers else "violated"
        self.findings.append((code, outcome, about, year))

    # --- on a miss ---------------------------------------------------------------------------

    @cached_property
    def histories(self) -> Mapping[str, Sequence[Participation]]:
        """The participations of every participant."""
        histories: defaultdict[str, list[Participation]] = defaultdict(list)
        for row in self.records.participations:
            histories[row.participant].append(row)
        return histories

    @cached_property
    def twins(self) -> Mapping[str, set[str]]:
        """The other ids that share a NIB, or a name within one regency, by participant."""
        marks: defaultdict[tuple[str | None, str], set[str]] = defaultdict(set)
        for one in self.records.participants:
            if one.nib is not None:
                marks[None, one.nib].add(one.id)
            if one.regency is not None:
                marks[one.regency, fold(one.name)].add(one.id)
        twins: defaultdict[str, set[str]] = defaultdict(set)
        for ids in marks.values():
            if len(ids) > 1:
                for identifier in ids:
                    twins[identifier] |= ids - {identifier}
        return twins

    @cached_property
    def trained_from(self) -> frozenset[tuple[int, str | None]]:
        """The years and regencies of whose IKM there is a list of a training."""
        return frozenset(
            (program.year, regency)
            for row in self.records.participations
            if (program := self.programs.get(row.program)) is not None
            and program.kind is TRAINING
            and program.status is not CANCELLED
            and (regency := self.regency_of.get(row.participant)) in (program.regencies or ())
        )

    def newcomer(self, code: str, row: Participation, year: int) -> None:
        """Judge a participation without a completed training in the year before."""
        participant, before = row.participant, year - 1
        regency = self.regency_of.get(participant)
        doubtful = (
            (before, regency) not in self.trained_from
            or not self.trained[before].isdisjoint(self.twins.get(participant, ()))
            or any(self._open(step, before) for step in self.histories[participant])
        )
        if doubtful:
            self.findings.append((code, "undecided", row, year))
        else:
            self.found(code, participant, row, year)

    def _open(self, step: Participation, year: int) -> bool:
        """Whether a step may have been the training of a year, or tells of one."""
        program = self.programs.get(step.program)
        if step.status is WITHDRAWN:
            return False
        if program is None:
            return True
        if program.year != year or program.status is CANCELLED:
            return False
        if program.kind in NEXT_STEPS:
            return step.status is COMPLETED
        return program.kind is TRAINING or program.kind is DEVELOPMENT

    def unless_unsure(self, code: str, participant: str, about: object, year: int) -> None:
        """Note a violation if it is known what the participant did in the year."""
        steps = [self.programs.get(step.program) for step in self.histories[participant]]
        if not self.joined[year].isdisjoint(self.twins.get(participant, ())) or any(
            program is None or (program.year == year and program.kind is DEVELOPMENT)
            for program in steps
        ):
            self.findings.append((code, "undecided", about, year))
        else:
            self.found(code, participant, about, year)

    def lost(self, row: Participation) -> None:
        """Judge a participation in an unknown program."""
        self.findings.append(("IKM103", "violated", row, None))
        if row.participant not in self.regency_of:
            self.findings.append(("IKM102", "violated", row, None))
        if row.status is COMPLETED or row.completed_on is not None:
            self.applicable["IKM109"] += 1
            self.findings.append(("IKM109", "undecided", row, None))

    # --- what is not a participation ---------------------------------------------------------

    def references(self) -> None:
        """Judge whom grants and dispensations name, and count those of the participations."""
        many = len(self.records.participations)
        self.applicable.update({"IKM102": many, "IKM103": many})
        named: list[Grant | Dispensation] = [*self.records.grants, *self.records.dispensations]
        for one in named:
            participant = one.recipient if isinstance(one, Grant) else one.participant
            if participant is not None:
                self.applicable["IKM102"] += 1
                if participant not in self.regency_of:
                    self.findings.append(("IKM102", "violated", one, None))
            if one.program is not None:
                self.applicable["IKM103"] += 1
                if one.program not in self.programs:
                    self.findings.append(("IKM103", "violated", one, None))

    def years(self) -> Judged:
        """Judge what is about a participant and a year, and return everything."""
        terms = {term for _, term in self.trained_in}
        for year in self.policy_of:
            before, joined, left, held = (
                year - 1,
                self.joined[year],
                self.left[year],
                self.held[year],
            )
            concerned = [one for one in self.trained[before] if self.regency_of.get(one) in held]
            self.applicable["IKM205"] += len(concerned)
            for participant in concerned:
                if participant not in joined and participant not in left:
                    self.unless_unsure("IKM205", participant, participant, year)
            mentored = self.begins[year, MENTORING]
            for participant, begins in self.begins[year, APPRENTICESHIP].items():
                first = mentored.get(participant)
                if first is not None:
                    self.applicable["IKM206"] += 1
                    if begins < first:
                        self.found("IKM206", participant, participant, year)
            again = self.trained[before] & self.trained[year]
            self.applicable["IKM207"] += len(again)
            for participant in again - joined:
                if any(
                    participant in self.trained_in[before, term]
                    and participant in self.trained_in[year, term]
                    for term in terms
                ):
                    self.unless_unsure("IKM207", participant, participant, year)
        return Judged(self.applicable, self.findings)


def over_rosters(  # noqa: C901, PLR0912, PLR0915  # fused on purpose: that is what is measured
    records: Records, policies: Sequence[Policy]
) -> Judged:
    """Judge by all rules in one loop over the participations of each program."""
    case = _Case(records, policies)
    case.references()
    regency_of, applicable = case.regency_of, case.applicable
    rosters: defaultdict[str, list[Participation]] = defaultdict(list)
    for row in records.participations:
        rosters[row.program].append(row)
    grants: defaultdict[str, list[Grant]] = defaultdict(list)
    for grant in records.grants:
        grants[grant.program].append(grant)
    for identifier, rows in rosters.items():
        program = case.programs.get(identifier)
        if program is not None and program.kind is TRAINING and program.status is not CANCELLED:
            trained = [row.participant for row in rows if row.status is COMPLETED]
            case.trained[program.year].update(trained)
            case.trained_in[program.year, case.term_of(program)].update(trained)

    changed: list[tuple[Participation, int]] = []
    for identifier, rows in rosters.items():
        program = case.programs.get(identifier)
        if program is None:
            for row in rows:
                case.lost(row)
            live = [row.participant for row in rows if row.status is not WITHDRAWN]
            applicable["IKM108"] += len(live)
            case.findings += [("IKM108", "violated", row, None)] * (len(live) - len(set(live)))
            continue
        year, kind, starts, served = program.year, program.kind, program.starts, program.regencies
        judged = year in case.policy_of and program.status is not CANCELLED
        next_step = judged and kind in NEXT_STEPS
        not_held = program.status in NOT_HELD
        before = case.trained[year - 1]
        alike = case.trained_in[year - 1, case.term_of(program)]
        code = "IKM201" if kind is MENTORING else "IKM202"
        enrolled: set[str] = set()
        withdrawn: list[str] = []
        completions = origins = same = 0
        for row in rows:
            participant, status, day = row.participant, row.status, row.completed_on
            regency = regency_of.get(participant, UNKNOWN)
            if regency is UNKNOWN:
                case.found("IKM102", participant, row, year)
                regency = None
            if status is COMPLETED or day is not None:
                completions += 1
                if (not_held and status is COMPLETED) or (
                    day is not None
                    and (
                        (status is not COMPLETED and status is not None)
                        or (starts is not None and day < starts)
                    )
                ):
                    case.found("IKM109", participant, row, year)
            if status is WITHDRAWN:
                withdrawn.append(participant)
                continue
            if participant in enrolled:
                case.found("IKM108", participant, row, year)
            else:
                enrolled.add(participant)
            if judged and served is not None and regency is not None:
                origins += 1
                if regency not in served:
                    case.found("IKM403", participant, row, year)
            if next_step:
                if participant in alike:
                    same += 1
                elif participant in before:
                    same += 1
                    changed.append((row, year))
                else:
                    case.newcomer(code, row, year)
        applicable["IKM108"] += len(rows) - len(withdrawn)
        applicable["IKM109"] += completions
        applicable["IKM403"] += origins
        if next_step:
            applicable[code] += len(rows) - len(withdrawn)
            applicable["IKM204"] += same
            case.joined[year] |= enrolled
            case.left[year].update(withdrawn)
            case.held[year] |= {
                regency_of.get(one) for one in (*enrolled, *withdrawn)
            }.intersection(served or ())
            if starts is not None:
                begins = case.begins[year, kind]
                for participant in enrolled:
                    first = begins.get(participant)
                    if first is None or starts < first:
                        begins[participant] = starts
        if judged:
            for grant in grants.get(identifier, ()):
                recipient = grant.recipient
                if recipient is not None:
                    applicable["IKM502"] += 1
                    if recipient not in enrolled and recipient not in withdrawn:
                        case.found("IKM502", recipient, grant, year)
    for row, year in changed:
        case.unless_unsure("IKM204", row.participant, row, year)
    return case.years()


def flat(  # noqa: C901, PLR0912, PLR0915  # fused on purpose: that is what is measured
    records: Records, policies: Sequence[Policy]
) -> Judged:
    """Judge by all rules in two loops over the table: who did what, then everything."""
    year: int | None
    case = _Case(records, policies)
    case.references()
    programs, regency_of, applicable = case.programs, case.regency_of, case.applicable
    terms = {program.id: case.term_of(program) for program in records.programs}
    for row in records.participations:
        program = programs.get(row.program)
        if program is None or program.status is CANCELLED:
            continue
        participant, kind, year = row.participant, program.kind, program.year
        if kind is TRAINING:
            if row.status is COMPLETED:
                case.trained[year].add(participant)
                case.trained_in[year, terms[program.id]].add(participant)
        elif kind in NEXT_STEPS:
            regency = regency_of.get(participant)
            if regency in (program.regencies or ()):
                case.held[year].add(regency)
            if row.status is WITHDRAWN:
                case.left[year].add(participant)
                continue
            case.joined[year].add(participant)
            if program.starts is not None:
                begins = case.begins[year, kind]
                first = begins.get(participant)
                if first is None or program.starts < first:
                    begins[participant] = program.starts

    enrolled: set[tuple[str, str]] = set()
    withdrawn: set[tuple[str, str]] = set()
    live = completions = origins = same = mentored = apprenticed = 0
    for row in records.participations:
        participant, status, day = row.participant, row.status, row.completed_on
        program = programs.get(row.program)
        year = None if program is None else program.year
        if status is WITHDRAWN:
            withdrawn.add((participant, row.program))
        else:
            live += 1
            if (participant, row.program) in enrolled:
                case.found("IKM108", participant, row, year)
            else:
                enrolled.add((participant, row.program))
        if program is None or year is None:
            case.lost(row)
            continue
        regency = regency_of.get(participant, UNKNOWN)
        if regency is UNKNOWN:
            case.found("IKM102", participant, row, year)
            regency = None
        if status is COMPLETED or day is not None:
            completions += 1
            if (program.status in NOT_HELD and status is COMPLETED) or (
                day is not None
                and (
                    (status is not COMPLETED and status is not None)
                    or (program.starts is not None and day < program.starts)
                )
            ):
                case.found("IKM109", participant, row, year)
        if status is WITHDRAWN or program.status is CANCELLED or year not in case.policy_of:
            continue
        if regency is not None and program.regencies is not None:
            origins += 1
            if regency not in program.regencies:
                case.found("IKM403", participant, row, year)
        kind = program.kind
        if kind is MENTORING:
            mentored += 1
        elif kind is APPRENTICESHIP:
            apprenticed += 1
        else:
            continue
        if participant not in case.trained[year - 1]:
            case.newcomer("IKM201" if kind is MENTORING else "IKM202", row, year)
            continue
        same += 1
        if participant not in case.trained_in[year - 1, terms[program.id]]:
            case.unless_unsure("IKM204", participant, row, year)
    applicable.update({"IKM108": live, "IKM109": completions, "IKM201": mentored})
    applicable.update({"IKM202": apprenticed, "IKM204": same, "IKM403": origins})
    for grant in records.grants:
        program, recipient = programs.get(grant.program), grant.recipient
        if program is None or recipient is None or program.status is CANCELLED:
            continue
        if program.year in case.policy_of:
            applicable["IKM502"] += 1
            key = (recipient, grant.program)
            if key not in enrolled and key not in withdrawn:
                case.found("IKM502", recipient, grant, program.year)
    return case.years()
