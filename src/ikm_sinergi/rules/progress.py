"""Rules about what becomes of an IKM on its pathway (IKM204-IKM207)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from ikm_sinergi.indexes import Roster, marks_of
from ikm_sinergi.model import Participation, Program
from ikm_sinergi.pathway import years_before
from ikm_sinergi.policy import Policy, Prerequisite
from ikm_sinergi.records import Records
from ikm_sinergi.rule import Context, Doubt, Judgement, Violation, rule
from ikm_sinergi.values import fold
from ikm_sinergi.vocabulary import ProgramKind, Severity, Text

__all__ = ["RULES"]

TRAINING: Final = ProgramKind.TRAINING
MENTORING: Final = ProgramKind.MENTORING
APPRENTICESHIP: Final = ProgramKind.APPRENTICESHIP
DEVELOPMENT: Final = ProgramKind.DEVELOPMENT
NEXT_STEPS: Final = (MENTORING, APPRENTICESHIP)


@rule(
    "IKM204",
    Severity.NOTE,
    unit="participation",
    sources=("practice",),
    since="0.1.0",
    message=Text(
        "{participant} takes part in {program} on {commodity}, but was trained in another"
        " commodity ({trained})",
        "{participant} mengikuti {program} untuk {commodity}, tetapi dilatih dalam komoditas"
        " lain ({trained})",
    ),
    remedy=Text(
        "Check that the change of commodity is meant, or correct the commodity of a program.",
        "Pastikan perubahan komoditas memang dimaksud, atau perbaiki komoditas programnya.",
    ),
)
def changed_commodity(records: Records, context: Context) -> Judgement:
    """An IKM is mentored or apprenticed in a commodity it was not trained in.

    **What it finds.** A participation whose program names a commodity, while none of the
    participant's qualifying trainings was in it. Spelling and the policy's synonyms do not
    matter; a term the policy does not know leaves it undecided.

    **Why it matters.** A pathway shows results when training and mentoring build on each other.
    An IKM may well change its product, so this is only a note.

    **How to fix it.** Nothing, if the change is meant; otherwise correct the program's commodity.
    """
    judged = 0
    for year, policy in context.policies.items():
        found: dict[Prerequisite, Trained] = {}
        for kind in NEXT_STEPS:
            prerequisite = policy.prerequisite(kind)
            if prerequisite is None:
                continue
            if prerequisite not in found:
                years = years_before(year, prerequisite)
                found[prerequisite] = _trained_in(records, policy, prerequisite, years)
            trained = found[prerequisite]
            everybody = frozenset[str]().union(*trained.values())
            for roster in records.rosters_of(year, kind):
                stated = roster.program.commodity
                if stated is None:
                    continue
                same = trained.get(_term(policy, stated), frozenset())
                if roster.participants <= same:
                    judged += len(roster.rows)
                    continue
                for row in roster.rows:
                    if row.participant in everybody:
                        judged += 1
                        if row.participant not in same:
                            yield _changed(records, policy, row, roster, year, stated, trained)
    return judged


def _term(policy: Policy, commodity: str) -> str:
    """Return the policy's term for a commodity, or "?" and the folded text if it knows none."""
    return policy.commodity(commodity) or f"?{fold(commodity)}"


Trained = Mapping[str, AbstractSet[str]]
"""Who completed a training, by its commodity."""


def _trained_in(
    records: Records, policy: Policy, prerequisite: Prerequisite, years: Sequence[int]
) -> Trained:
    """Return who completed a qualifying training, by its commodity; without one it tells nothing.

    A participant with a training whose commodity is not stated is left out: that training may
    have been in any.
    """
    sets: dict[str, set[str]] = {}
    unstated: set[str] = set()
    for year in years:
        for roster in records.rosters_of(year, *prerequisite.kinds):
            commodity = roster.program.commodity
            if commodity is None:
                unstated |= roster.completed
            else:
                sets.setdefault(_term(policy, commodity), set()).update(roster.completed)
    return {term: ids - unstated for term, ids in sets.items()} if unstated else sets


def _changed(  # noqa: PLR0913  # the pieces of one judgement
    records: Records,
    policy: Policy,
    row: Participation,
    roster: Roster,
    year: int,
    stated: str,
    trained: Trained,
) -> Violation | Doubt:
    before = tuple(sorted(term for term, ids in trained.items() if row.participant in ids))
    if policy.commodity(stated) is None or any(term.startswith("?") for term in before):
        return Doubt("unknown_commodity", {"commodity": stated}, row, year)
    cause = _unsure(records, row.participant, year)
    if cause is not None:
        return Doubt(cause, _values_of_doubt(year), row, year)
    values = {
        "participant": row.participant,
        "program": roster.program.id,
        "commodity": stated,
        "trained": before,
    }
    return Violation(row, year, values)


@rule(
    "IKM205",
    Severity.NOTE,
    unit="participant and year",
    sources=("S14",),
    since="0.1.0",
    message=Text(
        "{participant} was trained in {before}, but is neither mentored nor apprenticed in {year}",
        "{participant} dilatih pada {before}, tetapi tidak didampingi atau magang pada {year}",
    ),
    remedy=Text(
        "Invite it to a mentoring or apprenticeship of {year}, or note why not.",
        "Ajak IKM itu mengikuti pendampingan atau magang tahun {year}, atau catat alasannya.",
    ),
)
def left_behind(records: Records, context: Context) -> Judgement:
    """An IKM completed a training last year, and nothing follows this year.

    **What it finds.** A participant with a completed training in the year before that neither
    takes part in a mentoring or apprenticeship of the year nor withdrew from one. It is judged
    only where the records of the year hold such participations from the same regency.

    **Why it matters.** The IKM trained last year are the ones to be mentored and apprenticed
    (S14); one that drops out of sight shows no result.

    **How to fix it.** Invite it, or leave it: not every IKM can be taken on.
    """
    judged = 0
    for year, policy in context.policies.items():
        before = year - 1
        trained = records.completed(before, *_qualifying(policy))
        held = records.regencies_with(year, *NEXT_STEPS)
        if not trained or not held:
            continue
        regency_of = records.regency_of
        judged += sum(map(held.__contains__, map(regency_of.get, trained)))
        missing = set(trained - records.taking_part(year, *NEXT_STEPS))
        for roster in records.rosters_of(year, *NEXT_STEPS):
            missing.difference_update([row.participant for row in roster.withdrawn])
        for participant in missing:
            if regency_of.get(participant) in held:
                yield _left_behind(records, participant, year, before)
    return judged


def _qualifying(policy: Policy) -> tuple[ProgramKind, ...]:
    """Return the kinds that any next step asks for."""
    found = [policy.prerequisite(kind) for kind in NEXT_STEPS]
    return tuple(dict.fromkeys(kind for one in found if one is not None for kind in one.kinds))


def _left_behind(records: Records, participant: str, year: int, before: int) -> Violation | Doubt:
    cause = _unsure(records, participant, year)
    if cause is not None:
        return _doubt(participant, year, cause, _values_of_doubt(year))
    values = {"participant": participant, "year": year, "before": before}
    return _note(records, participant, year, values)


def _note(records: Records, participant: str, year: int, values: Mapping[str, object]) -> Violation:
    """Return a violation about a participant in a year, known or not."""
    known = records.participant(participant)
    about = {"id": participant}
    return Violation(known, year, values, table="participants", about=about)


def _doubt(participant: str, year: int, cause: str, values: Mapping[str, object]) -> Doubt:
    return Doubt(cause, values, year=year, table="participants", about={"id": participant})


def _values_of_doubt(year: int) -> Mapping[str, object]:
    """Return what the causes that `_unsure` gives may speak of."""
    return {"table": "participations", "before": year, "year": year}


def _unsure(records: Records, participant: str, year: int) -> str | None:
    """Return why it is not known what a participant did in a year, None if it is."""
    if participant in records.rejected("participations", "participant"):
        return "rejected_row"
    for row in records.histories[participant]:
        program = records.program(row.program)
        if program is None:
            return "unknown_program_step"
        if program.year == year and program.kind is DEVELOPMENT:
            return "unsettled_step"
    known = records.participant(participant)
    joined = records.taking_part(year, *NEXT_STEPS)
    if known is not None:
        for mark in marks_of(known):
            if (records.twins.get(mark, frozenset()) - {participant}) & joined:
                return "other_id_joined"
    return None


@rule(
    "IKM206",
    Severity.NOTE,
    unit="participant and year",
    sources=("S13",),
    since="0.1.0",
    message=Text(
        "{participant} begins the apprenticeship {apprenticeship} on {first}, before the"
        " mentoring {mentoring} on {second}",
        "{participant} memulai magang {apprenticeship} pada {first}, sebelum pendampingan"
        " {mentoring} pada {second}",
    ),
    remedy=Text(
        "Check the dates, or let the mentoring come first.",
        "Periksa tanggalnya, atau dahulukan pendampingan.",
    ),
)
def apprenticeship_before_mentoring(records: Records, context: Context) -> Judgement:
    """In one year an IKM is apprenticed first and mentored after.

    **What it finds.** A participant in both a mentoring and an apprenticeship of one year, of
    which every one has a first day, while the first apprenticeship starts before the first
    mentoring.

    **Why it matters.** The announced order is training, mentoring, up to apprenticeship (S13).
    The source forbids nothing here, so it is a note.

    **How to fix it.** Correct the dates, or plan the mentoring first next time.
    """
    judged = 0
    for year in context.policies:
        both = records.taking_part(year, MENTORING) & records.taking_part(year, APPRENTICESHIP)
        dated: list[tuple[dt.date, bool, str, Roster]] = []
        unreadable: set[str] = set()
        unstated: set[str] = set()
        for roster in records.rosters_of(year, *NEXT_STEPS):
            program = roster.program
            if program.starts is not None:
                # On one day the mentoring goes first: only an earlier apprenticeship is found.
                place = (program.starts, program.kind is APPRENTICESHIP, program.id)
                dated.append((*place, roster))
            elif records.unreadable(program, "starts"):
                unreadable |= roster.participants
            else:
                unstated |= roster.participants
        for participant in both & unreadable:
            judged += 1
            yield _doubt(participant, year, "unreadable_field", {"field": "starts"})
        concerned = both - unreadable - unstated
        judged += len(concerned)
        yield from _apprenticed_first(
            records, year, concerned, [last for *_, last in sorted(dated)]
        )
    return judged


def _apprenticed_first(
    records: Records, year: int, concerned: AbstractSet[str], rosters: Iterable[Roster]
) -> Iterator[Violation]:
    """Walk through the mentorings and apprenticeships in the order in which they start."""
    mentored: set[str] = set()
    waiting: dict[str, Program] = {}
    for roster in rosters:
        program = roster.program
        if program.kind is APPRENTICESHIP:
            for participant in (roster.participants - mentored) & concerned:
                waiting.setdefault(participant, program)
            continue
        mentored |= roster.participants
        for participant in roster.participants & waiting.keys():
            first = waiting.pop(participant)
            values: dict[str, object] = {
                "participant": participant,
                "apprenticeship": first.id,
                "first": first.starts,
                "mentoring": program.id,
                "second": program.starts,
            }
            yield _note(records, participant, year, values)


@rule(
    "IKM207",
    Severity.NOTE,
    unit="participant and year",
    sources=("S14",),
    since="0.1.0",
    message=Text(
        "{participant} completed training in {commodity} in {before} and again in {year}, without"
        " mentoring or apprenticeship",
        "{participant} menyelesaikan pelatihan {commodity} pada {before} dan lagi pada {year},"
        " tanpa pendampingan atau magang",
    ),
    remedy=Text(
        "Mentor or apprentice it next instead of training it once more.",
        "Dampingi atau magangkan IKM itu, bukan melatihnya sekali lagi.",
    ),
)
def trained_again(records: Records, context: Context) -> Judgement:
    """An IKM is trained two years running in one commodity, and nothing else.

    **What it finds.** A participant that completed trainings in two years running in the same
    commodity and was neither mentored nor apprenticed in the second. Only trainings that state a
    commodity are compared; a term the policy does not know is the same only as itself.

    **Why it matters.** What follows a training is mentoring and apprenticeship (S14); a second
    training of the same kind takes the place of an IKM that had none.

    **How to fix it.** Plan a mentoring or an apprenticeship for it.
    """
    judged = 0
    for year, policy in context.policies.items():
        before = year - 1
        again = records.completed(before, TRAINING) & records.completed(year, TRAINING)
        if not again:
            continue
        joined = records.taking_part(year, *NEXT_STEPS)
        earlier = _commodities(records, policy, before)
        now = _commodities(records, policy, year)
        for participant in again:
            first, second = earlier.get(participant), now.get(participant)
            if not first or not second:
                continue
            judged += 1
            if participant in joined:
                continue
            same = sorted(first & second)
            if not same and any(term.startswith("?") for term in first | second):
                terms = ", ".join(sorted(first | second)).replace("?", "")
                yield _doubt(participant, year, "unknown_commodity", {"commodity": terms})
            elif same:
                cause = _unsure(records, participant, year)
                if cause is not None:
                    yield _doubt(participant, year, cause, _values_of_doubt(year))
                    continue
                values: dict[str, object] = {
                    "participant": participant,
                    "commodity": tuple(term.removeprefix("?") for term in same),
                    "before": before,
                    "year": year,
                }
                yield _note(records, participant, year, values)
    return judged


def _commodities(records: Records, policy: Policy, year: int) -> Mapping[str, set[str]]:
    """Return the commodities in which each participant completed a training in a year."""
    found: dict[str, set[str]] = {}
    for roster in records.rosters_of(year, TRAINING):
        if roster.program.commodity is not None:
            term = _term(policy, roster.program.commodity)
            for participant in roster.completed:
                found.setdefault(participant, set()).add(term)
    return found


RULES: Final = (
    changed_commodity,
    left_behind,
    apprenticeship_before_mentoring,
    trained_again,
)
