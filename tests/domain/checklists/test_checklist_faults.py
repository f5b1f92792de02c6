# SPDX-License-Identifier: MIT
from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from helpers import RARE, make_item, small_checklist

from bizenv_desktop.domain.checklists.checklist import (
    Band,
    Checklist,
    Deduction,
    Dimension,
    Grade,
    Method,
    ProblemKind,
    Retired,
    ScoringOptions,
    Tiers,
)
from bizenv_desktop.domain.checklists.faults import checklist_faults
from bizenv_desktop.domain.checklists.file import parse_checklist
from bizenv_desktop.domain.checklists.rules import points_left
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.domain.regulations.regulation import Citation
from bizenv_desktop.errors import ContentError

if TYPE_CHECKING:
    from bizenv_desktop.library import Library


def told(checklist: Checklist, library: Library) -> list[tuple[str, str]]:
    """Place and reason of every fault."""
    return [(each.place, each.reason) for each in checklist_faults(checklist, library.editions)]


def with_item(code: str, **changes: object) -> Checklist:
    """The small checklist with one item changed."""
    small = small_checklist()
    items = (replace(i, **changes) if i.code == code else i for i in small.items)
    return replace(small, items=tuple(items))


def test_whole_checklists_have_none(
    library: Library, checklist: Checklist, small: Checklist
) -> None:
    assert told(checklist, library) == []
    assert told(small, library) == []


@pytest.mark.parametrize(
    ("code", "changes", "place", "reason"),
    [
        ("A01", {"title": ""}, "A01 检查项", "不能是空的"),
        ("A01", {"title": "长" * 25}, "A01 检查项", "有25个字，最多24个"),
        ("A01", {"standard": " 好"}, "A01 标准", "首尾有多余的空白"),
        ("A01", {"check": "看\x07听"}, "A01 检查方法", "含有不可见的控制字符"),
        ("A01", {"measures": ("做\n完",)}, "A01 整改措施", "不能换行"),
        ("A01", {"ways": ()}, "A01 检查方式", "有0个，应当至少1个"),
        ("A01", {"topic_words": ("一",)}, "A01 主题词", "有1个，应当2到6个"),
        ("A01", {"evidence": ("照片", "照片")}, "A01 佐证材料", "“照片”写了两次"),
        ("A01", {"standards": (3, 3)}, "A01 标准条目", "应为不重复的正整数"),
        ("A01", {"dimension": "Z"}, "A01 维度", "自查表没有“Z”这个维度"),
        ("A01", {"problem_kind": "x"}, "A01 问题分类", "自查表没有“x”这个问题分类"),
        ("A01", {"partial": Decimal(1)}, "A01 部分符合系数", "应大于0、小于1，最多两位小数"),
        ("A01", {"citations": ()}, "A01 依据", "没有上位法依据，也没有写政策要求及出处"),
        ("B05", {"points": Decimal(1)}, "B05 分值", "一票否决项不计分，应写0"),
        ("A02", {"deductions": ()}, "A02 扣分情形", "计分方法是逐处扣分，缺少扣分情形"),
        ("A03", {"measure": None}, "A03 指标", "计分方法是指标，缺少指标"),
    ],
)
def test_an_items_fault_names_place_and_reason(
    library: Library, code: str, changes: dict[str, object], place: str, reason: str
) -> None:
    found = told(with_item(code, **changes), library)
    assert (place, reason) in found


def test_a_fault_inside_a_list_names_the_entry(library: Library) -> None:
    kinds = (Deduction("a", "缺项", Decimal("0.5")), Deduction("a", "", Decimal(9)))
    faults = checklist_faults(with_item("A02", deductions=kinds), library.editions)
    assert {(f.key, f.place, f.row) for f in faults} == {
        ("deductions[2] code", "A02 扣分情形第2条 情形编号", 2),
        ("deductions[2] text", "A02 扣分情形第2条 扣分情形", 2),
        ("deductions[2] each", "A02 扣分情形第2条 每处扣分", 2),
    }


@pytest.mark.parametrize(
    ("bands", "entry", "field"),
    [
        (
            (Band(Decimal(2), "多", at_least=Decimal(3)), Band(Decimal(0), "少", Decimal(1))),
            2,
            "at_least",
        ),
        (
            (
                Band(Decimal(2), "多", at_least=Decimal(3)),
                Band(Decimal(1), "中", at_least=Decimal(3)),
                Band(Decimal(0), "少"),
            ),
            2,
            "at_least",
        ),
        ((Band(Decimal(2), "多"), Band(Decimal(0), "少")), 1, "at_least"),
        ((Band(Decimal(1), "多", at_most=Decimal(3)), Band(Decimal(0), "少")), 1, "score"),
        ((Band(Decimal(2), "多", at_most=Decimal("1e12")), Band(Decimal(0), "少")), 1, "at_most"),
        ((Band(Decimal(2), "全"),), 0, ""),
        ((), 0, ""),
    ],
)
def test_bands_that_cannot_work(
    library: Library, bands: tuple[Band, ...], entry: int, field: str
) -> None:
    tiers = Tiers("次数", "次", bands)
    faults = checklist_faults(with_item("A05", tiers=tiers), library.editions)
    assert ("tiers", entry, field) in {(f.part, f.entry, f.field) for f in faults}


def test_a_citation_must_stand_and_stand_once(library: Library) -> None:
    there = Citation("cn.yhyshj.2020", 34)
    cited = (there, Citation("cn.yhyshj.2020", 999), Citation("xx", 1), there)
    assert told(with_item("A01", citations=cited), library) == [
        ("A01 依据第2条 条", "《国务院优化营商环境条例》共72条，没有第九百九十九条"),
        ("A01 依据第3条 法规", "没有编号为“xx”的法规版本"),
        ("A01 依据第4条", "这一条依据写了两次"),
    ]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"version": 0}, "版本"),
        ({"id": ""}, "自查表编号"),
        ({"edition": "hlj.none"}, "对照条例"),
        ({"base_points": Decimal(18)}, "基本分"),
        ({"bonus_cap": Decimal(0)}, "加分上限"),
        ({"bonus_cap": Decimal(-1)}, "加分上限"),
        ({"grades": (), "options": ScoringOptions(grades=True)}, "等级"),
        ({"grades": (Grade("差", Decimal(0)), Grade("优", Decimal(90)))}, "等级第2条 最低分"),
        ({"dimensions": (Dimension("A", "甲"), Dimension("B", "甲"))}, "维度第2条 维度名称"),
        ({"problem_kinds": (ProblemKind("duty", "甲"),) * 2}, "问题分类第2条 分类编号"),
        ({"retired": (Retired("A09"), Retired("A09"))}, "停用编号第2条 停用编号"),
        ({"items": ()}, "检查项"),
    ],
)
def test_the_heads_faults(
    library: Library, small: Checklist, changes: dict[str, object], place: str
) -> None:
    assert place in dict(told(replace(small, **changes), library))


def test_every_fault_is_told_at_once(library: Library) -> None:
    broken = with_item("A01", title="", standard="", points=Decimal("0.333"))
    places = [place for place, _ in told(broken, library)]
    assert places == ["基本分", "A01 检查项", "A01 标准", "A01 分值", "A01 部分符合系数"]
    assert points_left(broken) == Decimal("1.667")


def test_a_code_is_used_once_and_never_again(library: Library, small: Checklist) -> None:
    doubled = replace(small, items=(*small.items, replace(small.items[1], points=Decimal(0))))
    assert ("A02 编号", "编号“A02”与第2项重复") in told(doubled, library)
    retired = replace(small, retired=(Retired("A03", "旧"),))
    assert told(retired, library) == [("A03 编号", "编号“A03”已停用，停用的编号不能再用")]


def test_a_supplement_is_not_locked_from_above(library: Library, small: Checklist) -> None:
    own = make_item("AX01", dimension="A", locked=Level.COUNTY)
    foreign = replace(own, code="AX02", locked=Level.PROVINCE)
    grown = replace(small, items=(*small.items, own, foreign), base_points=Decimal("21.5"))
    assert told(grown, library) == [("AX02 锁定", "县级补充项不能由省级锁定")]


def test_rare_characters_and_long_texts_are_no_fault(library: Library) -> None:
    long = (RARE + "长") * (2999 // len(RARE + "长"))
    assert told(with_item("A01", standard=long.strip(), check="一\n二\t三"), library) == []


def test_the_loader_names_file_item_and_reason(library: Library, small: Checklist) -> None:
    folder = library.folder / "checklists" / "township-centre"
    files = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.toml")}
    first = sorted(files)[0]
    files[first] = re.sub(
        r'^title = ".*?"', 'title = "一\\\\n二"', files[first], count=1, flags=re.M
    )
    with pytest.raises(ContentError) as refused:
        parse_checklist(files, library.editions)
    told = (refused.value.file, refused.value.where, refused.value.reason)
    assert told == (first, "A01 title", "不能换行")


def test_the_loader_reads_locks_and_retired_codes(library: Library) -> None:
    folder = library.folder / "checklists" / "township-centre"
    files = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.toml")}
    first = sorted(files)[0]
    files[first] = files[first].replace('code = "A01"', 'code = "A01"\nlocked = "province"', 1)
    files["checklist.toml"] += '\n[[retired]]\ncode = "A99"\ntitle = "旧项"\n'
    read = parse_checklist(files, library.editions)
    assert read.item("A01").locked is Level.PROVINCE
    assert read.retired == (Retired("A99", "旧项"),)
    files["checklist.toml"] = files["checklist.toml"].replace("A99", "A02")
    with pytest.raises(ContentError, match=r"A02 code：编号“A02”已停用"):
        parse_checklist(files, library.editions)


def test_no_method_brings_another_methods_parts(library: Library) -> None:
    wrong = with_item("A02", method=Method.JUDGEMENT)
    assert told(wrong, library) == [("A02 扣分情形", "计分方法是判断，不该有扣分情形")]
