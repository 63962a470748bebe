"""IKM404 announced-not-planned."""

from attrs import frozen

from ikm_sinergi.domain.terms import ProgramKind, Severity
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
    why_of,
)
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.records.gaps.gap import CANCELLED, Gap, covers
from ikm_sinergi.records.gaps.possible import Content
from ikm_sinergi.reference.policy import Announcement, Policy
from ikm_sinergi.rules.subjects import (
    Found,
)
from ikm_sinergi.words.language import Text


@rule(
    "IKM404",
    Severity.WARNING,
    unit="announcement",
    sources=("S4", "S5", "S6", "S9", "S10"),
    since="0.1.0",
    by_policy=True,
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
        if not context.is_planned(records, year):
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
    sought = _Sought(context.policies[year], announcement, places)
    gaps = gaps_of(records, context.as_of)
    likely: list[tuple[str, Gap]] = []
    for content in gaps.of_year(year):
        mine = content.record is not None and content.record.id not in context.foreign
        gap = sought.why_unsure(records, content) if mine and sought.may_be(content) else None
        if gap is True:
            return None
        if isinstance(gap, Gap):
            likely.append((content.record.id if content.record else "", gap))
    likely += [
        ("" if content.record is None else content.record.id, content.gap)
        for content in gaps.unsure
        if content.gap is not None and sought.may_be(content)
    ]
    if likely:
        _, gap = min(likely, key=lambda one: (one[0] == "", one[0]))
        shown = () if gap.record is None else [Evidence(gap.record, said("may_be_announced"))]
        return Doubt(why_of(gap), subject, year, shown)
    place = announcement.area if code is None else context.name_of(code)
    told = (announcement.kind, place, announcement.commodity, announcement.statement)
    what = tuple(part for part in told if part is not None)
    values = {"announcement": announcement.id, "year": year, "what": what}
    return Violation(subject, year, values)


@frozen
class _Sought:
    """An announced program, to be looked for in the records."""

    policy: Policy
    announcement: Announcement
    places: frozenset[str] | None

    def may_be(self, content: Content) -> bool:
        """Whether nothing that a program states speaks against its being the one."""
        wanted, product = self.announcement.kind, self.announcement.commodity
        kind, commodity = content.kind, content.commodity
        codes = content.regencies or content.places or None
        term = None if commodity is None else self.policy.commodity(commodity)
        return (
            content.of_year((self.announcement.year,))
            and content.status is not CANCELLED
            and _alike(wanted, kind)
            and (self.places is None or codes is None or not self.places.isdisjoint(codes))
            and (product is None or term is None or term == product)
        )

    def why_unsure(self, records: Records, content: Content) -> Gap | bool:
        """Return why a program that may be the one may also be another, True if it is the one."""
        wanted, product = self.announcement.kind, self.announcement.commodity
        kind, program = content.kind, content.record
        if content.gap is not None or program is None:
            return content.gap or False
        if wanted is not None and kind is not None and not covers(wanted, kind):
            return Gap("kind_not_settled", {}, program)
        for field, asked in (("regencies", self.places), ("commodity", product)):
            if asked is not None and getattr(program, field) is None:
                unread = gaps_of(records).unread(program, field)
                return unread or Gap("not_stated", {"field": field}, program)
        named = program.commodity
        if product is None or named is None or self.policy.commodity(named) is not None:
            return True
        return Gap("unknown_commodity", {"commodity": named}, program)


def _alike(wanted: ProgramKind | None, kind: ProgramKind | None) -> bool:
    if wanted is None or kind is None:
        return True
    return covers(wanted, kind) or covers(kind, wanted)
