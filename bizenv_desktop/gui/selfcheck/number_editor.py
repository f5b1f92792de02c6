# SPDX-License-Identifier: MIT
"""The numbers of a measure or a tier; what they come to is shown as they are typed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from bizenv_desktop.domain.arithmetic import plain
from bizenv_desktop.domain.numbers import parse_number
from bizenv_desktop.domain.review import Spot
from bizenv_desktop.domain.selfcheck import with_facts
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import label
from bizenv_desktop.gui.text_fields import LineField

if TYPE_CHECKING:
    from decimal import Decimal

    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.domain.selfcheck import Answer
    from bizenv_desktop.gui.selfcheck.item_row import ItemRow

_FIELDS = ("numerator", "denominator", "value", "before")


class NumberEditor(QWidget):
    """One field per number the item asks for; Enter goes to the next, and then on."""

    edited = Signal(object, str)  # as Section.edited
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item: CheckItem | None = None
        self._refused: dict[tuple[str, str], str] = {}
        self.fields: dict[str, LineField] = {}
        self._names: dict[str, QLabel] = {}
        self._faults: dict[str, QLabel] = {}
        self._rule = label(role="small", wrap=True)
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        for line, name in enumerate(_FIELDS):
            self._add_field(name, 2 * line)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(self._grid)
        self._column.addWidget(self._rule)

    def field_of(self, spot: Spot) -> LineField | None:
        """The field a spot means, when the item has it."""
        name = {
            Spot.NUMERATOR: "numerator",
            Spot.DENOMINATOR: "denominator",
            Spot.VALUE: "value",
        }.get(spot, "")
        field = self.fields.get(name)
        return field if field is not None and not field.isHidden() else None

    @property
    def first(self) -> LineField:
        """The first number that is still missing, or the first."""
        asked = [self.fields[name] for name in _FIELDS if not self.fields[name].isHidden()]
        return next((field for field in asked if not field.text()), asked[0])

    def show_row(self, row: ItemRow) -> None:
        if row.item is not self._item:
            self._item = row.item
            self._name_fields(row.item)
        for name, field in self.fields.items():
            number: Decimal | None = getattr(row.answer, name)
            refused = self._refused.get((row.item.code, name), "")
            if refused:
                field.show_text(refused)
            elif not self._means(field.text(), number):
                field.show_text("" if number is None else plain(number))
            self._show_fault(name, self._fault(refused) or self._doubt(row, name))
        self._rule.setText(self._rule_of(row))

    def _add_field(self, name: str, line: int) -> None:
        field = LineField("")
        field.setFixedWidth(theme.px(self, 112))
        field.edited.connect(lambda text: self._typed(name, text))
        field.returnPressed.connect(lambda: self._go_on(name))
        self.fields[name] = field
        self._names[name] = label(wrap=True)
        self._faults[name] = label(role="bad", wrap=True)
        self._names[name].setBuddy(field)
        self._grid.addWidget(self._names[name], line, 0)
        self._grid.addWidget(field, line, 1)
        self._grid.addWidget(self._faults[name], line + 1, 0, 1, 2)
        self._faults[name].hide()

    def _name_fields(self, item: CheckItem) -> None:
        names = dict.fromkeys(_FIELDS, "")
        if item.measure is not None:
            names["numerator"] = item.measure.numerator
            names["denominator"] = item.measure.denominator
            names["value"] = item.measure.value
            names["before"] = item.measure.before
            if item.measure.value:
                names["value"] += f"（{item.measure.unit}）"
        if item.tiers is not None:
            names["value"] = f"{item.tiers.label}（{item.tiers.unit}）"
        for name, words in names.items():
            self._names[name].setText(words)
            self._names[name].setVisible(bool(words))
            self.fields[name].setVisible(bool(words))
            self.fields[name].setAccessibleName(words)
            if not words:
                self._faults[name].hide()

    def _typed(self, name: str, text: str) -> None:
        if self._item is None:
            return
        item, key = self._item, (self._item.code, name)
        self._refused.pop(key, None)
        fault = self._fault(text)
        self._show_fault(name, fault)
        if fault:
            self._refused[key] = text
            return
        number = parse_number(text) if text.strip() else None
        field = f"{name}.{self.fields[name].clock.burst}"
        self.edited.emit(lambda answer: _with_number(item, answer, name, number), field)

    def _fault(self, text: str) -> str:
        if not text.strip():
            return ""
        try:
            parse_number(text)
        except UserError as error:
            return str(error)
        return ""

    def _doubt(self, row: ItemRow, name: str) -> str:
        """Why a number that can be read cannot be right beside the other one."""
        part, whole = row.answer.numerator, row.answer.denominator
        if name == "denominator" and whole == 0:
            return self.tr("分母为0，算不出比率；本期没有这类业务的，请选不适用（0）")
        if name == "numerator" and part is not None and whole and part > whole:
            names = [self._names[each].text() for each in ("numerator", "denominator")]
            return self.tr("“{part}”大于“{whole}”，请核对").format(part=names[0], whole=names[1])
        return ""

    def _means(self, text: str, number: Decimal | None) -> bool:
        """Whether the field already says the number, be it written 95 or 95.0."""
        if not text.strip():
            return number is None
        return not self._fault(text) and parse_number(text) == number

    def fault(self, name: str) -> str:
        """What is wrong with a number as typed; empty when nothing is."""
        return self._faults[name].text()

    def _show_fault(self, name: str, fault: str) -> None:
        self._faults[name].setText(fault)
        self._faults[name].setVisible(bool(fault))
        field = self.fields[name]
        if field.property("wrong") != bool(fault):
            field.setProperty("wrong", bool(fault))
            field.style().unpolish(field)
            field.style().polish(field)

    def _go_on(self, name: str) -> None:
        self.fields[name].flush()
        if self._item is None or (self._item.code, name) in self._refused:
            return
        later = [self.fields[each] for each in _FIELDS[_FIELDS.index(name) + 1 :]]
        following = next((field for field in later if not field.isHidden()), None)
        if following is None:
            self.done.emit()
            return
        following.setFocus()
        following.selectAll()

    def _rule_of(self, row: ItemRow) -> str:
        measure, tiers = row.item.measure, row.item.tiers
        if measure is not None:
            words = self.tr("目标{high}{unit}得满分，{low}{unit}不得分，之间按比例。").format(
                high=plain(measure.target), low=plain(measure.floor), unit=measure.unit
            )
            return words + (self.tr("现为{figure}").format(figure=row.detail) if row.detail else "")
        if tiers is None:
            return ""
        value = row.answer.value
        reached = None if value is None else tiers.band_of(value)
        return "\n".join(
            f"{'●' if band is reached else '○'} {band.text}：{plain(band.score)}分"
            for band in tiers.bands
        )


def _with_number(item: CheckItem, answer: Answer, name: str, number: Decimal | None) -> Answer:
    if name == "before":
        return replace(answer, before=number)
    numbers = {each: getattr(answer, each) for each in ("numerator", "denominator", "value")}
    numbers[name] = number
    return with_facts(item, answer, **numbers)
