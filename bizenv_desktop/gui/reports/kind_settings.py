# SPDX-License-Identifier: MIT
"""The settings one kind of paper offers; those it does not have are not shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from bizenv_desktop.domain.papers.paper_kinds import PaperSetting
from bizenv_desktop.domain.papers.paper_settings import PaperSettings
from bizenv_desktop.gui.parts import Card, button, label
from bizenv_desktop.gui.reports.logo_setting import LogoSetting
from bizenv_desktop.gui.text_fields import LineField

if TYPE_CHECKING:
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.papers.logo import Logo
    from bizenv_desktop.domain.papers.paper_kinds import PaperKind

_LONGEST_NAME = 60


class KindSettings(Card):
    """Sends the settings as they are once something was changed."""

    settings_chosen = Signal(object)  # PaperSettings
    columns_requested = Signal()
    picture_requested = Signal()  # another logo
    picture_dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = PaperSettings()
        self.centre = LineField(self.tr("材料上的单位名称"), self)
        self.person = QComboBox(self)
        self.direction = QComboBox(self)
        self.prefilled = QCheckBox(self.tr("带上已填的结果"), self)
        self.code = QCheckBox(self.tr("印核对码和二维码"), self)
        self.columns_button = button(self.tr("设置列…"))
        self.brief = QComboBox(self)
        self.logo = LogoSetting(self)
        self._brief_label = label(self.tr("写法"), "muted")
        self._person_label = label(self.tr("给谁的"), "muted")
        self._centre_label = label(self.tr("单位名称"), "muted")
        self._direction_label = label(self.tr("纸张方向"), "muted")
        self._build()
        self._wire()

    def show_settings(
        self, kind: PaperKind, settings: PaperSettings, filled: FilledCheck, logo: Logo | None
    ) -> None:
        """Show the fields of the kind as they are set; `logo` is the picture there is."""
        self._settings = settings
        has = {setting: setting in kind.settings for setting in PaperSetting}
        for setting, widgets in self._widgets().items():
            for widget in widgets:
                widget.setVisible(has[setting])
        self.centre.setPlaceholderText(filled.check.organisation.centre_name)
        self.centre.show_text(settings.centre)
        self.blockSignals(True)
        self._show_people(filled, settings.person)
        self.direction.setCurrentIndex(0 if settings.lies_across(kind) else 1)
        self.prefilled.setChecked(settings.prefilled)
        self.code.setChecked(settings.code)
        self.brief.setCurrentIndex(1 if settings.brief else 0)
        self.logo.show_logo(logo, on=settings.logo)
        self.blockSignals(False)

    def _show_people(self, filled: FilledCheck, chosen: str) -> None:
        """Units, then persons, as the findings name them; all of them stands first."""
        units = {view.finding.unit.strip(): None for view in filled.findings}
        persons = {view.finding.person.strip(): None for view in filled.findings}
        names = [name for name in (units | persons) if name]
        listed = [self.person.itemData(row) for row in range(self.person.count())]
        if listed != ["", *names]:
            self.person.clear()
            self.person.addItem(self.tr("全部责任单位和责任人"), "")
            for name in names:
                self.person.addItem(name, name)
        self.person.setCurrentIndex(max(0, self.person.findData(chosen)))

    def _change(self, **fields: Any) -> None:  # noqa: ANN401
        if self.signalsBlocked():
            return
        self._settings = replace(self._settings, **fields)
        self.settings_chosen.emit(self._settings)

    def _widgets(self) -> dict[PaperSetting, tuple[QWidget, ...]]:
        return {
            PaperSetting.COLUMNS: (self.columns_button,),
            PaperSetting.CENTRE: (self._centre_label, self.centre),
            PaperSetting.BRIEF: (self._brief_label, self.brief),
            PaperSetting.PERSON: (self._person_label, self.person),
            PaperSetting.LANDSCAPE: (self._direction_label, self.direction),
            PaperSetting.PREFILLED: (self.prefilled,),
            PaperSetting.CODE: (self.code,),
            PaperSetting.LOGO: (self.logo,),
        }

    def _wire(self) -> None:
        self.centre.edited.connect(lambda name: self._change(centre=name.strip()))
        self.person.currentIndexChanged.connect(
            lambda row: self._change(person=self.person.itemData(row) or "")
        )
        self.direction.currentIndexChanged.connect(lambda row: self._change(landscape=row == 0))
        self.prefilled.toggled.connect(lambda on: self._change(prefilled=on))
        self.brief.currentIndexChanged.connect(lambda row: self._change(brief=row == 1))
        self.logo.toggled.connect(lambda on: self._change(logo=on))
        self.logo.picture_requested.connect(self.picture_requested)
        self.logo.picture_dropped.connect(self.picture_dropped)
        self.code.toggled.connect(lambda on: self._change(code=on))
        self.columns_button.clicked.connect(self.columns_requested)

    def _build(self) -> None:
        self.person.setAccessibleName(self.tr("给谁的"))
        self.person.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.direction.setAccessibleName(self.tr("纸张方向"))
        self.brief.setAccessibleName(self.tr("写法"))
        self.brief.addItems([self.tr("详本：逐个问题写"), self.tr("简本：按类别写，附整改清单")])
        self.direction.addItems([self.tr("横排"), self.tr("竖排")])
        self.centre.setMaxLength(_LONGEST_NAME)
        self.column.addWidget(label(self.tr("这种材料的设置"), "heading"))
        for widgets in self._widgets().values():
            for widget in widgets:
                self.column.addWidget(widget)
