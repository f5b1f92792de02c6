# SPDX-License-Identifier: MIT
"""What holds for every widget of every page and dialog: a name, a way to it, nothing cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from exchanging import COUNTY
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from bizenv_desktop.domain.exchange.keys import KeyCard
from bizenv_desktop.domain.findings.followup import follow_up
from bizenv_desktop.domain.findings.lifecycle import Step
from bizenv_desktop.domain.organisation import Level
from bizenv_desktop.domain.papers.rectification_list import DEFAULT_COLUMNS
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.crash_dialog import CrashDialog
from bizenv_desktop.gui.findings.step_dialog import StepDialog
from bizenv_desktop.gui.follow.look_dialog import LookDialog
from bizenv_desktop.gui.follow.visit_dialog import VisitDialog
from bizenv_desktop.gui.help_dialog import HelpDialog
from bizenv_desktop.gui.main_window import MainWindow
from bizenv_desktop.gui.pages import all_pages
from bizenv_desktop.gui.preferences import Preferences
from bizenv_desktop.gui.receive.add_unit_dialog import AddUnitDialog
from bizenv_desktop.gui.receive.enrol_dialog import EnrolDialog
from bizenv_desktop.gui.reports.check_dialog import CheckDialog
from bizenv_desktop.gui.reports.columns_dialog import ColumnsDialog
from bizenv_desktop.gui.score_dialog import ScoreDialog
from bizenv_desktop.gui.step_edit import StepWish
from bizenv_desktop.gui.walkround.entry_dialog import EntryDialog
from bizenv_desktop.gui.welcome import WelcomeDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.workspace import Workspace


def look_dialog(workspace: Workspace) -> QWidget:
    """About the first finding, once it is closed."""
    code = workspace.filled.items[0].code
    workspace.save_answer(Answer(code, Verdict.NOT_MET, note="没有做到"))
    for step, who in ((Step.START, "王喆"), (Step.SUBMIT, "王喆"), (Step.CLOSE, "李㐱")):
        workspace.take_step(StepWish((code,), step, who))
    check = workspace.filled
    (found,) = follow_up([check], check.today).look_backs
    return LookDialog(workspace, [found])


def step_dialog(workspace: Workspace) -> QWidget:
    """Putting the first finding off, which has the most fields."""
    code = workspace.filled.items[0].code
    workspace.save_answer(Answer(code, Verdict.NOT_MET, note="没有做到"))
    return StepDialog(workspace, workspace.filled.findings, Step.EXTEND)


DIALOGS: dict[str, Callable[[Workspace], QWidget]] = {
    "welcome": WelcomeDialog,
    "help": lambda workspace: HelpDialog(workspace.library.help_text()),
    "columns": lambda workspace: ColumnsDialog(DEFAULT_COLUMNS),
    "entry": EntryDialog,
    "check": CheckDialog,
    "visit": VisitDialog,
    "look": look_dialog,
    "step": step_dialog,
    "score": lambda workspace: ScoreDialog("得分", "1.00/1.00"),
    "enrol": lambda workspace: EnrolDialog(
        workspace, [KeyCard("231222105", "红光镇", Level.TOWNSHIP, ("兰西县",), "0" * 64, "")]
    ),
    "add unit": lambda workspace: AddUnitDialog(workspace, "231222"),
    "crash": lambda workspace: CrashDialog("报告", None),
}

SUPERIORS = {"receive", "consolidate", "relay"}
"""Pages that a township does not have."""


@pytest.fixture
def themed(qapp: QApplication) -> Iterator[None]:
    """The application as it looks on a user's screen."""
    font, palette = qapp.font(), qapp.palette()
    theme.apply(qapp, theme.NORMAL)
    yield
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture(params=[*(entry.name for entry in all_pages()), *DIALOGS])
def shown(
    request: pytest.FixtureRequest,
    qtbot: QtBot,
    themed: None,
    workspace: Workspace,
    tmp_path: Path,
) -> Iterator[QWidget]:
    """One page in the window of the smallest screen, or one dialog."""
    name: str = request.param
    if name in DIALOGS:
        made = DIALOGS[name](workspace)
        qtbot.addWidget(made)
    else:
        if name in SUPERIORS:
            workspace.set_own_organisation(COUNTY)
        made = MainWindow(workspace, Preferences(tmp_path))
        qtbot.addWidget(made)
        made.resize(1366, 728)
        made.show_page(name)
        assert made.stack.currentWidget() is made.page(name)
    with qtbot.waitExposed(made):
        made.show()
    return made


def visible(shown: QWidget, kind: type[QWidget] = QWidget) -> list[QWidget]:
    return [widget for widget in shown.findChildren(kind) if widget.isVisible()]


def test_whatever_takes_the_focus_has_a_name(shown: QWidget) -> None:
    nameless = []
    for widget in visible(shown):
        takes_focus = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not takes_focus or widget.focusProxy() or widget.objectName().startswith("qt_"):
            continue
        spoken = QAccessible.queryAccessibleInterface(widget)
        if not spoken.text(QAccessible.Text.Name).strip():
            nameless.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    assert nameless == []


def test_every_button_does_something(shown: QWidget) -> None:
    signals = ("clicked(bool)", "toggled(bool)", "pressed()", "released()")
    idle = []
    for button in visible(shown, QAbstractButton):
        meta = button.metaObject()
        heard = [meta.method(meta.indexOfSignal(each)) for each in signals]
        own = button.objectName().startswith("qt_") or button.property("own")
        if not own and not any(map(button.isSignalConnected, heard)):
            idle.append(button.text())  # type: ignore[attr-defined]
    assert idle == []


def test_no_text_of_a_label_or_button_is_cut(qtbot: QtBot, shown: QWidget) -> None:
    def nothing_is() -> None:  # what comes a moment after the first paint has to be laid out
        assert cut_texts(shown) == []

    qtbot.waitUntil(nothing_is)


def cut_texts(shown: QWidget) -> list[str]:
    """The texts of labels and buttons that have less room than they need, and no tip."""
    cut = []
    for widget in visible(shown):
        if isinstance(widget, QAbstractButton):
            short = widget.width() < widget.minimumSizeHint().width()
            text = widget.text()
        elif isinstance(widget, QLabel):
            wanted = widget.sizeHint().width() if not widget.wordWrap() else 0
            short = widget.width() < wanted or _too_low(widget)
            text = widget.text()
        else:
            continue
        if text and short and not widget.toolTip():
            cut.append(text)
    return cut


def _too_low(label: QLabel) -> bool:
    return label.wordWrap() and label.height() < label.heightForWidth(label.width())


def test_tab_reaches_every_field_and_comes_round(shown: QWidget) -> None:
    start = shown
    seen: list[QWidget] = []
    widget = start.nextInFocusChain()
    while widget is not start and len(seen) < 2000:
        seen.append(widget)
        widget = widget.nextInFocusChain()
    assert widget is start
    wanted = {each for each in visible(shown) if each.focusPolicy() & Qt.FocusPolicy.TabFocus}
    assert wanted <= set(seen)
