"""The typed vocabulary and the rules of a coaching program for small and medium industries.

`check` judges records, `may_join` one IKM; `read` and `Records` bring the records in. A name is
loaded when it is first used, so that importing the package costs next to nothing.
"""

import sys
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ikm_sinergi import rules
    from ikm_sinergi.agencies import agencies
    from ikm_sinergi.check import check
    from ikm_sinergi.errors import (
        AmbiguousAgencyError,
        AmbiguousRegencyError,
        IkmSinergiError,
        InvalidTypeError,
        InvalidValueError,
        MissingExtraError,
        PolicyError,
        ReadError,
        RuleError,
        ScopeError,
        UnknownAgencyError,
        UnknownAreaError,
        UnknownProvinceError,
        UnknownRecordError,
        UnknownRegencyError,
        UnknownRuleError,
        WriteError,
    )
    from ikm_sinergi.model import (
        Agency,
        Dispensation,
        Grant,
        Owner,
        Participant,
        Participation,
        Program,
        Result,
        Sale,
    )
    from ikm_sinergi.pathway import Step
    from ikm_sinergi.places import regencies
    from ikm_sinergi.planning import candidates, cohorts, compare, coverage, outcomes
    from ikm_sinergi.policy import Policy, policies, read_policy
    from ikm_sinergi.reading import read
    from ikm_sinergi.records import Records
    from ikm_sinergi.report import Finding, Report
    from ikm_sinergi.rule import Context, Doubt, Evidence, Judgement, Rule, Violation, rule
    from ikm_sinergi.verdict import Verdict, eligibility, may_join
    from ikm_sinergi.vocabulary import (
        Eligibility,
        Family,
        Measure,
        Outcome,
        ParticipationStatus,
        ProgramKind,
        ProgramStatus,
        Severity,
        Side,
        SizeClass,
        Text,
    )
    from ikm_sinergi.writing import write
    from ikm_sinergi.writing.results import to_text, write_report
    from ikm_sinergi.writing.template import write_template

    __version__: str

__all__ = [
    "Agency",
    "AmbiguousAgencyError",
    "AmbiguousRegencyError",
    "Context",
    "Dispensation",
    "Doubt",
    "Eligibility",
    "Evidence",
    "Family",
    "Finding",
    "Grant",
    "IkmSinergiError",
    "InvalidTypeError",
    "InvalidValueError",
    "Judgement",
    "Measure",
    "MissingExtraError",
    "Outcome",
    "Owner",
    "Participant",
    "Participation",
    "ParticipationStatus",
    "Policy",
    "PolicyError",
    "Program",
    "ProgramKind",
    "ProgramStatus",
    "ReadError",
    "Records",
    "Report",
    "Result",
    "Rule",
    "RuleError",
    "Sale",
    "ScopeError",
    "Severity",
    "Side",
    "SizeClass",
    "Step",
    "Text",
    "UnknownAgencyError",
    "UnknownAreaError",
    "UnknownProvinceError",
    "UnknownRecordError",
    "UnknownRegencyError",
    "UnknownRuleError",
    "Verdict",
    "Violation",
    "WriteError",
    "agencies",
    "candidates",
    "check",
    "cohorts",
    "compare",
    "coverage",
    "eligibility",
    "may_join",
    "outcomes",
    "policies",
    "read",
    "read_policy",
    "regencies",
    "rule",
    "rules",
    "to_text",
    "write",
    "write_report",
    "write_template",
]

_NAMES: Final = MappingProxyType(
    {
        "agencies": ("agencies",),
        "check": ("check",),
        "errors": (
            "AmbiguousAgencyError",
            "AmbiguousRegencyError",
            "IkmSinergiError",
            "InvalidTypeError",
            "InvalidValueError",
            "MissingExtraError",
            "PolicyError",
            "ReadError",
            "RuleError",
            "ScopeError",
            "UnknownAgencyError",
            "UnknownAreaError",
            "UnknownProvinceError",
            "UnknownRecordError",
            "UnknownRegencyError",
            "UnknownRuleError",
            "WriteError",
        ),
        "model": (
            "Agency",
            "Dispensation",
            "Grant",
            "Owner",
            "Participant",
            "Participation",
            "Program",
            "Result",
            "Sale",
        ),
        "pathway": ("Step",),
        "places": ("regencies",),
        "planning": ("candidates", "cohorts", "compare", "coverage", "outcomes"),
        "policy": ("Policy", "policies", "read_policy"),
        "reading": ("read",),
        "records": ("Records",),
        "report": ("Finding", "Report"),
        "rule": ("Context", "Doubt", "Evidence", "Judgement", "Rule", "Violation", "rule"),
        "verdict": ("Verdict", "eligibility", "may_join"),
        "vocabulary": (
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
            "Text",
        ),
        "writing": ("write",),
        "writing.results": ("to_text", "write_report"),
        "writing.template": ("write_template",),
    }
)
_HOMES: Final = MappingProxyType({name: home for home, names in _NAMES.items() for name in names})


def __getattr__(name: str) -> object:
    """Load a public name from the module where it lives."""
    if name == "rules":
        return import_module(f"{__name__}.rules")
    if name == "__version__":
        return _version()
    if name not in _HOMES:
        text = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(text)
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def _version() -> str:
    """Return the version that is installed, which a checkout alone has not."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415  # 20 ms

    try:
        return version("ikm-sinergi")
    except PackageNotFoundError:
        text = "ikm-sinergi is not installed, so its version is not known"
        raise AttributeError(text) from None


def __dir__() -> list[str]:
    """Return the public names, loaded or not, and those that every module has."""
    own = [name for name in globals() if name.startswith("__")]
    return sorted({*own, *__all__, "__version__"})


class _Package(ModuleType):
    """Keeps `ikm_sinergi.check` the function, although a module of that name is loaded too."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (isinstance(value, ModuleType) and name in _HOMES):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
