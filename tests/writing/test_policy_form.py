"""The policy file to fill in: whole but for what people decide, and a policy once they did."""

import tomllib
from pathlib import Path

import pytest

import ikm_sinergi as ikm
from ikm_sinergi.reference.places import regencies
from ikm_sinergi.reference.policy import SECTIONS
from ikm_sinergi.reference.policy_check import policy_problems
from ikm_sinergi.writing.policy_form import policy_to_fill_in

CODES = [rule.code for rule in ikm.rules.ALL]
PLACES = regencies()

ANSWERS = {
    'source.name = "?"': 'source.name = "made up"',
    'reviewed_until = "?"': "reviewed_until = 2030-12-31",
    'partners = "?"': "partners = []",
    'touch = "?"': 'touch = ["training"]',
    'equipment_owed_by = "?"': "equipment_owed_by = []",
    'approvers = "?"': "approvers = []",
    'kinds = "?"': 'kinds = ["training"]',
    'within = "?"': "within = 1",
    '["?"]': '["made up"]',
}


@pytest.fixture
def form(tmp_path):
    """Write the form of a province into a file, with some answers in it."""

    def write(code, lang="en", answers=()):
        text = "".join(policy_to_fill_in(PLACES.province(code), PLACES, 2030, lang))
        for mark, answer in dict(answers).items():
            assert mark in text
            text = text.replace(mark, answer)
        path = tmp_path / f"{code}.toml"
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.mark.parametrize("lang", ["en", "id"])
@pytest.mark.parametrize("province", PLACES.provinces, ids=lambda province: province.code)
def test_form_lacks_only_what_people_decide(form, province, lang):
    """For every province: nothing else is wrong in it, and it names its regencies."""
    path = form(province.code, lang)
    problems = policy_problems(str(path), PLACES, CODES)
    assert {one.text for one in problems} == {"is still to be decided"}
    text = path.read_text("utf-8")
    assert len(problems) == text.count('= "?"') + text.count('["?"]')
    for regency in PLACES.of_province(province.code):
        assert f"\n# {regency.code} {regency.name}\n" in text


def test_form_is_the_example_of_it():
    """What the documentation shows; `policy new --province 32 --year 2022` writes it anew."""
    shown = Path("examples/policies/to-fill-in.toml").read_text("utf-8")
    assert "".join(policy_to_fill_in(PLACES.province("32"), PLACES, 2022)) == shown


def test_form_is_no_policy(form):
    """Nobody is judged by it."""
    with pytest.raises(ikm.PolicyError, match="partners: is still to be decided"):
        ikm.read_policy(form("32"))


def test_form_that_is_filled_in_is_one(form):
    """Once no mark is left."""
    policy = ikm.read_policy(form("31", answers=ANSWERS))
    assert (policy.province, policy.id) == ("31", "daerah-khusus-ibukota-jakarta-2030")
    assert policy.title.en == "Coaching of IKM in Daerah Khusus Ibukota Jakarta, from 2030"
    assert (policy.covers(2029), policy.covers(2030), policy.reviewed(2030)) == (False, True, True)


def test_form_states_no_fact_but_the_law(form):
    """Every section has an open source, and the sizes alone are those of the bundled policy."""
    raw = tomllib.loads(form("32").read_text("utf-8"))
    assert raw["sources"] == {section: ["?"] for section in SECTIONS}
    assert raw["size"] == {
        "few_workers": 19,
        "small_investment_below": 1_000_000_000,
        "medium_investment_up_to": 15_000_000_000,
    }
    open_or_empty = [raw[key] for key in SECTIONS if key not in {"size", "prerequisites"}]
    assert all(value in ("?", [], {}) for value in open_or_empty)


def test_examples_in_the_comments_are_toml(form):
    """Uncommented they say what a policy says."""
    for lang in ("en", "id"):
        lines = form("32", lang).read_text("utf-8").splitlines()
        first = lines.index("# [[announced]]")
        block = "\n".join(line.removeprefix("# ") for line in lines[first : first + 7])
        (announced,) = tomllib.loads(block)["announced"]
        assert announced["regency"] == "32.01"
