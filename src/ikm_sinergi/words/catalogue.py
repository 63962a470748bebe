"""Every sentence and label by its key, in each language: `data/words/` has a file for each.

A key is the path to the sentence in the file, without the section at its head: `not_day` stands
in `[reasons]`, `terms.training` in `[labels.terms]`. `says` is the sentence of its table itself,
so that `[causes.open_step]` holds `open_step` and `open_step.remedy`. `[rules.IKM201]` may give
the words of a rule in a language that the rule itself does not speak.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that have a file, in order of their letters."""
    names = (file.name for file in _folder().iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def words(lang: str) -> Mapping[str, str]:
    """Return everything that is said in a language, by its key."""
    text = _folder().joinpath(f"{lang}.toml").read_text(encoding="utf-8")
    return MappingProxyType(sentences_in(text))


def sentences_in(text: str) -> dict[str, str]:
    """Return the sentences of the text of a file by key; raises `ValueError` for a key twice."""
    import tomllib  # noqa: PLC0415  # wanted only once something is said

    found: dict[str, str] = {}
    for section, part in tomllib.loads(text).items():
        for key, sentence in flattened(part):
            if key in found:
                raise ValueError(f"the key {key} of [{section}] stands in another section too")
            found[key] = sentence
    return found


def flattened(part: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield the sentences of a section, each with its key."""
    for name, value in part.items():
        here = path if name == "says" else (*path, name)
        if isinstance(value, str):
            yield ".".join(here), value
        else:
            yield from flattened(value, here)


def _folder() -> "Traversable":
    from importlib import resources  # noqa: PLC0415  # importing the library reads no file

    return resources.files("ikm_sinergi") / "data" / "words"
