import re

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikm_sinergi.domain.names import fold, near
from ikm_sinergi.errors import (
    AmbiguousRegencyError,
    InvalidValueError,
    UnknownAreaError,
    UnknownProvinceError,
    UnknownRegencyError,
)
from ikm_sinergi.reference.places import Area, Places, Province, Regency, regencies

NOISE = st.text(" .-'\u2019\u2013\u00a0\u200b", max_size=2)


@st.composite
def noisy(draw, text):
    """The same name as a careless hand would write it."""
    letters = [draw(st.sampled_from([c, c.upper(), c.lower()])) + draw(NOISE) for c in text]
    return draw(NOISE) + "".join(letters)


def outcome(text):
    """What `find` comes to: a code, or what it would hint at."""
    try:
        return regencies().find(text).code
    except UnknownRegencyError as error:
        return type(error), error.hints


def refusal(text, system=None):
    """The error `find` raises, which has to be one."""
    with pytest.raises(UnknownRegencyError) as caught:
        regencies().find(text, system)
    return caught.value


def small(**changes):
    """A table of one province and two regencies, unless told otherwise."""
    rows = [
        Regency(
            code="73.06", bps_code="7306", name="Kabupaten Gowa", kind="kabupaten", province="73"
        ),
        Regency(code="73.01", bps_code="7301", name="Selayar", kind="kabupaten", province="73"),
    ]
    return Places(
        **{"provinces": [Province("73", "Sulawesi Selatan")], "regencies": rows} | changes
    )


# --- the table ---------------------------------------------------------------------------


def test_whole_country():
    """The bundled table holds every province, kabupaten and kota once, in code order."""
    places = regencies()
    codes = [regency.code for regency in places]

    assert (len(places.provinces), len(places)) == (38, 514)
    assert codes == sorted(set(codes))
    assert [sum(r.kind == kind for r in places) for kind in ("kabupaten", "kota")] == [416, 98]
    assert len({r.bps_code for r in places}) == 514
    assert len({r.name for r in places}) == 514
    assert all(r.province == r.code[:2] for r in places)


def test_bundled_table_is_read_once():
    """Whoever asks for the bundled table gets the same one."""
    assert regencies() is regencies()


def test_code_systems_differ():
    """199 regencies have another code at BPS, five of them in South Sulawesi."""
    other = [r for r in regencies() if r.code.replace(".", "") != r.bps_code]

    assert len(other) == 199
    assert [r.short_name for r in other if r.province == "73"] == [
        "Bone",
        "Maros",
        "Pangkajene dan Kepulauan",
        "Barru",
        "Luwu Timur",
    ]


def test_south_sulawesi():
    """South Sulawesi has 21 kabupaten and 3 kota."""
    places = regencies()
    kinds = [regency.kind for regency in places.of_province("73")]

    assert places.province("73").name == "Sulawesi Selatan"
    assert (kinds.count("kabupaten"), kinds.count("kota")) == (21, 3)


def test_look_up_by_code():
    """A code is looked up as it stands; what no regency has is absent or an error."""
    places = regencies()

    assert "73.10" in places
    assert places["73.10"] is places.get("73.10")
    assert "7310" not in places
    assert places.get("73.99") is None
    with pytest.raises(UnknownRegencyError, match=r"no regency has the code '73\.99'"):
        places["73.99"]


def test_unknown_province():
    """A province that is not there is an error, never an empty list."""
    with pytest.raises(UnknownProvinceError, match="no province has the code '99'"):
        regencies().of_province("99")


@pytest.mark.parametrize(
    "text",
    ["73", " 73 ", "Sulawesi Selatan", "SULSEL", "Prov. Sulawesi Selatan", "propinsi sulsel"],
)
def test_province_by_name_or_code(text):
    """However it is written."""
    assert regencies().find_province(text).code == "73"


def test_name_of_no_province():
    """What is near is a hint, never an answer; a regency is no province."""
    with pytest.raises(UnknownProvinceError, match="no province is called 'Wajo'") as caught:
        regencies().find_province("Wajo")
    assert caught.value.hints == ()
    with pytest.raises(UnknownProvinceError, match="did you mean Jawa Barat") as caught:
        regencies().find_province("Jawa Barrat")
    assert caught.value.hints == ("Jawa Barat",)


def test_tables_compare_by_value():
    """Tables with the same rows are equal, in whatever order the rows came."""
    one = small()

    assert one == attrs.evolve(one, regencies=tuple(reversed(one.regencies)))
    assert one != regencies()


@pytest.mark.parametrize(
    ("changes", "error", "text"),
    [
        ({"provinces": [Province("73", "A"), Province("73", "B")]}, InvalidValueError, "provinces"),
        ({"regencies": small().regencies * 2}, InvalidValueError, "regencies"),
        (
            {"regencies": [attrs.evolve(r, bps_code="7301") for r in small()]},
            InvalidValueError,
            "regencies",
        ),
        (
            {"areas": [Area("Luwu Raya", (), "x"), Area("luwu-raya", (), "y")]},
            InvalidValueError,
            "areas",
        ),
        ({"areas": [Area("Luwu Raya", ("73.17",), "x")]}, UnknownRegencyError, "73.17"),
        ({"provinces": []}, UnknownProvinceError, "73"),
    ],
)
def test_table_that_contradicts_itself(changes, error, text):
    """A table with a code twice, or with a row that belongs nowhere, is refused."""
    with pytest.raises(error, match=re.escape(text)):
        small(**changes)


@pytest.mark.parametrize(
    ("field", "value"), [("code", "7306"), ("bps_code", ""), ("name", " "), ("kind", "desa")]
)
def test_malformed_row(field, value):
    """A row whose field holds the wrong thing is refused by the name of the field."""
    with pytest.raises(InvalidValueError) as caught:
        attrs.evolve(small()["73.06"], **{field: value})

    assert caught.value.field == field


def test_provinces_have_names():
    """With what they are or without, and those that people use."""
    spellings = regencies().province("73").spellings()

    assert {"sulawesiselatan", "provsulawesiselatan", "provinsisulsel", "sulsel"} <= spellings
    assert "wajo" not in spellings


# --- areas -------------------------------------------------------------------------------


def test_areas():
    """An area knows its members and who says so."""
    places = regencies()
    names = [places[code].short_name for code in places.area("LUWU RAYA").members]

    assert names == ["Luwu", "Luwu Utara", "Luwu Timur", "Palopo"]
    assert [area.name for area in places.areas] == [
        "Ajatappareng",
        "Bosowasi",
        "Luwu Raya",
        "Mamminasata",
        "Toraja",
    ]
    assert all(area.source for area in places.areas)


def test_unknown_area():
    """A near name of an area is a hint, not an answer."""
    with pytest.raises(UnknownAreaError) as caught:
        regencies().area("luwu ray")

    assert caught.value.hints == ("Luwu Raya",)


# --- finding -----------------------------------------------------------------------------


def test_every_regency_is_found():
    """By its name, its code, and its digits where their system is named."""
    places = regencies()
    for regency in places:
        assert places.find(regency.name) is regency
        assert places.find(regency.name.upper()) is regency
        assert places.find(regency.code) is regency
        assert places.find(regency.code.replace(".", ""), "kemendagri") is regency
        assert places.find(regency.bps_code, system="bps") is regency


def test_only_shared_names_are_ambiguous():
    """26 names are both a kabupaten and a kota; two aliases are shared; nothing else clashes."""
    places = regencies()
    shared = {r.short_name for r in places if isinstance(outcome(r.short_name), tuple)}

    assert len(shared) == 26
    assert not [r for r in places.of_province("73") if r.short_name in shared]
    assert {a for r in places for a in r.aliases if isinstance(outcome(a), tuple)} == {
        "Pangkajene",
        "Toraja",
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kab. Pangkep", "Kabupaten Pangkajene dan Kepulauan"),
        ("PANGKAJENE DAN KEP.", "Kabupaten Pangkajene dan Kepulauan"),
        ("Pangkajene & Kepulauan", "Kabupaten Pangkajene dan Kepulauan"),
        ("kabupaten gowa", "Kabupaten Gowa"),
        ("Kab.Gowa", "Kabupaten Gowa"),
        ("Gowa", "Kabupaten Gowa"),
        ("Kota Makasar", "Kota Makassar"),
        ("Ujungpandang", "Kota Makassar"),
        ("Kota Makassar d/h Ujung Pandang", "Kota Makassar"),
        ("Makassar (d/h Ujung Pandang)", "Kota Makassar"),
        ("d/h Ujung Pandang", "Kota Makassar"),
        ("Kab. Pangkep d/h Pangkajene", "Kabupaten Pangkajene dan Kepulauan"),
        ("Kodya Makassar", "Kota Makassar"),
        ("Kotamadya Parepare", "Kota Parepare"),
        ("Pare - Pare", "Kota Parepare"),
        ("Selayar", "Kabupaten Kepulauan Selayar"),
        ("Kab. Kep. Selayar", "Kabupaten Kepulauan Selayar"),
        ("sidrap", "Kabupaten Sidenreng Rappang"),
        ("Tator", "Kabupaten Tana Toraja"),
        ("Luwu", "Kabupaten Luwu"),
        ("Kota Baru", "Kabupaten Kotabaru"),
        ("Kota Mobagu", "Kota Kotamobagu"),
        ("Kota Adm. Jakarta Selatan", "Kota Administrasi Jakarta Selatan"),
        ("Jakarta Selatan", "Kota Administrasi Jakarta Selatan"),
        ("Kep. Seribu", "Kabupaten Administrasi Kepulauan Seribu"),
        ("Kab. Bogor", "Kabupaten Bogor"),
        (" 73.10 ", "Kabupaten Pangkajene dan Kepulauan"),
        ("\uff17\uff13.\uff11\uff10", "Kabupaten Pangkajene dan Kepulauan"),
    ],
)
def test_ways_of_writing(text, name):
    """A regency is found however offices and the press write it."""
    assert regencies().find(text).name == name


@pytest.mark.parametrize(
    ("text", "hints"),
    [
        ("Toraja", ("Kabupaten Tana Toraja", "Kabupaten Toraja Utara")),
        ("Kab. Toraja", ("Kabupaten Tana Toraja", "Kabupaten Toraja Utara")),
        ("Pangkajene", ("Kabupaten Pangkajene dan Kepulauan", "Kabupaten Sidenreng Rappang")),
        ("Bogor", ("Kabupaten Bogor", "Kota Bogor")),
        ("7310", ("Kabupaten Pangkajene dan Kepulauan", "Kabupaten Barru")),
        ("Makassar d/h Bone", ("Kota Makassar", "Kabupaten Bone")),
        (
            "Luwu Raya",
            ("Kabupaten Luwu", "Kabupaten Luwu Utara", "Kabupaten Luwu Timur", "Kota Palopo"),
        ),
    ],
)
def test_several_answers(text, hints):
    """What several regencies answer to is refused with all of them."""
    error = refusal(text)

    assert type(error) is AmbiguousRegencyError
    assert error.asked == text
    assert error.hints == hints
    assert [regencies().find(hint).name for hint in hints] == list(hints)


@pytest.mark.parametrize(
    ("text", "reason", "hints"),
    [
        ("luwu tmur", "no regency is called", ("Kabupaten Luwu Timur",)),
        ("Kab. Luwu Tmur", "no regency is called", ("Kabupaten Luwu Timur",)),
        ("Kota Gowa", "no regency is called", ("Kabupaten Gowa",)),
        ("Kabupaten Makassar", "no regency is called", ("Kota Makassar",)),
        ("Sulawesi Selatan", "no regency is called", ()),
        ("", "no regency is called ''", ()),
        ("d/h", "no regency is called", ()),
        ("Makassar d/h Nowhere", "is not known to be an earlier name", ("Kota Makassar",)),
        ("Makassar (d/h Ujung Pandang), Wajo", "is not known", ("Kota Makassar",)),
        ("Gowa " * 100_000, "no regency is called", ()),
        ("7306", "has no dot", ("Kabupaten Gowa",)),
        ("7399", "has no dot", ()),
        ("73.99", "no regency has the code", ()),
        ("73", "is the province Sulawesi Selatan", ()),
        ("99", "is not of the form of a code", ()),
        ("73.06.01", "is not of the form of a code", ()),
        ("7.1", "is not of the form of a code", ()),
        (
            "73.1",
            "loses its zero",
            ("Kabupaten Pangkajene dan Kepulauan", "Kabupaten Kepulauan Selayar"),
        ),
        ("73.2", "loses its zero", ("Kabupaten Bulukumba",)),
    ],
)
def test_no_answer(text, reason, hints):
    """What names no regency is refused with the reason, and with near names as hints only."""
    error = refusal(text)

    assert type(error) is UnknownRegencyError
    assert reason in str(error)
    assert error.hints == hints


@pytest.mark.parametrize(
    ("system", "name"), [("kemendagri", "Pangkajene dan Kepulauan"), ("bps", "Barru")]
)
def test_digits_of_a_named_system(system, name):
    """The same four digits are two regencies: the caller says in which system."""
    assert regencies().find("7310", system).short_name == name


@pytest.mark.parametrize(("system", "name"), [("kemendagri", "Kemendagri"), ("bps", "BPS")])
def test_digits_the_named_system_does_not_have(system, name):
    """Digits that their own system does not have are not looked up in the other."""
    assert f"no regency has the {name} code '7399'" in str(refusal("7399", system))


def test_dotted_code_called_bps():
    """A Kemendagri code in a column said to hold BPS codes is not guessed at."""
    error = refusal("73.10", "bps")

    assert "has the dot of a Kemendagri code" in str(error)
    assert error.hints == ("Kabupaten Pangkajene dan Kepulauan", "Kabupaten Barru")


@given(st.data())
def test_noise_changes_nothing(data):
    """Case, blanks, dots, hyphens and apostrophes never change what is found."""
    places = regencies()
    name = data.draw(
        st.sampled_from([n for r in places for n in (r.name, r.short_name, *r.aliases)])
    )
    text = data.draw(noisy(name))

    assert outcome(text) == outcome(name)


@given(st.data())
def test_nothing_is_found_by_likeness(data):
    """A name with a letter lost, doubled or changed finds nothing but its own exact name."""
    name = data.draw(st.sampled_from([r.short_name for r in regencies()]))
    place = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from(["", name[place] * 2, "x"]))
    text = name[:place] + letter + name[place + 1 :]
    found = outcome(text)

    assert isinstance(found, tuple) or fold(text) in regencies()[found].spellings()


@given(st.text())
def test_any_text_is_answered(text):
    """Whatever a cell holds is found or refused, and never crashes."""
    result = outcome(text)

    assert isinstance(result, tuple) or result in regencies()


@given(st.text(st.characters(codec="latin-1")))
def test_folding_twice_is_folding_once(text):
    """A folded text stays as it is."""
    assert fold(fold(text)) == fold(text)


def test_near_words():
    """Only short words are compared, and at most three are hinted at."""
    assert near("gowaa", ["gowa", "wajo"]) == ("gowa",)
    assert len(near("luwu", ["luwua", "luwub", "luwuc", "luwud"])) == 3
    assert near("g" * 65, ["g" * 65]) == ()
