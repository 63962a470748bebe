"""`Report` -> text for people: what is wrong, what was waived, what is not known, and the counts.

A finding is one line, "place: code severity: what", with its evidence below. Repairs of one column
are one line too. What to do stands once under the findings of one rule.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from attrs import evolve

from ikm_sinergi.checking.report import Finding, Report, named
from ikm_sinergi.domain.entities import Dispensation
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.domain.terms import Outcome
from ikm_sinergi.judgement import Doubt, Violation
from ikm_sinergi.records.faults import REPAIRED
from ikm_sinergi.reference.approval import waiver
from ikm_sinergi.words.language import Lang, Text
from ikm_sinergi.words.phrases import Phrase, printable, put, spoken

NAMED: Final = 5
"""How many subjects a remedy for several of them names."""

COUNTED: Final = (
    ("error", ("report.error", "report.errors")),
    ("warning", ("report.warning", "report.warnings")),
    ("note", ("report.note", "report.notes")),
)
"""What the last line counts, with the keys of one of it and of any other number."""

SECTIONS: Final = (
    (Outcome.VIOLATED, None),
    (Outcome.WAIVED, "report.waived"),
    (Outcome.UNDECIDED, "report.undecided"),
)


def report_as_text(report: Report, lang: Lang = "en", *, unread: int = 0) -> Iterator[str]:
    """Yield the lines of the report; `unread` is how many files could not be read."""
    for line in _lines(report, lang, unread):
        yield f"{printable(line)}\n"


def _lines(report: Report, lang: Lang, unread: int) -> Iterator[str]:
    yield from opening(report, lang)
    for outcome, title in SECTIONS:
        findings = [finding for finding in report.findings if finding.outcome is outcome]
        if findings and title is not None:
            yield ""
            yield f"{Text.of(title).say(lang)}:"
        for _, group in groupby(findings, key=_kind):
            yield ""
            yield from _group(list(group), lang)
    yield ""
    yield closing(report, lang, unread)


def opening(report: Report, lang: Lang) -> Iterator[str]:
    """Say what was judged, and by what."""
    records = report.records
    sizes = [
        f"{table.label.say(lang)} {len(records.table(name))}"
        for name, table in TABLES.items()
        if name in records.given or records.table(name)
    ]
    yield f"{Text.of('report.records').say(lang)}: {', '.join(sizes) or '-'}"
    values = {
        "years": report.years,
        "policies": report.policies,
        "codes": report.scope,
        "day": report.as_of,
    }
    judged = "report.judged" if report.as_of is None else "report.judged_as_of"
    yield Phrase(judged if report.years else "report.no_year", values).say(lang)
    if report.scope is not None:
        yield Phrase("report.scope", values).say(lang)
    if report.uncovered:
        yield Phrase("report.uncovered", {"years": report.uncovered}).say(lang)
    if report.unreviewed:
        yield Phrase("report.unreviewed", {"years": report.unreviewed}).say(lang)


def closing(report: Report, lang: Lang, unread: int) -> str:
    """Return "OK" or the counts, and always how much was not decided."""
    summary = report.summary
    aside = [Phrase("report.not_decided", {"count": summary["undecided"]}).say(lang)]
    if summary["waived"]:
        aside.insert(0, f"{summary['waived']} {Outcome.WAIVED.label.say(lang)}")
    if unread:
        not_read = "report.file_not_read" if unread == 1 else "report.files_not_read"
        aside.append(Phrase(not_read, {"n": unread}).say(lang))
    counts = [
        Phrase(words[summary[key] != 1], {"n": summary[key]}).say(lang) for key, words in COUNTED
    ]
    if not any(tally.applicable for tally in report.rules.values()):
        told = Text.of("report.nothing").say(lang)
    elif any(summary[key] for key, _ in COUNTED):
        told = ", ".join(counts)
    else:
        told = "OK" if report.years else Text.of("report.none_judged").say(lang)
    return f"{told} ({', '.join(aside)})"


def _kind(finding: Finding) -> tuple[str, str, Text | None]:
    """Return what findings share that have one remedy: the rule, and the cause of a doubt."""
    about = finding.about
    if isinstance(about, Violation):
        return finding.code, str(finding.severity), about.remedy
    return finding.code, about.why.cause or about.why.en, None


def _group(findings: Sequence[Finding], lang: Lang) -> Iterator[str]:
    """Yield the findings of one kind, and once below them what to do."""
    for few in gathered(findings):
        yield from _lines_of(few[0], lang) if len(few) == 1 else lines_together(few, lang)
    remedy = _remedy(findings, lang)
    if remedy and findings[0].outcome is not Outcome.WAIVED:
        yield f"  {to_do(remedy, lang)}"


def _lines_of(finding: Finding, lang: Lang) -> Iterator[str]:
    """Yield one finding with its evidence, its subjects and who waived it."""
    place = str(finding.location)
    yield f"{place}: {_told(finding, lang)}" if place else _told(finding, lang)
    for evidence in finding.evidence:
        key = named(evidence.key)
        yield f"    - {evidence.say(lang)}{f' ({key})' if key else ''}"
    if finding.subjects is not None:
        subjects = "; ".join(map(named, finding.subjects))
        words = "report.namely" if finding.count == len(finding.subjects) else "report.among"
        yield f"    {Phrase(words, {'subjects': subjects}).say(lang)}"
    if finding.waived_by is not None:
        yield f"    {waived_by(finding.waived_by, lang)}"


def _told(finding: Finding, lang: Lang) -> str:
    """Return the one line of a finding, without its place."""
    about = finding.about
    if isinstance(about, Doubt):
        cause = about.why.say(lang)
        who = finding.count if finding.subject is None else named(finding.subject)
        return f"{finding.code} {finding.name} ({who}): {cause}"
    waived = finding.outcome is Outcome.WAIVED
    label = finding.outcome.label if waived else finding.severity.label
    return f"{finding.code} {label.say(lang)}: {finding.say(lang)}"


def _remedy(findings: Sequence[Finding], lang: Lang) -> str:
    """Return what to do about all of these findings; where they differ, it names some of each."""
    if len({finding.remedy(lang) for finding in findings}) == 1:
        return findings[0].remedy(lang)
    values: dict[str, dict[str, None]] = {}
    for finding in findings:
        for key, value in finding.values.items():
            values.setdefault(key, {})[spoken(value, lang)] = None
    merged = {key: _some(tuple(words), lang) for key, words in values.items()}
    about = findings[0].about
    if isinstance(about, Doubt):
        return evolve(about.why, values=merged).advise(lang)
    return put(findings[0].rule.remedy, merged, lang)


def _some(words: Sequence[str], lang: Lang) -> str:
    items = ", ".join(words[:NAMED])
    more = len(words) - NAMED
    return Phrase("report.some", {"items": items, "count": more}).say(lang) if more > 0 else items


def to_do(remedy: str, lang: Lang) -> str:
    """Return what to do as a line of its own."""
    return Phrase("report.remedy", {"remedy": remedy}).say(lang)


def waived_by(dispensation: Dispensation, lang: Lang) -> str:
    """Return which dispensation waives a finding, and why."""
    return Phrase("report.dispensation", waiver(dispensation)).say(lang)


SHOWN: Final = 5
"""How many ways of writing are shown of one column."""


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
    yield Phrase("report.cells", values).say(lang)
    ways = Counter(_read_as(finding, lang, named=len(fields) > 1) for finding in findings)
    told = [f"{way} ({count}x)" if count > 1 else way for way, count in ways.most_common(SHOWN)]
    if len(ways) > SHOWN:
        told.append(Phrase("report.more", {"count": len(ways) - SHOWN}).say(lang))
    yield f"    {'; '.join(told)}"


def _read_as(finding: Finding, lang: Lang, *, named: bool) -> str:
    words = Phrase("report.read_as", finding.values).say(lang)
    return f"{_key(finding)['field']} {words}" if named else words


def _key(finding: Finding) -> dict[str, Any]:
    """Return the table and the key fields of a subject; of several it has none."""
    return finding.subject or {}
