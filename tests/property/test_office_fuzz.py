"""Whatever stands in a file, reading it and judging what was read raises nothing but our errors."""

import datetime as dt
import io
import json

from hypothesis import given, settings
from hypothesis import strategies as st

import ikm_sinergi as ikm
from ikm_sinergi.reading import read as read_files
from ikm_sinergi.writing.report_files import report_as_json
from ikm_sinergi.writing.report_text import report_as_text
from office_sheets import read, sheet

WORDS = (
    *("No", "Nama IKM", "Nama", "Kab/Kota", "Komoditi", "Status", "Tgl Selesai", "Tanggal"),
    *("Jenis Kegiatan", "Nama Kegiatan", "Tahun", "NIB", "NIK", "Nama Pemilik", "Tenaga Kerja"),
    *("Nilai Investasi (Rp.000)", "Bantuan Alat", "Jumlah", "L", "P", "Mulai", "Selesai", "id"),
    *("DAFTAR PESERTA PELATIHAN TENUN TA 2021", "KABUPATEN WAJO", "Kegiatan : Magang"),
    *("Tahun : 2021", "Total", "Catatan:", "Mengetahui,", "Sengkang, 2 Juni 2021", "Wajo"),
    *("Kab. Bone", "Toraja", "Pelatihan", "pendampingan", "lulus", "Mundur", "Rp 5 juta"),
    *("15 Februari 2021", "7/9/22", "1,500", "5 orang", "ada", "Tenun Mawar", "#N/A", "-", "1"),
    *("8120000000001", "7313000000000001", "'=1+1", "\u200e", "x" * 300, "1\u00b2", "2"),
)
CELLS = st.one_of(
    st.sampled_from(WORDS),
    st.none(),
    st.integers(0, 60_000),
    st.sampled_from([1.5, 73.13, 7313000000000001, True, dt.date(2021, 2, 15)]),
    st.text(max_size=6),
)
SHEETS = st.lists(
    st.builds(
        lambda rows, name, hidden, first: sheet(
            *rows, name=name, hidden=hidden, first_row=first, first_column=first - 1
        ),
        st.lists(st.lists(CELLS, max_size=7), min_size=1, max_size=9),
        st.sampled_from(["Sheet1", "Wajo", "Pelatihan 2020"]),
        st.booleans(),
        st.integers(1, 3),
    ),
    min_size=1,
    max_size=2,
)


@settings(max_examples=400)
@given(SHEETS)
def test_any_sheet_is_read_and_judged(sheets):
    """In either language; every fault says where it stands."""
    records = read(*sheets)
    report = ikm.check(records, as_of=dt.date(2021, 12, 31))
    for lang in ("en", "id"):
        assert "".join(report_as_text(report, lang)).endswith(")\n")
    assert json.loads("".join(report_as_json(report)))["summary"] == dict(report.summary)
    assert all(fault.location.file == "daftar.xlsx" for fault in records.faults)


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from([*WORDS, ";", "\n", "\n\n", ",", "\t", '"', "\r"]), max_size=40)
    .map("".join)
    .flatmap(lambda text: st.sampled_from([text.encode(), text.encode("utf-16"), b"\xff\xfe\x00"]))
    | st.binary(max_size=80),
    st.sampled_from(["daftar.csv", "daftar.tsv", "participants.csv", "daftar.xlsx", "daftar.json"]),
)
def test_any_bytes_are_read_or_refused_in_one_line(data, name):
    """By any name; a bad file is one line, and the others are read."""
    refused = []
    other = io.BytesIO(b"id,name\nP-1,Tenun Contoh\n")
    other.name = "participants.csv"
    file = io.BytesIO(data)
    file.name = name
    records = read_files([file, other], on_error=refused.append)
    assert [one for one in records.participants if one.id == "P-1"]
    assert all("\n" not in str(error) for error in refused)
    ikm.check(records)
