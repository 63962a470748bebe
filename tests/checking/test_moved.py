"""What a check came to survives being moved: copied, pickled, sent to another process."""

import copy
import datetime as dt
import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from attrs import evolve

import ikm_sinergi as ikm
from ikm_sinergi.domain.mappings import ReadOnly
from ikm_sinergi.errors import RuleError
from ikm_sinergi.judgement import Context, Doubt, Evidence, Subject, Violation, Why
from ikm_sinergi.records.faults import Location

WAYS = {
    "copied": copy.copy,
    "copied deeply": copy.deepcopy,
    "pickled": lambda one: pickle.loads(pickle.dumps(one)),
}
moved = pytest.mark.parametrize("move", WAYS.values(), ids=WAYS)


@ikm.rule("OWN001", "note", message="{program} is looked at")
def looked_at(records, _context):
    """Every program, with what pickling has to take along."""
    for program in records.programs:
        subject = Subject(program, field="title")
        yield Violation(subject, 2021, {"program": program.id}, [Evidence(program, "seen")])
        yield Doubt(Why(en="nobody asked", remedy="Ask."), program, 2021, ["a letter"])
    return 2 * len(records.programs)


def records_of_two_years():
    """Records with findings of all sorts: newcomers, an unknown column, doubts, a waived one."""
    programs = [
        {"id": f"{kind}-{year}", "year": year, "kind": kind, "title": "Contoh", "stauts": "x"}
        | {"regencies": ["73.13"]}
        for year in (2020, 2021)
        for kind in ("training", "mentoring")
    ]
    people = [{"id": one, "name": f"IKM {one}", "regency": "73.13"} for one in "ABCD"]
    rows = [
        {"participant": "A", "program": "training-2020", "status": "completed"},
        {"participant": "B", "program": "training-2020", "status": "withdrawn"},
        {"participant": "C", "program": "training-2020"},
        *({"participant": one, "program": "mentoring-2021"} for one in "ABCD"),
    ]
    waiver = {"id": "D-1", "rule": "IKM201", "year": 2021, "participant": "B", "reason": "contoh"}
    waiver |= {"approved_by": "disperin-sulsel", "decided_on": "2021-01-01"}
    tables = {"programs": programs, "participants": people, "participations": rows}
    tables["dispensations"] = [{**waiver, "expires": "2021-12-31"}]
    return ikm.Records.from_rows(tables)


RULES = (*ikm.rules.ALL, looked_at)


def report():
    """The report about them."""
    return ikm.check(records_of_two_years(), rules=RULES, as_of=dt.date(2021, 12, 31))


@moved
def test_a_moved_report_says_the_same(move):
    """In every word, with its places, and it can be asked again."""
    one = report()
    again = move(one)
    assert again == one
    assert [again.to_dict(lang) for lang in ("en", "id")] == [
        one.to_dict(lang) for lang in ("en", "id")
    ]
    assert ikm.to_text(again) == ikm.to_text(one)
    assert again.findings[-1].location.pointer is not None
    assert ikm.check(again.records, **again.asked) == one


@moved
def test_a_moved_finding_says_the_same(move):
    """Alone it takes along what was made of the records."""
    for finding in report():
        again = move(finding)
        assert (again, hash(again)) == (finding, hash(finding))
        assert (again.subject, again.subjects) == (finding.subject, finding.subjects)
        assert str(again) == str(finding)


def test_a_finding_alone_leaves_the_records():
    """Of many records only what it is about goes along."""
    finding = next(one for one in report() if one.code == "IKM201")
    assert len(pickle.dumps(finding)) < len(pickle.dumps(report().records)) + 4000
    assert pickle.loads(pickle.dumps(finding)).origin is None


def test_findings_that_say_something_else_differ():
    """So do reports, and a finding is no text."""
    one, other, *_ = report()
    assert one != other
    assert one != str(one)
    assert report() == report()
    assert report() != ikm.check(records_of_two_years(), rules=RULES, year=2021, select="IKM2")
    with pytest.raises(TypeError, match="unhashable"):
        hash(report())


@moved
@pytest.mark.parametrize(
    "thing",
    [
        Subject("files", {"id": "a"}, location=Location(file="a.csv")),
        Why("not_stated", {"field": "lead"}),
        Why(en="nobody asked {whom}", values={"whom": "us"}, remedy="Ask."),
        Evidence(ikm.Program(id="G", year=2021, kind="market", title="Pasar"), "seen"),
        Violation(Subject("files"), 2021, {"a": 1}, ["seen"]),
        Doubt(Why("not_stated", {"field": "lead"}), Subject("files"), 2021),
        ReadOnly({"a": 1}),
        ikm.policies()[0],
        ikm.agencies(),
    ],
    ids=[
        "subject",
        "why",
        "own why",
        "evidence",
        "violation",
        "doubt",
        "mapping",
        "policy",
        "agencies",
    ],
)
def test_moved_values_are_equal(move, thing):
    """What findings are made of, and what a rule may know."""
    assert move(thing) == thing


def test_a_mapping_that_cannot_be_changed_shows_what_it_holds():
    """Like any other; equal ones hash alike, whatever their order."""
    one, other = ReadOnly({"a": 1, "b": 2}), ReadOnly({"b": 2, "a": 1})
    assert (repr(one), hash(one)) == ("{'a': 1, 'b': 2}", hash(other))


@moved
def test_a_moved_context_is_one(move):
    """Its parts are equal; as a whole it is compared with nothing."""
    context = Context(
        policies=ReadOnly({2021: ikm.policies()[0]}),
        all_policies=ikm.policies(),
        places=ikm.regencies(),
        agencies=ikm.agencies(),
    )
    again = move(context)
    assert (again.policies, again.agencies) == (context.policies, context.agencies)
    assert again.regencies_of(ikm.policies()[0]) == context.regencies_of(ikm.policies()[0])


@moved
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_moved_rule_is_the_same(move, rule):
    """Found again where it stands, with what was changed in it."""
    assert move(rule) is rule
    strict = evolve(rule, severity=ikm.Severity.ERROR, off=True)
    assert (move(strict), hash(move(strict))) == (strict, hash(strict))


def test_a_rule_inside_a_function_cannot_be_pickled():
    """It could not be found again; copied it can be."""

    @ikm.rule("OWN002", "note", message="x")
    def hidden(_records, _context):
        yield from ()
        return 0

    assert copy.deepcopy(hidden) is hidden
    with pytest.raises(RuleError, match=r"OWN002 hidden> cannot be pickled: .* has no rule"):
        pickle.dumps(hidden)


def test_a_rule_that_is_gone_is_told(monkeypatch):
    """A pickle may be opened where the module is another one."""
    told = pickle.dumps(looked_at)
    monkeypatch.delitem(globals(), "looked_at")
    with pytest.raises(RuleError, match=r"looked_at of .* cannot be found here"):
        pickle.loads(told)
    with pytest.raises(RuleError, match="cannot be found here"):
        pickle.loads(told.replace(__name__.encode(), b"x" * len(__name__)))


@moved
def test_moved_verdicts_are_equal_and_hash(move):
    """By word and by records, eligible or not."""
    verdicts = [
        *(ikm.eligibility(records_of_two_years(), one, "mentoring", year=2021) for one in "ABCD"),
        ikm.may_join("mentoring", year=2021, history=[]),
        ikm.may_join("mentoring", year=2021, history=[ikm.Step(year=2020, kind="training")]),
        ikm.may_join("training", year=2021, history=[]),
    ]
    for verdict in verdicts:
        again = move(verdict)
        assert (again, hash(again)) == (verdict, hash(verdict))
        assert again.to_dict("id") == verdict.to_dict("id")
        assert again.remedies == verdict.remedies
    assert len(set(verdicts)) == len(verdicts)


@moved
def test_moved_figures_are_equal(move):
    """Of every planning function, and as a sheet."""
    records = records_of_two_years()
    for figures in (
        ikm.coverage(records, year=2021),
        ikm.cohorts(records),
        ikm.candidates(records, year=2021),
        ikm.outcomes(records),
        ikm.compare(report(), ikm.check(ikm.Records(), year=2021, rules=RULES)),
    ):
        assert move(figures) == figures


def checked(records):
    """Check in another process."""
    return ikm.check(records, as_of=dt.date(2021, 12, 31))


def test_a_check_in_a_pool_comes_back_as_it_is_here():
    """Records go there and a report comes back, with everything spawned anew."""
    records = records_of_two_years()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(ikm.check, records, as_of=dt.date(2021, 12, 31)).result() == checked(
            records
        )
