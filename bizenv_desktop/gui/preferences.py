# SPDX-License-Identifier: MIT
"""The settings of this PC while the window is open: one record, one signal, one small file."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bizenv_desktop import settings
from bizenv_desktop.errors import UserError
from bizenv_desktop.files import write_atomically

if TYPE_CHECKING:
    from pathlib import Path


class Preferences(QObject):
    """Reads `folder`/settings.json once; `change` writes it, or forgets where it cannot."""

    changed = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = folder / settings.FILE_NAME
        self._values = self._read()

    @property
    def values(self) -> settings.Settings:
        return self._values

    def change(self, **fields: object) -> None:
        """Set some settings, keep them for the next start, and tell who shows them."""
        values = replace(self._values, **fields)  # type: ignore[arg-type]
        if values == self._values:
            return
        self._values = values
        # where nothing can be written a comfort is lost, not work: nothing to interrupt anyone for
        with contextlib.suppress(OSError, UserError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self._path, settings.to_text(values).encode())
        self.changed.emit()

    def _read(self) -> settings.Settings:
        try:
            return settings.parse(self._path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            return settings.Settings()
