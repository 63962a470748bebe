"""What a session or a debugger shows of a thing: how much it holds, never all of it."""

import datetime as dt
from pathlib import Path

import attrs
import pytest

import ikm_sinergi as ikm
from ikm_sinergi.judgement import Context

RECORDS = ikm.read(Path(__file__).resolve().parents[2] / "examples" / "wajo-continuity")
REPORT = ikm.check(RECORDS, year=2021)
COVERAGE = ikm.coverage(RECORDS, year=2021)
CANDIDATES = ikm.candidates(RECORDS, year=2021)
VERDICT = ikm.eligibility(RECORDS, "W-3", "mentoring", year=2021)
COMPARISON = ikm.compare(REPORT, ikm.check(ikm.Records(), year=2021))
POLICY = ikm.policies()[0]
ENDED = attrs.evolve(POLICY, valid_to=dt.date(2022, 12, 31))
CONTEXT = Context(
    policies={2021: POLICY, 2022: POLICY},
    all_policies=(POLICY,),
    places=ikm.regencies(),
    agencies=ikm.agencies(),
)

SHOWN = [
    (ikm.regencies(), "<Places provinces=38, regencies=514, areas=5>"),
    (ikm.agencies(), "<Agencies rows=4>"),
    (POLICY, "<Policy sulsel-2021: 2021->"),
    (ENDED, "<Policy sulsel-2021: 2021-2022>"),
    (RECORDS, "<Records programs=4, participants=6, participations=10, dispensations=1>"),
    (RECORDS.roster(RECORDS.programs[0]), "<Roster 2019-training: rows=1, withdrawn=0>"),
    (REPORT, "<Report sulsel-2021: error=2, warning=36, note=1, waived=1, undecided=1>"),
    (
        ikm.check(ikm.Records(), year=2000),
        "<Report without policy: error=0, warning=0, note=0, waived=0, undecided=0>",
    ),
    (REPORT.findings[0], "<Finding IKM201 error: participations W-2, 2021-mentoring>"),
    (ikm.rules.ALL[0], "<Rule IKM001 missing-value>"),
    (CONTEXT, "<Context years=2, policies=1>"),
    (VERDICT, "<Verdict W-3 mentoring 2021: not_eligible>"),
    (ikm.may_join("training", year=2021, history=()), "<Verdict training 2021: eligible>"),
    (VERDICT.conditions[0], "<Condition IKM201: violated>"),
    (VERDICT.remedies[0], "<Remedy for 2021: remedy_record>"),
    (COVERAGE, "<Coverage 2021: touched 1 of 24>"),
    (COVERAGE.rows[0], "<Reach 73.01 Kabupaten Kepulauan Selayar: violated>"),
    (COVERAGE.sheet(), "<Sheet coverage: columns=8, rows=27>"),
    (CANDIDATES, "<Candidates 2021: eligible=3, undecided=1>"),
    (CANDIDATES.rows[0], "<Candidate W-1 eligible: mentoring, apprenticeship>"),
    (ikm.cohorts(RECORDS), "<Cohorts rows=12>"),
    (ikm.outcomes(RECORDS), "<Outcomes rows=20>"),
    (COMPARISON, f"<Comparison differences={len(COMPARISON.differences)}>"),
    (
        COMPARISON.differences[0],
        "<Difference IKM201 participations W-2, 2021-mentoring: violated, then nothing>",
    ),
]
# These are values: they show their fields, by which they can be told apart and made again.
VALUES = {
    *("Program", "Participant", "Owner", "Participation", "Grant", "Sale", "Result"),
    *("Dispensation", "Agency", "Text", "Phrase", "Step", "Location", "Source", "Fault", "Reject"),
    *("Regency", "Province", "Area", "Prerequisite", "Potential", "SizeThresholds"),
    *("Announcement", "Tally", "Heading", "Change", "Cohort", "Waiving"),
    *("Evidence", "Violation", "Doubt", "Subject", "Why", "Refusal", "DispensationDraft"),
}


@pytest.mark.parametrize(("value", "shown"), SHOWN, ids=[shown for _, shown in SHOWN])
def test_what_holds_much_shows_little(value, shown):
    """Its name, what it is about, and how many of what."""
    assert repr(value) == shown


def test_every_public_class_is_a_value_or_shows_little():
    """No class is forgotten."""
    public = {name for name in ikm.__all__ if attrs.has(getattr(ikm, name))}
    assert {type(value).__name__ for value, _ in SHOWN} == public - VALUES
    assert public >= VALUES
