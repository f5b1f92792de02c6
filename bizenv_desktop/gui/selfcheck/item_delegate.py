# SPDX-License-Identifier: MIT
"""Paints one item: code, title, points, the segmented verdict, state and score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from bizenv_desktop.domain.arithmetic import plain
from bizenv_desktop.domain.checklists.checklist import Method
from bizenv_desktop.domain.scoring import ItemState
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.selfcheck.item_model import RowRole
from bizenv_desktop.gui.selfcheck.item_row import ItemRow, verdicts_of
from bizenv_desktop.gui.selfcheck.row_layout import cells_of, is_stacked
from bizenv_desktop.gui.selfcheck.verdict_pictures import VerdictPictures, box_at

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from bizenv_desktop.domain.selfcheck import Verdict

_Index = QModelIndex | QPersistentModelIndex


class ItemDelegate(QStyledItemDelegate):
    """Rows of one line, or of two where the view is narrow; an unconfirmed verdict has dashes."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._pictures = VerdictPictures()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        em = _em(self._view.font())
        lines = 4.3 if is_stacked(self._view.viewport().width(), em) else 3.1
        return QSize(0, round(lines * em))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: ItemRow = index.data(RowRole)
        shown: Any = option  # the stubs leave its fields out
        cells = cells_of(shown.rect, _em(shown.font))
        painter.save()
        self._paint_ground(painter, shown.rect, shown.state)
        painter.setFont(shown.font)
        _write(painter, cells.code, row.item.code, theme.colour(theme.MUTED))
        self._paint_title(painter, cells.title, row)
        _paint_points(painter, cells.points, row)
        self._paint_verdict(painter, cells.segments, row)
        _paint_state(painter, cells.state, row)
        painter.restore()

    def hit(self, rect: QRect, font: QFont, row: ItemRow, where: QPoint) -> Verdict | str:
        """What lies at a point of a row: a verdict, "score", or nothing ("")."""
        cells = cells_of(rect, _em(font))
        verdicts = verdicts_of(row.item)
        for place, verdict in enumerate(verdicts):
            if box_at(cells.segments, place, len(verdicts)).contains(where):
                return verdict
        return "score" if cells.points.contains(where) or cells.state.contains(where) else ""

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour(theme.ACCENT_PALE))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour(theme.STRIPE))
        if state & QStyle.StateFlag.State_HasFocus:
            bar = QRect(rect.left(), rect.top(), max(3, rect.height() // 14), rect.height() - 1)
            painter.fillRect(bar, theme.colour(theme.ACCENT))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, theme.colour(theme.LINE_PALE))  # drawing a line is much slower

    def _paint_verdict(self, painter: QPainter, rect: QRect, row: ItemRow) -> None:
        font = QFont(painter.font())
        font.setPixelSize(round(_em(font) * 0.93))
        ratio = self._view.devicePixelRatioF()
        picture = self._pictures.picture(row, rect.size(), font, ratio)
        painter.drawPixmap(rect.topLeft(), picture)

    def _paint_title(self, painter: QPainter, rect: QRect, row: ItemRow) -> None:
        marks = _marks(row)
        metrics = painter.fontMetrics()
        text = row.item.title
        space = rect.width() - sum(metrics.horizontalAdvance(mark) + 12 for mark, _ in marks)
        colour = theme.colour(theme.TEXT)
        if metrics.horizontalAdvance(text) <= space:
            _write(painter, rect, text, colour)
            left = rect.left() + metrics.horizontalAdvance(text) + 6
        else:
            _write(
                painter, rect, metrics.elidedText(text, Qt.TextElideMode.ElideRight, space), colour
            )
            left = rect.left() + space + 4
        for mark, tint in marks:
            left = _paint_mark(painter, left, rect, mark, theme.colour(tint))


def _em(font: QFont) -> int:
    return font.pixelSize() if font.pixelSize() > 0 else QFontMetrics(font).height()


def _marks(row: ItemRow) -> list[tuple[str, str]]:
    """Short words behind the title for what is special about the item."""
    marks = []
    if row.item.veto and row.item.method is not Method.VETO:
        marks.append(("否决", theme.BAD))
    if row.item.method is Method.BONUS:
        marks.append(("加分", theme.GOOD))
    if row.answer.highlight:
        marks.append(("亮点", theme.ACCENT_DARK))
    return marks


def _write(
    painter: QPainter,
    rect: QRect,
    text: str,
    colour: QColor,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    painter.setPen(colour)
    painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), text)


def _paint_mark(painter: QPainter, left: int, rect: QRect, text: str, colour: QColor) -> int:
    """A small framed word; returns where the next one may begin."""
    painter.save()
    font = QFont(painter.font())
    font.setPixelSize(round(_em(font) * 0.8))
    painter.setFont(font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = painter.fontMetrics().horizontalAdvance(text) + 6
    height = round(_em(font) * 1.4)
    box = QRectF(left + 0.5, rect.center().y() - height / 2 + 0.5, width, height)
    painter.setPen(colour)
    painter.drawRoundedRect(box, 3, 3)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()
    return left + width + 4


def _paint_points(painter: QPainter, rect: QRect, row: ItemRow) -> None:
    """0.40/1, or 1分 before there is a score."""
    right = Qt.AlignmentFlag.AlignRight
    points = f"/{plain(row.item.points)}" if row.score else row.points
    _write(painter, rect, points, theme.colour(theme.MUTED), right)
    width = painter.fontMetrics().horizontalAdvance(points)
    _write(painter, rect.adjusted(0, 0, -width, 0), row.score, theme.colour(theme.TEXT), right)


def state_colour(row: ItemRow) -> str:
    """The dot's colour; the word beside it says the same."""
    if row.unsaved:
        return theme.BAD
    match row.scored.state:
        case ItemState.UNANSWERED:
            return theme.LINE_STRONG
        case ItemState.UNCONFIRMED:
            return theme.ACCENT
        case ItemState.NOT_APPLICABLE:
            return theme.MUTED
        case _:
            pass
    if row.item.method in (Method.BONUS, Method.VETO):
        return theme.BAD if row.word == "触发否决" else theme.GOOD
    if row.scored.score == row.item.points:
        return theme.GOOD
    return theme.WARN if row.scored.score else theme.BAD


def _paint_state(painter: QPainter, rect: QRect, row: ItemRow) -> None:
    em = _em(painter.font())
    tint = theme.colour(state_colour(row))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    dot = QRectF(rect.left(), rect.center().y() - em * 0.22, em * 0.5, em * 0.5)
    hollow = row.scored.state in (ItemState.UNANSWERED, ItemState.UNCONFIRMED) and not row.unsaved
    painter.setPen(QPen(tint, 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush if hollow else tint)
    painter.drawEllipse(dot)
    painter.restore()
    quiet = row.scored.state in (ItemState.UNANSWERED, ItemState.NOT_APPLICABLE)
    colour = theme.colour(theme.MUTED) if quiet and not row.unsaved else tint
    words = rect.adjusted(round(em * 0.85), 0, 0, 0)
    _write(painter, words, row.word, colour)
    if row.detail:
        left = words.left() + painter.fontMetrics().horizontalAdvance(row.word) + em // 3
        _write(painter, QRect(left, rect.top(), rect.right() - left, rect.height()), row.detail,
               theme.colour(theme.MUTED))  # fmt: skip
