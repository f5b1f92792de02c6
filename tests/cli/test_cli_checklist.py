# SPDX-License-Identifier: MIT
from __future__ import annotations

import json
from dataclasses import replace

import pytest
from command_line import call
from workbooks import with_cells

from bizenv_desktop.reports.checklist_workbook import checklist_workbook


@pytest.fixture
def database(tmp_path, capsys):
    """A county's database."""
    path = tmp_path / "县.db"
    assert call(capsys, "--db", path, "unit", "231222").code == 0
    return path


@pytest.fixture
def workbook(tmp_path, capsys):
    """The built-in checklist as the program exports it."""
    path = tmp_path / "自查表.xlsx"
    assert call(capsys, "checklist", "export", path).code == 0
    return path


def spoil(path, **cells):
    path.write_bytes(with_cells(path.read_bytes(), cells))


def test_export_edit_import(capsys, database, workbook, checklist):
    spoil(workbook, **{"检查项!C2": "新的说法", "检查项!G2": "１"})
    outcome = call(capsys, "--db", database, "checklist", "import", workbook)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == f"已存入{checklist.title}（第1版）：新增0项，修改1项，停用0项\n"
    outcome = call(capsys, "--db", database, "checklist", "import", workbook, "--json")
    said = json.loads(outcome.out)
    assert (said["ok"], said["stored"], said["changed"]) == (True, False, [])
    assert (said["id"], said["version"]) == ("township-centre@231222", 1)
    out = database.with_name("本县.xlsx")
    outcome = call(capsys, "--db", database, "checklist", "export", out, "--json")
    said = json.loads(outcome.out)
    assert (said["id"], said["file"]) == ("township-centre@231222", str(out))
    outcome = call(capsys, "checklist", "validate", out, "--json")
    assert json.loads(outcome.out)[0]["items"] == len(checklist.items)


def test_every_fault_is_printed_by_its_cell(capsys, database, workbook):
    spoil(workbook, **{"检查项!H2": "扣分", "检查项!C3": None})
    for words in (["import"], ["validate"]):
        outcome = call(capsys, "--db", database, "checklist", *words, workbook)
        assert (outcome.code, outcome.out) == (1, "")
        assert outcome.err.splitlines()[1:] == [
            "检查项!H2：没有“扣分”这个计分方法，是不是“逐处扣分”",
            "检查项!C3：不能是空的",
        ]
    outcome = call(capsys, "--db", database, "checklist", "import", workbook, "--json")
    assert outcome.code == 1
    assert json.loads(outcome.out) == {
        "ok": False,
        "faults": [
            {"cell": "检查项!H2", "reason": "没有“扣分”这个计分方法", "suggestion": "逐处扣分"},
            {"cell": "检查项!C3", "reason": "不能是空的", "suggestion": ""},
        ],
    }


def test_one_fault_is_one_line(capsys, database, workbook):
    spoil(workbook, **{"检查项!C3": None})
    outcome = call(capsys, "--db", database, "checklist", "import", workbook)
    assert outcome.err == "“自查表.xlsx”有1处要改，什么也没有存入；检查项!C3：不能是空的。\n"


def test_an_issued_checklist_keeps_its_name(capsys, database, tmp_path, checklist, library):
    path = tmp_path / "省.xlsx"
    issued = replace(checklist, id="township-centre@230000", version=4)
    path.write_bytes(checklist_workbook(issued, library.editions))
    outcome = call(capsys, "--db", database, "checklist", "import", "--issued", path, "--json")
    said = json.loads(outcome.out)
    assert (said["id"], said["version"], said["stored"]) == ("township-centre@230000", 4, True)
    call(capsys, "--db", database, "checklist", "export", path, "--id", issued.id)
    outcome = call(capsys, "--db", database, "checklist", "import", "--issued", path)
    assert outcome.out == f"和{checklist.title}（第4版）相同，没有存新的版本。\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["export", "表.docx"], "“表.docx”不是 .xlsx 文件名"),
        (["export", "表.xlsx", "--id", "没有"], "没有编号为“没有”的自查表"),
        (["import", "没有.xlsx"], "找不到文件“没有.xlsx”"),
    ],
)
def test_refusals_are_one_sentence(capsys, database, tmp_path, monkeypatch, words, sentence):
    monkeypatch.chdir(tmp_path)
    outcome = call(capsys, "--db", database, "checklist", *words)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith(sentence)
    assert outcome.err.count("\n") == 1


def test_a_broken_workbook_leaves_the_database_as_it_was(capsys, database, workbook):
    before = database.read_bytes()
    workbook.write_bytes(workbook.read_bytes()[:2000])
    for words in (["import"], ["validate"]):
        outcome = call(capsys, "--db", database, "checklist", *words, workbook)
        assert outcome.code == 1
        assert "已损坏或没有复制完整" in outcome.err
    assert database.read_bytes() == before
