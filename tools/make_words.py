"""Make tests/words/sentences.md: everything the library says, to be read and corrected.

`make words` writes it anew, from the files in `data/words/` and from the rules; a test compares.
The values in its sentences are made up.
"""

import datetime as dt
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.domain.terms import ProgramKind, Severity
from ikm_sinergi.rules import ALL
from ikm_sinergi.words.catalogue import flattened
from ikm_sinergi.words.language import Text
from ikm_sinergi.words.phrases import Phrase, put

PAGE: Final = Path(__file__).resolve().parent.parent / "tests" / "words" / "sentences.md"

MENTORING: Final = ProgramKind.MENTORING
TRAINING: Final = (ProgramKind.TRAINING,)
TOLD: Final = Phrase("no_step", {"kinds": TRAINING, "before": 2020})
ADDED: Final = Phrase("unknown_program_step.remedy")

VALUES: Final = MappingProxyType(
    {
        "after": 5,
        "agency": "pkk-sulsel",
        "allowed": "training, mentoring",
        "approved_by": "disperin-sulsel",
        "approvers": ("Disperin SulSel", "Disdag SulSel"),
        "area": "Luwu Raya",
        "before": 2020,
        "cause": TOLD,
        "code": "IKM201",
        "codes": ("73.10", "73.13"),
        "commodity": "tenun",
        "count": 3,
        "day": dt.date(2021, 12, 31),
        "dispensation": "D-1",
        "expires": dt.date(2021, 12, 31),
        "field": "status",
        "fields": ("name", "regency"),
        "first": dt.date(2021, 3, 1),
        "id": "D-1",
        "it": TOLD,
        "items": "P-1, P-2",
        "key": "2021-wajo",
        "kind": MENTORING,
        "kinds": TRAINING,
        "label": Severity.NOTE,
        "last": dt.date(2021, 6, 30),
        "match": Phrase("match_nib"),
        "n": 1,
        "name": "Sulawesi Selatan",
        "needed": 2020,
        "next": 2022,
        "other": "P-2",
        "place": "Kabupaten Wajo",
        "places": "Kabupaten Wajo",
        "policies": ("sulsel-2021",),
        "program": "2020-wajo",
        "readings": ("mentoring",),
        "reason": Text.of("synonym"),
        "regencies": 24,
        "regency": "Kabupaten Wajo",
        "remedy": ADDED,
        "row": "12",
        "rows": 1,
        "rule": "IKM202",
        "setting": "as_of",
        "shown": '"Pendampingan"',
        "sources": ("S13", "S14"),
        "subject": "P-2",
        "subjects": "participants P-1; participants P-2",
        "table": "programs",
        "touched": 13,
        "undecided": 2,
        "unit": Text.of("units.participation"),
        "value": "prerequisites.mentoring",
        "version": "0.1.0",
        "what": 'kind "Pendampingan" ',
        "year": 2021,
        "years": (2021, 2022),
    }
)
"""What is put in, by the name of the value."""

OTHERS: Final = MappingProxyType(
    {
        "because_value": {"before": "within 1", "after": "within 2"},
        "because_setting": {"before": "2021-06-30", "after": "2021-12-31"},
        "record_added": {"table": TABLES["programs"].label},
        "record_removed": {"table": TABLES["programs"].label},
        "record_changed": {"table": TABLES["programs"].label},
        "report.cells": {"place": "a.xlsx:Sheet1", "table": "programs"},
        "same_id_at": {"place": "programs.csv:4"},
        "report.dispensation": {"reason": "kuota belum terisi"},
        "report.files_not_read": {"n": 2},
        "report.errors": {"n": 2},
        "report.warnings": {"n": 2},
        "report.notes": {"n": 2},
        "verdict.remedy": {"it": ADDED},
    }
)
"""What is put in instead, by the key of the sentence."""


def page() -> str:
    """Return the page."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield "# What the library says"
    yield ""
    yield "Made by `make words` from `src/ikm_sinergi/data/words/` and the rules; the values in the"
    yield "sentences are made up. A reason goes on after the value that it is about."
    english = resources.files("ikm_sinergi").joinpath("data/words/en.toml").read_text("utf-8")
    for section, part in tomllib.loads(english).items():
        said = (_said(key) for key, _ in flattened(part))
        yield from _table(section, said if section != "figures" else map(_raw, dict(part)))
    yield from _table("rules", (_rule(key, text) for key, text in _rules()))


def _table(title: str, rows: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    yield from ("", f"## {title}", "", "| key | English | Indonesian |", "|---|---|---|")
    for key, *texts in rows:
        cells = (text.replace("|", r"\|") for text in texts)
        yield f"| `{key}` | {' | '.join(cells)} |"


def _said(key: str) -> tuple[str, str, str]:
    """Return a sentence with made-up values in it."""
    values: Mapping[str, object] = {**VALUES, **OTHERS.get(key, {})}
    return key, put(Text.of(key), values, "en"), put(Text.of(key), values, "id")


def _raw(key: str) -> tuple[str, str, str]:
    """Return how figures and days are written, as it stands in the file."""
    return key, f"`{Text.of(key).en}`", f"`{Text.of(key).id}`"


def _rules() -> Iterator[tuple[str, Text]]:
    for rule in ALL:
        yield f"{rule.code}.message", rule.message
        yield f"{rule.code}.remedy", rule.remedy


def _rule(key: str, text: Text) -> tuple[str, str, str]:
    """Return a sentence of a rule as a template: its values are its own."""
    return key, text.en, text.id


if __name__ == "__main__":
    PAGE.write_text(f"{page()}\n", encoding="utf-8")
    print(f"wrote {PAGE}")
