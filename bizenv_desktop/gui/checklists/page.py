# SPDX-License-Identifier: MIT
"""自查表: which there are and who uses them; out to Excel, back in, edited, moved to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from bizenv_desktop import actions
from bizenv_desktop.actions import checklist_actions
from bizenv_desktop.domain.checklists.moving import moving
from bizenv_desktop.errors import UserError
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.checklists.catalogue import catalogue
from bizenv_desktop.gui.checklists.change_lines import change_lines, move_lines
from bizenv_desktop.gui.checklists.drafting import Drafting
from bizenv_desktop.gui.checklists.editor import ChecklistEditor
from bizenv_desktop.gui.checklists.import_dialog import ImportDialog
from bizenv_desktop.gui.checklists.overview import Overview
from bizenv_desktop.gui.checklists.preview_dialog import PreviewDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QUndoStack

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.selfcheck import SelfCheck
    from bizenv_desktop.gui.checklists.catalogue import Entry
    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.gui.workspace import Workspace


class ChecklistsPage(QWidget):
    """The catalogue, and in its place the editor while a checklist is edited."""

    history_changed = Signal()  # another history undoes from now on

    def __init__(
        self, workspace: Workspace, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._preferences = preferences
        self._entries: tuple[Entry, ...] = ()
        self.editor: ChecklistEditor | None = None
        self.overview = Overview(self)
        self.message = self.overview.message
        self._stack = QStackedWidget(self)
        self._build()
        self._wire()

    @property
    def history(self) -> QUndoStack | None:
        """What Ctrl+Z undoes here while a checklist is edited."""
        return self.editor.drafting.history if self.editor else None

    @property
    def unsaved(self) -> int:
        """Whether the disk refused the draft, as a count."""
        return int(self.editor is not None and self.editor.drafting.is_unsaved)

    def refresh(self) -> None:
        """Show the checklists as they are kept; an editor that is open stays."""
        if self.editor is not None:
            return
        self._entries = catalogue(self._workspace.library, self._workspace.store)
        draft = checklist_actions.open_draft(self._workspace.store)
        self.overview.show_entries(self._entries, self._workspace.editions, draft)

    def flush(self) -> bool:
        """Send on what was typed; whether everything is in the database now."""
        return self.editor is None or self.editor.flush()

    # -- out and in

    def export(self, checklist_id: str) -> None:
        """Ask where to, and write the workbook there."""
        checklist = self._checklist(checklist_id)
        if checklist is None:
            return
        name = f"{checklist.title}-第{checklist.version}版.xlsx"
        title, kind = self.tr("导出自查表"), self.tr("Excel 工作簿 (*.xlsx)")
        chosen, _ = QFileDialog.getSaveFileName(
            self, title, str(self._preferences.export_folder() / name), kind
        )
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() != ".xlsx":
            path = path.with_name(f"{path.name}.xlsx")
        if self._try(
            lambda: checklist_actions.write_checklist(checklist, self._workspace.editions, path)
        ):
            self._preferences.change(export_folder=str(path.parent))
            words = self.tr("已导出到 {path}；在 WPS 里改好后，用“导入Excel”存回来。")
            self.message.show_note(words.format(path=path))

    def choose_import(self) -> None:
        """Ask for a workbook and bring it in."""
        title, kind = self.tr("导入自查表"), self.tr("Excel 工作簿 (*.xlsx)")
        chosen, _ = QFileDialog.getOpenFileName(
            self, title, str(self._preferences.export_folder()), kind
        )
        if chosen:
            self.bring_in(Path(chosen))

    def bring_in(self, path: Path) -> None:
        """Check a workbook, show what it brings, and keep it when the user says so."""
        dialog = ImportDialog(self._workspace, self._workspace.editions, path, self)
        if dialog.exec() and dialog.kept is not None:
            self._say_kept(dialog.kept.checklist, dialog.kept.change.words)

    # -- editing

    def edit(self, checklist_id: str) -> None:
        """Open the editor on the unit's own version of a checklist."""
        workspace = self._workspace
        started = checklist_actions.open_draft(workspace.store)
        try:
            wanted = checklist_actions.checklist_to_edit(
                workspace.library, workspace.store, checklist_id
            )
        except UserError as error:
            self.message.show_error(str(error))
            return
        if started is not None and started.id != wanted.id and not self._may_drop(started):
            return
        same = started is not None and started.id == wanted.id
        self._open_editor(started if same and started is not None else wanted)

    def resume(self) -> None:
        """Go on with the draft."""
        draft = checklist_actions.open_draft(self._workspace.store)
        if draft is not None:
            self._try(lambda: self._open_editor(draft))

    def discard(self) -> None:
        """Forget the draft, after asking."""
        draft = checklist_actions.open_draft(self._workspace.store)
        if draft is not None and self._may_drop(draft):
            self.refresh()

    def close_editor(self) -> None:
        """Back to the list; a draft without changes is forgotten."""
        if self.editor is None or not self.editor.flush():
            return
        editor, self.editor = self.editor, None
        if not editor.drafting.change:
            self._try(lambda: checklist_actions.drop_draft(self._workspace.store))
        self._stack.setCurrentIndex(0)
        self._stack.removeWidget(editor)
        editor.deleteLater()
        self.history_changed.emit()
        self.refresh()
        self.overview.setFocus()

    def keep(self) -> None:
        """Show what is new and keep it as the next version."""
        editor = self.editor
        if editor is None or not editor.flush() or editor.show_first_fault():
            return
        drafting = editor.drafting
        change = drafting.change
        if not change:
            editor.message.show_note(self.tr("还没有改动，不用存新版本。"))
            return
        headline = self.tr("把修改存为新版本：{change}。").format(change=change.words)
        note = self.tr("存好的版本不再改变；以前的自查照用原来的版本，不受影响。")
        yes = self.tr("存为新版本")
        dialog = PreviewDialog(
            self.tr("保存为新版本"), headline, note, change_lines(change), yes, self
        )
        if not dialog.exec():
            return
        workspace = self._workspace
        try:
            kept = checklist_actions.keep_checklist(
                workspace.library, workspace.store, self._workspace.editions, drafting.draft
            )
            checklist_actions.drop_draft(workspace.store)
        except UserError as error:
            editor.message.show_error(str(error))
            return
        drafting.draft = drafting.base  # nothing is left to be remembered
        self.close_editor()
        self._say_kept(kept.checklist, change.words)

    def _open_editor(self, draft: Checklist) -> None:
        drafting = Drafting(self._workspace, self._workspace.editions, draft, self)
        editor = ChecklistEditor(drafting, self._workspace.library.initials, self)
        drafting.setParent(editor)
        editor.closed.connect(self.close_editor)
        editor.keep_requested.connect(self.keep)
        self.editor = editor
        self.message.clear()
        self._stack.addWidget(editor)
        self._stack.setCurrentWidget(editor)
        self.history_changed.emit()
        editor.setFocus()

    def _may_drop(self, draft: Checklist) -> bool:
        """Forget a draft when the user agrees."""
        words = self.tr("“{title}”有没存为新版本的修改，放弃后不能恢复。要放弃吗？")
        answer = QMessageBox.question(
            self,
            self.tr("放弃修改"),
            words.format(title=draft.title),
            QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel,
            QMessageBox.StandardButton.Cancel,
        )
        if answer != QMessageBox.StandardButton.Discard:
            return False
        return self._try(lambda: checklist_actions.drop_draft(self._workspace.store))

    # -- moving

    def move_check(self, check: SelfCheck, checklist: Checklist) -> None:
        """Show what moving a self-check would do, and do it when the user says so."""
        workspace = self._workspace
        try:
            filled = actions.fill(workspace.store, check.key, workspace.clock().date())
            move = moving(filled, checklist)
        except UserError as error:
            self.message.show_error(str(error))
            return
        headline = self.tr("{name} {period}换到“{title}”第{version}版：{move}。").format(
            name=check.organisation.name,
            period=check.period.label,
            title=checklist.title,
            version=checklist.version,
            move=move.words,
        )
        note = self.tr("换之前先备份，备份放在数据文件旁边。填过的结果按编号带过来。")
        yes, no = self.tr("换到这一版"), self.tr("先不换")
        title = self.tr("换自查表版本")
        dialog = PreviewDialog(title, headline, note, move_lines(move), yes, self, no=no)
        if not dialog.exec():
            return
        try:
            moved = checklist_actions.move_self_check(workspace.store, move)
            workspace.open_check(check.key)
        except UserError as error:
            self.message.show_error(str(error))
            return
        self.refresh()
        words = self.tr("已换到第{version}版；换之前的数据备份在 {path}。")
        self.message.show_note(words.format(version=checklist.version, path=moved.backup))

    def _say_kept(self, checklist: Checklist, change: str) -> None:
        """Tell what was kept, and offer to move the self-check on the table to it."""
        self.refresh()
        self.overview.choose(checklist.id)
        words = self.tr("已存为“{title}”第{version}版：{change}。")
        self.message.show_note(
            words.format(title=checklist.title, version=checklist.version, change=change)
        )
        workspace = self._workspace
        if not workspace.has_check:
            return
        offered = checklist_actions.checklists_to_move_to(
            workspace.library, workspace.store, workspace.filled
        )
        if (checklist.id, checklist.version) in {(each.id, each.version) for each in offered}:
            self.move_check(workspace.filled.check, checklist)

    # -- small pieces

    def _move_to_chosen(self, check: SelfCheck) -> None:
        chosen = self.overview.chosen
        if chosen is not None:
            self.move_check(check, chosen.checklist)

    def _checklist(self, checklist_id: str) -> Checklist | None:
        known = (entry.checklist for entry in self._entries)
        return next((each for each in known if each.id == checklist_id), None)

    def _try(self, action: Callable[[], object]) -> bool:
        try:
            action()
        except UserError as error:
            self.message.show_error(str(error))
            return False
        return True

    # -- files dropped on the page

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.editor is None and _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.bring_in(path)

    def _follow_change(self) -> None:
        if self.isVisible():
            self.refresh()

    def _wire(self) -> None:
        overview = self.overview
        self._workspace.check_opened.connect(self._follow_change)
        overview.edit_requested.connect(self.edit)
        overview.card.export_requested.connect(self.export)
        overview.card.move_requested.connect(self._move_to_chosen)
        overview.import_button.clicked.connect(self.choose_import)
        overview.resume_button.clicked.connect(self.resume)
        overview.discard_button.clicked.connect(self.discard)

    def _build(self) -> None:
        self.setAcceptDrops(True)
        self._stack.addWidget(self.overview)
        layout = QVBoxLayout(self)
        edge = theme.px(self, 14)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.addWidget(self._stack)
        self.setFocusProxy(self._stack)


def _dropped(event: QDragEnterEvent | QDropEvent) -> Path | None:
    """The one workbook that is dragged; None for anything else."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() == ".xlsx" else None
