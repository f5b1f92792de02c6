# SPDX-License-Identifier: MIT
"""One step of undo: the records before and after, whatever kind they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QUndoCommand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_TYPING = 1


class Edit(QUndoCommand):
    """An edit already written; undo writes the records of before, redo those of after.

    Typing in one `field` of one record merges into one step.
    """

    def __init__(
        self,
        write: Callable[[Iterable[Any]], None],
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        field: str = "",
    ) -> None:
        super().__init__()
        self._write = write
        self._before = dict(before)
        self._after = dict(after)
        self._field = field
        self._pushed = False

    def id(self) -> int:
        """Only typing merges; -1 tells Qt not to try."""
        return _TYPING if self._field else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, Edit) or other._field != self._field:
            return False
        if other._after.keys() != self._after.keys():
            return False
        if self._kinds() != other._kinds():
            return False
        self._after = other._after
        return True

    def undo(self) -> None:
        self._write(self._before.values())

    def redo(self) -> None:
        if not self._pushed:  # push() calls this for what is already written
            self._pushed = True
            return
        self._write(self._after.values())

    def _kinds(self) -> set[type]:
        return {type(record) for record in self._after.values()}
