"""Tables follow their entities to the letter."""

import attrs
import pytest

from ikm_sinergi.domain.column import Holds
from ikm_sinergi.domain.entities import Owner, Participation, Sale
from ikm_sinergi.domain.tables import TABLES, key_of, table_of


def flat(entity):
    """Return the fields of an entity with those of the owner in place of the owner."""
    for field in attrs.fields(entity):
        if field.name == "owner":
            yield from ((f"owner.{part.name}", False) for part in attrs.fields(Owner))
        else:
            yield field.name, field.default is attrs.NOTHING


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_columns_are_the_fields_in_order(table):
    """Every field is a column, required where the entity has no default."""
    assert [(column.field, column.required) for column in table.columns] == list(flat(table.entity))
    assert set(table.key) <= {column.field for column in table.columns}


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_labels_speak_both_languages(table):
    """The table and each column have a label for people."""
    for text in (table.label, *(column.label for column in table.columns)):
        assert text.en.strip()
        assert text.id.strip()


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_references_lead_to_tables(table):
    """A column that refers names a table, and one of terms has its vocabulary."""
    for column in table.columns:
        assert column.refers is None or column.refers in TABLES
        assert (column.vocabulary is not None) is (column.holds in {Holds.TERM, Holds.TERMS})


def test_a_column_is_found_by_field_or_header():
    """JSON calls it owner.nik, CSV owner_nik; there is no other name."""
    participants = TABLES["participants"]
    assert participants.column("owner.nik") is participants.column("owner_nik")
    assert participants.column("owner.nik").personal
    assert "owner_nik" in participants.headers
    assert participants.column("nik") is None


def test_the_key_of_an_entity():
    """A participation is known by who and what, a sale by program and retailer."""
    row = Participation(participant="P-1", program="2021-wajo")
    assert key_of(row) == {"participant": "P-1", "program": "2021-wajo"}
    assert key_of(Sale(program="2020-x")) == {"program": "2020-x", "retailer": None}
    assert table_of(row) is TABLES["participations"]
    assert [holds for holds in Holds if holds.many] == [
        Holds.IDENTIFIERS,
        Holds.CODES,
        Holds.TERMS,
    ]
