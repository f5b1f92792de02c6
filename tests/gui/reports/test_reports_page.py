# SPDX-License-Identifier: MIT
"""The reports page: what is seen is what is exported and printed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from helpers import RARE, TOWNSHIP
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from bizenv_desktop import actions
from bizenv_desktop.domain.findings.rectification import edited
from bizenv_desktop.domain.papers.paper_kinds import PaperFormat
from bizenv_desktop.domain.papers.rectification_list import DEFAULT_COLUMNS
from bizenv_desktop.gui.preferences import Preferences
from bizenv_desktop.gui.reports.columns_dialog import ColumnsDialog
from bizenv_desktop.gui.reports.columns_model import ColumnsModel, Field
from bizenv_desktop.gui.reports.page import ReportsPage
from bizenv_desktop.gui.reports.printing import a4_printer
from bizenv_desktop.reports.preview import page_count

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.workspace import Workspace

NO_FACE = "\U000323b0"  # a character of 2022 that no bundled face has
NAME = "榆林镇_营商环境自查整改清单_2026年第4季度_20261123.pdf"


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "config")


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, preferences: Preferences) -> ReportsPage:
    made = ReportsPage(workspace, preferences)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    with qtbot.waitSignal(made.paper_drawn):
        made.refresh()
    qtbot.waitUntil(lambda: not made.preview.busy)
    return made


def choose_file(monkeypatch: pytest.MonkeyPatch, answer: str) -> list[str]:
    """Answer the save dialog; the list gets the name it offers."""
    offered: list[str] = []

    def answered(parent: object, title: str, suggested: str, kinds: str) -> tuple[str, str]:
        offered.append(suggested)
        return answer, kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answered)
    return offered


def test_the_first_page_is_shown_as_wide_as_there_is_room(page: ReportsPage) -> None:
    paper = page.preview.paper
    assert not paper.pixmap().isNull()
    room = page.preview.view.viewport().width()
    assert room * 0.9 < paper.width() <= room
    assert paper.width() > paper.height()  # laid across


def test_pages_are_turned_by_keys(qtbot: QtBot, page: ReportsPage) -> None:
    assert page.drawn.pages > 2
    for key, expected in (
        (Qt.Key.Key_PageDown, 1),
        (Qt.Key.Key_End, page.drawn.pages - 1),
        (Qt.Key.Key_PageUp, page.drawn.pages - 2),
        (Qt.Key.Key_Home, 0),
    ):
        with qtbot.waitSignal(page.preview.page_shown) as shown:
            qtbot.keyClick(page.preview, key)
        assert shown.args == [expected]
    assert not page.preview.back_button.isEnabled()


def test_the_page_is_enlarged_and_fitted_again(qtbot: QtBot, page: ReportsPage) -> None:
    before = page.preview.paper.width()
    with qtbot.waitSignal(page.preview.page_shown):
        page.preview.larger_button.click()
    assert page.preview.paper.width() == pytest.approx(before * 1.25, abs=2)
    with qtbot.waitSignal(page.preview.page_shown):
        page.preview.fit_button.click()
    assert page.preview.paper.width() == before


def test_it_is_drawn_anew_only_when_something_on_it_changed(
    qtbot: QtBot, page: ReportsPage, workspace: Workspace
) -> None:
    before = page.drawn
    page.refresh()
    assert page.drawn is before
    with qtbot.waitSignal(page.paper_drawn):
        finding = workspace.filled.findings[0].finding
        workspace.save_finding(edited(finding, person="王芳"))
    assert page.drawn is not before


def test_names_are_kept_with_the_self_check(
    qtbot: QtBot, page: ReportsPage, workspace: Workspace
) -> None:
    with qtbot.waitSignal(page.paper_drawn):
        qtbot.keyClicks(page.panel.signing.names["preparer"], "Zhao")
        page.panel.signing.names["preparer"].flush()
    assert workspace.store.self_check(workspace.filled.check.key).preparer == "Zhao"


def test_another_date_stands_on_the_list_and_in_its_name(
    qtbot: QtBot, page: ReportsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = choose_file(monkeypatch, "")
    with qtbot.waitSignal(page.paper_drawn):
        page.panel.signing.day.line.setText("12-1")
        page.panel.signing.day.flush()
    page.export(PaperFormat.PDF)
    assert "20261201" in offered[0]
    with qtbot.waitSignal(page.paper_drawn):
        page.panel.signing.day.line.clear()
        page.panel.signing.day.flush()
    page.export(PaperFormat.PDF)
    assert "20261123" in offered[1]


def test_export_offers_the_right_name_and_remembers_the_folder(
    page: ReportsPage, preferences: Preferences, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "上报 材料"
    folder.mkdir()
    offered = choose_file(monkeypatch, str(folder / "清单"))
    page.export(PaperFormat.PDF)
    assert offered[0].endswith(NAME)
    written = folder / "清单.pdf"  # the ending is added
    assert written.read_bytes() == page.drawn.pdf
    assert str(written) in page.message.text
    page.export(PaperFormat.PDF)
    assert offered[1] == str(folder / NAME)
    assert preferences.values.export_folder == str(folder)


def test_a_cancelled_export_writes_nothing(
    page: ReportsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_file(monkeypatch, "")
    page.export(PaperFormat.PDF)
    assert not list(tmp_path.glob("**/*.pdf"))
    assert not page.message.text


def test_a_folder_that_is_not_there_is_refused_in_words(
    page: ReportsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_file(monkeypatch, str(tmp_path / "没有" / "清单.pdf"))
    page.export(PaperFormat.PDF)
    assert "找不到文件夹" in page.message.text


def test_a_unit_with_a_path_separator_in_its_name_stays_in_its_folder(
    qtbot: QtBot, open_workspace, small, preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = replace(TOWNSHIP, code="231222X001", name="甲/乙\\丙镇")
    workspace = open_workspace(small, organisation=unit)
    made = ReportsPage(workspace, preferences)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.paper_drawn):
        made.refresh()
    offered = choose_file(monkeypatch, "")
    made.export(PaperFormat.PDF)
    assert "甲_乙_丙镇_营商环境自查整改清单" in offered[0]


def test_all_pages_go_to_the_printer(qtbot: QtBot, page: ReportsPage, tmp_path: Path) -> None:
    printer = a4_printer(across=True)
    printer.setOutputFileName(str(tmp_path / "打印.pdf"))
    page.print_on(printer)
    qtbot.waitUntil(lambda: "已送往打印机" in page.message.text, timeout=30_000)
    assert page_count((tmp_path / "打印.pdf").read_bytes()) == page.drawn.pages


def test_only_the_pages_asked_for_go_to_the_printer(
    qtbot: QtBot, page: ReportsPage, tmp_path: Path
) -> None:
    printer = a4_printer(across=True)
    printer.setOutputFileName(str(tmp_path / "一页.pdf"))
    printer.setFromTo(2, 2)
    page.print_on(printer)
    qtbot.waitUntil(lambda: "共1页" in page.message.text, timeout=30_000)
    assert page_count((tmp_path / "一页.pdf").read_bytes()) == 1


def test_characters_no_face_has_are_listed_before_printing(
    qtbot: QtBot, page: ReportsPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not page.missing.text
    asked: list[str] = []

    def refuse(parent: object, title: str, words: str) -> QMessageBox.StandardButton:
        asked.append(words)
        return QMessageBox.StandardButton.No

    monkeypatch.setattr(QMessageBox, "question", refuse)
    with qtbot.waitSignal(page.paper_drawn):
        finding = workspace.filled.findings[0].finding
        workspace.save_finding(edited(finding, problem=f"{RARE}{NO_FACE}"))
    assert "U+323B0" in page.missing.text
    assert "㐱" not in page.missing.text
    page.print()
    assert "U+323B0" in asked[0]
    assert "〓" in asked[0]


def test_columns_are_kept_in_the_database(
    qtbot: QtBot, page: ReportsPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def renamed(dialog: ColumnsDialog) -> int:
        model = dialog.table.model()
        model.setData(model.index(4, Field.TITLE), "牵头单位")
        model.setData(model.index(5, Field.KEY), 0, Qt.ItemDataRole.CheckStateRole)
        return 1

    monkeypatch.setattr(ColumnsDialog, "exec", renamed)
    with qtbot.waitSignal(page.paper_drawn):
        page.choose_columns()
    record = actions.list_record(
        workspace.store,
        workspace.filled.check.key,
        workspace.library,
        workspace.filled.today,
    )
    assert record.columns[4].title == "牵头单位"
    assert not record.columns[5].shown


def test_faces_of_this_pc_can_be_left_out(
    qtbot: QtBot, page: ReportsPage, workspace: Workspace
) -> None:
    assert page.panel.installed.isChecked()
    with qtbot.waitSignal(page.paper_drawn):
        page.panel.installed.click()
    assert workspace.store.setting("list_faces") is False


def test_without_a_self_check_there_is_nothing_to_print(
    qtbot: QtBot, empty_workspace: Workspace, preferences: Preferences
) -> None:
    made = ReportsPage(empty_workspace, preferences)
    qtbot.addWidget(made)
    made.show()
    made.refresh()
    assert not made.panel.isVisible()
    assert not made.preview.isVisible()
    made.export(PaperFormat.PDF)
    made.print()


def test_the_columns_are_a_sound_model(qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(ColumnsModel(DEFAULT_COLUMNS))


@pytest.fixture
def dialog(qtbot: QtBot) -> ColumnsDialog:
    made = ColumnsDialog(DEFAULT_COLUMNS)
    qtbot.addWidget(made)
    made.show()
    return made


def test_columns_are_moved_and_put_back(dialog: ColumnsDialog) -> None:
    model = dialog.table.model()
    dialog.table.setCurrentIndex(model.index(2, Field.KEY))
    dialog.up_button.click()
    assert [column.key for column in dialog.columns][:3] == ["number", "problem", "basis"]
    dialog.down_button.click()
    dialog.down_button.click()
    assert [column.key for column in dialog.columns][:4] == [
        "number",
        "basis",
        "measures",
        "problem",
    ]
    dialog.default_button.click()
    assert dialog.columns == DEFAULT_COLUMNS


def test_the_first_column_stays_first(dialog: ColumnsDialog) -> None:
    dialog.up_button.click()
    assert dialog.columns == DEFAULT_COLUMNS


@pytest.mark.parametrize(("typed", "kept"), [(1, 8.0), (500, 200.0), (33.5, 33.5)])
def test_widths_stay_printable(dialog: ColumnsDialog, typed: float, kept: float) -> None:
    model = dialog.table.model()
    model.setData(model.index(1, Field.WIDTH), typed)
    assert dialog.columns[1].width == kept


def test_an_emptied_name_is_the_columns_own_again(dialog: ColumnsDialog) -> None:
    model = dialog.table.model()
    model.setData(model.index(1, Field.TITLE), "依据")
    model.setData(model.index(1, Field.TITLE), "  ")
    assert dialog.columns[1].title == DEFAULT_COLUMNS[1].title


def test_a_list_without_columns_is_refused(dialog: ColumnsDialog) -> None:
    model = dialog.table.model()
    for row in range(model.rowCount()):
        model.setData(model.index(row, Field.KEY), 0, Qt.ItemDataRole.CheckStateRole)
    dialog.accept()
    assert dialog.isVisible()
    assert "至少选一列" in dialog.trouble


@pytest.mark.parametrize(("width", "words"), [(900, "上一页"), (340, "上页")])
def test_the_words_over_the_preview_are_never_cut_off(
    page: ReportsPage, qtbot: QtBot, width: int, words: str
) -> None:
    """At 150 % on a small screen there is no room for the whole ones."""
    preview = page.preview
    pdf, pages = preview._pdf, preview._pages
    preview.setParent(None)
    qtbot.addWidget(preview)
    preview.resize(width, 400)
    with qtbot.waitExposed(preview):
        preview.show()
    with qtbot.waitSignal(preview.page_shown):
        preview.show_pdf(pdf, pages)
    assert preview.back_button.text() == words
    assert preview.back_button.accessibleName() == "上一页"
    for part in (preview.back_button, preview.fit_button, preview.place_label):
        assert part.width() >= part.sizeHint().width()
