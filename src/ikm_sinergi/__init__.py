"""The typed vocabulary and the rules of a coaching program for small and medium industries.

`check` judges records, `may_join` one IKM; `read` and `Records` bring the records in. A name is
loaded when it is first used, so that importing the package costs next to nothing.

Public is what `__all__` names, with `rules.ALL` and the module `ikm_sinergi.strategies`. Every
other module, and every name with an underscore, may change without notice.
"""

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

_PUBLIC: Final = MappingProxyType(
    {
        "checking.dispensing": "Refusal",
        "checking.report": "Finding Report Tally",
        "checking.run": "check",
        "converters": "converter register",
        "domain.entities": (
            "Agency Dispensation Entity Grant Owner Participant Participation Program Result Sale"
        ),
        "domain.terms": (
            "Eligibility Family Measure Outcome ParticipationStatus ProgramKind ProgramStatus "
            "Severity Side SizeClass"
        ),
        "errors": (
            "AmbiguousAgencyError AmbiguousRegencyError IkmSinergiError InvalidTypeError "
            "InvalidValueError MissingExtraError PolicyError ReadError RuleError ScopeError "
            "UnknownAgencyError UnknownAreaError UnknownProvinceError UnknownRecordError "
            "UnknownRegencyError UnknownRuleError WriteError"
        ),
        "judgement": (
            "Context Doubt Evidence Judge Judgement Rule Subject Violation Waiving Why rule"
        ),
        "pathway": "Step",
        "planning.changes": "Comparison Difference compare",
        "planning.effects": "Change Outcomes",
        "planning.figures": "Heading Sheet",
        "planning.generations": "By Cohort Cohorts",
        "planning.proposals": "Candidate Candidates candidates",
        "planning.publication": "cohorts coverage outcomes",
        "planning.reach": "Coverage Reach",
        "reading": "Readable read",
        "records.container": "Records",
        "records.faults": "Fault Location Reject Source",
        "records.indexes": "Roster",
        "reference.agency": "Agencies agencies",
        "reference.places": "Area CodeSystem Places Province Regency RegencyKind regencies",
        "reference.policy": (
            "Announcement Policy Potential Prerequisite SizeThresholds policies read_policy"
        ),
        "rules": "rules",
        "verdicts": "Condition DispensationDraft Remedy Verdict eligibility may_join",
        "words.language": "Lang Text",
        "words.phrases": "Phrase",
        "writing.export": "write",
        "writing.report_files": "to_text write_report",
        "writing.template": "write_template",
    }
)
"""The public names of every module; the one of its own name is public itself."""

_HOMES: Final = MappingProxyType(
    {name: home for home, names in _PUBLIC.items() for name in names.split()}
)

if TYPE_CHECKING:  # the same names once more; a test holds the two together
    from ikm_sinergi import rules as rules
    from ikm_sinergi.checking.dispensing import Refusal as Refusal
    from ikm_sinergi.checking.report import Finding as Finding, Report as Report, Tally as Tally
    from ikm_sinergi.checking.run import check as check
    from ikm_sinergi.converters import converter as converter, register as register
    from ikm_sinergi.domain.entities import (
        Agency as Agency,
        Dispensation as Dispensation,
        Entity as Entity,
        Grant as Grant,
        Owner as Owner,
        Participant as Participant,
        Participation as Participation,
        Program as Program,
        Result as Result,
        Sale as Sale,
    )
    from ikm_sinergi.domain.terms import (
        Eligibility as Eligibility,
        Family as Family,
        Measure as Measure,
        Outcome as Outcome,
        ParticipationStatus as ParticipationStatus,
        ProgramKind as ProgramKind,
        ProgramStatus as ProgramStatus,
        Severity as Severity,
        Side as Side,
        SizeClass as SizeClass,
    )
    from ikm_sinergi.errors import (
        AmbiguousAgencyError as AmbiguousAgencyError,
        AmbiguousRegencyError as AmbiguousRegencyError,
        IkmSinergiError as IkmSinergiError,
        InvalidTypeError as InvalidTypeError,
        InvalidValueError as InvalidValueError,
        MissingExtraError as MissingExtraError,
        PolicyError as PolicyError,
        ReadError as ReadError,
        RuleError as RuleError,
        ScopeError as ScopeError,
        UnknownAgencyError as UnknownAgencyError,
        UnknownAreaError as UnknownAreaError,
        UnknownProvinceError as UnknownProvinceError,
        UnknownRecordError as UnknownRecordError,
        UnknownRegencyError as UnknownRegencyError,
        UnknownRuleError as UnknownRuleError,
        WriteError as WriteError,
    )
    from ikm_sinergi.judgement import (
        Context as Context,
        Doubt as Doubt,
        Evidence as Evidence,
        Judge as Judge,
        Judgement as Judgement,
        Rule as Rule,
        Subject as Subject,
        Violation as Violation,
        Waiving as Waiving,
        Why as Why,
        rule as rule,
    )
    from ikm_sinergi.pathway import Step as Step
    from ikm_sinergi.planning.changes import (
        Comparison as Comparison,
        Difference as Difference,
        compare as compare,
    )
    from ikm_sinergi.planning.effects import (
        Change as Change,
        Outcomes as Outcomes,
    )
    from ikm_sinergi.planning.figures import Heading as Heading, Sheet as Sheet
    from ikm_sinergi.planning.generations import (
        By as By,
        Cohort as Cohort,
        Cohorts as Cohorts,
    )
    from ikm_sinergi.planning.proposals import (
        Candidate as Candidate,
        Candidates as Candidates,
        candidates as candidates,
    )
    from ikm_sinergi.planning.publication import (
        cohorts as cohorts,
        coverage as coverage,
        outcomes as outcomes,
    )
    from ikm_sinergi.planning.reach import (
        Coverage as Coverage,
        Reach as Reach,
    )
    from ikm_sinergi.reading import Readable as Readable, read as read
    from ikm_sinergi.records.container import Records as Records
    from ikm_sinergi.records.faults import (
        Fault as Fault,
        Location as Location,
        Reject as Reject,
        Source as Source,
    )
    from ikm_sinergi.records.indexes import Roster as Roster
    from ikm_sinergi.reference.agency import Agencies as Agencies, agencies as agencies
    from ikm_sinergi.reference.places import (
        Area as Area,
        CodeSystem as CodeSystem,
        Places as Places,
        Province as Province,
        Regency as Regency,
        RegencyKind as RegencyKind,
        regencies as regencies,
    )
    from ikm_sinergi.reference.policy import (
        Announcement as Announcement,
        Policy as Policy,
        Potential as Potential,
        Prerequisite as Prerequisite,
        SizeThresholds as SizeThresholds,
        policies as policies,
        read_policy as read_policy,
    )
    from ikm_sinergi.verdicts import (
        Condition as Condition,
        DispensationDraft as DispensationDraft,
        Remedy as Remedy,
        Verdict as Verdict,
        eligibility as eligibility,
        may_join as may_join,
    )
    from ikm_sinergi.words.language import Lang as Lang, Text as Text
    from ikm_sinergi.words.phrases import Phrase as Phrase
    from ikm_sinergi.writing.export import write as write
    from ikm_sinergi.writing.report_files import to_text as to_text, write_report as write_report
    from ikm_sinergi.writing.template import write_template as write_template

    __version__: str

else:  # a type checker that saw these would take any name for a public one
    __all__ = tuple(sorted(_HOMES))

    def __getattr__(name: str) -> object:
        """Load a public name from the module where it lives."""
        if name == "__version__":
            return _version()
        if name not in _HOMES:
            text = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(text)
        module = import_module(f"{__name__}.{_HOMES[name]}")
        value: object = module if name == _HOMES[name] else getattr(module, name)
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
    return sorted({*own, *_HOMES, "__version__"})
