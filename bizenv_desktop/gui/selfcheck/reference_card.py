# SPDX-License-Identifier: MIT
"""What good looks like and where to look."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import plain
from bizenv_desktop.domain.checklists.checklist import Method
from bizenv_desktop.gui.parts import label
from bizenv_desktop.gui.selfcheck.section import Section

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.gui.selfcheck.item_row import ItemRow

_STEP = re.compile("(?<=[^\n])(?=[\u2460-\u2473])")  # before ② … ⑳


def in_steps(text: str) -> str:
    """Each circled number on its own line, as a clerk ticks them off."""
    return _STEP.sub("\n", text)


class ReferenceCard(Section):
    """Title, standard and how to check; nothing is edited here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label(role="heading", wrap=True)
        self._kind = label(role="small", wrap=True)
        self._standard = label(wrap=True)
        self._ways = label(role="heading-small")
        self._check = label(role="small", wrap=True)
        self.column.setSpacing(6)
        for part in (self._title, self._kind, self._standard, self._ways, self._check):
            self.column.addWidget(part)

    def show_row(self, row: ItemRow) -> None:
        item = row.item
        self._title.setText(f"{item.code} {item.title}")
        self._kind.setText(self._kind_of(item))
        self._standard.setText(item.standard)
        ways = " · ".join(item.ways)
        self._ways.setText(self.tr("怎样查：{ways}").format(ways=ways))
        self._check.setText(in_steps(item.check))

    def _kind_of(self, item: CheckItem) -> str:
        words = [item.method.label]
        if item.method is not Method.VETO:
            words.append(self.tr("{points}分").format(points=plain(item.points)))
        if item.method is Method.JUDGEMENT:
            part = plain(item.points * item.partial)
            words.append(self.tr("部分符合得{part}分").format(part=part))
        if item.veto and item.method is not Method.VETO:
            words.append(self.tr("不符合即触发一票否决"))
        return " · ".join(words)
