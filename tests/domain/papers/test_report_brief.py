# SPDX-License-Identifier: MIT
"""The short report: counted by kind, the heaviest told, the rest referred to the list."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from filled_checks import ALL_ON, PRINTED, filled_check, met_everywhere
from helpers import LONG_NOTE, RARE, believable_answers, make_item, small_checklist

from bizenv_desktop.domain.checklists.checklist import ProblemKind
from bizenv_desktop.domain.findings.rectification import Finding
from bizenv_desktop.domain.papers.paper_kinds import paper_kind
from bizenv_desktop.domain.papers.paper_records import paper_record
from bizenv_desktop.domain.papers.paper_settings import PaperSettings
from bizenv_desktop.domain.papers.report_draft import EditedParagraph
from bizenv_desktop.domain.papers.report_drafting import draft_report
from bizenv_desktop.domain.selfcheck import Answer, Verdict

WRONG = ("。。", "；。", "，。", "，，", "；；", "（）", "()", "None", "：。", "、。", "\n")
KINDS = (ProblemKind("duty", "主体责任落实不够到位"), ProblemKind("conduct", "干部作风不强"))


def drafted(filled, *, short=True):
    return {p.key: p.text for p in draft_report(filled, {}, short=short)}


def many(count=9):
    """Problems of two kinds; the later one costs more."""
    items = tuple(
        make_item(
            f"A{at:02d}",
            title=f"事项{at}",
            points=Decimal(at + 1) / 10,
            problem_kind="duty" if at < 2 else "conduct",
        )
        for at in range(count)
    )
    checklist = replace(small_checklist(), items=items, problem_kinds=KINDS)
    answers = [Answer(item.code, Verdict.NOT_MET, note=f"说明{item.code}") for item in items]
    units = ("党政办", "司法所", "财政所", "便民中心")
    findings = [
        Finding(item.code, PRINTED, unit=units[at % 4], due=date(2026, 12, at % 9 + 1))
        for at, item in enumerate(items)
    ]
    return filled_check(answers, findings, checklist=checklist)


def test_problems_are_counted_by_kind_with_the_heaviest_of_each():
    told = drafted(many())
    assert told["problems.duty"] == "主体责任落实不够到位"
    assert told["brief.problems.duty"] == (
        "共2个，扣0.3分：事项1（A01，扣0.20分）和事项0（A00，扣0.10分），详见所附整改清单。"
    )
    assert told["brief.problems.conduct"] == (
        "共7个，扣4.2分。扣分较多的是事项8（A08，扣0.90分）、事项7（A07，扣0.80分）"
        "和事项6（A06，扣0.70分）；其余4个见所附整改清单。"
    )


def test_the_three_that_cost_most_are_told_in_full():
    told = drafted(many())
    assert [key for key in told if key.startswith("brief.item.")] == [
        f"brief.item.{code}" for code in ("A08", "A07", "A06")
    ]
    assert told["brief.item.A08"] == "事项8（A08，扣0.90分）。说明A08。"
    assert told["brief.heaviest"] == "扣分最多的问题"


def test_steps_name_units_and_the_last_day_and_refer_to_the_list():
    told = drafted(many())
    assert told["brief.steps.duty"] == (
        "这类问题2个，由党政办和司法所负责，12月2日前全部完成，"
        "具体措施、责任人和时限见所附整改清单。"
    )
    assert "由财政所、便民中心、党政办等4个单位负责，12月9日前" in told["brief.steps.conduct"]
    assert told["brief.annex"].startswith("附件：")
    assert told["brief.annex"].endswith("营商环境自查整改清单")


def test_nothing_is_attached_where_nothing_was_found():
    checklist = small_checklist()
    told = drafted(filled_check(met_everywhere(checklist), checklist=checklist))
    assert "brief.annex" not in told
    assert told["problems.summary"] == "本期自查未发现需整改的问题。"
    assert drafted(filled_check([]))["steps.summary"] == "先填完9项检查，再据实起草本报告。"


def test_its_length_does_not_grow_with_the_number_of_problems():
    assert len(drafted(many(9))) == len(drafted(many(60)))
    assert len("".join(drafted(many(60)).values())) < 1.2 * len("".join(drafted(many(9)).values()))
    assert len(drafted(many(60), short=False)) > 100


@pytest.mark.parametrize("seed", range(12))
def test_generated_drafts_are_clean_prose(seed):
    answers = believable_answers(
        small_checklist().items, seed=seed, share=random.Random(seed).random()
    )
    filled = filled_check(answers.values(), options=ALL_ON if seed % 2 else None)
    for key, text in drafted(filled).items():
        assert text, key
        for wrong in WRONG:
            assert wrong not in text, (key, text)


def test_odd_and_long_words_are_no_obstacle():
    odd = Finding("A01", PRINTED, unit=f"{RARE}办", problem=LONG_NOTE)
    told = drafted(filled_check([Answer("A01", Verdict.NOT_MET)], [odd]))
    assert "由" in told["brief.steps.duty"]
    assert LONG_NOTE[:40] in told["brief.item.A01"]


def report(filled, edits, *, short):
    settings = PaperSettings(brief=short)
    return paper_record(paper_kind("report"), filled, {}, settings, edits=edits).report


def test_the_clerks_words_wait_in_the_form_they_were_written_for():
    filled = many()
    edits = {
        "opening": EditedParagraph("开头", ""),
        "brief.problems.duty": EditedParagraph("简本的话", ""),
        "problems.item.A00": EditedParagraph("详本的话", ""),
        "problems.item.Z99": EditedParagraph("没有了", ""),
    }
    for short, own, other in ((True, "简本的话", "详本的话"), (False, "详本的话", "简本的话")):
        made = report(filled, edits, short=short)
        texts = [paragraph.text for paragraph in made.printed]
        assert own in texts
        assert other not in texts
        assert "开头" in texts
        assert [key for key, _ in made.unplaced] == ["problems.item.Z99"]
