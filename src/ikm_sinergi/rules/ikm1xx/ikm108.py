"""IKM108 enrolled-twice."""

from collections.abc import Container, Iterator, Sequence

from ikm_sinergi.domain.entities import Participation
from ikm_sinergi.domain.tables import key_of
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.subjects import WITHDRAWN, unreadable, unreadable_rows
from ikm_sinergi.words.language import Text


@rule(
    "IKM108",
    Severity.ERROR,
    unit="participation",
    sources=("form",),
    since="0.1.0",
    message=Text(
        "{participant} is enrolled in {program} more than once",
        "{participant} terdaftar lebih dari satu kali pada {program}",
    ),
    remedy=Text(
        "Keep one row, with the latest status.", "Pertahankan satu baris dengan status terakhir."
    ),
)
def enrolled_twice(records: Records, context: Context) -> Judgement:
    judged = 0
    broken = unreadable_rows(records, "status")
    for identifier, rows in records.rosters.items():
        program = records.program(identifier)
        if program is None:
            live: Sequence[Participation] = [one for one in rows if one.status is not WITHDRAWN]
            named = frozenset([row.participant for row in live])
        else:
            live = records.roster(program).rows
            named = records.roster(program).participants
        judged += len(live)
        if len(named) < len(live):
            yield from _enrolled_twice(live, None if program is None else program.year, broken)
    return judged


def _enrolled_twice(
    rows: Sequence[Participation], year: int | None, broken: Container[int]
) -> Iterator[Violation | Doubt]:
    """Find the rows after the first; one whose status could not be read may be withdrawn."""
    seen: set[str] = set()
    for row in sorted(rows, key=lambda row: id(row) in broken):
        if row.participant not in seen:
            seen.add(row.participant)
        elif id(row) in broken:
            yield Doubt(unreadable("status"), row, year)
        else:
            yield Violation(row, year, key_of(row))
