# SPDX-License-Identifier: MIT
"""The frozen score sheet says what the score card says, and everything the clerk typed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from filled_checks import ALL_ON, filled_check
from helpers import believable_answers, small_checklist

from bizenv_desktop.domain.checklists.checklist import Method, ScoringOptions
from bizenv_desktop.domain.papers.paper_head import paper_head
from bizenv_desktop.domain.papers.paper_kinds import paper_kind
from bizenv_desktop.domain.papers.paper_settings import PaperSettings
from bizenv_desktop.domain.papers.reviewed import ReviewedScore, review_words
from bizenv_desktop.domain.papers.scoresheet import score_sheet
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, Verdict


def sheet(answers, reviewed=None, options=None):
    filled = filled_check(answers, options=options)
    head = paper_head(filled, paper_kind("scoresheet"), {}, PaperSettings())
    return score_sheet(filled, {}, head, reviewed), filled.card


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("options", [ScoringOptions(), ALL_ON])
def test_the_sums_are_the_cards(seed, options):
    answers = believable_answers(small_checklist().items, seed=seed, share=0.8).values()
    made, card = sheet(answers, options=options)
    assert sum(section.score for section in made.sections) == card.base_score
    assert sum(section.points for section in made.sections) == card.base_points
    assert (made.total, made.grade, made.bonus) == (card.total, card.grade, card.bonus)
    rows = [row for section in made.sections for row in section.rows]
    assert len(rows) + len(made.bonus_rows) + len(made.veto_rows) == card.asked


def test_everything_typed_about_an_item_is_found():
    typed = Answer(
        "A04",
        note="甲窗口",
        evidence="照片三张",
        value=Decimal(25),
        before=Decimal(40),
        highlight=True,
    )
    places = Answer("A02", Verdict.PARTLY_MET, occurrences=(Occurrence("a", "门厅", "牌子旧", 2),))
    made, _ = sheet([typed, places])
    rows = {row.code: row for section in made.sections for row in section.rows}
    assert rows["A04"].found == "甲窗口\n改革前等候分钟数：40分钟\n佐证：照片三张\n列为亮点"
    assert rows["A02"].found == "门厅：牌子缺项（牌子旧），2处"
    assert rows["A02"].lost == Decimal(1)


def test_the_superiors_total_waits_until_it_covers_everything():
    answers = [Answer("A01", Verdict.MET), Answer("B01", Verdict.NOT_MET)]
    made, card = sheet(answers, {"A01": ReviewedScore(Decimal(1))})
    assert [section.reviewed for section in made.sections] == [Decimal(1), None]
    assert made.reviewed_total is None
    made, card = sheet(answers, reviewed_scores(A01="1", B01="0"))
    assert made.reviewed_total == Decimal("5.71")
    assert card.total == Decimal("11.43")


def reviewed_scores(**scores):
    return {code: ReviewedScore(Decimal(score)) for code, score in scores.items()}


def test_what_was_left_out_counts_in_the_superiors_points_once_it_has_a_score():
    answers = [
        Answer("A01", Verdict.NOT_APPLICABLE, na_reason="没有"),
        Answer("B01", Verdict.MET),
        Answer("A02", Verdict.MET),
    ]
    made, card = sheet(answers, reviewed_scores(A01="1", A02="2", B01="2"))
    assert made.reviewed_points == card.base_points + 2
    expected = (100 * Decimal(5) / (card.base_points + 2)).quantize(Decimal("0.01"))
    assert made.reviewed_total == expected
    row = made.sections[0].rows[0]
    assert (row.score, row.review) == (None, "考核给1.00分")


def test_the_superiors_bonus_is_capped_and_waits_for_each_bonus_item():
    bonus = next(i.code for i in small_checklist().items if i.method is Method.BONUS)
    answers = [Answer("A01", Verdict.MET), Answer("B01", Verdict.MET), Answer(bonus, Verdict.MET)]
    given = reviewed_scores(A01="2", B01="2")
    made, _ = sheet(answers, given, ALL_ON)
    assert (made.reviewed_bonus, made.reviewed_total, made.reviewed_grade) == (None, None, None)
    made, card = sheet(answers, given | reviewed_scores(**{bonus: "99"}), ALL_ON)
    assert made.reviewed_bonus == made.bonus_cap
    assert made.reviewed_total == card.total - card.bonus + made.bonus_cap
    assert made.reviewed_grade == card.grade


@pytest.mark.parametrize(
    ("own", "reviewed", "words"),
    [
        ("2", ReviewedScore(Decimal("1.7"), " 照片看不清\n"), "考核比自评低0.30分：照片看不清"),
        ("1.7", ReviewedScore(Decimal(2)), "考核比自评高0.30分"),
        ("2", ReviewedScore(Decimal("2.00")), ""),
        ("2", ReviewedScore(Decimal(2), "做法可推广"), "考核意见：做法可推广"),
        (None, ReviewedScore(Decimal(1), "本项适用"), "考核给1.00分：本项适用"),
    ],
)
def test_a_difference_is_said_with_its_reason(own, reviewed, words):
    assert review_words(None if own is None else Decimal(own), reviewed) == words


def test_no_veto_is_told_where_vetoes_are_off():
    base = small_checklist()
    items = tuple(replace(item, veto=True) if item.code == "A01" else item for item in base.items)
    answers = [Answer("A01", Verdict.NOT_MET)]
    for options, told in ((ScoringOptions(grades=True), False), (ALL_ON, True)):
        filled = filled_check(answers, checklist=replace(base, items=items), options=options)
        head = paper_head(filled, paper_kind("scoresheet"), {}, PaperSettings())
        made = score_sheet(filled, {}, head)
        assert (made.vetoed, made.sections[0].rows[0].vetoes) == (told, told)
