"""Many seeds: what was unsound, how often each rule came to what, and how tight it is.

`run` is the seam for tests that break a gap on purpose: it asks whatever library is imported.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from random import Random
from typing import Final

import attrs

from . import comparison, completions, draws, figures, gaps
from .comparison import Answer, Key, Unsound
from .record_sets import RecordSet
from .shrinking import Kind, shrunk, traced
from .tightness import Tightness

READINGS: Final = 3
SINGLE: Final = 5
WHOLE: Final = 2
NAMES: Final = tuple(completions.STAGES)


@attrs.define
class Example:
    """The first unsound answer of its kind: where it was found, and its smallest records."""

    seed: int
    unsound: Unsound
    given: RecordSet
    completion: RecordSet
    count: int = 1


@attrs.define
class Run:
    """What some seeds came to."""

    sets: int = 0
    worlds: int = 0
    examples: dict[Kind, Example] = attrs.Factory(dict[Kind, Example])
    table: defaultdict[tuple[str, str], Counter[str]] = attrs.Factory(
        lambda: defaultdict(Counter[str])
    )
    pairs: Counter[tuple[str, str]] = attrs.Factory(Counter[tuple[str, str]])
    tight: Tightness = attrs.Factory(Tightness)
    rulings: Counter[str] = attrs.Factory(Counter[str])
    ruling: dict[str, figures.Ruling] = attrs.Factory(dict[str, figures.Ruling])

    @property
    def unsound(self) -> int:
        """How many answers were contradicted, each once a record set and kind."""
        kinds = (one.count for kind, one in self.examples.items() if kind[0] != "foreign pass")
        joins = (count for kind, count in self.rulings.items() if kind.startswith("may_join"))
        return sum(kinds) + sum(joins)


def drawn(seed: int) -> tuple[RecordSet, list[str]]:
    """Return the record set of a seed, and the gaps planted in it."""
    random = Random(seed)
    given = draws.draw(random)
    return given, gaps.plant(random, given)


def plans(random: Random, given: RecordSet) -> list[tuple[str, ...]]:
    """Return the stages of the completions of one record set."""
    readings = READINGS if comparison.gapped(given) else 1
    singles = [(name,) for name in random.sample(NAMES, SINGLE)]
    return [*[()] * readings, *singles, *[NAMES] * WHOLE, *((name,) for name in completions.ALONE)]


def run(
    seeds: Iterable[int],
    *,
    small: bool = False,
    tight: int = 0,
    every: int = 8,
    first: bool = False,
) -> Run:
    """Judge the record sets of some seeds and their completions.

    `small` shrinks the first example of each kind. Every `tight`-th set is also asked how tight
    its undecided answers are (0: none), every `every`-th one its verdicts and figures (0: none).
    `first` stops at the first unsound answer.
    """
    done = Run()
    for seed in seeds:
        given, planted = drawn(seed)
        here, tallies = comparison.answers(given)
        _count(done, planted, here, tallies)
        known = figures.facts(given) if every and done.sets % every == 0 else None
        for kind, (one, whole) in _contradicted(done, seed, given, here, known).items():
            example = done.examples.get(kind)
            if example is not None:
                example.count += 1
                continue
            example = Example(seed, one, given, whole)
            if small:
                example.given, example.unsound, example.completion = shrunk(given, one, whole, kind)
            done.examples[kind] = example
        ruling = figures.ruling(seed)
        done.rulings[ruling.kind] += 1
        done.ruling.setdefault(ruling.kind, ruling)
        done.sets += 1
        if tight and done.sets % tight == 0:
            done.tight.measure(seed, given, here)
        if first and done.unsound:
            break
    return done


def _contradicted(
    done: Run,
    seed: int,
    given: RecordSet,
    here: dict[Key, Answer],
    known: dict[figures.Fact, object] | None,
) -> dict[Kind, tuple[Unsound, RecordSet]]:
    """Return what completions of a record set contradict, once for each kind."""
    random = Random(f"{seed} worlds")
    found: dict[Kind, tuple[Unsound, RecordSet]] = {}
    for stages in plans(random, given):
        world = completions.complete(random, given, stages)
        codes = comparison.asked(here, world)
        if (stages and not world.acts) or (not world.reading and not codes):
            continue
        done.worlds += 1
        there, _ = comparison.answers(world.given, codes)
        unsound = list(comparison.compare(here, there, world, given))
        if known is not None:
            unsound += figures.compare(known, world)
        for one in unsound:
            if len(stages) > 1 and any(kind[:2] == (one.kind, one.code) for kind in found):
                continue
            gap, trace, whole = traced(seed, given, one, world, stages)
            found.setdefault((one.kind, one.code, gap), (trace, whole))
    return found


def _count(done: Run, planted: list[str], here: dict[Key, Answer], tallies: dict[str, int]) -> None:
    """Count the outcomes of each rule under each gap that was planted."""
    done.pairs.update(combinations(sorted(planted), 2))
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter[str])
    for key, answer in here.items():
        counts[key[0]][answer.outcome] += 1
    for code, applicable in tallies.items():
        passed = applicable - counts[code].total()
        if passed > 0:
            counts[code]["passed"] = passed
    for name in planted or ["none"]:
        for code, outcomes in counts.items():
            done.table[code, name] += outcomes
