# SPDX-License-Identifier: MIT
"""现场走查表 and its way back: answers typed on a number pad in the sheet's order.

On the pad: a number and ↵ answer the field the sheet asks for next; ↵ alone leaves it as it is;
`-` goes back one; `*` says 不适用. Verdicts are 1 符合, 2 部分符合, 3 不符合, 0 不适用, as on the
self-check page. A sheet is known by its code: of another unit, period, checklist version or order
it is refused, as its rows would be taken for others.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists.checklist import Method
from bizenv_desktop.domain.numbers import parse_number
from bizenv_desktop.domain.papers.paper_code import digest, identity, opened, sealed
from bizenv_desktop.domain.selfcheck import (
    Answer,
    Occurrence,
    Verdict,
    with_facts,
    with_occurrences,
    with_verdict,
)
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.papers.paper_head import PaperHead

_CODE_LENGTH = 12
VERDICT_KEYS = {
    "1": Verdict.MET,
    "2": Verdict.PARTLY_MET,
    "3": Verdict.NOT_MET,
    "0": Verdict.NOT_APPLICABLE,
}
"""What the number pad calls the verdicts; the sheet prints these figures over its boxes."""
_BACK, _LEAVE_OUT = ("-", "−"), "*"


class FieldKind(StrEnum):
    """What a field of the sheet asks for."""

    VERDICT = "verdict"
    COUNT = "count"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing the sheet asks for; `prompt` says it in words, `deduction` whose count it is."""

    item: CheckItem
    kind: FieldKind
    prompt: str
    deduction: str = ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """An item on the sheet: its fields, and what is filled in already."""

    number: int
    dimension: str
    item: CheckItem
    fields: tuple[Field, ...]
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class WalkroundSheet:
    """现场走查表: the items in the order they are asked; `code` changes when these do."""

    head: PaperHead
    rows: tuple[SheetRow, ...]
    code: str


@dataclass(frozen=True)
class Entry:
    """How far the typing has come; `enter` makes the next one. `answers` are those changed."""

    fields: tuple[Field, ...]
    known: Mapping[str, Answer]
    answers: Mapping[str, Answer]
    position: int = 0

    @property
    def field(self) -> Field | None:
        """The field asked for, None at the end of the sheet."""
        return self.fields[self.position] if self.position < len(self.fields) else None

    def answer(self, code: str) -> Answer:
        """The answer of an item as it stands."""
        return self.answers.get(code) or self.known.get(code) or Answer(code)


def walkround_sheet(filled: FilledCheck, head: PaperHead, *, prefilled: bool) -> WalkroundSheet:
    """The sheet of a self-check, blank or with what is filled in."""
    names = {dimension.code: dimension.name for dimension in filled.checklist.dimensions}
    rows = tuple(
        SheetRow(
            number,
            names[item.dimension],
            item,
            item_fields(item),
            filled.answers.get(item.code) if prefilled else None,
        )
        for number, item in enumerate(filled.items, 1)
    )
    return WalkroundSheet(head, rows, sheet_code(filled))


def sheet_code(filled: FilledCheck) -> str:
    """Twelve characters for unit, period, checklist version and the order of the items."""
    order = "|".join(item.code for item in filled.items)
    return sealed(f"W{identity(filled)}{digest(order, 7)}")


def is_sheet_code(text: str) -> bool:
    """Whether it is the code of a walk-round sheet, of whatever self-check."""
    try:
        return opened(text, _CODE_LENGTH).startswith("W")
    except UserError:
        return False


def item_fields(item: CheckItem) -> tuple[Field, ...]:
    """What the sheet asks for about an item, in the order it is typed."""
    if item.measure is not None:
        measure = item.measure
        if not measure.is_ratio:
            return (Field(item, FieldKind.VALUE, measure.value),)
        return (
            Field(item, FieldKind.NUMERATOR, measure.numerator),
            Field(item, FieldKind.DENOMINATOR, measure.denominator),
        )
    if item.tiers is not None:
        return (Field(item, FieldKind.VALUE, item.tiers.label),)
    verdict = Field(item, FieldKind.VERDICT, "结果")
    counts = (
        Field(item, FieldKind.COUNT, f"{kind.text}（{kind.unit}）", kind.code)
        for kind in item.deductions
    )
    return (verdict, *counts)


def begin_entry(filled: FilledCheck, code: str) -> Entry:
    """Begin typing a sheet in; `UserError` when it is not this self-check's, or an older one."""
    typed = opened(code, _CODE_LENGTH)
    if typed != sheet_code(filled).replace("-", ""):
        own = typed[1:4] == identity(filled)
        why = "检查项或顺序已经变了" if own else "它不是这个单位、这一期、这一版自查表的"
        raise UserError(f"这张走查表不能录入：{why}；请重新打印走查表，或换对应的一期再录。")
    fields = tuple(field for item in filled.items for field in item_fields(item))
    return Entry(fields, dict(filled.answers), {})


def enter(entry: Entry, typed: str) -> Entry:
    """The entry after what was typed and ↵; `UserError` for what the field cannot take.

    Counts are asked for only after 部分符合 or 不符合; a verdict that needs none goes to the next
    item.
    """
    text, field = typed.strip(), entry.field
    if text in _BACK:
        return _stepped(entry, -1)
    if field is None:
        raise UserError("这张走查表已经录完；要改前面的，请按“-”退回。")
    if not text:
        return _stepped(entry, 1)
    answer = _answered(field, entry.answer(field.item.code), text)
    answers = {**entry.answers, field.item.code: answer}
    return _stepped(replace(entry, answers=answers), 1)


def _stepped(entry: Entry, step: int) -> Entry:
    """The next field that is asked for in that direction; the first stays the first."""
    position = entry.position + step
    while 0 <= position < len(entry.fields) and not _is_asked(entry, entry.fields[position]):
        position += step
    return replace(entry, position=entry.position if position < 0 else position)


def _is_asked(entry: Entry, field: Field) -> bool:
    verdict = entry.answer(field.item.code).verdict
    if verdict is Verdict.NOT_APPLICABLE:
        return field == item_fields(field.item)[0]
    return field.kind is not FieldKind.COUNT or (verdict is not None and verdict.loses_points)


def _answered(field: Field, answer: Answer, text: str) -> Answer:
    if text == _LEAVE_OUT or (field.kind is FieldKind.VERDICT and text == "0"):
        return _left_out(field.item, answer)
    match field.kind:
        case FieldKind.VERDICT:
            verdict = VERDICT_KEYS.get(text)
            if verdict is None:
                raise UserError("这里只能填1（符合）、2（部分符合）、3（不符合）或0（不适用）。")
            return with_verdict(field.item, answer, verdict)
        case FieldKind.COUNT:
            return _counted(field, answer, text)
        case _:
            return _measured(field, answer, text)


def _left_out(item: CheckItem, answer: Answer) -> Answer:
    """不适用, with the item's first usual reason until the clerk writes another."""
    if not item.na_reasons and item.method in (Method.VETO, Method.BONUS):
        raise UserError(f"{item.code}不能填不适用；请填1（符合）或3（不符合）。")
    reason = answer.na_reason or (item.na_reasons[0] if item.na_reasons else "")
    return with_verdict(item, replace(answer, na_reason=reason), Verdict.NOT_APPLICABLE)


def _counted(field: Field, answer: Answer, text: str) -> Answer:
    """So many occurrences of one kind; those typed with places before stay while the sum agrees."""
    number = parse_number(text)
    if number != int(number):
        raise UserError(f"“{text}”不是整数；{field.prompt}请填整数，没有填0。")
    found = [entry for entry in answer.occurrences if entry.kind == field.deduction]
    if sum(entry.count for entry in found) == number:
        return replace(answer, confirmed=True)
    others = tuple(entry for entry in answer.occurrences if entry.kind != field.deduction)
    added = (Occurrence(field.deduction, count=int(number)),) if number else ()
    changed = with_occurrences(field.item, answer, (*others, *added))
    keeps = answer.verdict is not None and changed.verdict is None
    return replace(changed, verdict=answer.verdict) if keeps else changed


def _measured(field: Field, answer: Answer, text: str) -> Answer:
    numbers = {
        "numerator": answer.numerator,
        "denominator": answer.denominator,
        "value": answer.value,
        field.kind.value: parse_number(text),
    }
    return with_facts(field.item, answer, **numbers)
