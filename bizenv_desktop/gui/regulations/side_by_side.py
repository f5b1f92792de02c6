# SPDX-License-Identifier: MIT
"""An article of the old edition beside what it became, every changed character marked."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import label
from bizenv_desktop.gui.regulations.marked_text import ADDED, REMOVED, marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bizenv_desktop.domain.regulations.compare import ArticleChange
    from bizenv_desktop.domain.regulations.regulation import Article
    from bizenv_desktop.domain.regulations.text_diff import Span


class SideBySide(QWidget):
    """Removed words are struck through, added ones underlined: colour alone says nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.old_title = label(role="heading")
        self.new_title = label(role="heading")
        self.old = QTextBrowser()
        self.new = QTextBrowser()
        self.old.setAccessibleName(self.tr("旧版条文"))
        self.new.setAccessibleName(self.tr("新版条文"))
        columns = QHBoxLayout()
        columns.setSpacing(theme.px(self, 10))
        for title, text in ((self.old_title, self.old), (self.new_title, self.new)):
            column = QVBoxLayout()
            column.addWidget(title)
            column.addWidget(text, 1)
            columns.addLayout(column, 1)
        key = label(
            self.tr("删去的字加删除线，新增的字加下划线；只改标点宽窄和空格的不算改动。"), "small"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(columns, 1)
        layout.addWidget(key)

    def show_change(self, change: ArticleChange | None) -> None:
        """Show both sides; a side that is not there says so, None empties both."""
        if change is None:
            for part in (self.old_title, self.new_title, self.old, self.new):
                part.setText("")
            return
        absent = self.tr("旧版没有这一条。"), self.tr("新版没有这一条。")
        self._show(self.old_title, self.old, change.old, change.marks.removed, REMOVED, absent[0])
        self._show(self.new_title, self.new, change.new, change.marks.added, ADDED, absent[1])

    def _show(
        self,
        title: QWidget,
        browser: QTextBrowser,
        article: Article | None,
        spans: Sequence[Span],
        style: str,
        absent: str,
    ) -> None:
        words = f"{self.tr('旧版') if browser is self.old else self.tr('新版')}　"
        title.setText(words + (article.label if article else "—"))  # type: ignore[attr-defined]
        if article is None:
            browser.setHtml(f'<p style="color:{theme.MUTED}">{escape(absent)}</p>')
        else:
            html = marked(article.text, spans, style).replace("<br>", "</p><p>")
            browser.setHtml(f"<p>{html}</p>")
