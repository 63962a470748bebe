"""Fields that begin with x_ are the user's own: every reader keeps them, every form holds them."""

import copy
import datetime as dt
import json
import pickle

import pytest
from attrs import evolve

import ikm_sinergi as ikm
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.errors import WriteError
from ikm_sinergi.judgement import Violation, rule
from ikm_sinergi.records.container import Records
from office_sheets import read, sheet

PERSON = {"id": "P-1", "name": "IKM Contoh"}
NIK = "7306000000000001"


def of_people(*rows, **tables):
    """Records of participants from dicts."""
    return Records.from_rows({"participants": [{**PERSON, **row} for row in rows], **tables})


def extras(records, table="participants"):
    """The user's own fields of each record of a table."""
    return [dict(records.extra(one)) for one in records.table(table)]


def test_they_are_kept_and_not_judged():
    """Of a row that is clean and of one that is not; what states nothing is none."""
    records = of_people(
        {"x_visits": 3, "x_tags": ["a"], "x_none": None, "x_blank": " "},
        {"id": "P-2"},
        {"id": "P-3", "workers": "5", "x_visits": "2"},
    )
    assert extras(records) == [{"x_visits": 3, "x_tags": ["a"]}, {}, {"x_visits": "2"}]
    assert [fault.field for fault in records.faults] == ["workers"]
    assert records.extra(ikm.Participant(**PERSON)) == {}
    assert Records(participants=[ikm.Participant(**PERSON)]).extra(records.participants[0]) == {}


def test_a_dispensation_keeps_them_too():
    """Its rows are judged as a whole, and by another way."""
    row = {
        "id": "D-1",
        "rule": "IKM201",
        "year": 2021,
        "participant": "P-1",
        "reason": "Contoh",
        "approved_by": "disperin-sulsel",
        "decided_on": "2021-01-01",
        "expires": "2021-12-31",
    }
    records = Records.from_rows({"dispensations": [{**row, "x_file": "12"}, {**row, "id": "D-2"}]})
    assert (extras(records, "dispensations"), records.faults) == ([{"x_file": "12"}, {}], ())


def test_equal_rows_join_them():
    """They are one record; the first that states a field is believed."""
    records = of_people({"x_a": 1}, {"x_a": 2, "x_b": 3}, {})
    assert (len(records.participants), extras(records)) == (1, [{"x_a": 1, "x_b": 3}])


def test_a_record_of_two_rows_has_those_of_both():
    """Where blanks of one are filled from the other, of one id."""
    rows = ({"workers": 5, "x_a": 1}, {"regency": "73.13", "x_a": 2, "x_b": 3}, {"id": "P-2"})
    records = of_people(*rows)
    assert records.extra(records.participant("P-1")) == {"x_a": 1, "x_b": 3}
    assert records.extra(records.participant("P-2")) == {}


def test_records_are_equal_with_equal_fields_of_ones_own_only():
    """Also after a copy, a pickle and a change of another record."""
    records = of_people({"x_a": 1}, {"id": "P-2"})
    assert records == of_people({"x_a": 1}, {"id": "P-2"})
    assert records != of_people({"x_a": 2}, {"id": "P-2"})
    assert records != of_people({}, {"id": "P-2"})
    for moved in (copy.deepcopy(records), pickle.loads(pickle.dumps(records))):
        assert (moved, extras(moved)) == (records, [{"x_a": 1}, {}])
    old = records.participants[0]
    assert extras(records.changed(replace=[(old, evolve(old, workers=5))])) == [{"x_a": 1}, {}]
    assert extras(records.without_owners()) == [{"x_a": 1}, {}]


@rule("OWN001", Severity.ERROR, message="{participant} was never visited")
def never_visited(records, _context):
    """An IKM that nobody visited."""
    for one in records.participants:
        if not records.extra(one).get("x_visits"):
            yield Violation(one, None, {"participant": one.id})
    return len(records.participants)


def test_a_rule_of_ones_own_sees_them():
    """For that they are kept."""
    records = of_people({"x_visits": 3}, {"id": "P-2"})
    report = ikm.check(records, rules=[never_visited])
    assert [finding.values["participant"] for finding in report.findings] == ["P-2"]


# --- files ---------------------------------------------------------------------------------


def test_csv_keeps_their_texts(tmp_path):
    """Without the apostrophe that keeps a text from being a formula."""
    path = tmp_path / "participants.csv"
    path.write_text("id,x_visits,name,x_note\nP-1,3,A,'=1\nP-2,,B,\n,9,,\n", "utf-8")
    records = ikm.read(path)
    assert extras(records) == [{"x_visits": "3", "x_note": "=1"}, {}]
    assert records.faults == ()


def test_json_and_jsonl_keep_their_values(tmp_path):
    """Whatever JSON holds."""
    row = {**PERSON, "x_a": {"b": [1, None]}}
    whole, lines = tmp_path / "a.json", tmp_path / "a.jsonl"
    whole.write_text(json.dumps({"participants": [row]}), "utf-8")
    lines.write_text(json.dumps({"table": "participants", **row}), "utf-8")
    for path in (whole, lines):
        assert extras(ikm.read(path)) == [{"x_a": {"b": [1, None]}}]


def test_a_sheet_of_ours_keeps_its_cells():
    """Of clean, repaired and doubtful rows alike; of two columns of one name the first."""
    records = read(
        sheet(
            ["id", "name", "regency", "x_visits", "x_visits", "workers"],
            ["P-1", "A", "73.13", 3, 4, 5],
            ["P-2", "B", "Kab. Wajo", dt.date(2021, 1, 2), None, None],
            ["P-3", "C", "Kab. Wajoo", "-", None, None],
            ["P-4", "D", None, None, None, None],
            name="participants",
        )
    )
    assert extras(records) == [
        {"x_visits": 3},
        {"x_visits": dt.date(2021, 1, 2)},
        {"x_visits": "-"},
        {},
    ]
    told = [fault for fault in records.faults if fault.reason == "column_twice"]
    assert [fault.field for fault in told] == ["x_visits"]


def test_a_list_keeps_them_beside_what_its_rows_are_about():
    """The participation if there is one, else the IKM or the activity."""
    head, row = ["Nama IKM", "Kab/Kota", "x_meja"], ["IKM Contoh", "Kab. Wajo", 7]
    records = read(sheet(["Daftar Peserta Pelatihan Tenun Tahun 2020"], [], head, row))
    assert extras(records, "participations") == [{"x_meja": 7}]
    assert extras(records) == [{}]
    records = read(sheet(head, row, ["IKM Lain", "73.13", None]))
    assert extras(records) == [{"x_meja": 7}, {}]
    records = read(sheet(["Nama Kegiatan", "Tahun", "x_meja"], ["Pelatihan tenun", 2020, 7]))
    assert extras(records, "programs") == [{"x_meja": 7}]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.xlsx", "folder"])
def test_every_form_holds_them(tmp_path, name):
    """What a form cannot say is a text there; a record without them has empty cells."""
    own = {"x_text": "=1 'a'", "x_whole": 3, "x_yes": True, "x_list": [1, "a"]}
    records = of_people(
        {"id": "P-0"}, {**own, "x_day": dt.datetime(2021, 1, 2, 3, 4, tzinfo=dt.UTC)}
    )
    ikm.write(records, tmp_path / name)
    again = ikm.read(tmp_path / name)
    texts = {**own, "x_list": '[1, "a"]'} if name == "a.xlsx" else own
    if name == "folder":
        texts = {**own, "x_whole": "3", "x_yes": "true", "x_list": '[1, "a"]'}
    assert extras(again) == [{}, {**texts, "x_day": "2021-01-02T03:04:00+00:00"}]
    assert (again.participants, again.faults) == (records.participants, ())


def test_what_looks_like_a_nik_is_masked_where_owners_are_left_out(tmp_path):
    """The fields are the user's own, and may hold anything."""
    own = {"x_card": f"KTP {NIK}", "x_both": [NIK], "x_whole": int(NIK), "x_code": "12"}
    records, path = of_people(own), tmp_path / "a.json"
    ikm.write(records, path, owners=True)
    assert extras(ikm.read(path)) == [own]
    ikm.write(records, path)
    assert NIK not in path.read_text("utf-8")
    assert extras(ikm.read(path)) == [
        {
            "x_card": "KTP 7306********0001",
            "x_both": '["7306********0001"]',
            "x_whole": "7306********0001",
            "x_code": "12",
        }
    ]


@pytest.mark.parametrize("name", ["a.json", "a.xlsx", "folder"])
def test_what_no_file_can_hold_is_told(tmp_path, name):
    """Rather than written so that nobody can read it."""
    with pytest.raises(WriteError, match="x_a: holds a value that cannot be written"):
        ikm.write(of_people({"x_a": [float("nan")]}), tmp_path / name)
    ikm.write(of_people({"x_a": "\ud800", "x_\ud800": 1}), tmp_path / name)
    assert extras(ikm.read(tmp_path / name))[0]["x_\\ud800" if name != "a.json" else "x_\ud800"]
