# SPDX-License-Identifier: MIT
"""The head of a checklist: what it is called, what it adds up to, its dimensions and grades."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bizenv_desktop.domain.checklists.sheets import edition_choices
from bizenv_desktop.domain.checklists.words import HEAD_WORDS
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.gui.checklists.field_codecs import NUMBER
from bizenv_desktop.gui.checklists.fields import (
    ChoiceValue,
    FieldBox,
    LineValue,
    LongValue,
    YesValue,
)
from bizenv_desktop.gui.checklists.form import Form
from bizenv_desktop.gui.checklists.scoring_rows import (
    dimension_rows,
    grade_rows,
    problem_kind_rows,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.regulations.regulation import Edition

_PARTS = {"dimension": "dimensions", "grade": "grades", "problem_kind": "problem_kinds"}
"""Keys of the form whose fields in the checklist are called otherwise."""
_SWITCHES = ("bonus", "veto", "grades")


class HeadForm(Form):
    """Shows the head and tells each edit under the key faults use."""

    def __init__(self, editions: Mapping[str, Edition], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("表头内容"))
        level = ChoiceValue(HEAD_WORDS["level"], self)
        level.offer({each.label: each for each in Level})
        edition = ChoiceValue(HEAD_WORDS["edition"], self)
        edition.offer(edition_choices(editions))
        self.card(
            self.tr("表头"),
            (self._line("title"), self._box("level", level)),
            self._box("edition", edition),
            self._long("source"),
            self._long("note"),
        )
        switches = [self._switch(name) for name in _SWITCHES]
        points = [self._line(name, NUMBER) for name in ("base_points", "bonus_cap")]
        self.card(self.tr("计分"), points, switches, self._box("grade", grade_rows()))
        self.card(self.tr("维度"), self._box("dimension", dimension_rows()))
        self.card(self.tr("问题分类"), self._box("problem_kind", problem_kind_rows()))
        self.column.addStretch(1)

    def show_head(self, checklist: Checklist) -> None:
        """Show a checklist's head."""
        self.show_values({key: head_value(checklist, key) for key in self.boxes})

    def _line(self, key: str, codec: Any = None) -> FieldBox:  # noqa: ANN401
        name = HEAD_WORDS[key]
        return self._box(
            key, LineValue(name, self, codec=codec) if codec else LineValue(name, self)
        )

    def _long(self, key: str) -> FieldBox:
        return self._box(key, LongValue(HEAD_WORDS[key], self))

    def _switch(self, key: str) -> FieldBox:
        return self._box(key, YesValue(HEAD_WORDS[key], self.tr("启用"), self))

    def _box(self, key: str, field: QWidget) -> FieldBox:
        return self.add_field(key, HEAD_WORDS[key], field)


def head_value(checklist: Checklist, key: str) -> Any:  # noqa: ANN401
    """What a key of the form stands for in the checklist."""
    if key in _SWITCHES:
        return getattr(checklist.options, key)
    return getattr(checklist, _PARTS.get(key, key))


def head_change(checklist: Checklist, key: str, value: Any) -> tuple[str, Any]:  # noqa: ANN401
    """The field of the checklist an edit under that key changes, and its new value."""
    if key in _SWITCHES:
        switch: dict[str, Any] = {key: value}
        return "options", replace(checklist.options, **switch)
    return _PARTS.get(key, key), value
