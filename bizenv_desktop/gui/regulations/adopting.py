# SPDX-License-Identifier: MIT
"""Says that the checklist names another edition, and lets the unit's own name this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMessageBox, QSizePolicy

from bizenv_desktop.actions import checklist_actions, citation_actions
from bizenv_desktop.domain.checklists.codes import family
from bizenv_desktop.domain.checklists.moving import moving
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.regulations.edition_names import edition_name
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.actions.checklist_actions import Moved
    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.checklists.moving import Move
    from bizenv_desktop.domain.regulations.regulation import Edition
    from bizenv_desktop.gui.jobs import Tick
    from bizenv_desktop.gui.workspace import Workspace


class AdoptingNotice(QFrame):
    """Hidden where the checklist names the edition shown; else one button makes it so."""

    adopted = Signal(str)
    refused = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._checklist: Checklist | None = None
        self._edition: Edition | None = None
        self.words = label(wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.button = button(self.tr("让自查表改用这一版本…"))
        self.setProperty("role", "notice")
        row = QHBoxLayout(self)
        edge = theme.px(self, 10)
        row.setContentsMargins(edge, theme.px(self, 6), edge, theme.px(self, 6))
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.button.clicked.connect(self.adopt)
        self.hide()

    def show_for(self, checklist: Checklist, edition: Edition) -> None:
        """Say it where they differ."""
        self._checklist, self._edition = checklist, edition
        named = self._workspace.editions.get(checklist.edition)
        words = self.tr("自查表对照的是{named}；在这里确认的条号，要等自查表改用{here}才会印出来。")
        self.words.setText(
            words.format(
                named=edition_name(named) if named else checklist.edition,
                here=edition_name(edition),
            )
        )
        self.setVisible(checklist.edition != edition.id)

    def adopt(self) -> None:
        """Ask, keep the unit's next version, and offer to move the self-check on the table."""
        if self._checklist is None or self._edition is None:
            return
        title = self.tr("改用另一版本")
        words = self.tr(
            "会存一个本单位自查表的新版本，对照{edition}；检查项不变。\n"
            "以前的自查照旧印原来的版本。要存吗？"
        ).format(edition=edition_name(self._edition))
        if QMessageBox.question(self, title, words) != QMessageBox.StandardButton.Yes:
            return
        workspace = self._workspace
        try:
            kept = citation_actions.use_edition(
                workspace.library,
                workspace.store,
                workspace.editions,
                self._checklist,
                self._edition.id,
            )
        except UserError as error:
            self.refused.emit(str(error))
            return
        self._offer_to_move(kept.checklist)

    def _offer_to_move(self, checklist: Checklist) -> None:
        said = self.tr("已存自查表第{version}版，对照{edition}。").format(
            version=checklist.version, edition=edition_name(self._edition) if self._edition else ""
        )
        workspace = self._workspace
        if not workspace.has_check or family(workspace.filled.checklist.id) != family(checklist.id):
            self.adopted.emit(said)
            return
        move = moving(workspace.filled, checklist)
        words = self.tr("{period}的自查也换到新版吗？{words}。换之前自动备份。").format(
            period=workspace.filled.check.period.label, words=move.words
        )
        answer = QMessageBox.question(self, self.tr("改用另一版本"), f"{said}\n{words}")
        if answer == QMessageBox.StandardButton.Yes:
            self._move(move, said)
        else:
            self.adopted.emit(said)

    def _move(self, move: Move, said: str) -> None:
        path = self._workspace.store.path

        def work(tick: Tick) -> Moved:
            tick(0, 1)
            with Store.open(path) as store:
                return checklist_actions.move_self_check(store, move)

        def done(moved: Moved) -> None:
            self._workspace.take_in(moved.change)
            self.adopted.emit(said)

        job = self._workspace.jobs.start(self.tr("换到新版自查表"), work, done)
        job.failed.connect(self.refused)
