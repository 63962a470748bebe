"""Days of a program that several rules look at."""

from ikm_sinergi.domain.entities import Program


def ends_early(program: Program) -> bool:
    """Whether a program states that it ends before it starts."""
    starts, ends = program.starts, program.ends
    return starts is not None and ends is not None and ends < starts
