# SPDX-License-Identifier: MIT
"""What layouts share: the lines under a title, the mark of a sample, the line for the date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.reports.blocks import Look, Piece, Text, day_in_words, fact

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bizenv_desktop.domain.papers.paper_head import PaperHead
    from bizenv_desktop.reports.blocks import Block, Words

SAMPLE_MARK = "示例　内容为虚构"
DATE_LINE = "日期：　　　　年　　月　　日"
_BETWEEN = "　　"
_A_ROW_SHOWS = 1_200


def head_lines(
    unit: str,
    period: str,
    printed: date,
    measure: tuple[str, ...],
    last: Words = "",
    code: str = "",
) -> tuple[Words, ...]:
    """Whose paper, of when, by what measure; how it stands, and its 核对码, on the last line."""
    first = _beside(
        fact("单位", unit), fact("期次", period), fact("打印日期", day_in_words(printed))
    )
    end = _beside(last, fact("核对码", code) if code else "")
    basis = fact("依据", "；".join(filter(None, measure)))
    return (first, basis, end) if end else (first, basis)


def narrow_head_lines(
    unit: str,
    period: str,
    printed: date,
    measure: tuple[str, ...],
    last: Words = "",
    code: str = "",
) -> tuple[Words, ...]:
    """The same for an upright page, where three facts do not stand side by side."""
    second = _beside(fact("打印日期", day_in_words(printed)), fact("核对码", code) if code else "")
    basis = fact("依据", "；".join(filter(None, measure)))
    lines = (_beside(fact("单位", unit), fact("期次", period)), second, basis)
    return (*lines, last) if last else lines


def _beside(*facts: Words) -> Words:
    """Facts in one line, those that are empty left out."""
    parts: list[str | Piece] = []
    for words in filter(None, facts):
        parts.extend([_BETWEEN] if parts else [])
        parts.extend([words] if isinstance(words, str) else words)
    return tuple(parts)


def paper_facts(head: PaperHead, last: Words = "") -> tuple[Words, ...]:
    """The lines under the title of a paper of this self-check; `last` says how it stands."""
    lines = head_lines if head.landscape else narrow_head_lines
    measure = (head.regulation, head.checklist)
    return lines(head.unit, head.period, head.printed, measure, last, head.code)


def said_blocks(notes: tuple[str, ...]) -> tuple[Block, ...]:
    """What the superior wants of the unit beside other scores, under a heading; or nothing.

    A long note is set in several paragraphs, as a sheet's row can only be so high.
    """
    if not notes:
        return ()
    lines = (Text(part, Look.NOTE) for note in notes for part in _paragraphs(note))
    return (Text((Piece("上级意见", strong=True),), Look.NOTE), *lines)


def _paragraphs(words: str) -> Iterator[str]:
    """The words in parts a row can show, cut after a sentence where there is one."""
    while len(words) > _A_ROW_SHOWS:
        part = words[:_A_ROW_SHOWS]
        end = max(part.rfind(mark) for mark in "。；\n") + 1 or _A_ROW_SHOWS
        yield words[:end]
        words = words[end:]
    yield words


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
