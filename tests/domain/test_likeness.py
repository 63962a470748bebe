"""Names that may be one name, mistyped."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ikm_sinergi.domain.names import Namesakes, alike, fold, folded

LETTERS = st.text("abeo", min_size=5, max_size=9)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cahaya Bone", "Cahya Bone"),
        ("Cahaya Bone", "Cahayaa Bone"),
        ("Cahaya Bone", "Cahara Bone"),
        ("Cahaya Bone", "Chaaya Bone"),
        ("Cahaya Bone", "Cahaya Bonee"),
        ("KUB Sipakatau", "Sipakatau, KUB"),
        ("UD. Sinar Contoh", "UD Sinar-Conto"),
        ("Kelompok 2 Mawar", "Kelompok Mawar 2"),
    ],
)
def test_a_slip_makes_a_name_alike(one, other):
    """One letter, or the order of the words."""
    assert alike(one, other)
    assert alike(other, one)
    assert Namesakes([("P", one)]).of(other) == ["P"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tenun A", "Tenun B"),
        ("Kelompok 1", "Kelompok 2"),
        ("Kelompok Mawar II", "Kelompok Mawar III"),
        ("Kelompok Mawar", "Kelompok Mawar 2"),
        ("Sari", "Saru"),
        ("Cahaya Bone", "Cahya Bona"),
        ("Cahaya Bone", "Cahaya"),
        ("Sinar Contoh", "Contoh Sina"),
    ],
)
def test_two_slips_or_another_number_make_another_name(one, other):
    """Short names tell too little, and numbers tell groups of one name apart."""
    assert not alike(one, other)
    assert Namesakes([("P", one)]).of(other) == []


@given(
    name=LETTERS,
    place=st.integers(0, 9),
    letter=st.sampled_from(["", "a", "z", "swap"]),
    replace=st.booleans(),
)
@example(name="aabbee", place=2, letter="swap", replace=False)
def test_names_that_are_alike_are_found(name, place, letter, replace):
    """Looking them up by halves finds just what comparing each with each does."""
    begin, end = name[:place], name[place:]
    if letter == "swap":
        other = begin + end[1:2] + end[:1] + end[2:]
    else:
        other = begin + letter + (end[1:] if replace else end)
    assert Namesakes([("P", name), ("Q", "mawarputih")]).of(other) == ["P"] * alike(name, other)


def test_several_are_named_in_order():
    """Whatever order they came in."""
    names = Namesakes([("Q", "Mawar Putih"), ("P", "Mawar Putib"), ("R", "Melati Putih")])
    assert names.of("Mawar Puti") == ["P", "Q"]


@given(st.lists(st.text()))
@example(["Pare-Pare", "Kab. Pangkep", ""])
@example(["one\0two", "three"])
@example(["Pare\u2010Pare", "Bone"])
def test_many_names_are_folded_as_each_of_them(names):
    """Whatever stands in them, the mark that keeps them apart too."""
    assert list(folded(names)) == list(map(fold, names))
