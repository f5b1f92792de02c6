# SPDX-License-Identifier: MIT
"""Everything about one check item, in cards; how it is scored follows the method."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from bizenv_desktop.domain.checklists.checklist import CheckItem, Deduction, Method
from bizenv_desktop.domain.checklists.codes import is_above, may_change
from bizenv_desktop.domain.checklists.edit import with_method
from bizenv_desktop.domain.checklists.sheets import FIXED_CHOICES
from bizenv_desktop.domain.checklists.words import ITEM_WORDS
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.gui.checklists.citation_list import CitationList
from bizenv_desktop.gui.checklists.field_codecs import NUMBER, WHOLE, WHOLES, WORDS, Codec
from bizenv_desktop.gui.checklists.fields import (
    ChoicesValue,
    ChoiceValue,
    FieldBox,
    LineValue,
    LongValue,
    YesValue,
    texts,
)
from bizenv_desktop.gui.checklists.form import Form
from bizenv_desktop.gui.checklists.scoring_rows import band_rows, deduction_rows
from bizenv_desktop.gui.parts import Card, label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.pinyin import Initials
    from bizenv_desktop.domain.regulations.regulation import Edition

_MEASURE = ("numerator", "denominator", "value", "unit", "floor", "target", "before", "basis")


class ItemForm(Form):
    """Shows one item of a checklist and tells each edit as the whole changed item's field."""

    def __init__(
        self, editions: Mapping[str, Edition], initials: Initials, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._item: CheckItem | None = None
        self._base: CheckItem | None = None
        self._by_method: dict[Method, list[QWidget]] = {}
        self._title = label(role="heading", wrap=True)
        self._lock_words = label(wrap=True)
        self._lock_bar = QFrame(self)
        self.setAccessibleName(self.tr("检查项内容"))
        self._build_head()
        self._build_what()
        self._build_scoring()
        self._build_basis(editions, initials)
        self._build_after()
        self.column.addStretch(1)

    @property
    def lock_words(self) -> str:
        """Why the item may only be read; empty when it may be changed."""
        return self._lock_words.text()

    def show_item(
        self, item: CheckItem, base: CheckItem | None, checklist: Checklist, level: Level
    ) -> None:
        """Show an item; `base` is what it was in the version kept before."""
        if self._item is None or self._item.code != item.code:
            self.verticalScrollBar().setValue(0)
        self._item, self._base = item, base
        self._offer(checklist, level)
        self._title.setText(f"{item.code}　{item.title or self.tr('新的检查项')}")
        keys = (key for key in self.boxes if not key.startswith(("measure.", "tiers.")))
        self.show_values({key: value_of(item, key) for key in keys})
        for key in self.boxes:
            part, _, name = key.partition(".")
            if part in ("measure", "tiers") and (held := getattr(item, part)) is not None:
                self.field(key).show_value(getattr(held, name))
        for method, widgets in self._by_method.items():
            for widget in widgets:
                widget.setVisible(method is item.method)
        self.boxes["partial"].setVisible(item.method in (Method.JUDGEMENT, Method.BONUS))
        self.boxes["veto"].setVisible(item.method is not Method.VETO)
        self._show_lock(item, level)

    def changed(self, key: str, value: Any) -> CheckItem:  # noqa: ANN401
        """The item shown with that field changed."""
        if self._item is None:
            raise LookupError(key)
        return with_value(self._item, key, value)

    def _show_lock(self, item: CheckItem, level: Level) -> None:
        locked = not may_change(item, level)
        words = self.tr("{level}锁定，本单位不能修改或停用；可以复制成补充项再改，也可以调整次序。")
        label_of = item.locked.label if item.locked else ""
        self._lock_words.setText(words.format(level=label_of) if locked else "")
        self._lock_bar.setVisible(locked)
        self.set_locked(locked)

    def _offer(self, checklist: Checklist, level: Level) -> None:
        """The choices that depend on the checklist, and on who edits it."""
        self.field("dimension").offer({each.name: each.code for each in checklist.dimensions})
        kinds = {each.name: each.code for each in checklist.problem_kinds}
        self.field("problem_kind").offer(kinds)
        own = {each.label: each for each in Level if not is_above(each, level)}
        if self._item is not None and self._item.locked is not None:
            own[self._item.locked.label] = self._item.locked
        self.field("locked").offer({self.tr("不锁定"): None, **own})

    # -- cards

    def _build_head(self) -> None:
        self._lock_bar.setProperty("role", "notice")
        row = QHBoxLayout(self._lock_bar)
        row.addWidget(self._lock_words, 1)
        self.column.addWidget(self._title)
        self.column.addWidget(self._lock_bar)

    def _build_what(self) -> None:
        self.card(
            self.tr("查什么"),
            (self._line("title"), self._choice("dimension")),
            self._long("standard"),
            self._box("ways", ChoicesValue(ITEM_WORDS["ways"], FIXED_CHOICES["ways"], self)),
            self._long("check"),
        )
        self.field("title").setPlaceholderText(self.tr("最多24个字"))
        self.field("standard").setPlaceholderText(self.tr("做到什么样算好"))
        self.field("check").setPlaceholderText(self.tr("站在大厅里一步一步怎么查"))

    def _build_scoring(self) -> None:
        veto = YesValue(ITEM_WORDS["veto"], self.tr("不符合时触发"), self)
        card = self.card(
            self.tr("怎么计分"),
            (
                self._choice("method", FIXED_CHOICES["method"]),
                self._line("points", NUMBER),
                self._box("veto", veto),
                self._line("partial", NUMBER),
            ),
        )
        next_code = self._next_code
        self._add_for(Method.DEDUCTION, card, self._box("deductions", deduction_rows(next_code)))
        self._add_measure(card)
        self._add_tiers(card)

    def _add_measure(self, card: Card) -> None:
        figures = ("floor", "target")
        boxes = {
            name: self._line(f"measure.{name}", NUMBER if name in figures else None)
            for name in _MEASURE
        }
        words = self.tr(
            "比率填分子、分母名称，单位写“%”；不是比率的只填数值名称。"
            "到“不得分线”得0分，到“满分线”得满分，中间按比例。"
        )
        self._add_for(Method.MEASURE, card, label(words, "small", wrap=True))
        for row in (_MEASURE[:3], _MEASURE[3:6], _MEASURE[6:]):
            line = QWidget(self)
            line.setLayout(self._side_by_side(tuple(boxes[name] for name in row)))
            self._add_for(Method.MEASURE, card, line)

    def _add_tiers(self, card: Card) -> None:
        line = QWidget(self)
        line.setLayout(self._side_by_side((self._line("tiers.label"), self._line("tiers.unit"))))
        words = self.tr(
            "从上到下，落在哪一档得哪一档的分。各档都写“不少于”、从大到小，"
            "或都写“不多于”、从小到大；最后一档不写界限。"
        )
        self._add_for(Method.TIER, card, line)
        self._add_for(Method.TIER, card, label(words, "small", wrap=True))
        self._add_for(Method.TIER, card, self._box("tiers.bands", band_rows()))

    def _build_basis(self, editions: Mapping[str, Edition], initials: Initials) -> None:
        citations = CitationList(ITEM_WORDS["citations"], editions, initials, self)
        self.card(
            self.tr("依据什么"),
            self._box("citations", citations),
            self._long("policy"),
            self._line("topic_words", WORDS),
        )
        words = self.tr("没有法律法规依据时必填，写明出处")
        self.field("policy").setPlaceholderText(words)
        self.field("topic_words").setPlaceholderText(
            self.tr("2至6个词，用顿号隔开，用来找省条例条文")
        )

    def _build_after(self) -> None:
        lines = self.tr("{name}（一行一条）")
        evidence = self._box("evidence", texts(ITEM_WORDS["evidence"], self), lines)
        reasons = self._box("na_reasons", texts(ITEM_WORDS["na_reasons"], self), lines)
        on_fail = ChoicesValue(ITEM_WORDS["on_fail"], FIXED_CHOICES["on_fail"], self)
        self.card(self.tr("填报时"), evidence, reasons, self._box("on_fail", on_fail))
        self.card(
            self.tr("扣分以后"),
            self._long("problem"),
            self._choice("problem_kind"),
            self._box("measures", texts(ITEM_WORDS["measures"], self), lines),
            (
                self._line("deadline.days", WHOLE),
                self._choice("deadline.kind", FIXED_CHOICES["deadline.kind"]),
            ),
            self._line("deadline.basis"),
        )
        self.card(
            self.tr("其他"),
            (
                self._line("survey", WORDS),
                self._line("standards", WHOLES),
                self._choice("locked"),
            ),
        )

    # -- small pieces

    def _box(self, key: str, field: QWidget, words: str = "{name}") -> FieldBox:
        name = ITEM_WORDS.get(key, ITEM_WORDS[key.partition(".")[0]])
        return self.add_field(key, words.format(name=name), field)

    def _line(self, key: str, codec: Codec | None = None) -> FieldBox:
        name = ITEM_WORDS[key]
        return self._box(
            key, LineValue(name, self, codec=codec) if codec else LineValue(name, self)
        )

    def _long(self, key: str) -> FieldBox:
        return self._box(key, LongValue(ITEM_WORDS[key], self))

    def _choice(self, key: str, choices: Mapping[str, object] | None = None) -> FieldBox:
        field = ChoiceValue(ITEM_WORDS[key], self)
        field.offer(choices or {})
        return self._box(key, field)

    def _add_for(self, method: Method, card: Card, widget: QWidget) -> None:
        card.column.addWidget(widget)
        self._by_method.setdefault(method, []).append(widget)

    def _next_code(self, rows: tuple[Deduction, ...]) -> str:
        """The next letter never used in the item, now or in the version kept before."""
        known = {kind.code for kind in (*rows, *(self._base.deductions if self._base else ()))}
        letters = [code for code in known if len(code) == 1 and "a" <= code <= "y"]
        following = chr(ord(max(letters, default="`")) + 1)
        return following if following not in known else f"{following}{len(known)}"


def value_of(item: CheckItem, key: str) -> Any:  # noqa: ANN401
    """What a key of the form stands for in the item."""
    value: Any = item
    for name in key.split("."):
        value = getattr(value, name)
    return value


def with_value(item: CheckItem, key: str, value: Any) -> CheckItem:  # noqa: ANN401
    """The item with another value under a key of the form."""
    if key == "method":
        return with_method(item, value)
    part, _, name = key.partition(".")
    if not name:
        changed: dict[str, Any] = {part: value}
        return replace(item, **changed)
    held: Any = getattr(item, part)
    if held is None:  # typed just before the method was changed
        return item
    changed = {part: replace(held, **{name: value})}
    return replace(item, **changed)
