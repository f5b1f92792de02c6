# SPDX-License-Identifier: MIT
"""Starting: a database that cannot be used is told in words, and one window a database."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers import believable_answers, fill_database
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from bizenv_desktop import paths
from bizenv_desktop.errors import DatabaseError
from bizenv_desktop.gui import app
from bizenv_desktop.gui.application import (
    choose_input_method,
    make_application,
    name_our_files,
)
from bizenv_desktop.gui.instance_lock import InstanceLock
from bizenv_desktop.gui.main_window import MainWindow
from bizenv_desktop.gui.welcome import WelcomeDialog
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from bizenv_desktop.domain.checklists.checklist import Checklist

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def told(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sentences shown in message boxes."""
    sentences: list[str] = []
    monkeypatch.setattr(
        QMessageBox, "critical", lambda _parent, _title, text: sentences.append(text)
    )
    return sentences


@pytest.fixture(autouse=True)
def hook() -> Iterator[None]:
    """Starting installs its own handler of what nobody caught."""
    before = sys.excepthook
    yield
    sys.excepthook = before


def damaged(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 2000)


def text_file(path: Path) -> None:
    path.write_text("不是数据库", encoding="utf-8")


def newer(path: Path) -> None:
    Store.open(path, create=True).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version=999")
    connection.close()


def foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE other (x)")
    connection.close()


def folder(path: Path) -> None:
    path.mkdir()


def missing(path: Path) -> None:
    """Nothing there."""


@pytest.mark.parametrize("make", [damaged, text_file, newer, foreign, folder, missing])
def test_an_unusable_database_is_one_sentence_and_code_1(
    tmp_path: Path, told: list[str], make: object
) -> None:
    path = tmp_path / "坏.db"
    make(path)  # type: ignore[operator]
    assert app.run(path) == 1
    assert len(told) == 1
    assert told[0].endswith("。")
    assert "坏.db" in told[0]


def test_a_second_window_on_the_same_database_is_told(tmp_path: Path, told: list[str]) -> None:
    path = tmp_path / "共用.db"
    Store.open(path, create=True).close()
    first = InstanceLock(path)
    first.take()
    assert app.run(path) == 1
    assert "已在另一个窗口中打开" in told[0]
    first.release()


def test_a_lock_left_behind_by_a_crash_is_cleared_away(tmp_path: Path) -> None:
    path = tmp_path / "数据.db"
    code = (
        "import os, sys; from pathlib import Path;"
        "from bizenv_desktop.gui.instance_lock import InstanceLock;"
        "lock = InstanceLock(Path(sys.argv[1])); lock.take(); os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, check=False)
    assert (tmp_path / "数据.db.lock").exists()
    lock = InstanceLock(path)
    lock.take()
    lock.release()
    assert not (tmp_path / "数据.db.lock").exists()


def test_a_living_process_keeps_its_lock(tmp_path: Path) -> None:
    path = tmp_path / "数据.db"
    code = (
        "import sys; from pathlib import Path;"
        "from bizenv_desktop.gui.instance_lock import InstanceLock;"
        "lock = InstanceLock(Path(sys.argv[1])); lock.take();"
        "print('taken', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "taken\n"
        with pytest.raises(DatabaseError, match=r"数据\.db\.lock"):
            InstanceLock(path).take()
    finally:
        other.communicate("")


def close_when_open() -> None:
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow) and window.isVisible():
            window.close()


def test_a_good_database_opens_and_closing_leaves_one_file(
    tmp_path: Path, told: list[str], small: Checklist, qapp: QApplication
) -> None:
    path = tmp_path / "好.db"
    fill_database(path, small, believable_answers(small.items))
    QTimer.singleShot(0, lambda: QTimer.singleShot(200, close_when_open))
    assert app.run(path) == 0
    assert told == []
    assert sorted(found.name for found in tmp_path.glob("好*")) == ["好.db"]


def test_the_first_start_makes_the_database_and_welcomes(
    told: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    welcomed = []

    def welcome(dialog: WelcomeDialog) -> int:
        welcomed.append(dialog)
        QTimer.singleShot(0, close_when_open)
        return 0

    monkeypatch.setattr(WelcomeDialog, "exec", welcome)
    assert app.run(None) == 0
    assert len(welcomed) == 1
    assert paths.default_database().is_file()


def test_the_running_application_is_used_again(qapp: QApplication) -> None:
    assert make_application() is qapp


@pytest.mark.parametrize(
    ("platform", "wanted", "plugin", "chosen"),
    [
        ("linux", "fcitx", "", "ibus"),
        ("linux", "fcitx5", "", "ibus"),
        ("linux", "fcitx", "libfcitxplatforminputcontextplugin.so", "fcitx"),
        ("linux", "ibus", "", "ibus"),
        ("linux", "", "", ""),
        ("win32", "fcitx", "", "fcitx"),
    ],
)
def test_fcitx_is_reached_through_ibus(
    tmp_path: Path, platform: str, wanted: str, plugin: str, chosen: str
) -> None:
    (tmp_path / "platforminputcontexts").mkdir()
    if plugin:
        (tmp_path / "platforminputcontexts" / plugin).touch()
    environment = {"QT_IM_MODULE": wanted} if wanted else {}
    choose_input_method(environment, platform, tmp_path)
    assert environment.get("QT_IM_MODULE", "") == chosen


def test_the_window_starts_without_the_heavy_modules(tmp_path: Path, small: Checklist) -> None:
    """DESIGN §8: before the first paint only PySide6, sqlite3 and our own light modules."""
    path = tmp_path / "数据.db"
    fill_database(path, small)
    code = (
        "import sys; from pathlib import Path;"
        "from bizenv_desktop.gui.application import make_application, open_workspace;"
        "from bizenv_desktop.gui.main_window import MainWindow;"
        "from bizenv_desktop.gui.preferences import Preferences;"
        "app = make_application(); path = Path(sys.argv[1]);"
        "window = MainWindow(open_workspace(path), Preferences(path.parent)); window.show();"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    heavy = {"sqlite_utils", "reportlab", "openpyxl", "docx", "PIL", "pypdfium2", "tomllib"}
    heavy |= {"cryptography", "secrets", "ssl", "platform"}
    assert not heavy & set(run.stdout.split())
    assert "chinese_calendar" not in run.stdout


LISTS_THE_FOLDER = """
import sys
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QFileDialog, QFileSystemModel
from bizenv_desktop.gui.application import make_application
from bizenv_desktop.storage import Store
app, path = make_application(), Path(sys.argv[1])
with Store.open(path, create=True) as store:
    store.save_setting("a", 1)
    files = [path, path.with_name(path.name + "-shm")]
    def locked():
        taken = Path("/proc/locks").read_text().split()
        return [any(each.endswith(f":{file.stat().st_ino}") for each in taken) for file in files]
    print(*locked())
    dialog = QFileDialog(None, "", str(path.parent))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    loop, model = QEventLoop(), dialog.findChild(QFileSystemModel)
    QTimer.singleShot(20_000, loop.quit)
    def see():
        rows = {model.fileName(index): model.type(index) for index in (
            model.index(row, 0, parent) for row in range(model.rowCount(parent)))}
        if path.name in rows:
            print(rows[path.name])
            loop.quit()
    parent = model.index(str(path.parent))
    model.directoryLoaded.connect(lambda _: QTimer.singleShot(300, see))
    dialog.show()
    loop.exec()
    print(*locked())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="locks are lost on closing a file there only")
def test_a_file_dialog_leaves_the_locks_on_the_database(tmp_path: Path) -> None:
    """It looked into every file whose ending it did not know."""
    path = tmp_path / "自查数据.db"
    ran = subprocess.run(
        [sys.executable, "-c", LISTS_THE_FOLDER, path],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
    )
    before, kind, after = ran.stdout.splitlines()
    assert kind == "自查数据"
    assert before == after == "True True"


def test_our_files_are_named_on_linux_only(tmp_path: Path) -> None:
    environment: dict[str, str] = {}
    name_our_files(environment, "win32", tmp_path)
    assert environment == {}
    name_our_files(environment, "linux", tmp_path)
    assert environment["XDG_DATA_DIRS"] == f"{tmp_path}:/usr/local/share:/usr/share"
    name_our_files(environment, "linux", tmp_path / "更")
    assert environment["XDG_DATA_DIRS"].startswith(f"{tmp_path / '更'}:{tmp_path}:/usr")
