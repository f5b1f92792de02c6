# SPDX-License-Identifier: MIT
"""审核: what must be put right before printing and sending up, and what is worth a second look."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists.checklist import Method
from bizenv_desktop.domain.evidence import Use
from bizenv_desktop.domain.scoring import ItemState
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.domain.weak_proof import hints

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.findings.rectification import FindingView
    from bizenv_desktop.domain.scoring import ItemScore

_SAME_TEXT_ITEMS = 3
_SAME_TEXT_LENGTH = 6
_SAME_TEXT_SHOWN = 12


class Severity(StrEnum):
    """Errors must be put right before sending up; hints need not."""

    ERROR = "error"
    HINT = "hint"

    @property
    def label(self) -> str:
        """错误 or 提示."""
        return "错误" if self is Severity.ERROR else "提示"


class Spot(StrEnum):
    """The field a remark is about; the window puts the cursor there."""

    VERDICT = "verdict"
    NOTE = "note"
    NA_REASON = "na_reason"
    OCCURRENCES = "occurrences"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    VALUE = "value"
    EVIDENCE = "evidence"
    PROBLEM = "problem"
    UNIT = "unit"
    PERSON = "person"
    LEADER = "leader"
    DUE = "due"
    PROOF = "proof"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing the review noticed, and where; `group` gathers remarks of one kind on screen."""

    severity: Severity
    group: str
    item: str
    spot: Spot
    message: str


def review(filled: FilledCheck) -> tuple[Remark, ...]:
    """All remarks, errors first, otherwise in the checklist's order, findings after answers."""
    remarks: list[Remark] = []
    for scored in filled.card.items:
        answer = filled.answers.get(scored.item.code) or Answer(scored.item.code)
        proven = bool(filled.evidence.of(scored.item.code).of(Use.ANSWER))
        remarks.extend(_answer_remarks(scored, answer, proven=proven))
    for view in filled.findings:
        remarks.extend(_finding_remarks(view))
        remarks.extend(
            _hint("佐证待核对", view.item, Spot.PROOF, message)
            for message in hints(filled.evidence, view.item.code, view.finding.raised)
        )
    remarks.extend(_same_text(filled))
    return tuple(sorted(remarks, key=lambda remark: remark.severity is Severity.HINT))


def _error(group: str, item: CheckItem, spot: Spot, message: str) -> Remark:
    return Remark(Severity.ERROR, group, item.code, spot, message)


def _hint(group: str, item: CheckItem, spot: Spot, message: str) -> Remark:
    return Remark(Severity.HINT, group, item.code, spot, message)


def _answer_remarks(scored: ItemScore, answer: Answer, *, proven: bool) -> Iterator[Remark]:
    item = scored.item
    impossible = _impossible_numbers(item, answer)
    if impossible is not None:
        yield impossible
    if answer.verdict is Verdict.NOT_APPLICABLE and not answer.na_reason.strip():
        yield _error("不适用没有写原因", item, Spot.NA_REASON, "选了不适用，请写明原因")
    if scored.state is ItemState.UNCONFIRMED:
        yield _error("沿用上期未确认", item, Spot.VERDICT, "沿用上期的结果还没有确认")
    elif scored.state is ItemState.UNANSWERED and impossible is None:
        yield _unanswered(item, answer)
    elif scored.state is ItemState.SCORED:
        yield from _scored_remarks(scored, answer, proven=proven)


def _unanswered(item: CheckItem, answer: Answer) -> Remark:
    if item.method is Method.DEDUCTION and answer.verdict is Verdict.PARTLY_MET:
        message = "选了部分符合，请登记扣分处，没有扣分处的选符合"
        return _error("未填", item, Spot.OCCURRENCES, message)
    if item.tiers is not None or (item.measure is not None and not item.measure.is_ratio):
        return _error("未填", item, Spot.VALUE, "还没有填")
    if item.measure is None:
        return _error("未填", item, Spot.VERDICT, "还没有填")
    if answer.numerator is not None:
        return _error("未填", item, Spot.DENOMINATOR, f"“{item.measure.denominator}”还没有填")
    return _error("未填", item, Spot.NUMERATOR, f"“{item.measure.numerator}”还没有填")


def _scored_remarks(scored: ItemScore, answer: Answer, *, proven: bool) -> Iterator[Remark]:
    item = scored.item
    perfect = item.method.in_base and scored.score == item.points
    if perfect and not proven and not answer.evidence.strip():
        example = f"，可写明：{item.evidence[0]}" if item.evidence else ""
        yield _hint("满分没有佐证", item, Spot.EVIDENCE, f"得满分但没有写佐证{example}")
    if any(not found.place.strip() and not found.note.strip() for found in answer.occurrences):
        message = "有扣分处没有写地点或情况"
        yield _hint("扣分处没有写地点", item, Spot.OCCURRENCES, message)


def _impossible_numbers(item: CheckItem, answer: Answer) -> Remark | None:
    """A ratio's numbers that cannot both be true; what cannot be kept at all never gets here."""
    if answer.verdict is Verdict.NOT_APPLICABLE or item.measure is None:
        return None
    group = "数字不可能"
    if answer.denominator == 0:
        message = "分母为0，不能算比率；本期没有这类业务的，请选不适用"
        return _error(group, item, Spot.DENOMINATOR, message)
    if answer.numerator is None or answer.denominator is None:
        return None
    if answer.numerator <= answer.denominator:
        return None
    parts = f"“{item.measure.numerator}”大于“{item.measure.denominator}”"
    return _error(group, item, Spot.NUMERATOR, f"{parts}，请核对")


def _finding_remarks(view: FindingView) -> Iterator[Remark]:
    item, finding = view.item, view.finding
    if not view.problem_described:
        yield _error("扣分没有写问题", item, Spot.NOTE, "扣了分，请写明存在的具体问题")
    if view.due < finding.raised:
        message = f"整改时限{view.due:%Y-%m-%d}早于发现日期{finding.raised:%Y-%m-%d}"
        yield _error("时限不可能", item, Spot.DUE, message)
    if not finding.unit.strip():
        yield _hint("没有责任单位", item, Spot.UNIT, "整改没有写责任单位")
    if not finding.person.strip():
        yield _hint("没有责任人", item, Spot.PERSON, "整改没有写责任人")


def _same_text(filled: FilledCheck) -> Iterator[Remark]:
    places: defaultdict[str, list[CheckItem]] = defaultdict(list)
    for scored in filled.card.items:
        answer = filled.answers.get(scored.item.code)
        text = answer.note.strip() if answer else ""
        if len(text) >= _SAME_TEXT_LENGTH:
            places[text].append(scored.item)
    for text, items in places.items():
        if len(items) < _SAME_TEXT_ITEMS:
            continue
        codes = "、".join(item.code for item in items)
        shown = text if len(text) <= _SAME_TEXT_SHOWN else f"{text[:_SAME_TEXT_SHOWN]}…"
        for item in items:
            message = f"{codes}的情况说明完全相同（“{shown}”），请核对"
            yield _hint("多项文字相同", item, Spot.NOTE, message)
