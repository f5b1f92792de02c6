# SPDX-License-Identifier: MIT
"""The evidence box: files in by every way, captioned, ordered, removed and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers import RARE
from photos import scene, write_photo
from PIL.ImageQt import ImageQt
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog

from bizenv_desktop.domain.evidence import Use
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.gui.evidence.adding import KEPT_FORMAT
from bizenv_desktop.gui.evidence.box import EvidenceBox
from bizenv_desktop.gui.evidence.preview import EvidencePreview
from bizenv_desktop.gui.findings.page import FindingsPage
from bizenv_desktop.gui.selfcheck.page import SelfCheckPage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.workspace import Workspace


@pytest.fixture
def box(qtbot: QtBot, small_workspace: Workspace) -> EvidenceBox:
    made = EvidenceBox(small_workspace, Use.ANSWER, "佐证文件")
    qtbot.addWidget(made)
    made.resize(420, 300)
    made.show()
    made.show_item("A01")
    return made


def photos(folder: Path, count: int) -> list[Path]:
    return [write_photo(folder / f"{n}.jpg", n, (320, 240)) for n in range(1, count + 1)]


def add(qtbot: QtBot, box: EvidenceBox, paths: Sequence[Path]) -> None:
    with qtbot.waitSignal(box.adding.added):
        box.add_paths(list(paths))


def names(box: EvidenceBox) -> list[str]:
    return [file.name for _, file in box.rows]


def test_files_are_added_shown_and_undone(
    qtbot: QtBot, box: EvidenceBox, small_workspace: Workspace, tmp_path: Path
) -> None:
    assert not box.hint.isHidden()
    add(qtbot, box, photos(tmp_path, 3))
    assert names(box) == ["1.jpg", "2.jpg", "3.jpg"]
    assert box.heading.text() == "佐证文件　3件"
    assert box.hint.isHidden()
    small_workspace.history.undo()
    assert names(box) == []
    small_workspace.history.redo()
    assert box.strip.links.rowCount() == 3


def test_the_model_keeps_its_promises(
    qtbot: QtBot, box: EvidenceBox, qtmodeltester: ModelTester, tmp_path: Path
) -> None:
    add(qtbot, box, photos(tmp_path, 2))
    qtmodeltester.check(box.strip.links)


def test_captions_order_and_removal_are_saved_and_undone(
    qtbot: QtBot, box: EvidenceBox, small_workspace: Workspace, tmp_path: Path
) -> None:
    add(qtbot, box, photos(tmp_path, 3))
    strip = box.strip
    strip.setCurrentIndex(strip.links.index(2))
    box.caption.setText(RARE.strip())
    box.caption.clock.key_typed()
    box.caption.flush()
    assert box.rows[2][0].caption == RARE.strip()
    assert strip.currentIndex().row() == 2, "the choice stays while typing"
    qtbot.keyClick(strip, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert names(box) == ["1.jpg", "3.jpg", "2.jpg"]
    assert strip.currentIndex().row() == 1
    qtbot.keyClick(strip, Qt.Key.Key_Delete)
    assert names(box) == ["1.jpg", "2.jpg"]
    small_workspace.history.undo()
    assert names(box) == ["1.jpg", "3.jpg", "2.jpg"]
    kept = small_workspace.store.evidence.book(small_workspace.filled.check.key)
    assert [link.caption for link in kept.of("A01").links] == ["", RARE.strip(), ""]


def test_refused_files_are_told_and_the_others_added(
    qtbot: QtBot, box: EvidenceBox, tmp_path: Path
) -> None:
    bad = [tmp_path / f"坏{number}.jpg" for number in range(5)]
    for path in bad:
        path.write_bytes(b"MZ" + bytes(99))
    with qtbot.waitSignal(box.refused) as told:
        box.add_paths([*bad, *photos(tmp_path, 1)])
    sentence = told.args[0]
    assert sentence.count("是程序") == 3
    assert sentence.endswith("另有2个文件没有添加。")
    assert names(box) == ["1.jpg"]


def test_files_are_dropped(qtbot: QtBot, box: EvidenceBox, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in photos(tmp_path, 2)])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPointF(5, 5).toPoint(), action, data, left, none)
    QApplication.sendEvent(box, enter)
    assert enter.isAccepted()
    with qtbot.waitSignal(box.adding.added):
        QApplication.sendEvent(box, QDropEvent(QPointF(5, 5), action, data, left, none))
    assert names(box) == ["1.jpg", "2.jpg"]


def test_a_picture_is_pasted(qtbot: QtBot, box: EvidenceBox) -> None:
    QGuiApplication.clipboard().setImage(QImage(ImageQt(scene(4, (300, 200)))))
    with qtbot.waitSignal(box.adding.added):
        box.paste_clipboard()
    ((_, file),) = box.rows
    assert file.name == "粘贴20261123-143200.bmp"
    assert (file.width, file.height) == (300, 200)


def test_a_file_is_copied_to_another_item_and_stored_once(
    qtbot: QtBot, box: EvidenceBox, small_workspace: Workspace, tmp_path: Path
) -> None:
    add(qtbot, box, photos(tmp_path, 1))
    box.strip.setCurrentIndex(box.strip.links.index(0))
    qtbot.keyClick(box.strip, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    box.show_item("B01")
    with qtbot.waitSignal(box.adding.added):
        box.paste_clipboard()
    evidence = small_workspace.filled.evidence
    assert evidence.of("B01").links[0].sha256 == evidence.of("A01").links[0].sha256
    assert len(evidence.files) == 1
    small_workspace.history.undo()
    assert names(box) == []
    box.show_item("A01")
    box.copy.click()
    with qtbot.waitSignal(box.refused) as told:
        box.paste_clipboard()
    assert told.args[0] == "“1.jpg”在A01的佐证里已经有了，没有重复添加。"


def test_a_copied_file_that_is_gone_is_told(qtbot: QtBot, box: EvidenceBox) -> None:
    data = QMimeData()
    data.setData(KEPT_FORMAT, b"0" * 64)
    QGuiApplication.clipboard().setMimeData(data)
    with qtbot.waitSignal(box.refused) as told:
        box.paste_clipboard()
    assert "复制的材料已经不在这里" in told.args[0]


def test_the_same_file_again_is_told_and_added_once(
    qtbot: QtBot, box: EvidenceBox, tmp_path: Path
) -> None:
    add(qtbot, box, photos(tmp_path, 1))
    with qtbot.waitSignal(box.refused) as told:
        box.add_paths([*photos(tmp_path, 2), tmp_path / "2.jpg"])
    assert names(box) == ["1.jpg", "2.jpg"]
    assert told.args[0].count("没有重复添加") == 2


def test_the_limits_are_told_before_a_file_is_chosen(
    box: EvidenceBox, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "照片最大80MB" in box.hint.text()
    assert "视频不能添加" in box.add.toolTip()
    asked: list[str] = []

    def choose(parent: EvidenceBox, title: str, *_: str) -> tuple[list[str], str]:
        asked.append(title)
        return [], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    box.add.click()
    assert "文件最大30MB" in asked[0]


def test_text_on_the_clipboard_is_no_proof(qtbot: QtBot, box: EvidenceBox) -> None:
    QGuiApplication.clipboard().setText("文字")
    with qtbot.waitSignal(box.refused) as told:
        box.paste_clipboard()
    assert "剪贴板里没有图片或文件" in told.args[0]


def test_files_reach_the_item_they_were_added_to(
    qtbot: QtBot, box: EvidenceBox, small_workspace: Workspace, tmp_path: Path
) -> None:
    with qtbot.waitSignal(box.adding.added):
        box.add_paths(photos(tmp_path, 1))
        box.show_item("B01")
    assert names(box) == []
    assert len(small_workspace.filled.evidence.of("A01").links) == 1


def test_cancelled_work_adds_nothing(
    qtbot: QtBot, box: EvidenceBox, small_workspace: Workspace, tmp_path: Path
) -> None:
    job = box.adding.add_files("A01", photos(tmp_path, 20))
    assert job is not None
    with qtbot.waitSignal(job.ended):
        job.cancel()
    assert names(box) == []
    assert small_workspace.store.evidence.strays() == 0


def test_the_preview_turns_and_saves_a_copy(qtbot: QtBot, box: EvidenceBox, tmp_path: Path) -> None:
    pdf = tmp_path / "制度.pdf"
    pdf.write_bytes(b"%PDF-1.4 broken")
    add(qtbot, box, [*photos(tmp_path, 1), pdf])
    dialog = EvidencePreview(box.rows, 0, box.files, box)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.view.pixmap().isNull()
    qtbot.keyClick(dialog, Qt.Key.Key_Right)
    assert dialog.at == 1
    assert "打不开" in dialog.view.text()
    dialog.save_copy(str(tmp_path / "copy.pdf"))
    assert (tmp_path / "copy.pdf").read_bytes() == pdf.read_bytes()
    dialog.save_copy(str(tmp_path / "none" / "copy.pdf"))
    assert "找不到文件夹" in dialog.message.text


def test_thumbnails_come_one_by_one(qtbot: QtBot, box: EvidenceBox, tmp_path: Path) -> None:
    add(qtbot, box, photos(tmp_path, 4))
    thumbnails = box.strip.itemDelegate()._thumbnails

    def all_there() -> bool:
        box.strip.viewport().repaint()
        return len(thumbnails._kept) == 4

    qtbot.waitUntil(all_there)
    assert all(not picture.isNull() for picture in thumbnails._kept.values())


def test_the_self_check_page_proves_and_undoes(
    qtbot: QtBot, small_workspace: Workspace, tmp_path: Path
) -> None:
    page = SelfCheckPage(small_workspace)
    qtbot.addWidget(page)
    page.resize(1240, 680)
    page.show()
    page.refresh()
    assert page.evidence.item == "A01"
    add(qtbot, page.evidence, photos(tmp_path, 1))
    small_workspace.save_answer(Answer("A01", Verdict.MET))
    groups = {remark.group for remark in small_workspace.filled.remarks if remark.item == "A01"}
    assert "满分没有佐证" not in groups


def test_a_finding_has_photos_before_and_after(
    qtbot: QtBot, small_workspace: Workspace, tmp_path: Path
) -> None:
    small_workspace.save_answer(Answer("A01", Verdict.NOT_MET, note="旧牌子"))
    page = FindingsPage(small_workspace)
    qtbot.addWidget(page)
    page.resize(1240, 680)
    page.show()
    page.refresh()
    one, two = photos(tmp_path, 2)
    add(qtbot, page.editor.before, [one])
    add(qtbot, page.editor.after, [two])
    uses = [link.use for link in small_workspace.filled.evidence.of("A01").links]
    assert uses == [Use.BEFORE, Use.AFTER]
    bad = tmp_path / "坏.jpg"
    bad.write_bytes(b"MZ" + bytes(99))
    with qtbot.waitSignal(page.editor.refused):
        page.editor.after.add_paths([bad])
    assert "是程序" in page.message.text


def test_the_start_sweeps_what_was_removed_before_it_and_nothing_later(
    qtbot: QtBot, box: EvidenceBox, small_workspace: Workspace, tmp_path: Path
) -> None:
    small_workspace.sweep_evidence()  # without a folder there is nothing to do
    add(qtbot, box, photos(tmp_path, 2))
    shelf = small_workspace.store.evidence
    box.strip.setCurrentIndex(box.strip.links.index(0))
    box.remove_chosen()
    assert len(shelf.unlinked()) == 1
    jobs = []
    small_workspace.jobs.job_started.connect(jobs.append)
    small_workspace.sweep_evidence()
    box.strip.setCurrentIndex(box.strip.links.index(0))
    box.remove_chosen()
    with qtbot.waitSignal(jobs[0].ended):
        pass
    assert len(shelf.unlinked()) == 1, "its removal can still be undone"
    small_workspace.history.undo()
    assert shelf.faults() == ()
