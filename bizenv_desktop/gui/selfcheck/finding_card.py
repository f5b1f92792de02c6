# SPDX-License-Identifier: MIT
"""What the item's lost points ask to be put right, in short; the 整改 page has the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.selfcheck.section import Section
from bizenv_desktop.gui.words import day_in_words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.domain.findings.rectification import FindingView
    from bizenv_desktop.gui.selfcheck.item_row import ItemRow


class FindingCard(Section):
    """Shown only while the item loses points."""

    finding_requested = Signal(str)  # item code

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self._problem = label(wrap=True)
        self._who = label(role="small", wrap=True)
        self.link = button(self.tr("到整改页填写责任人和时限"), "quiet-left")
        self.link.clicked.connect(lambda: self.finding_requested.emit(self._code))
        self.column.setSpacing(4)
        self.column.addWidget(label(self.tr("整改"), "heading-small"))
        for part in (self._problem, self._who, self.link):
            self.column.addWidget(part)

    def show_row(self, row: ItemRow) -> None:
        self._code = row.item.code

    def show_finding(self, view: FindingView | None) -> None:
        """Show the finding, or nothing when no points are lost."""
        self.setVisible(view is not None)
        if view is None:
            return
        self._problem.setText(view.problem)
        finding = view.finding
        who = "、".join(filter(None, (finding.unit.strip(), finding.person.strip())))
        self._who.setText(
            self.tr("整改时限{due}，责任：{who}").format(
                due=day_in_words(view.due), who=who or self.tr("还没有填")
            )
        )
