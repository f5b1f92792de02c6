# SPDX-License-Identifier: MIT
"""The arithmetic behind any figure on the screen, as lines a clerk can follow with a pencil."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import money_like, plain
from bizenv_desktop.domain.scoring import ItemState

if TYPE_CHECKING:
    from decimal import Decimal

    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.scoring import DimensionScore, ItemScore, ScoreCard


def total_text(filled: FilledCheck) -> str:
    """From the dimensions to the two totals."""
    card = filled.card
    lines = [
        f"{filled.check.organisation.full_name} {filled.check.period.label}",
        f"已填{card.answered}项，共{card.asked}项。",
        "",
        f"未填按0分：{card.explanation}",
        f"已填部分：{_filled_part(card)}",
        "",
        *(f"{part.name}：{_dimension_line(part)}" for part in card.dimensions),
    ]
    if filled.check.options.bonus:
        lines += ["", f"加分：{money_like(card.bonus)}，上限{plain(filled.checklist.bonus_cap)}分"]
    lines += _grade_lines(filled)
    return "\n".join(lines)


def dimension_text(filled: FilledCheck, code: str) -> str:
    """From the items of a dimension to its sums."""
    card = filled.card
    part = next(part for part in card.dimensions if part.code == code)
    own = [scored for scored in card.items if scored.item.dimension == code]
    return "\n".join(
        [f"{part.name}：{_dimension_line(part)}", "", *(_item_line(scored) for scored in own)]
    )


def item_text(filled: FilledCheck, code: str) -> str:
    """From what was found to an item's score."""
    scored = filled.card.of(code)
    item = scored.item
    lines = [f"{item.code} {item.title}", f"计分方法：{item.method.label}", ""]
    lines += [f"{kind.text}：每{kind.unit}扣{plain(kind.each)}分" for kind in item.deductions]
    if item.tiers is not None:
        lines += [f"{band.text}：{plain(band.score)}分" for band in item.tiers.bands]
    if item.measure is not None and item.measure.basis:
        lines.append(f"目标的来历：{item.measure.basis}")
    if lines[-1]:
        lines.append("")
    lines.append(scored.explanation)
    return "\n".join(lines)


def figure(value: Decimal | None) -> str:
    """A total as printed, a dash where there is nothing to divide by."""
    return "—" if value is None else money_like(value)


def _filled_part(card: ScoreCard) -> str:
    if card.filled_total is None:
        return "还没有可计分的结果"
    words = f"得分合计{money_like(card.base_score)}÷已填的应得分合计{plain(card.filled_points)}×100"
    base = card.filled_total - card.bonus
    words += f"={money_like(base)}"
    if card.bonus:
        words += f"，加分{money_like(card.bonus)}，合{money_like(card.filled_total)}"
    return words


def _dimension_line(part: DimensionScore) -> str:
    words = f"得{money_like(part.score)}/{plain(part.points)}分，已填{part.answered}/{part.asked}项"
    if part.filled_points != part.points:
        words += f"（已填部分应得{plain(part.filled_points)}分）"
    return words


def _item_line(scored: ItemScore) -> str:
    if scored.state is ItemState.SCORED:
        return f"{scored.item.code} {scored.item.title}：{scored.explanation}"
    points = f"（{plain(scored.item.points)}分）" if scored.item.points else ""
    return f"{scored.item.code} {scored.item.title}{points}：{scored.explanation}"


def _grade_lines(filled: FilledCheck) -> list[str]:
    card = filled.card
    lines = []
    if card.vetoed_by:
        names = "、".join(f"{code} {filled.checklist.item(code).title}" for code in card.vetoed_by)
        lines += ["", f"触发一票否决：{names}，等级降到最低一档"]
    if card.grade is not None:
        bounds = "，".join(
            f"{grade.name}{plain(grade.minimum)}分起" for grade in filled.checklist.grades
        )
        lines += ["", f"等级：{card.grade}（{bounds}；按未填0分的总分定）"]
    return lines
