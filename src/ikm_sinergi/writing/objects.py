"""`Report` -> JSON: one object, each finding on a line of its own.

Keys, codes, ids, order and figures are the same in every language; only `message`, `remedy` and
what the evidence `says` are in words.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from json import JSONEncoder
from typing import Any, Final, cast

from attrs import asdict

from ikm_sinergi.model import Dispensation
from ikm_sinergi.phrases import Phrase
from ikm_sinergi.report import Finding, Report
from ikm_sinergi.vocabulary import Lang, Text

__all__ = ["SCHEMA_VERSION", "plain", "report_as_json", "waiver"]

SCHEMA_VERSION: Final = 1


def report_as_json(report: Report, lang: Lang = "en", *, only_ascii: bool = False) -> Iterator[str]:
    """Yield the report piece by piece, so that a large one is never held as a whole.

    `only_ascii` writes all other characters as escapes, for an output that is not in UTF-8.
    """
    encode = JSONEncoder(ensure_ascii=only_ascii).encode
    head = {
        "schema_version": SCHEMA_VERSION,
        "lang": lang,
        "policies": report.policies,
        "years": report.years,
        "scope": report.scope,
        "as_of": None if report.as_of is None else report.as_of.isoformat(),
        "summary": dict(report.summary),
    }
    lists: dict[str, Iterator[object]] = {
        "rules": (asdict(tally) for tally in report.rules.values()),
        "findings": (_finding(finding, lang) for finding in report.findings),
    }
    comma = "{\n"
    for key, value in head.items():
        yield f'{comma}"{key}": {encode(value)}'
        comma = ",\n"
    for key, items in lists.items():
        yield f'{comma}"{key}": ['
        between = "\n"
        for item in items:
            yield f"{between}{encode(item)}"
            between = comma
        yield "]" if between == "\n" else "\n]"
    yield "\n}\n"


def _finding(finding: Finding, lang: Lang) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "outcome": finding.outcome,
        "year": finding.year,
        "count": finding.count,
        "message": finding.say(lang),
        "remedy": finding.remedy(lang),
        "values": plain(finding.values),
        "subject": plain(finding.subject),
        "subjects": plain(finding.subjects),
        "location": asdict(finding.location),
        "evidence": [{**plain(one.key), "says": one.say(lang)} for one in finding.evidence],
        "waived_by": None if finding.waived_by is None else waiver(finding.waived_by),
        "source": finding.rule.sources,
    }


def waiver(dispensation: Dispensation) -> dict[str, str]:
    """Return what a waived finding tells of the dispensation that covers it."""
    return {
        "id": dispensation.id,
        "reason": dispensation.reason,
        "approved_by": dispensation.approved_by,
        "expires": dispensation.expires.isoformat(),
    }


def plain(value: Any) -> Any:
    """Return a value of a rule as JSON holds it in every language; words stand there in both."""
    if isinstance(value, Mapping):
        items = cast("Mapping[str, Any]", value)
        return {key: plain(item) for key, item in items.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in cast("Sequence[Any]", value)]
    if isinstance(value, Text | Phrase):
        return {"en": value.say("en"), "id": value.say("id")}
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int | float) else str(value)
