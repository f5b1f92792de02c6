# SPDX-License-Identifier: MIT
"""The charts of a self-check, one drawing for paper and screen: calm bars, every value in figures.

Nothing is told by colour alone: bars carry their numbers, states their words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import money_like, plain
from bizenv_desktop.domain.papers.chart_data import DueState
from bizenv_desktop.reports.chart_parts import (
    ACCENT,
    ACCENT_DARK,
    ACCENT_PALE,
    BAD,
    GOOD,
    LINE,
    MUTED,
    SIZE,
    SMALL,
    TEXT,
    TITLE_SIZE,
    WARN,
    WHITE,
    WIDTH,
    Pen,
)

if TYPE_CHECKING:
    from decimal import Decimal

    from reportlab.graphics.shapes import Drawing

    from bizenv_desktop.domain.papers.chart_data import ChartData, DimensionBar, FindingBar
    from bizenv_desktop.domain.papers.trend import Trend
    from bizenv_desktop.reports.fonts import FaceSet

DIMENSIONS_TITLE = "各方面得分率"
TREND_TITLE = "各期得分率"
FINDINGS_TITLE = "问题分类和整改时限"

_ROW, _BAR = 18.5, 10.5
_HEAD = 23.0  # the title's line
_DROP = 0.36  # of the size: from a line's middle down to its baseline
_TICKS = 5
_STATE_COLOURS = {
    DueState.OVERDUE: BAD,
    DueState.SOON: WARN,
    DueState.LATER: ACCENT,
    DueState.DONE: GOOD,
}
_SHORT = {
    DueState.OVERDUE: "逾期",
    DueState.SOON: "7天内",
    DueState.LATER: "7天后",
    DueState.DONE: "完成",
}


def charts_of(data: ChartData, faces: FaceSet, width: float = WIDTH) -> dict[str, Drawing]:
    """The charts that have something to show, by name: dimensions, trend, findings."""
    return {name: CHARTS[name](data, faces, width) for name in shown_charts(data)}


def shown_charts(data: ChartData) -> tuple[str, ...]:
    """The names of the charts that have something to show; a trend needs two periods."""
    shown = {
        "dimensions": bool(data.dimensions),
        "trend": len(data.trend.points) > 1,
        "findings": bool(data.findings),
    }
    return tuple(name for name, has in shown.items() if has)


def chart_words(data: ChartData, name: str) -> str:
    """What a chart shows, in words: for those who cannot see it."""
    match name:
        case "dimensions":
            told = [f"{bar.name}{_rate(bar)}" for bar in data.dimensions]
            title = DIMENSIONS_TITLE
        case "trend":
            told = [
                f"{point.period}{'未填' if point.value is None else money_like(point.value)}"
                for point in data.trend.points
            ]
            title = TREND_TITLE
        case _:
            told = [f"{bar.name}{bar.total}个" for bar in data.findings]
            title = FINDINGS_TITLE
    return f"{title}：{'，'.join(told)}"


def dimension_chart(
    bars: tuple[DimensionBar, ...], faces: FaceSet, width: float = WIDTH
) -> Drawing:
    """A bar a dimension out of a hundred, with its rate and its points."""
    pen = Pen(width, _HEAD + _ROW * len(bars) + 4, faces)
    _title(pen, DIMENSIONS_TITLE)
    left = _names_width(pen, [bar.name for bar in bars], width)
    rates = max(pen.width(_rate(bar)) for bar in bars) + 10
    room = width - left - 8 - rates - max(pen.width(_points(bar), SMALL) for bar in bars)
    top = pen.drawing.height - _HEAD
    for number, bar in enumerate(bars):
        middle = top - _ROW * (number + 0.5)
        pen.text(0, middle - _DROP * SIZE, bar.name, room=left - 8)
        pen.bar(left, middle - _BAR / 2, room, _BAR, ACCENT_PALE, 3)
        if bar.rate is not None:
            length = room * min(float(bar.rate), 100) / 100
            pen.bar(left, middle - _BAR / 2, length, _BAR, ACCENT, 3)
        x = left + room + 8
        pen.text(x, middle - _DROP * SIZE, _rate(bar))
        pen.text(x + rates, middle - _DROP * SMALL, _points(bar), SMALL, MUTED)
    return pen.drawing


def _rate(bar: DimensionBar) -> str:
    return "未填" if bar.rate is None else f"{money_like(bar.rate)}%"


def _points(bar: DimensionBar) -> str:
    if bar.rate is not None and bar.complete:
        return f"{money_like(bar.score)}/{plain(bar.points)}分"
    return f"已填{bar.answered}/{bar.asked}项"


def trend_chart(trend: Trend, faces: FaceSet, width: float = WIDTH) -> Drawing:
    """A line over the periods; a period not finished is hollow; below it, what is compared."""
    plot, foot = 76.0, 34.0
    pen = Pen(width, _HEAD + plot + foot, faces)
    _title(pen, TREND_TITLE)
    values = [point.value for point in trend.points if point.value is not None]
    low = _floor(values)
    left, right = 30.0, width - 24
    for tick in range(_TICKS + 1):
        value = low + (100 - low) * tick / _TICKS
        y = foot + plot * 0.9 * tick / _TICKS
        pen.line([(left, y), (right, y)], LINE, 0.5)
        pen.text(left - 6, y - _DROP * SMALL, f"{value:g}", SMALL, MUTED, align=1)
    step = (right - left) / len(trend.points)
    line = []
    for number, point in enumerate(trend.points):
        x = left + step * (number + 0.5)
        label = point.period if point.complete else f"{point.period}（未填完）"
        pen.text(x, foot - 12, label, SMALL, MUTED, align=0.5, room=step - 4)
        if point.value is not None:
            span = 100 - low
            y = foot + plot * 0.9 * min(max(float(point.value) - low, 0), span) / span
            line.append((x, y, point))
    if len(line) > 1:
        pen.line([(x, y) for x, y, _ in line], ACCENT, 1.5)
    for x, y, point in line:
        pen.dot(x, y, ACCENT, hollow=not point.complete)
        assert point.value is not None
        pen.text(x, y + 6, money_like(point.value), SMALL, ACCENT_DARK, align=0.5)
    pen.text(0, 5, f"{trend.basis}。", SMALL, MUTED, room=width)
    return pen.drawing


def _floor(values: list[Decimal]) -> int:
    """Where the axis begins: a ten at or below the lowest value, and 80 at most."""
    lowest = min(values, default=None)
    return 0 if lowest is None else max(0, min(80, int(lowest - 5) // 10 * 10))


def finding_chart(bars: tuple[FindingBar, ...], faces: FaceSet, width: float = WIDTH) -> Drawing:
    """A bar a kind of problem, its findings side by side by due state, each with its number."""
    legend = 18.0
    pen = Pen(width, _HEAD + legend + _ROW * len(bars) + 4, faces)
    _title(pen, FINDINGS_TITLE)
    top = pen.drawing.height - _HEAD
    _legend(pen, top - legend / 2 + 3, bars)
    left = _names_width(pen, [bar.name for bar in bars], width)
    room = width - left - max(pen.width(f"{bar.total}个") for bar in bars) - 8
    unit = room / max(bar.total for bar in bars)
    for number, bar in enumerate(bars):
        middle = top - legend - _ROW * (number + 0.5)
        pen.text(0, middle - _DROP * SIZE, bar.name, room=left - 8)
        x = left
        for state, count in bar.counts:
            pen.bar(x, middle - _BAR / 2, unit * count - 1, _BAR, _STATE_COLOURS[state])
            words = _fitting(pen, state, count, unit * count - 5)
            y = middle - _DROP * SMALL
            pen.text(x + unit * count / 2, y, words, SMALL, WHITE, align=0.5)
            x += unit * count
        pen.text(x + 6, middle - _DROP * SIZE, f"{bar.total}个")
    return pen.drawing


def _fitting(pen: Pen, state: DueState, count: int, room: float) -> str:
    """State and number, the number alone, or nothing, as there is room."""
    for words in (f"{_SHORT[state]}{count}", str(count)):
        if pen.width(words, SMALL) <= room:
            return words
    return ""


def _legend(pen: Pen, middle: float, bars: tuple[FindingBar, ...]) -> None:
    """The states that occur, each with its colour and how many there are of it."""
    x = 0.0
    for state in DueState:
        count = sum(dict(bar.counts).get(state, 0) for bar in bars)
        if count:
            words = f"{state.label}{count}个"
            pen.bar(x, middle - 4, 8, 8, _STATE_COLOURS[state], 2)
            pen.text(x + 12, middle - _DROP * SMALL, words, SMALL, MUTED)
            x += 12 + pen.width(words, SMALL) + 16


def _title(pen: Pen, words: str) -> None:
    pen.text(0, pen.drawing.height - 14, words, TITLE_SIZE, TEXT)


def _names_width(pen: Pen, names: list[str], width: float) -> float:
    """As wide as the longest name, and two fifths of the chart at most."""
    return min(max(pen.width(name) for name in names) + 12, width * 0.4)


def _dimensions(data: ChartData, faces: FaceSet, width: float = WIDTH) -> Drawing:
    return dimension_chart(data.dimensions, faces, width)


def _trend(data: ChartData, faces: FaceSet, width: float = WIDTH) -> Drawing:
    return trend_chart(data.trend, faces, width)


def _findings(data: ChartData, faces: FaceSet, width: float = WIDTH) -> Drawing:
    return finding_chart(data.findings, faces, width)


CHARTS = {"dimensions": _dimensions, "trend": _trend, "findings": _findings}
"""The charts by name; one may be drawn only when `shown_charts` names it."""
