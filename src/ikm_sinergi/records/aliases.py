"""Which ids may be of one IKM: those that share a NIB, the NIK of an owner, or a name in a regency.

Two ids that both state well-formed NIBs which differ are two IKM. A NIB or NIK that is not of its
form tells nothing: "belum ada" would make one IKM of many. Nothing here says that two ids are one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from types import MappingProxyType
from typing import Final

from ikm_sinergi.domain.entities import Participant
from ikm_sinergi.domain.identifiers import is_nib, is_nik
from ikm_sinergi.domain.names import fold, folded
from ikm_sinergi.records.container import Records

Mark = tuple[str, str]
"""What ids may share: ("nib", ...) or ("name", regency and folded name)."""


NO_ALIASES: Final[Mapping[str, str]] = MappingProxyType({})


def _nib(participant: Participant) -> str | None:
    return participant.nib if is_nib(participant.nib) else None


def _name(participant: Participant) -> str | None:
    regency = participant.regency
    return None if regency is None else f"{regency} {fold(participant.name)}"


_MARKS: Final = MappingProxyType({"nib": _nib, "name": _name})


def _has_nik(participant: Participant) -> bool:
    return participant.owner is not None and is_nik(participant.owner.nik)


class Aliases:
    """The aliases of every id, found when they are asked for."""

    def __init__(self, records: Records) -> None:
        """Take the records; nothing is looked at yet."""
        self._records = records
        self._found: dict[str, Mapping[str, str]] = {}

    @cached_property
    def _contents(self) -> Mapping[str, Sequence[Participant]]:
        """What stands under the ids that may have an alias, every content."""
        found: defaultdict[str, list[Participant]] = defaultdict(list)
        owners = self._records.same_owner
        marked = set[str]().union(*self._shared.values(), *self._unplaced.values(), owners)
        marked |= self.wild
        for one in self._records.standing("participants") if marked else ():
            if one.id in marked or (self._unplaced and fold(one.name) in self._unplaced):
                found[one.id].append(one)
        return found

    @property
    def possible(self) -> AbstractSet[str]:
        """The ids that may have an alias: of every other one `of` says that it has none."""
        return self._contents.keys()

    @cached_property
    def _shared(self) -> Mapping[Mark, AbstractSet[str]]:
        """The marks that several ids share."""
        twins: dict[Mark, set[str]] = {}
        everybody = self._records.standing("participants")
        for kind, stated in (("nib", [one.nib for one in everybody]), ("name", self._folded)):
            if len(set(stated)) == len(stated):
                continue
            repeated = {one for one, many in Counter(stated).items() if many > 1}
            first: dict[str, str] = {}
            for participant, known in zip(everybody, stated, strict=True):
                value = _MARKS[kind](participant) if known in repeated else None
                if value is not None:
                    other = first.setdefault(value, participant.id)
                    if other != participant.id:
                        twins.setdefault((kind, value), {other}).add(participant.id)
        return twins

    @cached_property
    def _folded(self) -> Sequence[str]:
        """The name of every participant, folded."""
        return folded([one.name for one in self._records.standing("participants")])

    @cached_property
    def _unplaced(self) -> Mapping[str, AbstractSet[str]]:
        """The ids that state no regency, by their folded name."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for participant in self._records.standing("participants"):
            if participant.regency is None:
                found[fold(participant.name)].add(participant.id)
        return found

    @cached_property
    def _bearers(self) -> Mapping[str, AbstractSet[str]]:
        """All ids of each name that somebody bears without a regency."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for participant in self._records.standing("participants") if self._unplaced else ():
            name = fold(participant.name)
            if name in self._unplaced:
                found[name].add(participant.id)
        return found

    @property
    def wild(self) -> AbstractSet[str]:
        """The ids of which a NIB or NIK could not be read: it may be anybody's."""
        return self.unread.keys()

    @cached_property
    def unread(self) -> Mapping[str, str]:
        """The field that holds the NIB or NIK which could not be read, by the id."""
        return {
            str(getattr(one, "id", "")): field
            for field in ("owner.nik", "owner", "nib")
            for one in self._records.with_unreadable("participants", field)
        }

    def numbered(self, ids: Iterable[str]) -> Iterator[str]:
        """Yield those ids that state a NIB or NIK, or of which one could not be read."""
        wanted = set(ids)
        for one in self._records.standing("participants"):
            if one.id in wanted and (one.id in self.wild or _nib(one) or _has_nik(one)):
                yield one.id

    def of(self, participant: str) -> Mapping[str, str]:
        """Return the other ids that may be this IKM, each with what they share.

        That is "nib", "nik", "name", or "bare": the name alone, where no regency is stated. They
        chain as long as one NIB fits all, and by the name alone as long as one regency does.
        """
        if participant not in self._contents:
            return NO_ALIASES
        found = self._found.get(participant)
        if found is None:
            found = self._found[participant] = self._chained(participant)
        return found

    def _chained(self, participant: str) -> Mapping[str, str]:
        found: dict[str, str] = {}
        seen: set[_State] = set()
        waiting: list[_State] = [(participant, None, _ANYWHERE)]
        while waiting:
            identifier, nib, places = state = waiting.pop()
            if state in seen:
                continue
            seen.add(state)
            for content in self._contents.get(identifier, ()):
                own = _nib(content)
                mine = self._places(identifier, content.regency)
                if (nib and own and nib != own) or not _may_meet(places, mine):
                    continue
                fixed, within = nib or own, (places & mine) or places or mine
                for match, other in self._beside(content):
                    where = within if match == "bare" else _ANYWHERE
                    if other == identifier or not self._fits(other, fixed, where):
                        continue
                    if other != participant:
                        found.setdefault(other, match)
                    waiting.append((other, fixed, where))
        return found

    def _beside(self, content: Participant) -> Iterator[tuple[str, str]]:
        """Yield what a content shares with other ids, and those ids."""
        for kind, read in _MARKS.items():
            value = read(content)
            for other in () if value is None else self._shared.get((kind, value), ()):
                yield kind, other
        for other in self._records.same_owner.get(content.id, ()):
            yield "nik", other
        name = fold(content.name) if self._unplaced else ""
        if name not in self._unplaced:
            return
        for other in self._bearers[name] if content.regency is None else self._unplaced[name]:
            yield "bare", other

    def _fits(self, identifier: str, nib: str | None, places: frozenset[str]) -> bool:
        """Whether a content of an id may have this NIB and be from one of these places."""
        return any(
            (nib is None or _nib(one) in {None, nib})
            and _may_meet(places, self._places(identifier, one.regency))
            for one in self._contents.get(identifier, ())
        )

    def _places(self, identifier: str, regency: str | None) -> frozenset[str]:
        """Return where an IKM may be from: its regency, else those of its programs, none if any."""
        if regency is not None:
            return frozenset((regency,))
        found: set[str] = set()
        for row in self._records.histories.get(identifier, ()):
            program = self._records.program(row.program)
            if program is None or program.regencies is None:
                return _ANYWHERE
            found.update(program.regencies)
        return frozenset(found)


_State = tuple[str, str | None, frozenset[str]]
"""An id on the way along a chain, with the NIB and the places that fit all before it."""

_ANYWHERE: Final[frozenset[str]] = frozenset()


def _may_meet(places: frozenset[str], others: frozenset[str]) -> bool:
    """Whether there is a place in both, where none stands for any."""
    return not places or not others or not places.isdisjoint(others)
