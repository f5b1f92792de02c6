# SPDX-License-Identifier: MIT
"""The same text from every format, and one sentence for every file that has none to give."""

from __future__ import annotations

import io
import random
import zipfile
from typing import TYPE_CHECKING

import invented_text
import pytest
from official_texts import as_docx, as_gb18030, as_html, as_pdf, saved

from bizenv_desktop.domain.regulations.regulation_text import parse_regulation
from bizenv_desktop.errors import UserError
from bizenv_desktop.imports.file_text import read_text
from bizenv_desktop.imports.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LINES = invented_text.LINES
# reportlab names characters above U+FFFF wrongly: no reader can tell what they are
PRINTABLE = [line.replace("𬭎", "〔镕〕") for line in LINES]

SAVED: dict[str, Callable[[], bytes]] = {
    "条例.docx": lambda: as_docx(LINES),
    "utf8.txt": lambda: "\n".join(LINES).encode(),
    "记事本.txt": lambda: "\r\n".join(LINES).encode("utf-8-sig"),
    "utf16.txt": lambda: "\r\n".join(LINES).encode("utf-16"),
    "utf16无标记.txt": lambda: "\n".join(LINES).encode("utf-16-le"),
    "国标.txt": lambda: as_gb18030(LINES),
    "笔记.md": lambda: "\n\n".join(["# " + LINES[0], "<!-- 注释 -->", *LINES[1:]]).encode(),
    "粗体.md": lambda: "\n\n".join(bold(line) for line in LINES).encode(),
    "网页.html": lambda: as_html(LINES),
    "没有后缀名的网页": lambda: as_html(LINES),
    "老网页.htm": lambda: as_html(LINES).decode().replace("utf-8", "gb2312").encode("gb18030"),
}


def bold(line: str) -> str:
    """第一条 in asterisks, as some sites export it."""
    head, blank, rest = line.partition("　")
    return f"**{head}**{blank}{rest}" if blank and head.endswith("条") else line


@pytest.mark.parametrize("name", SAVED)
def test_every_format_gives_the_same_tree(name: str) -> None:
    expected = parse_regulation(invented_text.TEXT)
    read = parse_regulation(read_text(SAVED[name](), name))
    assert (read.title, read.notes) == (expected.title, expected.notes)
    assert (read.parts, read.chapters, read.sections) == (
        expected.parts,
        expected.chapters,
        expected.sections,
    )
    assert read.articles == expected.articles


@pytest.mark.parametrize("indent", [True, False])
def test_a_pdf_gives_the_same_tree(indent: bool) -> None:
    expected = parse_regulation("\n".join(PRINTABLE))
    read = parse_regulation(read_text(as_pdf(PRINTABLE, indent=indent, header="法规汇编"), "a.pdf"))
    assert (read.title, read.notes, read.chapters) == (
        expected.title,
        expected.notes,
        expected.chapters,
    )
    assert read.articles == expected.articles


def test_characters_a_pdf_does_not_name_are_shown_and_told() -> None:
    lines = [
        "青禾县便民条例",
        "第一条 姓󠁁按实际写。",
        "第二条 乙。",
        "第三条 大厅准时开门，准时关门。",
    ]
    text = read_text(as_pdf(lines), "a.pdf")
    assert "姓〓按实际写" in text
    assert [w for w in parse_regulation(text).warnings if w.startswith("第一条有字读不出来")]


def test_a_path_is_read_by_what_the_file_is_not_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "其实是docx.txt"
    path.write_bytes(as_docx(LINES))
    assert read_text(path) == "\n".join(LINES)


def test_docx_keeps_tables_insertions_and_automatic_numbers_and_drops_deletions() -> None:
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "表格里的字"
    changed = document.add_paragraph("原文")
    for tag, word, content in (("ins", "插入", "t"), ("del", "删除", "delText")):
        changed._p.append(
            parse_xml(
                f'<w:{tag} {nsdecls("w")} w:id="1" w:author="a">'
                f"<w:r><w:{content}>{word}</w:{content}></w:r></w:{tag}>"
            )
        )
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0">'
            '<w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/>'
            '</w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
            '<w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="88"><w:abstractNumId w:val="77"/></w:num>')
    )
    for text, level in (("甲：", 0), ("子；", 1), ("丑。", 1), ("乙。", 0), ("寅。", 1)):
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="88"/></w:numPr>'
        properties.append(parse_xml(number))
    lines = [line for line in read_text(saved(document), "a.docx").splitlines() if line]
    assert lines == [
        "表格里的字", "原文插入",
        "第一条 甲：", "（一） 子；", "（二） 丑。", "第二条 乙。", "（一） 寅。",
    ]  # fmt: skip


def test_html_drops_scripts_menus_and_comments_and_keeps_signs() -> None:
    page = (
        "<html><head><title>题</title></head><body><nav>首页</nav><!-- <p>注释</p> -->"
        "<script>document.write('<p>第九百条</p>')</script><style>p{}</style>"
        "<p>甲 &lt;乙&gt; &amp;丙&nbsp;&quot;丁&#39;<br>戊<td>己</td><pre>庚\n辛</pre>"
    )
    lines = [line.strip() for line in read_text(page.encode(), "a.html").splitlines()]
    assert [line for line in lines if line] == ["甲 <乙> &丙\xa0\"丁'", "戊", "己", "庚", "辛"]


def zipped(**members: bytes | str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


def thick_docx() -> bytes:
    """Ten thousand pages of text."""
    paragraph = b"<w:p><w:r><w:t>" + "字".encode() * 800 + b"</w:t></w:r></w:p>"
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = b"<w:document " + space + b"><w:body>" + paragraph * 10_000 + b"</w:body></w:document>"
    return zipped(word__document_dot_xml=body)


def bomb_docx() -> bytes:
    """Ten megabytes of zeros twenty-five times over, in a few kilobytes."""
    parts = {f"word__media__{n}_dot_png": b"\0" * 10_485_760 for n in range(25)}
    return zipped(word__document_dot_xml=b"<a/>", **parts)


def entity_docx() -> bytes:
    xml = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
    return zipped(word__document_dot_xml=xml)


def encrypted_pdf() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt="秘密".encode().hex())
    canvas.drawString(100, 100, "text")
    canvas.save()
    return buffer.getvalue()


def scanned_pdf() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for _ in range(3):
        canvas.rect(50, 50, 400, 600, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def noise() -> bytes:
    return random.Random(20_260_301).randbytes(60_000)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "半截.docx": (lambda: as_docx(LINES)[:9000], "没有下载完整"),
    "缺尾.docx": (lambda: as_docx(LINES)[:-300], "没有下载完整"),
    "不是docx.docx": (lambda: zipped(readme_dot_txt="你好"), "压缩包"),
    "表格.docx": (lambda: zipped(xl__workbook_dot_xml="<a/>"), "电子表格"),
    "版式.ofd": (lambda: zipped(OFD_dot_xml="<a/>"), "OFD"),
    "一万页.docx": (thick_docx, "不像一部条例"),
    "炸弹.docx": (bomb_docx, "大得不正常"),
    "实体.docx": (entity_docx, "不是正常的Word文档"),
    "坏xml.docx": (lambda: zipped(word__document_dot_xml=b"<a><b>"), "读不出来"),
    "名叫docx.docx": (lambda: "只是文字".encode(), "不是Word文档"),
    "加密.pdf": (encrypted_pdf, "加了密码"),
    "扫描.pdf": (scanned_pdf, "扫描件"),
    "半截.pdf": (lambda: scanned_pdf()[:120], "读不出来"),
    "名叫pdf.pdf": (lambda: "只是文字".encode(), "不是PDF"),
    "乱码.txt": (noise, "不是文字文件"),
    "程序.txt": (lambda: b"MZ\x90\0\x03\0\0\0" * 500, "不是文字文件"),
    "旧.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "另存为docx"),
    "旧.wps": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "另存为docx"),
    "密.docx": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "去掉密码",
    ),
    "旧.rtf": (lambda: rb"{\rtf1\ansi hello}", "RTF"),
    "照片.pdf": (lambda: b"\xff\xd8\xff\xe0" + b"\0" * 99, "图片"),
    "网页.mht": (lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart", "单个文件网页"),
    "空.txt": (lambda: b" \r\n", "是空的"),
    "太大.txt": (lambda: b"a" * (20 * 1024 * 1024 + 1), "上限"),
    "太长.txt": (lambda: "字".encode() * 1_000_001, "不像一部条例"),
    "炸弹.html": (lambda: b"<html>" + b"<div>" * 1_700_000, "网页代码太长"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_one_sentence_and_nothing_is_left_behind(name: str, tmp_path: Path) -> None:
    make, said = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(make())
    before = sorted(tmp_path.iterdir())
    with pytest.raises(UserError, match=said) as refused:
        read_text(path)
    sentence = str(refused.value)
    assert sentence.endswith("。")
    assert sentence.count("。") == 1
    assert sorted(tmp_path.iterdir()) == before


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    for path in (tmp_path / "没有.docx", tmp_path):
        with pytest.raises(UserError, match="找不到文件"):
            read_text(path)


class Ticking:
    """A clock that goes on by a second each time it is looked at."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


@pytest.mark.parametrize(
    "page",
    [
        b"<html>" + b"<p>\xe5\xad\x97</p>" * 20,
        b"<html>" + b"<!-" * 300,
        b"<html>" + b"<a <a " * 300,
    ],
)
def test_what_takes_too_long_is_given_up(page: bytes) -> None:
    with pytest.raises(UserError, match="已经停下"):
        read_text(page, "a.html", clock=Ticking())


def test_pages_beyond_the_limit_are_refused() -> None:
    with pytest.raises(UserError, match="有3页"):
        read_text(scanned_pdf(), "a.pdf", limits=Limits(pages=2))
