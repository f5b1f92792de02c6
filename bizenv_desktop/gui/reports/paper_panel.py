# SPDX-License-Identifier: MIT
"""What is done with a paper and set about it, beside its preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from bizenv_desktop.domain.papers.paper_kinds import PaperFormat
from bizenv_desktop.domain.papers.rectification_list import score_line
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import Card, button, label
from bizenv_desktop.gui.reports.kind_settings import KindSettings
from bizenv_desktop.gui.reports.signing_card import SigningCard

if TYPE_CHECKING:
    from datetime import date

    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.papers.logo import Logo
    from bizenv_desktop.domain.papers.paper_kinds import PaperKind
    from bizenv_desktop.domain.papers.paper_settings import PaperSettings

_WIDTH = 312


class PaperPanel(QScrollArea):
    """Shows what is saved and sends on what is chosen; saves nothing itself."""

    faces_chosen = Signal(bool)  # those of this PC first
    archive_chosen = Signal(bool)
    export_requested = Signal(object)  # PaperFormat
    print_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(role="heading")
        self.hint = label(role="small", wrap=True)
        self.facts = label(role="muted", wrap=True)
        self.unfinished = label(role="warn", wrap=True)
        self.export_buttons = {
            PaperFormat.PDF: button(self.tr("导出PDF…"), "primary"),
            PaperFormat.DOCX: button(self.tr("导出Word…")),
            PaperFormat.XLSX: button(self.tr("导出Excel…")),
        }
        self.print_button = button(self.tr("打印…"))
        self.archive = QCheckBox(self.tr("PDF存为档案格式（PDF/A-2b）"), self)
        self.sign = QCheckBox(self.tr("PDF用单位证书电子签名"), self)
        self.installed = QCheckBox(self.tr("优先用本机的公文字体"), self)
        words = self.tr("导出PDF时选证书文件并输密码；密码不保存。电子签名不显示印章。")
        self._signing_note = label(words, "small", wrap=True)
        self._signing_note.hide()
        self.signing = SigningCard(self)
        self.kind = KindSettings(self)
        self._build()
        self._wire()
        self.allow(exporting=False)

    def show_paper(
        self,
        kind: PaperKind,
        settings: PaperSettings,
        filled: FilledCheck,
        day: date,
        *,
        installed: bool,
        archive: bool,
        logo: Logo | None,
    ) -> None:
        """Show what holds for one kind of paper of the self-check."""
        self.title.setText(kind.name)
        self.hint.setText(kind.hint)
        period, count = filled.check.period.label, len(filled.findings)
        facts = self.tr("{period}，整改{count}项；{score}")
        self.facts.setText(facts.format(period=period, count=count, score=score_line(filled)))
        left = filled.card.asked - filled.card.answered
        words = self.tr("还有{count}项没有填完，材料会注明。") if left else ""
        self.unfinished.setText(words.format(count=left))
        self.unfinished.setVisible(bool(left))
        for form, each in self.export_buttons.items():
            each.setVisible(form in kind.formats)
        self.signing.show_check(kind, settings, filled, day)
        self.kind.show_settings(kind, settings, filled, logo)
        for box, on in ((self.installed, installed), (self.archive, archive)):
            box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(False)

    def allow(self, *, exporting: bool) -> None:
        """Let the paper out once it is drawn."""
        for each in (*self.export_buttons.values(), self.print_button):
            each.setEnabled(exporting)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:  # 大字 was switched
            self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(theme.px(self, _WIDTH))

    def _wire(self) -> None:
        for form, each in self.export_buttons.items():
            each.clicked.connect(lambda _=False, form=form: self.export_requested.emit(form))
        self.print_button.clicked.connect(self.print_requested)
        self.installed.toggled.connect(self.faces_chosen)
        self.archive.toggled.connect(self.archive_chosen)
        self.sign.toggled.connect(self._signing_note.setVisible)

    def _build(self) -> None:
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(self, 10))
        column.addWidget(self._out_card())
        column.addWidget(self.kind)
        column.addWidget(self.signing)
        column.addWidget(self._looks_card())
        column.addStretch(1)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self._fit()
        self.setAccessibleName(self.tr("材料设置"))

    def _out_card(self) -> Card:
        card = Card(self)
        for each in (self.title, self.hint, self.facts, self.unfinished):
            card.column.addWidget(each)
        grid = QGridLayout()
        grid.setSpacing(theme.px(self, 8))
        # a paper without one of the formats leaves no hole before the last button
        first, *others = self.export_buttons.values()
        buttons = (first, self.print_button, *others)
        for number, push in enumerate(buttons):
            grid.addWidget(push, number // 2, number % 2)
        card.column.addLayout(grid)
        return card

    def _looks_card(self) -> Card:
        card = Card(self)
        card.column.addWidget(label(self.tr("导出选项"), "heading"))
        card.column.addWidget(self.installed)
        words = self.tr("本机装有小标宋、仿宋_GB2312等字体时用它们，没有就用自带的字体。")
        card.column.addWidget(label(words, "small", wrap=True))
        card.column.addWidget(self.archive)
        card.column.addWidget(self.sign)
        card.column.addWidget(self._signing_note)
        return card
