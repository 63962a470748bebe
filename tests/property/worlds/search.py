"""Many seeds: what was unsound, how often each rule came to what, and how tight it is.

`run` is the seam for tests that break a gap on purpose: it asks whatever library is imported.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from random import Random
from typing import Final

import attrs

from . import comparison, completions, draws, gaps
from .comparison import Answer, Key, Unsound
from .record_sets import RecordSet, shown

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
class Figures:
    """What a run came to."""

    sets: int = 0
    worlds: int = 0
    examples: dict[tuple[str, str, str], Example] = attrs.Factory(dict)
    table: defaultdict[tuple[str, str], Counter[str]] = attrs.Factory(
        lambda: defaultdict(Counter[str])
    )
    tight: defaultdict[tuple[str, str], list[int]] = attrs.Factory(
        lambda: defaultdict(lambda: [0, 0])
    )
    loose: dict[tuple[str, str], tuple[int, Key, RecordSet]] = attrs.Factory(dict)

    @property
    def unsound(self) -> int:
        """How many answers were contradicted, each once a record set and kind."""
        return sum(
            one.count for (kind, _, _), one in self.examples.items() if kind != "foreign pass"
        )


def drawn(seed: int) -> tuple[RecordSet, list[str]]:
    """Return the record set of a seed, and the gaps planted in it."""
    random = Random(seed)
    given = draws.draw(random)
    return given, gaps.plant(random, given)


def plans(random: Random) -> list[tuple[str, ...]]:
    """Return the stages of the completions of one record set."""
    singles = [(name,) for name in random.sample(NAMES, SINGLE)]
    return [*[()] * READINGS, *singles, *[NAMES] * WHOLE, ("not stated",)]


def run(
    seeds: Iterable[int], *, shrunk: bool = False, tight: int = 0, most: int | None = None
) -> Figures:
    """Judge the record sets of some seeds and their completions.

    Every `tight`-th one is also asked how tight its undecided answers are. `most` stops after so
    many kinds of unsound answers.
    """
    figures = Figures()
    for seed in seeds:
        given, planted = drawn(seed)
        here, tallies = comparison.answers(given)
        _tally(figures, planted, here, tallies)
        random = Random(f"{seed} worlds")
        found: dict[tuple[str, str, str], tuple[Unsound, RecordSet]] = {}
        for stages in plans(random):
            world = completions.complete(random, given, stages)
            if stages and not world.acts:
                continue
            codes = comparison.told(here, world)
            if not world.reading and not codes:
                continue
            figures.worlds += 1
            there, _ = comparison.answers(world.given, codes)
            for one in comparison.compare(here, there, world, given):
                if (one.kind, one.code) in {kind[:2] for kind in found} and len(stages) > 1:
                    continue
                name, one, whole = _traced(seed, given, here, one, world.given, stages)
                found.setdefault((one.kind, one.code, name), (one, whole))
        for kind, (one, whole) in found.items():
            known = figures.examples.get(kind)
            if known is not None:
                known.count += 1
                continue
            example = Example(seed, one, given, whole)
            figures.examples[kind] = _shrunk(example, kind) if shrunk else example
        figures.sets += 1
        if tight and figures.sets % tight == 0:
            _tighten(figures, seed, given, here)
        if most is not None and len(figures.examples) >= most:
            break
    return figures


def _traced(  # what was found, and in what
    seed: int,
    given: RecordSet,
    here: dict[Key, Answer],
    one: Unsound,
    whole: RecordSet,
    stages: Sequence[str],
) -> tuple[str, Unsound, RecordSet]:
    """Return the one gap that suffices for an unsound answer, or "several"."""
    if len(stages) == 0:
        return "reading", one, whole
    if len(stages) == 1:
        return stages[0], one, whole
    random = Random(f"{seed} traced")
    focus = frozenset(value for _, value in one.key[1])
    for asked in ((), *((name,) for name in one.acts)):
        for _ in range(TRACES):
            world = completions.complete(random, given, asked, focus)
            if asked and not world.acts:
                break
            there, _ = comparison.answers(world.given, {one.code})
            for other in comparison.compare(here, there, world, given):
                if (other.kind, other.key) == (one.kind, one.key):
                    return asked[0] if asked else "reading", other, world.given
    return "several", one, whole


TRACES: Final = 12


def _tally(figures: Figures, planted: list[str], here: dict[Key, Answer], tallies: object) -> None:
    del tallies
    for key, answer in here.items():
        for name in planted or ["none"]:
            figures.table[key[0], name][answer.outcome] += 1


# --- shrinking ----------------------------------------------------------------------------------

TRIES: Final = 25


def witness(given: RecordSet, kind: tuple[str, str, str]) -> tuple[Unsound, RecordSet] | None:
    """Return an unsound answer of a kind, and the completion that shows it."""
    what, code, gap = kind
    here, _ = comparison.answers(given, {code})
    if what != "passed here" and what != "foreign pass":
        if not any(
            key[0] == code and f"{answer.outcome} here" == what for key, answer in here.items()
        ):
            return None
    stages = {"several": NAMES, "reading": ()}.get(gap, (gap,))
    random = Random("witness")
    for _ in range(TRIES):
        world = completions.complete(random, given, stages)
        if stages and not world.acts:
            continue
        there, _ = comparison.answers(world.given, {code})
        for one in comparison.compare(here, there, world, given):
            if (one.kind, one.code) == (what, code):
                return one, world.given
    return None


def _shrunk(example: Example, kind: tuple[str, str, str]) -> Example:
    """Drop rows, values and gaps as long as the answer stays unsound."""
    given = example.given
    if witness(given, kind) is None:
        return example
    smaller = True
    while smaller:
        smaller = False
        for less in _smaller(given):
            if witness(less, kind) is not None:
                given, smaller = less, True
                break
    found = witness(given, kind)
    if found is not None:
        example.given, (example.unsound, example.completion) = given, found
    return example


def _smaller(given: RecordSet) -> Iterable[RecordSet]:
    for place in range(len(given.rows)):
        less = given.copy()
        del less.rows[place]
        yield less
    if len(given.deliveries) > 1 and not any(row.delivery for row in given.rows):
        less = given.copy()
        del less.deliveries[1:]
        yield less
    for change in ("complete", "as_of", "policy"):
        less = given.copy()
        setattr(less, change, {"complete": frozenset(), "as_of": None, "policy": "bundled"}[change])
        if less != given:
            yield less
    for place, delivery in enumerate(given.deliveries):
        if delivery.lost or delivery.strange:
            less = given.copy()
            less.deliveries[place].lost, less.deliveries[place].strange = set(), False
            yield less
    for place, row in enumerate(given.rows):
        for name in list(row.bad):
            if row.rejected:
                continue
            less = given.copy()
            del less.rows[place].bad[name]
            yield less
        for name in row.values:
            if row.rejected or name in {"id", "year", "kind", "title", "name", "participant"}:
                continue
            less = given.copy()
            del less.rows[place].values[name]
            if not less.rows[place].rejected:
                yield less


# --- tightness ----------------------------------------------------------------------------------


def _tighten(figures: Figures, seed: int, given: RecordSet, here: dict[Key, Answer]) -> None:
    """Count the undecided subjects that two completions answer differently."""
    open_ones = {key: answer.cause for key, answer in here.items() if answer.outcome == "undecided"}
    seen: dict[Key, set[bool]] = {key: set() for key in open_ones}
    random = Random(f"{seed} tight")
    for number in range(MOST_TIGHT):
        waiting = [key for key, told in seen.items() if len(told) < BOTH_ANSWERS]
        if not waiting:
            break
        focus = frozenset(value for _, value in waiting[number % len(waiting)][1])
        stages = _aimed(random, number)
        world = completions.complete(random, given, stages, focus)
        there, _ = comparison.answers(world.given, {key[0] for key in waiting})
        for key in waiting:
            at = comparison.moved(key, world)
            if comparison.is_aside(at, world):
                continue
            answer = there.get(at)
            if answer is None:
                seen[key].add(False)
            elif answer.outcome != "undecided":
                seen[key].add(answer.outcome == "violated")
                if answer.outcome == "waived":
                    seen[key].add(False)
    for key, told in seen.items():
        kind = (key[0], open_ones[key])
        figures.tight[kind][0] += 1
        figures.tight[kind][1] += len(told) == BOTH_ANSWERS
        if len(told) < BOTH_ANSWERS:
            figures.loose.setdefault(kind, (seed, key, given))


MOST_TIGHT: Final = 50
BOTH_ANSWERS: Final = 2


def _aimed(random: Random, number: int) -> tuple[str, ...]:
    """Return stages that close every gap, or all but a few, or the one that stands alone."""
    if number % 8 == 3:
        return ("not stated",)
    if number % 8 == 5:
        return ("unsettled kind", "open step", "unknown term")
    if number % 8 in {1, 6}:
        return ("unsettled kind", "supposed")
    return tuple(name for name in NAMES if random.random() < 0.7)


def told(figures: Figures) -> str:
    """Return the figures as a text for people."""
    lines = [
        f"record sets {figures.sets}, completions {figures.worlds}",
        f"unsound answers {figures.unsound}",
        "",
        "UNSOUND, by what is said here, rule and gap (one example each)",
    ]
    ordered = sorted(figures.examples.items(), key=lambda item: (item[0][0], -item[1].count))
    lines += [f"{one.count:6}  {' / '.join(kind)}" for kind, one in ordered]
    total, two = (sum(pair[place] for pair in figures.tight.values()) for place in (0, 1))
    if total:
        lines += ["", f"TIGHTNESS {two}/{total} = {two / total:.1%} of undecided subjects"]
        lines += [
            f"{pair[1]:6}/{pair[0]:<6} {pair[1] / pair[0]:6.1%}  {code} {cause}"
            for (code, cause), pair in sorted(figures.tight.items())
        ]
    lines += ["", "RULE x GAP: violated+waived/undecided draws", ""]
    names = sorted({name for _, name in figures.table})
    lines.append(" " * 7 + "".join(f"{name:>14}" for name in names))
    for code in sorted({code for code, _ in figures.table}):
        cells = [figures.table[code, name] for name in names]
        told = (f"{one['violated'] + one['waived']}/{one['undecided']}" for one in cells)
        lines.append(f"{code:7}" + "".join(f"{one:>14}" for one in told))
    return "\n".join(lines)


def examples(figures: Figures) -> str:
    """Return the examples as a text for people."""
    parts: list[str] = []
    for kind, one in sorted(figures.examples.items(), key=lambda item: item[0]):
        subject = ", ".join(f"{name} {value}" for name, value in one.unsound.key[1])
        parts.append(
            f"### {' / '.join(kind)} ({one.count}; seed {one.seed})\n\n"
            f"{one.unsound.code} about {subject}: {kind[0]}, and a completion says "
            f"{one.unsound.there}.\n\n```\n{shown(one.given)}\n--- the completion\n"
            f"{_difference(one)}\n```\n"
        )
    return "\n".join(parts)


def _difference(one: Example) -> str:
    before = shown(one.given).splitlines()
    after = shown(one.completion).splitlines()
    added = [f"+ {line.strip()}" for line in after if line not in before and line.startswith("  ")]
    gone = [f"- {line.strip()}" for line in before if line not in after and line.startswith("  ")]
    return "\n".join([*gone, *added]) or "(the same rows, the gaps closed)"
