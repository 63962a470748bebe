"""Commodities as the policy names them, and those in which an IKM was trained."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from attrs import frozen

from ikm_sinergi.domain.names import fold
from ikm_sinergi.domain.terms import ProgramKind
from ikm_sinergi.records.gaps.asked import Gaps
from ikm_sinergi.records.gaps.gap import Gap
from ikm_sinergi.reference.policy import Policy

ANY: Final = "?"
"""The term of a commodity that could not be read."""


@frozen(eq=False)
class Training:
    """A training that an IKM completed, or may have, and the commodities that it may have been in.

    `terms` are those of each of its contents; None is a content that states none. `gap` is why it
    may not have completed it, `unread` why it is not known what it was in.
    """

    terms: AbstractSet[str | None]
    gap: Gap | None
    unread: Gap

    @property
    def is_told(self) -> bool:
        """Whether it, or a reading of it, makes its commodity a matter of judgement."""
        return self.terms != {None} and (self.gap is None or self.gap.may_accuse)

    @property
    def term(self) -> str | None:
        """The term that it surely was in, if there is one."""
        only = next(iter(self.terms)) if len(self.terms) == 1 else None
        return None if self.gap is not None or only == ANY else only


def term_of(policy: Policy, commodity: str) -> str:
    """Return the policy's term for a commodity, or "?" and the folded text if it knows none."""
    return policy.commodity(commodity) or f"?{fold(commodity)}"


def is_known(term: str) -> bool:
    """Whether the policy knows a term."""
    return not term.startswith("?")


def may_be_one(term: str | None, other: str | None) -> bool:
    """Whether two terms may be of one product."""
    same = term == other or not all(map(is_known, filter(None, (term, other))))
    return same and term is not None and other is not None


def terms_of(
    gaps: Gaps,
    policy: Policy,
    identifier: str | None,
    years: Sequence[int],
    kinds: Sequence[ProgramKind],
) -> AbstractSet[str | None]:
    """Return the terms of what may stand under the id of a program of these years and kinds."""
    found = set[str | None]()
    for content in () if identifier is None else gaps.contents(identifier):
        if gaps.live(content, years, kinds) is False:
            continue
        if content.commodity is not None:
            found.add(term_of(policy, content.commodity))
        else:
            read = content.record is not None and not gaps.unread(content.record, "commodity")
            found.add(None if read else ANY)
    return found or {ANY}


def trainings(
    gaps: Gaps,
    policy: Policy,
    participant: str,
    years: Sequence[int],
    kinds: Sequence[ProgramKind],
    *,
    later: Sequence[ProgramKind] = (),
) -> Iterator[Training]:
    """Yield what an IKM completed of these years and kinds by its own participations, or may have.

    `later` is as in `Gaps.steps`.
    """
    for step in gaps.own_steps(participant, years, kinds, later=later):
        terms = terms_of(gaps, policy, step.program, years, kinds)
        unread = None if step.program is None else gaps.named("programs", step.program)
        yield Training(terms, step.gap, unread or Gap("unreadable_field", {"field": "commodity"}))
