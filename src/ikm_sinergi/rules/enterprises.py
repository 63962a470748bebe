"""Rules about what the records say of an IKM itself: its size and its numbers (IKM111-IKM113)."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from operator import attrgetter
from typing import Final, cast

from ikm_sinergi.model import Participant, masked
from ikm_sinergi.phrases import Phrase
from ikm_sinergi.records import Records
from ikm_sinergi.rule import Context, Doubt, Evidence, Judgement, Violation, rule
from ikm_sinergi.rules.subjects import duplicate, unreadable
from ikm_sinergi.vocabulary import Severity, SizeClass, Text

__all__ = ["RULES"]

SHOWN: Final = 5
"""How many ids with one NIB a message names."""


@rule(
    "IKM111",
    Severity.WARNING,
    unit="participant",
    sources=("Permenperin 64/M-IND/PER/7/2016",),
    since="0.1.0",
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
    """A participant is too large to be an IKM.

    **What it finds.** A participant whose workers and investment together make it large by the
    policy of the last judged year. Land and building do not count as investment. With one of the
    two not stated it is undecided, if what is missing could make it large.

    **Why it matters.** The program is for small and medium industries. Often the number is wrong:
    rupiah written for thousands of rupiah, or land counted in.

    **How to fix it.** Correct the numbers, or look for another program for the enterprise.
    """
    policy = context.last_policy
    if policy is None:
        return 0
    year = max(context.policies)
    # Few pairs of workers and investment stand for many participants.
    pairs = Counter(map(_WORKERS_AND_INVESTMENT, records.participants))
    judged = len(records.participants) - pairs.pop((None, None), 0)
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
    for one in records.participants if large else ():
        workers, investment = pair = _WORKERS_AND_INVESTMENT(one)
        if pair not in large:
            continue
        if workers is not None and investment is not None:
            values = {"participant": one.id, "workers": workers, "investment": investment}
            yield Violation(one, year, values)
            continue
        missing = "workers" if workers is None else "investment"
        cause = "unreadable_field" if records.unreadable(one, missing) else "not_stated"
        yield Doubt(cause, {"field": missing}, one, year)
    for one in _with_nothing_else(records):
        judged += 1
        field = "workers" if records.unreadable(one, "workers") else "investment"
        yield Doubt(*unreadable(field), one, year)
    return judged


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


_NIB: Final = re.compile(r"[0-9]{13}", re.ASCII)
_NIK: Final = re.compile(r"[0-9]{6}([0-9]{2})([0-9]{2})[0-9]{2}([0-9]{4})", re.ASCII)

NOT_A_NIB: Final = Text("the NIB is not 13 digits", "NIB tidak terdiri atas 13 angka")
NOT_A_NIK: Final = Text("is not 16 digits", "tidak terdiri atas 16 angka")
NO_DAY: Final = Text(
    "has no day of birth (01-31, 41-71) in digits 7 and 8",
    "tidak memuat tanggal lahir (01-31, 41-71) pada angka ke-7 dan ke-8",
)
NO_MONTH: Final = Text(
    "has no month (01-12) in digits 9 and 10",
    "tidak memuat bulan (01-12) pada angka ke-9 dan ke-10",
)
NO_SERIAL: Final = Text("ends in 0000", "berakhir dengan 0000")


@rule(
    "IKM112",
    Severity.ERROR,
    unit="participant",
    sources=("form",),
    since="0.1.0",
    message=Text("{participant}: {problems}", "peserta {participant}: {problems}"),
    remedy=Text(
        "Enter it again from the document; leave it empty if it is not known.",
        "Masukkan kembali dari dokumennya; kosongkan jika tidak diketahui.",
    ),
)
def malformed_identifier(records: Records, context: Context) -> Judgement:
    """A NIB or an owner's NIK is not of its form.

    **What it finds.** A NIB that is not 13 digits. A NIK that is not 16 digits, whose 7th to 10th
    digit are no day and month of birth (for women the day is 40 more), or that ends in 0000. The
    region in a NIK is never judged: it is that of the first registration and may be abolished.

    **Why it matters.** These numbers tell whether two ids are one IKM. One with a digit too few
    matches nobody, or somebody else.

    **How to fix it.** Enter the number again from the document. A NIK stays masked in every
    message.
    """
    unread = {
        id(one): field
        for field in ("nib", "owner", "owner.nik")
        for one in records.with_unreadable("participants", field)
    }
    judged = 0
    for one in records.participants:
        nik = None if one.owner is None else one.owner.nik
        if one.nib is None and nik is None and id(one) not in unread:
            continue
        judged += 1
        problems: list[Text] = []
        if one.nib is not None and not _NIB.fullmatch(one.nib):
            problems.append(NOT_A_NIB)
        if nik is not None and (problem := _problem_of_nik(nik)) is not None:
            en, local = (f"{label} {masked(nik)}" for label in ("the owner's NIK", "NIK pemilik"))
            problems.append(Text(f"{en} {problem.en}", f"{local} {problem.id}"))
        if problems:
            values = {"participant": one.id, "problems": tuple(problems)}
            field = "nib" if NOT_A_NIB in problems else "owner.nik"
            yield Violation(one, None, values, field=field)
        elif id(one) in unread:
            yield Doubt(*unreadable(unread[id(one)]), one)
    return judged


def _problem_of_nik(nik: str) -> Text | None:
    parts = _NIK.fullmatch(nik)
    if parts is None:
        return NOT_A_NIK
    day, month, serial = map(int, parts.groups())
    if not (1 <= day <= 31 or 41 <= day <= 71):  # noqa: PLR2004  # the form of a NIK, not a policy
        return NO_DAY
    if not 1 <= month <= 12:  # noqa: PLR2004  # as above
        return NO_MONTH
    return None if serial else NO_SERIAL


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
    """One business number stands under two participant ids.

    **What it finds.** A NIB of 13 digits that two or more participants bear. An id with two
    contents counts for nothing until it is settled (IKM101).

    **Why it matters.** A business has one NIB. An IKM under two ids has half its history under
    each, so a trained one looks like a newcomer.

    **How to fix it.** If they are one IKM, keep one id and move the participations to it;
    otherwise correct the NIB.
    """
    counts = Counter([one.nib for one in records.participants if one.nib is not None])
    nibs = {nib: many for nib, many in counts.items() if _NIB.fullmatch(nib)}
    bearers: defaultdict[str, list[Participant]] = defaultdict(list)
    for one in records.participants if len(nibs) < sum(nibs.values()) else ():
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
            told = tuple(Evidence(one, Phrase("same_nib")) for one in others)
            yield Violation(first, None, values, told, field="nib", about={"nib": nib})
        else:
            yield Doubt(*duplicate("participants"), several[0], about={"nib": nib})
    return len(nibs)


RULES: Final = (not_an_ikm, malformed_identifier, one_ikm_two_ids)
