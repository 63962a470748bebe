"""Who took a step, and who may have taken one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, partial
from itertools import chain
from typing import Any

from attrs import evolve, frozen

from ikm_sinergi.domain.entities import Participation
from ikm_sinergi.domain.mappings import ReadOnly
from ikm_sinergi.domain.terms import ProgramKind
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.gap import COMPLETED, PLANNED, WITHDRAWN, Gap, years_told
from ikm_sinergi.records.gaps.possible import Possible
from ikm_sinergi.records.indexes import Roster
from ikm_sinergi.words.phrases import Phrase


@frozen(eq=False)
class Steps:
    """Who surely took a step, and who may have taken one, or one more, and why."""

    done: AbstractSet[str]
    maybe: Mapping[str, Gap]


@frozen(eq=False)
class OwnStep:
    """A step that an IKM took by a participation of its own, or may have taken: that is the gap.

    `program` is the id of the program, None if it is not known.
    """

    program: str | None
    gap: Gap | None


@frozen
class _Question:
    """Which step is asked about: of which years and kinds, completed or only begun.

    `later` are kinds that ask for it themselves. With `withdrawn` it is enough to have been on a
    list.
    """

    years: Sequence[int]
    kinds: Sequence[ProgramKind]
    later: Sequence[ProgramKind]
    completed: bool
    withdrawn: bool

    @cached_property
    def told(self) -> Mapping[str, object]:
        """What is asked for, as values of a cause."""
        return ReadOnly({"before": years_told(self.years), "kinds": tuple(self.kinds)})

    @cached_property
    def _gaps(self) -> dict[str, Gap]:
        return {}

    def gap(self, cause: str) -> Gap:
        """Return the gap of this cause that all rows share which leave it open."""
        if cause not in self._gaps:
            self._gaps[cause] = Gap(cause, self.told)
        return self._gaps[cause]

    @cached_property
    def unknown_step(self) -> Gap:
        """The gap of a step in a program that is not on record."""
        says = Phrase("step_unknown_program")
        return Gap("unknown_program_step", self.told, None, says)


class _Counting:
    """Counts the participations of one program after the other."""

    def __init__(self, records: Records, question: _Question, unread: AbstractSet[int]) -> None:
        self._records = records
        self._question = question
        self.done: set[str] = set()
        self.maybe: dict[str, Gap] = {}
        self._weights: dict[str, tuple[bool, str, str]] = {}
        self._unread = unread
        self.is_plain: bool = not (unread or records.disputed)
        """Whether every participation says what it is."""

    def whole(self, roster: Roster) -> None:
        """Count those on the roster of a program that surely counts, all rows being plain."""
        if not self._question.completed:
            self.done |= roster.participants
            if self._question.withdrawn:
                self.done.update([row.participant for row in roster.withdrawn])
            return
        self.done |= roster.completed
        if len(roster.completed) < len(roster.participants):
            self.each([row for row in roster.rows if row.status is not COMPLETED], None)

    def each(self, rows: Iterable[Participation], gap: Gap | None) -> None:
        """Count rows of a program that counts, or may count: that is the gap."""
        of_row = (
            self._of_content if gap is None and self.is_plain else partial(self.of_row, gap=gap)
        )
        for row in rows:
            counts = of_row(row)
            if isinstance(counts, Gap):
                self._note(row, counts)
            elif counts:
                self.done.add(row.participant)

    def later(self, rows: Iterable[Participation], cause: str) -> None:
        """Count rows of a program that asks for the step itself: who completed it took that.

        `cause` is why it may be so.
        """
        for row in rows:
            if row.status is not WITHDRAWN:
                self._note(row, self.of_later(row, cause))

    def of_later(self, row: Participation, cause: str) -> Gap:
        """Return why a row of a program that asks for the step itself may count."""
        counts = False if self.is_plain else self._of_row(row)
        if isinstance(counts, Gap) and counts.may_accuse:
            return counts
        shown = cause if row.status is COMPLETED else "open_later_step"
        return self._question.gap(shown)

    def of_row(self, row: Participation, gap: Gap | None) -> Gap | bool:
        """Return whether a row of a program counts that counts itself, or why it may."""
        counts = self._of_row(row)
        if gap is None or counts is False or (isinstance(counts, Gap) and counts.may_accuse):
            return counts
        return Gap(gap.cause, gap.values, row, gap.says) if gap.says is not None else gap

    def _of_row(self, row: Participation) -> Gap | bool:
        """Return whether a participation counts in each of its contents, or why it may."""
        contents = self._records.disputed.get((row.participant, row.program))
        if contents is None:
            return self._of_content(row)
        found = [self._of_content(one) for one in contents]
        if len({one.cause if isinstance(one, Gap) else one for one in found}) == 1:
            return found[0]
        return Gap("duplicate_id", {"table": "participations"}, row)

    def _of_content(self, row: Participation) -> Gap | bool:
        asked = self._question
        if asked.withdrawn and not asked.completed:
            return True
        if row.status is None and self._is_unread(row):
            return Gap("unreadable_field", {"field": "status"}, row)
        if row.status is WITHDRAWN:
            return False
        if row.status is COMPLETED or not asked.completed:
            return True
        return asked.gap("open_step")

    def _is_unread(self, row: Participation) -> bool:
        unread = self._unread
        return bool(unread) and any(id(one) in unread for one in self._records.rows_of(row))

    def _note(self, row: Participation, why: Gap) -> None:
        weight = not why.may_accuse, row.program, why.cause
        known = self._weights.get(row.participant)
        if known is None or weight < known:
            self._weights[row.participant] = weight
            self.maybe[row.participant] = why


class Taken(Possible):
    """The steps that were taken, and those that may have been."""

    def steps(
        self,
        years: Sequence[int],
        kinds: Sequence[ProgramKind],
        *,
        later: Sequence[ProgramKind] = (),
        completed: bool = True,
        withdrawn: bool = False,
    ) -> Steps:
        """Return who took a step of these kinds in these years, and who may have.

        That is whoever `completed` one, else whoever is on a list and did not withdraw. `later`
        are kinds that ask for it themselves: who completed one of them took it, or was let in.
        `withdrawn` counts those who left too.
        """
        key = (years, kinds, later, completed, withdrawn)
        found = self._steps_taken.get(key)
        if found is None:
            found = self._steps_taken[key] = self._steps(_Question(*key))
        return found

    @cached_property
    def _steps_taken(self) -> dict[Any, Steps]:
        return {}

    def _steps(self, asked: _Question) -> Steps:
        records, counting = self._records, self._counting(asked)
        kinds = (*asked.kinds, *asked.later)
        for roster in chain.from_iterable(map(records.rosters_of, asked.years)):
            program = roster.program
            if self._is_other(program, kinds):
                continue
            gap = self._counts(
                self.contents(program.id), asked.years, asked.kinds, completed=asked.completed
            )
            if gap is True and counting.is_plain:
                counting.whole(roster)
            elif gap is not False:
                everybody = (*roster.rows, *roster.withdrawn)
                counting.each(everybody, None if gap is True else gap)
            elif cause := self._asks_itself(program.id, asked):
                counting.later(roster.rows, cause)
        for identifier in self._odd_rosters:
            rows, why = records.rosters[identifier], self._of_program(identifier, asked)
            if why is not False:
                counting.each(rows, None if why is True else why)
            if why is not True and (cause := self._asks_itself(identifier, asked)):
                counting.later(rows, cause)
        return Steps(counting.done, counting.maybe)

    @cached_property
    def _odd_rosters(self) -> Sequence[str]:
        """The ids of programs that participations name and that are not on record as one."""
        return sorted(self._records.rosters.keys() - self._records.by_id("programs").keys())

    def _counting(self, asked: _Question) -> _Counting:
        rows = self._records.with_unreadable
        unread = self._once("unread", lambda: {id(row) for row in rows("participations", "status")})
        return _Counting(self._records, asked, unread)

    def own_steps(
        self,
        participant: str,
        years: Sequence[int],
        kinds: Sequence[ProgramKind],
        *,
        later: Sequence[ProgramKind] = (),
        completed: bool = True,
    ) -> Sequence[OwnStep]:
        """Return such steps of an IKM as its own participations tell of, rejected ones too.

        `later` and `completed` are as in `steps`.
        """
        asked, answers = self._asked(years, kinds, later, completed=completed)
        counting, found = self._counting(asked), list[OwnStep]()
        for row in self._records.histories.get(participant, ()):
            if row.program not in answers:
                cause = self._asks_itself(row.program, asked)
                answers[row.program] = self._of_program(row.program, asked), cause
            why, cause = answers[row.program]
            counts = why if why is False else counting.of_row(row, None if why is True else why)
            if counts is not False:
                found.append(OwnStep(row.program, None if counts is True else counts))
            if cause is not None and row.status is not WITHDRAWN:
                found.append(OwnStep(None, counting.of_later(row, cause)))
        return [*found, *self._rejected(asked).get(participant, ())]

    def _asked(
        self,
        years: Sequence[int],
        kinds: Sequence[ProgramKind],
        later: Sequence[ProgramKind],
        *,
        completed: bool,
    ) -> tuple[_Question, dict[str, tuple[Gap | bool, str | None]]]:
        """Return a question after own steps, and what is known so far of programs.

        That is whether one counts, and the cause if it may ask for the step itself.
        """
        asked = _Question(years, kinds, later, completed, withdrawn=False)
        return asked, self._once(("own steps", asked), dict[str, tuple[Gap | bool, str | None]])

    @cached_property
    def touched(self) -> AbstractSet[str]:
        """Everybody whose own steps could not be read for sure: its rows, or their programs."""
        if self.reading("programs", "participations") is None:
            return frozenset()
        records = self._records
        programs = records.ambiguous("programs").keys() | records.rejected("programs", "id")
        programs |= {
            getattr(one, "id", "")
            for field in ("status", "commodity", "starts")
            for one in records.with_unreadable("programs", field)
        }
        rows = chain.from_iterable(records.rosters.get(one, ()) for one in programs)
        found = {row.participant for row in rows} | {
            participant for participant, _ in records.disputed
        }
        unread = records.with_unreadable("participations", "status")
        found |= {getattr(row, "participant", "") for row in unread}
        return found | {one.read.get("participant", "") for one in self.rejects("participations")}

    def _of_program(self, identifier: str, asked: _Question) -> Gap | bool:
        """Return whether what an id of a program stands for counts, or why it may."""
        contents = self.contents(identifier)
        if not contents:
            return asked.unknown_step
        why = self._counts(contents, asked.years, asked.kinds, completed=asked.completed)
        several = len(contents) != 1 or contents[0].record is None
        if several and isinstance(why, Gap):
            why = evolve(why, says=Phrase("step_unknown_program"))
        return why

    def _asks_itself(self, identifier: str, asked: _Question) -> str | None:
        """Return the cause if a program may be of a kind that asks for the step itself."""
        contents = self.contents(identifier) if asked.completed and asked.later else ()
        live = [one for one in contents if self.live(one, asked.years, asked.later) is not False]
        if not live:
            return None
        planned = all(one.status is PLANNED for one in live)
        return "open_program" if planned else "other_step"

    def own_doubts(
        self, years: Sequence[int], kinds: Sequence[ProgramKind], *, completed: bool = True
    ) -> Mapping[str, Gap]:
        """Return whose own rows, as they could be read, leave open whether it took a step."""
        if self.reading("programs", "participations") is None:
            return {}
        steps = self.steps(years, kinds, completed=completed)
        found = {one: gap for one, gap in steps.maybe.items() if gap.may_accuse}
        for one, gap in self.rejected_steps(years, kinds, completed=completed).items():
            if one is not None:
                found.setdefault(one, gap)
        return {one: gap for one, gap in found.items() if one not in steps.done}

    def rejected_steps(
        self,
        years: Sequence[int],
        kinds: Sequence[ProgramKind],
        *,
        completed: bool,
        withdrawn: bool = False,
        later: Sequence[ProgramKind] = (),
    ) -> Mapping[str | None, Gap]:
        """Return the steps that rejected participations may be, by participant; None is anybody.

        `completed`, `withdrawn` and `later` are as in `steps`.
        """
        if not self.rejects("participations"):
            return {}
        rejected = self._rejected(_Question(years, kinds, later, completed, withdrawn))
        gap = Gap("rejected_row", {"table": "participations"})
        return dict.fromkeys(rejected, gap)

    def _rejected(self, asked: _Question) -> Mapping[str | None, Sequence[OwnStep]]:
        """Return those steps by participant, each with its program."""
        if not self.rejects("participations"):
            return {}
        return self._once(("rejected steps", asked), lambda: self._each_rejected(asked))

    def _each_rejected(self, asked: _Question) -> Mapping[str | None, Sequence[OwnStep]]:
        gap = Gap("rejected_row", {"table": "participations"})
        found = defaultdict[str | None, list[OwnStep]](list)
        for reject in self.rejects("participations"):
            read = reject.read
            if read.get("status") is WITHDRAWN and not asked.withdrawn:
                continue
            program = read.get("program")
            if program is None:
                may_be = self._may_be_of(reject, "participations", asked.years)
            else:
                may_be = self._of_program(program, asked) is not False
            if may_be or (program is not None and self._asks_itself(program, asked)):
                step = OwnStep(program if may_be else None, gap)
                found[read.get("participant")].append(step)
        return found
