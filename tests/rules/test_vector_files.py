"""A vectors file says once what its cases share; whatever it says in vain is an error."""

import pytest

from vectors import CHANGES, counted, expanded, read

GIVEN = {
    "year": 2021,
    "records": {
        "programs": [
            {"id": "2020-a", "kind": "training", "regencies": ["73.13"]},
            {"id": "2021-a", "kind": "mentoring"},
        ],
        "participations": [
            {"participant": "P-1", "program": "2020-a", "status": "completed"},
            {"participant": "P-1", "program": "2021-a"},
            {"participant": "P-2", "program": "2021-a"},
        ],
    },
}
PROGRAMS = GIVEN["records"]["programs"]
PARTICIPATIONS = GIVEN["records"]["participations"]


def case(**said):
    """A case with what it says about the records."""
    return expanded(GIVEN, {"title": "A case", **said})


def test_a_case_that_says_nothing_has_what_is_given():
    """Records and what is asked are taken over as they are."""
    assert case() == {"title": "A case", **GIVEN}


def test_what_a_case_asks_takes_the_place_of_what_is_given():
    """Another year is asked instead, complete years besides."""
    asked = case(year=[2021, 2022], complete=[2020])
    assert (asked["year"], asked["complete"]) == ([2021, 2022], [2020])


def test_but_changes_the_row_of_its_key_where_it_stands():
    """A field is added or replaced; other rows and other fields stay."""
    rows = case(
        but={
            "programs": [{"id": "2020-a", "status": "cancelled", "regencies": ["73.12"]}],
            "participations": [{"participant": "P-1", "program": "2021-a", "status": "attending"}],
        }
    )["records"]
    assert rows["programs"] == [
        {"id": "2020-a", "kind": "training", "regencies": ["73.12"], "status": "cancelled"},
        PROGRAMS[1],
    ]
    assert rows["participations"][0] == PARTICIPATIONS[0]
    assert rows["participations"][1] == {**PARTICIPATIONS[1], "status": "attending"}


def test_without_leaves_out_every_row_that_says_all_of_a_part():
    """A part may speak of one row or of several."""
    some = case(without={"participations": [{"participant": "P-1"}]})
    assert some["records"]["participations"] == [PARTICIPATIONS[2]]
    one = case(without={"participations": [{"participant": "P-1", "program": "2020-a"}]})
    assert one["records"]["participations"] == PARTICIPATIONS[1:]


def test_without_leaves_out_a_table_or_what_is_asked():
    """A table that is left out is not there, which is not an empty one."""
    left = case(without={"participations": True, "year": True})
    assert left == {"title": "A case", "records": {"programs": PROGRAMS}}


def test_also_adds_rows_at_the_end_even_of_one_id_or_of_a_new_table():
    """An id may so have two contents."""
    other = {"id": "2021-a", "kind": "training"}
    more = case(also={"programs": [other], "sales": [{"program": "2021-a"}]})["records"]
    assert more["programs"] == [*PROGRAMS, other]
    assert more["sales"] == [{"program": "2021-a"}]


def test_records_state_a_table_whole():
    """What was given of this table is gone, other tables stay; an empty table is there."""
    whole = case(records={"programs": []})["records"]
    assert whole == {"programs": [], "participations": PARTICIPATIONS}


def test_one_table_may_lose_change_and_gain_rows():
    """Rows are left out first, then changed, then added."""
    rows = case(
        without={"programs": [{"kind": "training"}]},
        but={"programs": [{"id": "2021-a", "status": "running"}]},
        also={"programs": [PROGRAMS[0]]},
    )["records"]["programs"]
    assert rows == [{**PROGRAMS[1], "status": "running"}, PROGRAMS[0]]


def test_cases_leave_what_is_given_alone():
    """What one case changes, the next has as it was given."""
    before = [dict(row) for row in PROGRAMS]
    case(but={"programs": [{"id": "2020-a", "status": "cancelled"}]})
    case(without={"programs": [{"id": "2020-a"}]}, also={"programs": [{"id": "x"}]})
    assert before == PROGRAMS


@pytest.mark.parametrize(
    "said",
    [
        {"year": 2021},
        {"records": {"programs": PROGRAMS}},
        {"also": {"programs": []}},
        {"also": {"programs": [PROGRAMS[0]]}},
        {"but": {"programs": []}},
        {"but": {"programs": [{"id": "2020-a", "kind": "training"}]}},
        {"but": {"programs": [{"id": "2022-a", "kind": "training"}]}},
        {"but": {"programs": [{"kind": "training"}]}},
        {"but": {"sales": [{"program": "2021-a", "retailer": "Ritel A"}]}},
        {"without": {"programs": []}},
        {"without": {"programs": [{}]}},
        {"without": {"programs": [{"id": "2022-a"}]}},
        {"without": {"programs": [{"id": "2020-a", "kind": "mentoring"}]}},
        {"without": {"programs": [{"id": "2020-a"}, {"kind": "training"}]}},
        {"without": {"sales": [{"program": "2021-a"}]}},
        {"without": {"sales": True}},
        {"without": {"scope": True}},
        {"without": {"year": True}, "year": 2022},
        {"without": {"programs": True}, "also": {"programs": [{"id": "x"}]}},
        {"without": {"programs": True}, "records": {"programs": [{"id": "x"}]}},
        {"records": {"programs": []}, "also": {"programs": [{"id": "x"}]}},
        {"records": {"programs": []}, "without": {"programs": [{"id": "2020-a"}]}},
    ],
    ids=str,
)
def test_what_is_said_in_vain_is_an_error(said):
    """It changes nothing, speaks of what is not there, or says two things at once."""
    with pytest.raises(ValueError, match="A case"):
        case(**said)


def test_but_is_an_error_where_an_id_has_two_contents():
    """It could mean either row."""
    given = {"records": {"programs": [*PROGRAMS, {"id": "2020-a", "kind": "market"}]}}
    change = {"programs": [{"id": "2020-a", "status": "cancelled"}]}
    with pytest.raises(ValueError, match="no single row"):
        expanded(given, {"title": "A case", "but": change})


def test_counts_that_are_not_named_are_zero():
    """The kind of a case is the key of its counts."""
    told = counted({"title": "A case", "finds": {"applicable": 2, "violated": 1}})
    assert told == {
        "title": "A case",
        "kind": "finds",
        "expect": {"applicable": 2, "violated": 1, "waived": 0, "undecided": 0},
    }


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"finds": {"violated": 1}},
        {"finds": {"applicable": 1, "passed": 1}},
        {"finds": {"applicable": 1}, "boundary": {"applicable": 0}},
    ],
    ids=str,
)
def test_a_case_counts_what_is_applicable_and_is_of_one_kind(said):
    """No kind, two kinds, no count of the applicable or an unknown count is an error."""
    with pytest.raises(ValueError, match="A case"):
        counted({"title": "A case", **said})


@pytest.mark.parametrize(
    "text",
    [
        "cases = []\nname = 1",
        "cases = []\ngiven.title = 'A case'",
        "cases = []\ngiven.programs = []",
        "[[cases]]\ntitle = 'A case'\nprograms = []",
        "[[cases]]\ntitle = 'A case'\noutcome = 'eligible'",
    ],
)
def test_a_key_that_is_not_known_is_an_error(tmp_path, text):
    """Of the file, of what is given, or of a case."""
    path = tmp_path / "IKM000.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"no such keys|cannot be given"):
        read(path)


def test_the_readme_shows_how_a_file_is_written(tmp_path):
    """Its example can be read, and its table has every word for a change."""
    from vectors import FOLDER

    text = (FOLDER / "README.md").read_text("utf-8")
    path = tmp_path / "IKM201.toml"
    path.write_text(text.partition("```toml\n")[2].partition("```")[0], "utf-8")
    (one,) = read(path, ("code",))["cases"]
    assert one["records"]["programs"][1]["status"] == "cancelled"
    assert [row["participant"] for row in one["records"]["participations"]] == ["P-1", "P-2"]
    for change in CHANGES:
        assert f"`{change}.T = " in text
