# SPDX-License-Identifier: MIT
"""自查报告 edited in place: saved as typed, undone, and never lost when the facts change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers import RARE
from PySide6.QtCore import Qt

from bizenv_desktop.domain.papers.paper_kinds import paper_kind
from bizenv_desktop.domain.papers.report_draft import EditedParagraph, ParagraphKind, ParagraphState
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.reports.page import ReportsPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QPlainTextEdit
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.reports.paragraph_row import ParagraphRow
    from bizenv_desktop.gui.workspace import Workspace


@pytest.fixture
def page(qtbot: QtBot, small_workspace: Workspace, preferences: Preferences) -> ReportsPage:
    small_workspace.save_answer(Answer("A01", Verdict.NOT_MET, note="没有公示"))
    small_workspace.history.clear()
    made = ReportsPage(small_workspace, preferences)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    with qtbot.waitSignal(made.paper_drawn):
        made.kinds.choose(paper_kind("report"))
    made.views.show_view(1)
    return made


def text_row(page: ReportsPage) -> ParagraphRow:
    """The first paragraph of plain text that tells facts."""
    return next(
        row for row in page.views.editor.rows[1:] if row.paragraph.kind is ParagraphKind.TEXT
    )


def edits(workspace: Workspace) -> dict[str, EditedParagraph]:
    return workspace.store.report_edits(workspace.filled.check.key)


def test_showing_the_paragraphs_writes_nothing(
    qtbot: QtBot, page: ReportsPage, small_workspace: Workspace
) -> None:
    assert [row.field.toPlainText() for row in page.views.editor.rows] == [
        row.paragraph.drafted for row in page.views.editor.rows
    ]
    page.resize(900, 700)
    for row in page.views.editor.rows:
        row.field.setFocus()
        row.field.flush()
        assert not row.field.clock.pending
    assert edits(small_workspace) == {}


def test_typed_words_are_kept_printed_and_undone(
    qtbot: QtBot, page: ReportsPage, small_workspace: Workspace
) -> None:
    row = text_row(page)
    drafted = row.paragraph.drafted
    row.field.moveCursor(row.field.textCursor().MoveOperation.End)
    row.field.insertPlainText(f"另{RARE.strip()}")
    with qtbot.waitSignal(page.paper_drawn):
        row.field.flush()
    kept = edits(small_workspace)[row.paragraph.key]
    assert kept == EditedParagraph(f"{drafted}另{RARE.strip()}", drafted)
    assert row.paragraph.state is ParagraphState.EDITED
    assert "已改写" in row.state.text()
    assert row.restore_button.isVisible()
    with qtbot.waitSignal(page.paper_drawn):
        small_workspace.history.undo()
    assert edits(small_workspace) == {}
    assert row.field.toPlainText() == drafted
    with qtbot.waitSignal(page.paper_drawn):
        small_workspace.history.redo()
    assert row.field.toPlainText() == kept.text


def test_when_the_facts_change_both_are_shown(
    qtbot: QtBot, page: ReportsPage, small_workspace: Workspace
) -> None:
    row = text_row(page)
    row.field.setPlainText("我们的话。")
    row.field.flush()
    with qtbot.waitSignal(page.paper_drawn):
        small_workspace.save_answer(Answer("A02", Verdict.MET))
    row = text_row(page)
    assert row.paragraph.state is ParagraphState.FACTS_CHANGED
    assert row.field.toPlainText() == "我们的话。"
    assert row.drafted.isVisible()
    assert row.paragraph.drafted in row.drafted.text()
    row.keep_button.click()
    assert row.paragraph.state is ParagraphState.EDITED
    assert not row.drafted.isVisible()
    row.restore_button.click()
    assert row.paragraph.state is ParagraphState.DRAFTED
    assert edits(small_workspace) == {}


def test_an_emptied_paragraph_is_left_out(
    qtbot: QtBot, page: ReportsPage, small_workspace: Workspace
) -> None:
    row = text_row(page)
    row.field.clear()
    row.field.flush()
    assert edits(small_workspace)[row.paragraph.key].text == ""
    assert "不写" in row.state.text()


def test_words_of_a_solved_problem_are_kept_until_deleted(
    qtbot: QtBot, page: ReportsPage, small_workspace: Workspace
) -> None:
    key = small_workspace.filled.check.key
    edit = EditedParagraph("旧问题的话", "旧草稿")
    with qtbot.waitSignal(page.paper_drawn):
        small_workspace.take_over(small_workspace.store.save_report_edit(key, "item/没有了", edit))
    (left,) = page.views.editor.unplaced
    assert left.isVisible()
    button = next(each for each in left.children() if hasattr(each, "click"))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert edits(small_workspace) == {}
    assert page.views.editor.unplaced == []


def test_charts_are_drawn_and_named(
    qtbot: QtBot, page: ReportsPage, small_workspace: Workspace
) -> None:
    page.views.show_view(2)
    charts = page.views.charts
    qtbot.waitUntil(lambda: len(charts.pictures) == 2)  # one period alone has no trend
    assert charts.pictures[0].accessibleName().startswith("各方面得分率")
    image = charts.pictures[0].grab().toImage()
    colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(image.height())}
    assert len(colours) > 5  # bars and words, not an empty picture


def test_other_papers_have_the_preview_alone(
    qtbot: QtBot, page: ReportsPage, small_workspace: Workspace
) -> None:
    with qtbot.waitSignal(page.paper_drawn):
        page.kinds.choose(paper_kind("ledger"))
    assert page.preview.isVisible()
    assert not page.views.buttons.button(1).isVisible()


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_field_is_as_high_as_its_words(
    qtbot: QtBot, dressed: QApplication, page: ReportsPage, scale: float
) -> None:
    theme.apply(dressed, scale)
    fields = [row.field for row in page.views.editor.rows]

    def under(field: QPlainTextEdit) -> float:
        last = field.blockBoundingGeometry(field.document().lastBlock())
        return field.viewport().height() - last.translated(field.contentOffset()).bottom()

    def fits() -> None:
        for field in fields:
            if field.document().size().height() <= 14:
                assert field.verticalScrollBar().maximum() == 0
                margin = field.document().documentMargin()
                assert margin - 1 <= under(field) <= margin + 2, "as much under as over"

    qtbot.waitUntil(fits)
