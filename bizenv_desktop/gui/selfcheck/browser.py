# SPDX-License-Identifier: MIT
"""Finding one's way among the items: by dimension, by search, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import label
from bizenv_desktop.gui.selfcheck.dimension_list import DimensionList
from bizenv_desktop.gui.selfcheck.dimension_model import ALL
from bizenv_desktop.gui.selfcheck.item_list import ItemList
from bizenv_desktop.gui.selfcheck.search import finds
from bizenv_desktop.gui.selfcheck.search_field import SearchField
from bizenv_desktop.gui.view_hint import ViewHint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from PySide6.QtGui import QResizeEvent

    from bizenv_desktop.domain.pinyin import Initials
    from bizenv_desktop.gui.selfcheck.dimension_model import DimensionRow
    from bizenv_desktop.gui.selfcheck.item_row import ItemRow


class ItemBrowser(QWidget):
    """Dimensions, search field and item list that agree on which items are shown."""

    current_changed = Signal(str)  # item code, "" when no item is shown

    def __init__(self, initials: Callable[[], Initials], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._initials = initials
        self._rows: dict[str, ItemRow] = {}
        self._query = ""
        self._origin = ""  # where the cursor was when the search began
        self.dimensions = DimensionList()
        self.search = SearchField()
        self.items = ItemList()
        self._hint = ViewHint(self.items)
        self.tools = QHBoxLayout()
        self._lay_out()
        self.dimensions.dimension_chosen.connect(self._show_items)
        self.dimensions.items_requested.connect(self.items.setFocus)
        self.search.textChanged.connect(self._searched)
        self.search.left.connect(self.items.setFocus)
        self.items.current_changed.connect(self.current_changed)
        self.items.edge_passed.connect(self._pass_edge)

    # -- what is shown

    def show_rows(self, rows: Mapping[str, ItemRow], dimensions: list[DimensionRow]) -> None:
        """Show a self-check; the item under the cursor stays when it is still asked."""
        current = self.items.current_code
        self._rows = dict(rows)
        self.dimensions.rows.show_rows(dimensions)
        if not self.dimensions.currentIndex().isValid():
            first = next(iter(self._rows.values()), None)
            self.dimensions.mark(first.item.dimension if first else ALL)
        self._show_items()
        if not self.choose(current) and self.items.rows.codes:
            self.items.choose(self.items.rows.codes[0])

    def update_rows(self, rows: Iterable[ItemRow], dimensions: list[DimensionRow]) -> None:
        """Show new answers of some items."""
        changed = list(rows)
        self._rows.update((row.item.code, row) for row in changed)
        self.items.rows.update_rows(changed)
        self.dimensions.rows.show_rows(dimensions)

    def row(self, code: str) -> ItemRow | None:
        return self._rows.get(code)

    # -- moving

    def choose(self, code: str) -> bool:
        """Put the cursor on an item wherever it is; False when it is not asked."""
        row = self._rows.get(code)
        if row is None:
            return False
        if code not in self.items.rows.codes:
            self.search.clear()
            if self.dimensions.current_code not in (ALL, row.item.dimension):
                self.dimensions.mark(row.item.dimension)
            self._show_items()
        return self.items.choose(code)

    def go_on(self) -> None:
        """To the next item, over the end of a dimension to the next one; stays on the last."""
        codes = self.items.rows.codes
        place = self.items.currentIndex().row() + 1
        if place < len(codes):
            self.items.choose(codes[place])
        else:
            self._pass_edge(1)

    def next_open(self) -> bool:
        """To the next item still to be answered or confirmed, round to the start; False at none."""
        codes = list(self._rows)
        current = self.items.current_code
        start = codes.index(current) + 1 if current in codes else 0
        for code in codes[start:] + codes[:start]:
            if not self._rows[code].scored.state.is_done:
                return self.choose(code)
        return False

    def start_search(self) -> None:
        """Put the cursor into the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(self, 620)
        self.dimensions.setFixedWidth(theme.px(self, 128 if narrow else 158))

    # -- inside

    def _show_items(self, _dimension: str = "") -> None:
        """Fill the list with what the search finds, else with the chosen dimension."""
        query, dimension = self.search.text().strip(), self.dimensions.current_code
        rows = list(self._rows.values())
        if query:
            initials = self._initials()
            rows = [row for row in rows if finds(query, row.item, row.answer, initials)]
        elif dimension != ALL:
            rows = [row for row in rows if row.item.dimension == dimension]
        self.items.rows.show_rows(rows)
        self._hint.show_text("" if rows else self.tr("没有找到相符的检查项，按 Esc 回到全部"))
        if rows and not self.items.currentIndex().isValid():
            self.items.choose(rows[0].item.code)
        if not rows:
            self.current_changed.emit("")

    def _searched(self, query: str) -> None:
        current = self.items.current_code
        if not self._query:
            self._origin = current
        self._query = query.strip()
        self._show_items()
        if self._query:
            self.items.choose(current)  # still there? then stay on it
        else:
            self.choose(current or self._origin)

    def _pass_edge(self, step: int) -> None:
        """Over the end of a dimension into the neighbouring one."""
        if self.search.text().strip() or self.dimensions.current_code == ALL:
            return
        codes = list(self._rows)
        place = codes.index(self.items.current_code) + step
        if 0 <= place < len(codes):
            self.choose(codes[place])

    def _lay_out(self) -> None:
        self.tools.addWidget(self.search, 1)
        keys = label(
            self.tr(
                "↑↓ 移动　1 符合　2 部分　3 不符　0 不适用　空格 确认沿用　回车 写说明　F3 下一未填"
            ),
            "small",
            wrap=True,
        )
        middle = QVBoxLayout()
        middle.setSpacing(theme.px(self, 8))
        middle.addLayout(self.tools)
        middle.addWidget(self.items, 1)
        middle.addWidget(keys)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(self, 12))
        row.addWidget(self.dimensions)
        row.addLayout(middle, 1)
