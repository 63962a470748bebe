"""The upstream or downstream agency that leads a program."""

from typing import Final

from ikm_sinergi.domain.entities import Agency, Program
from ikm_sinergi.domain.terms import Side
from ikm_sinergi.judgement import Context, Why
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.subjects import unread, whose

GUIDING: Final = frozenset({Side.UPSTREAM, Side.DOWNSTREAM})


def guide(records: Records, context: Context, program: Program) -> Agency | Why | None:
    """Return the upstream or downstream agency that leads, or why that is not known."""
    if program.lead is None:
        return unread(records, program, "lead")
    agency = whose(records, context.agencies, program.lead)
    guides = not isinstance(agency, Agency) or GUIDING.intersection(agency.sides)
    return agency if guides else None
