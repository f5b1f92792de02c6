# SPDX-License-Identifier: MIT
"""分工: dimensions handed out to another clerk's PC, taken over there, and handed back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from bizenv_desktop.actions import share_actions
from bizenv_desktop.domain.exchange.keys import fingerprint
from bizenv_desktop.domain.period import Period
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.follow.row_table import RowTable
from bizenv_desktop.gui.handover.opening import ask_package, know_other_pc, open_merge
from bizenv_desktop.gui.handover.work_dialog import WorkDialog
from bizenv_desktop.gui.parts import Card, button, label
from bizenv_desktop.storage import Change

if TYPE_CHECKING:
    from collections.abc import Callable

    from bizenv_desktop.actions.share_actions import Shared, SharedTaken
    from bizenv_desktop.domain.exchange.shares import SharedOut
    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.storage import Store
    from bizenv_desktop.sync.own_packages import UnknownKeyError

    Tick = Callable[[int, int], None]

_SETTINGS = Change(settings=frozenset({share_actions.SHARES}))


class ShareDialog(WorkDialog):
    """What is with whom stands above; what can be done with it below."""

    def __init__(
        self, workspace: Workspace, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, preferences, _SETTINGS, parent)
        self._out: tuple[SharedOut, ...] = ()
        self.table = RowTable(
            self.tr("分出去的维度"),
            [self.tr("分给"), self.tr("维度"), self.tr("分出"), self.tr("状态")],
            1,
            self,
        )
        self.dimensions: dict[str, QCheckBox] = {}
        self.to = QLineEdit(self)
        self.out_button = button(self.tr("分出…"), "primary")
        self.cancel_button = button(self.tr("取消这次分工"))
        self.merge_button = button(self.tr("合并交回包…"))
        self.mine = label(wrap=True)
        self.back_button = button(self.tr("交回…"), "primary")
        self.take_button = button(self.tr("接收分工包…"))
        self.finger = label(role="small", wrap=True)
        self.close_button = button(self.tr("关闭"))
        self._back_card, self._out_card = Card(self), Card(self)
        self._build()
        self._wire()
        self.refresh()

    def refresh(self) -> None:
        """Show what is with whom now."""
        workspace = self._workspace
        found = share_actions.shares(workspace.store)
        self._out = tuple(reversed(found.out))
        rows = [
            (
                each.to,
                self._names(each.scope),
                f"{Period.parse(each.period).label}，{each.at[5:10]}",
                f"{each.state}（{each.code}）",
            )
            for each in self._out
        ]
        self.table.show_rows(rows, self.tr("还没有分出去的维度。"))
        self.cancel_button.setEnabled(any(each.is_out for each in self._out))
        for part in (self.table, self.merge_button, self.cancel_button, self._out_card):
            part.setVisible(workspace.has_check)
        mine = found.taken_for(workspace.filled.check.key) if workspace.has_check else ()
        self._back_card.setVisible(bool(mine))
        if mine:
            scope = self._names(tuple(dict.fromkeys(code for each in mine for code in each.scope)))
            times = len(mine[-1].back)
            state = (
                self.tr("已交回{count}次").format(count=times) if times else self.tr("还没有交回")
            )
            words = self.tr("这期自查是“{device}”分来的，这里填{scope}，{state}。")
            self.mine.setText(words.format(device=mine[-1].by, scope=scope, state=state))
        notes = (
            share_actions.dimension_notes(workspace.store, workspace.filled)
            if workspace.has_check
            else {}
        )
        for code, box in self.dimensions.items():
            box.setEnabled(code not in notes)
            box.setToolTip(notes.get(code, ""))
        own = workspace.store.keys.own()
        words = self.tr(
            "这台电脑的密钥指纹：{finger}（另一台电脑第一次收本机的包时，念给那边核对）"
        )
        self.finger.setText(words.format(finger=fingerprint(own.key)) if own else "")

    # -- what is done

    def hand_out(self) -> None:
        """Write the chosen dimensions for another clerk's PC, into a folder that is asked for."""
        scope = [code for code, box in self.dimensions.items() if box.isChecked()]
        to = self.to.text().strip()
        if not scope or not to:
            what = self.tr("选择维度") if not scope else self.tr("写明分给谁")
            self.message.show_error(self.tr("请先{what}。").format(what=what))
            return
        folder = self._ask_folder(self.tr("分工包写到哪个U盘或文件夹"))
        if folder is None:
            return
        key, now, device = self._key, self._workspace.clock(), self._preferences.device()

        def work(store: Store, tick: Tick) -> Shared:
            return share_actions.share_out(store, key, scope, folder, device, now, to=to, tick=tick)

        def done(shared: Shared) -> None:
            for box in self.dimensions.values():
                box.setChecked(False)
            words = self.tr(
                "已写到 {path} 并读回核验，可以拔出。请{to}在另一台电脑上“接收分工包”，"
                "核对码 {code}。"
            )
            self._tell(words.format(path=shared.path, to=to, code=shared.code))

        self._start(self.tr("写分工包"), work, done)

    def hand_back(self) -> None:
        """Write what was filled in here, into a folder that is asked for."""
        folder = self._ask_folder(self.tr("交回包写到哪个U盘或文件夹"))
        if folder is None:
            return
        key, now, device = self._key, self._workspace.clock(), self._preferences.device()

        def work(store: Store, tick: Tick) -> Shared:
            return share_actions.hand_back(store, key, folder, device, now, tick=tick)

        def done(shared: Shared) -> None:
            words = self.tr("已交回，写到 {path} 并读回核验，可以拔出，核对码 {code}。")
            if shared.outside:
                words += self.tr("另有{count}项不在分工范围内的改动，那边不会并入。")
            self._tell(words.format(path=shared.path, code=shared.code, count=shared.outside))

        self._start(self.tr("写交回包"), work, done)

    def take(self) -> None:
        """Take over what another PC handed out."""
        path = ask_package(self, self.tr("选择分工包"), self._preferences.exchange_folder())
        if path is not None:
            self._take(path)

    def _take(self, path: Path) -> None:
        now = self._workspace.clock()

        def work(store: Store, tick: Tick) -> SharedTaken | UnknownKeyError:
            from bizenv_desktop.sync.own_packages import UnknownKeyError

            try:
                return share_actions.take_share(store, path, now)
            except UnknownKeyError as error:
                return error

        def done(taken: SharedTaken | UnknownKeyError) -> None:
            if isinstance(taken, UserError):
                if know_other_pc(self._workspace, self, path, taken):
                    self._take(path)
                return
            self._workspace.open_check(taken.share.key)
            if taken.again:
                self._tell(self.tr("这个分工包以前已经接收过，没有改动。"))
                return
            self._add_dimensions()
            self.resize(self.width(), max(self.height(), theme.px(self, 580)))
            words = self.tr("已接收，在这里填{scope}，其他维度由他人填报；填好后点“交回”。")
            self._tell(words.format(scope=self._names(taken.share.scope)))

        self._start(self.tr("接收分工包"), work, done)

    def call_off(self) -> None:
        """Wait no longer for the share of the chosen row."""
        row = self.table.currentRow()
        entry = self._out[row] if 0 <= row < len(self._out) else None
        if entry is None or not entry.is_out:
            self.message.show_error(self.tr("请先在上面选择一次还没有交回的分工。"))
            return
        words = self.tr("不再等{to}交回{scope}吗？以后交回来的仍然可以合并。")
        text = words.format(to=entry.to, scope=self._names(entry.scope))
        if QMessageBox.question(self, self.windowTitle(), text) != QMessageBox.StandardButton.Yes:
            return
        try:
            share_actions.call_off(self._workspace.store, entry.package, self._workspace.clock())
        except UserError as error:
            self.message.show_error(str(error))
            return
        self._workspace.take_in(_SETTINGS)
        self.refresh()

    def merge(self) -> None:
        """Open what came back."""
        job = open_merge(self._workspace, self)
        if job is not None:
            job.ended.connect(self._refresh_if_there)

    def _refresh_if_there(self) -> None:
        if isValid(self):
            self.refresh()

    @property
    def _key(self) -> tuple[str, str]:
        return self._workspace.filled.check.key

    def _names(self, scope: tuple[str, ...]) -> str:
        known = {}
        if self._workspace.has_check:
            dimensions = self._workspace.filled.checklist.dimensions
            known = {each.code: each.name for each in dimensions}
        return "、".join(f"{code} {known[code]}" if code in known else code for code in scope)

    def _ask_folder(self, title: str) -> Path | None:
        chosen = QFileDialog.getExistingDirectory(
            self, title, str(self._preferences.exchange_folder())
        )
        if not chosen:
            return None
        self._preferences.change(exchange_folder=chosen)
        return Path(chosen)

    # -- how it looks

    def _wire(self) -> None:
        self.out_button.clicked.connect(self.hand_out)
        self.back_button.clicked.connect(self.hand_back)
        self.take_button.clicked.connect(self.take)
        self.cancel_button.clicked.connect(self.call_off)
        self.merge_button.clicked.connect(self.merge)
        self.close_button.clicked.connect(self.reject)

    def _build(self) -> None:
        self.setWindowTitle(self.tr("分工"))
        edge = theme.px(self, 16)
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(self, 10))
        column.addWidget(self.message)
        words = self.tr(
            "把几个维度分给另一位同事，在另一台电脑上填；交回后逐项合并，两边改得不一样的由您选择。"
        )
        column.addWidget(label(words, "muted", wrap=True))
        column.addWidget(self._fill_back())
        column.addWidget(self.table, 1)
        self.table.setMinimumHeight(theme.px(self, 130))
        row = QHBoxLayout()
        row.addWidget(self.merge_button)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._fill_out())
        bottom = QHBoxLayout()
        bottom.addWidget(self.finger, 1)
        bottom.addWidget(self.take_button)
        bottom.addWidget(self.close_button)
        column.addLayout(bottom)
        self.out_button.setDefault(True)
        room = self.screen().availableSize()
        tall = 580 if self._workspace.has_check else 160
        width, height = theme.px(self, 800), theme.px(self, tall)
        self.resize(min(width, room.width() - 40), min(height, room.height() - 60))

    def _fill_back(self) -> Card:
        row = QHBoxLayout()
        row.addWidget(self.mine, 1)
        row.addWidget(self.back_button)
        self._back_card.column.addLayout(row)
        return self._back_card

    def _fill_out(self) -> Card:
        card = self._out_card
        card.column.addWidget(label(self.tr("分出维度"), "heading"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(self, 18))
        card.column.addLayout(self._grid)
        self._add_dimensions()
        self.to.setAccessibleName(self.tr("分给谁"))
        self.to.setPlaceholderText(self.tr("分给谁，写姓名"))
        self.to.setMaximumWidth(theme.px(self, 260))
        row = QHBoxLayout()
        row.addWidget(self.to, 1)
        row.addWidget(self.out_button)
        row.addStretch(1)
        card.column.addLayout(row)
        return card

    def _add_dimensions(self) -> None:
        """A box for each dimension of the self-check on the table, three in a row."""
        for box in self.dimensions.values():
            box.hide()
            box.deleteLater()
        self.dimensions = {}
        if not self._workspace.has_check:
            return
        for at, each in enumerate(self._workspace.filled.checklist.dimensions):
            box = QCheckBox(f"{each.code} {each.name}", self)
            self.dimensions[each.code] = box
            self._grid.addWidget(box, at // 3, at % 3, Qt.AlignmentFlag.AlignLeft)
