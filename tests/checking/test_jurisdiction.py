"""Whose policy judges what, where policies of several provinces are at hand."""

import datetime as dt

import pytest
from attrs import evolve

import ikm_sinergi as ikm

SULSEL = ikm.policies()[0]
FREE = evolve(SULSEL, id="free", province="76", prerequisites={}, announced=())
SAME = evolve(SULSEL, id="same", province="76", announced=())
BEFORE = evolve(FREE, province="72")


def program(name="m", year=2021, kind="mentoring", **more):
    """Return the row of a program."""
    return {"id": name, "year": year, "kind": kind, "title": "Kegiatan", **more}


def person(name="P", **more):
    """Return the row of an IKM."""
    return {"id": name, "name": f"Contoh {name}", **more}


def row(name="m", status="attending", participant="P"):
    """Return the row of a participation."""
    return {"participant": participant, "program": name, "status": status}


def dispensation(name="d", **more):
    """Return the row of a dispensation of the year, for P if nothing else is said."""
    subject = {} if more.keys() & {"program", "regency"} else {"participant": "P"}
    return {
        "id": name,
        "rule": "IKM201",
        "year": 2021,
        "reason": "contoh",
        "approved_by": "disperin-sulsel",
        "decided_on": "2021-01-02",
        "expires": "2021-12-31",
        **subject,
        **more,
    }


def judged(code, policies, *, complete=(2020, 2021), **tables):
    """Return the outcomes of a rule on rows, and how many it judged."""
    records = ikm.Records.from_rows(tables, complete=complete)
    report = ikm.check(records, year=2021, select=code, policies=policies, roll_up=False)
    found = [str(one.outcome) for one in report.findings if one.code == code]
    return found, report.rules[code].applicable


def verdict(policies, *, program=None, complete=(2020, 2021), **tables):
    """Return the verdict on P in mentoring of 2021."""
    records = ikm.Records.from_rows(tables, complete=complete)
    return ikm.eligibility(records, "P", "mentoring", year=2021, program=program, policies=policies)


# --- programs ------------------------------------------------------------------------------


@pytest.mark.parametrize("other", [FREE, BEFORE])
def test_a_program_of_two_provinces_is_judged_by_the_milder(other):
    """By check and by verdict, whichever of the provinces comes first."""
    served = [f"{other.province}.01", "73.13"]
    tables = {
        "programs": [program(regencies=served)],
        "participants": [person(regency="73.13")],
        "participations": [row()],
    }
    assert judged("IKM201", [SULSEL, other], **tables) == ([], 1)
    assert verdict([SULSEL, other], program="m", **tables).ok
    assert not verdict([SULSEL, other], **tables).ok


def test_what_both_provinces_find_is_found_once():
    """A year that the policy of one does not cover is judged by the other."""
    tables = {
        "programs": [program(regencies=["73.13", "76.01"])],
        "participants": [person(regency="73.13")],
        "participations": [row()],
    }
    assert judged("IKM201", [SULSEL, SAME], **tables) == (["violated"], 1)
    late = evolve(FREE, valid_from=dt.date(2022, 1, 1))
    assert judged("IKM201", [SULSEL, late], **tables) == (["violated"], 1)
    found = verdict([SULSEL, late], program="m", **tables)
    assert (found.outcome, found.policy) == (ikm.Eligibility.NOT_ELIGIBLE, "sulsel-2021")
    covered = {**tables, "dispensations": [dispensation()]}
    nobody = evolve(SAME, approvers=())
    assert judged("IKM201", [SULSEL, nobody], **covered) == (["waived"], 1)
    assert verdict([SULSEL, nobody], program="m", **covered).waived_by.id == "d"


def test_a_rule_that_every_policy_switches_off_does_not_run():
    """Nor does it where two provinces judge together."""
    off = [evolve(one, off=frozenset({"IKM302"})) for one in (SULSEL, SAME)]
    records = ikm.Records.from_rows(
        {"programs": [program(regencies=["73.13", "76.01"], lead="disperin-sulsel")]}
    )
    report = ikm.check(records, year=2021, policies=off, select="IKM3")
    assert "IKM302" not in report.rules


def test_regencies_of_a_program_of_two_provinces_are_judged_by_their_own():
    """Nobody was trained in either; one of the provinces asks for nothing before."""
    served = program(regencies=["73.13", "76.01"])
    assert judged("IKM203", [SULSEL, FREE], programs=[served]) == (["violated"], 1)
    assert judged("IKM203", [SULSEL, SAME], programs=[served]) == (["violated"] * 2, 2)


@pytest.mark.parametrize(
    ("other", "outcomes"), [(SAME, ["violated"]), (FREE, ["undecided"]), (None, ["undecided"])]
)
def test_contents_of_a_program_in_two_provinces_are_weighed(other, outcomes):
    """Found in each it is found; where no policy judges one of them it is open."""
    tables = {
        "programs": [program(regencies=["73.13"]), program(regencies=["76.01"])],
        "participants": [person(regency="73.13")],
        "participations": [row()],
    }
    policies = [SULSEL] if other is None else [SULSEL, other]
    assert judged("IKM201", policies, **tables) == (outcomes, 1)
    found = verdict(policies, program="m", **tables)
    assert found.ok is False
    assert (found.outcome is ikm.Eligibility.UNDECIDED) is (outcomes == ["undecided"])


@pytest.mark.parametrize(
    "broken", [{"regencies": ["73.13"]}, {"regencies": ["73.13", "76.01"]}, {}]
)
def test_who_is_in_a_program_of_a_rejected_row_is_judged_once(broken):
    """Whatever could be read of where it is."""
    tables = {
        "programs": [program(status="?", title="", **broken), program("n", regencies=["76.01"])],
        "participants": [person(regency="73.13")],
        "participations": [row()],
    }
    assert judged("IKM201", [SULSEL, SAME], **tables) == (["undecided"], 1)


# --- participants --------------------------------------------------------------------------


def trained_twice(*people, regencies=None, **tables):
    """Return tables in which P was trained twice in one commodity."""
    more = {"commodity": "kopi", "status": "completed", "regencies": regencies}
    return {
        "programs": [program(f"{one}", one, "training", **more) for one in (2020, 2021)],
        "participants": people,
        "participations": [row(f"{one}", "completed") for one in (2020, 2021)],
        **tables,
    }


OFF = evolve(SAME, off=frozenset({"IKM207"}))


@pytest.mark.parametrize(
    ("people", "regencies", "other", "expected"),
    [
        ([person()], None, SAME, (["violated"], 1)),
        ([person()], None, OFF, ([], 1)),
        ([person()], ["76.01"], OFF, ([], 0)),
        ([person()], ["73.13"], OFF, (["violated"], 1)),
        ([], None, SAME, (["violated"], 1)),
        ([person(regency="?")], None, SAME, (["violated"], 1)),
        ([person(regency="?")], None, OFF, (["undecided"], 1)),
        ([person(regency="73.13"), person(regency="73.12")], None, OFF, (["violated"], 1)),
        ([person(regency="76.01"), person(regency="76.02")], None, OFF, ([], 0)),
        ([person(regency="73.13"), person(regency="76.01")], None, SAME, (["violated"], 1)),
        ([person(regency="73.13"), person(regency="76.01")], None, OFF, (["undecided"], 1)),
        ([person(name="", regency=None)], None, OFF, (["undecided"], 1)),
    ],
)
def test_an_ikm_is_judged_once(people, regencies, other, expected):
    """By the province of its contents, else by those of its programs, else by all."""
    tables = trained_twice(*people, regencies=regencies)
    assert judged("IKM207", [SULSEL, other], **tables) == expected


def test_of_contents_elsewhere_the_only_policy_says_nothing():
    """It judges those that may be of its province, and leaves open whether they are."""
    apart = [person(regency="76.01"), person(regency="76.02")]
    assert judged("IKM207", SULSEL, **trained_twice(*apart)) == ([], 0)
    either = [person(regency="76.01"), person(regency="73.13"), person("Q")]
    assert judged("IKM207", SULSEL, **trained_twice(*either)) == (["undecided"], 1)
    placed = trained_twice(person(), regencies=["76.01"])
    assert judged("IKM207", SULSEL, **placed) == ([], 0)


def test_without_a_table_of_participants_it_is_open_where_they_are_from():
    """One of the provinces may be the one that asks for nothing."""
    tables = trained_twice()
    del tables["participants"]
    assert judged("IKM207", [SULSEL, OFF], **tables) == ([], 1)
    tables["participants"] = [{"name": "Contoh"}]
    assert judged("IKM207", [SULSEL, OFF], **tables) == (["undecided"], 1)


def test_a_grant_of_a_program_elsewhere_is_not_judged():
    """No policy at hand is for it."""
    tables = {
        "programs": [program(regencies=["76.01"])],
        "grants": [{"id": "g", "program": "m", "item": "Alat", "handed_over": "2022-01-02"}],
    }
    assert judged("IKM503", [SULSEL], **tables) == ([], 0)
    assert judged("IKM503", [SAME], **tables) == (["violated"], 1)


def test_grants_of_two_provinces_are_a_second_grant():
    """An IKM is judged by the policy of its own, wherever it received them."""
    found = judged(
        "IKM504",
        [SULSEL, SAME],
        programs=[program(regencies=["73.13"]), program("n", regencies=["76.01"])],
        participants=[person(regency="73.13")],
        grants=[
            {"id": name, "program": name, "item": "Alat", "recipient": "P"} for name in ("m", "n")
        ],
    )
    assert found == (["violated"], 1)


# --- dispensations -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "subject",
    [{"regency": "73.13"}, {"participant": "P"}, {"program": "m"}, {"program": "unknown"}],
)
def test_a_dispensation_is_judged_once(subject):
    """By the policy of its subject."""
    tables = {
        "programs": [program(regencies=["73.13", "76.01"])],
        "participants": [person(regency="73.13"), person(regency="73.12")],
        "dispensations": [dispensation(rule="IKM999", **subject)],
    }
    assert judged("IKM703", [SULSEL, SAME], **tables) == (["violated"], 1)


def test_contents_of_a_dispensation_in_two_provinces_are_weighed():
    """Its approver may approve in one of them."""
    contents = [dispensation(regency=code) for code in ("73.13", "76.01")]
    other = evolve(SAME, approvers=("dekranasda-sulsel",))
    assert judged("IKM704", [SULSEL, other], dispensations=contents) == (["undecided"], 1)
    tables = {
        "participants": [person(regency="73.13"), person(regency="76.01")],
        "dispensations": [dispensation()],
    }
    assert judged("IKM704", [SULSEL, other], **tables) == (["undecided"], 1)


# --- verdicts ------------------------------------------------------------------------------


def test_each_content_of_an_ikm_is_weighed():
    """In one of its regencies nothing is asked for; settling the id would decide."""
    both = [person(regency="73.13"), person(regency="76.01")]
    tables = {"programs": [program()], "participants": both, "participations": []}
    found = verdict([SULSEL, FREE], **tables)
    assert found.outcome is ikm.Eligibility.UNDECIDED
    assert found.say() == (
        "cannot be decided for mentoring in 2021:"
        " an id of participants that it needs has different contents"
    )
    assert found.missing.say() == "Settle the duplicate id first (IKM101)."
    assert [one.phrase.key for one in found.remedies] == ["remedy_record", "remedy_train"]
    found = verdict([SULSEL, SAME], **tables)
    assert found.outcome is ikm.Eligibility.NOT_ELIGIBLE
    assert [one.draft is None for one in found.remedies] == [True, True, False]
    assert verdict([evolve(SULSEL, prerequisites={}), FREE], **tables).ok
    two = evolve(SAME, approvers=())
    assert len(verdict([SULSEL, two], **tables).remedies) == 2
    assert len(verdict([SULSEL], **tables).remedies) == 2


def test_an_open_content_leaves_the_verdict_open():
    """One province looks back to a year of which a step is open."""
    (asked,) = set(SULSEL.prerequisites.values())
    long = evolve(SAME, prerequisites=dict.fromkeys(SULSEL.prerequisites, evolve(asked, within=2)))
    tables = {
        "programs": [program("t", 2019, "training")],
        "participants": [person(regency="73.13"), person(regency="76.01")],
        "participations": [row("t")],
    }
    found = verdict([SULSEL, long], complete=(2019, 2020), **tables)
    assert found.outcome is ikm.Eligibility.UNDECIDED
    assert found.missing.say() == "State whether the participation of 2019-2020 was completed."


def test_an_ikm_without_a_regency_is_judged_where_its_programs_are():
    """Nothing at all tells where somebody is from whom no program places."""
    tables = {
        "programs": [program("t", 2019, "training", regencies=["76.01"])],
        "participants": [person()],
        "participations": [row("t")],
    }
    assert verdict([SULSEL, FREE], **tables).policy == "free"
    with pytest.raises(ikm.PolicyError, match="Sulawesi Barat"):
        verdict([SULSEL], **tables)
    with pytest.raises(ikm.PolicyError, match="several provinces"):
        verdict([SULSEL, FREE], participants=[person()])
    with pytest.raises(ikm.PolicyError, match="no policy covers"):
        verdict([evolve(SULSEL, valid_from=dt.date(2022, 1, 1))], participants=[person()])
