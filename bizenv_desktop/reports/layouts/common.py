# SPDX-License-Identifier: MIT
"""What layouts share: the lines under a title, the mark of a sample, the line for the date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.reports.blocks import day_in_words, fact

if TYPE_CHECKING:
    from datetime import date

    from bizenv_desktop.domain.paper_head import PaperHead
    from bizenv_desktop.reports.blocks import Words

SAMPLE_MARK = "示例　内容为虚构"
DATE_LINE = "日期：　　　　年　　月　　日"
_BETWEEN = "　　"


def head_lines(
    unit: str, period: str, printed: date, measure: tuple[str, ...], score: str
) -> tuple[Words, ...]:
    """Whose paper, of when, by what measure, how it stands; the last line falls away when empty."""
    first = (
        *fact("单位", unit),
        _BETWEEN,
        *fact("期次", period),
        _BETWEEN,
        *fact("打印日期", day_in_words(printed)),
    )
    lines: tuple[Words, ...] = (first, fact("依据", "；".join(filter(None, measure))))
    return (*lines, fact("得分", score)) if score else lines


def code_fact(lines: tuple[Words, ...], code: str) -> tuple[Words, ...]:
    """The lines with the 核对码 behind the last of them."""
    if not code:
        return lines
    last = lines[-1]
    parts = (last,) if isinstance(last, str) else last
    return (*lines[:-1], (*parts, _BETWEEN, *fact("核对码", code)))


def paper_facts(head: PaperHead, score: str = "") -> tuple[Words, ...]:
    """The lines under the title of a paper of this self-check."""
    lines = head_lines(
        head.unit, head.period, head.printed, (head.regulation, head.checklist), score
    )
    return code_fact(lines, head.code)


def paper_properties(head: PaperHead) -> dict[str, str]:
    """Title, running head and mark of a paper of this self-check, for `Paper`."""
    return {
        "title": f"{head.title}（{head.period}）",
        "organisation": head.organisation,
        "subject": f"{head.checklist}，{head.score_line}",
        "keywords": f"营商环境,自查,{head.kind.name}",
        "running_head": f"{head.title}　{head.period}",
        "mark": SAMPLE_MARK if head.sample else "",
    }
