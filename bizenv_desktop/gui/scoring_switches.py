# SPDX-License-Identifier: MIT
"""The three switches of a self-check, each with what it means in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from bizenv_desktop.domain.arithmetic import plain
from bizenv_desktop.domain.checklists.checklist import Method, ScoringOptions
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import label

if TYPE_CHECKING:
    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.filled import FilledCheck


class ScoringSwitches(QWidget):
    """加分, 一票否决, 等级; a checklist without such items cannot switch them on."""

    changed = Signal(object)  # ScoringOptions

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = ScoringOptions()
        self.bonus = QCheckBox(self.tr("加分"), self)
        self.veto = QCheckBox(self.tr("一票否决"), self)
        self.grades = QCheckBox(self.tr("等级"), self)
        self._notes = {name: label(role="small", wrap=True) for name in ("bonus", "veto", "grades")}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(self, 4))
        for name, note in self._notes.items():
            box: QCheckBox = getattr(self, name)
            note.setIndent(theme.px(self, 24))
            layout.addWidget(box)
            layout.addWidget(note)
            box.clicked.connect(lambda on, name=name: self._switch(name, on))

    def note(self, name: str) -> str:
        """What a switch is said to do."""
        return self._notes[name].text()

    def show_check(self, filled: FilledCheck) -> None:
        """Show the switches of the self-check on the table."""
        self._options = filled.check.options
        checklist = filled.checklist
        words = {
            "bonus": self._bonus_in_words(checklist),
            "veto": self._veto_in_words(checklist),
            "grades": self._grades_in_words(checklist),
        }
        for name, text in words.items():
            box: QCheckBox = getattr(self, name)
            box.setChecked(getattr(self._options, name))
            box.setEnabled(bool(text) or box.isChecked())
            self._notes[name].setText(text or self.tr("这张自查表没有这一类内容。"))

    def _switch(self, name: str, on: bool) -> None:  # a slot
        self.changed.emit(replace(self._options, **{name: on}))

    def _bonus_in_words(self, checklist: Checklist) -> str:
        count = sum(item.method is Method.BONUS for item in checklist.items)
        if not count:
            return ""
        words = self.tr(
            "打开后多出{count}个加分项，得分加在百分制总分之外，最多加{cap}分；"
            "关闭后不显示、不计分，已填的内容留着。"
        )
        return words.format(count=count, cap=plain(checklist.bonus_cap))

    def _veto_in_words(self, checklist: Checklist) -> str:
        items = [item for item in checklist.items if item.veto or item.method is Method.VETO]
        if not items:
            return ""
        words = self.tr(
            "打开后，{codes}中任何一项不符合，等级直接定为“{worst}”（没有打开等级时只写明触发了"
            "哪一项）；总分不变。"
        )
        worst = checklist.grades[-1].name if checklist.grades else self.tr("最低一等")
        return words.format(codes="、".join(item.code for item in items), worst=worst)

    def _grades_in_words(self, checklist: Checklist) -> str:
        if not checklist.grades:
            return ""
        bounds = "，".join(
            self.tr("{minimum}分起为{name}").format(minimum=plain(grade.minimum), name=grade.name)
            for grade in checklist.grades
        )
        words = self.tr("打开后按总分定等级：{bounds}。界线是通行做法，不是省定标准。")
        return words.format(bounds=bounds)
