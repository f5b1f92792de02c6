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
from bizenv_desktop.domain.exchange.feedback import reviewed_words
from bizenv_desktop.domain.findings.rectification import suggested_problem
from bizenv_desktop.domain.papers.rectification_list import citation_labels
from bizenv_desktop.domain.papers.reviewed import review_words
from bizenv_desktop.domain.scoring import ItemState, grade_of, percent
from bizenv_desktop.domain.selfcheck import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bizenv_desktop.domain.checklists.checklist import CheckItem, Grade
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.papers.paper_head import PaperHead
    from bizenv_desktop.domain.papers.reviewed import ReviewedScore
    from bizenv_desktop.domain.regulations.regulation import Edition
    from bizenv_desktop.domain.scoring import ItemScore


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One item; `lost` and `score` are None until it is scored, `reviewed` until feedback came.

    `review` says in words how the superior's score differs and why.
    """

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
    review: str = ""


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
        return _reviewed_sum(self.rows)

    @property
    def reviewed_points(self) -> Decimal:
        """The points the superior's sum is out of: what was given for 不适用 counts there."""
        return self.points + sum(
            (
                row.points
                for row in self.rows
                if row.state is ItemState.NOT_APPLICABLE and row.reviewed is not None
            ),
            Decimal(0),
        )


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """Everything that stands on a 自查评分表.

    `bonus_rows` and `veto_rows` are empty where these are switched off; `grades` too. `notes` are
    the superior's 督办 and 退回, `part_reviewed` its total in words while it does not cover all.
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
    notes: tuple[str, ...] = ()
    part_reviewed: str = ""

    @property
    def complete(self) -> bool:
        """Whether every item is answered."""
        return self.answered == self.asked

    @property
    def reviewed_sections(self) -> tuple[ScoreSection, ...]:
        """The dimensions the superior's total needs: those that count, by either of the two."""
        return tuple(s for s in self.sections if s.points or s.reviewed is not None)

    @property
    def reviewed_base(self) -> Decimal | None:
        """The superior's sum of the base items, None until every dimension has its own."""
        sums = [section.reviewed for section in self.reviewed_sections]
        given = [score for score in sums if score is not None]
        return sum(given, Decimal(0)) if sums and len(given) == len(sums) else None

    @property
    def reviewed_points(self) -> Decimal:
        """The points the superior's sum is out of."""
        return sum((section.reviewed_points for section in self.sections), Decimal(0))

    @property
    def reviewed_bonus(self) -> Decimal | None:
        """The superior's bonus, capped; None before the base is whole or where one is missing."""
        if self.reviewed_base is None:
            return None
        if not any(row.score is not None or row.reviewed is not None for row in self.bonus_rows):
            return Decimal(0)
        given = _reviewed_sum(self.bonus_rows)
        return None if given is None else min(given, self.bonus_cap)

    @property
    def reviewed_total(self) -> Decimal | None:
        """The superior's total by the same arithmetic, None until it covers everything."""
        if self.reviewed_base is None or self.reviewed_bonus is None:
            return None
        base = percent(self.reviewed_base, self.reviewed_points)
        return None if base is None else base + self.reviewed_bonus

    @property
    def reviewed_grade(self) -> str | None:
        """The grade by the superior's total; a veto the unit found stands."""
        if self.grade is None or self.reviewed_total is None:
            return None
        return grade_of(self.grades, self.reviewed_total, vetoed=self.vetoed)

    @property
    def vetoed(self) -> bool:
        """Whether any item triggers a veto."""
        groups = (*(section.rows for section in self.sections), self.bonus_rows, self.veto_rows)
        return any(row.vetoes for rows in groups for row in rows)


def _reviewed_sum(rows: Iterable[ScoreRow]) -> Decimal | None:
    """The superior's scores together, None when there is none or a scored row has none."""
    rows = tuple(rows)
    given = [row.reviewed for row in rows if row.reviewed is not None]
    whole = all(row.reviewed is not None for row in rows if row.score is not None)
    return sum(given, Decimal(0)) if given and whole else None


def score_sheet(
    filled: FilledCheck,
    editions: Mapping[str, Edition],
    head: PaperHead,
    reviewed: Mapping[str, ReviewedScore] | None = None,
    notes: tuple[str, ...] = (),
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
        notes=notes,
        part_reviewed=reviewed_words(filled, reviewed) if reviewed else "",
    )


def _row(
    number: int,
    scored: ItemScore,
    filled: FilledCheck,
    editions: Mapping[str, Edition],
    reviewed: Mapping[str, ReviewedScore],
) -> ScoreRow:
    item = scored.item
    answer = filled.answers.get(item.code) or Answer(item.code)
    given = reviewed.get(item.code)
    return ScoreRow(
        number=number,
        code=item.code,
        title=item.title,
        points=item.points,
        lost=None if scored.score is None else scored.lost,
        score=scored.score,
        reviewed=None if given is None else given.score,
        state=scored.state,
        arithmetic=scored.explanation,
        found=what_was_found(item, answer),
        basis=citation_labels(item, editions, filled.provincial.get(item.code)),
        vetoes=scored.vetoes and filled.check.options.veto,
        review="" if given is None else review_words(scored.score, given),
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
