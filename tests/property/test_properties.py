"""What holds for any records, however odd."""

from random import Random

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import ikm_sinergi as ikm
from ikm_sinergi import strategies
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.pathway import Step

PLAN = ("IKM401", "IKM404")
NEWCOMERS = {"IKM201": ikm.ProgramKind.MENTORING, "IKM202": ikm.ProgramKind.APPRENTICESHIP}


def told(report):
    """Return everything a report says, in both languages, but for places in files."""
    return [
        (
            finding.code,
            finding.outcome,
            finding.severity,
            finding.year,
            finding.count,
            finding.subject,
            finding.subjects,
            finding.say("en"),
            finding.say("id"),
            finding.remedy("en"),
            finding.remedy("id"),
            [(evidence.key, evidence.say("id")) for evidence in finding.evidence],
            finding.waived_by,
        )
        for finding in report.findings
    ]


def shuffled(records, seed):
    """Return the same records with every table in another order."""
    tables = {name: list(records.table(name)) for name in TABLES if name in records.given}
    for rows in tables.values():
        Random(seed).shuffle(rows)
    return ikm.Records(**tables, complete=records.complete)


@given(strategies.records(), st.booleans())
def test_no_rule_raises_and_every_count_adds_up(records, every_rule):
    """Odd records never raise; what is found can be told; no subject is counted twice."""
    report = ikm.check(records, select=["IKM", "IKM504"] if every_rule else None)
    told(report)
    for code, tally in report.rules.items():
        found = [finding for finding in report.findings if finding.code == code]
        assert tally.passed >= 0, code
        for outcome, count in (
            (ikm.Outcome.VIOLATED, tally.violated),
            (ikm.Outcome.WAIVED, tally.waived),
            (ikm.Outcome.UNDECIDED, tally.undecided),
        ):
            assert count == sum(one.count for one in found if one.outcome is outcome), code


@given(strategies.lawful_records())
def test_lawful_histories_are_silent(records):
    """Nothing but the plan's promises is held against lawful records, not even a note."""
    report = ikm.check(records, year=2021)
    violated = [one for one in report.findings if one.outcome is ikm.Outcome.VIOLATED]
    assert [one.say() for one in violated if one.code not in PLAN] == []


@given(strategies.records(), st.integers(0, 99))
def test_the_order_of_the_input_changes_nothing(records, seed):
    """Shuffled tables give the same report, word for word."""
    first, second = ikm.check(records), ikm.check(shuffled(records, seed))
    assert told(first) == told(second)
    assert dict(first.rules) == dict(second.rules)


def decided(report):
    """Return the newcomers that are violated or waived, by subject."""
    return {
        (one.code, tuple(one.subject.items()), one.outcome)
        for one in report.findings
        if one.code in NEWCOMERS and one.outcome is not ikm.Outcome.UNDECIDED
    }


def passed(records, report):
    """Return the participations that IKM201 and IKM202 judge and find nothing about."""
    open_ones = {
        (one.code, subject["participant"], subject["program"])
        for one in report.findings
        for subject in (one.subjects or (one.subject,))
        if one.code in NEWCOMERS
    }
    return {
        (code, row.participant, row.program)
        for code, kind in NEWCOMERS.items()
        for year in report.years
        for roster in records.rosters_of(year, kind)
        for row in roster.rows
    } - open_ones


@given(strategies.records(most=5), strategies.lawful_records())
def test_unrelated_participants_change_no_decided_verdict(records, others):
    """Who is found a newcomer stays one, and who passes passes, whoever else is in the records."""
    both = ikm.Records(
        **{
            name: (*records.table(name), *others.table(name))
            for name in TABLES
            if name in records.given or name in others.given
        },
        complete=records.complete | others.complete,
    )
    before, after = ikm.check(records), ikm.check(both)
    if "programs" in records.given and "participants" in records.given:
        assert decided(before) <= decided(after)
        small = all(tally.undecided <= 5 for tally in before.rules.values())  # all are named
        if small:
            named = {(row.participant, row.program) for row in records.participations}
            mine = {one for one in passed(both, after) if one[1:] in named}
            assert passed(records, before) <= mine | decided_keys(after, named)


def decided_keys(report, named):
    """Return undecided subjects a rolled-up finding may not name: none is taken for passed."""
    return {
        (code, *key)
        for code in NEWCOMERS
        for key in named
        if report.rules.get(code) is not None and report.rules[code].undecided > 5
    }


@given(strategies.lawful_records(complete=st.just(value=True)), st.integers(1, 4))
def test_as_many_findings_as_planted_faults(records, many):
    """Each newcomer added to a lawful mentoring or apprenticeship is found, and nobody else."""
    program = next(one for one in records.programs if one.year == 2021)
    newcomers = [
        ikm.Participant(id=f"NEW-{n}", name=f"IKM baru {n}", regency=program.regencies[0])
        for n in range(many)
    ]
    joined = [ikm.Participation(participant=one.id, program=program.id) for one in newcomers]
    planted = ikm.Records(
        programs=records.programs,
        participants=(*records.participants, *newcomers),
        participations=(*records.participations, *joined),
        grants=records.grants,
        complete=records.complete,
    )
    report = ikm.check(planted, year=2021, select=list(NEWCOMERS))
    assert sorted(one.subject["participant"] for one in report.findings) == [
        one.id for one in newcomers
    ]
    assert all(one.outcome is ikm.Outcome.VIOLATED for one in report.findings)


@given(strategies.lawful_records(), st.data())
def test_may_join_agrees_with_the_rules(records, data):
    """An IKM that tells its whole history gets the verdict that a whole history of records gets."""
    changed = [
        evolve(row, status=data.draw(st.none() | st.sampled_from(ikm.ParticipationStatus)))
        for row in records.participations
    ]
    whole = ikm.Records(
        programs=records.programs,
        participants=records.participants,
        participations=changed,
        complete={2020},
    )
    report = ikm.check(whole, year=2021, select=list(NEWCOMERS))
    outcomes = {
        (one.code, subject["participant"]): one.outcome
        for one in report.findings
        for subject in (one.subjects or (one.subject,))
    }
    hidden = any(one.count > 5 for one in report.findings)
    for code, kind in NEWCOMERS.items():
        for roster in whole.rosters_of(2021, kind):
            for row in roster.rows:
                history = [
                    Step(year=program.year, kind=program.kind, status=step.status)
                    for step in whole.histories[row.participant]
                    if (program := whole.program(step.program)) is not None
                ]
                verdict = ikm.may_join(kind, year=2021, history=history)
                outcome = outcomes.get((code, row.participant), ikm.Outcome.PASSED)
                if not hidden:
                    assert verdict.ok is (outcome is ikm.Outcome.PASSED)
                    assert (verdict.outcome == "undecided") is (outcome is ikm.Outcome.UNDECIDED)


@given(strategies.records(), st.none() | strategies.days(2021))
def test_eligibility_agrees_with_the_rules(records, as_of):
    """What IKM201 and IKM202 judge is violated, waived or open exactly as the verdict says."""
    report = ikm.check(records, year=[2021, 2022], as_of=as_of, select=list(NEWCOMERS))
    outcomes = {
        (one.code, subject["participant"], subject["program"]): one.outcome
        for one in report.findings
        for subject in (one.subjects or (one.subject,))
    }
    if any(one.count > 5 for one in report.findings):
        return  # a rolled-up finding names five of its subjects only
    expected = {
        ikm.Eligibility.ELIGIBLE: {ikm.Outcome.PASSED, ikm.Outcome.WAIVED},
        ikm.Eligibility.NOT_ELIGIBLE: {ikm.Outcome.VIOLATED},
        ikm.Eligibility.UNDECIDED: {ikm.Outcome.UNDECIDED},
    }
    for code, kind in NEWCOMERS.items():
        for year in report.years:
            for roster in records.rosters_of(year, kind):
                for row in roster.rows:
                    verdict = ikm.eligibility(
                        records,
                        row.participant,
                        kind,
                        year=year,
                        program=row.program,
                        as_of=as_of,
                    )
                    found = outcomes.get((code, row.participant, row.program))
                    outcome = ikm.Outcome.PASSED if found is None else found
                    assert outcome in expected[verdict.outcome]
                    assert (verdict.waived_by is not None) is (outcome is ikm.Outcome.WAIVED)
                    for remedy in verdict.remedies:
                        changed = remedy.applied_to(records)
                        assert ikm.eligibility(
                            changed, row.participant, kind, year=remedy.year, as_of=as_of
                        ).ok
