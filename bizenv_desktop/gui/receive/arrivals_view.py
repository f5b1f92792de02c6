# SPDX-License-Identifier: MIT
"""The packages found: seen before they are taken, ticked, and afterwards what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.receive.rows_table import RowsTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from bizenv_desktop.gui.receive.arrivals import Arrival
    from bizenv_desktop.sync.receiving import Outcome


class ArrivalsView(QWidget):
    """A table with ticks, the facts of the row it is on, and the button that takes the ticked."""

    receive_requested = Signal(object)  # tuple[Path, ...]
    emptied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._arrivals: dict[Path, Arrival] = {}
        self.table = RowsTable(
            self.tr("找到的上报包"),
            (
                self.tr("单位"),
                self.tr("期次"),
                self.tr("版次"),
                self.tr("什么时候在哪台电脑做的"),
                self.tr("密钥"),
                self.tr("接收后"),
            ),
            {0: 150, 1: 112, 2: 60, 3: 176, 4: 118},
            wide=5,
            status=5,
        )
        self.facts = QPlainTextEdit(self)
        self.take = button(self.tr("接收"), "primary")
        self.every = button(self.tr("全选"), "quiet")
        self.none = button(self.tr("全不选"), "quiet")
        self.clear_button = button(self.tr("清空列表"), "quiet")
        self._count = label(role="muted")
        self._build()
        self._wire()
        self._follow_ticks()
        self._show()

    @property
    def ticked(self) -> tuple[Path, ...]:
        """The files that are ticked, from the top."""
        return tuple(row.subject.path for row in self.table.rows_model.rows if row.ticked)

    @property
    def open_paths(self) -> tuple[Path, ...]:
        """The files nothing became of yet."""
        return tuple(path for path, each in self._arrivals.items() if each.is_open)

    def show_arrivals(self, arrivals: Iterable[Arrival]) -> None:
        """Put these on the list, those looked at again in their own place."""
        self._arrivals.update({each.path: each for each in arrivals})
        self._show()

    def show_outcomes(self, outcomes: Mapping[Path, Outcome]) -> None:
        """Say row by row what became of them."""
        from dataclasses import replace

        for path, outcome in outcomes.items():
            known = self._arrivals.get(path)
            if known is not None:
                self._arrivals[path] = replace(known, outcome=outcome)
        self._show()

    def clear(self) -> None:
        """Empty the list; no file is touched."""
        self._arrivals.clear()
        self._show()
        self.emptied.emit()

    def _show(self) -> None:
        ticks = {row.key: row.ticked for row in self.table.rows_model.rows}
        rows = [each.row(ticked=ticks.get(str(each.path))) for each in self._arrivals.values()]
        self.table.show_rows(
            sorted(rows, key=lambda row: row.tone != theme.BAD),  # what went wrong is not missed
            self.tr(
                "把U盘里的上报包（.bizenv）或整个文件夹拖到这里，或按上面的“接收文件”“接收文件夹”。"
                "\n先看清每个包是谁的、哪一期、第几版，再接收。"
            ),
        )
        self._follow_ticks()

    def _follow_ticks(self) -> None:
        rows = self.table.rows_model.rows
        ticked = sum(bool(row.ticked) for row in rows)
        can = sum(row.ticked is not None for row in rows)
        self.take.setText(self.tr("接收所选（{count}个）").format(count=ticked))
        self.take.setEnabled(ticked > 0)
        self.every.setEnabled(ticked < can)
        self.none.setEnabled(ticked > 0)
        self.clear_button.setEnabled(bool(rows))
        bad = sum(row.subject.sight is None for row in rows)
        words = self.tr("共{count}个文件，可接收{can}个").format(count=len(rows), can=can)
        if bad:
            words += self.tr("，{bad}个不是完整的上报包").format(bad=bad)
        self._count.setText(words if rows else "")

    def _show_facts(self) -> None:
        row = self.table.current
        self.facts.setPlainText(row.subject.facts if row else "")
        self.facts.setVisible(row is not None)
        self._fit_facts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_facts()

    def _fit_facts(self) -> None:
        """As high as the facts are, but never so high that the table has no room."""
        room = 3 if self.height() < theme.px(self, 330) else 6
        lines = min(room, max(2, round(self.facts.document().size().height())))
        edge = self.facts.contentsMargins().top() + self.facts.contentsMargins().bottom()
        inner = 2 * round(self.facts.document().documentMargin())
        high = lines * self.facts.fontMetrics().lineSpacing() + edge + inner + theme.px(self, 10)
        self.facts.setFixedHeight(high)

    def _build(self) -> None:
        self.facts.setReadOnly(True)
        self.facts.setTabChangesFocus(True)
        self.facts.setAccessibleName(self.tr("所选包的详细情况"))
        self.facts.document().setDocumentMargin(theme.px(self, 3))
        self.take.setToolTip(self.tr("接收打了勾的（Ctrl+回车）；空格打勾、去勾"))
        QShortcut(QKeySequence("Ctrl+Return"), self, self.take.click)
        QShortcut(QKeySequence("Ctrl+Enter"), self, self.take.click)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        for each in (self.clear_button, self.none, self.every, self.take):
            foot.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(self, 8))
        column.addWidget(self.table, 1)
        column.addWidget(self.facts)
        column.addLayout(foot)
        self.setFocusProxy(self.table)

    def _wire(self) -> None:
        self.table.chosen_changed.connect(self._show_facts)
        self.table.rows_model.ticks_changed.connect(self._follow_ticks)
        self.every.clicked.connect(lambda: self.table.rows_model.tick_all(ticked=True))
        self.none.clicked.connect(lambda: self.table.rows_model.tick_all(ticked=False))
        self.clear_button.clicked.connect(self.clear)
        self.take.clicked.connect(lambda: self.receive_requested.emit(self.ticked))
