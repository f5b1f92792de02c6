# SPDX-License-Identifier: MIT
"""What the keys and clicks of the 自查 page do to answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bizenv_desktop.domain.checklists.checklist import Method
from bizenv_desktop.domain.review import Spot
from bizenv_desktop.domain.selfcheck import Answer, Verdict, with_verdict
from bizenv_desktop.gui.selfcheck.occurrence_editor import with_count, with_one_more
from bizenv_desktop.gui.selfcheck.verdicts import Press, can_set_for_many, press

if TYPE_CHECKING:
    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.gui.selfcheck.drafts import Drafts
    from bizenv_desktop.gui.selfcheck.section import Change
    from bizenv_desktop.gui.workspace import Workspace


class Editing(QObject):
    """Turns verdicts, confirmations and counts into edits; says where the cursor goes then."""

    went_on = Signal()  # this item is done: on to the next
    spot_asked = Signal(object)  # Spot of the same item to be filled in
    noticed = Signal(str)  # something the clerk should know

    def __init__(self, workspace: Workspace, drafts: Drafts, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._drafts = drafts

    def choose(self, codes: list[str], verdict: Verdict, go_on: bool = True) -> None:
        """One verdict for one item or for many."""
        if len(codes) == 1:
            self._choose_one(codes[0], verdict, go_on=go_on)
        else:
            self._choose_many(codes, verdict)

    def confirm(self, codes: list[str]) -> None:
        """Take over what last period brought, as it stands."""
        waiting = [code for code in codes if not self._drafts.answer(code).confirmed]
        changes: dict[str, Change] = dict.fromkeys(waiting, _confirmed)
        if not changes or not self._drafts.edit(changes) or len(codes) > 1:
            return
        item = self._item(codes[0])
        if press(item, Verdict.MET) is Press.NUMBERS and not self._answered(item):
            self.spot_asked.emit(_first_number(item))
        else:
            self.went_on.emit()

    def count(self, code: str, step: int) -> None:
        """One occurrence more or less of a 逐处扣分 item, by + and −."""
        item = self._item(code)
        if item.method is not Method.DEDUCTION:
            return
        found = self._drafts.answer(code).occurrences
        if found:
            self._drafts.edit({code: lambda answer: with_count(item, answer, len(found) - 1, step)})
        elif step > 0:
            self._drafts.edit({code: lambda answer: with_one_more(item, answer)})

    def _choose_one(self, code: str, verdict: Verdict, *, go_on: bool) -> None:
        item = self._item(code)
        match press(item, verdict):
            case Press.SET:
                if not self._set(item, verdict):
                    return
                if verdict is Verdict.NOT_APPLICABLE and not self._drafts.answer(code).na_reason:
                    self.spot_asked.emit(Spot.NA_REASON)
                elif go_on:
                    self.went_on.emit()
            case Press.OCCURRENCE:
                self._open_occurrence(item)
            case Press.NUMBERS:
                if self._drafts.answer(code).verdict is Verdict.NOT_APPLICABLE:
                    self._set(item, verdict)
                self.spot_asked.emit(_first_number(item))
            case Press.NOTHING:
                self.noticed.emit(self.tr("一票否决项只有符合、不符合和不适用。"))

    def _choose_many(self, codes: list[str], verdict: Verdict) -> None:
        able = [
            code
            for code in codes
            if can_set_for_many(self._item(code), self._drafts.answer(code), verdict)
        ]
        changes: dict[str, Change] = {code: _setting(self._item(code), verdict) for code in able}
        if changes and not self._drafts.edit(changes):
            return
        left = len(codes) - len(able)
        words = self.tr("{count}项改为{verdict}").format(count=len(able), verdict=verdict.label)
        if left:
            words += self.tr("；{left}项要填数字或扣分处，没有改动").format(left=left)
        self.noticed.emit(self.tr("{words}。Ctrl+Z 撤销。").format(words=words))

    def _open_occurrence(self, item: CheckItem) -> None:
        answer = self._drafts.answer(item.code)
        if not answer.confirmed and answer.occurrences:
            changed = self._drafts.edit({item.code: _confirmed})
        else:
            changed = self._drafts.edit({item.code: lambda old: with_one_more(item, old)})
        if changed:
            self.spot_asked.emit(Spot.OCCURRENCES)

    def _set(self, item: CheckItem, verdict: Verdict) -> bool:
        return self._drafts.edit({item.code: _setting(item, verdict)})

    def _item(self, code: str) -> CheckItem:
        return self._workspace.filled.checklist.item(code)

    def _answered(self, item: CheckItem) -> bool:
        return self._workspace.filled.card.of(item.code).state.is_done


def _setting(item: CheckItem, verdict: Verdict) -> Change:
    return lambda answer: with_verdict(item, answer, verdict)


def _confirmed(answer: Answer) -> Answer:
    return replace(answer, confirmed=True)


def _first_number(item: CheckItem) -> Spot:
    return Spot.NUMERATOR if item.measure is not None and item.measure.is_ratio else Spot.VALUE
