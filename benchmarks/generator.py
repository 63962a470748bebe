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
LEAVES: Final = 0.01  # share of the lawful that leave a training, and as many a mentoring

# What is planted in a faulty set: together it touches about 39 % of the participations.
ROLES: Final = {  # shares of the participants
    "lawful": 0.54,
    "newcomer": 0.11,
    "open step": 0.01,
    "other id": 0.01,
    "other commodity": 0.11,
    "left behind": 0.09,
    "apprenticed first": 0.09,
    "trained again": 0.04,
}
LOOKED_AT: Final = frozenset(ROLES) - {"lawful"}
"""Those of whom an unknown program would leave in doubt whether anything is amiss."""
STRANGER, LOST, GUEST = 0.07, 0.09, 0.1  # shares of the names on the lists of clinics
TWICE, TOO_EARLY = 0.06, 0.1  # shares of the names on any list where nothing else is planted
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
    maker = _Maker(random.Random(seed), round(participations / 3.8), faulty=faulty)
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
        """Put a participant on the lists to which its role takes it."""
        pool = self.pools[place]
        trained = Entry(name)
        match role:
            case "lawful":
                self.lawful(name, pool)
                return
            case "newcomer":
                outcome = "waived" if self.happens(WAIVED) else "violated"
                self.next_steps(name, pool, ("IKM201", "IKM202"), outcome)
                return
            case "open step":
                trained = Entry(name, "attending", planted=True)
                self.next_steps(name, pool, ("IKM201", "IKM202"), "undecided")
            case "other id":
                nib = self.tables["participants"][-1]["nib"]
                trained = Entry(self.participant(pool, nib))
                self.next_steps(name, pool, ("IKM201", "IKM202"), "undecided")
                self.plant("IKM205", "undecided")  # the other id seems to be left behind
            case "other commodity":
                self.next_steps(name, self.pools[place ^ 1], ("IKM204", "IKM204"))
            case "left behind":
                self.plant("IKM205")
            case "apprenticed first":
                pool.lists["mentoring"].append(Entry(name))
                pool.lists["first apprenticeship"].append(Entry(name))
                self.plant("IKM206")
            case _:  # "trained again", after a year without any next step
                pool.lists["second training"].append(Entry(name))
                pool.lists["late mentoring"].append(Entry(name))
                self.plant("IKM205")
                self.plant("IKM207")
        pool.lists["training"].append(trained)

    def lawful(self, name: str, pool: Pool) -> None:
        """Train, mentor and mostly apprentice; a few leave on the way."""
        draw = self.chance.random()
        if draw < LEAVES:
            pool.lists["training"].append(Entry(name, "withdrawn"))
            return
        pool.lists["training"].append(Entry(name))
        if draw < 2 * LEAVES:
            pool.lists["mentoring"].append(Entry(name, "withdrawn"))
        else:
            self.next_steps(name, pool)

    def next_steps(
        self, name: str, pool: Pool, codes: Sequence[str] = (), outcome: str = "violated"
    ) -> None:
        """Mentor and mostly apprentice, which under these codes is a fault in each."""
        steps = ["mentoring"]
        if self.chance.random() < APPRENTICED:
            steps.append("apprenticeship")
        for step in steps:
            pool.lists[step].append(Entry(name, planted=bool(codes)))
        for code, _step in zip(codes, steps, strict=False):
            self.plant(code, outcome)
            if outcome == "waived":
                self.dispense(code, name, pool.year + 1)

    def dispense(self, code: str, name: str, year: int) -> None:
        self.tables["dispensations"].append(
            {
                "id": f"D-{len(self.tables['dispensations']):06}",
                "rule": code,
                "year": year,
                "participant": name,
                "reason": "made up",
                "approved_by": "disperin-sulsel",
                "decided_on": f"{year}-01-15",
                "expires": f"{year}-12-31",
            }
        )

    def clinic(self, role: str, name: str, place: int) -> None:
        """Invite a participant to a clinic: here the unknown and the guests turn up."""
        clinic = self.pools[place].lists["clinic"]
        if self.happens(STRANGER):
            clinic.append(Entry(f"S-{name}", planted=True))
            self.plant("IKM102")
        if role in LOOKED_AT:
            clinic.append(Entry(name))
        elif self.happens(LOST):
            self.tables["participations"].append({"participant": name, "program": f"?-{place}"})
            self.plant("IKM103")
        elif self.happens(GUEST):
            elsewhere = self.pools[(place + 2) % len(self.pools)]
            elsewhere.lists["clinic"].append(Entry(name, planted=True))
            self.plant("IKM403")
        else:
            clinic.append(Entry(name))

    # --- programs ----------------------------------------------------------------------------

    def rosters(self, entries: list[Entry]) -> Iterator[list[Entry]]:
        """Yield a list in an order of its own and in pieces of the size of a program."""
        self.chance.shuffle(entries)
        start = 0
        while start < len(entries):
            size = self.chance.randint(SMALLEST, LARGEST)
            yield entries[start : start + size]
            start += size

    def program(self, place: int, activity: str, entries: Sequence[Entry]) -> None:
        pool = self.pools[place]
        kind, after, starts, ends = ACTIVITIES[activity]
        coaching = kind != "coaching_clinic"
        year = pool.year + after
        program = f"{year}-{pool.regency}-{kind}-{len(self.tables['programs']):06}"
        self.tables["programs"].append(
            {
                "id": program,
                "year": year,
                "kind": kind,
                "title": f"Made-up {activity}",
                "lead": "disperin-sulsel" if coaching else "disdag-sulsel",
                "partners": ["dekranasda-sulsel", "pkk-sulsel"],
                "regencies": [pool.regency],
                "commodity": pool.commodity,
                "starts": f"{year}-{starts:02}-10",
                "ends": f"{year}-{ends:02}-28",
                "status": "completed",
            }
        )
        rows = self.tables["participations"]
        for number, (participant, status, planted) in enumerate(entries):
            row = {"participant": participant, "program": program, "status": status}
            if status == "completed":
                row["completed_on"] = f"{year}-{ends:02}-{24 + number % 5}"
                if not planted and self.happens(TOO_EARLY):
                    row["completed_on"] = f"{year}-{starts:02}-{1 + number % 9:02}"
                    self.plant("IKM109")
                elif not planted and self.happens(TWICE):
                    rows.append(row)
                    self.plant("IKM108")
            rows.append(row)
        if coaching:
            self.grants(place, program, f"{year}-{ends:02}-28", entries)

    def grants(self, place: int, program: str, day: str, entries: Sequence[Entry]) -> None:
        """Hand over one thing to the group, and one to every fifth participant or an outsider."""
        outsiders = self.pools[(place + 2) % len(self.pools)].members
        recipients: list[str | None] = [None, *(entry.participant for entry in entries[::5])]
        for recipient in recipients:
            row: Row = {"id": f"G-{len(self.tables['grants']):07}", "program": program}
            row |= {"item": "made-up tool", "quantity": 1, "value": 500_000, "handed_over": day}
            if recipient is not None:
                row["recipient"] = recipient
                if not day.startswith(str(FIRST_YEAR)) and self.happens(OUTSIDER):
                    row["recipient"] = self.chance.choice(outsiders)
                    self.plant("IKM502")
            self.tables["grants"].append(row)
