"""What is said with values in it: keys of the catalogue that become words when somebody reads.

Rules hand out keys with values. A rule's own message and remedy stand with the rule; what
several rules say stands in the catalogue, once.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, cast

from attrs import field, frozen

from ikm_sinergi.words.language import Lang, Text

FIVE_DIGITS: Final = 10_000
"""From here on digits are grouped by three: rupiah and counts are, years are not."""


def spoken(value: object, lang: Lang) -> str:
    """Return one value in words: terms by their label, lists with commas.

    >>> import datetime as dt
    >>> spoken(dt.date(2021, 12, 31), "id"), spoken(1500000, "id"), spoken(1500000, "en")
    ('31 Desember 2021', '1.500.000', '1,500,000')
    """
    if isinstance(value, Text | Phrase):
        return value.say(lang)
    label = getattr(value, "label", None)
    if isinstance(label, Text):
        return label.say(lang)
    if isinstance(value, tuple | frozenset):
        items = cast("Iterable[object]", value)
        said = ", ".join(spoken(item, lang) for item in items)
        return said or Text.of("nobody").say(lang)
    if isinstance(value, dt.date):
        return _day(value, lang)
    if type(value) is int and abs(value) >= FIVE_DIGITS:
        return f"{value:,}".replace(",", Text.of("thousands").say(lang))
    return str(value)


def _day(day: dt.date, lang: Lang) -> str:
    name = Text.of("months").say(lang).split()[day.month - 1]
    form = Text.of("day").say(lang)
    return form.format(year=day.year, month=day.month, day=day.day, name=name)


def plain(value: Any) -> Any:
    """Return a value of a rule as JSON holds it in every language; words stand there in both."""
    if isinstance(value, Mapping):
        items = cast("Mapping[str, Any]", value)
        return {key: plain(item) for key, item in items.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in cast("Sequence[Any]", value)]
    if isinstance(value, Text | Phrase):
        return {"en": value.say("en"), "id": value.say("id")}
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def printable(text: str) -> str:
    r"""Return text that can do nothing to a terminal: what cannot be seen is written out.

    >>> printable("Wajo\x1b[2J")
    'Wajo\\x1b[2J'
    """
    if text.isprintable():
        return text
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in text
    )


def put(template: Text, values: Mapping[str, object], lang: Lang) -> str:
    """Return a template in `lang` with its values put in."""
    said = {key: _put(key, value, lang) for key, value in values.items()}
    return template.say(lang).format_map(said)


ONE_OF: Final = frozenset({"kind", "kinds", "approvers"})
"""The values of a sentence of which one is enough, where they are several."""


def _put(key: str, value: object, lang: Lang) -> str:
    """Return one value as it is said inside a sentence."""
    if key not in ONE_OF or type(value) is not tuple:
        return spoken(value, lang)
    several = [spoken(item, lang) for item in cast("tuple[object, ...]", value)]
    if len(several) <= 1:
        return several[0] if several else spoken((), lang)
    *items, last = several
    form = Text.of("either" if len(items) == 1 else "any_of").say(lang)
    return form.format(items=", ".join(items), last=last)


@frozen
class Phrase:
    """A key of the catalogue and the values it speaks of."""

    key: str
    values: Mapping[str, object] = field(factory=dict[str, object])

    def say(self, lang: Lang = "en") -> str:
        """Return the phrase in words."""
        return put(Text.of(self.key), self.values, lang)
