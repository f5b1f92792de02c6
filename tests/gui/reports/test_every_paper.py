# SPDX-License-Identifier: MIT
"""Every kind of paper on the reports page: its own settings, kept; every format, every way out."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from photos import scene
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog

from bizenv_desktop.actions import paper_actions
from bizenv_desktop.domain.findings.rectification import edited
from bizenv_desktop.domain.papers.paper_kinds import (
    PAPER_KINDS,
    PaperFormat,
    PaperKind,
    PaperSetting,
    paper_kind,
)
from bizenv_desktop.gui.reports.page import ReportsPage
from bizenv_desktop.reports.preview import page_count

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.workspace import Workspace


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, preferences: Preferences) -> ReportsPage:
    made = ReportsPage(workspace, preferences)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    with qtbot.waitSignal(made.paper_drawn):
        made.refresh()
    return made


def choose(qtbot: QtBot, page: ReportsPage, kind_id: str) -> None:
    with qtbot.waitSignal(page.paper_drawn, timeout=20_000):
        page.kinds.choose(paper_kind(kind_id))


@pytest.mark.parametrize("kind", PAPER_KINDS[1:], ids=lambda kind: kind.id)
def test_a_paper_is_drawn_with_its_own_settings_and_formats(
    qtbot: QtBot, page: ReportsPage, kind: PaperKind
) -> None:
    choose(qtbot, page, kind.id)
    assert page.drawn is not None
    assert page.drawn.pages == page_count(page.drawn.pdf) > 0
    fields = {
        PaperSetting.COLUMNS: page.panel.kind.columns_button,
        PaperSetting.CENTRE: page.panel.kind.centre,
        PaperSetting.LANDSCAPE: page.panel.kind.direction,
        PaperSetting.CODE: page.panel.kind.code,
        PaperSetting.PREFILLED: page.panel.kind.prefilled,
        PaperSetting.PERSON: page.panel.kind.person,
        PaperSetting.LOGO: page.panel.kind.logo,
        PaperSetting.BRIEF: page.panel.kind.brief,
        PaperSetting.SIGNATURES: page.panel.signing.names["head"],
    }
    assert {each for each, widget in fields.items() if widget.isVisible()} == set(kind.settings)
    shown = {form for form, each in page.panel.export_buttons.items() if each.isVisible()}
    assert shown == set(kind.formats)


def test_pages_turn_while_kinds_are_chosen(qtbot: QtBot, page: ReportsPage) -> None:
    with qtbot.waitSignal(page.paper_drawn, timeout=20_000):
        qtbot.keyClick(page.kinds, Qt.Key.Key_Down)
    assert page.kind.id == "scoresheet"
    with qtbot.waitSignal(page.preview.page_shown, check_params_cb=lambda shown: shown == 1):
        qtbot.keyClick(page.kinds, Qt.Key.Key_PageDown)
    assert page.kind.id == "scoresheet"


def test_settings_are_kept_for_the_kind_alone(
    qtbot: QtBot, page: ReportsPage, workspace: Workspace
) -> None:
    choose(qtbot, page, "scoresheet")
    with qtbot.waitSignal(page.paper_drawn):
        page.panel.kind.direction.setCurrentIndex(1)
    with qtbot.waitSignal(page.paper_drawn):
        page.panel.kind.centre.setText("红光镇大厅")
        page.panel.kind.centre.edited.emit("红光镇大厅")
    with qtbot.waitSignal(page.paper_drawn):
        page.panel.signing.labels[0].setText("制表")
        page.panel.signing.labels[0].edited.emit("制表")
    kept = paper_actions.paper_settings(workspace.store, paper_kind("scoresheet"))
    assert (kept.landscape, kept.centre) == (False, "红光镇大厅")
    assert kept.signatories == ("制表", "审核人", "单位负责人")
    assert page.preview.paper.height() > page.preview.paper.width()
    choose(qtbot, page, "ledger")
    assert page.panel.kind.centre.text() == ""


def test_for_whom_is_asked_anew_after_each_start(
    qtbot: QtBot, page: ReportsPage, workspace: Workspace, preferences: Preferences
) -> None:
    findings = [view.finding for view in workspace.filled.findings]
    workspace.save_findings(
        [edited(findings[0], person="王㐱"), edited(findings[1], unit="司法所")]
    )
    choose(qtbot, page, "notice")
    everyone = page.drawn
    people = [page.panel.kind.person.itemText(row) for row in range(3)]
    assert people[1:] == ["司法所", "王㐱"]
    with qtbot.waitSignal(page.paper_drawn):
        page.panel.kind.person.setCurrentIndex(page.panel.kind.person.count() - 1)
    assert everyone is not None
    assert page.drawn is not None
    assert page.drawn.pages < everyone.pages
    kept = paper_actions.paper_settings(workspace.store, paper_kind("notice"))
    assert kept.person == ""


@pytest.mark.parametrize("form", [PaperFormat.DOCX, PaperFormat.XLSX])
def test_word_and_excel_get_the_right_name(
    qtbot: QtBot,
    page: ReportsPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: PaperFormat,
) -> None:
    offered: list[str] = []

    def answered(parent: object, title: str, name: str, kinds: str) -> tuple[str, str]:
        offered.append(name)
        return str(tmp_path / "台账"), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answered)
    choose(qtbot, page, "ledger")
    with qtbot.waitSignal(page.exporting.noted, timeout=20_000):
        page.panel.export_buttons[form].click()
    assert offered[0].endswith(f"榆林镇_营商环境整改台账_2026年第4季度_20261123.{form}")
    assert zipfile.is_zipfile(tmp_path / f"台账.{form}")


def test_everything_goes_into_a_folder(
    qtbot: QtBot, page: ReportsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "全部"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *given: str(folder))
    with qtbot.waitSignal(page.exporting.noted, timeout=60_000) as noted:
        page.exporting.export_into_folder(page.day, installed=False)
    count = sum(len(kind.formats) for kind in PAPER_KINDS)
    assert len(list(folder.iterdir())) == count
    assert f"{count}个文件" in noted.args[0]


def test_everything_goes_into_one_pdf(
    qtbot: QtBot, page: ReportsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "一本.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(out), ""))
    with qtbot.waitSignal(page.exporting.noted, timeout=60_000):
        page.exporting.export_bundle(page.day, installed=False)
    assert page.drawn is not None
    assert page_count(out.read_bytes()) > page.drawn.pages


def test_a_cancelled_bundle_writes_nothing(
    qtbot: QtBot,
    page: ReportsPage,
    workspace: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "一本.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(out), ""))
    with qtbot.waitSignal(workspace.jobs.job_started) as started:
        page.exporting.export_bundle(page.day, installed=False)
    job = started.args[0]
    with qtbot.waitSignal(job.ended, timeout=60_000):
        job.cancel()
    assert not out.exists()


def test_a_pdf_is_kept_as_an_archive(
    qtbot: QtBot,
    page: ReportsPage,
    workspace: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    out = tmp_path / "清单.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(out), ""))
    page.panel.archive.click()
    assert workspace.store.setting("pdf_archive") is True
    with qtbot.waitSignal(page.exporting.noted, timeout=20_000):
        page.export(PaperFormat.PDF)
    with pikepdf.open(out) as document, document.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "2"


def test_a_file_that_is_no_certificate_is_refused_in_words(
    qtbot: QtBot, page: ReportsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("cryptography")
    certificate, out = tmp_path / "证书.pfx", tmp_path / "清单.pdf"
    certificate.write_bytes(b"nothing of the kind")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *given: (str(certificate), ""))
    monkeypatch.setattr(QInputDialog, "getText", lambda *given: ("密码", True))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(out), ""))
    page.panel.sign.click()
    with qtbot.waitSignal(page.exporting.refused, timeout=20_000) as refused:
        page.export(PaperFormat.PDF)
    assert "证书" in refused.args[0]
    assert not out.exists()


def test_a_pdf_is_signed_with_the_units_certificate(
    qtbot: QtBot, page: ReportsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyhanko")
    from certificates import CENTRE, PASSWORD, pfx
    from cryptography.hazmat.primitives.asymmetric import ec
    from pyhanko.pdf_utils.reader import PdfFileReader

    certificate, out = tmp_path / "单位.p12", tmp_path / "清单.pdf"
    certificate.write_bytes(pfx(ec.generate_private_key(ec.SECP256R1())))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *given: (str(certificate), ""))
    monkeypatch.setattr(QInputDialog, "getText", lambda *given: (PASSWORD, True))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(out), ""))
    page.panel.sign.click()
    with qtbot.waitSignal(page.exporting.noted, timeout=20_000) as noted:
        page.export(PaperFormat.PDF)
    assert noted.args[0].endswith("清单.pdf")
    (found,) = PdfFileReader(io.BytesIO(out.read_bytes())).embedded_signatures
    assert found.signer_cert.subject.native["common_name"] == CENTRE
    assert out.read_bytes().startswith(page.drawn.pdf)  # what was seen, and the signature


def test_dialogs_go_when_they_are_closed(
    qtbot: QtBot, page: ReportsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDialog, "exec", lambda dialog: 0)
    page.check_button.click()
    page.entry_button.click()
    assert len(page.findChildren(QDialog)) == 2
    qtbot.waitUntil(lambda: not page.findChildren(QDialog))


def choose_picture(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (answer, ""))


def test_the_logo_is_chosen_once_and_printed_where_it_is_ticked(
    qtbot: QtBot,
    page: ReportsPage,
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    setting = page.panel.kind.logo
    plain = page.drawn
    assert plain is not None
    choose_picture(monkeypatch, "")
    setting.box.click()
    assert not setting.box.isChecked(), "nothing was chosen"
    picture = tmp_path / "标志.png"
    scene(4, (300, 100)).save(picture, "PNG")
    choose_picture(monkeypatch, str(picture))
    with qtbot.waitSignal(page.paper_drawn, timeout=20_000):
        setting.box.click()
    assert setting.box.isChecked()
    assert setting.drop_button.isVisible()
    assert not setting.picture.pixmap().isNull()
    assert page.drawn.pdf != plain.pdf
    choose(qtbot, page, "ledger")
    assert not setting.box.isChecked()
    with qtbot.waitSignal(page.paper_drawn, timeout=20_000):
        setting.box.click()  # the picture is there already
    assert paper_actions.paper_settings(workspace.store, paper_kind("ledger")).logo
    with_first = page.drawn.pdf
    scene(9, (100, 100)).save(picture, "PNG")
    with qtbot.waitSignal(page.paper_drawn, timeout=20_000):
        setting.choose_button.click()
    assert page.drawn.pdf != with_first, "another picture is drawn at once"
    with qtbot.waitSignal(page.paper_drawn, timeout=20_000):
        setting.drop_button.click()
    assert paper_actions.paper_logo(workspace.store) is None
    assert not setting.picture.isVisible()


def test_a_file_that_is_no_picture_is_refused_and_nothing_kept(
    page: ReportsPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    wrong = tmp_path / "标志.png"
    wrong.write_text("不是图片", "utf-8")
    choose_picture(monkeypatch, str(wrong))
    page.panel.kind.logo.box.click()
    assert "“标志.png”不是 PNG 或 JPEG 图片" in page.message.text
    assert not page.panel.kind.logo.box.isChecked()
    assert paper_actions.paper_logo(workspace.store) is None
    assert not paper_actions.paper_settings(workspace.store, paper_kind("list")).logo


def test_the_report_is_written_short_once_it_is_set(
    qtbot: QtBot, page: ReportsPage, workspace: Workspace
) -> None:
    choose(qtbot, page, "report")
    full = page.drawn
    with qtbot.waitSignal(page.paper_drawn, timeout=20_000):
        page.panel.kind.brief.setCurrentIndex(1)
    assert full is not None
    assert page.drawn.pages < full.pages
    assert paper_actions.paper_settings(workspace.store, paper_kind("report")).brief
    page.views.show_view(1)
    assert any("所附整改清单" in row.field.toPlainText() for row in page.views.editor.rows)
