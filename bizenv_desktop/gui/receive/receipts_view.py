# SPDX-License-Identifier: MIT
"""接收记录: what was received, the last first; a receipt is taken back and given again."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bizenv_desktop.actions import receipt_actions, receiving_actions
from bizenv_desktop.domain.exchange.header import PackageKind
from bizenv_desktop.domain.exchange.receipt import Standing
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.receive.finder import SearchLine, matching
from bizenv_desktop.gui.receive.rows_model import Row
from bizenv_desktop.gui.receive.rows_table import RowsTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bizenv_desktop.domain.exchange.receipt import Receipt
    from bizenv_desktop.gui.receive.desk import Desk
    from bizenv_desktop.storage import Change, Store

_TONES = {
    Standing.SHOWN: theme.GOOD,
    Standing.KEPT: theme.GOOD,
    Standing.OLDER: theme.MUTED,
    Standing.UNDONE: theme.MUTED,
    Standing.FORK: theme.BAD,
    Standing.WAITING: theme.WARN,
}


class ReceiptsView(QWidget):
    """Search, the list, what the chosen one is in words, and the two buttons."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: tuple[Row, ...] = ()
        self.search = SearchLine(
            self.tr("搜索接收记录"),
            self.tr("搜索：单位名或拼音首字母、期次、核对码、状态（Ctrl+F）"),
        )
        self.table = RowsTable(
            self.tr("接收记录"),
            (
                self.tr("单位"),
                self.tr("期次"),
                self.tr("收到的"),
                self.tr("核对码"),
                self.tr("哪天做的"),
                self.tr("什么时候收的"),
                self.tr("状态"),
            ),
            {0: 220, 1: 118, 2: 160, 3: 80, 4: 100, 5: 134},
            wide=6,
            status=6,
        )
        self.words = label(wrap=True)
        self.copy = button(self.tr("复制这段话"), "quiet")
        self.count = label(role="muted")
        self.undo = button(self.tr("撤回接收"))
        self.redo = button(self.tr("恢复"))
        self._build()
        self._wire()

    def refresh(self) -> None:
        """Read the list again."""
        found = receipt_actions.receipts(self._desk.workspace.store)
        self._rows = tuple(_row(receipt) for receipt in found)
        self._filter()

    def take_back(self) -> None:
        """Take the chosen receipts back; the packages stay and can be given again."""
        ids = [each.record.id for each in self._chosen(undone=False)]
        if ids:
            self._write(ids, receiving_actions.undo_receipt, receiving_actions.redo_receipt)

    def give_again(self) -> None:
        """Let the chosen packages count again."""
        ids = [each.record.id for each in self._chosen(undone=True)]
        if ids:
            self._write(ids, receiving_actions.redo_receipt, receiving_actions.undo_receipt)

    def _write(
        self,
        ids: list[str],
        do: Callable[[Store, str], Change],
        undo: Callable[[Store, str], Change],
    ) -> None:
        store = self._desk.workspace.store
        self._desk.write(each_of(store, ids, do), each_of(store, ids, undo))

    def _chosen(self, *, undone: bool) -> list[Receipt]:
        found = [row.subject for row in self.table.chosen]
        return [
            each
            for each in found
            if each.standing is not Standing.WAITING and each.record.undone is undone
        ]

    def _filter(self) -> None:
        initials = self._desk.workspace.library.initials
        query = self.search.text()
        shown = matching(self._rows, query, initials) if query.strip() else list(self._rows)
        why = self.tr("没有符合的接收记录。") if self._rows else self.tr("还没有接收过上报包。")
        self.table.show_rows(shown, why)
        forked = [row.subject.record for row in self._rows if row.subject.standing is Standing.FORK]
        forks = len({(record.organisation, record.period) for record in forked})
        words = self.tr("共{count}次").format(count=len(self._rows))
        if len(shown) != len(self._rows):
            words = self.tr("{shown}次，共{count}次").format(
                shown=len(shown), count=len(self._rows)
            )
        if len(self._rows) >= receipt_actions.MOST_RECEIPTS:
            words += self.tr("（只列最近的）")
        if forks:
            words += self.tr("，{forks}个分叉").format(forks=forks)
        self.count.setText(words)

    def _follow_choice(self) -> None:
        self.undo.setEnabled(bool(self._chosen(undone=False)))
        self.redo.setEnabled(bool(self._chosen(undone=True)))
        row = self.table.current
        self.words.setText(self._in_words(row.subject) if row else "")
        self.copy.setVisible(row is not None and row.subject.standing is Standing.FORK)

    def _in_words(self, receipt: Receipt) -> str:
        record = receipt.record
        match receipt.standing:
            case Standing.FORK:
                return receipt_actions.explain_fork(self._desk.workspace.store, receipt)
            case Standing.OLDER:
                words = self.tr("这一版已被更新的一版代替，留着备查，不参加汇总。")
            case Standing.UNDONE:
                words = self.tr("接收已撤回，不参加汇总；按“恢复”重新算数。")
            case Standing.WAITING:
                words = self.tr("密钥还没有登记，先暂存着；请到“密钥”登记后自动接收。")
            case Standing.KEPT if record.kind is PackageKind.RELAY:
                words = self.tr("里面的上报包各自列在这里；撤回它，随它来的包一起撤回。")
            case Standing.KEPT:
                words = self.tr("{kind}已收下。").format(kind=record.kind.label)
            case _:
                words = self.tr("正在使用；下级打电话来问，报核对码{code}就能对上。").format(
                    code=record.code
                )
        return words + (
            self.tr("文件名：{name}").format(name=record.source) if record.source else ""
        )

    def _build(self) -> None:
        self.copy.setToolTip(self.tr("复制下来发给下级"))
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = QHBoxLayout()
        head.addWidget(self.search, 1)
        head.addWidget(self.count)
        foot = QHBoxLayout()
        foot.addWidget(self.words, 1)
        foot.addWidget(self.copy)
        foot.addWidget(self.undo)
        foot.addWidget(self.redo)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(self, 8), 0, 0)
        column.setSpacing(theme.px(self, 8))
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.setFocusProxy(self.table)

    def _wire(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.search.left.connect(self.table.setFocus)
        self.table.chosen_changed.connect(self._follow_choice)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.words.text()))
        self.undo.clicked.connect(self.take_back)
        self.redo.clicked.connect(self.give_again)


def each_of(
    store: Store, ids: Iterable[str], do: Callable[[Store, str], Change]
) -> Callable[[], Change]:
    """One write that does the same to each of these packages."""
    wanted = tuple(ids)

    def write() -> Change:
        return reduce(lambda whole, part: whole | part, (do(store, each) for each in wanted))

    return write


def _row(receipt: Receipt) -> Row:
    record = receipt.record
    cells = (
        receipt.unit,
        receipt.period_label,
        receipt.what,
        record.code,
        record.made[:10],
        record.arrived[:16].replace("T", " "),
        receipt.standing.label,
    )
    return Row(record.id, cells, receipt, _TONES[receipt.standing])
