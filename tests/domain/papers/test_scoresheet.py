# SPDX-License-Identifier: MIT
"""The frozen score sheet says what the score card says, and everything the clerk typed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from filled_checks import ALL_ON, filled_check
from helpers import believable_answers, small_checklist

from bizenv_desktop.domain.checklists.checklist import ScoringOptions
from bizenv_desktop.domain.papers.paper_head import paper_head
from bizenv_desktop.domain.papers.paper_kinds import paper_kind
from bizenv_desktop.domain.papers.paper_settings import PaperSettings
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
    made, card = sheet(answers, {"A01": Decimal(1)})
    assert [section.reviewed for section in made.sections] == [Decimal(1), None]
    assert made.reviewed_total is None
    made, card = sheet(answers, {"A01": Decimal(1), "B01": Decimal(0)})
    assert made.reviewed_total == Decimal("5.71")
    assert card.total == Decimal("11.43")
