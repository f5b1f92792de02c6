# SPDX-License-Identifier: MIT
"""合并: what another PC of the unit has other than this one, chosen item by item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from bizenv_desktop.actions.merge_actions import apply_merge
from bizenv_desktop.domain.exchange.difference_words import summary
from bizenv_desktop.domain.exchange.differences import Side, count_words
from bizenv_desktop.domain.exchange.merging import undecided
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.handover.difference_list import DifferenceList
from bizenv_desktop.gui.handover.sides_view import SidesView
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import button, label, set_role
from bizenv_desktop.gui.regulations.two_parts import two_parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from bizenv_desktop.actions.merge_actions import Merged, MergePlan
    from bizenv_desktop.domain.exchange.differences import Difference
    from bizenv_desktop.gui.workspace import Workspace


class MergeDialog(QDialog):
    """Nothing is written before 合并; what one side alone changed is chosen already."""

    def __init__(
        self, workspace: Workspace, plan: MergePlan, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._plan = plan
        self._row = -1
        self.choices: dict[str, Side] = {}
        self.message = MessageBar(self)
        self.list = DifferenceList(plan, self)
        self.title = label(role="heading", wrap=True)
        self.origin = label(role="muted", wrap=True)
        self.sides = SidesView(self)
        self.side_buttons = {
            Side.OURS: self._side_button(self.tr("1 取本机的")),
            Side.THEIRS: self._side_button(self.tr("2 取对方的")),
            Side.JOINED: self._side_button(self.tr("3 两边都要")),
        }
        self.all_ours = button(self.tr("全部取本机"))
        self.all_theirs = button(self.tr("全部取对方"))
        self.state = label(role="muted")
        self.cancel_button = button(self.tr("取消"))
        self.merge_button = button(self.tr("合并"), "primary")
        self._build()
        self._wire()
        self._show_choices()
        self._begin()

    @property
    def found(self) -> Difference | None:
        """The difference that is shown."""
        return self._plan.found[self._row] if self._row >= 0 else None

    def choose(self, side: Side) -> None:
        """Let that side hold for the difference shown, and go on to the next one to be chosen."""
        found = self.found
        if found is None or side not in found.choices:
            self._show_difference(self._row)
            return
        asked = found.default is None and found.name not in self.choices
        self.choices[found.name] = side
        self._show_choices()
        self._show_difference(self._row)
        if asked:
            self._go_on()

    def choose_all(self, side: Side) -> None:
        """Let that side hold everywhere it can."""
        for found in self._plan.found:
            if side in found.choices:
                self.choices[found.name] = side
        self._show_choices()
        self._show_difference(self._row)

    def accept(self) -> None:
        """Bring both together; a refusal is told here and the dialog stays."""
        if not self.merge_button.isEnabled():
            return
        workspace, plan, choices = self._workspace, self._plan, dict(self.choices)
        path, store_type, now = workspace.store.path, type(workspace.store), workspace.clock()

        def work(tick: Callable[[int, int], None]) -> Merged:
            with store_type.open(path) as store:
                return apply_merge(store, plan, choices, now)

        self.merge_button.setEnabled(False)
        job = workspace.jobs.start(self.tr("合并"), work, self._finish)
        job.failed.connect(self._refuse)

    def _finish(self, done: Merged) -> None:
        self._workspace.take_written(self._plan.key, done.change, done.before, done.after)
        if isValid(self):
            super().accept()

    def _refuse(self, words: str) -> None:
        if isValid(self):
            self.message.show_error(words)
            self._show_choices()

    # -- what is shown

    def _begin(self) -> None:
        asked = undecided(self._plan.found, {})
        first = self._plan.found.index(asked[0]) if asked else 0
        if self._plan.found:
            self.list.go_to(first)
        else:
            self._show_difference(-1)
        self.list.setFocus()

    def _go_on(self) -> None:
        """Show the next difference that is still to be chosen, after this one or from the top."""
        names = {each.name for each in undecided(self._plan.found, self.choices)}
        rows = [row for row, each in enumerate(self._plan.found) if each.name in names]
        later = [row for row in rows if row > self._row]
        if later or rows:
            self.list.go_to((later or rows)[0])

    def _show_difference(self, row: int) -> None:
        self._row = row
        found = self.found
        self.sides.show_difference(self._plan, found)
        if found is None:
            self.title.setText("")
            self.origin.setText("")
        else:
            item = f"{found.item}　" if found.item else ""
            self.title.setText(f"{item}{self._plan.title(found)}")
            words = summary(found, self._plan.files, self._plan.item(found.item))
            self.origin.setText(f"{found.part.label}：{found.origin.label}。{words}{self._more()}")
        side = None if found is None else self.choices.get(found.name, found.default)
        for each, made in self.side_buttons.items():
            made.setVisible(each is not Side.JOINED or (found is not None and bool(found.joined)))
            made.setEnabled(found is not None and each in found.choices)
            made.setChecked(each is side)

    def _more(self) -> str:
        """What choosing means where it is not plain."""
        found = self.found
        if found is None:
            return ""
        if found.parted:
            return self.tr(
                "。两边各自办理过，已有的办理过程不能改写：本机的留着，取对方的就把它的过程写进备注。"
            )
        if found.choices == (Side.OURS,):
            return self.tr("。本机的更全或不能改写，留着。")
        return ""

    def _show_choices(self) -> None:
        self.list.show_choices(self.choices)
        left = len(undecided(self._plan.found, self.choices))
        words = self.tr("还有{count}处要选择").format(count=left) if left else self.tr("都选好了")
        self.state.setText(words)
        set_role(self.state, "bad" if left else "good")
        self.merge_button.setEnabled(not left)

    # -- how it looks

    def _side_button(self, text: str) -> QPushButton:
        made = button(text, "toggle")
        made.setCheckable(True)
        return made

    def _wire(self) -> None:
        self.list.shown.connect(self._show_difference)
        self.list.chosen.connect(self.choose)
        for side, made in self.side_buttons.items():
            made.clicked.connect(lambda _=False, side=side: self.choose(side))
        self.all_ours.clicked.connect(lambda: self.choose_all(Side.OURS))
        self.all_theirs.clicked.connect(lambda: self.choose_all(Side.THEIRS))
        self.cancel_button.clicked.connect(self.reject)
        self.merge_button.clicked.connect(self.accept)

    def _build(self) -> None:
        header = self._plan.header
        self.setWindowTitle(self.tr("合并两台电脑的自查"))
        facts = self.tr("{kind}：{device}，{made} 做的第{number}版").format(
            kind=header.kind.label,
            device=header.device_name or self.tr("另一台电脑"),
            made=f"{header.made_at:%Y-%m-%d %H:%M}",
            number=header.revision,
        )
        if self._plan.base is not None and not self._plan.again:
            base = self._plan.base
            facts += self.tr("；两边共同的上一版是{kind}第{number}版").format(
                kind=base.kind.label, number=base.revision
            )
        edge = theme.px(self, 16)
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(self, 10))
        column.addWidget(self.message)
        column.addWidget(label(facts, wrap=True))
        for note in self._plan.notes:
            column.addWidget(label(note, "warn", wrap=True))
        counted = count_words(self._plan.found)
        if counted:
            column.addWidget(label(f"{counted}。", "muted", wrap=True))
        column.addWidget(two_parts(self, self.list, self._right(), (360, 640), 2), 1)
        column.addLayout(self._bottom())
        room = self.screen().availableSize()
        width, height = theme.px(self, 1080), theme.px(self, 660)
        self.resize(min(width, room.width() - 40), min(height, room.height() - 60))

    def _right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(self, 8))
        column.addWidget(self.title)
        column.addWidget(self.origin)
        column.addWidget(self.sides, 1)
        row = QHBoxLayout()
        for made in self.side_buttons.values():
            row.addWidget(made)
        row.addStretch(1)
        column.addLayout(row)
        return right

    def _bottom(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(self, 8))
        row.addWidget(self.all_ours)
        row.addWidget(self.all_theirs)
        row.addStretch(1)
        row.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.cancel_button)
        row.addWidget(self.merge_button)
        return row
