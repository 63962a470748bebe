"""The programs that there may be: those on record, and what may stand in their place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import chain
from typing import cast

from attrs import frozen

from ikm_sinergi.domain.entities import Participation, Program
from ikm_sinergi.domain.mappings import ReadOnly
from ikm_sinergi.domain.terms import ProgramKind, ProgramStatus
from ikm_sinergi.records.faults import Reject
from ikm_sinergi.records.gaps.gap import CANCELLED, PLANNED, UNSETTLED, Gap, covers, years_told
from ikm_sinergi.records.gaps.losses import Losses
from ikm_sinergi.words.phrases import Phrase


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
class Served:
    """Which regencies programs surely serve, and why that is not known of others.

    The key None stands for every regency.
    """

    sure: AbstractSet[str]
    maybe: Mapping[str | None, Gap]

    def why(self, code: str) -> Gap | None:
        """Return why a program may serve a regency that none surely does."""
        return self.maybe.get(code) or self.maybe.get(None)


_Lists = tuple[AbstractSet[str], Sequence[Content], AbstractSet[str], AbstractSet[str]]


class Possible(Losses):
    """What programs there may be, and where they reach."""

    def contents(self, identifier: str) -> Sequence[Content]:
        """Return all that may stand under the id of a program; nothing if it is not known."""
        found = self._contents.get(identifier)
        if found is None:
            found = self._contents[identifier] = self._contents_of(identifier)
        return found

    @cached_property
    def _contents(self) -> dict[str, Sequence[Content]]:
        return {}

    def _contents_of(self, identifier: str) -> Sequence[Content]:
        program = self._records.program(identifier)
        rejects = self._rejected_programs.get(identifier, ())
        if program is not None:
            return [self._content(program, rejects[0].gap if rejects else None), *rejects]
        gap = Gap("duplicate_id", {"table": "programs"})
        versions = self._records.ambiguous("programs").get(identifier, ())
        found = [self._content(one, gap) for one in sorted(versions, key=repr)]
        return [*found, *rejects]

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
            if self._records.is_twin(reject):
                continue
            read = reject.read
            content = Content(
                year=read.get("year"),
                kind=read.get("kind"),
                status=read.get("status"),
                regencies=read.get("regencies"),
                commodity=read.get("commodity"),
                years=self._deliveries.beside("programs", reject, "year"),
                places=frozenset()
                if "regencies" in read
                else self._deliveries.beside("programs", reject, "regencies"),
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

    @property
    def program_years(self) -> AbstractSet[int]:
        """The fiscal years that programs name, those in rejected rows too."""
        found: set[int] = {program.year for program in self._records.standing("programs")}
        rejected = chain.from_iterable(self._rejected_programs.values())
        return found | {content.year for content in rejected if content.year is not None}

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
        if ran and status is None:
            mine = years if content.year is None else (content.year,)
            if not all(map(self.is_over, mine)):
                return Gap("open_program", {"before": years_told(mine)})
        return True

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
            alone = len(contents) == 1 or content.record is None
            one = content if alone else self._content(cast("Program", content.record), None)
            live = self.live(one, years, kinds)
            if completed and live is True and content.status is PLANNED:
                told = {"before": content.year or years_told(years)}
                live = Gap("open_program", told, content.record)
            found.append(live)
        if all(one is True for one in found):
            return True
        if all(one is False for one in found):
            return False
        gaps = [one for one in found if isinstance(one, Gap)]
        return next((one.gap for one in contents if one.gap is not None), None) or gaps[0]

    def _may_be_of(self, reject: Reject, table: str, years: Sequence[int]) -> bool:
        """Whether a rejected row that names no program may be of one of these years."""
        beside = self._deliveries.beside(table, reject, "program")
        contents = [content for one in beside for content in self.contents(one)]
        return not contents or any(content.of_year(years) for content in contents)

    def _may_name(self, reject: Reject, table: str, program: Program) -> bool:
        """Whether a rejected row may be one of a program."""
        named = reject.read.get("program")
        if named is not None:
            return bool(named == program.id)
        return self._may_be_of(reject, table, (program.year,))

    def of_year(self, year: int) -> Sequence[Content]:
        """Return the programs of a year that were read, without cancelled and contested ones."""
        programs = self._records.programs_of(year)
        return self._once(
            ("of year", year), lambda: [self.contents(program.id)[0] for program in programs]
        )

    def _is_other(self, program: Program, kinds: Sequence[ProgramKind]) -> bool:
        """Whether a program is surely of a kind that is not asked about, the common case."""
        other = program.kind not in kinds and program.kind not in UNSETTLED
        return other and self.named("programs", program.id) is None

    def reach(
        self, years: Sequence[int], kinds: Sequence[ProgramKind], *, ran: bool = False
    ) -> Served:
        """Return which regencies the programs of these years and kinds serve.

        With `ran`, only those count that were held: running, completed, or of a year that is over
        and without a status.
        """
        return self._once(("reach", years, kinds, ran), lambda: self._reach(years, kinds, ran=ran))

    def _reach(self, years: Sequence[int], kinds: Sequence[ProgramKind], *, ran: bool) -> Served:
        sure: set[str] = set()
        maybe: dict[str | None, Gap] = {}
        for year in years:
            for program in sorted(self._records.programs_of(year), key=lambda one: one.id):
                gap = self._where(program, years, kinds, ran=ran)
                if gap is None:
                    sure.update(program.regencies or ())
                elif isinstance(gap, Gap):
                    for code in program.regencies or (None,):
                        maybe.setdefault(code, gap)
        for identifier in sorted(self._records.ambiguous("programs")):
            self._weigh(identifier, years, kinds, ran, sure, maybe)
        unread = [one for one in self.unsure if one.record is None]
        for content in (one for one in unread if self.live(one, years, kinds, ran=ran)):
            for code in content.regencies or content.places or (None,):
                maybe.setdefault(code, cast("Gap", content.gap))
        return Served(sure, maybe)

    def _where(
        self, program: Program, years: Sequence[int], kinds: Sequence[ProgramKind], *, ran: bool
    ) -> Gap | bool | None:
        """Return why a program may serve, False if it does not, None if it surely does."""
        if self._is_other(program, kinds):
            return False
        gap = self.live(self.contents(program.id)[0], years, kinds, ran=ran)
        if gap is False or (gap is True and program.regencies is not None):
            return None if gap else False
        if gap is True:
            told = {"before": years_told(years), "field": "regencies"}
            cause = "training_somewhere" if ran else "not_stated"
            gap = self.unread(program, "regencies") or Gap(cause, told)
        return _shown(gap, program, "may_be_step" if ran else "may_serve", kinds)

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
        return self._lists(year, kinds)[0]

    def unlisted(self, year: int, code: str, groups: Sequence[Sequence[ProgramKind]]) -> str | None:
        """Return a program for a regency of which no list is held, the smallest id; None if none.

        Looked for in the first of the groups of which no list is held for the regency.
        """
        kinds = next(tuple(group) for group in groups if code not in self.held(year, tuple(group)))
        found = (
            content.record.id
            for content in self._lists(year, kinds)[1]
            if content.record is not None and code in (content.regencies or (code,))
        )
        return min(found, default=None)

    def listed(self, year: int, kinds: tuple[ProgramKind, ...]) -> AbstractSet[str]:
        """Return the regencies whose own IKM are on a list of these kinds in a year.

        A program that states its regencies vouches for those only, not for those of its guests.
        """
        return self._lists(year, kinds)[2]

    def surely_listed(self, year: int, kinds: tuple[ProgramKind, ...]) -> AbstractSet[str]:
        """Return those of whose own IKM one is listed that cannot be one from elsewhere."""
        return self._lists(year, kinds)[3]

    def _lists(self, year: int, kinds: tuple[ProgramKind, ...]) -> _Lists:
        """Return the regencies of held lists, programs without one, and whose IKM are listed.

        The last are those of whose IKM one is surely on a list.
        """
        return self._once(("lists", year, kinds), lambda: self._each_list(year, kinds))

    def _each_list(self, year: int, kinds: tuple[ProgramKind, ...]) -> _Lists:
        listed, sure = set[str](), set[str]()
        unlisted: list[Content] = []
        for content, live in self._of_kinds(year, kinds):
            if live is True and content.record is not None:
                rows = self._records.rosters.get(content.record.id, ())
                listed |= self._vouched(content.record, rows)
                odd = self._of_several_homes
                known = [row for row in rows if row.participant not in odd] if odd else rows
                sure |= self._vouched(content.record, known)
            if not self._is_listed(content, year):
                unlisted.append(content)
        held = set(sure)
        for content in unlisted:
            held -= {*(content.regencies or content.places)} or held
        return held, unlisted, listed, sure

    @cached_property
    def _of_several_homes(self) -> AbstractSet[str]:
        """The ids that may be an IKM of another regency than they state, under another id."""
        homes = self._records.regency_of
        return {
            one
            for one in self.aliases.possible
            if any(
                homes.get(other, homes.get(one)) != homes.get(one) for other in self.aliases.of(one)
            )
        }

    def _of_kinds(
        self, year: int, kinds: tuple[ProgramKind, ...]
    ) -> Iterator[tuple[Content, Gap | bool]]:
        """Yield what may be a program of these kinds and this year, and whether it surely is."""
        programs = self._records.programs_of(year)
        mine = [program for program in programs if not self._is_other(program, kinds)]
        contents = chain.from_iterable(self.contents(program.id) for program in mine)
        for content in chain(contents, self.unsure):
            live = self.live(content, (year,), kinds)
            if live is not False:
                yield content, live

    def _is_listed(self, content: Content, year: int) -> bool:
        """Whether a program has a list, or never ran: still planned in a year that is over."""
        if content.record is not None and content.record.id in self._records.rosters:
            return True
        return content.status is PLANNED and content.gap is None and self.is_over(year)

    def _vouched(self, program: Program, rows: Sequence[Participation]) -> AbstractSet[str]:
        """Return the regencies of whose IKM somebody is on the list of a program, left or not."""
        records = self._records
        if records.unreadable(program, "regencies"):
            return set()
        if program.regencies is None:
            home = {records.regency_of.get(row.participant) for row in rows}
            return {code for code in home if code is not None}
        own = ((code, records.residents.get(code, ())) for code in program.regencies)
        return {code for code, ids in own if any(row.participant in ids for row in rows)}


def _shown(gap: Gap, record: Program | None, says: str, kinds: Sequence[ProgramKind]) -> Gap:
    if record is None or gap.says is not None:
        return gap
    values = ReadOnly({"kinds": tuple(kinds)} if says == "may_be_step" else {})
    return Gap(gap.cause, gap.values, record, Phrase(says, values))
