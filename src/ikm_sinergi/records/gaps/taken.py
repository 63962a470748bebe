"""Who took a step, and who may have taken one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import chain
from typing import Any

from attrs import evolve, frozen

from ikm_sinergi.domain.entities import Participation
from ikm_sinergi.domain.mappings import ReadOnly
from ikm_sinergi.domain.terms import ProgramKind
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.gap import COMPLETED, WITHDRAWN, Gap, years_told
from ikm_sinergi.records.gaps.possible import Possible
from ikm_sinergi.records.indexes import Roster
from ikm_sinergi.words.phrases import Phrase


@frozen(eq=False)
class Steps:
    """Who surely took a step, and who may have taken one, or one more, and why."""

    done: AbstractSet[str]
    maybe: Mapping[str, Gap]


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
    def open_step(self) -> Gap:
        """The gap of a step that was begun, and may have been completed."""
        return Gap("open_step", self.told)

    @cached_property
    def other_step(self) -> Gap:
        """The gap of a step that asks for this one itself."""
        return Gap("other_step", self.told)

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
        asked, plain = self._question, self.is_plain
        for row in rows:
            why = None if plain else self._of_row(row)
            if why is not None:
                self._note(row, why)
            elif row.status is WITHDRAWN and not asked.withdrawn:
                continue
            elif gap is not None:
                shown = gap.says is not None
                self._note(row, Gap(gap.cause, gap.values, row, gap.says) if shown else gap)
            elif row.status is COMPLETED or not asked.completed:
                self.done.add(row.participant)
            else:
                self._note(row, asked.open_step)

    def later(self, rows: Iterable[Participation]) -> None:
        """Count rows of a program that asks for the step itself: who completed it took that."""
        if self.is_plain:
            other = self._question.other_step
            for row in rows:
                self.maybe.setdefault(row.participant, other)
            return
        for row in rows:
            self._note(row, self._of_row(row) or self._question.other_step)

    def _of_row(self, row: Participation) -> Gap | None:
        """Return why it is not known what a participation came to."""
        if self._is_unread(row) and row.status is None:
            return Gap("unreadable_field", {"field": "status"}, row)
        contents = self._records.disputed.get((row.participant, row.program), ())
        if any(one.status is not WITHDRAWN for one in contents):
            return Gap("duplicate_id", {"table": "participations"}, row)
        return None

    def _is_unread(self, row: Participation) -> bool:
        unread = self._unread
        return bool(unread) and any(id(one) in unread for one in self._records.rows_of(row))

    def _note(self, row: Participation, why: Gap) -> None:
        known = self.maybe.get(row.participant)
        if known is None or (why.may_accuse and not known.may_accuse):
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
                rows = (*roster.rows, *roster.withdrawn)
                counting.each(rows, None if gap is True else gap)
            elif asked.completed and program.kind in asked.later:
                counting.later(roster.rows)
        for identifier in self._odd_rosters:
            why = self._of_program(identifier, asked)
            if why is not False:
                counting.each(records.rosters[identifier], None if why is True else why)
        return Steps(counting.done, counting.maybe)

    @cached_property
    def _odd_rosters(self) -> Sequence[str]:
        """The ids of programs that participations name and that are not on record as one."""
        return sorted(self._records.rosters.keys() - self._records.by_id("programs").keys())

    def _counting(self, asked: _Question) -> _Counting:
        rows = self._records.with_unreadable
        unread = self._once("unread", lambda: {id(row) for row in rows("participations", "status")})
        return _Counting(self._records, asked, unread)

    def own_step(
        self,
        participant: str,
        years: Sequence[int],
        kinds: Sequence[ProgramKind],
        without: AbstractSet[str],
        *,
        later: Sequence[ProgramKind] = (),
    ) -> Gap | None:
        """Return why an IKM may have completed such a step by its own participations.

        `without` are the ids of programs that are not meant; `later` as in `steps`.
        """
        asked, answers = self._programs_asked(years, kinds, later)
        counting: _Counting | None = None
        for row in self._records.histories.get(participant, ()):
            answer = answers.get(row.program)
            if answer is None:
                answer = answers[row.program] = self._answered(row.program, asked)
            gap, is_later = answer
            if row.program in without:
                gap = False
            if gap is False and not is_later:
                continue
            counting = counting or self._counting(asked)
            if gap is not False:
                counting.each((row,), None if gap is True else gap)
            elif row.status is not WITHDRAWN:
                counting.later((row,))
        return None if counting is None else counting.maybe.get(participant)

    def _programs_asked(
        self, years: Sequence[int], kinds: Sequence[ProgramKind], later: Sequence[ProgramKind]
    ) -> tuple[_Question, dict[str, tuple[Gap | bool, bool]]]:
        """Return the question after a completed step, and what is known of programs so far."""
        return self._once(
            ("own step", years, kinds, later),
            lambda: (_Question(years, kinds, later, completed=True, withdrawn=False), {}),
        )

    def _answered(self, identifier: str, asked: _Question) -> tuple[Gap | bool, bool]:
        """Return whether a program counts, and whether it asks for the step itself."""
        program = self._records.program(identifier)
        is_later = (
            program is not None and program.kind in asked.later and program.year in asked.years
        )
        return self._of_program(identifier, asked), is_later

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
        self, years: Sequence[int], kinds: Sequence[ProgramKind], *, completed: bool
    ) -> Mapping[str | None, Gap]:
        """Return the steps that rejected participations may be, by participant; None is anybody."""
        if not self.rejects("participations"):
            return {}
        key = ("rejected steps", years, kinds, completed)
        return self._once(key, lambda: dict(self._each_rejected(years, kinds, completed=completed)))

    def _each_rejected(
        self, years: Sequence[int], kinds: Sequence[ProgramKind], *, completed: bool
    ) -> Iterator[tuple[str | None, Gap]]:
        for reject in self.rejects("participations"):
            read = reject.read
            if read.get("status") is WITHDRAWN:
                continue
            program = read.get("program")
            contents = () if program is None else self.contents(program)
            if contents:
                may_be = self._counts(contents, years, kinds, completed=completed) is not False
            else:
                may_be = program is not None or self._may_be_of(reject, "participations", years)
            if not may_be:
                continue
            gap = Gap("rejected_row", {"table": "participations"})
            yield read.get("participant"), gap
