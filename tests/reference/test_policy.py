import datetime as dt
import re
import tomllib
from importlib import resources

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikm_sinergi.domain.entities import Participant
from ikm_sinergi.domain.terms import Family, ParticipationStatus, ProgramKind, Severity, SizeClass
from ikm_sinergi.errors import InvalidValueError, PolicyError, ReadError
from ikm_sinergi.reference.agency import agencies
from ikm_sinergi.reference.places import regencies
from ikm_sinergi.reference.policy import (
    SECTIONS,
    Announcement,
    Policy,
    Potential,
    policies,
    policy_by_year,
    read_policy,
)

FILE = resources.files("ikm_sinergi").joinpath("data", "policies", "sulsel-2021.toml")
TEXT = FILE.read_text("utf-8")
SULSEL = policies()[0]


@pytest.fixture
def written(tmp_path):
    """A function that writes the bundled policy with changes, each of which has to be one."""

    def write(*changes, text=TEXT):
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / "policy.toml"
        path.write_text(text, "utf-8")
        return path

    return write


def problems(path):
    """All that is wrong with a policy file."""
    with pytest.raises(PolicyError) as caught:
        read_policy(path)
    assert caught.value.subject == str(path)
    return list(caught.value.problems)


def participant(workers, investment):
    """A made-up enterprise of the given numbers."""
    return Participant(id="P-1", name="Made up", workers=workers, investment=investment)


# --- the bundled policy ------------------------------------------------------------------


def test_bundled_policy():
    """South Sulawesi's policy is in force from 2021 without end, and reviewed for 2021."""
    assert policies() == (SULSEL,)
    assert policies() is policies()
    assert (SULSEL.id, SULSEL.province, SULSEL.schema_version) == ("sulsel-2021", "73", 1)
    assert [SULSEL.covers(year) for year in (2020, 2021, 2022, 2100)] == [False, True, True, True]
    assert [SULSEL.reviewed(year) for year in (2021, 2022)] == [True, False]


def test_bundled_file_begins_with_its_source():
    """Whoever opens the file first reads where it comes from."""
    assert next(iter(tomllib.loads(TEXT))) == "source"
    assert set(SULSEL.sources) == set(SECTIONS)


def test_who_may_follow_whom():
    """Mentoring and apprenticeship follow a training completed in the year before (S14)."""
    for kind in ProgramKind:
        before = SULSEL.prerequisite(kind)
        if kind in {ProgramKind.MENTORING, ProgramKind.APPRENTICESHIP}:
            assert before.kinds == (ProgramKind.TRAINING,)
            assert before.within == 1
            assert before.status is ParticipationStatus.COMPLETED
        else:
            assert before is None


def test_known_names_only():
    """The bundled policy names bundled agencies, regencies and areas."""
    named = {*SULSEL.partners, *SULSEL.equipment_owed_by, *SULSEL.approvers}
    codes = {*SULSEL.potentials, *(a.regency for a in SULSEL.announced if a.regency)}

    assert all(key in agencies() for key in named)
    assert all(regencies()[code].province == SULSEL.province for code in codes)
    assert [regencies().area(a.area).name for a in SULSEL.announced if a.area] == [
        "Luwu Raya",
        "Toraja",
    ]


def test_touch_is_coaching():
    """A regency is touched by the coaching family, not by clinics and markets."""
    assert set(SULSEL.touch) == {k for k in ProgramKind if k.family is Family.COACHING}


def test_announced_coaching_reaches_thirteen():
    """The plan as reported names 13 of the 24 regencies for coaching."""
    named = set()
    for announcement in SULSEL.announced_for(2021):
        if announcement.kind in SULSEL.touch:
            area = announcement.area
            named |= set(regencies().area(area).members) if area else {announcement.regency}

    assert len(named) == 13
    assert not named & {"73.02", "73.03", "73.04", "73.05", "73.07", "73.08", "73.10", "73.11"}


def test_announced_for_their_year_only():
    """The programs of 2021 are not missed in later years, though the policy stays in force."""
    assert len(SULSEL.announced_for(2021)) == 14
    assert SULSEL.announced_for(2022) == ()


@pytest.mark.parametrize(
    ("code", "commodities"),
    [
        ("73.06", ("passion fruit",)),
        ("73.09", ("processed food", "bamboo craft")),
        ("73.12", ("yarn",)),
        ("73.72", ("seashell craft",)),
    ],
)
def test_potentials(code, commodities):
    """A regency's potential is what the source says, in the policy's terms."""
    assert SULSEL.potential(code).commodities == commodities


def test_unstated_potential():
    """Motif design is a skill: nothing is known of what Wajo makes."""
    assert SULSEL.potential("73.13") is None


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("passion fruit", "passion fruit"),
        ("Markisa", "passion fruit"),
        ("BUAH  MARKISA", "passion fruit"),
        ("pangan olahan", "processed food"),
        ("Kerajinan Bambu", "bamboo craft"),
        ("benang", "yarn"),
        ("kerajinan kulit-kerang", "seashell craft"),
        ("sutra", None),
        ("markis", None),
        ("", None),
    ],
)
def test_commodity_terms(text, term):
    """A commodity is known by its term and true synonyms; a near one is not known."""
    assert SULSEL.commodity(text) == term


@pytest.mark.parametrize(
    ("workers", "investment", "size"),
    [
        (19, 999_999_999, SizeClass.SMALL),
        (20, 0, SizeClass.MEDIUM),
        (20, 15_000_000_001, SizeClass.LARGE),
        (None, 5_000_000_000, SizeClass.UNKNOWN),
        (1, None, SizeClass.UNKNOWN),
        (None, None, SizeClass.UNKNOWN),
    ],
)
def test_size_of(workers, investment, size):
    """With one number not stated the class is unknown, never small."""
    assert SULSEL.size_of(participant(workers, investment)) is size


@given(st.none() | st.integers(0, 50), st.none() | st.integers(0, 20_000_000_000))
def test_size_is_among_the_possible(workers, investment):
    """A known size is the only possible one; an unknown one leaves at least one."""
    ikm = participant(workers, investment)
    size, possible = SULSEL.size_of(ikm), SULSEL.sizes_possible(ikm)

    assert possible == {size} if size is not SizeClass.UNKNOWN else possible


# --- made and changed by hand ------------------------------------------------------------


def test_changed_copy():
    """A policy is changed by a copy, which knows its own commodities."""
    copy = attrs.evolve(
        SULSEL, commodities={**SULSEL.commodities, "silk": ["sutra"]}, off=["IKM402"]
    )

    assert copy.commodity("Sutra") == "silk"
    assert copy.off == ("IKM402",)
    assert SULSEL.commodity("Sutra") is None
    assert copy != SULSEL
    assert attrs.evolve(SULSEL) == SULSEL


def test_read_only():
    """Nobody changes a policy under another's hands."""
    severities = {"IKM201": Severity.WARNING}
    copy = attrs.evolve(SULSEL, severities=severities)
    severities["IKM202"] = Severity.NOTE

    assert dict(copy.severities) == {"IKM201": Severity.WARNING}
    with pytest.raises(TypeError):
        copy.commodities["silk"] = ()
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        copy.id = "mine"
    assert hash(copy) == hash(attrs.evolve(copy))


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("id", "", "is empty"),
        ("title", "Coaching", "needs a text in English (en) and in Indonesian (id)"),
        ("title", attrs.evolve(SULSEL.title, id=" "), "needs a text in English"),
        ("source", {}, "is empty"),
        ("schema_version", 2, "is not 1, the only version this release reads"),
        ("schema_version", True, "is not 1"),
        ("valid_from", dt.date(2021, 2, 1), "is not a 1 January"),
        ("valid_from", dt.date(1900, 1, 1), "is not a day between"),
        ("valid_to", dt.date(2022, 6, 30), "is not a 31 December"),
        ("valid_to", "2022-12-31", "is not a day written"),
        ("reviewed_until", 2021, "is not a day written"),
        ("province", 73, "is not the Kemendagri code of a province"),
        ("province", "073", "is not the Kemendagri code of a province"),
        ("prerequisites", [], "is not an object"),
        ("prerequisites", {ProgramKind.MENTORING: "training"}, "is not a Prerequisite"),
        ("partners", "pkk-sulsel", "is not a list"),
        ("partners", ["pkk-sulsel", "pkk-sulsel"], "names the same thing twice"),
        ("touch", ["training"], "'training' is not one of the allowed terms"),
        ("size", None, "is not a SizeThresholds"),
        ("commodities", [], "is not an object"),
        ("commodities", {"yarn": 5.0}, "'yarn': is not a list"),
        ("commodities", {"yarn": [5]}, "'yarn': 5 is not a text"),
        ("commodities", {"a": ["x"], "b": ["X."]}, "'X.' stands for both 'a' and 'b'"),
        ("potentials", {"7306": SULSEL.potential("73.06")}, "'7306' is not a Kemendagri code"),
        ("announced", "none", "is not a list"),
        ("announced", ["none"], "'none' is not an Announcement"),
        ("announced", SULSEL.announced * 2, "'2021-wajo' is there twice"),
        ("severities", {"IKM201": "note"}, "'IKM201': is not one of the allowed terms"),
        ("sources", "S1", "is not an object"),
        ("sources", {**SULSEL.sources, "size": []}, "'size': is empty"),
        ("sources", {**SULSEL.sources, "sizes": ["S1"]}, "did you mean 'size'?"),
        ("sources", {"size": ["S1"]}, "'partners' has no source"),
    ],
)
def test_wrong_value(field, value, problem):
    """A policy refuses what its field cannot hold, by the name of the field."""
    with pytest.raises(PolicyError, match=re.escape(problem)) as caught:
        attrs.evolve(SULSEL, **{field: value})

    assert caught.value.subject == field


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"valid_to": dt.date(2020, 12, 31)}, "valid_to: is before valid_from"),
        (
            {"potentials": {"73.06": Potential(commodities=["markisa"], statement="S4")}},
            "potentials.73.06.commodities: 'markisa' is no term of commodities",
        ),
        (
            {"announced": [Announcement(id="a", year=2021, statement="S5", commodity="yarns")]},
            "announced[1].commodity: 'yarns' is no term of commodities; did you mean 'yarn'?",
        ),
    ],
)
def test_contradictions(changes, problem):
    """Values that are fine one by one must also agree."""
    with pytest.raises(PolicyError, match=re.escape(problem)):
        attrs.evolve(SULSEL, **changes)


# --- files -------------------------------------------------------------------------------


def test_reading_gives_the_bundled_policy(written):
    """A copy of the bundled file reads as the bundled policy, a BOM before it or not."""
    assert read_policy(written()) == SULSEL
    assert read_policy(str(written(text="\ufeff" + TEXT))) == SULSEL


def test_settings_with_their_source(written):
    """A file may set severities and switch rules off, and says why."""
    path = written(
        (
            "[sources]",
            '[severities]\nIKM302 = "note"\n\n[sources]\nseverities = ["ours"]\noff = ["ours"]',
        ),
        ("[prerequisites.mentoring]", 'off = ["IKM402"]\n\n[prerequisites.mentoring]'),
    )
    policy = read_policy(path)

    assert policy.severities == {"IKM302": Severity.NOTE}
    assert policy.off == ("IKM402",)


def test_settings_without_source(written):
    """A file that changes a severity without saying why is refused."""
    path = written(("[sources]", '[severities]\nIKM302 = "note"\n\n[sources]'))

    assert problems(path) == ["sources: 'severities' has no source"]


def test_every_problem_at_once(written):
    """Everything wrong with a file is told together, each with its place."""
    path = written(
        ("schema_version = 1", "schema_version = 2"),
        ("valid_from = 2021-01-01", 'valid_from = "2021"'),
        ("partners = [", "partner = ["),
        (
            '[prerequisites.mentoring]\nkinds = ["training"]',
            '[prerequisites.mentorng]\nkinds = "training"',
        ),
        ("few_workers = 19 ", "few_workers = true "),
        ("small_investment_below = 1_000_000_000 ", "small_investment_under = 1_000_000_000.0 "),
        ('[potentials."73.06"]', "[potentials.7306]"),
        ('kind = "development"', 'kind = "pembinaan"'),
        ('area = "Toraja"', 'area = "Toraja"\nregency = "73.18"'),
        ('equipment_owed_by = ["S7"]\n', ""),
        ("approvers = [", "approvers = [7, "),
    )

    kinds = ", ".join(ProgramKind)
    assert sorted(problems(path)) == [
        "announced[2].kind: 'pembinaan' is not one of " + kinds,
        "announced[9]: names both a regency and an area",
        "approvers[1]: is not a text",
        "partner: is not known; did you mean 'partners'?",
        "partners: is missing",
        "potentials: '7306' is not a Kemendagri code of a regency such as \"73.06\"",
        "prerequisites.mentorng.kinds: is not a list",
        f"prerequisites.mentorng: 'mentorng' is not one of {kinds}; did you mean 'mentoring'?",
        "schema_version: is not 1, the only version this release reads",
        "size.few_workers: is not a whole number",
        "size.small_investment_below: is missing",
        "size.small_investment_under: is not known; did you mean 'small_investment_below'?",
        "sources: 'equipment_owed_by' has no source",
        "valid_from: is not a day: write it without quotes and time, 2021-01-31",
    ]


def test_contradictions_beside_other_problems(written):
    """A wrong number somewhere does not hide that dates or terms contradict each other."""
    path = written(
        ("valid_from = 2021-01-01", "valid_from = 2021-01-01\nvalid_to = 2020-12-31"),
        ('commodities = ["yarn"]', 'commodities = ["yarns"]'),
        ("few_workers = 19 ", "few_workers = 0 "),
    )

    assert problems(path) == [
        "size.few_workers: is not a whole number of one or more",
        "valid_to: is before valid_from",
        "potentials.73.12.commodities: 'yarns' is no term of commodities; did you mean 'yarn'?",
    ]


@pytest.mark.parametrize("field", [f.name for f in attrs.fields(Policy)])
def test_no_defaults(written, field):
    """An empty file lacks every value but the four that may be left out."""
    optional = {"valid_to", "reviewed_until", "severities", "off"}
    told = problems(written(text=""))

    assert (f"{field}: is missing" in told) is (field not in optional)


@pytest.mark.parametrize(
    ("text", "line"),
    [("id = \n", 1), ('id = "a"\nid = "b"\n', 2), ("\n\nvalid_from = 2021-02-30\n", 3)],
)
def test_broken_toml(written, text, line):
    """A file that is no TOML is refused with the line where it stops being one."""
    (problem,) = problems(written(text=text))

    assert problem.startswith("is no TOML: ")
    assert f"line {line}," in problem


@pytest.mark.parametrize("text", ["size = " + "9" * 5000, "off = " + "[" * 100_000])
def test_hostile_toml(written, text):
    """A number of 5,000 digits or a hundred thousand brackets are problems like any other."""
    (problem,) = problems(written(text=text))

    assert problem.startswith("is no TOML: ")


def test_unreadable_files(tmp_path):
    """A file that is not there, no text or too large is a `ReadError` that names it."""
    latin, large = tmp_path / "latin.toml", tmp_path / "large.toml"
    latin.write_bytes(b"# one\n# two\n# \xe9\n")
    large.write_bytes(b"#" * 1_000_001)

    for path, text in [
        (tmp_path / "absent.toml", "absent.toml: there is no such file"),
        (tmp_path, "cannot be read: "),
        ("a\0b", "cannot be read: embedded null byte"),
        (latin, ":3: is not UTF-8"),
        (large, "is larger than 1 MB"),
    ]:
        with pytest.raises(ReadError, match=re.escape(text)) as caught:
            read_policy(path)
        assert caught.value.path == str(path)
        assert "Errno" not in str(caught.value)


# --- years -------------------------------------------------------------------------------


def test_policy_by_year():
    """Each year has the one policy that covers it; a year before all of them has none."""
    first = attrs.evolve(SULSEL, valid_to=dt.date(2022, 12, 31))
    later = attrs.evolve(SULSEL, id="sulsel-2024", valid_from=dt.date(2024, 1, 1))
    by_year = policy_by_year([later, first], [2024, 2020, 2023, 2021, 2021])

    assert list(by_year.items()) == [(2021, first), (2024, later)]


@pytest.mark.parametrize("year", [21, 1944, 2101, "2021", True])
def test_a_year_that_is_none_has_no_policy(year):
    """It is refused: to answer that none covers it would hide a slip of the hand."""
    with pytest.raises(InvalidValueError, match="is not a year between 1945 and 2100") as caught:
        policy_by_year([SULSEL], [2021, year])
    assert (caught.value.field, caught.value.reason) == ("year", "not_year")
    assert repr(year) in str(caught.value)


@pytest.mark.parametrize("years", [[2021], [2023], []])
def test_overlapping_policies(years):
    """Two policies for one year are refused, whichever years are asked for."""
    later = attrs.evolve(SULSEL, id="sulsel-2023", valid_from=dt.date(2023, 1, 1))

    with pytest.raises(PolicyError, match=r"'sulsel-2021' covers 2023 too") as caught:
        policy_by_year([later, SULSEL], years)

    assert caught.value.subject == "sulsel-2023"


@pytest.mark.parametrize(
    ("reviewed_until", "valid_to", "reviewed"),
    [
        (None, None, False),
        (dt.date(2021, 12, 30), None, False),
        (dt.date(2021, 12, 31), None, True),
        (None, dt.date(2021, 12, 31), True),
    ],
)
def test_reviewed(reviewed_until, valid_to, reviewed):
    """A year counts as reviewed if somebody looked to its end, or set the end."""
    policy = attrs.evolve(SULSEL, reviewed_until=reviewed_until, valid_to=valid_to)

    assert policy.reviewed(2021) is reviewed


def test_only_what_follows_a_training_may_ask_for_a_step():
    """A prerequisite of a market would be judged by no rule, so it is refused."""
    asked = {ProgramKind.MARKET: SULSEL.prerequisites[ProgramKind.MENTORING]}
    with pytest.raises(PolicyError, match="no rule asks for a step before this kind"):
        attrs.evolve(SULSEL, prerequisites=asked)
