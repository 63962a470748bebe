"""The typed vocabulary and the rules of a coaching program for small and medium industries.

`check` judges records, `may_join` one IKM; `read` and `Records` bring the records in. A name is
loaded when it is first used, so that importing the package costs next to nothing.
"""

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ikm_sinergi import rules
    from ikm_sinergi.checking.report import Finding, Report
    from ikm_sinergi.checking.run import check
    from ikm_sinergi.converters import converter, register
    from ikm_sinergi.domain.entities import (
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
    from ikm_sinergi.domain.terms import (
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
    )
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
    from ikm_sinergi.judgement import (
        Context,
        Doubt,
        Evidence,
        Judgement,
        Rule,
        Subject,
        Violation,
        Why,
        rule,
    )
    from ikm_sinergi.pathway import Step
    from ikm_sinergi.planning import candidates, cohorts, compare, coverage, outcomes
    from ikm_sinergi.reading import read
    from ikm_sinergi.records.container import Records
    from ikm_sinergi.reference.agency import agencies
    from ikm_sinergi.reference.places import regencies
    from ikm_sinergi.reference.policy import Policy, policies, read_policy
    from ikm_sinergi.verdicts import Verdict, eligibility, may_join
    from ikm_sinergi.words.language import Text
    from ikm_sinergi.writing import write
    from ikm_sinergi.writing.report_files import to_text, write_report
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
    "Subject",
    "Text",
    "UnknownAgencyError",
    "UnknownAreaError",
    "UnknownProvinceError",
    "UnknownRecordError",
    "UnknownRegencyError",
    "UnknownRuleError",
    "Verdict",
    "Violation",
    "Why",
    "WriteError",
    "agencies",
    "candidates",
    "check",
    "cohorts",
    "compare",
    "converter",
    "coverage",
    "eligibility",
    "may_join",
    "outcomes",
    "policies",
    "read",
    "read_policy",
    "regencies",
    "register",
    "rule",
    "rules",
    "to_text",
    "write",
    "write_report",
    "write_template",
]

_NAMES: Final = MappingProxyType(
    {
        "checking.report": (
            "Finding",
            "Report",
        ),
        "checking.run": ("check",),
        "converters": (
            "converter",
            "register",
        ),
        "domain.entities": (
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
        "domain.terms": (
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
        ),
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
        "judgement": (
            "Context",
            "Doubt",
            "Evidence",
            "Judgement",
            "Rule",
            "Subject",
            "Violation",
            "Why",
            "rule",
        ),
        "pathway": ("Step",),
        "planning": (
            "candidates",
            "cohorts",
            "compare",
            "coverage",
            "outcomes",
        ),
        "reading": ("read",),
        "records.container": ("Records",),
        "reference.agency": ("agencies",),
        "reference.places": ("regencies",),
        "reference.policy": (
            "Policy",
            "policies",
            "read_policy",
        ),
        "verdicts": (
            "Verdict",
            "eligibility",
            "may_join",
        ),
        "words.language": ("Text",),
        "writing": ("write",),
        "writing.report_files": (
            "to_text",
            "write_report",
        ),
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
