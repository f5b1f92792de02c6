# SPDX-License-Identifier: MIT
"""How photos are kept from now on: in full size or as they print, with their place or without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from bizenv_desktop.actions.evidence_actions import KEEP_ORIGINALS, KEEP_PLACE
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import label

if TYPE_CHECKING:
    from bizenv_desktop.gui.workspace import Workspace


class EvidenceSwitches(QWidget):
    """Two settings of the database; photos added before stay as they are."""

    refused = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.originals = QCheckBox(self.tr("保留照片原来的大小"), self)
        self.place = QCheckBox(self.tr("保留照片里的拍摄地点"), self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(self, 4))
        for box, name, words in (
            (
                self.originals,
                KEEP_ORIGINALS,
                self.tr("不打开时缩小到打印够用的大小，一张约占十分之一的磁盘。"),
            ),
            (
                self.place,
                KEEP_PLACE,
                self.tr("手机拍的照片里可能有经纬度；没有需要就不要保留。"),
            ),
        ):
            note = label(words, "small", wrap=True)
            note.setIndent(theme.px(self, 24))
            layout.addWidget(box)
            layout.addWidget(note)
            box.clicked.connect(lambda on, name=name: self._switch(name, on))

    def refresh(self) -> None:
        """Show the settings as they are kept."""
        store = self._workspace.store
        self.originals.setChecked(store.setting(KEEP_ORIGINALS) is True)
        self.place.setChecked(store.setting(KEEP_PLACE) is True)

    def _switch(self, name: str, on: bool) -> None:  # a slot
        try:
            self._workspace.store.save_setting(name, on)
        except UserError as error:
            self.refresh()
            self.refused.emit(str(error))
