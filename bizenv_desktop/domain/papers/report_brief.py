# SPDX-License-Identifier: MIT
"""自查报告, short: figures of each dimension in one paragraph, problems counted by kind.

The few problems that cost most are told in full; everything else is referred to the attached
整改清单. Paragraphs that say something else than those of the full form have keys of their own, so
that the clerk's words for one form never stand in the other.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import money_like, plain
from bizenv_desktop.domain.papers.report_comparison import before_and_after
from bizenv_desktop.domain.papers.report_draft import DraftParagraph, ParagraphKind
from bizenv_desktop.domain.papers.report_problems import (
    kind_name,
    problem_sentence,
    problems_summary,
)
from bizenv_desktop.domain.papers.report_situation import highlights, score_words
from bizenv_desktop.domain.papers.report_steps import steps_heading, steps_summary
from bizenv_desktop.domain.papers.report_words import day_in, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bizenv_desktop.domain.findings.rectification import FindingView
    from bizenv_desktop.domain.papers.report_facts import ReportFacts
    from bizenv_desktop.domain.scoring import DimensionScore

_TOLD = 3  # problems told in full, highlights told
_NAMED = 3  # problems of a kind, units that are named
_ANNEX = "所附整改清单"


def brief(facts: ReportFacts, centre: str) -> Iterator[DraftParagraph]:
    """The three sections and the note of what is attached, in order."""
    yield from _situation(facts)
    yield from _problems(facts)
    yield from _steps(facts)
    if facts.findings:
        words = f"附件：{centre}营商环境自查整改清单"
        yield DraftParagraph("brief.annex", ParagraphKind.TEXT, words)


def _situation(facts: ReportFacts) -> Iterator[DraftParagraph]:
    yield DraftParagraph("situation", ParagraphKind.SECTION, "基本情况")
    yield DraftParagraph("situation.score", ParagraphKind.TEXT, score_words(facts))
    told = [_dimension(entry) for entry in facts.filled.card.dimensions if entry.answered]
    if told:
        words = f"分方面看，{'；'.join(told)}。"
        yield DraftParagraph("brief.dimensions", ParagraphKind.TEXT, words)
    yield from before_and_after(facts)
    told_highlights = list(highlights(facts))
    yield from told_highlights[: 1 + _TOLD]
    left = len(told_highlights) - 1 - _TOLD
    if left > 0:
        words = f"另有{left}项亮点做法，见自查评分表。"
        yield DraftParagraph("brief.highlights", ParagraphKind.TEXT, words)


def _dimension(entry: DimensionScore) -> str:
    """政务环境检查56项，得分率89.72%，扣4.73分."""
    open_items = entry.asked - entry.answered
    asked = f"{entry.asked}项已填{entry.answered}项" if open_items else f"检查{entry.asked}项"
    lost = entry.filled_points - entry.score
    if not entry.filled_points:
        return f"{entry.name}{asked}，均不计分"
    rate = money_like(100 * entry.score / entry.filled_points)
    return f"{entry.name}{asked}，得分率{rate}%，扣{plain(lost)}分"


def _problems(facts: ReportFacts) -> Iterator[DraftParagraph]:
    yield DraftParagraph("problems", ParagraphKind.SECTION, "主要问题")
    yield DraftParagraph("problems.summary", ParagraphKind.TEXT, problems_summary(facts))
    if not facts.findings:
        return
    for kind, views in facts.findings:
        name = kind_name(facts, kind)
        yield DraftParagraph(f"problems.{kind or 'other'}", ParagraphKind.PART, name)
        key = f"brief.problems.{kind or 'other'}"
        yield DraftParagraph(key, ParagraphKind.TEXT, _gathered(facts, views))
    all_views = [view for _, views in facts.findings for view in views]
    if len(all_views) > _TOLD:
        yield DraftParagraph("brief.heaviest", ParagraphKind.PART, "扣分最多的问题")
    for view in _heaviest(facts, all_views)[:_TOLD]:
        key = f"brief.item.{view.item.code}"
        yield DraftParagraph(key, ParagraphKind.POINT, problem_sentence(view, facts))


def _gathered(facts: ReportFacts, views: Sequence[FindingView]) -> str:
    """共13个，扣4.2分，扣分较多的是甲（A01，扣1.00分）和乙（A02，扣0.50分），其余见所附整改清单."""
    card = facts.filled.card
    lost = sum((card.of(view.item.code).lost for view in views), Decimal(0))
    named = [
        f"{view.item.title}（{view.item.code}，扣{money_like(card.of(view.item.code).lost)}分）"
        for view in _heaviest(facts, views)[:_NAMED]
    ]
    words = f"共{len(views)}个，扣{plain(lost)}分"
    if len(views) <= _NAMED:
        return f"{words}：{joined(named)}，详见{_ANNEX}。"
    return f"{words}。扣分较多的是{joined(named)}；其余{len(views) - _NAMED}个见{_ANNEX}。"


def _heaviest(facts: ReportFacts, views: Sequence[FindingView]) -> list[FindingView]:
    """Vetoes, then what costs most; alike ones stay in the checklist's order."""
    card = facts.filled.card

    def weight(view: FindingView) -> tuple[bool, Decimal]:
        entry = card.of(view.item.code)
        return not (entry.vetoes and facts.filled.check.options.veto), -entry.lost

    return sorted(views, key=weight)


def _steps(facts: ReportFacts) -> Iterator[DraftParagraph]:
    yield DraftParagraph("steps", ParagraphKind.SECTION, "下步措施")
    yield DraftParagraph("steps.summary", ParagraphKind.TEXT, steps_summary(facts))
    for kind, views in facts.findings:
        heading = steps_heading(facts, kind)
        yield DraftParagraph(f"steps.{kind or 'other'}", ParagraphKind.PART, heading)
        key = f"brief.steps.{kind or 'other'}"
        yield DraftParagraph(key, ParagraphKind.TEXT, _step(facts, views))


def _step(facts: ReportFacts, views: Sequence[FindingView]) -> str:
    """这类问题5个，由司法所和财政所负责，12月8日前全部完成，具体措施、责任人和时限见所附整改清单."""
    units = list(dict.fromkeys(" ".join(view.finding.unit.split()) for view in views))
    known = [unit for unit in units if unit]
    words = f"这类问题{len(views)}个"
    if len(known) > _NAMED:
        words += f"，由{'、'.join(known[:_NAMED])}等{len(known)}个单位负责"
    elif known:
        words += f"，由{joined(known)}负责"
    last, today = max(view.due for view in views), facts.filled.today
    by = "时限均已到" if last < today else f"{day_in(last, today.year)}前全部完成"
    return f"{words}，{by}，具体措施、责任人和时限见{_ANNEX}。"
