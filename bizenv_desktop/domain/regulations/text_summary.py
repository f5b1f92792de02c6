# SPDX-License-Identifier: MIT
"""A text as it was read, in a few lines to look at before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.domain.regulations.regulation_text import named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bizenv_desktop.domain.regulations.regulation_text import ParsedRegulation

_NONE = "没有"


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A name and what was found; `doubtful` asks for a look."""

    name: str
    words: str
    doubtful: bool = False


def summary(parsed: ParsedRegulation) -> tuple[SummaryLine, ...]:
    """Title, dates, counts, and everything that is not as it should be."""
    return tuple(_lines(parsed))


def _lines(parsed: ParsedRegulation) -> Iterator[SummaryLine]:
    yield SummaryLine("标题", parsed.title or "没有找到", not parsed.title)
    notes = "；".join(f"{_day(note.date)}{note.kind.label}" for note in parsed.notes)
    yield SummaryLine("通过和修改", notes or "文中没有写", not notes)
    effective = _day(parsed.effective) if parsed.effective else "文中没有写明，要填写"
    yield SummaryLine("施行日期", effective, parsed.effective is None)
    yield SummaryLine("章节", _headings(parsed))
    yield SummaryLine(
        "条款项",
        f"{len(parsed.articles)}条，{parsed.paragraph_count}款，{parsed.subparagraph_count}项",
    )
    yield SummaryLine("缺的条", named(parsed.gaps) or _NONE, bool(parsed.gaps))
    yield SummaryLine("重复的条", named(parsed.doubles) or _NONE, bool(parsed.doubles))
    for warning in parsed.warnings:
        yield SummaryLine("请注意", warning, doubtful=True)
    if parsed.trailer:
        yield SummaryLine("没有收入", f"文末{len(parsed.trailer)}行：{_short(parsed.trailer[0])}")


def _headings(parsed: ParsedRegulation) -> str:
    counts = ((len(parsed.parts), "编"), (len(parsed.chapters), "章"), (len(parsed.sections), "节"))
    return "，".join(f"{count}{name}" for count, name in counts if count) or "不分章"


def _short(text: str, most: int = 30) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
