"""The parts of a policy: what must come first, where sizes part, what was said of a place.

Whatever is wrong with one of them is a `PolicyError`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import field, frozen

from ikm_sinergi.exact import agree, holds, list_of, may, must
from ikm_sinergi.values import (
    why_not_choice,
    why_not_code,
    why_not_identifier,
    why_not_text,
    why_not_whole,
    why_not_year,
)
from ikm_sinergi.vocabulary import ParticipationStatus, ProgramKind, SizeClass

__all__ = ["Announcement", "Potential", "Prerequisite", "SizeThresholds", "to_tuple"]


def _positive(value: object) -> Iterator[str]:
    if why_not_whole(value) is not None or value == 0:
        yield "is not a whole number of one or more"


def _followed(value: object) -> Iterator[str]:
    if value is not ParticipationStatus.COMPLETED:
        yield "is not completed, the only status that makes a step one that was followed"


# Not generic: mypy takes a type variable of a converter for the type of the argument.
def to_tuple(values: Iterable[Any]) -> tuple[Any, ...]:
    """Return a tuple of what a caller naturally has; what is no list is refused by its field."""
    # A text is a list of letters to Python, but to nobody else.
    if isinstance(values, str) or not hasattr(values, "__iter__"):
        return values  # type: ignore[return-value]
    return tuple(values)


_text = holds(why_not_text)


@frozen(kw_only=True)
class Prerequisite:
    """What must come before: one of `kinds`, up to `within` fiscal years earlier, in `status`.

    The status can only be `completed`; a policy states it all the same, since it is a reading.
    """

    kinds: tuple[ProgramKind, ...] = field(
        converter=to_tuple, validator=must(list_of(why_not_choice(ProgramKind), some=True))
    )
    within: int = field(validator=must(_positive))
    status: ParticipationStatus = field(validator=must(_followed))


@frozen(kw_only=True)
class SizeThresholds:
    """Where the size classes part: workers, and whole rupiah without land and building.

    At most `few_workers` make an enterprise small below `small_investment_below` and medium from
    there on; more workers make it medium up to and with `medium_investment_up_to`, then large.
    """

    few_workers: int = field(validator=must(_positive))
    small_investment_below: int = field(validator=must(_positive))
    medium_investment_up_to: int = field(validator=must(_positive))

    def __attrs_post_init__(self) -> None:
        """Refuse limits in the wrong order."""
        agree(self)

    @staticmethod
    def contradictions(values: Mapping[str, Any]) -> Iterator[str]:
        """Yield how the fields given contradict each other."""
        small = values.get("small_investment_below")
        medium = values.get("medium_investment_up_to")
        if small is not None and medium is not None and medium < small:
            yield "medium_investment_up_to is less than small_investment_below"

    def possible(self, workers: int | None, investment: int | None) -> frozenset[SizeClass]:
        """Return every class an enterprise may have, given what is stated of it."""
        # Where a number is not stated, its two extremes bring out every class there is.
        many = self.few_workers + 1
        beyond = self.medium_investment_up_to + 1
        return frozenset(
            self._class(heads, rupiah)
            for heads in ({0, many} if workers is None else {workers})
            for rupiah in ({0, beyond} if investment is None else {investment})
        )

    def _class(self, workers: int, investment: int) -> SizeClass:
        few = workers <= self.few_workers
        if few and investment < self.small_investment_below:
            return SizeClass.SMALL
        if few or investment <= self.medium_investment_up_to:
            return SizeClass.MEDIUM
        return SizeClass.LARGE


@frozen(kw_only=True)
class Potential:
    """What a regency is known to be good at, and the statement that says so."""

    commodities: tuple[str, ...] = field(
        converter=to_tuple, validator=must(list_of(why_not_text, some=True))
    )
    statement: str = field(validator=must(_text))


@frozen(kw_only=True)
class Announcement:
    """A program announced for one fiscal year; what is None was not stated."""

    id: str = field(validator=must(holds(why_not_identifier)))
    year: int = field(validator=must(holds(why_not_year)))
    statement: str = field(validator=must(_text))
    kind: ProgramKind | None = field(
        default=None, validator=may(holds(why_not_choice(ProgramKind)))
    )
    regency: str | None = field(default=None, validator=may(holds(why_not_code)))
    area: str | None = field(default=None, validator=may(_text))
    commodity: str | None = field(default=None, validator=may(_text))

    def __attrs_post_init__(self) -> None:
        """Refuse a program in two places."""
        agree(self)

    @staticmethod
    def contradictions(values: Mapping[str, Any]) -> Iterator[str]:
        """Yield how the fields given contradict each other."""
        if values.get("regency") is not None and values.get("area") is not None:
            yield "names both a regency and an area"
