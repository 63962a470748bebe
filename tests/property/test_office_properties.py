"""Any table as a messy sheet: the same records or a told refusal, never another value."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from ikm_sinergi.checking.run import check
from ikm_sinergi.domain.entities import Owner, Participant, Participation, Program
from ikm_sinergi.domain.tables import TABLES
from ikm_sinergi.office import reader
from ikm_sinergi.office.days import MONTHS
from ikm_sinergi.reading.grid import Merged
from ikm_sinergi.reading.made import participant_id, program_id
from ikm_sinergi.records.builder import repair_of
from ikm_sinergi.records.cells import Unreadable
from ikm_sinergi.records.cells import reader as strict_reader
from office_sheets import read, sheet, told

NIK = "7313000000000001"


# --- properties ------------------------------------------------------------------------------

REGENCIES = {
    "73.13": ("73.13", "Kab. Wajo", "KABUPATEN WAJO", "wajo"),
    "73.72": ("73.72", "Kota Parepare", "Pare-Pare", "parepare"),
    "73.10": ("73.10", "Kab. Pangkep", "Kab. Pangkajene dan Kepulauan", "Pangkajene Kep."),
    None: (None, "-", "", "\u2014"),
}
STATUSES = {
    "completed": ("completed", "Selesai", "lulus"),
    "withdrawn": ("withdrawn", "Mundur", "Mengundurkan diri"),
    "registered": ("registered", "Terdaftar"),
    None: (None, "-"),
}
MONTH_OF = {number: name.title() for name, number in reversed(MONTHS.items())}


def days(day):
    """Return the ways in which a day is written."""
    if day is None:
        return (None, "-")
    written = f"{day.day} {MONTH_OF[day.month]} {day.year}"
    serial = (day - dt.date(1899, 12, 30)).days
    moment = dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001
    return day, moment, written, day.strftime("%d/%m/%Y"), serial, day.isoformat()


def numbers(number, unit=""):
    """Return the ways in which a number is written."""
    if number is None:
        return (None, "-")
    return number, float(number), str(number), f"{number:,}".replace(",", "."), f"{number}{unit}"


@st.composite
def messy(draw):
    """Return rows of a sheet, and the facts that they state."""
    pick = lambda ways: draw(st.sampled_from(ways))  # noqa: E731
    maybe = lambda strategy: draw(st.none() | strategy)  # noqa: E731
    numbered = draw(st.booleans())
    names = ("Batik", "UD. Tenun", "Sumber Rejeki", "Mengetahui Jaya", *(("Total",) * numbered))
    facts = [
        {
            "name": f"{pick(names)} {number}",
            "regency": pick(tuple(REGENCIES)),
            "workers": maybe(st.integers(0, 2000)),
            "investment": maybe(st.integers(0, 2000).map(lambda n: n * 1000)),
            "status": pick(tuple(STATUSES)),
            "day": maybe(st.dates(dt.date(2021, 1, 1), dt.date(2021, 12, 31))),
            "owner": maybe(st.sampled_from(["Fulan", "Fulanah"])),
            "nik": maybe(st.just(NIK)),
        }
        for number in range(draw(st.integers(1, 5)))
    ]
    thousands = draw(st.booleans())
    grouped = draw(st.booleans())
    columns = [
        ("No", lambda fact: facts.index(fact) + 1),
        (pick(("Nama IKM", "NAMA USAHA", "Nama Perusahaan")), lambda fact: fact["name"]),
        (pick(("Kab/Kota", "Asal Daerah")), lambda fact: pick(REGENCIES[fact["regency"]])),
        (
            pick(("Tenaga Kerja", "Jml TK (orang)")),
            lambda fact: pick(numbers(fact["workers"], " orang")),
        ),
        (
            "Nilai Investasi (Rp.000)" if thousands else "Nilai Investasi (Rp)",
            lambda fact: pick(
                numbers(
                    fact["investment"]
                    if fact["investment"] is None or not thousands
                    else fact["investment"] // 1000
                )
            ),
        ),
        (pick(("Status", "Status Peserta")), lambda fact: pick(STATUSES[fact["status"]])),
        (pick(("Tgl Selesai", "Tanggal Selesai")), lambda fact: pick(days(fact["day"]))),
    ]
    if not numbered:
        del columns[0]
    columns[1:] = draw(st.permutations(columns[1:]))
    owner = [
        ("Nama Pemilik", lambda fact: fact["owner"]),
        ("NIK", lambda fact: fact["nik"]),
    ]
    indent = [None] * draw(st.integers(0, 2))
    header = [indent + [name for name, _ in [*columns, *owner]]]
    if grouped:
        width = len(columns)
        upper = indent + [name for name, _ in columns] + ["Pemilik", None]
        lower = indent + [None] * width + ["Nama", "NIK"]
        if draw(st.booleans()):
            upper[len(indent) : len(indent) + width] = [None] * width
            lower[len(indent) : len(indent) + width] = [name for name, _ in columns]
            upper[len(indent)] = "Data IKM" if draw(st.booleans()) else None
        header = [upper, lower]
    above = ["PEMERINTAH KABUPATEN BONE", "DAFTAR PESERTA PELATIHAN TENUN", "TAHUN ANGGARAN 2021"]
    rows = [[*indent, line] for line in above] + [[]] * draw(st.integers(0, 2))
    rows += header
    among = [
        [*indent, "Sub Total", *[None] * 4, 3],
        [*indent, None, "Jumlah Kec. Tempe", 3],
        [*indent, "Catatan: sementara"],
        [*indent, "A", "Kecamatan Tempe"],
        [*indent, None, "Kelurahan Siengkang"],
        [*indent, "Mengetahui,", None, "Sengkang, 3 Mei 2021"],
        [*indent, *range(1, len(columns) + 1)],
        *([cell.upper() if cell else cell for cell in row] for row in header),
    ]
    blanks = draw(st.lists(st.integers(0, len(facts) - 1), max_size=2))
    for place, fact in enumerate(facts):
        rows += [[]] * blanks.count(place)
        if numbered:  # only there can all of it be told from records
            rows += draw(st.lists(st.sampled_from(among), max_size=2))
        rows.append(indent + [cell(fact) for _, cell in [*columns, *owner]])
        fact["lone"] = sum(cell is not None for cell in rows[-1]) == 1
    end = [
        [[*indent, "Jumlah", len(facts)]],
        [[], [*indent, "Catatan:"], [*indent, 1, "Peserta wajib hadir"], [*indent, "L", "Laki"]],
        [[], [*indent, None, None, "Sengkang, 31 Desember 2021"], [*indent, None, None, "Fulan"]],
    ]
    for part in end:
        if draw(st.booleans()):
            rows += part
    return rows, facts


def expected(facts):
    """Return the records that a list of facts is."""
    title = "PELATIHAN TENUN"
    program = program_id("training", 2021, [], title)
    people, shares = [], []
    for fact in facts:
        owner = Owner(name=fact["owner"], nik=fact["nik"])
        one = participant_id(fact["name"], fact["regency"])
        people.append(
            Participant(
                id=one,
                name=fact["name"],
                regency=fact["regency"],
                workers=fact["workers"],
                investment=fact["investment"],
                owner=None if owner == Owner() else owner,
            )
        )
        shares.append(
            Participation(
                participant=one, program=program, status=fact["status"], completed_on=fact["day"]
            )
        )
    program = Program(id=program, year=2021, kind="training", title=title)
    return (program,), tuple(people), tuple(shares)


@given(messy())
def test_a_messy_sheet_says_what_its_table_says(case):
    """Whatever stands around it and however it is written; what was understood is only told.

    A name alone in a row that is not numbered may be a heading: it is told, and not read.
    """
    rows, facts = case
    records = read(sheet(*rows))
    programs, people, shares = expected([fact for fact in facts if not fact["lone"]])
    assert (records.participants, records.participations) == (people, shares)
    assert records.programs == (programs if people else ())
    others = [fault[2] for fault in told(records) if fault[0] != "IKM005"]
    assert others in ([], ["odd_row"], ["odd_rows"])
    assert others or not any(fact["lone"] for fact in facts)


PLANTED = {
    "regency": ("Toraja", "several_regencies"),
    "workers": ("1,500", "several_numbers"),
    "investment": ("1O000", "letter_for_digit"),
    "status": ("Hadir", "several_terms"),
    "completed_on": ("1/2/21", "short_year"),
    "owner.nik": (7313000000000001, "number_lost_digits"),
}
HEADER = {
    "regency": "Kab/Kota",
    "workers": "Tenaga Kerja",
    "investment": "Nilai Investasi (Rp)",
    "status": "Status",
    "completed_on": "Tgl Selesai",
    "owner.nik": "NIK",
}


@given(st.lists(st.sets(st.sampled_from(sorted(PLANTED))), min_size=1, max_size=6))
def test_planted_faults_are_the_faults_that_are_told(plan):
    """Each at its cell; nothing is read into it, and no other field suffers."""
    fields = list(PLANTED)
    rows = [
        [
            number,
            f"IKM {number}",
            *(PLANTED[field][0] if field in bad else None for field in fields),
        ]
        for number, bad in enumerate(plan, 1)
    ]
    head = ["No", "Nama IKM", *(HEADER[field] for field in fields)]
    records = read(sheet("DAFTAR PESERTA PELATIHAN TA 2021", head, *rows))
    found = {
        (fault.location.row, fault.field, fault.reason)
        for fault in records.faults
        if fault.code in {"IKM002", "IKM004"}
    }
    assert found == {
        (number + 2, field, PLANTED[field][1])
        for number, bad in enumerate(plan, 1)
        for field in bad
    }
    assert len(records.participants) == len(plan)
    for one, share, bad in zip(records.participants, records.participations, plan, strict=True):
        assert (one.workers, one.investment, one.regency, one.owner) == (None,) * 4
        assert (share.status, share.completed_on) == (None, None)
        for field in bad:
            record = share if field in {"status", "completed_on"} else one
            assert records.unreadable(record, field)


CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(
        ["No", "Nama IKM", "Tahun", "Kab/Kota", "Status", "Jumlah", "Catatan:", "Wajo", "Tanggal",
         "Mulai", "Selesai", "Nama Kegiatan", "Pelatihan TA 2021 Kab. Wajo", "Pemilik", "NIK", "id"]
    ),
    st.integers(-5, 3000),
    st.floats(),
    st.booleans(),
    st.dates(),
)  # fmt: skip


@given(
    st.lists(st.lists(CELLS, max_size=8), max_size=12),
    st.lists(
        st.tuples(*(st.integers(1, 8),) * 4).map(
            lambda t: Merged(min(t[0], t[2]), min(t[1], t[3]), max(t[0], t[2]), max(t[1], t[3]))
        ),
        max_size=3,
    ),
)
def test_any_sheet_is_read_or_told(rows, merged):
    """Nothing in it raises, and no personal text is shown."""
    records = read(sheet(*rows, merged=tuple(merged)))
    check(records, year=2021)


COLUMNS = [(table, column) for table in TABLES.values() for column in table.columns]
PIECES = st.sampled_from(
    [
        *("73.13", "Wajo", "Kab. Bone", "Pangkep", ";", ", ", " dan ", "Luwu Raya", "7313"),
        *("5", "15", "2021", "Februari", "/", "-", " ", "Rp", "juta", "orang", ",", ".", "000"),
        *("pelatihan", "Selesai", "magang", "TP PKK", "Dekranasda", "hulu", "s.d.", "TA"),
        *("8120000000001", "7313000000000001", "x", "Tenun", "\u200b", "73.1", "'"),
    ]
)
CELLS = (
    st.lists(PIECES, min_size=1, max_size=5).map("".join)
    | st.floats(allow_nan=False, width=32)
    | st.integers(0, 10**17)
    | st.dates(dt.date(1940, 1, 1), dt.date(2105, 1, 1))
)


@given(st.sampled_from(COLUMNS), CELLS)
def test_what_a_cell_was_understood_as_needs_no_repair(place, cell):
    """A repair is an exact value of its column: read strictly, it stays as it is."""
    table, column = place
    error = None
    try:
        reader(column)(cell)
    except Unreadable as caught:
        error = caught
    if error is not None and error.repaired is not None:
        assert strict_reader(column, textual=False)(error.repaired) is not None
        fault = repair_of(table, column.field, cell, error)
        assert (fault.field, fault.code, len(fault.readings)) == (column.field, "IKM005", 1)
        assert fault.shown
