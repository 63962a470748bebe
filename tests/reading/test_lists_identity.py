"""Who is who in lists: ids that meet over the years, and IKM that are kept apart."""

import itertools

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from ikm_sinergi.domain.entities import Owner
from ikm_sinergi.domain.names import fold
from ikm_sinergi.reading import lists
from ikm_sinergi.reading.made import grant_id, participant_id, program_id
from office_sheets import read, sheet, told

NIK, OTHER = "7313000000000001", "7313000000000002"
NIB, NEW = "8120000000001", "8120000000002"
COLUMNS = ("Nama IKM", "NIB", "NIK")


def year_list(year, *rows, columns=COLUMNS, file=None):
    """Return the list of a year in Wajo."""
    numbered = [[number, *row] for number, row in enumerate(rows, 1)]
    title = f"DAFTAR PESERTA PELATIHAN TA {year} KAB. WAJO"
    return sheet(title, ["No", *columns], *numbered, name=str(year), file=file or f"{year}.xlsx")


def known(*rows):
    """Return a file with ids."""
    return sheet(["id", "name", "regency", "nib"], *rows, name="participants")


# --- ids -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.D. Mawar", "UD Mawar"),
        ("Ma'rifah", "Ma\u2019rifah"),
        ("C.V. A.B.C", "CV ABC"),
        ('"Melati"', "Melati"),
        ("\u201cMelati\u201d", "MELATI"),
        ("T.A. 2020", "TA 2020"),
    ],
)
def test_one_name_is_one_id(one, other):
    """However its dots, hyphens and quotes are typed: the readable part too."""
    assert participant_id(one, "73.13") == participant_id(other, "73.13")
    assert program_id("training", 2020, (), one) == program_id("training", 2020, (), other)
    assert grant_id("p", "a", one) == grant_id("p", "a", other)


@given(st.text(max_size=80), st.text(max_size=80))
def test_ids_are_the_same_just_if_the_names_are(one, other):
    """Of any names; and they are ids."""
    same = fold(one) == fold(other)
    assert (participant_id(one, None) == participant_id(other, None)) is same
    assert 0 < len(participant_id(one, "73.13")) <= 64


def test_quotes_around_a_name_keep_nobody_apart():
    """The lists of two years meet."""
    lists = year_list(2020, ['"Melati"', None, None]), year_list(2021, ["Melati", None, None])
    (one,) = read(*lists).participants
    assert one.id == participant_id("Melati", "73.13")


# --- a file with ids beside lists ------------------------------------------------------------

BASE = participant_id("A", "73.13")


def test_another_nib_than_the_file_with_ids_has_is_another_ikm():
    """What was converted keeps its id; the newcomer gets one of its own, and that is told."""
    converted = known([BASE, "A", "73.13", NIB])
    records = read(converted, year_list(2021, ["A", NEW, None]))
    new = participant_id("A", "73.13", NEW)
    assert {one.id: one.nib for one in records.participants} == {BASE: NIB, new: NEW}
    assert [one.participant for one in records.participations] == [new]
    assert told(records, "IKM005")[-1] == ("IKM005", "id", "same_name", (f'"{new}"',))
    same = read(converted, year_list(2021, ["A", NIB, NIK], ["A", None, NIK]))
    assert [(one.id, one.nib, one.owner) for one in same.participants] == [
        (BASE, NIB, Owner(nik=NIK))
    ]


def test_whoever_has_no_number_beside_two_ikm_is_apart():
    """The row may be either, so it is neither's; the new id holds for this reading only."""
    records = read(
        known([BASE, "A", "73.13", NIB]), year_list(2021, ["A", NEW, None], ["A", None, None])
    )
    assert len({one.id for one in records.participants}) == 3
    assert BASE not in {one.participant for one in records.participations}
    reasons = [fault.reason for fault in records.faults if fault.reason.startswith("same_name")]
    assert sorted(reasons) == ["same_name", "same_name_here"]


def test_an_id_that_a_conversion_made_of_a_nib_is_met_again():
    """Though the list alone would have no need to keep anybody apart."""
    marked = [participant_id("A", "73.13", nib) for nib in (NIB, NEW)]
    file = known([marked[0], "A", "73.13", NIB], [marked[1], "A", "73.13", NEW])
    records = read(file, year_list(2022, ["A", NEW, NIK]))
    assert [one.participant for one in records.participations] == [marked[1]]
    assert len(records.participants) == 2
    assert records.participants[1].owner == Owner(nik=NIK)
    both = read(file, year_list(2022, ["A", NEW, None], ["A", None, None]))
    assert [one.id for one in both.participants] == [*marked, BASE]
    other = read(known(["P-1", "A", "73.13", NIB]), year_list(2022, ["A", NIB, None]))
    assert [one.id for one in other.participants] == ["P-1", BASE]  # IKM113 tells of that


# --- namesakes without a NIB -----------------------------------------------------------------


def test_ids_of_namesakes_never_mean_somebody_else_elsewhere():
    """Two owners of 2020, and one of them beside a third in 2021: no id stands for two NIK."""
    third = "7313000000000003"
    owners = {}
    for year, niks in ((2020, (NIK, OTHER)), (2021, (OTHER, third)), (2022, (third, NIK))):
        records = read(year_list(year, *[["A", None, nik] for nik in niks]))
        for one in records.participants:
            owners.setdefault(one.id, set()).add(one.owner.nik)
        reasons = {fault.reason for fault in records.faults if fault.field == "id"}
        assert reasons == {"same_name_here"}
    assert {len(niks) for niks in owners.values()} == {1}
    assert not any(nik in one for one in owners for nik in (NIK, OTHER, third))


def test_ids_of_namesakes_do_not_hang_on_the_order_of_the_files():
    """They are made of the first place where the IKM stands."""
    lists = [year_list(year, ["A", None, NIK], ["A", None, OTHER]) for year in (2020, 2021)]
    found = [
        {(one.id, one.owner.nik) for one in read(*order).participants}
        for order in itertools.permutations(lists)
    ]
    assert found[0] == found[1]


def test_many_namesakes_are_kept_apart_in_one_pass(monkeypatch):
    """Each fault is looked at once, not once for each of them."""
    count = 400
    made = []
    monkeypatch.setattr(
        lists, "evolve", lambda *what, **more: made.append(1) or evolve(*what, **more)
    )
    rows = [["A", f"812{number:010}", "x"] for number in range(count)]
    records = read(year_list(2021, *rows))
    assert count <= len(made) <= 5 * count
    assert len(records.participants) == count
    assert {fault.ids["id"][0] for fault in records.faults if fault.field == "owner.nik"} <= {
        one.id for one in records.participants
    }


def test_faults_of_tables_side_by_side_stay_apart():
    """One row of the sheet holds somebody of each."""
    header = ["No", "Nama IKM", "NIB", "Tenaga Kerja"]
    rows = [[1, "A", NIB, "banyak", None, 1, "B", NIB, "banyak"], [2, "A", NEW, 1]]
    records = read(sheet("DATA IKM", [*header, None, *header], *rows))
    found = {fault.ids["id"][0] for fault in records.faults if fault.field == "workers"}
    assert found == {participant_id("A", None, NIB), participant_id("B", None)}


# --- the order of files ----------------------------------------------------------------------


def test_the_order_of_files_does_not_change_how_often_somebody_took_part():
    """As often as in the list that has it most often."""
    once = year_list(2021, ["A", None, None], file="a.xlsx")
    twice = year_list(2021, ["A", None, None], ["A", None, None], file="i.xlsx")
    counts = [
        len(read(*order).participations) for order in itertools.permutations([once, twice, once])
    ]
    assert set(counts) == {2}
