"""Files become records, or one clear error each; what is wrong inside them is kept as faults."""

import io
import json
import os
import sys
from contextlib import nullcontext

import pytest

from ikm_sinergi import ParticipationStatus, ProgramKind, check, read, reading
from ikm_sinergi.domain.entities import Owner
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.errors import ReadError
from ikm_sinergi.reading import lines as limits
from ikm_sinergi.records.faults import MISSING, UNKNOWN, UNREADABLE

PROGRAM = {"id": "2021-wajo", "year": 2021, "kind": "mentoring", "title": "Pendampingan"}
PROGRAM_CSV = "id,year,kind,title\n2021-wajo,2021,mentoring,Pendampingan\n"


def written(path, content):
    """Write text or bytes to a file, and its folders, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refused(paths, **options):
    """Read what cannot be read and return the error."""
    with pytest.raises(ReadError) as caught:
        read(paths, **options)
    return caught.value


def codes(records):
    """The code, field and place of every fault."""
    return [(fault.code, fault.field, str(fault.location)) for fault in records.faults]


# --- the forms ---------------------------------------------------------------------------


def test_a_folder_is_read_table_by_table(tmp_path):
    """Each CSV file is the table of its name; everything else in the folder is ignored."""
    written(tmp_path / "Programs.CSV", PROGRAM_CSV)
    written(tmp_path / "participants.csv", "id,name\nP-1,IKM Contoh\n")
    for ignored in ("README.md", "x_mine.csv", ".programs.csv", "~$programs.csv", "sales.csv.bak"):
        written(tmp_path / ignored, "anything")
    records = read(tmp_path)
    assert [program.id for program in records.programs] == ["2021-wajo"]
    assert [participant.name for participant in records.participants] == ["IKM Contoh"]
    assert records.given == {"programs", "participants"}
    assert records.faults == ()


def test_a_folder_may_be_without_programs(tmp_path):
    """An office may hand in its participants alone."""
    written(tmp_path / "participants.csv", "id,name\nP-1,IKM Contoh\n")
    assert read(tmp_path).given == {"participants"}


def test_a_csv_of_no_table_is_reported(tmp_path):
    """A misspelt file name is found, once, with its place; the other tables are read."""
    written(tmp_path / "programs.csv", PROGRAM_CSV)
    written(tmp_path / "particpants.csv", "id\nP-1\n")
    records = read(tmp_path)
    [fault] = records.faults
    assert (fault.code, fault.table, fault.field) == (UNREADABLE, "particpants", None)
    assert fault.readings == ("participants", "participations")
    assert fault.location.file == f"{tmp_path.as_posix()}/particpants.csv"
    assert len(records.programs) == 1


def test_one_csv_is_the_table_of_its_name(tmp_path):
    """All its cells are texts, and yet years are numbers and lists have items."""
    path = written(
        tmp_path / "programs.csv",
        "id,year,kind,title,partners,regencies,starts,note\n"
        "2021-wajo,2021,mentoring,Pendampingan,a;b,73.13,2021-03-01,\n"
        "2021-gowa,2021,training,Pelatihan,;,,,ya\n",
    )
    wajo, gowa = read(str(path)).programs
    assert (wajo.year, wajo.kind, wajo.partners) == (2021, ProgramKind.MENTORING, ("a", "b"))
    assert (wajo.regencies, wajo.starts.isoformat(), wajo.note) == (("73.13",), "2021-03-01", None)
    assert (gowa.partners, gowa.regencies, gowa.note) == ((), None, "ya")


def test_the_owner_of_a_csv_row_is_an_object_of_its_own(tmp_path):
    """`owner_name` and `owner_nik` are the two fields of the owner."""
    path = written(
        tmp_path / "participants.csv",
        "id,name,owner_name,owner_nik\nP-1,A,Contoh,7306000000000001\nP-2,B,,\nP-3,C,Contoh,\n",
    )
    records = read(path)
    assert [one.owner for one in records.participants] == [
        Owner(name="Contoh", nik="7306000000000001"),
        None,
        Owner(name="Contoh"),
    ]


MASKED = [("P-1", "***", "7306********0001"), ("P-2", None, "***"), ("P-3", "Nama", "*** ")]


def masked_files(folder):
    """Rows whose owners were masked, in each form that is read strictly."""
    rows = [
        {"id": key, "name": "IKM", "owner": {"name": name, "nik": nik}} for key, name, nik in MASKED
    ]
    lines = [f"{key},IKM,{name or ''},{nik}" for key, name, nik in MASKED]
    yield written(folder / "participants.csv", "\n".join(["id,name,owner_name,owner_nik", *lines]))
    yield written(folder / "a.json", json.dumps({"participants": rows}))
    text = "\n".join(json.dumps({"table": "participants", **row}) for row in rows)
    yield written(folder / "a.jsonl", text)


def test_a_mask_is_never_read_as_data(tmp_path):
    """It is not stated; that is told once for each column of each file."""
    for path in masked_files(tmp_path):
        records = read(path)
        assert [one.owner for one in records.participants] == [None, None, Owner(name="Nama")]
        told = [(one.code, one.field, one.reason, one.shown) for one in records.faults]
        assert told == [
            ("IKM005", "owner.name", "masked", None),
            ("IKM005", "owner.nik", "masked", None),
        ]
        assert {one.location.row for one in records.faults} <= {1, 2, None}
        report = check(records, select=["IKM0", "IKM112"])
        assert (report.summary["note"], report.rules["IKM112"].applicable) == (2, 0)
        first = report.findings[0]
        assert first.say("en").endswith(
            "owner.name is masked, so it was not read; read as not stated"
        )
        assert first.say("id").endswith(
            "owner.name disamarkan sehingga tidak dibaca; dibaca sebagai tidak diisi"
        )


def test_json_is_one_object_of_tables(tmp_path):
    """A table that is null was not given; keys that begin with x_ are the user's own."""
    tables = {"schema_version": 1, "programs": [PROGRAM], "sales": None, "grants": [], "x_a": 5}
    records = read(written(tmp_path / "records.json", json.dumps(tables)), complete=[2020])
    assert [program.id for program in records.programs] == ["2021-wajo"]
    assert records.given == {"programs", "grants"}
    assert records.complete == {2020}
    assert str(records.locate(records.programs[0])).endswith("records.json:/programs/0")


def test_an_unknown_key_of_json_is_reported(tmp_path):
    """It may be a misspelt table; the name is shown as far as a person wants to see it."""
    path = written(
        tmp_path / "records.json", json.dumps({"porgrams": [1], "\ud800": [], "y" * 99: 1})
    )
    records = read(path)
    assert [fault.table for fault in records.faults] == ["porgrams", "\\ud800", f"{'y' * 60}..."]
    assert records.faults[0].location.pointer == "/porgrams"
    assert records.given == frozenset()


def test_jsonl_is_one_record_a_line(tmp_path):
    """Tables may alternate and lines may be blank; rows are the lines of the file."""
    lines = [
        {"table": "programs", **PROGRAM},
        {"table": "participations", "participant": "P-1", "program": "2021-wajo"},
        {"table": "programs", **PROGRAM, "id": "2021-gowa", "year": "2021"},
        {"table": "x_mine", "id": 1},
        {"table": "sale", "id": 1},
        {"table": "sale", "id": 2},
    ]
    text = "\n\n".join(map(json.dumps, lines))
    records = read(written(tmp_path / "records.jsonl", text))
    assert len(records.programs) == len(records.participations) == 1
    assert records.locate(records.participations[0]).row == 3
    name = (tmp_path / "records.jsonl").as_posix()
    assert codes(records) == [
        (UNREADABLE, "year", f"{name}:5:/year"),
        (UNREADABLE, None, f"{name}:9"),
    ]
    assert records.faults[1].readings == ("sales",)


def test_several_sources_make_one_set_of_records(tmp_path):
    """Rows that are the same in two files are one record; different ones stay side by side."""
    one = written(tmp_path / "a" / "programs.csv", PROGRAM_CSV)
    two = written(tmp_path / "b.json", json.dumps({"programs": [PROGRAM], "participants": []}))
    records = read([one.parent, two])
    assert len(records.programs) == 1
    assert records.given == {"programs", "participants"}


@pytest.mark.parametrize(
    ("format_", "content"),
    [
        (None, json.dumps({"programs": [PROGRAM]})),
        (None, json.dumps({"programs": [PROGRAM]}, indent=1)),
        (None, f"\n{json.dumps({'table': 'programs', **PROGRAM})}\n"),
        ("json", json.dumps({"programs": [PROGRAM]})),
        ("jsonl", json.dumps({"table": "programs", **PROGRAM})),
        ("programs.csv", PROGRAM_CSV),
    ],
)
def test_an_open_file_is_read_by_its_format_or_its_first_line(format_, content):
    """Standard input has no name that would say what it is."""
    records = read(io.BytesIO(content.encode()), format=format_)
    assert [program.id for program in records.programs] == ["2021-wajo"]
    assert records.locate(records.programs[0]).file == "<stream>"


def test_an_open_file_may_have_a_name_that_says_its_form(tmp_path):
    """It stays open: whoever opened it closes it."""
    with written(tmp_path / "programs.csv", PROGRAM_CSV).open("rb") as file:
        records = read([file])
        assert not file.closed
    assert len(records.programs) == 1


def test_format_speaks_for_a_path_without_suffix(tmp_path):
    """A download may have lost its name."""
    path = written(tmp_path / "download", PROGRAM_CSV)
    assert len(read(path, format="programs.csv").programs) == 1


# --- CSV -----------------------------------------------------------------------------------


def test_rows_count_as_a_spreadsheet_shows_them(tmp_path):
    """A cell with a line break is one row, a blank line is one too, and CRLF changes nothing."""
    text = 'id,name,note\r\nP-1,A,"two\r\nlines"\r\n\r\n , ,\r\nP-2,B,\r\nP-3\r\nP-4,,,,\r\n'
    path = written(tmp_path / "participants.csv", text)
    records = read(path)
    assert [records.locate(one).row for one in records.participants] == [2, 5]
    assert records.participants[0].note == "two\r\nlines"
    name = path.as_posix()
    assert codes(records) == [
        (MISSING, "name", f"{name}:6:name"),
        (MISSING, "name", f"{name}:7:name"),
    ]
    assert records.faults[0].location.letter == "B"


def test_a_row_with_more_cells_than_columns_is_rejected(tmp_path):
    """Its cells may stand under the wrong columns; what it names is kept. Empty ones are fine."""
    path = written(tmp_path / "participants.csv", "id,name\nP-1,A,,\nP-2,B,,x\n")
    records = read(path)
    assert [one.id for one in records.participants] == ["P-1"]
    [fault] = records.faults
    assert (fault.code, fault.reason, fault.ids) == (UNREADABLE, "too_many_cells", {"id": ("P-2",)})
    assert fault.location.row == 3
    assert records.rejected("participants", "id") == {"P-2"}


def test_unknown_columns_are_reported_once_at_the_header(tmp_path):
    """Columns that begin with x_, and those without a name, are not looked at."""
    path = written(tmp_path / "participants.csv", "id,nmae,name,x_own,\nP-1,?,A,1,2\nP-2,?,B,1,2\n")
    records = read(path)
    assert codes(records) == [(UNKNOWN, "nmae", f"{path.as_posix()}:1:nmae")]
    assert records.faults[0].location.letter == "B"
    assert len(records.participants) == 2


def test_an_apostrophe_before_a_formula_is_no_part_of_the_text(tmp_path):
    """`write` puts it there, so that a spreadsheet evaluates nothing."""
    path = written(
        tmp_path / "participants.csv",
        "id,name,note,commodity\nP-1,'=1+1,''-x,'s\nP-2,'\tB,'2021,=A1\n",
    )
    one, two = read(path).participants
    assert (one.name, one.note, one.commodity) == ("=1+1", "'-x", "'s")
    assert (two.name, two.note, two.commodity) == ("\tB", "'2021", "=A1")


def test_a_header_alone_is_a_table_given_empty(tmp_path):
    """Which differs from a table that was not given."""
    records = read(written(tmp_path / "participants.csv", "\ufeffid,name\n"))
    assert records.given == {"participants"}
    assert records.participants == ()


@pytest.mark.parametrize(
    ("text", "says", "line", "column"),
    [
        ("", "is empty", 1, None),
        (",,\n", "is empty", 1, None),
        ("id,name,id\n", "the column 'id' is there twice", 1, None),
        ("id\n", "needs the column name; are its columns separated by commas?", 1, None),
        ("id;nama kecil\n", "needs the columns id, name; are its", 1, None),
        ("Id,Nickname,\n", "it has 'Id', 'Nickname'", 1, None),
        ("id\rP-1\r", "carriage return alone", 1, 1),
        ("id\n".encode("utf-16"), "is written in UTF-16", 1, None),
        ('id,name\nP-1,"A\nB\n', "a quotation mark is not closed", 2, None),
        ('id,name\nP-1,"A"B"\n', "inside a cell must be doubled", 2, 8),
        ('id,name\nP-1,"A\nB"C,D\n', "inside a cell must be doubled", 3, 3),
        ('id,name\nP-1,A\n"P\n2","A"",\nB""C"D\n', "must be doubled", 5, 6),
        ('id,name\nP-1,A"B\n"P"-2,A\n', "must be doubled", 3, 4),
        ("id,name\nP-1," + "A" * 140_000 + "\n", "is longer than 131,072 characters", 2, None),
        (b"id,name\nP-1,\xe9\n", "is not written in UTF-8", 2, 5),
        ("id,name\nP-1,\0\n", "holds a NUL byte", 2, None),
        ("id,name\n".encode("utf-16-le"), "holds a NUL byte", 1, None),
    ],
)
def test_a_broken_csv_is_one_error_with_its_line(tmp_path, text, says, line, column):
    """As an editor counts lines; the column where it is known."""
    path = written(tmp_path / "participants.csv", text)
    error = refused(path)
    assert says in str(error)
    assert (error.path, error.line, error.column) == (path.as_posix(), line, column)


# --- JSON ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says", "line", "column"),
    [
        ("", "is empty", None, None),
        (" \n", "is empty", None, None),
        ("[]", "is not an object with the tables", None, None),
        ('{"schema_version": 2}', "its schema_version is not 1", None, None),
        ('{"schema_version": true}', "its schema_version is not 1", None, None),
        ('{"programs": {}}', "programs is not a list", None, None),
        ('{"programs": [\n x]}', "is no JSON: expecting value", 2, 2),
        ('{"programs": [],\n "programs": []}', "the key 'programs' is there twice", 2, 2),
        ('{"programs": [{"a": "{\\"a\\": ", "b": {"a": 1}}, {"c": 1,\n"c": 2}]}', "'c'", 2, 1),
        ('{"programs": [["a", {"a": NaN}]]}', "NaN is no number", 1, 27),
        ('{"programs": [-Infinity]}', "-Infinity is no number", 1, 15),
        ('{"programs": [' + "9" * 5000 + "]}", "a number has too many digits", 1, 15),
        ("[" * 100_000, "is nested too deeply", 1, 1),
        ('{"a":\n"\0"}', "holds a NUL byte", 2, None),
        (b'{"a":\n "\xe9"}', "is not written in UTF-8", 2, 3),
        ("{}".encode("utf-16"), "is written in UTF-16", 1, None),
    ],
)
def test_broken_json_is_one_error_with_its_place(tmp_path, text, says, line, column):
    """The line and the column of the first thing that is wrong."""
    path = written(tmp_path / "records.json", text)
    error = refused(path)
    assert says in str(error)
    assert (error.path, error.line, error.column) == (path.as_posix(), line, column)


def test_a_value_the_decoder_refuses_without_a_reason_is_still_an_error(monkeypatch):
    """Whatever a later Python refuses, it is one line and no traceback."""
    monkeypatch.setattr(reading.objects.sys, "get_int_max_str_digits", lambda: 0)
    error = refused(io.BytesIO(b'{"a": ' + b"9" * 5000 + b"}"), format="json")
    assert "cannot be understood" in str(error)


@pytest.mark.parametrize(
    ("text", "says", "line"),
    [
        ("", "is empty", None),
        ("\n\n", "is empty", None),
        ('\n\n{"table": 1}\n{}', 'not an object that names its "table"', 3),
        ("[]\n", 'not an object that names its "table"', 1),
        ('\n{"table": "programs",\n', "is no JSON", 2),
        ('{"table": "programs", "id": 1, "id": 2}', "the key 'id' is there twice", 1),
    ],
)
def test_broken_jsonl_is_one_error_with_its_line(tmp_path, text, says, line):
    """One without any record is none of JSONL."""
    error = refused(written(tmp_path / "records.jsonl", text))
    assert says in str(error)
    assert error.line == line


def test_a_line_of_jsonl_that_is_no_record_is_set_aside(tmp_path):
    """As one of the table that it seems to name; else no table is given in full."""
    good = json.dumps({"table": "programs", **PROGRAM})
    path = written(tmp_path / "a.jsonl", f'{good}\n{{"table": "participations", "program": \n')
    records = read(path)
    assert [(one.table, str(one.location)) for one in records.rejects] == [
        ("participations", f"{path.as_posix()}:2")
    ]
    assert codes(records) == [(UNREADABLE, None, f"{path.as_posix()}:2")]
    assert (len(records.programs), records.given) == (1, {"programs"})
    records = read(written(path, f'{good}\n{{"id": "P-1"}}\n'))
    [fault] = records.faults
    assert (fault.reason, fault.table, fault.sets_aside) == ("no_record", "a.jsonl", True)
    assert (len(records.programs), records.given, records.rejects) == (1, frozenset(), ())


def test_a_line_of_jsonl_may_say_that_a_table_is_there(tmp_path):
    """It is empty: the line names nothing else."""
    records = read(written(tmp_path / "a.jsonl", '{"table": "grants"}\n{"table": "x_own"}\n'))
    assert (records.given, records.grants, records.faults) == ({"grants"}, (), ())


def test_an_unknown_table_may_be_any_that_is_not_there(tmp_path):
    """Beside other files too: what they give of it is not all."""
    one = written(tmp_path / "a.json", json.dumps({"programs": [PROGRAM], "particpants": []}))
    other = written(tmp_path / "b.json", json.dumps({"programs": [], "participants": []}))
    records = read([one, other])
    assert (records.given, len(records.programs)) == ({"programs"}, 1)
    line = json.dumps({"table": "programs", **PROGRAM})
    lines = written(tmp_path / "c.jsonl", line + '\n{"table": "particpants", "id": 1}')
    assert read([lines, other]).given == {"programs"}


def test_a_bom_is_no_part_of_the_text(tmp_path):
    """Editors put it there; nobody sees it."""
    text = "\ufeff" + json.dumps({"programs": [PROGRAM]})
    assert len(read(written(tmp_path / "records.json", text)).programs) == 1
    line = "\ufeff" + json.dumps({"table": "programs", **PROGRAM})
    assert len(read(io.BytesIO(line.encode())).programs) == 1


# --- limits --------------------------------------------------------------------------------


def test_a_line_without_end_is_refused_before_it_is_read():
    """A line of a hundred megabytes is no record."""

    class Endless(io.BytesIO):
        def readline(self, size=-1, /):
            assert 0 < size <= 2 * limits.LONGEST_LINE
            return b"x" * size

    error = refused(Endless(), format="jsonl")
    assert (error.line, "is longer than 1,000,000 bytes" in str(error)) == (1, True)


def test_large_files_are_refused(tmp_path, monkeypatch):
    """Whichever way they come."""
    for module in (limits, reading):
        monkeypatch.setattr(module, "LARGEST_FILE", 30)
    monkeypatch.setattr(limits, "LARGEST_OBJECT", 20)
    path = written(tmp_path / "programs.csv", PROGRAM_CSV)
    assert "is larger than 30 bytes" in str(refused(path))
    assert "is larger than 30 bytes" in str(refused(io.BytesIO(PROGRAM_CSV.encode())))
    opened = io.BytesIO(PROGRAM_CSV.encode())
    error = refused(opened, format="programs.csv")
    assert (error.line, "is larger than 30 bytes" in str(error)) == (2, True)
    assert "give it as JSONL or CSV" in str(refused(io.BytesIO(b" " * 21), format="json"))


def test_a_first_line_of_great_length_is_json():
    """A compact JSON file is one long line; only a short one can be a record."""
    tables = {"programs": [PROGRAM], "x_own": "x" * limits.LONGEST_LINE, "table": 1}
    records = read(io.BytesIO(json.dumps(tables).encode()))
    assert len(records.programs) == 1


# --- what cannot be read -------------------------------------------------------------------


@pytest.mark.parametrize("name", ["", "nowhere", "nowhere.csv", "a\0b.csv"])
def test_a_file_that_is_not_there_is_an_error(name):
    """Also a path that could not be anywhere."""
    assert "there is no such file or folder" in str(refused(name))


def test_a_file_of_another_form_is_refused(tmp_path):
    """The error names what is read."""
    error = refused(written(tmp_path / "records.txt", "id\n"))
    assert "programs.csv" in str(error)
    assert ".jsonl" in str(error)
    error = refused(written(tmp_path / "people.csv", "id\n"))
    assert "holds no table that is understood" in str(error)


def test_a_folder_without_tables_is_refused(tmp_path):
    """An empty one too: nothing in it could be judged."""
    error = refused(tmp_path)
    assert error.path == tmp_path.as_posix()
    assert "none of the files programs.csv" in str(error)


def test_what_the_system_refuses_is_an_error(tmp_path, monkeypatch):
    """No permission, a folder in the place of a file, a disk that fails."""
    (tmp_path / "programs.csv").mkdir()
    assert "cannot be read" in str(refused(tmp_path))
    path = written(tmp_path / "records.json", "{}")

    def denied(*_args):
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.open", denied)
    assert "permission to read it is denied" in str(refused(path))


def test_a_file_that_fails_while_it_is_read_is_an_error():
    """An open file may still break."""

    class Broken(io.BytesIO):
        def read(self, *_args):
            raise OSError("the disk is gone")

    assert "cannot be read: the disk is gone" in str(refused(Broken(), format="json"))


def test_a_file_opened_as_text_is_refused():
    """The bytes are what is judged."""
    for format_ in ("json", "jsonl"):
        error = refused(io.StringIO("{}"), format=format_)
        assert "open it in binary mode" in str(error)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_no_utf_8_is_shown_all_the_same(tmp_path):
    """A location is written into reports."""
    path = tmp_path / os.fsdecode(b"\xe9.json")
    records = read(written(path, json.dumps({"programs": [PROGRAM]})))
    assert records.locate(records.programs[0]).file.endswith("/\\udce9.json")


# --- some files are read and some are not --------------------------------------------------


def test_with_on_error_the_other_files_are_still_read(tmp_path):
    """A table of which a part is missing does not count as given."""
    written(tmp_path / "a" / "programs.csv", PROGRAM_CSV)
    written(tmp_path / "a" / "participants.csv", "id,name\nP-1,A\n")
    written(tmp_path / "b" / "participants.csv", 'id,name\nP-2,"B\n')
    errors = []
    records = read([tmp_path / "a", tmp_path / "b"], on_error=errors.append)
    assert [error.path for error in errors] == [f"{tmp_path.as_posix()}/b/participants.csv"]
    assert [one.id for one in records.participants] == ["P-1"]
    assert records.given == {"programs"}


@pytest.mark.parametrize("name", ["records.json", "records.jsonl", "folder", "records.txt"])
def test_what_cannot_be_read_may_have_held_any_table(tmp_path, name):
    """So nothing is called unlawful for what it would have said."""
    if name == "folder":
        (tmp_path / name).mkdir()
    else:
        written(tmp_path / name, "{")
    good = written(tmp_path / "programs.csv", PROGRAM_CSV)
    errors = []
    records = read([tmp_path / name, good], on_error=errors.append)
    assert len(errors) == 1
    assert records.given == frozenset()
    assert len(records.programs) == 1


def test_a_missing_file_makes_nobody_unknown(tmp_path):
    """Participations whose participants could not be read are undecided, not unlawful."""
    written(tmp_path / "a" / "programs.csv", PROGRAM_CSV)
    written(tmp_path / "a" / "participations.csv", "participant,program\nP-1,2021-wajo\n")
    written(tmp_path / "a" / "participants.csv", "id\n")
    report = check(read(tmp_path / "a", on_error=lambda _: None), year=2021)
    tally = report.rules["IKM102"]
    assert (tally.applicable, tally.violated, tally.undecided) == (1, 0, 1)


def test_nothing_of_a_broken_file_is_kept(tmp_path):
    """Neither its rows nor its faults: it may be given again, mended."""
    name = tmp_path / "participants.csv"
    good = written(tmp_path / "a.json", json.dumps({"participants": [{"id": "P-0", "name": "A"}]}))
    written(name, 'id,name,nmae\nP-1,A,1\nP-2,,1\nP-3,"\n')
    again = written(tmp_path / "b.json", json.dumps({"participants": [{"id": "P-0", "name": "A"}]}))
    records = read([good, name, again], on_error=lambda _: None)
    assert [one.id for one in records.participants] == ["P-0"]
    assert records.faults == records.rejects == ()


def test_without_on_error_the_first_bad_file_raises(tmp_path):
    """A caller that does not ask for the rest gets none of it."""
    error = refused([tmp_path / "nowhere", written(tmp_path / "programs.csv", PROGRAM_CSV)])
    assert error.path.endswith("nowhere")


def test_every_table_has_a_file(tmp_path):
    """What `TABLES` names, a folder may hold."""
    for name, table in TABLES.items():
        written(tmp_path / f"{name}.csv", ",".join(table.headers) + "\n")
    with nullcontext(read(tmp_path)) as records:
        assert records.given == set(TABLES)
        assert records.faults == ()


def test_statuses_are_terms(tmp_path):
    """The English keys, exactly."""
    text = "participant,program,status\nP-1,x,completed\nP-2,x,Completed\n"
    records = read(written(tmp_path / "participations.csv", text))
    first, second = records.participations
    assert first.status is ParticipationStatus.COMPLETED
    assert records.unreadable(second, "status")
