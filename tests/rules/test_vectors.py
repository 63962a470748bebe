"""Every case in vectors/ comes to the same through the API, a JSON file and the command line."""

import json

import pytest

import ikm_sinergi as ikm
from ikm_sinergi.writing.report_files import report_as_json
from vectors import ARGUMENTS, FOLDER, cases, plain, records_of, report_of

CASES = cases()


def through_api(case, _folder):
    """Build the records from dicts and check them."""
    return as_json(report_of(records_of(case), case))


def through_file(case, folder):
    """Write the records as JSON, read the file and check what was read."""
    records = ikm.read(written(case, folder), complete=case.get("complete", ()))
    return as_json(report_of(records, case))


def through_command(case, folder):
    """Write the records as JSON and run the program on the file, in this process."""
    from ikm_sinergi.cli import main

    report = folder / "report.json"
    arguments = ["check", str(written(case, folder)), "--format", "json", "--output", str(report)]
    # The program would judge by today: the last day there is changes nothing.
    case = {"as_of": "2100-12-31", **case}
    for name in (*ARGUMENTS, "complete", "policy"):
        values = case.get(name, ())
        for value in values if isinstance(values, list | tuple) else (values,):
            path = FOLDER / str(value)
            option = f"--{name.replace('_', '-')}"
            arguments += [option, str(path if name == "policy" else value)]
    assert main(arguments) in {0, 1, 2}  # 2: all rows were set aside, so nothing was judged
    return json.loads(report.read_text("utf-8"))


def written(case, folder):
    """Write the records of a case as one JSON file."""
    path = folder / "records.json"
    path.write_text(json.dumps(plain(case["records"])), "utf-8")
    return path


def as_json(report):
    """Return the report as those who read its JSON see it."""
    return json.loads("".join(report_as_json(report)))


def is_told(expected, finding):
    """Whether a finding says all that was expected of it; of its values, those that are named."""
    told = {**finding, "values": {**finding["values"]}}
    for name in told["values"].keys() - expected.get("values", told["values"]).keys():
        del told["values"][name]
    return all(told[key] == value for key, value in expected.items())


@pytest.mark.parametrize("through", [through_api, through_file, through_command])
@pytest.mark.parametrize(("code", "case"), CASES)
def test_case(code, case, through, tmp_path):
    """The counts are as expected, and so is every finding that the case names."""
    report = through(case, tmp_path)
    did_not_run = dict.fromkeys(case["expect"], 0)
    tally = next((rule for rule in report["rules"] if rule["code"] == code), did_not_run)
    assert {key: tally[key] for key in case["expect"]} == case["expect"]
    findings = [finding for finding in report["findings"] if finding["code"] == code]
    for expected in plain(case.get("findings", [])):
        told = [finding for finding in findings if is_told(expected, finding)]
        assert told, f"{expected} is not in {findings}"
        findings.remove(told[0])


@pytest.mark.parametrize(("code", "case"), CASES)
def test_case_is_of_its_kind(code, case):
    """What a case is called is what it expects: a boundary finds nothing, and so on."""
    expect = case["expect"]
    assert expect.keys() == {"applicable", "violated", "waived", "undecided"}, code
    wanted = {"finds": "violated", "undecided": "undecided", "waived": "waived"}
    if case["kind"] == "boundary":
        assert not expect["violated"] + expect["waived"] + expect["undecided"]
    else:
        assert expect[wanted[case["kind"]]]
