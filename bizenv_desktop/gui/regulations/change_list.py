# SPDX-License-Identifier: MIT
"""The articles of two editions, and the items citing them, as rows of two lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from bizenv_desktop.domain.regulations.citation_effect import EffectKind
from bizenv_desktop.domain.regulations.compare import ChangeKind
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.two_lines import SecondRole, ToneRole

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bizenv_desktop.actions.citation_actions import CitedEffect
    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.regulations.compare import ArticleChange

RecordRole = Qt.ItemDataRole.UserRole

_CHANGE_TONES = {
    ChangeKind.CHANGED: theme.WARN,
    ChangeKind.MOVED: theme.ACCENT,
    ChangeKind.MOVED_AND_CHANGED: theme.WARN,
    ChangeKind.ADDED: theme.GOOD,
    ChangeKind.REPEALED: theme.BAD,
}
_EFFECT_TONES = {
    EffectKind.STANDS: theme.GOOD,
    EffectKind.MOVED: theme.ACCENT,
    EffectKind.REVIEW: theme.WARN,
    EffectKind.REPEALED: theme.BAD,
}


class ChangeList(QStandardItemModel):
    """Articles with what became of them; a role returns the change."""

    def show(self, changes: Iterable[ArticleChange], kinds: Collection[ChangeKind]) -> None:
        """Show the changes of these kinds."""
        self.clear()
        for change in changes:
            if change.kind in kinds:
                labels = [side.label for side in (change.old, change.new) if side is not None]
                row = _row(" → ".join(dict.fromkeys(labels)), change.kind.label)
                row.setData(change, RecordRole)
                row.setData(_CHANGE_TONES.get(change.kind, theme.MUTED), ToneRole)
                self.appendRow(row)


class EffectList(QStandardItemModel):
    """Items with what becomes of their citation; a role returns the effect."""

    def show(self, effects: Iterable[CitedEffect], checklist: Checklist) -> None:
        """Show the effects under the items' titles."""
        self.clear()
        for each in effects:
            item = checklist.get(each.citation.item)
            title = f"{each.citation.item}　{item.title if item else ''}".rstrip("　")
            places = [each.effect.old.label()]
            if each.effect.new is not None:
                places.append(each.effect.new.label())
            where = " → ".join(dict.fromkeys(places))
            row = _row(title, f"{each.effect.kind.label}：{where}")
            row.setData(each, RecordRole)
            row.setData(_EFFECT_TONES[each.effect.kind], ToneRole)
            self.appendRow(row)


def _row(first: str, second: str) -> QStandardItem:
    row = QStandardItem(first)
    row.setData(second, SecondRole)
    row.setData(f"{first}，{second}", Qt.ItemDataRole.AccessibleTextRole)
    row.setEditable(False)
    return row
