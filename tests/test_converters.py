"""cattrs knows our classes: exact types in, plain values of JSON out, and back as they were."""

import json

import attrs
import cattrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ikm_sinergi as ikm
from ikm_sinergi import strategies
from ikm_sinergi.domain.tables import TABLES

PROGRAM = {
    "id": "2021-wajo",
    "year": 2021,
    "kind": "mentoring",
    "title": "Pendampingan",
    "regencies": ["73.13"],
    "starts": "2021-03-01",
}
ROWS = {
    "programs": [PROGRAM, {**PROGRAM, "id": "t", "status": "batal?"}, {}],
    "participants": [{"id": "P-1", "name": "IKM Contoh", "workers": "5"}],
}


def through_json(value, converter=None):
    """A value that was written as JSON and structured again."""
    converter = converter or ikm.converter()
    return converter.structure(json.loads(json.dumps(converter.unstructure(value))), type(value))


def problems(value, cls):
    """Everything that is wrong with a plain value, each with its path."""
    with pytest.raises(cattrs.BaseValidationError) as caught:
        ikm.converter().structure(value, cls)
    return sorted(cattrs.transform_error(caught.value))


# --- there and back ------------------------------------------------------------------------


@settings(max_examples=50)
@given(strategies.records())
def test_any_records_come_back_as_they_were(records):
    """With every entity in them, alone as well."""
    converter = ikm.converter()
    assert through_json(records, converter) == records
    for name in TABLES:
        for entity in records.table(name):
            assert through_json(entity, converter) == entity


def test_what_reading_found_comes_back_too():
    """Faults, rejects, doubts, complete years, and what was given in part; not the places."""
    records = ikm.Records.from_rows(ROWS, complete=[2019, (2020, "73.13")])
    back = through_json(records)
    assert back == records
    assert back.unreadable(back.programs[1], "status")
    own = ikm.Records.from_rows({"programs": [{**PROGRAM, "status": "x", "x_own": [1]}]})
    again = through_json(own)
    assert again == own
    assert again.extra(again.programs[0]) == {"x_own": [1]}
    first, second = (
        [(one.code, one.outcome, one.subject, one.say()) for one in ikm.check(each).findings]
        for each in (records, back)
    )
    assert first == second
    in_part = attrs.evolve(records, given={"programs"})
    assert through_json(in_part) == in_part != records


@pytest.mark.parametrize("wrong", [["soon"], [[2020, "Wajo"]], [[2020]], [True]])
def test_what_is_said_to_be_complete_is_a_year_or_one_of_a_regency(wrong):
    """Anything else is refused, as it is by `Records`."""
    with pytest.raises((cattrs.BaseValidationError, ValueError, TypeError)):
        ikm.converter().structure({"programs": [], "complete": wrong}, ikm.Records)


def test_records_as_plain_values_are_the_canonical_json():
    """Only what is there and stated, terms by their keys, days in ISO form."""
    records = ikm.Records.from_rows({"programs": [PROGRAM], "grants": []})
    assert ikm.converter().unstructure(records) == {
        "schema_version": 1,
        "programs": [PROGRAM],
        "grants": [],
    }


def test_policies_come_back_as_they_were():
    """As JSON, which has no days."""
    for policy in ikm.policies():
        assert through_json(policy) == policy


def test_verdicts_and_reports_are_written_as_their_json():
    """They are only written."""
    converter = ikm.converter()
    report = ikm.check(ikm.Records.from_rows(ROWS))
    assert converter.unstructure(report) == report.to_dict()
    assert converter.unstructure(report.findings[0]) == report.findings[0].to_dict()
    verdict = ikm.may_join("mentoring", year=2021, history=[])
    assert converter.unstructure(verdict) == verdict.to_dict()


@attrs.frozen
class Application:
    """A class of somebody who uses cattrs."""

    program: ikm.Program
    score: int


def test_a_converter_of_ones_own_learns_our_classes():
    """And stays as lax or strict as it was with everything else."""
    converter = cattrs.Converter()
    ikm.register(converter)
    plain = {"program": PROGRAM, "score": "7"}
    found = converter.structure(plain, Application)
    assert found == Application(ikm.Program(**{**PROGRAM, "starts": found.program.starts}), 7)
    assert converter.unstructure(found) == {"program": PROGRAM, "score": 7}
    with pytest.raises(cattrs.BaseValidationError) as caught:
        converter.structure({"program": {**PROGRAM, "year": "2021"}, "score": 7}, Application)
    assert [one.partition("@ ")[2] for one in cattrs.transform_error(caught.value)] == [
        "$.program.year"
    ]


# --- what is refused -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("year", "2021"),
        ("year", 2021.0),
        ("year", True),
        ("year", 1900),
        ("year", None),
        ("title", 5),
        ("title", None),
        ("title", " "),
        ("kind", "Bimtek"),
        ("regencies", "73.13"),
        ("regencies", [73.13]),
        ("starts", "2021-3-1"),
        ("starts", "20210301"),
        ("starts", "2021-02-30"),
        ("starts", 20210301),
    ],
    ids=repr,
)
def test_nothing_is_coerced(field, value):
    """Each problem has its path."""
    [told] = problems({**PROGRAM, field: value}, ikm.Program)
    assert told.partition("@ ")[2].startswith(f"$.{field}")


def test_everything_wrong_is_told_at_once():
    """Of every row of every table; a key that no table has is refused, but for the user's own."""
    found = problems(
        {
            "programs": [{**PROGRAM, "x_own": 1}, {**PROGRAM, "year": "2021", "titel": "x"}],
            "participants": [{"id": "P-1", "owner": {"nik": 7}}],
            "program": [],
        },
        ikm.Records,
    )
    assert sorted(one.partition("@ ")[2] for one in found) == [
        "$",
        "$.participants[0].name",
        "$.participants[0].owner.nik",
        "$.programs[1]",
        "$.programs[1].year",
    ]


def test_a_policy_tells_all_its_problems():
    """As a file does."""
    plain = ikm.converter().unstructure(ikm.policies()[0])
    found = problems({**plain, "valid_from": 2021, "off": "IKM501", "titel": 1}, ikm.Policy)
    assert len(found) == 3


@pytest.mark.parametrize(
    ("plain", "words"),
    [
        ({"schema_version": 2}, "schema_version is not 1"),
        ({"unreadable": [{"table": "grants", "row": 0, "fields": ["value"]}]}, "grants has no row"),
        ({"unreadable": [{"table": "nowhere", "row": 0, "fields": []}]}, "nowhere has no row 0"),
        ({"own": [{"table": "grants", "row": 0, "fields": {}}]}, "own: grants has no row 0"),
    ],
)
def test_records_that_cannot_be_are_refused(plain, words):
    """A doubt about a row that is not there is a mistake."""
    with pytest.raises(ValueError, match=words):
        ikm.converter().structure(plain, ikm.Records)


@given(
    st.sampled_from(list(TABLES.values())),
    st.none() | st.integers() | st.text() | st.lists(st.none()),
)
def test_what_is_no_object_is_refused(table, value):
    """An entity is an object."""
    with pytest.raises((ValueError, cattrs.BaseValidationError)):
        ikm.converter().structure(value, table.entity)
