# SPDX-License-Identifier: MIT
"""The paragraphs of a Word or WPS document (.docx), streamed, capped, automatic numbers kept.

Read with the standard library and not with python-docx, which builds the whole document first,
leaves out text that was inserted under tracked changes, and knows no automatic 第一条.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError, XMLParser

from bizenv_desktop.errors import UserError
from bizenv_desktop.imports.word_numbers import Numbering, read_numbering

if TYPE_CHECKING:
    from bizenv_desktop.imports.limits import Watch

_DOCUMENT = "word/document.xml"
_CHUNK = 1 << 16
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

# deleted text, the old home of moved text, old formatting, readings above characters
_SKIPPED = frozenset(
    f"{_W}{tag}" for tag in ("del", "moveFrom", "pPrChange", "rPrChange", "rt", "instrText")
) | {_FALLBACK}

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ParseError, OSError, RuntimeError,
           NotImplementedError, ValueError, UnicodeError)  # fmt: skip


def text_of_docx(data: bytes, name: str, watch: Watch) -> str:
    """A line for each paragraph, tables and text boxes included, header and footer not.

    `UserError` for a package that is broken, is another format, or unpacks to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _text(package, name, watch)
    except _BROKEN as error:
        raise UserError(
            f"“{name}”损坏或没有下载完整，读不出来；请重新下载，或用WPS打开后另存为docx。"
        ) from error


def _text(package: zipfile.ZipFile, name: str, watch: Watch) -> str:
    watch.check_unpacked(sum(member.file_size for member in package.infolist()))
    members = set(package.namelist())
    if _DOCUMENT not in members:
        raise UserError(_what_else(members, name))
    words = _Words(watch, read_numbering(package))
    parser = XMLParser(target=words)
    with package.open(_DOCUMENT) as document:
        while chunk := document.read(_CHUNK):
            if b"<!DOCTYPE" in chunk:
                raise UserError(f"“{name}”不是正常的Word文档，没有读取；请用WPS打开后另存为docx。")
            parser.feed(chunk)
            watch.check_time()
    parser.close()
    return words.text


def _what_else(members: set[str], name: str) -> str:
    if any(member.startswith("xl/") for member in members):
        return f"“{name}”是电子表格，不是条例全文；请选Word、PDF或文本文件。"
    if any(member.startswith("ppt/") for member in members):
        return f"“{name}”是演示文稿，不是条例全文；请选Word、PDF或文本文件。"
    if "OFD.xml" in members:
        return f"“{name}”是OFD版式文件；请用阅读器打开，复制全文后用“粘贴”导入，或转成PDF。"
    if "content.xml" in members:
        return f"“{name}”是ODF文档；请用WPS打开，另存为docx再导入。"
    return f"“{name}”是压缩包，不是Word文档；请先解压，再选里面的条例文件。"


class _Words:
    """The target of the XML parser: takes events, keeps lines and nothing else."""

    def __init__(self, watch: Watch, numbering: Numbering) -> None:
        self._watch = watch
        self._numbering = numbering
        self._lines: list[str] = []
        self._open: list[_Paragraph] = []
        self._skipped = 0
        self._taking = False

    @property
    def text(self) -> str:
        return "\n".join(self._lines)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.replace(_STRICT, _W)
        if self._skipped or tag in _SKIPPED:
            self._skipped += 1
            return
        if tag == f"{_W}p":
            self._open.append(_Paragraph())
        if not self._open:
            return
        match tag.removeprefix(_W):
            case "t":
                self._taking = True
            case "tab":
                self._open[-1].pieces.append(" ")
            case "br" | "cr":
                self._open[-1].pieces.append("\n")
            case "noBreakHyphen":
                self._open[-1].pieces.append("-")
            case "pStyle" | "numId" | "ilvl" as about:
                self._open[-1].about[about] = next(iter(attributes.values()), "")

    def end(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        tag = tag.replace(_STRICT, _W)
        if tag == f"{_W}t":
            self._taking = False
        elif tag == f"{_W}p" and self._open:
            paragraph = self._open.pop()
            text = "".join(paragraph.pieces)
            if text.strip():
                text = self._numbering.label(paragraph.about) + text
            self._watch.add(1)
            self._lines.append(text)

    def data(self, data: str) -> None:
        if self._taking and not self._skipped:
            self._watch.add(len(data))
            self._open[-1].pieces.append(data)

    def close(self) -> None:
        """The parser asks for it; the text is taken by its name."""


class _Paragraph:
    """What was read of an open paragraph: text, and its style and number as written."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.about: dict[str, str] = {}
