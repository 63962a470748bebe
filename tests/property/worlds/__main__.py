"""Run the worlds test over many seeds: `python -m tests.property.worlds --seeds 0:1000`."""

import argparse
import sys
import time
from pathlib import Path

from .search import examples, run, told


def main() -> int:
    """Print what a run came to; exit 1 if an answer was unsound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="0:1000", help="first and one past the last, A:B")
    parser.add_argument("--tight", type=int, default=20, help="ask every N-th set how tight it is")
    parser.add_argument("--examples", type=Path, help="write a small example of each kind here")
    asked = parser.parse_args()
    first, last = map(int, asked.seeds.split(":"))
    started = time.perf_counter()
    figures = run(range(first, last), shrunk=asked.examples is not None, tight=asked.tight)
    spent = time.perf_counter() - started
    sys.stdout.write(f"{told(figures)}\n\nseeds {first}:{last}, {spent:.0f} s\n")
    if asked.examples is not None:
        asked.examples.write_text(examples(figures), encoding="utf-8")
    return 1 if figures.unsound else 0


if __name__ == "__main__":
    sys.exit(main())
