"""The closed vocabularies: keys for code, labels for people."""

import pytest

from ikm_sinergi.domain import terms
from ikm_sinergi.domain.terms import (
    Eligibility,
    Family,
    Measure,
    Outcome,
    ParticipationStatus,
    ProgramKind,
    ProgramStatus,
    Severity,
    Side,
    SizeClass,
)
from ikm_sinergi.words.catalogue import words
from ikm_sinergi.words.language import Text

VOCABULARIES = (
    Family,
    ProgramKind,
    ProgramStatus,
    ParticipationStatus,
    Side,
    SizeClass,
    Measure,
    Severity,
    Eligibility,
    Outcome,
)


@pytest.mark.parametrize("term", [term for each in VOCABULARIES for term in each], ids=repr)
def test_every_term_has_a_label_in_both_languages(term):
    """A term is its English key, and its label speaks English and Indonesian."""
    assert term == term.value
    assert term.label == Text.of(f"terms.{term.value}")
    assert term.label.say("en").strip()
    assert term.label.say("id").strip()


def test_no_label_is_left_over():
    """Every label belongs to a term."""
    keys = {f"terms.{term.value}" for each in VOCABULARIES for term in each}
    assert {key for key in words("en") if key.startswith("terms.")} == keys


def test_every_kind_has_a_family():
    """Coaching holds the three methods and the unsettled one; clinics and markets are apart."""
    families = {kind: kind.family for kind in ProgramKind}
    assert [kind for kind in families if families[kind] is Family.COACHING] == [
        "training",
        "mentoring",
        "apprenticeship",
        "development",
    ]
    assert [kind for kind in families if families[kind] is Family.CLINIC] == ["coaching_clinic"]
    assert [kind for kind in families if families[kind] is Family.MARKET] == [
        "subsidised_market",
        "discount_market",
        "market",
    ]


@pytest.mark.parametrize("word", [*Outcome, *Eligibility], ids=repr)
def test_an_outcome_is_no_boolean(word):
    """Undecided is neither true nor false, so asking is refused with what to do instead."""
    with pytest.raises(TypeError, match=r"use \.ok"):
        bool(word)


def test_a_text_speaks_english_unless_asked():
    """English is the default, "id" is Indonesian."""
    text = Text("training", "pelatihan")
    assert (text.say(), text.say("en"), text.say("id")) == ("training", "training", "pelatihan")


def test_every_vocabulary_is_tried():
    """None is missing here."""
    assert set(VOCABULARIES) == set(terms.Term.__subclasses__())


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_a_term_is_hashed_as_the_key_that_it_equals(vocabulary):
    """What is equal has one hash."""
    assert list(map(hash, vocabulary)) == [hash(str(term)) for term in vocabulary]
