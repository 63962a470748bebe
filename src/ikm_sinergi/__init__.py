"""The typed vocabulary and the rules of a coaching program for small and medium industries.

`check` judges records, `may_join` one IKM; `read` and `Records` bring the records in.
"""

from ikm_sinergi import rules
from ikm_sinergi.agencies import agencies
from ikm_sinergi.check import check
from ikm_sinergi.errors import IkmSinergiError
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

__all__ = [
    "Agency",
    "Context",
    "Dispensation",
    "Doubt",
    "Eligibility",
    "Evidence",
    "Family",
    "Finding",
    "Grant",
    "IkmSinergiError",
    "Judgement",
    "Measure",
    "Outcome",
    "Owner",
    "Participant",
    "Participation",
    "ParticipationStatus",
    "Policy",
    "Program",
    "ProgramKind",
    "ProgramStatus",
    "Records",
    "Report",
    "Result",
    "Rule",
    "Sale",
    "Severity",
    "Side",
    "SizeClass",
    "Step",
    "Text",
    "Verdict",
    "Violation",
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
    "write",
]
