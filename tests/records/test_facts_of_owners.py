"""What the data of owners proved is known without them, in memory and in every form of file."""

import copy
import json
import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings

import ikm_sinergi as ikm
from ikm_sinergi import strategies
from ikm_sinergi.converters import converter
from ikm_sinergi.domain.identifiers import is_nik_of_a_person
from ikm_sinergi.errors import ReadError, WriteError
from ikm_sinergi.records.container import Records

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NIK, OTHER = "7306010101800001", "7306014101800002"
OWNERS = [
    ("P-1", {"name": "Fulan", "nik": NIK}),
    ("P-2", {"nik": NIK}),
    ("P-3", {"nik": "belum ada"}),
    ("P-4", {"name": "Fulan"}),
    ("P-4", {"name": "Fulana"}),
    ("P-4", {}),
    ("P-5", {"nik": OTHER}),
    ("P-6", {"nik": NIK}),
]
FORMS = ("a.json", "a.jsonl", "a.xlsx", "folder")


def of_people(*owners):
    """Records of participants with these owners."""
    rows = [{"id": one, "name": f"IKM {one}", "owner": owner} for one, owner in owners]
    return Records.from_rows({"participants": rows})


def judged(records):
    """What a check comes to, without places, evidence and words."""
    report = ikm.check(records, year=[2020, 2021], roll_up=False)
    return sorted(
        (one.code, str(one.outcome), str(one.year), str(one.subject)) for one in report.findings
    )


def test_what_is_left_of_owners_is_no_data_of_theirs():
    """A malformed NIK, and that the owners of one id contradict; nothing else."""
    nameless = of_people(*OWNERS).without_owners()
    assert [one.owner for one in nameless.participants] == [
        None,
        None,
        ikm.Owner(nik="(malformed)"),
        ikm.Owner(name="(owner 1)"),
        ikm.Owner(name="(owner 2)"),
        None,
        None,
        None,
    ]
    assert nameless.without_owners() == nameless
    assert judged(nameless) == judged(of_people(*OWNERS))
    assert [code for code, *_ in judged(nameless)] == ["IKM101", "IKM112"]


def test_of_contradicting_owners_a_malformed_nik_accuses_nobody():
    """If another one is of its form; if none is, all are malformed, as before."""
    mixed = of_people(("P-1", {"nik": NIK}), ("P-1", {"nik": "belum ada"}))
    nameless = mixed.without_owners()
    assert [code for code, *_ in judged(nameless)] == ["IKM101"]
    assert [one.owner.nik for one in nameless.participants] == [None, None]
    odd = of_people(("P-1", {"nik": "ada"}), ("P-1", {"nik": "belum ada"}))
    assert judged(odd.without_owners()) == judged(odd)
    assert [code for code, *_ in judged(odd)] == ["IKM101", "IKM112"]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_holds_it(tmp_path, form):
    """Read back, and written once more, it is the same; no data of owners is in the file."""
    records = of_people(*OWNERS)
    ikm.write(records, tmp_path / form)
    again = ikm.read(tmp_path / form)
    assert (again, again.faults) == (records.without_owners(), ())
    assert (
        again.same_owner
        == records.same_owner
        == {one: {"P-1", "P-2", "P-6"} for one in ("P-1", "P-2", "P-6")}
    )
    ikm.write(again, tmp_path / f"b{form}", owners=True)
    assert ikm.read(tmp_path / f"b{form}") == again
    assert judged(again) == judged(records)


def test_a_copy_a_pickle_and_a_converter_hold_it():
    """And records without it are others."""
    nameless = of_people(*OWNERS).without_owners()
    made = converter()
    plain = json.loads(json.dumps(made.unstructure(nameless)))
    for one in (
        copy.deepcopy(nameless),
        pickle.loads(pickle.dumps(nameless)),
        made.structure(plain, Records),
    ):
        assert (one, one.same_owner) == (nameless, nameless.same_owner)
    alone = of_people(*[(one, {}) for one, _ in OWNERS[:2]])
    assert alone != of_people(*OWNERS[:2]).without_owners()


def test_what_several_files_prove_is_joined():
    """Of one participant in two files, each of which knows of another one."""
    rows = [
        {"id": "P-1", "name": "A", "owner_same_as": ["P-2"]},
        {"id": "P-1", "name": "A", "owner_same_as": "P-3; P-2"},
        {"id": "P-2", "name": "B"},
        {"id": "P-3", "name": "C"},
    ]
    records = Records.from_rows({"participants": rows})
    assert records.faults == ()
    assert records.same_owner["P-3"] == {"P-1", "P-2", "P-3"}
    assert records.extra(records.participants[0]) == {"owner_same_as": ("P-2", "P-3")}


@pytest.mark.parametrize("told", [5, {"id": "P-2"}, ["P-2", 5]])
def test_a_fact_that_is_no_list_of_ids_is_told(told):
    """It proves nothing, and the rest of the row is kept."""
    rows = [{"id": "P-1", "name": "A", "owner_same_as": told}]
    records = Records.from_rows({"participants": rows})
    assert [(one.code, one.field) for one in records.faults] == [("IKM002", "owner_same_as")]
    assert (records.same_owner, len(records.participants)) == ({}, 1)
    assert "owner_same_as" in ikm.check(records, year=2021).findings[0].say("en")


def test_it_is_a_column_of_participants_alone():
    """In another table it is as unknown as any."""
    row = {"id": "A", "year": 2021, "kind": "training", "title": "T", "owner_same_as": "P-1"}
    (fault,) = Records.from_rows({"programs": [row]}).faults
    assert (fault.code, fault.field) == ("IKM003", "owner_same_as")


def test_an_id_with_a_semicolon_needs_json(tmp_path):
    """As every list of such ids does."""
    records = of_people(("P;1", {"nik": NIK}), ("P-2", {"nik": NIK}))
    ikm.write(records, tmp_path / "a.json")
    assert ikm.read(tmp_path / "a.json").same_owner == records.same_owner
    with pytest.raises(WriteError, match="owner_same_as"):
        ikm.write(records, tmp_path / "folder")


@pytest.mark.parametrize(
    "nik",
    ["731301010180000", "7313003201800001", "7313010113800001", "7313010101800000", "7" * 16,
     "7313013201800001", "7313017201800001", "(malformed)", NIK, OTHER, "7313017112990001"],
)  # fmt: skip
def test_the_form_of_a_nik_is_that_of_the_rule(nik):
    """What is malformed to IKM112, and nothing else, is known to be so."""
    report = ikm.check(of_people(("P-1", {"nik": nik})), select=["IKM112"], year=2021)
    assert report.rules["IKM112"].violated == (not is_nik_of_a_person(nik))


SOURCES = [
    *EXAMPLES.glob("office-files/0[1-8]*"),
    *(path.parent for path in EXAMPLES.glob("*/programs.csv")),
]


@pytest.mark.parametrize("source", sorted(SOURCES), ids=lambda path: path.name)
def test_examples_come_to_the_same_without_owners(source):
    """Of every example, undecided subjects included."""
    records = ikm.read(source)
    assert judged(records.without_owners()) == judged(records)


@settings(max_examples=40)
@given(records=strategies.records())
def test_records_come_to_the_same_without_owners(records):
    """However odd they are; and leaving owners out twice is as once.

    Whether the NIK of one of several contradicting owners is malformed is not known any more: that
    they contradict is.
    """
    nameless = records.without_owners()
    doubted = [one for one in judged(records) if one[:2] == ("IKM112", "undecided")]
    expected = [one for one in judged(records) if one not in doubted]
    left = [one for one in judged(nameless) if one not in doubted]
    assert left == expected
    assert {one[3] for one in doubted} <= {one[3] for one in expected if one[0] == "IKM101"}
    assert nameless.without_owners() == nameless
    assert nameless.same_owner == records.same_owner


# --- tables in part ------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["a.json", "a.jsonl"])
def test_tables_in_part_stay_so_in_json(tmp_path, form):
    """Whether some of their rows were read or none."""
    grants = tmp_path / "grants.csv"
    grants.write_bytes(b"id,program,item\nG-1,A,mesin\n\xff")
    (tmp_path / "programs.csv").write_text("id,year,kind,title\nA,2021,training,T\n", "utf-8")
    records = ikm.read([tmp_path], on_error=lambda _: None)
    assert {table for _, table in records.lost} == {"grants"}
    ikm.write(records, tmp_path / form)
    again = ikm.read(tmp_path / form)
    assert (again.given, {table for _, table in again.lost}) == ({"programs"}, {"grants"})
    assert judged(again) == judged(records)


@pytest.mark.parametrize("value", ["grants", ["subsidies"], [["grants"]], None])
def test_in_part_is_a_list_of_tables(tmp_path, value):
    """Anything else is refused: it would be a doubt that is lost."""
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"in_part": value, "programs": []}), "utf-8")
    with pytest.raises(ReadError, match="in_part"):
        ikm.read(path)
