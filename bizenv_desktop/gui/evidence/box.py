# SPDX-License-Identifier: MIT
"""The files that prove one item: added by dialog, dropped or pasted, captioned, ordered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop.domain.evidence import moved, with_caption, without
from bizenv_desktop.domain.file_type import limits_in_words
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.evidence.adding import KEPT_FORMAT, Adding
from bizenv_desktop.gui.evidence.strip import Strip
from bizenv_desktop.gui.evidence.thumbnails import Thumbnails
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.text_fields import LineField

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent

    from bizenv_desktop.domain.evidence import Evidence, EvidenceLink, ItemEvidence, Use
    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.storage import Change

_ENDINGS = "jpg jpeg png bmp webp gif tif tiff pdf doc docx xls xlsx wps et ofd"


class EvidenceBox(QWidget):
    """Shows the files an item has for one use; every change is saved at once and can be undone."""

    refused = Signal(str)

    def __init__(
        self, workspace: Workspace, use: Use, title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.item = ""
        self._workspace = workspace
        self._use = use
        self._title = title
        self.files = workspace.store.evidence.files
        self.adding = Adding(workspace, use, self)
        self.heading = label(title, "small")
        self.add = button(self.tr("添加…"), "quiet")
        self.paste = button(self.tr("粘贴"), "quiet")
        self.strip = Strip(title, Thumbnails(self), self.files, self)
        words = self.tr("可以把文件拖到这里：{limits}。").format(limits=limits_in_words())
        self.hint = label(words, "small", wrap=True)
        self.add.setToolTip(limits_in_words())
        self.caption = LineField(self.tr("{title}说明").format(title=title), self)
        self.caption.setPlaceholderText(self.tr("这件材料说明什么，会印在附件里"))
        self.look = button(self.tr("预览"), "quiet")
        self.copy = button(self.tr("复制"), "quiet")
        self.copy.setToolTip(self.tr("复制后到别的检查项或整改项点“粘贴”，同一件材料只存一份"))
        self.earlier = button(self.tr("前移"), "quiet")
        self.later = button(self.tr("后移"), "quiet")
        self.remove = button(self.tr("移除"), "quiet")
        self._tools = QWidget(self)
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)

    @property
    def rows(self) -> tuple[tuple[EvidenceLink, Evidence], ...]:
        """The links shown, with their files."""
        book = self._workspace.filled.evidence
        links = book.of(self.item).of(self._use)
        return tuple((link, book.files[link.sha256]) for link in links)

    def show_item(self, item: str) -> None:
        """Show the files of an item."""
        if item != self.item:
            self.caption.flush()
            self.item = item
        self._show()

    def _show(self) -> None:
        if not (self.item and self._workspace.has_check):
            return
        chosen, rows = self.strip.link, self.rows
        self.strip.links.show(rows)
        self.strip.choose(chosen)
        count = self.tr("{title}　{count}件").format(title=self._title, count=len(rows))
        self.heading.setText(count if rows else self._title)
        self.strip.setVisible(bool(rows))
        self.hint.setVisible(not rows)
        self.strip.fit()
        self._show_chosen()

    def _show_chosen(self) -> None:
        link = self.strip.link
        self._tools.setVisible(link is not None)
        if link is None:
            return
        self.caption.show_text(link.caption)
        at, count = self.strip.currentIndex().row(), self.strip.links.rowCount()
        self.earlier.setEnabled(at > 0)
        self.later.setEnabled(at < count - 1)

    # -- doing

    def add_paths(self, paths: list[Path]) -> None:
        """Add these files to the item on show."""
        self.adding.add_files(self.item, paths)

    def paste_clipboard(self) -> None:
        """Add what is on the clipboard."""
        self.adding.add_dropped(self.item, QApplication.clipboard().mimeData())

    def copy_chosen(self) -> None:
        """Put the chosen file on the clipboard, to be pasted at another item."""
        link = self.strip.link
        if link is not None:
            data = QMimeData()
            data.setData(KEPT_FORMAT, link.sha256.encode("ascii"))
            QApplication.clipboard().setMimeData(data)

    def remove_chosen(self) -> None:
        """Take the chosen file away from the item; Ctrl+Z brings it back."""
        link, row = self.strip.link, self.strip.currentIndex().row()
        if link is None:
            return
        self._save(without(self._entry(), link))
        left = self.strip.links.rowCount()
        if left:
            self.strip.setCurrentIndex(self.strip.links.index(min(row, left - 1)))

    def move_chosen(self, step: int) -> None:
        """Move the chosen file among the others."""
        link = self.strip.link
        if link is not None:
            self._save(moved(self._entry(), link, step))

    def preview_chosen(self) -> None:
        """Look at the chosen file closely."""
        if self.strip.link is None:
            return
        from bizenv_desktop.gui.evidence.preview import EvidencePreview

        at = self.strip.currentIndex().row()
        dialog = EvidencePreview(self.rows, at, self.files, self.window())
        dialog.exec()
        self.strip.setCurrentIndex(self.strip.links.index(dialog.at))
        dialog.deleteLater()

    def _ask_for_files(self) -> None:
        endings = " ".join(f"*.{ending}" for ending in _ENDINGS.split())
        kinds = self.tr("照片和文件 ({endings})").format(endings=endings)
        title = self.tr("选择佐证材料（{limits}）").format(limits=limits_in_words())
        names, _ = QFileDialog.getOpenFileNames(self, title, "", kinds)
        self.add_paths([Path(name) for name in names])

    def _captioned(self, text: str) -> None:
        link = self.strip.link
        if link is not None:
            field = f"{self.item}.{self._use}.{link.sha256}.{self.caption.clock.burst}"
            self._save(with_caption(self._entry(), link, text), field)

    def _entry(self) -> ItemEvidence:
        return self._workspace.filled.evidence.of(self.item)

    def _save(self, entry: ItemEvidence, field: str = "") -> None:
        try:
            self._workspace.save_evidence(entry, field=field)
        except UserError as error:
            self.refused.emit(str(error))

    def _changed(self, change: Change) -> None:
        if any(item == self.item for *_, item in change.evidence):
            self._show()

    # -- dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.adding.add_dropped(self.item, event.mimeData())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.strip.fit()

    # -- building

    def _connect(self) -> None:
        self._workspace.changed.connect(self._changed)
        self.adding.refused.connect(self.refused)
        self.add.clicked.connect(self._ask_for_files)
        self.paste.clicked.connect(self.paste_clipboard)
        self.strip.opened.connect(self.preview_chosen)
        self.strip.removed.connect(self.remove_chosen)
        self.strip.shifted.connect(self.move_chosen)
        self.strip.pasted.connect(self.paste_clipboard)
        self.strip.chosen.connect(self._show_chosen)
        self.caption.edited.connect(self._captioned)
        self.strip.copied.connect(self.copy_chosen)
        self.copy.clicked.connect(self.copy_chosen)
        self.look.clicked.connect(self.preview_chosen)
        self.earlier.clicked.connect(lambda: self.move_chosen(-1))
        self.later.clicked.connect(lambda: self.move_chosen(1))
        self.remove.clicked.connect(self.remove_chosen)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.px(self, 2))
        top.addWidget(self.heading, 1)
        top.addWidget(self.paste)
        top.addWidget(self.add)
        tools = QVBoxLayout(self._tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(2)
        tools.addWidget(self.caption)
        for parts in ((self.look, self.copy, self.remove), (self.earlier, self.later)):
            row = QHBoxLayout()  # two of them: the list beside keeps its width in 大字
            row.setSpacing(0)
            for part in parts:
                row.addWidget(part)
            row.addStretch(1)
            tools.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(self, 2))
        column.addLayout(top)
        column.addWidget(self.hint)
        column.addWidget(self.strip)
        column.addWidget(self._tools)
        self._tools.hide()
        self.strip.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
