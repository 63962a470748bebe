"""Does the year's plan keep its promises: where it reaches, who moves on, who may come next."""

from ikm_sinergi.planning.candidates import Candidate, Candidates, candidates
from ikm_sinergi.planning.cohorts import Cohort, Cohorts, cohorts
from ikm_sinergi.planning.compare import Comparison, Difference, compare
from ikm_sinergi.planning.coverage import Coverage, Reach, coverage
from ikm_sinergi.planning.results import Change, Outcomes, outcomes
from ikm_sinergi.planning.sheet import Heading, Sheet

__all__ = [
    "Candidate",
    "Candidates",
    "Change",
    "Cohort",
    "Cohorts",
    "Comparison",
    "Coverage",
    "Difference",
    "Heading",
    "Outcomes",
    "Reach",
    "Sheet",
    "candidates",
    "cohorts",
    "compare",
    "coverage",
    "outcomes",
]
