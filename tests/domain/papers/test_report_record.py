# SPDX-License-Identifier: MIT
"""The report as a paper: its head, its charts, and which earlier self-check it is held against."""

from __future__ import annotations

from dataclasses import replace

import pytest
from filled_checks import filled_check, met_everywhere
from helpers import small_checklist

from bizenv_desktop.domain.papers.paper_head import paper_head
from bizenv_desktop.domain.papers.paper_kinds import paper_kind
from bizenv_desktop.domain.papers.paper_records import paper_record
from bizenv_desktop.domain.papers.paper_settings import PaperSettings
from bizenv_desktop.domain.papers.report_draft import EditedParagraph
from bizenv_desktop.domain.papers.report_record import ReportRecord, latest_before, report_record
from bizenv_desktop.domain.period import Period


def in_period(filled, code):
    return replace(filled, check=replace(filled.check, period=Period.parse(code)))


@pytest.fixture
def filled():
    return filled_check(met_everywhere(small_checklist()))


def record(filled, **settings):
    kind = paper_kind("report")
    return paper_record(kind, filled, {}, PaperSettings(**settings))


def test_a_long_title_is_broken_before_its_subject(filled):
    assert record(filled).title_lines == (
        "榆林镇便民服务中心关于2026年第4季度",
        "营商环境自查情况的报告",
    )
    head = paper_head(filled, paper_kind("report"), {}, PaperSettings(centre="乙镇"))
    short = report_record(filled, {}, replace(head, period="2026"))
    assert short.title_lines == ("乙镇关于2026营商环境自查情况的报告",)


def test_the_units_own_name_for_itself_is_used_throughout(filled):
    made = record(filled, centre="榆林镇政务大厅")
    assert made.title_lines[0].startswith("榆林镇政务大厅关于")
    assert made.report.paragraphs[0].text.startswith("榆林镇政务大厅对照")


def test_it_is_held_against_the_last_one_made_with_the_same_checklist(filled):
    foreign = replace(filled, checklist=replace(filled.checklist, id="other"))
    earlier = [in_period(filled, code) for code in ("2026Q1", "2026Q3", "2026Q2", "2027Q1")]
    found = latest_before(filled, [*earlier, in_period(foreign, "2026H1")])
    assert found is earlier[1]
    assert latest_before(filled, []) is None


def test_edits_charts_and_the_last_period_come_together(filled):
    made = paper_record(
        paper_kind("report"),
        filled,
        {},
        earlier=[in_period(filled, "2026Q3")],
        edits={"opening": EditedParagraph("自查情况如下。", "")},
    )
    assert isinstance(made, ReportRecord)
    assert made.report.paragraphs[0].text == "自查情况如下。"
    assert "与2026年第3季度持平" in made.report.paragraphs[2].text
    assert len(made.charts.trend.points) == 2
