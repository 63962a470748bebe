"""IKM404 announced-not-planned."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from ikm_sinergi.domain.entities import Program
from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.errors import UnknownAreaError
from ikm_sinergi.judgement import Context, Doubt, Evidence, Judgement, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.reference.policy import Announcement, Policy
from ikm_sinergi.rules.subjects import (
    Why,
    contested,
    covers,
    duplicate,
    not_known,
    rejected,
    unreadable,
)
from ikm_sinergi.words.language import Text
from ikm_sinergi.words.phrases import Phrase


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
    """A program that was announced has no program in the records.

    **What it finds.** Each program on the policy's list of announcements that no program of the
    year matches in kind, place and commodity. Coaching whose method was not announced is met by
    any coaching, a market of no stated model by any market, an area by a program in any of its
    regencies; what was not announced plays no part. A program that may be the one, because it
    does not state its place or its commodity or is not settled in kind, leaves it undecided.

    **Why it matters.** What was announced is expected (S4-S6, S9, S10).

    **How to fix it.** Plan the program, or complete its record. An office that keeps the records
    of some regencies only asks for those (`scope`).
    """
    judged = 0
    for year, policy in context.policies.items():
        if "programs" not in records.given:
            continue
        for announcement in policy.announced_for(year):
            places = _places(context, announcement)
            if context.scope is not None and (places is None or places.isdisjoint(context.scope)):
                continue
            judged += 1
            sought = _Sought(records, policy, announcement, places)
            if places is not None and not places:
                yield sought.doubt(("unknown_area", {"area": announcement.area}))
            else:
                yield from _look_for(sought, context)
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
        if self.records.unreadable(program, "status"):
            return unreadable("status")
        if kind is not None and not covers(kind, program.kind):
            return "kind_not_settled", {}
        if self.places is not None and program.regencies is None:
            return not_known(self.records, program, "regencies")
        if product is None or program.commodity is None:
            return None if product is None else not_known(self.records, program, "commodity")
        known = self.policy.commodity(program.commodity) is not None
        return None if known else ("unknown_commodity", {"commodity": program.commodity})

    def rejected(self) -> bool:
        """Whether a row of programs that was rejected may be the one."""
        if self.places is None:
            return any(reject.table == "programs" for reject in self.records.rejects)
        return not self.places.isdisjoint(self.records.rejected("programs", "regencies"))

    @property
    def about(self) -> Mapping[str, str]:
        """The keys of the subject."""
        code = self.announcement.regency
        return {"id": self.announcement.id, **({} if code is None else {"regency": code})}

    def doubt(self, why: Why, program: Program | None = None) -> Doubt:
        """Return the doubt about the announcement, with the program that may be the one."""
        return Doubt(
            *why,
            year=self.announcement.year,
            evidence=() if program is None else (Evidence(program, Phrase("may_be_announced")),),
            about=self.about,
            table="announcements",
        )


def _look_for(sought: _Sought, context: Context) -> Iterator[Violation | Doubt]:
    """Yield what is wrong with an announcement, unless a program is the one announced."""
    announcement = sought.announcement
    year = announcement.year
    likely: list[tuple[Why, Program]] = []
    for program in filter(sought.may_be, sought.records.programs_of(year)):
        why = sought.why_unsure(program)
        if why is None:
            return
        likely.append((why, program))
    for versions in contested(sought.records, year):
        likely += [(duplicate("programs"), one) for one in filter(sought.may_be, versions)]
    if likely:
        yield sought.doubt(*min(likely, key=lambda pair: pair[1].id))
    elif sought.rejected():
        yield sought.doubt(rejected("programs"))
    else:
        code, area = announcement.regency, announcement.area
        place = area if code is None else context.name_of(code)
        said = (announcement.kind, place, announcement.commodity, announcement.statement)
        values = {
            "announcement": announcement.id,
            "year": year,
            "what": tuple(part for part in said if part is not None),
        }
        yield Violation(year=year, values=values, about=sought.about, table="announcements")
