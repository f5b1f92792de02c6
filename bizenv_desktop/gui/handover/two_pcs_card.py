# SPDX-License-Identifier: MIT
"""The card of 设置 that leads to 分工, 合并 and 岗位交接."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.handover.opening import open_handover, open_merge, open_share
from bizenv_desktop.gui.parts import Card, button, label

if TYPE_CHECKING:
    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.workspace import Workspace


class TwoPcsCard(Card):
    """Each button opens its dialog over the window."""

    def __init__(
        self, workspace: Workspace, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.share = button(self.tr("分工…"))
        self.merge = button(self.tr("合并…"))
        self.handover = button(self.tr("岗位交接…"))
        self.column.addWidget(label(self.tr("两台电脑"), "heading"))
        words = self.tr(
            "分工：几个维度交给另一台电脑填。合并：两台电脑各报了一版，或收回分工。"
            "岗位交接：全部数据转到另一台电脑，只有一边接着填。"
        )
        self.column.addWidget(label(words, "small", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(theme.px(self, 8))
        for each in (self.share, self.merge, self.handover):
            row.addWidget(each)
        row.addStretch(1)
        self.column.addLayout(row)
        self.share.clicked.connect(lambda: open_share(workspace, preferences, self))
        self.merge.clicked.connect(lambda: open_merge(workspace, self))
        self.handover.clicked.connect(lambda: open_handover(workspace, preferences, self))
