"""Measures the library against hand-written loops of the same rules: `make bench`.

Ratios only are compared, all ways side by side in one run, the best of a few rounds each. The
counts of all ways must be equal. Exits with 1 if they are not, or if a goal is missed.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from typing import Final

import ikm_sinergi as ikm
from generator import generate
from loops import CODES, flat, over_rosters
from offices import compare, exact, in_words, usual

SIZES: Final = (10_000, 100_000, 1_000_000)
QUICK: Final = SIZES[:2]
TRAINED: Final = [ikm.Step(year=2020, kind="training", status="completed")]
MISSED: Final = [
    ikm.Step(year=2019, kind="training", status="completed"),
    ikm.Step(year=2020, kind="training", status="withdrawn"),
]

Counts = Mapping[str, tuple[int, int, int, int]]


def best_on(
    rounds: int, records: ikm.Records, *works: Callable[[ikm.Records], object]
) -> list[float]:
    """Return the best time of each work on records without indexes; making them is not timed."""
    times = [float("inf")] * len(works)
    for _ in range(rounds):
        for place, work in enumerate(works):
            copy = fresh(records)
            start = time.perf_counter()
            work(copy)
            times[place] = min(times[place], time.perf_counter() - start)
    return times


def best(rounds: int, *works: Callable[[], object]) -> list[float]:
    """Return the best time of each work in seconds, the works taking turns."""
    times = [float("inf")] * len(works)
    for _ in range(rounds):
        for place, work in enumerate(works):
            start = time.perf_counter()
            work()
            times[place] = min(times[place], time.perf_counter() - start)
    return times


def fresh(records: ikm.Records) -> ikm.Records:
    """Return the records without the indexes that an earlier round left."""
    return records.changed()


def counts_of(report: ikm.Report) -> Counts:
    """Return applicable, violated, waived and undecided by code."""
    return {
        code: (tally.applicable, tally.violated, tally.waived, tally.undecided)
        for code, tally in report.rules.items()
    }


class Board:
    """The lines of the result, and whether every goal was reached."""

    def __init__(self) -> None:
        """Begin with nothing missed."""
        self.missed = 0

    def tell(self, what: str, value: float, goal: float | None = None, unit: str = "x") -> None:
        """Print one figure beside its goal."""
        verdict = ""
        if goal is not None:
            reached = value <= goal
            self.missed += not reached
            verdict = f"  goal <= {goal:g}  {'reached' if reached else 'MISSED'}"
        print(f"{what:58} {value:9.2f} {unit}{verdict}", flush=True)


def judge(board: Board, size: int, *, faulty: bool, rounds: int) -> tuple[float, float]:
    """Compare check with both loops; return the times of check and of the loop over rosters."""
    records = ikm.Records.from_rows(generate(size, faulty=faulty).tables)
    policies = ikm.policies()
    report = ikm.check(fresh(records), select=CODES)
    ours = counts_of(report)
    for name, loop in (("rosters", over_rosters), ("flat", flat)):
        theirs = loop(fresh(records), policies).counts()
        if theirs != ours:
            differing = {
                code: (ours[code], theirs[code]) for code in CODES if ours[code] != theirs[code]
            }
            print(f"counts differ from the loop {name}: {differing}")
            sys.exit(1)
    check, rosters, plain, every = best_on(
        rounds,
        records,
        lambda copy: ikm.check(copy, select=CODES),
        lambda copy: over_rosters(copy, policies),
        lambda copy: flat(copy, policies),
        ikm.check,
    )
    kind = "faulty" if faulty else "clean"
    many = len(records.participations)
    largest = size == SIZES[-1]
    label = f"{many:,} participations, {kind}: "
    board.tell(f"{label}check, ns a participation", check / many * 1e9, unit="ns")
    goal = 2.5 if faulty else 2.0
    board.tell(
        f"{label}twelve rules / loop over rosters", check / rosters, goal if largest else None
    )
    if not faulty:
        flat_goal = 0.7 if largest else None
        board.tell(f"{label}twelve rules / flat loop", check / plain, flat_goal)
    board.tell(f"{label}all rules / twelve rules", every / check)
    if not faulty:
        cohorts, candidates = best_on(
            rounds, records, ikm.cohorts, lambda copy: ikm.candidates(copy, year=2021)
        )
        board.tell(
            f"{label}cohorts / check of all rules", cohorts / every, 1.0 if largest else None
        )
        board.tell(
            f"{label}candidates / check of all rules", candidates / every, 1.0 if largest else None
        )
    return check, rosters


def verdicts(board: Board) -> None:
    """Measure `may_join` with its history in hand."""
    calls = 2000

    def many(history: list[ikm.Step]) -> Callable[[], None]:
        def work() -> None:
            for _ in range(calls):
                ikm.may_join("mentoring", year=2021, history=history)

        return work

    decided, missed = best(5, many(TRAINED), many(MISSED))
    board.tell("may_join, decided", decided / calls * 1e6, 20, "us")
    board.tell("may_join, with near misses", missed / calls * 1e6, 60, "us")


def office_lists(board: Board, rounds: int, many: int) -> None:
    """Measure reading a list of an office against the canonical form of the same records."""
    for kind, row_of, goal in (
        ("no repair", exact, 2.0),
        ("2 repairs a row", usual, None),
        ("5 repairs a row", in_words, None),
    ):
        office, canonical, peak = compare(many, rounds, row_of)
        label = f"{many:,} rows of a list, {kind}"
        board.tell(f"{label}: office / canonical", office / canonical, goal)
        board.tell(f"{label}: peak memory", peak, unit="MB")


def start_up(board: Board) -> None:
    """Measure what importing the package and the help cost over bare Python."""

    def run(code: str) -> Callable[[], object]:
        return lambda: subprocess.run(  # noqa: S603  # our own interpreter and code
            [sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL, env=os.environ
        )

    helped = "from ikm_sinergi.cli import main; main(['--help'])"
    used = "import ikm_sinergi; ikm_sinergi.check"
    bare, imported, help_, loaded = best(
        7, run("pass"), run("import ikm_sinergi"), run(helped), run(used)
    )
    board.tell("import ikm_sinergi, over bare Python", (imported - bare) * 1e3, 70, "ms")
    board.tell("ikm-sinergi --help, over bare Python", (help_ - bare) * 1e3, 90, "ms")
    board.tell("import and first use of check, over bare Python", (loaded - bare) * 1e3, unit="ms")


def main() -> int:
    """Run all measurements and return the exit code."""
    parser = argparse.ArgumentParser(description="Measure the library against hand-written loops.")
    parser.add_argument("--quick", action="store_true", help="only the smaller sizes")
    parser.add_argument("--rounds", type=int, default=3, help="the best of how many (default: 3)")
    arguments = parser.parse_args()
    sizes = QUICK if arguments.quick else SIZES
    board = Board()
    start_up(board)
    verdicts(board)
    office_lists(board, arguments.rounds, 20_000 if arguments.quick else 100_000)
    for faulty in (False, True):
        times = [judge(board, size, faulty=faulty, rounds=arguments.rounds) for size in sizes]
        (first, first_loop), (last, last_loop) = times[0], times[-1]
        growth = (last / first) / (last_loop / first_loop)
        kind = "faulty" if faulty else "clean"
        goal = None if faulty or arguments.quick else 1.1
        board.tell(f"growth over the sizes, {kind}: check / loop over rosters", growth, goal)
    print("every goal reached" if not board.missed else f"{board.missed} goals missed")
    return 1 if board.missed else 0


if __name__ == "__main__":
    sys.exit(main())
