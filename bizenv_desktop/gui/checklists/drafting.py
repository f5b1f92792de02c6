# SPDX-License-Identifier: MIT
"""A checklist being edited: every step undoable, saved as a draft at once, its faults known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from bizenv_desktop.actions import checklist_actions
from bizenv_desktop.domain.checklists import edit
from bizenv_desktop.domain.checklists.change import checklist_change
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bizenv_desktop.domain.checklists.change import ChecklistChange
    from bizenv_desktop.domain.checklists.checklist import CheckItem, Checklist
    from bizenv_desktop.domain.checklists.rules import Fault
    from bizenv_desktop.domain.regulations.regulation import Edition
    from bizenv_desktop.gui.workspace import Workspace

HEAD = ""
"""Stands for the head of the checklist where an item code is expected."""


class Drafting(QObject):
    """Holds the draft; what a level above locked is refused by `UserError` and changes nothing."""

    changed = Signal(
        str
    )  # the item the step was about, HEAD for the head; undo may have removed it
    refused = Signal(str)  # the draft could not be saved; it is kept here
    saved = Signal()

    def __init__(
        self,
        workspace: Workspace,
        editions: Mapping[str, Edition],
        draft: Checklist,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.editions = editions
        self.level = checklist_actions.own_level(workspace.store)
        self.base = checklist_actions.draft_base(workspace.library, workspace.store, draft)
        self.draft = draft
        self.history = QUndoStack(self)
        self.history.setUndoLimit(500)
        workspace.closing.connect(self.history.clear)  # as `Workspace.close` says why
        self.is_unsaved = False
        self.faults = self._faults()

    @property
    def change(self) -> ChecklistChange:
        """What keeping the draft would change."""
        return checklist_change(self.base, self.draft)

    def faults_of(self, code: str) -> tuple[Fault, ...]:
        """The faults of one item, or of the head."""
        return tuple(fault for fault in self.faults if fault.item == code)

    # -- steps

    def change_item(self, item: CheckItem, field: str = "") -> None:
        """Change one item; steps of the same `field` and item make one step of undo."""
        step = f"{item.code} {field}" if field else ""
        self._push(edit.change_item(self.draft, item, self.level), item.code, step)

    def change_head(self, name: str, value: object, field: str = "") -> None:
        """Change one field of the head."""
        changed = {name: value}
        self._push(replace(self.draft, **changed), HEAD, field)  # type: ignore[arg-type]

    def add(self, dimension: str, after: str = "") -> str:
        """Add a blank item behind another, or at the dimension's end; its code."""
        item = edit.blank_item(self.draft, dimension, self.level)
        self._push(edit.add_item(self.draft, item, after), item.code)
        return item.code

    def copy(self, code: str) -> str:
        """Add a copy of an item behind it; its code."""
        copied = edit.copy_item(self.draft, code, self.level)
        made = next(item.code for item in copied.items if item.code not in self.draft.by_code)
        self._push(copied, made)
        return made

    def move(self, code: str, to: int) -> None:
        """Put an item at another position, counted from 0."""
        self._push(edit.move_item(self.draft, code, to), code)

    def retire(self, code: str) -> None:
        """Ask the item no longer; its code is kept from being used again."""
        codes = [item.code for item in self.draft.items]
        place = codes.index(code)
        retired = edit.retire_item(self.draft, code, self.level)
        self._push(retired, next(iter(codes[place + 1 :] or codes[place - 1 : place]), HEAD))

    # -- the draft in the database

    def save(self) -> bool:
        """Save the draft as it stands; False when the database refuses it."""
        try:
            checklist_actions.save_draft(self._workspace.store, self.draft)
        except UserError as error:
            self.is_unsaved = True
            self.refused.emit(str(error))
            return False
        self.is_unsaved = False
        self.saved.emit()
        return True

    def _push(self, after: Checklist, code: str, step: str = "") -> None:
        if after != self.draft:
            self.history.push(_Step(self._put, self.draft, after, code, step))

    def _put(self, draft: Checklist, code: str) -> None:
        self.draft = draft
        self.faults = self._faults()
        self.save()
        self.changed.emit(code)

    def _faults(self) -> tuple[Fault, ...]:
        return checklist_actions.draft_faults(self.base, self.draft, self.editions, self.level)


class _Step(QUndoCommand):
    """Whole values before and after: they share what did not change."""

    def __init__(
        self,
        put: Callable[[Checklist, str], None],
        before: Checklist,
        after: Checklist,
        code: str,
        field: str,
    ) -> None:
        super().__init__()
        self._put = put
        self._before, self._after = before, after
        self._code, self._field = code, field

    def id(self) -> int:
        """Only typing merges; -1 tells Qt not to try."""
        return 1 if self._field else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Step) or other._field != self._field:
            return False
        self._after = other._after
        return True

    def undo(self) -> None:
        self._put(self._before, self._code)

    def redo(self) -> None:
        self._put(self._after, self._code)
