# SPDX-License-Identifier: MIT
"""Two parts of a page with a bar between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter

from bizenv_desktop.gui import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def two_parts(
    page: QWidget, left: QWidget, right: QWidget, sizes: tuple[int, int], stretch: int
) -> QSplitter:
    """The two parts, neither of which folds away; `sizes` are for 14 px text on `page`.

    Where the window grows, the right part takes `stretch` times what the left one does.
    """
    split = QSplitter(Qt.Orientation.Horizontal)
    split.setHandleWidth(theme.px(page, 10))
    split.setChildrenCollapsible(False)
    split.addWidget(left)
    split.addWidget(right)
    split.setSizes([theme.px(page, size) for size in sizes])
    split.setStretchFactor(0, 1)
    split.setStretchFactor(1, stretch)
    return split
