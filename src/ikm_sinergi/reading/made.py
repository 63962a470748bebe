"""Ids for records that offices keep without any: made the same way each time.

An id is made of folded parts only, so that the lists of two years meet in it: what can be read of
it is for people, and a short hash of the parts, case and spelling apart, tells it from others.
"""

import re
import unicodedata
from collections.abc import Iterable
from hashlib import blake2b

from ikm_sinergi.domain.fields import LONGEST_ID
from ikm_sinergi.domain.identifiers import hidden
from ikm_sinergi.domain.names import fold
from ikm_sinergi.reference.places import regencies

__all__ = ["grant_id", "participant_id", "program_id"]

_HASH_BYTES = 4


def participant_id(name: str, regency: str | None, *marks: str) -> str:
    """Return the id of an IKM; `marks` tell apart those that share a name and a regency.

    >>> participant_id("U.D. Batik Wajo", "73.13") == participant_id('UD "BATIK" WAJO', "73.13")
    True
    """
    folded = fold(name)
    return _made((folded, *_short(regency)), "participant", folded, regency or "", *marks)


def program_id(kind: str, year: int | None, places: Iterable[str], title: str) -> str:
    """Return the id of a program, whatever its title's case and blanks are.

    >>> program_id("mentoring", 2021, ["73.13"], "Pendampingan Tenun")
    '2021-mentoring-wajo-pendampingantenun-76626fa6'
    """
    codes = sorted(places)
    place = _short(codes[0]) if len(codes) == 1 else ()
    when = "" if year is None else str(year)
    folded = fold(title)
    return _made((when, kind, *place, folded), "program", kind, when, *codes, folded)


def grant_id(program: str, participant: str, item: str) -> str:
    """Return the id of what a participant was given in a program."""
    folded = fold(item)
    return _made((folded, participant), "grant", program, participant, folded)


def _short(code: str | None) -> tuple[str, ...]:
    regency = None if code is None else regencies().get(code)
    return () if code is None else (code if regency is None else regency.short_name,)


def _made(words: Iterable[str], *parts: str) -> str:
    """Return the words as one, as far as they fit, and a hash of the parts.

    What looks like a NIK in a name is not to be read in its id.
    """
    mark = blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=_HASH_BYTES)
    plain = (
        unicodedata.normalize("NFKD", hidden(" ".join(words))).encode("ascii", "ignore").decode()
    )
    slug = re.sub("[^a-z0-9]+", "-", plain.casefold()).strip("-")
    end = f"-{mark.hexdigest()}"
    return f"{slug[: LONGEST_ID - len(end)].rstrip('-')}{end}".lstrip("-")
