# SPDX-License-Identifier: MIT
"""The fields of one finding, or what several findings share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bizenv_desktop.domain.evidence import Use
from bizenv_desktop.domain.findings.rectification import suggested_measures, suggested_problem
from bizenv_desktop.domain.review import Spot
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.day_field import DayField
from bizenv_desktop.gui.evidence.box import EvidenceBox
from bizenv_desktop.gui.findings.growing import grow_with_text
from bizenv_desktop.gui.findings.history_view import HistoryView
from bizenv_desktop.gui.findings.name_field import NameField
from bizenv_desktop.gui.findings.step_strip import StepStrip
from bizenv_desktop.gui.findings.suggested_text import SuggestedText
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.text_fields import LineField, TextField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from bizenv_desktop.domain.findings.rectification import FindingView
    from bizenv_desktop.gui.workspace import Workspace


_TOP = Qt.AlignmentFlag.AlignTop


class FindingEditor(QScrollArea):
    """Shows the chosen findings; sends each edit with the items it is meant for.

    With several chosen only what they can share is shown: 责任单位, 责任人, 责任领导 and 整改时限.
    """

    edited = Signal(list, str, object, int)  # item codes, field of Finding, value, burst of typing
    refused = Signal(str)  # files that could not be added, in words
    item_requested = Signal(str)  # the item's answer is to be seen
    step_requested = Signal(object)  # Step

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views: tuple[FindingView, ...] = ()
        self.title = label(role="heading", wrap=True)
        self.facts = label(role="small", wrap=True)
        self.item_button = button(self.tr("看检查项"), "quiet")
        self.steps = StepStrip(workspace, self)
        self.history = HistoryView(self)
        self.problem = SuggestedText(self.tr("存在问题"), self)
        self.measures = SuggestedText(self.tr("整改措施"), self)
        self.unit = NameField(workspace, "unit", self.tr("责任单位"), self)
        self.person = NameField(workspace, "person", self.tr("责任人"), self)
        self.leader = NameField(workspace, "leader", self.tr("责任领导"), self)
        self.due = DayField(self.tr("整改时限"), self)
        self.restore_due = button(self.tr("恢复建议"), "quiet")
        self.progress = TextField(self.tr("整改情况"), self)
        self.remark = LineField(self.tr("备注"), self)
        self.before = EvidenceBox(workspace, Use.BEFORE, self.tr("整改前"), self)
        self.after = EvidenceBox(workspace, Use.AFTER, self.tr("整改后"), self)
        self._single_only: list[QWidget] = []
        self._build()
        self._wire()

    def show_views(self, views: Sequence[FindingView]) -> None:
        """Show these findings; what was typed for others is sent on first."""
        codes = [view.item.code for view in views]
        if codes != [view.item.code for view in self._views]:
            self.flush()
        self._views = tuple(views)
        self.widget().setVisible(bool(views))
        for widget in self._single_only:
            widget.setVisible(len(views) == 1)
        if len(views) == 1:
            self._show_single(views[0])
        elif views:
            self.title.setText(self.tr("已选{count}项").format(count=len(views)))
            self.facts.setText(
                self.tr("下面填写的内容同时写入这些项：{codes}").format(codes="、".join(codes))
            )
        self.steps.show_views(self._views)
        if views:
            self._show_shared(views)

    def flush(self) -> None:
        """Send on at once what was typed."""
        for field in (self.problem.field, self.measures.field, self.progress):
            field.flush()
        for line in (self.unit, self.person, self.leader, self.remark):
            line.flush()
        self.due.flush()

    def minimumSizeHint(self) -> QSize:
        """Never narrower than its fields: they scroll up and down alone."""
        hint = super().minimumSizeHint()
        page = self.widget()
        if page is None:
            return hint
        bar = self.verticalScrollBar().sizeHint().width()
        width = page.minimumSizeHint().width() + bar + 2 * self.frameWidth()
        return QSize(width, hint.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is shown of a finding may widen the fields."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def focus_spot(self, spot: Spot) -> None:
        """Put the cursor into the field a remark is about."""
        fields: dict[Spot, QWidget] = {
            Spot.PROBLEM: self.problem,
            Spot.UNIT: self.unit,
            Spot.PERSON: self.person,
            Spot.LEADER: self.leader,
            Spot.DUE: self.due,
            Spot.PROOF: self.after.add,
        }
        field = fields.get(spot, self.problem)
        field.setFocus()
        self.ensureWidgetVisible(field)

    def _show_single(self, view: FindingView) -> None:
        finding = view.finding
        self.title.setText(f"{view.item.code}　{view.item.title}")
        deadline = view.item.deadline
        words = self.tr("发现日期 {raised}；建议时限{days}，{basis}")
        self.facts.setText(
            words.format(
                raised=f"{finding.raised:%Y-%m-%d}", days=deadline.label, basis=deadline.basis
            )
        )
        self.problem.show_text(
            view.problem,
            suggested_problem(view.item, view.answer),
            is_edited=finding.problem is not None,
        )
        self.measures.show_text(
            view.measures, suggested_measures(view.item), is_edited=finding.measures is not None
        )
        self.progress.show_text(finding.progress)
        self.remark.show_text(finding.remark)
        for box in (self.before, self.after):
            box.show_item(view.item.code)
        self.history.show_log(view.log, view.looks)
        self.item_button.setVisible(view.check_item is not None)

    def _show_shared(self, views: Sequence[FindingView]) -> None:
        for name in ("unit", "person", "leader"):
            line: NameField = getattr(self, name)
            values = {getattr(view.finding, name) for view in views}
            line.show_text(values.pop() if len(values) == 1 else "")
            line.setPlaceholderText(self.tr("各不相同") if values else self.tr("↓ 选用填过的"))
        days = {view.due for view in views}
        same = len(days) == 1
        explained = {view.due_explained for view in views}
        self.due.show_day(
            views[0].due if same else None,
            explained.pop() if same and len(explained) == 1 else self.tr("各项时限不同"),
            max(view.finding.raised for view in views),
        )
        begun = any(view.log.effective for view in views)
        self.due.setEnabled(not begun)  # from then on a deadline is put off by 延期
        chosen = any(view.finding.due is not None for view in views)
        self.restore_due.setVisible(chosen and not begun)

    def _send(self, name: str, value: object, burst: int) -> None:
        self.edited.emit([view.item.code for view in self._views], name, value, burst)

    def _wire(self) -> None:
        for name in ("problem", "measures"):
            text: SuggestedText = getattr(self, name)
            text.edited.connect(
                lambda value, name=name, text=text: self._send(name, value, text.burst)
            )
        for name in ("unit", "person", "leader", "progress", "remark"):
            field: LineField | TextField = getattr(self, name)
            field.edited.connect(
                lambda value, name=name, field=field: self._send(name, value, field.clock.burst)
            )
        self.due.edited.connect(lambda day: self._send("due", day, 0))
        self.restore_due.clicked.connect(lambda: self._send("due", None, 0))
        self.item_button.clicked.connect(self._request_item)
        self.steps.step_requested.connect(self.step_requested)

    def _request_item(self) -> None:
        code = self._views[0].check_item
        if code is not None:
            self.item_requested.emit(code)

    # -- how it looks

    def _build(self) -> None:
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, theme.px(self, 8), 0)
        column.setSpacing(theme.px(self, 10))
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.item_button)
        column.addLayout(top)
        column.addWidget(self.facts)
        column.addWidget(self.steps)
        column.addWidget(self.problem)
        column.addWidget(self.measures)
        column.addLayout(self._shared_fields())
        column.addWidget(self._progress_fields())
        column.addWidget(self._proof())
        column.addWidget(self.history)
        column.addStretch(1)
        self._single_only += [self.item_button, self.problem, self.measures, self.history]
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(page)
        self.setAccessibleName(self.tr("整改内容"))

    def _shared_fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(self, 8))
        grid.setVerticalSpacing(theme.px(self, 8))
        for row, field in enumerate((self.unit, self.person, self.leader)):
            grid.addWidget(label(field.accessibleName(), "muted"), row, 0)
            grid.addWidget(field, row, 1, 1, 2)
        name = label(self.tr("整改时限"), "muted")
        name.setMinimumHeight(self.unit.sizeHint().height())  # level with the line, not the note
        grid.addWidget(name, 3, 0, _TOP)
        grid.addWidget(self.due, 3, 1)
        grid.addWidget(self.restore_due, 3, 2, _TOP)
        grid.setColumnStretch(1, 1)
        return grid

    def _proof(self) -> QWidget:
        """Before and after side by side, as they are printed."""
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(self, 12))
        for part in (self.before, self.after):
            row.addWidget(part, 1, _TOP)
            part.refused.connect(self.refused)
        self._single_only.append(box)
        return box

    def _progress_fields(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(self, 4))
        self.progress.setPlaceholderText(self.tr("做到哪一步了，如：已更换公示牌，待复核"))
        grow_with_text(self.progress, least=2, most=6)
        column.addWidget(label(self.tr("整改情况"), "muted"))
        column.addWidget(self.progress)
        column.addWidget(label(self.tr("备注"), "muted"))
        column.addWidget(self.remark)
        self._single_only.append(box)
        return box
