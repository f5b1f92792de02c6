# SPDX-License-Identifier: MIT
"""Papers from a database: settings kept, files under their names, codes compared."""

from __future__ import annotations

from dataclasses import replace

import pytest
from helpers import NOW, believable_answers, fill_database
from reports.pdf_reading import whole_text

from bizenv_desktop import actions
from bizenv_desktop.actions import paper_actions
from bizenv_desktop.domain.papers.paper_code import sealed
from bizenv_desktop.domain.papers.paper_kinds import PAPER_KINDS, PaperFormat, paper_kind
from bizenv_desktop.domain.papers.paper_settings import PaperSettings
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.errors import UserError
from bizenv_desktop.storage import Store

TODAY = NOW.date()


@pytest.fixture
def key(tmp_path, small):
    return fill_database(tmp_path / "a.db", small, believable_answers(small.items))


@pytest.fixture
def filled_store(tmp_path, key):
    with Store.open(tmp_path / "a.db") as store:
        yield store


def test_settings_are_kept_for_each_kind(filled_store, key, library):
    kind = paper_kind("scoresheet")
    settings = PaperSettings("政务大厅", ("经办人",), False)
    change = paper_actions.save_paper_settings(filled_store, kind, settings)
    assert change.settings == {"paper_scoresheet"}
    assert paper_actions.paper_settings(filled_store, kind) == settings
    assert paper_actions.paper_settings(filled_store, paper_kind("ledger")) == PaperSettings()
    record = paper_actions.paper(filled_store, key, library, kind, TODAY)
    assert record.head.title == "政务大厅营商环境自查评分表"


def test_every_paper_is_written_into_one_folder_under_its_name(
    filled_store, key, library, tmp_path
):
    folder, ticks = tmp_path / "材料" / "第4季度", []
    files = paper_actions.write_all(
        filled_store, key, library, folder, TODAY, tick=lambda *done: ticks.append(done)
    )
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in files)
    wanted = {
        f"榆林镇_{kind.stem}_2026年第4季度_20261123.{form}"
        for kind in PAPER_KINDS
        for form in kind.formats
    }
    assert {path.name for path in files} == wanted
    assert ticks[0] == (0, len(wanted))
    assert ticks[-1] == (len(wanted), len(wanted))


def test_one_format_alone_can_be_written(filled_store, key, library, tmp_path):
    forms = [PaperFormat.XLSX]
    files = paper_actions.write_all(filled_store, key, library, tmp_path / "x", TODAY, forms=forms)
    assert {path.suffix for path in files} == {".xlsx"}


def test_one_file_can_hold_every_paper(filled_store, key, library, tmp_path):
    out = tmp_path / "全部.pdf"
    made = paper_actions.write_bundle(filled_store, key, library, out, TODAY)
    assert out.read_bytes() == made.content
    text = whole_text(made.content)
    for kind in PAPER_KINDS:
        assert kind.stem in text or kind.id == "report", kind
    with pytest.raises(UserError, match="请写到一个文件夹"):
        paper_actions.write_bundle(filled_store, key, library, tmp_path / "a.docx", TODAY)


@pytest.mark.parametrize(
    "kind", [kind for kind in PAPER_KINDS if kind.id != "walkround"], ids=lambda kind: kind.id
)
def test_a_printed_code_is_found_and_its_changes_told(filled_store, key, library, kind):
    record = paper_actions.paper(filled_store, key, library, kind, TODAY)
    code = getattr(record, "code", "") or record.head.code
    assert paper_actions.check_paper(filled_store, code).same
    filled = actions.fill(filled_store, key, TODAY)
    changed = replace(Answer("B01", Verdict.NOT_MET), note="另外发现")
    actions.save_answers(filled_store, filled, [changed])
    found = paper_actions.check_paper(filled_store, code)
    assert found.kind is kind
    assert found.differing


def test_a_code_of_another_database_is_told(tmp_path, filled_store):
    with pytest.raises(UserError, match="没有这张整改清单对应的自查"):
        paper_actions.check_paper(filled_store, sealed("12EPAB07G0M0MSZ"))


def test_the_code_of_a_walk_round_sheet_is_told_apart(filled_store, key, library):
    kind = paper_kind("walkround")
    code = paper_actions.paper(filled_store, key, library, kind, TODAY).code
    with pytest.raises(UserError, match="录入走查结果时用"):
        paper_actions.check_paper(filled_store, code)
