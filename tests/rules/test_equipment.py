import attrs
import pytest

from ikm_sinergi import Agency, Grant, Program, Records, Severity, check, policies

POLICY = policies()[0]
BRANCH = Agency(
    id="disperin-wajo",
    name="Dinas Perindustrian Kab. Wajo",
    short_name="Disperin Wajo",
    sides=["upstream"],
    branch_of="disperin-sulsel",
    formerly=["perindag-wajo"],
)


def completed(lead):
    """A completed mentoring without a grant, led by this agency."""
    program = Program(
        id="2021-wajo", year=2021, kind="mentoring", title="x", lead=lead, status="completed"
    )
    return Records(programs=[program], agencies=[BRANCH], grants=[])


@pytest.mark.parametrize("owing", ["disperin-wajo", "perindag-wajo"])
@pytest.mark.parametrize(
    ("lead", "found"),
    [("disperin-wajo", 1), ("perindag-wajo", 1), ("disperin-sulsel", 0), ("disdag-sulsel", 0)],
)
def test_branch_that_owes_does_not_bind_its_parent(owing, lead, found):
    """A policy may name one branch, by this or an earlier id: its parent then owes nothing."""
    policy = attrs.evolve(POLICY, equipment_owed_by=[owing])
    report = check(completed(lead), policies=[policy], select="IKM501")
    assert report.rules["IKM501"].applicable == found
    assert report.rules["IKM501"].violated == found


def test_policy_that_gives_second_grant_a_severity_switches_it_on():
    """The rule is off: a code in full, or a policy, asks for it."""
    programs = [
        Program(id=key, year=2021, kind="training", title="Pelatihan") for key in ("a", "b")
    ]
    grants = [Grant(id=one.id, program=one.id, item="Alat", recipient="P-1") for one in programs]
    records = Records(programs=programs, grants=grants)
    policy = attrs.evolve(
        POLICY,
        severities={"IKM504": Severity.WARNING},
        sources={**POLICY.sources, "severities": ("made up",)},
    )
    assert "IKM504" not in check(records, year=2021).rules
    report = check(records, year=2021, policies=[policy])
    assert report.rules["IKM504"].violated == 1
    (finding,) = [one for one in report.findings if one.code == "IKM504"]
    assert finding.severity is Severity.WARNING
