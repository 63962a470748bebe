"""Rules about where and for whom the programs of a year are planned (IKM401-IKM403)."""

from collections.abc import Container, Generator, Iterator, Mapping, Sequence
from typing import Final, cast

from ikm_sinergi.model import Participant, Participation, Program
from ikm_sinergi.phrases import Phrase
from ikm_sinergi.policy import Policy
from ikm_sinergi.records import Records
from ikm_sinergi.rule import Context, Doubt, Evidence, Judgement, Violation, rule
from ikm_sinergi.rules.subjects import (
    Why,
    contested,
    duplicate,
    not_given,
    not_known,
    rejected,
    states,
    unless_cancelled,
    unreadable,
)
from ikm_sinergi.vocabulary import Severity, Text

__all__ = ["RULES"]


@rule(
    "IKM401",
    Severity.WARNING,
    unit="regency and year",
    sources=("S3",),
    since="0.1.0",
    message=Text(
        "no coaching program of {year} serves {place}",
        "tidak ada program pembinaan tahun {year} yang melayani {place}",
    ),
    remedy=Text(
        "Plan coaching for {place}, add the program if it is missing, or check one scope only.",
        "Rencanakan pembinaan untuk {place}; jika sudah direncanakan, lengkapi"
        " data programnya; atau batasi cakupan pemeriksaan.",
    ),
)
def untouched_regency(records: Records, context: Context) -> Judgement:
    """A regency that no coaching program of the year serves.

    **What it finds.** Each regency of the policy's province, or of the scope that was asked for,
    which no program of the year serves with a kind that counts as a touch: training, mentoring,
    apprenticeship or coaching whose method is not stated. Clinics, markets and cancelled programs
    do not count. While a coaching program of the year does not state its regencies, it is
    undecided.

    **Why it matters.** Every kabupaten/kota is to be touched (S3).

    **How to fix it.** Plan coaching there, or add the program that is missing from the records.
    An office that keeps the records of some regencies only asks for those (`scope`).
    """
    judged = 0
    for year, policy in context.policies.items():
        if "programs" not in records.given or not policy.touch:
            continue
        touched, unsure = _touched(records, policy, year)
        codes = context.regencies_of(policy)
        judged += len(codes)
        for code in codes:
            if code in touched:
                continue
            about, table = {"regency": code}, "regencies"
            doubt = unsure.get(code) or unsure.get(None)
            if doubt is None:
                values = {"place": context.name_of(code), "year": year}
                yield Violation(year=year, values=values, about=about, table=table)
            else:
                why, evidence = doubt
                yield Doubt(*why, year=year, evidence=evidence, about=about, table=table)
    return judged


Unsure = Mapping[str | None, tuple[Why, tuple[Evidence, ...]]]
"""Which regencies may be served, and why that is not known; the key None stands for all."""


def _touched(records: Records, policy: Policy, year: int) -> tuple[frozenset[str], Unsure]:
    """Return the regencies that coaching of a year serves, and those it may serve."""
    touched: set[str] = set()
    unsure: dict[str | None, tuple[Why, tuple[Evidence, ...]]] = {
        code: (rejected("programs"), ()) for code in records.rejected("programs", "regencies")
    }

    def doubt(program: Program, why: Why) -> None:
        evidence = (Evidence(program, Phrase("may_serve")),)
        codes = (None,) if program.regencies is None else program.regencies
        for code in codes:
            unsure.setdefault(code, (why, evidence))

    for versions in contested(records, year):
        for version in versions:
            if version.kind in policy.touch:
                doubt(version, duplicate("programs"))
    coaching = records.programs_of(year, *policy.touch)
    for program in sorted(coaching, key=lambda program: program.id):
        if records.unreadable(program, "status"):
            doubt(program, unreadable("status"))
        elif program.regencies is None:
            doubt(program, not_known(records, program, "regencies"))
        else:
            touched.update(program.regencies)
    return frozenset(touched), unsure


@rule(
    "IKM402",
    Severity.WARNING,
    unit="program",
    sources=("S3",),
    since="0.1.0",
    message=Text(
        "{program} is on {commodity}, which is the potential of none of {places} ({potentials})",
        "{program} berkomoditas {commodity}, yang bukan potensi {places} ({potentials})",
    ),
    remedy=Text(
        "Choose a commodity of the regency's potential, or add {commodity} to the policy's"
        " potentials.",
        "Pilih komoditas yang sesuai dengan potensi kabupaten/kota itu atau"
        " tambahkan {commodity} pada potensi dalam kebijakan.",
    ),
)
def off_potential(records: Records, context: Context) -> Judgement:
    """A coaching program is on a commodity that none of its regencies is known for.

    **What it finds.** A coaching program that states a commodity and regencies, where the policy
    names the potential of each of them and the commodity fits none. One regency that it fits is
    enough. Spelling and the policy's synonyms do not matter; a commodity that the policy does not
    know, or a regency whose potential it does not name, leaves it undecided.

    **Why it matters.** Every regency is to be touched according to its own potential (S3).

    **How to fix it.** Plan what fits the regency. If the policy's list is too short, add to it,
    with a source.
    """
    judged = 0
    for year, policy in context.policies.items():
        scope = frozenset(context.regencies_of(policy))
        for program in records.programs_of(year):
            if _comparable(records, policy, program, scope):
                judged += 1
                yield from _fit(records, context, policy, program)
        for versions in contested(records, year):
            if any(_comparable(records, policy, one, scope) for one in versions):
                judged += 1
                yield Doubt(*duplicate("programs"), versions[0], year)
    return judged


def _comparable(records: Records, policy: Policy, program: Program, scope: frozenset[str]) -> bool:
    """Whether it is coaching that states a commodity, and regencies of which one is in scope."""
    return (
        program.kind in policy.touch
        and states(records, program, "commodity")
        and states(records, program, "regencies")
        and (program.regencies is None or not scope.isdisjoint(program.regencies))
    )


def _fit(
    records: Records, context: Context, policy: Policy, program: Program
) -> Iterator[Violation | Doubt]:
    year, commodity, codes = program.year, program.commodity, program.regencies
    if commodity is None or codes is None:
        field = "commodity" if commodity is None else "regencies"
        yield Doubt(*unreadable(field), program, year)
        return
    term = policy.commodity(commodity)
    if term is None:
        yield Doubt("unknown_commodity", {"commodity": commodity}, program, year)
        return
    known = {code: policy.potential(code) for code in codes}
    good_at = {term for one in known.values() if one is not None for term in one.commodities}
    if term in good_at:
        return
    unknown = tuple(context.name_of(code) for code, one in known.items() if one is None)
    if unknown:
        evidence = Evidence(program, Phrase("serves_unknown_potential", {"places": unknown}))
        yield Doubt("potential_unknown", {}, program, year, (evidence,))
        return
    values = {
        "program": program.id,
        "commodity": commodity,
        "places": tuple(map(context.name_of, codes)),
        "potentials": tuple(sorted(good_at)),
    }
    yield unless_cancelled(records, program, Violation(program, year, values, field="commodity"))


@rule(
    "IKM403",
    Severity.NOTE,
    unit="participation",
    sources=("practice",),
    since="0.1.0",
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
    """An IKM takes part in a program that serves other regencies.

    **What it finds.** A participation whose participant states a regency that is not among those
    its program states. Where either is not stated there is nothing to compare; the venue plays no
    part.

    **Why it matters.** The place of an IKM of the regency may have gone to a guest, or one of the
    two regencies was mistyped. Nothing forbids guests, so it is a note.

    **How to fix it.** Correct the regency, add it to the program, or leave it.
    """
    judged = 0
    unsure = _unsure_origins(records)
    for year in context.policies:
        for roster in records.rosters_of(year):
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
                    yield Doubt(*unsure[row.participant], row, year)
        for versions in contested(records, year):
            rows = records.rosters.get(versions[0].id, ())
            if rows and any(version.regencies for version in versions):
                judged += len(rows)
                yield Doubt(*duplicate("programs"), year=year, records=rows)
    return judged


def _unread(
    records: Records, year: int, rows: Sequence[Participation], unsure: Container[str]
) -> Generator[Doubt, None, int]:
    """Yield who may stand in what was not read of the participants; return how many they are."""
    known = records.by_id("participants")
    lost = [row for row in rows if row.participant not in known and row.participant not in unsure]
    if lost:
        yield Doubt(*not_given(records, "participants"), year=year, records=lost)
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
        for row in rows:
            yield Doubt(*unreadable("regencies"), row, program.year)
        return
    places = tuple(map(context.name_of, program.regencies))
    for row in rows:
        values = {
            "participant": row.participant,
            "program": row.program,
            "place": context.name_of(records.regency_of[row.participant]),
            "places": places,
        }
        yield unless_cancelled(records, program, Violation(row, program.year, values))


RULES: Final = (untouched_regency, off_potential, participant_from_elsewhere)
