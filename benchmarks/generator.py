"""Made-up records of a coaching program of any size: lawful, or with faults planted and counted.

The IKM of one regency and commodity form a pool. In its first year a pool is trained, in the next
it is mentored, apprenticed and invited to a clinic, each time in programs of 25 to 60. Everything
is decided and lawful under the twelve rules of `loops`, except what is planted. The rows are those
of the canonical JSON, and the same arguments always give the same rows.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from ikm_sinergi import policies, regencies

__all__ = ["Made", "generate"]

Row = dict[str, Any]

FIRST_YEAR: Final = 2020  # history: the policy is in force from the next year on
STARTS: Final = 4  # years in which pools begin
POOL: Final = 42  # participants, at least
MOST_POOLS: Final = 480
SMALLEST, LARGEST = 25, 60  # names on the list of a program
APPRENTICED: Final = 0.85  # share of the mentored

# What is planted in a faulty set: together it touches about 39 % of the participations.
ROLES: Final = {  # shares of the participants
    "lawful": 0.41,
    "newcomer": 0.14,
    "open step": 0.01,
    "other id": 0.01,
    "other commodity": 0.14,
    "left behind": 0.12,
    "apprenticed first": 0.12,
    "trained again": 0.05,
}
STRANGER, LOST, GUEST = 0.07, 0.1, 0.1  # shares of the names on the lists of clinics
TWICE, TOO_EARLY = 0.07, 0.18  # shares of the names on any list where nothing else is planted
OUTSIDER: Final = 0.25  # share of the grants to one participant
WAIVED: Final = 0.05  # share of the newcomers


class Made(NamedTuple):
    """The tables as rows, and how many findings are planted, by code and outcome."""

    tables: Mapping[str, Sequence[Row]]
    planted: Mapping[tuple[str, str], int]


class Activity(NamedTuple):
    """What a pool does: in which of its years, from which month to which."""

    kind: str
    after: int
    starts: int
    ends: int


ACTIVITIES: Final = {
    "training": Activity("training", 0, 2, 10),
    "second training": Activity("training", 1, 4, 8),
    "mentoring": Activity("mentoring", 1, 3, 6),
    "late mentoring": Activity("mentoring", 2, 3, 6),
    "apprenticeship": Activity("apprenticeship", 1, 7, 11),
    "first apprenticeship": Activity("apprenticeship", 1, 1, 2),
    "clinic": Activity("coaching_clinic", 1, 5, 9),
}


class Entry(NamedTuple):
    """One name on the list of an activity; nothing more is planted where something is."""

    participant: str
    status: str = "completed"
    planted: bool = False


class Pool(NamedTuple):
    """The IKM of one regency and commodity that begin in one year."""

    year: int
    regency: str
    commodity: str
    members: list[str]
    lists: dict[str, list[Entry]]


def generate(participations: int, *, faulty: bool, seed: int = 2021) -> Made:
    """Make records of about this many participations, and of a quarter as many participants."""
    maker = _Maker(random.Random(seed), participations // 4, faulty=faulty)
    return maker.made()


def _pools(participants: int) -> list[Pool]:
    """Return pools in pairs: both of one regency and year, but of two commodities."""
    codes = [regency.code for regency in regencies().of_province("73")]
    commodities = list(policies()[0].commodities)
    pairs = max(2, min(MOST_POOLS, participants // POOL) // 2)
    return [
        Pool(
            year=FIRST_YEAR + (pair + pair // len(codes)) % STARTS,
            regency=codes[pair % len(codes)],
            commodity=commodities[(pair + half) % len(commodities)],
            members=[],
            lists={activity: [] for activity in ACTIVITIES},
        )
        for pair in range(pairs)
        for half in range(2)
    ]


class _Maker:
    """Puts every participant on the lists of its pool, then makes programs of the lists."""

    def __init__(self, chance: random.Random, participants: int, *, faulty: bool) -> None:
        self.chance = chance
        self.faulty = faulty
        self.size = participants
        self.pools = _pools(participants)
        self.planted: Counter[tuple[str, str]] = Counter()
        names = ("programs", "participants", "participations", "grants", "dispensations")
        self.tables: dict[str, list[Row]] = {name: [] for name in names}

    def made(self) -> Made:
        roles = ["lawful"] * self.size
        if self.faulty:
            roles = self.chance.choices(tuple(ROLES), tuple(ROLES.values()), k=self.size)
        for number, role in enumerate(roles):
            place = number % len(self.pools)
            name = self.participant(self.pools[place])
            self.way(role, name, place)
            self.clinic(role, name, place)
        for place, pool in enumerate(self.pools):
            for activity in ACTIVITIES:
                for entries in self.rosters(pool.lists[activity]):
                    self.program(place, activity, entries)
        return Made(self.tables, self.planted)

    def happens(self, share: float) -> bool:
        """Whether a fault is to be planted that this share of the subjects has."""
        return self.faulty and self.chance.random() < share

    def plant(self, code: str, outcome: str = "violated") -> None:
        self.planted[code, outcome] += 1

    # --- participants ------------------------------------------------------------------------

    def participant(self, pool: Pool, nib: str | None = None) -> str:
        number = len(self.tables["participants"])
        name = f"P-{number:07}"
        row = {"id": name, "name": f"IKM {number}", "regency": pool.regency}
        self.tables["participants"].append({**row, "nib": nib or f"{number:013}"})
        pool.members.append(name)
        return name

    def way(self, role: str, name: str, place: int) -> None:
        """Put a participant on the lists that its role takes it to."""
        pool = self.pools[place]
        if role == "lawful":
            self.lawful(name, pool)
        elif role == "newcomer":
            waived = self.happens(WAIVED)
            steps = self.next_steps(name, pool, planted=True)
            for code in {"mentoring": "IKM201", "apprenticeship": "IKM202"}
        elif role == "open step":
            pool.lists["training"].append(Entry(name, "attending", planted=True))
