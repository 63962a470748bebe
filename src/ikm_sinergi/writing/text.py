"""`Report` -> text for people: what is wrong, what was waived, what is not known, and the counts.

A finding is one line, "place: code severity: what", with its evidence below. Repairs of one column
are one line too. What to do stands once under the findings of one rule.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from attrs import evolve

from ikm_sinergi.checking.report import Finding, Report, named
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.domain.terms import Outcome
from ikm_sinergi.judgement import Doubt, Violation
from ikm_sinergi.reference.approval import waiver
from ikm_sinergi.words.language import Lang, Text
from ikm_sinergi.words.phrases import printable, put, spoken
from ikm_sinergi.writing.repairs import gathered, lines_together

__all__ = ["closing", "named", "opening", "printable", "report_as_text"]

NAMED: Final = 5
"""How many subjects a remedy for several of them names."""

RECORDS: Final = Text("Records", "Data")
JUDGED: Final = Text(
    "Judged: {years}, by {policies}", "Dinilai: tahun {years}, menurut kebijakan {policies}"
)
AS_OF: Final = Text(" as of {day}", " per tanggal {day}")
SCOPE: Final = Text(
    "Plan rules judged for: {codes}", "Aturan tentang rencana dinilai untuk: {codes}"
)
NO_YEAR: Final = Text(
    "No year was judged: only the form of the records was looked at",
    "Tidak ada tahun yang dinilai: hanya bentuk data yang diperiksa",
)
UNCOVERED: Final = Text(
    "Not judged: {years}, which no policy covers",
    "Tidak dinilai: tahun {years}, yang tidak dicakup kebijakan mana pun",
)
UNREVIEWED: Final = Text(
    "Take care: the policy was not reviewed for {years}",
    "Perhatian: kebijakan belum ditinjau untuk tahun {years}",
)
WAIVED: Final = Text("Waived by a dispensation", "Diberi dispensasi")
UNDECIDED: Final = Text("Could not be decided", "Belum dapat diputuskan")
REMEDY: Final = Text("To do: {remedy}", "Saran perbaikan: {remedy}")
DISPENSATION: Final = Text(
    "{id}: {reason} (approved by {approved_by}, until {expires})",
    "{id}: {reason} (disetujui oleh {approved_by}, berlaku sampai dengan {expires})",
)
AMONG: Final = Text("among them: {subjects}", "antara lain: {subjects}")
NAMELY: Final = Text("namely: {subjects}", "yaitu: {subjects}")
AND_MORE: Final = Text("{items} and {count} more", "{items}, dan {count} lainnya")
NOTHING: Final = Text("Nothing was judged", "Tidak ada yang dinilai")
NONE_JUDGED: Final = Text(
    "The form is right; no year was judged", "Bentuk data benar; tidak ada tahun yang dinilai"
)
NOT_DECIDED: Final = Text("{count} not decided", "{count} belum dapat diputuskan")
NOT_READ: Final = (
    Text("{n} file not read", "{n} berkas tidak terbaca"),
    Text("{n} files not read", "{n} berkas tidak terbaca"),
)
ERRORS: Final = (Text("{n} error", "{n} kesalahan"), Text("{n} errors", "{n} kesalahan"))
WARNINGS: Final = (Text("{n} warning", "{n} peringatan"), Text("{n} warnings", "{n} peringatan"))
NOTES: Final = (Text("{n} note", "{n} catatan"), Text("{n} notes", "{n} catatan"))
COUNTED: Final = (("error", ERRORS), ("warning", WARNINGS), ("note", NOTES))
SECTIONS: Final[tuple[tuple[Outcome, Text | None], ...]] = (
    (Outcome.VIOLATED, None),
    (Outcome.WAIVED, WAIVED),
    (Outcome.UNDECIDED, UNDECIDED),
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
            yield f"{title.say(lang)}:"
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
    yield f"{RECORDS.say(lang)}: {', '.join(sizes) or '-'}"
    values = {
        "years": report.years,
        "policies": report.policies,
        "codes": report.scope,
        "day": report.as_of,
    }
    as_of = "" if report.as_of is None else put(AS_OF, values, lang)
    yield put(JUDGED, values, lang) + as_of if report.years else NO_YEAR.say(lang)
    if report.scope is not None:
        yield put(SCOPE, values, lang)
    if report.uncovered:
        yield put(UNCOVERED, {"years": report.uncovered}, lang)
    if report.unreviewed:
        yield put(UNREVIEWED, {"years": report.unreviewed}, lang)


def closing(report: Report, lang: Lang, unread: int) -> str:
    """Return "OK" or the counts, and always how much was not decided."""
    summary = report.summary
    aside = [put(NOT_DECIDED, {"count": summary["undecided"]}, lang)]
    if summary["waived"]:
        aside.insert(0, f"{summary['waived']} {Outcome.WAIVED.label.say(lang)}")
    if unread:
        aside.append(put(NOT_READ[unread != 1], {"n": unread}, lang))
    counts = [put(words[summary[key] != 1], {"n": summary[key]}, lang) for key, words in COUNTED]
    if not any(tally.applicable for tally in report.rules.values()):
        told = NOTHING.say(lang)
    elif any(summary[key] for key, _ in COUNTED):
        told = ", ".join(counts)
    else:
        told = "OK" if report.years else NONE_JUDGED.say(lang)
    return f"{told} ({', '.join(aside)})"


# --- findings ------------------------------------------------------------------------------


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
        yield f"  {put(REMEDY, {'remedy': remedy}, lang)}"


def _lines_of(finding: Finding, lang: Lang) -> Iterator[str]:
    """Yield one finding with its evidence, its subjects and who waived it."""
    place = str(finding.location)
    yield f"{place}: {_told(finding, lang)}" if place else _told(finding, lang)
    for evidence in finding.evidence:
        key = named(evidence.key)
        yield f"    - {evidence.say(lang)}{f' ({key})' if key else ''}"
    if finding.subjects is not None:
        subjects = "; ".join(map(named, finding.subjects))
        words = NAMELY if finding.count == len(finding.subjects) else AMONG
        yield f"    {put(words, {'subjects': subjects}, lang)}"
    if finding.waived_by is not None:
        yield f"    {put(DISPENSATION, waiver(finding.waived_by), lang)}"


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
    return put(AND_MORE, {"items": items, "count": more}, lang) if more > 0 else items
