"""IKM403 participant-from-elsewhere."""

from collections.abc import Container, Generator, Iterator, Mapping, Sequence
from typing import cast

from ikm_sinergi.domain.entities import Participant, Participation, Program
from ikm_sinergi.domain.tables import key_of
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Violation, Why, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.subjects import (
    contested,
    duplicate,
    not_given,
    rejected,
    unless_cancelled,
    unreadable,
)
from ikm_sinergi.words.language import Text


@rule(
    "IKM403",
    Severity.NOTE,
    unit="participation",
    sources=("practice",),
    since="0.1.0",
    by_policy=True,
    message=Text(
        "{participant} is from {place}, but {program} serves {places}",
        "{participant} berasal dari {place}, sedangkan {program} melayani {places}",
    ),
    remedy=Text(
        "Check the regency of the participant and those of the program; guests may stay.",
        "Periksa kabupaten/kota peserta dan program; peserta dari kabupaten/kota"
        " lain boleh tetap ikut serta.",
    ),
)
def participant_from_elsewhere(records: Records, context: Context) -> Judgement:
    judged = 0
    unsure = _unsure_origins(records)
    for year in context.policies:
        for roster in context.rosters_of(records, year):
            program, rows = roster.program, roster.rows
            if not rows or not (program.regencies or records.unreadable(program, "regencies")):
                continue
            judged += len(rows)
            if "participants" not in records.given:
                judged += yield from _unread(records, year, rows, unsure)
            elsewhere = records.not_from(program.regencies or (), roster)
            if elsewhere:
                guests = [row for row in rows if row.participant in elsewhere]
                known = [row for row in guests if row.participant in records.regency_of]
                judged -= len(guests) - len(known)
                yield from _guests(records, context, program, known)
            if unsure and not roster.participants.isdisjoint(unsure):
                doubtful = [row for row in rows if row.participant in unsure]
                judged += len(doubtful)
                for row in doubtful:
                    yield Doubt(unsure[row.participant], row, year)
        for versions in contested(records, context, year):
            rows = records.rosters.get(versions[0].id, ())
            if rows and any(version.regencies for version in versions):
                judged += len(rows)
                yield Doubt(duplicate("programs"), year=year, records=rows)
    return judged


def _unread(
    records: Records, year: int, rows: Sequence[Participation], unsure: Container[str]
) -> Generator[Doubt, None, int]:
    """Yield who may stand in what was not read of the participants; return how many they are."""
    known = records.by_id("participants")
    lost = [row for row in rows if row.participant not in known and row.participant not in unsure]
    if lost:
        yield Doubt(not_given(records, "participants"), year=year, records=lost)
    return len(lost)


def _unsure_origins(records: Records) -> Mapping[str, Why]:
    """Return the participants whose regency is on record but cannot be told, with the cause."""
    unsure = dict.fromkeys(records.ambiguous("participants"), duplicate("participants"))
    field = "regency"
    damaged = cast("tuple[Participant, ...]", records.with_unreadable("participants", field))
    for identifier in records.rejected("participants", "id") - records.regency_of.keys():
        unsure.setdefault(identifier, rejected("participants"))
    for participant in damaged:
        unsure.setdefault(participant.id, unreadable(field))
    return unsure


def _guests(
    records: Records, context: Context, program: Program, rows: Sequence[Participation]
) -> Iterator[Violation | Doubt]:
    """Yield the participations of those from regencies that the program does not serve."""
    if program.regencies is None:
        yield Doubt(unreadable("regencies"), year=program.year, records=rows)
        return
    places = tuple(map(context.name_of, program.regencies))
    for row in rows:
        place = context.name_of(records.regency_of[row.participant])
        values = {**key_of(row), "place": place, "places": places}
        yield unless_cancelled(records, program, Violation(row, program.year, values))
