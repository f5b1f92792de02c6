# SPDX-License-Identifier: MIT
"""The user's guide: contents on the left, the text on the right, a search over it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.help_text import dress_tables, headings, space_blocks
from bizenv_desktop.gui.parts import label

_HELP = {
    "receive": "县、市接收和汇总上报",
    "relay": "县、市接收和汇总上报",
    "consolidate": "汇总（县、市、省）",
}
"""Where the guide speaks of a superior's pages: it begins with what a township does."""


class HelpDialog(QDialog):
    """Shows Markdown; Esc closes it, Enter in the search goes to the next place found."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.contents = QListWidget(self)
        self.browser = QTextBrowser(self)
        self.search_line = QLineEdit(self)
        self._not_found = label(role="warn")
        self._build(text)
        self.contents.currentItemChanged.connect(self._go_to)
        self.search_line.returnPressed.connect(self.find_next)
        self.search_line.textChanged.connect(self._not_found.hide)

    @property
    def not_found(self) -> bool:
        """Whether it says that the words searched for are nowhere."""
        return not self._not_found.isHidden()

    def find_next(self) -> None:
        """Go to the next place with the words searched for, from the top again after the last."""
        words = self.search_line.text().strip()
        if not words or self.browser.find(words):
            return
        self.browser.moveCursor(QTextCursor.MoveOperation.Start)
        self._not_found.setVisible(not self.browser.find(words))

    def open_for(self, page: str) -> None:
        """Go to what is said of that page; where the guide has no section for it, stay on top."""
        for item in self.contents.findItems(_HELP.get(page, ""), Qt.MatchFlag.MatchExactly):
            self.contents.setCurrentItem(item)

    def _go_to(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        block = self.browser.document().findBlock(item.data(Qt.ItemDataRole.UserRole))
        # to the very end first, so that the heading comes to stand at the top
        self.browser.moveCursor(QTextCursor.MoveOperation.End)
        self.browser.setTextCursor(QTextCursor(block))
        self.browser.ensureCursorVisible()

    def _build(self, text: str) -> None:
        self.setWindowTitle(self.tr("使用说明"))
        document: QTextDocument = self.browser.document()
        document.setDocumentMargin(theme.px(self, 18))
        self.browser.setMarkdown(text)
        dress_tables(document)
        space_blocks(document)
        self.browser.setOpenLinks(False)
        self.browser.setAccessibleName(self.tr("使用说明"))
        self.contents.setAccessibleName(self.tr("目录"))
        self.contents.setFixedWidth(theme.px(self, 190))
        air = f"padding: {theme.px(self, 5)}px {theme.px(self, 8)}px"
        self.contents.setStyleSheet(f"QListWidget::item {{ {air}; }}")
        for heading in headings(document):
            item = QListWidgetItem(heading.text)
            item.setData(Qt.ItemDataRole.UserRole, heading.position)
            self.contents.addItem(item)
        self.search_line.setPlaceholderText(self.tr("搜索说明，按回车找下一处"))
        self.search_line.setAccessibleName(self.tr("搜索说明"))
        self.search_line.setClearButtonEnabled(True)
        self._not_found.setText(self.tr("说明里没有这个词。"))
        self._not_found.hide()
        top = QHBoxLayout()
        top.addWidget(self.search_line, 1)
        top.addWidget(self._not_found)
        middle = QHBoxLayout()
        middle.addWidget(self.contents)
        middle.addWidget(self.browser, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addLayout(middle, 1)
        room = self.screen().availableSize()
        self.resize(
            min(theme.px(self, 900), room.width() - 40),
            min(theme.px(self, 640), room.height() - 60),
        )
        self.browser.setFocus()
