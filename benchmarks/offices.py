"""A list of an office as a workbook, and the same records in the canonical form."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter

import ikm_sinergi as ikm

REGENCIES = ("Wajo", "Bone", "Gowa", "Luwu", "Maros", "Sinjai", "Barru", "Takalar", "Soppeng")
STATUSES = ("Selesai", "Terdaftar", "Mundur")
HEADER = (
    *("No", "Nama IKM", "Kab/Kota", "NIB", "Tenaga Kerja", "Nilai Investasi (Rp)"),
    *("Status", "Tgl Selesai"),
)
PEAK = """
import resource, sys
import ikm_sinergi as ikm
report = ikm.check(ikm.read(sys.argv[1]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def exact(number: int) -> tuple[Any, ...]:
    """Return the cells of a row in which nothing needs a repair, as in our own form."""
    _, name, _, nib, workers, investment, _, _ = usual(number)
    code = ("73.13", "73.08", "73.06", "73.71")[number % 4]
    return number, name, code, nib, workers, investment, "completed", None


def usual(number: int) -> tuple[Any, ...]:
    """Return the cells of a row that need a repair where codes and terms are meant."""
    investment = (number % 90 + 1) * 1_000_000
    place = f"Kab. {REGENCIES[number % len(REGENCIES)]}"
    nib = f"{8120000000000 + number}"
    status = STATUSES[number % len(STATUSES)]
    return number, f"IKM Rekaan {number}", place, nib, number % 19 + 1, investment, status, None


def in_words(number: int) -> tuple[Any, ...]:
    """Return the cells of a row in which all but the name and the NIB is written in words."""
    _, name, place, nib, workers, investment, _, _ = usual(number)
    money = f"Rp{investment:,}".replace(",", ".")
    day = f"{number % 28 + 1} Februari 2021"
    return number, name, place, nib, f"{workers} orang", money, "Selesai", day


def write_list(path: Path, many: int, row_of: Callable[[int], tuple[Any, ...]]) -> None:
    """Write a list of participants of one training."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Peserta")
        sheet.write(0, 0, "DAFTAR PESERTA PELATIHAN TA 2021")
        sheet.write_row(2, 0, HEADER)
        for number in range(many):
            sheet.write_row(3 + number, 0, row_of(number))


def cells_of(path: Path) -> Iterator[list[list[Any]]]:
    """Read a workbook as python-calamine does it, nothing more."""
    with python_calamine.CalamineWorkbook.from_path(path) as workbook:
        for name in workbook.sheet_names:
            yield workbook.get_sheet_by_name(name).to_python()


def compare(
    many: int, rounds: int, row_of: Callable[[int], tuple[Any, ...]]
) -> tuple[float, float, int]:
    """Return the times of office and canonical path, and the peak memory of the first in MB."""
    with tempfile.TemporaryDirectory() as folder:
        path, plain = Path(folder, "daftar.xlsx"), Path(folder, "plain")
        write_list(path, many, row_of)
        ikm.write(ikm.read(path), plain)
        office = canonical = float("inf")
        for _ in range(rounds):
            start = time.perf_counter()
            ikm.check(ikm.read(path))
            between = time.perf_counter()
            list(cells_of(path))
            ikm.check(ikm.read(plain))
            office = min(office, between - start)
            canonical = min(canonical, time.perf_counter() - between)
        told = subprocess.run(  # noqa: S603  # our own interpreter and code
            [sys.executable, "-c", PEAK, path], check=True, capture_output=True, text=True
        )
        return office, canonical, int(told.stdout)
