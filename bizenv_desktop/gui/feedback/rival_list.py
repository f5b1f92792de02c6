# SPDX-License-Identifier: MIT
"""Two answers a superior gave on two PCs: which they are, and the way to leave one out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.domain.exchange.header import check_code
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui.feedback.button_rows import ButtonRows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bizenv_desktop.actions.feedback_state import Feedback
    from bizenv_desktop.domain.exchange.package_record import PackageRecord


class RivalList(ButtonRows):
    """Hidden while there are none; what is left out stays in the database and can come back."""

    def show_rivals(self, rivals: Iterable[Feedback], left_out: Iterable[PackageRecord]) -> None:
        """Show these answers, one line each, and those that were left out before."""
        self._empty()
        for each in rivals:
            words = self.tr(
                "{who}{month}月{day}日{time}在“{device}”上做的一份，核对码 {code}"
            ).format(
                who=each.sender.name,
                month=each.made.month,
                day=each.made.day,
                time=f"{each.made:%H:%M}",
                device=each.device_name,
                code=check_code(each.package),
            )
            self._add(words, self.tr("不用这份"), each.package, leave=True)
        for record in left_out:
            words = self.tr("已决定不用核对码 {code} 的一份").format(code=record.code)
            self._add(words, self.tr("恢复"), record.id, leave=False)
        self.setVisible(bool(self._rows))

    def _add(self, words: str, name: str, package: str, *, leave: bool) -> None:
        role, spoken = "" if leave else "muted", f"{name}　{check_code(package)}"
        self._add_row(words, role, name, spoken, lambda: self._decide(package, leave=leave))

    def _decide(self, package: str, *, leave: bool) -> None:
        try:
            change = self._workspace.store.packages.undo(package, undone=leave)
        except UserError as error:
            self.message.show_error(str(error))
            return
        self.message.clear()
        self._workspace.take_in(change)
