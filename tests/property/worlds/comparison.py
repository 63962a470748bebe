"""What the library says of a record set, held against what it says of a completion.

Two answers are unsound:

- an *accusation*: violated here, and some completion finds nothing, or a dispensation covers it
  there; likewise waived here, and not waived there;
- a *pass*: neither violated nor undecided here, and found in a *reading*, a completion that only
  gives unreadable, rejected and contested fields a value.

What is judged: the records, or a reading of a subject's own unreadable, rejected or
contested fields, make a subject; "no other gap makes a subject or an accusation where the records
as they stand show none". So lost, unheld and coming rows, aliases, open steps and unsettled kinds
can only excuse: a completion with any of these is never held against a pass, however many it
finds. From outside, passed and not applicable look the same, and need no telling apart: if a
reading is found wanting, the subject was applicable by that reading, and should have been
undecided here. Not applicable in a completion counts as not found. If the field so read is not
the subject's own (another program's kind makes an IKM left behind) the design leaves open whether
it is judged; such passes are reported as `foreign` and do not count as unsound.

Undecided in a completion says nothing: the completion left a gap open on purpose, or the library
sees one that is none. Subjects are compared before roll-up. Rules about the records themselves
are compared in readings only.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

import ikm_sinergi as ikm

from .completions import World
from .draws import JUDGED, SCOPE, policy
from .record_sets import KEYS, RecordSet, Row

THEMSELVES: Final = frozenset(f"IKM{code}" for code in (105, 108, 110, 112, 113, 703, 705, 801))
"""Rules about the records themselves: only readings bear on them."""
NEVER: Final = frozenset({"IKM101", "IKM701", "IKM702"})
"""101 is about the gap; 701 and 702 are about other answers, and are compared in readings only."""
PEOPLE: Final = ("participant", "recipient")
DATED: Final = frozenset({"participants", "regencies", "announcements", "years"})
"""Subjects of these are of a year as well."""

Key = tuple[str, tuple[tuple[str, Any], ...]]
"""A code and a subject."""

ORDER: Final = ("violated", "waived", "undecided")


@attrs.frozen
class Answer:
    """What a rule came to about a subject, and the cause where it cannot know."""

    outcome: str
    cause: str = ""


@attrs.frozen
class Unsound:
    """An answer that a completion contradicts."""

    kind: str
    code: str
    key: Key
    acts: tuple[str, ...]
    there: str


def answers(
    given: RecordSet, codes: Iterable[str] = ()
) -> tuple[dict[Key, Answer], dict[str, int]]:
    """Return the outcome of every subject that the library names, and how many it judged by rule.

    `codes` are the rules to ask; none are all.
    """
    report = ikm.check(
        given.records(),
        year=JUDGED,
        scope=SCOPE,
        policies=policy(given.policy),
        as_of=given.as_of,
        select=sorted(codes) or None,
        ignore="IKM0",
        roll_up=False,
    )
    found: dict[Key, Answer] = {}
    for finding in report.findings:
        if finding.code.startswith("IKM0"):
            continue  # what could not be read is told whatever is ignored
        key = _key(finding.code, finding.subject or {}, finding.year)
        outcome = str(finding.outcome)
        known = found.get(key)
        if known is None or ORDER.index(outcome) < ORDER.index(known.outcome):
            found[key] = Answer(outcome, _cause(finding))
    return found, {
        code: tally.applicable
        for code, tally in report.rules.items()
        if not code.startswith("IKM0")
    }


def _key(code: str, subject: Mapping[str, Any], year: int | None) -> Key:
    items = dict(subject)
    if items.get("table") in DATED:
        items["year"] = year
    return code, tuple(sorted((name, str(value)) for name, value in items.items()))


def _cause(finding: ikm.Finding) -> str:
    return finding.about.why.cause if isinstance(finding.about, ikm.Doubt) else ""


def asked(here: Mapping[Key, Answer], world: World) -> frozenset[str]:
    """Return the rules whose answers a completion may contradict; none are all."""
    if world.reading:
        return frozenset()
    codes = {key[0] for key, answer in here.items() if answer.outcome != "undecided"}
    return frozenset(one for one in codes - THEMSELVES - NEVER if world.compares(one))


def moved(key: Key, world: World) -> Key:
    """Return the key of a subject in a completion, where its IKM may bear another id."""
    if not world.ids:
        return key
    code, items = key
    table = dict(items).get("table")
    names = (*PEOPLE, "id") if table == "participants" else PEOPLE
    return code, tuple(
        (name, world.ids.get(value, value) if name in names else value) for name, value in items
    )


def is_aside(key: Key, world: World) -> bool:
    """Whether a subject cannot be compared in a completion."""
    code = key[0]
    if not world.compares(code):
        return True
    if not world.reading and code in (THEMSELVES | NEVER):
        return True
    return is_withdrawn(key, world)


def is_withdrawn(key: Key, world: World) -> bool:
    """Whether a subject was withdrawn only to say that a step was not completed."""
    subject = dict(key[1])
    return (subject.get("participant"), subject.get("program")) in world.aside


def compare(  # noqa: C901  # what is contradicted here, and what there
    here: Mapping[Key, Answer], there: Mapping[Key, Answer], world: World, given: RecordSet
) -> Iterable[Unsound]:
    """Yield the answers that a completion contradicts."""
    for key, answer in here.items():
        if answer.outcome == "undecided" or key[0] in _loose(given):
            continue
        at = moved(key, world)
        if is_aside(at, world):
            continue
        found = there.get(at)
        if found is None or (found.outcome not in {"undecided", answer.outcome}):
            if found is not None and given.as_of is not None:
                continue  # a later day may bring a dispensation into force
            outcome = "nothing" if found is None else found.outcome
            yield Unsound(f"{answer.outcome} here", key[0], key, world.acts, outcome)
    if not world.reading:
        return
    on_record = _ids(given)
    for key, answer in there.items():
        if answer.outcome == "undecided" or is_aside(key, world):
            continue
        if key in here or _without_regency(key) in here:
            continue
        if key[0] in NEVER or not _on_record(key, on_record):
            continue
        kind = "passed here" if _own(key, given) else "foreign pass"
        yield Unsound(kind, key[0], key, world.acts, answer.outcome)


def _loose(given: RecordSet) -> frozenset[str]:
    """Return the rules whose findings say no more than that something is amiss.

    In CSV a NIB without its zeros is a text, which is malformed.
    """
    damaged = any("nib" in row.bad for row in given.rows)
    return frozenset({"IKM101", "IKM112"} if damaged else {"IKM101"})


def _without_regency(key: Key) -> Key:
    """Return the key of a program whose regencies are not known, for a rule of each regency."""
    return key[0], tuple(item for item in key[1] if item[0] != "regency")


def _ids(given: RecordSet) -> dict[str, set[str]]:
    """Return the keys of the rows that are on record, by table."""
    found: dict[str, set[str]] = {}
    for row in given.rows:
        if not row.rejected:
            found.setdefault(row.table, set()).add(
                _named_by(dict(zip(KEYS[row.table], row.key, strict=True)))
            )
    return found


def _named_by(key: Mapping[str, Any]) -> str:
    return "|".join(f"{name} {value}" for name, value in sorted(key.items()))


def _on_record(key: Key, on_record: Mapping[str, set[str]]) -> bool:
    """Whether the subject is one of the originals."""
    subject = dict(key[1])
    table = subject["table"]
    if table not in KEYS:
        return True
    key = {name: subject.get(name) for name in KEYS[table]}
    return _named_by(key) in on_record.get(table, set())


def _own(key: Key, given: RecordSet) -> bool:
    """Whether every gap that a reading closes is in a field of a subject's own.

    Its own are the rows that name it, or its IKM if it has one, and those that these name.
    """
    subject = dict(key[1])
    if "id" not in subject and "participant" not in subject and "program" not in subject:
        return True
    ids = {subject[name] for name in ("participant", "recipient") if name in subject}
    ids = ids or {subject[name] for name in ("id", "program") if name in subject}
    named = set(subject.values())
    about = {row.table for row in given.rows} - ({"grants"} if _is_of_people(subject) else set())
    for row in given.of(*about):
        if ids & {row.get(name) for name in NAMING}:
            named |= {row.get(name) for name in NAMING}
    return all(
        row.get("id") in named if row.get("id") is not None else ids & {*_named(row)}
        for row in gapped(given)
    )


def _is_of_people(subject: Mapping[str, Any]) -> bool:
    return subject["table"] in {"participants", "participations"}


NAMING: Final = ("id", "participant", "program", "recipient")


def _named(row: Row) -> Iterable[str]:
    return [row.values[name] for name in NAMING if row.values.get(name) is not None]


def gapped(given: RecordSet) -> list[Row]:
    """Return the rows that readings differ in."""
    seen: dict[tuple[Any, ...], Row] = {}
    rows: list[Row] = []
    for row in given.rows:
        twin = seen.setdefault((row.table, *row.key), row)
        if row.bad or row.rejected or (twin is not row and twin.values != row.values):
            rows.append(row)
    return rows
