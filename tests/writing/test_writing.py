"""Records are written so that they read back as they were; reports for people and for programs."""

import datetime as dt
import json
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings

import ikm_sinergi as ikm
from ikm_sinergi import strategies
from ikm_sinergi.domain.entities import Owner, Participant, Participation, Program
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.domain.terms import ProgramKind
from ikm_sinergi.errors import InvalidValueError, WriteError
from ikm_sinergi.judgement import Doubt, Evidence, Subject, Violation, Why
from ikm_sinergi.reading import grids_of
from ikm_sinergi.records.container import Records
from ikm_sinergi.words.language import Text
from ikm_sinergi.words.phrases import Phrase, printable
from ikm_sinergi.writing.report_files import report_as_json
from ikm_sinergi.writing.report_text import report_as_text

WAJO = Path(__file__).resolve().parents[2] / "examples" / "wajo-continuity"

PEOPLE = Records(
    programs=[
        Program(
            id="2021-wajo",
            year=2021,
            kind=ProgramKind.MENTORING,
            title="=Pendampingan",
            partners=(),
            regencies=("73.13", "73.12"),
            starts=dt.date(2021, 3, 1),
        )
    ],
    participants=[
        Participant(id="P-1", name="IKM Contoh", owner=Owner(nik="7306010101800001")),
        Participant(id="P-2", name="IKM Contoh Dua", workers=0),
    ],
    participations=[],
)

PROGRAM = {
    "id": "2021-wajo",
    "year": 2021,
    "kind": "mentoring",
    "title": "=Pendampingan",
    "partners": [],
    "regencies": ["73.13", "73.12"],
    "starts": "2021-03-01",
}


# --- records as files ----------------------------------------------------------------------


def as_read(records, *, owners):
    """The tables as they come back: owners only if asked for, and only if something is stated."""
    kept = records if owners else records.without_owners()
    tables = {name: kept.table(name) for name in TABLES if name in records.given}
    if "participants" in tables:
        tables["participants"] = [
            evolve(one, owner=None if one.owner == Owner() else one.owner)
            for one in tables["participants"]
        ]
    return Records(**tables)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder for files that are written again and again."""
    return tmp_path_factory.mktemp("written")


@pytest.mark.parametrize("owners", [True, False])
@pytest.mark.parametrize("name", ["records.json", "records.jsonl"])
@settings(max_examples=25)
@given(records=strategies.records())
def test_json_reads_back_as_it_was(folder, name, owners, records):
    """Whatever stands in the records; tables without rows too."""
    ikm.write(records, folder / name, owners=owners)
    expected = as_read(records, owners=owners)
    if expected.given or name == "records.json":
        again = ikm.read(folder / name)
        assert [again.table(one) for one in TABLES] == [expected.table(one) for one in TABLES]
        assert (again.given, again.faults) == (expected.given, ())
        assert again.same_owner == records.same_owner


@settings(max_examples=25)
@given(records=strategies.records())
def test_csv_reads_back_as_it_was(folder, records):
    """Formulas and empty lists too; an id with a semicolon has no place in a list."""
    here = folder / "csv"
    for old in here.glob("*.csv"):
        old.unlink()
    try:
        ikm.write(records, here, owners=True)
    except WriteError:
        lists = [(one.partners or ()) for one in records.programs]
        lists += [one.formerly for one in records.agencies]
        assert any(";" in item for items in lists for item in items)
        return
    if records.given:
        assert ikm.read(here) == as_read(records, owners=True)


def test_json_is_one_record_a_line(tmp_path):
    """It is valid, and versions of it can be compared line by line."""
    ikm.write(PEOPLE, tmp_path / "records.json")
    assert (tmp_path / "records.json").read_text("utf-8").splitlines() == [
        "{",
        '"schema_version": 1,',
        '"programs": [',
        json.dumps(PROGRAM),
        "],",
        '"participants": [',
        '{"id": "P-1", "name": "IKM Contoh"},',
        '{"id": "P-2", "name": "IKM Contoh Dua", "workers": 0}',
        "],",
        '"participations": []',
        "}",
    ]


def test_jsonl_names_the_table_on_every_line(tmp_path):
    """Owners are an object of their own, if they are asked for."""
    ikm.write(PEOPLE, tmp_path / "records.jsonl", owners=True)
    text = (tmp_path / "records.jsonl").read_text("utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    tables = ["programs", "participants", "participants"]
    assert [line["table"] for line in lines][:3] == tables
    assert all(line.keys() == {"table"} for line in lines[3:])  # tables without rows
    assert lines[1]["owner"] == {"nik": "7306010101800001"}


def test_csv_has_the_headers_of_its_table(tmp_path):
    """A formula is no formula, and the list without items differs from none."""
    ikm.write(PEOPLE, tmp_path / "new" / "folder")
    files = {path.name: path.read_bytes() for path in (tmp_path / "new" / "folder").iterdir()}
    assert set(files) == {"programs.csv", "participants.csv", "participations.csv"}
    assert files["programs.csv"].decode("utf-8").splitlines() == [
        ",".join(TABLES["programs"].headers),
        "2021-wajo,2021,mentoring,'=Pendampingan,,;,73.13;73.12,,2021-03-01,,,,",
    ]
    assert b"owner" not in files["participants.csv"]
    assert b"\r\n" in files["participations.csv"]


def test_owners_are_written_to_csv_if_they_are_asked_for(tmp_path):
    """In two columns of their own."""
    ikm.write(PEOPLE, tmp_path, owners=True)
    text = (tmp_path / "participants.csv").read_text("utf-8")
    assert "owner_name,owner_nik" in text
    assert "7306010101800001" in text


@pytest.mark.parametrize("text", ["=1+1", "+62", "-5", "@x", "\tx", "\rx", "'=x", "''-x"])
def test_what_a_spreadsheet_would_evaluate_gets_an_apostrophe(tmp_path, text):
    """And loses it again when it is read."""
    records = Records(participants=[Participant(id="P-1", name=text)])
    ikm.write(records, tmp_path)
    assert f"'{text}" in (tmp_path / "participants.csv").read_bytes().decode()
    assert ikm.read(tmp_path) == records


def test_other_texts_stay_as_they_are(tmp_path):
    """An apostrophe alone is part of a name."""
    records = Records(participants=[Participant(id="'x", name="'2021 a=b-c@d")])
    ikm.write(records, tmp_path)
    assert "'x,'2021 a=b-c@d," in (tmp_path / "participants.csv").read_text("utf-8")
    assert ikm.read(tmp_path) == records


def test_a_list_with_a_semicolon_in_an_item_cannot_be_csv(tmp_path):
    """Nothing of that table is written; JSON takes it."""
    records = Records(programs=[evolve(PEOPLE.programs[0], partners=("a;b",))])
    with pytest.raises(WriteError, match="programs partners: 'a;b' holds a semicolon") as caught:
        ikm.write(records, tmp_path)
    assert caught.value.subject == "programs partners"
    assert list(tmp_path.iterdir()) == []
    ikm.write(records, tmp_path / "a.json")
    assert ikm.read(tmp_path / "a.json") == records


def test_a_folder_with_another_table_is_not_written_into(tmp_path):
    """It would be read with the rest, and belong to other records."""
    (tmp_path / "sales.csv").write_text("program\n", "utf-8")
    with pytest.raises(WriteError, match=r"holds sales\.csv"):
        ikm.write(PEOPLE, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["sales.csv"]


def test_a_path_of_another_form_is_refused(tmp_path):
    """The error names the forms."""
    with pytest.raises(WriteError, match=r"neither a folder nor a \.json, \.jsonl or \.xlsx file"):
        ikm.write(PEOPLE, tmp_path / "records.txt")
    (tmp_path / "folder.json").mkdir()
    ikm.write(PEOPLE, tmp_path / "folder.json")
    assert (tmp_path / "folder.json" / "programs.csv").exists()


def test_records_are_written_as_a_workbook_too(tmp_path):
    """By the suffix of the path, and read back as they were."""
    ikm.write(PEOPLE, tmp_path / "records.XLSX")
    read = ikm.read(tmp_path / "records.XLSX")
    assert (read.programs, read.faults) == (PEOPLE.programs, ())
    (tmp_path / "folder.xlsx").mkdir()
    ikm.write(PEOPLE, tmp_path / "folder.xlsx")
    assert (tmp_path / "folder.xlsx" / "programs.csv").exists()


def test_what_the_system_refuses_to_write_is_an_error_of_ours(tmp_path):
    """It names the file, and leaves nothing behind."""
    with pytest.raises(WriteError, match=r"no/records\.json: cannot be written: No such file"):
        ikm.write(PEOPLE, tmp_path / "no" / "records.json")
    assert list(tmp_path.iterdir()) == []


def test_records_of_a_table_that_is_not_whole_are_written(tmp_path):
    """What was read is not lost because another file could not be."""
    (tmp_path / "participants.csv").write_text("id,name\nP-1,A\n", "utf-8")
    records = ikm.read([tmp_path / "participants.csv", tmp_path / "no"], on_error=lambda _: None)
    assert records.given == frozenset()
    ikm.write(records, tmp_path / "all.json")
    assert len(ikm.read(tmp_path / "all.json").participants) == 1


# --- reports -------------------------------------------------------------------------------


@ikm.rule(
    "OWN001",
    "error",
    message=Text("{title} is odd ({odd})", "{title} ganjil ({odd})"),
    remedy=Text("Look at {title}, then at {odd}.", "Periksa {title}, lalu {odd}."),
    sources=("S1",),
)
def odd_program(records, _context):
    """A program that this test does not like."""
    for number, program in enumerate(records.programs):
        values = {
            "title": program.title,
            "odd": Text("one", "satu"),
            "day": dt.date(2021, 3, 1),
            "kinds": (program.kind,),
            "map": {"a": 1},
            "phrase": Phrase("match_nib"),
            "none": None,
            "set": frozenset({1}),
        }
        evidence = (Evidence(program, Phrase("match_nib")), Evidence(None, Phrase("match_name")))
        yield Violation(
            Subject(program, field="title"), 2021, values, evidence if number == 0 else ()
        )
    return len(records.programs)


@ikm.rule("OWN002", "note", message="a sale without a retailer")
def nameless_sale(records, _context):
    """Undecided for every sale; nothing to do is told for the first."""
    for sale in records.sales:
        yield Doubt(Why("table_not_given", {"table": "retailers"}), sale, 2021)
    return len(records.sales)


@ikm.rule("OWN003", "warning", message="{regency} is far", remedy="Go to {regency} in {year}.")
def far_regency(_records, _context):
    """Found for as many regencies as there are programs."""
    for code in ("73.01", "73.02", "73.03", "73.04", "73.05", "73.06", "73.07"):
        values = {"regency": code, "year": 2021}
        yield Violation(Subject("regencies", {"regency": code}), 2021, values)
    return 7


@ikm.rule("OWN004", "warning", message="{program}")
def odd(records, _context):
    """Undecided for each program by a cause with values of its own."""
    for program in records.programs:
        yield Doubt(Why("not_stated", {"field": program.title}), program, 2021)
    return len(records.programs)


def report(*rules, tables=None, **options):
    """The report of these rules about records of two programs and some sales."""
    rows = {
        "programs": [
            {"id": f"2021-{title[0]}", "year": 2021, "kind": "training", "title": title}
            for title in ("b\x1b", "a")
        ],
        "sales": [{"program": "2021-a", "retailer": f"R-{number}"} for number in range(7)],
    }
    rows = rows if tables is None else tables
    return ikm.check(Records.from_rows(rows), rules=rules, **options)


def text_of(found, lang="en", **options):
    """The lines of a report as text."""
    return "".join(report_as_text(found, lang, **options)).splitlines()


def test_a_finding_is_a_line_with_its_place_and_what_to_do_below():
    """Evidence under its finding, the remedy once under all of them, with what differs listed."""
    assert text_of(report(odd_program)) == [
        "Records: programs 2, sales 7",
        "Judged: 2021, by sulsel-2021",
        "",
        "/programs/1/title: OWN001 error: a is odd (one)",
        "/programs/0/title: OWN001 error: b\\x1b is odd (one)",
        "    - NIB (programs 2021-b)",
        "    - name and regency",
        "  To do: Look at a, b\\x1b, then at one.",
        "",
        "2 errors, 0 warnings, 0 notes (0 not decided)",
    ]


def test_the_words_are_indonesian_where_they_are_asked_for():
    """Codes, ids and order are the same."""
    assert text_of(report(odd_program, year=2021, as_of=dt.date(2021, 12, 31)), "id") == [
        "Data: program 2, penjualan 7",
        "Dinilai: tahun 2021, menurut kebijakan sulsel-2021 per tanggal 31 Desember 2021",
        "",
        "/programs/1/title: OWN001 kesalahan: a ganjil (satu)",
        "/programs/0/title: OWN001 kesalahan: b\\x1b ganjil (satu)",
        "    - NIB (programs 2021-b)",
        "    - nama dan kabupaten/kota",
        "  Saran perbaikan: Periksa a, b\\x1b, lalu satu.",
        "",
        "2 kesalahan, 0 peringatan, 0 catatan (0 belum dapat diputuskan)",
    ]


def test_what_could_not_be_decided_stands_apart():
    """Subjects with one cause are one line that names five of them."""
    lines = text_of(report(nameless_sale, odd))
    retailers = "; ".join(f"sales 2021-a, R-{number}" for number in range(5))
    assert lines[3:] == [
        "Could not be decided:",
        "",
        "OWN002 nameless-sale (7): the table retailers was not given",
        f"    among them: {retailers}",
        "  To do: Give the table retailers, even if it is empty.",
        "",
        "/programs/1: OWN004 odd (programs 2021-a): it needs a, which is not stated",
        "/programs/0: OWN004 odd (programs 2021-b): it needs b\\x1b, which is not stated",
        "  To do: Fill in a, b\\x1b.",
        "",
        "OK (9 not decided)",
    ]


def test_few_undecided_subjects_are_all_named():
    """Then the line says namely."""
    tables = {"sales": [{"program": "2021-a"}, {"program": "2021-b"}]}
    lines = text_of(report(nameless_sale, tables=tables), "id")
    assert "    yaitu: sales 2021-a; sales 2021-b" in lines
    assert lines[1] == "Tidak ada tahun yang dinilai: hanya bentuk data yang diperiksa"


def test_a_remedy_for_many_names_some():
    """A rule without a remedy has none to show."""
    lines = text_of(report(far_regency, year=2021))
    assert lines[-3] == "  To do: Go to 73.01, 73.02, 73.03, 73.04, 73.05 and 2 more in 2021."
    assert lines[-1] == "0 errors, 7 warnings, 0 notes (0 not decided)"


def test_a_waived_finding_is_shown_with_its_dispensation():
    """Who approved it, why, and until when; nothing is to be done."""
    folder = Path(__file__).resolve().parents[2] / "examples" / "wajo-continuity"
    found = ikm.check(ikm.read(folder), year=2021, select=["IKM201"], ignore=["IKM7"])
    lines = text_of(found)
    at = lines.index("Waived by a dispensation:")
    assert "IKM201 waived: W-4 is mentored in 2021" in lines[at + 2]
    assert lines[at + 3].startswith("    D-1: Made up for this example")
    assert lines[at + 3].endswith("(approved by disperin-sulsel, until 2021-12-31)")
    assert lines[at + 4] == ""
    assert lines[-1] == "2 errors, 0 warnings, 0 notes (1 waived, 1 not decided)"


def test_the_end_says_what_was_not_judged():
    """It is OK only if something was looked at."""
    assert text_of(report(odd_program, tables={}))[-1] == "Nothing was judged (0 not decided)"
    assert text_of(report(nameless_sale), unread=2)[-1] == "OK (7 not decided, 2 files not read)"
    assert text_of(report(nameless_sale), unread=1)[-1] == "OK (7 not decided, 1 file not read)"
    assert text_of(report(nameless_sale), "id", unread=1)[-1] == (
        "OK (7 belum dapat diputuskan, 1 berkas tidak terbaca)"
    )
    assert text_of(report(tables={"programs": []}))[0] == "Records: programs 0"
    assert text_of(report(tables={}))[0] == "Records: -"


def test_the_head_says_which_years_and_places_were_judged():
    """And warns of years without a policy, or past its review."""
    lines = text_of(report(odd_program, year=[2019, 2022], scope=["Wajo"]))
    assert lines[1:5] == [
        "Judged: 2022, by sulsel-2021",
        "Plan rules judged for: 73.13",
        "Not judged: 2019, which no policy covers",
        "Take care: the policy was not reviewed for 2022",
    ]


def test_json_holds_the_report_as_the_contract_says():
    """Keys in their order, findings with everything, values the same in every language."""
    found = report(odd_program, year=2021, as_of=dt.date(2021, 12, 31), scope=["73.13"])
    told = json.loads("".join(report_as_json(found, "id")))
    assert {key: value for key, value in told.items() if key != "findings"} == {
        "schema_version": 1,
        "lang": "id",
        "policies": ["sulsel-2021"],
        "years": [2021],
        "uncovered": [],
        "unreviewed": [],
        "scope": ["73.13"],
        "as_of": "2021-12-31",
        "summary": {"error": 2, "warning": 0, "note": 0, "waived": 0, "undecided": 0},
        "rules": [
            {
                "code": "OWN001",
                "name": "odd-program",
                "applicable": 2,
                "violated": 2,
                "waived": 0,
                "undecided": 0,
            }
        ],
    }
    finding = told["findings"][1]
    assert finding == {
        "code": "OWN001",
        "name": "odd-program",
        "severity": "error",
        "outcome": "violated",
        "year": 2021,
        "count": 1,
        "message": "b\x1b ganjil (satu)",
        "remedy": "Periksa b\x1b, lalu satu.",
        "values": {
            "title": "b\x1b",
            "odd": {"en": "one", "id": "satu"},
            "day": "2021-03-01",
            "kinds": ["training"],
            "map": {"a": 1},
            "phrase": {"en": "NIB", "id": "NIB"},
            "none": None,
            "set": "frozenset({1})",
        },
        "subject": {"table": "programs", "id": "2021-b"},
        "subjects": None,
        "location": {
            "file": None,
            "sheet": None,
            "row": None,
            "column": None,
            "letter": None,
            "pointer": "/programs/0/title",
        },
        "evidence": [
            {"table": "programs", "id": "2021-b", "says": "NIB"},
            {"says": "nama dan kabupaten/kota"},
        ],
        "waived_by": None,
        "source": ["S1"],
    }
    assert list(finding) == list(json.loads("".join(report_as_json(found)))["findings"][0])


def test_json_of_a_rolled_up_finding_names_five_subjects():
    """And counts all of them."""
    told = json.loads("".join(report_as_json(report(nameless_sale))))
    [finding] = told["findings"]
    assert (finding["count"], finding["subject"], finding["outcome"]) == (7, None, "undecided")
    assert finding["subjects"][0] == {"table": "sales", "program": "2021-a", "retailer": "R-0"}
    assert len(finding["subjects"]) == 5
    assert told["scope"] is told["as_of"] is None


def test_json_of_a_waived_finding_tells_of_its_dispensation():
    """With the four things that matter."""
    folder = Path(__file__).resolve().parents[2] / "examples" / "wajo-continuity"
    found = ikm.check(ikm.read(folder), year=2021)
    told = json.loads("".join(report_as_json(found)))
    [waived] = [one["waived_by"] for one in told["findings"] if one["outcome"] == "waived"]
    assert list(waived) == ["id", "reason", "approved_by", "expires"]
    assert waived["expires"] == "2021-12-31"


def test_json_of_nothing_is_json():
    """Empty lists, and escapes where the output is not in UTF-8."""
    told = "".join(report_as_json(report(tables={})))
    assert json.loads(told)["findings"] == json.loads(told)["rules"] == []
    rows = {"programs": [{"id": "é😀", "year": 2021, "kind": "training", "title": "x"}]}
    found = report(odd_program, tables=rows)
    escaped = "".join(report_as_json(found, only_ascii=True))
    assert escaped.isascii()
    assert json.loads(escaped) == json.loads("".join(report_as_json(found)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Wajo", "Wajo"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\nb\r", "a\\nb\\r"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u200bb", "a\\u200bb"),
        ("\ud800", "\\ud800"),
        ("Ünïé 😀", "Ünïé 😀"),
    ],
)
def test_what_cannot_be_seen_is_spelled_out(text, shown):
    """Nothing in a record can move the cursor, hide itself or turn the text around."""
    assert printable(text) == shown


@settings(max_examples=25)
@given(records=strategies.records())
def test_every_report_can_be_written(records):
    """Whatever was found: text without control characters, and valid JSON."""
    found = ikm.check(records, year=2021)
    for lang in ("en", "id"):
        assert all(line.isprintable() for line in text_of(found, lang))
        told = json.loads("".join(report_as_json(found, lang)))
        assert len(told["findings"]) == len(found.findings)


def test_participations_have_two_ids_in_a_report():
    """The participant's and the program's."""
    records = Records(participations=[Participation(participant="P-1", program="x")], programs=[])
    told = json.loads("".join(report_as_json(ikm.check(records, select=["IKM103"]))))
    assert told["findings"][0]["subject"] == {
        "table": "participations",
        "participant": "P-1",
        "program": "x",
    }


# --- repairs told together -------------------------------------------------------------------


def told_of(tmp_path, text, lang="en"):
    """The lines about repairs in the report of one list of an office."""
    path = tmp_path / "daftar.csv"
    path.write_text(text, encoding="utf-8")
    report = ikm.check(ikm.read(path), select=["IKM005"])
    lines = "".join(report_as_text(report, lang)).splitlines()
    return [line.replace(f"{tmp_path.as_posix()}/", "") for line in lines[3:-3]], report


def test_repairs_of_one_column_are_told_once(tmp_path):
    """Each way of writing stands there once, with how often; the report itself has every cell."""
    rows = "".join(f"IKM {one};Kab. Wajo\n" for one in "ABC") + "IKM D;Wajo\n"
    lines, report = told_of(tmp_path, f"Nama IKM;Kab/Kota\n{rows}")
    assert lines == [
        (
            "daftar.csv:Kab/Kota: IKM005 note: participants: regency: is the name of a regency,"
            " not its code (4 cells)"
        ),
        '    "Kab. Wajo" read as "73.13" (3x); "Wajo" read as "73.13"',
    ]
    assert [finding.location.row for finding in report.findings] == [2, 3, 4, 5]
    assert report.summary["note"] == 4


def test_a_few_ways_of_writing_are_shown_of_a_column(tmp_path):
    """The most frequent ones first, and how many more there are."""
    counts = ["9 orang", "9 orang", *(f"{one} orang" for one in range(1, 7))]
    rows = "".join(f"IKM {place};{count}\n" for place, count in enumerate(counts))
    (head, ways), _ = told_of(tmp_path, f"Nama IKM;Tenaga Kerja\n{rows}", "id")
    assert head.endswith("(8 sel)")
    assert ways.startswith('    "9 orang" dibaca sebagai 9 (2x); "1 orang" dibaca sebagai 1; ')
    assert ways.endswith('"4 orang" dibaca sebagai 4; dan 2 lainnya')


def test_what_the_lines_above_say_is_told_together(tmp_path):
    """Its fields stand in one line, and what was read of each in the next."""
    text = "Daftar Peserta Pelatihan Tenun TA 2021\n\nNama IKM;Kab/Kota\nA;73.13\n"
    lines, _ = told_of(tmp_path, text)
    title = '"Daftar Peserta Pelatihan Tenun TA 2021"'
    assert lines == [
        (
            "daftar.csv: IKM005 note: programs: kind, title, year: stands above the table, not in"
            " its rows (3 cells)"
        ),
        (
            f'    kind {title} read as "training"; title {title} read as "Pelatihan Tenun TA 2021";'
            f" year {title} read as 2021"
        ),
    ]


def test_repairs_for_other_reasons_stand_alone(tmp_path):
    """One line each, with its row."""
    lines, _ = told_of(tmp_path, "Nama IKM;Tenaga Kerja;Kab/Kota\nA;5 orang;Wajo\n")
    assert [line.partition(" IKM005")[0] for line in lines] == [
        "daftar.csv:2:Kab/Kota:",
        "daftar.csv:2:Tenaga Kerja:",
    ]


def test_a_check_without_any_year_does_not_end_with_ok():
    """A year that no policy covers was asked for: only the form is right."""
    plan = ikm.read(Path(__file__).parents[2] / "examples" / "sulsel-2021")
    report = ikm.check(plan, year=1999)
    last = ["".join(report_as_text(report, lang)).splitlines()[-1] for lang in ("en", "id")]
    assert last == [
        "The form is right; no year was judged (0 not decided)",
        "Bentuk data benar; tidak ada tahun yang dinilai (0 belum dapat diputuskan)",
    ]


# --- the public ways out -------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "id"])
def test_a_report_is_a_dict_of_what_json_holds(lang):
    """The same keys and values, and nothing that JSON would change."""
    found = report(odd_program, nameless_sale, year=2021, as_of=dt.date(2021, 12, 31), scope="Wajo")
    told = found.to_dict(lang)
    assert told == json.loads("".join(report_as_json(found, lang)))
    assert json.loads(json.dumps(told)) == told
    assert told["findings"] == [finding.to_dict(lang) for finding in found]
    waived = ikm.check(ikm.read(WAJO), year=2021).to_dict(lang)
    assert waived["findings"][2]["waived_by"]["expires"] == "2021-12-31"


def test_a_report_a_verdict_and_figures_are_text():
    """What the command prints, as one text."""
    found = report(odd_program)
    assert ikm.to_text(found, "id") == "".join(report_as_text(found, "id"))
    verdict = ikm.may_join("mentoring", year=2021, history=[])
    assert str(verdict) == verdict.say()
    first, asked, *_ = ikm.to_text(verdict).splitlines()
    assert first == "not eligible for mentoring in 2021: no completed training in 2020"
    assert asked == "  IKM201 asked for: a completed training in 2020"
    sheet = ikm.coverage(ikm.read(WAJO), year=2021, scope="Wajo").sheet()
    assert ikm.to_text(sheet, "id").startswith("Jangkauan rencana tahun 2021\n\n  kode ")


@pytest.mark.parametrize("what", [Records(), ikm.may_join("training", year=2021, history=[])])
def test_text_of_an_unknown_language_is_refused(what, tmp_path):
    """At once, and without a file."""
    found = ikm.check(what) if isinstance(what, Records) else what
    with pytest.raises(InvalidValueError, match="'ID' is no language"):
        ikm.to_text(found, "ID")
    with pytest.raises(InvalidValueError, match="'ID' is no language"):
        ikm.write_report(ikm.check(Records()), tmp_path / "a.json", "ID")
    assert list(tmp_path.iterdir()) == []


def test_a_report_is_written_by_the_suffix_of_its_path(tmp_path):
    """Text and JSON as everywhere, and a workbook of what was submitted."""
    found = ikm.check(ikm.read(WAJO), year=2021)
    ikm.write_report(found, tmp_path / "a.txt", "id")
    assert (tmp_path / "a.txt").read_text("utf-8") == ikm.to_text(found, "id")
    ikm.write_report(found, tmp_path / "a.json")
    assert json.loads((tmp_path / "a.json").read_text("utf-8")) == found.to_dict()
    ikm.write_report(found, tmp_path / "a.xlsx", submitted=WAJO)
    ikm.write_report(found, tmp_path / "b.xlsx", "id")
    sheets = {
        name: [one.sheet for one in grids_of(tmp_path / name)] for name in ("a.xlsx", "b.xlsx")
    }
    assert "participations.csv" in sheets["a.xlsx"]
    assert len(sheets["b.xlsx"]) == 2
    with pytest.raises(WriteError, match=r"a\.html: is no \.xlsx, \.json or \.txt file"):
        ikm.write_report(found, tmp_path / "a.html")


def test_a_dispensation_is_told_in_the_words_of_the_language():
    """Its days too; in JSON they stay as they are."""
    found = ikm.check(ikm.read(WAJO), year=2021, select="IKM201")
    assert "sampai dengan 31 Desember 2021)" in ikm.to_text(found, "id")
    assert "until 2021-12-31)" in ikm.to_text(found)
