# SPDX-License-Identifier: MIT
"""Official texts for tests: the real ones where they lie beside the project, in any format."""

from __future__ import annotations

import html
import io
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT = Path(__file__).parents[1]
TEXTS = ROOT.parent / "shared" / "regulations"
FONT = ROOT / "resources" / "fonts" / "body.ttf"

NATIONAL = "优化营商环境条例(2019-10-22).md"
SHANDONG = "山东省优化营商环境条例(2020-09-25).md"
SHANGHAI_2020 = "上海市优化营商环境条例(2020-04-10).md"
SHANGHAI_2024 = "上海市优化营商环境条例(2024-09-27).md"


@cache
def official_file(name: str) -> Path:
    """The file of that name; the test is skipped where no official texts lie beside the project."""
    path = TEXTS / name
    if not path.exists():
        pytest.skip("no official texts beside the project")
    return path


def plain_lines(markdown: str) -> list[str]:
    """The lines of one of the real files, without its Markdown, for saving in other formats."""
    text = re.sub(r"<!--.*?-->", "", markdown)
    return [line.lstrip("# ").rstrip() for line in text.splitlines() if line.strip()]


def as_docx(lines: Iterable[str]) -> bytes:
    import docx

    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def saved(document: object) -> bytes:
    """The bytes of a python-docx document."""
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def as_gb18030(lines: Iterable[str]) -> bytes:
    return "\r\n".join(lines).encode("gb18030")


def as_html(lines: Sequence[str]) -> bytes:
    """A page as government sites make them: a menu before, a footer behind, the text in blocks."""
    body = "\n".join(f"<p>&emsp;&emsp;<span>{html.escape(line)}</span></p>" for line in lines)
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>法规库</title>"
        "<style>p{margin:0}</style><script>var a = '<p>第九百条 假的</p>';</script></head><body>"
        f"<nav><a href='/'>首页</a></nav><div class='text'>{body}</div>"
        "<div>【打印】【关闭】</div><footer>主办单位：某某办公室</footer></body></html>"
    ).encode()


def as_pdf(lines: Sequence[str], *, indent: bool = True, header: str = "") -> bytes:
    """Pages of A4 with page numbers; paragraphs begin indented, or after a gap."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    if not FONT.exists():
        pytest.skip("no bundled face")
    if "官文" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("官文", FONT))
    gap = {"firstLineIndent": 32} if indent else {"spaceBefore": 14}
    style = ParagraphStyle("正文", fontName="官文", fontSize=16, leading=29, wordWrap="CJK", **gap)

    def number_page(canvas: object, document: SimpleDocTemplate) -> None:
        canvas.setFont("官文", 14)  # type: ignore[attr-defined]
        canvas.drawCentredString(297, 40, f"— {document.page} —")  # type: ignore[attr-defined]
        canvas.drawCentredString(297, 800, header)  # type: ignore[attr-defined]

    buffer = io.BytesIO()
    document = SimpleDocTemplate(buffer, pagesize=A4, invariant=1)
    story = [Paragraph(html.escape(line), style) for line in lines]
    document.build(story, onFirstPage=number_page, onLaterPages=number_page)
    return buffer.getvalue()
