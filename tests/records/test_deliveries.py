"""What came together: which tables a delivery gives, and which years and regencies it names."""

import pytest

from ikm_sinergi.domain.entities import Program
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.deliveries import Deliveries, Lost
from several_deliveries import delivered

WAJO, SOPPENG = "73.13", "73.12"


def program(identifier, year, *regencies):
    """A row of a program."""
    row = {"id": identifier, "year": year, "kind": "training", "title": "Contoh"}
    return {**row, "regencies": list(regencies)} if regencies else row


def person(identifier, regency):
    """A row of a participant."""
    return {"id": identifier, "name": f"IKM contoh {identifier}", "regency": regency}


@pytest.mark.parametrize(
    ("lost", "years", "codes", "found"),
    [
        (Lost(frozenset(), frozenset()), (2020,), (WAJO,), True),
        (Lost(frozenset({2020}), frozenset()), (2019, 2020), None, True),
        (Lost(frozenset({2020}), frozenset()), (2021,), None, False),
        (Lost(frozenset(), frozenset({WAJO})), (2020,), (WAJO, SOPPENG), True),
        (Lost(frozenset(), frozenset({WAJO})), (2020,), (SOPPENG,), False),
        (Lost(frozenset(), frozenset({WAJO})), (2020,), None, True),
    ],
)
def test_what_was_lost_is_bound_by_what_its_delivery_names(lost, years, codes, found):
    """Naming no year or no regency it may be of any; an IKM of unknown regency may be in it."""
    assert lost.reaches(years, codes) is found


def test_years_and_regencies_of_what_was_lost_are_those_of_its_own_delivery():
    """Another office's years say nothing of it."""
    records = delivered(
        {
            "wajo": {
                "programs": [program("a", 2019), program("b", 2020, SOPPENG)],
                "participants": [person("P", WAJO)],
                "participations": [{"participant": "P", "program": "a"}],
            },
            "bone": {"programs": [program("c", 2021, "73.08")], "participations": []},
        },
        lose=[("wajo", "participations"), ("bone", "grants")],
    )
    found = Deliveries(records)
    (lost,) = found.lost("participations")
    assert (lost.years, lost.places) == ({2019, 2020}, {WAJO, SOPPENG})
    (grants,) = found.lost("grants")
    assert (grants.years, grants.places) == ({2021}, {"73.08"})
    assert found.lost("sales") == ()


def test_a_table_is_given_by_each_delivery_for_itself():
    """Office A's grants do not make the silence of office B a fault."""
    records = delivered(
        {
            "a": {"programs": [program("a", 2020)], "grants": []},
            "b": {"programs": [program("b", 2020)]},
            "c": {"programs": [program("c", 2020)], "grants": []},
        },
        lose=[("c", "grants")],
    )
    found = Deliveries(records)
    given = {one.id: found.gives(one, "grants") for one in records.programs}
    assert given == {"a": True, "b": False, "c": False}


def test_one_delivery_gives_what_was_given():
    """Rows of one call came together, and so did what was made of objects."""
    (one,) = (made := Records(programs=[Program(**program("a", 2020))], grants=[])).programs
    assert Deliveries(made).gives(one, "grants")
    assert not Deliveries(made).gives(one, "sales")
    read = Records.from_rows({"programs": [program("a", 2020)], "sales": []})
    assert Deliveries(read).gives(read.programs[0], "sales")
    assert not Deliveries(read).gives(read.programs[0], "grants")


def test_what_was_added_to_deliveries_is_of_none():
    """A what-if stands in no file: what anybody gave is given."""
    records = delivered(
        {"a": {"programs": [program("a", 2020)], "grants": []}, "b": {"programs": []}}
    ).changed(add=[Program(**program("new", 2020))])
    new = records.program("new")
    assert Deliveries(records).gives(new, "grants")
    assert not Deliveries(records).gives(new, "sales")


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_what_two_deliveries_state_is_asked_of_both(order):
    """What one of them leaves out may stand there, whichever was read first."""
    rows = {
        "a": {"programs": [program("x", 2020)], "grants": [], "sales": []},
        "b": {"programs": [program("x", 2020, WAJO)], "sales": []},
    }
    records = delivered({name: rows[name] for name in order})
    one = records.program("x")
    assert one.regencies == (WAJO,)
    assert Deliveries(records).gives(one, "sales")
    assert not Deliveries(records).gives(one, "grants")


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_equal_rows_of_two_deliveries_are_one_record_of_both(order):
    """Both are asked what they gave, also for the rows of a list."""
    rows = {
        "a": {
            "programs": [program("x", 2020)],
            "participations": [{"participant": "P", "program": "x"}],
            "grants": [],
        },
        "b": {
            "programs": [program("x", 2020)],
            "participations": [{"participant": "P", "program": "x"}],
        },
    }
    records = delivered({name: rows[name] for name in order})
    found = Deliveries(records)
    (one,), (row,) = records.programs, records.participations
    assert not found.gives(one, "grants")
    assert not found.gives(row, "grants")
    assert found.gives(one, "participations")


def test_what_was_given_in_part_was_given():
    """A table of which rows were lost is not one that was never given."""
    records = delivered(
        {"a": {"programs": [program("a", 2020)], "grants": []}}, lose=[("a", "grants")]
    )
    found = Deliveries(records)
    assert found.gave(records.programs[0], "grants")
    assert not found.gives(records.programs[0], "grants")
    assert not found.gave(records.programs[0], "sales")


def test_rows_beside_a_rejected_one_are_those_of_its_file():
    """They bound what could not be read of it."""
    records = delivered(
        {
            "a": {
                "programs": [program("a", 2019, WAJO, SOPPENG), {"id": "bad", "kind": "training"}]
            },
            "b": {"programs": [program("b", 2021, "73.08")]},
        }
    )
    found, (reject,) = Deliveries(records), records.rejects
    assert found.beside("programs", reject, "year") == {2019}
    assert found.beside("programs", reject, "regencies") == {WAJO, SOPPENG}
    assert found.beside("programs", reject, "lead") == frozenset()
    assert found.beside("programs", reject, "year") is found.beside("programs", reject, "year")
