"""IKM113 one-ikm-two-ids."""

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from ikm_sinergi.domain.identifiers import is_nib
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import (
    Context,
    Doubt,
    Evidence,
    Judgement,
    Subject,
    Violation,
    rule,
    said,
)
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.subjects import duplicate
from ikm_sinergi.words.language import Text

if TYPE_CHECKING:
    from ikm_sinergi.domain.entities import Participant

SHOWN: Final = 5
"""How many ids with one NIB a message names."""


@rule(
    "IKM113",
    Severity.WARNING,
    unit="NIB",
    sources=("practice",),
    since="0.1.0",
    message=Text(
        "the NIB {nib} stands under {count} ids: {participants}",
        "NIB {nib} tercatat pada {count} id: {participants}",
    ),
    remedy=Text(
        "Settle whether they are one IKM, and keep one id.",
        "Pastikan apakah semuanya milik satu IKM, lalu pertahankan satu id.",
    ),
)
def one_ikm_two_ids(records: Records, context: Context) -> Judgement:
    counts = Counter([one.nib for one in records.standing("participants") if one.nib is not None])
    nibs = {nib: many for nib, many in counts.items() if is_nib(nib)}
    bearers: defaultdict[str, list[Participant]] = defaultdict(list)
    for one in records.standing("participants") if len(nibs) < sum(nibs.values()) else ():
        if one.nib is not None and nibs.get(one.nib, 0) > 1:
            bearers[one.nib].append(one)
    contested = records.ambiguous("participants")
    for nib, several in bearers.items():
        if len({one.id for one in several}) == 1:
            continue
        several.sort(key=lambda one: one.id)
        settled = [one for one in several if one.id not in contested]
        if len(settled) > 1:
            first, *others = settled[:SHOWN]
            ids = tuple(one.id for one in settled[:SHOWN])
            values = {"nib": nib, "count": len(settled), "participants": ids}
            told = [Evidence(one, said("same_nib")) for one in others]
            yield Violation(Subject(first, {"nib": nib}, "nib"), None, values, told)
        else:
            yield Doubt(duplicate("participants"), Subject(several[0], {"nib": nib}))
    return len(nibs)
