"""For which regencies the plan is judged: names of regencies and areas -> codes."""

from collections.abc import Iterable

from ikm_sinergi.arguments import several
from ikm_sinergi.errors import ScopeError
from ikm_sinergi.places import Places
from ikm_sinergi.policy import Policy

__all__ = ["scope_of"]


def scope_of(
    names: str | Iterable[str] | None, places: Places, policies: Iterable[Policy]
) -> tuple[str, ...] | None:
    """Return the codes that names or codes of regencies, or of areas, stand for, in order.

    None stands for everywhere. Raises `InvalidTypeError` for what is no name,
    `UnknownRegencyError` for a name that is neither, and `ScopeError` for a regency of a province
    that none of the policies is for.
    """
    if names is None:
        return None
    provinces = {policy.province for policy in policies}
    found: set[str] = set()
    for name in several("scope", names, str):
        for regency in places.within(name):
            if regency.province not in provinces:
                known = (places.province(code).name for code in sorted(provinces))
                own = places.province(regency.province).name
                raise ScopeError(regency.name, own, tuple(known))
            found.add(regency.code)
    return tuple(sorted(found))
