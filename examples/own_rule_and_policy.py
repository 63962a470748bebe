"""Check by a rule and a policy of your own. Both are made up; no office decided them."""

from attrs import evolve

import ikm_sinergi as ikm

AT_MOST = 4


@ikm.rule(
    "OWN001",
    "warning",
    message="{program} takes {taken} IKM, more than {most}",
    remedy="Split {program} in two.",
)
def group_too_large(records: ikm.Records, context: ikm.Context) -> ikm.Judgement:
    """Yield what is found and return how many programs were judged."""
    judged = 0
    for year in context.policies:
        for roster in records.rosters_of(year, ikm.ProgramKind.MENTORING):
            judged += 1
            values = {"program": roster.program.id, "taken": len(roster.rows), "most": AT_MOST}
            if len(roster.rows) > AT_MOST:
                yield ikm.Violation(roster.program, year, values)
    return judged


def show(title: str, report: ikm.Report) -> None:
    """Print what a report found, one line for each finding."""
    print(title)
    for finding in report.findings:
        print(f"  {finding.code} {finding.severity.value} {finding.outcome.value}: {finding.say()}")


def main() -> None:
    """Check one folder by three policies."""
    records = ikm.read("examples/wajo-continuity")
    (bundled,) = ikm.policies()
    changed = evolve(bundled, id="own", severities={"IKM205": ikm.Severity.WARNING})
    from_file = ikm.read_policy("examples/policies/two-years.toml")
    for policy in (bundled, changed, from_file):
        report = ikm.check(
            records,
            year=2021,
            policies=[policy],
            rules=(*ikm.rules.ALL, group_too_large),
            select=["IKM2", "OWN"],
        )
        show(f"{policy.id}:", report)


if __name__ == "__main__":
    main()
