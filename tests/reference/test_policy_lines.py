"""Where in a TOML file a value stands."""

import tomllib
from importlib import resources

import pytest

from ikm_sinergi.reference.policy_lines import line_of, lines_of

SULSEL = resources.files("ikm_sinergi").joinpath("data", "policies", "sulsel-2021.toml")

TEXT = """\
# one = "in a comment"
title.en = "a"
title."i.d" = [
  "b",  # ]
  { c = 1 },
]
text = '''
[no.header]
no = "key"
'''

[[parts]]    # the first
kind = "x"

[parts.inner]
deep = 1
  [[parts]]
kind = "y"
['quoted . "key"'.b]
last = { e = { f = 2 } }
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("title", "en"), 2),
        (("title",), 2),
        (("title", "i.d"), 3),
        (("title", "i.d", 2, "c"), 3),
        (("text",), 7),
        (("parts", 1), 12),
        (("parts", 1, "kind"), 13),
        (("parts", 1, "inner"), 15),
        (("parts", 1, "inner", "deep"), 16),
        (("parts", 2), 17),
        (("parts", 2, "kind"), 18),
        (('quoted . "key"', "b"), 19),
        (('quoted . "key"', "b", "last", "e", "f"), 20),
    ],
    ids=repr,
)
def test_line_of_a_value(place, line, ends):
    """That in which its statement begins, however it is written."""
    text = TEXT.replace("\n", ends)
    tomllib.loads(text)
    assert lines_of(text)[place] == line


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("parts", 2, "lacking"), 17),
        (("parts", 1, "inner", "lacking"), 15),
        (("title", "i.d", 9), 3),
        (("no", "header"), None),
        (("lacking",), None),
        ((), None),
    ],
    ids=repr,
)
def test_line_of_what_is_not_there(place, line):
    """That of the table or value in which it would stand."""
    assert line_of(place, lines_of(TEXT)) == line


def test_every_value_of_a_whole_policy_has_its_line():
    """The bundled one, in which the key of a value stands where it is said to stand."""
    text = SULSEL.read_text("utf-8")
    lines, known = text.split("\n"), lines_of(text)
    assert len(known) > 100
    for place, line in known.items():
        (*_, key) = [step for step in place if isinstance(step, str)]
        statement = "".join(lines[line - 1 :]).partition("]")[0]
        assert key in statement


def test_value_of_too_many_lines_ends_the_search():
    """What stands before it is found; nobody waits for what stands behind."""
    text = "a = 1\nb = [\n" + "1,\n" * 1000 + "]\nc = 1\n"
    tomllib.loads(text)
    assert lines_of(text) == {("a",): 1}
