"""The workbook given back: its findings, and the submitted sheets with each of them marked."""

import datetime as dt
import re
import zipfile
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import example, given, settings
from hypothesis import strategies as st

import ikm_sinergi as ikm
from ikm_sinergi.domain.entities import Dispensation, Program
from ikm_sinergi.domain.terms import Outcome, ProgramKind
from ikm_sinergi.reading.grid import FINDINGS, SUMMARY, Grid, Merged
from ikm_sinergi.reading.sheets import blocks_of
from ikm_sinergi.reading.workbooks import read_grids
from ikm_sinergi.records.container import Records
from ikm_sinergi.records.faults import Source
from ikm_sinergi.records.intake import Intake
from ikm_sinergi.rules import ALL
from ikm_sinergi.words.language import Text
from ikm_sinergi.writing.given_back import COLOURS, kind_of, personal_cells, write_checked
from office_sheets import read, sheet, told


def grids_of(path):
    """The sheets of a workbook by name."""
    with Path(path).open("rb") as file:
        return {grid.sheet: grid for grid in read_grids(file, "a.xlsx")}


EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
OFFICE_FILES = sorted((EXAMPLES / "office-files").glob("0[1-8]*"))


def part(path, name):
    """The text of a part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


HEADERS = ("id", "name", "regency", "nib", "workers", "owner_name", "owner_nik")
ROWS = (
    ("P-1", "IKM Contoh", "73.13", "0000000000001", 3, "Nama Contoh", "7306000000000001"),
    ("P-2", "=IKM", "73.1", None, -4, "Nama Lain", 7306000000000002),
    ("P-3", "nik 7306000000000003", "73.13", "0000000000001", 3.0, None, None),
    ("P-1", "IKM Lain", "73.13", None, None, dt.date(2021, 1, 2), None),
)
GRID = Grid(file="kirim/kantor.xlsx", sheet="Peserta", rows=(HEADERS, *ROWS), first_row=3)
HIDDEN = Grid(file="kirim/kantor.xlsx", sheet="Lama", rows=(("x",),), hidden=True)
CSV = Grid(file="kirim/peserta.csv", sheet=None, rows=(("FINDINGS",),))


@pytest.fixture
def report():
    """The report about these rows, as a reader of the sheet would have handed them on."""
    intake = Intake()
    source = Source(
        table="participants", file=GRID.file, sheet=GRID.sheet, lines=True, headers=HEADERS
    )
    add = intake.open(source)
    for number, row in enumerate(ROWS, 4):
        named = {
            header: cell for header, cell in zip(HEADERS, row, strict=True) if cell is not None
        }
        named["owner"] = {
            header[6:]: named.pop(header) for header in HEADERS[5:] if header in named
        }
        add(number, named)
    return ikm.check(Records.from_intake(intake))


def marks(path, number):
    """The comments of a sheet by cell."""
    xml = part(path, f"xl/comments{number}.xml")
    return {
        cell: "".join(re.findall(r"<t[^>]*>([^<]*)</t>", text))
        for cell, text in re.findall(r'<comment ref="(\w+)"(.*?)</comment>', xml, re.DOTALL)
    }


@pytest.mark.parametrize("lang", ["en", "id"])
def test_submitted_cells_come_back_with_what_was_found(report, lang, tmp_path):
    """Each in its place, coloured, and commented in the language of the report."""
    path = tmp_path / "a.xlsx"
    write_checked(report, [GRID, HIDDEN, CSV], path, lang)
    grids = grids_of(path)
    assert list(grids) == [
        Text.of(FINDINGS).say(lang),
        Text.of(SUMMARY).say(lang),
        "Peserta",
        "Lama",
        "peserta.csv",
    ]
    back = grids["Peserta"]
    assert back.first_row == 3
    assert back.cell(5, 1) == "=IKM"
    assert (back.cell(5, 4), back.cell(6, 4)) == (-4, 3)
    assert (grids["Lama"].hidden, back.hidden) == (True, False)
    comments = marks(path, 1)
    found = {f"{one.location.letter or 'A'}{one.location.row}" for one in report.findings}
    assert set(comments) == found
    workers = next(one for one in report.findings if one.location.letter == "E")
    assert comments["E5"].startswith(f"{workers.code} ({workers.severity.label.say(lang)}): ")
    assert workers.remedy(lang)[:20] in comments["E5"]


def test_data_of_owners_are_masked_unless_asked_for(report, tmp_path):
    """By their headers, and whatever looks like a NIK."""
    write_checked(report, [GRID], tmp_path / "a.xlsx")
    back = grids_of(tmp_path / "a.xlsx")["Peserta"]
    assert [row[5:] for row in back.rows] == [
        ("owner_name", "owner_nik"),
        ("***", "7306********0001"),
        ("***", "7306********0002"),
        (None, None),
        ("***", None),
    ]
    assert back.cell(6, 1) == "nik 7306********0003"
    write_checked(report, [GRID], tmp_path / "a.xlsx", owners=True)
    back = grids_of(tmp_path / "a.xlsx")["Peserta"]
    assert back.cell(4, 5) == "Nama Contoh"
    assert back.cell(5, 6) == "7306000000000002"


@pytest.mark.parametrize(
    ("headers", "shown"),
    [
        (("Nama", "Komoditi"), ("Contoh", "kain")),
        (("Nama", "Nama IKM"), ("***", "kain")),
        (("NIK Pemilik", "No"), ("***", "kain")),
    ],
)
def test_header_that_may_mean_the_owner_does_so_beside_the_ikm(headers, shown, tmp_path):
    """Alone it is the name of the IKM."""
    grid = Grid(file="a.xlsx", sheet="a", rows=(headers, ("Contoh", "kain")))
    write_checked(ikm.check(Records()), [grid], tmp_path / "a.xlsx")
    assert grids_of(tmp_path / "a.xlsx")["a"].rows == (headers, shown)


def test_findings_are_listed_with_links_to_their_cells(report, tmp_path):
    """One row each, the worst first, otherwise in the order of the report."""
    write_checked(report, [GRID], tmp_path / "a.xlsx")
    rows = grids_of(tmp_path / "a.xlsx")[Text.of(FINDINGS).en].rows
    assert rows[0][:6] == ("code", "weight", "year", "file", "sheet", "cell")
    told = [one for kind in COLOURS for one in report.findings if kind_of(one) == kind]
    assert [(row[0], row[6]) for row in rows[1:]] == [(one.code, one.say()) for one in told]
    assert {row[5] for row in rows[1:]} >= {"E5", "row 4"}
    links = part(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml")
    assert links.count("<hyperlink ") == len(report.findings)
    assert "location=\"'Peserta'!E5\"" in links


def test_findings_are_in_the_order_of_their_weight(tmp_path):
    """Errors, warnings, what could not be decided, notes, and what was waived."""
    records = ikm.read([*OFFICE_FILES, EXAMPLES / "wajo-continuity"])
    report = ikm.check(records, as_of=dt.date(2022, 12, 31))
    write_checked(report, (), tmp_path / "a.xlsx", "id")
    rows = grids_of(tmp_path / "a.xlsx")[Text.of(FINDINGS).id].rows[1:]
    assert len(rows) == len(report.findings)
    assert list(dict.fromkeys(row[1] for row in rows)) == [
        "kesalahan",
        "peringatan",
        "belum dapat diputuskan",
        "catatan",
        "diberi dispensasi",
    ]
    for weight in {row[1] for row in rows}:
        codes = [row[0] for row in rows if row[1] == weight]
        assert codes == sorted(codes)


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        (
            "en",
            {"IKM401": "A regency that no coaching program of the year serves.", "OWN001": "Own."},
        ),
        (
            "id",
            {
                "IKM401": "Kabupaten/kota tidak dilayani satu pun program"
                " pembinaan pada tahun itu.",
                "OWN001": "Own.",
            },
        ),
    ],
)
def test_summary_says_what_each_rule_finds(lang, says, tmp_path):
    """In the language of the workbook, as far as somebody said so in it."""

    @ikm.rule("OWN001", "note", message="own")
    def own(_records, _context):
        """Own."""
        yield from ()
        return 0

    report = ikm.check(Records(), rules=(*ALL, own))
    write_checked(report, (), tmp_path / "a.xlsx", lang)
    rows = grids_of(tmp_path / "a.xlsx")[Text.of(SUMMARY).say(lang)].rows
    found = {row[0]: row[2] for row in rows}
    assert says.items() <= found.items()


def test_report_alone_is_a_workbook_too(tmp_path):
    """Waived and undecided findings are shown as such; nothing was submitted to give back."""
    program = Program(
        id="2021-x", year=2021, kind=ProgramKind.TRAINING, title="x", lead="disdag-sulsel"
    )
    waiver = Dispensation(
        id="D-1",
        rule="IKM301",
        year=2021,
        program="2021-x",
        reason="contoh",
        approved_by="disperin-sulsel",
        decided_on=dt.date(2021, 1, 2),
        expires=dt.date(2021, 12, 31),
    )
    report = ikm.check(Records(programs=[program], dispensations=[waiver]), year=2021)
    write_checked(report, (), tmp_path / "a.xlsx", "id", unread=2)
    grids = grids_of(tmp_path / "a.xlsx")
    assert list(grids) == [Text.of(FINDINGS).id, Text.of(SUMMARY).id]
    assert len(grids[Text.of(FINDINGS).id].rows) == len(report.findings) + 1
    outcomes = {row[1] for row in grids[Text.of(FINDINGS).id].rows}
    assert {Outcome.UNDECIDED.label.id, Outcome.WAIVED.label.id} <= outcomes
    summary = grids[Text.of(SUMMARY).id].rows
    tallies = [row for row in summary if str(row[0]).startswith("IKM")]
    assert [row[0] for row in tallies] == list(report.rules)
    assert any("2 berkas tidak terbaca" in str(row[0]) for row in summary)


def test_sheets_of_one_name_are_told_apart(report, tmp_path):
    """Also those that a workbook cannot have, and our own."""
    sheets = [
        "Peserta",
        "peserta",
        "a/b:[c]",
        "'",
        "History",
        Text.of(FINDINGS).en,
        "x" * 31,
        "x" * 31,
    ]
    many = [evolve(GRID, sheet=sheet, file=f"{n}.xlsx") for n, sheet in enumerate(sheets)]
    write_checked(report, [*many, evolve(GRID, rows=())], tmp_path / "a.xlsx")
    assert list(grids_of(tmp_path / "a.xlsx"))[2:] == [
        "Peserta",
        "peserta (2)",
        "a_b__c_",
        "_",
        "History (2)",
        f"{Text.of(FINDINGS).en} (2)",
        "x" * 31,
        f"{'x' * 27} (2)",
    ]


# --- whose data are masked -----------------------------------------------------------------

TITLE = "Daftar Peserta Pelatihan TA 2021 Kab. Wajo"
LIST = sheet(
    TITLE,
    ["Ketua panitia", "Fulan Contoh"],
    [],
    ["No", "Nama IKM", "Pemilik", None, "Komoditi"],
    [None, None, "Nama", "NIK", None],
    [1, 2, 3, 4, 5],
    [1, "Sutera", "Fulan", "7306000000000001", "tenun"],
    [None, None, "Kelompok dua", None, None],
    ["No", "Nama IKM", "Pemilik", None, "Komoditi"],
    [None, None, "Nama", "NIK", None],
    [2, "Batik", "Fulana", "7306 0000 0000 0002", "kain"],
    ["Jumlah", None, None, 2, None],
    [],
    [None, None, "Sengkang, 30 November 2021", None, None],
    [None, None, "Kepala Dinas", None, None],
    merged=(Merged(4, 2, 4, 3), Merged(4, 0, 5, 0), Merged(4, 1, 5, 1), Merged(4, 4, 5, 4)),
)


def masked_in(grid):
    """The cells of a sheet that are masked, as a person says them."""
    found = personal_cells(grid, tuple(blocks_of(grid)))
    cells = ((column, row) for column, rows in found.items() for row in rows)
    stated = ((column, row) for column, row in cells if grid.cell(row, column) is not None)
    return sorted(f"{'ABCDEFGHIJ'[column]}{row}" for column, row in stated)


def test_only_the_cells_of_a_table_are_masked():
    """Not its headers, the numbers of its columns, its title, its total or who signed it."""
    assert masked_in(LIST) == ["C11", "C7", "C8", "D11", "D7"]


def test_each_table_of_a_sheet_has_its_own_columns():
    """One below the other, and side by side."""
    below = sheet(
        ["No", "Nama IKM", "NIK"],
        [1, "A", "7306000000000001"],
        [],
        "RENCANA KEGIATAN",
        ["No", "Nama Kegiatan", "Tahun"],
        [1, "Pelatihan Tenun", 2021],
    )
    assert masked_in(below) == ["C2"]
    beside = sheet(
        ["No", "Nama IKM", "Nama Pemilik", None, "No", "Nama IKM", "Kab/Kota"],
        [1, "A", "Fulan", None, 1, "B", "Wajo"],
    )
    assert masked_in(beside) == ["C2"]


@pytest.mark.parametrize(
    ("grid", "masked"),
    [
        (sheet("NIK", "7306000000000001", "x"), ["A2", "A3"]),
        (sheet(["Pemilik", "Hobi"], ["Fulan", "membaca"], ["Nama", "x"]), ["A2"]),
        (
            sheet(
                ["Pemilik", "Hobi"],
                ["Fulan", "membaca"],
                [],
                ["No", "Nama IKM", "Kab/Kota"],
                [1, "A", "Wajo"],
            ),
            ["A2"],
        ),
        (sheet(["Pimpinan", ": Fulan"], ["Alamat", ": Sengkang"]), []),
        (sheet(["Pimpinan :", "Fulan"], ["Alamat :", "Sengkang"]), []),
        (sheet(["Nama", "Hobi"], ["A", "membaca"]), []),
    ],
    ids=["alone", "unknown", "above a table", "label", "colon", "either"],
)
def test_what_stands_below_a_header_of_owners_is_masked_in_any_sheet(grid, masked):
    """Though no table is understood; a label with its value is no header."""
    assert masked_in(grid) == masked


# --- merged cells and headers --------------------------------------------------------------


def bold_cells(path, number):
    """The cells of a sheet whose font is bold."""
    styles = part(path, "xl/styles.xml")
    fonts = re.findall(r"<font>(.*?)</font>", styles)
    formats = re.findall(r'<xf [^>]*fontId="(\d+)"', styles.partition("<cellXfs")[2])
    cells = re.findall(r'<c r="(\w+)" s="(\d+)"', part(path, f"xl/worksheets/sheet{number}.xml"))
    return {cell for cell, style in cells if "<b/>" in fonts[int(formats[int(style)])]}


def test_merged_cells_and_headers_look_as_they_did(tmp_path):
    """Merged again, and bold where the table has its header."""
    write_checked(ikm.check(Records()), [LIST], tmp_path / "a.xlsx", owners=True)
    back = grids_of(tmp_path / "a.xlsx")["Sheet1"]
    assert (back.rows, sorted(back.merged)) == (LIST.rows, sorted(LIST.merged))
    assert bold_cells(tmp_path / "a.xlsx", 3) == {
        *("A4", "B4", "C4", "D4", "E4"),
        *("A5", "B5", "C5", "D5", "E5"),
    }


def test_what_is_found_inside_merged_cells_is_marked_at_their_first(tmp_path):
    """Nothing else of them is seen; a finding about a row stands at the first cell that is."""
    grid = sheet(
        TITLE,
        ["No", "Nama IKM", "Kab/Kota", "Bantuan Alat"],
        [1, "Sutera", "luwu tmur", "Oven"],
        [None, None, None, "Ada"],
        merged=(Merged(3, 0, 4, 0), Merged(3, 1, 4, 1), Merged(3, 2, 4, 2)),
    )
    report = ikm.check(read(grid), select=["IKM0", "IKM103"])
    rows = {one.location.row for one in report.findings if one.location.letter == "C"}
    assert 3 in rows
    write_checked(report, [grid], tmp_path / "a.xlsx")
    back = grids_of(tmp_path / "a.xlsx")["Sheet1"]
    assert sorted(back.merged) == sorted(grid.merged)
    comments = marks(tmp_path / "a.xlsx", 1)
    assert "luwu tmur" in comments["C3"]
    assert "C4" not in comments
    assert "D4" in comments


def placed(row, column):
    """A report with one finding, at this place of the sheet "s"."""
    intake = Intake()
    columns = (("workers", "TK", column),) if column is not None else ()
    source = Source(table="participants", file="a.xlsx", sheet="s", lines=True, columns=columns)
    broken = (
        {"id": "P-1", "workers": -1} if column is None else {"id": "P", "name": "x", "workers": -1}
    )
    intake.open(source)(row, broken)
    return ikm.check(Records.from_intake(intake), select=["IKM001" if column is None else "IKM002"])


AREA = evolve(sheet(*[[None] * 5] * 6, name="s", file="a.xlsx"), merged=(Merged(2, 1, 3, 2),))


@pytest.mark.parametrize(
    ("row", "column", "cell"),
    [(2, 1, "B2"), (3, 2, "B2"), (3, 3, "D3"), (4, 1, "B4"), (2, None, "A2"), (3, None, "A3")],
)
def test_mark_moves_only_inside_merged_cells(row, column, cell, tmp_path):
    """A row is marked at its first cell."""
    write_checked(placed(row, column), [AREA], tmp_path / "a.xlsx")
    assert set(marks(tmp_path / "a.xlsx", 1)) == {cell}


def test_mark_of_a_row_that_begins_with_merged_cells_is_seen(tmp_path):
    """At the first of them, however far above it stands."""
    grid = evolve(AREA, merged=(Merged(2, 0, 4, 0),))
    write_checked(placed(3, None), [grid], tmp_path / "a.xlsx")
    assert set(marks(tmp_path / "a.xlsx", 1)) == {"A2"}
    xml = part(tmp_path / "a.xlsx", "xl/worksheets/sheet3.xml")
    styles = dict(re.findall(r'<c r="(\w+)" s="(\d+)"', xml))
    assert styles["A2"] == styles["A4"] == styles["B3"]


def test_cells_that_cannot_be_merged_are_kept_as_they_are(tmp_path):
    """Where others overlap, hold something themselves, or are one cell only."""
    grid = sheet(
        ["a", None, None, "b"],
        [None, None, None, "c"],
        name="s",
        merged=(Merged(1, 0, 2, 1), Merged(1, 1, 1, 2), Merged(1, 3, 2, 3), Merged(2, 3, 2, 3)),
    )
    write_checked(ikm.check(Records()), [grid], tmp_path / "a.xlsx")
    back = grids_of(tmp_path / "a.xlsx")["s"]
    assert (back.rows, back.merged) == (grid.rows, (Merged(1, 0, 2, 1),))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder for files that are written again and again."""
    return tmp_path_factory.mktemp("checked")


CELLS = st.sampled_from(
    [None, "Nama IKM", "NIK", "Fulan", "7306000000000001", 5, TITLE, "Kab. Wajo"]
)
EDGES = st.tuples(st.integers(1, 6), st.integers(0, 4), st.integers(0, 2), st.integers(0, 2))


@settings(max_examples=60)
@example(rows=[[None] * 5, [None, None, None, "Nama IKM", None]], edges=[(1, 2, 0, 2)])
@given(
    rows=st.lists(st.lists(CELLS, min_size=5, max_size=5), min_size=1, max_size=6),
    edges=st.lists(EDGES, max_size=4),
)
def test_whatever_was_submitted_comes_back(folder, rows, edges):
    """Cell by cell, whatever is merged and found; masked, it shows no NIK."""
    within = [
        Merged(top, left, min(top + down, len(rows)), min(left + right, 4))
        for top, left, down, right in edges
        if top <= len(rows)
    ]
    grid = sheet(*rows, name="s", merged=tuple(within))
    report = ikm.check(read(grid))
    write_checked(report, [grid], folder / "a.xlsx", owners=True)
    back = grids_of(folder / "a.xlsx")["s"]
    for number, row in enumerate(grid.rows, 1):
        assert tuple(back.cell(number, column) for column in range(5)) == row
    # A sheet ends with its last cell that holds something, and merged cells with the sheet.
    down, right = back.first_row + len(back.rows) - 1, back.first_column + back.width - 1
    ends = {Merged(a, b, min(c, down), min(d, right)) for a, b, c, d in grid.merged}
    assert set(back.merged) <= ends
    write_checked(report, [grid], folder / "a.xlsx", "id")
    cells = {cell for row in grids_of(folder / "a.xlsx")["s"].rows for cell in row}
    assert "7306000000000001" not in cells


# --- sent in again -------------------------------------------------------------------------


def seen(records):
    """The tables of records without owners, and the faults with their cells."""
    tables = {name: sorted(map(repr, records.table(name))) for name in ("programs", "grants")}
    people = sorted(repr(evolve(one, owner=None)) for one in records.participants)
    shares = sorted(map(repr, records.participations))
    faults = [
        (one.code, one.table, one.field, one.reason, one.readings, one.location.row)
        for one in records.faults
        if one.reason != "not_utf_8"  # a workbook is
    ]
    return tables, people, shares, sorted(faults, key=repr)


@pytest.mark.parametrize("path", OFFICE_FILES, ids=lambda path: path.stem)
def test_workbook_given_back_to_its_office_reads_the_same(path, tmp_path):
    """With its owners, nothing is lost: the same records, the same faults in the same rows."""
    records = ikm.read(path)
    report = ikm.check(records, as_of=dt.date(2022, 12, 31))
    named = tmp_path / f"{path.stem}.xlsx"  # its name may say the program
    write_checked(report, ikm.reading.grids_of(path), named, owners=True)
    named.rename(tmp_path / "a.xlsx")
    again = ikm.read(tmp_path / "a.xlsx")
    assert seen(again) == seen(records)
    owners = sorted(repr(one.owner) for one in records.participants)
    assert sorted(repr(one.owner) for one in again.participants) == owners


def test_masked_workbook_reads_without_its_owners(tmp_path):
    """Which is told once for each column; nothing is unlawful for it."""
    path = OFFICE_FILES[0]
    records = ikm.read(path)
    write_checked(ikm.check(records), ikm.reading.grids_of(path), tmp_path / "a.xlsx", "id")
    again = ikm.read(tmp_path / "a.xlsx")
    assert seen(again)[:3] == seen(records)[:3]
    assert all(one.owner is not None for one in records.participants)
    assert all(one.owner is None for one in again.participants)
    more = [one for one in told(again) if one not in told(records)]
    assert more == [
        ("IKM005", "owner.name", "masked", ()),
        ("IKM005", "owner.nik", "masked", ()),
    ]
    assert ikm.check(again).rules["IKM112"].applicable == 0
