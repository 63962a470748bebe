"""Planning: where the plan reaches, who moves on, who may come next, what changed."""

import datetime as dt

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import ikm_sinergi as ikm
from ikm_sinergi import planning, strategies
from ikm_sinergi.errors import PolicyError, UnknownRegencyError
from ikm_sinergi.planning.generations import By
from ikm_sinergi.reference.policy import Prerequisite

POLICY = ikm.policies()[0]
MENTORING = ikm.ProgramKind.MENTORING
WAJO, SOPPENG, GOWA, MAROS = "73.13", "73.12", "73.06", "73.09"


def program(identifier, year, kind, *regencies, **fields):
    """Return a program; without regencies none are stated."""
    served = list(regencies) or None
    return ikm.Program(
        id=identifier, year=year, kind=kind, title="Contoh", regencies=served, **fields
    )


def person(identifier, regency=WAJO, **fields):
    """Return a made-up participant."""
    return ikm.Participant(
        id=identifier, name=f"IKM contoh {identifier}", regency=regency, **fields
    )


def row(participant, identifier, status=None):
    """Return a participation."""
    return ikm.Participation(participant=participant, program=identifier, status=status)


RECORDS = ikm.Records(
    programs=[
        program("t20", 2020, "training", WAJO, commodity="benang", lead="dekranasda-sulsel"),
        program("s20", 2020, "training", SOPPENG, commodity="yarn", lead="disperin-sulsel"),
        program("u20", 2020, "training", commodity="Kopi Toraja"),
        program("d20", 2020, "development", WAJO),
        program("m21", 2021, "mentoring", WAJO, SOPPENG, commodity="yarn"),
        program("a21", 2021, "apprenticeship", SOPPENG),
        program("g21", 2021, "training", GOWA, commodity="markisa"),
        program("x21", 2021, "training", MAROS, status="cancelled"),
        program("k21", 2021, "market", "73.10"),
    ],
    participants=[
        person("BOTH", SOPPENG),
        person("MENTORED"),
        person("LEFT"),
        person("OPEN"),
        person("UNSETTLED"),
        person("NOWHERE", None),
        person("NEW"),
        person("WAIVED"),
        person("TWIN", SOPPENG),
        evolve(person("SAME", SOPPENG), name="ikm contoh twin"),
    ],
    participations=[
        row("BOTH", "s20", "completed"),
        row("MENTORED", "t20", "completed"),
        row("MENTORED", "u20", "completed"),
        row("LEFT", "t20", "completed"),
        row("OPEN", "t20", "attending"),
        row("QUIT", "t20", "withdrawn"),
        row("UNSETTLED", "d20", "completed"),
        row("NOWHERE", "u20", "completed"),
        row("LOST", "gone", "completed"),
        row("TWIN", "s20", "completed"),
        row("BOTH", "m21"),
        row("BOTH", "a21"),
        row("MENTORED", "m21"),
        row("NOWHERE", "a21", "attending"),
        row("STRANGER", "m21"),
        row("QUIT", "m21", "withdrawn"),
    ],
    grants=[
        ikm.Grant(id="G1", program="m21", item="mesin", recipient="MENTORED"),
        ikm.Grant(id="G2", program="m21", item="mesin"),
        ikm.Grant(id="G3", program="a21", item="mesin", recipient="NOWHERE"),
        ikm.Grant(id="G4", program="s20", item="mesin"),
    ],
    dispensations=[
        ikm.Dispensation(
            id=f"D-{who}",
            rule=rule,
            year=2021,
            participant=who,
            reason="contoh",
            approved_by="disperin-sulsel",
            decided_on=dt.date(2021, 2, 1),
            expires=expires,
        )
        for who, rule, expires in (
            ("WAIVED", "IKM201", dt.date(2021, 12, 31)),
            ("NEW", "IKM201", dt.date(2021, 6, 30)),
            ("OPEN", "IKM201", dt.date(2021, 12, 31)),
            ("GHOST", "IKM201", dt.date(2021, 12, 31)),
            ("LEFT", "IKM202", dt.date(2021, 12, 31)),
        )
    ],
    complete=[2020],
)


# --- coverage ------------------------------------------------------------------------------

HELD = RECORDS.changed(
    complete=[2020, 2021],
    replace=[
        (one, evolve(one, name="IKM lain")) for one in RECORDS.participants if one.id == "SAME"
    ]
    + [
        (one, evolve(one, status="completed"))
        for one in RECORDS.participations
        if one.status == "attending"
    ],
)


SETTLED = ikm.Records(
    programs=[one for one in HELD.programs if one.id != "d20"],
    participants=HELD.participants,
    participations=[one for one in HELD.participations if one.program not in {"d20", "gone"}],
    grants=HELD.grants,
    complete=[2020, 2021],
)


def test_coverage_counts_each_regency_for_itself():
    """Programs count in each regency they serve, participants and grants where they belong."""
    covered = planning.coverage(RECORDS, year=2021)
    reach = {one.regency: one for one in covered.rows}
    assert len(reach) == 24
    soppeng, wajo = reach[SOPPENG], reach[WAJO]
    assert dict(soppeng.programs) == {"mentoring": 1, "apprenticeship": 1}
    assert dict(soppeng.participants) == {"mentoring": 1, "apprenticeship": 1}
    assert (soppeng.served_by, soppeng.people, soppeng.grants) == (2, 1, 0)
    assert dict(wajo.programs) == {"mentoring": 1}
    assert dict(wajo.participants) == {"mentoring": 1}
    assert (wajo.served_by, wajo.people, wajo.grants) == (1, 1, 1)


def test_coverage_adds_up_to_its_totals():
    """Participants and grants that state no regency are not placed; the rest is elsewhere."""
    covered = planning.coverage(SETTLED, year=2021, scope=[WAJO])
    (wajo,), elsewhere = covered.rows, covered.elsewhere
    unplaced, total = covered.unplaced, covered.total
    assert (wajo.people, elsewhere.people, unplaced.people, total.people) == (1, 1, 2, 4)
    assert (wajo.grants, elsewhere.grants, unplaced.grants, total.grants) == (1, 0, 2, 3)
    assert (wajo.served_by, elsewhere.served_by, total.served_by) == (1, 4, 4)
    rows = covered.sheet().records()
    assert [row["regency"] for row in rows] == [WAJO, "elsewhere", "unplaced", "total"]
    assert rows[2]["name"].id == "tanpa kabupaten/kota"


def test_coverage_says_how_many_are_touched():
    """The total stands below the rows, in words."""
    covered = planning.coverage(RECORDS, year=2021)
    assert covered.touched == (GOWA, SOPPENG, WAJO)
    note, several = covered.sheet().notes
    assert note.say() == "3 of 24 touched; not known of 0"
    assert "each of them" in several.say()


def test_coverage_tells_potentials_and_what_is_taken_up():
    """A potential is met by a coaching program on it; without a potential nothing is claimed."""
    reach = {one.regency: one for one in planning.coverage(RECORDS, year=2021).rows}
    assert (reach[GOWA].potentials, reach[GOWA].met) == (("passion fruit",), ("passion fruit",))
    assert (reach[SOPPENG].potentials, reach[SOPPENG].met) == (("yarn",), ("yarn",))
    assert reach[MAROS].met == ()
    assert (reach[WAJO].potentials, reach[WAJO].met) == (None, ())


def test_the_untouched_are_those_the_rule_finds():
    """Coverage and IKM401 are one definition: cancelled programs and markets do not touch."""
    covered = planning.coverage(RECORDS, year=2021)
    found = ikm.check(RECORDS, year=2021, select="IKM401", roll_up=False).findings
    assert covered.untouched == tuple(one.subject["regency"] for one in found)
    assert MAROS in covered.untouched
    assert "73.10" in covered.untouched
    assert covered.undecided == ()


def test_a_program_without_regencies_leaves_the_rest_undecided():
    """It may serve any of them, so none is called untouched; it is counted as not placed."""
    records = RECORDS.changed(add=[program("d21", 2021, "development")])
    covered = planning.coverage(records, year=2021)
    assert covered.untouched == ()
    assert len(covered.undecided) == 21
    assert (covered.unplaced.served_by, covered.total.served_by) == (1, 5)
    rows = {one["regency"]: one["touched"] for one in covered.sheet().records()}
    assert (rows[WAJO], rows[MAROS]) == (True, None)
    maros = next(one for one in covered.rows if one.regency == MAROS)
    assert maros.unknown["touched"].say() == "it needs regencies, which is not stated"


def test_a_policy_that_counts_nothing_as_a_touch_asks_nothing():
    """Then no regency is touched, untouched or undecided."""
    covered = planning.coverage(RECORDS, year=2021, policies=[evolve(POLICY, touch=frozenset())])
    assert (covered.touched, covered.untouched, covered.undecided) == ((), (), ())


def test_coverage_can_be_asked_for_a_scope():
    """An office asks for its own regencies, by name or code; a slip is an error."""
    covered = planning.coverage(RECORDS, year=2021, scope=["Kab. Wajo", MAROS])
    assert [one.regency for one in covered.rows] == [MAROS, WAJO]
    assert covered.sheet().records()[1]["name"] == "Kabupaten Wajo"
    kinds = {one["kind"] for one in covered.by_kind().records() if one["regency"] == WAJO}
    assert kinds == {"mentoring"}
    with pytest.raises(UnknownRegencyError):
        planning.coverage(RECORDS, year=2021, scope=["Wjo"])
    with pytest.raises(PolicyError, match="2019"):
        planning.coverage(RECORDS, year=2019)


# --- cohorts -------------------------------------------------------------------------------


def figures(one):
    """Return the figures of a cohort."""
    return (
        one.trained,
        one.completed,
        one.mentored,
        one.apprenticed,
        one.both,
        one.neither,
    )


def cohort_rows(records, year=2020, **options):
    """Return the figures of the cohorts of a year by their name."""
    rows = planning.cohorts(records, **options).rows
    return {(one.by, one.value): figures(one) for one in rows if one.year == year}


def test_a_cohort_is_followed_into_the_next_year():
    """Of six trained and six completed, two are mentored, two apprenticed, one both."""
    assert cohort_rows(SETTLED)[By.ALL, None] == (6, 6, 2, 2, 1, 3)


def test_cohorts_come_apart_by_regency_commodity_and_lead():
    """Synonyms are one commodity; who was trained in several stands apart; the parts add up."""
    rows = cohort_rows(SETTLED)
    assert rows[By.REGENCY, WAJO] == (3, 3, 1, 0, 0, 2)
    assert rows[By.REGENCY, SOPPENG] == (2, 2, 1, 1, 1, 1)
    assert rows[By.REGENCY, None] == (1, 1, 0, 1, 0, 0)
    assert rows[By.COMMODITY, "yarn"] == (4, 4, 1, 1, 1, 3)
    assert rows[By.COMMODITY, "kopitoraja"] == (1, 1, 0, 1, 0, 0)
    assert rows[By.COMMODITY, None] == (1, 1, 1, 0, 0, 0)
    assert rows[By.LEAD, "dekranasda-sulsel"] == (2, 2, 0, 0, 0, 2)
    assert rows[By.LEAD, None] == (2, 2, 1, 1, 0, 0)


def test_what_is_not_on_record_is_not_counted_as_nothing():
    """Without the lists of a year nobody is said to have stopped, unless it is complete."""
    rows = [one for one in planning.cohorts(RECORDS).rows if one.year == 2021]
    assert [(one.by, one.neither) for one in rows][:1] == [(By.ALL, None)]
    trained = ikm.Records(
        programs=[program("g21", 2021, "training", GOWA)],
        participants=[person("NEW", GOWA)],
        participations=[row("NEW", "g21", "completed")],
        complete=[2021],
    )
    (whole, *_) = [one for one in planning.cohorts(trained).rows if one.year == 2021]
    assert (whole.completed, whole.neither) == (1, None)
    assert whole.unknown["neither"].say().startswith("the records may not hold every list")
    said = planning.cohorts(trained.changed(complete=[2021, 2022]))
    assert [one.neither for one in said.rows if one.year == 2021][:1] == [1]
    assert said.sheet().records()[0]["by"].label.id == "semua"


def test_cohorts_do_without_a_policy():
    """Without any policy commodities stand as they are written."""
    values = {one.value for one in planning.cohorts(SETTLED, policies=[]).rows}
    assert {"benang", "yarn", "Kopi Toraja"} <= values


@given(strategies.records())
def test_cohort_parts_add_up(records):
    """Mentored, apprenticed and neither make the completed; the groups make the whole."""
    rows = planning.cohorts(records.changed(complete=range(2000, 2040))).rows
    for one in rows:
        if None not in figures(one):
            assert one.completed <= one.trained
            assert one.mentored + one.apprenticed - one.both + one.neither == one.completed
        assert {name for name in COHORT if getattr(one, name) is None} == one.unknown.keys()
    for whole in rows:
        for by in By if whole.by is By.ALL else ():
            parts = [figures(one) for one in rows if (one.year, one.by) == (whole.year, by)]
            for name, *column in zip(COHORT, *parts, strict=True):
                if None not in column:
                    assert sum(column) == getattr(whole, name)


COHORT = ("trained", "completed", "mentored", "apprenticed", "both", "neither")


# --- candidates ----------------------------------------------------------------------------


def test_candidates_are_those_with_the_step():
    """Completed last year: may come, with what they were trained in and where they already are."""
    found = {one.participant: one for one in planning.candidates(RECORDS, year=2021).eligible}
    assert set(found) == {"BOTH", "MENTORED", "LEFT", "NOWHERE", "TWIN", "WAIVED", "NEW"}
    mentored = found["MENTORED"]
    assert mentored.kinds == ("mentoring", "apprenticeship")
    assert mentored.programs == ("t20", "u20")
    assert mentored.commodities == ("benang", "Kopi Toraja")
    assert mentored.joined == ("mentoring",)
    assert (mentored.name, mentored.regency) == ("IKM contoh MENTORED", WAJO)
    waived = found["WAIVED"]
    assert (waived.kinds, waived.dispensation) == (("mentoring",), "D-WAIVED")
    assert found["LEFT"].dispensation is None


def test_the_undecided_come_apart_with_their_cause():
    """Open, unsettled, lost and perhaps the same IKM: each says what would decide it."""
    undecided = planning.candidates(RECORDS, year=2021).undecided
    assert {one.participant: one.cause.key for one in undecided} == {
        "OPEN": "open_step",
        "UNSETTLED": "unsettled_step",
        "LOST": "unknown_program_step",
        "SAME": "other_id",
    }
    cells = {
        one["participant"]: one for one in planning.candidates(RECORDS, year=2021).sheet().records()
    }
    assert cells["OPEN"]["cause"].say("id").startswith("satu tahap tahun 2020")
    assert cells["LOST"]["name"] is None


def test_candidates_need_a_policy_of_the_year():
    """Without a policy nobody can be said to be eligible; one that asks for nothing has none."""
    with pytest.raises(PolicyError, match="2019"):
        planning.candidates(RECORDS, year=2019)
    free = evolve(POLICY, prerequisites={})
    assert planning.candidates(RECORDS, year=2021, policies=[free]).rows == ()


def test_kinds_may_ask_for_different_steps():
    """Where mentoring looks back further than apprenticeship, a candidate may be one only."""
    longer = evolve(
        POLICY,
        prerequisites={
            **POLICY.prerequisites,
            MENTORING: evolve(POLICY.prerequisites[MENTORING], within=2),
        },
    )
    records = ikm.Records(
        programs=[program("t19", 2019, "training", WAJO), program("t20", 2020, "training", WAJO)],
        participants=[person("OLD"), person("HALF")],
        participations=[
            row("OLD", "t19", "completed"),
            row("HALF", "t19", "completed"),
            row("HALF", "t20"),
        ],
    )
    found = planning.candidates(records, year=2021, policies=[longer])
    assert [(one.participant, one.outcome, one.kinds) for one in found.rows] == [
        ("HALF", "eligible", ("mentoring",)),
        ("OLD", "eligible", ("mentoring",)),
        ("HALF", "undecided", ("apprenticeship",)),
    ]


@given(strategies.records(), st.none() | strategies.days(2021))
def test_candidates_agree_with_eligibility(records, as_of):
    """Whoever is a candidate gets that very verdict, and whoever is eligible is a candidate."""
    found = planning.candidates(records, year=2021, as_of=as_of)
    told = {(one.participant, kind): one.outcome for one in found.rows for kind in one.kinds}
    for (participant, kind), outcome in told.items():
        verdict = ikm.eligibility(records, participant, kind, year=2021, as_of=as_of)
        assert verdict.outcome is outcome
    for participant in {one.id for one in records.participants}:
        for kind in POLICY.prerequisites:
            try:
                verdict = ikm.eligibility(records, participant, kind, year=2021, as_of=as_of)
            except ikm.PolicyError:  # of a province that no policy at hand is for
                assert (participant, kind) not in told
                continue
            by_place = verdict.waived_by is not None and verdict.waived_by.participant is None
            if verdict.ok and not by_place and participant in records.by_id("participants"):
                assert (participant, kind) in told


# --- compare -------------------------------------------------------------------------------


def told(comparison):
    """Return each difference in short."""
    return [
        (
            one.code,
            one.subject.get("participant") or one.subject.get("id") or one.subject.get("regency"),
            one.before,
            one.after,
            [reason.say() for reason in one.because],
            [evidence.say() for evidence in one.records],
        )
        for one in comparison.differences
    ]


CHAIN = ikm.Records(
    programs=[
        program("t19", 2019, "training", WAJO),
        program("t20", 2020, "training", WAJO),
        program("m21", 2021, "mentoring", WAJO),
    ],
    participants=[person("OLD"), person("OK")],
    participations=[
        row("OLD", "t19", "completed"),
        row("OK", "t20", "completed"),
        row("OLD", "m21"),
        row("OK", "m21"),
    ],
)


def judged(records=CHAIN, **options):
    """Check who may be mentored."""
    return ikm.check(records, **{"year": 2021, "select": ["IKM2"], **options})


def test_equal_reports_do_not_differ():
    """The same question about the same records has the same answer."""
    comparison = planning.compare(judged(), judged())
    assert comparison.ok
    assert comparison.sheet().rows == ()


def test_a_value_of_the_policy_is_named_as_the_reason():
    """Looking back two years admits the one trained in 2019; other changed values do not."""
    changed = evolve(
        POLICY,
        id="what-if",
        prerequisites={
            MENTORING: Prerequisite(
                kinds=(ikm.ProgramKind.TRAINING,),
                within=2,
                status=ikm.ParticipationStatus.COMPLETED,
            ),
            ikm.ProgramKind.APPRENTICESHIP: POLICY.prerequisites[ikm.ProgramKind.APPRENTICESHIP],
        },
        partners=(*POLICY.partners, "third-partner"),
        potentials={},
    )
    comparison = planning.compare(judged(), judged(policies=[changed]))
    assert told(comparison) == [
        (
            "IKM201",
            "OLD",
            "violated",
            None,
            ["the policy's prerequisites.mentoring: within 1 -> within 2"],
            [],
        )
    ]
    (cells,) = comparison.sheet().records()
    assert (cells["before"], cells["after"]) == ("violated", None)


def test_a_third_partner_is_a_reason_too():
    """A plain list of the policy shows both lists."""
    joint = evolve(
        CHAIN.programs[2], lead="disperin-sulsel", partners=("dekranasda-sulsel", "pkk-sulsel")
    )
    records = CHAIN.changed(replace=[(CHAIN.programs[2], joint)])
    more = evolve(POLICY, partners=(*POLICY.partners, "kadin"))
    comparison = planning.compare(
        judged(records, select=["IKM302"]), judged(records, select=["IKM302"], policies=[more])
    )
    assert told(comparison) == [
        (
            "IKM302",
            "m21",
            None,
            "violated",
            [
                (
                    "the policy's partners: dekranasda-sulsel, pkk-sulsel ->"
                    " dekranasda-sulsel, pkk-sulsel, kadin"
                )
            ],
            [],
        )
    ]


def test_records_that_differ_are_named():
    """What was added, changed and removed for the subject is the evidence."""
    added = CHAIN.changed(add=[row("OLD", "t20", "completed")])
    assert told(planning.compare(judged(), judged(added))) == [
        (
            "IKM201",
            "OLD",
            "violated",
            None,
            [],
            ["participations OLD t20 was added"],
        )
    ]
    cancelled = evolve(CHAIN.programs[1], status="cancelled")
    without = CHAIN.changed(replace=[(CHAIN.programs[1], cancelled)], complete=[2020])
    whole = CHAIN.changed(complete=[2020])
    assert told(
        planning.compare(judged(whole, select="IKM201"), judged(without, select="IKM201"))
    ) == [("IKM201", "OK", None, "violated", [], ["programs t20 was changed"])]
    removed = ikm.Records(
        programs=CHAIN.programs,
        participants=CHAIN.participants,
        participations=[one for one in CHAIN.participations if one.program != "t19"],
    )
    assert planning.compare(judged(), judged(removed)).ok


def test_rules_and_settings_are_reasons():
    """A rule that did not run, and another setting of the check, explain themselves."""
    off = planning.compare(judged(), judged(ignore=["IKM201"]))
    on = planning.compare(judged(ignore=["IKM201"]), judged())
    assert [one[4] for one in told(off)] == [["the rule did not run"]]
    assert [one[4] for one in told(on)] == [["the rule did not run before"]]
    said = planning.compare(
        judged(evolve_statusless(), select="IKM203"),
        judged(evolve_statusless().changed(complete=[2020]), select="IKM203"),
    )
    assert [one[4] for one in told(said)] == [["complete of the check: - -> 2020"]]
    narrow = planning.compare(
        judged(select="IKM401", scope=[SOPPENG]), judged(select="IKM401", scope=[GOWA])
    )
    assert [(one[1], one[4]) for one in told(narrow)] == [
        (GOWA, ["scope of the check: 73.12 -> 73.06"]),
        (SOPPENG, ["scope of the check: 73.12 -> 73.06"]),
    ]


def test_values_that_only_make_sense_together_are_not_tried_alone():
    """Commodities without the potentials that use them are no policy, so nothing is claimed."""
    fewer = evolve(POLICY, commodities={}, potentials={}, announced=())
    records = ikm.Records(
        programs=[program("g21", 2021, "training", GOWA, commodity="benang", status="planned")]
    )
    before = judged(records, select="IKM402")
    (difference,) = planning.compare(
        before, judged(records, select="IKM402", policies=[fewer])
    ).differences
    assert (difference.before, difference.after) == ("violated", "undecided")
    assert [one.say() for one in difference.because]


def test_a_policy_that_does_not_go_with_the_scope_is_not_tried():
    """Another province's values cannot be tried alone on the regencies of this one."""
    other = evolve(POLICY, id="jawa-barat", province="32", potentials={}, announced=())
    comparison = planning.compare(
        judged(select="IKM401", scope=[SOPPENG]),
        judged(select="IKM401", scope=["32.04"], policies=[other]),
    )
    assert {one.subject["regency"] for one in comparison.differences} == {SOPPENG}
    reasons = [one.say() for each in comparison.differences for one in each.because]
    assert not [one for one in reasons if "province" in one]


def evolve_statusless():
    """Return the chain without the training of 2020."""
    return ikm.Records(
        programs=[CHAIN.programs[0], CHAIN.programs[2]],
        participants=CHAIN.participants,
        participations=[one for one in CHAIN.participations if one.program != "t20"],
    )


def test_two_years_are_laid_side_by_side():
    """The plan of one year against that of the next: a regency newly left out is a difference."""
    next_year = [evolve(CHAIN.programs[2], id="m22", year=2022, regencies=[SOPPENG])]
    records = CHAIN.changed(add=next_year)
    comparison = planning.compare(
        ikm.check(records, year=2021, select=["IKM401"]),
        ikm.check(records, year=2022, select=["IKM401"]),
    )
    assert [one[:4] for one in told(comparison)] == [
        ("IKM401", SOPPENG, "violated", None),
        ("IKM401", WAJO, None, "violated"),
    ]


def test_undecided_subjects_are_compared_one_by_one():
    """More than a finding names are compared all the same."""
    crowd = [person(f"P{n}") for n in range(9)]
    records = ikm.Records(
        programs=CHAIN.programs,
        participants=crowd,
        participations=[row(one.id, "m21") for one in crowd],
    )
    before, after = judged(records), judged(records.changed(complete=[2020]))
    assert before.findings[0].count == 9
    differences = planning.compare(before, after).differences
    newcomers = [one for one in differences if one.code == "IKM201"]
    assert len(newcomers) == 9
    assert {(one.before, one.after) for one in newcomers} == {("undecided", "violated")}


def test_a_difference_nobody_in_the_subject_explains_says_so():
    """Records of others can decide: a list that arrived makes a history held."""
    start = ikm.Records(
        programs=[CHAIN.programs[1], CHAIN.programs[2]],
        participants=[person("NEW"), person("OK")],
        participations=[row("NEW", "m21")],
    )
    listed = start.changed(add=[row("OK", "t20", "completed")])
    (difference,) = planning.compare(
        judged(start, select="IKM201"), judged(listed, select="IKM201")
    ).differences
    assert (difference.before, difference.after) == ("undecided", "violated")
    assert [one.say() for one in difference.because] == [
        "several changes together, or records of others"
    ]


def test_another_severity_is_a_difference():
    """Nine errors and nine notes are not the same."""
    milder = evolve(POLICY, severities={"IKM201": ikm.Severity.NOTE})
    comparison = planning.compare(judged(), judged(policies=[milder]))
    (difference,) = comparison.differences
    assert (difference.before, difference.after) == ("violated", "violated")
    assert (difference.severity_before, difference.severity_after) == ("error", "note")
    assert [one.say() for one in difference.because] == [
        "the policy's severities.IKM201: - -> note"
    ]
    assert (comparison.before["error"], comparison.after["error"]) == (1, 0)
    (note,) = comparison.sheet().notes
    assert note.say() == "before: error 1; after: note 1"
    note = planning.compare(judged(), judged()).sheet().notes[0]
    assert note.say("id").startswith("sebelum: kesalahan 1")


def test_findings_of_one_subject_are_counted():
    """Nine rows without a title, then three: each is an error of the same rule and no subject."""
    empty = {"id": "t20", "year": 2020, "kind": "training"}
    many, few = (
        ikm.Records.from_rows({"programs": [{**empty, "id": f"t{n}"} for n in range(count)]})
        for count in (9, 3)
    )
    comparison = planning.compare(ikm.check(many, select="IKM001"), ikm.check(few, select="IKM001"))
    assert (comparison.before["error"], comparison.after["error"]) == (9, 3)
    assert not comparison.ok
    assert sum(one.count_before - one.count_after for one in comparison.differences) == 6


def test_values_that_changed_are_told():
    """Still violated, but by another look-back: the row says what is different."""
    longer = evolve(
        POLICY,
        prerequisites={
            **POLICY.prerequisites,
            MENTORING: evolve(POLICY.prerequisites[MENTORING], within=2),
        },
    )
    records = CHAIN.changed(add=[person("NONE"), row("NONE", "m21")], complete=[2019, 2020])
    comparison = planning.compare(judged(records), judged(records, policies=[longer]))
    none = next(one for one in comparison.differences if one.subject["participant"] == "NONE")
    assert (none.before, none.after) == ("violated", "violated")
    assert none.values == {"before": ("2020", "2019-2020")}
    cells = next(one for one in comparison.sheet().records() if "NONE" in one["subject"])
    assert [one.say() for one in cells["values"]] == ["before: 2020 -> 2019-2020"]
    old = next(one for one in comparison.differences if one.subject["participant"] == "OLD")
    assert (old.after, old.severity_after, old.count_after, old.values) == (None, None, 0, {})


# --- results -------------------------------------------------------------------------------


def results(who, before, after, measure="workers"):
    """Return the results of a participant in the year of training and the year after."""
    made = {2020: before, 2021: after}
    return [
        ikm.Result(participant=who, year=year, measure=measure, value=value)
        for year, value in made.items()
        if value is not None
    ]


def cohort_of(followed, stopped, *, without=0):
    """Return records of IKM that were followed up and that were not, with changes in workers."""
    groups = {"F": followed, "S": stopped}
    ids = [f"{name}{n}" for name, changes in groups.items() for n in range(len(changes))]
    blank = [f"F-{n}" for n in range(without)]
    found = [
        one
        for name, changes in groups.items()
        for n, change in enumerate(changes)
        for one in results(f"{name}{n}", 10, 10 + change)
    ]
    return ikm.Records(
        programs=[program("t20", 2020, "training", WAJO), program("m21", 2021, "mentoring", WAJO)],
        participations=[row(one, "t20", "completed") for one in (*ids, *blank)]
        + [row(one, "m21") for one in (*ids, *blank) if one.startswith("F")],
        results=found,
        complete=[2020, 2021],
    )


def shown(records):
    """Return the figures about workers, by whether the group was followed up."""
    return {
        one.followed: (one.people, one.measured, one.no_data, one.rose, one.median)
        for one in planning.outcomes(records).rows
        if one.measure is ikm.Measure.WORKERS
    }


def test_change_is_shown_for_both_groups():
    """Counts, how many rose, the median, and how many had no data."""
    records = cohort_of([1, 2, 3, 0, -1, 4], [0, 0, 1, 0, -2], without=2)
    assert shown(records) == {True: (8, 6, 2, 4, 1.5), False: (5, 5, 0, 1, 0.0)}
    (cells, *_) = planning.outcomes(records).sheet().records()
    assert cells["followed"] is True


def test_exact_figures_are_exact():
    """A group of one is told too: who asks holds the records."""
    assert shown(cohort_of([1, 2], [0])) == {True: (2, 2, 0, 2, 1.5), False: (1, 1, 0, 0, 0.0)}
    assert shown(cohort_of([], [], without=1))[True] == (1, 0, 1, 0, None)


def test_contradicting_results_leave_the_change_open():
    """Both are stated, so it is measured; what changed nobody knows."""
    records = cohort_of([1, 2, 3, 4, 5, 6], [])
    twice = records.changed(add=results("F0", 99, None))
    assert shown(twice)[True] == (6, 6, 0, None, None)
    (change,) = [
        one
        for one in planning.outcomes(twice).rows
        if one.followed and one.measure is ikm.Measure.WORKERS
    ]
    assert change.unknown["median"].say() == "an id of results that it needs has different contents"
