"""What a run came to, as texts for people."""

from typing import Final

from .record_sets import RecordSet, shown
from .search import Example, Run

FEWEST: Final = 200
"""Draws of each outcome of a rule under a gap that a full run aims at."""
OUTCOMES: Final = ("violated", "passed", "undecided")


def told(run: Run) -> str:
    """Return the figures of a run."""
    lines = [
        f"record sets {run.sets}, completions {run.worlds}",
        f"unsound answers {run.unsound}",
        "",
        "UNSOUND, by what is said here, rule and gap",
    ]
    ordered = sorted(run.examples.items(), key=lambda item: (item[0][0], -item[1].count))
    lines += [f"{one.count:6}  {' / '.join(kind)}" for kind, one in ordered]
    lines += [
        f"{count:6}  {kind}: {run.ruling[kind].history}: {' or '.join(run.ruling[kind].there)}"
        for kind, count in sorted(run.rulings.items())
        if kind
    ]
    return "\n".join([*lines, *_tightness(run), *_table(run)])


def _tightness(run: Run) -> list[str]:
    counts = run.tight.counts
    total, two = (sum(pair[place] for pair in counts.values()) for place in (0, 1))
    if not total:
        return []
    lines = ["", f"TIGHTNESS {two}/{total} = {two / total:.1%} of undecided subjects"]
    return lines + [
        f"{pair[1]:6}/{pair[0]:<6} {pair[1] / pair[0]:6.1%}  {code} {cause}"
        for (code, cause), pair in sorted(counts.items())
    ]


def _table(run: Run) -> list[str]:
    """Return the draws of each outcome, by rule and planted gap."""
    names = sorted({name for _, name in run.table})
    lines = ["", f"RULE x GAP: draws {'/'.join(OUTCOMES)} (waived counts as violated)", ""]
    lines.append(" " * 7 + "".join(f"{name:>17}" for name in names))
    for code in sorted({code for code, _ in run.table}):
        cells: list[str] = []
        for name in names:
            counts = run.table[code, name]
            found = counts["violated"] + counts["waived"]
            cells.append(f"{found}/{counts['passed']}/{counts['undecided']}")
        lines.append(f"{code:7}" + "".join(f"{one:>17}" for one in cells))
    few = [
        f"{code} {word} {sum(run.table[code, name][word] for name in names)}"
        for code in sorted({code for code, _ in run.table})
        for word in OUTCOMES
        if any(run.table[code, name][word] < FEWEST for name in names)
    ]
    rare = run.pairs.most_common()[-1:]
    return [
        *lines,
        "",
        f"PAIRS OF GAPS: {len(run.pairs)}, the rarest {rare}",
        f"UNDER {FEWEST} IN SOME CELL, with the draws under all gaps: {'; '.join(few)}",
    ]


def examples(run: Run) -> str:
    """Return the smallest example of each kind of unsound answer, and loose ones."""
    parts = [_example(" / ".join(kind), one) for kind, one in sorted(run.examples.items())]
    for (code, cause), (seed, key, given) in sorted(run.tight.loose.items()):
        subject = ", ".join(f"{name} {value}" for name, value in key[1])
        title = f"### loose / {code} / {cause} (seed {seed})"
        parts.append(f"{title}\n\nabout {subject}\n\n```\n{shown(given)}\n```\n")
    return "\n".join(parts)


def _example(title: str, one: Example) -> str:
    subject = ", ".join(f"{name} {value}" for name, value in one.unsound.key[1])
    return (
        f"### {title} ({one.count}; seed {one.seed})\n\n"
        f"{one.unsound.code} about {subject}: {one.unsound.kind}, and a completion says "
        f"{one.unsound.there}.\n\n```\n{shown(one.given)}\n--- the completion\n"
        f"{_difference(one.given, one.completion)}\n```\n"
    )


def _difference(given: RecordSet, completion: RecordSet) -> str:
    before, after = shown(given).splitlines(), shown(completion).splitlines()
    added = [f"+ {line.strip()}" for line in after if line not in before and line.startswith("  ")]
    gone = [f"- {line.strip()}" for line in before if line not in after and line.startswith("  ")]
    return "\n".join([*gone, *added]) or "(the same rows, the gaps closed)"
