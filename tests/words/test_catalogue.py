"""The catalogue: what may stand in it, and that code and data name the same keys."""

import ast
import itertools
import re
import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest

import ikm_sinergi as ikm
from ikm_sinergi.domain.column import Holds
from ikm_sinergi.domain.fields import FIRST_DAY, FIRST_YEAR, LAST_DAY, LAST_YEAR, LONGEST_ID
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.domain.terms import Eligibility, Term
from ikm_sinergi.judgement import UNITS
from ikm_sinergi.planning import Candidates, Cohorts, Comparison, Outcomes
from ikm_sinergi.planning.generations import By
from ikm_sinergi.words.catalogue import languages, sentences_in, words
from ikm_sinergi.words.language import Text
from ikm_sinergi.words.phrases import spoken
from ikm_sinergi.writing import given_back, template
from ikm_sinergi.writing.answers import verdicts_as_sheet

SOURCE = Path(__file__).resolve().parents[2] / "src" / "ikm_sinergi"
KEYS = tuple(words("en"))
POLICY_FORM = (SOURCE / "data" / "policy_form.toml").read_text("utf-8")
FIGURES = {"thousands", "day", "months"}
"""How figures and days are written: that differs from language to language."""

SAYS = {"Phrase", "Doubt", "Why", "Text.of"}
"""What is called with the key of a sentence first."""

BEGINS = re.compile(r"[a-z_.]+[._]")
"""What the part of a key is like that stands before one that is put in."""


def placeholders(template):
    """Return the names of the values that a template speaks of."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


# --- the files -------------------------------------------------------------------------------


def test_the_languages_are_the_files():
    """English and Indonesian are there."""
    assert languages() == ("en", "id")


def test_every_sentence_is_there_in_both_languages():
    """In the same order, so that the two files can be read side by side."""
    assert tuple(words("id")) == KEYS
    assert all(sentence.strip() for lang in languages() for sentence in words(lang).values())


@pytest.mark.parametrize("key", [key for key in KEYS if key not in FIGURES])
def test_a_sentence_speaks_of_the_same_values_in_both_languages(key):
    """Or one of them would miss some."""
    assert placeholders(words("en")[key]) == placeholders(words("id")[key])


def test_every_cause_has_a_remedy():
    """A doubt says what is missing and what would settle it."""
    remedies = [key for key in KEYS if key.endswith(".remedy")]
    causes = [key for key in remedies if key.removesuffix(".remedy") in KEYS]
    assert len(causes) == len(re.findall(r"^\[causes\.\w+\]$", text_of("en"), re.MULTILINE))


def text_of(lang):
    """Return the file of a language."""
    return (SOURCE / "data" / "words" / f"{lang}.toml").read_text("utf-8")


def test_keys_are_paths_without_the_section():
    """`says` is the sentence of its table itself."""
    text = """
    [reasons]
    empty = "is empty"
    [causes.open]
    says = "it is open"
    remedy = "Close it."
    [labels.terms]
    empty = "none"
    """
    assert sentences_in(text) == {
        "empty": "is empty",
        "open": "it is open",
        "open.remedy": "Close it.",
        "terms.empty": "none",
    }


def test_a_key_in_two_sections_is_refused():
    """One of the two would never be said."""
    text = '[reasons]\nno_number = "a"\n[phrases]\nno_number = "b"\n'
    with pytest.raises(ValueError, match=r"the key no_number of \[phrases\] stands in another"):
        sentences_in(text)


def test_the_limits_that_are_written_out_are_those_that_hold():
    """The files name them; a changed limit would make them lie."""
    for lang in languages():
        said = words(lang)
        for key in ("too_long", "form.holds.identifier", "form.holds.identifiers"):
            assert str(LONGEST_ID) in said[key]
        assert {str(FIRST_YEAR), str(LAST_YEAR)} <= set(re.findall(r"\d+", said["not_year"]))
        assert spoken(FIRST_DAY, lang) in said["day_bounds"]
        assert spoken(LAST_DAY, lang) in said["day_bounds"]


def test_no_two_reasons_say_the_same():
    """A sentence that stands there twice is one that was forgotten."""
    for lang in languages():
        section = text_of(lang).partition("[reasons]")[2].partition("\n[")[0]
        said = re.findall(r'^\w+ = "(.*)"$', section, re.MULTILINE)
        assert sorted(said) == sorted(set(said))


# --- the code --------------------------------------------------------------------------------


class Named:
    """The keys that the code of the library names."""

    def __init__(self, sources):
        """Read them from the source of modules."""
        self.said = set()
        """Those that are said: the first argument of what takes a key."""
        self.begun = set()
        """The beginnings of those that are put together: f"terms.{self}"."""
        self.strings = set()
        """Every string: a key may be handed on before it is said."""
        for source in sources:
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    self.strings.add(node.value)
                elif isinstance(node, ast.JoinedStr):
                    first = getattr(node.values[0], "value", None)
                    if isinstance(first, str) and BEGINS.fullmatch(first):
                        self.begun.add(first)
                elif isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in SAYS:
                    first = node.args[0]
                    either = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
                    self.said.update(one.value for one in either if isinstance(one, ast.Constant))

    def missing(self, keys):
        """Return what is said, but stands under no key."""
        return sorted(self.said - set(keys))

    def unused(self, keys):
        """Return the keys that no code can mean."""
        begun = tuple(self.begun)
        return [
            key
            for key in keys
            if not key.startswith(begun)
            and key not in self.strings
            and key.removesuffix(".remedy") not in self.strings
        ]


NAMED = Named(path.read_text("utf-8") for path in sorted(SOURCE.rglob("*.py")))


def test_every_key_that_is_said_stands_in_the_files():
    """A key that is not there would be a traceback in place of a finding."""
    assert NAMED.missing(KEYS) == []
    assert len(NAMED.said) > 50


def test_every_key_in_the_files_is_said():
    """What nobody says is not translated for ever."""
    assert NAMED.unused(KEYS) == []


def made_sheets():
    """Return a sheet of each kind, without rows."""
    plan = ikm.coverage(ikm.Records(), year=2021)
    return (
        plan.sheet(),
        plan.by_kind(),
        Cohorts(rows=()).sheet(),
        Candidates(year=2021, policy="x", rows=()).sheet(),
        Outcomes(rows=()).sheet(),
        Comparison(before={}, after={}, differences=()).sheet(),
        verdicts_as_sheet(()),
    )


def test_keys_that_are_put_together_stand_in_the_files():
    """A label for each term, table, column, unit and so on, and none left over."""
    families = {
        "terms.": {term.value for one in Term.__subclasses__() for term in one},
        "tables.": TABLES,
        "columns.": {
            column.labelled or column.field for table in TABLES.values() for column in table.columns
        },
        "units.": UNITS,
        "by.": By,
        "match_": {"nib", "nik", "name", "bare"},
        "verdict_": {*Eligibility, "waived"},
        "sheets.": {
            *("yes", "no", "no_rows", "no_results"),
            *("unplaced", "elsewhere", "total", "touched_of", "counts_in_each", "published"),
            *("totals", "count_of", "nothing_found", "value_changed"),
            *(one.name for one in made_sheets()),
            *(f"{one.name}.{key}" for one in made_sheets() for key in one.keys),
        },
        "workbook.column.": {*given_back.COLUMNS, *given_back.TALLIES},
        "policy_form.": re.findall("^#: (.*)$", POLICY_FORM, re.MULTILINE),
        "form.introduction.": template.INTRODUCTION,
        "form.column.": template.HEADINGS,
        "form.holds.": {*(holds.value for holds in Holds), "rule"},
    }
    assert {one for one in NAMED.begun if any(key.startswith(one) for key in KEYS)} == set(families)
    for begin, ends in families.items():
        keys = sorted(key for key in KEYS if key.startswith(begin))
        assert keys == sorted(f"{begin}{end}" for end in ends)


def test_code_that_names_keys_is_seen():
    """Whatever way it is written; the tests above would else find nothing."""
    named = Named(
        [
            'Phrase("a", {"x": 1}).say(lang)',
            'Text.of("b" if one else "c")',
            'key = f"d.{term}"\nlabels.of("meaning")',
            'yield Doubt("e", record=record)',
            'CAUSE = "f"\nraise Unreadable("g")',
        ]
    )
    assert named.missing([]) == ["a", "b", "c", "e"]
    assert named.missing(["a", "b", "c", "e"]) == []
    assert named.unused(["a", "d.x", "f", "g", "f.remedy", "h", "h.remedy"]) == ["h", "h.remedy"]


# --- when it is read -------------------------------------------------------------------------


def test_nothing_is_read_before_something_is_said():
    """Not on import, not for entities, and not for records in the canonical form."""
    program = """
import importlib, pkgutil
import ikm_sinergi as ikm
from ikm_sinergi.words import catalogue

left_out = ("ikm_sinergi.__main__", "ikm_sinergi.strategies")
for found in pkgutil.walk_packages(ikm.__path__, "ikm_sinergi."):
    if not found.name.startswith(left_out):
        importlib.import_module(found.name)
ikm.Program(id="p", year=2021, kind="training", title="x")
ikm.read("examples/sulsel-2021")
assert catalogue.words.cache_info().currsize == 0, "words were read"
str(ikm.ProgramKind.TRAINING.label)
assert catalogue.words.cache_info().currsize == 2
"""
    subprocess.run([sys.executable, "-c", program], check=True, cwd=SOURCE.parents[1])


def test_a_text_of_the_catalogue_is_a_text():
    """It compares as one, whatever its key; `every` has it in each language."""
    text = Text.of("terms.training")
    assert text == Text("training", "pelatihan")
    assert (text.key, Text("a", "b").key) == ("terms.training", "")
    assert text.every == ("training", "pelatihan")
    assert hash(text) == hash(Text("training", "pelatihan"))
    with pytest.raises(KeyError):
        Text.of("no_such_key")


def test_no_sentence_ends_or_begins_with_a_blank():
    """And no blank stands twice."""
    for lang, key in itertools.product(languages(), KEYS):
        sentence = words(lang)[key]
        assert " ".join(sentence.split()) == sentence
