"""What is stated under one id: contents that agree are one, others contradict."""

import datetime as dt

import pytest

from ikm_sinergi.domain.entities import Dispensation, Owner, Participant, Participation, Program
from ikm_sinergi.records.contents import contents_of, differing, enrolled


def program(**fields):
    """A program of Wajo, of which little is stated."""
    return Program(**{"id": "T", "year": 2020, "kind": "training", "title": "Pelatihan"} | fields)


def person(**fields):
    """A participant of whom only the name is stated."""
    return Participant(**{"id": "P", "name": "IKM Contoh"} | fields)


def of(*rows):
    """The contents of these rows by id."""
    return contents_of(rows, lambda row: row.id)


def test_rows_of_different_ids_are_as_they_stand():
    """Nothing is merged, nothing contradicts."""
    rows = program(), program(id="U")
    assert of(*rows) == ({"T": rows[0], "U": rows[1]}, {}, {}, {})


def test_blanks_are_filled_where_nobody_disagrees():
    """Two offices write of one program, and each states what the other leaves blank."""
    first, second = program(regencies=["73.13"]), program(commodity="sutra")
    single, several, merged, _ = of(first, second)
    assert single == {"T": program(regencies=["73.13"], commodity="sutra")}
    assert not several
    assert merged[id(single["T"])] == (first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"regencies": ["73.13", "73.12"]}, {"regencies": ["73.12", "73.13"]}),
        ({"partners": ["a", "b"]}, {"partners": ["b", "a"]}),
        ({"commodity": "Se\u0301ra"}, {"commodity": "S\u00e9ra"}),
        ({"partners": []}, {}),
    ],
)
def test_order_unicode_and_nothing_do_not_contradict(first, second):
    """Lists are compared as sets, texts in one form, and an empty list states nothing."""
    single, several, _, _ = of(program(**first), program(**second))
    assert single.keys() == {"T"}
    assert not several
    assert differing([program(**first), program(**second)]) == ()


def test_two_values_of_one_field_contradict():
    """Each content stands alone, with the blanks filled in which nobody disagrees."""
    rows = (
        program(title="A", lead="x"),
        program(title="B", commodity="sutra"),
        program(title="B"),
        program(id="U"),
    )
    single, several, merged, _ = of(*rows)
    assert single == {"U": rows[3]}
    first, second = several["T"]
    assert first == program(title="A", lead="x", commodity="sutra")
    assert second == program(title="B", lead="x", commodity="sutra")
    assert merged[id(second)] == rows[1:3]
    assert differing(rows[:3]) == ("title",)


def test_what_is_disputed_stays_blank_where_it_is_blank():
    """Of two commodities none is put into the row that states neither."""
    rows = program(commodity="sutra"), program(commodity="kopi"), program()
    _, several, _, _ = of(*rows)
    assert {one.commodity for one in several["T"]} == {"sutra", "kopi", None}


def test_parts_of_an_owner_are_filled_one_by_one():
    """One office knows the name, the other the NIK, a third nobody."""
    rows = (
        person(owner=Owner(name="Contoh")),
        person(owner=Owner(nik="7306000000000001")),
        person(),
    )
    single, several, _, _ = of(*rows)
    assert not several
    assert single["P"].owner == Owner(name="Contoh", nik="7306000000000001")
    both = person(owner=Owner(name="Lain")), person(owner=Owner(name="Contoh"))
    assert differing(both) == ("owner.name",)


def test_a_dispensation_is_for_one_subject():
    """One for an IKM and one for a program contradict; neither is filled from the other."""
    given = {
        "id": "D",
        "rule": "IKM201",
        "year": 2021,
        "reason": "contoh",
        "approved_by": "disperin-sulsel",
        "decided_on": dt.date(2021, 2, 1),
        "expires": dt.date(2021, 12, 31),
    }
    both = Dispensation(**given, participant="P"), Dispensation(**given, program="T")
    single, several, _, _ = of(*both)
    assert (single, several) == ({}, {"D": [*both]})
    assert differing(both) == ("participant", "program")


# --- participations ------------------------------------------------------------------------


def row(status=None, program="T", note=None):
    """A participation of P."""
    return Participation(participant="P", program=program, status=status, note=note)


def test_one_participation_in_two_deliveries_is_one():
    """One states the status, the other the note; it keeps the place of the first."""
    rows = row("completed"), row(program="U"), row(note="hadir")
    kept, contents = enrolled(rows, ["a", "a", "b"])
    assert kept == [row("completed", note="hadir"), rows[1]]
    assert contents.several == {}
    assert contents.merged[id(kept[0])] == (rows[0], rows[2])


@pytest.mark.parametrize("rows", [("completed", "withdrawn"), ("withdrawn", "completed")])
def test_two_deliveries_that_disagree_leave_both_contents(rows):
    """One stands for both, one that did not withdraw; nobody knows which is right."""
    both = [row(status) for status in rows]
    kept, contents = enrolled([both[0], row(program="U"), both[1]], ["a", "a", "b"])
    assert kept == [row("completed"), row(program="U")]
    assert contents.several == {("P", "T"): both}


def test_twice_in_one_delivery_is_left_as_it_stands():
    """That is for IKM108 to tell, also beside another delivery."""
    rows = row(), row("completed"), row("attending")
    assert enrolled(rows[:2], ["a", "a"])[0] == [*rows[:2]]
    kept, contents = enrolled(rows, ["a", "a", "b"])
    assert kept == [*rows]
    assert contents.several == {("P", "T"): [*rows]}
