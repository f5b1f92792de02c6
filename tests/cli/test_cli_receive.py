# SPDX-License-Identifier: MIT
"""`receive`, `keys`, `units` and a superior's `submit` from the command line."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from command_line import call, run_program
from exchanging import CITY, COUNTY, OTHER_DEVICE, make_superior, make_town

from bizenv_desktop.domain.exchange.keys import scan_text
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from pathlib import Path

    from exchanging import Town

    Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This PC's mark is kept in a place of its own."""
    monkeypatch.setattr("bizenv_desktop.paths.config_dir", lambda: tmp_path / "config")


@pytest.fixture
def towns(tmp_path: Path) -> list[Town]:
    return [make_town(tmp_path / "towns", number) for number in (1, 2)]


@pytest.fixture
def stick(tmp_path: Path, towns: list[Town]) -> Path:
    for town in towns:
        town.submit(tmp_path / "stick")
    return tmp_path / "stick"


@pytest.fixture
def county(tmp_path: Path, towns: list[Town]) -> Path:
    return make_superior(tmp_path / "county.db", *towns)


def test_a_folder_is_looked_at_and_received(
    county: Path, stick: Path, towns: list[Town], capsys: Capture
) -> None:
    looked = call(capsys, "--db", county, "receive", stick, "--look")
    assert looked.code == 0
    assert looked.out.splitlines()[1].startswith("  新报，第1版；核对码 ")
    assert "由“办公室电脑”导出；密钥已登记，指纹 " in looked.out
    assert looked.out.endswith("共2个文件，没有接收。\n")
    got = call(capsys, "--db", county, "receive", stick)
    assert got.code == 0
    assert got.out.splitlines()[0].startswith("已接收 榆𬭎1镇 2026年第4季度 上报包 第1版 ")
    assert got.out.splitlines()[-1] == "共2个文件：已接收2个。"
    checked = call(capsys, "--db", county, "check").out
    assert checked == "数据库完好：自查0期，填报结果0条，上报包2个。\n"
    again = json.loads(call(capsys, "--db", county, "receive", stick, "--json").out)
    assert [(each["outcome"], each["organisation"], each["period"]) for each in again] == [
        ("known", town.organisation.code, "2026Q4") for town in towns
    ]
    seen = json.loads(call(capsys, "--db", county, "receive", stick, "--look", "--json").out)
    assert [each["effect"] for each in seen["packages"]] == ["known", "known"]


def test_a_refused_file_exits_1_in_one_sentence_and_the_others_are_taken(
    county: Path, stick: Path, capsys: Capture
) -> None:
    (stick / "坏.bizenv").write_bytes(b"SQLite format 3\x00" + bytes(500))
    for more, taken in ((("--look",), 0), ((), 2)):
        said = call(capsys, "--db", county, "receive", stick, *more)
        assert said.code == 1
        assert said.err.count("\n") == 1
        assert "坏.bizenv：这是数据库文件，或没有复制完的上报包；" in said.err
        with Store.open(county, read_only=True) as store:
            assert len(store.packages.records()) == taken


def test_a_fork_is_told_when_it_comes(
    county: Path, stick: Path, towns: list[Town], tmp_path: Path, capsys: Capture
) -> None:
    assert "分叉" not in call(capsys, "--db", county, "receive", stick).out
    copy = replace(towns[0], database=tmp_path / "copy.db")
    shutil.copy(towns[0].database, copy.database)
    towns[0].change(note="甲")
    copy.change(note="乙")
    towns[0].submit(tmp_path / "one")
    copy.submit(tmp_path / "two", device=OTHER_DEVICE)
    got = call(capsys, "--db", county, "receive", tmp_path / "one", tmp_path / "two")
    assert got.code == 0
    assert got.out.splitlines()[-1] == ("分叉：榆𬭎1镇两台电脑各报了一版；请通知该单位合并后再报。")


def test_a_receipt_is_taken_back_and_restored_by_its_code(
    county: Path, stick: Path, towns: list[Town], capsys: Capture
) -> None:
    call(capsys, "--db", county, "receive", stick)
    with Store.open(county, read_only=True) as store:
        (record,) = store.packages.records(towns[0].key)
    undone = call(capsys, "--db", county, "receive", "--undo", record.code)
    assert (undone.code, undone.out) == (
        0,
        f"已撤回接收，包还留着：榆𬭎1镇 2026年第4季度 上报包 第1版 {record.code}。\n",
    )
    known = call(capsys, "--db", county, "receive", stick, "--json")
    assert known.code == 0
    assert any("撤回" in each["reason"] for each in json.loads(known.out))
    redone = call(capsys, "--db", county, "receive", "--redo", record.id, "--json")
    assert json.loads(redone.out)["changed"] == [
        {"organisation": towns[0].organisation.code, "period": "2026Q4"}
    ]
    wrong = call(capsys, "--db", county, "receive", "--undo", "xyz")
    assert (wrong.code, wrong.err.count("\n")) == (1, 1)
    assert call(capsys, "--db", county, "receive").code == 2
    assert call(capsys, "--db", county, "receive", stick, "--undo", record.code).code == 2


def test_an_empty_or_missing_place_is_refused(
    county: Path, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "空").mkdir()
    empty = call(capsys, "--db", county, "receive", tmp_path / "空")
    assert (empty.code, empty.err) == (1, "那里没有上报包；请检查文件夹，或U盘是否已插好。\n")
    assert "U盘" in call(capsys, "--db", county, "receive", tmp_path / "没有").err


def test_keys_are_exported_enrolled_listed_and_revoked(
    tmp_path: Path, stick: Path, towns: list[Town], capsys: Capture
) -> None:
    county = make_superior(tmp_path / "county.db")
    put_aside = call(capsys, "--db", county, "receive", stick)
    assert (put_aside.code, put_aside.out.count("密钥未登记，已暂存 ")) == (0, 2)
    again = call(capsys, "--db", county, "receive", stick)
    assert again.out.count("密钥还没有登记，仍暂存着，没有计入") == 2
    town = towns[0]
    card = json.loads(
        call(capsys, "--db", town.database, "keys", "export", "--out", tmp_path, "--json").out
    )
    assert card["path"] == str(tmp_path / "榆𬭎1镇_单位密钥卡.bizkey")
    paper = tmp_path / "卡.pdf"
    both = call(
        capsys, "--db", town.database, "keys", "export", "--out", tmp_path, "--paper", paper
    )
    assert (both.code, both.out.count("已写到 ")) == (0, 2)
    assert paper.read_bytes().startswith(b"%PDF")
    other = call(capsys, "--db", town.database, "keys", "export", "--out", tmp_path, "--paper", "a")
    assert (other.code, other.err.count("\n")) == (1, 1)
    shown = call(capsys, "--db", town.database, "keys", "show")
    assert shown.out.splitlines()[1] == f"指纹 {card['fingerprint']}"
    wrong = call(
        capsys,
        "--db",
        county,
        "keys",
        "enrol",
        card["path"],
        "--fingerprint",
        towns[1].card().fingerprint,
    )
    assert (wrong.code, wrong.err.count("\n")) == (1, 1)
    assert "念来的指纹" in wrong.err
    slip = f"{card['fingerprint'][:-1]}{'2' if card['fingerprint'].endswith('1') else '1'}"
    said = call(capsys, "--db", county, "keys", "enrol", card["path"], "--fingerprint", slip)
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert "不是指纹，或听错、打错了字" in said.err
    right = call(
        capsys,
        "--db",
        county,
        "keys",
        "enrol",
        card["path"],
        "--fingerprint",
        card["fingerprint"].lower().replace("-", " "),
        "--by",
        "赵科长",
    )
    assert right.code == 0
    assert right.out.splitlines()[0].startswith("已登记 黑龙江省绥化市兰西县榆𬭎1镇，指纹 ")
    assert right.out.splitlines()[1].startswith("  已接收 榆𬭎1镇 2026年第4季度")
    listed = call(capsys, "--db", county, "keys", "list")
    assert listed.out.splitlines()[-1] == "共1把密钥，1个包因密钥没有登记暂存着。"
    assert "赵科长核对" in listed.out
    gone = call(capsys, "--db", county, "keys", "revoke", card["fingerprint"])
    assert gone.out.startswith("已停用榆𬭎1镇的密钥")
    rows = json.loads(call(capsys, "--db", county, "keys", "list", "--json").out)
    assert rows["keys"][0]["revoked"]
    assert call(capsys, "--db", county, "keys", "revoke", card["organisation"]).code == 1


def test_enrolling_asks_for_the_fingerprint_on_a_terminal_only(
    tmp_path: Path, towns: list[Town], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = make_superior(tmp_path / "county.db")
    card = towns[0].card()
    call(capsys, "--db", towns[0].database, "keys", "export", "--out", tmp_path / "a.bizkey")

    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", StringIO())
    asked = call(capsys, "--db", county, "keys", "enrol", tmp_path / "a.bizkey")
    assert (asked.code, asked.err.count("\n")) == (1, 1)
    assert "--fingerprint" in asked.err
    monkeypatch.setattr(sys, "stdin", Terminal(f"{card.fingerprint}\n"))
    told = call(capsys, "--db", county, "keys", "enrol", tmp_path / "a.bizkey")
    assert (told.code, card.fingerprint in told.err) == (0, False)
    assert told.out.startswith("已登记 ")


def test_a_scanned_card_is_enrolled_from_the_standard_input(
    tmp_path: Path, towns: list[Town], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = make_superior(tmp_path / "county.db")
    card = towns[0].card()
    scanned = scan_text(card)
    enrolling = ("--db", county, "keys", "enrol", "-", "--fingerprint", card.fingerprint)
    monkeypatch.setattr(sys, "stdin", StringIO(scanned[:80]))
    half = call(capsys, *enrolling)
    assert (half.code, half.err.count("\n")) == (1, 1)
    assert "没有扫完整" in half.err
    monkeypatch.setattr(sys, "stdin", StringIO(f"{scanned}\n"))
    assert call(capsys, *enrolling).out.startswith("已登记 ")


def test_units_that_owe_a_report_come_from_the_division_tree(
    tmp_path: Path, capsys: Capture
) -> None:
    county = make_superior(tmp_path / "county.db")
    added = call(capsys, "--db", county, "units", "add", "--children")
    assert added.out.startswith("增加了21个应报单位：")
    assert call(capsys, "--db", county, "units", "add", "231222999").code == 1
    again = call(capsys, "--db", county, "units", "add", "--children")
    assert again.out == "这些单位都已在列。\n"
    rows = json.loads(call(capsys, "--db", county, "units", "list", "--json").out)
    assert {row["level"] for row in rows} == {"township"}
    first = rows[0]["code"]
    assert call(capsys, "--db", county, "units", "drop", first).out.startswith("已去掉")
    assert call(capsys, "--db", county, "units", "drop", first).code == 1
    assert call(capsys, "--db", county, "units", "add", first).out.startswith("增加了1个")
    listed = call(capsys, "--db", county, "units", "list").out.splitlines()
    assert listed[-1] == "共21个单位，应报21个。"
    assert "不用报给自己" in call(capsys, "--db", county, "units", "add", COUNTY.code).err
    assert "不归兰西县管" in call(capsys, "--db", county, "units", "add", "231223101").err
    city = make_superior(tmp_path / "city.db", organisation=CITY)
    call(capsys, "--db", city, "units", "add", "--children")
    rows = json.loads(call(capsys, "--db", city, "units", "list", "--json").out)
    assert {(row["level"], row["direct"]) for row in rows} == {("township", False)}


def test_a_county_hands_its_units_packages_on_with_submit(
    tmp_path: Path, county: Path, stick: Path, capsys: Capture
) -> None:
    nothing = call(capsys, "--db", county, "submit", "--out", tmp_path / "up")
    assert (nothing.code, nothing.err.count("\n")) == (1, 1)
    call(capsys, "--db", county, "receive", stick)
    made = call(capsys, "--db", county, "submit", "--out", tmp_path / "up", "--period", "2026Q4")
    assert made.out.startswith("已汇总上报2026年第4季度2个单位的2个包。\n")
    record = json.loads(
        call(
            capsys,
            "--db",
            county,
            "submit",
            "--out",
            tmp_path / "up",
            "--period",
            "2026Q4",
            "--json",
        ).out
    )
    assert (record["again"], record["packages"], record["left_out"]) == (True, 2, [])
    city = make_superior(tmp_path / "city.db", organisation=CITY)
    call(capsys, "--db", county, "keys", "export", "--out", tmp_path / "a.bizkey")
    shown = json.loads(call(capsys, "--db", county, "keys", "show", "--json").out)
    call(
        capsys,
        "--db",
        city,
        "keys",
        "enrol",
        tmp_path / "a.bizkey",
        "--fingerprint",
        shown["fingerprint"],
    )
    got = call(capsys, "--db", city, "receive", tmp_path / "up")
    assert got.out.splitlines()[1].startswith("  已接收 榆𬭎1镇 2026年第4季度 上报包 第1版")
    assert got.out.splitlines()[-1] == "共1个文件：已接收3个。"


def test_receiving_needs_no_qt(county: Path, stick: Path) -> None:
    from command_line import WITHOUT_QT

    done = run_program("--db", county, "receive", stick, program=WITHOUT_QT)
    assert (done.code, done.err) == (0, "")
