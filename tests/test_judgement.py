"""What a rule is made of, and a user's own."""

import pytest

import ikm_sinergi as ikm
from ikm_sinergi.errors import RuleError
from ikm_sinergi.judgement import Context, Doubt, Evidence, Subject, Violation, Why

PROGRAM = ikm.Program(id="2021-x", year=2021, kind="training", title="ab")


def test_a_rule_needs_only_a_code_a_severity_and_a_message():
    """Its name comes from the function and its page from the docstring."""

    @ikm.rule("OWN001", "note", message="{title} is short")
    def short_title(records, _context):
        """A title of two letters.

        It says nothing.
        """
        yield Violation(records.programs[0], 2021, {"title": records.programs[0].title})
        return 1

    assert (short_title.code, short_title.name) == ("OWN001", "short-title")
    assert short_title.severity is ikm.Severity.NOTE
    assert short_title.headline() == "A title of two letters."
    assert short_title.page("id").endswith("It says nothing.")
    report = ikm.check(ikm.Records(programs=[PROGRAM]), rules=[short_title], year=2021)
    assert [one.say("id") for one in report.findings] == ["ab is short"]
    assert report.ok


def test_a_rule_without_a_docstring_has_an_empty_page():
    """A user's own rule need not explain itself."""

    @ikm.rule("OWN002", "note", message="x", remedy=ikm.Text("mend", "perbaiki"))
    def bare(_records, _context):
        yield from ()
        return 0

    assert (bare.page(), bare.headline("id"), bare.remedy.id) == ("", "", "perbaiki")


def test_a_rule_of_a_lone_module_has_its_docstring_for_a_page():
    """No page can stand beside a script."""

    def own(_records, _context):
        """What is wrong."""
        yield from ()
        return 0

    own.__module__ = "own_rules"
    assert ikm.rule("OWN003", "note", message="x")(own).page("id") == "What is wrong."


@pytest.mark.parametrize("code", ["own001", "OWN1", "001", "OWN0001X", "ÖWN001", ""])
def test_a_malformed_code_is_refused(code):
    """Codes are capital letters followed by three digits."""
    with pytest.raises(RuleError, match="three digits"):
        ikm.rule(code, "note", message="x")


def test_subjects_are_tables_with_keys():
    """A record gives its key, a table has keys of its own; the unit of a rule adds some."""
    key = {"table": "programs", "id": "2021-x"}
    assert Violation(PROGRAM).subject == Violation(Subject(PROGRAM)).subject == Subject(PROGRAM)
    assert Violation(PROGRAM).subject.key == key
    assert Subject(PROGRAM, {"regency": "73.13"}).key == {**key, "regency": "73.13"}
    plan = Subject("regencies", {"regency": "73.13"})
    assert (plan.key, plan.record) == ({"table": "regencies", "regency": "73.13"}, None)


def test_a_doubt_about_many_is_one_about_each():
    """Many subjects with one cause count each, and come apart again."""
    why = Why("table_not_given", {"table": "grants"})
    many = Doubt(why, records=[PROGRAM, PROGRAM])
    assert many.count == 2
    assert [one.subject for one in many.each()] == [Subject(PROGRAM)] * 2
    alone = Doubt(why, PROGRAM)
    assert (alone.count, list(alone.each()), alone.values) == (1, [alone], {"table": "grants"})


def test_a_doubt_is_about_one_subject_or_about_many():
    """Not about nothing, and not about both."""
    for parts in ({}, {"subject": PROGRAM, "records": [PROGRAM]}):
        with pytest.raises(RuleError, match="one subject"):
            Doubt(Why("rejected_row"), **parts)


def test_a_rule_may_be_undecided_for_a_reason_of_its_own():
    """In one language or two, with values, a remedy and evidence as plain text."""
    why = Why(en="nobody asked {whom}", values={"whom": "Wajo"}, remedy="Ask {whom}.")
    both = Why(en="not signed", id="belum ditandatangani", remedy=ikm.Text("Sign.", "Tanda."))

    @ikm.rule("OWN003", "note", message="x")
    def unsigned(records, _context):
        yield Doubt(why, records.programs[0], 2021, ["the letter of March"])
        yield Doubt(both, records.programs[0], 2021)
        yield Violation(records.programs[0], 2021, {}, [Evidence(PROGRAM, "seen")])
        return 3

    report = ikm.check(ikm.Records(programs=[PROGRAM]), rules=[unsigned], year=2021)
    by = {one.say(): one for one in report}
    asked = by["cannot be decided: nobody asked Wajo"]
    signed = by["cannot be decided: not signed"]
    assert asked.say("id") == "belum dapat diputuskan: nobody asked Wajo"
    assert (asked.remedy(), asked.remedy("id")) == ("Ask Wajo.", "Ask Wajo.")
    assert [one.say("id") for one in asked.evidence] == ["the letter of March"]
    assert asked.evidence[0].key == {}
    assert signed.say("id") == "belum dapat diputuskan: belum ditandatangani"
    assert signed.remedy("id") == "Tanda."
    assert [one.say() for one in by["x"].evidence] == ["seen"]
    assert "nobody asked Wajo" in ikm.to_text(report)
    assert asked.to_dict()["values"] == {"whom": "Wajo"}


@pytest.mark.parametrize("parts", [{}, {"cause": "rejected_row", "en": "x"}])
def test_a_reason_is_a_cause_or_words(parts):
    """Neither and both are refused."""
    with pytest.raises(RuleError, match="words of its own"):
        Why(**parts)


def test_a_context_knows_places_and_scope():
    """The plan is judged for a policy's province, or for what the scope leaves of it."""
    policy = ikm.policies()[0]
    parts = {"places": ikm.regencies(), "agencies": ikm.agencies()}
    everywhere = Context(policies={2021: policy}, all_policies=(policy,), **parts)
    assert len(everywhere.regencies_of(policy)) == 24
    assert everywhere.last_policy is policy
    assert everywhere.name_of("73.13") == "Kabupaten Wajo"
    assert everywhere.name_of("99.99") == "99.99"
    one = Context(policies={}, all_policies=(), scope=("73.13", "71.01"), **parts)
    assert one.regencies_of(policy) == ("73.13",)
    assert one.last_policy is None
