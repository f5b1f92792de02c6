# SPDX-License-Identifier: MIT
"""汇总上报: a superior hands its units' packages on to the level above, as they were signed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout

from bizenv_desktop.actions.submission_actions import chinese_moment
from bizenv_desktop.domain.exchange.header import PackageKind
from bizenv_desktop.domain.exchange.package_record import PackageState
from bizenv_desktop.domain.period import Period
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.follow.row_table import RowTable
from bizenv_desktop.gui.parts import Card, button, label
from bizenv_desktop.gui.submit.place_box import PlaceBox
from bizenv_desktop.gui.submit.submitting import Submitting

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.actions.relay_actions import RelayMade
    from bizenv_desktop.domain.exchange.package_record import PackageRecord
    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.workspace import Workspace

_TABLE_HEIGHT = 200


class RelayCard(Card):
    """Which period, with photos or without, where to; below it what was handed on before."""

    begun = Signal()  # something is being written
    noted = Signal(str)
    refused = Signal(str, object)  # a sentence, and what tries again or None

    def __init__(
        self, workspace: Workspace, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.submitting = Submitting(workspace, preferences, self)
        self.period = QComboBox()
        self.photos = QCheckBox(self.tr("带佐证照片"))
        self.place = PlaceBox(preferences)
        self.hand_on = button(self.tr("汇总上报到U盘或文件夹"), "primary")
        titles = (
            self.tr("期次"),
            self.tr("版次"),
            self.tr("上报时间"),
            self.tr("核对码"),
            self.tr("写到哪里"),
        )
        self.table = RowTable(self.tr("历次汇总上报"), titles, len(titles) - 1, self)
        self._lay_out()
        self.hand_on.clicked.connect(self.relay)
        self.submitting.written.connect(lambda done: self.noted.emit(self._words(done)))
        self.submitting.refused.connect(self.refused)
        self.submitting.cancelled.connect(self._tell_cancelled)
        self.submitting.busy_changed.connect(lambda busy: self.hand_on.setEnabled(not busy))

    @property
    def chosen_period(self) -> str | None:
        """The period's code, None for all of them."""
        code = self.period.currentData()
        return code if isinstance(code, str) and code else None

    def relay(self) -> None:
        """Hand on what is chosen to the place chosen; without one, ask for it first."""
        folder = self.place.place_or_ask()
        if folder is not None:
            self.begun.emit()
            photos = self.photos.isChecked()
            self.submitting.hand_on(folder, self.chosen_period, photos=photos)

    def refresh(self, own: str) -> None:
        """Offer the periods something was received for, and show what was handed on."""
        store = self._workspace.store
        self.place.look()
        chosen = self.period.currentData()
        self.period.clear()
        self.period.addItem(self.tr("全部期次"), "")
        periods = [Period.parse(code) for code in store.consolidation.periods()]
        for period in sorted(periods, key=lambda each: each.last_day, reverse=True):
            self.period.addItem(period.label, period.code)
        self.period.setCurrentIndex(max(self.period.findData(chosen), 0))
        records = [
            each
            for code in ("", *(period.code for period in periods))
            for each in store.packages.records((own, code))
            if each.kind is PackageKind.RELAY and each.state is PackageState.OWN
        ]
        records.sort(key=lambda each: each.number, reverse=True)
        self.table.show_rows([self._row(each) for each in records], self.tr("还没有汇总上报过。"))

    def _tell_cancelled(self) -> None:
        self.noted.emit(self.tr("已取消，没有写出；原来的文件没有改动。"))

    def _words(self, done: RelayMade) -> str:
        """What was written, in one line."""
        what = self.tr("没有新的包，原样重新写出") if done.again else self.tr("已汇总上报")
        words = self.tr(
            "{what}{units}个单位的{packages}个包，核对码 {code}。"
            "已写到 {path} 并读回核验，可以拔出。"
        ).format(
            what=what,
            units=len(done.units),
            packages=done.packages,
            code=done.code,
            path=done.path,
        )
        if done.left_out:
            more = self.tr("有{count}个包的密钥已停用，没有带上。")
            words += more.format(count=len(done.left_out))
        return words

    def _row(self, record: PackageRecord) -> tuple[str, ...]:
        period = Period.parse(record.period).label if record.period else self.tr("全部期次")
        folder = str(Path(record.delivered_to).parent)
        return (
            period,
            self.tr("第{number}版").format(number=record.revision),
            chinese_moment(record.made_at),
            record.code,
            folder if record.delivered else self.tr("还没有写出"),
        )

    def _lay_out(self) -> None:
        self.period.setAccessibleName(self.tr("期次"))
        self.period.setMinimumWidth(theme.px(self, 150))
        self.hand_on.setMinimumHeight(theme.px(self, 40))
        self.table.setMinimumHeight(theme.px(self, _TABLE_HEIGHT))
        self.column.addWidget(label(self.tr("汇总上报"), "heading"))
        words = self.tr(
            "把下级的上报包原样交给上级：签名不变，上级能逐个核对。没有改动时再点一次，原样重新写出。"
        )
        self.column.addWidget(label(words, "small", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(theme.px(self, 8))
        row.addWidget(label(self.tr("期次"), "muted"))
        row.addWidget(self.period)
        row.addWidget(self.photos)
        row.addSpacing(theme.px(self, 8))
        row.addWidget(label(self.tr("写到"), "muted"))
        row.addWidget(self.place, 1)
        row.addWidget(self.hand_on)
        self.column.addLayout(row)
        self.column.addWidget(self.table, 1)
