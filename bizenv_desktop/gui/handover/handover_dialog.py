# SPDX-License-Identifier: MIT
"""岗位交接: hand the whole work over to another PC, take it over, or take it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop.actions import handover_actions
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.handover.opening import ask_package, open_share
from bizenv_desktop.gui.handover.work_dialog import WorkDialog
from bizenv_desktop.gui.parts import Card, button, label
from bizenv_desktop.storage import Change

if TYPE_CHECKING:
    from collections.abc import Callable

    from bizenv_desktop.actions.handover_actions import (
        HandedOver,
        HandoverSight,
        HandoverTaken,
    )
    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.storage import Store

    Tick = Callable[[int, int], None]

_SETTINGS = Change(settings=frozenset({"handed_over"}))


class HandoverDialog(WorkDialog):
    """Shows only what can be done now: an empty database takes over, a full one hands over."""

    def __init__(
        self, workspace: Workspace, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, preferences, _SETTINGS, parent)
        self.state = label(wrap=True)
        self.to = QLineEdit(self)
        self.give_button = button(self.tr("做交接包…"), "primary")
        self.take_button = button(self.tr("接手：打开交接包…"), "primary")
        self.share_button = button(self.tr("接收分工包…"))
        self.undo_button = button(self.tr("收回交接…"))
        self.close_button = button(self.tr("关闭"))
        self._give_card, self._take_card, self._undo_card = Card(self), Card(self), Card(self)
        self._build()
        self._wire()
        self.refresh()

    def refresh(self) -> None:
        """Show where the database stands now."""
        from bizenv_desktop.storage.handover_copy import is_blank

        store = self._workspace.store
        found, blank = handover_actions.handover_state(store), is_blank(store)
        words = found.sentence
        if not words and found.taken:
            words = self.tr("本单位的工作是从“{device}”接手来的。").format(device=found.taken)
        self.state.setText(words)
        self.state.setVisible(bool(words))
        self._give_card.setVisible(not blank and not found.to)
        self._take_card.setVisible(blank)
        self._undo_card.setVisible(bool(found.to or found.begun))

    # -- what is done

    def give(self) -> None:
        """Write the whole database into a folder that is asked for."""
        to = self.to.text().strip()
        if not to:
            self.message.show_error(self.tr("请先写明交给谁。"))
            self.to.setFocus()
            return
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("交接包写到哪个U盘或文件夹"), str(self._preferences.exchange_folder())
        )
        if not folder:
            return
        self._preferences.change(exchange_folder=folder)
        now, device = self._workspace.clock(), self._preferences.device()

        def work(store: Store, tick: Tick) -> HandedOver:
            return handover_actions.handover(store, Path(folder), device, now, to=to, tick=tick)

        def done(given: HandedOver) -> None:
            words = self.tr("已写到 {path} 并读回核验，可以拔出，核对码 {code}。{secret}").format(
                path=given.path, code=given.code, secret=handover_actions.SECRET
            )
            if given.lost:
                lost = self.tr("本机已经缺少、没有带上的佐证{count}件：{names}。")
                names = "、".join(given.lost[:5])
                words += lost.format(count=len(given.lost), names=names)
            self._tell(words)

        self._start(self.tr("做交接包"), work, done)

    def take(self) -> None:
        """Look at a handover package, ask, and make it the content of this empty database."""
        path = ask_package(self, self.tr("选择交接包"), self._preferences.exchange_folder())
        if path is None:
            return
        try:
            sight = handover_actions.look_at_handover(path)
        except UserError as error:
            self.message.show_error(str(error))
            return
        if not self._wants(sight):
            return
        now = self._workspace.clock()

        def work(store: Store, tick: Tick) -> HandoverTaken:
            return handover_actions.take_handover(store, path, now, tick=tick)

        def done(taken: HandoverTaken) -> None:
            self._workspace.open_latest()
            words = self.tr("已接手{unit}：自查{checks}期，文件{files}件。").format(
                unit=taken.organisation.full_name, checks=taken.self_checks, files=taken.files
            )
            if taken.lost:
                words += self.tr("有{count}件佐证在交出的电脑上就已缺少。").format(count=taken.lost)
            self._tell(words + self.tr("交接包里有签名密钥，请马上从U盘上删除。"))

        self._start(self.tr("接手"), work, done)

    def _wants(self, sight: HandoverSight) -> bool:
        words = self.tr(
            "{unit}\n在“{device}”上做的，{made}，带文件{files}件\n核对码 {code}\n\n"
            "请和交出的人核对：核对码一样才接手。现在接手吗？"
        ).format(
            unit=sight.organisation.full_name,
            device=sight.device,
            made=sight.made[:16].replace("T", " "),
            files=sight.files,
            code=sight.code,
        )
        answer = QMessageBox.question(self, self.windowTitle(), words)
        return answer == QMessageBox.StandardButton.Yes

    def take_share(self) -> None:
        """Go on to 分工, where work of another PC is taken over."""
        self.reject()
        parent = self.parentWidget()
        if parent is not None:
            open_share(self._workspace, self._preferences, parent)

    def take_back(self) -> None:
        """Let the work go on here after all, once it was said what that may lead to."""
        text = self.tr("{words}\n\n要收回吗？").format(words=handover_actions.FORK)
        answer = QMessageBox.warning(
            self,
            self.windowTitle(),
            text,
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No,
            QMessageBox.StandardButton.No,
        )
        if answer != QMessageBox.StandardButton.Yes:
            return
        try:
            change = handover_actions.take_back(self._workspace.store)
        except UserError as error:
            self.message.show_error(str(error))
            return
        self._workspace.take_in(change)
        self._tell(self.tr("已收回，本机可以接着填。"))

    # -- how it looks

    def _wire(self) -> None:
        self.give_button.clicked.connect(self.give)
        self.take_button.clicked.connect(self.take)
        self.share_button.clicked.connect(self.take_share)
        self.undo_button.clicked.connect(self.take_back)
        self.close_button.clicked.connect(self.reject)

    def _build(self) -> None:
        self.setWindowTitle(self.tr("岗位交接"))
        edge = theme.px(self, 16)
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(self, 10))
        column.addWidget(self.message)
        column.addWidget(self.state)
        column.addWidget(self._fill_give())
        column.addWidget(self._fill_take())
        column.addWidget(self._fill_undo())
        column.addStretch(1)
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        bottom.addWidget(self.close_button)
        column.addLayout(bottom)
        self.give_button.setDefault(True)
        self.resize(theme.px(self, 620), theme.px(self, 300))

    def _fill_give(self) -> Card:
        card = self._give_card
        card.column.addWidget(label(self.tr("交给另一台电脑"), "heading"))
        words = self.tr(
            "全部自查、整改、佐证、收到的包和签名密钥写成一个交接包；写好并读回核验后，"
            "本机只能查看，由接手的人接着填。"
        )
        card.column.addWidget(label(words, wrap=True))
        card.column.addWidget(label(handover_actions.SECRET, "warn", wrap=True))
        self.to.setAccessibleName(self.tr("交给谁"))
        self.to.setPlaceholderText(self.tr("交给谁，写姓名"))
        row = QHBoxLayout()
        row.addWidget(self.to, 1)
        row.addWidget(self.give_button)
        card.column.addLayout(row)
        return card

    def _fill_take(self) -> Card:
        card = self._take_card
        card.column.addWidget(label(self.tr("在这台电脑上接手"), "heading"))
        words = self.tr(
            "这台电脑上还没有数据。交接包：核对无误后，全部数据就到这里。"
            "分工包：这里只填分到的维度。"
        )
        card.column.addWidget(label(words, wrap=True))
        row = QHBoxLayout()
        row.addWidget(self.take_button)
        row.addWidget(self.share_button)
        row.addStretch(1)
        card.column.addLayout(row)
        return card

    def _fill_undo(self) -> Card:
        card = self._undo_card
        card.column.addWidget(label(self.tr("收回"), "heading"))
        card.column.addWidget(label(handover_actions.FORK, wrap=True))
        row = QHBoxLayout()
        row.addWidget(self.undo_button)
        row.addStretch(1)
        card.column.addLayout(row)
        return card
