# SPDX-License-Identifier: MIT
"""The report's second section, 主要问题: by kind of problem, each finding in a proper sentence."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import money_like, plain
from bizenv_desktop.domain.checklists.checklist import Method
from bizenv_desktop.domain.papers.report_draft import DraftParagraph, ParagraphKind
from bizenv_desktop.domain.papers.report_facts import OTHER_KIND
from bizenv_desktop.domain.papers.report_figures import target_missed
from bizenv_desktop.domain.papers.report_words import (
    counts,
    figure_name,
    figure_unit,
    figure_value,
    joined,
    lines_of,
    sentence,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bizenv_desktop.domain.findings.rectification import FindingView
    from bizenv_desktop.domain.papers.report_facts import ReportFacts
    from bizenv_desktop.domain.selfcheck import Occurrence

OTHER_NAME = "其他方面的问题"


def problems(facts: ReportFacts) -> Iterator[DraftParagraph]:
    """The paragraphs of the second section, in order."""
    yield DraftParagraph("problems", ParagraphKind.SECTION, "主要问题")
    yield DraftParagraph("problems.summary", ParagraphKind.TEXT, problems_summary(facts))
    for kind, views in facts.findings:
        name = kind_name(facts, kind)
        yield DraftParagraph(f"problems.{kind or 'other'}", ParagraphKind.PART, name)
        for view in views:
            key = f"problems.item.{view.item.code}"
            yield DraftParagraph(key, ParagraphKind.POINT, problem_sentence(view, facts))


def kind_name(facts: ReportFacts, kind: str) -> str:
    """What a kind of problem is called."""
    return OTHER_NAME if kind == OTHER_KIND else facts.filled.checklist.problem_kind(kind)


def problems_summary(facts: ReportFacts) -> str:
    """How many there are, of what kinds, what they cost, which of them the last period had."""
    card = facts.filled.card
    if not facts.findings:
        if card.complete:
            return "本期自查未发现需整改的问题。"
        if not card.answered:
            return "检查项都还没有填，暂不能列出问题。"
        open_items = card.asked - card.answered
        return f"已填的{card.answered}项中没有需整改的问题，其余{open_items}项尚未填完。"
    total = sum(len(views) for _, views in facts.findings)
    lost = sum((card.of(view.item.code).lost for view in facts.filled.own_findings), Decimal(0))
    words = f"本期自查发现问题{total}个，共扣{plain(lost)}分"
    if not card.complete:
        words = f"已填的{card.answered}项中发现问题{total}个，共扣{plain(lost)}分"
    kinds = [f"{kind_name(facts, kind)}{len(views)}个" for kind, views in facts.findings]
    words += f"。按类别分，{'，'.join(kinds)}。" if len(kinds) > 1 else "。"
    if facts.recurring and facts.previous is not None:
        codes = [view.item.code for view in facts.filled.own_findings]
        again = [code for code in codes if code in facts.recurring]
        words += f"{joined(again)}在{facts.previous.check.period.label}也扣过分，属重复出现。"
    return words


def problem_sentence(view: FindingView, facts: ReportFacts) -> str:
    """A finding in prose: what it is about and what it cost, then what was found where."""
    item, answer = view.item, view.answer
    if view.finding.problem is not None:
        found = lines_of(view.problem)
    elif item.measure is not None or item.tiers is not None:
        found = [*_figure_problem(view), *lines_of(answer.note)]
    else:
        occurred = (_found(view, occurrence) for occurrence in answer.occurrences)
        found = [*filter(None, occurred), *lines_of(answer.note)]
    return f"{item.title}（{_cost(view, facts)}）。{sentence('；'.join(found or [item.problem]))}"


def _found(view: FindingView, occurrence: Occurrence) -> str:
    """在3号窗口发现设备损坏2处（高拍仪不通电）."""
    kind = view.item.deduction(occurrence.kind)
    if kind is None:
        return ""
    place, note = occurrence.place.strip(), " ".join(occurrence.note.split()).rstrip("。")
    where = f"在{place}发现" if place else "发现"
    aside = f"（{note}）" if note else ""
    return f"{where}{kind.text}{occurrence.count}{kind.unit}{aside}"


def _figure_problem(view: FindingView) -> list[str]:
    """已回访评价的工单55件，评为满意和基本满意的工单42件，占76.36%，没有达到82.5%的目标."""
    item, answer = view.item, view.answer
    value = figure_value(item, answer)
    if value is None:
        return []
    shown = f"{plain(value)}{figure_unit(item)}"
    if basis := counts(item, answer):
        shown = f"{basis}，占{shown}"
    else:
        shown = f"{figure_name(item)}{shown}"
    return [f"{shown}，{target_missed(item)}"]


def _cost(view: FindingView, facts: ReportFacts) -> str:
    entry = facts.filled.card.of(view.item.code)
    parts = [view.item.code]
    if view.item.method is not Method.VETO:
        parts.append(f"扣{money_like(entry.lost)}分")
    if entry.vetoes and facts.filled.check.options.veto:
        parts.append("触发一票否决")
    if view.item.code in facts.recurring:
        parts.append("上期也扣分")
    return "，".join(parts)
