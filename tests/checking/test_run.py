"""Check runs the rules it is asked for and reports all that they came to, in one order."""

import datetime as dt
import random

import pytest
from attrs import evolve

import ikm_sinergi as ikm
from ikm_sinergi.domain.terms import Outcome, Severity
from ikm_sinergi.errors import (
    PolicyError,
    UnknownProvinceError,
    UnknownRegencyError,
    UnknownRuleError,
)
from ikm_sinergi.judgement import Doubt, Evidence, Violation, Why
from ikm_sinergi.records.container import Records
from ikm_sinergi.reference.places import Places
from ikm_sinergi.rules import ALL
from ikm_sinergi.words.phrases import Phrase

POLICY = ikm.policies()[0]
PEOPLE = [{"id": f"P-{number:03}", "name": "IKM Contoh"} for number in range(300)]
PROGRAM = {"id": "2021-x", "year": 2021, "kind": "training", "title": "Pelatihan"}
RECORDS = Records.from_rows({"programs": [PROGRAM], "participants": PEOPLE})


def told(code, **options):
    """A rule that keeps the contexts it was judged in and finds nothing."""
    seen = []

    @ikm.rule(code, "note", message="x", **options)
    def quiet(_records, context):
        seen.append(context)
        yield from ()
        return 1

    return quiet, seen


def finding(code, severity="note", years=(2021,), **options):
    """A rule that finds one thing in each of these years."""

    @ikm.rule(code, severity, message="x", **options)
    def loud(records, _context):
        for year in years:
            yield Violation(records.programs[0], year)
        return len(years)

    return loud


def codes(report):
    """The codes of the rules that ran."""
    return list(report.rules)


# --- what is judged ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "asked", "years", "uncovered"),
    [
        (None, None, (2021,), ()),
        (2021, {2021}, (2021,), ()),
        ([2022, 2021, 2022], {2021, 2022}, (2021, 2022), ()),
        ({2019}, {2019}, (), (2019,)),
    ],
)
def test_the_years_are_those_asked_or_those_of_the_programs(year, asked, years, uncovered):
    """As far as a policy covers them."""
    rule, [*seen] = told("OWN001")
    rule, seen = told("OWN001")
    report = ikm.check(RECORDS, year=year, rules=[rule])
    [context] = seen
    assert (context.asked, tuple(context.policies)) == (asked, years)
    assert (report.years, report.uncovered) == (years, uncovered)
    assert report.policies == (("sulsel-2021",) if years else ())


def test_a_year_past_its_review_is_told():
    """The policy still holds, but nobody has looked at it since."""
    assert ikm.check(RECORDS, year=[2021, 2022], rules=[]).unreviewed == (2022,)


def test_a_rule_knows_what_was_asked():
    """Places by code, agencies with those of the records, every code there is."""
    rule, seen = told("OWN001")
    agency = {"id": "disperin-wajo", "name": "Dinas", "short_name": "D", "sides": ["upstream"]}
    records = Records.from_rows({"agencies": [agency]})
    day = dt.date(2021, 6, 1)
    report = ikm.check(records, scope=["Wajo", "73.06"], as_of=day, rules=[rule], year=2021)
    [context] = seen
    assert context.scope == report.scope == ("73.06", "73.13")
    assert context.as_of == report.as_of == day
    assert "disperin-wajo" in context.agencies
    assert "disperin-sulsel" in context.agencies
    assert {"OWN001", "IKM201"} <= context.codes
    assert context.all_policies == ikm.policies()


def test_places_may_be_ones_own():
    """Then the scope and the province of the policy are looked up in them."""
    rule, seen = told("OWN001")
    known = ikm.regencies()
    places = Places(provinces=[known.province("73")], regencies=[known["73.13"]], areas=())
    ikm.check(RECORDS, places=places, scope=["Wajo"], rules=[rule])
    assert seen[0].places is places
    with pytest.raises(UnknownRegencyError, match="Gowa"):
        ikm.check(RECORDS, places=places, scope=["Gowa"], rules=[rule])
    with pytest.raises(UnknownProvinceError, match="73"):
        ikm.check(RECORDS, places=Places(provinces=(), regencies=(), areas=()))


def test_policies_replace_the_bundled_ones():
    """Two for one year cannot be."""
    own = evolve(POLICY, id="own")
    assert ikm.check(RECORDS, policies=[own], rules=[]).policies == ("own",)
    with pytest.raises(PolicyError):
        ikm.check(RECORDS, policies=[POLICY, own])


# --- which rules run -----------------------------------------------------------------------


def test_rules_run_in_the_order_of_their_codes():
    """Each code once, the last of its name; ALL is the default."""
    one, other, same = told("OWN002")[0], told("OWN001")[0], finding("OWN001")
    assert codes(ikm.check(RECORDS, rules=[one, other, same])) == ["OWN001", "OWN002"]
    assert ikm.check(RECORDS, rules=[other, same]).findings[0].rule is same
    off = {rule.code for rule in ALL if rule.off}
    assert set(codes(ikm.check(RECORDS))) == {rule.code for rule in ALL} - off


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        ("OWN1", None, ["OWN101", "OWN102"]),
        (["OWN101", "OWN2"], (), ["OWN101", "OWN201"]),
        (None, "OWN1", ["OWN201"]),
        (["OWN"], ["OWN102"], ["OWN101", "OWN201"]),
        ("IKM201", None, []),
    ],
)
def test_rules_are_chosen_by_code_or_its_beginning(select, ignore, expected):
    """Also by a code that is known but does not run here."""
    mine = [told(code)[0] for code in ("OWN101", "OWN102", "OWN201")]
    assert codes(ikm.check(RECORDS, rules=mine, select=select, ignore=ignore)) == expected


@pytest.mark.parametrize("option", ["select", "ignore"])
@pytest.mark.parametrize(("code", "hints"), [("IKM999", ()), ("", ()), ("IKM2001", ("IKM201",))])
def test_a_code_that_no_rule_has_is_an_error(option, code, hints):
    """It may be misspelt: a rule that does not run finds nothing."""
    with pytest.raises(UnknownRuleError) as caught:
        ikm.check(RECORDS, **{option: [code]})
    assert caught.value.asked == code
    assert set(hints) <= set(caught.value.hints)


def test_a_rule_that_is_off_runs_when_it_is_wanted():
    """Selected by its code in full, or given a severity by the policy."""
    rule = finding("OWN001", off=True)
    assert codes(ikm.check(RECORDS, rules=[rule])) == []
    assert codes(ikm.check(RECORDS, rules=[rule], select="OWN")) == []
    assert codes(ikm.check(RECORDS, rules=[rule], select=["OWN001"])) == ["OWN001"]
    policy = evolve(POLICY, severities={"OWN001": Severity.ERROR}, sources=_sources("severities"))
    report = ikm.check(RECORDS, rules=[rule], policies=[policy])
    assert [one.severity for one in report.findings] == [Severity.ERROR]


def _sources(*more):
    return {**POLICY.sources, **dict.fromkeys(more, ("S1",))}


def test_a_policy_switches_a_rule_off_for_its_years():
    """In the other years the rule runs; where none is left it does not."""
    quiet = evolve(
        POLICY,
        id="quiet",
        off=["OWN001"],
        valid_from=dt.date(2022, 1, 1),
        reviewed_until=dt.date(2022, 12, 31),
        sources=_sources("off"),
    )
    loud = evolve(POLICY, valid_to=dt.date(2021, 12, 31))
    rule, seen = told("OWN001")
    report = ikm.check(RECORDS, year=[2021, 2022], rules=[rule], policies=[loud, quiet])
    assert (tuple(seen[0].policies), report.years) == ((2021,), (2021, 2022))
    assert codes(ikm.check(RECORDS, year=2022, rules=[rule], policies=[quiet])) == []


def test_a_policy_changes_a_severity_for_its_years():
    """The last judged year speaks for what has none, or another."""
    strict = evolve(
        POLICY,
        id="strict",
        severities={"OWN001": Severity.ERROR},
        valid_from=dt.date(2022, 1, 1),
        reviewed_until=dt.date(2022, 12, 31),
        sources=_sources("severities"),
    )
    mild = evolve(POLICY, valid_to=dt.date(2021, 12, 31))
    rule = finding("OWN001", years=(None, 2019, 2021, 2022))
    report = ikm.check(RECORDS, year=[2021, 2022], rules=[rule], policies=[mild, strict])
    by_year = {one.year: one.severity.value for one in report.findings}
    assert by_year == {None: "error", 2019: "error", 2021: "note", 2022: "error"}
    report = ikm.check(RECORDS, year=2019, rules=[rule])
    assert {one.severity for one in report.findings} == {Severity.NOTE}


def test_last_rules_are_judged_when_all_others_are():
    """They know what the dispensations came to."""
    last, seen = told("OWN001", last=True)
    waived = finding("OWN002", "error", years=(2021,))
    waiver = {
        "id": "D-1",
        "rule": "OWN002",
        "year": 2021,
        "program": "2021-x",
        "reason": "contoh",
        "approved_by": "disperin-sulsel",
        "decided_on": "2021-03-01",
        "expires": "2021-12-31",
    }
    records = Records.from_rows({"programs": [PROGRAM], "dispensations": [waiver]})
    report = ikm.check(records, rules=[last, waived])
    [context] = seen
    assert context.waiving.covering == {"D-1"}
    assert ("OWN002", 2021) in context.waiving.ran
    assert [one.outcome for one in report.findings] == [Outcome.WAIVED]
    assert codes(report) == ["OWN001", "OWN002"]


# --- what is rolled up ---------------------------------------------------------------------


@ikm.rule("OWN001", "note", message="x")
def one_by_one(records, _context):
    """A doubt about each participant, with the same evidence."""
    evidence = (Evidence(records.programs[0], Phrase("match_nib")),)
    people = list(records.participants)
    random.Random(1).shuffle(people)
    for person in people:
        yield Doubt(Why("not_stated", {"field": "regency"}), person, 2021, evidence)
    return len(people)


@ikm.rule("OWN002", "note", message="x")
def all_at_once(records, _context):
    """One doubt about all participants."""
    people = list(reversed(records.participants))
    yield Doubt(Why("not_stated", {"field": "regency"}), year=2021, records=people)
    return len(people)


@pytest.mark.parametrize("rule", [one_by_one, all_at_once])
def test_undecided_subjects_with_one_cause_are_one_finding(rule):
    """It counts all and names the five smallest, in whatever order they came."""
    report = ikm.check(RECORDS, rules=[rule])
    [found] = report.findings
    assert (found.count, found.outcome) == (300, Outcome.UNDECIDED)
    assert [subject["id"] for subject in found.subjects] == [f"P-{n:03}" for n in range(5)]
    assert len(found.evidence) == (rule is one_by_one)
    tally = report.rules[rule.code]
    assert (tally.applicable, tally.undecided, tally.passed) == (300, 300, 0)


@pytest.mark.parametrize("rule", [one_by_one, all_at_once])
def test_undecided_subjects_can_be_told_one_by_one(rule):
    """For a caller that counts itself."""
    report = ikm.check(RECORDS, rules=[rule], roll_up=False)
    assert len(report.findings) == report.summary["undecided"] == 300
    assert [one.subject["id"] for one in report.findings] == [row["id"] for row in PEOPLE]
    assert report.rules[rule.code].undecided == 300


def test_a_doubt_about_nobody_is_no_finding():
    """A rule need not look whether its list is empty."""

    @ikm.rule("OWN004", "note", message="x")
    def empty(_records, _context):
        yield Doubt(Why("rejected_row", {"table": "programs"}), year=2021, records=[])
        return 0

    report = ikm.check(RECORDS, rules=[empty])
    assert (report.findings, report.rules["OWN004"].undecided) == ((), 0)


def test_other_causes_years_and_values_are_other_findings():
    """One row of a kind is told with its own place."""

    @ikm.rule("OWN003", "note", message="x")
    def doubtful(records, _context):
        one, two, *_ = records.participants
        for year in (2021, 2022):
            for field in ("regency", "nib"):
                yield Doubt(Why("not_stated", {"field": field}), one, year)
        yield Doubt(Why("unreadable_field", {"field": "nib"}), two)
        return 5

    report = ikm.check(RECORDS, rules=[doubtful])
    assert [one.count for one in report.findings] == [1] * 5
    assert report.findings[0].year is None
    assert report.findings[0].location.pointer == "/participants/1"


def test_a_report_holds_the_question_it_answers():
    """So that it can be asked again of other records."""
    options = {"year": [2022, 2021], "select": "OWN", "ignore": (), "rules": [one_by_one]}
    report = ikm.check(RECORDS, **options)
    assert report.asked["year"] == (2021, 2022)
    assert (report.asked["select"], report.asked["ignore"]) == (("OWN",), None)
    again = ikm.check(RECORDS, **report.asked)
    assert [one.count for one in again.findings] == [one.count for one in report.findings]
    assert ikm.check(Records(), **ikm.check(Records()).asked).summary["error"] == 0
