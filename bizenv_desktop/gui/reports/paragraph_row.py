# SPDX-License-Identifier: MIT
"""One paragraph of 自查报告: whose words it has, the words to edit, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bizenv_desktop.domain.papers.report_draft import ParagraphState
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.findings.growing import grow_with_text
from bizenv_desktop.gui.parts import button, label, set_role
from bizenv_desktop.gui.text_fields import TextField

if TYPE_CHECKING:
    from bizenv_desktop.domain.papers.report_draft import ReportParagraph

_MOST_LINES = 14
_ROLES = {
    ParagraphState.DRAFTED: "small",
    ParagraphState.EDITED: "good",
    ParagraphState.FACTS_CHANGED: "warn",
}


class ParagraphRow(QWidget):
    """Sends on what is typed; saves nothing itself."""

    edited = Signal(object, str)  # ReportParagraph, its new words
    restore_requested = Signal(object)  # ReportParagraph

    def __init__(self, paragraph: ReportParagraph, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paragraph = paragraph
        self.state = label()
        self.field = TextField("", self)
        self.drafted = label(role="muted", wrap=True)
        self.restore_button = button(self.tr("恢复草稿"), "quiet")
        self.keep_button = button(self.tr("仍用我的"), "quiet")
        self._build()
        self.field.edited.connect(lambda text: self.edited.emit(self.paragraph, text))
        self.restore_button.clicked.connect(lambda: self.restore_requested.emit(self.paragraph))
        self.keep_button.clicked.connect(
            lambda: self.edited.emit(self.paragraph, self.field.toPlainText())
        )
        self.show_paragraph(paragraph)

    def show_paragraph(self, paragraph: ReportParagraph) -> None:
        """Show the words as saved; what is being typed just now is left alone."""
        self.paragraph = paragraph
        states = {
            ParagraphState.DRAFTED: self.tr("草稿"),
            ParagraphState.EDITED: self.tr("● 已改写"),
            ParagraphState.FACTS_CHANGED: self.tr("● 已改写，但填报结果变了"),
        }
        words = states[paragraph.state]
        number = paragraph.number or (self.tr("正文") if paragraph.text else self.tr("不写"))
        self.state.setText(f"{number}　{words}")
        set_role(self.state, _ROLES[paragraph.state])
        self.field.setAccessibleName(self.tr("段落{number}").format(number=number))
        if self.field.toPlainText().strip() != paragraph.text:  # a blank typed last stays
            self.field.show_text(paragraph.text)
        changed = paragraph.state is ParagraphState.FACTS_CHANGED
        self.drafted.setText(self.tr("现在的草稿：{text}").format(text=paragraph.drafted))
        self.drafted.setVisible(changed)
        self.keep_button.setVisible(changed)
        self.restore_button.setVisible(paragraph.state is not ParagraphState.DRAFTED)

    def _build(self) -> None:
        self.field.setPlaceholderText(self.tr("空着：报告里不写这一段"))
        if self.paragraph.kind.is_heading:
            font = self.field.font()
            font.setBold(True)
            self.field.setFont(font)
        grow_with_text(self.field, least=1, most=_MOST_LINES)
        head = QHBoxLayout()
        head.addWidget(self.state)
        head.addStretch(1)
        head.addWidget(self.keep_button)
        head.addWidget(self.restore_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(self, 3))
        column.addLayout(head)
        column.addWidget(self.field)
        column.addWidget(self.drafted)
