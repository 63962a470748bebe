"""Phrases: keys with values that become words when somebody reads them."""

import datetime as dt

import pytest

from ikm_sinergi.domain.terms import ProgramKind
from ikm_sinergi.errors import InvalidValueError
from ikm_sinergi.words.language import Text
from ikm_sinergi.words.phrases import Phrase, put, spoken


@pytest.mark.parametrize(
    ("value", "english", "indonesian"),
    [
        (ProgramKind.TRAINING, "training", "pelatihan"),
        ((ProgramKind.TRAINING, ProgramKind.MENTORING), "training, mentoring", None),
        (Text("owner", "pemilik"), "owner", "pemilik"),
        (Phrase("match_nik"), "owner's NIK", "NIK pemilik"),
        (dt.date(2021, 2, 15), "2021-02-15", "15 Februari 2021"),
        ((dt.date(2021, 12, 31),), "2021-12-31", "31 Desember 2021"),
        ((), "none", "tidak ada"),
        (2020, "2020", "2020"),
        (9999, "9999", "9999"),
        (12345, "12,345", "12.345"),
        (-1_500_000_000, "-1,500,000,000", "-1.500.000.000"),
        (True, "True", "True"),
        ("P-{1}", "P-{1}", "P-{1}"),
    ],
    ids=repr,
)
def test_values_are_spoken(value, english, indonesian):
    """Terms by their label, lists with commas, days and numbers as the language writes them."""
    assert spoken(value, "en") == english
    assert spoken(value, "id") == (indonesian or "pelatihan, pendampingan")


def test_values_with_braces_stay_as_they_are():
    """A user's text is put in, never read as a template."""
    assert put(Text("{a}!", "{a}."), {"a": "{b}"}, "id") == "{b}."


@pytest.mark.parametrize(
    "say",
    [
        Text("owner", "pemilik").say,
        Phrase("match_nik").say,
        lambda lang: spoken(ProgramKind.TRAINING, lang),
        lambda lang: put(Text("{a}", "{a}"), {"a": 1}, lang),
    ],
    ids=["text", "phrase", "term", "template"],
)
@pytest.mark.parametrize("lang", ["indonesia", "ID", "", None, 5])
def test_an_unknown_language_is_refused(say, lang):
    """To answer in English would be to answer wrongly."""
    with pytest.raises(InvalidValueError, match="is no language of this library"):
        say(lang)


@pytest.mark.parametrize(
    ("kinds", "english", "indonesian"),
    [
        (("training",), "training", "pelatihan"),
        (("training", "mentoring"), "training or mentoring", "pelatihan atau pendampingan"),
        (
            ("training", "mentoring", "apprenticeship"),
            "training, mentoring or apprenticeship",
            "pelatihan, pendampingan, atau magang",
        ),
    ],
)
def test_of_several_terms_one_is_enough(kinds, english, indonesian):
    """In a sentence they stand for one of them; in a cell of a table they are a list."""
    terms = tuple(map(ProgramKind, kinds))
    phrase = Phrase("no_step", {"kinds": terms, "before": 2020})
    assert phrase.say() == f"no {english} on record for 2020"
    assert phrase.say("id") == f"tidak ada {indonesian} yang tercatat untuk tahun 2020"
    assert spoken(terms, "en") == ", ".join(kinds)
    assert put(Text("{kinds}", "{kinds}"), {"kinds": ()}, "en") == "none"
