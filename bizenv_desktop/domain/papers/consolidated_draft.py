# SPDX-License-Identifier: MIT
"""汇总报告 drafted from the figures: the same figures give the same words.

No unit is called better or worse than another: units are named where they have not reported and
where they lose points on an item.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import money_like, plain
from bizenv_desktop.domain.exchange.finding_figures import OTHER_KIND
from bizenv_desktop.domain.exchange.wall import named
from bizenv_desktop.domain.findings.lifecycle import State
from bizenv_desktop.domain.papers.report_draft import DraftParagraph, ParagraphKind
from bizenv_desktop.domain.papers.report_steps import STEP_HEADINGS
from bizenv_desktop.domain.papers.report_words import joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bizenv_desktop.domain.exchange.consolidation import (
        Consolidation,
        ItemFigures,
    )
    from bizenv_desktop.domain.exchange.finding_figures import Tally, UnitFinding

COMMON_UNITS = 2
"""An item is a 共性问题 when at least so many units lose points on it."""
MOST_COMMON = 10
_MOST_UNITS = 8
_MOST_IN_KIND = 5


def draft_consolidated(
    figures: Consolidation,
    findings: Sequence[UnitFinding],
    losers: Mapping[tuple[str, str], Sequence[str]],
    centre: str,
) -> tuple[DraftParagraph, ...]:
    """The report's paragraphs.

    `losers` are the names of the units that lose points on an item, by family and code.
    """
    return (
        DraftParagraph("opening", ParagraphKind.TEXT, _opening(figures, centre)),
        *_situation(figures),
        *_common(figures, losers),
        *_problems(figures, findings),
        *_steps(figures),
    )


def common_items(figures: Consolidation) -> tuple[ItemFigures, ...]:
    """The items several units lose points on, those of most units first, the first ten."""
    return tuple(each for each in figures.problems if each.losing >= COMMON_UNITS)[:MOST_COMMON]


def _opening(figures: Consolidation, centre: str) -> str:
    return (
        f"{centre}组织所属单位开展了{figures.period.label}营商环境自查，"
        f"根据截至{_day(figures)}收到的上报包汇总，现将有关情况报告如下。"
    )


def _situation(figures: Consolidation) -> Iterator[DraftParagraph]:
    yield DraftParagraph("situation", ParagraphKind.SECTION, "基本情况")
    yield DraftParagraph("situation.coverage", ParagraphKind.TEXT, figures.coverage.sentence)
    if not figures.units:
        return
    yield DraftParagraph("situation.score", ParagraphKind.TEXT, _score(figures))
    yield DraftParagraph("situation.dimensions", ParagraphKind.TEXT, _dimensions(figures))
    yield DraftParagraph("situation.findings", ParagraphKind.TEXT, _finding_words(figures))
    if figures.notes:
        notes = f"汇总口径：{''.join(figures.notes)}"
        yield DraftParagraph("situation.notes", ParagraphKind.TEXT, notes)


def _score(figures: Consolidation) -> str:
    whole = figures.whole
    if whole.rate is None:
        return f"已报的{len(figures.units)}个单位没有可计分的检查项。"
    words = f"已报的{len(figures.units)}个单位总得分率{money_like(whole.rate)}%（{whole.words}）"
    if whole.plain is not None and whole.median is not None:
        words += f"；各单位总分的平均数{money_like(whole.plain)}，中位数{money_like(whole.median)}"
    return f"{words}。得分为各单位自评，不含考核。"


def _dimensions(figures: Consolidation) -> str:
    parts = [
        f"{each.name}{money_like(each.mean.rate)}%"
        for each in figures.dimensions
        if each.mean.rate is not None
    ]
    return f"各方面得分率：{'，'.join(parts)}。计算过程见下表。"


def _finding_words(figures: Consolidation) -> str:
    whole = figures.findings.whole
    if not whole.total:
        return "各单位没有发现需整改的问题。"
    states = [f"{state.label}{count}个" for state, count in figures.findings.states if count]
    words = f"各单位共发现问题{whole.total}个：{'，'.join(states)}"
    if whole.overdue:
        words += f"；没有销号的{whole.open}个中，已逾期{whole.overdue}个"
    if whole.soon:
        words += f"，七日内到期{whole.soon}个" if whole.overdue else f"；七日内到期{whole.soon}个"
    if whole.recurring:
        words += f"；销号后又出现的{whole.recurring}个"
    return f"{words}。"


def _common(
    figures: Consolidation, losers: Mapping[tuple[str, str], Sequence[str]]
) -> Iterator[DraftParagraph]:
    yield DraftParagraph("common", ParagraphKind.SECTION, "共性问题")
    shown = common_items(figures)
    if not shown:
        words = "没有两个以上单位都失分的检查项。"
        yield DraftParagraph("common.none", ParagraphKind.TEXT, words)
        return
    every = sum(each.losing >= COMMON_UNITS for each in figures.problems)
    words = f"两个以上单位都失分的检查项有{every}项"
    words += f"，失分单位最多的{len(shown)}项是：" if every > len(shown) else "："
    yield DraftParagraph("common.summary", ParagraphKind.TEXT, words)
    for each in shown:
        names = losers.get((each.family, each.code), ())
        told = "、".join(names[:_MOST_UNITS])
        if len(names) > _MOST_UNITS:
            told += f"等{len(names)}个单位"
        text = f"{each.title or each.code}（{each.code}）。{each.words}。失分单位：{told}。"
        yield DraftParagraph(f"common.{each.family}.{each.code}", ParagraphKind.POINT, text)


def _problems(figures: Consolidation, findings: Sequence[UnitFinding]) -> Iterator[DraftParagraph]:
    yield DraftParagraph("problems", ParagraphKind.SECTION, "主要问题")
    if not figures.findings.whole.total:
        yield DraftParagraph("problems.none", ParagraphKind.TEXT, "没有发现需整改的问题。")
        return
    by_kind: defaultdict[str, list[UnitFinding]] = defaultdict(list)
    for finding in findings:
        by_kind[figures.kinds.get(finding.kind, OTHER_KIND)].append(finding)
    for tally in figures.findings.kinds:
        yield DraftParagraph(f"problems.{tally.name}", ParagraphKind.PART, tally.name)
        text = _kind_words(tally, by_kind[tally.name])
        yield DraftParagraph(f"problems.{tally.name}.words", ParagraphKind.TEXT, text)


def _kind_words(tally: Tally, findings: Sequence[UnitFinding]) -> str:
    """How many, in how many units, how far; the items most of them are about."""
    units = {finding.organisation for finding in findings}
    words = f"问题{tally.total}个，涉及{len(units)}个单位；已销号{tally.closed}个"
    words += f"，没有销号{tally.open}个"
    if tally.overdue:
        words += f"，其中逾期{tally.overdue}个"
    counted = Counter((each.item, each.title) for each in findings if each.check_item == each.item)
    often = sorted(counted.items(), key=lambda entry: (-entry[1], entry[0]))[:_MOST_IN_KIND]
    if often:
        shown = [f"{title}（{code}，{count}个单位）" for (code, title), count in often]
        words += f"。主要是{joined(shown)}"
    return f"{words}。"


def _steps(figures: Consolidation) -> Iterator[DraftParagraph]:
    yield DraftParagraph("steps", ParagraphKind.SECTION, "下步措施")
    points = list(_points(figures))
    for key, text in points:
        yield DraftParagraph(f"steps.{key}", ParagraphKind.POINT, text)
    if not points:
        words = "各单位已全部上报，没有需整改的问题，继续做好日常自查。"
        yield DraftParagraph("steps.none", ParagraphKind.TEXT, words)


def _points(figures: Consolidation) -> Iterator[tuple[str, str]]:
    if figures.coverage.missing:
        missing = named(figures.coverage.missing)
        yield "missing", f"督促没有上报的单位尽快完成自查、审核并上报：{missing}。"
    if shown := common_items(figures):
        told = "、".join(f"{each.title or each.code}（{each.code}）" for each in shown[:3])
        yield (
            "common",
            f"对共性问题统一定标准、统一抓整改，先抓{told}，"
            f"共涉及失分{plain(sum((each.lost for each in shown[:3]), Decimal(0)))}分。",
        )
    whole = figures.findings.whole
    if whole.overdue:
        yield "overdue", f"对逾期没有销号的{whole.overdue}个问题逐个督办，限期办结并报复核。"
    waiting = dict(figures.findings.states)[State.SUBMITTED]
    if waiting:
        yield "verify", f"对已报请复核的{waiting}个问题及时复核，符合的销号，不符合的退回。"
    codes = {name: code for code, name in figures.kinds.items()}
    for tally in figures.findings.kinds:
        heading = STEP_HEADINGS.get(codes.get(tally.name, ""))
        if heading and tally.open:
            yield f"kind.{tally.name}", f"{heading}：办结这方面没有销号的{tally.open}个问题。"


def _day(figures: Consolidation) -> str:
    day = figures.today
    return f"{day.year}年{day.month}月{day.day}日"
