# SPDX-License-Identifier: MIT
"""应报单位: who reports here, who need not, and whose key is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bizenv_desktop.actions import own_organisation, receipt_actions
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.receive.finder import SearchLine, matching
from bizenv_desktop.gui.receive.rows_model import Row
from bizenv_desktop.gui.receive.rows_table import RowsTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bizenv_desktop.domain.exchange.keys import TrustedKey
    from bizenv_desktop.domain.organisation import Organisation
    from bizenv_desktop.gui.receive.desk import Desk
    from bizenv_desktop.storage.key_shelf import Subordinate


class UnitsView(QWidget):
    """The list, and buttons that change it; every change is one step of undo."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: tuple[Row, ...] = ()
        self.search = SearchLine(
            self.tr("搜索应报单位"), self.tr("搜索：单位名或拼音首字母、代码（Ctrl+F）")
        )
        self.table = RowsTable(
            self.tr("应报单位"),
            (
                self.tr("单位"),
                self.tr("代码"),
                self.tr("级别"),
                self.tr("密钥"),
                self.tr("要不要报"),
            ),
            {0: 300, 1: 130, 2: 80, 3: 130},
            wide=4,
            status=4,
        )
        self.count = label(role="muted")
        self.add_all = button("")
        self.add_one = button(self.tr("添加单位…"))
        self.excuse = button(self.tr("不用报"))
        self.expect = button(self.tr("要报"))
        self.remove = button(self.tr("移出名单"))
        self._build()
        self._wire()

    def refresh(self) -> None:
        """Read the list again."""
        store = self._desk.workspace.store
        units, keys = store.keys.subordinates(), store.keys.trusted()
        enrolled = {key.card.organisation for key in keys if key.holds}
        self._rows = tuple(_row(unit, keys, enrolled) for unit in units)
        expected = sum(unit.expected for unit in units)
        without = sum(unit.expected and unit.organisation.code not in enrolled for unit in units)
        words = self.tr("应报{expected}个").format(expected=expected)
        if expected < len(units):
            words += self.tr("，不用报{count}个").format(count=len(units) - expected)
        if without:
            words += self.tr("，密钥没登记{count}个").format(count=without)
        self.count.setText(words)
        missing = receipt_actions.missing_below(store, self._desk.workspace.library.divisions)
        self.add_all.setText(self.tr("添加全部下级（{count}个）").format(count=len(missing)))
        self.add_all.setVisible(bool(missing))
        self._filter()

    def add_children(self) -> None:
        """Put every unit that the division tree has directly below ours on the list."""
        workspace = self._desk.workspace
        self._add(receipt_actions.missing_below(workspace.store, workspace.library.divisions))

    def ask(self) -> None:
        """Ask for a unit and put it on the list."""
        from bizenv_desktop.gui.receive.add_unit_dialog import AddUnitDialog

        own = own_organisation(self._desk.workspace.store)
        dialog = AddUnitDialog(self._desk.workspace, own.code if own else "", self)
        if dialog.exec() and dialog.unit is not None:
            self._add([dialog.unit])

    def take_off(self) -> None:
        """Take the chosen units off the list."""
        units = self._chosen()
        if units:
            store, clock = self._desk.workspace.store, self._desk.workspace.clock
            codes = [unit.organisation.code for unit in units]
            self._desk.write(
                lambda: receipt_actions.take_off(store, codes),
                lambda: receipt_actions.put_back(store, units, clock()),
            )

    def set_expected(self, *, expected: bool) -> None:
        """Say of the chosen units whether they owe a report."""
        units = [unit for unit in self._chosen() if unit.expected is not expected]
        if units:
            store, clock = self._desk.workspace.store, self._desk.workspace.clock
            self._desk.write(
                lambda: receipt_actions.expect(store, units, expected=expected, now=clock()),
                lambda: receipt_actions.put_back(store, units, clock()),
            )

    def _add(self, units: Sequence[Organisation]) -> None:
        store, clock = self._desk.workspace.store, self._desk.workspace.clock
        known = {unit.organisation.code for unit in store.keys.subordinates()}
        new = [unit for unit in units if unit.code not in known]
        if units and not new:
            self._desk.failed.emit(self.tr("这个单位已经在名单里，没有再加。"))
        if new:
            self._desk.write(
                lambda: receipt_actions.add_units(store, new, clock()),
                lambda: receipt_actions.take_off(store, [unit.code for unit in new]),
            )

    def _chosen(self) -> list[Subordinate]:
        return [row.subject for row in self.table.chosen]

    def _filter(self) -> None:
        initials = self._desk.workspace.library.initials
        why = (
            self.tr("没有符合的单位。")
            if self._rows
            else self.tr(
                "还没有应报单位。\n按“添加全部下级”一次加入名录里的下级，"
                "或按“添加单位”逐个加入；登记密钥卡时也会自动加入。"
            )
        )
        self.table.show_rows(matching(self._rows, self.search.text(), initials), why)

    def _follow_choice(self) -> None:
        chosen = self._chosen()
        self.remove.setEnabled(bool(chosen))
        self.excuse.setEnabled(any(unit.expected for unit in chosen))
        self.expect.setEnabled(any(not unit.expected for unit in chosen))

    def _build(self) -> None:
        self.excuse.setToolTip(self.tr("留在名单里，但不算应报，也不催报"))
        self.remove.setToolTip(self.tr("只移出名单，收过的上报包和密钥都留着"))
        head = QHBoxLayout()
        head.addWidget(self.search, 1)
        head.addWidget(self.count)
        foot = QHBoxLayout()
        foot.addWidget(self.excuse)
        foot.addWidget(self.expect)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        foot.addWidget(self.add_one)
        foot.addWidget(self.add_all)
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
        self.add_all.clicked.connect(self.add_children)
        self.add_one.clicked.connect(self.ask)
        self.remove.clicked.connect(self.take_off)
        self.excuse.clicked.connect(lambda: self.set_expected(expected=False))
        self.expect.clicked.connect(lambda: self.set_expected(expected=True))


def _row(unit: Subordinate, keys: Iterable[TrustedKey], enrolled: set[str]) -> Row:
    own = unit.organisation
    if own.code in enrolled:
        key = "已登记"
    else:
        key = "已停用" if any(each.card.organisation == own.code for each in keys) else "没有登记"
    state = "应报" if unit.expected else "不用报"
    tone = theme.GOOD if unit.expected else theme.MUTED
    return Row(own.code, (own.name, own.code, own.level.label, key, state), unit, tone)
