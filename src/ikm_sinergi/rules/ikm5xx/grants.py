"""Grants and the programs that they belong to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from ikm_sinergi.domain.entities import Grant, Program
from ikm_sinergi.judgement import Context, Doubt
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.subjects import duplicate, judged_year, states, unread, unreadable

__all__ = ["settled_programs", "stating"]


def settled_programs(records: Records, context: Context) -> Mapping[str, Program]:
    """Return the programs of the judged years, by id, of which nothing is in doubt."""
    return {
        program.id: program
        for year in context.policies
        for program in records.programs_of(year)
        if not records.unreadable(program, "status")
    }


def stating(
    records: Records, context: Context, field: str, grants: Iterable[Grant]
) -> Iterator[tuple[Grant, Program] | Doubt]:
    """Yield those grants of the judged years that state a field, each with its program.

    Grants of one id with two contents are a doubt.
    """
    settled, read = settled_programs(records, context), attrgetter(field)
    for grant in grants:
        program = settled.get(grant.program)
        if program is None or read(grant) is None:
            yield from _doubtful(records, context, [grant], field)
        else:
            yield grant, program
    for versions in records.ambiguous("grants").values():
        yield from _doubtful(records, context, versions, field)


def _doubtful(
    records: Records, context: Context, versions: Sequence[Grant], field: str
) -> Iterator[Doubt]:
    """Yield the doubt about the grants of one id, if they may state a field in a judged year."""
    years = [
        (year, grant)
        for grant in versions
        if states(records, grant, field)
        if (year := judged_year(records, context, grant.program)) is not None
    ]
    if not years:
        return
    year, grant = min(years, key=lambda pair: pair[0])
    why = duplicate("grants") if len(versions) > 1 else unread(records, grant, field)
    if why is None and records.program(grant.program) is None:
        why = duplicate("programs")
    yield Doubt(why or unreadable("status"), grant, year)
