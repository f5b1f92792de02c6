# SPDX-License-Identifier: MIT
"""Putting a unit on the list of those that report here: found in the tree, or entered by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.unit_choice import UnitChoice

if TYPE_CHECKING:
    from bizenv_desktop.domain.organisation import Organisation
    from bizenv_desktop.gui.workspace import Workspace


class AddUnitDialog(QDialog):
    """`unit` is the one chosen, None while there is none."""

    def __init__(self, workspace: Workspace, own: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = UnitChoice(workspace.library.divisions, workspace.store, self)
        self._store = workspace.store
        self.unit: Organisation | None = None
        self.add = button(self.tr("加入名单"), "primary")
        cancel = button(self.tr("取消"))
        self.setWindowTitle(self.tr("添加应报单位"))
        foot = QHBoxLayout()
        foot.addWidget(
            label(
                self.tr("名录里没有的单位，最好等它送来密钥卡：登记时自动加入名单，代码才对得上。"),
                "small",
                wrap=True,
            ),
            1,
        )
        foot.addWidget(cancel)
        foot.addWidget(self.add)
        column = QVBoxLayout(self)
        column.addWidget(self.choice, 1)
        column.addLayout(foot)
        room = self.screen().availableSize()
        self.resize(
            min(theme.px(self, 820), room.width() - 40),
            min(theme.px(self, 560), room.height() - 60),
        )
        self.choice.picker.choose(own)
        self.choice.changed.connect(self._follow)
        self.choice.accepted.connect(self.accept)
        self.add.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self._follow()
        self.choice.setFocus()

    def accept(self) -> None:
        """Take the unit that is chosen; without one it stays open."""
        unit = self.choice.organisation()
        if unit is None:
            return
        if self.choice.by_hand.isChecked():
            self._store.save_organisation(unit)  # its running number is taken now
        self.unit = unit
        super().accept()

    def _follow(self) -> None:
        self.add.setEnabled(self.choice.organisation() is not None)
