# SPDX-License-Identifier: MIT
"""The words of a saved web page, a line for each block; scripts, styles and menus go."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from bizenv_desktop.imports.limits import Watch

_CHUNK = 1 << 16
_LONGEST_PAGE = 8_000_000  # characters with all markup
_SNIFFED = 1000
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]", re.IGNORECASE)

# fmt: off
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "center", "caption", "dd", "div",
    "dl", "dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody",
    "td", "th", "tr", "ul",
})
_SILENT = frozenset({
    "script", "style", "noscript", "template", "head", "title", "nav", "select", "button", "svg",
    "iframe",
})
# fmt: on


def looks_like_html(text: str) -> bool:
    """Whether a file without the ending is a page all the same."""
    return bool(_HTML.search(text[:_SNIFFED]))


def text_of_html(page: str, name: str, watch: Watch) -> str:
    """The lines of the page.

    `UserError` when it is too long or takes too long: some broken markup costs the standard
    library's parser quadratic time, so the watch is asked at every event.
    """
    if len(page) > _LONGEST_PAGE:
        raise UserError(f"“{name}”的网页代码太长；请用浏览器打开，复制条例全文后用“粘贴”导入。")
    words = _Words(watch)
    for start in range(0, len(page), _CHUNK):
        words.feed(page[start : start + _CHUNK])
        watch.check_time()
    words.close()
    return words.text


class _Words(HTMLParser):
    """Collects character data outside silent elements."""

    def __init__(self, watch: Watch) -> None:
        super().__init__(convert_charrefs=True)
        self._watch = watch
        self._pieces: list[str] = []
        self._silent: list[str] = []
        self._preformatted = False

    @property
    def text(self) -> str:
        lines = (" ".join(line.split("\n")) for line in "".join(self._pieces).split("\0"))
        return "\n".join(lines)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._watch.check_time()
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag in _BLOCKS:
            self._pieces.append("\0")
            self._preformatted |= tag == "pre"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._watch.check_time()
        if tag in _BLOCKS:
            self._pieces.append("\0")

    def handle_endtag(self, tag: str) -> None:
        self._watch.check_time()
        if tag in self._silent:  # closes what was left open inside it, too
            while self._silent.pop() != tag:
                pass
        elif tag in _BLOCKS:
            self._pieces.append("\0")
            self._preformatted &= tag != "pre"

    def handle_comment(self, data: str) -> None:
        self._watch.check_time()

    def handle_data(self, data: str) -> None:
        if self._silent:
            self._watch.check_time()
            return
        self._watch.add(len(data))
        words = data.replace("\0", "")
        self._pieces.append(words.replace("\n", "\0") if self._preformatted else words)
