# SPDX-License-Identifier: MIT
"""Paints the review's rows: headings with dot and count, groups with their count, remarks."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bizenv_desktop.domain.review import Severity
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.remark_model import CountRole, RemarkRole, SeverityRole

_ROW, _HEADING_ROW = 34, 40
_TITLE_SHARE = 0.42
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class RemarkDelegate(QStyledItemDelegate):
    """One line a row; what does not fit is cut and shown as the tool tip."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: Any = QStyleOptionViewItem(option)  # Any: the stubs leave its fields out
        self.initStyleOption(row, index)
        text, row.text = row.text, ""
        row.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, row, painter, row.widget
        )
        painter.save()
        remark = index.data(RemarkRole)
        if remark is not None:
            _paint_remark(painter, row, text, remark.message)
        else:
            heading = not index.parent().isValid()
            _paint_group(painter, row, text, index, heading=heading)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        widget = cast("Any", option).widget
        height = _ROW if index.parent().isValid() else _HEADING_ROW
        return QSize(200, theme.px(widget, height))


def _paint_group(
    painter: QPainter,
    row: Any,  # noqa: ANN401  # the stubs leave the option's fields out
    text: str,
    index: QModelIndex | QPersistentModelIndex,
    *,
    heading: bool,
) -> None:
    rect = QRect(row.rect)
    if heading:
        error = index.data(SeverityRole) == Severity.ERROR
        radius = theme.px(row.widget, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(theme.BAD if error else theme.WARN))
        painter.drawEllipse(
            QPointF(rect.left() + radius + 2, rect.center().y() + 1), radius, radius
        )
        rect.setLeft(rect.left() + 4 * radius)
    font = QFont(row.font)
    font.setWeight(QFont.Weight.DemiBold if heading else QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(theme.colour(theme.TEXT))
    painter.drawText(rect, _LEFT, text)
    rect.setLeft(rect.left() + QFontMetrics(font).horizontalAdvance(text) + theme.px(row.widget, 8))
    painter.setFont(row.font)
    painter.setPen(theme.colour(theme.MUTED))
    painter.drawText(rect, _LEFT, f"{index.data(CountRole)}条")


def _paint_remark(painter: QPainter, row: Any, text: str, message: str) -> None:  # noqa: ANN401
    gap = theme.px(row.widget, 12)
    rect = QRect(row.rect)
    # the columns line up across levels: counted from the view's edge, not from the indent
    column = round(row.widget.viewport().width() * _TITLE_SHARE)
    title = QRect(rect)
    title.setRight(column - gap)
    painter.setPen(theme.colour(theme.TEXT))
    _draw(painter, row, title, text)
    rect.setLeft(column)
    rect.setRight(rect.right() - gap)
    painter.setPen(theme.colour(theme.MUTED))
    _draw(painter, row, rect, message)


def _draw(painter: QPainter, row: Any, rect: QRect, text: str) -> None:  # noqa: ANN401
    flat = " ".join(text.split())
    elided = row.fontMetrics.elidedText(flat, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, _LEFT, elided)
