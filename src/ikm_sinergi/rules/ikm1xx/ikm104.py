"""IKM104 unknown-regency."""

from collections.abc import Mapping
from operator import attrgetter

from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Doubt, Judgement, Subject, Violation, Why, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.rules.ikm1xx.dangling import stated, unreadables
from ikm_sinergi.rules.subjects import called, counted, duplicate, is_disputed, items, year_of
from ikm_sinergi.words.language import Text


@rule(
    "IKM104",
    Severity.ERROR,
    unit="record",
    sources=("Kepmendagri 300.2.2-2138/2025",),
    since="0.1.0",
    message=Text(
        "{record}: no regency has the code {codes}",
        "{record}: tidak ada kabupaten/kota dengan kode {codes}",
    ),
    remedy=Text(
        "Write the Kemendagri code of the regency.", "Tulis kode Kemendagri kabupaten/kota itu."
    ),
)
def unknown_regency(records: Records, context: Context) -> Judgement:
    places = context.places
    divided = {f"{one.province}.": context.divided(one.province) for one in context.all_policies}
    naming = (("participants", "regency"), ("programs", "regencies"), ("dispensations", "regency"))
    judged = yield from counted(unreadables(records, naming))
    for table, field in naming:
        named = stated(records, table, field)
        judged += len(named)
        if all(code in places for value in set(named) for code in items(value)):
            continue
        read = attrgetter(field)
        for row in records.standing(table):
            codes = tuple(code for code in items(read(row)) if code not in places)
            year = year_of(records, row) if codes else None
            wrong = tuple(code for code in codes if _is_wrong(code, year, divided))
            if wrong and is_disputed(records, row, field):
                yield Doubt(duplicate(table), row, year)
            elif wrong:
                values = {"record": called(row), "codes": wrong}
                yield Violation(Subject(row, field=field), year, values)
            elif codes:
                why = Why("code_elsewhere", {"codes": codes})
                yield Doubt(why, row, year)
    return judged


def _is_wrong(code: str, year: int | None, divided: Mapping[str, int | None]) -> bool:
    """Whether no regency can ever have had a code, as far as the policies' provinces go."""
    last = divided.get(code[:3])
    return last is not None and (year is None or year > last)
