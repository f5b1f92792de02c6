# SPDX-License-Identifier: MIT
"""How a checklist lies in a workbook: sheets, columns, choices. Writer and reader both go by it.

Keys are field names as in `checklist_words`; `item` is the code of the item a row belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists.checklist import DayKind, Method, Requirement, Way
from bizenv_desktop.domain.checklists.words import HEAD_WORDS, ITEM_WORDS
from bizenv_desktop.domain.organisation import Level

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.regulations.regulation import Edition

GUIDE_SHEET = "说明"
HEAD_SHEET = "自查表"
ITEMS_SHEET = "检查项"
CHOICES_SHEET = "可选内容"
LIST_MARK = "、"
YES, NO = "是", "否"
_WIDE, _MIDDLE, _NARROW, _SMALL = 46, 26, 14, 9


class Kind(Enum):
    """What a column's cells hold."""

    CODE = auto()  # letters and digits
    TEXT = auto()
    LINES = auto()  # one entry a line
    WORDS = auto()  # words with 、 between
    NUMBER = auto()
    WHOLE = auto()
    WHOLES = auto()  # whole numbers with 、 between
    YES = auto()
    CHOICE = auto()
    CHOICES = auto()  # choices with 、 between
    ASIDE = auto()  # shown for orientation, not read


@dataclass(frozen=True, slots=True)
class Column:
    """One column, or one line of the head's sheet; `width` is in characters."""

    key: str
    heading: str
    kind: Kind
    width: int
    hint: str = ""


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table with its headings in row 1; several may stand side by side on one sheet."""

    name: str
    sheet: str
    columns: tuple[Column, ...]


def _head(key: str, kind: Kind, hint: str = "") -> Column:
    return Column(key, HEAD_WORDS[key], kind, _MIDDLE, hint)


def _item(key: str, kind: Kind, width: int = _NARROW, hint: str = "") -> Column:
    return Column(key, ITEM_WORDS[key], kind, width, hint)


HEAD_LINES = (
    _head("id", Kind.CODE, "自查表的身份，不要改"),
    _head("version", Kind.WHOLE, "存入时由程序编号"),
    _head("title", Kind.TEXT, "最多40个字"),
    _head("level", Kind.CHOICE, "谁来自查"),
    _head("edition", Kind.CHOICE, "对照哪个版本的省条例"),
    _head("base_points", Kind.NUMBER, "判断、逐处扣分、指标、分档各项分值之和"),
    _head("bonus", Kind.YES, "是：计加分项"),
    _head("bonus_cap", Kind.NUMBER, "加分合计最多多少分"),
    _head("veto", Kind.YES, "是：一票否决起作用"),
    _head("grades", Kind.YES, "是：按“维度与分类”里的等级评定"),
    _head("source", Kind.TEXT, "检查内容从哪里来"),
    _head("note", Kind.TEXT),
    _head("parent", Kind.CODE, "从哪张自查表改来，不要改"),
)

_OWNER = Column("item", ITEM_WORDS["code"], Kind.CODE, _SMALL, "属于哪个检查项")
_OWNER_TITLE = Column("item_title", "检查项（对照用）", Kind.ASIDE, _MIDDLE, "不读取，可以不填")

ITEMS = SheetTable(
    "items",
    ITEMS_SHEET,
    (
        _item("code", Kind.CODE, _SMALL, "永不改变；删去一行就是停用，停用的编号不能再用"),
        _item("dimension", Kind.CHOICE, 11, "从下拉框选"),
        _item("title", Kind.TEXT, 24, "最多24个字"),
        _item("standard", Kind.TEXT, _WIDE, "做到什么样算好"),
        _item("ways", Kind.CHOICES, 11, "看现场、查台账、系统核、问人员，可写几个，用顿号隔开"),
        _item("check", Kind.TEXT, 60, "站在大厅里一步一步怎么查"),
        _item("points", Kind.NUMBER, 7, "最多两位小数；一票否决项写0"),
        _item("method", Kind.CHOICE, 10, "从下拉框选"),
        _item("partial", Kind.NUMBER, 8, "判断、加分用，大于0小于1；不填是0.5"),
        _item("veto", Kind.YES, 8, "是：不符合时触发一票否决"),
        _item("on_fail", Kind.CHOICES, 13, "情况说明、照片、整改，可写几个，用顿号隔开"),
        _item("problem", Kind.TEXT, _MIDDLE, "没有另写情况时，问题清单上印的话"),
        _item("problem_kind", Kind.CHOICE, 22, "从下拉框选"),
        _item("measures", Kind.LINES, _WIDE, "1至3条，一行一条（按 Alt+回车 换行）"),
        _item("deadline.days", Kind.WHOLE, 8, "几天内改好"),
        _item("deadline.kind", Kind.CHOICE, 8, "工作日或日历日"),
        _item("deadline.basis", Kind.TEXT, _MIDDLE, "为什么是这么多天"),
        _item("evidence", Kind.LINES, _MIDDLE, "一行一条"),
        _item("policy", Kind.TEXT, _MIDDLE, "没有法律法规依据时必填，写明出处"),
        _item("topic_words", Kind.WORDS, _MIDDLE, "2至6个，用顿号隔开，用来找省条例条文"),
        _item("na_reasons", Kind.LINES, _MIDDLE, "选“不适用”时可点选的原因，一行一条"),
        _item("survey", Kind.WORDS, 10, "可不填"),
        _item("standards", Kind.WHOLES, 10, "可不填，数字用顿号隔开"),
        _item("locked", Kind.CHOICE, 8, "哪一级锁定；它的下级不能改这一行"),
    ),
)
CITATIONS = SheetTable(
    "citations",
    "依据",
    (
        _OWNER,
        _OWNER_TITLE,
        _item("citations.edition", Kind.CHOICE, 48, "从下拉框选"),
        _item("citations.article", Kind.WHOLE, 7, "只写数字，如 36"),
        _item("citations.insert", Kind.WHOLE, 7, "第三十六条之一写1，一般不填"),
        _item("citations.paragraph", Kind.WHOLE, 7, "只写数字，可不填"),
        _item("citations.subparagraph", Kind.WHOLE, 7, "只写数字，可不填"),
    ),
)
DEDUCTIONS = SheetTable(
    "deductions",
    "扣分情形",
    (
        _OWNER,
        _OWNER_TITLE,
        _item("deductions.code", Kind.CODE, 10, "同一检查项里 a、b、c……，永不改变"),
        _item("deductions.text", Kind.TEXT, 60, "什么情形扣分"),
        _item("deductions.each", Kind.NUMBER, 10, "每处扣多少分，不超过分值"),
        _item("deductions.unit", Kind.TEXT, 10, "处、件、次、人次；不填是“处”"),
    ),
)
MEASURES = SheetTable(
    "measure",
    "指标",
    (
        _OWNER,
        _OWNER_TITLE,
        _item("measure.numerator", Kind.TEXT, _MIDDLE, "比率填分子、分母名称"),
        _item("measure.denominator", Kind.TEXT, _MIDDLE, "比率填分子、分母名称"),
        _item("measure.value", Kind.TEXT, _MIDDLE, "不是比率的只填这一格"),
        _item("measure.unit", Kind.TEXT, 8, "比率写 %"),
        _item("measure.floor", Kind.NUMBER, 10, "到这个数不得分"),
        _item("measure.target", Kind.NUMBER, 10, "到这个数得满分，中间按比例"),
        _item("measure.before", Kind.TEXT, _MIDDLE, "只作对比、不计分的数，可不填"),
        _item("measure.basis", Kind.TEXT, _WIDE, "目标从哪里来"),
    ),
)
TIERS = SheetTable(
    "tiers",
    "分档",
    (
        _OWNER,
        _OWNER_TITLE,
        _item("tiers.label", Kind.TEXT, _MIDDLE, "数什么；同一检查项只写第一行"),
        _item("tiers.unit", Kind.TEXT, 10, "同一检查项只写第一行"),
        _item("tiers.at_least", Kind.NUMBER, 10, "从大到小；最后一档不填"),
        _item("tiers.at_most", Kind.NUMBER, 10, "越少越好时用，从小到大；最后一档不填"),
        _item("tiers.score", Kind.NUMBER, 8, "这一档得几分"),
        _item("tiers.text", Kind.TEXT, _MIDDLE, "这一档怎么称呼"),
    ),
)
DIMENSIONS = SheetTable(
    "dimension",
    "维度与分类",
    (_head("dimension.code", Kind.CODE), _head("dimension.name", Kind.TEXT)),
)
PROBLEM_KINDS = SheetTable(
    "problem_kind",
    "维度与分类",
    (_head("problem_kind.code", Kind.CODE), _head("problem_kind.name", Kind.TEXT)),
)
GRADES = SheetTable(
    "grade",
    "维度与分类",
    (
        _head("grade.name", Kind.TEXT, "从好到差"),
        _head("grade.minimum", Kind.NUMBER, "从高到低，最后一级是0"),
    ),
)
RETIRED = SheetTable(
    "retired",
    "停用编号",
    (
        _head("retired.code", Kind.CODE, "这些编号不能再用"),
        _head("retired.title", Kind.TEXT),
    ),
)
ITEM_PARTS = (CITATIONS, DEDUCTIONS, MEASURES, TIERS)
HEAD_PARTS = (DIMENSIONS, PROBLEM_KINDS, GRADES, RETIRED)
TABLES = (ITEMS, *ITEM_PARTS, *HEAD_PARTS)
READ_SHEETS = tuple(dict.fromkeys((HEAD_SHEET, *(table.sheet for table in TABLES))))
UNREAD_SHEETS = (GUIDE_SHEET, CHOICES_SHEET)

_LEVELS: Mapping[str, Level] = {level.label: level for level in Level}
FIXED_CHOICES: Mapping[str, Mapping[str, object]] = {
    "level": _LEVELS,
    "locked": _LEVELS,
    "method": {method.label: method for method in Method},
    "ways": {way.value: way for way in Way},
    "on_fail": {
        "情况说明": Requirement.NOTE,
        "照片": Requirement.PHOTO,
        "整改": Requirement.FINDING,
    },
    "deadline.kind": {"工作日": DayKind.WORKING, "日历日": DayKind.CALENDAR},
}


def edition_choices(editions: Mapping[str, Edition]) -> dict[str, str]:
    """What stands for each edition in a cell: its short title and id, as two may share a title."""
    return {f"{each.short_title}（{each.id}）": each.id for each in editions.values()}


def own_choices(checklist: Checklist) -> dict[str, dict[str, str]]:
    """The names that stand for the checklist's own codes."""
    return {
        "dimension": {entry.name: entry.code for entry in checklist.dimensions},
        "problem_kind": {entry.name: entry.code for entry in checklist.problem_kinds},
    }
