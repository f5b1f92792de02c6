# SPDX-License-Identifier: MIT
"""Printing papers and comparing them with the database from the command line."""

from __future__ import annotations

import gc
import io
import json
from datetime import UTC, datetime

import pytest
from command_line import call
from helpers import believable_answers, fill_database
from reports.pdf_reading import whole_text

from bizenv_desktop import actions
from bizenv_desktop.cli.command_parts import today
from bizenv_desktop.domain.papers.paper_kinds import PAPER_KINDS
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.storage import Store


@pytest.fixture
def database(tmp_path, small):
    path = tmp_path / "自查.db"
    fill_database(path, small, believable_answers(small.items))
    return path


@pytest.mark.parametrize(
    ("kind", "form"),
    [(kind, form) for kind in PAPER_KINDS for form in kind.formats],
    ids=lambda part: getattr(part, "id", part),
)
def test_the_ending_decides_the_format(capsys, database, tmp_path, kind, form):
    out = tmp_path / f"材料.{form.upper()}"
    outcome = call(capsys, "--db", database, "print", kind.id, "--out", out)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith(f"已生成 {out}")
    assert out.read_bytes().startswith(b"%PDF" if form == "pdf" else b"PK")


def test_in_a_folder_a_paper_gets_its_usual_name(capsys, database, tmp_path):
    folder = tmp_path / "材料"
    folder.mkdir()
    assert call(capsys, "--db", database, "print", "ledger", "--out", folder).code == 0
    (made,) = folder.iterdir()
    assert made.name.startswith("榆林镇_营商环境整改台账_2026年第4季度_")


def test_options_follow_the_kinds_settings(capsys, database, tmp_path):
    blank, filled = tmp_path / "a.pdf", tmp_path / "b.pdf"
    run = ("--db", database, "print")
    assert call(capsys, *run, "walkround", "--portrait", "--out", blank).code == 0
    assert call(capsys, *run, "walkround", "--prefilled", "--out", filled).code == 0
    assert "√" in whole_text(filled.read_bytes()).replace("打√", "")
    assert "√" not in whole_text(blank.read_bytes()).replace("打√", "")
    outcome = call(capsys, *run, "notice", "--whose", "没有这个人", "--out", blank)
    assert outcome.code == 0
    assert "没有需整改的问题" in whole_text(blank.read_bytes())
    assert call(capsys, *run, "list", "--whose", "某", "--out", blank).code == 2


def test_all_papers_go_into_a_folder_that_is_made(capsys, database, tmp_path):
    folder = tmp_path / "新" / "材料"
    outcome = call(capsys, "--db", database, "print", "all", "--format", "xlsx", "--out", folder)
    assert outcome.code == 0
    made = sorted(path.name for path in folder.iterdir())
    assert len(made) == sum("xlsx" in kind.formats for kind in PAPER_KINDS)
    assert outcome.out.count("已生成") == len(made)


def test_garbage_is_collected_as_before_afterwards(capsys, database, tmp_path):
    before = gc.get_threshold()
    wanted = ("--format", "xlsx", "--out", tmp_path / "材料")
    assert call(capsys, "--db", database, "print", "all", *wanted).code == 0
    assert call(capsys, "--db", tmp_path / "无.db", "print", "all", *wanted).code == 1
    assert gc.get_threshold() == before


def test_all_papers_make_one_pdf(capsys, database, tmp_path):
    out = tmp_path / "全部.pdf"
    assert call(capsys, "--db", database, "print", "all", "--out", out).code == 0
    text = whole_text(out.read_bytes())
    for kind in PAPER_KINDS:
        assert kind.stem in text or kind.id == "report", kind


def code_on_a_new_list(database):
    from bizenv_desktop.domain.papers.paper_code import paper_code
    from bizenv_desktop.domain.papers.paper_kinds import paper_kind

    kind = paper_kind("list")
    with Store.open(database) as store:
        filled = actions.fill(store, store.self_checks()[0].key, today())
    return paper_code(filled, kind.letter, kind.parts).text, filled


def test_a_code_is_compared_with_the_database(capsys, database):
    code, filled = code_on_a_new_list(database)
    outcome = call(capsys, "--db", database, "check", "paper", code.lower())
    assert outcome.code == 0
    assert outcome.out.startswith("核对一致：榆林镇2026年第4季度的整改清单")
    with Store.open(database) as store:
        actions.save_answers(store, filled, [Answer("B01", Verdict.NOT_MET, note="新情况")])
    outcome = call(capsys, "--db", database, "check", "paper", code)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("核对不一致：")
    record = json.loads(call(capsys, "--db", database, "check", "paper", code, "--json").out)
    assert record["same"] is False
    assert record["kind"] == "list"
    assert "score" in record["differing"]


def test_a_code_with_a_slip_is_refused(capsys, database):
    outcome = call(capsys, "--db", database, "check", "paper", "1111-2222-3333-4444")
    assert outcome.code == 1
    assert "抄错了字" in outcome.err


@pytest.fixture
def certificate(tmp_path, monkeypatch):
    """A unit's certificate; its password is on standard input."""
    pytest.importorskip("pyhanko")
    from certificates import PASSWORD, pfx
    from cryptography.hazmat.primitives.asymmetric import ec

    path = tmp_path / "单位.p12"
    key = ec.generate_private_key(ec.SECP256R1())
    path.write_bytes(pfx(key, begins=datetime(2020, 1, 1, tzinfo=UTC), days=36_500))
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    return path


def test_a_paper_is_archived_and_signed(capsys, database, tmp_path, certificate):
    pikepdf = pytest.importorskip("pikepdf")
    from pyhanko.pdf_utils.reader import PdfFileReader

    out = tmp_path / "通知书.pdf"
    sealing = ("--archive", "--sign", certificate, "--out", out)
    outcome = call(capsys, "--db", database, "print", "notice", *sealing)
    assert (outcome.code, outcome.err) == (0, "")
    with pikepdf.open(out) as document, document.open_metadata() as metadata:
        assert metadata.pdfa_status == "2B"
    assert len(PdfFileReader(io.BytesIO(out.read_bytes())).embedded_signatures) == 1


@pytest.mark.parametrize("name", ["材料", "全部.pdf"])
def test_all_papers_are_archived(capsys, database, tmp_path, name):
    pikepdf = pytest.importorskip("pikepdf")
    out = tmp_path / name
    wanted = ("--archive", "--format", "pdf", "--out", out)
    assert call(capsys, "--db", database, "print", "all", *wanted).code == 0
    made = [out] if out.is_file() else sorted(out.iterdir())
    assert len(made) == (1 if out.is_file() else len(PAPER_KINDS))
    for path in made:
        with pikepdf.open(path) as document, document.open_metadata() as metadata:
            assert metadata.pdfa_status == "2B", path.name


def test_a_wrong_password_writes_nothing(capsys, database, tmp_path, certificate, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("不是它\n"))
    out = tmp_path / "通知书.pdf"
    signing = ("--sign", certificate, "--out", out)
    outcome = call(capsys, "--db", database, "print", "notice", *signing)
    assert (outcome.code, outcome.out) == (1, "")
    assert "证书密码不对" in outcome.err
    assert not out.exists()


@pytest.mark.parametrize("asked", [("list",), ("all", "--format", "docx")])
def test_only_pdfs_are_archived(capsys, database, tmp_path, asked):
    out = tmp_path / "材料.docx"
    outcome = call(capsys, "--db", database, "print", *asked, "--archive", "--out", out)
    assert outcome.code == 1
    assert "只用于 PDF" in outcome.err
    assert not out.exists()


# -- how papers are written


def make_logo(path):
    from photos import scene

    scene(2, (300, 100)).save(path, "PNG")
    return path


def kept(capsys, database, *kind):
    outcome = call(capsys, "--db", database, "papers", *kind, "--json")
    assert outcome.code == 0
    return json.loads(outcome.out)


def test_settings_are_shown_and_kept_for_one_kind(capsys, database, tmp_path):
    run = ("--db", database, "papers")
    before = kept(capsys, database)
    assert set(before) == {kind.id for kind in PAPER_KINDS}
    assert before["report"] == {
        "centre": "",
        "signatories": [],
        "code": True,
        "brief": False,
        "logo": False,
    }
    outcome = call(
        capsys, *run, "scoresheet", "--portrait", "--centre", " 榆林镇大厅 ", "--no-code",
        "--signatory", "制表", "--signatory", "审核",
    )  # fmt: skip
    assert outcome.code == 0
    assert outcome.out == (
        "自查评分表（scoresheet）：单位名称榆林镇大厅，签字栏制表、审核，竖排，不印核对码，不印标志\n"
    )
    after = kept(capsys, database)
    assert {kind for kind in after if after[kind] != before[kind]} == {"scoresheet"}
    out = tmp_path / "评分.pdf"
    assert call(capsys, "--db", database, "print", "scoresheet", "--out", out).code == 0
    text = whole_text(out.read_bytes())
    assert "榆林镇大厅营商环境自查评分表" in text
    assert "制表：" in text
    assert "核对码" not in text


def test_a_logo_is_kept_in_the_database_and_printed_on_every_paper(capsys, database, tmp_path):
    picture = make_logo(tmp_path / "标志.png")
    run = ("--db", database, "papers")
    out, plain = tmp_path / "清单.pdf", tmp_path / "无.pdf"
    assert call(capsys, "--db", database, "print", "list", "--out", plain).code == 0
    refused = call(capsys, "--db", database, "print", "list", "--logo", "--out", out)
    assert (refused.code, refused.err) == (
        1,
        "这个数据库还没有单位标志；请先用“papers --logo 图片”选一张。\n",
    )
    assert call(capsys, *run, "--logo", picture).code == 0
    picture.unlink()
    assert all(settings["logo"] for settings in kept(capsys, database).values())
    assert call(capsys, "--db", database, "print", "list", "--out", out).code == 0
    assert b"/Subtype /Image" in out.read_bytes()
    assert call(capsys, "--db", database, "print", "list", "--no-logo", "--out", out).code == 0
    assert out.read_bytes() == plain.read_bytes()
    assert call(capsys, *run, "list", "--no-logo").code == 0
    assert kept(capsys, database, "list")["list"]["logo"] is False
    assert kept(capsys, database, "ledger")["ledger"]["logo"] is True
    assert call(capsys, *run, "--no-logo").code == 0
    assert call(capsys, "--db", database, "print", "ledger", "--logo", "--out", out).code == 1


def test_a_refused_logo_changes_nothing(capsys, database, tmp_path):
    wrong = tmp_path / "标志.png"
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 90)
    before = database.read_bytes()
    outcome = call(capsys, "--db", database, "papers", "--logo", wrong, "--centre", "别处")
    assert outcome.code == 1
    assert outcome.err == "“标志.png”打不开，照片可能已损坏或没有复制完整；请重新复制或换一张。\n"
    assert kept(capsys, database, "list")["list"]["centre"] == ""
    assert database.read_bytes() == before


def test_a_setting_a_paper_has_not_is_refused(capsys, database, tmp_path):
    outcome = call(capsys, "--db", database, "papers", "list", "--brief")
    assert (outcome.code, outcome.err) == (
        1,
        "整改清单没有“--brief”这项设置；请去掉它，或换一种材料。\n",
    )
    picture = make_logo(tmp_path / "标志.png")
    both = call(capsys, "--db", database, "papers", "--logo", picture, "--no-logo")
    assert both.code == 2
    assert call(capsys, "--db", database, "papers", "什么").code == 1


def test_the_report_is_written_short_or_in_full(capsys, database, tmp_path):
    out = tmp_path / "报告.pdf"
    run = ("--db", database, "print", "report", "--out", out)
    assert call(capsys, *run).code == 0
    assert "所附整改清单" not in whole_text(out.read_bytes())
    assert call(capsys, *run, "--brief").code == 0
    assert "所附整改清单" in whole_text(out.read_bytes())
    assert call(capsys, "--db", database, "papers", "report", "--brief").code == 0
    assert call(capsys, *run).code == 0
    assert "所附整改清单" in whole_text(out.read_bytes())
    assert call(capsys, *run, "--full").code == 0
    assert "所附整改清单" not in whole_text(out.read_bytes())
