"""Check a folder of records and print what was found, with its place and its remedy.

python examples/check_a_folder.py [FOLDER [YEAR]]
"""

import sys

import ikm_sinergi as ikm


def main(folder: str = "examples/wajo-continuity", year: str = "2021") -> int:
    """Check the folder by the rules about who may follow whom; 1 says that there is an error."""
    records = ikm.read(folder)
    report = ikm.check(records, year=int(year), select="IKM2")
    for finding in report.findings:
        print(f"{finding.location}: {finding.code} {finding.outcome.value}")
        print(f"  {finding.say()}")
        for evidence in finding.evidence:
            print(f"  on record: {evidence.say()}")
        if finding.waived_by is None:
            print(f"  remedy: {finding.remedy()}")
        else:
            print(f"  waived: {finding.waived_by.reason}")
    counts = ", ".join(f"{count} {name}" for name, count in report.summary.items() if count)
    print(f"{records}: {counts or 'nothing found'}")
    return 0 if report.ok else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
