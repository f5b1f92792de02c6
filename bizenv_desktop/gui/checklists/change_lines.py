# SPDX-License-Identifier: MIT
"""What a new version changes and what a move to it does, as lines to read before saying yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from bizenv_desktop.domain.arithmetic import plain
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.checklists.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bizenv_desktop.domain.checklists.change import ChecklistChange
    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.domain.checklists.moving import LookAgain, Move, RemovedItem


def change_lines(change: ChecklistChange) -> tuple[Line, ...]:
    """New, changed and retired items, and what changed in the head."""
    changed = (
        Line(_named(each.after), _tr("改了{parts}").format(parts=each.words))
        for each in change.changed
    )
    return (
        *_group(_tr("新增"), map(_added, change.added)),
        *_group(_tr("修改"), changed),
        *_group(_tr("停用"), (Line(_named(item)) for item in change.removed)),
        *_group(_tr("表头"), (Line(_tr("改了{part}").format(part=part)) for part in change.head)),
        *_group(_tr("次序"), [Line(_tr("检查项的次序有调整"))] if change.reordered else ()),
    )


def move_lines(move: Move) -> tuple[Line, ...]:
    """What is lost comes first, then what is to be looked at again, then what is new."""
    lost = [_lost(each) for each in move.removed if each.was_filled]
    unfilled = (Line(_named(each.item)) for each in move.removed if not each.was_filled)
    return (
        *_group(_tr("停用，已填的内容会删除"), lost),
        *_group(_tr("有变化，须再看一遍"), map(_again, move.to_look_again)),
        *_group(_tr("新增，要填"), map(_added, move.added)),
        *_group(_tr("停用，没有填过"), unfilled),
    )


def facts_of(item: CheckItem) -> str:
    """How an item is scored, in brief: 逐处扣分 · 2分."""
    if not item.method.in_base and not item.points:
        return item.method.label
    return _tr("{method} · {points}分").format(method=item.method.label, points=plain(item.points))


def _group(title: str, lines: Iterable[Line]) -> Iterator[Line]:
    found = tuple(lines)
    if found:
        words = _tr("{title}（{count}）").format(title=title, count=len(found))
        yield Line(words, is_heading=True)
        yield from found


def _added(item: CheckItem) -> Line:
    return Line(_named(item), facts_of(item))


def _again(again: LookAgain) -> Line:
    words = _tr("改了{parts}；").format(parts=again.change.words)
    if again.after.is_blank:
        return Line(
            _named(again.change.after), words + _tr("原来的结果不适用，要重新填"), theme.WARN
        )
    return Line(_named(again.change.after), words + _tr("填过的带过来，待确认"), theme.WARN)


def _lost(removed: RemovedItem) -> Line:
    parts = []
    if removed.answer is not None:
        verdict = removed.answer.verdict.label if removed.answer.verdict else _tr("填了数字")
        note = removed.answer.note.strip()
        parts.append(f"{verdict}，{note}" if note else verdict)
    if removed.finding is not None:
        parts.append(_tr("整改内容"))
    words = _tr("删除：{parts}").format(parts="；".join(parts))
    return Line(_named(removed.item), words, theme.BAD)


def _named(item: CheckItem) -> str:
    return f"{item.code}　{item.title or _tr('（没有名称）')}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("checklists", text)
