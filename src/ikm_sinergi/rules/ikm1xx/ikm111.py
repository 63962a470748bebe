"""IKM111 not-an-ikm."""

from collections import Counter
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Final, cast

from ikm_sinergi.domain.entities import Participant
from ikm_sinergi.domain.terms import Severity, SizeClass
from ikm_sinergi.judgement import Context, Doubt, Judgement, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.subjects import duplicate, not_known, unreadable
from ikm_sinergi.words.language import Text


@rule(
    "IKM111",
    Severity.WARNING,
    unit="participant",
    sources=("Permenperin 64/M-IND/PER/7/2016",),
    since="0.1.0",
    by_policy=True,
    message=Text(
        "{participant} is a large enterprise: {workers} workers, investment Rp {investment}",
        "{participant} merupakan industri besar: tenaga kerja {workers} orang,"
        " investasi Rp{investment}",
    ),
    remedy=Text(
        "Check the workers and the investment; an IKM is small or medium.",
        "Periksa tenaga kerja dan nilai investasinya; IKM adalah industri kecil atau menengah.",
    ),
)
def not_an_ikm(records: Records, context: Context) -> Judgement:
    policy = context.last_policy
    if policy is None:
        return 0
    year = max(context.policies)
    single: Mapping[str, Participant] = records.by_id("participants")
    strangers = context.strangers
    participants = [one for one in single.values() if one.id not in strangers]
    # Few pairs of workers and investment stand for many participants.
    pairs = Counter(map(_WORKERS_AND_INVESTMENT, participants))
    judged = len(participants) - pairs.pop((None, None), 0)
    many = {
        workers
        for workers in {workers for workers, _ in pairs}
        if SizeClass.LARGE in policy.size.possible(workers, None)
    }
    large = {
        (workers, investment)
        for workers, investment in pairs
        if workers in many and SizeClass.LARGE in policy.size.possible(workers, investment)
    }
    for one in participants if large else ():
        workers, investment = pair = _WORKERS_AND_INVESTMENT(one)
        if pair not in large:
            continue
        if workers is not None and investment is not None:
            values = {"participant": one.id, "workers": workers, "investment": investment}
            yield Violation(one, year, values)
            continue
        missing = "workers" if workers is None else "investment"
        yield Doubt(not_known(records, one, missing), one, year)
    several: Mapping[str, Sequence[Participant]] = records.ambiguous("participants")
    for contents in several.values():
        classes = [policy.sizes_possible(one) for one in contents if _states_size(one)]
        if classes and contents[0].id not in strangers:
            judged += 1
            if any(SizeClass.LARGE in possible for possible in classes):
                yield Doubt(duplicate("participants"), min(contents, key=repr), year)
    for one in _with_nothing_else(records):
        if one.id in strangers:
            continue
        judged += 1
        field = "workers" if records.unreadable(one, "workers") else "investment"
        yield Doubt(unreadable(field), one, year)
    return judged


def _states_size(one: Participant) -> bool:
    return one.workers is not None or one.investment is not None


_WORKERS_AND_INVESTMENT: Final = attrgetter("workers", "investment")


def _with_nothing_else(records: Records) -> Sequence[Participant]:
    """Return the participants of whose size only what could not be read was stated."""
    found = {
        id(one): one
        for field in ("workers", "investment")
        for one in records.with_unreadable("participants", field)
        if _WORKERS_AND_INVESTMENT(one) == (None, None)
    }
    return cast("Sequence[Participant]", tuple(found.values()))
