"""Misuse of a public function is an error of the library: what was given, and what to do."""

import datetime as dt
from itertools import count
from pathlib import Path

import pytest

import ikm_sinergi as ikm

R = ikm.Records()
POLICY = ikm.policies()[0]
REPORT = ikm.check(R)
ROW = {"id": "p", "year": 2021, "kind": "training", "title": "Pelatihan"}
PARTICIPANT = ikm.Participant(id="P-1", name="IKM Contoh")
TRAINED = ikm.Step(year=2020, kind="training", status="completed")


def a_function(_records, _context):
    """No rule, since nothing made one of it."""


def join(history=(), **options):
    """Ask for a mentoring in 2021."""
    return ikm.may_join("mentoring", **{"year": 2021, "history": history, **options})


def eligible(records=R, participant="P-1", **options):
    """Ask for a mentoring in 2021 by records."""
    return ikm.eligibility(records, participant, "mentoring", **{"year": 2021, **options})


class Frame:
    """As a data frame, it hands out its columns."""

    def __iter__(self):
        return iter(["id", "year"])

    def to_dict(self, _orient):
        """Return the rows."""
        return [ROW]


class Number:
    """A whole number of another library."""

    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


YEAR = "year: expected a fiscal year such as 2021, not "
RECORDS = "records: expected Records, not "
POLICIES = "policies: expected Policy or a list of them, not "
WRONG = [
    # records
    (lambda: ikm.check("folder"), RECORDS + "str 'folder'; read it first"),
    (lambda: ikm.check(Path()), RECORDS + f"{type(Path()).__name__}; read it first"),
    (lambda: ikm.check({"programs": []}), RECORDS + "dict; Records.from_rows makes"),
    (lambda: ikm.check(None), RECORDS + "None"),
    (lambda: ikm.coverage([], year=2021), RECORDS + "list"),
    (lambda: ikm.cohorts(5), RECORDS + "int 5"),
    (lambda: ikm.candidates(b"x", year=2021), RECORDS + "bytes"),
    (lambda: ikm.outcomes(REPORT), RECORDS + "Report"),
    (lambda: eligible("folder"), RECORDS + "str 'folder'; read it first"),
    (lambda: ikm.write(REPORT, "x.json"), RECORDS + "Report; write_report writes a report"),
    (lambda: ikm.write([], "x.json"), RECORDS + "list"),
    (lambda: ikm.compare(R, REPORT), "before: expected Report, not Records"),
    (lambda: ikm.compare(REPORT, R), "after: expected Report, not Records"),
    (lambda: ikm.write_report(R, "x.json"), "report: expected Report, not Records"),
    (lambda: ikm.to_text(R), "result: expected Sheet, not Records; a Report and a Verdict are"),
    (lambda: ikm.read(5), "paths: expected a path, a binary file or a list of them, not int 5"),
    (lambda: ikm.read([b"x"]), "paths: expected a path, a binary file or a list of them, not byt"),
    (lambda: ikm.read(R), "paths: expected a path, a binary file or a list of them, not Records"),
    # years and days
    (lambda: ikm.check(R, year="2021"), YEAR + "str '2021'"),
    (lambda: ikm.check(R, year=[2021, "2020"]), YEAR + "str '2020'"),
    (lambda: ikm.check(R, year=True), YEAR + "bool True"),
    (lambda: ikm.coverage(R, year=2021.0), YEAR + "float 2021.0"),
    (lambda: ikm.candidates(R, year=None), YEAR + "None"),
    (lambda: join(year=[2021]), YEAR + "list"),
    (lambda: eligible(year="2021"), YEAR + "str '2021'"),
    (
        lambda: ikm.read((), complete=[None]),
        "complete: expected a fiscal year such as 2021, not No",
    ),
    (lambda: ikm.Records(complete="2021"), "complete: expected a fiscal year such as 2021, not"),
    (lambda: ikm.check(R, as_of="2021-12-31"), "as_of: expected datetime.date, not str '2021-12"),
    (lambda: ikm.check(R, as_of=dt.datetime(2021, 12, 31)), "not datetime; give its date()"),  # noqa: DTZ001
    (lambda: join(as_of=2021), "as_of: expected datetime.date, not int 2021"),
    (lambda: eligible(as_of=2021), "as_of: expected datetime.date, not int 2021"),
    (lambda: ikm.candidates(R, year=2021, as_of=1.5), "as_of: expected datetime.date, not float"),
    # policies, places, rules
    (lambda: ikm.check(R, policies="sulsel.toml"), POLICIES + "str 'sulsel.toml'; a file is read"),
    (lambda: ikm.check(R, policies=[Path()]), "; a file is read by read_policy(path)"),
    (lambda: ikm.coverage(R, year=2021, policies=5), POLICIES + "int 5"),
    (lambda: ikm.cohorts(R, policies={}), POLICIES + "dict"),
    (lambda: ikm.candidates(R, year=2021, policies=[5]), POLICIES + "int 5"),
    (lambda: eligible(policies="x"), POLICIES + "str 'x'"),
    (lambda: join(policy="x"), "policy: expected Policy, not str 'x'"),
    (lambda: ikm.check(R, scope=73.13), "scope: expected str or a list of them, not float 73.13"),
    (lambda: ikm.coverage(R, year=2021, scope=[73]), "scope: expected str or a list of them, not"),
    (lambda: ikm.check(R, places=["73.13"]), "places: expected Places, not list"),
    (lambda: ikm.coverage(R, year=2021, places="73"), "places: expected Places, not str '73'"),
    (lambda: ikm.check(R, select=201), "select: expected str or a list of them, not int 201"),
    (lambda: ikm.check(R, ignore=[201]), "ignore: expected str or a list of them, not int 201"),
    (lambda: ikm.check(R, rules="IKM201"), "rules: expected Rule or a list of them, not str"),
    (lambda: ikm.check(R, rules="IKM201"), "`select` chooses rules by their code"),
    (lambda: ikm.check(R, rules=[a_function]), "not function; make a rule of it with @rule"),
    # one IKM
    (lambda: join([{"year": 2020}]), "not dict; make a Step of each: Step(year=2020, kind='tr"),
    (lambda: join({"year": 2020}), "not dict; make a Step of each"),
    (lambda: join(R), "not Records; with records, ask eligibility(records, participant, kind"),
    (lambda: join(None), "history: expected Step or a list of them, not None"),
    (lambda: join(dispensations=["D-1"]), "dispensations: expected Dispensation or a list of them"),
    (lambda: eligible(participant=PARTICIPANT), "expected str, not Participant; give its id"),
    (lambda: eligible(participant=None), "participant: expected str, not None"),
    (lambda: eligible(program=ikm.Program(**ROW)), "expected str, not Program; give its id"),
    # tables
    (lambda: ikm.Records(programs=[ROW]), "programs: expected Program or a list of them, not dict"),
    (lambda: ikm.Records(programs=ROW), "not dict; Records.from_rows takes dicts"),
    (
        lambda: ikm.Records(programs=Frame()),
        "not str 'id'; Records.from_rows takes tables of dicts",
    ),
    (
        lambda: ikm.Records(grants=[PARTICIPANT]),
        "grants: expected Grant or a list of them, not Par",
    ),
    (lambda: ikm.Records(participations=[ROW]), "participations: expected Participation or a list"),
    (lambda: ikm.Records.from_rows([ROW]), 'not list; name the tables: {"programs": rows}'),
    (lambda: ikm.Records.from_rows("x"), "tables: expected a mapping of tables, not str 'x'"),
    (lambda: ikm.Records.from_rows({"programs": ROW}), "not dict; a table of one row is [row]"),
    (
        lambda: ikm.Records.from_rows({"programs": "x"}),
        "programs: expected an iterable of mappings",
    ),
    (lambda: ikm.Records.from_rows({"programs": 5}), "programs: expected an iterable of mappings"),
    (lambda: ikm.Records.from_rows({"programs": Frame()}), 'Frame; give its .to_dict("records")'),
    (lambda: ikm.Records.from_rows({"programs": [("p", 2021)]}), "dict(zip(columns, row)) makes"),
    (lambda: ikm.Records.from_rows({"programs": [PARTICIPANT]}), "takes entities"),
    (lambda: ikm.Records.from_rows({"programs": [ROW, Frame()]}), "dict(row) makes a mapping"),
]


@pytest.mark.parametrize(("call", "words"), WRONG, ids=count())
def test_something_of_another_kind_is_refused(call, words):
    """A `TypeError` of the library's own names the argument, and what to do where that is known."""
    with pytest.raises(ikm.InvalidTypeError) as caught:
        call()
    assert words in str(caught.value)
    assert str(caught.value).startswith(f"{caught.value.argument}: expected ")
    assert isinstance(caught.value, ikm.IkmSinergiError)
    assert isinstance(caught.value, TypeError)


IMPOSSIBLE = [
    (lambda: ikm.check(R, year=21), "year: 21 is not a year between 1945 and 2100"),
    (lambda: ikm.check(R, year=[2021, 21]), "year: 21 is not a year between 1945 and 2100"),
    (lambda: join(year=3000), "year: 3000 is not a year between 1945 and 2100"),
    (lambda: ikm.Records(complete=[21]), "complete: 21 is not a year between 1945 and 2100"),
    (lambda: ikm.Records.from_rows({}, complete=21), "complete: 21 is not a year between 1945 and"),
    (lambda: ikm.check(R, as_of=dt.date(21, 1, 1)), "as_of: 0021-01-01 is not a day between 1945"),
    (lambda: ikm.may_join("magang", year=2021, history=()), "did you mean 'apprenticeship'?"),
    (
        lambda: ikm.may_join("x", year=2021, history=()),
        "kind: 'x' is not one of the allowed terms: t",
    ),
    (lambda: ikm.may_join(5, year=2021, history=()), "kind: 5 is not one of the allowed terms: tr"),
    (lambda: ikm.Step(year=21, kind="training"), "year: 21 is not a year between 1945 and 2100"),
    (lambda: ikm.Step(year=2020, kind="kursus"), "kind: 'kursus' is not one of the allowed terms"),
    (lambda: ikm.Step(year=2020, kind="training", status="selesai"), "did you mean 'completed'?"),
    (
        lambda: ikm.Program(**{**ROW, "kind": "Pelatihan"}),
        "kind: 'Pelatihan' is not one of the all",
    ),
    (lambda: ikm.Program(**ROW, status="batal"), "status: 'batal' is not one of the allowed terms"),
    (lambda: ikm.Program(**ROW, starts="2021-03-01"), "starts: is not a datetime.date"),
]


@pytest.mark.parametrize(("call", "words"), IMPOSSIBLE, ids=count())
def test_a_value_that_cannot_be_is_refused(call, words):
    """A `ValueError` of the library's own shows it, with what was perhaps meant."""
    with pytest.raises(ikm.InvalidValueError) as caught:
        call()
    assert words in str(caught.value)
    assert isinstance(caught.value, ValueError)


def test_a_long_text_is_not_shown_whole():
    """Nor does it fill the screen if somebody gives the content for the path."""
    with pytest.raises(ikm.InvalidTypeError) as caught:
        ikm.check("id,year\n" * 1000)
    assert len(str(caught.value)) < 150


def test_one_thing_is_taken_for_a_list_of_one():
    """Where that cannot mean anything else."""
    by_one, by_many = ikm.check(R, policies=POLICY), ikm.check(R, policies=[POLICY])
    assert by_one.asked["policies"] == by_many.asked["policies"] == (POLICY,)
    assert ikm.check(R, scope="Wajo").scope == ikm.check(R, scope=["Wajo"]).scope == ("73.13",)
    assert len(ikm.coverage(R, year=2021, scope="Wajo").rows) == 1
    rule = ikm.rules.ALL[-1]
    assert set(ikm.check(R, year=2021, rules=rule).rules) == {rule.code}
    assert join(TRAINED).ok
    assert ikm.Records(complete=2021).complete == {2021}
    assert ikm.Records(programs=ikm.Program(**ROW)).programs == (ikm.Program(**ROW),)
    assert eligible(ikm.Records(participants=[PARTICIPANT]), policies=POLICY).policy == POLICY.id


def test_a_whole_number_of_another_library_is_a_year():
    """A data frame has its own."""
    assert ikm.check(R, year=Number(2021)).years == (2021,)
    assert ikm.check(R, year=iter([Number(2021), 2022])).years == (2021, 2022)
    assert join(TRAINED, year=Number(2021)).year == 2021


def test_a_subclass_is_of_the_kind():
    """Of a day, as tests freeze one, and of a step."""

    class Day(dt.date):
        """A day."""

    class Own(ikm.Step):
        """A step of an application."""

    day = Day(2021, 12, 31)
    assert ikm.check(R, as_of=day).as_of is day
    assert join([TRAINED, Own(year=2020, kind="training", status="completed")]).ok
