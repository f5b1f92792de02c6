# SPDX-License-Identifier: MIT
"""The report's first section, 基本情况: the score, each dimension, before and after, highlights."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import money_like, plain
from bizenv_desktop.domain.papers.report_comparison import before_and_after, change_since
from bizenv_desktop.domain.papers.report_draft import DraftParagraph, ParagraphKind
from bizenv_desktop.domain.papers.report_figures import figures
from bizenv_desktop.domain.papers.report_words import counts, figure_name, joined, sentence
from bizenv_desktop.domain.papers.trend import rate_of
from bizenv_desktop.domain.scoring import ItemState, percent
from bizenv_desktop.domain.selfcheck import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bizenv_desktop.domain.papers.report_facts import ReportFacts
    from bizenv_desktop.domain.scoring import DimensionScore, ItemScore, ScoreCard

_NAMED = 5  # items met that are named before 等
_WAYS = 2  # ways of checking that are named


def situation(facts: ReportFacts) -> Iterator[DraftParagraph]:
    """The paragraphs of the first section, in order."""
    yield DraftParagraph("situation", ParagraphKind.SECTION, "基本情况")
    yield DraftParagraph("situation.score", ParagraphKind.TEXT, score_words(facts))
    for dimension in facts.filled.card.dimensions:
        if dimension.asked:
            yield from _dimension(facts, dimension)
    yield from before_and_after(facts)
    yield from highlights(facts)


def score_words(facts: ReportFacts) -> str:
    """Both figures while items are open; else the total with its arithmetic and what it was."""
    card = facts.filled.card
    if card.total is None:
        return f"本期应查{card.asked}项，没有可计分的检查项。"
    if not card.complete:
        part = "尚无分数" if card.filled_total is None else f"得{money_like(card.filled_total)}分"
        open_items = card.asked - card.answered
        return (
            f"本期应查{card.asked}项，已填{card.answered}项，还有{open_items}项未填。"
            f"只看已填部分{part}；未填的按0分计，为{money_like(card.total)}分。"
            "填完前两个数都不是最终得分。"
        )
    words = f"本期应查{card.asked}项，已全部填完，自评{money_like(card.total)}分"
    if card.grade:
        words += f"，等级为{card.grade}"
    if card.vetoed_by:
        words += f"，{'、'.join(card.vetoed_by)}触发一票否决"
    return f"{words}{_since(facts)}。{card.explanation}。{_best_and_worst(card)}"


def _since(facts: ReportFacts) -> str:
    """How the total stands against the last period's, by the items both have."""
    previous, card = facts.previous, facts.filled.card
    if previous is None:
        return ""
    before, now = rate_of(previous, facts.shared), rate_of(facts.filled, facts.shared)
    if before is None or now is None:
        return ""
    period = previous.check.period.label
    base = sum(entry.item.method.in_base for entry in card.items)
    whole = len(facts.shared) == base
    by = "" if whole else f"按两期共有的{len(facts.shared)}项计，得分率{money_like(now)}%，"
    if now == before:
        return f"；{by}与{period}持平"
    way = "提高" if now > before else "下降"
    return f"；{by}比{period}{way}{money_like(abs(now - before))}{'分' if whole else '个百分点'}"


def _best_and_worst(card: ScoreCard) -> str:
    rates = [(entry.rate, entry.name) for entry in card.dimensions if entry.rate is not None]
    if len({rate for rate, _ in rates}) < 2:
        return ""
    best, worst = max(rate for rate, _ in rates), min(rate for rate, _ in rates)
    high = joined([name for rate, name in rates if rate == best])
    low = joined([name for rate, name in rates if rate == worst])
    return f"各方面中{high}得分率最高，为{money_like(best)}%；{low}最低，为{money_like(worst)}%。"


def _dimension(facts: ReportFacts, dimension: DimensionScore) -> Iterator[DraftParagraph]:
    """A heading, what was checked, the figures, what changed since the last period."""
    key = f"situation.{dimension.code}"
    own = [entry for entry in facts.filled.card.items if entry.item.dimension == dimension.code]
    yield DraftParagraph(key, ParagraphKind.PART, dimension.name)
    yield DraftParagraph(f"{key}.checked", ParagraphKind.TEXT, _checked(dimension, own, facts))
    if words := figures(facts, own):
        yield DraftParagraph(f"{key}.figures", ParagraphKind.TEXT, words)
    if words := change_since(facts, dimension, own):
        yield DraftParagraph(f"{key}.change", ParagraphKind.TEXT, words)


def _checked(dimension: DimensionScore, own: Sequence[ItemScore], facts: ReportFacts) -> str:
    done = [entry for entry in own if entry.state.is_done]
    if not done:
        return f"应查{dimension.asked}项，均未填。"
    counted = f"{len(done)}项" if len(done) == len(own) else f"{len(own)}项中的{len(done)}项"
    words = f"{_ways(done)}检查{counted}{_rate(dimension)}。{sentence(_verdicts(done, facts))}"
    return words + _left_out(done, facts)


def _ways(done: Sequence[ItemScore]) -> str:
    """以看现场、问人员为主: the two ways most items were looked at."""
    often = Counter(way.value for entry in done for way in entry.item.ways).most_common()
    if len(often) <= _WAYS:
        return f"以{joined([way for way, _ in often])}的方式" if often else ""
    return f"以{'、'.join(way for way, _ in often[:_WAYS])}为主，"


def _rate(dimension: DimensionScore) -> str:
    """What was scored of what could be, counting filled-in items alone."""
    rate = percent(dimension.score, dimension.filled_points)
    if rate is None:
        return ""
    name = "得" if dimension.answered == dimension.asked else "已填部分得"
    points = f"{money_like(dimension.score)}分，应得{plain(dimension.filled_points)}分"
    return f"，{name}{points}，得分率{money_like(rate)}%"


def _verdicts(done: Sequence[ItemScore], facts: ReportFacts) -> str:
    """场所标识、一次性告知等38项符合，部分符合10项，不符合1项."""
    by_verdict: dict[Verdict, list[ItemScore]] = {verdict: [] for verdict in Verdict}
    for entry in done:
        by_verdict[facts.filled.answers[entry.item.code].verdict or _verdict(entry)].append(entry)
    met = by_verdict[Verdict.MET]
    parts = [f"{_named(met)}{len(met)}项符合标准"] if met else []
    parts += [
        f"{len(by_verdict[verdict])}项{verdict.label}"
        for verdict in (Verdict.PARTLY_MET, Verdict.NOT_MET)
        if by_verdict[verdict]
    ]
    return "，".join(parts)


def _verdict(entry: ItemScore) -> Verdict:
    """What the points say of numbers stored without a verdict."""
    if not entry.lost:
        return Verdict.MET
    return Verdict.PARTLY_MET if entry.score else Verdict.NOT_MET


def _named(met: Sequence[ItemScore]) -> str:
    """The heaviest items met, by name; measures have their figures elsewhere."""
    plainly = [
        entry.item
        for entry in met
        if entry.item.measure is None and not set(entry.item.title) & set("、，：；")
    ]
    heaviest = sorted(plainly, key=lambda item: -item.points)[:_NAMED]
    if len(heaviest) < 2:
        return ""
    chosen = {item.code for item in heaviest}
    names = [item.title for item in plainly if item.code in chosen]
    return f"{'、'.join(names)}等" if len(met) > len(names) else joined(names)


def _left_out(done: Sequence[ItemScore], facts: ReportFacts) -> str:
    """合理缺项 with their reasons."""
    absent = [entry.item for entry in done if entry.state is ItemState.NOT_APPLICABLE]
    if not absent:
        return ""
    reasons = []
    for item in absent:
        reason = facts.filled.answers[item.code].na_reason.strip().rstrip("。") or "未写原因"
        reasons.append(f"{item.title}（{reason}）")
    return f"{len(absent)}项不适用，作合理缺项：{'；'.join(reasons)}。"


def highlights(facts: ReportFacts) -> Iterator[DraftParagraph]:
    """A heading and a paragraph for each 亮点, or one that there is none."""
    yield DraftParagraph("highlights", ParagraphKind.PART, "亮点做法")
    shown = [item for item in facts.filled.items if _is_highlight(facts, item.code)]
    if not shown:
        yield DraftParagraph("highlights.none", ParagraphKind.TEXT, "本期没有标记亮点做法。")
    for item in shown:
        answer = facts.filled.answers[item.code]
        words = answer.note.strip() or item.standard
        if item.measure is not None and (basis := counts(item, answer)):
            words = f"{basis}；{words}"
        text = f"{figure_name(item) if item.tiers is None else item.title}：{sentence(words)}"
        yield DraftParagraph(f"highlights.{item.code}", ParagraphKind.POINT, text)


def _is_highlight(facts: ReportFacts, code: str) -> bool:
    answer = facts.filled.answers.get(code)
    return answer is not None and answer.highlight and answer.confirmed
