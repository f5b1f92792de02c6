# SPDX-License-Identifier: MIT
"""反弹 and 回头看 over all periods of the unit: what is to be looked at, and what was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from bizenv_desktop.actions.rectification_actions import follow_up
from bizenv_desktop.domain.findings.followup import FollowUp, LookBack
from bizenv_desktop.domain.findings.looks import LookOutcome
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.follow.looking import take_look_back
from bizenv_desktop.gui.follow.row_table import RowTable
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.words import countdown

if TYPE_CHECKING:
    from bizenv_desktop.domain.findings.followup import Looked, Occasion
    from bizenv_desktop.gui.workspace import Workspace


class LookBacks(QWidget):
    """What is to be looked at again, and what was seen then; what came back, with its lineage."""

    finding_requested = Signal(str)  # code, of the self-check on the table
    item_requested = Signal(str)  # the item's answer is to be seen

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._found = FollowUp((), ())
        self.message = MessageBar(self)
        self.record = button(self.tr("登记回头看"), "primary")
        self.take_back = button(self.tr("撤回登记"))
        self.raise_again = button(self.tr("列入整改"))
        self.see_item = button(self.tr("看检查项"))
        self.look_backs = RowTable(
            self.tr("回头看"),
            (
                self.tr("回头看"),
                self.tr("哪天"),
                self.tr("检查项"),
                self.tr("销号后"),
                self.tr("谁"),
                self.tr("看到了什么"),
            ),
            5,
            beside=0.78,
        )
        self.look_backs.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.recurrences = RowTable(
            self.tr("反弹"),
            (self.tr("期次"), self.tr("检查项"), self.tr("反弹"), self.tr("以前在")),
            1,
        )
        self._lay_out()
        self.record.clicked.connect(self.ask)
        self.take_back.clicked.connect(self._take_back)
        self.raise_again.clicked.connect(self.ask_to_raise)
        self.see_item.clicked.connect(self._see_item)
        self.look_backs.itemSelectionChanged.connect(self._follow_choice)
        self.look_backs.row_activated.connect(self._activate)
        self.recurrences.row_activated.connect(self._go)

    def refresh(self) -> None:
        """Look through every period again, keeping the choice."""
        filled = self._workspace.filled
        organisation = filled.check.organisation.code
        chosen = self._chosen()
        self._found = follow_up(self._workspace.store, filled.today, organisation)
        self.look_backs.show_rows(
            [self._texts(row) for row in self._rows()],
            self.tr("没有要回头看的。问题销号以后，这里会列出该再看一次的日期。"),
        )
        self.recurrences.show_rows(
            [
                (
                    one.found.period,
                    f"{one.found.view.item.code}　{one.found.view.item.title}",
                    one.words,
                    "、".join(before.period for before in one.earlier),
                )
                for one in self._found.recurrences
            ],
            self.tr("没有反弹的问题。"),
        )
        self._choose(chosen)

    def ask(self) -> None:
        """Ask what was seen at the chosen finding and record it."""
        chosen = [row for row in self._all_chosen() if isinstance(row, LookBack)]
        if not chosen:
            return
        from bizenv_desktop.gui.follow.look_dialog import LookDialog

        self.message.clear()
        latest = max(self._found.looked, key=lambda one: one.look.at, default=None)
        who = "" if latest is None else latest.look.who
        if LookDialog(self._workspace, chosen, self, who=who).exec():
            self._say_what_next(chosen[0])

    def ask_to_raise(self) -> None:
        """Ask about the problem seen again, as of an inspection of one's own, and keep it."""
        row = self._chosen()
        if row is None or isinstance(row, LookBack):
            return
        from bizenv_desktop.gui.follow.visit_dialog import VisitDialog

        dialog = VisitDialog(self._workspace, self)
        dialog.suggest_look(row)
        dialog.exec()

    # -- what is chosen

    def _rows(self) -> list[LookBack | Looked]:
        """What waits to become a finding, what is to be looked at, and what was."""
        waiting = [one for one in self._found.looked if one.waits]
        done = [one for one in self._found.looked if not one.waits]
        return [*waiting, *self._found.look_backs, *done]

    def _all_chosen(self) -> list[LookBack | Looked]:
        rows = self._rows()
        chosen = sorted(index.row() for index in self.look_backs.selectionModel().selectedRows())
        return [rows[at] for at in chosen if at < len(rows)]

    def _chosen(self) -> LookBack | Looked | None:
        """The one row chosen; None while there are several."""
        chosen = self._all_chosen()
        return chosen[0] if len(chosen) == 1 else None

    def _choose(self, wanted: LookBack | Looked | None) -> None:
        """Choose again what was chosen, also when a look to be taken was taken meanwhile."""
        rows = self._rows()
        place = None if wanted is None else _place(wanted)
        at = next((at for at, row in enumerate(rows) if _place(row) == place), -1)
        if at >= 0:
            self.look_backs.selectRow(at)
        else:
            self.look_backs.setCurrentCell(-1, -1)
            self.look_backs.clearSelection()
        self._follow_choice()

    def _follow_choice(self) -> None:
        row = self._chosen()
        seen = row is not None and not isinstance(row, LookBack)
        chosen = self._all_chosen()
        due = [one for one in chosen if isinstance(one, LookBack)]
        self.record.setEnabled(bool(due) and len(due) == len(chosen))
        self.take_back.setEnabled(seen)
        self.raise_again.setEnabled(row is not None and not isinstance(row, LookBack) and row.waits)
        self.see_item.setEnabled(row is not None and self._item_here(row.occasion) is not None)

    def _item_here(self, occasion: Occasion) -> str | None:
        """The check item's code, when the self-check on the table asks for it too."""
        code = occasion.view.check_item
        asked = {item.code for item in self._workspace.filled.items}
        return code if code in asked else None

    # -- what is done

    def _activate(self, row: int) -> None:
        self.look_backs.selectRow(row)
        if isinstance(self._chosen(), LookBack):
            self.ask()
        elif self.raise_again.isEnabled():
            self.ask_to_raise()

    def _say_what_next(self, recorded: LookBack) -> None:
        row = self._chosen()
        if row is None or isinstance(row, LookBack) or _place(row) != _place(recorded):
            return
        if row.waits:
            self.message.show_note(
                self.tr(
                    "又有问题已记下：点“列入整改”登记为新问题，或点“看检查项”改本期的填报结果。"
                )
            )

    def _take_back(self) -> None:
        row = self._chosen()
        if row is None or isinstance(row, LookBack):
            return
        try:
            take_look_back(self._workspace, row)
        except UserError as error:
            self.message.show_error(str(error))
            return
        self.message.clear()

    def _see_item(self) -> None:
        row = self._chosen()
        code = None if row is None else self._item_here(row.occasion)
        if code is not None:
            self.item_requested.emit(code)

    def _go(self, row: int) -> None:
        occasion = self._found.recurrences[row].found
        if occasion.key == self._workspace.filled.check.key:
            self.finding_requested.emit(occasion.view.item.code)

    # -- how it looks

    def _texts(self, row: LookBack | Looked) -> tuple[str, ...]:
        if isinstance(row, LookBack):
            left = countdown(row.day, self._workspace.filled.today)
            state, day, after = self.tr("未看，{left}").format(left=left), row.day, row.after
            who, words = row.occasion.view.finding.person, ""
        else:
            look = row.look
            holds = look.outcome is LookOutcome.HOLDS
            state = self.tr("已看，{seen}").format(seen=row.words) if holds else row.words
            day, after = look.day, look.after
            who, words = look.who, look.words
        title = f"{row.occasion.view.item.code}　{row.occasion.view.item.title}"
        days = self.tr("{days}天").format(days=after)
        return (state, f"{day:%Y-%m-%d}", title, days, who, words)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        title = label(self.tr("回头看：销号后30天、90天到现场再看一次"), "heading-small", wrap=True)
        head.addWidget(title, 1)
        for made in (self.see_item, self.raise_again, self.take_back, self.record):
            head.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(self, 8), 0, 0)
        column.addWidget(self.message)
        column.addLayout(head)
        column.addWidget(self.look_backs, 3)
        column.addWidget(
            label(self.tr("反弹：销号以后同一检查项又发现问题"), "heading-small", wrap=True)
        )
        column.addWidget(self.recurrences, 2)


def _place(row: LookBack | Looked) -> tuple[object, ...]:
    """Which look of which finding a row is about, taken or not."""
    after = row.after if isinstance(row, LookBack) else row.look.after
    return (row.occasion.key, row.occasion.view.item.code, after)
