"""Every rule of the catalogue, in code order, one module per family."""

from typing import Final

from ikm_sinergi.rule import Rule
from ikm_sinergi.rules import (
    announced,
    days,
    dispensed,
    enterprises,
    equipment,
    faulty,
    markets,
    newcomers,
    plan,
    progress,
    references,
    registers,
    results,
    status,
    synergy,
    validity,
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
    *results.RULES,
    *synergy.RULES,
    *plan.RULES,
    *announced.RULES,
    *equipment.RULES,
    *markets.RULES,
    *dispensed.RULES,
    *validity.RULES,
)
"""The rules in code order; `check` runs them all unless it is given others."""
