# SPDX-License-Identifier: MIT
"""Where the parts of one line of the item list lie."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect


@dataclass(frozen=True, slots=True)
class Cells:
    """Where the parts of a row lie."""

    code: QRect
    title: QRect
    points: QRect
    segments: QRect
    state: QRect


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
