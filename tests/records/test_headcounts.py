"""What is asked of many IKM at once is what is asked of each."""

from hypothesis import given

import ikm_sinergi as ikm
from ikm_sinergi import strategies
from ikm_sinergi.records.gaps.asked import gaps_of
from ikm_sinergi.records.gaps.gap import Gap
from ikm_sinergi.records.headcounts import ANYWHERE, Count, Where

MENTORING = (ikm.ProgramKind.MENTORING,)


@given(strategies.records())
def test_who_was_absent_is_asked_of_all_as_of_each(records):
    """Grouped by regency, and one by one where a gap speaks of somebody."""
    gaps = gaps_of(records)
    ids = sorted({one.id for one in records.participants} | records.histories.keys())
    each = {
        one: gaps.step(one, (2021,), MENTORING, completed=False, held=(MENTORING,)) for one in ids
    }
    assert gaps.absent(ids, (2021,), MENTORING, held=(MENTORING,)) == {
        one: gap for one, gap in each.items() if gap is not None
    }


@given(strategies.records())
def test_who_is_unmeasured_is_asked_of_all_as_of_each(records):
    """Results too."""
    gaps = gaps_of(records)
    measured = {(one.participant, one.year) for one in records.results}
    ids = sorted({one.id for one in records.participants} | records.histories.keys())
    each = {
        one: gaps.result(one, (2020, 2021), {pair for pair in measured if pair[0] != one})
        for one in ids
    }
    assert gaps.unmeasured(ids, (2020, 2021), measured) == {
        one: gap for one, gap in each.items() if gap is not None
    }


@given(strategies.records())
def test_only_possible_ids_have_an_alias(records):
    """The others need not be asked for."""
    aliases = gaps_of(records).aliases
    for one in records.participants:
        assert one.id in aliases.possible or not aliases.of(one.id)


def test_a_count_adds_up_what_is_sure():
    """Each thing once in the whole and in the rest, in each of its groups."""
    count = Count()
    count.add(("a", "b"))
    count.add(("b", "c"), 2)
    count.add((None,))
    assert [count.of(group) for group in ("a", "b", "c", "d", None)] == [1, 3, 2, 0, 1]
    assert count.whole == 4
    assert (count.rest(("a",)), count.rest(("a", None)), count.rest(("b", "c"))) == (4, 3, 2)


def test_a_count_says_why_a_number_is_not_known():
    """Of some groups, of all but some, and of the whole."""
    gap, other = Gap("rejected_row"), Gap("to_come")
    count = Count()
    count.add(("a",))
    count.doubt(Where(frozenset({"a"})), gap, whole=False)
    assert (count.of("a"), count.of("b"), count.whole) == (gap, 0, 1)
    assert (count.rest(("b",)), count.rest(("a",)), count.is_open) == (gap, 0, False)
    count.doubt(Where(frozenset({"b"}), all_but=True), other)
    assert (count.of("a"), count.of("b"), count.of("c"), count.whole) == (gap, 0, other, other)
    assert count.rest(("a",)) == other
    assert (count.groups, count.is_open, ANYWHERE.holds(None)) == ({"a"}, True, True)
