"""What a form offers to choose from: a key with its meaning, read as the key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.office import stated
from ikm_sinergi.office.choices import choice
from ikm_sinergi.reference.agency import agencies
from ikm_sinergi.reference.places import regencies
from office_cells import outcome, read_of

CODE = read_of("participants.regency")
CODES = read_of("programs.regencies")
KIND = read_of("programs.kind")
LEAD = read_of("programs.lead")
PARTNERS = read_of("programs.partners")
CLOSED = [
    f"{table.name}.{column.field}"
    for table in TABLES.values()
    for column in table.columns
    if column.vocabulary is not None
]


def shown(value):
    """Name a case: a reader has no name that is the same on every run."""
    return None if callable(value) else repr(value)


@pytest.mark.parametrize("lang", ["en", "id"])
@pytest.mark.parametrize("name", CLOSED)
def test_every_term_is_read_by_its_key(name, lang):
    """Of every closed vocabulary, whichever language its label is in."""
    table, _, field = name.partition(".")
    column = TABLES[table].column(field)
    for term in column.vocabulary:
        meant = (term,) if column.holds.many else term
        assert outcome(read_of(name), choice(term.value, term.label.say(lang))) == ("read", meant)


def test_every_regency_and_agency_is_read_by_its_key():
    """All 514, and the agencies that come with the library."""
    for place in regencies():
        assert outcome(CODE, choice(place.code, place.name)) == ("read", place.code)
    for agency in agencies():
        assert outcome(LEAD, choice(agency.id, agency.name)) == ("read", agency.id)


@pytest.mark.parametrize(
    "cell",
    [
        "73.13 \u2013 Wajo",
        "73.13 - Kab. Wajo",
        "73.13\u00a0\u2014 KABUPATEN WAJO",
        " 73.13 - wajo ",
    ],
    ids=shown,
)
def test_any_name_of_the_key_will_do(cell):
    """Whichever dash stands between them."""
    assert outcome(CODE, cell) == ("read", "73.13")


@pytest.mark.parametrize(
    ("read", "cell", "reason", "readings"),
    [
        (CODE, "73.13 \u2013 Kabupaten Bone", "several_regencies", ("73.13", "73.08")),
        (CODES, "73.17 \u2013 Luwu Raya", "several_regencies", ("73.17", "73.17", "73.22")),
        (KIND, "training \u2013 pendampingan", "several_terms", ("training", "mentoring")),
        (
            LEAD,
            "disperin-sulsel \u2013 Dinas Perdagangan",
            "several_agencies",
            ("disperin-sulsel", "disdag-sulsel"),
        ),
        (
            PARTNERS,
            "pkk-sulsel \u2013 TP PKK;disdag-sulsel \u2013 Dekranasda",
            "several_agencies",
            ("disdag-sulsel", "dekranasda-sulsel"),
        ),
    ],
    ids=shown,
)
def test_key_with_the_name_of_another_is_refused(read, cell, reason, readings):
    """With both: nobody knows which of them was meant."""
    kind, found, both = outcome(read, cell)
    assert (kind, found, both[: len(readings)]) == ("refused", reason, readings)


@pytest.mark.parametrize(
    ("read", "cell", "reason"),
    [
        (CODE, "73.13 \u2013 Nowhere", "no_regency"),
        (CODE, "99.99 \u2013 Kabupaten Nowhere", "no_regency"),
        (CODE, "Sengkang \u2013 Kabupaten Wajo", "no_regency"),
        (KIND, "training \u2013 tahap dua", "not_choice"),
        (LEAD, "disdag-wajo \u2013 Perdagangan Wajo", "no_agency"),
    ],
    ids=shown,
)
def test_key_with_other_words_is_no_choice(read, cell, reason):
    """It is refused as any other text is."""
    assert outcome(read, cell)[:2] == ("refused", reason)


def test_dash_inside_other_texts_means_nothing():
    """Ids of records and names are read as they stand."""
    for name in ("participants.id", "participants.name", "participations.program"):
        assert outcome(read_of(name), "A - B") == ("read", "A - B")


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (CODE, "73.13\u00ad \u2013 Kabupaten Wajo", "73.13"),
        (CODE, "73.13 \u2013 Kabupaten\u200b Wajo", "73.13"),
        (KIND, "training \u2013 pelatihan\ufeff", "training"),
        (LEAD, "0\u00ad - 0", "0"),
        (PARTNERS, "pkk-sulsel \u2013 TP PKK\u200b", ("pkk-sulsel",)),
    ],
    ids=shown,
)
def test_what_nobody_sees_in_a_choice_is_told(read, cell, value):
    """Blanks between its words are not: a cell that was copied may have more of them."""
    assert outcome(read, cell) == ("repaired", value, "stray_blanks")
    bare = cell.translate(dict.fromkeys(map(ord, "\u00ad\u200b\ufeff")))
    assert outcome(read, bare.replace(" ", "\u00a0 ")) == ("read", value)


@given(
    st.lists(st.sampled_from(tuple(regencies())), unique=True, min_size=1, max_size=6),
    st.sampled_from([";", "; ", " ;\u00a0"]),
)
def test_list_of_choices_needs_no_repair(places, mark):
    """However many are copied into one cell, "Pangkajene dan Kepulauan" among them."""
    cell = mark.join(choice(place.code, place.name) for place in places)
    assert outcome(CODES, cell) == ("read", tuple(place.code for place in places))


@pytest.mark.parametrize(
    "mark", [", ", "\n", " dan ", " & "], ids=["comma", "line", "word", "sign"]
)
def test_list_of_choices_may_be_divided_otherwise(mark):
    """That is told, as of every list that is."""
    places = [regencies()[code] for code in ("73.10", "73.13")]
    cell = mark.join(choice(place.code, place.name) for place in places)
    assert outcome(CODES, cell) == ("repaired", ("73.10", "73.13"), "list_written")
    partners = mark.join(choice(one.id, one.name) for one in agencies() if one.id < "disp")
    assert outcome(PARTNERS, partners)[0] == "repaired"


@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from([" - ", " \u2013 "]))
def test_nothing_is_read_that_neither_part_says(key, name, dash):
    """Whatever stands before and behind a dash."""
    for read in (CODE, KIND, LEAD):
        kind, value, *_ = outcome(read, f"{key}{dash}{name}")
        if kind == "read" and value is not None and all(map(stated, (key, name))):
            assert outcome(read, " ".join(key.split()))[:2] == ("read", value)
