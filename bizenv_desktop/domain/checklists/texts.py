# SPDX-License-Identifier: MIT
"""What must hold of a checklist's words: present, trimmed, storable, short, not twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bizenv_desktop.domain.checklists.codes import CODE_LIMIT
from bizenv_desktop.domain.checklists.rules import Fault
from bizenv_desktop.domain.checklists.words import shown
from bizenv_desktop.domain.text import clean_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from bizenv_desktop.domain.checklists.checklist import CheckItem, Checklist, Measure, Tiers

TITLE_LIMIT = 24
"""Characters of an item's title: the row on screen."""
LIST_TITLE_LIMIT = 40
TEXT_LIMIT = 3000
LINE_LIMIT = 300
WORD_BREAKS = re.compile(r"[、，,；;\n\t]+")
"""Between the words of one cell or field; a word itself holds none of them."""
_MOST_ENTRIES = 30
_MOST_DAYS = 3650


class _Text(NamedTuple):
    """A text and how it must be: `limit` characters at most, on one line unless `long`."""

    value: str
    limit: int = LINE_LIMIT
    may_be_empty: bool = False
    long: bool = False


def head_text_faults(checklist: Checklist) -> Iterator[Fault]:
    """The words of the head, its dimensions, grades, kinds of problem and retired codes."""
    head = {
        "id": _Text(checklist.id, 80),
        "title": _Text(checklist.title, LIST_TITLE_LIMIT),
        "edition": _Text(checklist.edition),
        "source": _Text(checklist.source, TEXT_LIMIT, may_be_empty=True, long=True),
        "note": _Text(checklist.note, TEXT_LIMIT, may_be_empty=True, long=True),
        "parent": _Text(checklist.parent, 80, may_be_empty=True),
    }
    for part, text in head.items():
        yield from _faults(text, part)
    for number, dimension in enumerate(checklist.dimensions, 1):
        yield from _faults(_Text(dimension.code, CODE_LIMIT), "dimension", number, "code")
        yield from _faults(_Text(dimension.name, 12), "dimension", number, "name")
    for number, grade in enumerate(checklist.grades, 1):
        yield from _faults(_Text(grade.name, 8), "grade", number, "name")
    for number, kind in enumerate(checklist.problem_kinds, 1):
        yield from _faults(_Text(kind.code), "problem_kind", number, "code")
        yield from _faults(_Text(kind.name), "problem_kind", number, "name")
    for number, entry in enumerate(checklist.retired, 1):
        yield from _faults(_Text(entry.code, CODE_LIMIT), "retired", number, "code")
        title = _Text(entry.title, TITLE_LIMIT, may_be_empty=True)
        yield from _faults(title, "retired", number, "title")
    for part, entries in (("dimension", checklist.dimensions), ("items", checklist.items)):
        if not entries:
            yield Fault(part, "一条也没有")
    if not checklist.problem_kinds:
        yield Fault("problem_kind", "一条也没有")


def item_text_faults(item: CheckItem) -> Iterator[Fault]:
    """The words of one item, and how many of each there must be."""
    texts = {
        "code": _Text(item.code, CODE_LIMIT),
        "title": _Text(item.title, TITLE_LIMIT),
        "standard": _Text(item.standard, TEXT_LIMIT, long=True),
        "check": _Text(item.check, TEXT_LIMIT, long=True),
        "problem": _Text(item.problem, TEXT_LIMIT, long=True),
        "policy": _Text(item.policy, TEXT_LIMIT, may_be_empty=True, long=True),
    }
    for part, text in texts.items():
        yield from _faults(text, part)
    if any(blank.isspace() for blank in item.code):
        yield Fault("code", "编号里不能有空白")
    yield from _lists_faults(item)
    yield from _faults(_Text(item.deadline.basis, TEXT_LIMIT, long=True), "deadline", 0, "basis")
    if not 1 <= item.deadline.days <= _MOST_DAYS:
        yield Fault("deadline", f"应为1到{_MOST_DAYS}的整数", field="days")
    for number, kind in enumerate(item.deductions, 1):
        yield from _faults(_Text(kind.code, CODE_LIMIT), "deductions", number, "code")
        yield from _faults(_Text(kind.text), "deductions", number, "text")
        yield from _faults(_Text(kind.unit, CODE_LIMIT), "deductions", number, "unit")
    if item.measure is not None:
        yield from _measure_faults(item.measure)
    if item.tiers is not None:
        yield from _tiers_faults(item.tiers)


def _lists_faults(item: CheckItem) -> Iterator[Fault]:
    yield from _list_faults("ways", item.ways, least=1)
    yield from _list_faults("on_fail", item.on_fail)
    yield from _list_faults("topic_words", item.topic_words, least=2, most=6)
    yield from _list_faults("evidence", item.evidence, least=1)
    yield from _list_faults("measures", item.measures, least=1, most=3)
    yield from _list_faults("survey", item.survey)
    yield from _list_faults("na_reasons", item.na_reasons)
    for part in ("topic_words", "survey"):
        if any(WORD_BREAKS.search(word) for word in getattr(item, part)):
            yield Fault(part, "一个词里不能有顿号、逗号、分号")
    if len(set(item.standards)) != len(item.standards) or any(row < 1 for row in item.standards):
        yield Fault("standards", "应为不重复的正整数")


def _list_faults(
    part: str, texts: Collection[str], *, least: int = 0, most: int = _MOST_ENTRIES
) -> Iterator[Fault]:
    if not least <= len(texts) <= most:
        wanted = f"至少{least}个" if most == _MOST_ENTRIES and least else f"{least}到{most}个"
        yield Fault(part, f"有{len(texts)}个，应当{wanted}")
    seen: set[str] = set()
    for text in texts:
        yield from _faults(_Text(text), part)
        if text in seen:
            yield Fault(part, f"“{shown(text)}”写了两次")
        seen.add(text)


def _measure_faults(measure: Measure) -> Iterator[Fault]:
    yield from _faults(_Text(measure.unit, CODE_LIMIT), "measure", 0, "unit")
    for field in ("numerator", "denominator", "value", "before"):
        text = _Text(getattr(measure, field), may_be_empty=True)
        yield from _faults(text, "measure", 0, field)
    basis = _Text(measure.basis, TEXT_LIMIT, may_be_empty=True, long=True)
    yield from _faults(basis, "measure", 0, "basis")


def _tiers_faults(tiers: Tiers) -> Iterator[Fault]:
    yield from _faults(_Text(tiers.label), "tiers", 0, "label")
    yield from _faults(_Text(tiers.unit, CODE_LIMIT), "tiers", 0, "unit")
    for number, band in enumerate(tiers.bands, 1):
        yield from _faults(_Text(band.text), "tiers", number, "text")
    if len(tiers.bands) < 2:
        yield Fault("tiers", f"有{len(tiers.bands)}档，应当至少2档")


def _faults(text: _Text, part: str, entry: int = 0, field: str = "") -> Iterator[Fault]:
    """At most one fault of a text."""
    reason = _reason(text)
    if reason:
        yield Fault(part, reason, entry, field)


def _reason(text: _Text) -> str:
    value = text.value
    if not value.strip():
        return "" if text.may_be_empty and not value else "不能是空的"
    if value != value.strip():
        return "首尾有多余的空白"
    if clean_text(value) != value:
        return "含有不可见的控制字符"
    if "\n" in value and not text.long:
        return "不能换行"
    if len(value) > text.limit:
        return f"有{len(value)}个字，最多{text.limit}个"
    return ""
