"""The empty form: what is in it, and that it reads back once it is filled in."""

import datetime as dt
import re
import zipfile
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import ikm_sinergi as ikm
from ikm_sinergi.domain.column import Holds
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.errors import WriteError
from ikm_sinergi.reading.grid import CHOICES, GUIDE, padded
from ikm_sinergi.reading.workbooks import read_grids
from ikm_sinergi.reference.agency import agencies
from ikm_sinergi.words.language import Text
from ikm_sinergi.writing.template import write_template
from office_sheets import read, sheet, told

LANGS = ("en", "id")


def part(path, name):
    """The text of a part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def grids_of(path):
    """The sheets of a workbook by name."""
    with Path(path).open("rb") as file:
        return {grid.sheet: grid for grid in read_grids(file, "a.xlsx")}


@pytest.fixture(scope="module")
def forms(tmp_path_factory):
    """The whole form in each language: its path, and its sheets by name."""
    folder = tmp_path_factory.mktemp("forms")
    for lang in LANGS:
        write_template(folder / f"{lang}.xlsx", lang=lang)
    return {lang: (folder / f"{lang}.xlsx", grids_of(folder / f"{lang}.xlsx")) for lang in LANGS}


def sheets(forms, lang):
    """The sheets of the tables in a form, by the name of the table."""
    (_, *tables, _) = forms[lang][1].values()
    return dict(zip(TABLES, tables, strict=True))


# --- what is in it -------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_form_has_a_sheet_for_each_table_between_guide_and_choices(forms, lang):
    """With the names of the fields in English, and with their labels in Indonesian."""
    names = list(forms[lang][1])
    assert (names[0], names[-1]) == (Text.of(GUIDE).say(lang), Text.of(CHOICES).say(lang))
    for (name, table), (_, grid) in zip(TABLES.items(), sheets(forms, lang).items(), strict=True):
        english = lang == "en"
        assert grid.sheet == (name if english else table.label.id)
        labels = tuple(column.label.id for column in table.columns)
        assert grid.rows == (table.headers if english else labels,)


def test_form_is_in_english_unless_asked_otherwise(forms, tmp_path):
    """As the command and the report are."""
    write_template(tmp_path / "a.xlsx")
    assert grids_of(tmp_path / "a.xlsx") == forms["en"][1]


def test_form_of_some_tables_has_only_those(tmp_path):
    """And only the choices that they need."""
    write_template(tmp_path / "a.xlsx", ["results", "sales"])
    grids = grids_of(tmp_path / "a.xlsx")
    assert list(grids) == [Text.of(GUIDE).en, "results", "sales", Text.of(CHOICES).en]
    assert grids[Text.of(CHOICES).en].rows[0] == ("measure (results)",)


def test_form_of_an_unknown_table_is_refused(tmp_path):
    """With the tables that may have been meant."""
    with pytest.raises(WriteError, match="program: is no table; there are programs"):
        write_template(tmp_path / "a.xlsx", ["program"])
    with pytest.raises(WriteError, match="there are programs, participants,"):
        write_template(tmp_path / "a.xlsx", ["zzz"])


def test_same_form_gives_the_same_bytes(forms, tmp_path):
    """Nothing in it tells when it was made."""
    write_template(tmp_path / "a.xlsx", lang="id")
    assert (tmp_path / "a.xlsx").read_bytes() == forms["id"][0].read_bytes()


@pytest.mark.parametrize("lang", LANGS)
def test_form_lets_choose_by_what_a_key_means(forms, lang):
    """Regencies, kinds, statuses and agencies with their labels; ids are kept as text."""
    path, grids = forms[lang]
    rows = grids[Text.of(CHOICES).say(lang)].rows
    training, wajo = ("training", "pelatihan")[lang == "id"], "73.13 \u2013 Kabupaten Wajo"
    offered = {cell for row in rows for cell in row}
    agency = "disperin-sulsel \u2013 Dinas Perindustrian Provinsi Sulawesi Selatan"
    assert {f"training \u2013 {training}", wajo, agency} <= offered
    assert len(set(rows[0])) == len(rows[0])
    xml = part(path, "xl/worksheets/sheet2.xml")
    found = re.findall(r'<dataValidation type="(\w+)"[^>]*sqref="(\w+):', xml)
    assert found == [
        ("whole", "B2"),
        ("list", "C2"),
        ("list", "E2"),
        ("list", "F2"),
        ("list", "G2"),
        ("date", "I2"),
        ("date", "J2"),
        ("list", "K2"),
    ]
    assert 'formatCode="yyyy-mm-dd"' in part(path, "xl/styles.xml").replace("\\", "")


def test_form_of_a_policy_offers_its_province(tmp_path):
    """The regencies of that province, and the agencies that the policy names."""
    own = evolve(ikm.policies()[0], id="jabar", province="32", partners=["mitra"], approvers=["b"])
    write_template(tmp_path / "a.xlsx", policies=evolve(own, equipment_owed_by=["b", "a"]))
    rows = grids_of(tmp_path / "a.xlsx")[Text.of(CHOICES).en].rows
    lists = {cells[0]: [cell for cell in cells[1:] if cell] for cells in zip(*rows, strict=True)}
    assert lists["agencies"] == ["a", "b", "mitra"]
    assert lists["province"] == ["32 \u2013 Jawa Barat"]
    assert len(lists["regency"]) == 27
    assert {one[:3] for one in lists["regency"]} == {"32."}


def test_form_of_several_policies_offers_all_of_their_provinces(tmp_path):
    """Each once, in the order of their codes."""
    (bundled,) = ikm.policies()
    both = [evolve(bundled, id="jabar", province="32"), bundled, evolve(bundled, id="other")]
    write_template(tmp_path / "a.xlsx", ["agencies", "programs"], policies=both)
    rows = grids_of(tmp_path / "a.xlsx")[Text.of(CHOICES).en].rows
    lists = {cells[0]: [cell for cell in cells[1:] if cell] for cells in zip(*rows, strict=True)}
    assert [one[:2] for one in lists["province"]] == ["32", "73"]
    assert len(lists["regency"]) == 27 + 24
    assert [one.partition(" ")[0] for one in lists["agencies"]] == [one.id for one in agencies()]


def test_form_of_a_policy_for_nowhere_is_refused(tmp_path):
    """No province has the code."""
    nowhere = evolve(ikm.policies()[0], province="99")
    with pytest.raises(ikm.UnknownProvinceError):
        write_template(tmp_path / "a.xlsx", policies=nowhere)
    assert list(tmp_path.iterdir()) == []


def test_drop_down_lists_reach_to_the_last_choice(forms):
    """And not beyond it."""
    path, grids = forms["en"]
    xml = part(path, "xl/worksheets/sheet2.xml")
    areas = re.findall(r"'List of choices'!\$([A-Z])\$2:\$([A-Z])\$([0-9]+)", xml)
    columns = zip(*grids[Text.of(CHOICES).en].rows, strict=True)
    last = {chr(65 + n): 1 + sum(map(bool, cells[1:])) for n, cells in enumerate(columns)}
    assert areas
    for first, same, row in areas:
        assert (first, last[first]) == (same, int(row))


@pytest.mark.parametrize(
    ("lang", "note", "line"),
    [
        ("en", "kind of program (required): choose from the list", "their headers are orange"),
        ("id", "jenis kegiatan (wajib): pilih dari daftar", "judulnya berwarna jingga"),
    ],
)
def test_form_explains_itself(forms, lang, note, line):
    """In comments and on the first sheet, with the version that the readers know."""
    path, grids = forms[lang]
    assert note in part(path, "xl/comments1.xml")
    guide = grids[Text.of(GUIDE).say(lang)]
    texts = [str(row[0]) for row in guide.rows]
    assert any(line in text for text in texts)
    assert any(text.endswith("(schema_version): 1") for text in texts)
    named = [row[:2] for row in guide.rows if row[1] is not None][1:]
    assert named == [
        (grid.sheet, header) for grid in sheets(forms, lang).values() for header in grid.rows[0]
    ]
    assert "schema_version" in part(path, "docProps/custom.xml")


# --- filled in -----------------------------------------------------------------------------

NAMES = st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=9).map(lambda name: f"x{name}")
FREE = {
    Holds.IDENTIFIER: NAMES,
    Holds.TEXT: NAMES,
    Holds.YEAR: st.integers(1945, 2100),
    Holds.DAY: st.dates(dt.date(1945, 8, 17), dt.date(2100, 12, 31)),
    Holds.WHOLE: st.integers(0, 10**12),
    Holds.IDENTIFIERS: st.lists(NAMES, unique=True, min_size=1, max_size=3).map(tuple),
}
DIGITS = {"nib": st.just("8120000000001"), "owner.nik": st.just("7306010101800001")}
ONE_SUBJECT = {"program", "regency"}


def list_of(column):
    """What all columns share that choose from one list; None for a free column."""
    if column.refers is not None:
        return "agencies" if column.refers == "agencies" else None
    if column.holds is Holds.PROVINCE:
        return "provinces"
    codes = column.holds in {Holds.CODE, Holds.CODES}
    return "regencies" if codes else column.vocabulary


LISTS = dict.fromkeys(list_of(column) for table in TABLES.values() for column in table.columns)


def offered(forms, lang):
    """What each list of a form offers, by the keys; they stand in the order of their columns."""
    rows = forms[lang][1][Text.of(CHOICES).say(lang)].rows
    found = zip(filter(None, LISTS), zip(*rows, strict=True), strict=True)
    return {
        name: {item.partition(" \u2013 ")[0]: item for item in cells[1:] if item}
        for name, cells in found
    }


def filled(draw, column, choices):
    """A value of a column and the cell that states it."""
    many, key = column.holds.many, list_of(column)
    if key in choices:
        some = st.sampled_from(tuple(choices[key]))
        keys = draw(st.lists(some, unique=True, min_size=1, max_size=3 if many else 1))
        return tuple(keys) if many else keys[0], "; ".join(choices[key][one] for one in keys)
    value = draw(DIGITS.get(column.field, FREE.get(column.holds)))
    return value, ";".join(value) if many else value


@pytest.mark.parametrize("lang", LANGS)
@settings(max_examples=40)
@given(data=st.data())
def test_filled_form_reads_back_as_it_was_meant(forms, lang, data):
    """Every column of every table: equal records, and nothing to tell of."""
    choices = offered(forms, lang)
    meant, grids = {}, []
    for name, grid in sheets(forms, lang).items():
        table = TABLES[name]
        drawn = {column: filled(data.draw, column, choices) for column in table.columns}
        if name == "dispensations":
            drawn |= {one: (None, None) for one in drawn if one.field in ONE_SUBJECT}
        meant[name] = {column.field: value for column, (value, _) in drawn.items()}
        row = tuple(cell for _, cell in drawn.values())
        grids.append(evolve(grid, rows=padded([*grid.rows, row])))
    records = read(*grids)
    assert told(records) == []
    for name, values in meant.items():
        (entity,) = records.table(name)
        for field, value in values.items():
            outer, _, inner = field.partition(".")
            found = getattr(entity, outer)
            assert (getattr(found, inner) if inner else found) == value


@pytest.mark.parametrize("name", TABLES)
def test_required_columns_alone_are_enough(forms, name):
    """In Indonesian too, where a label may stand in several tables."""
    table = TABLES[name]
    grid = sheets(forms, "id")[name]
    cells = [
        {Holds.YEAR: 2021, Holds.WHOLE: 3, Holds.DAY: dt.date(2021, 5, 6)}.get(column.holds, "abcd")
        if column.vocabulary is None
        else next(iter(column.vocabulary)).value
        for column in table.columns
    ]
    # A dispensation needs somebody; a lone cell, as a sale without its amount is, may be a heading.
    more = {"participant", "amount"}
    needed = [column.required or column.field in more for column in table.columns]
    row = tuple(cell if need else None for cell, need in zip(cells, needed, strict=True))
    records = read(evolve(grid, rows=padded([*grid.rows, row])))
    assert (told(records), len(records.table(name))) == ([], 1)


def test_choice_that_contradicts_itself_is_refused_with_both(forms):
    """The key says one thing, the words behind it another."""
    headers = sheets(forms, "id")["participants"].rows[0][:3]
    records = read(sheet(headers, ["P-1", "Sutera", "73.13 \u2013 Kabupaten Bone"]))
    assert told(records) == [("IKM002", "regency", "several_regencies", ("73.13", "73.08"))]
