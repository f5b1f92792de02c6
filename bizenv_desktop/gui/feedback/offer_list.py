# SPDX-License-Identifier: MIT
"""What superiors issued with their feedback and is not kept here: one line and one button each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bizenv_desktop.errors import UserError
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.regulations.operator_name import operator_name

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from bizenv_desktop.actions.issuing_actions import Offer
    from bizenv_desktop.gui.workspace import Workspace


class OfferList(QWidget):
    """Hidden while nothing is offered; nothing is kept before its button is pressed."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._rows: list[QWidget] = []
        self.buttons: list[QPushButton] = []
        self.message = MessageBar(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.message)
        self.hide()

    def refresh(self) -> None:
        """Read what is offered, and show it."""
        from bizenv_desktop.actions.issuing_actions import offers

        try:
            found = offers(self._workspace.store, self._workspace.library)
        except UserError as error:
            self.message.show_error(str(error))
            found = ()
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self._rows, self.buttons = [], []
        for offer in found:
            self._add(offer)
        self.setVisible(bool(found) or bool(self.message.text))

    def _add(self, offer: Offer) -> None:
        row, take = QWidget(self), button(self.tr("存入"))
        words = self.tr("{who}下发了{name}").format(who=offer.superior, name=offer.name)
        take.setAccessibleName(self.tr("存入{name}").format(name=offer.name))
        take.clicked.connect(lambda: self._take(offer))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label(words, wrap=True), 1)
        line.addWidget(take)
        self._column.addWidget(row)
        self._rows.append(row)
        self.buttons.append(take)

    def _take(self, offer: Offer) -> None:
        from bizenv_desktop.actions.issuing_actions import take_offer

        workspace = self._workspace
        by, now = operator_name(workspace), workspace.clock()
        try:
            change = take_offer(workspace.store, workspace.library, offer, by, now)
        except UserError as error:
            self.message.show_error(str(error))
            return
        workspace.take_in(change)
        self.message.show_note(self.tr("已存入{name}。").format(name=offer.name))
        self.refresh()
