"""What the records leave open: the closed list of gaps, and what each of them may hide.

Records tell of a world, with gaps. A rule accuses only if it would find the same however the gaps
are filled, and passes only if it would find nothing in any way (certain answers over incomplete
information: Imielinski and Lipski 1984). Rules, verdicts, dispensations and figures ask here and
never judge doubt by themselves. The answers are sound, not exact: a gap may be told that could
not have hidden it, never the other way round. They are looked for on misses only.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import chain
from typing import Any, Final, TypeVar, cast

from attrs import evolve, field, frozen

from ikm_sinergi.domain.entities import Entity, Participant, Participation, Program
from ikm_sinergi.domain.mappings import ReadOnly
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.domain.terms import ParticipationStatus, ProgramKind, ProgramStatus
from ikm_sinergi.records.aliases import Aliases
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.deliveries import Deliveries, Lost
from ikm_sinergi.records.faults import Reject
from ikm_sinergi.words.phrases import Phrase

__all__ = [
    "UNSETTLED",
    "Content",
    "Gap",
    "Gaps",
    "Reach",
    "Steps",
    "covers",
    "gaps_of",
    "years_told",
]

COMPLETED: Final = ParticipationStatus.COMPLETED

WITHDRAWN: Final = ParticipationStatus.WITHDRAWN

CANCELLED: Final = ProgramStatus.CANCELLED

PLANNED: Final = ProgramStatus.PLANNED

UNSETTLED: Final = frozenset({ProgramKind.DEVELOPMENT, ProgramKind.MARKET})
"""The kinds that leave open which of their family a program is."""

ID_TABLES: Final = frozenset(name for name, table in TABLES.items() if table.key == ("id",))

_T = TypeVar("_T")


def covers(general: ProgramKind, kind: ProgramKind) -> bool:
    """Whether a program of `kind` is what `general` names: itself, or any kind of its family.

    `development` names any coaching and `market` any market. Asked the other way round it says
    whether a program that is not settled yet may turn out to be of a kind.
    """
    return general is kind or (general in UNSETTLED and general.family is kind.family)


def years_told(years: Sequence[int]) -> int | str:
    """Return years as they are told: one alone as it is, several as a span."""
    return years[0] if len(years) == 1 else f"{years[-1]}-{years[0]}"


def _read_only(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return values if isinstance(values, ReadOnly) else ReadOnly(values)


@frozen
class Gap:
    """What is not known: a cause of the catalogue with its values, and the record that shows it.

    `says` is what that record says of it.
    """

    cause: str
    values: Mapping[str, Any] = field(factory=dict[str, Any], converter=_read_only)
    record: Entity | None = None
    says: Phrase | None = None

    @property
    def may_accuse(self) -> bool:
        """Whether a subject that has it may be found though the records show nothing."""
        return self.cause in {"unreadable_field", "duplicate_id", "rejected_row"}


@frozen(eq=False)
class Content:
    """What may stand under the id of a program: None of a part is anything.

    `years` and `places` bound a year and regencies that are not known. `record` is the program
    if it was read, and `gap` why it is not sure that this is what it is.
    """

    year: int | None
    kind: ProgramKind | None
    status: ProgramStatus | None
    regencies: tuple[str, ...] | None
    commodity: str | None = None
    years: AbstractSet[int] = frozenset()
    places: AbstractSet[str] = frozenset()
    record: Program | None = None
    gap: Gap | None = None

    def of_year(self, years: Iterable[int]) -> bool:
        """Whether it may be of one of these years."""
        if self.year is not None:
            return self.year in years
        return not self.years or not self.years.isdisjoint(years)


@frozen(eq=False)
class Steps:
    """Who surely took a step, and who may have taken one, or one more, and why."""

    done: AbstractSet[str]
    maybe: Mapping[str, Gap]


@frozen(eq=False)
class Reach:
    """Which regencies programs surely serve, and why that is not known of others.

    The key None stands for every regency.
    """

    sure: AbstractSet[str]
    maybe: Mapping[str | None, Gap]

    def why(self, code: str) -> Gap | None:
        """Return why a program may serve a regency that none surely does."""
        return self.maybe.get(code) or self.maybe.get(None)


def gaps_of(records: Records, as_of: dt.date | None = None) -> "Gaps":
    """Return the gaps of records on a day, found once."""
    return records.remember(("gaps", as_of), lambda: Gaps(records, as_of))


class Gaps:
    """The gaps of some records, as they stand on a day."""

    def __init__(self, records: Records, as_of: dt.date | None) -> None:
        """Take the records; nothing is looked at yet."""
        self._records = records
        self._as_of = as_of
        self.aliases = Aliases(records)
        self._deliveries = Deliveries(records)
        self._known: dict[Any, Any] = {}

    def _once(self, key: Any, make: Callable[[], _T]) -> _T:
        if key not in self._known:
            self._known[key] = make()
        return cast("_T", self._known[key])

    # --- fields and ids --------------------------------------------------------------------

    def unread(self, record: Entity, *fields: str) -> Gap | None:
        """Return the gap of the first of these fields of a record that could not be read."""
        for name in fields:
            if self._records.unreadable(record, name):
                return Gap("unreadable_field", {"field": name}, record)
        return None

    def named(self, table: str, identifier: str) -> Gap | None:
        """Return why it is not known what an id stands for; None if nothing is in question."""
        if identifier in self._records.ambiguous(table):
            return Gap("duplicate_id", {"table": table})
        if identifier in self._records.rejected(table, "id"):
            return Gap("rejected_row", {"table": table})
        return None

    def nameless(self, table: str) -> Gap | None:
        """Return the gap of rows of a table that may bear any id."""
        if self.lost(table):
            return Gap("table_not_whole", {"table": table})
        if any(not reject.ids.get("id") for reject in self.rejects(table)):
            return Gap("rejected_row", {"table": table})
        return None

    def to_come(self, *years: int) -> Gap | None:
        """Return the gap that a year leaves which is not over on the day of judging."""
        for year in years if self._as_of is not None else ():
            if self._as_of is not None and self._as_of < dt.date(year, 12, 31):
                return Gap("to_come", {"before": year})
        return None

    def is_over(self, year: int) -> bool:
        """Whether a fiscal year is over on the day of judging."""
        return self._as_of is None or year < self._as_of.year

    # --- rows of a table that may be there -------------------------------------------------

    def further(self, table: str, program: Program, *, coming: bool = True) -> Gap | None:
        """Return why a table may hold more rows of a program than are on record.

        `coming` asks for the rest of a year that is not over.
        """
        for several in () if table not in ID_TABLES else self._records.ambiguous(table).values():
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
        for reject in self.rejects("participations"):
            named = reject.read.get("participant") in {None, participant}
            if named and self._may_name(reject, "participations", program):
                told = {"table": "participations"}
                return Gap("rejected_row", told)
        if not self._deliveries.gives(program, "participations"):
            table = "participations"
            part = bool(self.lost(table) or self._records.table(table))
            return Gap("table_not_whole" if part else "table_not_given", {"table": table})
        for lost in self.lost("participations"):
            codes = cast("AbstractSet[str]", self._homes(participant) - {None})
            if lost.reaches((program.year,), codes or None):
                return Gap("table_not_whole", {"table": "participations"})
        if not listed:
            return Gap("no_participations")
        others = listed & self.aliases.of(participant).keys()
        if others:
            return Gap("other_id_joined", {"year": program.year, "table": "participants"})
        steps = Steps(listed, {})
        return self._nameless(participant, steps, {}) or self.to_come(program.year)

    def lost(self, table: str) -> Sequence[Lost]:
        """Return what was lost of a table, by delivery."""
        return self._deliveries.lost(table)

    def gives(self, record: Entity, table: str) -> bool:
        """Whether the delivery of a record gives all of a table."""
        return self._deliveries.gives(record, table)

    def rejects(self, table: str) -> Sequence[Reject]:
        """Return the rejected rows of a table."""
        return self._once(
            ("rejects", table),
            lambda: [reject for reject in self._records.rejects if reject.table == table],
        )

    def _may_name(self, reject: Reject, table: str, program: Program) -> bool:
        """Whether a rejected row may be one of a program."""
        named = reject.read.get("program")
        if named is not None:
            return bool(named == program.id)
        return self._may_be_of(reject, table, (program.year,))

    # --- programs --------------------------------------------------------------------------

    def contents(self, identifier: str) -> Sequence[Content]:
        """Return all that may stand under the id of a program; nothing if it is not known."""
        program = self._records.program(identifier)
        if program is not None:
            found = [self._content(program, None)]
            rejects = self._rejected_programs.get(identifier, ())
            return [*found, *rejects]
        gap = Gap("duplicate_id", {"table": "programs"})
        versions = self._records.ambiguous("programs").get(identifier, ())
        found = [self._content(one, gap) for one in sorted(versions, key=repr)]
        return [*found, *self._rejected_programs.get(identifier, ())]

    def _content(self, program: Program, gap: Gap | None) -> Content:
        return Content(
            year=program.year,
            kind=program.kind,
            status=program.status,
            regencies=program.regencies,
            commodity=program.commodity,
            record=program,
            gap=gap or self.unread(program, "status"),
        )

    @cached_property
    def _rejected_programs(self) -> Mapping[str | None, Sequence[Content]]:
        """What the rejected rows of programs may be, by id; those without one under None."""
        found: dict[str | None, list[Content]] = {}
        for reject in self.rejects("programs"):
            read = reject.read
            content = Content(
                year=read.get("year"),
                kind=read.get("kind"),
                status=read.get("status"),
                regencies=read.get("regencies"),
                commodity=read.get("commodity"),
                years=self._deliveries.beside("programs", reject, "year"),
                places=self._deliveries.beside("programs", reject, "regencies"),
                gap=Gap("rejected_row", {"table": "programs"}),
            )
            identifier = read.get("id") or next(iter(reject.ids.get("id", ())), None)
            found.setdefault(identifier, []).append(content)
        return found

    def rejected_programs(self, year: int, *kinds: ProgramKind) -> Mapping[str, Gap]:
        """Return the ids that stand in rejected rows alone and may be programs of a year."""
        known = self._records.by_id("programs").keys() | self._records.ambiguous("programs").keys()
        return {
            identifier: content.gap
            for identifier, contents in sorted(self._rejected_programs.items(), key=str)
            for content in contents
            if identifier is not None and identifier not in known and content.gap is not None
            if content.of_year((year,)) and content.status is not CANCELLED
            if not kinds or content.kind is None or content.kind in kinds
        }

    @cached_property
    def unsure(self) -> Sequence[Content]:
        """The programs that may be there in another way than one stands on record.

        Contested ids with each content, rejected rows, and one for each delivery that lost some.
        """
        found = [
            content
            for identifier in sorted(self._records.ambiguous("programs"))
            for content in self.contents(identifier)
            if content.record is not None
        ]
        found += chain.from_iterable(self._rejected_programs.values())
        for lost in self.lost("programs"):
            gap = Gap("table_not_whole", {"table": "programs"})
            found.append(Content(None, None, None, None, None, lost.years, lost.places, None, gap))
        return found

    def reach(
        self, years: Sequence[int], kinds: Sequence[ProgramKind], *, ran: bool = False
    ) -> Reach:
        """Return which regencies the programs of these years and kinds serve.

        With `ran`, only those count that were held: running, completed, or of a year that is over
        and without a status.
        """
        return self._once(("reach", years, kinds, ran), lambda: self._reach(years, kinds, ran=ran))

    def _reach(self, years: Sequence[int], kinds: Sequence[ProgramKind], *, ran: bool) -> Reach:
        sure: set[str] = set()
        maybe: dict[str | None, Gap] = {}
        told = {"before": years_told(years), "field": "regencies"}
        single = (program for year in years for program in self._records.programs_of(year))
        for program in sorted(single, key=lambda one: one.id):
            gap = self.live(self.contents(program.id)[0], years, kinds, ran=ran)
            if gap is False:
                continue
            if gap is True and program.regencies is not None:
                sure.update(program.regencies)
                continue
            if gap is True:
                stated = self.unread(program, "regencies")
                gap = stated or Gap("training_somewhere" if ran else "not_stated", told)
            gap = _shown(gap, program, "may_be_step" if ran else "may_serve", kinds)
            for code in program.regencies or (None,):
                maybe.setdefault(code, gap)
        for identifier in sorted(self._records.ambiguous("programs")):
            self._weigh(identifier, years, kinds, ran, sure, maybe)
        for content in self.unsure:
            if content.record is None and self.live(content, years, kinds, ran=ran) is not False:
                for code in content.regencies or content.places or (None,):
                    maybe.setdefault(code, cast("Gap", content.gap))
        return Reach(sure, maybe)

    def _weigh(  # the parts of a reach
        self,
        identifier: str,
        years: Sequence[int],
        kinds: Sequence[ProgramKind],
        ran: bool,  # noqa: FBT001
        sure: set[str],
        maybe: dict[str | None, Gap],
    ) -> None:
        """Add what every content of a contested id serves to what is sure, the rest to maybe."""
        everywhere: set[str] | None = None
        for content in self.contents(identifier):
            live = self.live(content, years, kinds, ran=ran)
            codes = content.regencies or ()
            settled = live is True or (live == content.gap and content.record is not None)
            here = set(codes) if settled else set[str]()
            everywhere = here if everywhere is None else everywhere & here
            if live is not False and content.gap is not None:
                gap = _shown(
                    content.gap, content.record, "may_be_step" if ran else "may_serve", kinds
                )
                for code in codes or (None,):
                    maybe.setdefault(code, gap)
        sure |= everywhere or set()

    def live(
        self,
        content: Content,
        years: Sequence[int],
        kinds: Sequence[ProgramKind],
        *,
        ran: bool = False,
    ) -> Gap | bool:
        """Return whether a content is a program of these years and kinds, or why it may be."""
        told = {"before": years_told(years)}
        kind, status = content.kind, content.status
        if status is CANCELLED or not content.of_year(years) or (ran and status is PLANNED):
            return False
        if kind is not None and kind not in kinds:
            if not any(covers(kind, one) for one in kinds):
                return False
            return content.gap or Gap("unsettled_step", told)
        if content.gap is not None:
            return content.gap
        if ran and status is None and not all(map(self.is_over, years)):
            return Gap("open_step", told)
        return True

    # --- the steps of an IKM ---------------------------------------------------------------

    def steps(
        self,
        years: Sequence[int],
        kinds: Sequence[ProgramKind],
        *,
        later: Sequence[ProgramKind] = (),
        without: AbstractSet[str] = frozenset(),
        completed: bool = True,
    ) -> Steps:
        """Return who took a step of these kinds in these years, and who may have.

        That is whoever `completed` one, else whoever is on a list and did not withdraw. `later`
        are kinds that ask for it themselves: who completed one of them took it, or was let in.
        `without` are the ids of programs that are not meant.
        """
        key = ("steps", years, kinds, later, without, completed)
        return self._once(
            key, lambda: self._steps(years, kinds, later, without, completed=completed)
        )

    def _steps(
        self,
        years: Sequence[int],
        kinds: Sequence[ProgramKind],
        later: Sequence[ProgramKind],
        without: AbstractSet[str],
        *,
        completed: bool,
    ) -> Steps:
        records = self._records
        done: set[str] = set()
        maybe: dict[str, Gap] = {}
        before = {"before": years_told(years), "kinds": tuple(kinds)}
        read = {id(row) for row in records.with_unreadable("participations", "status")}
        disputed = records.disputed

        def add(rows: Iterable[Participation], gap: Gap | bool, *, asked: bool = True) -> None:
            """Add rows of a program that counts (True), may count (a gap), or asks for the step."""
            for row in rows:
                unread = id(row) in read or any(id(one) in read for one in records.rows_of(row))
                if row.status is WITHDRAWN and not unread:
                    continue
                if (row.participant, row.program) in disputed:
                    why = Gap("duplicate_id", {"table": "participations"}, row)
                elif unread and row.status is None:
                    why = Gap("unreadable_field", {"field": "status"}, row)
                elif not asked:
                    if row.status is not COMPLETED:
                        continue
                    why = Gap("other_step", before, row)
                elif isinstance(gap, Gap):
                    why = evolve(gap, record=row) if gap.says is not None else gap
                elif row.status is COMPLETED or not completed:
                    done.add(row.participant)
                    continue
                else:
                    why = Gap("open_step", before, row)
                known = maybe.get(row.participant)
                if known is None or (why.may_accuse and not known.may_accuse):
                    maybe[row.participant] = why

        for year in years:
            for roster in records.rosters_of(year):
                program = roster.program
                if program.id in without:
                    continue
                contents = self.contents(program.id)
                gap = self._counts(contents, years, kinds, completed=completed)
                if gap is True and not (read or disputed):
                    done |= roster.completed if completed else roster.participants
                    if completed and len(roster.completed) < len(roster.participants):
                        add(roster.rows, gap)
                elif gap is not False:
                    add((*roster.rows, *roster.withdrawn), gap)
                elif completed and program.kind in later and program.status is not CANCELLED:
                    add(roster.rows, gap=False, asked=False)
        for identifier in sorted(records.rosters.keys() - records.by_id("programs").keys()):
            contents = self.contents(identifier)
            rows = records.rosters[identifier]
            why: Gap | bool = Gap("unknown_program_step", before)
            if contents:
                why = self._counts(contents, years, kinds, completed=completed)
            if isinstance(why, Gap):
                why = evolve(why, says=Phrase("step_unknown_program"))
            if why is not False:
                add(rows, why)
        return Steps(done, maybe)

    def _counts(
        self,
        contents: Sequence[Content],
        years: Sequence[int],
        kinds: Sequence[ProgramKind],
        *,
        completed: bool,
    ) -> Gap | bool:
        """Return whether a program counts in each of its contents, or why it may."""
        found: list[Gap | bool] = []
        for content in contents:
            live = self.live(content, years, kinds)
            if completed and live is True and content.status is PLANNED:
                live = Gap("open_step", {"before": years_told(years)}, content.record)
            several = len(contents) > 1 and content.record is not None
            if several and isinstance(live, Gap) and live == content.gap:
                live = self.live(self._content(cast("Program", content.record), None), years, kinds)
            found.append(live)
        if all(one is True for one in found):
            return True
        if all(one is False for one in found):
            return False
        gaps = [one for one in found if isinstance(one, Gap)]
        return next((one.gap for one in contents if one.gap is not None), None) or gaps[0]

    def may_have_stepped(
        self,
        years: Sequence[int],
        kinds: Sequence[ProgramKind],
        *,
        later: Sequence[ProgramKind] = (),
    ) -> AbstractSet[str]:
        """Return everybody of whom a record leaves open whether it completed a step."""
        steps = self.steps(years, kinds, later=later)
        rejected = self.rejected_steps(years, kinds, completed=True)
        found = steps.maybe.keys() | {one for one in rejected if one is not None}
        taken = found | steps.done
        return found.union(*(self.aliases.of(one).keys() for one in taken)) - steps.done

    def step(  # noqa: PLR0911  # one return for each gap
        self,
        participant: str,
        years: Sequence[int],
        kinds: Sequence[ProgramKind],
        *,
        later: Sequence[ProgramKind] = (),
        without: AbstractSet[str] = frozenset(),
        completed: bool = True,
        held: Sequence[Sequence[ProgramKind]] = (),
    ) -> Gap | None:
        """Return why an IKM may have taken a step that it is not surely known to have taken.

        `held` are kinds of which a list must be held for its regency, each group by one list.
        """
        steps = self.steps(years, kinds, later=later, without=without, completed=completed)
        rejected = self.rejected_steps(years, kinds, completed=completed)
        gap = steps.maybe.get(participant) or rejected.get(participant) or rejected.get(None)
        if gap is not None:
            return gap
        ids = {participant: ""} | dict(self.aliases.of(participant))
        for other, match in ids.items():
            if other == participant:
                continue
            if other in steps.done or other in steps.maybe or other in rejected:
                done = other in steps.done
                gap = self._other(participant, other, match, years, kinds, done=done)
                return gap if completed else evolve(gap, cause="other_id_joined")
        gap = self._nameless(participant, steps, rejected)
        if gap is not None:
            return gap
        homes = {code for one in ids for code in self._homes(one)}
        for lost in self.lost("participations"):
            if any(lost.reaches(years, None if code is None else (code,)) for code in homes):
                return Gap("table_not_whole", {"table": "participations"})
        gap = self.to_come(*years)
        if gap is not None:
            return gap
        for before in years if held else ():
            for code in sorted(homes, key=str):
                if not self.is_held(before, code, held):
                    told = {"before": years_told(years), "kinds": tuple(kinds)}
                    if code is None:
                        return Gap("regency_not_known", told)
                    return Gap("history_not_held", told | {"regency": code})
        return None

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
        of_regency: dict[str | None, Gap | None] = {}
        found: dict[str, Gap] = {}
        for one in participants:
            home = records.regency_of.get(one)
            if one in odd or self.aliases.wild:
                gap = self.step(one, years, kinds, completed=False, held=held)
            else:
                if home not in of_regency:
                    gap = self.step(one, years, kinds, completed=False, held=held)
                    of_regency[home] = gap
                gap = of_regency[home]
            if gap is not None:
                found[one] = gap
        return found

    def _homes(self, participant: str) -> AbstractSet[str | None]:
        """Return the regencies that an IKM states, None if it is not known."""
        known = self._records.participant(participant)
        several: Sequence[Participant] = (
            self._records.ambiguous("participants").get(participant, ())
            if known is None
            else (known,)
        )
        return {one.regency for one in several} or {None}

    def _other(  # what is told of it
        self,
        participant: str,
        other: str,
        match: str,
        years: Sequence[int],
        kinds: Sequence[ProgramKind],
        *,
        done: bool,
    ) -> Gap:
        told = {"before": years_told(years), "kinds": tuple(kinds), "table": "participants"}
        phrase = Phrase(
            "same_ikm" if done else "same_ikm_open",
            ReadOnly(
                {
                    "match": Phrase(f"match_{match}"),
                    "other": other,
                    "kind": tuple(kinds),
                    "year": years_told(years),
                }
            ),
        )
        return Gap("other_id", told, self._records.participant(participant), phrase)

    def _nameless(
        self, participant: str, steps: Steps, rejected: Mapping[str | None, Gap]
    ) -> Gap | None:
        """Return the gap that is left by whom a step on record may be, if that is not known."""
        records = self._records
        if participant in records.rejected("participants", "id"):
            return Gap("rejected_row", {"table": "participants"})
        wild = self.aliases.wild
        lost = self.lost("participants")
        if not (wild or lost or records.rejected("participants", "id")):
            return None
        taken = steps.done | steps.maybe.keys() | {one for one in rejected if one is not None}
        taken -= {participant}
        if participant in wild:
            if next(self.aliases.numbered(taken), None) is not None:
                return Gap("unreadable_field", {"field": "nib"}, records.participant(participant))
        elif (
            wild and not wild.isdisjoint(taken) and next(self.aliases.numbered((participant,)), "")
        ):
            other = min(wild & taken)
            return Gap("unreadable_field", {"field": "nib"}, records.participant(other))
        if not taken.isdisjoint(records.rejected("participants", "id")):
            return Gap("rejected_row", {"table": "participants"})
        if lost and not taken <= self._participants:
            return Gap("table_not_whole", {"table": "participants"})
        return None

    @cached_property
    def _participants(self) -> AbstractSet[str]:
        known = self._records.by_id("participants").keys()
        return known | self._records.ambiguous("participants").keys()

    def own_rejected(
        self, years: Sequence[int], kinds: Sequence[ProgramKind], *, completed: bool = True
    ) -> Mapping[str, Gap]:
        """Return the steps that rejected participations of a named IKM may be."""
        found = self.rejected_steps(years, kinds, completed=completed)
        return {one: gap for one, gap in found.items() if one is not None}

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
            if program is None:
                if not self._may_be_of(reject, "participations", years):
                    continue
            elif contents := self.contents(program):
                if self._counts(contents, years, kinds, completed=completed) is False:
                    continue
            gap = Gap("rejected_row", {"table": "participations"})
            yield read.get("participant"), gap

    def elsewhere(self, row: Participation, codes: Sequence[str]) -> Gap | None:
        """Return why somebody may be from one of these regencies, or not take part at all."""
        gap = self.unread(row, "status")
        if gap is not None:
            return gap
        contents = self._records.disputed.get((row.participant, row.program), ())
        if any(one.status is WITHDRAWN for one in contents):
            return Gap("duplicate_id", {"table": "participations"}, row)
        for other in self.aliases.of(row.participant):
            if not self._homes(other).isdisjoint((*codes, None)):
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
        for reject in self.rejects(table):
            named, year = reject.read.get("participant"), reject.read.get("year")
            if named in {None, participant} and (year is None or year in years):
                return Gap("rejected_row", {"table": table})
        others = self.aliases.of(participant)
        if any((other, year) in measured for other in others for year in years):
            return Gap("other_id_joined", {"year": years[0], "table": "participants"})
        for lost in self.lost(table):
            codes = self._homes(participant) - {None}
            if lost.reaches(years, cast("AbstractSet[str]", codes) or None):
                return Gap("table_not_whole", {"table": table})
        rows = self._records.histories.get(participant, ())
        if not all(self.gives(row, table) for row in rows):
            return Gap("table_not_given", {"table": table})
        return self.to_come(*years)

    def unmeasured(
        self,
        participants: Iterable[str],
        years: Sequence[int],
        measured: AbstractSet[tuple[str, int]],
    ) -> Mapping[str, Gap]:
        """Return why results of these IKM may be there that are not on record.

        It is what `result` says of each, asked once for all of a regency of whom no gap speaks.
        """
        odd = self.aliases.possible | self._records.ambiguous("participants").keys()
        odd |= {reject.read.get("participant") for reject in self.rejects("results")}
        of_regency: dict[str | None, Gap | None] = {}
        found: dict[str, Gap] = {}
        for one in participants:
            home = self._records.regency_of.get(one)
            if one in odd:
                gap = self.result(one, years, measured)
            else:
                if home not in of_regency:
                    of_regency[home] = self.result(one, years, measured)
                gap = of_regency[home]
            if gap is not None:
                found[one] = gap
        return found

    def _may_be_of(self, reject: Reject, table: str, years: Sequence[int]) -> bool:
        """Whether a rejected row that names no program may be of one of these years."""
        beside = self._deliveries.beside(table, reject, "program")
        contents = [content for one in beside for content in self.contents(one)]
        return not contents or any(content.of_year(years) for content in contents)

    # --- lists that are held ---------------------------------------------------------------

    def is_held(self, year: int, code: str | None, groups: Sequence[Sequence[ProgramKind]]) -> bool:
        """Whether a year is complete for a regency, or a list of each group of kinds is held."""
        if self._records.is_complete(year, code):
            return True
        return code is not None and all(code in self.held(year, tuple(group)) for group in groups)

    def held(self, year: int, kinds: tuple[ProgramKind, ...]) -> AbstractSet[str]:
        """Return the regencies of whose IKM the lists of these kinds and this year are held.

        A program of the kind with an IKM of the regency on its list vouches for it, unless
        another that may be of the kind serves the regency and has no list.
        """
        return self._once(("held", year, kinds), lambda: self._held(year, kinds))

    def _held(self, year: int, kinds: tuple[ProgramKind, ...]) -> AbstractSet[str]:
        records = self._records
        held: set[str] = set()
        open_to: list[Content] = []
        for program in records.programs_of(year):
            for content in self.contents(program.id):
                live = self.live(content, (year,), kinds)
                if live is False:
                    continue
                rows = records.rosters.get(program.id, ())
                if not rows:
                    if program.status is not PLANNED or not self.is_over(year):
                        open_to.append(content)
                elif live is True and not records.unreadable(program, "regencies"):
                    home = {records.regency_of.get(row.participant) for row in rows} - {None}
                    own = home if program.regencies is None else home & {*program.regencies}
                    held |= cast("set[str]", own)
        for content in self.unsure:
            if content.record is not None and content.record.id in records.rosters:
                continue
            if self.live(content, (year,), kinds) is not False:
                open_to.append(content)
        for content in open_to:
            codes = {*(content.regencies or content.places)}
            held -= codes or held
        return held


def _shown(gap: Gap, record: Program | None, says: str, kinds: Sequence[ProgramKind]) -> Gap:
    if record is None or gap.says is not None:
        return gap
    values = ReadOnly({"kinds": tuple(kinds)} if says == "may_be_step" else {})
    return Gap(gap.cause, gap.values, record, Phrase(says, values))
