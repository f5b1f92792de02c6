# SPDX-License-Identifier: MIT
"""One file as large as the dialog, its neighbours by ← and →, a copy of it to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bizenv_desktop.errors import UserError
from bizenv_desktop.files import write_atomically
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.evidence.strip import in_words
from bizenv_desktop.gui.evidence.thumbnails import picture_of
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import button, label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from bizenv_desktop.domain.evidence import Evidence, EvidenceLink
    from bizenv_desktop.storage.evidence_files import EvidenceFiles


class EvidencePreview(QDialog):
    """Shows pictures and the first page of PDFs; of other files what is known of them."""

    def __init__(
        self,
        rows: Sequence[tuple[EvidenceLink, Evidence]],
        at: int,
        files: EvidenceFiles,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows = rows
        self._files = files
        self.at = at
        self._picture = QPixmap()
        self.view = QLabel()
        self.view.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.view.setMinimumSize(QSize(200, 150))
        self.view.setWordWrap(True)
        self.facts = label(role="muted", wrap=True)
        self.message = MessageBar(self)
        self.back = button(self.tr("上一件"))
        self.next = button(self.tr("下一件"))
        self.copy = button(self.tr("另存为…"))
        self.close_button = button(self.tr("关闭"), "primary")
        self._lay_out()
        self.back.clicked.connect(lambda: self.turn(-1))
        self.next.clicked.connect(lambda: self.turn(1))
        self.copy.clicked.connect(self._save_copy)
        self.close_button.clicked.connect(self.accept)
        self.resize(theme.px(self, 860), theme.px(self, 620))
        self.turn(0)

    def turn(self, step: int) -> None:
        """Show the file that many places on, as far as there is one."""
        self.at = max(0, min(len(self._rows) - 1, self.at + step))
        link, file = self._rows[self.at]
        title = self.tr("{number}/{count}　{name}")
        self.setWindowTitle(title.format(number=self.at + 1, count=len(self._rows), name=file.name))
        facts = in_words(file).replace("\n", "　")
        self.facts.setText(f"{link.caption}\n{facts}" if link.caption else facts)
        self._picture = QPixmap.fromImage(self._draw(file))
        self.view.setAccessibleName(link.caption or file.name)
        self.back.setEnabled(self.at > 0)
        self.next.setEnabled(self.at < len(self._rows) - 1)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.turn(step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._picture.isNull():
            file = self._rows[self.at][1]
            self.view.setText(self._why_not(file))
            return
        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        self.view.setPixmap(self._picture.scaled(self.view.size(), keep, smooth))

    def _why_not(self, file: Evidence) -> str:
        if file.kind.is_picture or file.ending == "pdf":
            return self.tr("文件不见了或打不开；请把佐证文件夹和数据库放在一起。")
        return self.tr("{name}\n这类文件不在这里显示；请另存为后用WPS打开。").format(name=file.name)

    def _draw(self, file: Evidence) -> QImage:
        path = self._files.path(file.sha256)
        if file.kind.is_picture:
            return picture_of(path, QSize(2400, 2400))
        return _first_page(path) if file.ending == "pdf" else QImage()

    def _save_copy(self) -> None:
        file = self._rows[self.at][1]
        name = file.name
        if not name.lower().endswith(f".{file.ending}"):
            name = f"{name.rpartition('.')[0] or name}.{file.ending}"
        out, _ = QFileDialog.getSaveFileName(self, self.tr("另存为"), name)
        if out:
            self.save_copy(out)

    def save_copy(self, out: str) -> None:
        """Write the file on show under another name."""
        from pathlib import Path

        try:
            write_atomically(
                Path(out), self._files.path(self._rows[self.at][1].sha256).read_bytes()
            )
        except (UserError, OSError) as error:
            words = (
                str(error)
                if isinstance(error, UserError)
                else self._why_not(self._rows[self.at][1])
            )
            self.message.show_error(words)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.addWidget(self.message)
        column.addWidget(self.view, 1)
        column.addWidget(self.facts)
        row = QHBoxLayout()
        for part in (self.back, self.next):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.copy)
        row.addWidget(self.close_button)
        column.addLayout(row)


def _first_page(path: Path) -> QImage:
    """The first page of a PDF; a null image when there is none that can be drawn."""
    from bizenv_desktop.reports.preview import render_page

    try:
        page = render_page(path.read_bytes(), 0, 1200)
    except (OSError, ValueError, RuntimeError):
        return QImage()
    picture = QImage(page.rgb, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888)
    return picture.copy()
