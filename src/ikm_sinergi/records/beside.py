"""What is kept beside an entity: what no field of it holds, and yet must not be lost.

Fields whose name begins with `x_` are the user's own: kept as they stood, never judged. One field
is ours: `owner_same_as`, the ids of participants whose owner had the same NIK. It is written where
owners are left out, since what their data proved is known without them.
"""

from collections.abc import Mapping
from math import isnan
from typing import Any, Final, cast

from attrs import field, frozen

from ikm_sinergi.domain.mappings import ReadOnly

OWN: Final = "x_"

OWNER_SAME_AS: Final = "owner_same_as"

NO_FIELDS: Final[Mapping[str, Any]] = ReadOnly({})


def is_own(name: object) -> bool:
    """Whether a field, column or table of this name is kept beside, as the user's own are.

    >>> is_own("x_visits"), is_own("owner_same_as"), is_own("visits")
    (True, True, False)
    """
    return type(name) is str and (name.startswith(OWN) or name == OWNER_SAME_AS)


def own_fields(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Return the fields of a row that are kept beside, those that state something.

    >>> own_fields({"id": "P-1", "x_visits": 3, "x_phone": " ", "owner_same_as": "P-2; P-3"})
    {'x_visits': 3, 'owner_same_as': ('P-2', 'P-3')}
    """
    own = {name: value for name, value in row.items() if is_own(name) and states(value)}
    if OWNER_SAME_AS in own:
        own[OWNER_SAME_AS] = _ids(own[OWNER_SAME_AS])
    return own


def _ids(value: Any) -> Any:
    """Return the ids of a list, or of a cell in which they are separated by ";"; else the value."""
    items: Any = value.split(";") if type(value) is str else value
    if type(items) not in {list, tuple} or any(type(item) is not str for item in items):
        return value
    return tuple(dict.fromkeys(text for item in items if (text := item.strip())))


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
    """What of a record's row could not be read, by field, and the fields that no entity has."""

    unread: Mapping[str, Raw] = NO_FIELDS
    own: Mapping[str, Any] = NO_FIELDS

    @property
    def same_owner(self) -> tuple[str, ...]:
        """The ids of participants whose owner had the same NIK."""
        told: Any = self.own.get(OWNER_SAME_AS)
        return cast("tuple[str, ...]", told) if type(told) is tuple else ()

    def joined(self, later: "Beside") -> "Beside":
        """Return what stands beside a record of which two rows tell; the first one is believed."""
        own = {**later.own, **self.own}
        if same := dict.fromkeys((*self.same_owner, *later.same_owner)):
            own[OWNER_SAME_AS] = tuple(same)
        return Beside({**later.unread, **self.unread}, own)


CLEAN: Final = Beside()
"""What stands beside a clean record: told by its identity."""
