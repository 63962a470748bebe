"""A report holds findings that say what, where and why, and counts of every outcome."""

import datetime as dt

import pytest

import ikm_sinergi as ikm
from ikm_sinergi.checking.report import Tally
from ikm_sinergi.domain.entities import Dispensation, Program, Sale
from ikm_sinergi.domain.terms import Outcome, ProgramKind, Severity
from ikm_sinergi.judgement import Doubt, Evidence, Subject, Violation, Why
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.faults import Location
from ikm_sinergi.words.language import Text
from ikm_sinergi.words.phrases import Phrase

PROGRAMS = [
    {"id": f"2021-{name}", "year": 2021, "kind": "training", "title": name} for name in "abcdefg"
]


@ikm.rule(
    "OWN001",
    "warning",
    message=Text("{program} is a {kind}", "{program} adalah {kind}"),
    remedy=Text("Look at it.", "Periksa."),
)
def is_a_training(records, _context):
    """Every program, at its title."""
    for program in records.programs:
        values = {"program": program.id, "kind": program.kind}
        told = [Evidence(program, Phrase("match_nib"))]
        yield Violation(Subject(program, field="title"), 2021, values, told)
    return len(records.programs)


@ikm.rule("OWN002", "error", message="x")
def cannot_say(records, _context):
    """The first alone, the others together."""
    first, *others = records.programs
    yield Doubt(Why("not_stated", {"field": "lead"}), first, 2021)
    evidence = (Evidence(first, Phrase("match_nib")),)
    for program in others:
        yield Doubt(Why("unreadable_field", {"field": "lead"}), program, 2021, evidence)
    return len(records.programs)


@ikm.rule("OWN003", "note", message="elsewhere")
def elsewhere(_records, _context):
    """Found where no record is."""
    yield Violation(Subject("files", {"id": "a"}, location=Location(file="a.csv", row=1)))
    yield Violation(Sale(program="x"), 2021)
    return 2


def report(*rules, **options):
    """The report of these rules about seven programs."""
    return ikm.check(Records.from_rows({"programs": PROGRAMS}), rules=rules, **options)


def test_a_violation_says_what_where_and_why():
    """In both languages, with its record, its key and its place."""
    finding = report(is_a_training).findings[1]
    assert (finding.code, finding.name, finding.year) == ("OWN001", "is-a-training", 2021)
    assert (finding.outcome, finding.severity) == (Outcome.VIOLATED, Severity.WARNING)
    assert finding.say() == "2021-b is a training"
    assert finding.say("id") == "2021-b adalah pelatihan"
    assert (finding.remedy(), finding.remedy("id")) == ("Look at it.", "Periksa.")
    assert finding.values == {"program": "2021-b", "kind": ProgramKind.TRAINING}
    assert finding.subject == {"table": "programs", "id": "2021-b"}
    assert (finding.record.id, finding.count, finding.subjects) == ("2021-b", 1, None)
    assert [one.say() for one in finding.evidence] == ["NIB"]
    assert finding.location == Location(pointer="/programs/1/title")
    assert finding.waived_by is None


def test_a_doubt_says_what_is_missing():
    """About one subject it has a place, about many it has none."""
    one, many = report(cannot_say).findings
    assert one.say() == "cannot be decided: it needs lead, which is not stated"
    assert one.remedy("id") == "Isi kolom lead."
    assert one.location.pointer == "/programs/0"
    assert (one.subject["id"], one.subjects, one.evidence) == ("2021-a", None, ())
    assert many.say("id").startswith("6 belum dapat diputuskan: ")
    assert many.location == Location()
    assert (many.count, many.subject, many.record) == (6, None, None)
    assert [subject["id"][-1] for subject in many.subjects] == ["b", "c", "d", "e", "f"]
    assert [one.record.id for one in many.evidence] == ["2021-a"]
    assert many.severity is Severity.ERROR


def test_a_finding_may_be_where_no_record_is():
    """Or about a record that stood nowhere."""
    first, second = report(elsewhere).findings
    assert str(first.location) == "a.csv:1"
    assert first.record is None
    assert second.location == Location()
    assert second.subject == {"table": "sales", "program": "x", "retailer": None}


def test_findings_are_sorted_by_code_year_and_ids():
    """However they were found, and whatever the order of the rules."""

    @ikm.rule("OWN004", "note", message="{word}")
    def backwards(records, _context):
        for year in (2022, 2021):
            for program in reversed(records.programs):
                for word in ("b", "a"):
                    yield Violation(program, year, {"word": word})
        return 28

    found = report(elsewhere, backwards, is_a_training).findings
    told = [(one.code, one.year or 0, str(one.subject.get("id"))) for one in found]
    assert told == sorted(told, key=lambda key: key[:2] if key[0] == "OWN003" else key)
    assert [one.say() for one in found if one.code == "OWN004"] == ["a", "b"] * 14


def test_the_summary_counts_subjects():
    """Violated ones by severity, waived and undecided ones apart."""
    found = report(is_a_training, cannot_say, elsewhere)
    assert found.summary == {"error": 0, "warning": 7, "note": 2, "waived": 0, "undecided": 7}
    assert found.ok
    with pytest.raises(TypeError):
        found.summary["error"] = 0


def test_a_waived_violation_is_not_counted_as_one():
    """It is shown with the dispensation that covers it."""
    waiver = Dispensation(
        id="D-1",
        rule="OWN001",
        year=2021,
        program="2021-a",
        reason="contoh",
        approved_by="disperin-sulsel",
        decided_on=dt.date(2021, 3, 1),
        expires=dt.date(2021, 12, 31),
    )
    programs = [Program(**row) for row in PROGRAMS]
    records = Records(programs=programs, dispensations=[waiver])
    found = ikm.check(records, rules=[is_a_training])
    assert (found.summary["warning"], found.summary["waived"]) == (6, 1)
    assert (found.findings[0].outcome, found.findings[0].waived_by) == (Outcome.WAIVED, waiver)
    assert found.rules["OWN001"] == Tally(
        code="OWN001", name="is-a-training", applicable=7, violated=6, waived=1
    )
    assert found.rules["OWN001"].passed == 0


def test_a_tally_counts_those_that_passed():
    """What is left of the subjects."""
    tally = Tally(code="X001", name="x", applicable=10, violated=3, waived=2, undecided=1)
    assert tally.passed == 4


def test_a_report_is_neither_true_nor_false():
    """It may hold what is not decided; `ok` says if an error was found."""
    found = report(cannot_say)
    assert found.ok
    with pytest.raises(TypeError, match=r"use \.ok"):
        bool(found)

    @ikm.rule("OWN005", "error", message="x")
    def wrong(records, _context):
        yield Violation(records.programs[0], 2021)
        return 1

    assert not report(wrong).ok


def test_a_report_is_the_list_of_its_findings():
    """To loop over, and to count; whether it is fine says `ok`."""
    found = report(is_a_training, cannot_say)
    assert tuple(found) == found.findings
    assert len(found) == 9


def test_a_finding_is_one_line_to_print_and_shorter_still_to_look_at():
    """Where, which rule, how much it weighs, and what it says."""
    first, *_, last, many = report(is_a_training, cannot_say)
    assert str(first) == "/programs/0/title: OWN001 warning: 2021-a is a training"
    assert repr(first) == "<Finding OWN001 warning: programs 2021-a>"
    assert str(last).startswith("/programs/0: OWN002 undecided: cannot be decided: it needs lead")
    assert str(many).startswith("OWN002 undecided: 6 cannot be decided")
    assert repr(many) == "<Finding OWN002 undecided: 6 subjects>"


def test_a_printed_finding_can_do_nothing_to_a_terminal():
    """What a user typed is written out, and stays on the line."""

    @ikm.rule("OWN006", "note", message="{word}")
    def odd(records, _context):
        yield Violation(records.programs[0], 2021, {"word": "a\x1b[2J\nb"})
        return 1

    (finding,) = report(odd)
    assert str(finding) == "/programs/0: OWN006 note: a\\x1b[2J\\nb"


def test_an_unknown_language_is_refused_by_all_that_speak():
    """Nothing answers in English instead, a report without findings neither."""
    found = report(is_a_training, cannot_say)
    violated, *_, undecided = found
    verdict = ikm.may_join("mentoring", year=2021, history=[])
    for speak in (
        found.to_dict,
        ikm.check(Records()).to_dict,
        violated.say,
        violated.remedy,
        violated.to_dict,
        violated.evidence[0].say,
        undecided.say,
        undecided.remedy,
        verdict.say,
        verdict.to_dict,
        verdict.remedies[0].say,
    ):
        with pytest.raises(ikm.InvalidValueError, match="'indonesia' is no language"):
            speak("indonesia")


def test_a_report_shows_itself_without_its_records():
    """They may be millions, and persons are in them."""
    text = repr(report(is_a_training))
    assert "sulsel-2021" in text
    assert "2021-a" not in text
