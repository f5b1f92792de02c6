# SPDX-License-Identifier: MIT
"""Official text as rich text: words marked, paragraphs told apart, every sign as it is."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from bizenv_desktop.gui import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bizenv_desktop.domain.regulations.regulation import Article
    from bizenv_desktop.domain.regulations.text_diff import Span

FOUND = f"background:{theme.ACCENT_PALE}; color:{theme.ACCENT_DARK}; font-weight:600"
REMOVED = f"background:{theme.BAD_PALE}; color:{theme.BAD}; text-decoration:line-through"
ADDED = f"background:#e6f4ec; color:{theme.GOOD}; text-decoration:underline"


def marked(text: str, spans: Sequence[Span], style: str, *, start: int = 0) -> str:
    """The text as HTML with its spans in that style; `start` is where it begins in their text."""
    parts = []
    reached = 0
    for span in spans:
        begin, end = max(span.start - start, reached), min(span.end - start, len(text))
        if begin >= end:
            continue
        parts.append(escape(text[reached:begin]))
        parts.append(f'<span style="{style}">{escape(text[begin:end])}</span>')
        reached = end
    parts.append(escape(text[reached:]))
    return "".join(parts).replace("\n", "<br>")


def article_html(article: Article, spans: Sequence[Span], paragraph: int | None) -> str:
    """The article with words marked; paragraphs other than that one stand back."""
    text = article.text or article.digest
    wanted = _lines_of(article, paragraph)
    parts = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        colour = theme.TEXT if wanted is None or number in wanted else theme.MUTED
        words = marked(line, spans, FOUND, start=start)
        parts.append(f'<p style="color:{colour}; margin:0 0 4px 0">{words}</p>')
        start += len(line) + 1
    return "".join(parts)


def _lines_of(article: Article, number: int | None) -> range | None:
    """Which lines of the article's text the paragraph is; None for all."""
    if number is None or not article.text:
        return None
    reached = 0
    for paragraph in article.paragraphs:
        lines = 1 + sum(1 + len(case.items) for case in paragraph.subparagraphs)
        if paragraph.number == number:
            return range(reached, reached + lines)
        reached += lines
    return None
