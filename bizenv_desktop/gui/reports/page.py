# SPDX-License-Identifier: MIT
"""The reports page: every paper as it will be printed, and what is set about it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMessageBox, QVBoxLayout, QWidget
from shiboken6 import isValid

from bizenv_desktop import actions
from bizenv_desktop.actions import paper_actions
from bizenv_desktop.domain.papers.rectification_list import columns_from_setting, columns_to_setting
from bizenv_desktop.domain.papers.report_record import ReportRecord
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import button, label
from bizenv_desktop.gui.reports.columns_dialog import ColumnsDialog
from bizenv_desktop.gui.reports.drawing import PaperWish, drawing
from bizenv_desktop.gui.reports.exporting import Exporting
from bizenv_desktop.gui.reports.kind_list import KindList
from bizenv_desktop.gui.reports.paper_panel import PaperPanel
from bizenv_desktop.gui.reports.preview import Preview
from bizenv_desktop.gui.reports.printing import Printing, a4_printer
from bizenv_desktop.gui.reports.report_views import ReportViews

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtPrintSupport import QPrinter

    from bizenv_desktop.domain.papers.paper_kinds import PaperFormat, PaperKind
    from bizenv_desktop.domain.papers.paper_settings import PaperSettings
    from bizenv_desktop.domain.papers.rectification_list import ListColumn
    from bizenv_desktop.gui.jobs import Job
    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.reports.drawing import DrawnPaper
    from bizenv_desktop.gui.workspace import Workspace

FACES = "list_faces"
"""The setting of this database: whether the faces of this PC come before the bundled ones."""
ARCHIVE = "pdf_archive"
"""The setting of this database: whether PDFs are written as PDF/A-2b."""
_TYPING_PAUSE_MS = 400


class ReportsPage(QWidget):
    """Draws the paper whenever what stands on it changed, and only while the page is seen."""

    paper_drawn = Signal()  # the paper as it stands is in `drawn`

    def __init__(
        self, workspace: Workspace, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._date: date | None = None
        self._persons: dict[str, str] = {}  # by kind: for whom, until the window is closed
        self._wanted: tuple[Any, ...] | None = None
        self._wish: PaperWish | None = None
        self.drawn: DrawnPaper | None = None
        self._job: Job | None = None
        self._printing: Printing | None = None
        self.message = MessageBar(self)
        self.missing = MessageBar(self)
        self.kinds = KindList(self)
        self.preview = Preview(workspace.jobs, self)
        self.views = ReportViews(workspace, self.preview, self)
        self.panel = PaperPanel(self)
        self.exporting = Exporting(workspace, preferences, self)
        self.all_button = button(self.tr("全部导出…"))
        self.entry_button = button(self.tr("录入走查表…"))
        self.check_button = button(self.tr("真伪核对…"))
        self._empty = label(self.tr("还没有建立自查，没有可打印的内容。"), "muted")
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE_MS)
        self._build()
        self._wire()

    @property
    def kind(self) -> PaperKind:
        """The kind of paper on show."""
        return self.kinds.kind

    @property
    def day(self) -> date:
        """The day papers bear."""
        return self._date or self._workspace.filled.today

    @property
    def prefers_installed(self) -> bool:
        """Whether the faces of this PC come first."""
        return bool(self._workspace.store.setting(FACES, default=True))

    def refresh(self) -> None:
        """Show the chosen paper as the self-check stands."""
        has_check = self._workspace.has_check
        self._empty.setVisible(not has_check)
        for widget in (self.kinds, self.views, self.panel, self.all_button, self.entry_button):
            widget.setVisible(has_check)
        if not has_check:
            return
        self.panel.show_paper(
            self.kind,
            self._settings(),
            self._workspace.filled,
            self.day,
            installed=self.prefers_installed,
            archive=bool(self._workspace.store.setting(ARCHIVE, default=False)),
            logo=paper_actions.paper_logo(self._workspace.store),
        )
        self._draw()

    def export(self, form: PaperFormat) -> None:
        """Ask where to, and write the paper on show there in that format."""
        if self.drawn is not None and self._wish is not None:
            self.exporting.export(self._wish, self.drawn, form, self.panel)

    def print(self) -> None:
        """Print through the system's dialog, after saying which characters will be missing."""
        from PySide6.QtPrintSupport import QPrintDialog

        drawn, wish = self.drawn, self._wish
        if drawn is None or wish is None or not self._accepts_missing(drawn.missing):
            return
        printer = a4_printer(across=wish.settings.lies_across(wish.kind))
        printer.setDocName(wish.kind.name)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, drawn.pages)
        if dialog.exec():
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the paper on show on this printer."""
        if self.drawn is None:
            return
        jobs, drawn = self._workspace.jobs, self.drawn
        self._printing = Printing(jobs, drawn.pdf, drawn.pages, printer, self)
        self._printing.finished.connect(self._say_printed)
        self._printing.failed.connect(self.message.show_error)
        self._printing.start()

    def choose_columns(self) -> None:
        """Ask for the columns and keep them in this database."""
        dialog = ColumnsDialog(self._columns(), self)
        if dialog.exec():
            self._keep(actions.LIST_COLUMNS, columns_to_setting(dialog.columns))

    def choose_logo(self) -> None:
        """Ask for the picture of the unit's logo, keep it, and print it on the kind on show."""
        title, kinds = self.tr("选择单位标志"), self.tr("图片 (*.png *.jpg *.jpeg)")
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if chosen:
            self._save_logo(Path(chosen))
        self.refresh()  # also for what was ticked without a picture

    def _save_logo(self, picture: Path | None) -> None:
        """Keep the picture and print it; None: keep and print none."""
        store, kind = self._workspace.store, self.kind
        settings = replace(self._settings(), logo=picture is not None)

        def write() -> None:
            paper_actions.save_paper_logo(store, picture)
            paper_actions.save_paper_settings(store, kind, settings)

        self._try(write)
        self.refresh()

    def check_paper(self) -> None:
        """真伪核对: ask for the code on a paper."""
        from bizenv_desktop.gui.reports.check_dialog import CheckDialog

        dialog = CheckDialog(self._workspace, self)
        dialog.exec()
        dialog.deleteLater()

    def enter_walkround(self) -> None:
        """Type in what was noted on a walk-round sheet."""
        from bizenv_desktop.gui.walkround.entry_dialog import EntryDialog

        dialog = EntryDialog(self._workspace, self)
        dialog.exec()
        dialog.deleteLater()
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            step = 1 if event.key() == Qt.Key.Key_PageDown else -1
            self.preview.show_page(self.preview.page + step)
            return
        super().keyPressEvent(event)

    # -- drawing

    def _draw(self) -> None:
        wish = PaperWish(self.kind, self._settings(), self.day, self.prefers_installed)
        filled, store = self._workspace.filled, self._workspace.store
        edits = store.report_edits(filled.check.key) if wish.kind.id == "report" else None
        logo = paper_actions.paper_logo(store) if wish.settings.logo else None
        wanted = (wish, filled, self._columns(), edits, logo)
        if wanted == self._wanted:
            return
        self._wanted = wanted
        if self._job is not None:
            self._job.cancel()  # what it draws is out of date
        self._job = self._workspace.jobs.start(
            self.tr("生成{name}").format(name=wish.kind.name),
            drawing(self._workspace, wish),
            lambda drawn: self._show(wanted, drawn),
        )
        self._job.failed.connect(self._refused)

    def _show(self, wanted: tuple[Any, ...], drawn: DrawnPaper) -> None:
        if not isValid(self) or wanted is not self._wanted:  # closed, or out of date
            return
        another = self._wish is None or self._wish.kind != wanted[0].kind
        self._wish, self.drawn, self._job = wanted[0], drawn, None
        if another:
            self.preview.show_page(0)
        self.preview.show_pdf(drawn.pdf, drawn.pages)
        self.panel.allow(exporting=True)
        if drawn.missing:
            self.missing.show_note(missing_in_words(drawn.missing))
        else:
            self.missing.clear()
        report = drawn.record if isinstance(drawn.record, ReportRecord) else None
        self.views.show_record(report, wanted[1].check.key)
        self.paper_drawn.emit()

    def _refused(self, sentence: str) -> None:
        self._wanted, self._job = None, None
        self.message.show_error(sentence, retry=self._draw)

    def _settings(self) -> PaperSettings:
        kept = paper_actions.paper_settings(self._workspace.store, self.kind)
        return replace(kept, person=self._persons.get(self.kind.id, ""))

    def _columns(self) -> tuple[ListColumn, ...]:
        return columns_from_setting(self._workspace.store.setting(actions.LIST_COLUMNS))

    # -- what was asked for

    def _choose_kind(self) -> None:
        self.message.clear()
        self.panel.allow(exporting=False)
        self.refresh()

    def _set_date(self, day: date | None) -> None:
        self._date = day
        self.refresh()

    def _sign(self, field: str, name: str) -> None:
        signatures: dict[str, Any] = {field: name}
        check = replace(self._workspace.filled.check, **signatures)
        self._try(lambda: self._workspace.save_check(check))

    def _set(self, settings: PaperSettings) -> None:
        """Keep the settings of the kind on show; for whom is chosen anew each time."""
        kind, store = self.kind, self._workspace.store
        self._persons[kind.id] = settings.person
        if settings != self._settings():
            self._try(lambda: paper_actions.save_paper_settings(store, kind, settings))
        self.refresh()

    def _keep(self, setting: str, value: object) -> None:
        self._try(lambda: self._workspace.store.save_setting(setting, value))
        self.refresh()

    def _try(self, write: Callable[[], object]) -> None:
        try:
            write()
        except UserError as error:
            self.message.show_error(str(error), retry=lambda: self._try(write))
        else:
            self.message.clear()

    def _accepts_missing(self, missing: tuple[str, ...]) -> bool:
        if not missing:
            return True
        words = missing_in_words(missing) + self.tr("\n仍要打印吗？")
        asked = QMessageBox.question(self, self.tr("打印"), words)
        return asked == QMessageBox.StandardButton.Yes

    def _say_printed(self, pages: int) -> None:
        self.message.show_note(self.tr("已送往打印机，共{pages}页。").format(pages=pages))

    def _follow_change(self) -> None:
        if self.isVisible():
            self._pause.start()

    def _wire(self) -> None:
        panel = self.panel
        self._workspace.changed.connect(self._follow_change)
        self._pause.timeout.connect(self.refresh)
        self.kinds.kind_chosen.connect(self._choose_kind)
        panel.signing.date_chosen.connect(self._set_date)
        panel.signing.signed.connect(self._sign)
        panel.signing.labels_chosen.connect(
            lambda labels: self._set(replace(self._settings(), signatories=labels))
        )
        panel.kind.settings_chosen.connect(self._set)
        panel.kind.columns_requested.connect(self.choose_columns)
        panel.kind.picture_requested.connect(self.choose_logo)
        panel.kind.picture_dropped.connect(lambda: self._save_logo(None))
        panel.faces_chosen.connect(lambda installed: self._keep(FACES, installed))
        panel.archive_chosen.connect(lambda on: self._keep(ARCHIVE, on))
        panel.export_requested.connect(self.export)
        panel.print_requested.connect(self.print)
        self.views.failed.connect(self.message.show_error)
        self.exporting.noted.connect(self.message.show_note)
        self.exporting.refused.connect(self.message.show_error)
        self.all_button.clicked.connect(
            lambda: self.exporting.export_all(self.day, installed=self.prefers_installed)
        )
        self.entry_button.clicked.connect(self.enter_walkround)
        self.check_button.clicked.connect(self.check_paper)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.px(self, 8))
        top.addWidget(label(self.tr("报告"), "title"))
        top.addStretch(1)
        for widget in (self.entry_button, self.check_button, self.all_button):
            top.addWidget(widget)
        middle = QHBoxLayout()
        middle.setSpacing(theme.px(self, 12))
        middle.addWidget(self.kinds)
        middle.addWidget(self.views, 1)
        middle.addWidget(self.panel)
        layout = QVBoxLayout(self)
        edge = theme.px(self, 14)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.px(self, 10))
        layout.addLayout(top)
        layout.addWidget(self.message)
        layout.addWidget(self.missing)
        layout.addWidget(self._empty)
        layout.addLayout(middle, 1)
        self.setFocusProxy(self.kinds)


def missing_in_words(missing: tuple[str, ...]) -> str:
    """Which characters no face can draw, and what to do."""
    named = "、".join(f"{character}（U+{ord(character):04X}）" for character in missing[:20])
    return f"这些字没有字体能写，会印成“〓”：{named}。请换用别的字，或安装有这些字的字体。"
