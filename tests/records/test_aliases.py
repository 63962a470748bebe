"""Which ids may be of one IKM, and what they share."""

import pytest

from ikm_sinergi.domain.entities import Owner, Participant, Participation, Program
from ikm_sinergi.records.aliases import Aliases
from ikm_sinergi.records.container import Records

NIB, OTHER_NIB = "1234567890123", "9876543210123"
NIK = "7306000000000001"
WAJO, SOPPENG = "73.13", "73.12"


def person(identifier, name=None, regency=WAJO, **fields):
    """A participant of Wajo with a name of its own."""
    named = f"IKM contoh {identifier}" if name is None else name
    return Participant(id=identifier, name=named, regency=regency, **fields)


def of(identifier, *people, **tables):
    """The other ids that may be the same IKM."""
    return dict(Aliases(Records(participants=people, **tables)).of(identifier))


@pytest.mark.parametrize(
    ("mine", "theirs", "match"),
    [
        ({"nib": NIB}, {"nib": NIB, "regency": SOPPENG}, "nib"),
        ({"owner": Owner(nik=NIK)}, {"owner": Owner(nik=NIK), "regency": SOPPENG}, "nik"),
        ({"name": "UD Sinar-Contoh"}, {"name": "ud. sinar contoh"}, "name"),
        ({"name": "UD Sinar", "nib": NIB}, {"name": "UD Sinar"}, "name"),
    ],
)
def test_what_two_ids_share(mine, theirs, match):
    """A NIB, the NIK of an owner, or a folded name in one regency."""
    people = person("P", **mine), person("Q", **theirs)
    assert of("P", *people) == {"Q": match}
    assert of("Q", *people) == {"P": match}


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({}, {}),
        ({"nib": NIB}, {"nib": OTHER_NIB}),
        ({"nib": "1" * 13}, {"nib": "1" * 13}),
        ({"nib": "belum ada"}, {"nib": "belum ada"}),
        ({"owner": Owner(nik="0" * 16)}, {"owner": Owner(nik="0" * 16)}),
        ({"owner": Owner(name="Contoh")}, {"owner": Owner(name="Contoh")}),
        ({"name": "UD Sinar"}, {"name": "UD Sinar", "regency": SOPPENG}),
        ({"name": "UD Sinar"}, {"name": "UD Sinr"}),
        ({"name": "UD Sinar", "nib": NIB}, {"name": "UD Sinar", "nib": OTHER_NIB}),
        (
            {"owner": Owner(nik=NIK), "nib": NIB},
            {"owner": Owner(nik=NIK), "nib": OTHER_NIB},
        ),
    ],
)
def test_what_makes_no_alias(mine, theirs):
    """Two NIBs that differ, a number that is not of its form, a likely name, another regency."""
    assert of("P", person("P", **mine), person("Q", **theirs)) == {}


def test_aliases_chain_as_long_as_one_nib_fits_all():
    """P is Q by its name and Q is R by its owner; R and S state NIBs that differ."""
    people = (
        person("P", "UD Sinar"),
        person("Q", "UD Sinar", owner=Owner(nik=NIK)),
        person("R", owner=Owner(nik=NIK), nib=NIB),
        person("S", owner=Owner(nik=NIK), nib=OTHER_NIB),
    )
    assert of("P", *people) == {"Q": "name", "R": "nik", "S": "nik"}
    assert of("R", *people) == {"Q": "nik", "P": "name"}
    with_nib = person("P", "UD Sinar", nib=NIB)
    assert of("P", with_nib, *people[1:]) == {"Q": "name", "R": "nib"}


def test_a_chain_may_pass_an_id_by_two_ways():
    """Once the NIB is fixed on one way, the other way is still open."""
    people = (
        person("P", "UD Sinar"),
        person("A", "UD Sinar", nib=NIB, owner=Owner(nik=NIK)),
        person("B", "UD Sinar", nib=OTHER_NIB, owner=Owner(nik="7306000000000002")),
        person("C", owner=Owner(nik="7306000000000002"), regency=SOPPENG),
    )
    assert of("P", *people).keys() == {"A", "B", "C"}
    assert of("A", *people).keys() == {"P"}


def test_each_content_of_a_contested_id_counts():
    """It may be whoever shares a mark with one of its contents."""
    people = person("P", nib=NIB), person("P", nib=OTHER_NIB), person("Q", nib=OTHER_NIB)
    assert of("P", *people) == {"Q": "nib"}
    assert of("Q", *people) == {"P": "nib"}


# --- without a regency ---------------------------------------------------------------------


def test_a_name_without_a_regency_may_be_of_any():
    """Whichever of the two states it."""
    people = (
        person("P", "UD Sinar"),
        person("BARE", "U.D. SINAR", regency=None),
        person("FAR", "UD Lain", regency=None),
    )
    assert of("P", *people) == {"BARE": "bare"}
    assert of("BARE", *people) == {"P": "bare"}
    assert of("FAR", *people) == {}


def test_two_names_without_a_regency_may_meet_anywhere():
    """No regency speaks against it."""
    people = person("P", "UD Sinar", regency=None), person("Q", "UD Sinar", regency=None)
    assert of("P", *people) == {"Q": "bare"}


@pytest.mark.parametrize(
    ("regencies", "found"),
    [([WAJO], {"BARE": "bare"}), ([SOPPENG], {}), (None, {"BARE": "bare"})],
)
def test_it_is_from_a_regency_of_its_programs(regencies, found):
    """Where no regency is stated, those of the programs that it joined bound it."""
    people = person("P", "UD Sinar"), person("BARE", "UD Sinar", regency=None)
    tables = {
        "programs": [
            Program(id="T", year=2020, kind="training", title="Contoh", regencies=regencies)
        ],
        "participations": [Participation(participant="BARE", program="T")],
    }
    assert of("P", *people, **tables) == found
    assert of("BARE", *people, **tables) == ({"P": "bare"} if found else {})


def test_a_chain_of_names_needs_one_regency_that_fits_all():
    """One that states none is from either, but not from both; a number binds to no regency."""
    near, far = person("P", "UD Sinar"), person("X", "UD Sinar", regency=SOPPENG)
    bare = person("Y", "UD Sinar", regency=None, nib=NIB)
    other = person("Z", "UD Sinar", regency=None)
    assert of("P", near, bare, far) == {"Y": "bare"}
    assert of("P", near, bare, other, far) == {"Y": "bare", "Z": "bare"}
    assert of("Y", near, bare, far) == {"P": "bare", "X": "bare"}
    numbered = person("N", "UD Lain", regency=SOPPENG, nib=NIB)
    assert of("P", near, bare, numbered) == {"Y": "bare", "N": "nib"}


def test_a_program_that_nobody_knows_leaves_it_anywhere():
    """Of an unknown program the regencies are not known."""
    people = person("P", "UD Sinar"), person("BARE", "UD Sinar", regency=None)
    rows = [Participation(participant="BARE", program="?")]
    assert of("P", *people, participations=rows) == {"BARE": "bare"}


# --- numbers that could not be read --------------------------------------------------------


def test_ids_of_which_a_number_could_not_be_read():
    """It may be anybody's who states one, or of whom one could not be read either."""
    rows = [
        {"id": "P", "name": "A", "nib": 123456789012},
        {"id": "Q", "name": "B", "nib": NIB},
        {"id": "R", "name": "C"},
        {"id": "S", "name": "D", "owner": {"nik": 7306000000000001}},
        {"id": "T", "name": "E", "nib": "1" * 13},
        {"id": "U", "name": "F", "owner": {"nik": NIK}},
    ]
    aliases = Aliases(Records.from_rows({"participants": rows}))
    assert aliases.wild == {"P", "S"}
    assert aliases.unread == {"P": "nib", "S": "owner.nik"}
    assert set(aliases.numbered("PQRSTU")) == {"P", "Q", "S", "U"}
    assert set(aliases.numbered("RT")) == set()


def test_nobody_is_looked_at_where_nothing_is_shared():
    """Clean records have no aliases."""
    assert of("P", person("P", nib=NIB), person("Q", nib=OTHER_NIB)) == {}
    assert of("X") == {}
