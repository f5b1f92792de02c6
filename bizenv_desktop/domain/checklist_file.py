# SPDX-License-Identifier: MIT
"""Read a checklist from its TOML files and refuse whatever does not hold together.

The format is written down in resources/README.md.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklist import (
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
    ScoringOptions,
    Tiers,
    Way,
)
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.domain.regulation import Citation, check_citation
from bizenv_desktop.domain.strict_toml import Table, read_document
from bizenv_desktop.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bizenv_desktop.domain.regulation import Edition

HEAD_FILE = "checklist.toml"
_TITLE_LIMIT = 24
_ZERO = Decimal(0)


def parse_checklist(files: Mapping[str, str], editions: Mapping[str, Edition]) -> Checklist:
    """A checklist from its folder: file name → text, items in the order of the names.

    `editions` are the known regulation editions by id. Raises `ContentError` with file, item and reason.
    """
    if HEAD_FILE not in files:
        raise ContentError(HEAD_FILE, "", "自查表文件夹里没有这个文件")
    head = _Head(read_document(files[HEAD_FILE], HEAD_FILE), editions)
    items: list[CheckItem] = []
    places: dict[str, str] = {}
    for file in sorted(files):
        if file == HEAD_FILE:
            continue
        for item in _items(read_document(files[file], file), head, editions):
            if item.code in places:
                raise ContentError(file, item.code, f"编号已在{places[item.code]}用过")
            places[item.code] = file
            items.append(item)
    checklist = head.with_items(tuple(items))
    _check_sums(checklist)
    return checklist


class _Head:
    """checklist.toml: what all item files are read against."""

    def __init__(self, document: Table, editions: Mapping[str, Edition]) -> None:
        table = document.table("checklist")
        self.id = table.text("id")
        self.version = table.integer("version")
        self.title = table.text("title", limit=40)
        self.level = table.choice("level", Level)
        self.edition = table.text("edition")
        self.base_points = table.decimal("base_points")
        self.bonus_cap = table.decimal("bonus_cap", _ZERO)
        self.options = ScoringOptions(
            bonus=table.boolean("bonus", False),
            veto=table.boolean("veto", False),
            grades=table.boolean("grades", False),
        )
        self.source = table.text("source", "")
        self.note = table.text("note", "")
        if self.edition not in editions:
            raise table.error(f"没有“{self.edition}”这个条例版本", "edition")
        table.done()
        self.dimensions = tuple(map(_dimension, document.tables("dimension", least=1)))
        self.grades = tuple(map(_grade, document.tables("grade")))
        self.problem_kinds = tuple(map(_problem_kind, document.tables("problem_kind", least=1)))
        self._check(document)
        document.done()

    def _check(self, document: Table) -> None:
        _refuse_doubles(document, "dimension", [entry.code for entry in self.dimensions])
        _refuse_doubles(document, "problem_kind", [entry.code for entry in self.problem_kinds])
        minimums = [grade.minimum for grade in self.grades]
        if minimums != sorted(set(minimums), reverse=True) or (minimums and minimums[-1] != 0):
            raise document.error("等级应从高到低排列，最后一级的 minimum 为 0", "grade")

    def with_items(self, items: tuple[CheckItem, ...]) -> Checklist:
        return Checklist(
            id=self.id,
            version=self.version,
            title=self.title,
            level=self.level,
            edition=self.edition,
            base_points=self.base_points,
            dimensions=self.dimensions,
            items=items,
            options=self.options,
            bonus_cap=self.bonus_cap,
            grades=self.grades,
            problem_kinds=self.problem_kinds,
            source=self.source,
            note=self.note,
        )


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


def _refuse_doubles(table: Table, key: str, codes: list[str]) -> None:
    for code, count in Counter(codes).items():
        if count > 1:
            raise table.error(f"编号“{code}”用了{count}次", key)


def _items(document: Table, head: _Head, editions: Mapping[str, Edition]) -> list[CheckItem]:
    dimension = document.text("dimension")
    if dimension not in {entry.code for entry in head.dimensions}:
        raise document.error(f"{HEAD_FILE} 里没有“{dimension}”这个维度", "dimension")
    tables = document.tables("item", least=1)
    document.done()
    kinds = {kind.code for kind in head.problem_kinds}
    return [_item(table, dimension, kinds, editions) for table in tables]


def _item(
    table: Table, dimension: str, kinds: set[str], editions: Mapping[str, Edition]
) -> CheckItem:
    code = table.text("code", limit=12)
    table.rename(code)
    method = table.choice("method", Method)
    item = CheckItem(
        code=code,
        dimension=dimension,
        title=table.text("title", limit=_TITLE_LIMIT),
        standard=table.text("standard"),
        ways=table.choices("ways", Way, least=1),
        check=table.text("check"),
        points=table.decimal("points"),
        method=method,
        topic_words=table.texts("topic_words", least=2, most=6),
        evidence=table.texts("evidence", least=1),
        measures=table.texts("measures", least=1, most=3),
        deadline=_deadline(table.table("deadline")),
        problem=table.text("problem"),
        problem_kind=table.text("problem_kind"),
        citations=tuple(_citation(entry, editions) for entry in table.tables("citations")),
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
    )
    table.done()
    _check_item(table, item, kinds)
    return item


def _deadline(table: Table) -> Deadline:
    deadline = Deadline(table.integer("days"), table.choice("kind", DayKind), table.text("basis"))
    table.done()
    return deadline


def _citation(table: Table, editions: Mapping[str, Edition]) -> Citation:
    citation = Citation(
        edition=table.text("edition"),
        article=table.integer("article"),
        paragraph=table.optional(table.integer, "paragraph"),
        subparagraph=table.optional(table.integer, "subparagraph"),
        insert=table.integer("insert", 0, least=0),
    )
    table.done()
    if reason := check_citation(citation, editions):
        raise table.error(reason)
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
    if measure.floor == measure.target:
        raise table.error("floor 与 target 相同，无法按比例计分")
    if bool(measure.numerator) != bool(measure.denominator):
        raise table.error("比率要同时写 numerator 和 denominator")
    if measure.is_ratio == bool(measure.value):
        raise table.error("写 numerator 和 denominator（比率），或只写 value（数值）")
    for key, bound in (("floor", measure.floor), ("target", measure.target)):
        if not _at_most_two_places(bound):
            raise table.error("最多两位小数", key)
    return measure


def _tiers(table: Table) -> Tiers:
    tiers = Tiers(
        table.text("label"),
        table.text("unit"),
        tuple(map(_band, table.tables("bands", least=2))),
    )
    table.done()
    unbounded = [band.at_least is None and band.at_most is None for band in tiers.bands]
    if unbounded.index(True) != len(unbounded) - 1 if True in unbounded else True:
        raise table.error("只有最后一档不写 at_least 或 at_most", "bands")
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


def _at_most_two_places(number: Decimal) -> bool:
    return number == number.quantize(Decimal("0.01"))


def _check_item(table: Table, item: CheckItem, kinds: set[str]) -> None:
    if not item.citations and not item.policy:
        raise table.error("没有上位法依据，也没有写政策要求及出处", "citations")
    if item.problem_kind not in kinds:
        raise table.error(f"{HEAD_FILE} 里没有“{item.problem_kind}”这个问题分类", "problem_kind")
    if item.method is Method.VETO:
        if item.points != 0:
            raise table.error("一票否决项不计分，应写 0", "points")
    elif not _ZERO < item.points <= 100 or not _at_most_two_places(item.points):
        raise table.error("应大于0、不超过100，最多两位小数", "points")
    if not _ZERO < item.partial < 1 or not _at_most_two_places(item.points * item.partial):
        raise table.error("应在0与1之间，且分值×系数最多两位小数", "partial")
    _check_method_parts(table, item)


def _check_method_parts(table: Table, item: CheckItem) -> None:
    """A method's own table must be there, and no other method's."""
    parts = {
        "deductions": (bool(item.deductions), Method.DEDUCTION),
        "measure": (item.measure is not None, Method.MEASURE),
        "tiers": (item.tiers is not None, Method.TIER),
    }
    for key, (present, method) in parts.items():
        if present != (item.method is method):
            fault = "缺少这一项" if not present else "不该有这一项"
            raise table.error(f"计分方法是{item.method.label}，{fault}", key)
    _refuse_doubles(table, "deductions", [kind.code for kind in item.deductions])
    for kind in item.deductions:
        if not _ZERO < kind.each <= item.points or not _at_most_two_places(kind.each):
            raise table.error(
                f"{kind.code} 每处扣分应大于0、不超过分值，最多两位小数", "deductions"
            )
    for band in item.tiers.bands if item.tiers else ():
        if not _ZERO <= band.score <= item.points or not _at_most_two_places(band.score):
            raise table.error(f"“{band.text}”的得分应在0与分值之间，最多两位小数", "tiers")


def _check_sums(checklist: Checklist) -> None:
    base = sum((item.points for item in checklist.items if item.method.in_base), _ZERO)
    if base != checklist.base_points:
        reason = f"各检查项分值合计{base}，与 base_points {checklist.base_points} 不符"
        raise ContentError(HEAD_FILE, "checklist base_points", reason)
    used = {item.dimension for item in checklist.items}
    for dimension in checklist.dimensions:
        if dimension.code not in used:
            raise ContentError(HEAD_FILE, f"dimension {dimension.code}", "这个维度没有检查项")
