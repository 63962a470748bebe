"""The container of all tables: what was given, where it stood, and what can be looked up."""

import copy
import datetime as dt
from types import MappingProxyType

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError
from hypothesis import given, settings

import ikm_sinergi as ikm
from ikm_sinergi import strategies
from ikm_sinergi.domain.entities import Grant, Owner, Participant, Participation, Program, Sale
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.domain.terms import ProgramKind, ProgramStatus
from ikm_sinergi.records.aliases import Aliases
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.faults import Location, Reject
from ikm_sinergi.records.gaps.asked import gaps_of

TRAINING, MENTORING = ProgramKind.TRAINING, ProgramKind.MENTORING
NIK = "7306000000000001"


def program(identifier="2021-wajo", **fields):
    """A program of 2021 in Wajo."""
    given = {"year": 2021, "kind": "training", "title": "Pelatihan", "regencies": ["73.13"]}
    return Program(id=identifier, **given | fields)


def person(identifier="P-1", **fields):
    """A participant from Wajo."""
    return Participant(id=identifier, **{"name": "IKM Contoh", "regency": "73.13"} | fields)


def entry(participant="P-1", program="2021-wajo", status="completed"):
    """A participation."""
    return Participation(participant=participant, program=program, status=status)


ROWS = {
    "programs": [{"id": "2021-wajo", "year": 2021, "kind": "training", "title": "Pelatihan"}],
    "participants": [
        {"id": "P-1", "name": "IKM Contoh", "workers": "5", "owner": {"name": 7, "nik": NIK}},
        {"id": "P-2", "name": "IKM Contoh Dua", "workers": 5},
        {"id": "P-3"},
    ],
}


# --- what it holds -------------------------------------------------------------------------


def test_a_table_never_given_differs_from_one_given_empty():
    """None is not known; nothing is known to be nothing."""
    records = Records(programs=[], participants=[person()])
    assert records.given == {"programs", "participants"}
    assert records.programs == records.grants == ()
    assert records != Records(participants=[person()])
    assert Records().given == frozenset()


def test_records_are_equal_by_value_and_no_key():
    """A million records would be a slow key."""
    assert Records(programs=[program()]) == Records(programs=iter([program()]))
    assert Records(complete=[2020]) != Records()
    with pytest.raises(TypeError, match="unhashable"):
        hash(Records())
    with pytest.raises(FrozenInstanceError):
        Records().programs = ()


def test_records_say_how_much_they_hold():
    """Not what: they may be millions, and persons are in them."""
    assert repr(Records()) == "<Records empty>"
    assert repr(Records(programs=[program()], grants=[])) == "<Records programs=1, grants=0>"
    assert repr(Records.from_rows(ROWS)) == "<Records programs=1, participants=2, faults=3>"
    assert repr(Records.from_rows({"programs": [{}]})) == "<Records programs=0, faults=4>"


def test_every_table_is_there_under_its_name():
    """What `TABLES` names, the records hold."""
    records = Records.from_rows({name: [] for name in TABLES})
    assert {name: records.table(name) for name in TABLES} == dict.fromkeys(TABLES, ())
    assert records.given == set(TABLES)


def test_rows_from_a_database_make_the_same_records():
    """With their faults and rejects beside them."""
    records = Records.from_rows(ROWS, complete=(2020, 2020))
    assert records.complete == {2020}
    assert [one.id for one in records.participants] == ["P-1", "P-2"]
    assert {(fault.code, fault.field) for fault in records.faults} == {
        ("IKM001", "name"),
        ("IKM002", "workers"),
        ("IKM002", "owner.name"),
    }
    assert [reject.ids for reject in records.rejects] == [{"id": ("P-3",)}]
    assert records == Records.from_rows(ROWS, complete={2020})


def test_a_row_is_any_mapping():
    """As a database hands it out; a table that is None was not given."""
    rows = {"programs": [MappingProxyType(ROWS["programs"][0]), MappingProxyType({"id": "x"})]}
    records = Records.from_rows({**rows, "grants": None, "x_own": 5})
    assert [one.id for one in records.programs] == ["2021-wajo"]
    assert records.rejects[0].ids == {"id": ("x",)}
    assert records.given == {"programs"}


def test_a_row_of_json_that_is_no_object_is_a_fault():
    """Data may be anything; only what no data can be is misuse."""
    records = Records.from_rows({"programs": [7, None, "x", [], *ROWS["programs"]]})
    assert len(records.programs) == 1
    assert [fault.reason for fault in records.faults] == ["not_object"] * 4


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("particpants", "'particpants' is no table; did you mean participants, participations?"),
        ("zz", "'zz' is no table"),
        (5, "5 is no table"),
    ],
)
def test_a_table_that_does_not_exist_is_misuse(name, says):
    """Whoever names tables in code wants to know at once; x_ is for their own."""
    with pytest.raises(ikm.InvalidValueError) as caught:
        Records.from_rows({name: []})
    assert (str(caught.value), caught.value.reason) == (f"tables: {says}", "unknown_table")


class NAType:
    """What pandas writes for a missing value; it has no truth value."""

    def __repr__(self):
        return "<NA>"

    def __bool__(self):
        raise TypeError


class NaTType:
    """What pandas writes for a missing day."""

    def __repr__(self):
        return "NaT"


@pytest.mark.parametrize("missing", [float("nan"), NAType(), NaTType(), None, " "], ids=repr)
def test_what_a_data_frame_has_for_missing_is_not_stated(missing):
    """It is neither zero nor a fault, but a required field needs a value."""
    row = {
        "id": "P-1",
        "name": "IKM Contoh",
        "regency": missing,
        "workers": missing,
        "owner": {"name": missing, "nik": NIK},
        "note": missing,
    }
    records = Records.from_rows({"participants": [row, {**row, "id": "P-2", "owner": missing}]})
    assert records.faults == ()
    assert records.participants == (
        Participant(id="P-1", name="IKM Contoh", owner=Owner(nik=NIK)),
        Participant(id="P-2", name="IKM Contoh"),
    )
    records = Records.from_rows({"participants": [{**row, "name": missing}]})
    assert [(fault.code, fault.field) for fault in records.faults] == [("IKM001", "name")]
    days = {**ROWS["programs"][0], "starts": missing, "regencies": missing, "status": missing}
    assert Records.from_rows({"programs": [days]}).programs[0].starts is None


# --- places and fields ---------------------------------------------------------------------


def test_records_know_where_they_stood(tmp_path):
    """Each in its own file; those built from objects stood nowhere."""
    paths = [tmp_path / folder / "participants.csv" for folder in "ab"]
    for number, path in enumerate(paths):
        path.parent.mkdir()
        path.write_text(f"id,name\nP-{number},A\nP-{number}x,A\n", "utf-8")
    records = ikm.read(paths)
    *_, last = records.participants
    assert records.locate(last) == Location(file=paths[1].as_posix(), row=3)
    assert records.locate(last, "name").letter == "B"
    assert records.locate(person()) == Location()
    more = records.changed(add=[program(), person("P-9")])
    assert [more.locate(one).row for one in more.participants] == [2, 3, 2, 3, None]
    found = more.origins([last, more.programs[0], records.participants[0]])
    assert {source.file for source, _ in found.values()} == {path.as_posix() for path in paths}


def test_records_know_what_could_not_be_read():
    """The entity holds None there, as if it were not stated."""
    records = Records.from_rows(ROWS)
    one, two = records.participants
    assert records.unreadable(one, "workers")
    assert records.unreadable(one, "owner.name")
    assert not records.unreadable(one, "regency")
    assert not records.unreadable(two, "workers")
    assert records.with_unreadable("participants", "workers") == (one,)
    assert records.with_unreadable("participants", "regency") == ()
    assert records.with_unreadable("programs", "workers") == ()
    assert records.emptied == 2


# --- indexes -------------------------------------------------------------------------------


def test_an_id_with_two_contents_is_looked_up_by_nobody():
    """It is told apart, with each of its contents."""
    one, two = person(), person(name="IKM Lain")
    records = Records(participants=[one, person("P-2"), two], programs=[program()])
    assert records.participant("P-1") is None
    assert records.participant("P-2") == person("P-2")
    assert records.program("2021-wajo") == program()
    assert records.program("nowhere") is None
    assert set(records.by_id("participants")) == {"P-2"}
    assert records.ambiguous("participants") == {"P-1": [one, two]}
    assert records.by_id("participants") is records.by_id("participants")


def test_rejected_rows_say_whom_they_name():
    """So that only those are in doubt."""
    rows = {
        "participations": [
            {"participant": "P-1", "program": None},
            {"participant": 7, "program": "2021-wajo"},
        ]
    }
    records = Records.from_rows(rows)
    assert records.rejected("participations", "participant") == {"P-1", "7"}
    assert records.rejected("participations", "participant", "program") == {"P-1", "7", "2021-wajo"}
    assert records.rejected("grants", "program") == frozenset()


def test_programs_are_found_by_year_and_kind():
    """Without those that were cancelled, and without ids that bear two contents."""
    programs = [
        program("a"),
        program("b", kind="mentoring"),
        program("c", year=2020),
        program("d", status="cancelled"),
        program("e"),
        program("e", title="Lain"),
    ]
    records = Records(programs=programs)
    assert [one.id for one in records.programs_of(2021)] == ["a", "b"]
    assert [one.id for one in records.programs_of(2021, TRAINING)] == ["a"]
    assert [one.id for one in records.programs_of(2020, TRAINING, MENTORING)] == ["c"]
    assert records.programs_of(2022) == ()


def test_a_roster_is_who_takes_part():
    """Those who withdrew are apart; a program without anybody has an empty one."""
    rows = [entry("P-1"), entry("P-2", status="withdrawn"), entry("P-3", status="attending")]
    records = Records(programs=[program(), program("2021-gowa")], participations=rows)
    wajo, gowa = records.rosters_of(2021, TRAINING)
    assert [row.participant for row in wajo.rows] == ["P-1", "P-3"]
    assert [row.participant for row in wajo.withdrawn] == ["P-2"]
    assert (wajo.participants, wajo.completed) == ({"P-1", "P-3"}, {"P-1"})
    assert (list(gowa.rows), gowa.participants, gowa.completed) == ([], frozenset(), frozenset())
    assert records.roster(wajo.program) is wajo
    assert list(records.roster(program("nowhere")).rows) == []
    assert {key: len(rows) for key, rows in records.rosters.items()} == {"2021-wajo": 3}


def test_a_roster_of_which_all_completed_has_one_set_of_ids():
    """A set of a million ids is made once."""
    records = Records(programs=[program()], participations=[entry("P-1"), entry("P-2")])
    [roster] = records.rosters_of(2021)
    assert roster.completed is roster.participants


def test_completed_steps_are_those_of_programs_whose_status_can_be_read():
    """One that may have been cancelled is no step."""
    rows = {
        "programs": [
            {"id": "a", "year": 2021, "kind": "training", "title": "x", "status": "batal"},
            {"id": "b", "year": 2021, "kind": "training", "title": "x"},
        ],
        "participations": [
            {"participant": f"P-{name}", "program": name, "status": "completed"} for name in "abc"
        ],
    }
    records = Records.from_rows(rows)
    assert records.completed(2021, TRAINING) == {"P-b"}
    assert records.completed(2021, MENTORING) == frozenset()
    assert records.taking_part(2021, TRAINING) == {"P-a", "P-b"}


def test_a_history_is_everything_of_one_participant():
    """In the order of the records."""
    rows = [entry("P-1", "a"), entry("P-2", "b"), entry("P-1", "c")]
    assert [row.program for row in Records(participations=rows).histories["P-1"]] == ["a", "c"]


def test_a_program_vouches_for_the_regencies_it_serves():
    """A guest from elsewhere does not make the history of their regency held."""
    people = [
        person("P-1"),
        person("P-2", regency="73.06"),
        person("P-3", regency=None),
        person("P-4", regency="73.72"),
    ]
    rows = [entry(one.id) for one in people]
    rows += [entry("P-2", "open"), entry("P-4", "open", "withdrawn"), entry("P-9", "open")]
    records = Records(
        programs=[program(), program("open", regencies=None)],
        participants=people,
        participations=rows,
    )
    wajo, anywhere = records.rosters_of(2021)
    assert records.not_from(["73.13"], wajo) == {"P-2", "P-3", "P-4"}
    assert records.not_from(["73.06", "73.99"], anywhere) == {"P-9"}
    assert records.residents == {"73.13": {"P-1"}, "73.06": {"P-2"}, "73.72": {"P-4"}}
    assert records.regency_of == {"P-1": "73.13", "P-2": "73.06", "P-4": "73.72"}
    assert gaps_of(records).listed(2021, (TRAINING,)) == {"73.13", "73.06", "73.72"}
    only = Records(programs=[program()], participants=people, participations=rows)
    assert gaps_of(only).listed(2021, (TRAINING,)) == {"73.13"}


def test_a_list_that_may_be_anybodys_vouches_for_no_regency():
    """A program whose status or regencies cannot be read."""
    plain = {"year": 2021, "kind": "training", "title": "x", "regencies": ["73.13"]}
    broken = {"status": {"status": "batal"}, "place": {"regencies": ["7313"]}, "ok": {}}
    for name, fields in broken.items():
        records = Records.from_rows(
            {
                "programs": [{"id": name, **plain, **fields}],
                "participants": [{"id": "P-1", "name": "IKM Contoh", "regency": "73.13"}],
                "participations": [{"participant": "P-1", "program": name}],
            }
        )
        held = gaps_of(records).listed(2021, (TRAINING,))
        assert held == ({"73.13"} if name == "ok" else frozenset())


# --- versions ------------------------------------------------------------------------------


def test_owners_can_be_left_out_everywhere():
    """Of the entities and of the faults; places and doubts stay."""
    records = Records.from_rows(ROWS, complete=[2020])
    nameless = records.without_owners()
    assert [one.owner for one in nameless.participants] == [Owner(nik="(malformed)"), None]
    assert [fault.shown for fault in nameless.faults if fault.field == "owner.name"] == [None]
    assert [fault.shown for fault in nameless.faults if fault.field == "workers"] == ['"5"']
    assert "7306" not in repr(nameless.participants) + repr(nameless.faults)
    one = nameless.participants[0]
    assert nameless.unreadable(one, "workers")
    assert nameless.locate(one).pointer == "/participants/0"
    assert (nameless.complete, nameless.rejects) == (records.complete, records.rejects)
    assert records.participants[0].owner == Owner(nik=NIK)


def test_what_the_data_of_owners_proved_is_known_without_them():
    """Which ids share a NIK of its form; also after a copy, and with one more that has it."""
    people = [
        person("P-1", owner=Owner(nik=NIK)),
        person("P-2", name="Lain", regency="73.08", owner=Owner(nik=NIK)),
        person("P-3", name="Beda", owner=Owner(nik="belum ada")),
        person("P-4", name="Sama", owner=Owner(nik="belum ada")),
        person("P-5", name="Kelima"),
    ]
    records = Records(participants=people)
    nameless = records.without_owners()
    for one in (records, nameless, copy.deepcopy(nameless), nameless.without_owners()):
        assert one.same_owner == {"P-1": {"P-1", "P-2"}, "P-2": {"P-1", "P-2"}}
        found = {who.id: dict(Aliases(one).of(who.id)) for who in one.participants}
        assert found == {"P-1": {"P-2": "nik"}, "P-2": {"P-1": "nik"}} | {
            f"P-{n}": {} for n in (3, 4, 5)
        }
    assert NIK not in repr(nameless.origin("participants"))
    fields = {"workers": "5", "owner": {"nik": NIK}}
    rows = [{"id": name, "name": name, **fields} for name in ("A", "B", "C")]
    read = Records.from_rows({"participants": rows}).without_owners()
    assert read.same_owner["C"] == {"A", "B", "C"}
    assert read.unreadable(read.participants[2], "workers")


def test_leaving_owners_out_accuses_nobody():
    """Two ids of one NIK may be one IKM: whether it was trained is undecided either way."""
    steps = [("T", 2020, "training", "P-1"), ("M", 2021, "mentoring", "P-2")]
    records = Records(
        programs=[program(one, year=year, kind=kind) for one, year, kind, _ in steps],
        participants=[person(f"P-{n}", name=f"IKM {n}", owner=Owner(nik=NIK)) for n in (1, 2)],
        participations=[entry(who, one) for one, _, _, who in steps],
        complete=[2020],
    )
    for one in (records, records.without_owners()):
        tally = ikm.check(one, year=2021).rules["IKM201"]
        assert (tally.applicable, tally.violated, tally.undecided) == (1, 0, 1)


def test_a_what_if_changes_a_copy():
    """The new record keeps the place of the old one; complete years may be replaced."""
    records = Records.from_rows(ROWS, complete=[2020])
    old = records.programs[0]
    new = evolve(old, status=ProgramStatus.COMPLETED)
    changed = records.changed(replace=[(old, new)], add=[entry()], complete=[])
    assert changed.programs == (new,)
    assert changed.locate(changed.programs[0]).pointer == "/programs/0"
    assert changed.given == {"programs", "participants", "participations"}
    assert (changed.complete, records.complete) == (frozenset(), {2020})
    assert records.programs == (old,)
    assert records.changed() == records


def test_a_table_that_is_not_whole_stays_so(tmp_path):
    """A copy knows no more than the records did."""
    path = tmp_path / "participants.csv"
    path.write_text("id,name\nP-1,A\n", "utf-8")
    records = ikm.read([path, tmp_path / "nowhere"], on_error=lambda _: None)
    for same in (records, records.without_owners(), records.changed()):
        assert (len(same.participants), same.given) == (1, frozenset())
        assert repr(same) == "<Records participants=1 (in part)>"


@settings(max_examples=25)
@given(records=strategies.records())
def test_objects_and_rows_make_the_same_records(records):
    """What `write` says of an entity, `from_rows` understands."""
    nameless = [(one, evolve(one, owner=None)) for one in records.participants]
    plain = records.changed(replace=nameless)
    rows = {
        name: [
            {
                column.field: getattr(one, column.field)
                for column in TABLES[name].columns
                if not column.personal
            }
            for one in plain.table(name)
        ]
        for name in plain.given
    }
    tables = {name: plain.table(name) for name in plain.given}
    assert Records.from_rows(rows, complete=2020) == Records(**tables, complete=[2020])


def test_what_is_equal_is_one_record_even_from_objects():
    """Except a participation, which may be a fault of its own."""
    grant = Grant(id="G-1", program="x", item="Mesin", handed_over=dt.date(2021, 5, 1))
    sale = Sale(program="x")
    records = Records(
        grants=[grant, evolve(grant)], sales=[sale, evolve(sale)], participations=[entry(), entry()]
    )
    assert (len(records.grants), len(records.sales), len(records.participations)) == (1, 1, 2)


def test_a_set_aside_row_under_an_id_on_record_is_a_content_of_it():
    """What it states counts; blanks say nothing, and what must be read may be anything."""
    good = {"id": "a", "year": 2021, "kind": "training", "title": "T", "lead": "x"}
    for row, several in (
        ({"id": "a", "year": 2021, "kind": "market"}, 2),
        ({"id": "a", "year": 2021}, 0),
        ({"id": "a", "year": 2021, "kind": "?"}, 0),
    ):
        records = Records.from_rows({"programs": [good, row]})
        assert len(records.ambiguous("programs").get("a", ())) == several
        may_be_anything = "kind" in row and row["kind"] == "?"
        assert records.rejected("programs", "id") == ({"a"} if may_be_anything else set())


def test_a_content_of_a_set_aside_row_fills_blanks_and_stands_where_it_stood():
    """It is one more row of the id: IKM101 tells its place."""
    good = {"id": "a", "year": 2021, "kind": "training", "title": "T"}
    records = Records.from_rows({"programs": [good, {"id": "a", "year": 2021, "lead": "y"}]})
    assert records.program("a").lead == "y"
    records = Records.from_rows({"programs": [good, {"id": "a", "year": 2020}]})
    (twin,) = [one for one in records.ambiguous("programs")["a"] if one.year == 2020]
    assert records.locate(twin).pointer == "/programs/1"
    assert ikm.check(records, select="IKM101").rules["IKM101"].violated == 1


def test_a_set_aside_row_that_contradicts_itself_may_be_anything():
    """A dispensation for two subjects is none; and of another's days nothing is told."""
    good = {
        "id": "d",
        "rule": "IKM201",
        "year": 2021,
        "reason": "R",
        "approved_by": "disperin-sulsel",
        "decided_on": "2021-01-01",
        "expires": "2021-12-31",
        "participant": "P",
    }
    both = Records.from_rows({"dispensations": [good, good | {"program": "t"}]})
    assert not both.ambiguous("dispensations")
    assert both.rejected("dispensations", "id") == {"d"}
    other = {name: value for name, value in good.items() if name not in {"participant", "reason"}}
    moved = Records.from_rows({"dispensations": [good, other | {"program": "t"}]})
    assert {one.program for one in moved.ambiguous("dispensations")["d"]} == {None, "t"}


def test_a_set_aside_row_that_came_without_a_place_has_none():
    """It was not read from anywhere, or it went through JSON."""
    reject = Reject(table="programs", ids={"id": ("a",)}, read={"id": "a", "year": 2020})
    records = Records(programs=[program("a")], rejects=[reject])
    (twin,) = [one for one in records.ambiguous("programs")["a"] if one.year == 2020]
    assert records.locate(twin) == Location()
