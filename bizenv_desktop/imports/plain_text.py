# SPDX-License-Identifier: MIT
"""Bytes to characters in the encodings Chinese offices use, and Markdown to plain text."""

from __future__ import annotations

import codecs
import re

from bizenv_desktop.errors import UserError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_CHARSET_WITHIN = 4096
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_STRANGE_SHARE = 0.001  # control characters that a text may carry and still be one
_EXPECTED = re.compile(r"[\s\x20-\x7e\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u2010-\u203b·]")
_EXPECTED_SHARE = 0.9
_JUDGED = 200_000


def decode(data: bytes, name: str, *, html: bool = False) -> str:
    """The text of `data`: by its mark, by the charset HTML names, else UTF-8, UTF-16 or GB18030.

    `UserError` for bytes that are no text in any of them.
    """
    for encoding in _candidates(data, html=html):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if _is_text(text):
            return text.removeprefix("\ufeff")
    raise UserError(
        f"“{name}”不是文字文件，或编码认不出来；请用WPS打开，另存为docx或UTF-8文本再导入。"
    )


def _candidates(data: bytes, *, html: bool) -> list[str]:
    marked = [encoding for mark, encoding in _MARKS if data.startswith(mark)]
    if marked:
        return marked
    named = _CHARSET.search(data[:_CHARSET_WITHIN]) if html else None
    encoding = named[1].decode("ascii").lower() if named else ""
    if encoding in ("gb2312", "gbk", "gb_2312-80"):
        encoding = "gb18030"  # pages that say GB2312 use the whole of GBK
    first = [encoding] if encoding else []
    if data.count(0) > len(data) // 50:  # a text in UTF-16 has zero bytes, one in the others none
        return [*first, "utf-16-le", "utf-16-be"]
    return [*first, "utf-8", "gb18030", "utf-16-le", "utf-16-be"]


def _is_text(text: str) -> bool:
    """Whether its beginning reads as Chinese or English text and not as chance characters."""
    text = text[:_JUDGED]
    if len(_CONTROL.findall(text)) > len(text) * _STRANGE_SHARE:
        return False
    return len(_EXPECTED.findall(text)) >= len(text) * _EXPECTED_SHARE


_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LINE_MARK = re.compile(r"^[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]?|[*+-][ \t]+)", re.MULTILINE)
_HEADING_END = re.compile(r"[ \t]+#+[ \t]*$", re.MULTILINE)
_EMPHASIS = re.compile(r"(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!~>-])")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_RULE = re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$", re.MULTILINE)


def without_markdown(text: str) -> str:
    """The words alone: heading signs, emphasis, links, rules and comments go."""
    text = _COMMENT.sub("", text)
    text = _RULE.sub("", text)
    text = _LINE_MARK.sub("", text)
    text = _HEADING_END.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _EMPHASIS.sub(r"\2", text)
    return _ESCAPED.sub(r"\1", text)
