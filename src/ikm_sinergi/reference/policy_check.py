"""Everything that is wrong with a policy file, each with its line: also what it alone cannot know.

That are the provinces, regencies and areas that there are, and the codes of the rules.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final, cast

from attrs import frozen

from ikm_sinergi.domain.fields import why_not_code, why_not_province
from ikm_sinergi.errors import UnknownProvinceError, UnknownRegencyError
from ikm_sinergi.reference.places import Places, Province
from ikm_sinergi.reference.policy import OPEN, content_of, parsed, understood
from ikm_sinergi.reference.policy_file import Problem, did_you_mean
from ikm_sinergi.reference.policy_lines import line_of, lines_of

Place = tuple[str | int, ...]

_OURS: Final = "IKM"

_LINE: Final = re.compile(r"\(at line ([0-9]+), column [0-9]+\)")


@frozen
class LocatedProblem:
    """What is wrong with a policy file, where ("announced[2].kind"), and in which line."""

    line: int | None
    place: str
    text: str


def policy_problems(
    path: str, places: Places, codes: Collection[str]
) -> tuple[LocatedProblem, ...]:
    """Return every problem of a policy file in the order of its lines; none if it is good.

    `codes` are those of the rules. Raises `ReadError` for a file that cannot be read.
    """
    content = content_of(path)
    raw = parsed(path, content)
    if isinstance(raw, Problem):
        line = _LINE.search(raw.text)
        return (LocatedProblem(int(line[1]) if line else None, "", raw.text),)
    _, wrong = understood(raw)
    lines = lines_of(content.decode("utf-8-sig"))
    found = [
        LocatedProblem(line_of(problem.place, lines), problem.dotted, problem.text)
        for problem in (*wrong, *_unknown(raw, places, codes))
    ]
    return tuple(sorted(found, key=lambda one: (one.line or 0, one.place)))


def _unknown(raw: Mapping[str, Any], places: Places, codes: Collection[str]) -> Iterator[Problem]:
    """Yield what a policy names that there is not; what is of no right form was told before."""
    named: list[tuple[Place, object]] = [
        *((("off", number), code) for number, code in enumerate(_list(raw.get("off")), 1)),
        *((("severities", code), code) for code in _table(raw.get("severities"))),
    ]
    for place, code in named:
        # One of another form may be a rule of the user's own.
        if type(code) is str and code.startswith(_OURS) and code not in codes:
            yield Problem(place, f"{code!r} is no rule{did_you_mean(code, codes)}")
    if why_not_province(raw.get("province")) is not None:
        return
    try:
        province = places.province(raw["province"])
    except UnknownProvinceError as error:
        yield Problem(("province",), str(error))
        return
    for code in _table(raw.get("potentials")):
        yield from _elsewhere(("potentials", code), code, province, places)
    for number, item in enumerate(_list(raw.get("announced")), 1):
        announced, place = _table(item), ("announced", number)
        yield from _elsewhere((*place, "regency"), announced.get("regency"), province, places)
        yield from _no_area((*place, "area"), announced.get("area"), province, places)


def _list(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else []


def _table(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _elsewhere(place: Place, code: object, province: Province, places: Places) -> Iterator[Problem]:
    if why_not_code(code) is None:
        regency = places.get(str(code))
        if regency is None:
            yield Problem(place, f"no regency has the code {code!r}")
        elif regency.province != province.code:
            yield Problem(place, f"{regency.name} is not in {province.name}")


def _no_area(place: Place, name: object, province: Province, places: Places) -> Iterator[Problem]:
    if type(name) is not str or name == OPEN:
        return
    try:
        area = places.area(name)
    except UnknownRegencyError as error:
        yield Problem(place, str(error))
        return
    if not any(places[code].province == province.code for code in area.members):
        yield Problem(place, f"{area.name} has no regency in {province.name}")
