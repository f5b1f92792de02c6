# SPDX-License-Identifier: MIT
"""Whether a paper bears the unit's logo, and which picture that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import button

if TYPE_CHECKING:
    from bizenv_desktop.domain.papers.logo import Logo

_SHOWN_WIDE, _SHOWN_HIGH = 120, 32


class LogoSetting(QWidget):
    """Asks for a picture when it is ticked while there is none; saves nothing itself."""

    toggled = Signal(bool)
    picture_requested = Signal()
    picture_dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._logo: Logo | None = None
        self.box = QCheckBox(self.tr("左上角印单位标志"), self)
        self.picture = QLabel(self)
        self.picture.setAccessibleName(self.tr("单位标志"))
        self.choose_button = button("")
        self.drop_button = button(self.tr("删去图片"), "quiet")
        self.drop_button.setToolTip(self.tr("各种材料都不再印标志"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.choose_button, self.drop_button):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(self, 6))
        column.addWidget(self.box)
        column.addWidget(self.picture)
        column.addLayout(row)
        self.box.toggled.connect(self._tick)
        self.choose_button.clicked.connect(self.picture_requested)
        self.drop_button.clicked.connect(self.picture_dropped)
        self.show_logo(None, on=False)

    def show_logo(self, logo: Logo | None, *, on: bool) -> None:
        """Show the picture there is and whether this paper bears it."""
        self._logo = logo
        self.box.blockSignals(True)
        self.box.setChecked(on and logo is not None)
        self.box.blockSignals(False)
        self.choose_button.setText(self.tr("换图片…") if logo else self.tr("选图片…"))
        self.drop_button.setVisible(logo is not None)
        self.picture.setVisible(logo is not None)
        if logo is not None:
            self.picture.setPixmap(self._small(logo))

    def _tick(self, on: bool) -> None:
        if on and self._logo is None:
            self.picture_requested.emit()
        else:
            self.toggled.emit(on)

    def _small(self, logo: Logo) -> QPixmap:
        """As sharp as the screen is."""
        ratio = self.devicePixelRatioF()
        whole = QPixmap()
        whole.loadFromData(logo.png)
        small = whole.scaled(
            round(theme.px(self, _SHOWN_WIDE) * ratio),
            round(theme.px(self, _SHOWN_HIGH) * ratio),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        small.setDevicePixelRatio(ratio)
        return small
