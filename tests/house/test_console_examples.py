"""The examples in the documentation are really run, and a wrong one really fails."""

import sys
import textwrap

import pytest
from sybil import Sybil
from sybil.example import SybilFailure

from console_examples import ConsoleBlockParser, ConsoleExampleError, run_block


def echo(arguments):
    """Stand in for the command line: print the arguments, exit as the last one says."""
    print("words", file=sys.stderr)
    print(*arguments)
    return int(arguments[-1]) if arguments[-1].isdigit() else 0


def run(block):
    """Run a block with the stand-in."""
    return run_block(textwrap.dedent(block), echo)


def test_right_output_passes():
    """What the command writes to either stream is what the block must show."""
    assert run("$ ikm-sinergi one 'two three'\nwords\none two three\n") is None


def test_wrong_output_fails_and_shows_both():
    """A difference names the command, the documented line and the printed one."""
    failure = run("$ ikm-sinergi one\nwords\ntwo\n")
    assert "$ ikm-sinergi one" in failure
    assert "-two" in failure
    assert "+one" in failure


@pytest.mark.parametrize("output", ["", "words\n", "words\none\nmore\n", "words\n one\n"])
def test_output_must_be_exact(output):
    """Missing, additional and indented lines are all wrong."""
    assert run(f"$ ikm-sinergi one\n{output}") is not None


def test_every_command_of_a_block_is_run():
    """A wrong output below the second command fails too; a blank line between is fine."""
    right = "$ ikm-sinergi one\nwords\none\n\n$ ikm-sinergi two\nwords\ntwo\n"
    assert run(right) is None
    assert run(right.replace("\ntwo", "\n2")) is not None


def test_long_commands_are_continued():
    """A backslash joins a command with its next line."""
    assert run("$ ikm-sinergi one \\\n    two\nwords\none two\n") is None


def test_exit_code_must_be_shown():
    """A code that is not 0 must be followed by `$ echo $?`, with the right figure."""
    failing = "$ ikm-sinergi 3\nwords\n3\n"
    assert "exit code 3" in run(failing)
    assert "exit code 3" in run(f"{failing}$ ikm-sinergi one\nwords\none\n")
    assert run(f"{failing}$ echo $?\n3\n") is None
    assert run(f"{failing}$ echo $?\n1\n") is not None


@pytest.mark.parametrize(("code", "shown"), [(2, 2), ("a message", 2), (None, 0), (0, 0)])
def test_leaving_early_is_an_exit_code(code, shown):
    """A parser of arguments leaves by SystemExit; that is an exit code like any other."""

    def leave(_):
        raise SystemExit(code)

    assert run_block(f"$ ikm-sinergi\n$ echo $?\n{shown}\n", leave) is None


def test_files_are_shown():
    """`cat` prints a file of the repository."""
    assert run("$ cat .gitattributes\n* text=auto\n") is not None
    with open(".gitattributes", encoding="utf-8") as file:  # noqa: PTH123 - as cat would
        assert run(f"$ cat .gitattributes\n{file.read()}") is None


def test_scripts_are_run_by_this_interpreter():
    """`python` is the interpreter that runs the tests, wherever PATH leads."""
    version = ".".join(map(str, sys.version_info[:2]))
    code = "import sys; print(*sys.version_info[:2], sep='.')"
    assert run(f'$ python -c "{code}"\n{version}\n') is None
    assert run('$ python -c "raise SystemExit(4)"\n$ echo $?\n4\n') is None


@pytest.mark.parametrize("block", ["$ rm -r .", "$ ls | wc", "output first\n$ echo $?\n0"])
def test_nothing_else_is_run(block):
    """What the module does not know is refused, not skipped."""
    with pytest.raises(ConsoleExampleError):
        run(block)


def test_sybil_finds_the_blocks(tmp_path):
    """In a document the console blocks, and only they, are examples that can fail."""
    page = tmp_path / "page.md"
    page.write_text(
        "```console\n$ echo $?\n0\n```\n\n```text\n$ no example\n```\n\n"
        "```console\n$ echo $?\n1\n```\n",
        encoding="utf-8",
    )
    document = Sybil([ConsoleBlockParser()]).parse(page)
    right, wrong = document.examples()
    right.evaluate()
    with pytest.raises(SybilFailure):
        wrong.evaluate()
