# SPDX-License-Identifier: MIT
"""What a superior does first: list who reports, enrol their keys, choose the inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from bizenv_desktop.actions import receipt_actions
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.home.steps import StepCard

if TYPE_CHECKING:
    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.storage.receipt_rows import Counts


class FirstSteps(QWidget):
    """Three cards; gone as soon as units are listed and the first key is enrolled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.units = StepCard(self.tr("1　应报单位"), self.tr("添加单位…"), "primary")
        self.keys = StepCard(self.tr("2　登记密钥卡"), self.tr("从密钥卡文件登记…"))
        self.inbox = StepCard(self.tr("3　共享收件夹（可不设）"), self.tr("选择收件夹…"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(self, 12))
        for card in (self.units, self.keys, self.inbox):
            row.addWidget(card, 1)
        self.can_add_all = False
        self.keys_wait = False
        self.knows_tree = False
        """Whether the division tree may be read now: the window is painted first."""

    def show_state(self, workspace: Workspace, counts: Counts) -> None:
        """Say how far each step is; hide when there is nothing left to prepare."""
        store = workspace.store
        units, keys = counts.listed, counts.keys
        self.setVisible(not units or not keys)
        if units and keys:
            return
        if units:
            self.can_add_all = False
            words = self.tr("名单上有{count}个单位").format(count=units)
            self.units.button.setText(self.tr("看名单"))
        else:
            missing = (
                receipt_actions.missing_below(store, workspace.library.divisions)
                if self.knows_tree
                else ()
            )
            self.can_add_all = bool(missing)
            words = self.tr("谁该报，先列出来，才看得出谁没报")
            self.units.button.setText(
                self.tr("一键添加名录里的{count}个下级").format(count=len(missing))
                if missing
                else self.tr("添加单位…")
            )
        self.units.show_state(words, now=not units)
        words = self.tr("核对过指纹的单位，报来的包才会接收")
        self.keys_wait = counts.waiting > 0
        if keys:
            words = self.tr("已登记{count}把密钥").format(count=keys)
        elif self.keys_wait:
            words = self.tr("{count}把密钥的包暂存着，打电话核对指纹").format(count=counts.waiting)
        self.keys.button.setText(
            self.tr("去登记…") if self.keys_wait else self.tr("从密钥卡文件登记…")
        )
        self.keys.show_state(words, now=units > 0 and not keys)
        folder = receipt_actions.inbox_choice(store).folder
        words = (
            str(folder) if folder else self.tr("下级能把包放进局域网共享文件夹时用；用U盘就不用设")
        )
        self.inbox.show_state(words, now=False)
