"""The closed vocabularies of the domain, and the labels that people read.

Code branches on these keys, so they are English and never change with the language; what changes
is the label, a `Text` in English and in the formal Indonesian term of the glossary.
"""

from enum import StrEnum
from types import MappingProxyType
from typing import Final

from ikm_sinergi.words.language import Text

__all__ = [
    "Eligibility",
    "Family",
    "Measure",
    "Outcome",
    "ParticipationStatus",
    "ProgramKind",
    "ProgramStatus",
    "Severity",
    "Side",
    "SizeClass",
]


class Family(StrEnum):
    """What a kind of program is about: building quality, mastering the market, or selling."""

    COACHING = "coaching"
    CLINIC = "clinic"
    MARKET = "market"

    @property
    def label(self) -> Text:
        """The term for people, in both languages."""
        return Text.of(f"terms.{self}")


class ProgramKind(StrEnum):
    """What one program does (S2, S9, S10). A combined activity is two programs.

    `DEVELOPMENT` is coaching whose method is not stated and may have been any; `MARKET` is a
    low-price market whose model is not stated.
    """

    TRAINING = "training"
    MENTORING = "mentoring"
    APPRENTICESHIP = "apprenticeship"
    DEVELOPMENT = "development"
    COACHING_CLINIC = "coaching_clinic"
    SUBSIDISED_MARKET = "subsidised_market"
    DISCOUNT_MARKET = "discount_market"
    MARKET = "market"

    @property
    def family(self) -> Family:
        """Coaching, clinic or market."""
        return FAMILIES[self]

    @property
    def label(self) -> Text:
        """The term for people, in both languages."""
        return Text.of(f"terms.{self}")


class ProgramStatus(StrEnum):
    """How far a program has come."""

    PLANNED = "planned"
    RUNNING = "running"
    COMPLETED = "completed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> Text:
        """The term for people, in both languages."""
        return Text.of(f"terms.{self}")


class ParticipationStatus(StrEnum):
    """How far one participant has come in one program."""

    REGISTERED = "registered"
    ATTENDING = "attending"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> Text:
        """The term for people, in both languages."""
        return Text.of(f"terms.{self}")


class Side(StrEnum):
    """Where an agency works: on quality (upstream), on the market (downstream), or beside both."""

    UPSTREAM = "upstream"
    DOWNSTREAM = "downstream"
    PARTNER = "partner"

    @property
    def label(self) -> Text:
        """The term for people, in both languages."""
        return Text.of(f"terms.{self}")


class SizeClass(StrEnum):
    """The size of an enterprise; an IKM is small or medium (Permenperin 64/2016)."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    UNKNOWN = "unknown"

    @property
    def label(self) -> Text:
        """The term for people, in both languages."""
        return Text.of(f"terms.{self}")


class Measure(StrEnum):
    """What a result is measured in, so that results can be seen (S12, S14).

    Values are whole rupiah a year, workers a head count, products and certificates how many.
    """

    PRODUCTION_VALUE = "production_value"
    SALES_VALUE = "sales_value"
    WORKERS = "workers"
    PRODUCTS = "products"
    CERTIFICATES = "certificates"

    @property
    def label(self) -> Text:
        """The term for people, in both languages."""
        return Text.of(f"terms.{self}")


class Severity(StrEnum):
    """How much a finding weighs: the source says "must not", "will", or only observes."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> Text:
        """The term for people, in both languages."""
        return Text.of(f"terms.{self}")


class Eligibility(StrEnum):
    """Whether an IKM may join a program. Never a boolean: compare it, or ask for `ok`."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    UNDECIDED = "undecided"

    @property
    def label(self) -> Text:
        """The term for people, in both languages."""
        return Text.of(f"terms.{self}")

    def __bool__(self) -> bool:
        """Refuse: undecided is neither true nor false."""
        message = f"a verdict is not a boolean: compare it with Eligibility.{self.name}, or use .ok"
        raise TypeError(message)


class Outcome(StrEnum):
    """What a rule came to about one subject. Never a boolean: compare it, or ask for `ok`."""

    PASSED = "passed"
    VIOLATED = "violated"
    WAIVED = "waived"
    UNDECIDED = "undecided"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> Text:
        """The term for people, in both languages."""
        return Text.of(f"terms.{self}")

    def __bool__(self) -> bool:
        """Refuse: an undecided outcome is neither true nor false."""
        message = f"an outcome is not a boolean: compare it with Outcome.{self.name}, or use .ok"
        raise TypeError(message)


FAMILIES: Final = MappingProxyType(
    {
        ProgramKind.TRAINING: Family.COACHING,
        ProgramKind.MENTORING: Family.COACHING,
        ProgramKind.APPRENTICESHIP: Family.COACHING,
        ProgramKind.DEVELOPMENT: Family.COACHING,
        ProgramKind.COACHING_CLINIC: Family.CLINIC,
        ProgramKind.SUBSIDISED_MARKET: Family.MARKET,
        ProgramKind.DISCOUNT_MARKET: Family.MARKET,
        ProgramKind.MARKET: Family.MARKET,
    }
)
