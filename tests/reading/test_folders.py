"""Folders as offices send them: one for each regency, with much else in them."""

import os
import sys
from pathlib import Path

import pytest

from ikm_sinergi.cli import main
from ikm_sinergi.errors import ReadError
from ikm_sinergi.reading import files_of, folders, grids_of, read

PROGRAMS = "id,year,kind,title\n2021-wajo,2021,mentoring,Pendampingan\n"


def office(regency, year=2021):
    """An office's list of one IKM."""
    return f"Daftar Peserta Pelatihan TA {year}\n\nNama IKM;Kab/Kota\nIKM Contoh;{regency}\n"


def written(path, text=""):
    """Write a file, and its folders, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def names_in(folder):
    """The files that are read, in their order, as named from the folder."""
    return [place.relative_to(folder).as_posix() for place in files_of(folder)]


@pytest.fixture
def sent(tmp_path):
    """A folder with one for each regency, and what else lies about."""
    written(tmp_path / "rekap.csv", office("Kab. Bone"))
    written(tmp_path / "wajo" / "b.csv", office("Kab. Wajo"))
    written(tmp_path / "wajo" / "a.csv", office("Kab. Wajo", 2020))
    written(tmp_path / "soppeng" / "2021" / "c.tsv", office("Kab. Soppeng").replace(";", "\t"))
    written(tmp_path / "soppeng" / "surat.pdf")
    written(tmp_path / "foto.jpg")
    written(tmp_path / "records.json", "{}")
    for unseen in ("~$b.xlsx", ".b.csv", ".git/c.csv", "wajo/Thumbs.db", "desktop.ini"):
        written(tmp_path / unseen)
    return tmp_path


# --- what is read --------------------------------------------------------------------------


def test_a_folder_is_read_with_the_folders_in_it(sent):
    """Its own files first, then those of each folder, all by name."""
    records = read(sent)
    assert {one.regency for one in records.participants} == {"73.08", "73.12", "73.13"}
    assert names_in(sent) == ["rekap.csv", "soppeng/2021/c.tsv", "wajo/a.csv", "wajo/b.csv"]
    assert len(grids_of(sent)) == 4
    place = records.locate(next(one for one in records.participants if one.regency == "73.12"))
    assert place.file == f"{sent.as_posix()}/soppeng/2021/c.tsv"


def test_files_of_another_form_are_passed_over_and_can_be_told(sent):
    """One after the other, as they are come by."""
    skipped = []
    read(sent, on_skip=skipped.append)
    names = [Path(path).relative_to(sent).as_posix() for path in skipped]
    assert names == ["foto.jpg", "records.json", "soppeng/surat.pdf"]


def test_a_folder_inside_that_holds_tables_of_ours_is_read_as_such(sent):
    """Strictly, and nothing else of it; its own folders stay closed."""
    written(sent / "wajo" / "programs.csv", PROGRAMS)
    written(sent / "wajo" / "2020" / "d.csv", office("Kab. Wajo", 2020))
    written(sent / "wajo" / "laporan.xlsx")
    skipped = []
    records = read(sent, on_skip=skipped.append)
    assert "2021-wajo" in {one.id for one in records.programs}
    assert {one.regency for one in records.participants} == {"73.08", "73.12"}
    assert {fault.table for fault in records.faults if fault.reason == "unknown_table"} == {
        "a",
        "b",
    }
    wajo = f"{sent.as_posix()}/wajo"
    assert skipped[-2:] == [f"{wajo}/2020/", f"{wajo}/laporan.xlsx"]


def test_what_stands_beside_tables_of_ours_is_no_stranger_to_a_writer(sent):
    """It is not read, but it is what an office sent."""
    written(sent / "programs.csv", PROGRAMS)
    written(sent / "daftar.xlsx")
    written(sent / "x_own.csv")
    assert names_in(sent) == ["programs.csv", "rekap.csv", "daftar.xlsx"]


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_links_to_folders_are_not_followed(sent):
    """One to the folder itself would never end; one to a file is the file."""
    (sent / "wajo" / "all").symlink_to(sent)
    elsewhere = written(sent.parent / f"{sent.name}-elsewhere" / "e.csv", office("Kab. Gowa"))
    (sent / "elsewhere").symlink_to(elsewhere.parent)
    (sent / "e.csv").symlink_to(elsewhere)
    assert names_in(sent)[:2] == ["e.csv", "rekap.csv"]
    assert len(files_of(sent)) == 5
    linked = sent.parent / f"{sent.name}-link"
    linked.symlink_to(sent)
    assert len(files_of(linked)) == 5  # named by the caller, it is followed


# --- what cannot be read -------------------------------------------------------------------


def test_a_folder_of_other_files_is_an_error_and_tells_of_them(tmp_path):
    """Nothing in it can be judged."""
    written(tmp_path / "a" / "surat.pdf")
    skipped, errors = [], []
    records = read(tmp_path, on_skip=skipped.append, on_error=errors.append)
    assert skipped == [f"{tmp_path.as_posix()}/a/surat.pdf"]
    assert "and no office file" in str(errors[0])
    assert records.given == frozenset()
    assert read([tmp_path, written(tmp_path / "b.csv", office("73.13"))]).participants


def test_a_folder_that_cannot_be_looked_into_does_not_stop_the_others(sent, monkeypatch):
    """What it may have held does not count as given."""
    look = Path.iterdir

    def refuse(folder):
        if folder.name == "soppeng":
            raise PermissionError
        return look(folder)

    monkeypatch.setattr(Path, "iterdir", refuse)
    errors = []
    records = read(sent, on_error=errors.append)
    (error,) = errors
    assert str(error) == f"{sent.as_posix()}/soppeng: permission to read it is denied"
    assert {one.regency for one in records.participants} == {"73.08", "73.13"}
    assert records.given == frozenset()
    with pytest.raises(ReadError):
        read(sent)


def test_a_folder_with_far_too_many_files_is_refused(sent, monkeypatch):
    """It is a whole disk, named by a slip."""
    monkeypatch.setattr(folders, "MOST_FILES", 6)
    with pytest.raises(ReadError, match="holds more than 6 files: name the folders to read"):
        read(sent)
    monkeypatch.setattr(folders, "MOST_FILES", 7)
    assert len(read(sent).participants) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="other systems say it otherwise")
def test_a_path_that_the_system_refuses_is_an_error():
    """A name longer than any may be."""
    with pytest.raises(ReadError, match="File name too long"):
        read("a" * 5000)


# --- the command ---------------------------------------------------------------------------


def said(capsys, *arguments):
    """Check, and return the exit code and the words on standard error."""
    code = main(["check", *map(str, arguments), "--select", "IKM101"])
    return code, capsys.readouterr().err


def test_the_command_tells_of_files_of_another_form_in_one_line(sent, capsys):
    """With their number and up to five names; they are no error."""
    top = sent.as_posix()
    names = f"{top}/foto.jpg, {top}/records.json, {top}/soppeng/surat.pdf"
    told = "files of another form were not read"
    assert said(capsys, sent) == (0, f"ikm-sinergi: 3 {told}: {names}\n")
    for name in ("x.docx", "y.pdf", "z\x1b.pdf"):
        written(sent / "wajo" / name)
    code, words = said(capsys, sent)
    assert (code, words.count("\n")) == (0, 1)
    assert f"6 {told}" in words
    assert words.endswith(f"{top}/wajo/x.docx, {top}/wajo/y.pdf and 1 more\n")


def test_one_file_of_another_form_is_told_as_one(tmp_path, capsys):
    """Nothing is said where there is none."""
    written(tmp_path / "a.csv", office("73.13"))
    assert said(capsys, tmp_path) == (0, "")
    other = written(tmp_path / "a.pdf").as_posix()
    words = f"ikm-sinergi: 1 file of another form was not read: {other}\n"
    assert said(capsys, tmp_path) == (0, words)
