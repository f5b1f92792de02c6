# SPDX-License-Identifier: MIT
"""One unit as it stands here: its answers with their arithmetic, findings, against last period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from bizenv_desktop.actions.consolidation_actions import unit_view
from bizenv_desktop.domain.arithmetic import money_like, plain
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.consolidate.answers_view import AnswersView
from bizenv_desktop.gui.consolidate.figures_model import FigureRow
from bizenv_desktop.gui.consolidate.figures_table import FiguresTable
from bizenv_desktop.gui.consolidate.relayed_view import RelayedView
from bizenv_desktop.gui.consolidate.words_box import WordsBox
from bizenv_desktop.gui.findings.history_view import HistoryView
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import Card, button, label, set_role

if TYPE_CHECKING:
    from bizenv_desktop.domain.exchange.unit_view import UnitView
    from bizenv_desktop.domain.findings.rectification import FindingView
    from bizenv_desktop.gui.workspace import Workspace

_EDGE = 24  # of the screen, for the frame


class UnitDialog(QDialog):
    """`place` is the unit's code and period; `UserError` when nothing of it was received."""

    review_requested = Signal(str, str, str)  # organisation, period, item or ""

    def __init__(
        self, workspace: Workspace, place: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._place = place
        self._view: UnitView = unit_view(workspace.store, *place, workspace.clock().date())
        self.message = MessageBar(self)
        self.words = label(wrap=True)
        self.fork = label(role="warn", wrap=True)
        self.score = label(role="muted", wrap=True)
        self.said = label(wrap=True)
        self.answers = AnswersView(workspace, self)
        self.findings = FiguresTable(self.tr("问题"), 1, self)
        self.finding_words = WordsBox(self.tr("这个问题"))
        self.history = HistoryView(self)
        self.comparison = label(wrap=True)
        self.changes = FiguresTable(self.tr("与上期比"), 1, self)
        self.relayed = RelayedView(self)
        self.tabs = QTabWidget(self)
        self.other = button(self.tr("看分叉的另一份"))
        self.total = button(self.tr("总分算式…"))
        self.review = button(self.tr("考核…"))
        self.close_button = button(self.tr("关闭"), "primary")
        self._lay_out()
        self._connect()
        self.show_view(self._view)

    def show_view(self, view: UnitView) -> None:
        """Show a self-check of the unit."""
        self._view = view
        check, card = view.filled.check, view.filled.card
        sample = self.tr("（示例）") if check.organisation.sample else ""
        self.setWindowTitle(f"{check.organisation.name}{sample}　{check.period.label}")
        self.words.setText(f"{check.organisation.full_name}{sample}　{view.words}")
        total = "—" if card.total is None else money_like(card.total)
        words = self.tr("自评总分{total}：{words}").format(total=total, words=card.explanation)
        if card.grade:
            words += self.tr("；等级{grade}").format(grade=card.grade)
        if view.missing_photos:
            count = len(view.missing_photos)
            words += self.tr("；有{count}件佐证没有随包转来").format(count=count)
        self.score.setText(f"{words}。")
        self.fork.setText(view.fork_words)
        self.fork.setVisible(bool(view.others))
        self.other.setVisible(bool(view.others))
        self.answers.show_view(view)
        self._show_findings()
        self._show_comparison()
        self._show_relayed()

    def _show_relayed(self) -> None:
        said = self._view.relayed
        set_role(self.said, "warn" if any(each.trouble for each in said) else "")
        self.said.setText("\n".join(each.summary(self._view.filled) for each in said))
        self.said.setVisible(bool(said))
        self.relayed.show_view(self._view)
        count = sum(len(each.notes) for each in said)
        self.tabs.setTabVisible(3, bool(count))
        self.tabs.setTabText(3, self.tr("转来的督办（{count}）").format(count=count))

    def _show_findings(self) -> None:
        views = self._view.filled.findings
        self.tabs.setTabText(1, self.tr("问题（{count}）").format(count=len(views)))
        self.findings.show_rows(
            (
                self.tr("编号"),
                self.tr("存在问题"),
                self.tr("状态"),
                self.tr("时限"),
                self.tr("责任单位"),
                self.tr("责任人"),
            ),
            [self._finding_row(view) for view in views],
            self.tr("没有需整改的问题。"),
            widths={0: 76, 2: 80, 3: 104, 4: 130, 5: 90},
        )

    def _finding_row(self, view: FindingView) -> FigureRow:
        today = self._view.filled.today
        over = view.is_open and view.due < today
        cells = (
            view.item.code,
            view.problem,
            view.log.state.label,
            view.due.isoformat(),
            view.finding.unit,
            view.finding.person,
        )
        return FigureRow(view.item.code, cells, view, {3: theme.BAD} if over else {})

    def _show_finding(self, row: FigureRow | None) -> None:
        if row is None:
            self.finding_words.clear()
            self.history.hide()
            return
        view: FindingView = row.subject
        lines = [
            f"{view.item.code} {view.item.title}",
            self.tr("问题：{words}").format(words=view.problem),
            self.tr("措施：{words}").format(words=view.measures),
        ]
        if view.finding.progress.strip():
            lines.append(self.tr("整改情况：{words}").format(words=view.finding.progress))
        self.finding_words.setText("\n".join(lines))
        self.history.show_log(view.log)

    def _show_comparison(self) -> None:
        found = self._view.comparison
        changes = () if found is None else (*found.better, *found.worse)
        if found is None:
            self.comparison.setText(self.tr("没有收到该单位更早一期的上报，不能比较。"))
        else:
            words = self.tr("与{before}比，{better}项好转，{worse}项变差。{basis}。")
            self.comparison.setText(
                words.format(
                    before=found.before,
                    better=len(found.better),
                    worse=len(found.worse),
                    basis=found.basis,
                )
            )
        self.changes.show_rows(
            (
                self.tr("编号"),
                self.tr("检查项"),
                self.tr("上期"),
                self.tr("本期"),
                self.tr("增减"),
            ),
            [
                FigureRow(
                    each.code,
                    (
                        each.code,
                        each.title,
                        plain(each.before),
                        plain(each.after),
                        f"{'+' if each.gain > 0 else ''}{plain(each.gain)}",
                    ),
                    each,
                    {4: theme.GOOD if each.gain > 0 else theme.BAD},
                )
                for each in changes
            ],
            self.tr("没有得分变化的检查项。") if found else "",
            widths={0: 76, 2: 72, 3: 72, 4: 80},
            numbers=(2, 3),
        )

    def _show_other(self) -> None:
        """Show the other side of the fork."""
        today = self._workspace.clock().date()
        other = self._view.others[0].id
        try:
            self.show_view(unit_view(self._workspace.store, *self._place, today, other))
        except UserError as error:
            self.message.show_error(str(error))

    def _open_total(self) -> None:
        from bizenv_desktop.gui.score_dialog import show_total

        show_total(self._view.filled, self)

    def _connect(self) -> None:
        self.findings.current_changed.connect(self._show_finding)
        self.other.clicked.connect(self._show_other)
        self.total.clicked.connect(self._open_total)
        self.review.clicked.connect(lambda: self.review_requested.emit(*self._place, ""))
        self.answers.review_requested.connect(
            lambda item: self.review_requested.emit(*self._place, item)
        )
        self.close_button.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        problems = QWidget(self)
        inner = QVBoxLayout(problems)
        inner.setContentsMargins(0, theme.px(self, 8), 0, 0)
        inner.addWidget(self.findings, 1)
        card = Card(problems)
        card.column.addWidget(self.finding_words)
        card.column.addWidget(self.history)
        inner.addWidget(card)
        against = QWidget(self)
        inner = QVBoxLayout(against)
        inner.setContentsMargins(0, theme.px(self, 8), 0, 0)
        inner.addWidget(self.comparison)
        inner.addWidget(self.changes, 1)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.tr("这个单位的内容"))
        self.tabs.tabBar().setAccessibleName(self.tr("这个单位的各栏"))
        self.tabs.addTab(self.answers, self.tr("填报结果"))
        self.tabs.addTab(problems, self.tr("问题"))
        self.tabs.addTab(against, self.tr("与上期比"))
        self.tabs.addTab(self.relayed, "")
        row = QHBoxLayout()
        for part in (self.total, self.other):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.review)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.addWidget(self.message)
        column.addWidget(self.words)
        column.addWidget(self.fork)
        column.addWidget(self.score)
        column.addWidget(self.said)
        column.addWidget(self.tabs, 1)
        column.addLayout(row)
        screen = self.screen().availableGeometry()
        wanted = QSize(theme.px(self, 1080), theme.px(self, 640))
        self.resize(wanted.boundedTo(screen.size() - QSize(_EDGE, 2 * _EDGE)))
