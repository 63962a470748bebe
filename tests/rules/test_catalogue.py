"""Every rule of the catalogue is complete: its record, its page, its words, its vectors."""

import json
import re
from string import Formatter

import pytest

import ikm_sinergi as ikm
from ikm_sinergi.judgement import UNITS
from ikm_sinergi.rules import ALL
from vectors import cases, records_of, report_of, vectors

# The contract: code, name, severity, unit. A code is never reused, a name never changes.
CATALOGUE = """
IKM001 missing-value                    error    field
IKM002 unreadable-value                 error    field
IKM003 unknown-field                    warning  column
IKM004 damaged-number                   error    field
IKM005 repaired-value                   note     field
IKM101 duplicate-id                     error    id
IKM102 unknown-participant              error    record
IKM103 unknown-program                  error    record
IKM104 unknown-regency                  error    record
IKM105 unknown-agency                   error    record
IKM106 end-before-start                 error    program
IKM107 outside-fiscal-year              warning  program
IKM108 enrolled-twice                   error    participation
IKM109 completed-too-early              error    participation
IKM110 kind-not-settled                 warning  program
IKM111 not-an-ikm                       warning  participant
IKM112 malformed-identifier             error    participant
IKM113 one-ikm-two-ids                  warning  NIB
IKM201 newcomer-in-mentoring            error    participation
IKM202 newcomer-in-apprenticeship       error    participation
IKM203 no-training-before               warning  program and regency
IKM204 changed-commodity                note     participation
IKM205 left-behind                      note     participant and year
IKM206 apprenticeship-before-mentoring  note     participant and year
IKM207 trained-again                    note     participant and year
IKM208 no-result                        note     participant and year
IKM301 outside-mandate                  error    program
IKM302 without-partner                  warning  program
IKM303 own-partner                      warning  program
IKM401 untouched-regency                warning  regency and year
IKM402 off-potential                    warning  program
IKM403 participant-from-elsewhere       note     participation
IKM404 announced-not-planned            warning  announcement
IKM501 no-equipment                     error    program
IKM502 grant-to-outsider                error    grant
IKM503 grant-outside-year               warning  grant
IKM504 second-grant                     note     participant and year
IKM601 discount-without-retailers       warning  program
IKM602 sale-outside-market              warning  sale
IKM701 expired-dispensation             warning  dispensation
IKM702 idle-dispensation                note     dispensation
IKM703 unknown-rule                     error    dispensation
IKM704 not-an-approver                  error    dispensation
IKM705 expired-before-decided           error    dispensation
IKM801 without-policy                   note     year and province
"""
OFF = {"IKM208", "IKM504"}

# What these look at is all there, or they do not apply.
NEVER_UNDECIDED = {"IKM001", "IKM002", "IKM003", "IKM004", "IKM005", "IKM801"}

HEADINGS = ["What it finds.", "Why it matters.", "How to fix it."]

by_code = pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)


def names_in(template):
    """Return the values that a message speaks of."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_catalogue_is_the_contract():
    """Other tools rely on codes, names and severities; a change here is a change for them."""
    expected = [re.split(r"\s+", line, maxsplit=3) for line in CATALOGUE.strip().splitlines()]
    assert [[rule.code, rule.name, rule.severity, rule.unit] for rule in ALL] == expected
    assert {rule.code for rule in ALL if rule.off} == OFF


@by_code
def test_rule_record_is_complete(rule):
    """Every rule says where it comes from, since when, and what one finding is about."""
    assert rule.unit in UNITS
    assert rule.sources
    assert all(rule.sources)
    assert re.fullmatch(r"\d+\.\d+\.\d+", rule.since)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)


@by_code
def test_rule_speaks_english_and_indonesian_of_the_same(rule):
    """Message and remedy are there in two languages, which need the same values."""
    for text in (rule.message, rule.remedy):
        assert text.en.strip()
        assert text.id.strip()
        assert text.en != text.id
        assert names_in(text.en) == names_in(text.id)


@by_code
def test_page_of_a_rule_has_its_three_parts(rule):
    """A headline, then what it finds, why it matters, how to fix it; in Indonesian as well."""
    assert rule.headline().endswith(".")
    assert rule.headline("id").endswith(".")
    assert rule.headline("id") != rule.headline("en")
    assert rule.judge.__doc__ is None  # which has one language, and is not there under -OO
    assert re.findall(r"\*\*(.+?)\*\*", rule.page()) == HEADINGS
    for paragraph in rule.page().split("\n\n")[1:]:
        assert re.match(r"\*\*[^*]+\*\* \S", paragraph)


@by_code
def test_rule_has_its_vectors(rule):
    """A case that finds, one that is lawful, and one that cannot be decided."""
    kinds = {case["kind"] for case in vectors()[rule.code]["cases"]}
    needed = {"finds", "boundary", "undecided"}
    if rule.code in NEVER_UNDECIDED:
        needed.remove("undecided")
    assert needed <= kinds


def test_vectors_are_of_rules():
    """No vectors file outlives its rule, and every title is there once."""
    assert vectors().keys() <= {rule.code for rule in ALL}
    for code, file in vectors().items():
        titles = [case["title"] for case in file["cases"]]
        assert len(set(titles)) == len(titles), code


@pytest.mark.parametrize(("code", "case"), cases())
def test_findings_of_vectors_have_words_in_both_languages(code, case):
    """Every value that a message, a remedy, a cause or evidence speaks of is supplied."""
    for finding in report_of(records_of(case), case).findings:
        english, indonesian = ([finding.say(lang), finding.remedy(lang)] for lang in ("en", "id"))
        for evidence in finding.evidence:
            english.append(evidence.say("en"))
            indonesian.append(evidence.say("id"))
        assert all(said.strip() and "{" not in said for said in (*english, *indonesian))
        if finding.code == code:
            assert english[0] != indonesian[0]
            assert english[1] != indonesian[1]


def test_two_ways_to_state_no_owner_are_no_two_contents():
    """An owner of whom nothing is known differs from no owner only in memory."""
    records = ikm.Records(
        participants=[
            ikm.Participant(id="P-1", name="Sutra Sengkang"),
            ikm.Participant(id="P-1", name="Sutra Sengkang", owner=ikm.Owner()),
        ]
    )
    tally = ikm.check(records).rules["IKM101"]
    assert (tally.applicable, tally.violated, tally.undecided) == (1, 0, 0)


def test_who_was_read_is_judged_though_a_part_of_the_participants_is_lost(tmp_path):
    """Only whom the lost part may name is undecided, and the cause says that a part is lost."""
    lost = tmp_path / "participants.csv"
    lost.write_text("nothing of use\n", encoding="utf-8")
    rows = {
        "programs": [
            {"id": "G", "year": 2021, "kind": "training", "title": "Latih", "regencies": ["73.13"]}
        ],
        "participants": [{"id": "A", "name": "A", "regency": "73.08"}],
        "participations": [{"participant": one, "program": "G"} for one in "AB"],
    }
    given = tmp_path / "rest.json"
    given.write_text(json.dumps(rows), encoding="utf-8")
    records = ikm.read([given, lost], on_error=lambda _: None)
    report = ikm.check(records, year=2021, select=["IKM102", "IKM403"])
    told = [(one.code, str(one.outcome), one.subject["participant"]) for one in report.findings]
    assert told == [
        ("IKM102", "undecided", "B"),
        ("IKM403", "violated", "A"),
        ("IKM403", "undecided", "B"),
    ]
    assert report.rules["IKM403"].applicable == 2
    words = "cannot be decided: a part of the table participants was not read"
    assert report.findings[2].say() == words


def test_newcomers_of_several_years_and_lists_are_counted_together():
    """Each with its year, its evidence and the names of places."""
    programs = [
        {"id": f"{kind}-{year}-{code}", "year": year, "kind": kind, "title": "Contoh"}
        | {"regencies": [code]}
        for year in (2020, 2021, 2022)
        for kind in ("training", "mentoring")
        for code in ("73.13", "73.08")
    ]
    people = [
        {"id": f"{code}-{one}", "name": f"IKM {one}{code}", "regency": code}
        for code in ("73.13", "73.08")
        for one in "ABCDE"
    ]
    rows = [
        {"participant": f"{code}-A", "program": f"training-{year}-{code}", "status": "completed"}
        for year in (2020, 2021)
        for code in ("73.13", "73.08")
    ]
    rows += [
        {"participant": f"73.08-{one}", "program": "training-2020-73.08", "status": "completed"}
        for one in "BD"
    ]
    rows += [
        {"participant": f"{code}-{one}", "program": f"mentoring-{year}-{code}"}
        for year, several in ((2021, "ABC"), (2022, "ADE"))
        for code in ("73.13", "73.08")
        for one in several
    ]
    records = ikm.Records.from_rows(
        {"programs": programs, "participants": people, "participations": rows}
    )
    report = ikm.check(records, year=[2021, 2022], select=["IKM201", "IKM203"])
    tally = report.rules["IKM201"]
    assert (tally.applicable, tally.violated, tally.undecided) == (12, 7, 0)
    found = {(one.year, one.subject["participant"]): one for one in report.findings}
    missing = {(2021, f"{code}-{one}") for code in ("73.13", "73.08") for one in "BC"}
    missing |= {(2022, f"{code}-{one}") for code in ("73.13", "73.08") for one in "DE"}
    assert found.keys() == missing - {(2021, "73.08-B")}
    told = [one.key["program"] for one in found[2022, "73.08-D"].evidence]
    assert told == ["training-2020-73.08"]
    assert report.rules["IKM203"].applicable == 4
    alone = ikm.Records.from_rows({"programs": programs[:1] + programs[6:8]})
    (doubt,) = ikm.check(alone, year=2021, select=["IKM203"]).findings
    assert (doubt.year, doubt.subject["table"]) == (2021, "programs")
    assert "Kabupaten Bone" in doubt.say()
