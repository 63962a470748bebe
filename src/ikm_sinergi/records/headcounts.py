"""How many there are, taken apart by place, and of which numbers that is not surely known.

A number is surely known if it is the same however the gaps of the records are filled. `Count` adds
up what is sure and keeps beside it which groups may hold more, fewer or others, and why.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from attrs import evolve, frozen

from ikm_sinergi.domain.entities import Grant, Participant, Program
from ikm_sinergi.domain.terms import ProgramKind
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import Gaps
from ikm_sinergi.records.gaps.gap import PLANNED, UNSETTLED, Gap, covers
from ikm_sinergi.records.gaps.possible import Content

KINDS: Final = tuple(ProgramKind)

Group = str | None
"""The code of a regency; None for what is not placed."""


@frozen
class Where:
    """Some groups, or all but some."""

    groups: frozenset[Group]
    all_but: bool = False

    def holds(self, group: Group) -> bool:
        """Whether a group is one of them."""
        return (group in self.groups) is not self.all_but


ANYWHERE: Final = Where(frozenset(), all_but=True)


def _somewhere(codes: Iterable[Group] | None) -> Where:
    """Return these groups and what is not placed; anywhere if they are not known."""
    found = frozenset(codes or ())
    return Where(found | {None}) if found else ANYWHERE


class Count:
    """A count by groups, and why the number of a group, or of the whole, is not known."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._sure = Counter[Group]()
        self._shared = Counter[frozenset[Group]]()
        self._many = 0
        self._here: dict[Group, Gap] = {}
        self._wide: dict[Where, Gap] = {}
        self._whole: Gap | None = None

    def add(self, groups: Iterable[Group], many: int = 1) -> None:
        """Count so many things that belong to each of these groups."""
        self._many += many
        here = frozenset(groups)
        for group in here:
            self._sure[group] += many
        if len(here) > 1:
            self._shared[here] += many

    def doubt(self, where: Where, gap: Gap, *, whole: bool = True) -> None:
        """Say why the numbers of these groups are not known, and that of the whole."""
        if whole:
            self._whole = self._whole or gap
        if where.all_but:
            self._wide.setdefault(where, gap)
        else:
            for group in where.groups:
                self._here.setdefault(group, gap)

    def of(self, group: Group) -> int | Gap:
        """Return the number of a group, or why it is not known."""
        gap = self._here.get(group)
        for where, wide in self._wide.items() if gap is None else ():
            if where.holds(group):
                gap = wide
        return self._sure[group] if gap is None else gap

    @property
    def whole(self) -> int | Gap:
        """The number of all, or why it is not known."""
        return self._many if self._whole is None else self._whole

    def rest(self, groups: Iterable[Group]) -> int | Gap:
        """Return how many belong to any other group, each once, or why that is not known."""
        without = frozenset(groups)
        for group, gap in self._here.items():
            if group not in without:
                return gap
        for gap in self._wide.values():
            return gap
        found = sum(many for group, many in self._sure.items() if group not in without)
        again = (max(len(here - without) - 1, 0) * many for here, many in self._shared.items())
        return found - sum(again)

    @property
    def is_open(self) -> bool:
        """Whether groups that nothing is said of may hold some too."""
        return bool(self._wide)

    @property
    def groups(self) -> AbstractSet[Group]:
        """The groups that something is counted in, or said of."""
        return {group for group, many in self._sure.items() if many} | self._here.keys()


# --- IKM ---------------------------------------------------------------------------------------


@frozen(eq=False)
class Crowd:
    """The IKM that took a step: who surely did, who may have, and where others may have."""

    sure: AbstractSet[str]
    maybe: Mapping[str, Gap]
    others: Sequence[tuple[Where, Gap]]


def crowd(  # the step that is meant, and how it is looked at
    records: Records,
    gaps: Gaps,
    year: int,
    kinds: tuple[ProgramKind, ...],
    *,
    completed: bool = False,
    later: tuple[ProgramKind, ...] = (),
    planned: bool = False,
) -> Crowd:
    """Return who took part in, or completed, programs of these kinds and this year.

    `later` are kinds that ask for the step themselves. The programs on record are all there are
    if they are the plan (`planned`); otherwise there may be more, unless lists are held.
    """
    years = (year,)
    steps = gaps.steps(years, kinds, completed=completed)
    maybe = {one: gap for one, gap in steps.maybe.items() if one not in steps.done}
    if later:
        for one, gap in gaps.steps(years, kinds, later=later).maybe.items():
            if one not in steps.done:
                maybe.setdefault(one, gap)
    others: list[tuple[Where, Gap]] = []
    for who, gap in gaps.rejected_steps(years, kinds, completed=completed).items():
        if who is None:
            others.append((ANYWHERE, gap))
        elif who not in steps.done:
            maybe.setdefault(who, gap)
    others += [
        (_somewhere(lost.places), Gap("table_not_whole", {"table": "participations"}))
        for lost in gaps.lost("participations")
        if lost.reaches(years, None)
    ]
    coming = gaps.to_come(year)
    if coming is not None:
        others.append((ANYWHERE, coming))
    others += (
        _unlisted(records, gaps, year, kinds) if planned else _unheld(records, gaps, year, kinds)
    )
    return Crowd(steps.done, maybe, others)


def _unheld(
    records: Records, gaps: Gaps, year: int, kinds: tuple[ProgramKind, ...]
) -> Iterator[tuple[Where, Gap]]:
    """Yield of which regencies the lists of a year looked back to are not held."""
    if records.is_complete(year):
        return
    held = gaps.held(year, kinds)
    held = held | {one[1] for one in records.complete if isinstance(one, tuple) and one[0] == year}
    told = {"before": year, "kinds": kinds}
    yield Where(frozenset(held), all_but=True), Gap("lists_not_held", told)


def _unlisted(
    records: Records, gaps: Gaps, year: int, kinds: tuple[ProgramKind, ...]
) -> Iterator[tuple[Where, Gap]]:
    """Yield the regencies of programs of a plan that have no list."""
    for program in sorted(records.programs_of(year), key=lambda one: one.id):
        if records.rosters.get(program.id) or _is_complete(records, program):
            continue
        gap = Gap("no_participations", {}, program)
        if not gaps.gives(program, "participations"):
            gap = Gap("table_not_given", {"table": "participations"}, program)
        elif program.status is PLANNED and gaps.is_over(year):
            continue  # it never ran
        if gaps.live(gaps.contents(program.id)[0], (year,), kinds) is not False:
            yield _somewhere(program.regencies), gap
    for content in gaps.unsure:
        if content.record is not None and content.record.id in records.rosters:
            continue
        if content.gap is not None and gaps.live(content, (year,), kinds) is not False:
            yield _somewhere(content.regencies or content.places), content.gap
    if "programs" not in records.given and not gaps.lost("programs"):
        yield ANYWHERE, Gap("table_not_given", {"table": "programs"})


def _is_complete(records: Records, program: Program) -> bool:
    """Whether all records of a program are there, by the caller's word."""
    codes = program.regencies or (None,)
    return all(records.is_complete(program.year, code) for code in codes)


def by_regency(records: Records, gaps: Gaps, people: Crowd) -> Count:
    """Count IKM by the regency that each states."""
    count = Count()
    odd = people.sure & _odd(records, gaps, people.sure)
    plain = people.sure - odd if odd else people.sure
    placed = 0
    for code, residents in records.residents.items():
        here = len(plain & residents)
        placed += here
        count.add((code,), here)
    count.add((None,), len(plain) - placed)
    for one in sorted(odd):
        where, gap = _home(records, gaps, one)
        count.add(() if gap is not None else where.groups)
        if gap is not None:
            count.doubt(where, gap, whole=False)
    odd, homes = _odd(records, gaps, people.maybe.keys()), records.regency_of
    told: set[Group] = set()
    for one, gap in people.maybe.items():
        home = homes.get(one)
        if home in told and one not in odd:
            continue  # the first of its regency speaks for it
        count.doubt(_home(records, gaps, one)[0], gap)
        if one not in odd:
            told.add(home)
    for where, gap in people.others:
        count.doubt(where, gap)
    for where, gap, whole in _joined(records, gaps, people.sure):
        count.doubt(where, gap, whole=whole)
    return count


def _odd(records: Records, gaps: Gaps, ids: AbstractSet[str]) -> AbstractSet[str]:
    """Return the ids of which it may not be known where they are from."""
    unread = {
        str(getattr(one, "id", "")) for one in records.with_unreadable("participants", "regency")
    }
    found = gaps.aliases.possible | records.ambiguous("participants").keys() | unread
    found |= records.rejected("participants", "id")
    if gaps.nameless("participants") is not None:
        found |= ids - records.by_id("participants").keys()
    return found


def _home(records: Records, gaps: Gaps, participant: str) -> tuple[Where, Gap | None]:
    """Return where an IKM may be from, and why that is not known."""
    stated, gap = _stated(records, gaps, participant)
    if gap is not None and stated is None:
        return ANYWHERE, gap
    groups = set(stated or ())
    for other in gaps.aliases.of(participant):
        theirs, _ = _stated(records, gaps, other)
        if theirs is None:
            return ANYWHERE, Gap("maybe_one_ikm", {"table": "participants"})
        if theirs - {None} - groups:
            groups |= theirs - {None}
            gap = gap or Gap("maybe_one_ikm", {"table": "participants"})
    return Where(frozenset(groups)), gap


def _stated(
    records: Records, gaps: Gaps, participant: str
) -> tuple[AbstractSet[Group] | None, Gap | None]:
    """Return the regencies that are stated of an IKM, None if it may be any."""
    known = records.participant(participant)
    several: Sequence[Participant] = (
        records.ambiguous("participants").get(participant, ()) if known is None else (known,)
    )
    for one in several:
        gap = gaps.unread(one, "regency")
        if gap is not None:
            return None, gap
    named = gaps.named("participants", participant)
    if participant in records.rejected("participants", "id"):
        return None, named
    if not several:
        gap = gaps.nameless("participants")
        return ({None} if gap is None else None), gap
    groups = {one.regency for one in several}
    return groups, named if len(groups) > 1 else None


def _joined(
    records: Records, gaps: Gaps, ids: AbstractSet[str]
) -> Iterator[tuple[Where, Gap, bool]]:
    """Yield where two of these ids may be one IKM, and whether both are counted."""
    for one in sorted(ids & gaps.aliases.possible):
        if not ids.isdisjoint(gaps.aliases.of(one)):
            where, _ = _home(records, gaps, one)
            yield where, Gap("maybe_one_ikm", {"table": "participants"}), True
    many = len(ids) > 1
    wild = gaps.aliases.wild
    if wild:
        for one in gaps.aliases.numbered(ids):
            gap = Gap("unreadable_field", {"field": "nib"}, records.participant(one))
            yield ANYWHERE, gap, many and not wild.isdisjoint(ids)
            break
    if many and not ids.isdisjoint(records.rejected("participants", "id")):
        yield ANYWHERE, Gap("rejected_row", {"table": "participants"}), True
    unnamed = gaps.nameless("participants") if many else None
    if unnamed is not None and not ids <= gaps.participants:
        yield ANYWHERE, unnamed, True


# --- programs and grants -----------------------------------------------------------------------


@frozen(eq=False)
class Programs:
    """The programs of a year by regency, all of them and those of each kind."""

    all: Count
    kinds: Mapping[ProgramKind, Count]


def programs_by_regency(records: Records, gaps: Gaps, year: int) -> Programs:
    """Count the programs of a year that are not cancelled, in every regency that they serve.

    A kind that is not settled counts as none of those that it may be, and leaves them unknown.
    """
    found = Programs(Count(), {kind: Count() for kind in KINDS if kind not in UNSETTLED})
    for program in sorted(records.programs_of(year), key=lambda one: one.id):
        _count_program(found, gaps, year, gaps.contents(program.id))
    for identifier in sorted(records.ambiguous("programs")):
        _count_program(found, gaps, year, gaps.contents(identifier))
    for content in gaps.unsure:
        if content.record is None and gaps.live(content, (year,), KINDS) is not False:
            _leave_open(found, content, content.gap or Gap("rejected_row", {"table": "programs"}))
    if "programs" not in records.given and not gaps.lost("programs"):
        for count in (found.all, *found.kinds.values()):
            count.doubt(ANYWHERE, Gap("table_not_given", {"table": "programs"}))
    return found


def _count_program(found: Programs, gaps: Gaps, year: int, contents: Sequence[Content]) -> None:
    """Count what stands under one id: a program if all that it may be are of one kind and place."""
    cells = {
        (one.kind, frozenset(one.regencies or ()))
        if gaps.live(one if one.gap is None else evolve(one, gap=None), (year,), KINDS) is True
        and one.record is not None
        and gaps.unread(one.record, "status") is None
        else None
        for one in contents
    }
    if len(cells) > 1 or None in cells:
        for one in contents:
            live = gaps.live(one, (year,), KINDS)
            if live is not False:
                why = next(each.gap for each in contents if each.gap is not None)
                _leave_open(found, one, one.gap or why)
        return
    content = contents[0]
    stated = (
        None if one.record is None else gaps.unread(one.record, "regencies") for one in contents
    )
    unread = next(filter(None, stated), None)
    groups: Sequence[Group] = content.regencies or (None,)
    where = Where(frozenset(groups)) if unread is None else ANYWHERE
    found.all.add(groups if unread is None else ())
    if unread is not None:
        found.all.doubt(ANYWHERE, unread, whole=False)
    for count in _of_kind(found, content):
        if content.kind not in found.kinds:
            count.doubt(where, Gap("kind_not_settled", {}, content.record))
        elif unread is None:
            count.add(groups)
        else:
            count.doubt(ANYWHERE, unread)


def _leave_open(found: Programs, content: Content, gap: Gap) -> None:
    """Leave open whether a program is there."""
    read = content.record is not None and content.regencies is not None
    where = _somewhere(content.regencies or content.places)
    if read:
        where = Where(frozenset(content.regencies or ()))
    for count in (found.all, *_of_kind(found, content)):
        count.doubt(where, gap)


def _of_kind(found: Programs, content: Content) -> Iterator[Count]:
    for kind, count in found.kinds.items():
        if content.kind is None or covers(content.kind, kind):
            yield count


def grants_by_regency(records: Records, gaps: Gaps, year: int) -> Count:
    """Count the grants of the programs of a year: where the recipient is from, else the program.

    A grant without a recipient is placed where its program serves one regency only.
    """
    count = Count()
    settled: dict[str, Program] = {}
    for program in sorted(records.programs_of(year), key=lambda one: one.id):
        contents = gaps.contents(program.id)
        if len(contents) == 1 and gaps.live(contents[0], (year,), KINDS) is True:
            settled[program.id] = program
        gap = gaps.further("grants", program)
        if gap is not None:
            count.doubt(ANYWHERE, gap)  # a grant may go to an outsider too
    _count_grants(records, gaps, count, year, settled)
    contested = (one for several in records.ambiguous("grants").values() for one in several)
    for grant in contested:
        if grant.program in settled or _may_be_of(gaps, grant.program, year) is not None:
            count.doubt(ANYWHERE, Gap("duplicate_id", {"table": "grants"}))
    _doubt_programs(records, gaps, count, year)
    return count


def _doubt_programs(records: Records, gaps: Gaps, count: Count, year: int) -> None:
    """Say that grants may be those of programs of which it is not known what they are."""
    for content in gaps.unsure:
        if content.gap is not None and gaps.live(content, (year,), KINDS) is not False:
            count.doubt(ANYWHERE, content.gap)
    if "programs" not in records.given and not gaps.lost("programs"):
        count.doubt(ANYWHERE, Gap("table_not_given", {"table": "programs"}))


def _may_be_of(gaps: Gaps, program: str, year: int) -> Gap | None:
    """Return why a program that a grant names may be of a year."""
    contents = gaps.contents(program)
    for content in contents:
        live = gaps.live(content, (year,), KINDS)
        if live is not False:
            return next((one.gap for one in contents if one.gap is not None), content.gap)
    return None if contents else Gap("program_not_known")


def _count_grants(
    records: Records, gaps: Gaps, count: Count, year: int, settled: Mapping[str, Program]
) -> None:
    """Count the grants of the settled programs of a year, and say which others may be of it."""
    others: dict[str, Gap | None] = {}
    placed = Counter[Group]()
    grants: Mapping[str, Grant] = records.by_id("grants")
    odd = _odd(records, gaps, {one.recipient for one in grants.values() if one.recipient})
    for grant in grants.values():
        of = settled.get(grant.program)
        if of is not None and grant.recipient is not None and grant.recipient not in odd:
            placed[records.regency_of.get(grant.recipient)] += 1
            continue
        if of is not None:
            _count_grant(records, gaps, count, grant, of)
            continue
        if grant.program not in others:
            others[grant.program] = _may_be_of(gaps, grant.program, year)
        gap = others[grant.program]
        if gap is not None:
            count.doubt(ANYWHERE, gap)
    for home, many in placed.items():
        count.add((home,), many)


def _count_grant(
    records: Records, gaps: Gaps, count: Count, grant: Grant, program: Program
) -> None:
    unread = gaps.unread(grant, "recipient")
    if grant.recipient is not None:
        where, unread = _home(records, gaps, grant.recipient)
    else:
        codes = program.regencies or ()
        unread = unread or gaps.unread(program, "regencies")
        groups = codes if len(codes) == 1 else (None,)
        where = Where(frozenset(groups)) if unread is None else ANYWHERE
    if unread is None:
        count.add(where.groups)
    else:
        count.add(())
        count.doubt(where, unread, whole=False)
