"""What the words of some rules have to say: what was meant, which record, numbers and days."""

import re

import pytest

import ikm_sinergi as ikm
from ikm_sinergi.rules import ALL
from ikm_sinergi.words.catalogue import words


def test_no_english_template_has_an_article_before_a_value():
    """One value would need "a", another "an"."""
    templates = [text.en for rule in ALL for text in (rule.message, rule.remedy)]
    templates += words("en").values()
    assert [one for one in templates if re.search(r"\ban? \{", one)] == []


def told(rows, code, lang="en", **options):
    """What a rule says of these tables of rows."""
    found = ikm.check(ikm.Records.from_rows(rows, complete=[2020]), select=code, **options)
    return [finding.say(lang) for finding in found]


def a_program(**fields):
    """A program of 2021."""
    return {"id": "p", "year": 2021, "kind": "training", "title": "x", **fields}


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"kind": "pendampingan"}, 'kind "pendampingan" is not one of the allowed terms (could be'),
        ({"kind": "Mentoring "}, "(could be mentoring)"),
        ({"kind": "coaching klinik"}, "(could be coaching_clinic)"),
        ({"kind": "traning"}, "(could be training)"),
        (
            {"kind": "kursus"},
            "(training, mentoring, apprenticeship, development, coaching_clinic, s",
        ),
        ({"status": "xyz"}, "allowed terms (planned, running, completed, cancelled)"),
        ({"status": "selesai"}, "allowed terms (could be completed)"),
        ({"status": "x" * 65}, "allowed terms (planned, running, completed, cancelled)"),
        ({"status": 5}, "status 5 is not one of the allowed terms (planned, running, completed, c"),
        ({"starts": "2021-02-30"}, 'starts "2021-02-30" is no day of the calendar'),
        ({"starts": "3 Mei 2021"}, 'starts "3 Mei 2021" is not a day written YYYY-MM-DD'),
    ],
)
def test_an_unreadable_value_says_what_it_could_be(fields, says):
    """The term that the word is, or looks like, in either language; else every allowed one."""
    (said,) = told({"programs": [a_program(**fields)]}, "IKM002")
    assert says in said


def test_the_terms_of_a_list_are_hinted_too():
    """Item by item."""
    agency = {"id": "a", "name": "A", "short_name": "A", "sides": ["hulu", "upstream"]}
    (said,) = told({"agencies": [agency]}, "IKM002")
    assert said.endswith("is not one of the allowed terms (could be upstream)")


def test_rupiah_are_grouped_as_the_language_does():
    """A year and what JSON holds are not."""
    rows = {
        "programs": [a_program()],
        "participants": [{"id": "P", "name": "x", "workers": 45, "investment": 25_000_000_000}],
    }
    assert told(rows, "IKM111") == [
        "P is a large enterprise: 45 workers, investment Rp 25,000,000,000"
    ]
    assert told(rows, "IKM111", "id")[0].endswith("investasi Rp25.000.000.000")
    (finding,) = ikm.check(ikm.Records.from_rows(rows), select="IKM111")
    assert finding.to_dict("id")["values"]["investment"] == 25_000_000_000


def test_days_are_words_in_indonesian_sentences():
    """As people write them; a year alone stays as it is."""
    days = {"starts": "2021-05-09", "ends": "2021-05-01"}
    assert told({"programs": [a_program(**days)]}, "IKM106", "id") == [
        "p berakhir pada tanggal 1 Mei 2021, sebelum dimulai pada tanggal 9 Mei 2021"
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"kind": "development", "regencies": ["73.13"]},
        {"status": "xyz", "regencies": ["73.13"]},
    ],
)
def test_the_training_that_leaves_a_doubt_is_named(fields):
    """Whoever settles it need not look for it."""
    rows = {
        "programs": [
            a_program(id="2020-x", year=2020, **fields),
            a_program(kind="mentoring", regencies=["73.13"]),
        ]
    }
    (finding,) = ikm.check(ikm.Records.from_rows(rows), year=2021, select="IKM203")
    assert finding.outcome is ikm.Outcome.UNDECIDED
    (evidence,) = finding.evidence
    assert evidence.key == {"table": "programs", "id": "2020-x"}
    assert evidence.say() == "may be the training that is needed"


def test_a_doubt_of_many_ids_names_the_first_whatever_their_order():
    """Which of them was read first is no reason."""
    versions = [
        a_program(id=name, year=2020, kind=kind, regencies=["73.13"])
        for name in "ba"
        for kind in ("training", "market")
    ]
    mentoring = a_program(kind="mentoring", regencies=["73.13"])
    for order in (versions, versions[::-1]):
        records = ikm.Records.from_rows({"programs": [*order, mentoring]})
        (finding,) = ikm.check(records, year=2021, select="IKM203")
        assert [one.key["id"] for one in finding.evidence] == ["a"]
        assert finding.about.why.cause == "duplicate_id"


def test_programs_without_different_partners_share_one_remedy():
    """Each names its own in its message; neither is told to join both."""
    rows = {
        "programs": [
            a_program(id="a", lead="disperin-sulsel", partners=["pkk-sulsel"]),
            a_program(id="b", lead="disperin-sulsel", partners=["dekranasda-sulsel"]),
        ]
    }
    first, second = ikm.check(ikm.Records.from_rows(rows), select="IKM302")
    assert "Dekranasda" in first.say()
    assert "TP PKK" in second.say()
    assert first.remedy() == second.remedy()


def test_a_list_without_a_column_says_so(tmp_path):
    """An empty cell is another thing than a column that is not there."""
    path = tmp_path / "rekap.csv"
    path.write_text("Nama Kegiatan;Tahun;Jenis Kegiatan\nTemu Usaha;2021;\n", "utf-8")
    (said,) = [one.say() for one in ikm.check(ikm.read(path), select="IKM001")]
    assert said.endswith(": the field kind is empty")
    path.write_text("Nama Kegiatan;Tahun\nTemu Usaha;2021\n", "utf-8")
    (said,) = [one.say() for one in ikm.check(ikm.read(path), select="IKM001")]
    assert said.endswith(
        ": the field kind is stated by no column, no title and no line above the table"
    )
    assert told({"programs": [{"id": "p"}]}, "IKM001")[0].endswith("the field kind is empty")
