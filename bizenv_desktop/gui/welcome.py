# SPDX-License-Identifier: MIT
"""First start and every new period: unit, period, checklist; then the self-check is open.

A superior need not begin one: its database is ready for what comes from below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from bizenv_desktop import actions
from bizenv_desktop.actions import checklist_actions
from bizenv_desktop.domain.checklists.edit import is_own
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.parts import Card, button, label
from bizenv_desktop.gui.period_field import PeriodField
from bizenv_desktop.gui.unit_choice import UnitChoice
from bizenv_desktop.gui.words import day_in_words

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.organisation import Organisation
    from bizenv_desktop.domain.selfcheck import SelfCheck
    from bizenv_desktop.gui.workspace import Workspace


class WelcomeDialog(QDialog):
    """Asks whose and which self-check, and puts it on the table when accepted.

    Also used for “新建一期自查”: the unit is then known and only shown. A period that has a
    self-check already is opened, never begun twice. `UserError` when the built-in content cannot
    be read.
    """

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._own = actions.own_organisation(workspace.store)
        self._checks = {check.key: check for check in workspace.store.self_checks()}
        known = checklist_actions.known_checklists(workspace.library, workspace.store)
        self._checklists = {checklist.id: checklist for checklist in known}
        self.unit_choice: UnitChoice | None = None
        self.unit_card = _card(self.tr("本单位"))
        self._own_unit = QWidget(self)
        self.period_field = PeriodField(workspace.clock().date(), self)
        self.checklist_list = QComboBox(self)
        self.carry = QCheckBox(self)
        self.own_check = QCheckBox(self.tr("本单位自己也要做自查"), self)
        self._superior_card = _card(self.tr("接收和汇总"))
        self._of_check: tuple[Card, ...] = ()
        self.start_button = button("", "primary")
        self._cancel_button = button(self.tr("取消"))
        self._period_note = label(role="small", wrap=True)
        self._checklist_note = label(role="small", wrap=True)
        self._trouble = label(role="bad", wrap=True)
        self.other_pc = button(self.tr("从另一台电脑接手…"), "quiet")
        self.wants_other_pc = False
        self._build()
        self._wire()
        self._follow_unit()

    @property
    def trouble(self) -> str:
        """Why it could not begin, in words; empty when nothing is wrong."""
        return self._trouble.text()

    def organisation(self) -> Organisation | None:
        """Whose self-check it will be; None while no unit is chosen."""
        return self.unit_choice.organisation() if self.unit_choice else self._own

    @property
    def with_check(self) -> bool:
        """Whether a self-check will be begun or opened; a superior may do without."""
        return not self._is_superior(self.organisation()) or self.own_check.isChecked()

    def _leave_for_other_pc(self) -> None:
        self.wants_other_pc = True
        self.reject()

    def change_unit(self) -> None:
        """Offer the division tree instead of the unit known so far."""
        self._own_unit.hide()
        self._offer_units()
        self._fit_screen()
        self._follow_unit()

    def accept(self) -> None:
        organisation = self.organisation()
        if organisation is None:
            self._say(self.tr("请先选择单位，或手工新增单位。"))
            self.unit_card.setFocus()
            return
        try:
            self._begin(organisation)
        except UserError as error:
            self._say(str(error))
            return
        super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses in lists and boxes; only on the button itself it begins."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return
        super().keyPressEvent(event)

    def _begin(self, organisation: Organisation) -> None:
        workspace, period = self._workspace, self.period_field.period
        if not self.with_check:
            workspace.set_own_organisation(organisation)
            return
        actions.set_own_organisation(workspace.store, organisation)
        key = (organisation.code, period.code)
        if key not in self._checks:
            carry = self._previous() is not None and self.carry.isChecked()
            actions.begin_self_check(
                workspace.store,
                self._checklist,
                organisation,
                period,
                workspace.clock(),
                carry=carry,
            )
        workspace.open_check(key)

    # -- which checklist

    @property
    def _checklist(self) -> Checklist:
        """The checklist chosen, in its newest version."""
        return self._checklists[self.checklist_list.currentData()]

    def _checklist_to_begin_with(self) -> str:
        """The unit's own, else the one used last, else the built-in one."""
        workspace = self._workspace
        found = checklist_actions.checklist_to_export(workspace.library, None, workspace.store)
        return found.id

    def _name_of(self, checklist: Checklist) -> str:
        """The title, with the version where several checklists share it."""
        alike = [each for each in self._checklists.values() if each.title == checklist.title]
        if len(alike) == 1:
            return checklist.title
        own = self._own is not None and is_own(checklist, self._own.code)
        mark = self.tr("本单位第{version}版") if own else self.tr("第{version}版")
        return f"{checklist.title}（{mark.format(version=checklist.version)}）"

    # -- what follows from the choice so far

    def _existing(self) -> SelfCheck | None:
        organisation = self.organisation()
        if organisation is None:
            return None
        return self._checks.get((organisation.code, self.period_field.period.code))

    def _previous(self) -> SelfCheck | None:
        organisation = self.organisation()
        if organisation is None:
            return None
        return actions.latest_before(
            self._workspace.store,
            organisation,
            self.period_field.period,
            self._checklist.id,
        )

    @staticmethod
    def _is_superior(organisation: Organisation | None) -> bool:
        return organisation is not None and organisation.level is not Level.TOWNSHIP

    def _follow_unit(self) -> None:
        """A superior has no self-check of its own, unless this was opened to begin one."""
        self.own_check.setChecked(self.organisation() == self._own)
        self._follow()

    def _follow(self) -> None:
        """Say what 开始 will do with the choice as it stands."""
        self._say("")
        self._superior_card.setVisible(self._is_superior(self.organisation()))
        for card in self._of_check:
            card.setVisible(self.with_check)
        existing, previous = self._existing(), self._previous()
        self.checklist_list.setEnabled(existing is None)
        self.carry.setVisible(existing is None and previous is not None)
        if previous is not None:
            words = self.tr("沿用{period}的结果，逐项确认后才算数")
            self.carry.setText(words.format(period=previous.period.label))
        if existing is not None:
            words = self.tr("{period}的自查已经建立，将接着填写。")
            self._period_note.setText(words.format(period=existing.period.label))
        else:
            period = self.period_field.period
            words = self.tr("{first}至{last}")
            self._period_note.setText(
                words.format(
                    first=day_in_words(period.first_day), last=day_in_words(period.last_day)
                )
            )
        words = self.tr("开始自查") if existing is None else self.tr("打开自查")
        self.start_button.setText(words if self.with_check else self.tr("开始使用"))

    def _describe_checklist(self) -> None:
        checklist = self._checklist
        base = [item for item in checklist.items if item.method.in_base]
        dimensions = "、".join(dimension.name for dimension in checklist.dimensions)
        words = self.tr("第{version}版，{count}项，共{points}分；{dimensions}。")
        self._checklist_note.setText(
            words.format(
                version=checklist.version,
                count=len(base),
                points=checklist.base_points,
                dimensions=dimensions,
            )
        )

    def _say(self, trouble: str) -> None:
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))

    # -- how it looks

    def _build(self) -> None:
        self.setWindowTitle(self.tr("开始自查") if self._own is None else self.tr("新建一期自查"))
        self.start_button.setDefault(True)
        self.checklist_list.setAccessibleName(self.tr("自查表"))
        self.carry.setChecked(True)
        for checklist in self._checklists.values():
            self.checklist_list.addItem(self._name_of(checklist), checklist.id)
        used = self._checklist_to_begin_with()
        self.checklist_list.setCurrentIndex(self.checklist_list.findData(used))
        self._describe_checklist()
        if self._own is None:
            self._offer_units()
        else:
            self._show_own(self._own)
        columns = QHBoxLayout()
        columns.setSpacing(12)
        columns.addWidget(self.unit_card, 5)
        columns.addLayout(self._right_column(), 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(12)
        layout.addLayout(columns, 1)
        layout.addWidget(self._trouble)
        layout.addLayout(self._bottom_line())
        self._fit_screen()

    def _right_column(self) -> QVBoxLayout:
        period = _card(self.tr("期次"))
        period.column.addWidget(self.period_field)
        period.column.addWidget(self._period_note)
        period.column.addWidget(self.carry)
        checklist = _card(self.tr("自查表"))
        checklist.column.addWidget(self.checklist_list)
        checklist.column.addWidget(self._checklist_note)
        note = self.tr(
            "上级单位的第一页是“接收”：登记下级的密钥卡，接收报来的上报包，看谁报了、谁没报。"
        )
        self._superior_card.column.addWidget(label(note, "small", wrap=True))
        self._superior_card.column.addWidget(self.own_check)
        self._of_check = (period, checklist)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self._superior_card)
        column.addWidget(period)
        column.addWidget(checklist)
        column.addStretch(1)
        return column

    def _bottom_line(self) -> QHBoxLayout:
        warning = label(self.tr("不得录入涉密信息。"), "warn")
        privacy = label(self.tr("数据只保存在这台电脑上，不联网、不上传。"), "small")
        line = QHBoxLayout()
        line.addWidget(warning)
        line.addWidget(privacy, 1)
        line.addWidget(self.other_pc)
        line.addWidget(self._cancel_button)
        line.addWidget(self.start_button)
        return line

    def _offer_units(self) -> None:
        choice = UnitChoice(self._workspace.library.divisions, self._workspace.store, self)
        choice.changed.connect(self._follow_unit)
        choice.accepted.connect(self.start_button.setFocus)
        self.unit_choice = choice
        self.unit_card.column.addWidget(choice, 1)
        self.unit_card.setFocusProxy(choice)
        choice.setFocus()

    def _show_own(self, own: Organisation) -> None:
        another = button(self.tr("换一个单位…"), "quiet")
        another.clicked.connect(self.change_unit)
        column = QVBoxLayout(self._own_unit)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(own.name, "title"))
        column.addWidget(label("".join(own.path), "muted", wrap=True))
        column.addWidget(another, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.unit_card.column.addWidget(self._own_unit, 1)

    def _fit_screen(self) -> None:
        """As large as the choice needs, and never larger than the screen."""
        width, height = (980, 640) if self.unit_choice else (760, 400)
        available = self.screen().availableSize()
        self.resize(
            min(theme.px(self, width), available.width() - 40),
            min(theme.px(self, height), available.height() - 60),
        )

    def _wire(self) -> None:
        self.start_button.clicked.connect(self.accept)
        self._cancel_button.clicked.connect(self.reject)
        self.other_pc.setVisible(self._own is None)
        self.other_pc.clicked.connect(self._leave_for_other_pc)
        self.period_field.changed.connect(self._follow)
        self.own_check.toggled.connect(self._follow)
        self.checklist_list.currentIndexChanged.connect(self._describe_checklist)
        self.checklist_list.currentIndexChanged.connect(self._follow)


def _card(title: str) -> Card:
    card = Card()
    card.column.addWidget(label(title, "heading"))
    return card
