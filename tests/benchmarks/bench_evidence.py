# SPDX-License-Identifier: MIT
"""Adding 50 photos of 5 MB while the window runs: how long, and how long it was ever deaf.

Told as ratios: to decoding and encoding the same photos without anything around it, and to the
longest gap of an event loop with nothing to do. Run: `python tests/benchmarks/bench_evidence.py`.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).parents[1]))

from helpers import RESOURCES, clock, fill_database
from PIL import Image, ImageFilter
from PySide6.QtCore import QEventLoop, QTimer

from bizenv_desktop.gui.application import make_application
from bizenv_desktop.gui.evidence.preview import EvidencePreview
from bizenv_desktop.gui.main_window import MainWindow
from bizenv_desktop.gui.preferences import Preferences
from bizenv_desktop.gui.workspace import Workspace
from bizenv_desktop.library import Library
from bizenv_desktop.storage import Store

COUNT = 50
SIZE = (4000, 3000)


def make_photos(folder: Path) -> list[Path]:
    """Photos of about 5 MB, each another one."""
    noise = Image.effect_noise((SIZE[0] // 2, SIZE[1] // 2), 70).resize(SIZE)
    base = Image.merge("RGB", (noise, noise.filter(ImageFilter.BoxBlur(2)), noise))
    paths = []
    for number in range(COUNT):
        path = folder / f"{number:02d}.jpg"
        base.paste((number, 90, 200), (0, 0, 300 + number, 300))
        base.save(path, quality=88)
        paths.append(path)
    return paths


def bare(paths: list[Path]) -> float:
    """Seconds to shrink the photos and nothing else."""
    began = time.perf_counter()
    for path in paths:
        with Image.open(path) as picture:
            picture.draft("RGB", (1600, 1600))
            picture.thumbnail((1600, 1600))
            picture.save(path.with_suffix(".small"), "JPEG", quality=85)
    return time.perf_counter() - began


class Beat:
    """Notes when the event loop comes by; the longest time it did not is what counts."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now

    def take(self) -> float:
        """The longest gap since the last time, in milliseconds."""
        longest, self.longest = self.longest, 0.0
        return longest * 1000


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def main() -> None:
    """Measure once; photos are made first."""
    app = make_application()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = make_photos(folder)
        size = sum(path.stat().st_size for path in paths) / COUNT / 1e6
        print(f"{COUNT} photos of {size:.1f} MB, {SIZE[0]}×{SIZE[1]}")
        alone = bare(paths)
        library = Library(RESOURCES)
        key = fill_database(folder / "a.db", library.checklist("township-centre"))
        workspace = Workspace(Store.open(folder / "a.db"), library, clock)
        workspace.open_check(key)
        window = MainWindow(workspace, Preferences(folder))
        window.resize(1366, 768)
        window.show()
        window.show_page("selfcheck")
        page = window.page("selfcheck")
        wait(500)
        beat = Beat()
        wait(1000)
        idle = beat.take()
        began = time.perf_counter()
        job = page.evidence.adding.add_files(page.detail.code, paths)
        loop = QEventLoop()
        job.ended.connect(loop.quit)
        loop.exec()
        took = time.perf_counter() - began
        busy = beat.take()
        added = len(page.evidence.rows)
        wait(1500)
        thumbnails = beat.take()
        print(f"added {added}: {took:.1f} s, {took / alone:.2f} × bare shrinking ({alone:.1f} s)")
        print(
            f"longest gap: idle {idle:.0f} ms, adding {busy:.0f} ms, thumbnails {thumbnails:.0f} ms"
        )
        dialog = EvidencePreview(page.evidence.rows, 0, page.evidence.files, window)
        began = time.perf_counter()
        dialog.turn(1)
        print(f"next photo in the preview: {(time.perf_counter() - began) * 1000:.0f} ms")
        workspace.close()
        window.close()
    app.quit()


if __name__ == "__main__":
    main()
