"""What a rule relies on: each question is answered by the gap that leaves it open, or by None.

Records tell of a world, with gaps. A rule accuses only if it would find the same however the gaps
are filled, and passes only if it would find nothing in any way (certain answers over incomplete
information: Imielinski and Lipski 1984). Rules, verdicts, dispensations and figures ask here and
never judge doubt by themselves. The answers are sound, not exact: a gap may be told that could
not have hidden it, never the other way round. They are looked for on misses only.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import chain, product
from typing import cast

from ikm_sinergi.domain.entities import Participant, Participation, Program
from ikm_sinergi.domain.mappings import ReadOnly
from ikm_sinergi.domain.terms import ProgramKind
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.gap import WITHDRAWN, Gap, years_told
from ikm_sinergi.records.gaps.losses import BY_ID
from ikm_sinergi.records.gaps.taken import Steps, Taken
from ikm_sinergi.words.phrases import Phrase


class Gaps(Taken):
    """The gaps of some records, as they stand on a day."""

    def further(self, table: str, program: Program, *, coming: bool = True) -> Gap | None:
        """Return why a table may hold more rows of a program than are on record.

        `coming` asks for the rest of a year that is not over.
        """
        for several in () if table not in BY_ID else self._records.ambiguous(table).values():
            if any(one.program == program.id for one in several):
                return Gap("duplicate_id", {"table": table})
        for reject in self.rejects(table):
            if self._may_name(reject, table, program):
                return Gap("rejected_row", {"table": table})
        for lost in self.lost(table):
            if lost.reaches((program.year,), program.regencies):
                return Gap("table_not_whole", {"table": table})
        if not self.gives(program, table):
            return Gap("table_not_given", {"table": table})
        return self.to_come(program.year) if coming else None

    def enrolment(self, participant: str, program: Program) -> Gap | None:
        """Return why an IKM may be on the list of a program that does not show it."""
        records = self._records
        listed = {row.participant for row in records.rosters.get(program.id, ())}
        ids = {participant, *self.aliases.of(participant)}
        for reject in self.rejects("participations"):
            named = reject.read.get("participant") in {None, *ids}
            if named and self._may_name(reject, "participations", program):
                told = {"table": "participations"}
                return Gap("rejected_row", told)
        if not self._deliveries.gives(program, "participations"):
            cause = "table_not_whole" if self.lost("participations") else "table_not_given"
            return Gap(cause, {"table": "participations"})
        if self._is_lost("participations", ids, (program.year,)):
            return Gap("table_not_whole", {"table": "participations"})
        if not listed:
            return Gap("no_participations")
        if not listed.isdisjoint(ids):
            return Gap("other_id_joined", {"year": program.year, "table": "participants"})
        steps = Steps(listed, {})
        return self._nameless(participant, steps, {}) or self.to_come(program.year)

    def may_have_stepped(
        self,
        years: Sequence[int],
        kinds: Sequence[ProgramKind],
        *,
        later: Sequence[ProgramKind] = (),
    ) -> AbstractSet[str]:
        """Return everybody of whom a record leaves open whether it completed a step."""
        steps = self.steps(years, kinds, later=later)
        rejected = self.rejected_steps(years, kinds, completed=True, later=later)
        found = steps.maybe.keys() | {one for one in rejected if one is not None}
        taken = found | steps.done
        return found.union(*(self.aliases.of(one).keys() for one in taken)) - steps.done

    def step(  # one return for each gap
        self,
        participant: str,
        years: Sequence[int],
        kinds: Sequence[ProgramKind],
        *,
        later: Sequence[ProgramKind] = (),
        own: bool = True,
        completed: bool = True,
        withdrawn: bool = False,
        held: Sequence[Sequence[ProgramKind]] = (),
    ) -> Gap | None:
        """Return why an IKM may have taken a step that it is not surely known to have taken.

        `held` are kinds of which a list must be held for its regency, each group by one list; `own`
        is whether its own participations count, or are asked elsewhere (`own_steps`).
        """
        steps = self.steps(years, kinds, later=later, completed=completed, withdrawn=withdrawn)
        rejected = self.rejected_steps(
            years, kinds, completed=completed, withdrawn=withdrawn, later=later
        )
        gap = (steps.maybe.get(participant) or rejected.get(participant)) if own else None
        gap = gap or rejected.get(None)
        if gap is not None:
            return gap
        if self._is_plain(participant):
            home = self._records.regency_of.get(participant)
            key = ("unheld", years, kinds, tuple(map(tuple, held)), home)
            return self._once(key, lambda: self._missing((participant,), years, kinds, held))
        others = self.aliases.of(participant)
        for other, match in others.items():
            if other in steps.done or other in steps.maybe or other in rejected:
                says = "same_ikm" if other in steps.done else "same_ikm_open"
                told = {
                    "match": Phrase(f"match_{match}"),
                    "other": other,
                    "kind": tuple(kinds),
                    "year": years_told(years),
                }
                phrase = Phrase(says if completed else "same_ikm_joined", ReadOnly(told))
                return self._other(participant, phrase, years, kinds, completed=completed)
        gap = self._nameless(participant, steps, rejected)
        return gap or self._missing((participant, *others), years, kinds, held)

    def _is_plain(self, participant: str) -> bool:
        """Whether no gap speaks of an IKM, so that it has those of its regency alone."""
        return not (self._is_anybody or participant in self._in_doubt)

    @cached_property
    def _is_anybody(self) -> bool:
        """Whether rows of participants may be of any IKM."""
        rejected = self._records.rejected("participants", "id")
        return bool(self.aliases.wild or rejected or self.nameless("participants"))

    @cached_property
    def _in_doubt(self) -> AbstractSet[str]:
        """The ids that may be of several IKM, or that several contents stand under."""
        return self.aliases.possible | self._records.ambiguous("participants").keys()

    def _missing(
        self,
        ids: Sequence[str],
        years: Sequence[int],
        kinds: Sequence[ProgramKind],
        held: Sequence[Sequence[ProgramKind]],
    ) -> Gap | None:
        """Return why rows of an IKM, which may bear these ids, may not be on record."""
        if self._is_lost("participations", ids, years):
            return Gap("table_not_whole", {"table": "participations"})
        return self.to_come(*years) or self._unheld(ids, years, kinds, held)

    def _unheld(
        self,
        ids: Iterable[str],
        years: Sequence[int],
        kinds: Sequence[ProgramKind],
        held: Sequence[Sequence[ProgramKind]],
    ) -> Gap | None:
        """Return the gap of a year of which no list is held for where one of these is from."""
        told = {"before": years_told(years), "kinds": tuple(kinds)}
        homes = sorted({code for one in ids for code in self.homes(one)}, key=str) if held else ()
        for before, code in product(years, homes):
            if not self.is_held(before, code, held):
                if code is None:
                    return Gap("regency_not_known", told)
                program = self.unlisted(before, code, held)
                if program is None:
                    return Gap("history_not_held", {**told, "regency": code})
                return Gap("list_not_given", {**told, "regency": code, "program": program})
        return None

    def _is_lost(self, table: str, ids: Iterable[str], years: Sequence[int]) -> bool:
        """Whether rows of a table may be lost that are of one of these IKM and years."""
        homes = {code for one in ids for code in self.homes(one)}
        codes = None if None in homes else cast("set[str]", homes)
        return any(lost.reaches(years, codes) for lost in self.lost(table))

    def absent(
        self,
        participants: Iterable[str],
        years: Sequence[int],
        kinds: Sequence[ProgramKind],
        *,
        held: Sequence[Sequence[ProgramKind]],
    ) -> Mapping[str, Gap]:
        """Return why those of these IKM who are on no list of some kinds may have taken part.

        It is what `step` says of each, asked once for all of a regency of whom no gap speaks.
        """
        records = self._records
        steps = self.steps(years, kinds, completed=False)
        rejected = self.rejected_steps(years, kinds, completed=False)
        odd = self.aliases.possible | steps.maybe.keys() | rejected.keys()
        odd |= records.rejected("participants", "id") | records.ambiguous("participants").keys()
        known = self.participants
        of_regency: dict[str | None, Gap | None] = {}
        found: dict[str, Gap] = {}
        for one in participants:
            home = records.regency_of.get(one)
            if one in odd or self.aliases.wild or one not in known:
                gap = self.step(one, years, kinds, completed=False, held=held)
            else:
                if home not in of_regency:
                    gap = self.step(one, years, kinds, completed=False, held=held)
                    of_regency[home] = gap
                gap = of_regency[home]
            if gap is not None:
                found[one] = gap
        return found

    def homes(self, participant: str) -> AbstractSet[str | None]:
        """Return the regencies that an IKM states, None if it is not known."""
        known = self._records.participant(participant)
        several: Sequence[Participant] = (
            self._records.ambiguous("participants").get(participant, ())
            if known is None
            else (known,)
        )
        return {one.regency for one in several} or {None}

    def _other(
        self,
        participant: str,
        says: Phrase,
        years: Sequence[int],
        kinds: Sequence[ProgramKind],
        *,
        completed: bool,
    ) -> Gap:
        """Return the gap that an IKM may be another one which took the step."""
        told = {"before": years_told(years), "kinds": tuple(kinds), "table": "participants"}
        cause = "other_id" if completed else "other_id_joined"
        return Gap(cause, told, self._records.participant(participant), says)

    def _nameless(
        self, participant: str, steps: Steps, rejected: Mapping[str | None, Gap]
    ) -> Gap | None:
        """Return the gap that is left by whom a step on record may be, if that is not known."""
        records = self._records
        if participant in records.rejected("participants", "id"):
            return Gap("rejected_row", {"table": "participants"})
        wild, nameless = self.aliases.wild, self.nameless("participants")
        if not (wild or nameless or records.rejected("participants", "id")):
            return None
        taken = steps.done | steps.maybe.keys() | {one for one in rejected if one is not None}
        taken -= {participant}
        gap = self._numbers(participant, taken) if wild else None
        if gap is None and not taken.isdisjoint(records.rejected("participants", "id")):
            gap = Gap("rejected_row", {"table": "participants"})
        return gap or (None if taken | {participant} <= self.participants else nameless)

    def _numbers(self, participant: str, taken: AbstractSet[str]) -> Gap | None:
        """Return the gap of a NIB or NIK that could not be read: it may be another one's."""
        wild, other = self.aliases.wild, None
        if participant in wild:
            other = next(self.aliases.numbered(taken), None) and participant
        elif not wild.isdisjoint(taken) and next(self.aliases.numbered((participant,)), ""):
            other = min(wild & taken)
        if other is None:
            return None
        told = {"field": self.aliases.unread[other]}
        return Gap("unreadable_field", told, self._records.participant(other))

    @cached_property
    def participants(self) -> AbstractSet[str]:
        """The ids of all participants on record, contested ones too."""
        known = self._records.by_id("participants").keys()
        return known | self._records.ambiguous("participants").keys()

    def elsewhere(self, row: Participation, codes: Sequence[str]) -> Gap | None:
        """Return why somebody may be from one of these regencies, or not take part at all."""
        gap = self.unread(row, "status")
        if gap is not None:
            return gap
        contents = self._records.disputed.get((row.participant, row.program), ())
        if any(one.status is WITHDRAWN for one in contents):
            return Gap("duplicate_id", {"table": "participations"}, row)
        for other in self.aliases.of(row.participant):
            if not self.homes(other).isdisjoint((*codes, None)):
                return Gap("other_id", {"table": "participants"})
        if row.participant in self._records.rejected("participants", "id"):
            return Gap("rejected_row", {"table": "participants"})
        return None

    def result(
        self, participant: str, years: Sequence[int], measured: AbstractSet[tuple[str, int]]
    ) -> Gap | None:
        """Return why a result of an IKM may be there that is on record for none of these years.

        `measured` are the participants and years for which results are on record.
        """
        table = "results"
        ids = {participant, *self.aliases.of(participant)}
        for reject in self.rejects(table):
            named, year = reject.read.get("participant"), reject.read.get("year")
            if named in {None, *ids} and (year is None or year in years):
                return Gap("rejected_row", {"table": table})
        taken = {other for other, year in measured if year in years}
        if not taken.isdisjoint(ids):
            return Gap("other_id_joined", {"year": years[0], "table": "participants"})
        gap = self._nameless(participant, Steps(taken, {}), {})
        if gap is not None:
            return gap
        if self._is_lost(table, ids, years):
            return Gap("table_not_whole", {"table": table})
        histories, disputed = self._records.histories, self._records.disputed
        for row in chain.from_iterable(histories.get(one, ()) for one in ids):
            contents = disputed.get((row.participant, row.program), (row,))
            if not all(self._deliveries.gave(one, table) for one in contents):
                return Gap("table_not_given", {"table": table})
        return self.to_come(*years)

    def unmeasured(
        self,
        participants: Iterable[str],
        years: Sequence[int],
        measured: AbstractSet[tuple[str, int]],
    ) -> Mapping[str, Gap]:
        """Return why results of these IKM may be there, beside those that are on record.

        It is what `result` says of each, were its own not there; asked once for all of a regency
        of whom no gap speaks.
        """
        records = self._records
        odd = self.aliases.possible | records.rejected("participants", "id")
        odd |= records.ambiguous("participants").keys()
        odd |= {str(reject.read.get("participant")) for reject in self.rejects("results")}
        known = self.participants
        alike: dict[tuple[str | None, bool], Gap | None] = {}
        found: dict[str, Gap] = {}
        for one in participants:
            rows = records.histories.get(one, ())
            key = records.regency_of.get(one), all(self.gives(row, "results") for row in rows)
            if key in alike and one in known and one not in odd and not self.aliases.wild:
                gap = alike[key]
            else:
                others = {pair for pair in measured if pair[0] != one}
                gap = self.result(one, years, others)
                if one in known and one not in odd:
                    alike[key] = gap
            if gap is not None:
                found[one] = gap
        return found


def gaps_of(records: Records, as_of: dt.date | None = None) -> Gaps:
    """Return the gaps of records on a day, found once."""
    return records.remember(("gaps", as_of), lambda: Gaps(records, as_of))
