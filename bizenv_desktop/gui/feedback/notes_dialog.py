# SPDX-License-Identifier: MIT
"""督办 and 退回 for one unit: what was said, one field to say more, a day it is due."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
)

from bizenv_desktop.actions.reviewing_actions import add_note, under_review
from bizenv_desktop.domain.exchange.feedback import NoteKind
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.day_field import DayField
from bizenv_desktop.gui.feedback.note_table import NoteTable
from bizenv_desktop.gui.findings.name_field import NameField
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import button, label

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.actions.reviewing_actions import UnderReview
    from bizenv_desktop.domain.exchange.feedback import ReviewNote
    from bizenv_desktop.gui.workspace import Workspace

_USUAL_DAYS = 15


class _Told:
    """Which revision a note is about, and which one came after it."""

    def __init__(self, under: UnderReview) -> None:
        self._under = under

    def about(self, package: str) -> str:
        """针对第1版，已重新上报第2版."""
        under = self._under
        return "，".join(filter(None, (under.about(package), under.answer(package))))


class NotesDialog(QDialog):
    """Each note is kept when its button is pressed; the unit reads it with the next feedback.

    `UserError` when nothing of that unit was received.
    """

    def __init__(
        self,
        workspace: Workspace,
        key: tuple[str, str],
        parent: QWidget | None = None,
        kind: NoteKind = NoteKind.SUPERVISE,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._key = key
        self._under: UnderReview = under_review(workspace.store, key, workspace.clock().date())
        self._due: date | None = None
        self.message = MessageBar(self)
        self.notes = NoteTable(self)
        self.take_back = button(self.tr("撤回选中的意见"))
        self.supervise = QRadioButton(self.tr("督办：要求在期限前办结"))
        self.send_back = QRadioButton(self.tr("退回：要求改好后重新上报"))
        self.words = QPlainTextEdit(self)
        self.due = DayField(self.tr("办结期限"), self)
        self.who = NameField(workspace, "reviewer", self.tr("考核人"), self)
        self.keep = button(self.tr("保存这条意见"), "primary")
        self.close_button = button(self.tr("关闭"))
        self._lay_out()
        (self.supervise if kind is NoteKind.SUPERVISE else self.send_back).setChecked(True)
        self._begin()
        self._show_notes()
        self._connect()

    @property
    def kind(self) -> NoteKind:
        """督办 or 退回, as it is chosen."""
        return NoteKind.SUPERVISE if self.supervise.isChecked() else NoteKind.RETURN

    def keep_note(self) -> bool:
        """Keep the note; False when it was refused, which is told here."""
        self.due.flush()
        store, now = self._workspace.store, self._workspace.clock()
        due = self._due if self.kind is NoteKind.SUPERVISE else None
        try:
            change = add_note(
                store,
                self._under,
                self.kind,
                self.words.toPlainText(),
                by=self.who.text(),
                now=now,
                due=due,
            )
        except UserError as error:
            self.message.show_error(str(error))
            return False
        self._workspace.take_in(change)
        self.words.clear()
        self._read_again()
        self.message.show_note(self.tr("已保存；写出反馈后，下级就能看到。"))
        return True

    def reject(self) -> None:
        """Close; words that were typed and not kept yet are kept first, or the dialog stays."""
        if self.words.toPlainText().strip() and not self.keep_note():
            return
        super().reject()

    def _take_back(self) -> None:
        note = self._chosen
        if note is None:
            self.message.show_error(self.tr("请先在上面选中要撤回的意见。"))
            return
        try:
            change = self._workspace.store.reviews.take_back_note(self._key, note.position)
        except UserError as error:
            self.message.show_error(str(error))
            return
        self._workspace.take_in(change)
        answered = bool(self._under.answer(note.package))
        self._read_again()
        done = self.tr("已办结") if answered else self.tr("已撤回")
        self.message.show_note(self.tr("{done}；写出反馈后，下级就看不到它了。").format(done=done))

    def _read_again(self) -> None:
        store, today = self._workspace.store, self._workspace.clock().date()
        self._under = under_review(store, self._key, today)
        self._show_notes()

    def _show_notes(self) -> None:
        told = _Told(self._under)
        self.notes.show_notes([(note, "", told) for note in self._under.notes])
        self.take_back.setVisible(bool(self._under.notes))
        self._name_button()

    @property
    def _chosen(self) -> ReviewNote | None:
        row, notes = self.notes.currentRow(), self._under.notes
        return notes[row] if 0 <= row < len(notes) else None

    def _name_button(self) -> None:
        """办结 is taking back what the unit has answered with a newer revision."""
        note = self._chosen
        answered = note is not None and bool(self._under.answer(note.package))
        self.take_back.setText(self.tr("办结选中的意见") if answered else self.tr("撤回选中的意见"))

    def _begin(self) -> None:
        today = self._workspace.clock().date()
        self._choose_day(today + timedelta(days=_USUAL_DAYS))
        names = self._workspace.store.remembered("reviewer")
        self.who.show_text(names[0] if names else "")
        self._show_kind()
        self.words.setFocus()

    def _choose_day(self, day: date | None) -> None:
        self._due = day
        today = self._workspace.clock().date()
        self.due.show_day(day, "" if day else self.tr("没有期限"), today)

    def _show_kind(self) -> None:
        self.due.setEnabled(self.kind is NoteKind.SUPERVISE)

    def _connect(self) -> None:
        self.supervise.toggled.connect(self._show_kind)
        self.due.edited.connect(self._choose_day)
        self.keep.clicked.connect(self.keep_note)
        self.notes.currentCellChanged.connect(self._name_button)
        self.take_back.clicked.connect(self._take_back)
        self.close_button.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        check = self._under.filled.check
        title = self.tr("督办、退回　{unit}　{period}")
        self.setWindowTitle(title.format(unit=check.organisation.name, period=check.period.label))
        about = self.tr("针对第{revision}版（核对码 {code}）").format(
            revision=self._under.record.revision, code=self._under.record.code
        )
        kinds = QButtonGroup(self)
        choice = QHBoxLayout()
        for part in (self.supervise, self.send_back):
            kinds.addButton(part)
            choice.addWidget(part)
        choice.addStretch(1)
        self.words.setAccessibleName(self.tr("要求"))
        self.words.setPlaceholderText(self.tr("写清什么问题、改成什么样"))
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(theme.px(self, 110))
        form = QFormLayout()
        form.addRow(self.tr("意见"), choice)
        form.addRow(self.tr("要求"), self.words)
        form.addRow(self.tr("办结期限"), self.due)
        form.addRow(self.tr("考核人"), self.who)
        row = QHBoxLayout()
        row.addWidget(self.take_back)
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(self, 10))
        column.addWidget(self.message)
        column.addWidget(label(about, "muted"))
        column.addWidget(self.notes)
        column.addLayout(form)
        column.addLayout(row)
        self.keep.setDefault(True)
        self.setMinimumWidth(theme.px(self, 640))
