# SPDX-License-Identifier: MIT
"""共享收件夹: a folder that is watched while the program runs; what is still copied is waited for.

Network shares tell nobody about new files, so the folder is also looked at now and then. Looking
happens on the worker: a share that hangs must not hold up the window.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bizenv_desktop.gui.jobs import Jobs

QUIET_MS = 1500
"""How long a file must have stayed as it is."""
LOOK_AGAIN_MS = 30_000
PATIENCE = 60.0
"""Seconds after which a file without a package's end is told all the same."""

Mark = tuple[int, int]
"""Size and time of change: what stays while nobody writes."""


@dataclass(frozen=True, slots=True)
class Found:
    """What lay in the folder: each package file's mark and whether its end is there."""

    files: Mapping[Path, tuple[Mark, bool]] = field(default_factory=dict)
    folders: tuple[str, ...] = ()
    fault: str = ""


class Inbox(QObject):
    """Tells each package file once it is whole, and again when it was written anew."""

    arrived = Signal(object)  # tuple[Path, ...]
    looked = Signal()  # `waiting` and `fault` are fresh

    def __init__(
        self,
        jobs: Jobs,
        parent: QObject | None = None,
        *,
        quiet_ms: int = QUIET_MS,
        patience: float = PATIENCE,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._patience = patience
        self.folder: Path | None = None
        self.waiting = 0
        self.fault = ""
        self._marks: dict[Path, tuple[Mark, float]] = {}  # with when it was first seen so
        self._told: dict[Path, Mark] = {}
        self._looking = self._again = False
        self._watcher: QFileSystemWatcher | None = None
        self._quiet = QTimer(self, singleShot=True, interval=quiet_ms)
        self._quiet.timeout.connect(self.look)
        self._now_and_then = QTimer(self, interval=LOOK_AGAIN_MS)
        self._now_and_then.timeout.connect(self.look)

    def watch(self, folder: Path | None) -> None:
        """Watch this folder from now on, or none."""
        if folder == self.folder:
            return
        self.folder = folder
        self.waiting, self.fault = 0, ""
        self._marks.clear()
        self._told.clear()
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        if folder is None:
            self._quiet.stop()
            self._now_and_then.stop()
            return
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._quiet.start)
        self._now_and_then.start()
        self.look()

    def look(self) -> None:
        """See on the worker what lies there now."""
        folder = self.folder
        if folder is None:
            return
        if self._looking:  # what changed meanwhile may have been missed
            self._again = True
            return
        self._looking = True
        job = self._jobs.start(
            self.tr("查看收件夹"),
            lambda _tick: look_into(folder),
            lambda found: self._take(folder, found),
            quiet=True,
        )
        job.ended.connect(self._end)

    def _end(self) -> None:
        self._looking = False
        if self._again and self.folder is not None:
            self._again = False
            self._quiet.start()

    def _take(self, folder: Path, found: Found) -> None:
        """Tell what has settled since the last look; come back for what has not."""
        if folder != self.folder:
            return
        self.fault = found.fault
        if self._watcher is not None:
            new = set(found.folders) - set(self._watcher.directories())
            if new:
                self._watcher.addPaths(sorted(new))
        now = time.monotonic()
        marks: dict[Path, tuple[Mark, float]] = {}
        whole, waiting = [], 0
        for path, (mark, ended) in found.files.items():
            before = self._marks.get(path)
            since = before[1] if before is not None and before[0] == mark else now
            marks[path] = (mark, since)
            if self._told.get(path) == mark:
                continue
            still = before is not None and before[0] == mark
            if still and (ended or now - since >= self._patience):
                self._told[path] = mark
                whole.append(path)
            else:
                waiting += 1
        self._marks, self.waiting = marks, waiting
        if waiting:
            self._quiet.start()
        self.looked.emit()
        if whole:
            self.arrived.emit(tuple(whole))


def look_into(folder: Path) -> Found:
    """The package files in a folder and the folders in it, as they are this moment."""
    from bizenv_desktop.actions.receiving_actions import packages_in
    from bizenv_desktop.sync.container import MAGIC

    try:
        paths = packages_in([folder])
    except UserError as error:
        return Found(fault=str(error))
    files: dict[Path, tuple[Mark, bool]] = {}
    for path in paths:
        try:
            with path.open("rb") as file:
                size = file.seek(0, 2)
                file.seek(max(0, size - len(MAGIC)))
                ended = file.read() == MAGIC
            seen = path.stat()
        except OSError:  # it is being written by somebody, or gone again
            continue
        files[path] = ((seen.st_size, seen.st_mtime_ns), ended)
    folders = sorted({str(folder), *(str(path.parent) for path in paths)} | _subfolders(folder))
    return Found(files, tuple(folders))


def _subfolders(folder: Path) -> set[str]:
    try:
        return {
            str(each)
            for each in folder.iterdir()
            if each.is_dir() and not each.is_symlink() and not each.name.startswith((".", "~"))
        }
    except OSError:
        return set()
