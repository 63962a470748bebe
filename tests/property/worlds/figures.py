"""Verdicts and planning figures, held against those of completions.

Who is eligible here must be so in every reading, as a rule that passes; who is not eligible must
be so in every completion, as one that is violated. A figure that is a number must be that number
in every completion; one that is not known is None, which says nothing. Figures are found by
looking at what `coverage`, `cohorts` and `outcomes` return: every number of every row, by the
fields that name the row. A row that is not there counts as zero. Not compared is what counts the
records rather than the world: what could not be placed, and programs by a kind that is not settled.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from itertools import product
from random import Random
from typing import Any, Final

import attrs

import ikm_sinergi as ikm

from .comparison import Unsound
from .completions import World
from .draws import COACHING, COMMODITIES, SCOPE, SETTLED, STATUSES, policy
from .reach import PLAN
from .record_sets import NAMES_PARTICIPANT, RecordSet

NEXT: Final = ("mentoring", "apprenticeship")
YEAR: Final = 2021
NAMING: Final = ("year", "by", "value", "regency", "followed", "measure", "kind")
"""Fields that say what a row is about."""

Fact = tuple[str, ...]
"""A function, and what of its answer."""


KINDS: Final = frozenset({"verdict", "figure"})


def facts(given: RecordSet) -> dict[Fact, object]:
    """Return every verdict and figure of a record set."""
    records = given.records()
    policies = policy(given.policy)
    found: dict[Fact, object] = {}
    for who in sorted(_people(given)):
        for kind in NEXT:
            try:
                verdict = ikm.eligibility(
                    records, who, kind, year=YEAR, policies=policies, as_of=given.as_of
                )
            except ikm.UnknownRecordError:
                continue
            found["eligibility", who, kind] = str(verdict.outcome)
    coming = ikm.candidates(records, year=YEAR, policies=policies, as_of=given.as_of)
    for row in coming.rows:
        for kind in row.kinds:
            found["candidates", row.participant, str(kind)] = str(row.outcome)
    day = given.as_of
    coverage = ikm.coverage(records, year=YEAR, scope=SCOPE, policies=policies, as_of=day)
    found |= _numbers("coverage", coverage)
    found |= _numbers("cohorts", ikm.cohorts(records, policies=policies, as_of=day))
    found |= _numbers("outcomes", ikm.outcomes(records, as_of=day))
    return found


def _people(given: RecordSet) -> set[str]:
    found = {row.values["id"] for row in given.of("participants") if row.get("id")}
    for table, name in NAMES_PARTICIPANT.items():
        found |= {row.values[name] for row in given.of(table) if row.get(name)}
    return found


def _numbers(function: str, answer: Any) -> dict[Fact, object]:
    found: dict[Fact, object] = dict(_of(answer, (function, "total")))
    for row in answer.rows:
        named = [f"{name} {getattr(row, name)}" for name in NAMING if hasattr(row, name)]
        found |= dict(_of(row, (function, ", ".join(named))))
    return found


def _of(thing: Any, about: Fact) -> Iterator[tuple[Fact, object]]:
    for field in attrs.fields(type(thing)):
        value = getattr(thing, field.name)
        if field.name in NAMING or isinstance(value, bool | str | Enum):
            continue
        if isinstance(value, int | float) or value is None:
            yield (*about, field.name), value
        elif isinstance(value, Mapping):
            for kind, number in value.items():
                if isinstance(number, int | float) or number is None:
                    yield (*about, field.name, str(kind)), number


def compare(here: Mapping[Fact, object], world: World) -> Iterator[Unsound]:
    """Yield the verdicts and figures that a completion contradicts."""
    there = facts(world.given)
    figures = not world.aside and world.only is None and not world.without & PLAN
    figures = figures and "unknown term" not in world.acts  # cohorts are named by terms
    settled = "unsettled kind" in world.acts
    for fact, said in here.items():
        function = fact[0]
        if function in VERDICTS:
            answer = there.get((function, world.ids.get(fact[1], fact[1]), fact[2]))
            bad = _verdict(said, answer, world)
        elif not figures or said is None or _unplaced(fact) or (settled and len(fact) > BY_KIND):
            continue
        else:
            answer = there.get(fact, 0)
            bad = answer is not None and answer != said
        if bad:
            kind = "verdict" if function in VERDICTS else "figure"
            name = f"{function} {said}" if function in VERDICTS else f"{function} {fact[2]}"
            about = tuple((str(place), part) for place, part in enumerate(fact))
            yield Unsound(kind, name, (name, about), world.acts, f"{answer} for {said}")


VERDICTS: Final = frozenset({"eligibility", "candidates"})


BY_KIND: Final = 3
"""Parts of a fact beyond which there is the kind that it counts, as the records state it."""


def _unplaced(fact: Fact) -> bool:
    """Whether it counts what no group of the records could take."""
    return fact[2].startswith("unplaced") or (
        fact[1].endswith("value None") and "by all" not in fact[1]
    )


def _verdict(here: object, there: object, world: World) -> bool:
    if here == "eligible":
        return world.reading and there not in {"eligible", "undecided"}
    if here == "not_eligible":
        return world.only is None and there == "eligible"
    return False


# --- may_join -----------------------------------------------------------------------------------


@attrs.frozen
class Ruling:
    """What `may_join` says of a history, and of all the histories that it may stand for."""

    history: str
    here: str
    there: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Say whether it is contradicted, or undecided without need; empty if neither."""
        if self.here == "undecided":
            return "loose" if len(self.there) == 1 and self.there != ("undecided",) else ""
        other = {"eligible": "not_eligible", "not_eligible": "eligible"}[self.here]
        return f"may_join {self.here}" if other in self.there else ""


def ruling(seed: int) -> Ruling:
    """Ask `may_join` of a history with open and unsettled steps, and of all that it may be."""
    random = Random(f"{seed} history")
    steps = [_step(random) for _ in range(random.randint(0, 3))]
    kind = random.choice(NEXT)
    chosen = policy(random.choice(("bundled", "two kinds", "two years")))
    here = str(_joins(kind, chosen, steps))
    there = {
        str(_joins(kind, chosen, one)) for one in product(*[list(_settled(step)) for step in steps])
    }
    told = "; ".join(f"{step.year} {step.kind} {step.status}" for step in steps)
    return Ruling(f"{kind} after {told}", here, tuple(sorted(there)))


def _joins(kind: str, chosen: ikm.Policy, steps: Iterable[ikm.Step]) -> ikm.Eligibility:
    return ikm.may_join(kind, year=YEAR, history=list(steps), policy=chosen).outcome


def _step(random: Random) -> ikm.Step:
    return ikm.Step(
        year=random.choice((2019, 2020, 2020, 2021)),
        kind=ikm.ProgramKind(random.choice(("training", *COACHING))),
        status=random.choice((*map(ikm.ParticipationStatus, STATUSES), None)),
        commodity=random.choice((*COMMODITIES, None)),
    )


def _settled(step: ikm.Step) -> Iterator[ikm.Step]:
    kinds = SETTLED.get(step.kind, (step.kind,))
    fixed = step.status in {"completed", "withdrawn"}
    for kind in kinds:
        for status in (step.status,) if fixed else ("completed", "withdrawn"):
            yield attrs.evolve(
                step, kind=ikm.ProgramKind(kind), status=ikm.ParticipationStatus(status or "")
            )
