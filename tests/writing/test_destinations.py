"""Whatever is written comes to its place as a whole; nothing else is touched, nothing is left."""

import gc
import io
import os
import signal
import stat
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

import ikm_sinergi as ikm
from ikm_sinergi.cli import judging, main, output
from ikm_sinergi.errors import WriteError
from ikm_sinergi.writing import destinations
from ikm_sinergi.writing.destinations import folder, whole, whole_text

resource = pytest.importorskip("resource", reason="Windows has neither limits nor signals to try")
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
WAJO = str(EXAMPLES / "wajo-continuity")
SULSEL = str(EXAMPLES / "sulsel-2021")
FULL = Path("/dev/full")
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}

needs_full = pytest.mark.skipif(not FULL.exists(), reason="only Linux has /dev/full")

CHECK = ["check", SULSEL, "--as-of", "2021-12-31", "--exit-zero"]
WRITES = {
    "report.txt": [*CHECK, "--output"],
    "report.json": [*CHECK, "--format", "json", "--output"],
    "report.xlsx": [*CHECK, "--format", "xlsx", "--output"],
    "coverage.csv": ["coverage", SULSEL, "--year", "2021", "--format", "csv", "--output"],
    "records.json": ["convert", SULSEL, "--exit-zero", "--force", "--to"],
    "records.jsonl": ["convert", SULSEL, "--exit-zero", "--force", "--to"],
    "records.xlsx": ["convert", SULSEL, "--exit-zero", "--force", "--to"],
    "form.xlsx": ["template", "--force"],
}
"""What writes one file, by the name of the file."""


def below(place):
    """What is in a folder, and in those in it: the bytes of files, where links lead to."""
    return {
        one.relative_to(place).as_posix(): str(one.readlink())
        if one.is_symlink()
        else one.read_bytes()
        for one in sorted(place.rglob("*"))
        if one.is_symlink() or one.is_file()
    }


@contextmanager
def small_disk(most):
    """Let no file grow beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def command(*arguments, **options):
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "ikm_sinergi", *map(str, arguments)],
        env=ENVIRONMENT,
        check=False,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},
    )


# --- a whole file, or none -------------------------------------------------------------------


def test_nothing_takes_the_place_before_all_is_written(tmp_path):
    """Until then the old file is as it was, under a name that nobody can know beforehand."""
    target = tmp_path / "report.txt"
    names = set()
    for _ in range(2):
        target.write_text("old", "utf-8")
        with whole_text(target) as file:
            file.write("new")
            file.flush()
            assert target.read_text("utf-8") == "old"
            names |= set(below(tmp_path)) - {"report.txt"}
    assert target.read_text("utf-8") == "new"
    assert list(below(tmp_path)) == ["report.txt"]
    assert len(names) == 2


def give_up(line):
    """Return a line, or raise what stands in its place."""
    if isinstance(line, str):
        return line
    raise line


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
@pytest.mark.parametrize("old", ["old", None])
def test_what_is_given_up_leaves_nothing(tmp_path, error, old):
    """Neither an error nor an interruption touches what was there."""
    target = tmp_path / "report.txt"
    if old is not None:
        target.write_text(old, "utf-8")
    before = below(tmp_path)
    with pytest.raises(error), whole_text(target) as file:
        file.writelines(map(give_up, ["new", error]))
    assert below(tmp_path) == before


def test_a_file_that_is_there_is_never_opened(tmp_path, monkeypatch):
    """Not even one of the name that was thought of, nor a link of that name."""
    monkeypatch.setattr(destinations.secrets, "token_hex", lambda _size: "known")
    victim = tmp_path / "victim"
    victim.write_text("dear", "utf-8")
    for make in (Path.touch, lambda path: path.symlink_to("victim"), lambda path: path.mkdir()):
        make(tmp_path / ".known.part")
        before = below(tmp_path)
        with pytest.raises(FileExistsError), whole(tmp_path / "a.json"):
            pass
        assert below(tmp_path) == before
        (Path.rmdir if (tmp_path / ".known.part").is_dir() else Path.unlink)(
            tmp_path / ".known.part"
        )


@pytest.mark.parametrize("name", WRITES)
def test_links_named_like_a_part_are_not_followed(tmp_path, name):
    """Such a link was the end of what it led to."""
    victim = tmp_path / "input.json"
    victim.write_text("dear", "utf-8")
    (tmp_path / f"{name}.part").symlink_to("input.json")
    before = below(tmp_path)
    assert main([*WRITES[name], str(tmp_path / name)]) == 0
    after = below(tmp_path)
    assert after.pop(name)
    assert after == before


# --- modes and links -------------------------------------------------------------------------


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o777])
def test_a_file_keeps_its_mode(tmp_path, mode):
    """Whatever the umask takes away from new ones; and nobody else may read it on the way."""
    target = tmp_path / "report.txt"
    target.touch()
    target.chmod(mode)
    with whole_text(target) as file:
        (part,) = set(tmp_path.iterdir()) - {target}
        assert stat.S_IMODE(part.stat().st_mode) == mode
        file.write("new")
    assert stat.S_IMODE(target.stat().st_mode) == mode


@pytest.mark.parametrize("umask", [0o022, 0o077, 0o002])
def test_a_new_file_has_the_mode_that_others_have(tmp_path, umask):
    """It is as readable as any file that is made here."""
    before = os.umask(umask)
    try:
        assert main(["check", WAJO, "--output", str(tmp_path / "a.txt"), "--exit-zero"]) == 0
        (tmp_path / "b.txt").touch()
    finally:
        os.umask(before)
    assert (tmp_path / "a.txt").stat().st_mode == (tmp_path / "b.txt").stat().st_mode


def test_a_file_that_may_only_be_read_stays(tmp_path, monkeypatch):
    """Though a folder would let it be replaced; root, who may all, is made to ask as others do."""
    target = tmp_path / "report.txt"
    target.write_text("old", "utf-8")
    monkeypatch.setattr(os, "access", lambda path, mode: (path, mode) != (target, os.W_OK))
    with pytest.raises(WriteError, match=r"report\.txt: cannot be written: Permission denied"):
        ikm.write_report(ikm.check(ikm.read(WAJO)), target)
    assert below(tmp_path) == {"report.txt": b"old"}


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("there", [True, False])
def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path, name, there):
    """Also where nothing is there yet, and the link is in another folder."""
    (tmp_path / "kept").mkdir()
    real, link = tmp_path / "kept" / f"real{Path(name).suffix}", tmp_path / name
    link.symlink_to(f"kept/{real.name}")
    if there:
        real.write_text("old", "utf-8")
        real.chmod(0o640)
    assert main([*WRITES[name], str(link)]) == 0
    assert set(below(tmp_path)) == {name, f"kept/{real.name}"}
    assert (link.is_symlink(), real.read_bytes()[:3] != b"old") == (True, True)
    assert not there or stat.S_IMODE(real.stat().st_mode) == 0o640


def test_links_in_a_circle_are_one_line(tmp_path, capsys):
    """They lead nowhere."""
    (tmp_path / "a.txt").symlink_to("b.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert main(["check", WAJO, "--output", str(tmp_path / "a.txt")]) == 2
    words = capsys.readouterr().err
    assert (words.count("\n"), "a.txt: cannot be written" in words) == (1, True)


# --- what is no file -------------------------------------------------------------------------


def test_a_pipe_is_written_directly(tmp_path):
    """It is there afterwards, and a reader got all of it."""
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    assert main(["check", WAJO, "--output", str(pipe), "--exit-zero"]) == 0
    reader.join()
    assert b"\n" in got[0]
    assert [one.name for one in tmp_path.iterdir()] == ["pipe"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("name", WRITES)
def test_a_device_is_written_directly(tmp_path, name):
    """Through a link, since the name of a device says nothing of a form."""
    (tmp_path / name).symlink_to(os.devnull)
    assert main([*WRITES[name], str(tmp_path / name)]) == 0
    assert below(tmp_path) == {name: os.devnull}


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="Windows has none")
def test_what_is_open_is_written_to_as_it_is(tmp_path):
    """A file too: others have it open, and would not see one in its place."""
    with (tmp_path / "open.txt").open("w+b") as opened:
        (tmp_path / "link").symlink_to(f"/dev/fd/{opened.fileno()}")
        with whole_text(tmp_path / "link") as file:
            file.write("new")
        assert opened.read() == b"new"


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="Windows has none")
@pytest.mark.parametrize("through", ["/dev/stdout", "/dev/fd/1", "link"])
def test_standard_output_by_name_is_what_the_shell_made_it(tmp_path, through):
    """The file that it was sent to is written to, not replaced behind its back."""
    target = tmp_path / "out.txt"
    if through == "link":
        through = tmp_path / "link"
        through.symlink_to("/dev/stdout")
    with target.open("wb") as opened:
        inode = os.fstat(opened.fileno()).st_ino
        done = command("check", WAJO, "--output", through, "--exit-zero", stdout=opened)
    assert (done.returncode, done.stderr) == (0, b"")
    assert target.stat().st_ino == inode
    assert target.read_bytes().count(b"\n") > 3


# --- a full disk -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("old", ["old", None])
@pytest.mark.parametrize("most", [0, 700])
def test_a_full_disk_is_one_line_and_exit_2(tmp_path, monkeypatch, capsys, name, old, most):
    """What was there is as it was, and nothing is left, here or among temporary files."""
    target, parts = tmp_path / "here" / name, tmp_path / "temporary"
    target.parent.mkdir()
    parts.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(parts))
    if old is not None:
        target.write_text(old, "utf-8")
    before = below(tmp_path)
    with small_disk(most):
        code = main([*WRITES[name], str(target)])
    words = capsys.readouterr().err.splitlines()
    assert (code, len(words)) == (2, 1)
    assert words[0].endswith(f"{name}: cannot be written: File too large")
    assert below(tmp_path) == before
    assert list(parts.iterdir()) == []
    gc.collect()  # what was given up says nothing more either


@pytest.mark.parametrize("old", [True, False])
def test_of_tables_in_a_folder_all_are_replaced_or_none(tmp_path, capsys, old):
    """The largest is not the first; a folder that was made for them goes again."""
    target = tmp_path / "out" / "deep"
    if old:
        assert main(["convert", SULSEL, "--to", str(target), "--exit-zero"]) == 0
        for table in target.iterdir():
            table.write_text("old", "utf-8")
    before = below(tmp_path)
    with small_disk(2_000):
        code = main(["convert", SULSEL, "--to", str(target), "--force", "--exit-zero"])
    words = capsys.readouterr().err
    assert (code, words.count("\n")) == (2, 1)
    assert "cannot be written: File too large" in words
    assert below(tmp_path) == before
    assert old or list(tmp_path.iterdir()) == []


def test_a_folder_that_somebody_else_uses_by_now_stays(tmp_path):
    """Only what was made goes, and only while it is empty."""
    target = tmp_path / "a" / "b"

    def use_it_and_fail():
        with folder(target):
            (tmp_path / "a" / "theirs").touch()
            raise KeyError

    with pytest.raises(KeyError):
        use_it_and_fail()
    assert [one.name for one in (tmp_path / "a").iterdir()] == ["theirs"]


@needs_full
@pytest.mark.parametrize("name", WRITES)
def test_a_full_device_is_one_line_and_exit_2(tmp_path, capsys, name):
    """It is written directly, so all that can be kept is the word."""
    (tmp_path / name).symlink_to(FULL)
    assert main([*WRITES[name], str(tmp_path / name)]) == 2
    words = capsys.readouterr().err
    assert words.count("\n") == 1
    assert words.endswith(f"{name}: cannot be written: No space left on device\n")


@needs_full
@pytest.mark.parametrize(
    "arguments",
    [
        ["check", WAJO],
        ["check", WAJO, "--format", "json"],
        ["cohorts", WAJO, "--format", "csv"],
        ["explain", "IKM201"],
        ["rules", "--format", "json"],
        ["--version"],
        ["--help"],
        ["check", "--help"],
    ],
    ids=" ".join,
)
def test_a_full_standard_output_is_one_line_and_exit_2(arguments):
    """Whether it is full at once or at the end of the process."""
    with FULL.open("wb") as full:
        done = command(*arguments, stdout=full)
    words = "ikm-sinergi: standard output: cannot be written: No space left on device\n"
    assert (done.returncode, done.stderr.decode()) == (2, words)


@needs_full
def test_where_words_cannot_be_said_the_code_says_it():
    """Standard error may be full as well."""
    with FULL.open("wb") as full:
        assert command("check", "nowhere", stderr=full).returncode == 2
        assert command("check", WAJO, stdout=full, stderr=full).returncode == 2


class Full(io.StringIO):
    """A stream that takes nothing, but has a file beneath."""

    def __init__(self, beneath):
        super().__init__()
        self.beneath = beneath

    def write(self, _text):  # noqa: D102  # as any stream
        raise OSError(28, "No space left on device")

    def fileno(self):  # noqa: D102  # likewise
        return self.beneath.fileno()


@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_what_a_full_stream_still_holds_goes_nowhere(tmp_path, monkeypatch, capsys, name):
    """So that no traceback follows when the process ends."""
    with (tmp_path / "file").open("w", encoding="utf-8") as file:
        monkeypatch.setattr(sys, name, Full(file))
        arguments = ["rules"] if name == "stdout" else ["check", "nowhere"]
        assert main(arguments) == 2
        assert os.path.samestat(os.fstat(file.fileno()), Path(os.devnull).stat())
    words = capsys.readouterr().err
    assert words.startswith("ikm-sinergi: standard output: cannot") is (name == "stdout")


def test_a_closed_standard_output_is_one_line(monkeypatch, capsys, tmp_path):
    """As the shell's >&- closes it; a report that goes to a file does not need it."""
    monkeypatch.setattr(sys, "stdout", None)
    for arguments in (["rules"], ["check", WAJO, "--format", "json"]):
        assert main(arguments) == 2
        told = "ikm-sinergi: standard output: cannot be written: it is closed\n"
        assert capsys.readouterr().err == told
    assert main(["check", WAJO, "--exit-zero", "--output", str(tmp_path / "a.txt")]) == 0


def test_with_standard_error_closed_no_word_becomes_data(monkeypatch, capsys):
    """A None is where `print` would take standard output instead."""
    monkeypatch.setattr(sys, "stderr", None)
    output.complain("words")
    assert capsys.readouterr().out == ""


# --- signals ---------------------------------------------------------------------------------


@pytest.fixture
def in_the_foreground():
    """Let SIGINT mean what it does in a terminal: a shell ignores it for what runs behind it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("in_the_foreground")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("name", ["records.json", "records.xlsx"])
def test_a_signal_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, capsys, number, name):
    """Even in the midst of writing; afterwards the signal means what it did before."""
    target = tmp_path / name
    target.write_text("old", "utf-8")
    kinds = [(one, signal.getsignal(one)) for one in (signal.SIGTERM, signal.SIGHUP)]
    writes = "_dumped" if name.endswith("json") else "put_cell"
    written = []

    def value_of(*_args):
        written.append(set(below(tmp_path)))
        signal.raise_signal(number)

    monkeypatch.setattr(f"ikm_sinergi.writing.export.{writes}", value_of)
    assert main(["convert", SULSEL, "--to", str(target), "--force"]) == 128 + number
    assert len(written) == 1
    assert capsys.readouterr() == ("", "")
    assert below(tmp_path) == {name: b"old"}
    assert [(one, signal.getsignal(one)) for one, _ in kinds] == kinds


def test_a_signal_that_is_handled_is_left_alone(monkeypatch):
    """By a program that runs the command in its own process, or by nohup."""
    seen = []

    def look(*_args, **_options):
        seen.append(signal.getsignal(signal.SIGTERM))
        raise KeyboardInterrupt

    monkeypatch.setattr(judging, "read", look)
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        assert main(["check", WAJO]) == 130
    finally:
        signal.signal(signal.SIGTERM, before)
    assert seen == [signal.SIG_IGN]


def test_a_command_may_run_in_a_thread():
    """Where no signal can be handled."""
    codes = []
    thread = threading.Thread(target=lambda: codes.append(main(["check", WAJO, "--exit-zero"])))
    thread.start()
    thread.join()
    assert codes == [0]


def test_a_process_that_is_ended_leaves_nothing(tmp_path):
    """The real thing: it waits for a pipe that it reads, with its output begun or not."""
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    target = tmp_path / "report.txt"
    process = subprocess.Popen(
        [sys.executable, "-m", "ikm_sinergi", "check", str(pipe), "--output", str(target)],
        env=ENVIRONMENT,
        stderr=subprocess.PIPE,
    )
    with pipe.open("wb"):  # opens once the process reads, its handling of signals in place
        process.terminate()
        _, words = process.communicate(timeout=60)
    assert (process.returncode, words) == (-signal.SIGTERM, b"")
    assert [one.name for one in tmp_path.iterdir()] == ["pipe.json"]
