# SPDX-License-Identifier: MIT
"""The field that says where to write: sticks first, looked for anew whenever it is opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFileDialog, QSizePolicy

from bizenv_desktop.gui.submit import places
from bizenv_desktop.gui.submit.places import Place, places_to_write

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from bizenv_desktop.gui.preferences import Preferences

_GIGABYTE = 1 << 30
_MEGABYTE = 1 << 20


class PlaceBox(QComboBox):
    """One place is chosen, or none where no stick is plugged in and no folder was used yet.

    A folder that was asked for is remembered on this PC.
    """

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.setAccessibleName(self.tr("写到哪里"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._places: tuple[Place, ...] = ()
        self._chosen = 0
        self.activated.connect(self._choose)

    @property
    def place(self) -> Path | None:
        """The folder chosen."""
        at = self.currentIndex()
        return self._places[at].path if 0 <= at < len(self._places) else None

    def look(self, wanted: Path | None = None) -> None:
        """Look which places there are; the one chosen stays chosen while it is there."""
        chosen = wanted or self.place
        last = self._preferences.values.exchange_folder
        self._places = places_to_write(places.sticks(), last)
        self.clear()
        for place in self._places:
            self.addItem(self._words(place))
        self.addItem(self.tr("选择别的文件夹…") if self._places else self.tr("选择文件夹…"))
        paths = [place.path for place in self._places]
        self._choose_index(paths.index(chosen) if chosen in paths else 0)

    def place_or_ask(self) -> Path | None:
        """The folder chosen, a stick plugged in just now, or what is asked for."""
        if self.place is None:
            self.look()
        return self.place or self.ask()

    def ask(self) -> Path | None:
        """Ask for a folder; None when nobody chose one."""
        start = str(self.place or Path.home())
        title = self.tr("上报到哪个文件夹")
        chosen = QFileDialog.getExistingDirectory(self.window(), title, start)
        if not chosen:
            return None
        self._preferences.change(exchange_folder=chosen)
        self.look(Path(chosen))
        return Path(chosen)

    def showPopup(self) -> None:
        self.look()
        super().showPopup()

    def _choose(self, at: int) -> None:
        if at < len(self._places):
            self._choose_index(at)
            return
        self.setCurrentIndex(self._chosen)
        self.ask()

    def _choose_index(self, at: int) -> None:
        self._chosen = at
        self.setCurrentIndex(at)
        self.setToolTip(str(self.place) if self.place else "")

    def _words(self, place: Place) -> str:
        drive = place.drive
        if drive is None:
            return str(place.path)
        name = drive.label if str(drive.root) == drive.label else f"{drive.label}（{drive.root}）"
        words = self.tr("U盘 {name}，可用 {free}")
        return words.format(name=name, free=_size(drive.free))


def _size(size: int) -> str:
    """14.2 GB, or 87 MB."""
    if size >= _GIGABYTE:
        return f"{size / _GIGABYTE:.1f} GB"
    return f"{size // _MEGABYTE} MB"
