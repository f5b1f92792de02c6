# SPDX-License-Identifier: MIT
"""What a text holds and what keeping it would do, before anything is stored."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop.actions import regulation_actions
from bizenv_desktop.domain.regulations.regulation_text import named
from bizenv_desktop.domain.regulations.text_summary import summary
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import Card, button, label, set_role
from bizenv_desktop.gui.regulations.edition_names import edition_name
from bizenv_desktop.gui.regulations.new_edition_form import NewEditionForm
from bizenv_desktop.gui.regulations.operator_name import operator_name

if TYPE_CHECKING:
    from bizenv_desktop.actions.regulation_actions import ImportPlan, TextOffer
    from bizenv_desktop.domain.regulations.edition_facts import EditionFacts
    from bizenv_desktop.domain.regulations.regulation import Edition
    from bizenv_desktop.domain.regulations.regulation_text import ParsedRegulation
    from bizenv_desktop.gui.workspace import Workspace


class ImportDialog(QDialog):
    """Accepted with a `plan`; says at once what is still missing."""

    def __init__(
        self, workspace: Workspace, offer: TextOffer, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._offer = offer
        self.plan: ImportPlan | None = None
        self.target = QComboBox()
        self.form = NewEditionForm(offer.facts, workspace.clock().date())
        self.by = QLineEdit(operator_name(workspace))
        self.text = QTextBrowser()
        self.state = label(wrap=True)
        self.cancel_button = button(self.tr("取消"))
        self.keep_button = button(self.tr("导入"), "primary")
        self._build()
        for edition in offer.matches:
            words = self.tr("{edition}的正式文本").format(edition=edition_name(edition))
            self.target.addItem(words, edition.id)
        self.target.addItem(self.tr("一个新的版本"), "")
        self.target.currentIndexChanged.connect(self._look)
        self.form.changed.connect(self._look)
        self.by.textChanged.connect(self._look)
        self.cancel_button.clicked.connect(self.reject)
        self.keep_button.clicked.connect(self.accept)
        self._look()

    @property
    def chosen(self) -> Edition | EditionFacts:
        """The known edition, or the facts of a new one."""
        wanted = self.target.currentData()
        known = next((each for each in self._offer.matches if each.id == wanted), None)
        return known or self.form.facts

    def _look(self) -> None:
        """Work out what keeping it would do, and say that or what stands against it."""
        self.form.setVisible(not self.target.currentData())
        self.plan = None
        try:
            if self._offer.obstacle:
                raise UserError(self._offer.obstacle)
            plan = regulation_actions.plan_import(
                self._workspace.library,
                self._workspace.store,
                self._offer,
                self.chosen,
                self.by.text(),
                self._workspace.clock(),
            )
        except UserError as error:
            self._say(str(error), "bad")
        else:
            self.plan = None if plan.is_known else plan
            words = self._effect_of(plan)
            self._say(words, "warn" if plan.is_known or plan.dropped or plan.lost else "muted")
        self.keep_button.setEnabled(self.plan is not None)

    def _say(self, words: str, role: str) -> None:
        set_role(self.state, role)
        self.state.setText(words)

    def _effect_of(self, plan: ImportPlan) -> str:
        if plan.is_known:
            return self.tr("这份文字已经导入过，内容一样，不用再导入。")
        words = [self.tr("导入前自动备份。")]
        if plan.before is not None:
            words.append(self.tr("会替换以前导入的文字，编号不变。"))
        if plan.dropped:
            items = named([each.item for each in plan.dropped])
            words.append(self.tr("文字有变、要重新确认条号的：{items}。").format(items=items))
        if plan.lost:
            places = named([each.label() for each in plan.lost])
            words.append(self.tr("自带摘要里有、正文里没有的：{places}。").format(places=places))
        return "".join(words)

    # -- how it looks

    def _build(self) -> None:
        self.setWindowTitle(self.tr("导入官方文本：{source}").format(source=self._offer.source))
        self.target.setAccessibleName(self.tr("存为"))
        self.by.setAccessibleName(self.tr("导入人"))
        self.text.setAccessibleName(self.tr("读到的条文"))
        self.text.setHtml(_text_of(self._offer.parsed))
        left = QWidget()
        left.setProperty("role", "page")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.px(self, 6), 0)
        column.setSpacing(theme.px(self, 10))
        column.addWidget(self._summary_card())
        column.addWidget(self._target_card())
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(left)
        columns = QHBoxLayout()
        columns.setSpacing(theme.px(self, 12))
        columns.addWidget(scroll, 5)
        columns.addWidget(self.text, 6)
        bottom = QHBoxLayout()
        bottom.addWidget(self.state, 1)
        bottom.addWidget(self.cancel_button)
        bottom.addWidget(self.keep_button)
        layout = QVBoxLayout(self)
        edge = theme.px(self, 16)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.px(self, 12))
        layout.addLayout(columns, 1)
        layout.addLayout(bottom)
        self.keep_button.setDefault(True)
        room = self.screen().availableSize()
        width, height = theme.px(self, 1040), theme.px(self, 640)
        self.resize(min(width, room.width() - 40), min(height, room.height() - 60))

    def _summary_card(self) -> Card:
        card = Card(self)
        card.column.addWidget(label(self.tr("读到的内容"), "heading"))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(theme.px(self, 4))
        for row, line in enumerate(summary(self._offer.parsed)):
            name = label(line.name, "muted")
            words = label(
                f"● {line.words}" if line.doubtful else line.words,
                "warn" if line.doubtful else "",
                wrap=True,
            )
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, row, 1)
        card.column.addLayout(grid)
        return card

    def _target_card(self) -> Card:
        card = Card(self)
        card.column.addWidget(label(self.tr("这份文字是"), "heading"))
        card.column.addWidget(self.target)
        card.column.addWidget(self.form)
        row = QHBoxLayout()
        row.addWidget(label(self.tr("导入人"), "muted"))
        row.addWidget(self.by, 1)
        card.column.addLayout(row)
        return card


def _text_of(parsed: ParsedRegulation) -> str:
    """The articles under their chapters, as they were read."""
    firsts = {chapter.first: chapter for chapter in parsed.chapters}
    parts = [f'<p align="center"><b>{escape(parsed.title)}</b></p>']
    for article in parsed.articles:
        chapter = None if article.insert else firsts.get(article.number)
        if chapter is not None:
            heading = f"{chapter.label}　{chapter.title}".strip("　")
            parts.append(f'<p align="center"><b>{escape(heading)}</b></p>')
        words = escape(article.text).replace("\n", "<br>")
        parts.append(f"<p><b>{escape(article.label)}</b>　{words}</p>")
    return "".join(parts)
