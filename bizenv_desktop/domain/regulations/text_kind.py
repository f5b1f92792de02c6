# SPDX-License-Identifier: MIT
"""What a file that is no regulation looks like, in one sentence for the user."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bizenv_desktop.domain.regulations.text_marks import tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bizenv_desktop.domain.regulations.regulation import Article
    from bizenv_desktop.domain.regulations.text_lines import Line

LEAST_ARTICLES = 3
_OPENING_LINES = 25
_DRAFT = re.compile(r"草案|征求意见稿|送审稿|讨论稿|审议稿")
_AMENDING_TITLE = re.compile(r"(?:关于)?修(?:改|订|正).{0,60}的?(?:决定|决议)|修正案")
_REPEALING_TITLE = re.compile(r"关于废止.{0,80}的?(?:决定|决议)")
_AMENDING = re.compile(r"修改为|增加一[条款项]|删去第|条数作相应|顺序作相应调整")
_NOTICE = re.compile(r"[^。]{0,80}的?(?:通知|通报|函|请示|报告)")
_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_LEAST_CHINESE = 20


def what_it_is_instead(
    lines: Sequence[Line], title: str, articles: Sequence[Article]
) -> str | None:
    """Why it cannot be imported, one sentence; None for the full text of a regulation."""
    text = "\n".join(line.text for line in lines)
    if len(_CHINESE.findall(text)) < _LEAST_CHINESE:
        return "这里几乎没有汉字，可能是没有文字的扫描件；请换成能选中文字的文件，或粘贴条例全文。"
    if draft := _DRAFT.search(title):
        return f"“{title}”看起来是{draft[0]}，不是公布的文本；请导入正式公布的全文。"
    if _AMENDING_TITLE.search(title) or _is_amendment(text, title, articles):
        return "看起来是修改决定，不是条例全文；请导入修改后重新公布的全文。"
    if len(articles) < LEAST_ARTICLES:
        return _by_its_opening(lines, articles)
    return None


def _is_amendment(text: str, title: str, articles: Sequence[Article]) -> bool:
    """Whether most articles tell how another text is changed."""
    amending = sum(bool(_AMENDING.search(each.text)) for each in articles)
    if articles:
        return amending * 2 > len(articles)
    return not title and len(_AMENDING.findall(text)) > 1


def _by_its_opening(lines: Sequence[Line], articles: Sequence[Article]) -> str:
    opening = [tidy(line.text) for line in lines[:_OPENING_LINES]]
    text = "\n".join(line.text for line in lines)
    if any(_REPEALING_TITLE.search(line) for line in opening):
        return "看起来是废止决定，不是条例全文；请导入条例全文。"
    if any(_AMENDING_TITLE.search(line) for line in opening) or len(_AMENDING.findall(text)) > 1:
        return "看起来是修改决定，不是条例全文；请导入修改后重新公布的全文。"
    if any(_NOTICE.fullmatch(line) for line in opening):
        return "看起来是一份通知，里面没有条例的条文；请导入条例全文。"
    if articles:
        return f"只读到{len(articles)}条，看起来不是条例全文；请导入有“第一条、第二条……”的全文。"
    return "没有读到“第一条、第二条……”这样的条文，看起来不是条例；请导入条例全文。"
