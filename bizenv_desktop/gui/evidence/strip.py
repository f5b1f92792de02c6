# SPDX-License-Identifier: MIT
"""The files of one item in a row: number, picture, caption; the keyboard reaches all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeySequence, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QWidget

from bizenv_desktop.gui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPixmap
    from PySide6.QtWidgets import QStyleOptionViewItem

    from bizenv_desktop.domain.evidence import Evidence, EvidenceLink
    from bizenv_desktop.gui.evidence.thumbnails import Thumbnails
    from bizenv_desktop.storage.evidence_files import EvidenceFiles

    Index = QModelIndex | QPersistentModelIndex

LinkRole = Qt.ItemDataRole.UserRole
FileRole = Qt.ItemDataRole.UserRole + 1
PICTURE_SIDE = 76
_WIDTH, _HEIGHT = 86, 106


class StripModel(QAbstractListModel):
    """Links with the files they mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[EvidenceLink, Evidence], ...] = ()

    def show(self, rows: tuple[tuple[EvidenceLink, Evidence], ...]) -> None:
        """Show these links in this order."""
        if [link for link, _ in rows] == [link for link, _ in self._rows]:
            return
        same = [link.sha256 for link, _ in rows] == [link.sha256 for link, _ in self._rows]
        if same:  # other captions only: the choice stays
            self._rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def refresh(self, sha256: str) -> None:
        """A picture has come."""
        for row, (link, _) in enumerate(self._rows):
            if link.sha256 == sha256:
                self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if not index.isValid():
            return None
        link, file = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return link.caption or file.name
            case Qt.ItemDataRole.ToolTipRole:
                return in_words(file)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{index.row() + 1} {file.kind.label} {link.caption or file.name}"
            case _ if role == LinkRole:
                return link
            case _ if role == FileRole:
                return file
        return None


def in_words(file: Evidence) -> str:
    """Name, kind, size and when it was taken."""
    parts = [file.name, f"{file.kind.label}，{max(1, file.size // 1024)}KB"]
    if file.width:
        parts.append(f"{file.width}×{file.height}像素")
    if file.taken is not None:
        parts.append(f"拍摄于{file.taken:%Y-%m-%d %H:%M}")
    return "\n".join(parts)


class StripDelegate(QStyledItemDelegate):
    """Paints a picture in its frame, its number on it, its caption under it."""

    def __init__(self, thumbnails: Thumbnails, files: EvidenceFiles, parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._files = files
        self._widget = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(self._widget, _WIDTH), theme.px(self._widget, _HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        widget, area = self._widget, option.rect.adjusted(2, 2, -2, -2)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour(theme.ACCENT if chosen else theme.LINE))
        painter.setBrush(theme.colour(theme.ACCENT_PALE if chosen else theme.CARD))
        painter.drawRoundedRect(area, 6, 6)
        side = theme.px(widget, PICTURE_SIDE)
        frame = QRect(area.x() + (area.width() - side) // 2, area.y() + 4, side, side)
        self._paint_picture(painter, frame, index.data(FileRole))
        self._paint_number(painter, frame, index.row() + 1)
        words = QRect(
            area.x() + 4, frame.bottom() + 2, area.width() - 8, area.bottom() - frame.bottom() - 2
        )
        painter.setPen(theme.colour(theme.TEXT))
        mode = Qt.TextElideMode.ElideRight
        text = painter.fontMetrics().elidedText(index.data(), mode, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def _paint_picture(self, painter: QPainter, frame: QRect, file: Evidence) -> None:
        picture: QPixmap | None = None
        if file.kind.is_picture:
            path = self._files.path(file.sha256)
            picture = self._thumbnails.of(file.sha256, path, frame.width())
        if picture is not None and not picture.isNull():
            at = frame.center() - picture.rect().center()
            painter.drawPixmap(at, picture)
            return
        painter.setPen(theme.colour(theme.MUTED))
        lost = picture is not None and picture.isNull()
        words = self.tr("图片缺失") if lost else file.ending.upper()
        painter.drawText(
            frame, Qt.AlignmentFlag.AlignCenter, "" if file.kind.is_picture and not lost else words
        )

    def _paint_number(self, painter: QPainter, frame: QRect, number: int) -> None:
        size = theme.px(self._widget, 18)
        badge = QRect(frame.x(), frame.y(), size + (6 if number > 9 else 0), size)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(theme.TEXT, 170))
        painter.drawRoundedRect(badge, 4, 4)
        painter.setPen(theme.colour(theme.CARD))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(number))


class Strip(QListView):
    """Chooses one file; Enter looks closer, Delete takes it away, Alt+← → move it."""

    opened = Signal()
    removed = Signal()
    shifted = Signal(int)
    pasted = Signal()
    copied = Signal()
    chosen = Signal()

    def __init__(
        self, name: str, thumbnails: Thumbnails, files: EvidenceFiles, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.links = StripModel(self)
        self.setModel(self.links)
        self.setItemDelegate(StripDelegate(thumbnails, files, self))
        self.setAccessibleName(name)
        self.setProperty("role", "plain")
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(False)  # the box around it takes them
        self.viewport().setAcceptDrops(False)
        self.doubleClicked.connect(self.opened)
        self.selectionModel().currentChanged.connect(self.chosen)
        thumbnails.made.connect(self.links.refresh)

    @property
    def link(self) -> EvidenceLink | None:
        """The chosen link."""
        found: EvidenceLink | None = self.currentIndex().data(LinkRole)
        return found

    def choose(self, link: EvidenceLink | None) -> None:
        """Choose a link by what it means, or nothing."""
        for row in range(self.links.rowCount()):
            other: EvidenceLink = self.links.index(row).data(LinkRole)
            if link is not None and (other.sha256, other.use) == (link.sha256, link.use):
                self.setCurrentIndex(self.links.index(row))
                return

    def fit(self) -> None:
        """As high as its rows, two of them at most."""
        wide, high = theme.px(self, _WIDTH), theme.px(self, _HEIGHT)
        each = max(1, self.viewport().width() // wide)
        rows = max(1, -(-self.links.rowCount() // each))
        self.setFixedHeight(min(rows, 2) * high + 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif alt and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.shifted.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)
