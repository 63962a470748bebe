"""Run the worlds test over many seeds: `python -m tests.property.worlds --seeds 0:1000`."""

import argparse
import sys
from pathlib import Path

from .search import run
from .telling import examples, told


def main() -> int:
    """Print what a run came to; exit 1 if an answer was unsound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="0:1000", help="first and one past the last, A:B")
    parser.add_argument("--tight", type=int, default=20, help="ask every N-th set how tight it is")
    parser.add_argument("--figures", type=int, default=4, help="and every N-th set its figures")
    parser.add_argument("--examples", type=Path, help="write a small example of each kind here")
    asked = parser.parse_args()
    first, last = map(int, asked.seeds.split(":"))
    small = asked.examples is not None
    done = run(range(first, last), small=small, tight=asked.tight, every=asked.figures)
    sys.stdout.write(f"{told(done)}\n\nseeds {first}:{last}\n")
    if asked.examples is not None:
        asked.examples.write_text(examples(done), encoding="utf-8")
    return 1 if done.unsound else 0


if __name__ == "__main__":
    sys.exit(main())
