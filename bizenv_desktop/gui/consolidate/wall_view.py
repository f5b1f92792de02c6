# SPDX-License-Identifier: MIT
"""应报未报: units against periods, each state a word and a dot; a double click opens the unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bizenv_desktop.domain.exchange.wall import WallState
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.consolidate.figures_model import FigureRow
from bizenv_desktop.gui.consolidate.figures_table import FiguresTable
from bizenv_desktop.gui.parts import button, label

if TYPE_CHECKING:
    from bizenv_desktop.domain.exchange.wall import Wall, WallRow

TONES = {
    WallState.REPORTED: theme.GOOD,
    WallState.LATE: theme.WARN,
    WallState.OLD_VERSION: theme.WARN,
    WallState.RETURNED: theme.WARN,
    WallState.FORK: theme.BAD,
    WallState.MISSING: theme.MUTED,
    WallState.OVERDUE: theme.BAD,
}
_FIRST_PERIOD = 2


class WallView(QWidget):
    """The wall, the chosen period in the first column of periods."""

    unit_requested = Signal(str, str)  # organisation, period
    due_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wall: Wall | None = None
        self.counts = label(role="muted", wrap=True)
        self.due = button(self.tr("上报期限…"))
        self.table = FiguresTable(self.tr("应报未报"), -1, self)
        head = QHBoxLayout()
        head.addWidget(self.counts, 1)
        head.addWidget(self.due)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(self, 8), 0, 0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.due.clicked.connect(self.due_requested)
        self.table.row_activated.connect(self._open)

    def show_wall(self, wall: Wall) -> None:
        """Show these units and periods."""
        self._wall = wall
        due = wall.due[0]
        parts = [f"{state.label}{count}" for state, count in wall.counts(0).items()]
        words = "，".join(parts)
        limit = self.tr("上报期限 {day}").format(day=due) if due else self.tr("没有设上报期限")
        waiting = (
            self.tr("有{count}个包的密钥没有登记，没有计入，请到“接收”页登记").format(
                count=wall.waiting
            )
            if wall.waiting
            else ""
        )
        self.counts.setText("　".join(filter(None, (words, limit, waiting))))
        self.table.show_rows(
            (
                self.tr("代码"),
                self.tr("单位"),
                *(period.label for period in wall.periods),
                self.tr("{period}的情况").format(period=wall.periods[0].label),
            ),
            map(self._row, wall.rows),
            self.tr("还没有应报单位；登记下级单位的密钥卡以后，这里列出谁报了、谁没报。"),
            widths={0: 100, 1: 170, **{_FIRST_PERIOD + at: 124 for at in range(len(wall.periods))}},
        )

    def _row(self, row: WallRow) -> FigureRow:
        name = row.unit.name
        if row.hands_on:
            name += self.tr("（转报下级）")
        elif row.is_unlisted:
            name += self.tr("（名单外）")
        places = range(_FIRST_PERIOD, _FIRST_PERIOD + len(row.cells))
        return FigureRow(
            row.unit.code,
            (
                row.unit.code,
                name,
                *(cell.state.label for cell in row.cells),
                row.cells[0].words,
            ),
            row,
            {at: TONES[cell.state] for at, cell in zip(places, row.cells, strict=True)},
            {
                1: "".join((*row.unit.path, row.unit.name)),
                **{at: cell.words for at, cell in zip(places, row.cells, strict=True)},
            },
        )

    def _open(self, row: FigureRow, column: int) -> None:
        assert self._wall is not None
        at = column - _FIRST_PERIOD
        at = at if 0 <= at < len(self._wall.periods) else 0
        if row.subject.own(at) is not None:
            self.unit_requested.emit(row.key, self._wall.periods[at].code)
