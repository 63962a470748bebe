"""May this IKM join? Asked at enrolment, inside your own application: no files, no tables.

The history comes from wherever you keep it; giving it is your word that it is whole.
"""

import ikm_sinergi as ikm

HISTORIES = {
    "trained last year": [ikm.Step(year=2020, kind="training", status="completed")],
    "trained two years ago": [ikm.Step(year=2019, kind="training", status="completed")],
    "never seen before": [],
    "training without an end on record": [ikm.Step(year=2020, kind="training")],
}


def main() -> None:
    """Ask for each history whether the IKM may be mentored in 2021."""
    for told, history in HISTORIES.items():
        verdict = ikm.may_join(ikm.ProgramKind.MENTORING, year=2021, history=history)
        print(f"{told}: {verdict.outcome.value}")
        print(f"  en: {verdict.say()}")
        print(f"  id: {verdict.say('id')}")
        for evidence in verdict.evidence:
            print(f"  on record: {evidence.say()}")
        for remedy in verdict.remedies:
            print(f"  remedy: {remedy.say()}")


if __name__ == "__main__":
    main()
