"""Every problem of a policy file: with its line, and against what there is in the country."""

from importlib import resources

import pytest

from ikm_sinergi.errors import ReadError
from ikm_sinergi.reference.places import regencies
from ikm_sinergi.reference.policy_check import policy_problems
from ikm_sinergi.rules import ALL

TEXT = (
    resources.files("ikm_sinergi")
    .joinpath("data", "policies", "sulsel-2021.toml")
    .read_text("utf-8")
)
CODES = [rule.code for rule in ALL]


@pytest.fixture
def told(tmp_path):
    """Write a changed copy of the bundled policy, and return what is told of it."""

    def tell(*changes, text=TEXT):
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / "own.toml"
        path.write_text(text, "utf-8")
        lines = text.splitlines()
        found = policy_problems(str(path), regencies(), CODES)
        return [(one.line and lines[one.line - 1], one.place, one.text) for one in found]

    return tell


def test_good_policy_has_no_problem(told):
    """The bundled one, with a byte order mark or without."""
    assert told() == []
    assert told(text="\ufeff" + TEXT) == []


def test_problems_come_in_the_order_of_their_lines(told):
    """Each with the line of what is wrong, or of what lacks something."""
    found = told(
        ("within = 1 ", "within = 0 "),
        ("schema_version = 1", "schema_version = 2"),
        ('equipment_owed_by = ["S7"]\n', ""),
        ("few_workers = 19 ", "workers = 19 "),
        ('area = "Toraja"', 'area = "Toraja"\nregency = "73.18"'),
        ('id = "sulsel-2021"\n', ""),
        ('commodities = ["yarn"]', 'commodities = ["yarns"]'),
    )
    assert found == [
        (None, "id", "is missing"),
        ("schema_version = 2", "schema_version", "is not 1, the only version this release reads"),
        (
            "within = 0             # fiscal years before",
            "prerequisites.mentoring.within",
            "is not a whole number of one or more",
        ),
        ("[size]", "size.few_workers", "is missing"),
        (
            "workers = 19                            # workers, at most",
            "size.workers",
            "is not known; did you mean 'few_workers'?",
        ),
        (
            'commodities = ["yarns"]',
            "potentials.73.12.commodities",
            "'yarns' is no term of commodities; did you mean 'yarn'?",
        ),
        ("[[announced]]", "announced[9]", "names both a regency and an area"),
        ("[sources]", "sources", "'equipment_owed_by' has no source"),
    ]


def test_what_is_still_to_be_decided_is_told_once(told):
    """And nothing else of the same place."""
    found = told(
        ('partners = ["dekranasda-sulsel", "pkk-sulsel"]', 'partners = "?"'),
        (
            '[prerequisites.mentoring]\nkinds = ["training"]',
            '[prerequisites.mentoring]\nkinds = "?"',
        ),
        ('size = ["Permenperin 64/M-IND/PER/7/2016"]', 'size = ["?"]'),
        ("few_workers = 19 ", "few_workers = 0 "),
    )
    assert [(place, text) for _, place, text in found] == [
        ("partners", "is still to be decided"),
        ("prerequisites.mentoring.kinds", "is still to be decided"),
        ("size.few_workers", "is not a whole number of one or more"),
        ("sources.size[1]", "is still to be decided"),
    ]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            ('province = "73"', 'province = "99"'),
            ('province = "99"', "province", "no province has the code '99'"),
        ),
        (
            ('[potentials."73.12"]    # Soppeng', '[potentials."73.99"]'),
            ('[potentials."73.99"]', "potentials.73.99", "no regency has the code '73.99'"),
        ),
        (
            ('[potentials."73.12"]    # Soppeng', '[potentials."32.04"]'),
            (
                '[potentials."32.04"]',
                "potentials.32.04",
                "Kabupaten Bandung is not in Sulawesi Selatan",
            ),
        ),
        (
            ('regency = "73.15"', 'regency = "32.04"'),
            (
                'regency = "32.04"',
                "announced[7].regency",
                "Kabupaten Bandung is not in Sulawesi Selatan",
            ),
        ),
        (
            ('area = "Toraja"', 'area = "Toraya"'),
            (
                'area = "Toraya"',
                "announced[9].area",
                "no area is called 'Toraya'; did you mean Toraja?",
            ),
        ),
        (
            ('approvers = ["d', 'off = ["IKM205", "IKM299", "OWN1"]\napprovers = ["d'),
            (
                'off = ["IKM205", "IKM299", "OWN1"]',
                "off[2]",
                "'IKM299' is no rule",
            ),
        ),
        (
            ("[size]", '[severities]\nIKM999 = "note"\n\n[size]'),
            ('IKM999 = "note"', "severities.IKM999", "'IKM999' is no rule"),
        ),
    ],
    ids=lambda part: repr(part)[:40],
)
def test_what_there_is_not_is_told(told, change, problem):
    """A province, a regency, an area or a rule; one of the user's own may have any other code."""
    sources = ("[sources]", '[sources]\noff = ["ours"]\nseverities = ["ours"]')
    assert problem in told(sources, change)


def test_area_of_another_province_is_told(told):
    """Its regencies are judged by another policy."""
    text = TEXT.replace('province = "73"', 'province = "32"')
    assert (
        'area = "Luwu Raya"',
        "announced[8].area",
        "Luwu Raya has no regency in Jawa Barat",
    ) in told(text=text)


@pytest.mark.parametrize(
    "text",
    [
        'province = "?"\noff = "?"\nseverities = 1\npotentials = "?"\nannounced = [1, "?"]',
        'province = "73"\noff = [1]\npotentials = []\nannounced = [{ regency = "?", area = "?" }]',
        'province = "73"\nannounced = 7\npotentials.7306 = 1',
    ],
)
def test_what_has_no_form_is_told_as_that(told, text):
    """Nobody looks for a province, a regency or a rule in it."""
    texts = [problem for _, _, problem in told(text=text)]
    assert not [one for one in texts if "no area" in one or "code '" in one or "no rule" in one]
    assert texts


@pytest.mark.parametrize(
    ("text", "line"),
    [("a = 1\nb = \n", 2), ("a = 1\na = 2\n", 2), ("a = [", None), ("a = " + "[" * 5000, None)],
)
def test_what_is_no_toml_has_one_problem(tmp_path, text, line):
    """With the line where it stops being one, if the parser knows it."""
    path = tmp_path / "own.toml"
    path.write_text(text, "utf-8")
    (problem,) = policy_problems(str(path), regencies(), CODES)
    assert (problem.line, problem.place) == (line, "")
    assert problem.text.startswith("is no TOML: ")


def test_file_that_cannot_be_read_is_none(tmp_path):
    """It is not judged at all."""
    with pytest.raises(ReadError, match="there is no such file"):
        policy_problems(str(tmp_path / "none.toml"), regencies(), CODES)
