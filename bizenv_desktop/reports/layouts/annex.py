# SPDX-License-Identifier: MIT
"""佐证材料附件: a directory of all files, then the pictures, numbered and captioned.

Upright four stand on a page, laid across two larger ones; before and after side by side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.domain.evidence import Use
from bizenv_desktop.reports.blocks import (
    Column,
    Facts,
    Group,
    Line,
    Look,
    NewPage,
    Paper,
    Photo,
    Photos,
    Stand,
    Table,
    Text,
)
from bizenv_desktop.reports.layouts.common import paper_facts, paper_properties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bizenv_desktop.domain.annex import Annex, AnnexEntry, AnnexItem
    from bizenv_desktop.reports.blocks import Block

_DIRECTORY = (
    Column("number", "编号", 23, Stand.CENTRE, repeat=True),
    Column("words", "材料及说明", 80, flexible=True),
    Column("use", "用途", 18, Stand.CENTRE),
    Column("kind", "种类", 26, Stand.CENTRE),
    Column("taken", "拍摄日期", 24, Stand.CENTRE),
)
_NONE = "没有添加佐证材料"
_LOST = "（文件缺失或被改动）"
_SEPARATE = "（文件另附）"
_CAPTION = 48  # characters under a picture; the directory has them all
_HIGH_UPRIGHT, _HIGH_ACROSS = 80.0, 108.0  # mm


def annex_paper(record: Annex) -> Paper:
    """The annex as a paper."""
    head = record.head
    count = sum(len(item.entries) for item in record.items)
    blocks: list[Block] = [
        Text(head.title, Look.TITLE),
        Facts(paper_facts(head, f"共{count}件"), head.code),
        Table(_DIRECTORY, tuple(_directory(record)), size=10.5),
    ]
    high = _HIGH_ACROSS if head.landscape else _HIGH_UPRIGHT
    photos = [_photos(item, high) for item in record.items if item.pictures]
    if photos:
        blocks += [NewPage(), *photos]
    return Paper(**paper_properties(head), landscape=head.landscape, blocks=tuple(blocks))


def _directory(record: Annex) -> Iterator[Line | Group]:
    if not record.items:
        yield Group(_NONE)
    for item in record.items:
        yield Group(f"{item.code}　{item.title}", bookmark=f"{item.code} {item.title}")
        for entry in item.entries:
            aside = "" if entry.kind.is_picture else _SEPARATE
            words = f"{entry.words}{aside if entry.path else _LOST}"
            yield Line((entry.number, words, entry.purpose, entry.kind.label, entry.taken))


def _photos(item: AnnexItem, high: float) -> Photos:
    rows = tuple(tuple(map(_photo, row)) for row in item.pictures)
    return Photos(f"{item.code}　{item.title}", rows, high)


def _photo(entry: AnnexEntry | None) -> Photo | None:
    if entry is None:
        return None
    use = "" if entry.use is Use.ANSWER else f"{entry.use.label}："
    words = entry.words if len(entry.words) <= _CAPTION else f"{entry.words[:_CAPTION]}…"
    taken = f"（{entry.taken}）" if entry.taken else ""
    return Photo(entry.path, f"{entry.number}　{use}{' '.join(words.split())}{taken}")
