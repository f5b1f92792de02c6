# SPDX-License-Identifier: MIT
"""One step of undo over steps about findings: what happened stays, its undoing is added."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QUndoCommand

from bizenv_desktop.domain.findings.lifecycle import Step

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


class StepWish(NamedTuple):
    """A step to be taken about some findings, by whom, with what words."""

    codes: tuple[str, ...]
    step: Step
    who: str
    words: str = ""
    new_due: date | None = None

    @property
    def taking_back(self) -> StepWish:
        """The step that undoes it."""
        return StepWish(self.codes, Step.TAKE_BACK, self.who)


class StepEdit(QUndoCommand):
    """A step already taken; `backward` is the step that compensates it."""

    def __init__(
        self, take: Callable[[StepWish], None], forward: StepWish, backward: StepWish
    ) -> None:
        super().__init__()
        self._take = take
        self._forward = forward
        self._backward = backward
        self._pushed = False

    def undo(self) -> None:
        self._take(self._backward)

    def redo(self) -> None:
        if not self._pushed:  # push() calls this for what is already written
            self._pushed = True
            return
        self._take(self._forward)
