# SPDX-License-Identifier: MIT
"""The findings page: the list, and beside it the fields of what is chosen in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop.domain.review import Spot
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.findings.drafts import FindingDrafts
from bizenv_desktop.gui.findings.editor import FindingEditor
from bizenv_desktop.gui.findings.model import (
    SOON_DAYS,
    Column,
    FindingsModel,
    FindingsShown,
    Show,
    ViewRole,
)
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import Card, label
from bizenv_desktop.gui.two_lines import TwoLineDelegate, row_height
from bizenv_desktop.gui.view_hint import ViewHint

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from bizenv_desktop.domain.findings.lifecycle import Step
    from bizenv_desktop.domain.findings.rectification import FindingView
    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.storage import Change

_NARROW = 1000
_ROWS = QItemSelectionModel.SelectionFlag.Rows


class FindingsPage(QWidget):
    """Every answer that loses points, with what is done about it; saved as typed."""

    spot_requested = Signal(str, object)  # item code, Spot | None: on the self-check page

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._model = FindingsModel(self)
        self._shown = FindingsShown(self)
        self._shown.setSourceModel(self._model)
        self.drafts = FindingDrafts(workspace, self)
        self.kind_list = QComboBox(self)
        self.filter_line = QLineEdit(self)
        self.table = QTableView(self)
        self.editor = FindingEditor(workspace, self)
        self.message = MessageBar(self)
        self._summary = label(role="muted", wrap=True)
        self._hint = ViewHint(self.table)
        self._editor_hint = label(
            self.tr("在左边选一项，这里填写怎么改、谁来改、何时改好。"), "muted"
        )
        self._refreshing = False
        self._build()
        self._wire()

    @property
    def summary(self) -> str:
        return self._summary.text()

    @property
    def hint(self) -> str:
        """What stands in place of an empty list."""
        return self._hint.text()

    def chosen(self) -> tuple[FindingView, ...]:
        """The findings chosen in the list, in its order."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return tuple(self._shown.index(row, 0).data(ViewRole) for row in rows)

    def refresh(self) -> None:
        """Show the findings as they stand, keeping the choice."""
        codes = [view.item.code for view in self.chosen()]
        views = self._workspace.filled.findings if self._workspace.has_check else ()
        views = tuple(self.drafts.seen(view) for view in views)
        today = self._workspace.filled.today if self._workspace.has_check else None
        comebacks = self._workspace.filled.comebacks if self._workspace.has_check else {}
        self._refreshing = True
        self._model.show(views, today, comebacks)
        if [view.item.code for view in self.chosen()] != codes or not codes:
            self._choose(codes)
        self._refreshing = False
        self._show_chosen()
        self._summary.setText(self._in_words())
        self._say_why_empty()

    def show_spot(self, item_code: str, spot: Spot) -> None:
        """Choose that item's finding and put the cursor into the field."""
        self.kind_list.setCurrentIndex(0)
        self.filter_line.clear()
        self.refresh()
        self._choose([item_code])
        self._show_chosen()
        self.editor.focus_spot(spot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow window 整改情况 gives its room to the problem."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(self, _NARROW)
        self.table.setColumnHidden(Column.PROGRESS, narrow)

    def _follow_change(self) -> None:
        if self.isVisible():
            self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:  # 大字 was switched
            self._fit_table()

    def show_change(self, change: Change) -> None:
        """Choose the findings that an undo or redo changed, so that it is seen."""
        codes = sorted(item for *_, item in change.findings | change.evidence)
        if codes:
            self._choose(codes)

    def flush(self) -> bool:
        """Send on what was typed; whether everything is in the database now."""
        self.editor.flush()
        return self.drafts.retry()

    @property
    def unsaved(self) -> int:
        """How many findings have an edit the disk refuses."""
        return self.drafts.unsaved

    def _save(self, codes: list[str], name: str, value: object, burst: int) -> None:
        self.drafts.edit(codes, name, value, f"{name}:{burst}" if burst else "")

    def show_kind(self, kind: Show) -> None:
        """Show the findings of one kind alone, as the home page asks."""
        self.filter_line.clear()
        self.kind_list.setCurrentIndex(self.kind_list.findData(kind))
        self.refresh()

    def _take_step(self, step: Step) -> None:
        """Ask who and with what words, and take the step; what was typed is saved before."""
        if not self.flush():
            return
        from bizenv_desktop.gui.findings.step_dialog import StepDialog

        StepDialog(self._workspace, self.chosen(), step, self).exec()

    def _refused(self, sentence: str) -> None:
        self.message.show_error(sentence, retry=self._retry)
        self.refresh()  # as typed, although not saved

    def _retry(self) -> None:
        self.drafts.retry()

    # -- list and editor

    def _choose(self, codes: list[str]) -> None:
        """Choose the rows of these items, the first row when none of them is shown."""
        rows = [
            row
            for row in range(self._shown.rowCount())
            if self._shown.index(row, 0).data(ViewRole).item.code in codes
        ]
        if not rows and self._shown.rowCount():
            rows = [0]
        selection = QItemSelection()
        for row in rows:
            index = self._shown.index(row, 0)
            selection.select(index, index)
        model = self.table.selectionModel()
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect | _ROWS)
        if rows:
            current = self._shown.index(rows[0], 0)
            model.setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.table.scrollTo(current)

    def _show_chosen(self) -> None:
        if self._refreshing:
            return
        chosen = self.chosen()
        self.editor.setVisible(bool(chosen))
        self._editor_hint.setVisible(not chosen)
        self.editor.show_views(chosen)

    def _narrow(self) -> None:
        if not self._workspace.has_check:
            return
        codes = [view.item.code for view in self.chosen()]
        self._shown.narrow(
            Show(self.kind_list.currentData()),
            self.filter_line.text(),
            self._workspace.library.initials,
            self._workspace.filled.today,
        )
        self._choose(codes)
        self._say_why_empty()

    def _in_words(self) -> str:
        if not self._workspace.has_check:
            return ""
        filled = self._workspace.filled
        waiting = [view for view in filled.findings if view.is_open]
        left = [(view.due - filled.today).days for view in waiting if not view.is_put_right]
        nobody = sum(not view.finding.person.strip() for view in waiting)
        closed = len(filled.findings) - len(waiting)
        parts = [self.tr("共{count}项").format(count=len(filled.findings))]
        counts = (
            (self.tr("已销号{count}项"), closed),
            (self.tr("逾期{count}项"), sum(days < 0 for days in left)),
            (self.tr("近日到期{count}项"), sum(0 <= days <= SOON_DAYS for days in left)),
            (self.tr("未写责任人{count}项"), nobody),
        )
        parts += [words.format(count=count) for words, count in counts if count]
        return "，".join(parts)

    def _say_why_empty(self) -> None:
        if self._shown.rowCount():
            self._hint.show_text("")
        elif self._model.rowCount():
            self._hint.show_text(self.tr("没有符合条件的整改项。"))
        elif self._workspace.has_check:
            self._hint.show_text(
                self.tr(
                    "没有扣分的检查项，不需要整改。\n在“自查”里选了部分符合或不符合，这里就会出现。"
                )
            )
        else:
            self._hint.show_text(self.tr("还没有建立自查。"))

    def _wire(self) -> None:
        self._workspace.changed.connect(self._follow_change)
        self.editor.edited.connect(self._save)
        self.editor.refused.connect(self.message.show_error)
        self.editor.step_requested.connect(self._take_step)
        self.drafts.refused.connect(self._refused)
        self.drafts.cleared.connect(self.message.clear)
        self.editor.item_requested.connect(
            lambda code: self.spot_requested.emit(code, Spot.VERDICT)
        )
        self.table.selectionModel().selectionChanged.connect(self._show_chosen)
        self.table.activated.connect(lambda: self.editor.focus_spot(Spot.UNIT))
        self.kind_list.currentIndexChanged.connect(self._narrow)
        self.filter_line.textChanged.connect(self._narrow)

    # -- how it looks

    def _build(self) -> None:
        self._build_filters()
        self._build_table()
        top = QHBoxLayout()
        top.setSpacing(theme.px(self, 12))
        top.addWidget(label(self.tr("整改"), "title"))
        top.addWidget(self._summary, 1)
        top.addWidget(self.kind_list)
        top.addWidget(self.filter_line)
        card = Card(self)
        self._editor_hint.setWordWrap(True)
        card.column.addWidget(self._editor_hint, 0, Qt.AlignmentFlag.AlignTop)
        card.column.addWidget(self.editor, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(card)
        split.setSizes([theme.px(self, 690), theme.px(self, 480)])
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setHandleWidth(theme.px(self, 10))
        layout = QVBoxLayout(self)
        edge = theme.px(self, 14)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.px(self, 10))
        layout.addLayout(top)
        layout.addWidget(self.message)
        layout.addWidget(split, 1)

    def _build_filters(self) -> None:
        kinds: tuple[tuple[str, Any], ...] = (
            (self.tr("全部"), Show.ALL),
            (self.tr("未写责任单位或责任人"), Show.NOBODY),
            (self.tr("{days}天内到期和逾期").format(days=SOON_DAYS), Show.SOON),
            (self.tr("已逾期"), Show.OVERDUE),
            (self.tr("本周到期"), Show.THIS_WEEK),
            (self.tr("退回整改的"), Show.RETURNED),
            (self.tr("写了已完成、还没有销号"), Show.PUT_RIGHT),
            (self.tr("等待复核的"), Show.TO_VERIFY),
            (self.tr("还没有销号的"), Show.OPEN),
            (self.tr("已销号"), Show.CLOSED),
        )
        for text, kind in kinds:
            self.kind_list.addItem(text, kind)
        self.kind_list.setAccessibleName(self.tr("显示哪些整改项"))
        self.filter_line.setPlaceholderText(self.tr("按文字或拼音首字母筛选"))
        self.filter_line.setAccessibleName(self.tr("筛选整改项"))
        self.filter_line.setClearButtonEnabled(True)
        self.filter_line.setMinimumWidth(theme.px(self, 200))

    def _build_table(self) -> None:
        table = self.table
        table.setModel(self._shown)
        table.setItemDelegate(TwoLineDelegate(table))
        table.setAccessibleName(self.tr("整改项"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.setSortingEnabled(True)
        table.sortByColumn(Column.ITEM, Qt.SortOrder.AscendingOrder)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(Column.ITEM, QHeaderView.ResizeMode.Stretch)
        self._fit_table()
        self.setFocusProxy(table)

    def _fit_table(self) -> None:
        """Rows and columns for the text size there is now."""
        self.table.verticalHeader().setDefaultSectionSize(row_height(self.table))
        for column, width in ((Column.WHO, 150), (Column.DUE, 110), (Column.PROGRESS, 96)):
            self.table.setColumnWidth(column, theme.px(self, width))
