"""Strategies for whole records: odd in every way, or lawful under every rule but the plan's."""

from collections.abc import Sequence
from typing import Any, Final, TypeVar

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ikm_sinergi.domain.entities import Grant, Participant, Participation, Program
from ikm_sinergi.domain.terms import ParticipationStatus, ProgramKind, ProgramStatus
from ikm_sinergi.records.container import Records
from ikm_sinergi.reference.agency import agencies
from ikm_sinergi.reference.places import regencies
from ikm_sinergi.reference.policy import Policy, policies
from ikm_sinergi.strategies.drawn_entities import (
    agencies_of_a_province,
    days,
    dispensations,
    grants,
    identifiers,
    maybe,
    participants,
    participations,
    programs,
    results,
    sales,
)

T = TypeVar("T")


@st.composite
def records(draw: DrawFn, *, most: int = 6) -> Records:
    """Return records that may be odd in every way: ids repeat, dangle and contradict.

    Every table may be missing; `most` is the most rows a table has.
    """
    who = st.sampled_from(draw(st.lists(identifiers(), min_size=1, max_size=4)))
    what = st.sampled_from(draw(st.lists(identifiers(), min_size=1, max_size=4)))

    def table(rows: SearchStrategy[T]) -> Sequence[T] | None:
        return draw(maybe(st.lists(rows, max_size=most)))

    return Records(
        programs=table(programs(ids=what, in_years=st.integers(2019, 2022))),
        participants=table(participants(ids=who)),
        participations=table(participations(of_participants=who, in_programs=what)),
        grants=table(grants(of_participants=who, in_programs=what)),
        sales=table(sales(in_programs=what)),
        results=table(results(of_participants=who)),
        dispensations=table(dispensations(of_participants=who, in_programs=what)),
        agencies=table(agencies_of_a_province(ids=what)),
        complete=draw(st.sets(st.integers(2018, 2022), max_size=3)),
    )


@st.composite
def lawful_records(
    draw: DrawFn,
    *,
    year: int = 2021,
    trained: SearchStrategy[int] | None = None,
    complete: SearchStrategy[bool] | None = None,
) -> Records:
    """Return records of a year and the one before that no rule but the plan's (4xx) may fault.

    In each of a few regencies some IKM (`trained`: how many) complete a training in the year
    before and are mentored, apprenticed or both in `year`, under the bundled policy; `complete`
    says whether the year before is declared complete.
    """
    policy = policies()[0]
    count = st.integers(1, 4) if trained is None else trained
    places = draw(
        st.lists(st.sampled_from(_own_codes(policy)), min_size=1, max_size=3, unique=True)
    )
    found: dict[str, Any] = {
        "programs": [],
        "participants": [],
        "participations": [],
        "grants": [],
    }
    for code in places:
        _lawful_regency(draw, found, policy, code, year, draw(count))
    declared = draw(st.booleans() if complete is None else complete)
    return Records(**found, complete={year - 1} if declared else ())


def _own_codes(policy: Policy) -> list[str]:
    return [regency.code for regency in regencies().of_province(policy.province)]


def _lawful_regency(
    draw: DrawFn, found: dict[str, Any], policy: Policy, code: str, year: int, count: int
) -> None:
    """Add one regency: its trained IKM, and what follows for them."""
    potential = policy.potential(code)
    fitting = policy.commodities if potential is None else potential.commodities
    commodity = draw(maybe(st.sampled_from(sorted(fitting))))
    begin = draw(days(year))
    ids = [f"IKM-{code}-{number}" for number in range(count)]
    found["participants"] += [
        Participant(id=one, name=f"IKM contoh {one}", regency=code) for one in ids
    ]
    training = _lawful_program(draw, policy, ProgramKind.TRAINING, code, year - 1, commodity)
    found["programs"].append(evolve(training, status=ProgramStatus.COMPLETED))
    completed = ParticipationStatus.COMPLETED
    found["participations"] += [
        Participation(participant=one, program=training.id, status=completed) for one in ids
    ]
    for kind in draw(st.sampled_from(_NEXT)):
        program = _lawful_program(draw, policy, kind, code, year, commodity)
        found["programs"].append(evolve(program, starts=begin, continues=training.id))
        if draw(st.booleans()):
            recipient = draw(maybe(st.sampled_from(ids)))
            found["grants"].append(
                Grant(id=f"G-{program.id}", program=program.id, item="alat", recipient=recipient)
            )
        status = maybe(st.sampled_from(_STATUSES[program.status is ProgramStatus.RUNNING]))
        found["participations"] += [
            Participation(participant=one, program=program.id, status=draw(status)) for one in ids
        ]


_PLANNED: Final = (ParticipationStatus.REGISTERED, ParticipationStatus.WITHDRAWN)
_STATUSES: Final = (_PLANNED, tuple(ParticipationStatus))
"""What a participation may say while its program is planned, and once it runs."""

_NEXT: Final = (
    (ProgramKind.MENTORING,),
    (ProgramKind.APPRENTICESHIP,),
    (ProgramKind.MENTORING, ProgramKind.APPRENTICESHIP),
)


def _lawful_program(
    draw: DrawFn, policy: Policy, kind: ProgramKind, code: str, year: int, commodity: str | None
) -> Program:
    leads = [one.id for one in agencies() if kind in one.leads or not one.leads]
    lead = draw(maybe(st.sampled_from(leads)))
    return Program(
        id=f"{year}-{kind}-{code}",
        year=year,
        kind=kind,
        title=f"{kind.label.id} {code}",
        lead=lead,
        partners=[partner for partner in policy.partners if partner != lead],
        regencies=[code],
        commodity=commodity,
        status=draw(st.sampled_from([ProgramStatus.PLANNED, ProgramStatus.RUNNING])),
    )
