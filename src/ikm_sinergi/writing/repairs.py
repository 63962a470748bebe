"""Repairs told together: those of a whole column in two lines, however many cells it has.

One list from an office may hold hundreds of cells that were read in the same way ("Kab. Wajo" for
73.13). A person wants to see each way once; the other formats keep every cell.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import evolve

from ikm_sinergi.checking.report import Finding
from ikm_sinergi.records.faults import REPAIRED
from ikm_sinergi.words.language import Lang, Text
from ikm_sinergi.words.phrases import put

__all__ = ["gathered", "lines_together"]

SHOWN: Final = 5
"""How many ways of writing are shown of one column."""

TOGETHER: Final = Text(
    "{place}: {code} {label}: {table}: {fields}: {reason} ({count} cells)",
    "{place}: {code} {label}: {table}: {fields}: {reason} ({count} sel)",
)
READ_AS: Final = Text("{shown} read as {readings}", "{shown} dibaca sebagai {readings}")
AND_MORE: Final = Text("and {count} more", "dan {count} lainnya")


def gathered(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Return findings in their order, those that are told together in one list.

    Those are the repairs of one column for one reason, and what the lines above a table say.
    """
    groups: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        place, subject = finding.location, _key(finding)
        key: object = number
        if finding.code == REPAIRED and place.column is not None:
            reason = finding.values["reason"]
            key = (evolve(place, row=None), subject["table"], subject["field"], reason)
        elif finding.code == REPAIRED and subject.keys() == {"table", "field"}:
            key = (place.file, place.sheet, subject["table"], finding.values["reason"])
        groups.setdefault(key, []).append(finding)
    return list(groups.values())


def lines_together(findings: Sequence[Finding], lang: Lang) -> Iterator[str]:
    """Yield what to say of several repairs: each way of writing once."""
    first = findings[0]
    fields = tuple(dict.fromkeys(_key(finding)["field"] for finding in findings))
    values = {
        "place": evolve(first.location, row=None),
        "code": first.code,
        "label": first.severity.label,
        "table": _key(first)["table"],
        "fields": fields,
        "reason": first.values["reason"],
        "count": len(findings),
    }
    yield put(TOGETHER, values, lang)
    ways = Counter(_read_as(finding, lang, named=len(fields) > 1) for finding in findings)
    told = [f"{way} ({count}x)" if count > 1 else way for way, count in ways.most_common(SHOWN)]
    if len(ways) > SHOWN:
        told.append(put(AND_MORE, {"count": len(ways) - SHOWN}, lang))
    yield f"    {'; '.join(told)}"


def _read_as(finding: Finding, lang: Lang, *, named: bool) -> str:
    words = put(READ_AS, finding.values, lang)
    return f"{_key(finding)['field']} {words}" if named else words


def _key(finding: Finding) -> Mapping[str, Any]:
    return finding.subject or {}
