"""What is kept beside an entity: what no field of it holds, and yet must not be lost.

Fields whose name begins with `x_` are the user's own: kept as they stood, never judged.
"""

from collections.abc import Mapping
from math import isnan
from typing import Any, Final

from attrs import field, frozen

from ikm_sinergi.domain.mappings import ReadOnly

__all__ = ["CLEAN", "NO_FIELDS", "Beside", "Raw", "is_own", "own_fields", "states"]

OWN: Final = "x_"

NO_FIELDS: Final[Mapping[str, Any]] = ReadOnly({})


def is_own(name: object) -> bool:
    """Whether a field, column or table of this name is the user's own.

    >>> is_own("x_visits"), is_own("visits")
    (True, False)
    """
    return type(name) is str and name.startswith(OWN)


def own_fields(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Return the user's own fields of a row, those that state something.

    >>> own_fields({"id": "P-1", "x_visits": 3, "x_phone": " "})
    {'x_visits': 3}
    """
    return {name: value for name, value in row.items() if is_own(name) and states(value)}


def states(value: Any) -> bool:
    """Whether a cell holds something; a cell of blanks is as empty as an empty one.

    NaN, NaT and NA are what a data frame has where nothing is stated.
    """
    if type(value) is str:
        return bool(value) and not value.isspace()
    if isinstance(value, float):
        return not isnan(value)
    return value is not None and type(value).__name__ not in _MISSING


_MISSING: Final = frozenset({"NaTType", "NAType"})  # of pandas, which need not be there


@frozen
class Raw:
    """A cell that could not be read: the code of its fault, and the cell as it stood.

    Of a person's data, and where several cells contradict, the cell is None. Two are equal: what
    counts is that something could not be read.
    """

    code: str = field(eq=False)
    cell: Any = field(default=None, eq=False, repr=False)


@frozen
class Beside:
    """What of a record's row could not be read, by field, and the user's own fields of it.

    `same_owner` is the id of a participant whose owner had the same NIK, where owners were left
    out: what their data proved is known without them.
    """

    unread: Mapping[str, Raw] = NO_FIELDS
    own: Mapping[str, Any] = NO_FIELDS
    same_owner: str | None = None

    def joined(self, later: "Beside") -> "Beside":
        """Return what stands beside a record of which two rows tell; the first one is believed."""
        return Beside(
            {**later.unread, **self.unread},
            {**later.own, **self.own},
            later.same_owner if self.same_owner is None else self.same_owner,
        )


CLEAN: Final = Beside()
"""What stands beside a clean record: told by its identity."""
