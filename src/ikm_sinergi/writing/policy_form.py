"""The policy file of a province, to fill in: no fact in it that nobody decided.

What people have to decide is marked, so that it is no policy yet.
"""

from collections.abc import Iterator
from importlib import resources
from string import Template
from textwrap import wrap
from typing import Final

from attrs import asdict

from ikm_sinergi.domain.terms import ProgramKind
from ikm_sinergi.reference.places import Places, Province
from ikm_sinergi.reference.policy import policies
from ikm_sinergi.words.language import Lang
from ikm_sinergi.words.phrases import Phrase

_COMMENT: Final = "#: "
"""Begins a line of the form in whose place the words of a key stand."""

_WIDTH: Final = 98


def policy_to_fill_in(
    province: Province, places: Places, year: int, lang: Lang = "en"
) -> Iterator[str]:
    """Yield the lines of a policy of a province from a fiscal year on, to fill in."""
    form = resources.files("ikm_sinergi").joinpath("data", "policy_form.toml").read_text("utf-8")
    own = places.of_province(province.code)
    values = {
        "name": province.name,
        "year": str(year),
        "kinds": ", ".join(ProgramKind),
        "example": own[0].code,
        "id": f"{'-'.join(province.name.casefold().split())}-{year}",
        "code": province.code,
        "regencies": "\n".join(f"# {regency.code} {regency.name}" for regency in own),
        **{key: f"{limit:_}" for key, limit in asdict(policies()[0].size).items()},
    }
    for line in form.splitlines():
        if line.startswith(_COMMENT):
            key = line.removeprefix(_COMMENT)
            said = Phrase(f"policy_form.{key}", values).say(lang)
            yield from (f"# {part}\n" for part in wrap(said, _WIDTH))
        else:
            yield f"{Template(line).substitute(values)}\n"
