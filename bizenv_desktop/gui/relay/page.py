# SPDX-License-Identifier: MIT
"""汇总上报: hand the units' packages on to the level above, as they were signed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from bizenv_desktop.actions import own_organisation, receipt_actions
from bizenv_desktop.domain.exchange.header import BlobKind
from bizenv_desktop.domain.exchange.package_record import PackageState
from bizenv_desktop.domain.period import Period
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.follow.row_table import RowTable
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import Card, button, label
from bizenv_desktop.gui.submit.card_export import export_key_card
from bizenv_desktop.gui.submit.place_box import PlaceBox
from bizenv_desktop.gui.submit.submitting import Submitting

if TYPE_CHECKING:
    from collections.abc import Callable

    from bizenv_desktop.actions.relay_actions import RelayMade
    from bizenv_desktop.domain.exchange.package_record import PackageRecord
    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.workspace import Workspace

_AFTER_PAINT_MS = 40


class RelayPage(QWidget):
    """Which period, with photos or without, where to; and what was handed on before."""

    def __init__(
        self, workspace: Workspace, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.relaying = Submitting(workspace, preferences, self)
        self.message = MessageBar(self)
        self.subtitle = label(role="muted", wrap=True)
        self.card_button = button(self.tr("导出单位密钥卡…"))
        self.period = QComboBox(self)
        self.coverage = label(wrap=True)
        self.photos = QCheckBox(self.tr("带上佐证照片（上级要看照片时才带）"), self)
        self.photos_size = label(role="small")
        self.place = PlaceBox(preferences, self)
        self.relay_button = button(self.tr("汇总上报到U盘或文件夹"), "primary")
        self.table = RowTable(
            self.tr("历次汇总上报"),
            (
                self.tr("期次"),
                self.tr("版次"),
                self.tr("什么时候做的"),
                self.tr("核对码"),
                self.tr("写到哪里"),
            ),
            4,
        )
        self._slow = QTimer(self, singleShot=True, interval=_AFTER_PAINT_MS)
        self._build()
        self._wire()

    def refresh(self) -> None:
        """Show what there is to hand on; who is missing follows after the paint."""
        store = self._workspace.store
        own = own_organisation(store)
        words = self.tr("{unit}把下级报来的上报包原样转给上级：签名不变，上级能逐个核对。")
        self.subtitle.setText(words.format(unit=own.name if own else ""))
        self._offer_periods({period for _, period in store.packages.numbers_shown()})
        self.place.look()
        made = [each for each in store.packages.relays() if each.state is PackageState.OWN]
        self.table.show_rows(
            [self._row(record) for record in reversed(made)], self.tr("还没有汇总上报过。")
        )
        self._slow.start()

    def relay(self) -> None:
        """Hand the chosen period on, to the place chosen; without one, ask for it first."""
        folder = self.place.place_or_ask()
        if folder is None:
            return
        self.message.clear()
        self.relaying.hand_on(
            folder, self.period.currentData() or None, photos=self.photos.isChecked()
        )

    def export_card(self) -> None:
        """Write the unit's key card, as a file and on paper."""
        job = export_key_card(self._workspace, self, self.place.place, self._tell_card)
        if job is not None:
            job.failed.connect(self.message.show_error)

    def _offer_periods(self, codes: set[str]) -> None:
        chosen = self.period.currentData() if self.period.count() else None
        newest_first = sorted(map(Period.parse, codes), key=lambda each: each.last_day)[::-1]
        self.period.blockSignals(True)  # Qt's own signature
        self.period.clear()
        for period in newest_first:
            self.period.addItem(period.label, period.code)
        if len(newest_first) > 1:
            self.period.addItem(self.tr("各期一起"), "")
        at = self.period.findData(chosen)
        self.period.setCurrentIndex(max(0, at))
        self.period.blockSignals(False)
        self.period.setEnabled(self.period.count() > 1)
        self.relay_button.setEnabled(bool(newest_first))

    def _show_coverage(self) -> None:
        """Who has reported and who has not, of the period chosen."""
        code = self.period.currentData()
        if code is None:
            self.coverage.setText(self.tr("还没有接收到下级的上报包；请先到“接收”接收。"))
            return
        if not code:
            self.coverage.setText(self.tr("收到的各期上报包都放进一个包。"))
            return
        from bizenv_desktop.actions.consolidation_actions import coverage

        try:
            found = coverage(self._workspace.store, code, self._workspace.clock().date())
        except UserError as error:
            self.message.show_error(str(error))
            return
        self.coverage.setText(found.sentence)

    def _show_size(self) -> None:
        """How much the photos of what would be handed on are."""
        self.photos_size.setVisible(self.photos.isChecked())
        code = self.period.currentData()
        if not self.photos.isChecked() or code is None:
            return
        store = self._workspace.store
        try:
            standing = [record.id for record in store.packages.standing_records(code)]
            headers = store.packages.headers(standing).values()
        except UserError as error:
            self.message.show_error(str(error))
            return
        photos = {
            blob.sha256: blob.size
            for header in headers
            for blob in header.blobs
            if blob.kind is BlobKind.EVIDENCE
        }
        words = self.tr("照片{count}件，约{size:.1f}MB；一个包最大4GB。")
        if not photos:
            words = self.tr("这些上报包里没有照片。")
        self.photos_size.setText(words.format(count=len(photos), size=sum(photos.values()) / 2**20))

    def _row(self, record: PackageRecord) -> tuple[str, ...]:
        where = str(Path(record.delivered_to).parent) if record.delivered else self.tr("还没有写出")
        return (
            Period.parse(record.period).label if record.period else self.tr("各期"),
            self.tr("第{number}版").format(number=record.revision),
            record.made[:16].replace("T", " "),
            record.code,
            where,
        )

    def _tell_written(self, made: RelayMade) -> None:
        what = self.tr("已汇总上报第{number}版")
        if made.again:
            what = self.tr("和上次一样，原样重新写出第{number}版")
        words = self.tr(
            "{what}，核对码 {code}：{units}个单位的{packages}个上报包，照片{photos}件。"
            "已写到 {path} 并读回核验，可以拔出。"
        ).format(
            what=what.format(number=made.record.revision),
            code=made.code,
            units=len(made.units),
            packages=made.packages,
            photos=made.photos,
            path=made.path,
        )
        if made.left_out:
            names = receipt_actions.unit_names(self._workspace.store)
            units = sorted({names.get(each.sender, each.sender) for each in made.left_out})
            words += self.tr("密钥停用了、没有带上的：{units}。").format(units="、".join(units))
        self.message.show_note(words)

    def _tell_cancelled(self) -> None:
        self.message.show_note(self.tr("已取消，没有写出；原来的文件没有改动。"))

    def _tell_refused(self, words: str, again: Callable[[], None] | None) -> None:
        self.message.show_error(words, retry=again)

    def _tell_card(self, written: tuple[Path, Path]) -> None:
        words = self.tr("已导出密钥卡 {file} 和打印用的 {paper}，在 {folder}。")
        file, paper = written
        self.message.show_note(words.format(file=file.name, paper=paper.name, folder=file.parent))

    def _show_busy(self, busy: bool) -> None:
        self.relay_button.setEnabled(not busy and self.period.count() > 0)
        if not busy and self.isVisible():
            self.relay_button.setFocus()  # it lost the focus while it could not be pressed

    def _follow_change(self) -> None:
        if self.isVisible():
            self.refresh()

    def _wire(self) -> None:
        self._workspace.changed.connect(self._follow_change)
        for wish in (self._slow.timeout, self.period.currentIndexChanged):
            wish.connect(self._show_coverage)
            wish.connect(self._show_size)
        self.photos.toggled.connect(self._show_size)
        self.relay_button.clicked.connect(self.relay)
        self.card_button.clicked.connect(self.export_card)
        self.relaying.written.connect(self._tell_written)
        self.relaying.cancelled.connect(self._tell_cancelled)
        self.relaying.refused.connect(self._tell_refused)
        self.relaying.busy_changed.connect(self._show_busy)
        self._workspace.closing.connect(self._slow.stop)

    def _build(self) -> None:
        self.period.setAccessibleName(self.tr("期次"))
        self.period.setMinimumWidth(theme.px(self, 180))
        edge, gap = theme.px(self, 14), theme.px(self, 10)
        head = QHBoxLayout()
        head.setSpacing(theme.px(self, 14))
        head.addWidget(label(self.tr("汇总上报"), "title"))
        head.addWidget(self.subtitle, 1)
        head.addWidget(self.card_button)
        card = Card(self)
        form = QFormLayout()
        form.setSpacing(theme.px(self, 8))
        form.addRow(label(self.tr("期次"), "muted"), self.period)
        form.addRow(label("", "muted"), self.coverage)
        with_photos = QHBoxLayout()
        with_photos.addWidget(self.photos)
        with_photos.addWidget(self.photos_size, 1)
        form.addRow(label("", "muted"), with_photos)
        written = QHBoxLayout()
        written.setSpacing(theme.px(self, 8))
        written.addWidget(self.place, 1)
        written.addWidget(self.relay_button)
        written.addStretch(1)
        form.addRow(label(self.tr("写到"), "muted"), written)
        self.period.setMaximumWidth(theme.px(self, 240))
        self.place.setMaximumWidth(theme.px(self, 560))
        card.column.addLayout(form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(gap)
        layout.addLayout(head)
        layout.addWidget(self.message)
        layout.addWidget(card)
        layout.addWidget(label(self.tr("历次汇总上报"), "heading-small"))
        layout.addWidget(self.table, 1)
        self.photos_size.hide()
        self.table.setMinimumHeight(theme.px(self, 72))
        for field in (self.period, self.place, self.photos):  # a low window takes the table's room
            field.setMinimumHeight(field.sizeHint().height())
        self.setFocusProxy(self.relay_button)
