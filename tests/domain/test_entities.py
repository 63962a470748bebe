"""Entities: what their fields may hold, and how they refuse the rest."""

import datetime as dt

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikm_sinergi.domain.entities import (
    Agency,
    Dispensation,
    Grant,
    Owner,
    Participant,
    Participation,
    Program,
    Result,
    Sale,
)
from ikm_sinergi.domain.identifiers import hidden, is_masked, masked
from ikm_sinergi.domain.terms import ParticipationStatus, ProgramKind, ProgramStatus, Side
from ikm_sinergi.errors import InvalidValueError

DAY = dt.date(2021, 3, 1)
WHOLE = {
    Program: {"id": "2021-wajo", "year": 2021, "kind": "mentoring", "title": "Pendampingan"},
    Participant: {"id": "P-1", "name": "IKM contoh"},
    Participation: {"participant": "P-1", "program": "2021-wajo"},
    Grant: {"id": "G-1", "program": "2021-wajo", "item": "mesin"},
    Sale: {"program": "2020-jeneponto"},
    Result: {"participant": "P-1", "year": 2021, "measure": "workers", "value": 4},
    Dispensation: {
        "id": "D-1",
        "rule": "IKM201",
        "year": 2021,
        "participant": "P-1",
        "reason": "pengganti",
        "approved_by": "disperin-sulsel",
        "decided_on": DAY,
        "expires": DAY,
    },
    Agency: {"id": "A", "name": "Dinas A", "short_name": "A", "sides": ["upstream"]},
    Owner: {},
}


def make(entity, **changes):
    """Build an entity from what it needs and these fields."""
    return entity(**{**WHOLE[entity], **changes})


@pytest.mark.parametrize("entity", WHOLE, ids=lambda entity: entity.__name__)
def test_an_entity_is_a_frozen_value(entity):
    """Two entities of the same fields are equal and hash alike, and none can be changed."""
    one, other = make(entity), make(entity)
    assert one == other
    assert hash(one) == hash(other)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(one, attrs.fields(entity)[0].name, "x")
    assert not hasattr(one, "__dict__")


def test_terms_and_lists_may_be_given_plainly():
    """A key stands for its term and a list for a tuple; the entity holds the exact types."""
    program = make(
        Program, kind="training", status="planned", partners=["a", "b"], regencies=iter(["73.13"])
    )
    assert program.kind is ProgramKind.TRAINING
    assert program.status is ProgramStatus.PLANNED
    assert program.partners == ("a", "b")
    assert program.regencies == ("73.13",)
    assert make(Program, kind=ProgramKind.TRAINING).kind is ProgramKind.TRAINING
    row = make(Participation, status="completed")
    assert row.status is ParticipationStatus.COMPLETED
    agency = make(Agency, sides=["upstream", Side.PARTNER], leads=["training"], formerly=["b"])
    assert agency.sides == (Side.UPSTREAM, Side.PARTNER)
    assert agency.leads == (ProgramKind.TRAINING,)
    assert agency.formerly == ("b",)


def test_not_stated_and_empty_differ():
    """None says that nothing was stated, an empty list that there is none."""
    assert make(Program).partners is None
    assert make(Program, partners=[]).partners == ()


REFUSED = [
    (Program, "id", "", "empty"),
    (Program, "id", "  ", "empty"),
    (Program, "id", " a", "blank_ends"),
    (Program, "id", "a\u00a0", "blank_ends"),
    (Program, "id", "x" * 65, "too_long"),
    (Program, "id", "a\nb", "unprintable"),
    (Program, "id", 7, "not_text"),
    (Program, "year", 1944, "not_year"),
    (Program, "year", 2101, "not_year"),
    (Program, "year", "2021", "not_year"),
    (Program, "year", True, "not_year"),
    (Program, "kind", "pelatihan", "not_choice"),
    (Program, "kind", None, "not_choice"),
    (Program, "title", "", "empty"),
    (Program, "title", "a\0b", "unprintable"),
    (Program, "title", "a\ud800", "unprintable"),
    (Program, "status", "done", "not_choice"),
    (Program, "partners", "disperin-sulsel", "not_list"),
    (Program, "partners", ["a", "a"], "repeated"),
    (Program, "partners", ["a", ""], "empty"),
    (Program, "regencies", ["7313"], "not_code"),
    (Program, "regencies", "73.13", "not_list"),
    (Program, "starts", "2021-03-01", "not_day"),
    (Program, "starts", dt.datetime(2021, 3, 1, tzinfo=dt.UTC), "not_day"),
    (Program, "ends", dt.date(9999, 12, 31), "day_bounds"),
    (Program, "ends", dt.date(1945, 8, 16), "day_bounds"),
    (Participant, "regency", "73.1", "not_code"),
    (Participant, "regency", "\u0667\u0663.13", "not_code"),
    (Participant, "workers", -1, "not_whole"),
    (Participant, "workers", 2.0, "not_whole"),
    (Participant, "investment", True, "not_whole"),
    (Participant, "nib", 1234567890123, "not_text"),
    (Participant, "owner", {"name": "x"}, "not_object"),
    (Participation, "status", "selesai", "not_choice"),
    (Participation, "completed_on", dt.date(2101, 1, 1), "day_bounds"),
    (Grant, "quantity", "2", "not_whole"),
    (Grant, "recipient", "", "empty"),
    (Sale, "amount", -70_000_000, "not_whole"),
    (Result, "measure", "omzet", "not_choice"),
    (Result, "value", None, "not_whole"),
    (Result, "value", -1, "not_whole"),
    (Dispensation, "decided_on", None, "not_day"),
    (Agency, "sides", "upstream", "not_list"),
    (Agency, "sides", ["hulu"], "not_choice"),
    (Agency, "leads", "training", "not_list"),
    (Agency, "formerly", "b", "not_list"),
    (Agency, "province", "73.13", "not_province"),
    (Agency, "province", 73, "not_province"),
    (Owner, "nik", 7306000000000001, "not_text"),
]


@pytest.mark.parametrize(
    ("entity", "field", "value", "reason"), REFUSED, ids=lambda part: repr(part)[:30]
)
def test_a_value_its_field_cannot_hold_is_refused_by_name(entity, field, value, reason):
    """The error names the field and the reason."""
    with pytest.raises(InvalidValueError) as caught:
        make(entity, **{field: value})
    assert (caught.value.field, caught.value.reason) == (field, reason)
    assert field in str(caught.value)


@pytest.mark.parametrize(
    "subjects",
    [
        {"participant": None},
        {"program": "2021-wajo"},
        {"participant": None, "program": "2021-wajo", "regency": "73.13"},
    ],
    ids=["none", "two", "also two"],
)
def test_a_dispensation_has_exactly_one_subject(subjects):
    """For nobody, or for two, it would say too little or too much."""
    with pytest.raises(InvalidValueError) as caught:
        make(Dispensation, **subjects)
    assert caught.value.reason == "one_subject"


def test_the_bounds_themselves_are_allowed():
    """The first and the last year and day, and an id of 64 characters, are fine."""
    program = make(
        Program,
        id="x" * 64,
        year=1945,
        starts=dt.date(1945, 8, 17),
        ends=dt.date(2100, 12, 31),
    )
    assert (program.year, len(program.id)) == (1945, 64)
    assert make(Program, year=2100).year == 2100
    assert make(Sale, amount=0).amount == 0


def test_owners_are_masked_in_every_repr():
    """A person's name and NIK never show, not even through the participant."""
    owner = Owner(name="Nama Contoh", nik="7306000000000001")
    participant = make(Participant, owner=owner)
    for text in (repr(owner), repr(participant), str(participant)):
        assert "Contoh" not in text
        assert "7306000000000001" not in text
        assert "7306********0001" in text
    assert "None" in repr(Owner())


def test_masking_shows_a_nik_in_part_and_nothing_else():
    """Twelve digits and more show four at each end; a shorter number or a name shows nothing."""
    assert masked("123456789012") == "1234****9012"
    assert masked("12345678901") == "***"
    assert masked("Nama Contoh") == "***"
    assert masked("\u00b2" * 16) == "***"


@pytest.mark.parametrize("field", ["name", "nik"])
@pytest.mark.parametrize("mask", ["***", "1234****9012", "7306********0001"])
def test_a_mask_is_no_data_of_a_person(field, mask):
    """Whoever reads back what we showed does not keep it."""
    with pytest.raises(InvalidValueError, match=f"{field}.*masked"):
        Owner(**{field: mask})


@given(st.text(max_size=20) | st.text("0123456789*", max_size=20))
def test_every_mask_is_known_as_one(text):
    """No other text is one but what looks the same."""
    assert is_masked(masked(text))
    assert is_masked(text) <= ("***" in text)


@pytest.mark.parametrize(
    "written",
    [
        "7306010101900001",
        "7306 0101 0190 0001",
        "73.06.01.010190.0001",
        "7306-0101-0190-0001",
        "730601\u2013010190\u20130001",
    ],
)
def test_a_nik_is_hidden_wherever_it_stands(written):
    """In a longer text, and in groups."""
    assert hidden(f"Budi ({written}).0") == "Budi (7306********0001).0"
    assert hidden(f"{written}, {written}") == "7306********0001, 7306********0001"


def test_longer_digits_are_hidden_too():
    """They may be two numbers in one."""
    assert hidden(f"x{'7306010101900001' * 2}") == f"x7306{'*' * 24}0001"


@pytest.mark.parametrize(
    "text",
    [
        "8120000000001",
        "8120000000001 8120000000002",
        "11-11-2020-13-11-2020",
        "11/11/2020 - 13/11/2020",
        "2021-02-15 08:30:00",
        "Rp 25.000.000.000",
        "",
    ],
)
def test_other_figures_are_shown(text):
    """A NIB, days, an amount."""
    assert hidden(text) == text
