# SPDX-License-Identifier: MIT
"""密钥: those that wait to be enrolled, and those that are; a lost one is stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bizenv_desktop.actions import receipt_actions
from bizenv_desktop.domain.exchange.claimed_card import claimed_card
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.receive.finder import SearchLine, matching
from bizenv_desktop.gui.receive.rows_model import Row
from bizenv_desktop.gui.receive.rows_table import RowsTable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bizenv_desktop.domain.exchange.keys import TrustedKey
    from bizenv_desktop.domain.exchange.receipt import WaitingKey
    from bizenv_desktop.gui.receive.desk import Desk
    from bizenv_desktop.storage import Change


class KeysView(QWidget):
    """Two lists; the upper one is there only while something waits."""

    enrol_requested = Signal(object)  # tuple[KeyCard, ...]
    cards_requested = Signal()
    scan_requested = Signal()
    own_card_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: tuple[Row, ...] = ()
        self.waiting_title = label(role="heading-small", wrap=True)
        self.waiting = RowsTable(
            self.tr("待登记密钥"),
            (
                self.tr("包里写的单位"),
                self.tr("指纹"),
                self.tr("暂存的包"),
                self.tr("期次"),
            ),
            {0: 330, 1: 200, 2: 130},
            wide=3,
            status=2,
        )
        self.enrol = button(self.tr("登记…"), "primary")
        self.from_cards = button(self.tr("从密钥卡文件登记…"))
        self.scan = button(self.tr("扫码登记…"))
        self.search = SearchLine(
            self.tr("搜索密钥"), self.tr("搜索：单位名或拼音首字母、指纹（Ctrl+F）")
        )
        self.known = RowsTable(
            self.tr("已登记的密钥"),
            (
                self.tr("单位"),
                self.tr("代码"),
                self.tr("指纹"),
                self.tr("登记时间"),
                self.tr("核对人"),
                self.tr("状态"),
            ),
            {0: 220, 1: 110, 2: 200, 3: 134, 4: 90},
            wide=5,
            status=5,
        )
        self.own_card = button(self.tr("导出本单位密钥卡…"))
        self.stop = button(self.tr("停用"))
        self.start = button(self.tr("恢复使用"))
        self._waiting_part = QWidget(self)
        self._build()
        self._wire()

    def refresh(self) -> None:
        """Read both lists again."""
        store = self._desk.workspace.store
        found = receipt_actions.waiting_keys(store)
        self._waiting_part.setVisible(bool(found))
        self.waiting_title.setText(
            self.tr("待登记的密钥{count}把：打电话核对指纹后登记，暂存的包会自动接收").format(
                count=len(found)
            )
        )
        self.waiting.show_rows((_waiting_row(each) for each in found), "")
        names = receipt_actions.unit_names(store)
        self._rows = tuple(_known_row(each, names) for each in store.keys.trusted())
        self._filter()

    def stop_chosen(self) -> None:
        """Believe the chosen keys no more; what came with them stays."""
        now = self._desk.workspace.clock().isoformat(timespec="seconds")
        self._revoke([key for key in self._chosen() if key.holds], now)

    def start_chosen(self) -> None:
        """Believe the chosen keys again."""
        self._revoke([key for key in self._chosen() if not key.holds], None)

    def _revoke(self, keys: list[TrustedKey], at: str | None) -> None:
        if not keys:
            return
        store = self._desk.workspace.store
        before = [(key.card.key, key.revoked or None) for key in keys]

        def write(states: Iterable[tuple[str, str | None]]) -> Change:
            from bizenv_desktop.storage import Change

            change = Change()
            for key, when in states:
                change |= store.keys.revoke(key, when)
            return change

        after = [(key, at) for key, _ in before]
        self._desk.write(lambda: write(after), lambda: write(before))

    def _chosen(self) -> list[TrustedKey]:
        return [row.subject for row in self.known.chosen]

    def _enrol_chosen(self) -> None:
        waiting: list[WaitingKey] = [row.subject for row in self.waiting.chosen]
        if waiting:
            cards = tuple(claimed_card(each.header) for each in waiting)
            self.enrol_requested.emit(cards)

    def _filter(self) -> None:
        initials = self._desk.workspace.library.initials
        shown = matching(self._rows, self.search.text(), initials)
        why = (
            self.tr("没有符合的密钥。")
            if self._rows
            else self.tr(
                "还没有登记过密钥。\n请下级在“上报”页导出密钥卡（.bizkey）随U盘送来，"
                "按“从密钥卡文件登记”；\n也可以先接收上报包，再打电话核对指纹登记。"
            )
        )
        self.known.show_rows(shown, why)

    def _follow_choice(self) -> None:
        chosen = self._chosen()
        self.stop.setEnabled(any(key.holds for key in chosen))
        self.start.setEnabled(any(not key.holds for key in chosen))
        self.enrol.setEnabled(bool(self.waiting.chosen))

    def _build(self) -> None:
        self.stop.setToolTip(self.tr("U盘、电脑丢了或换人时用：以后不再接收它签名的包，收过的不变"))
        self.own_card.setToolTip(
            self.tr("给下级和上级登记用：下级认得这把密钥，才收得到回执和反馈")
        )
        top = QVBoxLayout(self._waiting_part)
        top.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(self.waiting_title, 1)
        head.addWidget(self.enrol)
        top.addLayout(head)
        top.addWidget(self.waiting, 1)
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        for each in (self.stop, self.start, self.own_card, self.scan, self.from_cards):
            row.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(self, 8), 0, 0)
        column.setSpacing(theme.px(self, 8))
        column.addWidget(self._waiting_part, 2)
        column.addLayout(row)
        column.addWidget(self.known, 3)
        self.setFocusProxy(self.known)

    def _wire(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.search.left.connect(self.known.setFocus)
        self.known.chosen_changed.connect(self._follow_choice)
        self.waiting.chosen_changed.connect(self._follow_choice)
        self.waiting.row_activated.connect(lambda _row: self._enrol_chosen())
        self.enrol.clicked.connect(self._enrol_chosen)
        self.own_card.clicked.connect(self.own_card_requested)
        self.from_cards.clicked.connect(self.cards_requested)
        self.scan.clicked.connect(self.scan_requested)
        self.stop.clicked.connect(self.stop_chosen)
        self.start.clicked.connect(self.start_chosen)


def _waiting_row(waiting: WaitingKey) -> Row:
    cells = (
        waiting.header.sender.organisation.full_name,
        waiting.fingerprint,
        f"{len(waiting.packages)}个待接收",
        waiting.periods,
    )
    return Row(waiting.key, cells, waiting, theme.WARN)


def _known_row(key: TrustedKey, names: dict[str, str]) -> Row:
    card = key.card
    if not key.holds:
        state, tone = f"已停用（{key.revoked[:10]}）", theme.MUTED
    elif key.vouched_by:
        state, tone = f"由{names.get(key.vouched_by, key.vouched_by)}担保", theme.GOOD
    else:
        state, tone = "在用", theme.GOOD
    accepted = key.accepted[:16].replace("T", " ")
    cells = (card.name, card.organisation, card.fingerprint, accepted, key.accepted_by, state)
    return Row(card.key, cells, key, tone)
