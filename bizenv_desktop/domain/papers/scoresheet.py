# SPDX-License-Identifier: MIT
"""自查评分表, frozen: every item with its points, what was found, its score and what it rests on.

The columns are those of a township centre's assessment form: 分值, 扣分情况, 自评分, 考核分 (empty
until the superior's feedback fills it). Bonus and veto items stand apart from the hundred.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import plain
from bizenv_desktop.domain.checklists.checklist import Method
from bizenv_desktop.domain.findings.rectification import suggested_problem
from bizenv_desktop.domain.papers.rectification_list import citation_labels
from bizenv_desktop.domain.scoring import percent
from bizenv_desktop.domain.selfcheck import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bizenv_desktop.domain.checklists.checklist import CheckItem, Grade
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.papers.paper_head import PaperHead
    from bizenv_desktop.domain.regulations.regulation import Edition
    from bizenv_desktop.domain.scoring import ItemScore, ItemState


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One item; `lost` and `score` are None until it is scored, `reviewed` until feedback came."""

    number: int
    code: str
    title: str
    points: Decimal
    lost: Decimal | None
    score: Decimal | None
    reviewed: Decimal | None
    state: ItemState
    arithmetic: str
    found: str
    basis: tuple[str, ...]
    vetoes: bool = False


@dataclass(frozen=True, slots=True)
class ScoreSection:
    """The base items of a dimension with their sums; 不适用 is in none of them."""

    name: str
    rows: tuple[ScoreRow, ...]
    points: Decimal
    score: Decimal

    @property
    def lost(self) -> Decimal:
        """Points lost by the items scored."""
        return sum((row.lost for row in self.rows if row.lost is not None), Decimal(0))

    @property
    def reviewed(self) -> Decimal | None:
        """The superior's sum, None until it covers every item scored."""
        found = [row.reviewed for row in self.rows if row.score is not None]
        given = [score for score in found if score is not None]
        return sum(given, Decimal(0)) if found and len(given) == len(found) else None


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """Everything that stands on a 自查评分表.

    `bonus_rows` and `veto_rows` are empty where these are switched off; `grades` too.
    """

    head: PaperHead
    sections: tuple[ScoreSection, ...]
    bonus_rows: tuple[ScoreRow, ...]
    veto_rows: tuple[ScoreRow, ...]
    base_points: Decimal
    base_score: Decimal
    bonus: Decimal
    bonus_cap: Decimal
    total: Decimal | None
    grade: str | None
    grades: tuple[Grade, ...]
    explanation: str
    answered: int
    asked: int

    @property
    def complete(self) -> bool:
        """Whether every item is answered."""
        return self.answered == self.asked

    @property
    def reviewed_total(self) -> Decimal | None:
        """The superior's total by the same arithmetic, None until every dimension has its sum."""
        sums = [section.reviewed for section in self.sections if section.points]
        given = [score for score in sums if score is not None]
        if not sums or len(given) < len(sums):
            return None
        base = percent(sum(given, Decimal(0)), self.base_points)
        bonus = sum((row.reviewed or Decimal(0) for row in self.bonus_rows), Decimal(0))
        return None if base is None else base + min(bonus, self.bonus_cap)


def score_sheet(
    filled: FilledCheck,
    editions: Mapping[str, Edition],
    head: PaperHead,
    reviewed: Mapping[str, Decimal] | None = None,
) -> ScoreSheet:
    """Freeze a self-check's scores; `reviewed` are the superior's, by item code."""
    card = filled.card
    rows = {
        scored.item.code: _row(number, scored, filled, editions, reviewed or {})
        for number, scored in enumerate(card.items, 1)
    }

    def of(items: Iterable[ItemScore]) -> tuple[ScoreRow, ...]:
        return tuple(rows[scored.item.code] for scored in items)

    sections = tuple(
        ScoreSection(
            entry.name,
            of(s for s in card.items if s.item.method.in_base and s.item.dimension == entry.code),
            entry.points,
            entry.score,
        )
        for entry in card.dimensions
    )
    return ScoreSheet(
        head=head,
        sections=tuple(section for section in sections if section.rows),
        bonus_rows=of(s for s in card.items if s.item.method is Method.BONUS),
        veto_rows=of(s for s in card.items if s.item.method is Method.VETO),
        base_points=card.base_points,
        base_score=card.base_score,
        bonus=card.bonus,
        bonus_cap=filled.checklist.bonus_cap,
        total=card.total,
        grade=card.grade,
        grades=filled.checklist.grades if filled.check.options.grades else (),
        explanation=card.explanation,
        answered=card.answered,
        asked=card.asked,
    )


def _row(
    number: int,
    scored: ItemScore,
    filled: FilledCheck,
    editions: Mapping[str, Edition],
    reviewed: Mapping[str, Decimal],
) -> ScoreRow:
    item = scored.item
    answer = filled.answers.get(item.code) or Answer(item.code)
    return ScoreRow(
        number=number,
        code=item.code,
        title=item.title,
        points=item.points,
        lost=None if scored.score is None else scored.lost,
        score=scored.score,
        reviewed=reviewed.get(item.code),
        state=scored.state,
        arithmetic=scored.explanation,
        found=what_was_found(item, answer),
        basis=citation_labels(item, editions, filled.provincial.get(item.code)),
        vetoes=scored.vetoes,
    )


def what_was_found(item: CheckItem, answer: Answer) -> str:
    """Everything else the clerk typed about an item: places, notes, 改革前, proof, 亮点."""
    lines = []
    if answer.occurrences or answer.note.strip():
        lines.append(suggested_problem(item, answer))
    if answer.before is not None:
        name = item.measure.before if item.measure and item.measure.before else "改革前"
        unit = item.measure.unit if item.measure else ""
        lines.append(f"{name}：{plain(answer.before)}{unit}")
    if answer.evidence.strip():
        lines.append(f"佐证：{answer.evidence.strip()}")
    if answer.highlight:
        lines.append("列为亮点")
    return "\n".join(lines)
