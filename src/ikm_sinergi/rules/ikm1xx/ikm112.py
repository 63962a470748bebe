"""IKM112 malformed-identifier."""

import re
from types import EllipsisType
from typing import Final

from ikm_sinergi.domain.entities import Participant
from ikm_sinergi.domain.identifiers import is_nib, is_nik, masked
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.subjects import Found, counted, over_ids, unread
from ikm_sinergi.words.language import Text

_NIK: Final = re.compile(r"[0-9]{6}([0-9]{2})([0-9]{2})[0-9]{2}([0-9]{4})", re.ASCII)

FIELDS: Final = ("nib", "owner", "owner.nik")

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
    damaged = any(records.with_unreadable("participants", field) for field in FIELDS)

    def malformed(one: Participant) -> Found | EllipsisType:
        nik = None if one.owner is None else one.owner.nik
        if one.nib is None and nik is None:
            return _lost(records, one) if damaged else ...
        problems: list[Text] = []
        if one.nib is not None and not is_nib(one.nib):
            problems.append(NOT_A_NIB)
        if nik is not None and (problem := _problem_of_nik(nik)) is not None:
            en, local = (f"{label} {masked(nik)}" for label in ("the owner's NIK", "NIK pemilik"))
            problems.append(Text(f"{en} {problem.en}", f"{local} {problem.id}"))
        if not problems:
            found = _lost(records, one) if damaged else ...
            return None if found is ... else found
        values = {"participant": one.id, "problems": tuple(problems)}
        return Violation(
            Subject(one, field="nib" if NOT_A_NIB in problems else "owner.nik"), None, values
        )

    return counted(over_ids(records, "participants", malformed))


def _lost(records: Records, one: Participant) -> Doubt | EllipsisType:
    why = unread(records, one, *FIELDS)
    return ... if why is None else Doubt(why, one)


def _problem_of_nik(nik: str) -> Text | None:
    parts = _NIK.fullmatch(nik)
    if parts is None or not is_nik(nik):
        return NOT_A_NIK
    day, month, serial = map(int, parts.groups())
    if not (1 <= day <= 31 or 41 <= day <= 71):  # noqa: PLR2004  # the form of a NIK, not a policy
        return NO_DAY
    if not 1 <= month <= 12:  # noqa: PLR2004  # as above
        return NO_MONTH
    return None if serial else NO_SERIAL
