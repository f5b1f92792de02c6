# SPDX-License-Identifier: MIT
"""What superiors issued with their feedback and is not kept here: one line and one button each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.errors import UserError
from bizenv_desktop.gui.feedback.button_rows import ButtonRows
from bizenv_desktop.gui.regulations.operator_name import operator_name

if TYPE_CHECKING:
    from bizenv_desktop.actions.issuing_actions import Offer


class OfferList(ButtonRows):
    """Hidden while nothing is offered; nothing is kept before its button is pressed."""

    def refresh(self) -> None:
        """Read what is offered, and show it."""
        from bizenv_desktop.actions.issuing_actions import offers

        try:
            found = offers(self._workspace.store, self._workspace.library)
        except UserError as error:
            self.message.show_error(str(error))
            found = ()
        self._empty()
        for offer in found:
            self._add(offer)
        self.setVisible(bool(found) or bool(self.message.text))

    def _add(self, offer: Offer) -> None:
        words = self.tr("{who}下发了{name}").format(who=offer.superior, name=offer.name)
        spoken = self.tr("存入{name}").format(name=offer.name)
        self._add_row(words, "", self.tr("存入"), spoken, lambda: self._take(offer))

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
