# SPDX-License-Identifier: MIT
"""Read a checklist from its TOML files; what must hold of it is in `checklist_faults`.

The format is written down in resources/README.md.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists.checklist import (
    DEFAULT_PARTIAL,
    Band,
    CheckItem,
    Checklist,
    DayKind,
    Deadline,
    Deduction,
    Dimension,
    Grade,
    Measure,
    Method,
    ProblemKind,
    Requirement,
    Retired,
    ScoringOptions,
    Tiers,
    Way,
)
from bizenv_desktop.domain.checklists.codes import CODE_LIMIT
from bizenv_desktop.domain.checklists.faults import checklist_faults
from bizenv_desktop.domain.checklists.texts import LIST_TITLE_LIMIT, TITLE_LIMIT
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.domain.regulations.regulation import Citation
from bizenv_desktop.domain.strict_toml import Table, read_document
from bizenv_desktop.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bizenv_desktop.domain.regulations.regulation import Edition

HEAD_FILE = "checklist.toml"


def parse_checklist(files: Mapping[str, str], editions: Mapping[str, Edition]) -> Checklist:
    """A checklist from its folder: file name → text, items in the order of the names.

    `editions` are the known regulation editions by id. `ContentError` with file, item and reason
    for whatever `domain/checklists/faults.py` or the format forbids.
    """
    if HEAD_FILE not in files:
        raise ContentError(HEAD_FILE, "", "自查表文件夹里没有这个文件")
    head = _head(read_document(files[HEAD_FILE], HEAD_FILE))
    items: list[CheckItem] = []
    places: dict[str, str] = {}
    for file in sorted(files.keys() - {HEAD_FILE}):
        for item in _items(read_document(files[file], file), head):
            if item.code in places:
                raise ContentError(file, item.code, f"编号已在{places[item.code]}用过")
            places[item.code] = file
            items.append(item)
    checklist = replace(head, items=tuple(items))
    for fault in checklist_faults(checklist, editions):
        where = f"{fault.item} {fault.key}".lstrip()
        raise ContentError(places.get(fault.item, HEAD_FILE), where, fault.reason)
    return checklist


def _head(document: Table) -> Checklist:
    """checklist.toml: the checklist without its items, which are read against it."""
    table = document.table("checklist")
    head = Checklist(
        id=table.text("id"),
        version=table.integer("version"),
        title=table.text("title", limit=LIST_TITLE_LIMIT),
        level=table.choice("level", Level),
        edition=table.text("edition"),
        base_points=table.decimal("base_points"),
        dimensions=tuple(map(_dimension, document.tables("dimension", least=1))),
        items=(),
        options=ScoringOptions(
            bonus=table.boolean("bonus", False),
            veto=table.boolean("veto", False),
            grades=table.boolean("grades", False),
        ),
        bonus_cap=table.decimal("bonus_cap", Decimal(0)),
        grades=tuple(map(_grade, document.tables("grade"))),
        problem_kinds=tuple(map(_problem_kind, document.tables("problem_kind", least=1))),
        source=table.text("source", ""),
        note=table.text("note", ""),
        retired=tuple(map(_retired, document.tables("retired"))),
        parent=table.text("parent", ""),
    )
    table.done()
    document.done()
    return head


def _dimension(table: Table) -> Dimension:
    dimension = Dimension(table.text("code"), table.text("name", limit=12))
    table.done()
    return dimension


def _grade(table: Table) -> Grade:
    grade = Grade(table.text("name", limit=8), table.decimal("minimum"))
    table.done()
    return grade


def _problem_kind(table: Table) -> ProblemKind:
    kind = ProblemKind(table.text("code"), table.text("name"))
    table.done()
    return kind


def _retired(table: Table) -> Retired:
    retired = Retired(table.text("code"), table.text("title", ""))
    table.done()
    return retired


def _items(document: Table, head: Checklist) -> list[CheckItem]:
    dimension = document.text("dimension")
    if dimension not in {entry.code for entry in head.dimensions}:
        raise document.error(f"{HEAD_FILE} 里没有“{dimension}”这个维度", "dimension")
    tables = document.tables("item", least=1)
    document.done()
    return [_item(table, dimension) for table in tables]


def _item(table: Table, dimension: str) -> CheckItem:
    code = table.text("code", limit=CODE_LIMIT)
    table.rename(code)
    item = CheckItem(
        code=code,
        dimension=dimension,
        title=table.text("title", limit=TITLE_LIMIT),
        standard=table.text("standard"),
        ways=table.choices("ways", Way, least=1),
        check=table.text("check"),
        points=table.decimal("points"),
        method=table.choice("method", Method),
        topic_words=table.texts("topic_words", least=2, most=6),
        evidence=table.texts("evidence", least=1),
        measures=table.texts("measures", least=1, most=3),
        deadline=_deadline(table.table("deadline")),
        problem=table.text("problem"),
        problem_kind=table.text("problem_kind"),
        citations=tuple(map(_citation, table.tables("citations"))),
        policy=table.text("policy", ""),
        partial=table.decimal("partial", DEFAULT_PARTIAL),
        veto=table.boolean("veto", False),
        deductions=tuple(map(_deduction, table.tables("deductions"))),
        measure=_measure(table.table("measure")) if table.has("measure") else None,
        tiers=_tiers(table.table("tiers")) if table.has("tiers") else None,
        on_fail=table.choices("on_fail", Requirement),
        survey=table.texts("survey"),
        standards=table.integers("standards"),
        na_reasons=table.texts("na_reasons"),
        locked=table.optional(lambda key: table.choice(key, Level), "locked"),
    )
    table.done()
    return item


def _deadline(table: Table) -> Deadline:
    deadline = Deadline(table.integer("days"), table.choice("kind", DayKind), table.text("basis"))
    table.done()
    return deadline


def _citation(table: Table) -> Citation:
    citation = Citation(
        edition=table.text("edition"),
        article=table.integer("article"),
        paragraph=table.optional(table.integer, "paragraph"),
        subparagraph=table.optional(table.integer, "subparagraph"),
        insert=table.integer("insert", 0, least=0),
    )
    table.done()
    return citation


def _deduction(table: Table) -> Deduction:
    deduction = Deduction(
        table.text("code"), table.text("text"), table.decimal("each"), table.text("unit", "处")
    )
    table.done()
    return deduction


def _measure(table: Table) -> Measure:
    measure = Measure(
        floor=table.decimal("floor"),
        target=table.decimal("target"),
        unit=table.text("unit"),
        numerator=table.text("numerator", ""),
        denominator=table.text("denominator", ""),
        value=table.text("value", ""),
        before=table.text("before", ""),
        basis=table.text("basis", ""),
    )
    table.done()
    return measure


def _tiers(table: Table) -> Tiers:
    bands = tuple(map(_band, table.tables("bands", least=2)))
    tiers = Tiers(table.text("label"), table.text("unit"), bands)
    table.done()
    return tiers


def _band(table: Table) -> Band:
    band = Band(
        score=table.decimal("score"),
        text=table.text("text"),
        at_least=table.optional(table.decimal, "at_least"),
        at_most=table.optional(table.decimal, "at_most"),
    )
    table.done()
    return band
