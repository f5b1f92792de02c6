# SPDX-License-Identifier: MIT
"""Files on their way to an item: taken in by a job, linked in one undoable step."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bizenv_desktop.domain.evidence import new_to, with_files
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QImage

    from bizenv_desktop.actions.evidence_actions import Taken
    from bizenv_desktop.domain.evidence import Use
    from bizenv_desktop.gui.jobs import Job
    from bizenv_desktop.gui.workspace import Workspace

_SENTENCES = 3
KEPT_FORMAT = "application/x-bizenv-evidence"
"""How a kept file lies on the clipboard: its SHA-256."""


class Adding(QObject):
    """Adds files for one use; the item is the one they were added to, wherever one looks then."""

    refused = Signal(str)
    added = Signal(int)

    def __init__(self, workspace: Workspace, use: Use, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._use = use

    def add_files(self, item: str, paths: Sequence[Path]) -> Job | None:
        """Begin to add files to an item."""
        if not paths or not item:
            return None
        workspace, database = self._workspace, self._workspace.store.path
        store_class, now = type(workspace.store), workspace.clock()
        key = workspace.filled.check.key

        def work(tick: Callable[[int, int], None]) -> Taken:
            from bizenv_desktop.actions.evidence_actions import take_files

            with store_class.open(database) as store:
                return take_files(store, paths, now.replace(tzinfo=None), tick)

        job = workspace.jobs.start(
            self.tr("添加佐证材料"), work, lambda taken: self._link(key, item, taken)
        )
        job.failed.connect(self.refused)
        return job

    def add_dropped(self, item: str, data: QMimeData) -> Job | None:
        """Begin to add what was dropped or is on the clipboard: files, or a picture."""
        if data.hasFormat(KEPT_FORMAT):
            self._add_kept(item, bytes(data.data(KEPT_FORMAT).data()).decode("ascii", "replace"))
            return None
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            return self.add_files(item, paths)
        if data.hasImage():
            return self._add_picture(item, data.imageData())
        self.refused.emit(self.tr("剪贴板里没有图片或文件；请先复制截图或文件再粘贴。"))
        return None

    def _add_kept(self, item: str, sha256: str) -> None:
        """Let a file that was copied from another item prove this one too; it stays stored once."""
        from bizenv_desktop.actions.evidence_actions import Taken

        filled = self._workspace.filled
        file = filled.evidence.files.get(sha256)
        if file is None:
            self.refused.emit(self.tr("复制的材料已经不在这里；请重新添加这个文件。"))
        elif item:
            self._link(filled.check.key, item, Taken((file,), ()))

    def _add_picture(self, item: str, picture: QImage) -> Job | None:
        """A picture without a file gets one for as long as it takes."""
        folder = Path(tempfile.mkdtemp())
        path = folder / f"粘贴{self._workspace.clock():%Y%m%d-%H%M%S}.bmp"
        job = None
        if picture.save(str(path)):  # BMP: nothing is packed while the window waits
            job = self.add_files(item, [path])
        else:
            self.refused.emit(self.tr("剪贴板里的图片没有存下来；请清理磁盘后再试。"))
        if job is None:
            shutil.rmtree(folder, ignore_errors=True)
        else:
            job.ended.connect(lambda: shutil.rmtree(folder, ignore_errors=True))
        return job

    def _link(self, key: tuple[str, str], item: str, taken: Taken) -> None:
        """Link what was kept; to the self-check it was meant for, though another be open now."""
        workspace = self._workspace
        here = workspace.has_check and workspace.filled.check.key == key
        shelf = workspace.store.evidence
        before = (workspace.filled.evidence if here else shelf.book(key)).of(item)
        new, repeated = new_to(before, taken.files, self._use)
        entry = with_files(before, (file.sha256 for file in new), self._use)
        try:
            if here:
                workspace.save_evidence(entry, taken.files)
            else:
                shelf.save_links(key, [entry])
        except UserError as error:
            self.refused.emit(str(error))
            return
        self.added.emit(len(new))
        if taken.refused or repeated:
            self.refused.emit(self._in_words((*taken.refused, *repeated)))

    def _in_words(self, refused: Sequence[str]) -> str:
        words = "".join(refused[:_SENTENCES])
        more = len(refused) - _SENTENCES
        return words + (
            self.tr("另有{count}个文件没有添加。").format(count=more) if more > 0 else ""
        )
