"""IKM403 participant-from-elsewhere."""

from collections.abc import Container, Generator, Iterator, Mapping, Sequence
from typing import cast

from ikm_sinergi.domain.entities import Participant, Participation, Program
from ikm_sinergi.domain.tables import key_of
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Violation, Why, rule, why_of
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.rules.subjects import (
    WITHDRAWN,
    Found,
    contested,
    counted,
    duplicate,
    is_live,
    not_given,
    rejected,
    rejected_rosters,
    unless_cancelled,
    unreadable,
    weighed,
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
            if not gaps_of(records).is_given("participants"):
                judged += yield from _unread(records, year, rows, unsure)
            elsewhere = records.not_from(program.regencies or (), roster)
            if elsewhere:
                guests = [row for row in rows if row.participant in elsewhere]
                sure = [row for row in guests if row.participant not in unsure]
                known = [row for row in sure if row.participant in records.regency_of]
                judged -= len(sure) - len(known)
                for row in known:
                    yield _guest(records, context, program, row)
            if unsure and not roster.participants.isdisjoint(unsure):
                for row in (row for row in rows if row.participant in unsure):
                    yield Doubt(unsure[row.participant], row, year)
        judged += yield from counted(_contested(records, context, year, unsure))
        judged += yield from counted(_rejected(records, context, year, unsure))
    return judged


def _contested(
    records: Records, context: Context, year: int, unsure: Mapping[str, Why]
) -> Iterator[Found]:
    """Judge those who take part in programs of contested ids, by each of the contents."""
    for versions in contested(records, context, year):
        stating = [one for one in versions if is_live(one, year) and one.regencies]
        for row in records.rosters.get(versions[0].id, ()) if stating else ():
            home = records.regency_of.get(row.participant)
            if row.status is WITHDRAWN:
                continue
            if row.participant in unsure:
                yield Doubt(unsure[row.participant], row, year)
                continue
            if home is None:
                continue
            found = [
                _guest(records, context, one, row)
                if one in stating and home not in (one.regencies or ())
                else None
                for one in versions
            ]
            yield weighed(found, duplicate("programs"), row, year)


def _rejected(
    records: Records, context: Context, year: int, unsure: Mapping[str, Why]
) -> Iterator[Found]:
    """Judge those who take part in programs of which only a rejected row stands on record."""
    gaps = gaps_of(records)
    for why, rows in rejected_rosters(records, context, year):
        for row in rows:
            homes = gaps.homes(row.participant)
            if row.participant in unsure:
                yield Doubt(unsure[row.participant], row, year)
            elif homes == {None}:
                continue
            else:
                contents = gaps.contents(row.program)
                served = all(homes <= {*(one.regencies or ())} for one in contents)
                yield None if served else Doubt(why, row, year)


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
    for participant in damaged:
        unsure.setdefault(participant.id, unreadable(field))
    found = {one: why for one, why in unsure.items() if one not in records.regency_of}
    aside = dict.fromkeys(gaps_of(records).rejected("participants"), rejected("participants"))
    return aside | found


def _guest(
    records: Records, context: Context, program: Program, row: Participation
) -> Violation | Doubt:
    """Judge the participation of somebody from a regency that the program does not serve."""
    year, codes = program.year, program.regencies
    if codes is None:
        return Doubt(unreadable("regencies"), row, year)
    gap = gaps_of(records).elsewhere(row, codes)
    if gap is not None:
        return Doubt(why_of(gap, year=year), row, year)
    values = {
        **key_of(row),
        "place": context.name_of(records.regency_of[row.participant]),
        "places": tuple(map(context.name_of, codes)),
    }
    return unless_cancelled(records, program, Violation(row, year, values))
