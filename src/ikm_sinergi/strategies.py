"""Hypothesis strategies for entities and whole records, for the tests of your own application.

`pip install "ikm-sinergi[strategies]"`. Everything is built by construction, not by filtering, and
every knob that matters is itself a strategy:

    from hypothesis import given
    from ikm_sinergi import strategies

    @given(strategies.lawful_records())
    def test_my_export_keeps_what_is_lawful(records): ...

All names and numbers are made up.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final, TypeVar

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ikm_sinergi.domain.entities import (
    Agency,
    Dispensation,
    Grant,
    Owner,
    Participant,
    Participation,
    Program,
    Result,
    Sale,
)
from ikm_sinergi.domain.terms import Measure, ParticipationStatus, ProgramKind, ProgramStatus, Side
from ikm_sinergi.records.cells import MARKS
from ikm_sinergi.records.container import Records
from ikm_sinergi.reference.agency import agencies
from ikm_sinergi.reference.places import regencies
from ikm_sinergi.reference.policy import Policy, policies

__all__ = [
    "agencies_of_a_province",
    "codes",
    "commodities",
    "days",
    "dispensations",
    "grants",
    "identifiers",
    "lawful_records",
    "owners",
    "participants",
    "participations",
    "programs",
    "records",
    "results",
    "sales",
    "texts",
    "years",
]

T = TypeVar("T")

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS: Final = "0123456789"


# --- values --------------------------------------------------------------------------------


def identifiers() -> SearchStrategy[str]:
    """Return ids of any printable kind: 1-64 characters without blanks at the ends.

    None is what `write` puts in the place of an unreadable one: that is never read as an id.
    """
    plain = st.text(_LETTERS + _DIGITS + "-._/", min_size=1, max_size=12)
    inner = st.characters(codec="utf-8", categories=("L", "N", "P", "S"))
    marks = frozenset(MARKS.values())
    odd = st.text(inner, min_size=1, max_size=64).filter(lambda text: text not in marks)
    return st.one_of(plain, odd)


def texts() -> SearchStrategy[str]:
    """Return free texts that say something, of any script, also with characters that need care."""
    inner = st.characters(codec="utf-8", exclude_characters="\0\r")
    awkward = st.sampled_from(["=1+1", "a,b", 'say "a"', "a\nb", "[red]", "<b>", "Rp1.000", "-"])
    return st.one_of(awkward, st.text(inner, min_size=1, max_size=20).map(lambda text: f"T{text}"))


def years() -> SearchStrategy[int]:
    """Return fiscal years from 1945 to 2100, most of them around the bundled policy's."""
    return st.one_of(st.integers(2019, 2023), st.integers(1945, 2100))


def days(year: int | None = None) -> SearchStrategy[dt.date]:
    """Return days, of one fiscal year if it is given."""
    if year is None:
        return st.dates(dt.date(1945, 8, 17), dt.date(2100, 12, 31))
    first = dt.date(1945, 8, 17) if year == 1945 else dt.date(year, 1, 1)  # noqa: PLR2004
    return st.dates(first, dt.date(year, 12, 31))


def codes() -> SearchStrategy[str]:
    """Return codes of regencies that exist, most of them of South Sulawesi."""
    every = [regency.code for regency in regencies()]
    own = [regency.code for regency in regencies().of_province("73")]
    return st.one_of(st.sampled_from(own), st.sampled_from(every))


def commodities(policy: Policy | None = None) -> SearchStrategy[str]:
    """Return commodities: terms of the policy, their synonyms, and terms it does not know."""
    known = (policy or policies()[0]).commodities
    terms = [*known, *(synonym for synonyms in known.values() for synonym in synonyms)]
    return st.one_of(st.sampled_from(terms), st.sampled_from(["kopi", "rotan"]))


def _maybe(strategy: SearchStrategy[T]) -> SearchStrategy[T | None]:
    """Return what the strategy gives, or None: not stated."""
    return st.one_of(st.none(), strategy)


def _some(strategy: SearchStrategy[T], most: int = 3) -> SearchStrategy[tuple[T, ...]]:
    return st.lists(strategy, max_size=most, unique=True).map(tuple)


def _digits(many: int) -> SearchStrategy[str]:
    return st.text(_DIGITS, min_size=many, max_size=many)


_WHOLE: Final = st.integers(0, 10**12)


# --- entities ------------------------------------------------------------------------------


def owners() -> SearchStrategy[Owner]:
    """Return made-up owners, with a NIK of the right form or of none."""
    form = st.builds(
        "7306{}{:02}{:02}{}".format, _digits(2), st.integers(1, 71), st.integers(1, 12), _digits(6)
    )
    return st.builds(Owner, name=_maybe(texts()), nik=_maybe(st.one_of(form, _digits(15))))


def programs(
    *,
    ids: SearchStrategy[str] | None = None,
    in_years: SearchStrategy[int] | None = None,
    of_kinds: SearchStrategy[ProgramKind] | None = None,
) -> SearchStrategy[Program]:
    """Return programs that may break every rule, but no field."""
    known = [agency.id for agency in agencies()]
    agency = st.one_of(st.sampled_from(known), identifiers())
    ids = identifiers() if ids is None else ids
    return st.builds(
        Program,
        id=ids,
        year=years() if in_years is None else in_years,
        kind=st.sampled_from(ProgramKind) if of_kinds is None else of_kinds,
        title=texts(),
        lead=_maybe(agency),
        partners=_maybe(_some(agency)),
        regencies=_maybe(_some(codes())),
        commodity=_maybe(commodities()),
        starts=_maybe(days()),
        ends=_maybe(days()),
        status=_maybe(st.sampled_from(ProgramStatus)),
        continues=_maybe(ids),
        note=_maybe(texts()),
    )


def participants(*, ids: SearchStrategy[str] | None = None) -> SearchStrategy[Participant]:
    """Return made-up participants."""
    return st.builds(
        Participant,
        id=identifiers() if ids is None else ids,
        name=texts(),
        regency=_maybe(codes()),
        commodity=_maybe(commodities()),
        nib=_maybe(st.one_of(_digits(13), _digits(12))),
        workers=_maybe(st.one_of(st.integers(0, 40), _WHOLE)),
        investment=_maybe(_WHOLE),
        owner=_maybe(owners()),
        note=_maybe(texts()),
    )


def participations(
    *,
    of_participants: SearchStrategy[str] | None = None,
    in_programs: SearchStrategy[str] | None = None,
) -> SearchStrategy[Participation]:
    """Return participations of these participant ids in these program ids."""
    return st.builds(
        Participation,
        participant=identifiers() if of_participants is None else of_participants,
        program=identifiers() if in_programs is None else in_programs,
        status=_maybe(st.sampled_from(ParticipationStatus)),
        completed_on=_maybe(days()),
        note=_maybe(texts()),
    )


def grants(
    *,
    of_participants: SearchStrategy[str] | None = None,
    in_programs: SearchStrategy[str] | None = None,
) -> SearchStrategy[Grant]:
    """Return equipment grants with these programs."""
    return st.builds(
        Grant,
        id=identifiers(),
        program=identifiers() if in_programs is None else in_programs,
        item=texts(),
        quantity=_maybe(_WHOLE),
        value=_maybe(_WHOLE),
        recipient=_maybe(identifiers() if of_participants is None else of_participants),
        handed_over=_maybe(days()),
        note=_maybe(texts()),
    )


def sales(*, in_programs: SearchStrategy[str] | None = None) -> SearchStrategy[Sale]:
    """Return sales at these programs."""
    return st.builds(
        Sale,
        program=identifiers() if in_programs is None else in_programs,
        retailer=_maybe(texts()),
        amount=_maybe(_WHOLE),
        note=_maybe(texts()),
    )


def results(*, of_participants: SearchStrategy[str] | None = None) -> SearchStrategy[Result]:
    """Return results of these participants."""
    return st.builds(
        Result,
        participant=identifiers() if of_participants is None else of_participants,
        year=years(),
        measure=st.sampled_from(Measure),
        value=_WHOLE,
    )


@st.composite
def dispensations(
    draw: DrawFn,
    *,
    of_participants: SearchStrategy[str] | None = None,
    in_programs: SearchStrategy[str] | None = None,
) -> Dispensation:
    """Return dispensations for exactly one subject, in force or not."""
    subject = draw(st.sampled_from(["participant", "program", "regency"]))
    subjects = {
        "participant": identifiers() if of_participants is None else of_participants,
        "program": identifiers() if in_programs is None else in_programs,
        "regency": codes(),
    }
    approver = st.one_of(st.sampled_from(policies()[0].approvers), identifiers())
    return Dispensation(
        id=draw(identifiers()),
        rule=draw(st.sampled_from(["IKM201", "IKM202", "IKM401", "IKM501", "IKM999"])),
        year=draw(st.integers(2020, 2022)),
        reason=draw(texts()),
        requested_by=draw(_maybe(approver)),
        approved_by=draw(approver),
        decided_on=draw(days()),
        expires=draw(days()),
        **{subject: draw(subjects[subject])},
    )


def agencies_of_a_province(*, ids: SearchStrategy[str] | None = None) -> SearchStrategy[Agency]:
    """Return agencies, branches of known and unknown ones among them."""
    ids = identifiers() if ids is None else ids
    return st.builds(
        Agency,
        id=ids,
        name=texts(),
        short_name=texts(),
        sides=_some(st.sampled_from(Side)),
        leads=_some(st.sampled_from(ProgramKind)),
        branch_of=_maybe(st.one_of(ids, st.sampled_from([one.id for one in agencies()]))),
        formerly=_some(ids, 1),
        province=_maybe(st.sampled_from([one.code for one in regencies().provinces])),
    )


# --- records -------------------------------------------------------------------------------


@st.composite
def records(draw: DrawFn, *, most: int = 6) -> Records:
    """Return records that may be odd in every way: ids repeat, dangle and contradict.

    Every table may be missing; `most` is the most rows a table has.
    """
    who = st.sampled_from(draw(st.lists(identifiers(), min_size=1, max_size=4)))
    what = st.sampled_from(draw(st.lists(identifiers(), min_size=1, max_size=4)))

    def table(rows: SearchStrategy[T]) -> Sequence[T] | None:
        return draw(_maybe(st.lists(rows, max_size=most)))

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
    commodity = draw(_maybe(st.sampled_from(sorted(fitting))))
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
            recipient = draw(_maybe(st.sampled_from(ids)))
            found["grants"].append(
                Grant(id=f"G-{program.id}", program=program.id, item="alat", recipient=recipient)
            )
        status = _maybe(st.sampled_from(_STATUSES[program.status is ProgramStatus.RUNNING]))
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
    lead = draw(_maybe(st.sampled_from(leads)))
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
