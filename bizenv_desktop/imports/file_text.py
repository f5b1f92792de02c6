# SPDX-License-Identifier: MIT
"""The text of an official file, whatever it was saved as: docx, txt, md, html or a PDF with text.

What a file is, its first bytes tell; the name decides only between the kinds of plain text.
Nothing is written, and every refusal is one sentence that says what to do.
"""

from __future__ import annotations

import time
from pathlib import Path

from bizenv_desktop.errors import UserError
from bizenv_desktop.imports.html_text import looks_like_html, text_of_html
from bizenv_desktop.imports.limits import Clock, Limits, Watch
from bizenv_desktop.imports.pdf_text import text_of_pdf
from bizenv_desktop.imports.plain_text import decode, without_markdown
from bizenv_desktop.imports.word_text import text_of_docx

FILE_FILTER = "条例全文 (*.docx *.pdf *.txt *.md *.html *.htm)"
"""For file dialogs."""

_PDF_WITHIN = 1024  # bytes before %PDF that readers tolerate
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")


def read_text(
    source: Path | bytes,
    name: str = "",
    *,
    limits: Limits | None = None,
    clock: Clock = time.monotonic,
) -> str:
    """The text, a line for each paragraph where the format tells them apart.

    `name` is the file's name for bytes that came without one. `UserError` for whatever is not
    text, cannot be opened, is encrypted, broken, scanned, too large or too slow.
    """
    watch = Watch(limits or Limits(), clock)
    if isinstance(source, Path):
        name = name or source.name
        data = _read(source, watch)
    else:
        data = source
    watch.check_bytes(len(data))
    if not data.strip():
        raise UserError(f"“{name or '文件'}”是空的；请检查文件是否已下载完整。")
    return _text(data, name or "文件", watch)


def _read(path: Path, watch: Watch) -> bytes:
    try:
        if not path.is_file():
            raise UserError(f"找不到文件“{path.name}”；请检查它是否已被移走，或U盘是否已插好。")
        with path.open("rb") as file:
            return file.read(watch.limits.file_bytes + 1)
    except OSError as error:
        raise UserError(
            f"“{path.name}”打不开（{error.strerror or error}）；请关闭正在使用它的程序后再试。"
        ) from error


def _text(data: bytes, name: str, watch: Watch) -> str:
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return text_of_pdf(data, name, watch)
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return text_of_docx(data, name, watch)
    _refuse_by_first_bytes(data, name)
    ending = Path(name).suffix.lower()
    if ending == ".docx":
        raise UserError(f"“{name}”不是Word文档，或者没有下载完整；请重新下载或另存为docx。")
    if ending == ".pdf":
        raise UserError(f"“{name}”不是PDF文件，或者没有下载完整；请重新下载。")
    text = decode(data, name, html=ending in (".html", ".htm"))
    if ending in (".html", ".htm") or looks_like_html(text):
        return text_of_html(text, name, watch)
    watch.add(len(text))
    return without_markdown(text) if ending in (".md", ".markdown") else text


def _refuse_by_first_bytes(data: bytes, name: str) -> None:
    if data.startswith(_OLE):
        if _ENCRYPTED_OFFICE in data:
            raise UserError(f"“{name}”加了密码；请用WPS打开，去掉密码后另存为docx再导入。")
        raise UserError(f"“{name}”是旧格式（doc或wps）；请用WPS打开，另存为docx再导入。")
    if data.startswith(b"{\\rtf"):
        raise UserError(f"“{name}”是RTF格式；请用WPS打开，另存为docx再导入。")
    if data.startswith(_PICTURES):
        raise UserError(f"“{name}”是图片，里面没有文字；请换成docx或能选中文字的PDF。")
    if data[:200].lstrip().lower().startswith((b"mime-version:", b"from: <saved by")):
        raise UserError(f"“{name}”是单个文件网页；请用浏览器打开，全选复制后用“粘贴”导入。")
