# SPDX-License-Identifier: MIT
"""The drafted report says what the answers say, in three sections, and nothing else."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from filled_checks import ALL_ON, filled_check, met_everywhere
from helpers import LONG_NOTE, RARE, believable_answers, make_item, small_checklist

from bizenv_desktop.domain.checklists.checklist import Measure, Method, ProblemKind
from bizenv_desktop.domain.findings.rectification import Finding
from bizenv_desktop.domain.papers.report_draft import ParagraphKind, merge_edits
from bizenv_desktop.domain.papers.report_drafting import draft_report
from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, Verdict

WRONG = ("。。", "；。", "，。", "，，", "；；", "（）", "()", "None", "：。", "、。", "\n")


def drafted(filled, previous=None, editions=None):
    """Paragraphs by key."""
    return {p.key: p.text for p in draft_report(filled, editions or {}, previous)}


def quarter_before(filled):
    return replace(filled, check=replace(filled.check, period=Period.parse("2026Q3")))


def losing():
    return [
        Answer("A01", Verdict.NOT_MET, note="门口没有牌子；"),
        Answer(
            "A02",
            Verdict.PARTLY_MET,
            occurrences=(Occurrence("a", "3号窗口", "㐱姐当班", 2), Occurrence("b")),
        ),
        Answer("A03", Verdict.PARTLY_MET, numerator=Decimal(40), denominator=Decimal(55)),
        Answer("A05", Verdict.PARTLY_MET, value=Decimal(4)),
    ]


def test_an_empty_check_says_so_briefly():
    told = drafted(filled_check([]))
    assert told["situation.score"] == (
        "本期应查9项，已填0项，还有9项未填。只看已填部分尚无分数；未填的按0分计，为0.00分。"
        "填完前两个数都不是最终得分。"
    )
    assert told["situation.A.checked"] == "应查6项，均未填。"
    assert told["highlights.none"] == "本期没有标记亮点做法。"
    assert told["before_after.figures"] == "本期没有填写这些数字，暂不能对比。"
    assert told["problems.summary"] == "检查项都还没有填，暂不能列出问题。"
    assert told["steps.summary"] == "先填完9项检查，再据实起草本报告。"


def test_a_check_without_problems_so_far_says_what_is_open():
    told = drafted(filled_check([Answer("A01", Verdict.MET)]))
    assert told["problems.summary"] == "已填的1项中没有需整改的问题，其余8项尚未填完。"
    steps = "没有需整改的问题，不另列措施。先填完其余8项检查，再据实补充本报告。"
    assert told["steps.summary"] == steps


def test_a_faultless_check_says_so_briefly():
    told = drafted(filled_check(met_everywhere(small_checklist())))
    assert told["situation.score"] == (
        "本期应查9项，已全部填完，自评100.00分。得分合计17.50÷应得分合计17.5×100=100.00。"
    )
    assert told["problems.summary"] == "本期自查未发现需整改的问题。"
    assert told["steps.summary"] == "没有需整改的问题，不另列措施。"


def test_both_figures_have_their_names_while_items_are_open():
    told = drafted(filled_check([Answer("A01", Verdict.PARTLY_MET)]))
    assert "只看已填部分得50.00分；未填的按0分计，为5.71分" in told["situation.score"]
    assert "已填部分得1.00分，应得2分，得分率50.00%" in told["situation.A.checked"]
    assert "检查6项中的1项" in told["situation.A.checked"]


def test_a_finding_tells_where_and_how_often_and_what_it_cost():
    told = drafted(filled_check(losing()))
    assert told["problems.item.A01"] == "检查项A01（A01，扣2.00分）。门口没有牌子。"
    assert told["problems.item.A02"] == (
        "窗口公示牌（A02，扣1.20分）。在3号窗口发现牌子缺项2处（㐱姐当班）；发现电话打不通1次。"
    )
    assert told["problems.item.A03"] == (
        "按时办结率（A03，扣1.36分）。受理数55，按时办结数40，占72.73%，没有达到100%的目标。"
    )
    assert "能办的领域4类，没有达到“六类及以上”" in told["problems.item.A05"]
    assert told["problems.summary"].startswith("已填的4项中发现问题4个，共扣5.56分。")


def test_the_clerks_own_words_take_the_place_of_suggestions():
    own = Finding(
        "A01",
        date(2026, 11, 16),
        problem="1. 牌子掉了\n2. 灯不亮",
        measures="1. 换牌子；\n2. 换灯。",
        unit="党政办",
        person=f"王喆{RARE.strip()}",
        leader="李四",
        due=date(2027, 1, 5),
        progress="正在整改",
        remark="长期坚持",
    )
    told = drafted(filled_check(losing(), [own]))
    assert told["problems.item.A01"].endswith("牌子掉了；灯不亮。")
    assert told["steps.item.A01"] == (
        "检查项A01（A01）。一是换牌子；二是换灯。"
        f"由党政办负责（责任领导李四，责任人王喆{RARE.strip()}），2027年1月5日前完成。"
        "整改情况：正在整改。备注：长期坚持。"
    )
    assert "2027年1月应完成1个" in told["steps.summary"]


def test_what_nobody_answers_for_and_what_is_overdue_is_told():
    raised = Finding("A01", date(2026, 10, 8), person="王喆")
    told = drafted(filled_check(losing(), [raised]))
    assert "A01时限已到，尚未登记整改情况" in told["steps.summary"]
    assert "A02、A03、A05的责任单位和责任人尚待明确" in told["steps.summary"]
    assert "责任人王喆，10月14日前完成。" in told["steps.item.A01"]


def test_an_emptied_problem_falls_back_on_the_items_own():
    blank = Finding("A01", date(2026, 11, 16), problem=" \n ")
    told = drafted(filled_check(losing(), [blank]))
    assert told["problems.item.A01"] == "检查项A01（A01，扣2.00分）。没有做到。"


def test_problems_are_gathered_by_kind_and_the_unknown_comes_last():
    items = (make_item("A01", problem_kind="none"), make_item("A02"), make_item("A03"))
    checklist = replace(
        small_checklist(),
        items=items,
        problem_kinds=(ProblemKind("own", "自设一类"), ProblemKind("duty", "责任不实")),
    )
    answers = [Answer(item.code, Verdict.NOT_MET) for item in items]
    draft = draft_report(filled_check(answers, checklist=checklist), {})
    heads = [p.text for p in draft if p.kind is ParagraphKind.PART]
    assert heads[-4:] == [
        "责任不实",
        "其他方面的问题",
        "压实主体责任，逐项落实到人",
        "解决其他方面的问题",
    ]
    told = {p.key: p.text for p in draft}
    assert "按类别分，责任不实2个，其他方面的问题1个。" in told["problems.summary"]


def test_a_kind_of_a_units_own_names_itself():
    checklist = replace(
        small_checklist(),
        items=(make_item("A01", problem_kind="own"),),
        problem_kinds=(ProblemKind("own", "自设一类"),),
    )
    told = drafted(filled_check([Answer("A01", Verdict.NOT_MET)], checklist=checklist))
    assert told["steps.own"] == "针对自设一类"


def test_bonus_grade_and_veto_are_told():
    answers = [
        *met_everywhere(small_checklist()),
        Answer("B04", Verdict.MET),
        Answer("B05", Verdict.NOT_MET, note="有一件"),
    ]
    told = drafted(filled_check(answers, options=ALL_ON))
    assert "自评103.00分，等级为差，B05触发一票否决" in told["situation.score"]
    assert told["problems.item.B05"] == "弄虚作假（B05，触发一票否决）。有一件。"


def test_figures_are_told_with_what_they_come_from():
    told = drafted(filled_check(met_everywhere(small_checklist())))
    assert told["situation.A.figures"] == "按时办结率100%（9/9），能办的领域6类，都达到目标。"


def test_what_does_not_apply_is_listed_with_its_reason():
    answers = [Answer("B01", Verdict.NOT_APPLICABLE, na_reason="本中心没有这项业务。")]
    told = drafted(filled_check(answers))
    assert told["situation.B.checked"].endswith(
        "1项不适用，作合理缺项：承诺兑现（本中心没有这项业务）。"
    )


def test_before_and_after_the_reform_stand_side_by_side():
    waiting = Answer("A04", Verdict.MET, value=Decimal(8), before=Decimal("26.5"))
    told = drafted(filled_check([waiting]))
    assert told["before_after"] == "改革前后对比"
    assert told["before_after.figures"] == "与改革前相比，高峰等候时间由26.5分钟减至8分钟。"
    told = drafted(filled_check([replace(waiting, before=None)]))
    assert told["before_after.figures"] == "高峰等候时间8分钟，没有填写改革前的数字，未作对比。"


def test_a_before_in_another_unit_belongs_to_the_numerator():
    measure = Measure(
        Decimal(100),
        Decimal(50),
        "%",
        numerator="承诺天数合计",
        denominator="法定天数合计",
        before="改革前承诺天数（工作日）",
    )
    item = make_item("A01", Method.MEASURE, title="六最·时限：承诺占法定比率", measure=measure)
    checklist = replace(small_checklist(), items=(item,))
    answer = Answer(
        "A01", Verdict.MET, numerator=Decimal(40), denominator=Decimal(90), before=Decimal(60)
    )
    told = drafted(filled_check([answer], checklist=checklist))
    assert told["before_after"] == "“六最”改革前后对比"
    assert told["before_after.figures"] == "与改革前相比，承诺天数合计由60个工作日减至40个工作日。"


def test_highlights_are_told_in_the_clerks_words_or_by_the_standard():
    answers = [
        Answer("A01", Verdict.MET, note="上门办了12件", highlight=True),
        Answer("B01", Verdict.MET, highlight=True),
        Answer("B03", Verdict.MET, note="旧的", highlight=True, confirmed=False),
    ]
    told = drafted(filled_check(answers))
    assert told["highlights.A01"] == "检查项A01：上门办了12件。"
    assert told["highlights.B01"] == "承诺兑现：做到了什么样才算好，一句话说清。"
    assert "highlights.B03" not in told


# -- against the last period


def test_the_last_period_is_compared_by_what_both_have():
    before = quarter_before(filled_check(losing()))
    now = filled_check(
        [Answer("A03", Verdict.MET, numerator=Decimal(55), denominator=Decimal(55)), *losing()[:2]]
    )
    told = drafted(now, before)
    assert told["situation.A.change"] == (
        "与2026年第3季度相比，得分率由30.50%升至46.67%，按时办结率由72.73%升至100%。"
    )
    assert "A01和A02在2026年第3季度也扣过分，属重复出现。" in told["problems.summary"]
    assert told["problems.item.A01"].startswith("检查项A01（A01，扣2.00分，上期也扣分）。")


def test_the_total_is_compared_with_the_last():
    whole = met_everywhere(small_checklist())
    before = quarter_before(filled_check([Answer("A01", Verdict.PARTLY_MET), *whole[1:]]))
    told = drafted(filled_check(whole), before)
    assert "自评100.00分；比2026年第3季度提高5.71分。" in told["situation.score"]
    same = drafted(filled_check(whole), quarter_before(filled_check(whole)))
    assert "；与2026年第3季度持平。" in same["situation.score"]
    assert same["situation.A.change"] == (
        "与2026年第3季度相比，得分率持平（100.00%），3项指标没有变化。"
    )


def test_what_is_not_the_same_is_left_out_of_the_comparison():
    old = small_checklist()
    heavier = replace(old.items[0], points=Decimal(4))
    new = replace(old, items=(heavier, *old.items[1:]), version=2)
    before = quarter_before(filled_check(met_everywhere(old), checklist=old))
    told = drafted(filled_check(met_everywhere(new), checklist=new), before)
    assert "按两期共有的8项计，得分率100.00%，与2026年第3季度持平" in told["situation.score"]


def test_another_checklist_is_not_compared():
    other = replace(small_checklist(), id="other")
    before = quarter_before(filled_check(met_everywhere(other), checklist=other))
    told = drafted(filled_check(met_everywhere(small_checklist())), before)
    assert "situation.A.change" not in told
    assert "第3季度" not in "".join(told.values())


# -- as a whole


def test_the_law_and_the_checklist_are_named(library):
    told = drafted(filled_check([]), editions=library.editions)
    assert told["opening"] == (
        "按照《黑龙江省优化营商环境条例》，榆林镇便民服务中心对照《小自查表》（第1版）开展了"
        "2026年第4季度营商环境自查，现将有关情况报告如下。"
    )
    assert drafted(filled_check([]))["opening"].startswith("榆林镇便民服务中心对照")


def test_the_same_facts_give_the_same_words_whatever_order_they_come_in(checklist):
    answers = list(believable_answers(checklist.items, share=0.8).values())
    one = draft_report(filled_check(answers, checklist=checklist), {})
    random.Random(3).shuffle(answers)
    assert draft_report(filled_check(answers, checklist=checklist), {}) == one


@pytest.mark.parametrize("seed", range(8))
def test_prose_is_clean_whatever_is_filled_in(checklist, seed):
    """No doubled or stray marks, no empty brackets, every sentence ended, every key its own."""
    answers = believable_answers(checklist.items, seed=seed, share=0.2 + 0.1 * seed)
    earlier = believable_answers(checklist.items, seed=seed + 1)
    before = quarter_before(filled_check(earlier.values(), checklist=checklist))
    report = merge_edits(
        draft_report(filled_check(answers.values(), checklist=checklist), {}, before), {}
    )
    keys = [paragraph.key for paragraph in report.paragraphs]
    assert len(keys) == len(set(keys))
    for paragraph in report.paragraphs:
        assert paragraph.text == paragraph.text.strip() != ""
        for wrong in (
            "。。",
            "；。",
            "，。",
            "，，",
            "；；",
            "（）",
            "()",
            "None",
            "：。",
            "、。",
            "\n",
        ):
            assert wrong not in paragraph.text, paragraph.text
        assert paragraph.kind.is_heading or paragraph.text.endswith(("。", "？", "！"))


def test_long_and_odd_notes_are_told_whole():
    told = drafted(filled_check([Answer("A01", Verdict.NOT_MET, note=LONG_NOTE + RARE)]))
    assert LONG_NOTE[:2900] in told["problems.item.A01"]
    assert RARE.strip() in told["problems.item.A01"]
