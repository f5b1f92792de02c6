# SPDX-License-Identifier: MIT
"""What one line of the item list says, worked out without any widget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import money_like, plain
from bizenv_desktop.domain.checklists.checklist import Method
from bizenv_desktop.domain.figures import half_up, measured_value
from bizenv_desktop.domain.scoring import ItemState
from bizenv_desktop.domain.selfcheck import Verdict

if TYPE_CHECKING:
    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.domain.scoring import ItemScore
    from bizenv_desktop.domain.selfcheck import Answer

VERDICTS = (Verdict.MET, Verdict.PARTLY_MET, Verdict.NOT_MET, Verdict.NOT_APPLICABLE)
SHORT = {
    Verdict.MET: "符合",
    Verdict.PARTLY_MET: "部分",
    Verdict.NOT_MET: "不符",
    Verdict.NOT_APPLICABLE: "不适用",
}
KEYS = {
    Verdict.MET: "1",
    Verdict.PARTLY_MET: "2",
    Verdict.NOT_MET: "3",
    Verdict.NOT_APPLICABLE: "0",
}


def verdicts_of(item: CheckItem) -> tuple[Verdict, ...]:
    """The verdicts that make sense for an item: a veto is triggered or not."""
    if item.method is Method.VETO:
        return tuple(verdict for verdict in VERDICTS if verdict is not Verdict.PARTLY_MET)
    return VERDICTS


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item with its answer and score; `unsaved` when its last edit could not be written."""

    item: CheckItem
    answer: Answer
    scored: ItemScore
    unsaved: bool = False

    @property
    def word(self) -> str:
        """Where it stands, in a word or two; colour only repeats it."""
        if self.unsaved:
            return "未保存"
        match self.scored.state:
            case ItemState.UNANSWERED:
                return "未填"
            case ItemState.UNCONFIRMED:
                return "待确认"
            case ItemState.NOT_APPLICABLE:
                return "不适用"
            case _:
                return self._scored_word()

    def _scored_word(self) -> str:
        score, item = self.scored.score, self.item
        if item.method is Method.VETO:
            return "触发否决" if self.answer.verdict is Verdict.NOT_MET else "未触发"
        if item.method is Method.BONUS:
            return "加分" if score else "不加分"
        if score == item.points:
            return "满分"
        return "扣分" if score else "不得分"

    @property
    def detail(self) -> str:
        """How many occurrences, or the measured figure; empty for the other methods."""
        if self.answer.verdict is Verdict.NOT_APPLICABLE:
            return ""
        match self.item.method:
            case Method.DEDUCTION:
                return self._found()
            case Method.MEASURE:
                return self._figure()
            case Method.TIER if self.item.tiers is not None and self.answer.value is not None:
                return f"{plain(self.answer.value)}{self.item.tiers.unit}"
            case _:
                return ""

    def _found(self) -> str:
        found = self.answer.occurrences
        kinds = [self.item.deduction(each.kind) for each in found]
        units = {kind.unit for kind in kinds if kind is not None}
        count = sum(each.count for each in found)
        return f"{count}{units.pop() if len(units) == 1 else '处'}" if count else ""

    def _figure(self) -> str:
        value = measured_value(self.item, self.answer)
        if value is None or self.item.measure is None:
            return ""
        return f"{plain(half_up(value))}{self.item.measure.unit}"

    @property
    def points(self) -> str:
        """What it can earn; a veto item earns nothing."""
        if self.item.method is Method.VETO:
            return "否决"
        sign = "+" if self.item.method is Method.BONUS else ""
        return f"{sign}{plain(self.item.points)}分"

    @property
    def score(self) -> str:
        """The score as printed; empty before there is one."""
        if self.scored.score is None or self.item.method is Method.VETO:
            return ""
        return money_like(self.scored.score)

    @property
    def sentence(self) -> str:
        """All of it in one sentence, for a screen reader."""
        parts = [f"{self.item.code} {self.item.title}", self.points]
        if self.answer.verdict is not None:
            parts.append(self.answer.verdict.label)
        parts.append(" ".join(filter(None, (self.word, self.detail))))
        if self.score:
            parts.append(f"得{self.score}分")
        return "，".join(parts)
