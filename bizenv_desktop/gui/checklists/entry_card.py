# SPDX-License-Identifier: MIT
"""One checklist of the catalogue: what is in it, who uses it, what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bizenv_desktop.domain.arithmetic import plain
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.checklists.catalogue import Origin
from bizenv_desktop.gui.parts import Card, button, label, line

if TYPE_CHECKING:
    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.regulations.regulation import Edition
    from bizenv_desktop.domain.selfcheck import SelfCheck
    from bizenv_desktop.gui.checklists.catalogue import Entry


class EntryCard(QScrollArea):
    """Rebuilt for each checklist."""

    edit_requested = Signal(str)  # checklist id
    export_requested = Signal(str)
    move_requested = Signal(object)  # the self-check to move to the checklist shown

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("自查表内容"))

    def show_entry(self, entry: Entry, edition: Edition | None) -> None:
        """Show a checklist and the edition it is checked against."""
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, theme.px(self, 4), 0)
        column.setSpacing(theme.px(self, 10))
        column.addWidget(self._facts(entry, edition))
        column.addWidget(self._checks(entry))
        column.addWidget(self._dimensions(entry.checklist))
        column.addStretch(1)
        self.setWidget(page)

    def _facts(self, entry: Entry, edition: Edition | None) -> Card:
        card, checklist = Card(self), entry.checklist
        top = QHBoxLayout()
        top.addWidget(label(checklist.title, "heading", wrap=True), 1)
        top.addWidget(label(origin_words(entry.origin), "tag"), 0, Qt.AlignmentFlag.AlignVCenter)
        card.column.addLayout(top)
        card.column.addWidget(label(self._in_words(entry), wrap=True))
        edit = button(self.tr("编辑"), "primary")
        export = button(self.tr("导出Excel…"))
        edit.setAccessibleName(self.tr("编辑{title}").format(title=checklist.title))
        export.setAccessibleName(self.tr("导出{title}").format(title=checklist.title))
        edit.clicked.connect(lambda: self.edit_requested.emit(checklist.id))
        export.clicked.connect(lambda: self.export_requested.emit(checklist.id))
        row = QHBoxLayout()
        row.addWidget(edit)
        row.addWidget(export)
        row.addStretch(1)
        card.column.addLayout(row)
        if entry.origin is not Origin.OWN:
            words = self.tr("编辑时另存为本单位的自查表，这一张不会变。")
            card.column.addWidget(label(words, "small", wrap=True))
        card.column.addWidget(label(self._details(entry, edition), "small", wrap=True))
        return card

    def _in_words(self, entry: Entry) -> str:
        checklist = entry.checklist
        words = self.tr("第{version}版，{count}项，基本分{points}分").format(
            version=checklist.version,
            count=len(checklist.items),
            points=plain(checklist.base_points),
        )
        if len(entry.versions) > 1:
            earlier = "、".join(map(str, entry.versions[:-1]))
            words += self.tr("；以前的第{versions}版都保留着").format(versions=earlier)
        return words + "。"

    def _details(self, entry: Entry, edition: Edition | None) -> str:
        checklist = entry.checklist
        lines = [self.tr("适用单位：{level}").format(level=checklist.level.label)]
        if edition is not None:
            words = self.tr("对照条例：《{title}》（{id}）")
            lines.append(words.format(title=edition.title, id=edition.id))
        locked = sum(item.locked is not None for item in checklist.items)
        if locked:
            lines.append(self.tr("上级锁定{count}项").format(count=locked))
        lines.append(self.tr("自查表编号：{id}").format(id=checklist.id))
        lines += [each for each in (checklist.source, checklist.note) if each]
        return "\n".join(lines)

    def _dimensions(self, checklist: Checklist) -> Card:
        card = Card(self)
        card.column.addWidget(label(self.tr("维度"), "heading-small"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(self, 24))
        grid.setVerticalSpacing(theme.px(self, 4))
        for row, dimension in enumerate(checklist.dimensions):
            items = [item for item in checklist.items if item.dimension == dimension.code]
            points = sum(item.points for item in items if item.method.in_base)
            texts = (dimension.name, f"{len(items)}项", f"{plain(points) if points else 0}分")
            for place, text in enumerate(texts):
                right = Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft
                grid.addWidget(label(text, "" if place else "muted"), row, place, right)
        grid.setColumnStretch(3, 1)
        card.column.addLayout(grid)
        return card

    def _checks(self, entry: Entry) -> Card:
        card = Card(self)
        card.column.addWidget(label(self.tr("用这张表的自查"), "heading-small"))
        if not entry.checks:
            card.column.addWidget(label(self.tr("还没有自查用它。"), "muted"))
        for place, check in enumerate(entry.checks):
            if place:
                card.column.addWidget(line())
            card.column.addLayout(self._check_row(entry, check))
        return card

    def _check_row(self, entry: Entry, check: SelfCheck) -> QHBoxLayout:
        row = QHBoxLayout()
        name = f"{check.organisation.name}　{check.period.label}"
        row.addWidget(label(name, wrap=True), 1)
        if entry.is_current(check):
            row.addWidget(label(self.tr("用的就是这一版"), "good"))
            return row
        own = check.checklist == entry.checklist.id
        words = self.tr("用的是第{version}版") if own else self.tr("用的是另一张（第{version}版）")
        row.addWidget(label(words.format(version=check.checklist_version), "muted"))
        move = button(self.tr("换到第{version}版…").format(version=entry.checklist.version))
        move.setAccessibleName(f"{name}：{move.text()}")
        move.clicked.connect(lambda: self.move_requested.emit(check))
        row.addWidget(move)
        return row


def origin_words(origin: Origin) -> str:
    """Whose checklist it is, in words."""
    words = {Origin.BUILT_IN: "程序自带", Origin.OWN: "本单位", Origin.ISSUED: "上级下发"}
    return QCoreApplication.translate("checklists", words[origin])
