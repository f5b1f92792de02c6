# SPDX-License-Identifier: MIT
"""The settings of this PC while the window is open: one record, one signal, one small file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bizenv_desktop import settings
from bizenv_desktop.actions import this_pc

if TYPE_CHECKING:
    from pathlib import Path

    from bizenv_desktop.sync.submitting import Device


class Preferences(QObject):
    """Reads `folder`/settings.json once; `change` writes it, or forgets where it cannot."""

    changed = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._values = this_pc.read_settings(folder)

    @property
    def values(self) -> settings.Settings:
        return self._values

    def change(self, **fields: object) -> None:
        """Set some settings, keep them for the next start, and tell who shows them."""
        values = replace(self._values, **fields)  # type: ignore[arg-type]
        if values == self._values:
            return
        self._values = values
        this_pc.keep_settings(self._folder, values)
        self.changed.emit()

    def exchange_folder(self) -> Path:
        """Where packages lay last, or the user's own folder once that is gone."""
        return _still_there(self._values.exchange_folder)

    def export_folder(self) -> Path:
        """Where papers were written last, or the user's own folder once that is gone."""
        return _still_there(self._values.export_folder)

    def device(self) -> Device:
        """This PC as a package names it; its mark is made once and kept."""
        import platform  # nothing of it is needed to start

        self.change(device=settings.with_device(self._values).device)
        return this_pc.device_of(self._values.device, platform.node())


def _still_there(name: str) -> Path:
    from pathlib import Path

    folder = Path(name or Path.home())
    return folder if folder.is_dir() else Path.home()
