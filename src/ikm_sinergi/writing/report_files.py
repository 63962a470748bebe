"""What was found -> text, JSON, or a file: the public ways out of a report.

Keys, codes, ids, order and figures are the same in every language; only `message`, `remedy` and
what the evidence `says` are in words.
"""

import os
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Final

from attrs import asdict

from ikm_sinergi.checking.report import Report, head_of
from ikm_sinergi.domain.arguments import Hints, single
from ikm_sinergi.errors import WriteError
from ikm_sinergi.planning.figures import Sheet
from ikm_sinergi.reading import Readable, grids_of
from ikm_sinergi.verdicts import Verdict
from ikm_sinergi.words.language import Lang, to_lang
from ikm_sinergi.writing.answers import as_object, sheet_as_text, verdict_as_text
from ikm_sinergi.writing.destinations import told, whole_text
from ikm_sinergi.writing.given_back import write_checked
from ikm_sinergi.writing.report_text import report_as_text


def report_as_json(report: Report, lang: Lang = "en", *, only_ascii: bool = False) -> Iterator[str]:
    """Return the report piece by piece, so that a large one is never held as a whole."""
    rules = map(asdict, report.rules.values())
    findings = (finding.to_dict(lang) for finding in report.findings)
    told = {**head_of(report, lang), "rules": rules, "findings": findings}
    return as_object(told, only_ascii=only_ascii)


def to_text(result: Report | Verdict | Sheet, lang: Lang = "en") -> str:
    """Return a report, a verdict or a sheet of figures as lines of text for people.

    It is what the command prints, in English or Indonesian ("id"). Raises `InvalidValueError`
    for another language, `InvalidTypeError` for what is none of the three.

    >>> from ikm_sinergi.verdicts import may_join
    >>> print(to_text(may_join("training", year=2021, history=[])), end="")
    eligible for training in 2021
    """
    if isinstance(result, Report):
        return "".join(report_as_text(result, lang))
    if isinstance(result, Verdict):
        return "".join(verdict_as_text(result, lang))
    return "".join(sheet_as_text(single("result", result, Sheet, RESULT_HINTS), lang))


RESULT_HINTS: Final[Hints] = MappingProxyType(
    {object: "a Report and a Verdict are taken too, of figures their .sheet()"}
)


def write_report(
    report: Report,
    path: str | os.PathLike[str],
    lang: Lang = "en",
    *,
    submitted: Readable | Iterable[Readable] = (),
    owners: bool = False,
) -> None:
    """Write a report to an `.xlsx`, `.json` or `.txt` file.

    A workbook (extra `excel`) has the findings, the counts, and the sheets of the files in
    `submitted`, the paths that were read: each faulty cell is marked there, with a comment that
    says what is wrong. `owners` leaves the personal data of owners in those sheets. Raises
    `WriteError` for another path, `MissingExtraError` without the extra, `InvalidTypeError` for
    what is no report, `InvalidValueError` for an unknown language.
    """
    from pathlib import Path  # noqa: PLC0415  # 5 ms that an import need not pay

    single("report", report, Report)
    target, lang = Path(path), to_lang(lang)
    suffix = target.suffix.casefold()
    if suffix == ".xlsx":
        write_checked(report, grids_of(submitted), target, lang, owners=owners)
    elif suffix in {".json", ".txt"}:
        lines = report_as_json if suffix == ".json" else report_as_text
        with told(target), whole_text(target) as file:
            file.writelines(lines(report, lang))
    else:
        raise WriteError(target.as_posix(), "is no .xlsx, .json or .txt file")
