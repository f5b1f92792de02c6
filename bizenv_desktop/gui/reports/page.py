# SPDX-License-Identifier: MIT
"""The reports page: the rectification list as it will be printed, and what is set about it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMessageBox, QVBoxLayout, QWidget

from bizenv_desktop import actions
from bizenv_desktop.domain.papers import (
    columns_from_setting,
    columns_to_setting,
    rectification_list,
)
from bizenv_desktop.errors import UserError
from bizenv_desktop.files import write_atomically
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.message_bar import MessageBar
from bizenv_desktop.gui.parts import label
from bizenv_desktop.gui.reports.columns_dialog import ColumnsDialog
from bizenv_desktop.gui.reports.list_settings import ListSettings
from bizenv_desktop.gui.reports.preview import Preview
from bizenv_desktop.gui.reports.printing import Printing, landscape_printer

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtPrintSupport import QPrinter

    from bizenv_desktop.domain.papers import ListColumn, RectificationList
    from bizenv_desktop.gui.jobs import Job
    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.reports.rectification_list import Drawn

    Tick = Callable[[int, int], None]

FACES = "list_faces"
"""The setting of this database: whether the faces of this PC come before the bundled ones."""
_TYPING_PAUSE_MS = 400


class ReportsPage(QWidget):
    """Draws the list whenever what stands on it changed, and only while the page is seen."""

    list_drawn = Signal()  # the list as it stands is in `drawn`

    def __init__(
        self, workspace: Workspace, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._preferences = preferences
        self._date: date | None = None
        self._wanted: tuple[RectificationList, bool] | None = None
        self._record: RectificationList | None = None
        self.drawn: Drawn | None = None
        self._job: Job | None = None
        self._printing: Printing | None = None
        self.message = MessageBar(self)
        self.missing = MessageBar(self)
        self.preview = Preview(workspace.jobs, self)
        self.settings = ListSettings(self)
        self._empty = label(self.tr("还没有建立自查，没有可打印的内容。"), "muted")
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE_MS)
        self._build()
        self._wire()

    def refresh(self) -> None:
        """Show the list as the self-check stands."""
        has_check = self._workspace.has_check
        self._empty.setVisible(not has_check)
        self.preview.setVisible(has_check)
        self.settings.setVisible(has_check)
        if not has_check:
            return
        filled = self._workspace.filled
        self.settings.show_check(filled, self._printed_on(), installed=self._prefers_installed)
        self._draw()

    def export(self) -> None:
        """Ask where to, and write the PDF there."""
        if self.drawn is None or self._record is None:
            return
        folder = Path(self._preferences.values.export_folder or Path.home())
        if not folder.is_dir():
            folder = Path.home()
        suggested = folder / actions.list_file_name(self._record)
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("导出整改清单"), str(suggested), self.tr("PDF 文件 (*.pdf)")
        )
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() != ".pdf":
            path = path.with_name(f"{path.name}.pdf")
        self._write(path, self.drawn.pdf)

    def print(self) -> None:
        """Print through the system's dialog, after saying which characters will be missing."""
        from PySide6.QtPrintSupport import QPrintDialog

        if self.drawn is None or not self._accepts_missing(self.drawn.missing):
            return
        printer = landscape_printer()
        printer.setDocName(actions.list_file_name(self._record) if self._record else "")
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self.drawn.pages)
        if dialog.exec():
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the list on this printer."""
        if self.drawn is None:
            return
        self._printing = Printing(
            self._workspace.jobs, self.drawn.pdf, self.drawn.pages, printer, self
        )
        self._printing.finished.connect(self._say_printed)
        self._printing.failed.connect(self.message.show_error)
        self._printing.start()

    def choose_columns(self) -> None:
        """Ask for the columns and keep them in this database."""
        dialog = ColumnsDialog(self._columns(), self)
        if dialog.exec():
            self._keep(actions.LIST_COLUMNS, columns_to_setting(dialog.columns))

    # -- drawing

    def _draw(self) -> None:
        wanted = (self._frozen(), self._prefers_installed)
        if wanted == self._wanted:
            return
        self._wanted = wanted
        if self._job is not None:
            self._job.cancel()  # what it draws is out of date
        self._job = self._workspace.jobs.start(
            self.tr("生成整改清单"),
            _drawing(wanted[0], installed=wanted[1]),
            lambda drawn: self._show(wanted, drawn),
        )
        self._job.failed.connect(self._refused)

    def _show(self, wanted: tuple[RectificationList, bool], drawn: Drawn) -> None:
        if wanted != self._wanted:
            return
        self._record, self.drawn = wanted[0], drawn
        self._job = None
        self.message.clear()
        self.preview.show_pdf(drawn.pdf, drawn.pages)
        self.settings.allow(printing=True)
        if drawn.missing:
            self.missing.show_note(self._missing_in_words(drawn.missing))
        else:
            self.missing.clear()
        self.list_drawn.emit()

    def _refused(self, sentence: str) -> None:
        self._wanted, self._job = None, None
        self.message.show_error(sentence, retry=self._draw)

    def _frozen(self) -> RectificationList:
        return rectification_list(
            self._workspace.filled,
            self._workspace.library.editions,
            self._printed_on(),
            self._columns(),
        )

    def _printed_on(self) -> date:
        return self._date or self._workspace.filled.today

    def _columns(self) -> tuple[ListColumn, ...]:
        return columns_from_setting(self._workspace.store.setting(actions.LIST_COLUMNS))

    @property
    def _prefers_installed(self) -> bool:
        return bool(self._workspace.store.setting(FACES, default=True))

    # -- what was asked for

    def _set_date(self, day: date | None) -> None:
        self._date = day
        self.refresh()

    def _sign(self, field: str, name: str) -> None:
        signatures: dict[str, Any] = {field: name}
        check = replace(self._workspace.filled.check, **signatures)
        self._try(lambda: self._workspace.save_check(check))

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

    def _write(self, path: Path, pdf: bytes) -> None:
        try:
            write_atomically(path, pdf)
        except UserError as error:
            self.message.show_error(str(error))
            return
        self._preferences.change(export_folder=str(path.parent))
        self.message.show_note(self.tr("已导出到 {path}").format(path=path))

    def _accepts_missing(self, missing: tuple[str, ...]) -> bool:
        if not missing:
            return True
        words = self._missing_in_words(missing) + self.tr("\n仍要打印吗？")
        return (
            QMessageBox.question(self, self.tr("打印整改清单"), words)
            == QMessageBox.StandardButton.Yes
        )

    def _missing_in_words(self, missing: tuple[str, ...]) -> str:
        words = self.tr(
            "这些字没有字体能写，会印成“〓”：{characters}。请换用别的字，或安装有这些字的字体。"
        )
        named = "、".join(f"{character}（U+{ord(character):04X}）" for character in missing[:20])
        return words.format(characters=named)

    def _say_printed(self, pages: int) -> None:
        self.message.show_note(self.tr("已送往打印机，共{pages}页。").format(pages=pages))

    def _follow_change(self) -> None:
        if self.isVisible():
            self._pause.start()

    def _wire(self) -> None:
        settings = self.settings
        self._workspace.changed.connect(self._follow_change)
        self._pause.timeout.connect(self.refresh)
        settings.date_chosen.connect(self._set_date)
        settings.signed.connect(self._sign)
        settings.faces_chosen.connect(lambda installed: self._keep(FACES, installed))
        settings.columns_requested.connect(self.choose_columns)
        settings.export_requested.connect(self.export)
        settings.print_requested.connect(self.print)

    def _build(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(theme.px(self, 12))
        middle.addWidget(self.preview, 1)
        middle.addWidget(self.settings)
        layout = QVBoxLayout(self)
        edge = theme.px(self, 14)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.px(self, 10))
        layout.addWidget(label(self.tr("报告"), "title"))
        layout.addWidget(self.message)
        layout.addWidget(self.missing)
        layout.addWidget(self._empty)
        layout.addLayout(middle, 1)
        self.setFocusProxy(self.preview)


def _drawing(record: RectificationList, *, installed: bool) -> Callable[[Tick], Drawn]:
    """The work of drawing the list, for the worker thread."""

    def work(tick: Tick) -> Drawn:
        from bizenv_desktop.reports.fonts import open_faces
        from bizenv_desktop.reports.rectification_list import draw

        tick(0, 1)
        return draw(record, open_faces(prefer_installed=installed))

    return work
