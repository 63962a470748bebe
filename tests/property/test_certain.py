"""What may be lawful is never called unlawful: every example that was once called so.

Each was found by trial while every rule judged doubt by itself.
"""

import datetime as dt
import json

import pytest
from attrs import evolve

import ikm_sinergi as ikm
from ikm_sinergi.errors import InvalidValueError, UnknownRecordError
from rows_of_wajo import dispensation, person, program, step

SOPPENG = "73.12"
NIB = "1234567890123"
POLICY = ikm.policies()[0]
POLICY_OF_2020 = evolve(POLICY, valid_from=dt.date(2020, 1, 1))


def newcomer(**more):
    """Rows by which P, which is mentored in 2021, is surely a newcomer; more rows by table."""
    rows = {
        "programs": [program(), program("m21", 2021, "mentoring")],
        "participants": [person("P"), person("OTHER")],
        "participations": [step("OTHER"), step("P", "m21", "attending")],
    }
    return {name: [*rows.get(name, ()), *more.get(name, ())] for name in {**rows, **more}}


def outcomes(records, code, **asked):
    """How often a rule came to each outcome; those that are none are left out."""
    tally = ikm.check(records, year=2021, **asked).rules[code]
    found = {one: getattr(tally, one) for one in ("violated", "waived", "undecided", "passed")}
    return {one: count for one, count in found.items() if count}


def of_rows(rows, code="IKM201", *, complete=(), **asked):
    """The same of rows of one call."""
    return outcomes(ikm.Records.from_rows(rows, complete=complete), code, **asked)


def delivered(folder, broken=(), **offices):
    """Read one JSON file of each office, beside a folder with files that cannot be read."""
    paths = []
    for office, tables in offices.items():
        paths.append(folder / f"{office}.json")
        paths[-1].write_text(json.dumps({"schema_version": 1, **tables}), "utf-8")
    for name in broken:
        paths.append(folder / name)
        paths[-1].write_bytes(b"\x00\xff\x00")
    return ikm.read(paths, on_error=lambda _: None)


def test_the_newcomer_of_these_examples_is_one():
    """Where nothing is missing, IKM201 finds it: the doubt below comes from the gap alone."""
    assert of_rows(newcomer()) == {"violated": 1}


# --- lists, rows and files that are not there ----------------------------------------------


def test_a_list_that_could_not_be_read_accuses_nobody(tmp_path):
    """P may stand on it, though another list of the regency was read."""
    assert outcomes(delivered(tmp_path, a=newcomer()), "IKM201") == {"violated": 1}
    read = delivered(tmp_path, ["participations.csv"], a=newcomer())
    assert outcomes(read, "IKM201") == {"undecided": 1}


def test_a_second_training_without_a_list_accuses_nobody():
    """One list does not vouch for the other."""
    assert of_rows(newcomer(programs=[program("t20b")])) == {"undecided": 1}


def test_a_rejected_row_that_names_nobody_may_name_anybody():
    """Even where another list vouches for the regency."""
    row = {"program": "t20", "status": "completed"}
    more = {"programs": [program("t20b")], "participations": [step("OTHER", "t20b"), row]}
    assert of_rows(newcomer(**more)) == {"undecided": 1}


@pytest.mark.parametrize(
    ("broken", "code", "found"),
    [
        ({"kind": "pelatihann"}, "IKM401", {"undecided": 24}),
        ({"regencies": ["7313"]}, "IKM401", {"undecided": 24}),
        ({"kind": "pelatihann"}, "IKM404", {"undecided": 14}),
        ({"regencies": ["7313"]}, "IKM404", {"undecided": 7, "violated": 7}),  # of other kinds
    ],
)
def test_one_typo_accuses_no_regency_and_no_announcement(broken, code, found):
    """A program that may be the one, whichever of its fields could not be read."""
    row = program("x", 2021, regencies=None) | broken
    assert of_rows({"programs": [row]}, code) == found


# --- aliases -------------------------------------------------------------------------------

TWINS = [person("P", nib=NIB), person("TWIN", nib=NIB, name="Lain")]


@pytest.mark.parametrize(
    "more",
    [
        {"programs": [program("x", status="?")], "participations": [step("TWIN", "x")]},
        {"programs": [program("x", kind="development")], "participations": [step("TWIN", "x")]},
        {"participations": [step("TWIN", "nowhere")]},
        {"participations": [{"participant": "TWIN", "program": 7}]},
    ],
    ids=["unreadable", "unsettled", "unknown", "rejected"],
)
def test_the_other_id_of_one_nib_is_as_doubtful_as_ones_own(more):
    """Its step is in doubt, or its own row was rejected."""
    rows = newcomer(**more)
    rows["participants"] = [*TWINS, person("OTHER")]
    assert of_rows(rows, complete=[2020]) == {"undecided": 1}


@pytest.mark.parametrize("bare", ["P", "TWIN"])
def test_a_name_without_a_regency_is_one_way_and_the_other(bare):
    """Whichever of the two states none, they may be one IKM."""
    people = {"P": person("P", name="UD Sinar"), "TWIN": person("TWIN", name="U.D. Sinar")}
    del people[bare]["regency"]
    rows = newcomer(participations=[step("TWIN")])
    rows["participants"] = [*people.values(), person("OTHER")]
    assert of_rows(rows, complete=[2020]) == {"undecided": 1}


# --- policies ------------------------------------------------------------------------------


def test_each_required_kind_needs_its_lists():
    """The lists of one kind do not vouch for the other."""
    both = evolve(
        POLICY.prerequisites[ikm.ProgramKind.MENTORING],
        kinds=(ikm.ProgramKind.TRAINING, ikm.ProgramKind.COACHING_CLINIC),
    )
    two = evolve(POLICY, prerequisites={ikm.ProgramKind.MENTORING: both})
    assert of_rows(newcomer(), policies=two) == {"undecided": 1}
    clinic = {"programs": [program("k", kind="coaching_clinic")]}
    rows = newcomer(**clinic, participations=[step("OTHER", "k")])
    assert of_rows(rows, policies=two) == {"violated": 1}


def test_who_attended_a_clinic_is_not_left_behind():
    """With no prerequisite at all, nothing that follows is asked for."""
    free = evolve(POLICY, prerequisites={})
    rows = newcomer(
        programs=[program("k", kind="coaching_clinic")], participations=[step("OTHER", "k")]
    )
    assert of_rows(rows, "IKM205", policies=free) == {}


def test_the_policy_of_south_sulawesi_does_not_judge_bandung():
    """Its rules are for its own regencies."""
    bandung = {"regencies": ["32.04"]}
    rows = {
        "programs": [program(**bandung), program("m21", 2021, "mentoring", **bandung)],
        "participants": [person("P", regency="32.04"), person("OTHER", regency="32.04")],
        "participations": [step("OTHER"), step("P", "m21", "attending")],
    }
    assert of_rows(rows) == {}


def test_the_policy_of_south_sulawesi_does_not_judge_the_sales_of_bandung():
    """Nor the grants of its programs."""
    rows = {
        "programs": [program(regencies=["32.04"]), program("x", regencies=["32.04"])],
        "sales": [{"program": "t20", "retailer": "Toko"}],
        "grants": [
            {"id": one, "program": one, "item": "Alat", "recipient": "P"} for one in ("t20", "x")
        ],
    }
    records = ikm.Records.from_rows(rows)
    for code in ("IKM502", "IKM504", "IKM602"):
        report = ikm.check(records, year=2020, select=[code], policies=POLICY_OF_2020)
        assert not report.rules[code].applicable


# --- agencies ------------------------------------------------------------------------------

NEW = {
    "id": "disperin-baru",
    "name": "Dinas Perindustrian",
    "short_name": "Disperin",
    "sides": ["upstream"],
    "leads": ["coaching_clinic"],
    "formerly": ["disperin-sulsel"],
}


def test_an_agency_that_was_renamed_takes_its_mandate_along():
    """It replaces the bundled one that bore its earlier id."""
    rows = {"programs": [program("x", 2021, "training", lead="disperin-sulsel")], "agencies": [NEW]}
    assert of_rows(rows, "IKM301") == {"violated": 1}


def test_a_table_of_agencies_that_could_not_be_read_is_not_the_bundled_one(tmp_path):
    """It may give the agency another mandate."""
    rows = {"programs": [program("x", 2021, "coaching_clinic", lead="disperin-sulsel")]}
    assert of_rows(rows, "IKM301") == {"violated": 1}
    read = delivered(tmp_path, ["agencies.csv"], a=rows)
    assert outcomes(read, "IKM301") == {"undecided": 1}


# --- deliveries ----------------------------------------------------------------------------


def test_the_tables_of_one_office_do_not_make_the_silence_of_another_a_fault(tmp_path):
    """Office A gave its grants, office B gave none and is not accused."""
    led = {"lead": "disperin-sulsel", "status": "completed"}
    a = {"programs": [program("a", 2021, **led)], "grants": []}
    b = {"programs": [program("b", 2021, **led)]}
    read = delivered(tmp_path, a=a, b=b)
    assert outcomes(read, "IKM501") == {"violated": 1, "undecided": 1}


def test_the_same_partners_in_another_order_are_the_same(tmp_path):
    """Two offices write of one program."""
    partners = ["pkk-sulsel", "dekranasda-sulsel"]
    a = {"programs": [program("x", 2021, partners=partners)]}
    b = {"programs": [program("x", 2021, partners=partners[::-1])]}
    assert outcomes(delivered(tmp_path, a=a, b=b), "IKM101") == {"passed": 1}


# --- dispensations -------------------------------------------------------------------------

GRANTED = {
    "id": "D-1",
    "rule": "IKM201",
    "year": 2021,
    "participant": "P",
    "reason": "contoh",
    "approved_by": "disperin-sulsel",
    "decided_on": "2021-02-01",
    "expires": "2021-12-31",
}


def test_dispensations_that_could_not_be_read_may_cover(tmp_path):
    """What they would have waived is not held against anybody."""
    read = delivered(tmp_path, ["dispensations.csv"], a=newcomer())
    assert outcomes(read, "IKM201") == {"undecided": 1}


@pytest.mark.parametrize(
    "change",
    [
        [{"approved_by": "disperin-wajo"}],
        [{}, {"expires": "2020-03-01", "decided_on": "2020-02-01"}],
        [{"decided_on": "entah"}],
    ],
    ids=["its approver is not known", "it has two contents", "it could not be read"],
)
def test_a_dispensation_in_doubt_leaves_it_open(change):
    """It may cover, so nobody is accused; nor is anybody waived."""
    rows = newcomer(dispensations=[GRANTED | one for one in change])
    assert of_rows(rows) == {"undecided": 1}
    assert of_rows(newcomer(dispensations=[GRANTED])) == {"waived": 1}


def test_a_dispensation_whose_rule_was_not_judged_is_neither_expired_nor_fine():
    """IKM701 asks only where the rule that it names ran."""
    rows = newcomer(dispensations=[GRANTED])
    assert of_rows(rows, "IKM701") == {"passed": 1}
    assert of_rows(rows, "IKM701", ignore=["IKM201"]) == {}
    assert of_rows(rows, "IKM701", select=["IKM701"]) == {}


def test_nobody_may_approve_is_no_crash():
    """A policy may entitle nobody."""
    strict = evolve(POLICY, approvers=())
    assert of_rows(newcomer(dispensations=[GRANTED]), policies=strict) == {"violated": 1}
    assert of_rows(newcomer(dispensations=[GRANTED]), "IKM704", policies=strict) == {"violated": 1}
    assert not ikm.may_join("mentoring", year=2021, history=[], policy=strict).ok


# --- verdicts ------------------------------------------------------------------------------


def asked(rows=None, **options):
    """Return whether P may be mentored in 2021."""
    records = ikm.Records.from_rows(rows or newcomer())
    return ikm.eligibility(records, "P", "mentoring", year=2021, **options)


def test_a_status_that_could_not_be_read_is_as_open_to_a_verdict_as_to_a_rule():
    """Of the program that is asked about, and of the training that is looked for."""
    odd = newcomer(programs=[program("x", status="?")], participations=[step("P", "x")])
    assert asked(odd).outcome is ikm.Eligibility.UNDECIDED
    assert of_rows(odd) == {"undecided": 1}
    own = newcomer(programs=[program("odd", 2021, "mentoring", status="?")])
    own["participations"] = [step("OTHER"), step("P", "odd", "attending")]
    assert asked(own, program="odd").outcome is ikm.Eligibility.UNDECIDED
    assert of_rows(own) == {"undecided": 1}


def test_a_rule_that_is_off_makes_nobody_ineligible():
    """As it makes no finding."""
    off = evolve(POLICY, off=frozenset({"IKM201"}))
    assert asked(policies=off).ok


@pytest.mark.parametrize(
    ("name", "error"),
    [("nowhere", UnknownRecordError), ("t20", InvalidValueError), ("off", InvalidValueError)],
)
def test_a_program_that_nobody_can_join_is_refused(name, error):
    """Unknown, of another year and kind, or cancelled."""
    rows = newcomer(programs=[program("off", 2021, "mentoring", status="cancelled")])
    with pytest.raises(error):
        asked(rows, program=name)


def test_remedies_do_not_break_each_other():
    """Applied one after the other, in any order, each keeps its promise."""
    records = ikm.Records.from_rows(newcomer())
    steps = [one for one in asked().remedies if one.add]
    assert len(steps) == 2
    for order in (steps, steps[::-1], [steps[0], steps[0]]):
        changed = records
        for remedy in order:
            changed = remedy.applied_to(changed)
        for remedy in order:
            assert ikm.eligibility(changed, "P", "mentoring", year=remedy.year).ok


def test_no_remedy_promises_a_year_without_a_policy():
    """What follows it is not known."""
    last = evolve(POLICY, valid_to=dt.date(2021, 12, 31))
    assert {one.year for one in asked(policies=last).remedies} == {2021}


def test_an_undecided_verdict_offers_training_too():
    """Whatever comes of the doubt, this year's training makes it eligible the next."""
    rows = newcomer(programs=[program("t20b")])
    assert [one.year for one in asked(rows).remedies] == [2021, 2022]


def test_a_verdict_names_what_does_not_cover():
    """And why it does not."""
    rows = newcomer(dispensations=[GRANTED | {"rule": "IKM202"}])
    (refusal,) = asked(rows).refused
    assert refusal.phrase.say() == "it is for the rule IKM202"


# --- what two offices say of one participation -----------------------------------------------

TRAINED_IN_YARN = {
    "programs": [
        program(commodity="yarn"),
        program("b20", commodity="bamboo craft"),
        program("m21", 2021, "mentoring", commodity="bamboo craft"),
    ],
    "participants": [person("P")],
}
LEFT = {
    "the mentoring": ([step("P")], "m21", "attending"),
    "the only training": ([step("P", "m21", "attending")], "t20", "completed"),
    "the training in the commodity": (
        [step("P"), step("P", "m21", "attending")],
        "b20",
        "completed",
    ),
}


@pytest.mark.parametrize(("rest", "identifier", "status"), LEFT.values(), ids=LEFT)
def test_another_office_may_know_of_a_withdrawal(tmp_path, rest, identifier, status):
    """The commodity changed only if it took part, and was trained in nothing else."""
    a = {**TRAINED_IN_YARN, "participations": [*rest, step("P", identifier, status)]}
    b = {"programs": a["programs"], "participations": [step("P", identifier, "withdrawn")]}
    read = delivered(tmp_path, a=a, b=b)
    assert outcomes(evolve(read, complete=[2020]), "IKM204") == {"undecided": 1}


@pytest.mark.parametrize(
    ("statuses", "found"),
    [
        (("attending", "completed"), {"violated": 1}),
        (("attending", "withdrawn"), {"undecided": 1}),
    ],
)
def test_what_two_offices_agree_in_is_no_doubt(tmp_path, statuses, found):
    """Whoever attends takes part, as whoever completed does: both owe a result."""
    rows = {"programs": [program("m21", 2021, "mentoring")], "participants": [person("P")]}
    a, b = ({**rows, "results": [], "participations": [step("P", "m21", one)]} for one in statuses)
    assert outcomes(delivered(tmp_path, a=a, b=b), "IKM208", select=["IKM208"]) == found


def test_two_offices_that_say_no_status_alike_leave_the_step_open(tmp_path):
    """Registered or attending: neither says that the training was completed."""
    a, b = (newcomer(participations=[step("P", "t20", one)]) for one in ("registered", "attending"))
    read = delivered(tmp_path, a=a, b=b)
    (finding,) = ikm.check(read, year=2021, select=["IKM201"]).findings
    assert finding.outcome is ikm.Outcome.UNDECIDED
    assert "not marked completed" in finding.say()


# --- who was mentored, not trained -----------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "en", "id_"),
    [
        ("IKM204", "completed mentoring in another commodity", "menyelesaikan pendampingan dalam"),
        ("IKM205", "P completed mentoring in 2020", "P menyelesaikan pendampingan pada tahun 2020"),
    ],
)
def test_whoever_was_only_mentored_was_not_trained(code, en, id_):
    """Where a policy asks for mentoring before an apprenticeship, it is told as mentoring."""
    asks = evolve(
        POLICY.prerequisites[ikm.ProgramKind.MENTORING], kinds=(ikm.ProgramKind.MENTORING,)
    )
    policy = evolve(POLICY, prerequisites={ikm.ProgramKind.APPRENTICESHIP: asks})
    rows = {
        "programs": [
            program("m20", kind="mentoring", commodity="yarn"),
            program("a21", 2021, "apprenticeship", commodity="bamboo craft"),
        ],
        "participants": [person("P"), person("OTHER")],
        "participations": [
            step("P", "m20"),
            step("OTHER", "m20"),
            step("P" if code == "IKM204" else "OTHER", "a21", "attending"),
        ],
    }
    records = ikm.Records.from_rows(rows, complete=[2020, 2021])
    report = ikm.check(records, year=2021, select=[code], policies=policy)
    (finding,) = report.findings
    assert en in finding.say("en")
    assert id_ in finding.say("id")


# --- rows that were set aside ---------------------------------------------------------------


TWIN = {"id": "t20", "year": 2020, "kind": "training"}  # a title is missing


@pytest.mark.parametrize(
    "twin",
    [
        {**TWIN, "regencies": [SOPPENG]},
        {**TWIN, "kind": "market"},
        {**TWIN, "status": "cancelled"},
        {**TWIN, "year": 2019},
        {**TWIN, "kind": "?"},
    ],
)
def test_a_set_aside_row_of_a_training_shakes_the_list_that_vouches(twin):
    """By what could be read of it the lists of the regency are not held."""
    assert of_rows(newcomer(programs=[twin])) == {"undecided": 1}


@pytest.mark.parametrize(
    ("programs", "row"),
    [
        ([program("o", kind="mentoring"), program("o", kind="mentoring", title="Z")], {}),
        ([{"id": "o", "year": 2020, "kind": "mentoring"}], {}),
        ([program("o", kind="mentoring")], {"participant": None}),
    ],
)
def test_a_later_step_is_one_also_where_its_row_is_in_doubt(programs, row):
    """Who completed it is no newcomer, whichever content of the program is right."""
    later = {**step("P", "o"), **row}
    rows = newcomer(programs=programs, participations=[later])
    records = ikm.Records.from_rows(rows, complete=[2020])
    assert outcomes(records, "IKM201") == {"undecided": 1}
    verdict = ikm.eligibility(records, "P", "mentoring", year=2021)
    assert verdict.outcome == "undecided"


def test_twice_in_one_delivery_and_contradicted_in_another_is_in_doubt(tmp_path):
    """What IKM108 tells of does not hide what the other office says."""
    twice = [{**step("P"), "note": note} for note in ("a", "b")]
    one = newcomer(participations=twice)
    assert outcomes(delivered(tmp_path, a=one), "IKM201") == {"passed": 1}
    other = {"participations": [step("P", status="withdrawn")]}
    assert outcomes(delivered(tmp_path, a=one, b=other), "IKM201") == {"undecided": 1}


def test_a_day_that_could_not_be_read_stays_unread_beside_another_office(tmp_path):
    """The rows agree, so they are one; when it was completed is not known."""
    rows = newcomer(participations=[{**step("P", status=None), "completed_on": "nanti"}])
    read = delivered(tmp_path, a=rows, b={"participations": [step("P", status="attending")]})
    assert outcomes(read, "IKM109")["undecided"] == 1


def test_a_grant_is_held_against_each_year_of_a_contested_program():
    """In one it was handed over, in the other not."""
    rows = {
        "programs": [program("x", 2020), program("x", 2021)],
        "grants": [{"id": "G", "program": "x", "item": "Alat", "handed_over": "2020-11-01"}],
    }
    report = ikm.check(
        ikm.Records.from_rows(rows), select=["IKM503"], policies=POLICY_OF_2020, year=[2020, 2021]
    )
    assert report.rules["IKM503"].undecided == 1


def test_a_mentoring_of_which_another_row_could_not_be_read_may_be_in_another_commodity():
    """Nor need it be a mentoring."""
    rows = newcomer(
        programs=[program("b20", commodity="yarn"), program("m", 2021, "mentoring", commodity="x")],
        participations=[step("P", "b20"), step("P", "m", "attending")],
    )
    rows["programs"][-1]["commodity"] = "bamboo craft"
    assert of_rows(rows, "IKM204", complete=[2020]) == {"violated": 1}
    twin = {"id": "m", "year": 2021, "kind": "?", "title": "T"}
    doubtful = {**rows, "programs": [*rows["programs"], twin]}
    assert of_rows(doubtful, "IKM204", complete=[2020]) == {"undecided": 1}


def test_a_day_that_could_not_be_read_may_stand_beside_the_status_of_another_office(tmp_path):
    """One says completed on some day, the other attending: a day beside that would be a fault."""
    rows = newcomer(participations=[{**step("P"), "completed_on": "nanti"}])
    read = delivered(tmp_path, a=rows, b={"participations": [step("P", status="attending")]})
    assert outcomes(read, "IKM109")["undecided"] == 1


MENTORED = {
    "programs": [program("m", 2021, "mentoring", status="completed")],
    "participants": [person("P")],
    "participations": [step("P", "m")],
}


@pytest.mark.parametrize(
    "fields", [{"program": "x" * 80}, {"regency": "9"}, {"participant": ["z"]}, {"program": [1]}]
)
def test_a_dispensation_of_which_the_subject_is_in_doubt_waives_nothing_for_sure(fields):
    """Another row of its id names a subject that could not be read."""
    rows = {**MENTORED, "dispensations": [dispensation()]}
    assert of_rows(rows, complete=[2020]) == {"waived": 1}
    twin = {name: value for name, value in dispensation().items() if name != "participant"}
    rows["dispensations"].append(twin | fields)
    assert of_rows(rows, complete=[2020]) == {"undecided": 1}


@pytest.mark.parametrize(
    "said", [{"nib": NIB}, {"nib": ["?"]}, {"owner": {"nik": "7313010101900001"}}]
)
def test_a_number_that_only_a_set_aside_row_states_makes_an_alias_too(said):
    """P may be OTHER, which was trained."""
    other = person("OTHER", nib=NIB, owner={"nik": "7313010101900001"})
    rows = {
        **MENTORED,
        "programs": [*MENTORED["programs"], program()],
        "participants": [person("P"), other],
        "participations": [step("P", "m"), step("OTHER")],
    }
    assert of_rows(rows, complete=[2020]) == {"violated": 1}
    doubtful = {**rows, "participants": [*rows["participants"], {"id": "P", **said}]}
    assert of_rows(doubtful, complete=[2020]) == {"undecided": 1}
    verdict = ikm.eligibility(
        ikm.Records.from_rows(doubtful, complete=[2020]), "P", "mentoring", year=2021
    )
    assert verdict.outcome == "undecided"


def test_what_a_set_aside_row_says_of_an_agency_is_heard():
    """It is a branch of one that may approve; and it bore another id before."""
    agency = {"id": "x", "name": "X", "short_name": "X", "sides": ["upstream"]}
    aside = {name: value for name, value in agency.items() if name != "name"}
    rows = {
        **MENTORED,
        "dispensations": [dispensation(approved_by="x")],
        "agencies": [agency, aside | {"branch_of": "disperin-sulsel"}],
    }
    assert of_rows(rows, complete=[2020]) == {"undecided": 1}
    rows = {
        "programs": [program("p", 2021, lead="y")],
        "agencies": [agency, aside | {"formerly": ["y"]}],
    }
    assert of_rows(rows, "IKM105") == {"passed": 1}


@pytest.mark.parametrize("years", [(2020, 2021), (2021, 2020)])
def test_the_order_of_rows_does_not_choose_what_a_set_aside_row_is_of(years):
    """It leaves blank the year in which the others differ."""
    one, other = (program("p", year) for year in years)
    aside = {"id": "p", "kind": "mentoring", "title": "T"}
    rows = {**MENTORED, "programs": [one, other, aside], "participations": [step("P", "p")]}
    assert of_rows(rows, complete=[2020]) == {"undecided": 1}


def test_a_year_that_only_a_set_aside_row_states_is_judged():
    """Its id is on record with another year."""
    rows = {
        **MENTORED,
        "programs": [program("m", 2020, "mentoring"), {"id": "m", "year": 2021}],
    }
    report = ikm.check(ikm.Records.from_rows(rows), select="IKM201")
    assert (report.years, report.rules["IKM201"].undecided) == ((2021,), 1)


@pytest.mark.parametrize(
    ("aside", "found"),
    [({"year": "20x1"}, 1), ({"status": "?"}, 1), ({"status": "running"}, 0)],
)
def test_an_id_of_which_a_set_aside_row_may_contradict_is_undecided(aside, found):
    """IKM101 passes only what surely agrees."""
    good = program("p", 2021, status="running")
    twin = {"id": "p", "kind": "training", "regencies": good["regencies"], **aside}
    records = ikm.Records.from_rows({"programs": [good, twin]})
    assert ikm.check(records, select="IKM101").rules["IKM101"].undecided == found


def test_who_may_be_of_another_regency_vouches_for_no_list():
    """OTHER may be TWIN of Soppeng: then nobody of Wajo is on the list."""
    owner = {"owner": {"nik": "7313010101900001"}}
    people = [person("P"), person("OTHER", **owner), person("TWIN", regency=SOPPENG, **owner)]
    assert of_rows({**newcomer(), "participants": people}) == {"undecided": 1}
    rows = {
        "programs": [program(), program("m21", 2021, "mentoring")],
        "participants": people,
        "participations": [step("P"), step("OTHER", "m21", "attending")],
    }
    assert of_rows(rows, "IKM205", complete=[2020, 2021]) == {"undecided": 1}


def test_a_guest_of_whom_another_row_may_say_anything_is_in_doubt_once():
    """A row of it was set aside that states an owner."""
    aside = {"id": "P", "regency": SOPPENG, "owner": {"nik": "7313010101900001"}}
    rows = newcomer(participants=[aside])
    assert of_rows(rows, "IKM403") == {"undecided": 1}
    rows["programs"][-1]["regencies"] = [SOPPENG]
    assert of_rows(rows, "IKM403") == {"undecided": 1}
