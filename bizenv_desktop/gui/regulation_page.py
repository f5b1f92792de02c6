# SPDX-License-Identifier: MIT
"""条例: read the editions, bring official texts in, confirm articles in them, compare two."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.regulations.compare_view import CompareView
from bizenv_desktop.gui.regulations.importing import Importing
from bizenv_desktop.gui.regulations.locate_view import LocateView
from bizenv_desktop.gui.regulations.reader import Reader
from bizenv_desktop.gui.regulations.sharing import Sharing

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from bizenv_desktop.domain.regulations.citation import Citation
    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.storage import Change

_LONGEST_PASTE = 2_000_000  # characters; the reader of texts says in words what is too long


class RegulationPage(QWidget):
    """Three views behind tabs; a file dropped anywhere on it is read."""

    spot_requested = Signal(str, object)  # item code, None: the item as a whole

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.message = MessageBar()
        self.file_button = button(self.tr("从文件导入…"), "primary")
        self.paste_button = button(self.tr("粘贴文字"))
        self.reader = Reader(workspace)
        self.locate_view = LocateView(workspace)
        self.compare_view = CompareView(workspace)
        self.importing = Importing(workspace, self)
        self.sharing = Sharing(workspace, self)
        self.tabs = QButtonGroup(self)
        self._stack = QStackedWidget()
        self._build()
        self._wire()

    def refresh(self) -> None:
        """Show the view in front as things stand."""
        view: Reader | LocateView | CompareView = self._stack.currentWidget()  # type: ignore[assignment]
        view.refresh()

    def show_citation(self, citation: Citation) -> None:
        """Read the place cited."""
        self._show(self.reader)
        self.reader.show_citation(citation)

    def locate(self, code: str) -> None:
        """Look for the article the item rests on."""
        self._show(self.locate_view)
        self.locate_view.choose(code)

    # -- bringing in

    def open_file(self) -> None:
        """Ask for a file and read it."""
        from bizenv_desktop.imports.file_text import FILE_FILTER

        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("导入官方文本"), "", FILE_FILTER)
        if chosen:
            self._read_file(Path(chosen))

    def paste(self) -> None:
        """Read the text on the clipboard."""
        text = QGuiApplication.clipboard().text()[:_LONGEST_PASTE]
        if text.strip():
            self.message.clear()
            self.importing.read_text(text, self.tr("粘贴的文字"))
        else:
            self.message.show_error(self.tr("剪贴板里没有文字；请先在网页或文档里全选、复制全文。"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if data.hasUrls() or data.hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if len(files) > 1:
            self.message.show_error(self.tr("一次只能导入一个文件；请一个一个地拖进来。"))
        elif files:
            self._read_file(files[0])
        elif data.hasText() and not data.hasUrls():
            self.message.clear()
            self.importing.read_text(data.text()[:_LONGEST_PASTE], self.tr("拖入的文字"))
        else:
            return
        event.acceptProposedAction()

    def _read_file(self, path: Path) -> None:
        self.message.clear()
        self.importing.read_file(path)

    def _kept(self, edition: str) -> None:
        self._show(self.reader)
        self.reader.show_edition(edition)
        self.message.show_note(self.tr("已导入。下一步：到“定位与确认”逐项确认条号。"))

    def _forget(self, edition: str) -> None:
        title = self.tr("删除导入的文本")
        words = self.tr("会删除这一版本的文本，和在其中确认的条号；删除前自动备份。要删除吗？")
        if QMessageBox.question(self, title, words) == QMessageBox.StandardButton.Yes:
            self.importing.forget(edition)

    # -- between the views

    def _show(self, view: QWidget) -> None:
        self.tabs.button(self._stack.indexOf(view)).setChecked(True)
        self._stack.setCurrentWidget(view)
        self.setFocusProxy(view)

    def _tab_chosen(self, place: int) -> None:
        self._show(self._stack.widget(place))
        self.message.clear()
        self.refresh()

    def _locate_in(self, code: str, edition: str) -> None:
        self._show(self.locate_view)
        self.locate_view.choose_in(code, edition)

    def _follow_change(self, change: Change) -> None:
        if self.isVisible() and (change.editions or change.citations or change.self_checks):
            self.refresh()

    def _wire(self) -> None:
        self._workspace.changed.connect(self._follow_change)
        for place, tab in enumerate(self.tabs.buttons()):
            tab.clicked.connect(lambda _=False, place=place: self._tab_chosen(place))
        self.file_button.clicked.connect(self.open_file)
        self.paste_button.clicked.connect(self.paste)
        self.importing.kept.connect(self._kept)
        self.reader.spot_requested.connect(self.spot_requested)
        self.reader.forget_requested.connect(self._forget)
        self.locate_view.article_requested.connect(self.show_citation)
        self.locate_view.export_requested.connect(self.sharing.export)
        self.locate_view.import_requested.connect(self.sharing.import_file)
        self.compare_view.locate_requested.connect(self._locate_in)
        for part in (self.importing, self.sharing):
            part.failed.connect(self.message.show_error)
        for view in (self.locate_view, self.compare_view):
            view.refused.connect(self.message.show_error)
            view.said.connect(self.message.show_note)
        self.sharing.said.connect(self.message.show_note)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.paste)

    def _build(self) -> None:
        self.setAcceptDrops(True)
        top = QHBoxLayout()
        top.setSpacing(theme.px(self, 6))
        top.addWidget(label(self.tr("条例"), "title"))
        top.addSpacing(theme.px(self, 12))
        for place, (name, view) in enumerate(
            (
                (self.tr("阅读"), self.reader),
                (self.tr("定位与确认"), self.locate_view),
                (self.tr("版本对照"), self.compare_view),
            )
        ):
            tab = button(name, "toggle")
            tab.setCheckable(True)
            self.tabs.addButton(tab, place)
            top.addWidget(tab)
            self._stack.addWidget(view)
        self.tabs.button(0).setChecked(True)
        top.addStretch(1)
        self.paste_button.setToolTip(self.tr("把复制好的条例全文粘贴进来（Ctrl+V）"))
        self.file_button.setToolTip(self.tr("docx、pdf、txt、md、html 都可以；也可以把文件拖进来"))
        top.addWidget(self.paste_button)
        top.addWidget(self.file_button)
        layout = QVBoxLayout(self)
        edge = theme.px(self, 14)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.px(self, 10))
        layout.addLayout(top)
        layout.addWidget(self.message)
        layout.addWidget(self._stack, 1)
        self.setFocusProxy(self.reader)
