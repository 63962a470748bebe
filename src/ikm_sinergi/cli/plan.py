"""The commands about one IKM and about the plan: eligible, coverage, cohorts, candidates ..."""

import argparse
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from ikm_sinergi.cli.judging import (
    TROUBLE,
    VIOLATIONS,
    day_of_judging,
    policies_of,
    read_all,
    report_on,
)
from ikm_sinergi.cli.output import complain, emit
from ikm_sinergi.errors import PolicyError, UnknownRecordError
from ikm_sinergi.planning import (
    Sheet,
    candidates,
    cohorts,
    compare,
    coverage,
    outcomes,
)
from ikm_sinergi.records.container import Records
from ikm_sinergi.verdicts import Verdict, eligibility
from ikm_sinergi.words.language import Text
from ikm_sinergi.writing.answers import (
    sheet_as_csv,
    sheet_as_text,
    sheets_as_json,
    verdict_as_text,
    verdicts_as_json,
    verdicts_as_sheet,
)

if TYPE_CHECKING:
    from ikm_sinergi.checking.report import Report


def eligible(arguments: argparse.Namespace) -> int:
    """Say who may join a kind of program: one participant, or each that the records know."""
    records, unread = read_all([arguments.path], arguments)
    if records is None:
        return TROUBLE
    verdicts: list[Verdict] = []
    left: list[PolicyError] = []
    for participant in arguments.participant or sorted(_known(records)):
        try:
            verdicts.append(_verdict_on(records, participant, arguments))
        except PolicyError as error:
            left.append(error)
    if left and (arguments.participant or not verdicts):
        raise left[0]
    for problem in left:
        complain(problem)
    if arguments.format == "json":
        emit(verdicts_as_json(verdicts, arguments.lang), arguments.output)
    elif arguments.format == "csv":
        emit(sheet_as_csv(verdicts_as_sheet(verdicts), arguments.lang), arguments.output)
    else:
        texts = (verdict_as_text(verdict, arguments.lang) for verdict in verdicts)
        emit(_joined(texts), arguments.output)
    if unread:
        return TROUBLE
    return 0 if all(verdict.ok for verdict in verdicts) else VIOLATIONS


def _verdict_on(records: Records, participant: str, arguments: argparse.Namespace) -> Verdict:
    return eligibility(
        records,
        participant,
        arguments.kind,
        year=arguments.year,
        policies=policies_of(arguments),
        as_of=day_of_judging(arguments),
    )


def _known(records: Records) -> set[str]:
    """Return every participant id in the records; raises if there is none."""
    known = {one.id for one in records.participants} | set(records.histories)
    if not known:
        raise UnknownRecordError("the records name no participant")
    return known


def _showing(
    show: Callable[[Records, argparse.Namespace], None],
) -> Callable[[argparse.Namespace], int]:
    """Return the command that reads records and shows what is to be shown of them."""

    def run(arguments: argparse.Namespace) -> int:
        records, unread = read_all(arguments.paths, arguments)
        if records is None:
            return TROUBLE
        show(records, arguments)
        return TROUBLE if unread else 0

    return run


@_showing
def coverage_of(records: Records, arguments: argparse.Namespace) -> None:
    """Show where the plan of a year reaches."""
    found = coverage(
        records,
        year=arguments.year,
        scope=arguments.scope or None,
        policies=policies_of(arguments),
        as_of=day_of_judging(arguments),
        publish=arguments.publish,
    )
    facts = {
        "year": found.year,
        "policy": found.policy,
        "regencies": len(found.rows),
        "touched": found.touched,
        "untouched": found.untouched,
        "undecided": found.undecided,
        "published": arguments.publish,
    }
    _show([found.sheet(), found.by_kind()], arguments, **facts)


@_showing
def cohorts_of(records: Records, arguments: argparse.Namespace) -> None:
    """Show what became of those trained in each year."""
    found = cohorts(
        records,
        policies=policies_of(arguments),
        as_of=day_of_judging(arguments),
        publish=arguments.publish,
    )
    _show([found.sheet()], arguments, published=arguments.publish)


@_showing
def candidates_of(records: Records, arguments: argparse.Namespace) -> None:
    """Show who may be mentored or apprenticed in a year."""
    found = candidates(
        records,
        year=arguments.year,
        policies=policies_of(arguments),
        as_of=day_of_judging(arguments),
    )
    _show([found.sheet()], arguments, year=found.year, policy=found.policy)


@_showing
def outcomes_of(records: Records, arguments: argparse.Namespace) -> None:
    """Show how results changed after training, followed up or not."""
    if arguments.format == "text" and not records.results:
        emit([f"{Text.of('sheets.no_results').say(arguments.lang)}\n"], arguments.output)
    else:
        found = outcomes(
            records,
            policies=policies_of(arguments),
            as_of=day_of_judging(arguments),
            publish=arguments.publish,
        )
        _show([found.sheet()], arguments, published=arguments.publish)


def changes(arguments: argparse.Namespace) -> int:
    """Show what changed between two sets of records, or two policies, and why."""
    reports: list[Report] = []
    trouble = 0
    for path, policies in (
        (arguments.before, arguments.policy_before or arguments.policy),
        (arguments.after, arguments.policy_after or arguments.policy),
    ):
        records, unread = read_all([path], arguments)
        if records is None:
            return TROUBLE
        trouble += unread
        asked = argparse.Namespace(**{**vars(arguments), "policy": policies})
        reports.append(report_on(records, asked))
    found = compare(*reports)
    _show([found.sheet()], arguments, before=dict(found.before), after=dict(found.after))
    if trouble:
        return TROUBLE
    return 0 if found.ok else VIOLATIONS


def _show(sheets: Iterable[Sheet], arguments: argparse.Namespace, **facts: object) -> None:
    """Write sheets in the form that was asked for; CSV holds the first one only."""
    first, *more = sheets
    if arguments.format == "json":
        emit(sheets_as_json([first, *more], arguments.lang, **facts), arguments.output)
    elif arguments.format == "csv":
        emit(sheet_as_csv(first, arguments.lang), arguments.output)
    else:
        texts = (sheet_as_text(sheet, arguments.lang) for sheet in (first, *more))
        emit(_joined(texts), arguments.output)


def _joined(texts: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield texts with an empty line between them."""
    between = ""
    for text in texts:
        yield between
        yield from text
        between = "\n"
