"""IKM404 announced-not-planned."""

from attrs import frozen

from ikm_sinergi.domain.entities import Program
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.errors import UnknownAreaError
from ikm_sinergi.judgement import (
    Context,
    Doubt,
    Evidence,
    Judgement,
    Subject,
    Violation,
    Why,
    rule,
    said,
)
from ikm_sinergi.records.container import Records
from ikm_sinergi.reference.policy import Announcement, Policy
from ikm_sinergi.rules.subjects import (
    Found,
    contested,
    covers,
    duplicate,
    not_known,
    rejected,
    unread,
)
from ikm_sinergi.words.language import Text


@rule(
    "IKM404",
    Severity.WARNING,
    unit="announcement",
    sources=("S4", "S5", "S6", "S9", "S10"),
    since="0.1.0",
    message=Text(
        "announced for {year} and not planned: {announcement} ({what})",
        "diumumkan untuk tahun {year}, tetapi belum direncanakan: {announcement} ({what})",
    ),
    remedy=Text(
        "Plan the program, or add it if it is missing from the records.",
        "Rencanakan program itu atau tambahkan jika belum ada dalam data.",
    ),
)
def announced_not_planned(records: Records, context: Context) -> Judgement:
    judged = 0
    for year, policy in context.policies.items():
        if "programs" not in records.given:
            continue
        for announcement in policy.announced_for(year):
            places = _places(context, announcement)
            if context.scope is not None and (places is None or places.isdisjoint(context.scope)):
                continue
            judged += 1
            found = _look_for(records, context, announcement, places)
            if found is not None:
                yield found
    return judged


def _places(context: Context, announcement: Announcement) -> frozenset[str] | None:
    """Return the regencies of which the program may be in any, None if no place was announced."""
    if announcement.regency is not None:
        return frozenset({announcement.regency})
    if announcement.area is None:
        return None
    try:
        return frozenset(context.places.area(announcement.area).members)
    except UnknownAreaError:
        return frozenset()


def _look_for(
    records: Records,
    context: Context,
    announcement: Announcement,
    places: frozenset[str] | None,
) -> Found:
    """Return what is wrong with an announcement, None if a program is the one announced."""
    year, code = announcement.year, announcement.regency
    keys = {"id": announcement.id, **({} if code is None else {"regency": code})}
    subject = Subject("announcements", keys)
    if places is not None and not places:
        return Doubt(Why("unknown_area", {"area": announcement.area}), subject, year)
    sought = _Sought(records, context.policies[year], announcement, places)
    likely: list[tuple[str, Program, Why]] = []
    for program in filter(sought.may_be, records.programs_of(year)):
        why = sought.why_unsure(program)
        if why is None:
            return None
        likely.append((program.id, program, why))
    for versions in contested(records, year):
        likely += [(one.id, one, duplicate("programs")) for one in versions if sought.may_be(one)]
    if likely:
        _, program, why = min(likely, key=lambda one: one[0])
        return Doubt(why, subject, year, [Evidence(program, said("may_be_announced"))])
    if sought.rejected():
        return Doubt(rejected("programs"), subject, year)
    place = announcement.area if code is None else context.name_of(code)
    told = (announcement.kind, place, announcement.commodity, announcement.statement)
    what = tuple(part for part in told if part is not None)
    values = {"announcement": announcement.id, "year": year, "what": what}
    return Violation(subject, year, values)


@frozen
class _Sought:
    """An announced program, to be looked for in the records."""

    records: Records
    policy: Policy
    announcement: Announcement
    places: frozenset[str] | None

    def may_be(self, program: Program) -> bool:
        """Whether nothing that a program states speaks against its being the one."""
        kind, product = self.announcement.kind, self.announcement.commodity
        codes, commodity = program.regencies, program.commodity
        term = None if commodity is None else self.policy.commodity(commodity)
        return (
            (kind is None or covers(kind, program.kind) or covers(program.kind, kind))
            and (self.places is None or codes is None or not self.places.isdisjoint(codes))
            and (product is None or term is None or term == product)
        )

    def why_unsure(self, program: Program) -> Why | None:
        """Return why a program that may be the one may also be another, None if it is the one."""
        kind, product = self.announcement.kind, self.announcement.commodity
        why = unread(self.records, program, "status")
        if why is not None:
            return why
        if kind is not None and not covers(kind, program.kind):
            return Why("kind_not_settled")
        if self.places is not None and program.regencies is None:
            return not_known(self.records, program, "regencies")
        if product is None or program.commodity is None:
            return None if product is None else not_known(self.records, program, "commodity")
        known = self.policy.commodity(program.commodity) is not None
        return None if known else Why("unknown_commodity", {"commodity": program.commodity})

    def rejected(self) -> bool:
        """Whether a row of programs that was rejected may be the one."""
        if self.places is None:
            return any(reject.table == "programs" for reject in self.records.rejects)
        return not self.places.isdisjoint(self.records.rejected("programs", "regencies"))
