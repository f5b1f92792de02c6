# SPDX-License-Identifier: MIT
"""The styles of our Word files: those WPS shows as 标题, 副标题, 标题 1, 标题 2, 正文, and our own.

The built-in ones keep their built-in identity (Title, Heading 1, Normal), so that WPS names them in
its own language and its navigation pane and table of contents know them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bizenv_desktop.reports.blocks import Look

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

SONG, HEI, TITLE = "宋体", "黑体", "方正小标宋简体"
KAI, FANGSONG = "楷体_GB2312", "仿宋_GB2312"
_LATIN = "Times New Roman"
_LEADING = 28.95  # 22 lines in 225 mm, in twentieths of a point
_SQUEEZE = -5  # twentieths of a point after a letter of 16: 28 of them in 156 mm


class _Look(NamedTuple):
    name: str
    face: str
    size: float
    leading: float
    align: str = "both"
    indent: float = 0  # characters
    after: float = 0
    level: int | None = None


_BUILT_IN = ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3")
_LOOKS: dict[Look | str, _Look] = {
    Look.BODY: _Look("Normal", FANGSONG, 16, _LEADING, indent=2),
    Look.TITLE: _Look("Title", TITLE, 22, 32, "center", after=4),
    Look.SUBTITLE: _Look("Subtitle", KAI, 14, 22, "center", after=4),
    Look.HEADING: _Look("Heading 1", HEI, 16, _LEADING, indent=2, level=0),
    Look.SUBHEADING: _Look("Heading 2", KAI, 16, _LEADING, indent=2, level=1),
    Look.ADDRESS: _Look("称呼", FANGSONG, 16, _LEADING, "left"),
    Look.NOTE: _Look("说明", FANGSONG, 10.5, 16, "left"),
}
_HEADING_3 = _Look("Heading 3", FANGSONG, 16, _LEADING, indent=2, level=2)
"""No paper of ours goes as deep; it is there for the clerk who edits one."""
_OWN = {
    "text": _Look("表格文字", SONG, 9, 12, "left"),
    "head": _Look("表头", HEI, 9, 12, "center"),
    "group": _Look("表格分组", HEI, 9.5, 13, "left"),
    "form": _Look("表单文字", SONG, 10.5, 14, "left"),
    "label": _Look("表单栏目", HEI, 10.5, 14, "center"),
    "signature": _Look("落款", SONG, 12, 26, "left"),
    "mark": _Look("示例标记", HEI, 10.5, 16, "right"),
    "running": _Look("页眉文字", SONG, 9, 12, "left"),
    "picture": _Look("图片", SONG, 9, 0, "right"),
    "number": _Look("页码文字", SONG, 14, 14, "left"),
}


def style_name(look: Look | str) -> str:
    """The name of a look's style in the file."""
    return (_LOOKS[look] if isinstance(look, Look) else _OWN[look]).name


def style_id(look: Look | str) -> str:
    """The identity of a look's style, for XML."""
    if isinstance(look, Look) and (name := _LOOKS[look].name) in _BUILT_IN:
        return name.replace(" ", "")
    return f"own-{look}"


def add_styles(document: Document) -> None:
    """Give a new document our styles, the built-in ones in Chinese office faces."""
    from docx.enum.style import WD_STYLE_TYPE

    looks: dict[Look | str, _Look] = {**_LOOKS, "heading3": _HEADING_3, **_OWN}
    for key, look in looks.items():
        if look.name in _BUILT_IN:
            style = document.styles[look.name]
        else:
            style = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
            style.element.set(_w("styleId"), style_id(key))
        _dress(style, look)


def _dress(style: ParagraphStyle, look: _Look) -> None:
    """Everything by the look: what the template's style said is dropped."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    element = style.element
    for tag in ("pPr", "rPr"):
        for old in element.findall(_w(tag)):
            element.remove(old)
    twips = round(look.leading * 20)
    line = f'w:line="{twips}" w:lineRule="exact"' if twips else 'w:line="240" w:lineRule="auto"'
    outline = "" if look.level is None else f'<w:outlineLvl w:val="{look.level}"/>'
    keep = "" if look.level is None else "<w:keepNext/>"
    indent = round(look.indent * look.size * 20)
    chars = round(look.indent * 100)
    element.append(
        parse_xml(
            f"<w:pPr {nsdecls('w')}>{keep}<w:widowControl/>"
            f'<w:spacing w:before="0" w:after="{round(look.after * 20)}"'
            f" {line}/>"
            f'<w:ind w:left="0" w:firstLineChars="{chars}" w:firstLine="{indent}"/>'
            f'<w:jc w:val="{look.align}"/>{outline}</w:pPr>'
        )
    )
    half_points = round(look.size * 2)
    squeeze = _SQUEEZE if look.leading == _LEADING else 0
    element.append(
        parse_xml(
            f"<w:rPr {nsdecls('w')}>"
            f'<w:rFonts w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:eastAsia="{look.face}"'
            f' w:cs="{_LATIN}"/><w:b w:val="0"/><w:i w:val="0"/><w:color w:val="000000"/>'
            f'<w:spacing w:val="{squeeze}"/>'
            f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
            '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
        )
    )
    if look.name != "Normal":
        style.quick_style = True


def _w(tag: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{tag}"))
