"""Every rule of the catalogue, in code order, one module per family."""

from typing import Final

from ikm_sinergi.rule import Rule
from ikm_sinergi.rules import (
    announced,
    commodities,
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

_FAMILIES: Final = (
    *faulty.RULES,
    *references.RULES,
    *registers.RULES,
    *days.RULES,
    *status.RULES,
    *enterprises.RULES,
    *newcomers.RULES,
    *commodities.RULES,
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

ALL: Final[tuple[Rule, ...]] = tuple(sorted(_FAMILIES, key=lambda rule: rule.code))
"""The rules in code order; `check` runs them all unless it is given others."""
