"""How many of the undecided subjects two completions answer differently."""

from collections import defaultdict
from itertools import product
from random import Random
from typing import Final

import attrs

from . import comparison, completions
from .comparison import Answer, Key
from .record_sets import RecordSet

NAMES: Final = tuple(completions.STAGES)
MOST: Final = 24
"""How many completions are aimed at a subject; those of the others beside it count for it too."""
ALONE: Final = {
    "IKM110": ("supposed",),
    "IKM111": ("not stated",),
    "IKM401": ("not stated",),
    "IKM404": ("unsettled kind", "unknown term", "not stated"),
}
CLOSING: Final = {
    "history_not_held": "unheld",
    "list_not_given": "unheld",
    "no_training_held": "unheld",
    "open_step": "open step",
    "other_id": "alias",
    "other_id_joined": "alias",
    "other_step": "later step",
    "potential_unknown": "unknown term",
    "regency_not_known": "unheld",
    "table_not_given": "never given",
    "table_not_whole": "lost",
    "to_come": "to come",
    "unknown_agency": "unknown reference",
    "unknown_commodity": "unknown term",
    "unknown_program_step": "unknown reference",
    "unsettled_step": "unsettled kind",
}
"""What closes the gap that a cause tells of."""
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
        for aim, number in product(sorted(causes), range(MOST)):
            if seen[aim] == BOTH:
                continue
            waiting = [key for key, told in seen.items() if told != BOTH]
            focus = frozenset(value for _, value in aim[1])
            stages = _aimed(random, number, aim[0], causes[aim])
            world = completions.complete(random, given, stages, focus, aim[0])
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


def _aimed(random: Random, number: int, code: str, cause: str) -> tuple[str, ...]:
    """Return stages that close the gap of a cause, a few, most, or suppose what was not stated."""
    if number % 4 == 0:
        return ALONE.get(code, ())
    if number % 4 == 1:
        return ("unsettled kind", "supposed")
    closing = CLOSING.get(cause)
    if number % 4 == 2:
        return tuple(random.sample(NAMES, 2)) if closing is None else (closing,)
    return tuple(name for name in NAMES if name == closing or random.random() < 0.6)
