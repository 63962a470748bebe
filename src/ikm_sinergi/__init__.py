"""The typed vocabulary and the rules of a coaching program for small and medium industries.

`check` judges records, `may_join` one IKM; `read` and `Records` bring the records in. A name is
loaded when it is first used, so that importing the package costs next to nothing.

Public is what `__all__` names, with `rules.ALL` and the module `ikm_sinergi.strategies`. Every
other module, and every name with an underscore, may change without notice.
"""

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

_HOMES: Final = MappingProxyType(
    {
        "Agencies": "reference.agency",
        "Agency": "domain.entities",
        "AmbiguousAgencyError": "errors",
        "AmbiguousRegencyError": "errors",
        "Announcement": "reference.policy",
        "Area": "reference.places",
        "By": "planning.generations",
        "Candidate": "planning.proposals",
        "Candidates": "planning.proposals",
        "Change": "planning.effects",
        "CodeSystem": "reference.places",
        "Cohort": "planning.generations",
        "Cohorts": "planning.generations",
        "Comparison": "planning.changes",
        "Condition": "verdicts",
        "Context": "judgement",
        "Coverage": "planning.reach",
        "Difference": "planning.changes",
        "Dispensation": "domain.entities",
        "Doubt": "judgement",
        "Eligibility": "domain.terms",
        "Entity": "domain.entities",
        "Evidence": "judgement",
        "Family": "domain.terms",
        "Fault": "records.faults",
        "Finding": "checking.report",
        "Grant": "domain.entities",
        "Heading": "planning.figures",
        "IkmSinergiError": "errors",
        "InvalidTypeError": "errors",
        "InvalidValueError": "errors",
        "Judge": "judgement",
        "Judgement": "judgement",
        "Lang": "words.language",
        "Location": "records.faults",
        "Measure": "domain.terms",
        "MissingExtraError": "errors",
        "Outcome": "domain.terms",
        "Outcomes": "planning.effects",
        "Owner": "domain.entities",
        "Participant": "domain.entities",
        "Participation": "domain.entities",
        "ParticipationStatus": "domain.terms",
        "Phrase": "words.phrases",
        "Places": "reference.places",
        "Policy": "reference.policy",
        "PolicyError": "errors",
        "Potential": "reference.policy",
        "Prerequisite": "reference.policy",
        "Program": "domain.entities",
        "ProgramKind": "domain.terms",
        "ProgramStatus": "domain.terms",
        "Province": "reference.places",
        "Reach": "planning.reach",
        "ReadError": "errors",
        "Readable": "reading",
        "Records": "records.container",
        "Regency": "reference.places",
        "RegencyKind": "reference.places",
        "Reject": "records.faults",
        "Remedy": "verdicts",
        "Report": "checking.report",
        "Result": "domain.entities",
        "Roster": "records.indexes",
        "Rule": "judgement",
        "RuleError": "errors",
        "Sale": "domain.entities",
        "ScopeError": "errors",
        "Severity": "domain.terms",
        "Sheet": "planning.figures",
        "Side": "domain.terms",
        "SizeClass": "domain.terms",
        "SizeThresholds": "reference.policy",
        "Source": "records.faults",
        "Step": "pathway",
        "Subject": "judgement",
        "Tally": "checking.report",
        "Text": "words.language",
        "UnknownAgencyError": "errors",
        "UnknownAreaError": "errors",
        "UnknownProvinceError": "errors",
        "UnknownRecordError": "errors",
        "UnknownRegencyError": "errors",
        "UnknownRuleError": "errors",
        "Verdict": "verdicts",
        "Violation": "judgement",
        "Waiving": "judgement",
        "Why": "judgement",
        "WriteError": "errors",
        "agencies": "reference.agency",
        "candidates": "planning.proposals",
        "check": "checking.run",
        "cohorts": "planning.publication",
        "compare": "planning.changes",
        "converter": "converters",
        "coverage": "planning.publication",
        "eligibility": "verdicts",
        "may_join": "verdicts",
        "outcomes": "planning.publication",
        "policies": "reference.policy",
        "read": "reading",
        "read_policy": "reference.policy",
        "regencies": "reference.places",
        "register": "converters",
        "rule": "judgement",
        "rules": "rules",
        "to_text": "writing.report_files",
        "write": "writing",
        "write_report": "writing.report_files",
        "write_template": "writing.template",
    }
)
"""The module of every public name; the one of its own name is public itself."""

if TYPE_CHECKING:  # the same names once more; a test holds the two together
    from ikm_sinergi import rules as rules
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
        Remedy as Remedy,
        Verdict as Verdict,
        eligibility as eligibility,
        may_join as may_join,
    )
    from ikm_sinergi.words.language import Lang as Lang, Text as Text
    from ikm_sinergi.words.phrases import Phrase as Phrase
    from ikm_sinergi.writing import write as write
    from ikm_sinergi.writing.report_files import to_text as to_text, write_report as write_report
    from ikm_sinergi.writing.template import write_template as write_template

    __version__: str

else:  # a type checker that saw these would take any name for a public one
    __all__ = tuple(_HOMES)

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
