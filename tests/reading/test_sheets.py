"""Sheets and verdicts as text, JSON and CSV."""

import csv
import io
import json

import pytest

import ikm_sinergi as ikm
from ikm_sinergi.planning import Heading, Sheet
from ikm_sinergi.words.language import Text
from ikm_sinergi.words.phrases import Phrase
from ikm_sinergi.writing.answers import (
    sheet_as_csv,
    sheet_as_text,
    sheets_as_json,
    verdict_as_text,
    verdicts_as_json,
    verdicts_as_sheet,
)

HEADINGS = {
    "who": Text("who", "siapa"),
    "kinds": Text("may join", "dapat mengikuti"),
    "count": Text("count", "jumlah"),
    "median": Text("median", "median"),
    "known": Text("known", "diketahui"),
    "why": Text("why", "sebab"),
    "empty": Text("empty", "kosong"),
}
ROWS = [
    ("P-1", (ikm.ProgramKind.TRAINING, ikm.ProgramKind.MENTORING), 3, 1.5, True, None, None),
    ("=cmd\x1b", (), 12, 25_000_000.0, False, Phrase("match_nib"), None),
    ("-", ("a", "b"), None, None, None, None, None),
]
COLUMNS = tuple(Heading(key, label) for key, label in HEADINGS.items())
SHEET = Sheet("things", Text("Things", "Hal"), COLUMNS, tuple(ROWS))


def test_text_is_aligned_and_speaks_both_languages():
    """Numbers stand to the right, terms by their label, what is not known as a dash."""
    assert "".join(sheet_as_text(SHEET, "id")) == (
        "Hal\n"
        "\n"
        "  siapa     dapat mengikuti          jumlah    median  diketahui  sebab  kosong\n"
        "  P-1       pelatihan, pendampingan       3       1.5  ya         -      -\n"
        "  =cmd\\x1b  -                            12  25000000  tidak      NIB    -\n"
        "  -         a, b                          -         -  -          -      -\n"
    )


def test_an_empty_sheet_says_so():
    """No rows are no empty table."""
    empty = Sheet("x", Text("X", "X"), COLUMNS, ())
    assert "nothing to show" in "".join(sheet_as_text(empty))


def test_csv_holds_keys_and_no_formula():
    """Terms by key, lists by semicolon, and nothing a spreadsheet would run."""
    rows = list(csv.reader(io.StringIO("".join(sheet_as_csv(SHEET)))))
    assert rows == [
        ["who", "kinds", "count", "median", "known", "why", "empty"],
        ["P-1", "training;mentoring", "3", "1.5", "true", "", ""],
        ["'=cmd\x1b", "", "12", "25000000.0", "false", "NIB", ""],
        ["'-", "a;b", "", "", "", "", ""],
    ]


def test_json_holds_keys_and_figures():
    """Each row is an object by key; facts stand before the rows."""
    found = json.loads("".join(sheets_as_json([SHEET], "id", year=2021)))
    assert (found["schema_version"], found["lang"], found["year"]) == (1, "id", 2021)
    assert found["things"][0] == {
        "who": "P-1",
        "kinds": ["training", "mentoring"],
        "count": 3,
        "median": 1.5,
        "known": True,
        "why": None,
        "empty": None,
    }
    assert json.loads("".join(sheets_as_json([]))) == {"schema_version": 1, "lang": "en"}


NEW = ikm.may_join("mentoring", year=2021, history=[])
RECORDS = ikm.Records.from_rows(
    {
        "programs": [{"id": "t20", "year": 2020, "kind": "training", "title": "A"}],
        "participants": [{"id": "P", "name": "IKM contoh", "regency": "73.13"}],
        "participations": [{"participant": "P", "program": "t20", "status": "attending"}],
        "dispensations": [
            {
                "id": "D-1",
                "rule": "IKM202",
                "year": 2021,
                "participant": "Q",
                "reason": "contoh",
                "approved_by": "disperin-sulsel",
                "decided_on": "2021-02-01",
                "expires": "2021-12-31",
            }
        ],
    },
    complete=[2020],
)
OPEN = ikm.eligibility(RECORDS, "P", "mentoring", year=2021)
WAIVED = ikm.eligibility(
    RECORDS.changed(add=[ikm.Participant(id="Q", name="IKM lain")]),
    "Q",
    "apprenticeship",
    year=2021,
)


@pytest.mark.parametrize(
    ("verdict", "lines"),
    [
        (
            NEW,
            [
                "not eligible for mentoring in 2021: no completed training in 2020",
                "  IKM201 asked for: a completed training in 2020",
                "  found: no training on record for 2020",
                (
                    "  remedy: If it completed training in 2020, record that: it is then eligible"
                    " in 2021."
                ),
                "  remedy: A completed training in 2021 makes it eligible in 2022.",
                (
                    "  remedy: A dispensation for IKM201 in 2021, approved by"
                    " Disperin SulSel or Disdag SulSel, admits it in that year."
                ),
            ],
        ),
        (
            OPEN,
            [
                (
                    "P: cannot be decided for mentoring in 2021: a step of 2020 is on record but"
                    " not marked completed"
                ),
                "  IKM201 asked for: a completed training in 2020",
                "  found: P t20: took part in training in 2020, not marked completed",
                "  missing: State whether the participation of 2020 was completed.",
                (
                    "  remedy: If the training of 2020 was completed, mark it so: it is then"
                    " eligible in 2021."
                ),
                "  remedy: A completed training in 2021 makes it eligible in 2022.",
            ],
        ),
        (
            WAIVED,
            [
                "Q: eligible for apprenticeship in 2021 by the dispensation D-1",
                "  IKM202 asked for: a completed training in 2020",
                "  found: no training on record for 2020",
            ],
        ),
        (ikm.may_join("training", year=2021, history=[]), ["eligible for training in 2021"]),
    ],
    ids=["newcomer", "open", "waived", "free"],
)
def test_a_verdict_is_told_in_full(verdict, lines):
    """What it is, what was asked and found, what is missing, and what would change it."""
    assert "".join(verdict_as_text(verdict)).splitlines() == lines


def test_verdicts_as_json_hold_the_records():
    """The evidence names its records, the dispensation its approver and expiry."""
    found = json.loads("".join(verdicts_as_json([OPEN, WAIVED], "id")))["verdicts"]
    assert found[0]["outcome"] == "undecided"
    assert found[0]["conditions"] == [
        {
            "code": "IKM201",
            "outcome": "undecided",
            "expected": "pelatihan yang selesai pada tahun 2020",
            "found": "satu tahap tahun 2020 tercatat, tetapi belum dinyatakan selesai",
        }
    ]
    assert found[0]["evidence"] == [
        {
            "table": "participations",
            "participant": "P",
            "program": "t20",
            "says": "mengikuti pelatihan pada tahun 2020, tetapi belum tercatat selesai",
        }
    ]
    assert [one["year"] for one in found[0]["remedies"]] == [2021, 2022]
    assert found[1]["missing"] is None
    assert found[1]["waived_by"]["approved_by"] == "disperin-sulsel"


def test_verdicts_make_a_sheet():
    """One row a verdict, for CSV."""
    rows = verdicts_as_sheet([NEW, OPEN, WAIVED]).records()
    assert [one["outcome"] for one in rows] == ["not_eligible", "undecided", "eligible"]
    assert [one["waived_by"] for one in rows] == [None, None, "D-1"]
