"""What a finding says that a name or a value could be."""

import pytest

import ikm_sinergi as ikm
from ikm_sinergi.records.container import Records

PERSON = {"id": "P-1", "name": "IKM Contoh"}


def test_the_name_that_csv_has_is_no_hint_for_itself():
    """In JSON the owner is an object of its own."""
    report = ikm.check(Records.from_rows({"participants": [{**PERSON, "owner_name": "A"}]}))
    [finding] = [one for one in report.findings if one.code == "IKM003"]
    assert finding.values["readings"] == ("owner.name",)


@pytest.mark.parametrize(
    ("text", "readings"),
    [("2021-3-1", ("2021-03-01",)), ("2021-13-1", ()), ("1/3/2021", ("2021-03-01", "2021-01-03"))],
)
def test_a_day_with_its_year_first_has_one_reading(text, readings):
    """Its month comes next; nobody writes it otherwise."""
    program = {"id": "A", "year": 2021, "kind": "training", "title": "T", "starts": text}
    [fault] = Records.from_rows({"programs": [program]}).faults
    assert (fault.reason, fault.readings) == ("not_day", readings)
