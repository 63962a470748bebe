"""The closed vocabularies of the domain, and the labels that people read.

Code branches on these keys, so they are English and never change with the language; what changes
is the label, a `Text` in English and in the formal Indonesian term of the glossary.
"""

from enum import StrEnum
from types import MappingProxyType
from typing import Final

from ikm_sinergi.words.language import Text


class Term(StrEnum):
    """A word of a closed vocabulary: its key, and its label for people."""

    __hash__ = str.__hash__  # that of the text it equals

    @property
    def label(self) -> Text:
        """The term for people, in both languages."""
        return Text.of(f"terms.{self}")


class Family(Term):
    """What a kind of program is about: building quality, mastering the market, or selling."""

    COACHING = "coaching"
    CLINIC = "clinic"
    MARKET = "market"


class ProgramKind(Term):
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


class ProgramStatus(Term):
    """How far a program has come."""

    PLANNED = "planned"
    RUNNING = "running"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class ParticipationStatus(Term):
    """How far one participant has come in one program."""

    REGISTERED = "registered"
    ATTENDING = "attending"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"


class Side(Term):
    """Where an agency works: on quality (upstream), on the market (downstream), or beside both."""

    UPSTREAM = "upstream"
    DOWNSTREAM = "downstream"
    PARTNER = "partner"


class SizeClass(Term):
    """The size of an enterprise; an IKM is small or medium (Permenperin 64/2016)."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    UNKNOWN = "unknown"


class Measure(Term):
    """What a result is measured in, so that results can be seen (S12, S14).

    Values are whole rupiah a year, workers a head count, products and certificates how many.
    """

    PRODUCTION_VALUE = "production_value"
    SALES_VALUE = "sales_value"
    WORKERS = "workers"
    PRODUCTS = "products"
    CERTIFICATES = "certificates"


class Severity(Term):
    """How much a finding weighs: the source says "must not", "will", or only observes."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Eligibility(Term):
    """Whether an IKM may join a program. Never a boolean: compare it, or ask for `ok`."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    UNDECIDED = "undecided"

    def __bool__(self) -> bool:
        """Refuse: undecided is neither true nor false."""
        message = f"a verdict is not a boolean: compare it with Eligibility.{self.name}, or use .ok"
        raise TypeError(message)


class Outcome(Term):
    """What a rule came to about one subject. Never a boolean: compare it, or ask for `ok`."""

    PASSED = "passed"
    VIOLATED = "violated"
    WAIVED = "waived"
    UNDECIDED = "undecided"
    NOT_APPLICABLE = "not_applicable"

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
