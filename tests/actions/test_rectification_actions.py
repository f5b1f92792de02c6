# SPDX-License-Identifier: MIT
"""Steps about findings, visits, follow-up and regained points on a real database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from helpers import NOW, PERIOD, RARE, TOWNSHIP, fill_database

from bizenv_desktop import actions
from bizenv_desktop.actions import rectification_actions as desk
from bizenv_desktop.domain.findings.lifecycle import State, Step
from bizenv_desktop.domain.findings.lifecycle_words import history_lines
from bizenv_desktop.domain.findings.looks import LookOutcome
from bizenv_desktop.domain.findings.regain import regains, score_after
from bizenv_desktop.domain.findings.visit import VisitKind
from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, Verdict
from bizenv_desktop.errors import UserError
from bizenv_desktop.storage import Store

KEY = (TOWNSHIP.code, PERIOD.code)
TODAY = NOW.date()
FOUND = {
    "A01": Answer("A01", Verdict.PARTLY_MET, note="没有做到"),
    "A02": Answer("A02", Verdict.PARTLY_MET, occurrences=(Occurrence("a", "门厅"),)),
    "A06": Answer("A06", Verdict.NOT_MET),
    "B01": Answer("B01", Verdict.MET),
}


@pytest.fixture
def store(tmp_path, small):
    fill_database(tmp_path / "a.db", small, FOUND)
    with Store.open(tmp_path / "a.db") as opened:
        yield opened


def filled(store, key=KEY, today=TODAY):
    return actions.fill(store, key, today)


def step(store, step, *codes, who="王喆", at=NOW, key=KEY, **more):
    desk.take_steps(store, filled(store, key, at.date()), codes, step, who=who, at=at, **more)


def charge(store, code, person="王喆"):
    view = desk.finding_of(filled(store), code)
    desk.save_findings(store, filled(store), [replace(view.finding, person=person)])


def close(store, *codes, at=NOW, key=KEY):
    step(store, Step.START, *codes, at=at, key=key)
    step(store, Step.SUBMIT, *codes, at=at, key=key)
    step(store, Step.CLOSE, *codes, who="李㐱", at=at, key=key)


def test_a_finding_goes_its_way(store):
    close(store, "A01", "A02")
    views = filled(store).findings
    assert [view.log.state for view in views] == [State.CLOSED, State.CLOSED, State.OPEN]
    assert [event.who for event in views[0].log.events] == ["王喆", "王喆", "李㐱"]
    assert "A06" not in store.finding_logs(KEY)


def test_several_steps_are_taken_all_or_none(store):
    step(store, Step.START, "A01")
    with pytest.raises(UserError, match="现在是“待整改”，不能报请复核"):
        step(store, Step.SUBMIT, "A01", "A02")
    assert desk.finding_of(filled(store), "A01").log.state is State.WORKING


def test_an_extension_keeps_the_old_day(store):
    view = desk.finding_of(filled(store), "A01")
    later = view.due + timedelta(days=7)
    step(store, Step.EXTEND, "A01", words="等公示牌到货", new_due=later)
    extended = desk.finding_of(filled(store), "A01")
    assert extended.due == later
    assert extended.due_explained == f"已延期1次，原定{view.due:%Y-%m-%d}"
    with pytest.raises(UserError, match="最多1次"):
        step(store, Step.EXTEND, "A01", words="再等", new_due=later + timedelta(days=1))
    desk.set_most_extensions(store, 2)
    step(store, Step.EXTEND, "A01", words="再等", new_due=later + timedelta(days=1))
    assert desk.finding_of(filled(store), "A01").log.extensions[1].old_due == later


@pytest.mark.parametrize("number", [-1, 10])
def test_extensions_are_few(store, number):
    with pytest.raises(UserError, match="0与9之间"):
        desk.set_most_extensions(store, number)


def test_the_person_responsible_does_not_verify(store):
    charge(store, "A01")
    step(store, Step.START, "A01")
    step(store, Step.SUBMIT, "A01", who="赵𬭎")
    with pytest.raises(UserError, match="责任人，不能自己复核"):
        step(store, Step.CLOSE, "A01", who="王喆")
    step(store, Step.CLOSE, "A01", who="李㐱")
    with pytest.raises(UserError, match="复核人，不能同时作责任人"):
        charge(store, "A01", "李㐱")


def test_the_deadline_of_work_begun_is_only_put_off(store):
    step(store, Step.START, "A01")
    view = desk.finding_of(filled(store), "A01")
    with pytest.raises(UserError, match="只能用延期来改"):
        desk.save_findings(store, filled(store), [replace(view.finding, due=date(2027, 1, 1))])


def test_a_finding_with_a_history_stays_when_its_answer_is_put_right(store):
    step(store, Step.START, "A01")
    actions.save_answers(store, filled(store), [Answer("A01", Verdict.MET)])
    assert "A01" in [view.item.code for view in filled(store).findings]
    assert [one.view.item.code for one in regains(filled(store))] == ["A06", "A02"]


def test_what_a_visit_found_is_put_right_like_anything_else(store):
    found = [("A01", RARE), ("B", "门口没有停车位")]
    day = date(2026, 11, 20)
    desk.add_visit(store, filled(store), day, VisitKind.UNANNOUNCED, "县营商局", "", found)
    views = filled(store).findings[-2:]
    assert [view.item.code for view in views] == ["督1-1", "督1-2"]
    assert views[0].problem == RARE.strip()
    assert views[0].check_item == "A01"
    assert views[0].finding.raised == day
    assert views[1].item.title == "暗访发现"
    assert views[1].due == date(2026, 12, 4)  # ten working days from a Friday
    close(store, "督1-2")
    assert filled(store).findings[-1].log.state is State.CLOSED
    assert filled(store).card == actions.fill(store, KEY, TODAY).card


def test_a_corrected_visit_moves_the_days_of_work_not_begun(store):
    found = [("A01", "一"), ("B", "二"), ("B", "三")]
    day, right = date(2026, 11, 20), date(2026, 11, 18)
    desk.add_visit(store, filled(store), day, VisitKind.UNANNOUNCED, "县营商局", "", found)
    step(store, Step.START, "督1-2")
    charge(store, "督1-3")
    desk.correct_visit(
        store, filled(store), 1, right, VisitKind.CONGRESS, "县人大", RARE, {"督1-1": RARE}
    )
    views = filled(store).findings[-3:]
    assert [view.finding.raised for view in views] == [right, day, right]
    assert [view.problem for view in views] == [RARE.strip(), "二", "三"]
    assert views[2].finding.person == "王喆"
    assert store.visits(KEY)[0].kind is VisitKind.CONGRESS


@pytest.mark.parametrize(
    ("number", "day", "words", "sentence"),
    [
        (2, TODAY, {}, "没有第2次检查"),
        (1, TODAY + timedelta(days=1), {}, "在今天之后"),
        (1, TODAY, {"督1-1": " "}, "没有写内容"),
    ],
)
def test_a_visit_is_not_corrected_into_nonsense(store, number, day, words, sentence):
    desk.add_visit(store, filled(store), TODAY, VisitKind.OTHER, "局", "", [("A01", "一")])
    before = store.visits(KEY)
    with pytest.raises(UserError, match=sentence):
        desk.correct_visit(store, filled(store), number, day, VisitKind.OTHER, "局", "", words)
    assert store.visits(KEY) == before


def test_a_visit_deleted_elsewhere_is_not_corrected(store):
    desk.add_visit(store, filled(store), TODAY, VisitKind.OTHER, "局", "", [("A01", "一")])
    (visit,) = store.visits(KEY)
    store.forget_visit(KEY, 1)
    with pytest.raises(UserError, match="刚刚在别处删除"):
        store.correct_visit(KEY, visit)


@pytest.mark.parametrize(
    ("day", "who", "found", "sentence"),
    [
        (TODAY + timedelta(days=1), "局", [], "在今天之后"),
        (TODAY, " ", [], "没有填写是谁来检查"),
        (TODAY, "局", [("Z99", "话")], "自查表里没有“Z99”"),
        (TODAY, "局", [("A01", " ")], "没有写内容"),
    ],
)
def test_a_visit_that_says_too_little_is_refused(store, day, who, found, sentence):
    with pytest.raises(UserError, match=sentence):
        desk.add_visit(store, filled(store), day, VisitKind.OTHER, who, "", found)
    assert store.visits(KEY) == ()


def test_what_comes_back_after_closing_is_counted(store, small):
    close(store, "A01")
    later = NOW + timedelta(days=45)
    key = (TOWNSHIP.code, "2027Q1")
    actions.begin_self_check(store, small, TOWNSHIP, Period.parse("2027Q1"), later)
    again = filled(store, key, later.date())
    actions.save_answers(store, again, [Answer("A01", Verdict.NOT_MET)])
    found = desk.follow_up(store, later.date(), TOWNSHIP.code)
    (recurrence,) = found.recurrences
    assert recurrence.words == "第1次反弹，距上次销号45天"
    assert [one.period for one in recurrence.earlier] == ["2026年第4季度"]
    assert found.look_backs == (), "what came back is open again"
    comeback = filled(store, key, later.date()).comebacks["A01"]
    assert (comeback.words, comeback.count) == (recurrence.words, recurrence.count)
    assert comeback.lineage == "2026年第4季度（2026-11-23销号）"
    assert filled(store).comebacks == {}, "the first time it is none"
    close(store, "A01", at=later, key=key)
    assert desk.follow_up(store, later.date(), TOWNSHIP.code).recurrences[0].count == 1


def test_only_what_holds_of_a_closing_counts(store, small):
    found = [("B01", "又"), ("A", "无")]
    desk.add_visit(store, filled(store), TODAY, VisitKind.OTHER, "局", "", found)
    close(store, "A01", "A02", "督1-1", "督1-2")
    step(store, Step.TAKE_BACK, "A02", who="李㐱")
    key = (TOWNSHIP.code, "2027Q1")
    actions.begin_self_check(store, small, TOWNSHIP, Period.parse("2027Q1"), NOW)
    later = TODAY + timedelta(days=1)
    lost = [replace(FOUND["A06"], item=code) for code in ("A01", "A02", "B01", "A06")]
    actions.save_answers(store, filled(store, key, later), lost)
    check = filled(store, key, later)
    assert set(check.comebacks) == {"A01", "B01"}
    other = store.closings_elsewhere(key, "another-list")
    assert other == (), "another checklist's codes mean something else"


def test_within_one_period_a_visit_may_find_it_again(store):
    close(store, "A01", at=NOW - timedelta(days=3))
    desk.add_visit(store, filled(store), TODAY, VisitKind.OTHER, "局", "", [("A01", "又")])
    (comeback,) = filled(store).comebacks.values()
    assert (comeback.count, comeback.days) == (1, 3)


def test_papers_mark_what_came_back(store):
    from bizenv_desktop.domain.papers.rectification_list import list_rows

    close(store, "A01", at=NOW - timedelta(days=35))
    desk.add_visit(store, filled(store), TODAY, VisitKind.OTHER, "局", "", [("A01", RARE)])
    rows = list_rows(filled(store), {})
    assert rows[-1].problem == f"{RARE.strip()}（反弹：第1次，距上次销号35天）"
    assert "反弹" not in rows[0].problem


def test_closed_findings_are_looked_at_again(store):
    close(store, "A01")

    def days_listed(after):
        found = desk.follow_up(store, TODAY + timedelta(days=after), TOWNSHIP.code)
        return [(one.after, (one.day - TODAY).days) for one in found.look_backs]

    assert days_listed(0) == [(30, 30)]
    assert days_listed(60) == [(30, 30)]
    assert days_listed(61) == [(90, 90)]
    assert days_listed(121) == []


def test_points_to_regain_come_the_most_first(store):
    check = filled(store)
    found = regains(check)
    assert [(one.view.item.code, one.points) for one in found] == [
        ("A06", Decimal(2)),
        ("A01", Decimal("1.0")),
        ("A02", Decimal("0.5")),
    ]
    assert found[0].of_total == Decimal("11.43")  # 2 of 17.5
    everything = {code: Answer(code, Verdict.MET) for code in FOUND}
    actions.save_answers(store, check, everything.values())
    assert score_after(check, ["A01", "A02", "A06"]).total == filled(store).card.total
    assert score_after(check, []).total == check.card.total


def test_what_loses_nothing_regains_nothing(store):
    with pytest.raises(UserError, match="“B01”没有扣分"):
        score_after(filled(store), ["B01"])


def test_the_history_stands_on_the_closure_slip(store, library, tmp_path):
    from bizenv_desktop.actions import paper_actions
    from bizenv_desktop.domain.papers.paper_kinds import paper_kind
    from bizenv_desktop.domain.papers.rectification_list import list_rows

    close(store, "A01")
    row = list_rows(filled(store), {})[0]
    assert row.history[-1] == "2026-11-23 14:32　李㐱　同意销号"
    assert row.progress == "已销号（2026年11月23日，复核人李㐱）"
    kind = paper_kind("closure")
    record = paper_actions.paper(store, KEY, library, kind, TODAY)
    paper_actions.write_one(record, kind, tmp_path / "a.docx")
    from docx import Document

    words = [
        cell.text
        for table in Document(tmp_path / "a.docx").tables
        for line in table.rows
        for cell in line.cells
    ]
    assert any("李㐱　同意销号" in text for text in words)


def look(store, code="A01", after=30, outcome=LookOutcome.HOLDS, *, later=30, **more):
    day = TODAY + timedelta(days=later)
    words = {"who": "赵𬭎", "at": NOW + timedelta(days=later), "day": day} | more
    desk.look_back(store, day, [(KEY, code, after)], outcome, **words)


def follow(store, later):
    return desk.follow_up(store, TODAY + timedelta(days=later), TOWNSHIP.code)


def test_a_look_back_that_was_taken_is_kept_and_the_next_one_follows(store):
    close(store, "A01")
    look(store, words=RARE)
    found = follow(store, 31)
    assert [(one.after, (one.day - TODAY).days) for one in found.look_backs] == [(90, 90)]
    (seen,) = found.looked
    assert (seen.words, seen.look.who, seen.look.words) == ("仍合格", "赵𬭎", RARE.strip())
    look(store, after=90, later=89)
    assert follow(store, 90).look_backs == ()
    assert [one.look.after for one in follow(store, 90).looked] == [90, 30], "the latest first"
    view = desk.finding_of(filled(store), "A01")
    lines = [line.text for line in history_lines(view.log, view.looks)]
    assert (
        lines[-2]
        == f"2026-12-23 14:32　赵𬭎　销号后30天回头看（2026-12-23）：仍合格：{RARE.strip()}"
    )
    assert store.faults() == ()


def test_a_look_back_is_taken_back_and_stays_in_the_history(store):
    close(store, "A01")
    look(store)
    look(store, outcome=LookOutcome.TAKEN_BACK)
    assert follow(store, 30).looked == ()
    assert [one.after for one in follow(store, 30).look_backs] == [30]
    look(store, outcome=LookOutcome.AGAIN, words="窗口又没有人")
    view = desk.finding_of(filled(store), "A01")
    own = history_lines(view.log, view.looks)[3:]
    assert [(line.what.partition("（")[0], line.taken_back) for line in own] == [
        ("销号后30天回头看", True),
        ("撤回销号后30天回头看", False),
        ("销号后30天回头看", False),
    ]


def test_a_problem_seen_again_waits_until_it_is_a_finding(store):
    close(store, "A01", "A02")
    look(store, "A02")
    look(store, outcome=LookOutcome.AGAIN, words="窗口又没有人")
    found = follow(store, 30)
    assert [one.occasion.view.item.code for one in found.look_backs] == ["A02"]
    assert [one.words for one in found.looked] == ["又有问题，未列入整改", "仍合格"]
    day = TODAY + timedelta(days=30)
    words = [("A01", "窗口又没有人")]
    desk.add_visit(store, filled(store, today=day), day, VisitKind.OTHER, "本单位", "", words)
    found = follow(store, 30)
    assert [one.words for one in found.looked if one.occasion.view.item.code == "A01"] == [
        "又有问题，已列入整改（2026年第4季度督1-1）"
    ]
    assert found.recurrences[0].words == "第1次反弹，距上次销号30天"


def test_a_new_closing_is_looked_back_at_anew(store):
    close(store, "A01")
    look(store)
    step(store, Step.TAKE_BACK, "A01", who="李㐱")
    assert (follow(store, 30).looked, follow(store, 30).look_backs) == ((), ())
    with pytest.raises(UserError, match="还没有销号，不用回头看"):
        look(store)
    step(store, Step.CLOSE, "A01", who="李㐱", at=NOW + timedelta(days=40))
    assert [one.day - TODAY for one in follow(store, 40).look_backs] == [timedelta(days=70)]
    look(store, later=70)
    view = desk.finding_of(filled(store), "A01")
    places = [line.what.partition("（")[0] for line in history_lines(view.log, view.looks)[2:]]
    assert places == ["同意销号", "销号后30天回头看", "撤回上一步", "同意销号", "销号后30天回头看"]


def test_what_a_visit_found_beside_the_items_is_looked_at_again_too(store):
    desk.add_visit(store, filled(store), TODAY, VisitKind.OTHER, "局", "", [("A", "没有停车位")])
    close(store, "督1-1")
    assert [one.occasion.view.item.code for one in follow(store, 30).look_backs] == ["督1-1"]
    look(store, "督1-1")
    assert [one.look.after for one in follow(store, 30).looked] == [30]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"who": " "}, "没有填写是谁去看的"),
        ({"after": 31}, "回头看安排在销号后30天、90天，没有31天的"),
        ({"day": TODAY + timedelta(days=31)}, "在今天之后"),
        ({"day": TODAY - timedelta(days=1)}, "应在销号（2026-11-23）以后"),
        ({"after": 90, "later": 59}, "90天的回头看应在销号（2026-11-23）满60天以后"),
        ({"outcome": LookOutcome.AGAIN, "words": " "}, "又有问题要写明看到了什么"),
        ({"outcome": LookOutcome.TAKEN_BACK}, "没有登记过销号后30天的回头看"),
        ({"words": "长" * 2001}, "说明有2001个字"),
        ({"code": "A02"}, "还没有销号"),
        ({"code": "B01"}, "没有“B01”这个问题"),
    ],
)
def test_a_look_back_that_says_too_little_is_refused(store, wrong, sentence):
    close(store, "A01")
    with pytest.raises(UserError, match=sentence):
        look(store, **wrong)
    assert store.looks(KEY) == {}


def test_the_same_look_back_is_recorded_once(store):
    close(store, "A01")
    look(store)
    with pytest.raises(UserError, match="已由赵𬭎登记（仍合格）"):
        look(store, outcome=LookOutcome.AGAIN, words="又")
    assert len(store.looks(KEY)["A01"]) == 1


def test_looks_back_are_printed_with_the_history(store):
    from bizenv_desktop.domain.papers.rectification_list import list_rows

    close(store, "A01")
    look(store, words=RARE)
    (row, *_) = list_rows(filled(store), {})
    assert row.history[-1].endswith(f"仍合格：{RARE.strip()}")


def test_several_are_looked_at_in_one_go_or_none(store):
    close(store, "A01", "A02")
    places = [(KEY, "A01", 30), (KEY, "A02", 30), (KEY, "A06", 30)]
    told = {"day": TODAY, "who": "赵𬭎", "at": NOW}
    with pytest.raises(UserError, match="A06：这个问题还没有销号"):
        desk.look_back(store, TODAY, places, LookOutcome.HOLDS, **told)
    assert store.looks(KEY) == {}
    change = desk.look_back(store, TODAY, places[:2], LookOutcome.HOLDS, **told)
    assert change.findings == {(*KEY, "A01"), (*KEY, "A02")}
    assert len(follow(store, 1).looked) == 2


def test_look_backs_due_are_counted_to_sunday_over_all_periods(store, small):
    def due(later):
        return desk.look_backs_due(store, TODAY + timedelta(days=later), TOWNSHIP.code)

    assert due(0) == 0
    close(store, "A01", "A02")
    assert TODAY.weekday() == 0
    assert [due(later) for later in (0, 25, 27, 28, 60, 61, 120, 121)] == [0, 0, 0, 2, 2, 0, 2, 0]
    key = (TOWNSHIP.code, "2027Q1")
    actions.begin_self_check(store, small, TOWNSHIP, Period.parse("2027Q1"), NOW)
    actions.save_answers(store, filled(store, key), [Answer("A02", Verdict.NOT_MET)])
    assert due(30) == 1, "what came back in a later period needs none"
    look(store, outcome=LookOutcome.AGAIN, words="又没有人")
    assert due(30) == 1, "it waits to become a finding"
