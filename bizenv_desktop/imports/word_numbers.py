# SPDX-License-Identifier: MIT
"""Automatic numbers of a Word document: a 第一条 nobody typed is counted, not written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, fromstring

from bizenv_desktop.domain.numerals import chinese_number

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator, Mapping

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital"}
    | {"taiwaneseCounting", "taiwaneseCountingThousand"}
)
_ARABIC = frozenset({"decimal", "decimalFullWidth", "decimalHalfWidth", "decimalZero"})
_LARGEST_PART = 8 * 1024 * 1024  # bytes
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: `text` is like 第%1条 or （%2）."""

    kind: str
    text: str
    start: int


class Numbering:
    """Counts the numbered paragraphs in order and writes the number of each."""

    def __init__(
        self,
        levels: Mapping[tuple[str, int], _Level],
        lists: Mapping[str, str],
        styles: Mapping[str, tuple[str, int]],
    ) -> None:
        self._levels = levels  # by abstract list and level
        self._lists = lists  # abstract list by list id
        self._styles = styles  # list id and level by style
        self._counts: dict[tuple[str, int], int] = {}

    def label(self, about: Mapping[str, str]) -> str:
        """What stands before the paragraph with that style, list and level; empty for most."""
        by_style = self._styles.get(about.get("pStyle", ""), ("", 0))
        list_id = about.get("numId", by_style[0])
        level = int(about["ilvl"]) if about.get("ilvl", "").isdigit() else by_style[1]
        if list_id in ("", "0"):  # 0 takes the style's number away
            return ""
        abstract = self._lists.get(list_id, "")
        if (abstract, level) not in self._levels:
            return ""
        self._count(abstract, level)
        text = self._levels[abstract, level].text
        return (
            _PLACEHOLDER.sub(lambda found: self._written(abstract, int(found[1]) - 1), text) + " "
        )

    def _count(self, abstract: str, level: int) -> None:
        start = self._levels[abstract, level].start
        self._counts[abstract, level] = self._counts.get((abstract, level), start - 1) + 1
        for lower in range(level + 1, 9):
            self._counts.pop((abstract, lower), None)

    def _written(self, abstract: str, level: int) -> str:
        found = self._levels.get((abstract, level))
        if found is None:
            return ""
        number = self._counts.get((abstract, level), found.start)
        if found.kind in _CHINESE:
            return chinese_number(number)
        return str(number) if found.kind in _ARABIC else ""


def read_numbering(package: zipfile.ZipFile) -> Numbering:
    """The lists of a document; an empty one where it has none."""
    root = _root(package, "word/numbering.xml")
    if root is None:
        return Numbering({}, {}, {})
    levels = {
        (abstract.get(f"{_W}abstractNumId", ""), int(level.get(f"{_W}ilvl", "0"))): _Level(
            _value(level, "numFmt") or "decimal",
            _value(level, "lvlText"),
            int(_value(level, "start") or "1"),
        )
        for abstract in root.iter(f"{_W}abstractNum")
        for level in abstract.iter(f"{_W}lvl")
    }
    lists = {
        each.get(f"{_W}numId", ""): _value(each, "abstractNumId") for each in root.iter(f"{_W}num")
    }
    styles = _root(package, "word/styles.xml")
    return Numbering(levels, lists, dict(_styles(styles)) if styles is not None else {})


def _root(package: zipfile.ZipFile, member: str) -> Element | None:
    """A part of the package; None where it is missing or larger than any real one."""
    if member not in package.namelist() or package.getinfo(member).file_size > _LARGEST_PART:
        return None
    return fromstring(package.read(member))


def _styles(root: Element) -> Iterator[tuple[str, tuple[str, int]]]:
    for style in root.iter(f"{_W}style"):
        for numbered in style.iter(f"{_W}numPr"):
            level = _value(numbered, "ilvl")
            yield style.get(f"{_W}styleId", ""), (_value(numbered, "numId"), int(level or "0"))


def _value(element: Element, tag: str) -> str:
    found = element.find(f"{_W}{tag}")
    return found.get(f"{_W}val", "") if found is not None else ""
