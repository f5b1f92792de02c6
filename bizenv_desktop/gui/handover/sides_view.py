# SPDX-License-Identifier: MIT
"""Both sides of a difference beside each other, field by field, what differs marked."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QTextBrowser, QWidget

from bizenv_desktop.domain.exchange.difference_words import NOTHING, lines
from bizenv_desktop.domain.exchange.differences import Part
from bizenv_desktop.domain.regulations.text_diff import difference
from bizenv_desktop.domain.selfcheck import Verdict
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.regulations.marked_text import ADDED, REMOVED, marked
from bizenv_desktop.gui.selfcheck.verdict_pictures import VERDICT_COLOURS

if TYPE_CHECKING:
    from bizenv_desktop.actions.merge_actions import MergePlan
    from bizenv_desktop.domain.exchange.difference_words import Line
    from bizenv_desktop.domain.exchange.differences import Difference

_VERDICTS = {verdict.label: verdict for verdict in Verdict}
_MARKED_UP_TO = 4000  # characters: beyond, finding what changed takes longer than reading
_PROSE = (Part.ANSWER, Part.FINDING, Part.VISIT, Part.REPORT)
_CELL = "padding:6px 8px"


class SidesView(QTextBrowser):
    """A table of 本机 and 对方; words only one side has are underlined or struck through."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("本机和对方的内容"))
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)

    def show_difference(self, plan: MergePlan, found: Difference | None) -> None:
        """Show a difference; None empties the view."""
        if found is None:
            self.clear()
            return
        rows = [self._row(each, found) for each in lines(found, plan.files, plan.item(found.item))]
        if not rows:
            words = escape(self.tr("文件相同，图注或先后不同。"))
            rows = [f'<tr><td colspan="3" style="{_CELL}">{words}</td></tr>']
        device = plan.header.device_name or self.tr("另一台电脑")
        heads = ("", self.tr("1 本机"), self.tr("2 对方（{device}）").format(device=device))
        first = theme.px(self, 72)
        head = "".join(
            f'<td width="{width}" style="{_CELL}; color:{theme.MUTED}"><b>{escape(text)}</b></td>'
            for width, text in zip((first, "42%", "42%"), heads, strict=True)
        )
        table = f'<table width="100%" cellspacing="0"><tr>{head}</tr>{"".join(rows)}</table>'
        self.setHtml(table)

    def _row(self, line: Line, found: Difference) -> str:
        ours, theirs = self._cells(line, found)
        name = f'<td style="{_CELL}; color:{theme.MUTED}">{escape(line.field)}</td>'
        sides = "".join(f'<td style="{_CELL}">{cell}</td>' for cell in (ours, theirs))
        edge = f'<tr><td colspan="3" style="background:{theme.LINE}; font-size:1px"></td></tr>'
        return f"{edge}<tr>{name}{sides}</tr>"

    def _cells(self, line: Line, found: Difference) -> tuple[str, str]:
        if found.part is Part.ANSWER and {line.ours, line.theirs} <= {*_VERDICTS, NOTHING}:
            return _pill(line.ours), _pill(line.theirs)
        whole = NOTHING in (line.ours, line.theirs) or found.part not in _PROSE
        if whole or max(len(line.ours), len(line.theirs)) > _MARKED_UP_TO:
            return _plain(line.ours), _plain(line.theirs)
        marks = difference(line.ours, line.theirs)
        return (
            marked(line.ours, marks.removed, REMOVED),
            marked(line.theirs, marks.added, ADDED),
        )


def _plain(text: str) -> str:
    if text == NOTHING:
        return f'<span style="color:{theme.MUTED}">{escape(text)}</span>'
    return escape(text).replace("\n", "<br>")


def _pill(text: str) -> str:
    """A verdict in its own colours, as the item list paints it."""
    verdict = _VERDICTS.get(text)
    if verdict is None:
        return _plain(text)
    ground, ink = VERDICT_COLOURS[verdict]
    style = f"background:{ground}; color:{ink}; font-weight:600"
    return f'<span style="{style}">&nbsp;&nbsp;{escape(text)}&nbsp;&nbsp;</span>'
