"""Every rule of the catalogue, in code order, one module per family."""

from typing import Final

from ikm_sinergi.rule import Rule
from ikm_sinergi.rules import (
    days,
    enterprises,
    faulty,
    newcomers,
    progress,
    references,
    registers,
    status,
)

__all__ = ["ALL"]

ALL: Final[tuple[Rule, ...]] = (
    *faulty.RULES,
    *references.RULES,
    *registers.RULES,
    *days.RULES,
    *status.RULES,
    *enterprises.RULES,
    *newcomers.RULES,
    *progress.RULES,
)
"""The rules in code order; `check` runs them all unless it is given others."""
