"""Kinds, statuses, measures and sides in the words of offices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikm_sinergi.domain.names import fold
from ikm_sinergi.domain.terms import Measure, ParticipationStatus, ProgramKind, ProgramStatus, Side
from ikm_sinergi.office.terms import mentioned, reader, words_of
from office_cells import outcome, read_of

VOCABULARIES = (ProgramKind, ProgramStatus, ParticipationStatus, Measure, Side)


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_key_needs_no_repair_and_the_labels_do(vocabulary):
    """The key is canonical; the terms that people read are known in any case and spacing."""
    read = reader(vocabulary)
    for term in vocabulary:
        assert outcome(read, term.value) == ("read", term)
        for label in (term.label.en, term.label.id):
            text = f" {label.upper()} "
            assert outcome(read, text) == ("repaired", term, "synonym")


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_no_word_has_two_meanings(vocabulary):
    """Words are folded, and none is empty."""
    words = words_of(vocabulary)
    assert set(words.values()) == set(vocabulary)
    assert all(word and fold(word) == word for word in words)


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("Pelatihan", "training"),
        ("BIMTEK", "training"),
        ("Bimbingan Teknis", "training"),
        ("diklat", "training"),
        ("Pembekalan", "training"),
        ("workshop", "training"),
        ("pendampingan", "mentoring"),
        ("Magang", "apprenticeship"),
        ("Pembinaan", "development"),
        ("pengembangan", "development"),
        ("coaching klinik", "coaching_clinic"),
        ("Coaching Clinic", "coaching_clinic"),
        ("klinik bisnis", "coaching_clinic"),
        ("Pasar Murah", "market"),
        ("operasi pasar murah", "market"),
        ("bazar", "market"),
        ("Bintek", "training"),
        ("Pelatihan (Bimtek)", "training"),
        ("pelatihan/bimtek", "training"),
        ("1. Pelatihan", "training"),
        ("Pelatihan IKM", "training"),
        ("Pelatihan \u2713", "training"),
        ("pasar murah subsidi", "subsidised_market"),
        ("Pasar murah diskon", "discount_market"),
    ],
)
def test_kinds_have_the_words_of_the_language(cell, kind):
    """Every way of writing that the glossary names."""
    assert outcome(read_of("programs.kind"), cell) == ("repaired", ProgramKind(kind), "synonym")


@pytest.mark.parametrize(
    ("column", "cell", "status"),
    [
        ("programs.status", "direncanakan", "planned"),
        ("programs.status", "Berjalan", "running"),
        ("programs.status", "terlaksana", "completed"),
        ("programs.status", "selesai", "completed"),
        ("programs.status", "batal", "cancelled"),
        ("programs.status", "selesai \u2713", "completed"),
        ("programs.status", "Selesai 100%", "completed"),
        ("programs.status", "Tuntas", "completed"),
        ("programs.status", "Batal dilaksanakan", "cancelled"),
        ("programs.status", "Masih berjalan", "running"),
        ("participations.status", "Selesai/Lulus", "completed"),
        ("participations.status", "selesai (100 %)", "completed"),
        ("participations.status", "terdaftar", "registered"),
        ("participations.status", "sedang mengikuti", "attending"),
        ("participations.status", "Selesai", "completed"),
        ("participations.status", "LULUS", "completed"),
        ("participations.status", "mengundurkan diri", "withdrawn"),
        ("results.measure", "omzet", "sales_value"),
        ("results.measure", "Nilai Produksi (Rp)", "production_value"),
    ],
)
def test_other_terms_have_their_words(column, cell, status):
    """A status, a measure."""
    assert outcome(read_of(column), cell) == ("repaired", status, "synonym")


@pytest.mark.parametrize(
    ("column", "cell", "reason", "readings"),
    [
        ("programs.kind", "studi banding", "visit", ()),
        ("programs.kind", "Studi Tiru", "visit", ()),
        ("programs.kind", "Pelatihan dan Pendampingan", "several_terms", ("training", "mentoring")),
        ("programs.kind", "Pelatihan Tenun", "not_choice", ("training",)),
        ("programs.kind", "pendampngan", "not_choice", ("mentoring",)),
        ("programs.kind", "bukan pelatihan", "not_choice", ()),
        ("programs.kind", "Pelatihan/Magang", "several_terms", ("training", "apprenticeship")),
        ("programs.kind", "Pelatihan (daring)", "not_choice", ("training",)),
        ("programs.kind", "Pelatihan \u2717", "not_choice", ("training",)),
        ("programs.kind", "Pelatihan 100%", "not_choice", ("training",)),
        ("programs.status", "Selesai 80%", "not_choice", ("completed",)),
        ("programs.status", "Berjalan 100%", "not_choice", ("running",)),
        ("programs.status", "100%", "not_choice", ()),
        ("programs.kind", "restrukturisasi mesin", "not_choice", ()),
        ("programs.kind", "pelatihan " * 20, "not_choice", ()),
        ("programs.kind", 5.0, "not_choice", ()),
        ("programs.kind", True, "not_choice", ()),
        ("programs.status", "dilaksanakan", "several_terms", ("running", "completed")),
        ("programs.status", "ditunda", "several_terms", ("planned", "cancelled")),
        ("participations.status", "batal", "several_terms", ("registered", "withdrawn")),
        ("participations.status", "hadir", "several_terms", ("attending", "completed")),
        ("participations.status", "tidak lulus", "not_choice", ()),
        ("agencies.sides", "samping", "not_choice", ()),
    ],
)
def test_doubtful_word_is_refused(column, cell, reason, readings):
    """With what it could mean; a word that is denied is no hint."""
    assert outcome(read_of(column), cell) == ("refused", reason, readings)


@pytest.mark.parametrize(
    ("column", "cell", "became"),
    [
        ("agencies.leads", "training;mentoring", ("read", ("training", "mentoring"))),
        (
            "agencies.leads",
            "pelatihan, pendampingan dan magang",
            ("repaired", ("training", "mentoring", "apprenticeship"), "synonym"),
        ),
        ("agencies.sides", "Hulu/Hilir", ("repaired", ("upstream", "downstream"), "synonym")),
    ],
)
def test_list_of_terms_is_divided(column, cell, became):
    """By semicolons, or as people do."""
    assert outcome(read_of(column), cell) == became


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("DAFTAR PESERTA PENDAMPINGAN TA 2021 KAB. WAJO", ["mentoring"]),
        ("Bimbingan teknis, lalu magang", ["training", "apprenticeship"]),
        ("Operasi pasar murah subsidi", ["subsidised_market"]),
        ("Rekap pelatihan dan pelatihan lanjutan", ["training"]),
        ("Laporan keuangan", []),
        ("", []),
    ],
)
def test_terms_are_found_in_a_title(text, kinds):
    """The longest word counts, each term once, in order."""
    assert list(mentioned(ProgramKind, text)) == kinds


@given(st.sampled_from(VOCABULARIES), st.one_of(st.text(), st.floats(), st.booleans()))
def test_nothing_raises_anything_else(vocabulary, cell):
    """Whatever is read is a term of the vocabulary."""
    kind, value, *_ = outcome(reader(vocabulary), cell)
    assert kind == "refused" or type(value) is vocabulary
