"""Make examples/office-files/: workbooks and tables of text as offices keep them, all made up.

`python tools/make_office_files.py [FOLDER]` writes them anew; the README there says what each is
for. No person, IKM or number in them exists.
"""

import datetime as dt
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Self

import xlsxwriter

FOLDER = Path(__file__).resolve().parent.parent / "examples" / "office-files"
MADE = dt.datetime(2022, 1, 3)  # noqa: DTZ001  # a fixed one: the same files each time
Row = Sequence[Any]


class Book:
    """A workbook that is filled row by row."""

    def __init__(self, path: Path) -> None:
        self._book: Any = xlsxwriter.Workbook(str(path))
        self._book.set_properties({"created": MADE})
        self._bold = self._book.add_format({"bold": True})
        self._head = self._book.add_format({"bold": True, "border": 1, "bg_color": "#DDEBF7"})
        self._day = self._book.add_format({"num_format": "dd/mm/yyyy"})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._book.close()

    def sheet(self, name: str, rows: Iterable[Row], merged: Iterable[str] = ()) -> Any:
        """Add a sheet with these rows; then merge cells, keeping what stands in the first."""
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 0, 5)
        sheet.set_column(1, 20, 18)
        kept = [list(row) for row in rows]
        for number, row in enumerate(kept):
            for column, value in enumerate(row):
                self._put(sheet, number, column, value)
        for area in merged:
            first = area.partition(":")[0]
            column, number = ord(first[0]) - ord("A"), int(first[1:]) - 1
            sheet.merge_range(area, kept[number][column])
        return sheet

    def _put(self, sheet: Any, number: int, column: int, value: Any) -> None:
        if isinstance(value, dt.date):
            sheet.write_datetime(number, column, value, self._day)
        elif isinstance(value, str):
            sheet.write_string(number, column, value)
        elif value is not None:
            sheet.write_number(number, column, value)


def text(path: Path, rows: Iterable[Row], between: str, encoding: str) -> None:
    """Write a table of text."""
    lines = [between.join("" if cell is None else str(cell) for cell in row) for row in rows]
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))


# --- two years of one regency --------------------------------------------------------------


def training(folder: Path) -> None:
    """Two header rows, merged title, a repeated word for each status."""
    with Book(folder / "01 pelatihan wajo 2020.xlsx") as book:
        book.sheet(
            "Peserta",
            [
                ["PEMERINTAH KABUPATEN WAJO"],
                ["DAFTAR PESERTA PELATIHAN TENUN"],
                ["KABUPATEN WAJO TAHUN ANGGARAN 2020"],
                [],
                ["No", "Nama IKM", "Pemilik", None, "Komoditi", "Tenaga Kerja", "Status"],
                [None, None, "Nama", "NIK", None, None, None],
                [1, 2, 3, 4, 5, 6, 7],
                [1, "Sutera Lestari", "Contoh Satu", "7313010101800001", "tenun", 5, "Selesai"],
                [2, "UD. Benang Emas", "Contoh Dua", "7313010201810002", "tenun", 3, "Selesai"],
                [3, "Tenun Harapan", "Contoh Tiga", "7313014301820003", "tenun", 8, "Mundur"],
                ["Jumlah", None, None, None, None, 16],
                [],
                [None, None, None, None, None, "Sengkang, 30 November 2020"],
                [None, None, None, None, None, "Kepala Dinas"],
                [None, None, None, None, None, "(tanda tangan)"],
            ],
            ["A1:G1", "A2:G2", "A3:G3", "C5:D5", "A5:A6", "B5:B6", "E5:E6", "F5:F6", "G5:G6"],
        )


def mentoring(folder: Path) -> None:
    """The year after, with one newcomer and other figures."""
    with Book(folder / "02 pendampingan wajo 2021.xlsx") as book:
        book.sheet(
            "Sheet1",
            [
                ["Daftar Peserta Pendampingan Tenun TA 2021 Kab. Wajo"],
                [],
                ["No", "Nama IKM", "NIB", "Kab/Kota", "Tenaga Kerja",
                 "Nilai Investasi (Rp.000)", "Tgl Selesai", "Status", "Alamat"],
                [1, "SUTERA LESTARI", "8120000000011", "Kab. Wajo", "6 orang", 70_000,
                 dt.date(2021, 11, 13), "Selesai", "Jl. Contoh 1"],
                [2, "UD Benang Emas", "8120000000012", "Wajo", 3, "Rp 12,5 juta",
                 "11 s.d. 13 Nopember 2021", "Selesai", "Jl. Contoh 2"],
                [3, "Sarung Baru", None, "Wajo", 4, "-", None, "terdaftar", None],
                ["Jumlah", None, None, None, 13],
                ["Keterangan: data per 31 Desember 2021"],
            ],
        )  # fmt: skip


# --- one trap each -------------------------------------------------------------------------


def doubtful_values(folder: Path) -> None:
    """Semicolons, Windows-1252, and cells that could be read in more than one way."""
    text(
        folder / "03 nilai meragukan.csv",
        [
            ["Daftar Peserta Magang Tahun Anggaran 2022", None, None, None, None, None],
            ["No", "Nama IKM", "Kab/Kota", "Tenaga Kerja", "Nilai Investasi", "Tgl Selesai"],
            [1, "Kopi Café Toraja", "Toraja", 12, "Rp1,5 M", "Senin, 5 September 2022"],
            [2, "Markisa Segar", "Kab. Gowa", "1,500", "Rp 5O juta", "06/09/2022"],
            [3, "Keramik Indah", "luwu tmur", 7, "1.500.000", "7/9/22"],
            [4, "Bambu Jaya", "7308", 0, "-", "September 2022"],
        ],
        ";",
        "cp1252",
    )


def numbers_for_texts(folder: Path) -> None:
    """NIK, NIB and codes that a spreadsheet kept as numbers."""
    with Book(folder / "04 nik sebagai angka.xlsx") as book:
        book.sheet(
            "Peserta",
            [
                ["Pelatihan Kemasan Tahun 2022"],
                ["No", "Nama IKM", "Nama Pemilik", "NIK", "NIB", "Kab/Kota"],
                [1, "Abon Ikan", "Contoh Empat", 7310010101800004, 8120000000013, 73.1],
                [2, "Kue Kering", "Contoh Lima", "7371 0102 0181 0005", "8120-0000-00014", 73.71],
            ],
        )


def several_tables(folder: Path) -> None:
    """A cover, a hidden sheet, two tables on one sheet and two side by side."""
    with Book(folder / "05 laporan parepare.xlsx") as book:
        book.sheet("Sampul", [["LAPORAN PEMBINAAN IKM"], ["Kota Parepare"]])
        book.sheet(
            "Kegiatan",
            [
                ["RENCANA KEGIATAN TAHUN 2021"],
                ["No", "Nama Kegiatan", "Pelaksana", "Kab/Kota", "Waktu Pelaksanaan"],
                [1, "Pendampingan Kerajinan Kerang", "Disperin", "Kota Parepare",
                 "28 Juni - 2 Juli 2021"],
                [2, "Temu Usaha", "Dekranasda", "Parepare", None],
                [],
                ["DAFTAR IKM KOTA PAREPARE"],
                ["No", "Nama IKM", "Komoditi", "Tenaga Kerja"],
                [1, "Kerang Mutiara", "kerajinan kerang", 4],
                [2, "Pesisir Kreatif", "kerajinan kerang", 2],
            ],
        )  # fmt: skip
        book.sheet(
            "Sandingan",
            [
                ["Pelatihan TA 2020", None, None, None, "Magang TA 2020"],
                ["No", "Nama IKM", "Jenis Kegiatan", None, "No", "Nama IKM", "Jenis Kegiatan"],
                [1, "Kerang Mutiara", "Bimtek", None, 1, "Pesisir Kreatif", "Magang"],
            ],
        )
        hidden = book.sheet("lama", [["No", "Nama IKM", "Tahun"], [1, "Kerang Mutiara", 2019]])
        hidden.hide()


def equipment(folder: Path) -> None:
    """Merged cells: one IKM that was given two things."""
    with Book(folder / "06 bantuan alat soppeng.xlsx") as book:
        book.sheet(
            "Bantuan",
            [
                ["Kegiatan", ":", "Pendampingan Benang Sutera"],
                ["Tahun", ":", 2021],
                ["Kabupaten", ":", "Soppeng"],
                ["Tempat", ":", "Hotel di Kota Makassar"],
                [],
                ["No", "Nama IKM", "Bantuan Alat", "Jumlah (unit)", "Nilai Bantuan (Rp)"],
                [1, "Benang Halus", "Alat pintal", 2, "Rp. 4.000.000,-"],
                [None, None, "Mesin gulung", 1, 7_500_000],
                [2, "Sutera Alam", "Ada", None, None],
                [3, "Kokon Prima", "Tidak", 0, "-"],
                ["TOTAL", None, None, 3, "Rp 11.500.000"],
            ],
            ["A7:A8", "B7:B8"],
        )


def one_name(folder: Path) -> None:
    """Two IKM of one name, tabs, and columns that no table has."""
    text(
        folder / "07 nama kembar.tsv",
        [
            ["Nama Kegiatan", "Tahun", "Nama IKM", "NIB", "Kab/Kota", "No HP", "Tanggal", None],
            ["Pelatihan Aren", 2022, "Sumber Rejeki", "8120000000021", "73.17", "-", None, "?"],
            ["Pelatihan Aren", 2022, "Sumber Rejeki", "8120000000022", "73.17", "-", None, None],
            ["Temu Wicara", 2022, "Aren Manis", None, "73.17", None, "5 Mei 2022", None],
        ],
        "\t",
        "utf-16",
    )  # fmt: skip


def canonical(folder: Path) -> None:
    """A workbook with the headers of our own form: nothing to tell of it."""
    with Book(folder / "08 isian baku.xlsx") as book:
        book.sheet(
            "programs",
            [
                ["id", "year", "kind", "title", "lead", "partners", "regencies", "status"],
                ["2021-gowa", 2021, "training", "Pelatihan markisa", "disperin-sulsel",
                 "dekranasda-sulsel;pkk-sulsel", "73.06", "completed"],
            ],
        )  # fmt: skip
        book.sheet(
            "participants",
            [["id", "name", "regency", "workers"], ["G-01", "Sari Markisa", "73.06", 6]],
        )
        book.sheet(
            "participations",
            [
                ["participant", "program", "status", "completed_on"],
                ["G-01", "2021-gowa", "completed", dt.date(2021, 9, 30)],
            ],
        )


def no_workbook(folder: Path) -> None:
    """A web page under the name of a workbook: it does not stop the others."""
    page = "<html><body><table><tr><td>Nama IKM</td></tr></table></body></html>\n"
    (folder / "09 bukan buku kerja.xls").write_text(page, encoding="utf-8")


def main(folder: Path) -> None:
    """Write all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    for make in (
        training,
        mentoring,
        doubtful_values,
        numbers_for_texts,
        several_tables,
        equipment,
        one_name,
        canonical,
        no_workbook,
    ):
        make(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
