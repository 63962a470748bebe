"""Hypothesis strategies for entities and whole records, for the tests of your own application.

`pip install "ikm-sinergi[strategies]"`. Everything is built by construction, not by filtering, and
every knob that matters is itself a strategy:

    from hypothesis import given
    from ikm_sinergi import strategies

    @given(strategies.lawful_records())
    def test_my_export_keeps_what_is_lawful(records): ...

All names and numbers are made up.
"""

from ikm_sinergi.strategies.drawn_entities import (
    agencies_of_a_province,
    codes,
    commodities,
    days,
    dispensations,
    grants,
    identifiers,
    owners,
    participants,
    participations,
    programs,
    results,
    sales,
    texts,
    years,
)
from ikm_sinergi.strategies.drawn_records import lawful_records, records

__all__ = [
    "agencies_of_a_province",
    "codes",
    "commodities",
    "days",
    "dispensations",
    "grants",
    "identifiers",
    "lawful_records",
    "owners",
    "participants",
    "participations",
    "programs",
    "records",
    "results",
    "sales",
    "texts",
    "years",
]
