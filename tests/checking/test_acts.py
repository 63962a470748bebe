"""What a dispensation is weighed against: every content, and every day that may be."""

import datetime as dt

import pytest

import ikm_sinergi as ikm
from rows_of_wajo import WAJO, dispensation, person, program, step

SOPPENG = "73.12"
MENTORING = ikm.ProgramKind.MENTORING


def outcome(records, code):
    """What a rule came to about the one subject that it finds, and the cause if it cannot know."""
    report = ikm.check(records, year=2021, select=code, roll_up=False)
    (found,) = [one for one in report.findings if one.code == code]
    doubtful = found.outcome is ikm.Outcome.UNDECIDED
    told = found.about.why.values if doubtful else {}
    return str(found.outcome), told.get("field", told.get("table", ""))


def mentored(programs, *dispensations, people=()):
    """Records in which P, a newcomer, is mentored in m."""
    rows = {
        "programs": programs,
        "participants": people or [person("P")],
        "participations": [step("P", "m", "attending")],
        "dispensations": dispensations,
    }
    return ikm.Records.from_rows(rows, complete=[2020])


def mentoring(**fields):
    """A row of the mentoring m of 2021."""
    return program("m", 2021, "mentoring", **fields)


# --- contents ------------------------------------------------------------------------------

OPEN = ("undecided", "programs")


@pytest.mark.parametrize(
    ("second", "code", "found"),
    [
        (SOPPENG, WAJO, OPEN),
        (SOPPENG, SOPPENG, OPEN),
        (SOPPENG, "73.06", ("violated", "")),
        (WAJO, WAJO, ("waived", "")),
    ],
)
def test_a_program_of_two_contents_is_where_either_is(second, code, found):
    """Whichever sorts first does not decide, and where they agree nothing is open."""
    done = {"status": "completed", "lead": "disperin-sulsel"}
    rows = {
        "programs": [
            program("a", 2021, title="A", **done),
            program("a", 2021, title="B", regencies=[second], **done),
        ],
        "participations": [],
        "grants": [],
        "dispensations": [dispensation(rule="IKM501", regency=code)],
    }
    assert outcome(ikm.Records.from_rows(rows), "IKM501") == found


SPRING = {"starts": "2021-02-01", "ends": "2021-03-01"}
AUTUMN = {"starts": "2021-09-01", "ends": "2021-10-01"}


@pytest.mark.parametrize(
    ("held", "found"),
    [
        ({"expires": "2021-04-01"}, OPEN),
        ({"decided_on": "2021-08-01"}, OPEN),
        ({"decided_on": "2021-03-01", "expires": "2021-09-01"}, ("waived", "")),
        ({"decided_on": "2021-04-01", "expires": "2021-08-01"}, ("violated", "")),
    ],
)
@pytest.mark.parametrize("subject", [{"rule": "IKM203", "regency": WAJO}, {}])
def test_a_program_of_two_contents_is_held_on_the_days_of_either(subject, held, found):
    """Of a finding about the program, and of one about who takes part in it."""
    code = subject.get("rule", "IKM201")
    one = dispensation(**subject, **held)
    assert outcome(mentored([mentoring(**SPRING), mentoring(**AUTUMN)], one), code) == found


def test_a_grant_of_two_contents_is_weighed_by_each():
    """Its recipient and its program are those of either."""
    outsiders = [
        {"id": "G", "program": "a", "item": "Alat", "recipient": "P"},
        {"id": "G", "program": "b", "item": "Alat", "recipient": "Q"},
    ]
    rows = {
        "programs": [program("a", 2021), program("b", 2021)],
        "participants": [person("P"), person("Q"), person("R")],
        "participations": [step("R", "a"), step("R", "b")],
        "grants": outsiders,
    }
    for subject, found in (
        ({}, ("undecided", "grants")),
        ({"program": "b"}, ("undecided", "grants")),
        ({"participant": "R"}, ("violated", "")),
        ({"regency": WAJO}, ("waived", "")),
    ):
        rows["dispensations"] = [dispensation(rule="IKM502", **subject)]
        assert outcome(ikm.Records.from_rows(rows), "IKM502") == found


def test_a_grant_whose_recipient_could_not_be_read_may_be_anybodys():
    """Then a dispensation for somebody is not known to be idle."""
    rows = {
        "programs": [program("a", 2021)],
        "participants": [person("P"), person("R")],
        "participations": [step("R", "a")],
        "grants": [{"id": "G", "program": "a", "item": "Alat", "recipient": 5}],
        "dispensations": [dispensation(rule="IKM502")],
    }
    report = ikm.check(ikm.Records.from_rows(rows), year=2021, select=["IKM502", "IKM702"])
    assert report.rules["IKM502"].undecided == 1
    assert report.rules["IKM702"].applicable == 0


# --- regencies -----------------------------------------------------------------------------

TWO = [person("P", commodity="tenun"), person("P", commodity="sutra")]


@pytest.mark.parametrize(
    ("people", "found"),
    [
        (TWO, ("waived", "")),
        ([TWO[0], TWO[1] | {"regency": SOPPENG}], ("undecided", "participants")),
        ([person("P", regency=None)], ("undecided", "regency")),
        ([person("P", regency="entah")], ("undecided", "regency")),
        ([person("P", regency=SOPPENG)], ("violated", "")),
    ],
    ids=["agreed", "contested", "not stated", "unreadable", "elsewhere"],
)
def test_the_regency_of_a_participant(people, found):
    """Known where every content states the same, and the cause is the one that can be mended."""
    made = mentored([mentoring()], dispensation(regency=WAJO), people=people)
    assert outcome(made, "IKM201") == found


@pytest.mark.parametrize(("stated", "cause"), [("entah", "unreadable_field"), (None, "not_stated")])
def test_regencies_of_a_program_that_are_not_known(stated, cause):
    """The cause is the field of the program."""
    rows = {
        "programs": [
            program("a", 2021, regencies=stated, status="completed", lead="disperin-sulsel")
        ],
        "participations": [],
        "grants": [],
        "dispensations": [dispensation(rule="IKM501", regency=WAJO)],
    }
    report = ikm.check(ikm.Records.from_rows(rows), year=2021, select="IKM501")
    (found,) = [one for one in report.findings if one.code == "IKM501"]
    assert found.about.why == ikm.Why(cause, {"field": "regencies"})


# --- days ----------------------------------------------------------------------------------

ENDS, STARTS = ("undecided", ("ends",)), ("undecided", ("starts",))
BOTH = ("undecided", ("starts", "ends"))


@pytest.mark.parametrize(
    ("days", "decided_on", "expires", "found"),
    [
        (("2021-12-01", "??"), "2022-01-10", "2022-12-31", ENDS),
        (("2021-12-01", "??"), "2021-01-01", "2021-11-30", ENDS),
        (("2021-12-01", "??"), "2021-12-01", "2021-12-01", ("waived", "")),
        (("2021-12-01", "??"), "2020-01-01", "2020-12-31", ("violated", "")),
        (("??", "2022-03-01"), "2021-01-01", "2021-12-31", STARTS),
        (("??", "2021-03-01"), "2022-05-01", "2022-06-01", STARTS),
        (("??", "2021-03-01"), "2021-03-01", "2100-12-31", ("waived", "")),
        (("??", "??"), "2030-01-01", "2030-12-31", BOTH),
        (("??", None), "2021-05-01", "2021-06-01", ("waived", "")),
        ((None, "??"), "2022-05-01", "2022-06-01", ("violated", "")),
    ],
)
def test_days_that_could_not_be_read_may_be_any(days, decided_on, expires, found):
    """Also after the fiscal year; where only one of the two is stated, its year is the act."""
    starts, ends = days
    one = dispensation(decided_on=decided_on, expires=expires)
    made = mentored([mentoring(starts=starts, ends=ends)], one)
    assert outcome(made, "IKM201") == found
    verdict = ikm.eligibility(made, "P", MENTORING, year=2021, program="m")
    means = {"waived": "eligible", "violated": "not_eligible", "undecided": "undecided"}
    assert str(verdict.outcome) == means[found[0]]


def test_no_day_after_the_day_of_judging_counts_of_those_that_could_not_be_read():
    """What is decided later covers on none of them."""
    one = dispensation(decided_on="2022-01-10", expires="2022-12-31")
    made = mentored([mentoring(starts="2021-12-01", ends="??")], one)
    for as_of, found in ((dt.date(2022, 1, 9), "violated"), (dt.date(2022, 1, 10), "undecided")):
        report = ikm.check(made, year=2021, select="IKM201", as_of=as_of)
        (judged,) = [one for one in report.findings if one.code == "IKM201"]
        assert str(judged.outcome) == found


def test_a_rejected_dispensation_is_weighed_against_the_days_that_may_be():
    """One whose days lie after the fiscal year may cover an act that may reach so far."""
    broken = dispensation(decided_on="2022-01-10", expires="kapan", reason=None)
    for ends, found in (("??", ("undecided", "dispensations")), ("2021-12-31", ("violated", ""))):
        made = mentored([mentoring(starts="2021-12-01", ends=ends)], broken)
        assert outcome(made, "IKM201") == found
