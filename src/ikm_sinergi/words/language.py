"""The languages of the library, and a text in them."""

from functools import cache
from typing import Self

from attrs import evolve, field, frozen

from ikm_sinergi.errors import InvalidValueError
from ikm_sinergi.words.catalogue import languages, words

Lang = str
"""The letters of a language that has a file in `data/words/`: "en" and "id" are there."""


def to_lang(value: Lang) -> Lang:
    """Return a language as it is; raises `InvalidValueError` if it has no file of words."""
    if value not in languages():
        known = ", ".join(map(repr, languages()))
        text = f"{value!r} is no language of this library, which speaks {known}"
        raise InvalidValueError("lang", "not_choice", text)
    return value


@frozen
class Text:
    """One text in English and Indonesian.

    A text of the catalogue, and a rule's, has a `key`, by which other languages are looked up.
    """

    en: str
    id: str
    key: str = field(default="", init=False, eq=False, repr=False)

    @staticmethod
    def of(key: str) -> "Text":
        """Return what the catalogue holds under a key."""
        return _of(key)

    def named(self, key: str) -> Self:
        """Return the text with the key under which other languages may hold it."""
        text = evolve(self)
        object.__setattr__(text, "key", key)
        return text

    def say(self, lang: Lang = "en") -> str:
        """Return the text in `lang`, in English where the language lacks it.

        Raises `InvalidValueError` if the library does not speak that language.
        """
        if lang == "en":
            return self.en
        if lang == "id":
            return self.id
        return words(to_lang(lang)).get(self.key, self.en)

    @property
    def every(self) -> tuple[str, ...]:
        """The text in each language there is."""
        return tuple(self.say(lang) for lang in languages())


@cache  # terms and causes are said of many records
def _of(key: str) -> Text:
    return Text(words("en")[key], words("id")[key]).named(key)
