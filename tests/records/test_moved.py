"""What is moved to another place or another process says the same there."""

import copy
import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor

import pytest
from attrs import evolve
from hypothesis import given, settings

import ikm_sinergi as ikm
from ikm_sinergi import errors, strategies
from ikm_sinergi.domain.mappings import ReadOnly
from ikm_sinergi.records.faults import Fault, Location, Reject, Source

WAYS = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "pickle": lambda thing: pickle.loads(pickle.dumps(thing)),
    "changed": lambda records: records.changed(),
    "evolve": lambda records: evolve(records, complete=records.complete),
}
MOVES = ("copy", "deepcopy", "pickle")

# The mentoring of an IKM whose training has a status that nobody can read.
ROWS = {
    "programs": [
        {"id": "t", "year": 2020, "kind": "training", "title": "x", "status": "batal?"},
        {"id": "m", "year": 2021, "kind": "mentoring", "title": "x", "regencies": ["73.13"]},
    ],
    "participants": [{"id": "P-1", "name": "IKM Contoh", "regency": "73.13", "workers": "5"}],
    "participations": [
        {"participant": "P-1", "program": "t", "status": "completed"},
        {"participant": "P-1", "program": "m", "completed_on": "2021-13-01"},
    ],
}


def records():
    """Records in which something could not be read."""
    return ikm.Records.from_rows(ROWS, complete=[2020])


@pytest.mark.parametrize("way", WAYS)
def test_moved_records_say_the_same(way):
    """What could not be read stays in doubt, and every record stays in its place."""
    first = records()
    ikm.check(first)  # whatever it remembers of that is not moved
    moved = WAYS[way](first)
    assert moved == first
    program = moved.programs[0]
    assert moved.unreadable(program, "status")
    assert not moved.unreadable(program, "title")
    assert moved.with_unreadable("programs", "status") == (program,)
    assert moved.emptied == first.emptied == 3
    assert moved.locate(program).pointer == "/programs/0"
    assert ikm.check(moved).to_dict() == ikm.check(first).to_dict()


@settings(max_examples=25)
@given(strategies.records())
def test_any_moved_records_say_the_same(first):
    """However odd they are."""
    moved = copy.deepcopy(first)
    assert moved == first
    assert ikm.check(moved).to_dict() == ikm.check(first).to_dict()


def test_records_differ_by_what_could_not_be_read():
    """A doubt is not the same as nothing stated."""
    rows = {"programs": [{**ROWS["programs"][0], "status": None}]}
    doubtful = ikm.Records.from_rows({"programs": ROWS["programs"][:1]})
    sure = ikm.Records.from_rows(rows)
    assert doubtful.programs == sure.programs
    assert evolve(doubtful, faults=()) != sure


def test_evolve_changes_what_it_is_told():
    """The rest stays; a table that is replaced counts as given, and its rows stood nowhere."""
    first = records()
    assert evolve(first, complete={2019, 2020}).complete == {2019, 2020}
    assert evolve(first, complete={2019}).locate(first.programs[0]).pointer == "/programs/0"
    assert first.given == {"programs", "participants", "participations"}
    assert evolve(first, grants=[]).given == {*first.given, "grants"}
    assert evolve(first, programs=None).given == {"participants", "participations"}
    program = evolve(first.programs[1], id="n")
    changed = evolve(first, programs=[program])
    assert (changed.programs, changed.program("n"), changed.program("m")) == (
        (program,),
        program,
        None,
    )
    assert not changed.unreadable(program, "status")
    assert changed.locate(program) == Location()
    assert changed.unreadable(changed.participants[0], "workers")
    with pytest.raises(errors.InvalidTypeError):
        evolve(first, programs=[first.participants[0]])


ERRORS = [
    errors.AmbiguousAgencyError("x", "several", ("a",)),
    errors.AmbiguousRegencyError("x", "several", ("a", "b")),
    errors.IkmSinergiError("x"),
    errors.InvalidTypeError("records", "expected Records"),
    errors.InvalidValueError("year", "not_year", "is no year"),
    errors.MissingExtraError("excel", "reading a workbook"),
    errors.PolicyError("own.toml", ("id: is missing",)),
    errors.ReadError("a.csv", "is empty", line=1, column=2),
    errors.RuleError("x"),
    errors.ScopeError("Kota Palu", "72", ("73",)),
    errors.UnknownAgencyError("x", "none", ("a",)),
    errors.UnknownAreaError("x", "none", ("a",)),
    errors.UnknownProvinceError("x", "none"),
    errors.UnknownRecordError("x"),
    errors.UnknownRegencyError("x", "none", ("a",)),
    errors.UnknownRuleError("IKM999", ("IKM101",)),
    errors.WriteError("a.csv", "lossy"),
]


@pytest.mark.parametrize("way", MOVES)
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_errors_can_be_moved(error, way):
    """With their text, their attributes and their notes."""
    error.add_note("of the caller")
    moved = WAYS[way](error)
    assert type(moved) is type(error)
    assert (str(moved), repr(moved), vars(moved)) == (str(error), repr(error), vars(error))
    assert getattr(moved, "msg", None) == getattr(error, "msg", None)


def test_every_error_is_moved_here():
    """Whoever adds one adds it here."""
    public = {name for name in vars(errors) if name.endswith("Error") and not name.startswith("_")}
    assert {type(error).__name__ for error in ERRORS} == public


def test_another_process_raises_the_error_of_the_library(tmp_path):
    """With the same attributes, and hands back records that say the same."""
    path = tmp_path / "programs.csv"
    path.write_text("id,year,kind,title,status\nt,2020,training,x,batal?\n", "utf-8")
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as pool:
        with pytest.raises(errors.ReadError) as caught:
            pool.submit(ikm.read, str(tmp_path / "nowhere.csv")).result()
        moved = pool.submit(ikm.read, str(path)).result()
    with pytest.raises(errors.ReadError) as here:
        ikm.read(str(tmp_path / "nowhere.csv"))
    assert vars(caught.value).items() >= vars(here.value).items()
    assert moved == ikm.read(path)
    assert moved.unreadable(moved.programs[0], "status")


THINGS = {
    "policy": ikm.policies()[0],
    "places": ikm.regencies(),
    "agencies": ikm.agencies(),
    "step": ikm.Step(year=2020, kind="training", status="completed"),
    "location": Location(file="a.csv", row=2),
    "source": Source(table="programs", file="a.csv", headers=("id",)),
    "fault": Fault(code="IKM002", table="programs", field="year", reason="x", ids={"id": ("a",)}),
    "reject": Reject(table="programs", ids={"id": ("a",)}),
}


@pytest.mark.parametrize("way", MOVES)
@pytest.mark.parametrize("name", THINGS)
def test_values_can_be_moved(name, way):
    """And compare equal."""
    moved = WAYS[way](THINGS[name])
    assert moved == THINGS[name]
    assert type(moved) is type(THINGS[name])


def test_moved_mappings_cannot_be_changed():
    """A policy is a value, here as there."""
    moved = copy.deepcopy(THINGS["policy"])
    assert moved.potentials == dict(moved.potentials)
    assert repr(ReadOnly({"a": 1})) == "{'a': 1}"
    assert len(ReadOnly({"a": 1})) == 1
    with pytest.raises(TypeError):
        moved.potentials["73.13"] = None
