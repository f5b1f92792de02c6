# SPDX-License-Identifier: MIT
"""Everything that does not hold of a checklist, told at once.

The TOML loader, the workbook import and the editor share it; a checklist without faults can be
stored, scored, printed and written to a workbook and back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists.codes import code_faults
from bizenv_desktop.domain.checklists.rules import Fault, doubled, item_faults, whole_faults
from bizenv_desktop.domain.checklists.texts import head_text_faults, item_text_faults
from bizenv_desktop.domain.checklists.words import shown
from bizenv_desktop.domain.regulations.regulation import check_citation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from bizenv_desktop.domain.checklists.checklist import CheckItem, Checklist
    from bizenv_desktop.domain.regulations.regulation import Edition

MOST_ITEMS = 1000

__all__ = ["Fault", "checklist_faults"]


def checklist_faults(checklist: Checklist, editions: Mapping[str, Edition]) -> tuple[Fault, ...]:
    """Every fault, those of the head first, then item by item; empty when all is well.

    `editions` are the known regulation editions by id.
    """
    return (*_head_faults(checklist, editions), *_items_faults(checklist, editions))


def _head_faults(checklist: Checklist, editions: Mapping[str, Edition]) -> Iterator[Fault]:
    yield from head_text_faults(checklist)
    if checklist.version < 1:
        yield Fault("version", "应为1或更大的整数")
    if checklist.edition not in editions:
        yield Fault("edition", f"没有“{shown(checklist.edition)}”这个条例版本")
    names = (entry.name for entry in checklist.dimensions)
    yield from doubled("dimension", names, "名称", "name")
    names = (entry.name for entry in checklist.problem_kinds)
    yield from doubled("problem_kind", names, "名称", "name")
    yield from doubled("retired", (entry.code for entry in checklist.retired), field="code")
    if len(checklist.items) > MOST_ITEMS:
        yield Fault("items", f"有{len(checklist.items)}项，最多{MOST_ITEMS}项")
    yield from whole_faults(checklist)


def _items_faults(checklist: Checklist, editions: Mapping[str, Edition]) -> Iterator[Fault]:
    dimensions = {entry.code for entry in checklist.dimensions}
    kinds = {entry.code for entry in checklist.problem_kinds}
    codes = code_faults(checklist)
    for row, item in enumerate(checklist.items, 1):
        own = (*codes.get(row, ()), *_item_faults(item, dimensions, kinds, editions))
        for fault in own:
            yield replace(fault, item=item.code or f"第{row}项", row=row)


def _item_faults(
    item: CheckItem,
    dimensions: Collection[str],
    kinds: Collection[str],
    editions: Mapping[str, Edition],
) -> Iterator[Fault]:
    if item.dimension not in dimensions:
        yield Fault("dimension", f"自查表没有“{shown(item.dimension)}”这个维度")
    yield from item_text_faults(item)
    yield from item_faults(item, kinds)
    for number, citation in enumerate(item.citations, 1):
        if reason := check_citation(citation, editions):
            field = "article" if citation.edition in editions else "edition"
            yield Fault("citations", reason, number, field)
        elif citation in item.citations[: number - 1]:
            yield Fault("citations", "这一条依据写了两次", number)
