# SPDX-License-Identifier: MIT
"""补分测算: tick findings and see the score they would bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bizenv_desktop.domain.arithmetic import money_like, plain
from bizenv_desktop.domain.findings.regain import regains, score_after
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.follow.row_table import RowTable
from bizenv_desktop.gui.parts import button, label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableWidgetItem

    from bizenv_desktop.gui.workspace import Workspace


class RegainTable(QWidget):
    """What can be regained, the most first; nothing here is stored."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._codes: list[str] = []
        self._chosen: set[str] = set()
        self.result = label(role="heading")
        self.table = RowTable(
            self.tr("能补的分"),
            (
                self.tr("检查项"),
                self.tr("存在问题"),
                self.tr("能补"),
                self.tr("总分增加"),
                self.tr("状态"),
            ),
            1,
        )
        every = button(self.tr("全选"), "quiet")
        none = button(self.tr("全不选"), "quiet")
        every.clicked.connect(lambda: self._choose(set(self._codes)))
        none.clicked.connect(lambda: self._choose(set()))
        self.table.itemChanged.connect(self._ticked)
        head = QHBoxLayout()
        head.addWidget(self.result, 1)
        head.addWidget(every)
        head.addWidget(none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(self, 8), 0, 0)
        column.addLayout(head)
        note = self.tr("勾选打算改好的问题，看总分会到多少；销号不改得分，重新检查合格后才补回来。")
        column.addWidget(label(note, "small", wrap=True))
        column.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Show what loses points now; what was ticked stays ticked."""
        found = regains(self._workspace.filled)
        self._codes = [one.view.item.code for one in found]
        self._chosen &= set(self._codes)
        with QSignalBlocker(self.table):
            self.table.show_rows(
                [
                    (
                        f"{one.view.item.code}　{one.view.item.title}",
                        one.view.problem,
                        self.tr("一票否决") if one.vetoes else f"{plain(one.points)}分",
                        f"+{money_like(one.of_total)}",
                        one.view.log.state.label,
                    )
                    for one in found
                ],
                self.tr("没有扣分的检查项。"),
            )
        self._choose(self._chosen)

    def _choose(self, codes: set[str]) -> None:
        self._chosen = set(codes)
        with QSignalBlocker(self.table):
            for row, code in enumerate(self._codes):
                ticked = code in codes
                state = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
                if (cell := self.table.item(row, 0)) is not None:
                    cell.setCheckState(state)
        self._show_result()

    def _ticked(self, item: QTableWidgetItem) -> None:
        if item.column() == 0 and item.row() < len(self._codes):
            code = self._codes[item.row()]
            ticked = item.checkState() == Qt.CheckState.Checked
            (self._chosen.add if ticked else self._chosen.discard)(code)
            self._show_result()

    def _show_result(self) -> None:
        filled = self._workspace.filled
        now, after = filled.card, score_after(filled, self._chosen)
        if now.total is None or after.total is None:
            self.result.setText(self.tr("还没有可计分的检查项。"))
            return
        words = self.tr("现在{now}分；改好{count}项后{after}分（+{gain}）").format(
            now=money_like(now.total),
            count=len(self._chosen),
            after=money_like(after.total),
            gain=money_like(after.total - now.total),
        )
        if after.grade:
            words += self.tr("，等级{before}→{after}").format(before=now.grade, after=after.grade)
        self.result.setText(words)
