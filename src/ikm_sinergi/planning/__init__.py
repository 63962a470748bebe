"""Does the year's plan keep its promises: where it reaches, who moves on, who may come next."""

from ikm_sinergi.planning.changes import Comparison, Difference, compare
from ikm_sinergi.planning.effects import Change, Outcomes
from ikm_sinergi.planning.figures import Heading, Sheet
from ikm_sinergi.planning.generations import Cohort, Cohorts
from ikm_sinergi.planning.proposals import Candidate, Candidates, candidates
from ikm_sinergi.planning.publication import cohorts, coverage, outcomes
from ikm_sinergi.planning.reach import Coverage, Reach

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
