# SPDX-License-Identifier: MIT
"""下发: which checklists and official texts travel down with every feedback from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout

from bizenv_desktop.actions.issuing_actions import issuable, issue, issued
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.view_hint import ViewHint

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.gui.workspace import Workspace

_WHAT = Qt.ItemDataRole.UserRole


class IssueDialog(QDialog):
    """What is ticked goes along; the units are offered it and keep it themselves."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.message = MessageBar(self)
        self.list = QListWidget(self)
        self.keep = button(self.tr("保存"), "primary")
        self.cancel = button(self.tr("取消"))
        self._hint = ViewHint(self.list)
        self._lay_out()
        self._fill()
        self.keep.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)

    def accept(self) -> None:
        """Keep what is ticked; a refusal is told here and the dialog stays."""
        ticked = [
            self.list.item(row).data(_WHAT)
            for row in range(self.list.count())
            if self.list.item(row).checkState() is Qt.CheckState.Checked
        ]
        checklists = [what for what in ticked if isinstance(what, tuple)]
        editions = [what for what in ticked if isinstance(what, str)]
        try:
            change = issue(self._workspace.store, checklists, editions)
        except UserError as error:
            self.message.show_error(str(error))
            return
        self._workspace.take_in(change)
        super().accept()

    def _fill(self) -> None:
        store, library = self._workspace.store, self._workspace.library
        checklists, editions = issued(store)
        chosen: set[object] = {*checklists, *editions}
        for what, name in issuable(store, library):
            item = QListWidgetItem(name)
            item.setData(_WHAT, what)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | _TICKED)
            on = what in chosen
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        empty = self.tr("还没有本单位的自查表，也没有导入过正式文本。")
        self._hint.show_text("" if self.list.count() else empty)

    def _lay_out(self) -> None:
        self.setWindowTitle(self.tr("随反馈下发"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(theme.px(self, 2))
        self.list.setAccessibleName(self.tr("要下发的自查表和正式文本"))
        words = self.tr("勾选的内容随每份反馈带给下级；下级看过再存入，不会自己存入。空格勾选。")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(self, 10))
        column.addWidget(self.message)
        column.addWidget(label(words, "muted", wrap=True))
        column.addWidget(self.list, 1)
        column.addLayout(row)
        self.resize(theme.px(self, 560), theme.px(self, 340))


_TICKED = Qt.ItemFlag.ItemIsUserCheckable
