"""IKM203 no-training-before."""

from collections.abc import Iterator, Mapping

from ikm_sinergi.domain.entities import Program
from ikm_sinergi.domain.terms import ProgramKind, Severity
from ikm_sinergi.judgement import (
    Context,
    Doubt,
    Judgement,
    Subject,
    Violation,
    evidence_of,
    rule,
    why_of,
)
from ikm_sinergi.pathway import needed, years_before
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.records.gaps.gap import Gap
from ikm_sinergi.records.gaps.possible import Served
from ikm_sinergi.reference.policy import NEXT_STEPS
from ikm_sinergi.rules.subjects import (
    Found,
    contested,
    counted,
    duplicate,
    is_live,
    unless_cancelled,
    unread,
    weighed,
)
from ikm_sinergi.words.language import Text


@rule(
    "IKM203",
    Severity.WARNING,
    unit="program and regency",
    sources=("S5",),
    since="0.1.0",
    by_policy=True,
    message=Text(
        "{program} serves {place} in {year}, where no {kinds} ran in {before}",
        "{program} melayani {place} pada tahun {year}, padahal tidak ada {kinds}"
        " di sana pada tahun {before}",
    ),
    remedy=Text(
        "Hold {kinds} in {place} first, or add the missing program of {before}.",
        "Adakan {kinds} di {place} terlebih dahulu atau lengkapi data program tahun {before}.",
    ),
)
def no_training_before(records: Records, context: Context) -> Judgement:
    judged = 0
    gaps = gaps_of(records, context.as_of)
    for year, policy in context.policies.items():
        ran = {
            kind: gaps.reach(years_before(year, asked), asked.kinds, ran=True)
            for kind in NEXT_STEPS
            if (asked := policy.prerequisite(kind)) is not None
        }
        for kind, served in ran.items():
            for program in context.programs_of(records, year, kind):
                why = unread(records, program, "regencies")
                if why is not None:
                    judged += 1
                    yield Doubt(why, program, year)
                for code in context.own(program.regencies or ()):
                    judged += 1
                    if code not in served.sure:
                        yield _untrained(records, context, program, code, served)
        judged += yield from counted(_contested(records, context, year, ran))
    return judged


def _contested(
    records: Records, context: Context, year: int, ran: Mapping[ProgramKind, Served]
) -> Iterator[Found]:
    """Judge the regencies of programs of contested ids, by each of the contents."""
    for versions in contested(records, context, year):
        mine = [one for one in versions if is_live(one, year) and one.kind in ran]
        unsure = next((why for one in mine if (why := unread(records, one, "regencies"))), None)
        if unsure is not None:
            yield Doubt(unsure, mine[0], year)
        for code in sorted({code for one in mine for code in context.own(one.regencies or ())}):
            serving = [one for one in mine if code in (one.regencies or ())]
            found = [
                _untrained(records, context, one, code, ran[one.kind])
                if one in serving and code not in ran[one.kind].sure
                else None
                for one in versions
            ]
            subject = Subject(mine[0], {"regency": code})
            yield weighed(found, duplicate("programs"), subject, year)


def _untrained(
    records: Records, context: Context, program: Program, code: str, ran: Served
) -> Violation | Doubt:
    prerequisite = context.policies[program.year].prerequisites[program.kind]
    year, years = program.year, years_before(program.year, prerequisite)
    subject = Subject(program, {"regency": code})
    place = context.name_of(code)
    values = {**needed(prerequisite, years), "place": place}
    gap = ran.why(code)
    if gap is None and not all(gaps_of(records).is_complete(before, code) for before in years):
        gap = Gap("no_training_held")
    if gap is not None:
        return Doubt(why_of(gap, context.name_of, **values), subject, year, evidence_of(gap))
    values |= {"program": program.id, "year": year, "regency": code}
    return unless_cancelled(records, program, Violation(subject, year, values))
