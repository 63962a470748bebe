"""The documentation is whole, and what is made in it fits the library.

Whether its examples print what they show is tested by the pages themselves (conftest.py).
"""

import json
import re
from pathlib import Path

import make_pages
import page_text
import pytest
import rule_pages

import ikm_sinergi as ikm
from ikm_sinergi import strategies
from ikm_sinergi.cli import main
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.reference.policy import SECTIONS
from ikm_sinergi.words.catalogue import words
from ikm_sinergi.writing.report_files import report_as_json

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *(path for path in sorted(DOCS.rglob("*.md")) if "_build" not in path.parts),
    *sorted((ROOT / "examples").glob("*/README.md")),
    ROOT / "vectors" / "README.md",
]
# Blocks that are run (conftest.py, test_examples.py), and that only show.
RUN = {"python", "console"}
SHOWN = {"text", "sh", "toml", "pyi"}
SCREEN = 120


def text_of(path):
    """The text of a page."""
    return path.read_text(encoding="utf-8")


def named(path):
    """The name of a page in the name of a test."""
    return str(path.relative_to(ROOT))


# --- pages ---------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_block_is_run_or_of_a_known_kind(page):
    """No block can show an output that nobody compared."""
    kinds = set(re.findall(r"^ *```([^\s`]+)", text_of(page), re.MULTILINE))
    assert kinds <= RUN | SHOWN
    openings = re.findall(r"^ *```(.*)$", text_of(page), re.MULTILINE)
    assert [kind for kind in openings[::2] if not kind] == []


def headings_of(path):
    """The names by which a link reaches a heading of a page."""
    found = re.findall(r"^#+ (.+)$", text_of(path), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", one).strip().replace(" ", "-").lower() for one in found}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page):
    """To a file that is there, and to a heading that it has."""
    for target in re.findall(r"\]\(([^)\s]+)\)", text_of(page)):
        path, _, heading = target.partition("#")
        if "://" in target:
            continue
        leads = (page.parent / path).resolve() if path else page
        assert leads.exists(), target
        assert not heading or heading in headings_of(leads), target


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_statement_that_is_cited_exists(page):
    """S1 to S14, and no other."""
    cited = {int(number) for number in re.findall(r"\bS([0-9]+)\b", text_of(page))}
    assert cited <= set(range(1, 15))


def test_every_statement_has_its_heading():
    """The numbers that rules cite lead to a heading of the source page."""
    headings = re.findall(r"^### (S[0-9]+)$", text_of(DOCS / "source.md"), re.MULTILINE)
    assert headings == [f"S{number}" for number in range(1, 15)]


def test_the_readme_is_short():
    """A reader sees all of it."""
    assert len(text_of(ROOT / "README.md").splitlines()) < SCREEN


# --- what is made of the library -------------------------------------------------------------


@pytest.mark.parametrize("page", [*make_pages.written(), *make_pages.rule_pages()], ids=named)
def test_what_is_made_is_up_to_date(page):
    """Where this fails, `make pages` writes what should stand there."""
    assert text_of(page) == make_pages.page(page)


def test_no_page_is_left_of_a_rule_that_is_no_more():
    """`make pages` removes it."""
    assert make_pages.left_over() == set()


def test_every_part_that_is_made_is_used_once():
    """No page asks for an unknown part, and none is left out."""
    asked = [name for page in make_pages.written() for name in make_pages.asked_in(page)]
    assert sorted(asked) == sorted(make_pages.PARTS)


@pytest.mark.parametrize("name", sorted(make_pages.PARTS))
def test_a_part_that_is_made_is_a_whole_table(name):
    """The rows of a table have as many cells as its header."""
    text = make_pages.PARTS[name]()
    assert text.strip()
    for table in re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
        assert len(widths) == 1, table


def test_every_field_of_every_table_is_listed():
    """The data page shows each column with its label."""
    for table in TABLES.values():
        text = make_pages.fields(table.name)
        for column in table.columns:
            assert f"| `{column.header}` |" in text
            assert column.label.id in text


def test_every_part_of_the_policy_cites_its_source():
    """Values and sources of the policy page come from the policy itself."""
    (policy,) = ikm.policies()
    for name in SECTIONS:
        text = make_pages.policy_section(name)
        for source in policy.sources[name]:
            assert source in text


def test_every_announced_program_is_listed():
    """The policy page shows each announcement."""
    (policy,) = ikm.policies()
    text = make_pages.policy_section("announced")
    assert [one.id for one in policy.announced if f"`{one.id}`" not in text] == []


def test_every_cause_of_doubt_is_listed():
    """The page of outcomes says every reason to be undecided, in both languages."""
    text = make_pages.causes()
    causes = [key for key in words("en") if f"{key}.remedy" in words("en")]
    assert causes
    for cause in causes:
        assert page_text.plain(words("en")[cause]) in text
        assert page_text.plain(words("id")[f"{cause}.remedy"]) in text


@pytest.mark.parametrize("rule", ikm.rules.ALL, ids=lambda rule: rule.code)
def test_the_page_of_a_rule_is_whole_and_short(rule):
    """Its text in both languages, what it says, and a case of each kind that it has."""
    page = rule_pages.rule_page(rule)
    assert rule.page("en").partition("\n")[0] in page
    assert "**Yang ditemukan.**" in page
    assert page_text.plain(rule.message.id) in page
    kinds = {case["kind"] for case in rule_pages.cases_of(rule)} & set(rule_pages.SHOWN)
    shown = [case["kind"] for case in rule_pages.examples_of(rule)]
    assert sorted(shown) == sorted(kinds)
    assert len(page.splitlines()) < 150


@pytest.mark.parametrize("rule", ikm.rules.ALL, ids=lambda rule: rule.code)
def test_the_index_lists_a_rule(rule):
    """Every rule stands in the table of its family."""
    assert f"[{rule.code}]({rule.code}.md)" in rule_pages.rule_index()


# --- the command line and the report ---------------------------------------------------------


def test_every_option_of_check_is_described(capsys):
    """The page of the command line has a row for each option."""
    assert main(["check", "--help"]) == 0
    options = set(re.findall(r"--[a-z][a-z-]*", capsys.readouterr().out)) - {"--help"}
    described = set(re.findall(r"^\| `(--[a-z-]+)", text_of(DOCS / "cli.md"), re.MULTILINE))
    assert described == options


def test_every_command_is_described(capsys):
    """The page of the command line has a heading for each command, and names its options."""
    page = text_of(DOCS / "cli.md")
    assert main(["--help"]) == 0
    commands = re.findall(r"^ {4}([a-z]+)(?: |$)", capsys.readouterr().out, re.MULTILINE)
    assert commands
    assert set(re.findall(r"^## ([a-z]+)$", page, re.MULTILINE)) == set(commands)
    for command in commands:
        assert main([command, "--help"]) == 0
        options = set(re.findall(r"--[a-z][a-z-]*", capsys.readouterr().out)) - {"--help"}
        assert [option for option in options if option not in page] == []


def test_every_key_of_the_report_is_described():
    """The page of the report has a row for each key of a report, a finding and a location."""
    records = ikm.read(ROOT / "examples" / "wajo-continuity")
    report = json.loads("".join(report_as_json(ikm.check(records, year=2021))))
    finding = report["findings"][0]
    keys = {*report, *finding, *finding["location"]}
    rows = re.findall(r"^\| (`[^|]+) \|", text_of(DOCS / "report.md"), re.MULTILINE)
    described = {key for row in rows for key in re.findall(r"`([a-z_]+)`", row)}
    assert described == keys


def test_the_reference_holds_what_is_public():
    """Each public name stands on the page of the API once, with what it is for."""
    rows = re.findall(r"^\| (?:\[`|`)(\w+)`.* \| (.+) \|$", text_of(DOCS / "api.md"), re.MULTILINE)
    listed = [name for name, told in rows if told.strip()]
    public = {*(name for name in ikm.__all__ if name != "rules"), *strategies.__all__}
    assert sorted(listed) == sorted(public)
    assert "ikm.rules.ALL" in text_of(DOCS / "api.md")


def test_the_design_names_every_module():
    """A contributor finds each module in the table of the house."""
    page = text_of(DOCS / "design.md")
    package = ROOT / "src" / "ikm_sinergi"
    modules = [path.stem for path in package.glob("[!_]*.py")]
    packages = [f"{path.parent.name}/" for path in package.glob("*/__init__.py")]
    assert [name for name in modules + packages if f"`{name}`" not in page] == []


# --- words ---------------------------------------------------------------------------------


def glossary():
    """Each English term of the glossary with its Indonesian one."""
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ", text_of(DOCS / "glossary.md"), re.MULTILINE)
    return dict(rows[1:])


def test_the_glossary_is_in_order():
    """A reader finds a word by its first letter."""
    terms = [term.casefold() for term in glossary() if term != "---"]
    assert terms == sorted(terms)


@pytest.mark.parametrize(
    "key", ["training", "mentoring", "apprenticeship", "coaching", "coaching_clinic", "market"]
)
def test_the_glossary_and_the_labels_agree(key):
    """The glossary has the terms that messages use."""
    label = ikm.Text.of(f"terms.{key}")
    assert glossary()[label.en] == label.id


def test_plain_text_stays_plain():
    """What a record says cannot become markup."""
    assert page_text.plain("a | *b*\n<c> `d`") == r"a \| \*b\* \<c\> \`d\`"


def test_rows_of_every_shape_can_be_shown():
    """A case may hold rows that are no rows at all, and many of them."""
    assert rule_pages._rows("programs", []) == "`programs`: empty\n"
    assert rule_pages._rows("programs", "no list") == "`programs`: no list\n"
    assert rule_pages._rows("programs", [1, "x"]) == '`programs`: \\[1, "x"\\]\n'
    many = rule_pages._rows("programs", [{"id": "p", "regencies": ["73.13"], "x": True}] * 7)
    assert "| p | 73.13 | `true` |" in many
    assert "... and 1 more." in many
