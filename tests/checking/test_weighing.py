"""Contested, rejected and shared records, and what the rules make of each content."""

import datetime as dt
import json
import os
import signal

import pytest
from attrs import evolve

import ikm_sinergi as ikm
from ikm_sinergi import cli
from ikm_sinergi.cli import main

SULSEL = ikm.policies()[0]
JABAR = evolve(SULSEL, id="jabar", province="32", potentials={}, announced=())


def program(name, **more):
    """Return the row of a mentoring of 2021."""
    return {"id": name, "year": 2021, "kind": "mentoring", "title": "Kegiatan", **more}


def judged(code, *, complete=(), policies=None, **tables):
    """Return the outcomes of one rule on rows, and how many it judged."""
    records = ikm.Records.from_rows(tables, complete=complete)
    report = ikm.check(records, year=2021, select=code, policies=policies, roll_up=False)
    return [str(one.outcome) for one in report.findings if one.code == code]


@pytest.mark.parametrize(
    ("partners", "outcomes"), [([], ["violated"]), (["dekranasda-sulsel"], [])]
)
def test_a_program_in_two_provinces_is_judged_by_both(partners, outcomes):
    """The milder outcome counts: one province asks for a partner less."""
    both = program("T", lead="disperin-sulsel", regencies=["32.04", "73.13"], partners=partners)
    both["partners"] = [*partners, "koperasi"] if partners else ["disdag-sulsel"]
    mild = evolve(JABAR, partners=["dekranasda-sulsel"])
    found = judged("IKM302", programs=[both], policies=[SULSEL, mild])
    assert [one for one in found if one == "violated"] == outcomes


def test_a_doubt_of_one_province_is_the_milder_outcome():
    """What is violated in one and undecided in the other is undecided."""
    both = program("T", regencies=["32.04", "73.13"], commodity="sutra")
    term = next(one for one in SULSEL.commodities if one != SULSEL.commodity("sutra"))
    known = {
        code: ikm.Potential(commodities=[term], statement="contoh") for code in both["regencies"]
    }
    first, other = evolve(SULSEL, potentials=known), evolve(JABAR, potentials=known)
    both["commodity"] = next(one for one in SULSEL.commodities if one != term)
    assert judged("IKM402", programs=[both], policies=[first, other]) == ["violated"]
    lenient = evolve(first, off=("IKM402",))
    assert judged("IKM402", programs=[both], policies=[lenient, other]) == []
    unsure = evolve(JABAR, potentials={})
    assert judged("IKM402", programs=[both], policies=[first, unsure]) == ["undecided"]


def test_a_province_that_nobody_knows_is_called_by_its_code():
    """And when it was divided is not known."""
    context = ikm.Context(
        policies={}, all_policies=(), places=ikm.regencies(), agencies=ikm.agencies()
    )
    assert (context.province_name("00"), context.divided("00")) == ("00", None)
    assert context.own(["73.13"]) == ["73.13"]


def test_an_earlier_program_continued_in_its_year_after_it_was_cancelled():
    """A cancelled one of the same year may be continued."""
    rows = [program("A", status="cancelled"), program("B", continues="A")]
    assert judged("IKM103", programs=rows) == []


def test_a_large_enterprise_by_one_content_is_undecided():
    """Two contents of one id, one of them large."""
    rows = [
        {"id": "P", "name": "Contoh", "workers": 500, "investment": 10**12},
        {"id": "P", "name": "Contoh", "workers": 3, "investment": 5},
    ]
    small = [{"id": "S", "name": "Contoh", "workers": one, "investment": 5} for one in (3, 4)]
    plain = [{"id": "Q", "name": "Contoh"}, {"id": "Q", "name": "Lain"}, *small]
    assert judged("IKM111", participants=[*rows, *plain], programs=[program("M")]) == ["undecided"]


def trained(commodity, now="kopi"):
    """Return tables of P, trained in a commodity, and in a mentoring of a contested id."""
    return {
        "programs": [
            {
                "id": "T",
                "year": 2020,
                "kind": "training",
                "title": "Pelatihan",
                "commodity": commodity,
                "status": "completed",
                "regencies": ["73.13"],
            },
            program("M", commodity=now, regencies=["73.13"]),
            program("M", commodity=now, title="Lain", regencies=["73.13"]),
        ],
        "participants": [{"id": "P", "name": "Contoh", "regency": "73.13"}],
        "participations": [
            {"participant": "P", "program": "T", "status": "completed"},
            {"participant": "P", "program": "M"},
            {"participant": "Q", "program": "M", "status": "withdrawn"},
        ],
    }


@pytest.mark.parametrize(("commodity", "count"), [("yarn", 1), ("bamboo craft", 0)])
def test_a_change_of_commodity_in_every_content(commodity, count):
    """Both contents are on one commodity, which it was trained in or not."""
    assert len(judged("IKM204", complete=[2020], **trained(commodity, now="bamboo craft"))) == count


def test_a_grant_of_a_contested_program_without_a_judged_content():
    """It is judged by the recipient's list of the content that is live."""
    rows = [program("M"), program("M", title="Lain")]
    grants = [{"id": "G", "program": "M", "item": "Alat", "recipient": "R"}]
    people = [{"id": "P", "name": "Contoh"}]
    listed = [{"participant": "P", "program": "M"}]
    tables = {"programs": rows, "grants": grants, "participants": people, "participations": listed}
    assert judged("IKM502", **tables) == []


def test_a_rejected_row_of_a_known_program_leaves_it_open():
    """The other row may say what is wrong; and where they reach is not known."""
    rows = [
        program("M", lead="disperin-sulsel", regencies=["73.13"]),
        program("M", lead="disperin-sulsel", kind="?"),
    ]
    assert judged("IKM301", programs=rows) == ["undecided"]
    contested = [*rows, program("M", title="Lain", lead="disperin-sulsel", regencies=["73.12"])]
    assert "undecided" in judged("IKM401", programs=contested)


def test_somebody_who_left_by_one_delivery_is_in_doubt(tmp_path):
    """Two offices write of one participation, one of them that it was left."""
    paths = []
    for place, status in enumerate(("attending", "withdrawn")):
        tables = {"participations": [{"participant": "P", "program": "M", "status": status}]}
        if not place:
            tables["programs"] = [
                program("M", regencies=["73.13"]),
                {"id": "T", "year": 2020, "kind": "training", "title": "Pelatihan"},
            ]
            tables["participants"] = [{"id": "P", "name": "Contoh", "regency": "73.13"}]
        paths.append(tmp_path / f"{place}.json")
        paths[-1].write_text(json.dumps(tables), "utf-8")
    report = ikm.check(ikm.read(paths, complete=[2020]), year=2021, select="IKM201")
    assert [str(one.outcome) for one in report.findings] == ["undecided"]


def test_who_is_of_a_province_without_a_policy(tmp_path, capsys):
    """The others are told, and what was left out; asked for alone it is an error."""
    path = tmp_path / "records.json"
    people = [
        {"id": "B", "name": "Contoh", "regency": "32.04"},
        {"id": "W", "name": "Contoh Dua", "regency": "73.13"},
    ]
    path.write_text(json.dumps({"participants": people}), "utf-8")
    assert main(["eligible", str(path), "--kind", "mentoring", "--year", "2021"]) == 1
    said = capsys.readouterr()
    assert "W" in said.out
    assert "Jawa Barat" in said.err
    assert (
        main(["eligible", str(path), "--participant", "B", "--kind", "mentoring", "--year", "2021"])
        == 2
    )
    assert "Jawa Barat" in capsys.readouterr().err
    records = ikm.read(path)
    with pytest.raises(ikm.PolicyError, match="Jawa Barat"):
        ikm.eligibility(records, "B", "mentoring", year=2021)
    people = [{"id": "X", "name": "Contoh"}]
    with pytest.raises(ikm.PolicyError, match="several provinces"):
        ikm.eligibility(
            ikm.Records.from_rows({"participants": people}),
            "X",
            "mentoring",
            year=2021,
            policies=[SULSEL, JABAR],
        )


def test_who_states_only_an_unreadable_size_in_another_province_is_not_judged():
    """The policy of South Sulawesi says nothing of it."""
    rows = [{"id": "P", "name": "Contoh", "regency": "32.04", "workers": "?"}]
    assert judged("IKM111", participants=rows, programs=[program("M")]) == []


def test_grants_of_programs_that_are_not_known_for_certain():
    """One stands in a rejected row alone; of the other no content is judged."""
    rows = [program("R", kind="?"), program("M"), program("M", title="Lain")]
    grants = [
        {"id": "G", "program": "R", "item": "Alat", "recipient": "P"},
        {"id": "H", "program": "M", "item": "Alat", "recipient": "nobody"},
    ]
    people = [{"id": "P", "name": "Contoh"}]
    tables = {"programs": rows, "grants": grants, "participants": people}
    assert judged("IKM502", participations=[], **tables) == ["undecided"]


def test_a_signal_ends_the_process_by_itself(monkeypatch):
    """The code of a signal is not handed on: the process sends it to itself."""
    sent = []
    monkeypatch.setattr(cli, "main", lambda: 128 + signal.SIGTERM)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(os, "kill", lambda _, number: sent.append(number))
    cli.program()
    assert sent == [signal.SIGTERM]


def test_a_rejected_participant_without_an_id_may_be_anybody():
    """Whoever is named and not on record may be the one."""
    people = [{"name": "Contoh"}, {"id": "P", "name": "Contoh Dua"}]
    listed = [{"participant": "Q", "program": "M"}]
    tables = {"programs": [program("M")], "participants": people, "participations": listed}
    assert judged("IKM102", **tables) == ["undecided"]


def test_a_training_whose_status_cannot_be_read_leaves_two_rules_open():
    """It may have been completed, in another commodity, and not been followed."""
    tables = trained("sutra")
    tables["participations"][0]["status"] = "?"
    tables["programs"] = tables["programs"][:2]
    assert judged("IKM204", complete=[2020], **tables) == ["undecided"]
    tables["participations"][1]["participant"] = "Q"
    tables["participants"].append({"id": "Q", "name": "Lain", "regency": "73.13"})
    assert judged("IKM205", complete=[2020, 2021], **tables) == ["undecided"]


def test_the_regency_of_somebody_trained_cannot_be_read():
    """It may be one in which others went on."""
    tables = trained("sutra")
    tables["programs"] = tables["programs"][:2]
    tables["participations"] = [
        {"participant": "P", "program": "T", "status": "completed"},
        {"participant": "Q", "program": "M"},
    ]
    tables["participants"] = [
        {"id": "P", "name": "Contoh", "regency": "99.999"},
        {"id": "Q", "name": "Lain", "regency": "73.13"},
    ]
    assert judged("IKM205", complete=[2020, 2021], **tables) == ["undecided"]


def test_sales_of_a_program_that_stands_in_a_rejected_row_alone():
    """It may be a market or none."""
    sales = [{"program": "R", "retailer": "Toko"}]
    assert judged("IKM602", programs=[program("R", kind="?")], sales=sales) == ["undecided"]


def test_what_is_continued_may_stand_in_a_rejected_row_without_an_id():
    """Though all earlier years are said to be complete."""
    rows = [program("B", continues="A"), {"year": 2020, "kind": "training", "title": "Pelatihan"}]
    assert judged("IKM103", complete=[2020, 2021], programs=rows[:1]) == ["violated"]
    assert judged("IKM103", complete=[2020, 2021], programs=rows) == ["undecided"]


@pytest.mark.parametrize(
    ("code", "wrong", "right"),
    [
        ("IKM104", {"regencies": ["73.99"]}, {"regencies": ["73.13"]}),
        ("IKM105", {"lead": "dinas-entah"}, {"lead": "disperin-sulsel"}),
    ],
)
def test_another_content_of_the_id_may_be_right(code, wrong, right):
    """One row names what there is not, the other what there is; both may be meant."""
    assert judged(code, programs=[program("M", **wrong)], agencies=[]) == ["violated"]
    rows = [program("M", **wrong), program("M", **right)]
    assert judged(code, programs=rows, agencies=[]) == ["undecided"]
    rows = [program("M", **wrong), program("M", title="Lain", **wrong)]
    assert set(judged(code, programs=rows, agencies=[])) == {"violated"}


def test_another_content_of_a_grant_may_name_a_known_program():
    """The two grants of one id contradict in their program."""
    grants = [{"id": "G", "program": one, "item": "Alat"} for one in ("M", "nowhere")]
    assert judged("IKM103", programs=[program("M")], grants=grants) == ["undecided"]


def test_with_an_unreadable_day_a_program_may_end_before_it_starts():
    """Then IKM106 speaks, and not IKM107."""
    late = program("M", ends="2020-04-01")
    assert judged("IKM107", programs=[late]) == ["violated"]
    assert judged("IKM107", programs=[{**late, "starts": "soon"}]) == ["undecided"]


def test_who_took_a_later_step_may_have_been_trained_in_this_commodity_too():
    """Mentored in the year of its training in another commodity."""
    tables = trained("yarn", now="bamboo craft")
    tables["programs"] = tables["programs"][:2]
    assert judged("IKM204", complete=[2020], **tables) == ["violated"]
    tables["programs"].append(
        {"id": "L", "year": 2020, "kind": "mentoring", "title": "Lanjut", "status": "completed"}
    )
    tables["participations"].append({"participant": "P", "program": "L", "status": "withdrawn"})
    assert judged("IKM204", complete=[2020], **tables) == ["violated"]
    tables["participations"][-1] = {"participant": "P", "program": "L", "status": "completed"}
    assert judged("IKM204", complete=[2020], **tables) == ["undecided"]


def test_a_training_of_a_contested_id_may_have_been_in_another_commodity():
    """Both contents were training, but nobody knows which one is right."""
    tables = trained("yarn", now="bamboo craft")
    tables["programs"] = tables["programs"][:2]
    assert judged("IKM204", complete=[2020], **tables) == ["violated"]
    tables["programs"] = [tables["programs"][0], *tables["programs"][:2]]
    tables["programs"][1] = {**tables["programs"][1], "title": "Pelatihan lain"}
    assert judged("IKM204", complete=[2020], **tables) == ["violated"]  # whichever is right
    tables["programs"][1] |= {"commodity": "bamboo craft"}
    assert judged("IKM204", complete=[2020], **tables) == ["undecided"]


def test_somebody_of_two_regencies_in_a_program_of_a_rejected_row():
    """It may serve neither."""
    people = [{"id": "P", "name": "Contoh", "regency": code} for code in ("73.06", "73.13")]
    listed = [{"participant": "P", "program": "R"}]
    rows = [program("R", kind="?", regencies=["73.13"])]
    tables = {"programs": rows, "participants": people, "participations": listed}
    assert judged("IKM403", **tables) == ["undecided"]


def test_a_dispensation_that_ran_out_may_cover_what_could_not_be_read():
    """It lapsed for what stands there."""
    waiver = {
        "id": "D",
        "rule": "IKM201",
        "year": 2021,
        "participant": "P",
        "reason": "contoh",
        "approved_by": "disperin-sulsel",
        "decided_on": "2021-01-05",
        "expires": "2021-03-01",
    }
    rows = [program("M", starts="2021-07-01", ends="2021-08-01")]
    tables = {
        "participants": [{"id": "P", "name": "Contoh", "regency": "73.13"}],
        "participations": [{"participant": "P", "program": "M"}],
        "dispensations": [waiver],
    }
    records = ikm.Records.from_rows({"programs": rows, **tables}, complete=[2020])
    assert outcomes_of(records, "IKM701") == ["violated"]
    records = ikm.Records.from_rows(
        {"programs": [*rows, program("R", kind="?")], **tables}, complete=[2020]
    )
    assert outcomes_of(records, "IKM701") == ["undecided"]


def outcomes_of(records, code):
    """Return the outcomes of one rule among all."""
    report = ikm.check(records, year=2021)
    return [str(one.outcome) for one in report.findings if one.code == code]


@pytest.mark.parametrize(
    ("year", "as_of", "outcomes"),
    [
        (2019, "2020-04-04", []),
        (2020, "2021-04-04", []),
        (2020, "2020-04-04", ["undecided"]),
    ],
)
def test_a_training_of_a_year_that_is_over_ran(year, as_of, outcomes):
    """Whether the other year that counts is over says nothing of it."""
    (asked,) = set(SULSEL.prerequisites.values())
    long = evolve(
        SULSEL, prerequisites=dict.fromkeys(SULSEL.prerequisites, evolve(asked, within=2))
    )
    places = {"regencies": ["73.13"]}
    records = ikm.Records.from_rows(
        {
            "programs": [
                program("T", **{**places, "year": year, "kind": "training"}),
                program("M", **places),
            ]
        },
        complete={2019, 2020},
    )
    day = dt.date.fromisoformat(as_of)
    report = ikm.check(records, year=2021, select="IKM203", policies=long, as_of=day)
    assert [str(one.outcome) for one in report.findings] == outcomes
    for one in report.findings:
        assert one.remedy() == "State in the status of the program of 2020 whether it was held."


def test_the_number_that_could_not_be_read_is_named():
    """It is the NIK of an owner, and no NIB stands anywhere to be mended."""
    rows = {
        "programs": [program("T", year=2020, kind="training"), program("M")],
        "participants": [
            {"id": "P", "name": "Contoh", "regency": "73.13", "owner": {"nik": 7306000000000001}},
            {"id": "Q", "name": "Lain", "regency": "73.12", "owner": {"nik": "7306010101010001"}},
        ],
        "participations": [
            {"participant": "P", "program": "M"},
            {"participant": "Q", "program": "T", "status": "completed"},
        ],
    }
    records = ikm.Records.from_rows(rows, complete={2020})
    (finding,) = ikm.check(records, year=2021, select="IKM201").findings
    assert "it needs owner.nik, which could not be read" in finding.say()


def test_what_an_office_did_not_give_was_not_lost(tmp_path):
    """Another gave that table; nothing of it failed to be read."""
    mine = {
        "programs": [program("M")],
        "participants": [{"id": "P", "name": "Contoh"}],
        "grants": [{"id": "G", "program": "M", "item": "Alat", "recipient": "P"}],
    }
    others = {
        "programs": [program("T")],
        "participants": [{"id": "Q", "name": "Lain"}],
        "participations": [
            {"participant": "Q", "program": "T"},
            {"participant": "Q", "program": "M"},
        ],
    }
    paths = [tmp_path / "mine.json", tmp_path / "others.json"]
    for path, tables in zip(paths, (mine, others), strict=True):
        path.write_text(json.dumps({"schema_version": 1, **tables}), "utf-8")
    (finding,) = ikm.check(ikm.read(paths), year=2021, select="IKM502").findings
    assert finding.say() == "cannot be decided: the table participations was not given"


def test_days_are_written_one_way_in_a_sentence():
    """As every other rule writes them in that language."""
    row = {"participant": "P", "program": "M", "status": "completed", "completed_on": "2021-04-01"}
    rows = {
        "programs": [program("M", starts="2021-05-01")],
        "participants": [{"id": "P", "name": "Contoh"}],
        "participations": [row],
    }
    (finding,) = ikm.check(ikm.Records.from_rows(rows), year=2021, select="IKM109").findings
    assert finding.say() == (
        "P in M: completed on 2021-04-01, before the program starts on 2021-05-01"
    )
    assert finding.say("id") == (
        "P pada M: selesai pada tanggal 1 April 2021,"
        " sebelum program dimulai pada tanggal 1 Mei 2021"
    )
    assert finding.remedy() == (
        "Correct the status, the day of completion, or the status of the program."
    )


def test_a_program_that_is_not_known_has_another_remedy_than_one_that_is_later():
    """Only the first can be added."""
    rows = {
        "programs": [program("M", continues="N"), program("N", year=2022)],
        "participants": [{"id": "P", "name": "Contoh"}],
        "participations": [{"participant": "P", "program": "X"}],
    }
    found = ikm.check(ikm.Records.from_rows(rows), year=2021, select="IKM103").findings
    assert sorted(one.remedy() for one in found) == [
        "Correct the id X, or add that program.",
        "Name an earlier program than N, or correct the year and days of the two.",
    ]
