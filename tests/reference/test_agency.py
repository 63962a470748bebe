import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikm_sinergi.domain.entities import Agency
from ikm_sinergi.domain.terms import Family, ProgramKind, Side
from ikm_sinergi.errors import AmbiguousAgencyError, UnknownAgencyError
from ikm_sinergi.reference.agency import Agencies, agencies

IDS = st.sampled_from("abcdef")


def agency(key, **fields):
    """An agency of the given id."""
    return Agency(**{"id": key, "name": f"Agency {key}", "short_name": key, "sides": []} | fields)


def test_bundled_four():
    """Four agencies are bundled, in the order of their ids, and read once."""
    known = agencies()

    assert [a.id for a in known] == [
        "dekranasda-sulsel",
        "disdag-sulsel",
        "disperin-sulsel",
        "pkk-sulsel",
    ]
    assert len(known) == 4
    assert known is agencies()


def test_mandates():
    """Upstream leads coaching, downstream the rest; the partners' mandates are not stated (S8)."""
    known = agencies()
    upstream, downstream = known.get("disperin-sulsel"), known.get("disdag-sulsel")

    assert upstream.sides == (Side.UPSTREAM,)
    assert set(upstream.leads) == {k for k in ProgramKind if k.family is Family.COACHING}
    assert downstream.sides == (Side.DOWNSTREAM,)
    assert set(downstream.leads) == set(ProgramKind) - set(upstream.leads)
    for partner in ("dekranasda-sulsel", "pkk-sulsel"):
        assert known.get(partner).sides == (Side.PARTNER,)
        assert known.get(partner).leads == ()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Disperin", "disperin-sulsel"),
        ("Dinas Perindustrian", "disperin-sulsel"),
        ("DINAS PERINDUSTRIAN PROV. SULSEL", "disperin-sulsel"),
        ("Disdag", "disdag-sulsel"),
        ("dinas perdagangan", "disdag-sulsel"),
        ("TP PKK", "pkk-sulsel"),
        ("TP-PKK", "pkk-sulsel"),
        ("PKK", "pkk-sulsel"),
        ("Tim Penggerak PKK", "pkk-sulsel"),
        ("Dekranasda", "dekranasda-sulsel"),
        ("Dewan Kerajinan Nasional Daerah", "dekranasda-sulsel"),
        (" pkk-sulsel ", "pkk-sulsel"),
        ("Disperin Prov. Sulsel", "disperin-sulsel"),
        ("Dekranasda Provinsi Sulawesi Selatan", "dekranasda-sulsel"),
        ("TP PKK Provinsi Sulsel", "pkk-sulsel"),
    ],
)
def test_ways_of_writing(text, key):
    """An agency is found by its id and by every name that offices use."""
    assert agencies().find(text).id == key


@pytest.mark.parametrize(
    ("text", "hints"),
    [
        ("Disperindag", ("Disperin SulSel",)),
        ("Dekranasd", ("Dekranasda SulSel",)),
        ("Dinas Kehutanan", ()),
        ("", ()),
    ],
)
def test_unknown_agency(text, hints):
    """A near name is a hint, not an answer: a joint office is neither of the two."""
    with pytest.raises(UnknownAgencyError) as caught:
        agencies().find(text)

    assert type(caught.value) is UnknownAgencyError
    assert caught.value.asked == text
    assert caught.value.hints == hints


def test_name_of_two_agencies():
    """A name that two agencies bear is refused with both."""
    known = agencies().merged(
        [agency("disperin-wajo", name="Disperin", short_name="Disperin Wajo")]
    )

    with pytest.raises(AmbiguousAgencyError) as caught:
        known.find("disperin")

    assert caught.value.hints == ("Disperin SulSel", "Disperin Wajo")


def test_merging_adds_and_replaces():
    """The records' agencies join the bundled ones, or take the place of those of their id."""
    wajo = agency("dekranasda-wajo", branch_of="dekranasda-sulsel")
    partner = attrs.evolve(agencies().get("pkk-sulsel"), name="PKK")
    known = agencies().merged([wajo, partner])

    assert len(known) == 5
    assert known.get("dekranasda-wajo") == wajo
    assert known.get("pkk-sulsel") == partner
    assert known.find("TP PKK") == partner
    assert len(agencies()) == 4


def test_unknown_id():
    """An id that nobody has is not in the table and is its own parent."""
    known = agencies()

    assert "bps" not in known
    assert known.get("bps") is None
    assert known.parent_of("bps") == "bps"


def test_the_line_from_an_agency_to_its_parent():
    """It names every id by which one counts as the other, and ends where branches go round."""
    rows = [
        agency("unit", formerly=["old"], branch_of="office"),
        agency("office", branch_of="root"),
        agency("root"),
        agency("a", branch_of="b"),
        agency("b", branch_of="a"),
    ]
    known = Agencies(rows)

    assert known.line("old") == ["old", "unit", "office", "root"]
    assert known.line("a") == ["a", "b"]
    assert known.line("bps") == ["bps"]


def test_former_id():
    """A former id leads to the agency that has another now."""
    known = Agencies([agency("new", formerly=["old"], branch_of="root")])

    assert "old" in known
    assert known.get("old").id == "new"
    assert known.find("old").id == "new"
    assert known.parent_of("old") == "root"


def test_present_id_before_former_one():
    """An agency that has an id goes before one that had it."""
    known = Agencies([agency("a"), agency("b", formerly=["a", "b"])])

    assert known.get("a").id == "a"


@pytest.mark.parametrize(
    "rows",
    [
        [agency("x"), agency("x", name="Another")],
        [agency("a", formerly=["x"]), agency("b", formerly=["x"])],
    ],
)
def test_contested_id(rows):
    """An id with two contents, or claimed by two agencies, is known, but nothing is told of it."""
    known = Agencies(rows)

    assert "x" in known
    assert known.get("x") is None
    assert known.parent_of("x") == "x"
    assert known == Agencies(reversed(rows))
    with pytest.raises(AmbiguousAgencyError):
        known.find("x")


def test_repeated_row_is_one():
    """The same row twice is one agency."""
    assert len(Agencies([agency("x"), agency("x")])) == 1


def test_branch_counts_as_its_root():
    """A branch of a branch counts as the root."""
    known = agencies().merged(
        [agency("wajo", branch_of="dekranasda-sulsel"), agency("sengkang", branch_of="wajo")]
    )

    assert known.parent_of("sengkang") == "dekranasda-sulsel"
    assert known.parent_of("dekranasda-sulsel") == "dekranasda-sulsel"


def test_branches_in_a_circle():
    """Branches of each other count as the first of them, from wherever one asks."""
    known = Agencies(
        [
            agency("c", branch_of="b"),
            agency("b", branch_of="c"),
            agency("a", branch_of="c"),
            agency("self", branch_of="self"),
        ]
    )

    assert [known.parent_of(key) for key in ("a", "b", "c", "self")] == ["b", "b", "b", "self"]


@given(
    st.lists(
        st.builds(
            lambda key, branch, formerly: agency(key, branch_of=branch, formerly=formerly),
            IDS,
            st.none() | IDS,
            st.lists(IDS, unique=True),
        )
    ),
    IDS,
)
def test_parents_of_odd_tables(rows, key):
    """Whatever the table, the order of its rows changes nothing and a parent is its own parent."""
    known = Agencies(rows)
    parent = known.parent_of(key)

    assert parent == Agencies(reversed(rows)).parent_of(key)
    assert known.parent_of(parent) == parent


def test_province_of_an_agency():
    """Its own; a branch that states none is where its parent is."""
    known = agencies().merged(
        [
            agency("wajo", branch_of="disperin-sulsel"),
            agency("bandung", branch_of="disperin-sulsel", province="32"),
            agency("lone"),
        ]
    )
    found = {key: known.province_of(key) for key in ("disdag-sulsel", "wajo", "bandung", "lone")}
    assert found == {"disdag-sulsel": "73", "wajo": "73", "bandung": "32", "lone": None}
    assert known.province_of("nobody") is None
