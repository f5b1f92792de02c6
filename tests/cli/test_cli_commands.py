# SPDX-License-Identifier: MIT
"""Each command on a real database."""

from __future__ import annotations

import json
import shutil

import pytest
from command_line import call
from helpers import NOW, RESOURCES, TOWNSHIP, believable_answers, fill_database

from bizenv_desktop import actions, paths
from bizenv_desktop.domain.organisation import Level, Organisation
from bizenv_desktop.domain.period import Period
from bizenv_desktop.storage import Store


@pytest.fixture
def database(tmp_path, small):
    path = tmp_path / "自查.db"
    fill_database(path, small, believable_answers(small.items))
    return path


@pytest.fixture
def two_periods(database, small):
    with Store.open(database) as store:
        actions.begin_self_check(store, small, TOWNSHIP, Period.parse("2027M01"), NOW)
    return database


def test_score_in_words(capsys, database):
    outcome = call(capsys, "--db", database, "score")
    assert outcome.code == 0
    assert outcome.out.startswith("黑龙江省绥化市兰西县榆林镇 2026年第4季度（示例")
    assert "失分" in outcome.out


def test_score_as_json(capsys, database):
    outcome = call(capsys, "--db", database, "score", "--json")
    assert json.loads(outcome.out)["period"] == "2026Q4"
    assert "失分" not in outcome.out


@pytest.mark.parametrize(
    ("options", "period"),
    [([], "2027M01"), (["--period", "2026Q4"], "2026Q4"), (["--period", "2027m01"], "2027M01")],
)
def test_a_period_is_chosen_or_the_latest_taken(capsys, two_periods, options, period):
    outcome = call(capsys, "--db", two_periods, "score", "--json", *options)
    assert json.loads(outcome.out)["period"] == period


def test_a_period_without_self_check_is_refused(capsys, database):
    outcome = call(capsys, "--db", database, "score", "--period", "2020Y")
    assert outcome.code == 1
    assert outcome.err == "这个数据库里没有2020年度的自查；请先打开窗口建立自查。\n"


def test_a_period_that_is_none_is_refused(capsys, database):
    outcome = call(capsys, "--db", database, "print", "list", "--out", "x.pdf", "--period", "Q4")
    assert outcome.code == 1
    assert "“Q4”不是自查期次" in outcome.err


def test_an_empty_database_has_nothing_to_score(capsys, tmp_path):
    path = tmp_path / "a.db"
    Store.open(path, create=True).close()
    outcome = call(capsys, "--db", path, "score")
    assert outcome.err == "这个数据库里没有自查；请先打开窗口建立自查。\n"


# -- print list


def test_the_list_is_written_where_asked(capsys, database, tmp_path):
    out = tmp_path / "清单.PDF"
    outcome = call(capsys, "--db", database, "print", "list", "--out", out)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith(f"已生成 {out}（")
    assert out.read_bytes().startswith(b"%PDF")


def test_in_a_folder_the_list_gets_its_usual_name(capsys, tmp_path, small):
    path, folder = tmp_path / "a.db", tmp_path / "papers"
    folder.mkdir()
    unit = Organisation("231222102", "榆林/..\\镇:<&>", Level.TOWNSHIP)
    fill_database(path, small, believable_answers(small.items), organisation=unit)
    outcome = call(capsys, "--db", path, "print", "list", "--out", folder)
    (made,) = folder.iterdir()
    assert outcome.code == 0
    assert made.name.startswith("榆林_.._镇__&__营商环境自查整改清单_2026年第4季度_")
    assert made.suffix == ".pdf"


@pytest.mark.parametrize("name", ["清单.doc", "清单"])
def test_another_ending_is_refused(capsys, database, tmp_path, name):
    outcome = call(capsys, "--db", database, "print", "list", "--out", tmp_path / name)
    assert outcome.code == 1
    assert f"“{name}”不是整改清单能写成的文件；请以.pdf、.docx、.xlsx结尾。" in outcome.err
    assert not (tmp_path / name).exists()


def test_a_missing_folder_is_refused(capsys, database, tmp_path):
    out = tmp_path / "没有" / "清单.pdf"
    outcome = call(capsys, "--db", database, "print", "list", "--out", out)
    assert outcome.code == 1
    assert "请先建好文件夹" in outcome.err


def test_what_no_face_can_draw_is_told(capsys, tmp_path, small):
    path, out = tmp_path / "a.db", tmp_path / "a.pdf"
    unit = Organisation("1", "\U0001f600镇", Level.TOWNSHIP)
    fill_database(path, small, organisation=unit)
    outcome = call(capsys, "--db", path, "print", "list", "--out", out)
    assert outcome.code == 0
    assert outcome.err == "以下字符没有字体可以显示，已印作〓：\U0001f600\n"


def test_printing_changes_nothing(capsys, database, tmp_path):
    before = database.read_bytes()
    call(capsys, "--db", database, "print", "list", "--out", tmp_path / "a.pdf")
    assert database.read_bytes() == before


# -- checklist validate


def test_the_built_in_checklist_is_sound(capsys):
    outcome = call(capsys, "checklist", "validate", "--json")
    (row,) = json.loads(outcome.out)
    assert row["id"] == "township-centre"
    assert row["base_points"] == "100"
    assert 90 <= row["items"] <= 130
    assert "格式正确" in call(capsys, "checklist", "validate").out


def test_a_faulty_checklist_is_refused_with_file_item_and_reason(capsys, tmp_path):
    folder = tmp_path / "表"
    shutil.copytree(RESOURCES / "checklists" / "township-centre", folder)
    assert call(capsys, "checklist", "validate", folder).code == 0
    file = folder / "a-政务环境.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('points = "0.8"', 'points = "很多"', 1), encoding="utf-8")
    outcome = call(capsys, "checklist", "validate", folder)
    assert outcome.code == 1
    assert "a-政务环境.toml" in outcome.err
    assert "A02" in outcome.err


def test_a_checklist_that_is_no_text_is_refused(capsys, tmp_path):
    folder = tmp_path / "表"
    folder.mkdir()
    (folder / "checklist.toml").write_bytes(b"\xff\xfe\x00")
    outcome = call(capsys, "checklist", "validate", folder)
    assert outcome.code == 1
    assert "checklist.toml" in outcome.err


def test_a_folder_that_is_not_there_is_refused(capsys, tmp_path):
    outcome = call(capsys, "checklist", "validate", tmp_path / "没有")
    assert outcome.code == 1
    assert "找不到文件夹" in outcome.err


# -- check


def test_a_sound_database_passes(capsys, database):
    outcome = call(capsys, "--db", database, "check")
    assert outcome.code == 0
    assert "数据库完好：自查1期" in outcome.out
    report = json.loads(call(capsys, "--db", database, "check", "--json").out)
    assert report["ok"]
    assert report["answers"] > 5


def test_a_fault_makes_code_1(capsys, tmp_path, small):
    """An answer to an item the checklist does not have."""
    path = tmp_path / "a.db"
    key = fill_database(path, small)
    with Store.open(path) as store:
        stray = believable_answers(small.items)["A01"]
        store.save_answers(key, [type(stray)("Z99", stray.verdict, note="多出来的")])
    outcome = call(capsys, "--db", path, "check")
    assert outcome.code == 1
    assert "Z99" in outcome.err
    outcome = call(capsys, "--db", path, "check", "--json")
    assert outcome.code == 1
    assert not json.loads(outcome.out)["ok"]


def test_without_a_database_the_program_itself_is_checked(capsys):
    outcome = call(capsys, "check")
    assert outcome.code == 0
    assert outcome.out.startswith("程序完好：条例及法规")
    assert json.loads(call(capsys, "check", "--program", "--json").out)["ok"]


def test_a_program_without_its_guide_is_not_whole(capsys, tmp_path, monkeypatch):
    shutil.copytree(RESOURCES, tmp_path / "resources", ignore=shutil.ignore_patterns("help"))
    monkeypatch.setattr(paths, "resource_dir", lambda: tmp_path / "resources")
    outcome = call(capsys, "check", "--program")
    assert outcome.code == 1
    assert "请重新安装程序" in outcome.err


# -- unit


def test_a_unit_is_set_and_shown(capsys, tmp_path):
    path = tmp_path / "new.db"
    said = "231222105 黑龙江省绥化市兰西县红光镇（乡镇）\n"
    assert call(capsys, "--db", path, "unit", "231222105").out == said
    assert call(capsys, "--db", path, "unit").out == said
    own = json.loads(call(capsys, "--db", path, "unit", "--json").out)
    assert own == {
        "code": "231222105",
        "name": "红光镇",
        "level": "township",
        "path": ["黑龙江省", "绥化市", "兰西县"],
    }


def test_this_pcs_own_database_is_made_when_a_unit_is_set(capsys):
    assert call(capsys, "unit", "231222").code == 0
    assert paths.default_database().exists()
    assert call(capsys, "unit").out == "231222 黑龙江省绥化市兰西县（县级）\n"


def test_an_unknown_unit_makes_no_database(capsys, tmp_path):
    path = tmp_path / "new.db"
    outcome = call(capsys, "--db", path, "unit", "999999999")
    assert outcome.code == 1
    assert "没有代码为“999999999”的行政区划" in outcome.err
    assert not path.exists()


def test_a_database_of_nobody_says_how_to_set_a_unit(capsys, tmp_path):
    path = tmp_path / "a.db"
    Store.open(path, create=True).close()
    outcome = call(capsys, "--db", path, "unit")
    assert outcome.code == 1
    assert "还没有设定单位" in outcome.err


# -- backup


def test_a_backup_is_a_database_beside_it(capsys, database):
    outcome = call(capsys, "--db", database, "backup")
    (made,) = [path for path in database.parent.glob("*.db") if path != database]
    assert outcome.out == f"已备份到 {made}\n"
    with Store.open(made, read_only=True) as store:
        assert store.self_checks()[0].organisation == TOWNSHIP
