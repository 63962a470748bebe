"""Regencies, areas and agencies by name, and lists of them in one cell."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikm_sinergi.office.lists import Several
from ikm_sinergi.reference.agency import agencies
from ikm_sinergi.reference.places import regencies
from office_cells import outcome, read_of

CODE = read_of("participants.regency")
CODES = read_of("programs.regencies")
LEAD = read_of("programs.lead")
PARTNERS = read_of("programs.partners")
PROVINCE = read_of("agencies.province")
SOUTH = regencies().of_province("73")


@pytest.mark.parametrize("cell", ["73.13", "99.99", "73.13 Kabupaten Wajo"])
def test_code_needs_no_repair(cell):
    """Whether a code exists is for IKM104; its full name may stand behind it."""
    assert outcome(CODE, cell) == ("read", cell[:5])


@pytest.mark.parametrize(
    ("cell", "code", "reason"),
    [
        ("Kab. Wajo", "73.13", "regency_name"),
        ("KAB.WAJO", "73.13", "regency_name"),
        ("Kabupaten  Wajo", "73.13", "regency_name"),
        ("wajo", "73.13", "regency_name"),
        ("Kab. Kep. Selayar", "73.01", "regency_name"),
        ("Pare-Pare", "73.72", "regency_name"),
        ("Kota Parepare", "73.72", "regency_name"),
        ("Pangkajene dan Kepulauan", "73.10", "regency_name"),
        ("Kab. Pangkep d/h Pangkajene", "73.10", "regency_name"),
        ("Makassar d/h Ujung Pandang", "73.71", "regency_name"),
        ("73.13 Wajo", "73.13", "regency_name"),
        ("73.13: Kab. Wajo", "73.13", "regency_name"),
        ("73.13 (Wajo)", "73.13", "regency_name"),
        ("Wajo (73.13)", "73.13", "regency_name"),
        ("Kotamadya Makassar", "73.71", "regency_name"),
        ("Kodya Makassar", "73.71", "regency_name"),
        ("Kab. Wajo, Sulawesi Selatan", "73.13", "regency_name"),
        ("Wajo, Sulsel", "73.13", "regency_name"),
        ("Wajo, Prov. Sul-Sel", "73.13", "regency_name"),
        ("Seluma, Prov. Bengkulu", "17.05", "regency_name"),
        ("Kab: Wajo", "73.13", "regency_name"),
        ("Kab/Kota Wajo", "73.13", "regency_name"),
        ("Kab./Kota : Wajo", "73.13", "regency_name"),
        ("Sidrap (Sidenreng Rappang)", "73.14", "regency_name"),
        ("1. Wajo", "73.13", "regency_name"),
        ("(1) Wajo", "73.13", "regency_name"),
        ("Wajo\u200e", "73.13", "regency_name"),
        (" 73.10", "73.10", "stray_blanks"),
        (73.13, "73.13", "code_was_number"),
    ],
    ids=repr,
)
def test_name_that_is_found_is_repaired(cell, code, reason):
    """Exactly, after folding."""
    assert outcome(CODE, cell) == ("repaired", code, reason)


@pytest.mark.parametrize(
    ("cell", "reason", "readings"),
    [
        ("luwu tmur", "no_regency", ("Kabupaten Luwu Timur",)),
        ("Toraja", "several_regencies", ("Kabupaten Tana Toraja", "Kabupaten Toraja Utara")),
        ("7308", "several_regencies", ("Kabupaten Bone", "Kabupaten Maros")),
        (7308.0, "several_regencies", ("Kabupaten Bone", "Kabupaten Maros")),
        (7308, "several_regencies", ("Kabupaten Bone", "Kabupaten Maros")),
        ("73.13 Bone", "several_regencies", ("73.13", "73.08")),
        ("73.13 Nowhere", "no_regency", ()),
        ("73.1", "lost_zero", ("73.10",)),
        (73.1, "lost_zero", ("73.10",)),
        ("73,13", "no_regency", ()),
        ("Kab. Wajo (Sengkang)", "no_regency", ("Kabupaten Wajo",)),
        ("Nowhere (Wajo)", "no_regency", ("Kabupaten Wajo",)),
        ("Nowhere (Elsewhere)", "no_regency", ()),
        ("Wajo (Bone)", "several_regencies", ("Kabupaten Wajo", "Kabupaten Bone")),
        ("Makassar d/h Bone", "several_regencies", ("Kota Makassar", "Kabupaten Bone")),
        ("Makassar d/h Nowhere", "no_regency", ("Kota Makassar",)),
        ("Nowhere, Sulsel", "no_regency", ()),
        ("Wajo, Jawa Barat", "no_regency", ()),
        ("1. Wajo 2. Bone", "no_regency", ()),
        ("Kota Wajo", "no_regency", ("Kabupaten Wajo",)),
        ("Sulawesi Selatan", "no_regency", ()),
        ("Wajo " * 99, "no_regency", ()),
        (float("nan"), "no_regency", ()),
        (dt.date(2021, 1, 1), "day_not_text", ()),
        (True, "not_code", ()),
    ],
    ids=repr,
)
def test_doubtful_regency_is_refused(cell, reason, readings):
    """A near name is a hint, an undotted code is two regencies."""
    assert outcome(CODE, cell) == ("refused", reason, readings)


def test_area_is_no_regency():
    """In a column of one regency, an area is refused with all of its regencies."""
    kind, reason, readings = outcome(CODE, "Luwu Raya")
    assert (kind, reason, len(readings)) == ("refused", "several_regencies", 4)


@pytest.mark.parametrize(
    ("cell", "became"),
    [
        ("73.13", ("read", ("73.13",))),
        ("73.13;73.12", ("read", ("73.13", "73.12"))),
        (";", ("read", ())),
        ("73.13; 73.12", ("repaired", ("73.13", "73.12"), "stray_blanks")),
        ("73.13, 73.12", ("repaired", ("73.13", "73.12"), "list_written")),
        ("73.13\n73.12", ("repaired", ("73.13", "73.12"), "list_written")),
        ("Wajo", ("repaired", ("73.13",), "regency_name")),
        ("Wajo, Soppeng dan Bone", ("repaired", ("73.13", "73.12", "73.08"), "regency_name")),
        ("Wajo, Soppeng, dan Bone", ("repaired", ("73.13", "73.12", "73.08"), "regency_name")),
        ("Wajo serta Bone", ("repaired", ("73.13", "73.08"), "regency_name")),
        ("Wajo & Bone", ("repaired", ("73.13", "73.08"), "regency_name")),
        ("Wajo/Bone", ("repaired", ("73.13", "73.08"), "regency_name")),
        ("Wajo;", ("repaired", ("73.13",), "regency_name")),
        ("Pangkajene dan Kepulauan", ("repaired", ("73.10",), "regency_name")),
        (
            "Wajo dan Pangkajene dan Kepulauan dan Bone",
            ("repaired", ("73.13", "73.10", "73.08"), "regency_name"),
        ),
        ("Pangkep d/h Pangkajene", ("repaired", ("73.10",), "regency_name")),
        ("Wajo, Sulsel", ("repaired", ("73.13",), "regency_name")),
        ("1. Wajo\n2. Bone", ("repaired", ("73.13", "73.08"), "regency_name")),
        ("1) Wajo 2) Bone", ("repaired", ("73.13", "73.08"), "regency_name")),
        ("1. Wajo; 2. Bone", ("repaired", ("73.13", "73.08"), "regency_name")),
        ("Makassar (d/h Ujung Pandang), Wajo", ("repaired", ("73.71", "73.13"), "regency_name")),
        ("Seluma, Bengkulu", ("repaired", ("17.05", "17.71"), "regency_name")),
        (
            "Kab. Luwu Timur (d/h Luwu), Wajo, Bone",
            ("refused", "several_regencies", ("Kabupaten Luwu Timur", "Kabupaten Luwu")),
        ),
        ("Luwu Raya", ("repaired", ("73.17", "73.22", "73.24", "73.73"), "area_name")),
        (
            "Wajo dan Luwu Raya",
            ("repaired", ("73.13", "73.17", "73.22", "73.24", "73.73"), "area_name"),
        ),
        (
            "Luwu Raya, Palopo",
            ("repaired", ("73.17", "73.22", "73.24", "73.73"), "regency_name"),
        ),
        (73.13, ("repaired", ("73.13",), "code_was_number")),
        ("Wajo, Wajo", ("refused", "repeated", ())),
        ("73.13;73.13", ("refused", "repeated", ())),
        ("Wajo, Xyz", ("refused", "no_regency", ())),
        (", ;", ("refused", "not_list", ())),
        ("Wajo;" * 5000, ("refused", "not_list", ())),
        (
            "Toraja",
            (
                "refused",
                "several_regencies",
                ("Kabupaten Tana Toraja", "Kabupaten Toraja Utara"),
            ),
        ),
        (
            "Pangkajene dan Kepulauan Selayar",
            (
                "refused",
                "several_regencies",
                ("Kabupaten Pangkajene dan Kepulauan", "Kabupaten Sidenreng Rappang"),
            ),
        ),
        ("7308", ("refused", "several_regencies", ("Kabupaten Bone", "Kabupaten Maros"))),
        (7308.0, ("refused", "several_regencies", ("Kabupaten Bone", "Kabupaten Maros"))),
        (True, ("refused", "not_code", ())),
        (None, ("read", None)),
        (" - ", ("read", None)),
    ],
    ids=str,
)
def test_list_of_regencies(cell, became):
    """Divided as people do; a whole name is never divided, an area stands for its regencies."""
    assert outcome(CODES, cell) == became


def test_several_is_a_tuple():
    """An area's regencies are told from one regency by their type."""
    assert Several(("73.17", "73.22")) == ("73.17", "73.22")


@pytest.mark.parametrize(
    ("cell", "became"),
    [
        ("disperin-sulsel", ("read", "disperin-sulsel")),
        ("disdag-wajo", ("read", "disdag-wajo")),
        ("Disperindag", ("read", "Disperindag")),
        ("Disperin", ("repaired", "disperin-sulsel", "agency_name")),
        ("DINAS PERINDUSTRIAN", ("repaired", "disperin-sulsel", "agency_name")),
        (" TP. PKK ", ("repaired", "pkk-sulsel", "agency_name")),
        (" disdag-wajo", ("repaired", "disdag-wajo", "stray_blanks")),
        (5.0, ("repaired", "5", "text_was_number")),
        ("Dinas Perdagangann", ("refused", "no_agency", ("Disdag SulSel",))),
        ("Disperin Prov. Sulsel", ("repaired", "disperin-sulsel", "agency_name")),
        (
            "Dekranasda Provinsi Sulawesi Selatan",
            ("repaired", "dekranasda-sulsel", "agency_name"),
        ),
        ("PKK Provinsi Sulsel", ("repaired", "pkk-sulsel", "agency_name")),
        ("1. TP PKK", ("repaired", "pkk-sulsel", "agency_name")),
        ("Disperin Prov. Jabar", ("refused", "no_agency", ())),
        ("dll", ("refused", "no_agency", ())),
        ("Bank Negara", ("refused", "no_agency", ())),
        ("Disperin & Disdag", ("refused", "no_agency", ())),
        ("-", ("read", None)),
    ],
    ids=repr,
)
def test_agency(cell, became):
    """An id stays as it is; one unknown word may be the id of an agency in a table of its own."""
    assert outcome(LEAD, cell) == became


def test_agency_of_several_names_is_refused(monkeypatch):
    """As in a table where two agencies bear one short name."""
    from attrs import evolve

    from ikm_sinergi.office import names

    twin = evolve(agencies().get("disdag-sulsel"), id="disdag-2", short_name="Kembar")
    other = evolve(twin, id="disdag-3")
    monkeypatch.setattr(names, "agencies", lambda: agencies().merged([twin, other]))
    assert outcome(LEAD, "kembar") == ("refused", "several_agencies", ("Kembar",))


@pytest.mark.parametrize(
    "cell",
    ["Dekranasda dan TP PKK", "Dekranasda, TP. PKK", "Dekranasda/PKK", "Dekranasda & TP-PKK"],
)
def test_partners_are_divided(cell):
    """By marks and words, none of which is in their names."""
    found = ("dekranasda-sulsel", "pkk-sulsel")
    assert outcome(PARTNERS, cell) == ("repaired", found, "agency_name")
    assert outcome(PARTNERS, ";".join(found)) == ("read", found)


@pytest.mark.parametrize(
    "cell",
    [
        "Dinas Perindustrian dan Perdagangan",
        "Dinas Perdagangan, Koperasi dan UKM",
        "PKK, dll",
        "PKK; dsb.",
        "Dekranasda, Bumdes",
        "PKK & lain-lain",
    ],
)
def test_one_office_is_never_two(cell):
    """A piece of a name is no agency, nor is a word for others."""
    assert outcome(PARTNERS, cell) == ("refused", "no_agency", ())


def test_pieces_that_are_ids_are_partners():
    """What looks like an id is one; a single word is not enough."""
    became = ("repaired", ("disdag-wajo", "pkk-sulsel"), "agency_name")
    assert outcome(PARTNERS, "disdag-wajo, PKK") == became
    assert outcome(PARTNERS, "1. disdag-wajo 2. PKK") == became
    assert outcome(PARTNERS, "Bumdes") == ("read", ("Bumdes",))


def test_list_of_ids_is_divided_at_semicolons_only():
    """An id may hold a comma, or the word "dan"."""
    read = read_of("agencies.formerly")
    assert outcome(read, "a;b") == ("read", ("a", "b"))
    assert outcome(read, "a, b dan c") == ("read", ("a, b dan c",))
    assert outcome(read, "a;\nb") == ("repaired", ("a", "b"), "stray_blanks")
    assert outcome(read, "a;;b") == ("repaired", ("a", "b"), "list_written")
    assert outcome(read, 5.0) == ("repaired", ("5",), "text_was_number")


@given(
    st.lists(st.sampled_from(SOUTH), unique=True, min_size=2, max_size=6),
    st.sampled_from(["name", "short_name"]),
    st.sampled_from([";", "; ", ", ", " dan ", " & ", "/", "\n"]),
    st.booleans(),
)
def test_names_that_are_written_read_back(places, name, mark, last):
    """Every regency of the province, however the list is marked."""
    written = [getattr(place, name) for place in places]
    text = mark.join(written)
    if last:
        text = f"{', '.join(written[:-1])} dan {written[-1]}"
    codes = tuple(place.code for place in places)
    assert outcome(CODES, text) == ("repaired", codes, "regency_name")


@given(
    st.one_of(
        st.text(max_size=40),
        st.lists(
            st.sampled_from(
                ["Wajo", "Luwu", "Raya", " dan ", ",", ";", "/", "73.13", "Kab. ", "PKK"]
            )
        ).map("".join),
        st.floats(),
        st.integers(),
        st.datetimes(),
        st.booleans(),
    )
)
def test_nothing_raises_anything_else(cell):
    """Junk is refused; whatever is read is a code or an id, never two for one."""
    for read, many in ((CODE, False), (CODES, True), (LEAD, False), (PARTNERS, True)):
        kind, value, *_ = outcome(read, cell)
        assert kind == "refused" or value is None or isinstance(value, tuple) is many


# --- provinces -----------------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["73", "99", "32 \u2013 Jawa Barat", None, "-"])
def test_code_of_a_province_needs_no_repair(cell):
    """Whether there is such a province is another question, as it is for regencies."""
    read = cell if cell is None or len(cell) == 2 else cell[:2]
    assert outcome(PROVINCE, cell) == ("read", None if cell == "-" else read)


@pytest.mark.parametrize(
    ("cell", "code", "reason"),
    [
        ("Jawa Barat", "32", "province_name"),
        ("Prov. Sulawesi Selatan", "73", "province_name"),
        ("PROVINSI SULSEL", "73", "province_name"),
        (73, "73", "code_was_number"),
        (73.0, "73", "code_was_number"),
        (" 73 ", "73", "stray_blanks"),
    ],
    ids=repr,
)
def test_province_is_repaired(cell, code, reason):
    """From its name, or from a number, of which a code of a province can lose nothing."""
    assert outcome(PROVINCE, cell) == ("repaired", code, reason)


@pytest.mark.parametrize(
    ("cell", "reason", "readings"),
    [
        ("Jawa Barrat", "no_province", ("Jawa Barat",)),
        ("Kab. Wajo", "no_province", ()),
        (7.3, "no_province", ()),
        (dt.date(2021, 1, 1), "no_province", ()),
        ("73 \u2013 Jawa Barat", "several_provinces", ("73", "32")),
    ],
    ids=repr,
)
def test_province_that_nobody_could_know_is_refused(cell, reason, readings):
    """With what it could be."""
    assert outcome(PROVINCE, cell) == ("refused", reason, readings)
