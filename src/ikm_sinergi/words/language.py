"""The two languages of the library, and a text in both."""

from typing import Literal

from attrs import frozen

from ikm_sinergi.errors import InvalidValueError

__all__ = ["Lang", "Text", "to_lang"]

Lang = Literal["en", "id"]


def to_lang(value: Lang) -> Lang:
    """Return a language as it is; raises `InvalidValueError` if it is neither "en" nor "id"."""
    if value not in ("en", "id"):
        text = f"{value!r} is no language of this library: 'en' is English, 'id' Indonesian"
        raise InvalidValueError("lang", "not_choice", text)
    return value


@frozen
class Text:
    """One text in both languages of the library: English and Indonesian."""

    en: str
    id: str

    def say(self, lang: Lang = "en") -> str:
        """Return the text in `lang`; raises `InvalidValueError` if that is not "en" or "id"."""
        return self.id if to_lang(lang) == "id" else self.en
