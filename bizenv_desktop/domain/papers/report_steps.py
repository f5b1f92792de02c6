# SPDX-License-Identifier: MIT
"""The report's third section, 下步措施: what will be done, by whom, by when, finding by finding."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bizenv_desktop.domain.papers.report_draft import DraftParagraph, ParagraphKind
from bizenv_desktop.domain.papers.report_facts import OTHER_KIND
from bizenv_desktop.domain.papers.report_words import day_in, firstly, lines_of, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bizenv_desktop.domain.findings.rectification import FindingView
    from bizenv_desktop.domain.papers.report_facts import ReportFacts

STEP_HEADINGS = {
    "reform": "深化“放管服”改革，少跑少交",
    "duty": "压实主体责任，逐项落实到人",
    "data": "推进数据共享和互联互通",
    "policy": "把惠企政策讲到户、落到位",
    "conduct": "改进作风和服务",
}
"""What answers each of the five kinds of problems; another kind is named itself."""


def steps(facts: ReportFacts) -> Iterator[DraftParagraph]:
    """The paragraphs of the third section, in the order of the problems they answer."""
    yield DraftParagraph("steps", ParagraphKind.SECTION, "下步措施")
    yield DraftParagraph("steps.summary", ParagraphKind.TEXT, steps_summary(facts))
    for kind, views in facts.findings:
        yield DraftParagraph(
            f"steps.{kind or 'other'}", ParagraphKind.PART, steps_heading(facts, kind)
        )
        for view in views:
            key = f"steps.item.{view.item.code}"
            yield DraftParagraph(key, ParagraphKind.POINT, _step(view, facts))


def steps_heading(facts: ReportFacts, kind: str) -> str:
    """What is done about a kind of problem, as a heading."""
    if kind == OTHER_KIND:
        return "解决其他方面的问题"
    name = facts.filled.checklist.problem_kind(kind)
    return STEP_HEADINGS.get(kind) or f"针对{name}"


def steps_summary(facts: ReportFacts) -> str:
    """When how many are due, what nobody has yet, what is still to be filled in."""
    card, views = facts.filled.card, facts.filled.own_findings
    words = _due(facts) if views else "没有需整改的问题，不另列措施。"
    if not card.answered:
        return f"先填完{card.asked}项检查，再据实起草本报告。"
    unassigned = [view for view in views if not (view.finding.unit or view.finding.person)]
    if unassigned:
        codes = "、".join(view.item.code for view in unassigned)
        words += f"{codes}的责任单位和责任人尚待明确。"
    if not card.complete:
        words += f"先填完其余{card.asked - card.answered}项检查，再据实补充本报告。"
    return words


def _due(facts: ReportFacts) -> str:
    """How many fall due in which month; the printing day's year goes without saying."""
    today, views = facts.filled.today, facts.filled.own_findings
    months = Counter((view.due.year, view.due.month) for view in views)
    told = "，".join(
        f"{f'{month}月' if year == today.year else f'{year}年{month}月'}应完成{number}个"
        for (year, month), number in sorted(months.items())
    )
    words = f"对{len(views)}个问题逐个定措施、定时限，{told}。"
    silent = [view for view in views if view.due < today and not view.finding.progress.strip()]
    if silent:
        codes = "、".join(view.item.code for view in silent)
        words += f"{codes}时限已到，尚未登记整改情况，优先办理。"
    return words


def _step(view: FindingView, facts: ReportFacts) -> str:
    """Title, measures, who answers for it, by when, how it stands, what was remarked."""
    finding, today = view.finding, facts.filled.today
    words = sentence(f"{view.item.title}（{view.item.code}）。{firstly(lines_of(view.measures))}")
    due = day_in(view.due, today.year)
    duty = _duty(view)
    words += f"{duty}，{due}前完成。" if duty else f"{due}前完成。"
    if progress := "；".join(lines_of(finding.progress)):
        words += sentence(f"整改情况：{progress}")
    if remark := "；".join(lines_of(finding.remark)):
        words += sentence(f"备注：{remark}")
    return words


def _duty(view: FindingView) -> str:
    """由社会事务办公室负责（责任领导赵明宇，责任人吴佳琪）."""
    unit, person, leader = (
        " ".join(words.split())
        for words in (view.finding.unit, view.finding.person, view.finding.leader)
    )
    named = [f"责任领导{leader}"] if leader else []
    named += [f"责任人{person}"] if person else []
    if not unit:
        return "，".join(named)
    return f"由{unit}负责（{'，'.join(named)}）" if named else f"由{unit}负责"
