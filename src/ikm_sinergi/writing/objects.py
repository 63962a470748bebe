"""`Report` -> JSON: one object, each finding on a line of its own.

Keys, codes, ids, order and figures are the same in every language; only `message`, `remedy` and
what the evidence `says` are in words.
"""

from collections.abc import Iterator
from json import JSONEncoder

from attrs import asdict

from ikm_sinergi.checking.report import Report, head_of
from ikm_sinergi.words.language import Lang

__all__ = ["report_as_json"]


def report_as_json(report: Report, lang: Lang = "en", *, only_ascii: bool = False) -> Iterator[str]:
    """Yield the report piece by piece, so that a large one is never held as a whole.

    `only_ascii` writes all other characters as escapes, for an output that is not in UTF-8.
    """
    encode = JSONEncoder(ensure_ascii=only_ascii).encode
    lists: dict[str, Iterator[object]] = {
        "rules": (asdict(tally) for tally in report.rules.values()),
        "findings": (finding.to_dict(lang) for finding in report.findings),
    }
    comma = "{\n"
    for key, value in head_of(report, lang).items():
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
