# SPDX-License-Identifier: MIT
"""Whose self-check it is: a unit of the division tree, or one entered by hand under it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop import actions
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.gui.division_models import path_in_words
from bizenv_desktop.gui.parts import label
from bizenv_desktop.gui.unit_picker import UnitPicker

if TYPE_CHECKING:
    from bizenv_desktop.domain.divisions import Divisions
    from bizenv_desktop.domain.organisation import Organisation
    from bizenv_desktop.storage import Store

_HOME_PROVINCE = "230000"  # 黑龙江省: the built-in provincial regulation is its
_LEVELS = (Level.TOWNSHIP, Level.COUNTY, Level.CITY, Level.PROVINCE)


class UnitChoice(QWidget):
    """The picker, and under it the few fields of a unit that no list has."""

    changed = Signal()
    accepted = Signal()

    def __init__(self, divisions: Divisions, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._divisions = divisions
        self._store = store
        self.picker = UnitPicker(divisions, _HOME_PROVINCE, self)
        self.by_hand = QCheckBox(self.tr("名单里没有本单位，手工新增"), self)
        self.name_line = QLineEdit(self)
        self.level_list = QComboBox(self)
        self.alone = QCheckBox(self.tr("单独使用，不隶属上面所选的单位"), self)
        self._form = QWidget(self)
        self._summary = label(role="small", wrap=True)
        self._build()
        self._wire()
        self._follow()

    def organisation(self) -> Organisation | None:
        """The unit as chosen or entered; None while there is none yet."""
        chosen = self.picker.chosen
        if not self.by_hand.isChecked():
            return (
                actions.organisation_from_division(self._divisions, chosen.code) if chosen else None
            )
        superior = self._superior()
        if not self.name_line.text().strip() or (superior is None and not self.alone.isChecked()):
            return None
        entered = actions.new_organisation(superior, self.name_line.text(), self._number(superior))
        return replace(entered, level=self.level_list.currentData())

    def _superior(self) -> Organisation | None:
        """Where a unit entered by hand belongs: the chosen one, or a chosen township's county."""
        chosen = self.picker.chosen
        if chosen is None or self.alone.isChecked():
            return None
        code = chosen.parent if chosen.level is Level.TOWNSHIP else chosen.code
        return actions.organisation_from_division(self._divisions, code)

    def _number(self, superior: Organisation | None) -> int:
        """The first running number this database does not know yet."""
        number = 1
        while self._store.organisation(actions.new_organisation(superior, "X", number).code):
            number += 1
        return number

    def _build(self) -> None:
        self.name_line.setAccessibleName(self.tr("新单位名称"))
        self.name_line.setPlaceholderText(self.tr("新单位名称，如：某某开发区"))
        self.name_line.setMaxLength(actions.NAME_LENGTH)
        self.level_list.setAccessibleName(self.tr("新单位级别"))
        for level in _LEVELS:
            self.level_list.addItem(level.label, level)
        form = QGridLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.addWidget(self.name_line, 0, 0)
        form.addWidget(self.level_list, 0, 1)
        form.addWidget(self.alone, 1, 0, 1, 2)
        form.setColumnStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.picker, 1)
        layout.addWidget(self.by_hand)
        layout.addWidget(self._form)
        layout.addWidget(self._summary)
        self.setFocusProxy(self.picker)

    def _wire(self) -> None:
        self.picker.changed.connect(self._follow)
        self.picker.accepted.connect(self._accept)
        self.by_hand.toggled.connect(self._follow)
        self.by_hand.clicked.connect(lambda on: self.name_line.setFocus() if on else None)
        self.alone.toggled.connect(self._follow)
        self.name_line.textChanged.connect(self._follow)
        self.name_line.returnPressed.connect(self._accept)
        self.level_list.currentIndexChanged.connect(self._follow)

    def _accept(self) -> None:
        if self.organisation() is not None:
            self.accepted.emit()

    def _follow(self) -> None:
        """Show what the choice amounts to, in words."""
        self._form.setVisible(self.by_hand.isChecked())
        self._summary.setText(self._in_words())
        self.changed.emit()

    def _in_words(self) -> str:
        chosen = self.picker.chosen
        if not self.by_hand.isChecked():
            if chosen is None:
                return self.tr("还没有选择单位。")
            path = path_in_words(self._divisions, chosen)
            return self.tr("已选：{path}（代码 {code}）").format(path=path, code=chosen.code)
        if self.alone.isChecked():
            return self.tr("新单位单独使用，不隶属任何上级。")
        superior = self._superior()
        if superior is None:
            return self.tr("请在上面选择新单位的上级，或勾选“单独使用”。")
        return self.tr("新单位建在{superior}之下。").format(superior=superior.full_name)
