# SPDX-License-Identifier: MIT
"""From an official file to the paper that cites it, without the window."""

from __future__ import annotations

import json

import pytest
from command_line import call
from helpers import fill_database, small_checklist
from invented_edition import PROVINCIAL_TEXT, PROVINCIAL_TITLE
from invented_text import TEXT
from official_texts import as_docx
from reports.pdf_reading import whole_text

HLJ = "hlj.yhyshj.2026"
LATER = (
    PROVINCIAL_TEXT.replace("2025年11月27日", "2028年12月1日")
    .replace("2026年", "2029年")
    .replace("第八条　本", "第九条　本")
    .replace("第七条　不得", "第七条　新加的一条。\n第八条　不得")
)


@pytest.fixture
def run(tmp_path, capsys, filled):
    """Runs a `regulation` command on a township's database."""

    def one(*words, as_json=False):
        options = ["--json"] if as_json else []
        outcome = call(capsys, "--db", filled, "regulation", *words, *options)
        return json.loads(outcome.out) if as_json and outcome.code == 0 else outcome

    return one


@pytest.fixture
def filled(tmp_path):
    from helpers import believable_answers

    small = small_checklist()
    path = tmp_path / "db" / "自查.db"
    path.parent.mkdir()
    fill_database(path, small, believable_answers(small.items))
    return path


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "省条例.docx"
    path.write_bytes(as_docx(PROVINCIAL_TEXT.splitlines()))
    return path


def test_from_the_file_to_the_paper(capsys, run, filled, text, tmp_path):
    outcome = run("import", text)
    assert (outcome.code, outcome.err) == (0, "")
    assert f"标题：{PROVINCIAL_TITLE}" in outcome.out
    assert "8条，9款，2项" in outcome.out
    assert "看过无误后加 --yes 存入" in outcome.out
    assert not [row for row in run("list", as_json=True) if row["official_text"]]

    said = run("import", text, "--yes", as_json=True)
    assert (said["id"], said["stored"], said["refused"]) == (HLJ, True, "")
    assert (filled.parent / "自查.导入条例前.db").exists()
    assert run("import", text, "--yes", as_json=True)["stored"] is False

    outcome = call(capsys, "--db", filled, "score", "--json")
    code = json.loads(outcome.out)["findings"][0]["item"]
    located = {each["item"]: each for each in run("locate", as_json=True)}
    assert located[code]["confirmed"] is None
    assert located[code]["proposals"]
    said = run("confirm", HLJ, code, "第三条第二款", "--by", "王喆", as_json=True)
    assert said["citation"] == f"《{PROVINCIAL_TITLE}》第三条第二款"
    assert code not in {each["item"] for each in run("locate", "--pending", as_json=True)}

    out = tmp_path / "清单.pdf"
    assert call(capsys, "--db", filled, "print", "list", "--out", out).code == 0
    printed = whole_text(out.read_bytes())
    assert f"《{PROVINCIAL_TITLE}》第三条第二款" in printed
    outcome = call(capsys, "--db", filled, "score", "--json")
    cited = {each["code"]: each["citations"] for each in json.loads(outcome.out)["items"]}
    assert cited[code][-1] == f"《{PROVINCIAL_TITLE}》第三条第二款"

    assert run("confirm", HLJ, code, "--undo").out == f"已取消{code}的条号确认。\n"
    assert run("confirm", HLJ, code, "--undo").code == 1


def test_one_place_is_read(run, text):
    run("import", text, "--yes")
    outcome = run("show", HLJ, "3.2")
    assert outcome.out == f"《{PROVINCIAL_TITLE}》第三条第二款\n公示牌上的内容变了，当天更换。\n"
    said = run("show", HLJ, "第五条第（二）项", as_json=True)
    assert said["text"] == "有系统可用。"
    assert "第二章　政务环境" in run("show", HLJ).out
    assert len(run("show", HLJ, as_json=True)["articles"]) == 8
    for place in ("第九条", "abc", "3.3"):
        assert run("show", HLJ, place).code == 1


def test_a_new_edition_is_compared_and_taken_into_use(run, text, tmp_path, filled, capsys):
    run("import", text, "--yes")
    run("confirm", HLJ, "A01", "7", "--by", "王喆")
    later = tmp_path / "新版.txt"
    later.write_text(LATER, encoding="utf-8")
    new = run("import", later, "--yes", as_json=True)["id"]
    assert new == "hlj.yhyshj.20290301"
    outcome = run("diff", HLJ, new)
    assert "新增1条" in outcome.out
    assert "A01　条号变动：第七条→第八条" in outcome.out
    said = run("diff", HLJ, new, "--carry", "--by", "王喆", as_json=True)
    assert said["carried"] == 1
    said = run("use", new, as_json=True)
    assert (said["id"], said["edition"]) == ("small@231222102", new)
    # the self-check made before keeps its edition
    cited = json.loads(call(capsys, "--db", filled, "score", "--json").out)["items"][0]
    assert cited["citations"][-1] == f"《{PROVINCIAL_TITLE}》第七条"
    out = tmp_path / "条号.json"
    assert run("confirmed", "export", new, out, as_json=True)["citations"] == 1
    said = run("confirmed", "import", out, as_json=True)
    assert (said["added"], said["same"], said["differing"]) == (0, 1, 0)
    assert "不能删除它的文本" in run("forget", new, "--yes").err


def test_what_the_text_does_not_tell_is_asked_for(run, tmp_path):
    path = tmp_path / "县条例.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    outcome = run("import", path, "--yes")
    assert outcome.code == 1
    assert "施行日期" in outcome.err
    options = ("--effective", "2022-07-01", "--rank", "地方性法规", "--issuer", "青禾县人大常委会")
    said = run("import", path, "--yes", *options, as_json=True)
    assert said["stored"]
    assert run("import", path, "--new", "--effective", "明天", as_json=True)["refused"]
    assert "已删除" in run("forget", said["id"], "--yes").out


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", "关于开会的通知".encode(), b"\x00\x01" * 99])
def test_a_file_that_is_no_regulation_leaves_nothing_behind(run, tmp_path, filled, data):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    before = sorted(each.name for each in filled.parent.iterdir())
    outcome = run("import", path, "--yes")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.count("\n") == 1
    assert sorted(each.name for each in filled.parent.iterdir()) == before
    assert not [row for row in run("list", as_json=True) if row["official_text"]]


def test_without_a_database_the_built_in_editions_are_listed(capsys, library):
    outcome = call(capsys, "regulation", "list", "--json")
    assert {row["id"] for row in json.loads(outcome.out)} == set(library.editions)
    assert call(capsys, "regulation", "show", HLJ, "1").code == 0
