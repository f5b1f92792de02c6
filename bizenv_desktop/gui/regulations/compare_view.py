# SPDX-License-Identifier: MIT
"""版本对照: what became of every article, and what that means for the items resting on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop.actions import checklist_actions, citation_actions
from bizenv_desktop.domain.regulations.compare import compare
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.regulations.change_list import ChangeList, EffectList, RecordRole
from bizenv_desktop.gui.regulations.edition_names import edition_name
from bizenv_desktop.gui.regulations.kind_filter import KindFilter
from bizenv_desktop.gui.regulations.operator_name import operator_name
from bizenv_desktop.gui.regulations.side_by_side import SideBySide
from bizenv_desktop.gui.regulations.two_parts import two_parts
from bizenv_desktop.gui.two_lines import TwoLineDelegate
from bizenv_desktop.gui.view_hint import ViewHint

if TYPE_CHECKING:
    from bizenv_desktop.actions.citation_actions import CitedEffect
    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.regulations.compare import ArticleChange, Comparison
    from bizenv_desktop.domain.regulations.regulation import Edition
    from bizenv_desktop.gui.jobs import Tick
    from bizenv_desktop.gui.workspace import Workspace


class CompareView(QWidget):
    """Articles and items on the left, the article of both editions on the right."""

    locate_requested = Signal(str, str)  # item code, edition to look in
    refused = Signal(str)
    said = Signal(str)
    compared = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._checklist: Checklist | None = None
        self._comparison: Comparison | None = None
        self._effects: tuple[CitedEffect, ...] = ()
        self._changes = ChangeList(self)
        self._effect_rows = EffectList(self)
        self.old = QComboBox()
        self.new = QComboBox()
        self.filter = KindFilter()
        self.changes = QListView()
        self.effects = QListView()
        self.effects_title = label(role="heading-small", wrap=True)
        self.carry_button = button("")
        self.sides = SideBySide()
        self._hint = ViewHint(self.changes)
        self._effects_hint = ViewHint(self.effects)
        self._build()
        self._wire()

    def refresh(self) -> None:
        """Follow imports, the checklist on the table and what was confirmed."""
        workspace = self._workspace
        self._checklist = (
            workspace.filled.checklist
            if workspace.has_check
            else checklist_actions.checklist_to_export(workspace.library, None, workspace.store)
        )
        self._offer_editions()
        self._compare()

    # -- comparing

    def _offer_editions(self) -> None:
        """The editions with their text; at first the two newest of one regulation."""
        found = [each for each in self._workspace.editions.values() if each.has_official_text]
        ids = [each.id for each in found]
        if ids == [self.old.itemData(row) for row in range(self.old.count())]:
            return
        pair = _newest_pair(found)
        for box, wanted in ((self.old, pair[0]), (self.new, pair[1])):
            chosen = box.currentData()
            box.blockSignals(True)
            box.clear()
            for edition in found:
                box.addItem(edition_name(edition), edition.id)
            box.setCurrentIndex(box.findData(chosen if chosen in ids else wanted))
            box.blockSignals(False)

    def _compare(self) -> None:
        """Compare the two editions chosen, off this thread, unless that was done."""
        editions = self._workspace.editions
        old, new = (editions.get(box.currentData() or "") for box in (self.old, self.new))
        if old is None or new is None or old is new:
            self._comparison = None
            words = self.tr("导入两个版本的正式文本，就能在这里逐条对照。")
            if old is not None and self.old.count() > 1:
                words = self.tr("请选择两个不同的版本。")
            self._show(words)
            return
        known = self._comparison
        if known is not None and (known.old, known.new) == (old, new):
            self._show_effects()
            return
        first, second = old, new

        def work(tick: Tick) -> Comparison:
            tick(0, 1)
            return compare(first, second)

        def done(found: Comparison) -> None:
            self._comparison = found
            self._show("")
            self.compared.emit()

        job = self._workspace.jobs.start(self.tr("对照两个版本"), work, done)
        job.failed.connect(self.refused)

    def _show(self, hint: str) -> None:
        self._hint.show_text(hint)
        self.filter.show_counts(self._comparison)
        self._show_changes()
        self._show_effects()

    def _show_changes(self) -> None:
        found = self._comparison
        self._changes.show(found.changes if found else (), self.filter.kinds)
        if self._changes.rowCount():
            self.changes.setCurrentIndex(self._changes.index(0, 0))
        else:
            self.sides.show_change(None)

    def _show_effects(self) -> None:
        found, checklist = self._comparison, self._checklist
        self._effects = ()
        if found is not None and checklist is not None:
            self._effects = citation_actions.effects(found, self._workspace.store, checklist)
            self._effect_rows.show(self._effects, checklist)
        else:
            self._effect_rows.clear()
        waiting = found is not None and not self._effects
        self._effects_hint.show_text(
            self.tr("旧版里还没有确认过条号，对自查表没有影响。") if waiting else ""
        )
        title = self.tr("对自查表的影响（{count}项）").format(count=len(self._effects))
        self.effects_title.setText(title)
        count = self._to_carry()
        words = self.tr("把{count}项文字没变的转到新版").format(count=count)
        self.carry_button.setText(words if count else self.tr("没有可以直接转到新版的条号"))
        self.carry_button.setEnabled(bool(count))

    def _to_carry(self) -> int:
        """How many citations stand word for word in the new edition and are not confirmed there."""
        if self._comparison is None or self._checklist is None:
            return 0
        store, new = self._workspace.store, self._comparison.new.id
        there = citation_actions.confirmed_in(store, self._checklist, new)
        return citation_actions.can_carry(
            each for each in self._effects if each.citation.item not in there
        )

    # -- doing

    def _carry(self) -> None:
        workspace = self._workspace
        try:
            moved = citation_actions.carried(
                workspace.store, self._effects, operator_name(workspace), workspace.clock()
            )
            workspace.save_citations(moved)
        except UserError as error:
            self.refused.emit(str(error))
            return
        self.said.emit(
            self.tr(
                "已把{count}项的条号转到新版。其余的逐项双击复查，"
                "然后在“定位与确认”里让自查表改用新版。"
            ).format(count=len(moved))
        )

    def _show_cited(self, index: QModelIndex) -> None:
        """Show the article an item's citation stands in."""
        each: CitedEffect | None = index.data(RecordRole)
        if each is None or self._comparison is None:
            return
        place = (each.effect.old.article, each.effect.old.insert)
        self.sides.show_change(self._comparison.by_old_place.get(place))

    def _look_again(self, index: QModelIndex) -> None:
        each: CitedEffect | None = index.data(RecordRole)
        if each is not None and self._comparison is not None:
            self.locate_requested.emit(each.citation.item, self._comparison.new.id)

    def _show_article(self, index: QModelIndex) -> None:
        change: ArticleChange | None = index.data(RecordRole)
        if change is not None:
            self.sides.show_change(change)

    # -- building

    def _wire(self) -> None:
        self.old.currentIndexChanged.connect(self._compare)
        self.new.currentIndexChanged.connect(self._compare)
        self.filter.changed.connect(self._show_changes)
        self.changes.selectionModel().currentChanged.connect(self._show_article)
        self.effects.selectionModel().currentChanged.connect(self._show_cited)
        self.effects.activated.connect(self._look_again)
        self.carry_button.clicked.connect(self._carry)

    def _build(self) -> None:
        self.old.setAccessibleName(self.tr("旧版本"))
        self.new.setAccessibleName(self.tr("新版本"))
        self.changes.setAccessibleName(self.tr("条文变化"))
        self.effects.setAccessibleName(self.tr("对自查表的影响"))
        self.changes.setModel(self._changes)
        self.effects.setModel(self._effect_rows)
        for view in (self.changes, self.effects):
            view.setItemDelegate(TwoLineDelegate(view))
            view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
            view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
            view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        top = QHBoxLayout()
        top.setSpacing(theme.px(self, 8))
        for name, box in ((self.tr("旧版"), self.old), (self.tr("新版"), self.new)):
            box.setMinimumWidth(theme.px(self, 340))
            top.addWidget(label(name, "muted"))
            top.addWidget(box)
        top.addStretch(1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.changes, 3)
        column.addWidget(self.effects_title)
        column.addWidget(self.effects, 2)
        column.addWidget(self.carry_button)
        self.effects.setToolTip(self.tr("回车或双击：在新版里重新定位这一项"))
        split = two_parts(self, left, self.sides, (340, 840), 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(self, 8))
        layout.addLayout(top)
        layout.addWidget(self.filter)
        layout.addWidget(split, 1)
        self.setFocusProxy(self.changes)


def _newest_pair(editions: list[Edition]) -> tuple[str, str]:
    """The two newest editions of a regulation that has two; empty where none has."""
    groups: dict[str, list[Edition]] = {}
    for edition in sorted(editions, key=lambda each: str(each.effective or "")):
        groups.setdefault(edition.regulation, []).append(edition)
    for group in groups.values():
        if len(group) > 1:
            return group[-2].id, group[-1].id
    return "", ""
