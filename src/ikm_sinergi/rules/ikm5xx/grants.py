"""Grants and the programs that they belong to."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import EllipsisType

from ikm_sinergi.domain.entities import Grant, Program
from ikm_sinergi.judgement import Context, Doubt, Violation
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.subjects import (
    Found,
    duplicate,
    is_live,
    judged_year,
    rejected,
    states,
    unless_cancelled,
    unread,
    weighed,
)


def settled_programs(records: Records, context: Context) -> Mapping[str, Program]:
    """Return the programs of the judged years, by id, of which nothing is in doubt."""
    return {
        program.id: program
        for year in context.policies
        for program in context.programs_of(records, year)
        if not records.unreadable(program, "status")
    }


def over_grants(
    records: Records,
    context: Context,
    field: str,
    grants: Iterable[Grant],
    judge: Callable[[Grant, Program], Found | EllipsisType],
) -> Iterator[Found]:
    """Judge those grants of the judged years that state a field, each with its program.

    Of contested ids, of grants and of programs, each content is judged. `judge` returns `...` for
    what it does not judge.
    """
    settled, odd = settled_programs(records, context), list[Grant]()
    for grant in grants:
        program = settled.get(grant.program)
        stated = getattr(grant, field) is not None
        if program is None or not stated:
            if stated or records.unreadable(grant, field):
                odd.append(grant)
            continue
        found = judge(grant, program)
        if isinstance(found, Violation):
            yield unless_cancelled(records, program, found)
        elif found is not ...:
            yield found
    single = [[grant] for grant in odd]
    several = [sorted(both, key=repr) for both in records.ambiguous("grants").values()]
    for contents in (*single, *several):
        each = [_on_its_program(records, context, field, grant, judge) for grant in contents]
        judged = [grant for grant, one in zip(contents, each, strict=True) if one is not ...]
        if not judged:
            continue
        year = judged_year(records, context, judged[0].program)
        results = [None if one is ... else one for one in each]
        alone = len(contents) == 1
        yield results[0] if alone else weighed(results, duplicate("grants"), judged[0], year)


def _on_its_program(
    records: Records,
    context: Context,
    field: str,
    grant: Grant,
    judge: Callable[[Grant, Program], Found | EllipsisType],
) -> Found | EllipsisType:
    year = judged_year(records, context, grant.program)
    if year is None or not states(records, grant, field):
        return ...
    why = unread(records, grant, field)
    if why is not None:
        return Doubt(why, grant, year)
    known = records.program(grant.program)
    if known is not None:
        found = judge(grant, known)
        return unless_cancelled(records, known, found) if isinstance(found, Violation) else found
    contents = sorted(records.ambiguous("programs").get(grant.program, ()), key=repr)
    if not contents:
        return Doubt(rejected("programs"), grant, year)
    judged = [one.year in context.policies and is_live(one, one.year) for one in contents]
    several = [judge(grant, one) if is_ else ... for one, is_ in zip(contents, judged, strict=True)]
    if all(one is ... for one in several):
        return ...
    results = [None if one is ... else one for one in several]
    return weighed(results, duplicate("programs"), grant, year)
