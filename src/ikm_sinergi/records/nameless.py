"""What stays of the owners of participants where their data are left out.

That a NIK could be nobody's, and that owners of one id contradict: neither a value nor its hash.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from attrs import evolve

from ikm_sinergi.domain.entities import Owner, Participant
from ikm_sinergi.domain.identifiers import MALFORMED, is_nik_of_a_person
from ikm_sinergi.records.contents import differing, read_field
from ikm_sinergi.records.faults import Fault


def left_of_owners(
    participants: Iterable[Participant], contested: AbstractSet[str]
) -> Mapping[int, Owner]:
    """Return what is left of the owners of whom something is, by `id()` of the participant.

    `contested` are the ids whose contents contradict.
    """
    found: dict[int, Owner] = {}
    rows: defaultdict[str, list[Participant]] = defaultdict(list)
    for one in participants:
        if one.id in contested:
            rows[one.id].append(one)
        nik = read_field(one, "owner.nik")
        if nik is not None and not is_nik_of_a_person(nik):
            found[id(one)] = Owner(nik=MALFORMED)
    for same in rows.values():
        _tell_apart(same, found)
    return found


def _tell_apart(rows: Sequence[Participant], found: dict[int, Owner]) -> None:
    """Number the owners of one id if they contradict.

    Where only some of their NIK are malformed, none is known to be so: blanks of the others would
    be filled with it.
    """
    fields = [field for field in differing(rows) if field.startswith("owner.")]
    niks = [read_field(one, "owner.nik") for one in rows]
    mixed = any(nik is not None and is_nik_of_a_person(nik) for nik in niks) or (
        "owner.nik" in fields and None in niks
    )
    numbers: dict[tuple[str | None, ...], int] = {}
    for one in rows if fields else ():
        values = tuple(read_field(one, field) for field in fields)
        if any(values):
            name = f"(owner {numbers.setdefault(values, len(numbers) + 1)})"
            known = Owner() if mixed else found.get(id(one), Owner())
            found[id(one)] = evolve(known, name=name)


def impersonal(fault: Fault) -> Fault:
    """Return a fault that shows nothing of an owner."""
    personal = fault.field is not None and fault.field.partition(".")[0] == "owner"
    return evolve(fault, shown=None, readings=()) if personal else fault
