"""What a column of equipment says: a name, only that there is some, or that there is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikm_sinergi.office.items import is_none, is_unnamed
from office_cells import outcome, read_of
from office_sheets import read, sheet, told

ITEM = read_of("grants.item")
NONE = ["tidak dapat", "Tidak menerima", "belum menerima", "blm", "tdk", "0", 0, 0.0]
NONE += ["Tidak ada bantuan", "T", "no", "Belum diserahkan", "tanpa bantuan", False]
NOTHING = ["nihil", "kosong", "N/A", "none", "tidak ada", "-"]
UNNAMED = ["\u221a", "\u2713", "\u2714", "\u2611", "\u2611\ufe0f", "Y", "ya", "v", "V", "1", 1, 1.0]
UNNAMED += ["Ada", "sudah diterima", "Menerima"]
CROSSES = ["x", "X", "\u00d7", "\u2717", "\u2718", "\u274c", "\u2610", "\u2612"]
NUMBERS = ["Rp. 5.000.000", "5.000.000", "5 juta", 5_000_000, 5_000_000.0, "3 unit", "2", 2.5]


def handed_out(*cells, header="Bantuan Alat"):
    """Return the grants of a list with these cells, and what was missing or refused."""
    records = read(
        sheet(
            "DAFTAR PESERTA PENDAMPINGAN TENUN TA 2021 KAB. WAJO",
            ["No", "Nama IKM", "Komoditas", header, "Volume"],
            *[[n, f"Tenun {n}", "tenun", *cell] for n, cell in enumerate(cells, 1)],
        )
    )
    return [one.item for one in records.grants], told(records, "IKM001", "IKM002")


@pytest.mark.parametrize("cell", NONE, ids=repr)
def test_no_equipment_is_no_grant(cell):
    """Whatever begins with "tidak" or "belum" denies it, and so does a zero."""
    assert is_none(cell)
    assert handed_out([cell, None]) == ([], [])
    assert handed_out([cell, 0]) == ([], [])
    assert handed_out([cell, "-"]) == ([], [])


@pytest.mark.parametrize("cell", NOTHING)
def test_a_filler_is_no_grant(cell):
    """It says as little as an empty cell."""
    assert handed_out([cell, None]) == ([], [])


@pytest.mark.parametrize("cell", UNNAMED, ids=ascii)
def test_a_tick_does_not_name_the_equipment(cell):
    """There was some, but nobody can know which."""
    assert is_unnamed(cell)
    assert outcome(ITEM, cell) == ("read", None)
    assert handed_out([cell, None]) == ([], [("IKM001", "item", "empty", ())])


@pytest.mark.parametrize("cell", [*CROSSES, "tidak jelas", "belum pasti"], ids=ascii)
def test_a_cross_may_mean_yes_or_no(cell):
    """So the row grants nothing that is known, and nothing that is known not to be."""
    refused = ("IKM002", "item", "mark_doubtful", ())
    assert handed_out([cell, None]) == ([], [refused])


@pytest.mark.parametrize("cell", NUMBERS, ids=repr)
def test_a_number_names_no_equipment(cell):
    """Neither an amount of money nor a number of pieces."""
    assert handed_out([cell, None]) == ([], [("IKM002", "item", "number_no_item", ())])


@pytest.mark.parametrize(
    "cell", ["Mesin jahit", "2 unit mesin jahit", "Alat tenun (ATBM)", "Mesin 1.5 PK", "Xerox"]
)
def test_a_name_is_a_grant(cell):
    """With a figure in it or without."""
    assert not is_none(cell)
    assert handed_out([cell, 2]) == ([cell], [])


def test_who_is_denied_equipment_but_counted_contradicts_himself():
    """The item is told to be missing."""
    assert handed_out(["Tidak", 2]) == ([], [("IKM001", "item", "empty", ())])
    assert handed_out([None, 2]) == ([], [("IKM001", "item", "empty", ())])


def test_other_cells_of_an_item():
    """As of every text."""
    assert outcome(ITEM, " Mesin  jahit") == ("repaired", "Mesin jahit", "stray_blanks")
    assert outcome(ITEM, True) == ("refused", "not_text", ())  # noqa: FBT003  # a cell


@given(st.one_of(st.text(max_size=20), st.floats(), st.integers(), st.booleans(), st.dates()))
def test_nothing_raises_anything_else(cell):
    """A name, or no name; what denies equipment never has one."""
    kind, value, *_ = outcome(ITEM, cell)
    assert kind == "refused" or value is None or isinstance(value, str)
    if is_none(cell) or is_unnamed(cell):
        assert (kind, value) == ("read", None) or kind == "refused"
