# SPDX-License-Identifier: MIT
"""考核 of one unit: its items in a table, beside them one item to give 考核分 and a reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop.actions.reviewing_actions import (
    agree_with_rest,
    carry_scores,
    give_scores,
    put_scores_back,
    under_review,
)
from bizenv_desktop.domain.arithmetic import money_like
from bizenv_desktop.domain.exchange.feedback import parse_score, reviewed_words
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.feedback.item_panel import ItemPanel
from bizenv_desktop.gui.feedback.review_model import GIVEN, OWN, REASON, ReviewModel
from bizenv_desktop.gui.findings.name_field import NameField
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.receive.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtCore import QModelIndex

    from bizenv_desktop.actions.reviewing_actions import UnderReview
    from bizenv_desktop.domain.exchange.feedback import Review
    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.storage import Change


_EDGE = 24  # of the screen, for the frame


class ReviewDialog(QDialog):
    """Enter keeps an item at once and goes to the next; closing loses nothing that was kept.

    Ctrl+Z takes back the scores given since it was opened, a step at a time, and Ctrl+Y again.
    `key` is the unit's code and period; `item` the one to begin with. `UserError` when nothing of
    that unit was received.
    """

    def __init__(
        self,
        workspace: Workspace,
        key: tuple[str, str],
        item: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._key = key
        self._under: UnderReview = under_review(workspace.store, key, workspace.clock().date())
        self._desk = Desk(workspace, self)
        self._replayed: tuple[str, ...] = ()
        self.message = MessageBar(self)
        self.total = label(wrap=True)
        self.model = ReviewModel()
        self.table = QTableView(self)
        self.panel = ItemPanel(self)
        self.who = NameField(workspace, "reviewer", self.tr("考核人"), self)
        self.carry = button(self.tr("旧版考核分算作本版"))
        self.take_back = button(self.tr("撤回这项考核分"))
        self.agree = button(self.tr("其余都同意自评分"))
        self.notes = button(self.tr("督办、退回…"))
        self.keep = button(self.tr("保存并看下一项"), "primary")
        self.close_button = button(self.tr("关闭"))
        self._lay_out()
        self._connect()
        self.model.show(self._under)
        self._fill_name()
        self._show_total()
        self._go_to(max(0, self.model.row_of(item)))

    @property
    def row(self) -> int:
        """The row of the item on show."""
        return self.table.currentIndex().row()

    def keep_item(self) -> bool:
        """Keep the item on show and go on; False when it was refused, which is told here."""
        score, reason = self.panel.wish
        nothing = not score.strip() and not reason.strip()
        if nothing and self.panel.code not in self._under.reviews:
            self.message.clear()  # 不适用 and the like: nothing to say about it
        elif not self._keep():
            return False
        if self.row + 1 < self.model.rowCount():
            self._go_to(self.row + 1)
        else:
            self._show_item()
            self.message.show_note(self.tr("已到最后一项，都已保存。"))
        return True

    def _keep(self) -> bool:
        score, reason = self.panel.wish
        try:
            given = parse_score(score)
            change = give_scores(
                self._workspace.store,
                self._under,
                {self.panel.code: (given, reason)},
                by=self.who.text(),
                now=self._workspace.clock(),
            )
        except UserError as error:
            self.message.show_error(str(error))
            missing = self.panel.reason if "理由" in str(error) else self.panel.score
            missing.setFocus()
            return False
        self.message.clear()
        self.panel.settle()
        self._follow(change)
        return True

    def reject(self) -> None:
        """Close; what was typed and not kept yet is kept first, or the dialog stays."""
        if self.panel.is_changed and not self._keep():
            return
        super().reject()

    def _take_back(self) -> None:
        code = self.panel.code
        change = give_scores(
            self._workspace.store,
            self._under,
            {code: None},
            by="",
            now=self._workspace.clock(),
        )
        self._follow(change)
        self._show_item()

    def _carry(self) -> None:
        now = self._workspace.clock()
        try:
            done = carry_scores(self._workspace.store, self._under, by=self.who.text(), now=now)
        except UserError as error:
            self.message.show_error(str(error))
            return
        self._follow(done.change)
        self._show_item()
        words = self.tr("{count}项考核分算作本版的了").format(count=done.count)
        if done.left:
            words += self.tr("；{items}与本版不合，请逐项重看").format(items="、".join(done.left))
        self.message.show_note(words + "。")

    def _agree(self) -> None:
        if self.panel.is_changed and not self._keep():
            return
        now = self._workspace.clock()
        try:
            change = agree_with_rest(
                self._workspace.store, self._under, by=self.who.text(), now=now
            )
        except UserError as error:
            self.message.show_error(str(error))
            return
        self._follow(change)
        self._show_item()
        words = self.tr("{count}项按自评分给了考核分。").format(count=len(change.reviews))
        self.message.show_note(words)

    def _open_notes(self) -> None:
        from bizenv_desktop.gui.feedback.notes_dialog import NotesDialog

        NotesDialog(self._workspace, self._key, self).exec()
        self._read_again()

    def _open_photos(self) -> None:
        from bizenv_desktop.gui.feedback.received_photos import show_photos

        show_photos(self._workspace.store, self._under.filled, self.panel.code, self)

    def _follow(self, change: Change) -> None:
        before = self._under.reviews
        self._workspace.take_in(change)
        self._read_again()
        items = sorted(item for _unit, _period, item in change.reviews)
        was = {item: before.get(item) for item in items}
        given = {item: self._under.reviews.get(item) for item in items}
        if was != given:
            self._desk.keep(partial(self._put_back, given), partial(self._put_back, was))

    def _put_back(self, reviews: Mapping[str, Review | None]) -> Change:
        self._replayed = tuple(reviews)
        return put_scores_back(self._workspace.store, self._key, reviews)

    def undo(self) -> None:
        """Take the last step of scores back and show where it was."""
        history = self._desk.history
        words = self.tr("已撤销") if history.canUndo() else self.tr("没有可以撤销的考核分。")
        self._replay(history.undo, words)

    def redo(self) -> None:
        """Give what was taken back again and show where it is."""
        history = self._desk.history
        words = self.tr("已重做") if history.canRedo() else self.tr("没有可以重做的考核分。")
        self._replay(history.redo, words)

    def _replay(self, step: Callable[[], None], words: str) -> None:
        self._replayed = ()
        self.message.clear()
        step()
        self._read_again()
        if self._replayed:
            first, *others = self._replayed
            words += self.tr("：{item}").format(item=first)
            words += self.tr("等{count}项。").format(count=len(others) + 1) if others else "。"
            self._go_to(max(0, self.model.row_of(first)))
            self._show_item()
            self.panel.focus_score()
        if not self.message.text:  # a refusal was told already
            self.message.show_note(words)

    def _read_again(self) -> None:
        store, today = self._workspace.store, self._workspace.clock().date()
        self._under = under_review(store, self._key, today)
        self.model.show(self._under)
        self._show_total()

    def _current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not current.isValid():
            return
        if self.panel.is_changed and not self._keep():
            with QSignalBlocker(self.table.selectionModel()):
                self.table.setCurrentIndex(self.model.index(self.model.row_of(self.panel.code), 0))
            self.table.viewport().update()
            return
        self._show_item()

    def _show_item(self) -> None:
        from bizenv_desktop.gui.feedback.received_photos import photos_here

        entry = self.model.entry(self.row)
        photos = photos_here(self._workspace.store, self._under.filled, entry.item.code)
        self.panel.show_item(entry, self._under, photos)
        self.take_back.setEnabled(entry.item.code in self._under.reviews)

    def _go_to(self, row: int) -> None:
        self.table.setCurrentIndex(self.model.index(row, 0))
        self.panel.focus_score()

    def _show_total(self) -> None:
        filled = self._under.filled
        given = {code: each.given for code, each in self._under.reviews.items()}
        own = filled.card.total
        words = self.tr("第{revision}版，自评总分{total}分；{reviewed}").format(
            revision=self._under.record.revision,
            total="—" if own is None else money_like(own),
            reviewed=reviewed_words(filled, given),
        )
        if self._under.is_returned:
            words += self.tr("。本版已退回，等待重新上报")
        self.total.setText(words + "。")
        self.carry.setVisible(bool(self._under.older))
        open_items = [
            entry.item.code
            for entry in filled.card.items
            if entry.item.points and entry.score is not None
        ]
        self.agree.setEnabled(any(code not in given for code in open_items))

    def _fill_name(self) -> None:
        names = self._workspace.store.remembered("reviewer")
        self.who.show_text(names[0] if names else "")

    def _connect(self) -> None:
        self.table.selectionModel().currentChanged.connect(self._current_changed)
        self.panel.kept.connect(self.keep_item)
        self.panel.photos_requested.connect(self._open_photos)
        self.keep.clicked.connect(self.keep_item)
        self.take_back.clicked.connect(self._take_back)
        self.carry.clicked.connect(self._carry)
        self.agree.clicked.connect(self._agree)
        self.notes.clicked.connect(self._open_notes)
        self.close_button.clicked.connect(self.reject)
        self._desk.failed.connect(self.message.show_error)
        for keys, slot in (
            ("Ctrl+Z", self.undo),
            ("Ctrl+Y", self.redo),
            ("Ctrl+Shift+Z", self.redo),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    def _lay_out(self) -> None:
        check = self._under.filled.check
        title = self.tr("考核　{unit}　{period}")
        self.setWindowTitle(title.format(unit=check.organisation.name, period=check.period.label))
        self._dress_table()
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([theme.px(self, 620), theme.px(self, 440)])
        who = QHBoxLayout()
        who.addWidget(self.total, 1)
        who.addWidget(label(self.tr("考核人")))
        self.who.setFixedWidth(theme.px(self, 120))
        who.addWidget(self.who)
        row = QHBoxLayout()
        for part in (self.notes, self.carry, self.agree, self.take_back):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.keep)
        for part in (
            self.notes,
            self.carry,
            self.agree,
            self.take_back,
            self.close_button,
            self.keep,
        ):
            part.setAutoDefault(False)  # Enter belongs to the fields
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(self, 10))
        column.addWidget(self.message)
        column.addLayout(who)
        column.addWidget(split, 1)
        column.addLayout(row)
        screen = self.screen().availableGeometry()
        wanted = QSize(theme.px(self, 1100), theme.px(self, 620))
        self.resize(wanted.boundedTo(screen.size() - QSize(_EDGE, 2 * _EDGE)))

    def _dress_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName(self.tr("考核项目"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.px(self, 32))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(REASON, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 64), (OWN, 70), (GIVEN, 70)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            table.setColumnWidth(column, theme.px(self, width))
