# SPDX-License-Identifier: MIT
"""kill -9 while typing: every keystroke that was acknowledged as saved is there again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers import fill_database

from bizenv_desktop.gui.instance_lock import InstanceLock
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from bizenv_desktop.domain.checklists.checklist import Checklist

ROOT = Path(__file__).resolve().parents[2]

_TYPIST = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from bizenv_desktop.gui import app, start

class Window(start.MainWindow):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.typed = 0
        QTimer.singleShot(0, self.begin)
        self.workspace.saved.connect(self.tell)

    def begin(self):
        self.show_page("selfcheck")
        self.page("selfcheck").show_spot("A01")
        self.field = self.page("selfcheck").detail.fill.note
        self.field.setFocus()
        self.keys = QTimer(self, interval=3)
        self.keys.timeout.connect(self.type)
        self.keys.start()

    def type(self):
        self.typed += 1
        QTest.keyClicks(self.field, f"{self.typed},")

    def tell(self, when):
        print(self.workspace.answer("A01").note, flush=True)

start.MainWindow = Window
sys.exit(app.run(Path(sys.argv[1])))
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a POSIX signal")
@pytest.mark.parametrize("saves", [1, 3, 7])
def test_nothing_acknowledged_is_lost(tmp_path: Path, small: Checklist, saves: int) -> None:
    path = tmp_path / "数据.db"
    key = fill_database(path, small)
    typist = subprocess.Popen(
        [sys.executable, "-c", _TYPIST, str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert typist.stdout is not None
    acknowledged = ""
    for _ in range(saves):
        acknowledged = typist.stdout.readline().rstrip("\n")
    typist.send_signal(signal.SIGKILL)
    later = [line.rstrip("\n") for line in typist.stdout.readlines()]
    typist.wait()
    typist.stdout.close()
    acknowledged = (later or [acknowledged])[-1]
    lock = InstanceLock(path)  # what the killed window left behind must not be in the way
    lock.take()
    with Store.open(path) as store:
        note = store.answers(key)["A01"].note
        assert store.faults() == ()
    lock.release()
    assert acknowledged
    assert note.startswith(acknowledged)
    numbers = [int(part) for part in note.split(",") if part]
    assert numbers == list(range(1, len(numbers) + 1))
