# SPDX-License-Identifier: MIT
"""A score for other programs (plain JSON values, DESIGN §10) and for people (lines of text)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bizenv_desktop.domain.arithmetic import money_like, plain
from bizenv_desktop.domain.papers.rectification_list import citation_labels, score_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.regulations.regulation import Edition
    from bizenv_desktop.domain.scoring import ItemScore


def score_record(filled: FilledCheck, editions: Mapping[str, Edition]) -> dict[str, Any]:
    """The whole score; decimals as strings, None where there is nothing to divide by."""
    card = filled.card
    return {
        "organisation": {
            "code": filled.check.organisation.code,
            "name": filled.check.organisation.name,
            "sample": filled.check.organisation.sample,
        },
        "period": filled.check.period.code,
        "checklist": {"id": filled.checklist.id, "version": filled.checklist.version},
        "total": _decimal(card.total),
        "filled_total": _decimal(card.filled_total),
        "base_score": plain(card.base_score),
        "base_points": plain(card.base_points),
        "bonus": plain(card.bonus),
        "grade": card.grade,
        "vetoed_by": list(card.vetoed_by),
        "answered": card.answered,
        "asked": card.asked,
        "explanation": card.explanation,
        "dimensions": [
            {
                "code": entry.code,
                "name": entry.name,
                "score": plain(entry.score),
                "points": plain(entry.points),
            }
            for entry in card.dimensions
        ],
        "items": [_item(scored, filled, editions) for scored in card.items],
        "findings": [
            {
                "item": view.item.code,
                "raised": view.finding.raised.isoformat(),
                "problem": view.problem,
                "measures": view.measures,
                "unit": view.finding.unit,
                "person": view.finding.person,
                "leader": view.finding.leader,
                "due": view.due.isoformat(),
                "due_explained": view.due_explained,
                "progress": view.finding.progress,
                "remark": view.finding.remark,
            }
            for view in filled.findings
        ],
    }


def _item(
    scored: ItemScore, filled: FilledCheck, editions: Mapping[str, Edition]
) -> dict[str, Any]:
    confirmed = filled.provincial.get(scored.item.code)
    return {
        "code": scored.item.code,
        "title": scored.item.title,
        "dimension": scored.item.dimension,
        "method": scored.item.method.value,
        "state": scored.state.value,
        "points": plain(scored.item.points),
        "score": None if scored.score is None else plain(scored.score),
        "explanation": scored.explanation,
        "citations": list(citation_labels(scored.item, editions, confirmed)),
    }


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else money_like(value)


def score_lines(filled: FilledCheck) -> list[str]:
    """Unit, period, total, dimensions, and each item that lost points with its arithmetic."""
    check, card = filled.check, filled.card
    mark = "（示例，内容为虚构）" if check.organisation.sample else ""
    lines = [
        f"{check.organisation.full_name} {check.period.label}{mark}",
        score_line(filled),
        card.explanation,
    ]
    lines.extend(
        f"  {entry.name}：{money_like(entry.score)}/{money_like(entry.points)}"
        f"（{entry.answered}/{entry.asked}项）"
        for entry in card.dimensions
    )
    lost = [scored for scored in card.items if scored.lost]
    if lost:
        lines.append(f"失分{len(lost)}项：")
        lines.extend(
            f"  {entry.item.code} {entry.item.title}：{entry.explanation}" for entry in lost
        )
    return lines
