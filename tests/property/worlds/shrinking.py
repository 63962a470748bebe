"""From an unsound answer to the one gap and the few rows that it takes."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Final

from . import comparison, completions, figures
from .comparison import Unsound
from .completions import World
from .record_sets import RecordSet

TRIES: Final = 15
TRACES: Final = 12
NAMES: Final = tuple(completions.STAGES)
FIXED: Final = frozenset({"id", "year", "kind", "title", "name", "participant", "program"})

Kind = tuple[str, str, str]
"""What is said here, the rule, and the gap."""


def traced(
    seed: int, given: RecordSet, one: Unsound, world: World, stages: Sequence[str]
) -> tuple[str, Unsound, RecordSet]:
    """Return the one gap that suffices for an unsound answer, or "several"."""
    if not stages:
        return "reading", one, world.given
    random = Random(f"{seed} traced")
    for asked in ((), *((name,) for name in one.acts)):
        for _ in range(TRACES):
            other = _again(random, given, one, asked)
            if other is not None:
                return (asked[0] if asked else "reading"), *other
    return (stages[0] if len(stages) == 1 else "several"), one, world.given


def _again(
    random: Random, given: RecordSet, one: Unsound, stages: Sequence[str]
) -> tuple[Unsound, RecordSet] | None:
    """Draw one more completion; return the same answer if it contradicts it."""
    for found in _draws(random, given, one, stages, 1):
        if found[0].key == one.key:
            return found
    return None


def _draws(
    random: Random, given: RecordSet, one: Unsound, stages: Sequence[str], tries: int
) -> Iterator[tuple[Unsound, RecordSet]]:
    """Yield the answers like one that some completions contradict."""
    focus = frozenset(value for _, value in one.key[1])
    figure = one.kind in figures.KINDS
    known = figures.facts(given) if figure else {}
    here = {} if figure else comparison.answers(given, {one.code})[0]
    if one.kind.endswith(" here") and one.kind != "passed here":
        said = one.kind.removesuffix(" here")
        if not any(key[0] == one.code and answer.outcome == said for key, answer in here.items()):
            return
    for _ in range(tries):
        world = completions.complete(random, given, stages, focus)
        if stages and not world.acts:
            continue
        if figure:
            found = figures.compare(known, world)
        else:
            there, _ = comparison.answers(world.given, {one.code})
            found = comparison.compare(here, there, world, given)
        for other in found:
            if (other.kind, other.code) == (one.kind, one.code):
                yield other, world.given


def _witness(
    given: RecordSet, one: Unsound, kind: Kind
) -> tuple[RecordSet, Unsound, RecordSet] | None:
    """Return the records with an unsound answer of a kind, and the completion that shows it."""
    stages = {"several": NAMES, "reading": ()}.get(kind[2], (kind[2],))
    found = next(_draws(Random("witness"), given, one, stages, TRIES), None)
    return None if found is None else (given, *found)


def shrunk(
    given: RecordSet, one: Unsound, whole: RecordSet, kind: Kind
) -> tuple[RecordSet, Unsound, RecordSet]:
    """Drop rows, values and gaps as long as the answer stays unsound."""
    best = _witness(given, one, kind)
    if best is None:
        return given, one, whole
    smaller = True
    while smaller:
        smaller = False
        for less in _smaller(best[0]):
            found = _witness(less, best[1], kind)
            if found is not None:
                best, smaller = found, True
                break
    return best


def _smaller(given: RecordSet) -> Iterator[RecordSet]:
    """Yield record sets that say a little less."""
    yield from _fewer_rows(given)
    yield from _plainer_question(given)
    for place, row in enumerate(given.rows):
        if row.rejected:
            continue
        for name in (*row.bad, *(row.values.keys() - FIXED)):
            less = given.copy()
            less.rows[place].bad.pop(name, None)
            less.rows[place].values.pop(name, None)
            if not less.rows[place].rejected:
                yield less


def _fewer_rows(given: RecordSet) -> Iterator[RecordSet]:
    size = len(given.rows)
    while size > 1:
        size = (size + 1) // 2
        for place in range(0, len(given.rows), size):
            less = given.copy()
            del less.rows[place : place + size]
            yield less
    if len(given.deliveries) > 1 and not any(row.delivery for row in given.rows):
        less = given.copy()
        del less.deliveries[1:]
        yield less


def _plainer_question(given: RecordSet) -> Iterator[RecordSet]:
    plain = RecordSet([])
    for name in ("complete", "as_of", "policy"):
        if getattr(given, name) != getattr(plain, name):
            less = given.copy()
            setattr(less, name, getattr(plain, name))
            yield less
    for place, delivery in enumerate(given.deliveries):
        if delivery.unread:
            less = given.copy()
            less.deliveries[place].given |= delivery.lost
            less.deliveries[place].lost, less.deliveries[place].strange = set(), False
            yield less
