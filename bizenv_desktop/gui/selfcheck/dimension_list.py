# SPDX-License-Identifier: MIT
"""The dimensions down the left side: name, how much is filled in, score so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import paint_bar
from bizenv_desktop.gui.selfcheck.dimension_model import DimensionModel, DimensionRow, RowRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent

_Index = QModelIndex | QPersistentModelIndex


_ROOMY = 10  # ems


class DimensionDelegate(QStyledItemDelegate):
    """Paints a name with its progress in numbers, a bar, and the score under it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, round(4.2 * self._em(option.font)))  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: DimensionRow = index.data(RowRole)
        shown: Any = option  # the stubs leave its fields out
        rect, state, em = shown.rect, shown.state, self._em(shown.font)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(theme.CARD if chosen else theme.STRIPE))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 6, 6)
        if chosen:
            painter.setBrush(theme.colour(theme.ACCENT))
            mark = QRectF(rect.left() + 1, rect.top() + em, 3, rect.height() - 2 * em)
            painter.drawRoundedRect(mark, 1.5, 1.5)
        inner = self.inside(rect, em)
        self._paint_words(painter, shown.font, inner, row, chosen=chosen)
        thick = max(4, em // 3)
        bar = QRectF(inner.left(), rect.top() + round(em * 2.2), inner.width(), thick)
        paint_bar(painter, bar, row.answered / row.asked if row.asked else 0)
        painter.restore()

    def inside(self, rect: QRect, em: int) -> QRect:
        """The part of a row that is written on.

        In a narrow window the edges give way, so that a name of four characters stays whole.
        """
        left, right = (em, 0.8 * em) if rect.width() > _ROOMY * em else (0.7 * em, 0.3 * em)
        return rect.adjusted(round(left), 0, -round(right), 0)

    def figure_at(self, rect: QRect, font: QFont, where: QPoint) -> bool:
        """Whether a point of a row lies on its score."""
        return rect.contains(where) and where.y() > rect.top() + round(2.6 * self._em(font))

    def _paint_words(
        self, painter: QPainter, font: QFont, rect: QRect, row: DimensionRow, *, chosen: bool
    ) -> None:
        em = self._em(font)
        top = QRect(rect.left(), rect.top() + round(em * 0.4), rect.width(), round(em * 1.7))
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        small = QFont(font)
        small.setPixelSize(round(em * 0.9))
        room = top.width() - QFontMetrics(small).horizontalAdvance(row.progress) - em // 3
        name = QFontMetrics(font).elidedText(row.name, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(theme.colour(theme.ACCENT_DARK if chosen else theme.TEXT))
        painter.drawText(top, int(middle), name)
        painter.setFont(small)
        painter.setPen(theme.colour(theme.MUTED))
        painter.drawText(top, int(middle | right), row.progress)
        low = QRect(rect.left(), rect.top() + round(em * 2.6), rect.width(), round(em * 1.5))
        if not row.elsewhere:
            painter.drawText(low, int(middle), row.figure)
            return
        # whose work it is matters more here than its score, which F4 still tells
        metrics = QFontMetrics(small)
        words = metrics.elidedText(row.elsewhere, Qt.TextElideMode.ElideRight, low.width())
        painter.setPen(theme.colour(theme.WARN))
        painter.drawText(low, int(middle), words)

    def _em(self, font: QFont) -> int:
        return font.pixelSize() if font.pixelSize() > 0 else theme.TEXT_PX


class DimensionList(QListView):
    """Choosing a dimension shows its items; Space or a click on its score asks for the sums."""

    dimension_chosen = Signal(str)  # "" for all items
    score_requested = Signal(str)
    items_requested = Signal()  # Enter or →: on to the items

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("维度"))
        self.setProperty("role", "plain")
        self.rows = DimensionModel(self)
        self.setModel(self.rows)
        self._delegate = DimensionDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.selectionModel().currentChanged.connect(self._moved)

    @property
    def current_code(self) -> str:
        row = self.rows.row_of(self.currentIndex())
        return row.code if row else ""

    def mark(self, code: str) -> None:
        """Show which dimension is on, without asking for its items."""
        self.blockSignals(True)
        self.setCurrentIndex(self.rows.index_of(code))
        self.blockSignals(False)
        self.viewport().update()

    def _moved(self, current: QModelIndex) -> None:
        row = self.rows.row_of(current)
        if row is not None:
            self.dimension_chosen.emit(row.code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Right:
                self.items_requested.emit()
            case Qt.Key.Key_Space | Qt.Key.Key_F4:
                self.score_requested.emit(self.current_code)
            case _:
                super().keyPressEvent(event)

    def dataChanged(
        self,
        top: QModelIndex | QPersistentModelIndex,
        bottom: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        """Repaint the rows; a list view would lay out and repaint all, as sizes might change."""
        QAbstractItemView.dataChanged(self, top, bottom, roles)

    def keyboardSearch(self, search: str) -> None:
        """Letters do not jump about; Ctrl+F searches."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        where = event.position().toPoint()
        row = self.rows.row_of(self.indexAt(where))
        rect = self.visualRect(self.indexAt(where))
        if row is not None and self._delegate.figure_at(rect, self.font(), where):
            self.score_requested.emit(row.code)
