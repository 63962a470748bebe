"""What a rule is made of, and a user's own."""

import pytest

import ikm_sinergi as ikm
from ikm_sinergi.errors import RuleError
from ikm_sinergi.judgement import Context, Doubt, Violation

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
    assert short_title.headline == "A title of two letters."
    assert short_title.page.endswith("It says nothing.")
    report = ikm.check(ikm.Records(programs=[PROGRAM]), rules=[short_title], year=2021)
    assert [one.say("id") for one in report.findings] == ["ab is short"]
    assert report.ok


def test_a_rule_without_a_docstring_has_an_empty_page():
    """A user's own rule need not explain itself."""

    @ikm.rule("OWN002", "note", message="x", remedy=ikm.Text("mend", "perbaiki"))
    def bare(_records, _context):
        yield from ()
        return 0

    assert (bare.page, bare.headline, bare.remedy.id) == ("", "", "perbaiki")


@pytest.mark.parametrize("code", ["own001", "OWN1", "001", "OWN0001X", "ÖWN001", ""])
def test_a_malformed_code_is_refused(code):
    """Codes are capital letters followed by three digits."""
    with pytest.raises(RuleError, match="three digits"):
        ikm.rule(code, "note", message="x")


def test_subjects_are_tables_with_keys():
    """A record gives its key; a table of its own replaces it, anything else adds to it."""
    assert Violation(PROGRAM).subject == {"table": "programs", "id": "2021-x"}
    assert Violation(PROGRAM, about={"regency": "73.13"}).subject == {
        "table": "programs",
        "id": "2021-x",
        "regency": "73.13",
    }
    assert Violation(PROGRAM, table="regencies", about={"regency": "73.13"}).subject == {
        "table": "regencies",
        "regency": "73.13",
    }
    assert Violation().subject == {"table": "files"}


def test_a_doubt_about_many_is_one_about_each():
    """Many subjects with one cause count each, and come apart again."""
    many = Doubt("table_not_given", {"table": "grants"}, records=[PROGRAM, PROGRAM])
    assert many.count == 2
    assert [one.subject for one in many.each()] == [{"table": "programs", "id": "2021-x"}] * 2
    alone = Doubt("table_not_given", {"table": "grants"}, PROGRAM)
    assert (alone.count, list(alone.each())) == (1, [alone])


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
