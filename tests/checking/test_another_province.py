"""The example of a second province: each is judged by its own policy, and needs no code."""

import pytest
from attrs import evolve

import ikm_sinergi as ikm

FOLDER = "examples/another-province"


@pytest.fixture(scope="module")
def policies():
    """The made-up policy of Jawa Barat, and the bundled one."""
    return [ikm.read_policy(f"{FOLDER}/policy.toml"), *ikm.policies()]


@pytest.fixture(scope="module")
def records():
    """The records of both provinces."""
    return ikm.read([f"{FOLDER}/records", "examples/wajo-continuity"])


def judged(records, policies, **options):
    """The report on 2021 in the two regencies that have records."""
    return ikm.check(records, year=2021, policies=policies, scope=["Garut", "Wajo"], **options)


def test_same_history_is_judged_by_the_policy_of_its_province(records, policies):
    """A training of 2019 counts in Garut, not in Wajo."""
    report = judged(records, policies, select="IKM201")
    found = {one.subject["participant"]: one.outcome.value for one in report.findings}
    assert found == {
        "G-3": "violated",
        "W-2": "violated",
        "W-3": "violated",
        "W-4": "waived",
        "W-5": "undecided",
    }


@pytest.mark.parametrize(
    ("lead", "outcomes"),
    [
        ("niaga-contoh", []),
        ("branch-contoh", []),
        ("disdag-sulsel", [("IKM302", "violated")]),
        ("branch-sulsel", [("IKM302", "violated")]),
    ],
)
def test_program_without_regency_is_judged_where_its_lead_is(records, policies, lead, outcomes):
    """A branch that states no province is where its parent is; only there a partner is missing."""
    more = [
        ikm.Agency(id=f"branch-{end}", name=end, short_name=end, sides=["downstream"], branch_of=of)
        for end, of in (("contoh", "niaga-contoh"), ("sulsel", "disdag-sulsel"))
    ]
    programs = [
        evolve(one, lead=lead) if one.id == "2021-klinik" else one for one in records.programs
    ]
    changed = evolve(records, programs=programs, agencies=[*records.agencies, *more])
    report = judged(changed, policies, select="IKM302")
    assert [(one.code, one.outcome.value) for one in report.findings] == outcomes


def test_records_of_a_province_without_policy_are_not_judged(policies):
    """That is told once, and accuses nobody."""
    (_, bundled) = policies
    records = ikm.read(f"{FOLDER}/records")
    report = ikm.check(records, year=2021, policies=bundled, ignore="IKM4")
    assert [one.code for one in report.findings] == ["IKM801"]
    assert report.findings[0].severity is ikm.Severity.NOTE
