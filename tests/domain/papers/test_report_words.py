# SPDX-License-Identifier: MIT
"""Small phrases of official prose."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from helpers import make_item

from bizenv_desktop.domain.checklists.checklist import Measure, Method
from bizenv_desktop.domain.papers.report_words import (
    counted,
    day_in,
    figure_name,
    firstly,
    joined,
    lines_of,
    moved,
    sentence,
)


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ([], ""),
        (["甲"], "甲"),
        (["甲", "乙"], "甲和乙"),
        (["甲", "乙", "丙"], "甲、乙和丙"),
    ],
)
def test_a_list_ends_in_and(words, whole):
    assert joined(words) == whole


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("没有牌子", "没有牌子。"),
        ("没有牌子；", "没有牌子。"),
        ("没有牌子。", "没有牌子。"),
        ("怎么办？", "怎么办？"),
        (" ", ""),
    ],
)
def test_a_sentence_has_one_stop(typed, whole):
    assert sentence(typed) == whole


def test_typed_numbers_are_taken_off_and_figures_are_not():
    typed = "1. 换牌子；\n\n2、报修。\n（3）登记\n④公示\n3.5米高的牌子\n12345热线"
    assert lines_of(typed) == ["换牌子", "报修", "登记", "公示", "3.5米高的牌子", "12345热线"]


def test_several_steps_become_one_sentence():
    assert firstly([]) == ""
    assert firstly(["换牌子"]) == "换牌子"
    assert firstly(["换牌子", "报修"]) == "一是换牌子；二是报修"


def test_the_year_is_told_only_where_it_is_another():
    assert day_in(date(2026, 12, 3), 2026) == "12月3日"
    assert day_in(date(2027, 1, 3), 2026) == "2027年1月3日"


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("到期应办结件数", "到期应办结9件"),
        ("转到本镇的12345工单总数", "转到本镇的12345工单共9件"),
        ("本乡镇村（社区）总数", "本乡镇村（社区）共9个"),
        ("依申请事项总数（当期目录）", "依申请事项共9项"),
        ("法定办理天数合计", "法定办理时限合计9天"),
        ("平均等候", "平均等候9"),
    ],
)
def test_a_label_and_its_number_read_as_prose(label, told):
    assert counted(label, Decimal(9)) == told


@pytest.mark.parametrize(
    ("before", "after", "unit", "told"),
    [
        ("90", "95.5", "%", "网办率由90%升至95.5%"),
        ("3.6", "2", "个", "网办率由3.6个减至2个"),
        ("2", "3", "个", "网办率由2个增至3个"),
        ("2", "2.0", "个", "网办率保持2个"),
    ],
)
def test_what_moved_is_told_by_its_kind(before, after, unit, told):
    assert moved("网办率", Decimal(before), Decimal(after), unit) == told


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("六最·环节：平均办理环节", "平均办理环节"),
        ("融资需求对接成功率（可选）", "融资需求对接成功率"),
        ("引导信用赋码", "引导信用赋码比率"),
    ],
)
def test_a_figure_is_named_without_what_is_only_a_label(title, name):
    ratio = Measure(Decimal(0), Decimal(90), "%", numerator="件数", denominator="件数")
    number = Measure(Decimal(9), Decimal(2), "个", value="环节")
    measure = number if "六最" in title else ratio
    item = make_item("A01", Method.MEASURE, title=title, measure=measure)
    assert figure_name(item) == name


def test_a_tier_is_named_by_what_it_counts():
    assert figure_name(make_item("A05", Method.TIER)) == "能办的领域"
