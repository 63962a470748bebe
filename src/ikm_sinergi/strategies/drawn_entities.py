"""Strategies for single values and entities: they may break every rule, but no field."""

import datetime as dt
from typing import Final, TypeVar

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
    "maybe",
    "owners",
    "participants",
    "participations",
    "programs",
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
    """Return ids of any printable kind: 1-64 characters without blanks at the ends."""
    plain = st.text(_LETTERS + _DIGITS + "-._/", min_size=1, max_size=12)
    inner = st.characters(codec="utf-8", categories=("L", "N", "P", "S"))
    return st.one_of(plain, st.text(inner, min_size=1, max_size=64))


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


def maybe(strategy: SearchStrategy[T]) -> SearchStrategy[T | None]:
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
    return st.builds(Owner, name=maybe(texts()), nik=maybe(st.one_of(form, _digits(15))))


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
        lead=maybe(agency),
        partners=maybe(_some(agency)),
        regencies=maybe(_some(codes())),
        commodity=maybe(commodities()),
        starts=maybe(days()),
        ends=maybe(days()),
        status=maybe(st.sampled_from(ProgramStatus)),
        continues=maybe(ids),
        note=maybe(texts()),
    )


def participants(*, ids: SearchStrategy[str] | None = None) -> SearchStrategy[Participant]:
    """Return made-up participants."""
    return st.builds(
        Participant,
        id=identifiers() if ids is None else ids,
        name=texts(),
        regency=maybe(codes()),
        commodity=maybe(commodities()),
        nib=maybe(st.one_of(_digits(13), _digits(12))),
        workers=maybe(st.one_of(st.integers(0, 40), _WHOLE)),
        investment=maybe(_WHOLE),
        owner=maybe(owners()),
        note=maybe(texts()),
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
        status=maybe(st.sampled_from(ParticipationStatus)),
        completed_on=maybe(days()),
        note=maybe(texts()),
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
        quantity=maybe(_WHOLE),
        value=maybe(_WHOLE),
        recipient=maybe(identifiers() if of_participants is None else of_participants),
        handed_over=maybe(days()),
        note=maybe(texts()),
    )


def sales(*, in_programs: SearchStrategy[str] | None = None) -> SearchStrategy[Sale]:
    """Return sales at these programs."""
    return st.builds(
        Sale,
        program=identifiers() if in_programs is None else in_programs,
        retailer=maybe(texts()),
        amount=maybe(_WHOLE),
        note=maybe(texts()),
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
        requested_by=draw(maybe(approver)),
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
        branch_of=maybe(st.one_of(ids, st.sampled_from([one.id for one in agencies()]))),
        formerly=_some(ids, 1),
        province=maybe(st.sampled_from([one.code for one in regencies().provinces])),
    )
