# SPDX-License-Identifier: MIT
"""Where the chosen findings stand, and a button for each step that can be taken next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from bizenv_desktop.actions.rectification_actions import most_extensions
from bizenv_desktop.domain.findings.lifecycle import State, Step
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import button, label, set_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bizenv_desktop.domain.findings.rectification import FindingView
    from bizenv_desktop.gui.workspace import Workspace

_KEYS = {
    Step.START: "Alt+1",
    Step.SUBMIT: "Alt+2",
    Step.CLOSE: "Alt+3",
    Step.RETURN: "Alt+4",
    Step.EXTEND: "Alt+5",
    Step.TAKE_BACK: "Alt+6",
}
_FORWARD = (Step.START, Step.SUBMIT, Step.CLOSE)
_ROLES = {
    State.OPEN: "muted",
    State.WORKING: "",
    State.SUBMITTED: "warn",
    State.CLOSED: "good",
}


class StepStrip(QWidget):
    """Says the state in a word; wishes a step. Several findings offer what all of them can do."""

    step_requested = Signal(object)  # Step

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.state = label(role="muted")
        self.buttons: dict[Step, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(self, 6))
        row.addWidget(self.state)
        row.addStretch(1)
        for step, key in _KEYS.items():
            made = button(step.label, "primary" if step in _FORWARD else "")
            if step is Step.TAKE_BACK:
                made = button(self.tr("撤回"), "quiet")
            made.setAccessibleName(step.label)
            made.setShortcut(key)
            made.setToolTip(f"{step.label}（{key}）")
            made.clicked.connect(lambda _=False, step=step: self.step_requested.emit(step))
            row.addWidget(made)
            self.buttons[step] = made

    def show_views(self, views: Sequence[FindingView]) -> None:
        """Offer the steps that can be taken about all of these."""
        steps: set[Step] = set()
        if views:
            most = most_extensions(self._workspace.store)
            steps = set.intersection(*(set(view.log.steps(most)) for view in views))
        if len(views) > 1:
            steps.discard(Step.TAKE_BACK)
        for step, made in self.buttons.items():
            made.setVisible(step in steps)
        self._show_state(views)

    def _show_state(self, views: Sequence[FindingView]) -> None:
        states = {view.log.state for view in views}
        if len(states) != 1:
            self.state.setText(self.tr("状态不同") if states else "")
            set_role(self.state, "muted")
            return
        state = states.pop()
        returned = any(view.log.returned for view in views)
        self.state.setText(f"● {self.tr('退回，') if returned else ''}{state.label}")
        set_role(self.state, "bad" if returned else _ROLES[state])
