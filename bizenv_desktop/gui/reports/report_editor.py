# SPDX-License-Identifier: MIT
"""自查报告 paragraph by paragraph: drafted by the program, edited in place, saved as typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bizenv_desktop.actions import report_actions
from bizenv_desktop.domain.papers.report_draft import DraftParagraph, EditedParagraph, merge_edits
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.edits import Edit
from bizenv_desktop.gui.parts import Card, button, label
from bizenv_desktop.gui.reports.paragraph_row import ParagraphRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bizenv_desktop.domain.papers.report_draft import ReportParagraph, SelfCheckReport
    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.storage import Change

    Kept = tuple[str, EditedParagraph | None]  # the paragraph's key and what the clerk made of it


class ReportEditor(QScrollArea):
    """A row a paragraph; every edit is one step of the window's undo."""

    failed = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._draft: tuple[DraftParagraph, ...] = ()
        self._elsewhere: frozenset[str] = frozenset()
        self._check_key = ("", "")
        self.rows: list[ParagraphRow] = []
        self.unplaced: list[QWidget] = []
        self._unplaced_shown: tuple[tuple[str, EditedParagraph], ...] = ()
        self._card = Card(self)
        self._rest = Card(self)
        self._build()
        workspace.changed.connect(self._follow)

    def show_report(self, report: SelfCheckReport, check_key: tuple[str, str]) -> None:
        """Show a self-check's newly drafted report under the edits as they are kept now."""
        self._check_key = check_key
        self._elsewhere = report.elsewhere
        self._draft = tuple(
            DraftParagraph(each.key, each.kind, each.drafted) for each in report.paragraphs
        )
        self._show()

    def _show(self) -> None:
        # what was drawn may be older than what was typed since: the database has the last word
        edits = self._workspace.store.report_edits(self._check_key)
        report = merge_edits(self._draft, edits, self._elsewhere)
        shown = [row.paragraph.key for row in self.rows]
        if shown == [paragraph.key for paragraph in report.paragraphs]:
            for row, paragraph in zip(self.rows, report.paragraphs, strict=True):
                row.show_paragraph(paragraph)
        else:
            self._show_rows(report.paragraphs)
        self._show_unplaced(report.unplaced)

    def _show_rows(self, paragraphs: Iterable[ReportParagraph]) -> None:
        """Keep the rows of the paragraphs that stay, with the focus and what is typed in them."""
        known = {row.paragraph.key: row for row in self.rows}
        self.rows = []
        for place, paragraph in enumerate(paragraphs):
            row = known.pop(paragraph.key, None)
            if row is None:
                row = ParagraphRow(paragraph, self)
                row.edited.connect(self._save)
                row.restore_requested.connect(self._restore)
            else:
                row.show_paragraph(paragraph)
            self._card.column.insertWidget(place, row)
            self.rows.append(row)
        for row in known.values():
            row.hide()  # sends on what was typed in it
            row.deleteLater()

    def _show_unplaced(self, unplaced: Iterable[tuple[str, EditedParagraph]]) -> None:
        shown = tuple(unplaced)
        if shown == self._unplaced_shown:
            return
        self._unplaced_shown = shown
        for widget in self.unplaced:
            widget.hide()
            widget.deleteLater()
        self.unplaced = [self._unplaced_row(key, edit) for key, edit in shown]
        for widget in self.unplaced:
            self._rest.column.addWidget(widget)
        self._rest.setVisible(bool(self.unplaced))

    def _unplaced_row(self, key: str, edit: EditedParagraph) -> QWidget:
        made = QWidget(self._rest)
        drop = button(self.tr("删除"), "quiet")
        drop.setAccessibleName(self.tr("删除不再使用的改写"))
        drop.clicked.connect(lambda: self._write_step(key, None))
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(edit.text or self.tr("（不写这一段）"), wrap=True), 1)
        row.addWidget(drop)
        return made

    # -- writing

    def _save(self, paragraph: ReportParagraph, text: str) -> None:
        """Keep the words; the draft's own words are no edit."""
        own = text.strip() != paragraph.drafted
        edit = EditedParagraph(text.strip(), paragraph.drafted) if own else None
        burst = next((row.field.clock.burst for row in self.rows if row.paragraph == paragraph), 0)
        self._write_step(paragraph.key, edit, f"report/{paragraph.key}/{burst}")

    def _restore(self, paragraph: ReportParagraph) -> None:
        self._write_step(paragraph.key, None)

    def _write_step(self, paragraph: str, edit: EditedParagraph | None, field: str = "") -> None:
        key = self._check_key
        before = self._workspace.store.report_edits(key).get(paragraph)
        if before == edit:
            return

        def write(kept: Iterable[Kept]) -> None:
            self._write(key, kept)

        if self._write(key, [(paragraph, edit)]):
            step = Edit(
                write, {paragraph: (paragraph, before)}, {paragraph: (paragraph, edit)}, field
            )
            self._workspace.history.push(step)

    def _write(self, key: tuple[str, str], kept: Iterable[Kept]) -> bool:
        """Write edits or take them back; False when that was refused, which is told."""
        store = self._workspace.store
        try:
            for paragraph, edit in kept:
                if edit is None:
                    change = report_actions.drop_edit(store, key, paragraph)
                else:
                    change = store.save_report_edit(key, paragraph, edit)
                self._workspace.take_over(change)
        except UserError as error:
            self.failed.emit(str(error))
            return False
        return True

    def _follow(self, change: Change) -> None:
        if change.report_edits and self._draft:
            self._show()

    def _build(self) -> None:
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(self, 10))
        words = self.tr(
            "由填报结果起草，直接改就行，边改边存；填报结果再变时，改过的段落下面会给出现在的草稿。"
        )
        column.addWidget(label(words, "muted", wrap=True))
        column.addWidget(self._card)
        column.addWidget(self._rest)
        column.addStretch(1)
        self._card.column.setSpacing(theme.px(self, 10))
        words = self.tr("这些段落的问题已经没有了，改写的话不再印出：")
        self._rest.column.addWidget(label(words, "muted", wrap=True))
        self._rest.hide()
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("自查报告的段落"))
