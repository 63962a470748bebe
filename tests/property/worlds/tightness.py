"""How many of the undecided subjects two completions answer differently."""

from collections import defaultdict
from random import Random
from typing import Final

import attrs

from . import comparison, completions
from .comparison import Answer, Key
from .record_sets import RecordSet

NAMES: Final = tuple(completions.STAGES)
MOST: Final = 50
ALONE: Final = {
    "IKM111": ("not stated",),
    "IKM401": ("not stated",),
    "IKM404": ("unsettled kind", "not stated"),
}
BOTH: Final = frozenset({"found", "not found"})
LATER: Final = frozenset({"later_step", "other_step"})
"""Causes that stand for a later step alone."""


@attrs.define
class Tightness:
    """By rule and cause: subjects, and those with two answers; and one that has not."""

    counts: defaultdict[tuple[str, str], list[int]] = attrs.Factory(
        lambda: defaultdict(lambda: [0, 0])
    )
    loose: dict[tuple[str, str], tuple[int, Key, RecordSet]] = attrs.Factory(
        dict[tuple[str, str], tuple[int, Key, RecordSet]]
    )

    def measure(self, seed: int, given: RecordSet, here: dict[Key, Answer]) -> None:
        """Look for two completions that differ, for every undecided subject."""
        causes = {
            key: answer.cause for key, answer in here.items() if answer.outcome == "undecided"
        }
        seen: dict[Key, set[str]] = {key: set() for key in causes}
        random = Random(f"{seed} tight")
        for number in range(MOST):
            waiting = [key for key, told in seen.items() if told != BOTH]
            if not waiting:
                break
            aim = random.choice(waiting)
            focus = frozenset(value for _, value in aim[1])
            world = completions.complete(random, given, _aimed(random, number, aim[0]), focus)
            there, _ = comparison.answers(world.given, {key[0] for key in waiting})
            for key in waiting:
                seen[key] |= _said(key, there, world)
        for key, told in seen.items():
            kind = (key[0], causes[key])
            self.counts[kind][0] += 1
            self.counts[kind][1] += told == BOTH
            if told != BOTH:
                self.loose.setdefault(kind, (seed, key, given))


def _said(key: Key, there: dict[Key, Answer], world: completions.World) -> set[str]:
    """Return what a completion says of a subject; nothing if it cannot know.

    That somebody had no training before a later step cannot be written down, so doubt for that
    reason alone counts as found: one completion of it is.
    """
    at = comparison.moved(key, world)
    if not world.compares(key[0]) or comparison.is_withdrawn(at, world):
        return set()
    answer = there.get(at)
    if answer is None:
        return {"not found"}
    if answer.cause in LATER:
        return {"found"}
    words = {"violated": {"found"}, "waived": {"found", "not found"}}
    return words.get(answer.outcome, set())


def _aimed(random: Random, number: int, code: str) -> tuple[str, ...]:
    """Return stages that close most gaps, a few, or suppose what was not stated."""
    if number % 4 == 0:
        return ALONE.get(code, ())
    if number % 4 == 1:
        return ("unsettled kind", "supposed")
    if number % 4 == 2:
        return tuple(random.sample(NAMES, 2))
    return tuple(name for name in NAMES if random.random() < 0.7)
