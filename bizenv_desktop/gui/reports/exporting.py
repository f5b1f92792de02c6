# SPDX-License-Identifier: MIT
"""Papers as files: asks where to, lets the worker write, and says what came of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QMessageBox, QWidget

from bizenv_desktop.actions import paper_actions
from bizenv_desktop.domain.papers.paper_kinds import PAPER_KINDS, PaperFormat
from bizenv_desktop.errors import UserError
from bizenv_desktop.files import safe_file_name, write_atomically
from bizenv_desktop.gui.reports.drawing import bundling, sealing, writing, writing_all
from bizenv_desktop.reports.sealing import Seal

if TYPE_CHECKING:
    from datetime import date

    from bizenv_desktop.gui.jobs import Job
    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.reports.drawing import DrawnPaper, PaperWish
    from bizenv_desktop.gui.reports.paper_panel import PaperPanel
    from bizenv_desktop.gui.workspace import Workspace
    from bizenv_desktop.reports.papers import Written


class Exporting(QObject):
    """Remembers the folder of the last export on this PC."""

    noted = Signal(str)
    refused = Signal(str)

    def __init__(self, workspace: Workspace, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._preferences = preferences
        self._window = parent

    def export(
        self, wish: PaperWish, drawn: DrawnPaper, form: PaperFormat, options: PaperPanel
    ) -> None:
        """Ask where to, and write the paper there as `form`; a PDF with the options ticked."""
        seal = Seal(options.archive.isChecked()) if form is PaperFormat.PDF else Seal()
        if form is PaperFormat.PDF and options.sign.isChecked():
            signed = self._ask_certificate(seal)
            if signed is None:
                return
            seal = signed
        filled = replace(self._workspace.filled, today=wish.day)
        name = paper_actions.paper_file(filled, wish.kind, form)
        path = self._ask_path(
            self.tr("导出{name}").format(name=wish.kind.name), name, form.label, form.value
        )
        if path is None:
            return
        title = self.tr("导出{name}").format(name=wish.kind.name)
        if form is not PaperFormat.PDF:
            work = writing(drawn.record, wish.kind, path)
        elif seal == Seal():
            self._write(path, drawn.pdf)
            return
        else:
            work = sealing(drawn.pdf, seal, self._workspace.clock().astimezone(), path)
        self._follow(self._workspace.jobs.start(title, work, self._say_written))

    def export_all(self, day: date, *, installed: bool) -> None:
        """Ask whether into a folder or into one PDF, where to, and write every paper."""
        box = QMessageBox(self._window)
        box.setWindowTitle(self.tr("全部导出"))
        box.setText(self.tr("把这一期的{count}种材料都导出来：").format(count=len(PAPER_KINDS)))
        role = QMessageBox.ButtonRole.ActionRole
        folder = box.addButton(self.tr("每种一个文件，放进文件夹…"), role)
        bundle = box.addButton(self.tr("合成一个带书签的PDF…"), role)
        box.addButton(self.tr("取消"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        if box.clickedButton() is folder:
            self.export_into_folder(day, installed=installed)
        elif box.clickedButton() is bundle:
            self.export_bundle(day, installed=installed)

    def export_into_folder(self, day: date, *, installed: bool) -> None:
        """Every paper in every format into a folder that is asked for."""
        chosen = QFileDialog.getExistingDirectory(
            self._window, self.tr("全部导出到文件夹"), str(self._preferences.export_folder())
        )
        if not chosen:
            return
        folder = Path(chosen)
        work = writing_all(self._workspace, folder, day, installed=installed)
        self._preferences.change(export_folder=str(folder))
        self._follow(self._workspace.jobs.start(self.tr("导出全部材料"), work, self._say_all))

    def export_bundle(self, day: date, *, installed: bool) -> None:
        """Every paper in one PDF whose name is asked for."""
        check = self._workspace.filled.check
        name = f"{check.organisation.name}_营商环境自查材料_{check.period.label}_{day:%Y%m%d}.pdf"
        path = self._ask_path(self.tr("全部导出为一个PDF"), safe_file_name(name), "PDF", "pdf")
        if path is None:
            return
        work = bundling(self._workspace, path, day, installed=installed)
        self._follow(self._workspace.jobs.start(self.tr("导出全部材料"), work, self._say_all))

    def _ask_path(self, title: str, name: str, label: str, ending: str) -> Path | None:
        """The file chosen, with its ending; the folder is remembered."""
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            title,
            str(self._preferences.export_folder() / name),
            self.tr("{label} 文件 (*.{ending})").format(label=label, ending=ending),
        )
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() != f".{ending}":
            path = path.with_name(f"{path.name}.{ending}")
        if path.parent.is_dir():
            self._preferences.change(export_folder=str(path.parent))
        return path

    def _ask_certificate(self, seal: Seal) -> Seal | None:
        """The certificate file and its password; None when the clerk thinks better of it."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("选择证书文件"), "", self.tr("证书文件 (*.pfx *.p12)")
        )
        if not chosen:
            return None
        password, given = QInputDialog.getText(
            self._window,
            self.tr("电子签名"),
            self.tr("证书密码："),
            QLineEdit.EchoMode.Password,
        )
        return replace(seal, certificate=Path(chosen), password=password) if given else None

    def _write(self, path: Path, pdf: bytes) -> None:
        try:
            write_atomically(path, pdf)
        except UserError as error:
            self.refused.emit(str(error))
            return
        self._say_written(path)

    def _follow(self, job: Job) -> None:
        job.failed.connect(self.refused)

    def _say_written(self, path: Path) -> None:
        self.noted.emit(self.tr("已导出到 {path}").format(path=path))

    def _say_all(self, written: dict[Path, Written]) -> None:
        missing = dict.fromkeys(char for each in written.values() for char in each.missing)
        first = next(iter(written))
        if len(written) == 1:
            words = self.tr("已导出到 {path}").format(path=first)
        else:
            words = self.tr("已导出{count}个文件到 {path}")
            words = words.format(count=len(written), path=first.parent)
        if missing:
            from bizenv_desktop.gui.reports.page import missing_in_words

            words = f"{words}\n{missing_in_words(tuple(missing))}"
        self.noted.emit(words)
