"""The programs of a year with the upstream or downstream agency that leads each."""

from collections.abc import Iterator
from typing import Final

from ikm_sinergi.domain.entities import Agency, Program
from ikm_sinergi.domain.terms import Side
from ikm_sinergi.judgement import Context, Doubt
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.subjects import (
    Why,
    contested,
    duplicate,
    unreadable,
    whose,
)

__all__ = ["led_programs"]

GUIDING: Final = frozenset({Side.UPSTREAM, Side.DOWNSTREAM})


def led_programs(
    records: Records, context: Context, year: int
) -> Iterator[tuple[Program, Agency] | Doubt]:
    """Yield the programs that an upstream or downstream agency leads, each with that agency."""
    for program in records.programs_of(year):
        if records.unreadable(program, "lead"):
            yield Doubt(*unreadable("lead"), program, year)
            continue
        agency = _guide(records, context, program)
        if isinstance(agency, Agency):
            yield program, agency
        elif agency is not None:
            yield Doubt(*agency, program, year)
    for versions in contested(records, year):
        if any(_guide(records, context, version) for version in versions):
            yield Doubt(*duplicate("programs"), versions[0], year)


def _guide(records: Records, context: Context, program: Program) -> Agency | Why | None:
    """Return the upstream or downstream agency that leads, or why that is not known."""
    if program.lead is None:
        return None
    agency = whose(records, context.agencies, program.lead)
    guides = not isinstance(agency, Agency) or GUIDING.intersection(agency.sides)
    return agency if guides else None
