# SPDX-License-Identifier: MIT
"""设置: the unit, the switches of the self-check on the table, text size, and the data."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop import APP_NAME, __version__, actions
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.evidence.switches import EvidenceSwitches
from bizenv_desktop.gui.extension_limit import ExtensionLimit
from bizenv_desktop.gui.handover.two_pcs_card import TwoPcsCard
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import Card, button, label
from bizenv_desktop.gui.scoring_switches import ScoringSwitches
from bizenv_desktop.gui.text_fields import LineField

if TYPE_CHECKING:
    from collections.abc import Callable

    from bizenv_desktop.domain.checklists.checklist import ScoringOptions
    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.workspace import Workspace

_WIDEST = 640


class SettingsPage(QWidget):
    """What is set is in force and kept at once; there is nothing to confirm."""

    new_check_requested = Signal()

    def __init__(
        self, workspace: Workspace, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._preferences = preferences
        self.message = MessageBar(self)
        self.unit = label(role="heading", wrap=True)
        self.unit_facts = label(role="small", wrap=True)
        self.new_check_button = button(self.tr("换单位或新建一期自查…"))
        self.switches_title = label(role="heading", wrap=True)
        self.switches = ScoringSwitches(self)
        self.preparer = LineField(self.tr("填表人"), self)
        self.reviewer = LineField(self.tr("审核人"), self)
        self.head = LineField(self.tr("单位负责人"), self)
        self.photos = EvidenceSwitches(workspace, self)
        self.extensions = ExtensionLimit(workspace, self)
        self.large_text = QCheckBox(self.tr("大字"), self)
        self.path = label(wrap=True)
        self.backup_button = button(self.tr("立即备份"))
        self.folder_button = button(self.tr("打开数据文件夹"))
        self.two_pcs = TwoPcsCard(workspace, preferences, self)
        self._of_check: list[QWidget] = []
        self._build()
        self._wire()

    def refresh(self) -> None:
        """Show the settings as they stand."""
        own = actions.own_organisation(self._workspace.store)
        self.unit.setText(own.full_name if own else self.tr("还没有选择单位"))
        facts = self.tr("{level}，代码 {code}")
        self.unit_facts.setText(facts.format(level=own.level.label, code=own.code) if own else "")
        self.unit_facts.setVisible(own is not None)
        self.photos.refresh()
        self.large_text.setChecked(self._preferences.values.large_text)
        self.path.setText(str(self._workspace.store.path))
        for widget in self._of_check:
            widget.setVisible(self._workspace.has_check)
        if self._workspace.has_check:
            self._show_check()

    def back_up(self) -> None:
        """Make a checked copy of the database beside it and say where."""
        label_of_now = f"备份-{self._workspace.clock():%Y%m%d-%H%M}"
        try:
            made = self._workspace.store.backup(label_of_now)
        except UserError as error:
            self.message.show_error(str(error), retry=self.back_up)
            return
        self.message.show_note(self.tr("已备份到 {path}").format(path=made))

    def _show_check(self) -> None:
        filled = self._workspace.filled
        words = self.tr("{period}自查的计分选项")
        self.switches_title.setText(words.format(period=filled.check.period.label))
        self.switches.show_check(filled)
        self.preparer.show_text(filled.check.preparer)
        self.reviewer.show_text(filled.check.reviewer)
        self.head.show_text(filled.check.head)

    def _switch(self, options: ScoringOptions) -> None:
        self._save(options=options)
        self.refresh()

    def _save(self, **changes: Any) -> None:  # noqa: ANN401  # fields of SelfCheck
        self._try(
            lambda: self._workspace.save_check(replace(self._workspace.filled.check, **changes))
        )

    def _try(self, write: Callable[[], object]) -> None:
        try:
            write()
        except UserError as error:
            self.message.show_error(str(error), retry=lambda: self._try(write))
        else:
            self.message.clear()

    def _open_folder(self) -> None:
        folder = self._workspace.store.path.resolve().parent
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            words = self.tr("没有打开文件夹，请自己打开：{folder}")
            self.message.show_note(words.format(folder=folder))

    def _follow_change(self) -> None:
        if self.isVisible():
            self.refresh()

    def _wire(self) -> None:
        self._workspace.changed.connect(self._follow_change)
        self.new_check_button.clicked.connect(self.new_check_requested)
        self.switches.changed.connect(self._switch)
        self.photos.refused.connect(self.message.show_error)
        self.extensions.refused.connect(self.message.show_error)
        for field in ("preparer", "reviewer", "head"):
            line: LineField = getattr(self, field)
            line.edited.connect(lambda name, field=field: self._save(**{field: name}))
        self.large_text.clicked.connect(lambda on: self._preferences.change(large_text=on))
        self.backup_button.clicked.connect(self.back_up)
        self.folder_button.clicked.connect(self._open_folder)

    # -- how it looks

    def _build(self) -> None:
        about = self.tr("{name} {version}，自由软件，MIT 许可证。")
        version = label(about.format(name=APP_NAME, version=__version__), "small")
        page = QWidget()
        page.setProperty("role", "page")
        columns = QHBoxLayout(page)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(theme.px(self, 12))
        columns.addLayout(
            self._column(self._unit_card(), self._switches_card(), self._photos_card()), 1
        )
        columns.addLayout(
            self._column(
                self._signing_card(),
                self._extensions_card(),
                self._looks_card(),
                self._data_card(),
                self.two_pcs,
                version,
            ),
            1,
        )
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        layout = QVBoxLayout(self)
        edge = theme.px(self, 14)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.px(self, 10))
        layout.addWidget(label(self.tr("设置"), "title"))
        layout.addWidget(self.message)
        layout.addWidget(scroll, 1)
        self.setFocusProxy(self.new_check_button)

    def _column(self, *widgets: QWidget) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.px(self, 10))
        for widget in widgets:
            widget.setMaximumWidth(theme.px(self, _WIDEST))
            column.addWidget(widget)
        column.addStretch(1)
        return column

    def _unit_card(self) -> Card:
        card = Card(self)
        card.column.addWidget(self.unit)
        card.column.addWidget(self.unit_facts)
        card.column.addWidget(self.new_check_button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _switches_card(self) -> Card:
        card = Card(self)
        card.column.addWidget(self.switches_title)
        card.column.addWidget(self.switches)
        self._of_check.append(card)
        return card

    def _signing_card(self) -> Card:
        card = Card(self)
        card.column.addWidget(label(self.tr("签字人"), "heading"))
        words = self.tr("印在清单的签字处，下一期自查自动带过去；留空就手写。")
        card.column.addWidget(label(words, "small", wrap=True))
        form = QFormLayout()
        form.setSpacing(theme.px(self, 8))
        for line in (self.preparer, self.reviewer, self.head):
            line.setMaximumWidth(theme.px(self, 320))
            form.addRow(label(line.accessibleName(), "muted"), line)
        card.column.addLayout(form)
        self._of_check.append(card)
        return card

    def _photos_card(self) -> Card:
        card = Card(self)
        card.column.addWidget(label(self.tr("佐证照片"), "heading"))
        card.column.addWidget(self.photos)
        return card

    def _extensions_card(self) -> Card:
        card = Card(self)
        card.column.addWidget(label(self.tr("整改"), "heading"))
        card.column.addWidget(self.extensions)
        return card

    def _looks_card(self) -> Card:
        card = Card(self)
        card.column.addWidget(label(self.tr("显示"), "heading"))
        card.column.addWidget(self.large_text)
        note = label(self.tr("字和间距都放大四分之一，只对这台电脑有效。"), "small", wrap=True)
        card.column.addWidget(note)
        return card

    def _data_card(self) -> Card:
        card = Card(self)
        card.column.addWidget(label(self.tr("数据"), "heading"))
        self.path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.column.addWidget(self.path)
        words = self.tr(
            "填报的数据都在这一个文件里，备份放在同一个文件夹，也可以拷到U盘上保存；佐证文件在"
            "旁边的“{folder}”文件夹里，不在备份里，要一起拷。"
        ).format(folder=self._workspace.store.evidence.files.folder.name)
        card.column.addWidget(label(words, "small", wrap=True))
        row = QHBoxLayout()
        row.addWidget(self.backup_button)
        row.addWidget(self.folder_button)
        row.addStretch(1)
        card.column.addLayout(row)
        return card
