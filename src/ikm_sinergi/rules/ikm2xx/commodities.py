"""Commodities as the policy names them."""

from ikm_sinergi.domain.names import fold
from ikm_sinergi.reference.policy import Policy

__all__ = ["term_of"]


def term_of(policy: Policy, commodity: str) -> str:
    """Return the policy's term for a commodity, or "?" and the folded text if it knows none."""
    return policy.commodity(commodity) or f"?{fold(commodity)}"
