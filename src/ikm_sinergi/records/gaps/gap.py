"""One gap: what is not known, and the record that shows it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from attrs import field, frozen

from ikm_sinergi.domain.entities import Entity
from ikm_sinergi.domain.mappings import ReadOnly
from ikm_sinergi.domain.terms import ParticipationStatus, ProgramKind, ProgramStatus
from ikm_sinergi.words.phrases import Phrase

COMPLETED: Final = ParticipationStatus.COMPLETED

WITHDRAWN: Final = ParticipationStatus.WITHDRAWN

CANCELLED: Final = ProgramStatus.CANCELLED

PLANNED: Final = ProgramStatus.PLANNED

UNSETTLED: Final = frozenset({ProgramKind.DEVELOPMENT, ProgramKind.MARKET})
"""The kinds that leave open which of their family a program is."""


def covers(general: ProgramKind, kind: ProgramKind) -> bool:
    """Whether a program of `kind` is what `general` names: itself, or any kind of its family.

    `development` names any coaching and `market` any market. Asked the other way round it says
    whether a program that is not settled yet may turn out to be of a kind.
    """
    return general is kind or (general in UNSETTLED and general.family is kind.family)


def years_told(years: Sequence[int]) -> int | str:
    """Return years as they are told: one alone as it is, several as a span."""
    return years[0] if len(years) == 1 else f"{years[-1]}-{years[0]}"


def _read_only(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return values if isinstance(values, ReadOnly) else ReadOnly(values)


@frozen
class Gap:
    """What is not known: a cause of the catalogue with its values, and the record that shows it.

    `says` is what that record says of it.
    """

    cause: str
    values: Mapping[str, Any] = field(factory=dict[str, Any], converter=_read_only)
    record: Entity | None = None
    says: Phrase | None = None

    @property
    def may_accuse(self) -> bool:
        """Whether a subject that has it may be found though the records show nothing."""
        return self.cause in {"unreadable_field", "duplicate_id", "rejected_row"}
