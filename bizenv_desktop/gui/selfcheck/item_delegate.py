# SPDX-License-Identifier: MIT
"""Paints one item: code, title, points, the segmented verdict, state and score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from bizenv_desktop.domain.arithmetic import plain
from bizenv_desktop.domain.checklist import Method
from bizenv_desktop.domain.scoring import ItemState
from bizenv_desktop.domain.selfcheck import Verdict
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.selfcheck.item_model import RowRole
from bizenv_desktop.gui.selfcheck.item_row import SHORT, ItemRow, verdicts_of

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

_Index = QModelIndex | QPersistentModelIndex

VERDICT_COLOURS = {
    Verdict.MET: ("#e1f3e9", theme.GOOD),
    Verdict.PARTLY_MET: ("#fff0da", theme.WARN),
    Verdict.NOT_MET: ("#fde5e3", theme.BAD),
    Verdict.NOT_APPLICABLE: ("#e7eaf0", "#46515f"),
}
"""Background and text of a chosen verdict."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Where the parts of a row lie."""

    code: QRect
    title: QRect
    points: QRect
    segments: QRect
    state: QRect

    def segment(self, place: int, count: int) -> QRect:
        """The place-th of `count` equal boxes."""
        width = self.segments.width() // count
        return QRect(
            self.segments.left() + place * width,
            self.segments.top(),
            width,
            self.segments.height(),
        )


def cells_of(rect: QRect, em: int) -> Cells:
    """Cut a row; `em` is the height of a Chinese character in the row's font."""
    segments_width, segments_height = 4 * round(3.25 * em), round(1.95 * em)
    if is_stacked(rect.width(), em):
        return _stacked(rect, em, segments_width, segments_height)
    top, height = rect.top(), rect.height()
    state = QRect(rect.right() - round(8.2 * em), top, round(8 * em), height)
    left = state.left() - round(0.9 * em) - segments_width
    segments = QRect(left, top + (height - segments_height) // 2, segments_width, segments_height)
    points = QRect(left - round(5.3 * em), top, round(4.6 * em), height)
    code = QRect(rect.left() + round(0.9 * em), top, round(2.5 * em), height)
    title = QRect(code.right() + 1, top, points.left() - code.right() - 4, height)
    return Cells(code, title, points, segments, state)


def is_stacked(width: int, em: int) -> bool:
    """Whether a row is too narrow for one line: state and points then go under the title."""
    return width < 42 * em


def _stacked(rect: QRect, em: int, width: int, height: int) -> Cells:
    line, top = round(1.75 * em), rect.top() + round(0.4 * em)
    low = top + line
    left = rect.right() - round(0.8 * em) - width
    segments = QRect(left, rect.center().y() - height // 2, width, height)
    code = QRect(rect.left() + round(0.9 * em), top, round(2.5 * em), line)
    title = QRect(code.right() + 1, top, left - code.right() - em, line)
    points = QRect(left - round(5.4 * em), low, round(4.6 * em), line)
    state = QRect(title.left(), low, points.left() - title.left(), line)
    return Cells(code, title, points, segments, state)


class ItemDelegate(QStyledItemDelegate):
    """Rows of one line, or of two where the view is narrow; an unconfirmed verdict has dashes."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

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
        _paint_segments(painter, cells, row)
        _paint_state(painter, cells.state, row)
        painter.restore()

    def hit(self, rect: QRect, font: QFont, row: ItemRow, where: QPoint) -> Verdict | str:
        """What lies at a point of a row: a verdict, "score", or nothing ("")."""
        cells = cells_of(rect, _em(font))
        verdicts = verdicts_of(row.item)
        for place, verdict in enumerate(verdicts):
            if cells.segment(place, len(verdicts)).contains(where):
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
        painter.setPen(theme.colour(theme.LINE, 160))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

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


def _paint_segments(painter: QPainter, cells: Cells, row: ItemRow) -> None:
    verdicts = verdicts_of(row.item)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = QFont(painter.font())
    font.setPixelSize(round(_em(font) * 0.93))
    painter.setFont(font)
    outline = QRectF(cells.segments).adjusted(0.5, 0.5, -0.5, -0.5)
    radius = outline.height() / 5
    painter.setPen(theme.colour(theme.LINE_STRONG))
    painter.setBrush(theme.colour(theme.CARD))
    painter.drawRoundedRect(outline, radius, radius)
    for place in range(1, len(verdicts)):
        edge = cells.segment(place, len(verdicts))
        painter.drawLine(edge.left(), edge.top() + 1, edge.left(), edge.bottom())
    for place, verdict in enumerate(verdicts):
        box = QRectF(cells.segment(place, len(verdicts))).adjusted(0.5, 0.5, -0.5, -0.5)
        if verdict is row.answer.verdict:
            _paint_chosen(painter, box, radius, verdict, confirmed=row.answer.confirmed)
        else:
            painter.setPen(theme.colour(theme.MUTED))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), SHORT[verdict])
    painter.restore()


def _paint_chosen(
    painter: QPainter, box: QRectF, radius: float, verdict: Verdict, *, confirmed: bool
) -> None:
    ground, ink = VERDICT_COLOURS[verdict]
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    if confirmed:
        painter.fillPath(path, theme.colour(ground))
        painter.setPen(QPen(theme.colour(ink), 1.2))
    else:
        painter.setPen(QPen(theme.colour(theme.ACCENT), 1.2, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.setPen(theme.colour(ink if confirmed else theme.ACCENT_DARK))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), SHORT[verdict])


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
