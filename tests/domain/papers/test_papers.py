# SPDX-License-Identifier: MIT
"""The frozen list: its rows, its facts, its columns."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from filled_checks import ALL_ON, PRINTED, filled_check, met_everywhere
from helpers import make_item, small_checklist

from bizenv_desktop.domain.findings.rectification import Finding
from bizenv_desktop.domain.organisation import Level, Organisation
from bizenv_desktop.domain.papers.rectification_list import (
    COLUMN_KEYS,
    DEFAULT_COLUMNS,
    PROVINCIAL_PENDING,
    citation_labels,
    columns_from_setting,
    columns_to_setting,
    rectification_list,
    score_line,
)
from bizenv_desktop.domain.regulations.regulation import Citation
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, Verdict


@pytest.fixture
def record(library):
    answers = [
        Answer("A01", Verdict.NOT_MET, note="门口没有牌子"),
        Answer("A02", Verdict.PARTLY_MET, occurrences=(Occurrence("a", "3号窗口", "㐱姐当班", 2),)),
        Answer("B01", Verdict.PARTLY_MET, note="有一件没有兑现"),
    ]
    clerk = Finding(
        "A01",
        date(2026, 11, 16),
        measures="换新牌子",
        unit="党政办",
        person="王喆",
        leader="李四",
        due=date(2026, 12, 3),
        progress="正在整改",
        remark="长期坚持",
    )
    return rectification_list(filled_check(answers, [clerk]), library.editions, PRINTED)


def test_rows_are_numbered_through_and_carry_their_dimension(record):
    assert [(row.number, row.code, row.dimension) for row in record.rows] == [
        (1, "A01", "政务环境"),
        (2, "A02", "政务环境"),
        (3, "B01", "守信践诺"),
    ]


def test_a_row_holds_every_word_the_clerk_wrote(record):
    row = record.rows[0]
    assert row.problem == "门口没有牌子"
    assert row.measures == "换新牌子"
    assert (row.unit, row.person, row.leader) == ("党政办", "王喆", "李四")
    assert (row.due, row.progress, row.remark) == (date(2026, 12, 3), "正在整改", "长期坚持")


def test_an_untouched_finding_is_printed_with_its_suggestions(record):
    row = record.rows[1]
    assert row.problem == "3号窗口：牌子缺项（㐱姐当班），2处"
    assert row.measures == "1. 当天补齐\n2. 指定专人每周看一遍"
    assert row.due > PRINTED


def test_the_head_says_whose_list_it_is(record):
    assert record.title == "榆林镇便民服务中心营商环境自查整改清单"
    assert record.superiors == "黑龙江省绥化市兰西县"
    assert record.period == "2026年第4季度"
    assert record.regulation == "《黑龙江省优化营商环境条例》（2026年3月1日起施行）"
    assert record.checklist == "小自查表（第1版）"
    assert record.sample
    assert (record.preparer, record.reviewer, record.head) == ("赵𬭎", "钱", "孙")


def test_the_file_name_follows_the_custom(record):
    assert record.file_name == "榆林镇_营商环境自查整改清单_2026年第4季度_20261123"


@pytest.mark.parametrize(
    ("organisation", "title"),
    [
        (Organisation("1", "星火乡", Level.TOWNSHIP), "星火乡便民服务中心"),
        (Organisation("1", "原种示范服务中心", Level.TOWNSHIP), "原种示范服务中心"),
        (Organisation("1", "兰西县", Level.COUNTY), "兰西县"),
    ],
)
def test_the_title_names_the_centre_once(library, organisation, title):
    filled = filled_check([], organisation=organisation)
    made = rectification_list(filled, library.editions, PRINTED)
    assert made.title == f"{title}营商环境自查整改清单"


def test_an_unknown_edition_leaves_the_regulation_out():
    assert rectification_list(filled_check([]), {}, PRINTED).regulation == ""


def test_an_unfinished_check_shows_both_figures_with_their_names():
    line = score_line(filled_check([Answer("A01", Verdict.MET)]))
    assert line == "已填1/9项，已填部分100.00，未填按0分11.43"


def test_an_empty_check_has_no_figure_for_what_is_filled():
    assert score_line(filled_check([])) == "已填0/9项，已填部分—，未填按0分0.00"


def test_a_finished_check_shows_one_figure():
    filled = filled_check(met_everywhere(small_checklist()))
    assert score_line(filled) == "自评分100.00"


def test_grade_and_veto_stand_behind_the_score():
    checklist = small_checklist()
    answers = [
        *met_everywhere(checklist),
        Answer("B04", Verdict.NOT_MET),
        Answer("B05", Verdict.NOT_MET),
    ]
    line = score_line(filled_check(answers, options=ALL_ON))
    assert line == "自评分100.00，等级差（B05触发一票否决）"


def test_nothing_to_score_is_said():
    item = make_item("A01")
    checklist = replace(small_checklist(), items=(item,))
    answer = Answer("A01", Verdict.NOT_APPLICABLE, na_reason="本中心没有这项业务")
    assert score_line(filled_check([answer], checklist=checklist)) == "没有可计分的检查项"


def test_complete_only_when_nothing_is_left_to_fill(library):
    answers = met_everywhere(small_checklist())
    whole = rectification_list(filled_check(answers), library.editions, PRINTED)
    part = rectification_list(filled_check(answers[1:]), library.editions, PRINTED)
    assert whole.complete
    assert not part.complete


def test_citations_name_the_law_the_policy_and_what_is_pending(library):
    item = make_item("A01", policy="政策要求：国办发〔2019〕51号")
    assert citation_labels(item, library.editions) == (
        "《国务院优化营商环境条例》第三十四条",
        "政策要求：国办发〔2019〕51号",
        PROVINCIAL_PENDING,
    )


def test_a_citation_of_an_edition_not_at_hand_keeps_its_id():
    item = make_item("A01", citations=(Citation("cn.other.2030", 3, 1),))
    assert citation_labels(item, {})[0] == "《cn.other.2030》第三条第一款"


@pytest.mark.parametrize(
    ("citations", "basis"),
    [
        ((Citation("cn.yhyshj.2020", 34),), ("《国务院优化营商环境条例》第三十四条",)),
        ((), ("政策要求：外地示例",)),
    ],
)
def test_policy_is_printed_only_where_no_law_stands(library, citations, basis):
    item = make_item("A01", citations=citations, policy="政策要求：外地示例")
    checklist = replace(small_checklist(), items=(item,))
    filled = filled_check([Answer("A01", Verdict.NOT_MET)], checklist=checklist)
    row = rectification_list(filled, library.editions, PRINTED).rows[0]
    assert row.basis == (*basis, PROVINCIAL_PENDING)


# -- columns


def test_the_default_columns_fill_the_page_and_leave_the_leader_out():
    shown = [column for column in DEFAULT_COLUMNS if column.shown]
    assert [column.title for column in shown] == [
        *("序号", "检查项及依据", "存在问题", "整改措施", "责任单位", "责任人"),
        *("整改时限", "整改情况", "销号", "备注"),
    ]
    assert sum(column.width for column in shown) == 225
    assert len(set(COLUMN_KEYS)) == len(DEFAULT_COLUMNS)


def test_columns_survive_the_database():
    moved = (DEFAULT_COLUMNS[3], replace(DEFAULT_COLUMNS[0], title="编号<&>", width=30.5))
    kept = columns_from_setting(json.loads(json.dumps(columns_to_setting(moved))))
    assert kept[:2] == moved
    assert {column.key for column in kept} == set(COLUMN_KEYS)


@pytest.mark.parametrize(
    "odd",
    [
        None,
        "x",
        [],
        [1, "x", None, {}],
        [{"key": []}, {"key": "no such column"}],
        [{"key": key, "shown": False} for key in COLUMN_KEYS],
    ],
)
def test_an_odd_setting_gives_the_default_columns(odd):
    assert columns_from_setting(odd) == DEFAULT_COLUMNS


@pytest.mark.parametrize(
    "entry",
    [
        {"title": "  "},
        {"title": 5},
        {"width": 2},
        {"width": float("nan")},
        {"width": 900},
        {"width": "9"},
        {"width": True},
        {"shown": "yes"},
    ],
)
def test_an_odd_part_of_a_column_falls_back_alone(entry):
    columns = columns_from_setting([{"key": "number", **entry}])
    assert columns[0] == DEFAULT_COLUMNS[0]


def test_a_doubled_column_counts_once():
    columns = columns_from_setting([{"key": "due", "title": "期限"}, {"key": "due", "title": "再"}])
    assert [column.title for column in columns if column.key == "due"] == ["期限"]
