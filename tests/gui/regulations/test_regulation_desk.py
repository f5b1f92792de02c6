# SPDX-License-Identifier: MIT
"""From a file to a confirmed article in the real window, by keyboard; then a new edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers import believable_answers
from invented_edition import PROVINCIAL_TEXT, PROVINCIAL_TITLE
from official_texts import as_docx
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox

from bizenv_desktop.domain.regulations.citation import Citation
from bizenv_desktop.domain.regulations.compare import ChangeKind
from bizenv_desktop.gui.main_window import MainWindow
from bizenv_desktop.gui.preferences import Preferences
from bizenv_desktop.gui.regulations.located_items import ItemRole, LocatedItems
from bizenv_desktop.gui.two_lines import SecondRole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.gui.regulation_page import RegulationPage
    from bizenv_desktop.gui.workspace import Workspace

HLJ = "hlj.yhyshj.2026"
LATER = "hlj.yhyshj.20290301"
LATER_TEXT = (
    PROVINCIAL_TEXT.replace("2025年11月27日", "2028年12月1日")
    .replace("2026年", "2029年")
    .replace("第八条　本", "第九条　本")
    .replace("第七条　不得", "第七条　新加的一条。\n第八条　不得")
)


@pytest.fixture
def desk(open_workspace: Callable[..., Workspace], small: Checklist) -> Workspace:
    """A workspace on the small checklist, filled in."""
    return open_workspace(small, believable_answers(small.items))


@pytest.fixture
def window(qtbot: QtBot, desk: Workspace, tmp_path: Path) -> MainWindow:
    made = MainWindow(desk, Preferences(tmp_path))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.show_page("regulation")
    return made


@pytest.fixture
def page(window: MainWindow) -> RegulationPage:
    found: RegulationPage = window.page("regulation")
    return found


@pytest.fixture
def bring_in(qtbot: QtBot, page: RegulationPage) -> Callable[[str], None]:
    def one(text: str) -> None:
        page.importing.read_text(text, "粘贴的文字")
        qtbot.waitUntil(lambda: page.importing.dialog is not None)
        assert page.importing.dialog is not None
        with qtbot.waitSignal(page.importing.kept):
            page.importing.dialog.keep_button.click()
        qtbot.waitUntil(lambda: not page.importing.busy)

    return one


@pytest.fixture
def located(qtbot: QtBot, page: RegulationPage, bring_in: Callable[[str], None]) -> RegulationPage:
    """The page with the text imported and the proposals there."""
    bring_in(PROVINCIAL_TEXT)
    with qtbot.waitSignal(page.locate_view.located):
        page.tabs.button(1).click()
    return page


def current_code(page: RegulationPage) -> str:
    code: str = page.locate_view.items.currentIndex().data(ItemRole).code
    return code


def test_it_is_a_sound_model(qtmodeltester: ModelTester, small: Checklist) -> None:
    model = LocatedItems()
    model.show(small.items, {})
    qtmodeltester.check(model)


def test_a_file_is_shown_before_it_is_kept(
    qtbot: QtBot,
    page: RegulationPage,
    desk: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "省条例〔2025〕𬭎.docx"
    path.write_bytes(as_docx(PROVINCIAL_TEXT.splitlines()))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    page.file_button.click()
    qtbot.waitUntil(lambda: page.importing.dialog is not None)
    dialog = page.importing.dialog
    assert dialog is not None
    assert dialog.target.currentData() == HLJ
    assert "公示牌上的内容变了" in dialog.text.toPlainText()
    assert dialog.keep_button.isEnabled()
    dialog.cancel_button.click()
    assert desk.store.imported_editions() == ()
    page.file_button.click()
    qtbot.waitUntil(lambda: page.importing.dialog is not None)
    dialog = page.importing.dialog
    assert dialog is not None
    with qtbot.waitSignal(page.importing.kept):
        dialog.keep_button.click()
    (kept,) = desk.store.imported_editions()
    assert kept.source == path.name
    assert desk.editions[HLJ].has_official_text
    assert page.reader.edition is desk.editions[HLJ]
    assert list(desk.store.path.parent.glob("*导入条例前*.db"))


def test_what_the_text_does_not_tell_is_asked_for(
    qtbot: QtBot, page: RegulationPage, desk: Workspace
) -> None:
    lines = PROVINCIAL_TEXT.replace(PROVINCIAL_TITLE, "澄江省便民条例").splitlines()
    page.importing.read_text("\n".join([lines[0], *lines[2:-1]]), "粘贴的文字")
    qtbot.waitUntil(lambda: page.importing.dialog is not None)
    dialog = page.importing.dialog
    assert dialog is not None
    assert not dialog.keep_button.isEnabled()
    assert "制定机关、效力等级、施行日期" in dialog.state.text()
    form = dialog.form
    form.issuer.setText("澄江省人大常委会")
    form.rank.setCurrentIndex(form.rank.findText("地方性法规"))
    form.effective.line.setText("2021-05-01")
    form.effective.flush()
    assert dialog.keep_button.isEnabled()
    dialog.by.clear()
    assert not dialog.keep_button.isEnabled()
    dialog.by.setText("王喆")
    with qtbot.waitSignal(page.importing.kept):
        dialog.keep_button.click()
    assert desk.store.imported_editions()[0].imported_by == "王喆"


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"%PDF-1.4", "关于开会的通知".encode()])
def test_a_broken_file_is_refused_in_the_window_and_leaves_nothing(
    qtbot: QtBot, page: RegulationPage, desk: Workspace, tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "坏.docx"
    path.write_bytes(data)
    before = sorted(each.name for each in desk.store.path.parent.iterdir())
    drop(page, path)
    qtbot.waitUntil(lambda: bool(page.message.text))
    assert page.message.text.endswith("。")
    assert page.importing.dialog is None
    assert desk.store.imported_editions() == ()
    assert sorted(each.name for each in desk.store.path.parent.iterdir()) == before


def drop(page: RegulationPage, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)


def test_text_is_pasted_and_several_files_are_not_taken(
    qtbot: QtBot, page: RegulationPage, tmp_path: Path
) -> None:
    QGuiApplication.clipboard().setText(PROVINCIAL_TEXT)
    page.paste()
    qtbot.waitUntil(lambda: page.importing.dialog is not None)
    assert page.importing.dialog is not None
    page.importing.dialog.reject()
    drop(page, tmp_path / "a.txt", tmp_path / "b.txt")
    assert "一次只能导入一个文件" in page.message.text
    QGuiApplication.clipboard().clear()
    page.paste()
    assert "剪贴板里没有文字" in page.message.text


def test_one_key_confirms_and_goes_on(
    qtbot: QtBot, located: RegulationPage, desk: Workspace, small: Checklist
) -> None:
    view = located.locate_view
    first = current_code(located)
    place = view.panel.cards[0].place
    qtbot.keyClick(view.items, Qt.Key.Key_Return)
    assert desk.filled.provincial[first].place == place
    assert current_code(located) == small.items[1].code
    second = view.panel.cards[1].place
    qtbot.keyClick(view.items, Qt.Key.Key_2)
    assert desk.filled.provincial[small.items[1].code].place == second
    assert view.progress.text() == f"已确认2/{len(small.items)}项"
    view.items.setCurrentIndex(view.items.model().index(0, 0))
    assert place.label() in view.items.currentIndex().data(SecondRole)
    qtbot.keyClick(view.items, Qt.Key.Key_Delete)
    assert first not in desk.filled.provincial
    desk.history.undo()
    assert desk.filled.provincial[first].place == place
    desk.history.undo()
    desk.history.undo()
    desk.history.undo()
    assert desk.filled.provincial == {}


def test_another_place_is_typed(qtbot: QtBot, located: RegulationPage, desk: Workspace) -> None:
    view = located.locate_view
    code = current_code(located)
    qtbot.keyClick(view.items, Qt.Key.Key_Slash)
    assert view.panel.other is not None
    view.panel.other.setText("第九条")
    qtbot.keyClick(view.panel.other, Qt.Key.Key_Return)
    assert "共8条，没有第九条" in located.message.text
    view.panel.other.setText("5 条第（二）项")
    qtbot.keyClick(view.panel.other, Qt.Key.Key_Return)
    assert desk.filled.provincial[code].place == Citation(HLJ, 5, None, 2)
    assert view.items.hasFocus() or view.items.focusProxy() is None


def test_the_name_is_asked_for_and_kept(
    qtbot: QtBot, located: RegulationPage, desk: Workspace
) -> None:
    view = located.locate_view
    view.by.clear()
    qtbot.keyClick(view.items, Qt.Key.Key_1)
    assert "请填写是谁" in located.message.text
    assert desk.filled.provincial == {}
    view.by.setText("王喆𬭎")
    qtbot.keyClick(view.items, Qt.Key.Key_1)
    assert {each.confirmed_by for each in desk.filled.provincial.values()} == {"王喆𬭎"}
    located.refresh()
    assert view.by.text() == "王喆𬭎"


def test_the_self_check_shows_the_words_and_leads_back(
    qtbot: QtBot, window: MainWindow, located: RegulationPage, desk: Workspace
) -> None:
    view = located.locate_view
    view.panel.choose(1)
    window.show_spot("A01")
    basis = window.page("selfcheck").detail.basis
    qtbot.waitUntil(lambda: "确认" in basis.text.text())
    place = desk.filled.provincial["A01"].place
    assert f"《{PROVINCIAL_TITLE}》{place.label()}" in basis.text.text()
    node = desk.editions[HLJ].node_of(place)
    assert node is not None
    assert node.text.splitlines()[0] in basis.text.text()
    basis.text.linkActivated.emit("provincial")
    assert window.stack.currentWidget() is located
    assert located.reader.article is not None
    assert located.reader.article.number == place.article
    window.show_spot("A03")
    qtbot.waitUntil(lambda: "去定位" in basis.text.text())
    basis.text.linkActivated.emit("locate")
    assert current_code(located) == "A03"


def test_confirmations_go_to_a_file_and_come_back(
    located: RegulationPage,
    desk: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    view = located.locate_view
    view.panel.choose(1)
    known = dict(desk.filled.provincial)
    out = tmp_path / "条号"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    view.export_button.click()
    assert "已导出1项" in located.message.text
    path = out.with_suffix(".json")
    desk.save_citations({each.key: None for each in known.values()})
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    view.import_button.click()
    assert "导入1项" in located.message.text
    assert desk.filled.provincial == known
    path.write_text("{}")
    view.import_button.click()
    assert "这不是“确认的条号”文件" in located.message.text


def test_two_editions_side_by_side_and_what_that_means(
    qtbot: QtBot,
    located: RegulationPage,
    desk: Workspace,
    bring_in: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    view = located.locate_view
    assert view.panel.other is not None
    view.panel.other.setText("7")
    qtbot.keyClick(view.panel.other, Qt.Key.Key_Return)
    bring_in(LATER_TEXT)
    compare = located.compare_view
    with qtbot.waitSignal(compare.compared):
        located.tabs.button(2).click()
    assert (compare.old.currentData(), compare.new.currentData()) == (HLJ, LATER)
    assert compare.filter.buttons[ChangeKind.ADDED].text() == "新增 1"
    moved = compare.changes.model().index(0, 0).data()
    compare.filter.buttons[ChangeKind.ADDED].setChecked(False)
    assert compare.changes.model().index(0, 0).data() != moved
    assert "条号变动：第七条 → 第八条" in compare.effects.model().index(0, 0).data(SecondRole)
    compare.carry_button.click()
    assert not compare.carry_button.isEnabled()
    carried = {
        each.item: each.place for each in desk.store.citations() if each.place.edition == LATER
    }
    assert carried == {"A01": Citation(LATER, 8)}
    # the checklist takes the new edition into use, and so does the self-check on the table
    compare.locate_requested.emit("A01", LATER)
    assert view.notice.isVisible()
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    with qtbot.waitSignal(view.notice.adopted):
        view.notice.button.click()
    assert desk.filled.checklist.edition == LATER
    assert desk.filled.provincial["A01"].place == Citation(LATER, 8)
    assert not view.notice.isVisible()


def test_an_imported_text_is_taken_away_again(
    qtbot: QtBot,
    page: RegulationPage,
    desk: Workspace,
    bring_in: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bring_in(LATER_TEXT)
    assert page.reader.edition is desk.editions[LATER]
    page.reader.facts_button.click()
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    with qtbot.waitSignal(desk.changed):
        page.reader.forget_button.click()
    assert desk.store.imported_editions() == ()
    assert LATER not in desk.editions
