import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from attrs import define, field, frozen
from hypothesis import given
from hypothesis import strategies as st

from ikm_sinergi.domain.fields import why_not_whole
from ikm_sinergi.reference.policy_file import did_you_mean, holds, map_of, must, structured
from ikm_sinergi.words.language import Text


class Colour(StrEnum):
    """A made-up vocabulary."""

    RED = "red"


@frozen
class Part:
    """A made-up part of a whole."""

    count: int = field(validator=must(holds(why_not_whole)))
    colour: Colour | None = None


@define
class Whole:
    """A made-up class with every type that a file can hold."""

    name: str
    day: dt.date
    parts: tuple[Part, ...] = ()
    by_name: Mapping[str, Part] = field(factory=dict)


def told(raw, cls):
    """What is built, and the problems as people read them."""
    built, problems = structured(raw, cls)
    return built, tuple(map(str, problems))


JUNK = st.recursive(
    st.sampled_from([None, True, 0, 1.5, "", "red", dt.date(2021, 1, 1), dt.time(1)]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "count", "colour", "b"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def test_exact_values():
    """What is of the right type is built as it stands."""
    raw = {
        "name": "a",
        "day": dt.date(2021, 1, 31),
        "parts": [{"count": 1, "colour": "red"}],
        "by_name": {"b": {"count": 2}},
    }

    assert told(raw, Whole) == (
        Whole("a", dt.date(2021, 1, 31), (Part(1, Colour.RED),), {"b": Part(2)}),
        (),
    )


def test_nothing_is_coerced():
    """A value of another type is refused, even one that Python would take for it."""
    raw = {
        "name": 5,
        "day": dt.datetime(2021, 1, 31),  # noqa: DTZ001  # as TOML gives a local time
        "parts": [{"count": True}, {"count": 1.0}, {"count": "1"}, {"count": -1}, 7],
        "by_name": [],
    }

    assert told(raw, Whole) == (
        None,
        (
            "name: is not a text",
            "day: is not a day: write it without quotes and time, 2021-01-31",
            "parts[1].count: is not a whole number",
            "parts[2].count: is not a whole number",
            "parts[3].count: is not a whole number",
            "parts[4].count: is not a whole number of zero or more",
            "parts[5]: is not a table",
            "by_name: is not a table",
        ),
    )


def test_terms():
    """A term is a key of its vocabulary, written as it is."""
    raw = {"count": 1, "colour": "Red"}

    assert told(raw, Part) == (
        None,
        ("colour: 'Red' is not one of red",),
    )
    assert told({"count": 1, "colour": 1}, Part) == (None, ("colour: 1 is not one of red",))


def test_places_of_keys():
    """A key is named where it is, in the whole or in a part."""
    raw = {"nme": "a", "day": dt.date(2021, 1, 1), "by_name": {"b": {"cuont": 1}}}

    assert set(told(raw, Whole)[1]) == {
        "name: is missing",
        "nme: is not known; did you mean 'name'?",
        "by_name.b.count: is missing",
        "by_name.b.cuont: is not known; did you mean 'count'?",
    }


def test_the_key_of_a_text_is_not_for_files():
    """The catalogue gives it; a title that has one is refused without a hint."""
    raw = {"en": "a", "id": "b", "key": "terms.training"}

    assert told(raw, Text) == (None, ("key: is not known",))
    assert told({"en": "a", "id": "b"}, Text) == (Text("a", "b"), ())


def test_mapping_that_says_something():
    """A mapping may be asked not to be empty."""
    check = map_of(why_not_whole, holds(why_not_whole), some=True)

    assert list(check({})) == ["is empty"]
    assert list(check({1: 2})) == []
    assert list(check({-1: -2})) == [
        "-1 is not a whole number of zero or more",
        "-1: is not a whole number of zero or more",
    ]


def test_hints():
    """A hint is given only where something is near."""
    assert did_you_mean("partner", ["partners", "size"]) == "; did you mean 'partners'?"
    assert did_you_mean("x", ["partners"]) == ""


@given(st.dictionaries(st.sampled_from(["name", "day", "parts", "by_name", "x"]), JUNK))
def test_junk_is_told_not_raised(raw):
    """Whatever a file holds, the answer is a whole or the problems, never a crash."""
    built, problems = told(raw, Whole)

    assert (built is None) is bool(problems)
    assert all(isinstance(problem, str) for problem in problems)
