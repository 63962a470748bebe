"""Days of a program that several rules look at."""

from ikm_sinergi.domain.entities import Program
from ikm_sinergi.judgement import Doubt
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.subjects import unreadable

__all__ = ["ends_early", "unread"]


def unread(records: Records, program: Program, *fields: str) -> Doubt | None:
    """Return the doubt that the first of these fields which could not be read leaves."""
    for field in fields:
        if records.unreadable(program, field):
            return Doubt(*unreadable(field), program, program.year)
    return None


def ends_early(program: Program) -> bool:
    """Whether a program states that it ends before it starts."""
    starts, ends = program.starts, program.ends
    return starts is not None and ends is not None and ends < starts
