# SPDX-License-Identifier: MIT
"""汇总 in the window: coverage on top, four tabs, one unit, deadlines, papers."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from consolidating import fill_period, plain_town, received, three_towns
from exchanging import COUNTY, DEVICE, OTHER_DEVICE, make_superior, township
from helpers import LONG_NOTE, NOW, PERIOD, RARE, small_checklist
from photos import write_photo
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QWidget
from reports.pdf_reading import whole_text

from bizenv_desktop.actions import evidence_actions
from bizenv_desktop.actions.consolidation_actions import due_days, set_due
from bizenv_desktop.actions.key_actions import enrol, own_card
from bizenv_desktop.actions.relay_actions import relay
from bizenv_desktop.actions.submission_actions import submit
from bizenv_desktop.domain.evidence import Use
from bizenv_desktop.domain.exchange.consolidation import LosingUnits
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.gui import theme
from bizenv_desktop.gui.consolidate.due_dialog import DueDialog
from bizenv_desktop.gui.consolidate.figures_model import FigureRow, FiguresModel, RowRole
from bizenv_desktop.gui.consolidate.page import ConsolidatePage
from bizenv_desktop.gui.consolidate.papers_dialog import PapersDialog
from bizenv_desktop.gui.consolidate.unit_dialog import UnitDialog
from bizenv_desktop.gui.evidence.preview import EvidencePreview
from bizenv_desktop.gui.two_lines import ToneRole
from bizenv_desktop.gui.workspace import Workspace
from bizenv_desktop.storage import Store
from bizenv_desktop.sync.receiving import receive_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from bizenv_desktop.gui.main_window import MainWindow
    from bizenv_desktop.gui.preferences import Preferences
    from bizenv_desktop.library import Library

LATER = NOW + timedelta(days=8)  # 1 December: the findings are four days overdue


@pytest.fixture(scope="module")
def county_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    missing = plain_town(folder / "missing", 4, changed={})
    return received(
        folder / "county.db", three_towns(folder / "towns"), folder / "stick", known=[missing]
    )


@pytest.fixture
def open_space(qtbot: QtBot, library: Library) -> Iterator[Callable[[Path], Workspace]]:
    """Call it with a superior's database to get a workspace on it, some days later."""
    opened: list[Workspace] = []

    def open_one(path: Path) -> Workspace:
        opened.append(Workspace(Store.open(path), library, lambda: LATER))
        return opened[-1]

    yield open_one
    for space in opened:
        space.close()


@pytest.fixture
def county(tmp_path: Path, county_file: Path, open_space: Callable[[Path], Workspace]) -> Workspace:
    path = tmp_path / "county.db"
    shutil.copy(county_file, path)
    return open_space(path)


def show(qtbot: QtBot, workspace: Workspace, preferences: Preferences) -> ConsolidatePage:
    made = ConsolidatePage(workspace, preferences)
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.show()
    with qtbot.waitSignal(made.loaded):
        made.refresh()
    return made


@pytest.fixture
def page(qtbot: QtBot, county: Workspace, preferences: Preferences) -> ConsolidatePage:
    return show(qtbot, county, preferences)


def choose(page: ConsolidatePage, qtbot: QtBot, code: str) -> None:
    with qtbot.waitSignal(page.loaded):
        page.period.setCurrentIndex(page.period.findData(code))


def test_coverage_stands_on_top_of_everything(page: ConsolidatePage) -> None:
    assert page.coverage.text() == "2026年第4季度应报4个单位，实报3个，未报：榆𬭎4镇。"
    assert [page.tabs.tabText(at) for at in range(4)] == [
        "应报未报",
        "得分（3）",
        "共性问题",
        "整改（5）",
    ]
    assert page.period.currentText() == "2026年第4季度"
    assert page.area.isHidden()


def test_the_wall_tells_states_in_words_and_dots(page: ConsolidatePage) -> None:
    table = page.wall.table
    assert [row[:3] for row in table.texts()] == [
        ["231222101", "榆𬭎1镇", "已报"],
        ["231222102", "榆𬭎2镇", "已报"],
        ["231222103", "榆𬭎3镇", "已报"],
        ["231222104", "榆𬭎4镇", "未报"],
    ]
    assert table.texts()[0][3].startswith("第1版，核对码")
    assert page.wall.counts.text() == "已报3，未报1　没有设上报期限"
    cell = table.figures.index(3, 2)
    assert cell.data(ToneRole) == theme.MUTED
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "未报"
    assert table.figures.index(0, 2).data(ToneRole) == theme.GOOD


def test_a_deadline_changes_the_wall_at_once(
    qtbot: QtBot, page: ConsolidatePage, county: Workspace
) -> None:
    dialog = DueDialog(county, PERIOD, page)
    dialog.day.line.setText("11月25日")
    with qtbot.waitSignal(page.loaded):
        qtbot.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
    assert due_days(county.store) == {PERIOD.code: date(2026, 11, 25)}
    assert page.wall.table.texts()[3][2:] == ["逾期", "应于2026-11-25前上报，已逾期6天"]
    assert page.wall.counts.text() == "已报3，逾期1　上报期限 2026-11-25"
    again = DueDialog(county, PERIOD, page)
    assert again.day.line.text() == "2026年11月25日"
    again.show()
    again.day.line.setText("2026-01-01")
    qtbot.keyClick(again.day.line, Qt.Key.Key_Return)
    assert "不能更早" in again.message.text
    again.day.line.setText("明天吧")
    again.keep.click()
    assert again.day.line.property("wrong")
    with qtbot.waitSignal(page.loaded):
        again.none.click()
    assert due_days(county.store) == {}


def test_scores_stand_by_code_with_their_arithmetic(page: ConsolidatePage) -> None:
    assert page.scores.table.texts() == [
        ["231222101", "榆𬭎1镇", "88.57", "—", "83.33", "100.00", "1", "0", ""],
        ["231222102", "榆𬭎2镇", "90.63", "—", "87.50", "100.00", "2", "0", ""],
        ["231222103", "榆𬭎3镇", "82.86", "—", "91.67", "63.64", "2", "0", ""],
    ]
    assert page.scores.whole.text() == (
        "总得分率87.25%：得分合计44.5÷分值合计51×100=87.25；总分平均87.35，中位数88.57\n"
        "政务环境87.50%　守信践诺86.67%"
    )
    assert page.scores.notes.isHidden()


def test_choosing_an_item_shows_who_loses_points_on_it(qtbot: QtBot, page: ConsolidatePage) -> None:
    items = page.items
    assert [row[0] for row in items.items.texts()] == ["A01", "B01", "A03", "A02"]
    assert items.items.texts()[0][3:] == ["2/3", "3.00", "50.00"]
    qtbot.waitUntil(lambda: len(items.units.texts()) == 2)
    assert items.units.texts() == [
        ["榆𬭎1镇", "0/2", "2.00"],
        ["榆𬭎2镇", "1/2", "1.00"],
    ]
    assert items.words.text().startswith("A01 检查项A01。适用的3个单位中2个失分")
    items.items.selectRow(1)
    qtbot.waitUntil(lambda: items.units.texts() == [["榆𬭎3镇", "0/2", "2.00"]])


def test_findings_are_narrowed_by_state_deadline_and_kind(page: ConsolidatePage) -> None:
    view = page.findings
    assert view.count.text() == "共5个问题，逾期5个"
    assert view.table.texts()[0] == [
        "榆𬭎1镇",
        "A01",
        "检查项A01",
        "待整改",
        "2026-11-27　逾期4天",
        "便民服务中心",
        "王喆",
        "2",
    ]
    view.states.setCurrentText("已销号")
    assert view.table.texts() == []
    view.states.setCurrentText("全部状态")
    view.overdue.setChecked(True)
    assert len(view.table.texts()) == 5
    view.kinds.setCurrentText("主体责任落实不够到位")
    assert len(view.table.texts()) == 5


def test_a_page_of_very_many_units_says_how_many_there_are(
    page: ConsolidatePage, qtbot: QtBot
) -> None:
    page.tabs.setCurrentWidget(page.items)
    qtbot.waitUntil(lambda: len(page.items.units.texts()) == 2)
    assert page.items.rest.isHidden()
    (first, _) = (row.subject for row in page.items.units.figures.rows)
    page.items.show_units(LosingUnits((first,), 15354))
    assert page.items.rest.text().startswith("失分的单位共15354个，这里列出1个：")
    assert page.items.rest.isVisible()
    page.items.show_units(LosingUnits((first,), 1))
    assert page.items.rest.isHidden()


def test_double_click_opens_the_unit(page: ConsolidatePage) -> None:
    opened = []
    with patch.object(UnitDialog, "exec", lambda self: opened.append(self.windowTitle())):
        index = page.wall.table.figures.index(1, 2)
        page.wall.table.activated.emit(index)
        page.wall.table.activated.emit(page.wall.table.figures.index(3, 2))  # nothing came
        page.scores.table.activated.emit(page.scores.table.figures.index(0, 0))
        page.findings.table.activated.emit(page.findings.table.figures.index(4, 0))
    assert opened == [
        "榆𬭎2镇　2026年第4季度",
        "榆𬭎1镇　2026年第4季度",
        "榆𬭎3镇　2026年第4季度",
    ]


def test_one_unit_down_to_answers_arithmetic_and_findings(qtbot: QtBot, county: Workspace) -> None:
    dialog = UnitDialog(county, (township(2).code, PERIOD.code))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.words.text().startswith("黑龙江省绥化市兰西县榆𬭎2镇　第1版，核对码")
    assert "自评总分90.63：得分合计14.50÷应得分合计16×100=90.63" in dialog.score.text()
    answers = dialog.answers
    answers.go_to("A02")
    assert answers.table.current is not None
    assert answers.table.current.cells[:5] == (
        "A02",
        "窗口公示牌",
        "部分符合",
        "1.50/2",
        "发现1处×0.5=−0.5，得1.50/2.00",
    )
    assert "1号窗口：牌子缺项（旧牌），1处" in answers.words.text()
    assert not answers.photos.isEnabled()
    answers.go_to("B03")
    assert "不适用的原因：本中心没有这项业务" in answers.words.text()
    assert dialog.tabs.tabText(1) == "问题（2）"
    assert "问题：标识牌缺一块" in dialog.finding_words.text()
    assert dialog.history.isHidden()
    assert "不能比较" in dialog.comparison.text()
    assert dialog.other.isHidden()
    with qtbot.waitSignal(dialog.review_requested) as asked:
        answers.review.click()
    assert asked.args == [township(2).code, PERIOD.code, "B03"]
    with qtbot.waitSignal(dialog.review_requested) as asked:
        dialog.review.click()
    assert asked.args == [township(2).code, PERIOD.code, ""]


def test_a_unit_that_sent_nothing_is_refused_in_words(page: ConsolidatePage) -> None:
    page.open_unit(township(4).code)
    assert "没有收到231222104" in page.message.text


def test_the_review_opens_from_the_unit(page: ConsolidatePage) -> None:
    from bizenv_desktop.gui.feedback.review_dialog import ReviewDialog

    opened = []

    def ask(self: UnitDialog) -> None:
        self.answers.go_to("A01")
        self.answers.review.click()

    with (
        patch.object(UnitDialog, "exec", ask),
        patch.object(ReviewDialog, "exec", lambda self: opened.append(self.row)),
    ):
        page.open_unit(township(1).code)
    assert opened == [0]


def test_both_sides_of_a_fork_and_the_last_period(
    qtbot: QtBot,
    tmp_path: Path,
    open_space: Callable[[Path], Workspace],
    preferences: Preferences,
) -> None:
    town = plain_town(tmp_path / "town", 1)
    stick, before = tmp_path / "stick", PERIOD.previous()
    poor = {"B01": Answer("B01", Verdict.NOT_MET, note=f"{RARE}{LONG_NOTE}")}
    path = received(tmp_path / "county.db", [town], stick)
    with town.open() as store:
        fill_period(store, town.organisation, small_checklist(), before, poor)
        earlier = submit(store, (town.organisation.code, before.code), stick, DEVICE, NOW)
    copy = replace(town, database=tmp_path / "copy.db")
    shutil.copy(town.database, copy.database)
    copy.change(note="乙")
    town.change(note="甲")
    one = town.submit(stick, days=1)
    other = copy.submit(stick, days=2, device=OTHER_DEVICE)
    with Store.open(path) as store:
        for sent in (earlier, one, other):
            receive_file(store, sent.path, NOW)
    space = open_space(path)
    page = show(qtbot, space, preferences)
    assert [row[2:4] for row in page.wall.table.texts()] == [["分叉", "已报"]]
    assert page.scores.table.texts()[0][3] == "0.00"  # 15.5 ÷ 17.5 in both
    choose(page, qtbot, before.code)
    earlier_view = UnitDialog(space, (town.organisation.code, before.code))
    qtbot.addWidget(earlier_view)
    earlier_view.resize(800, 600)
    earlier_view.show()
    earlier_view.answers.go_to("B01")
    assert LONG_NOTE in earlier_view.answers.words.text()
    assert earlier_view.height() == 600  # three thousand characters do not push it open
    assert earlier_view.answers.table.height() > 150
    assert page.findings.table.texts()[0][1] == "B01"
    dialog = UnitDialog(space, town.key)
    qtbot.addWidget(dialog)
    dialog.show()
    shown = dialog.words.text()
    assert dialog.fork.text().startswith("分叉：另有第2版，核对码")
    assert not dialog.fork.isHidden()
    assert earlier_view.fork.isHidden()
    assert not dialog.other.isHidden()
    dialog.other.click()
    assert dialog.words.text() != shown
    dialog.other.click()
    assert dialog.words.text() == shown
    assert "与2026年第3季度比，1项好转，1项变差" in dialog.comparison.text()
    assert {tuple(row[::4]) for row in dialog.changes.texts()} == {("B01", "+2"), ("A01", "-2")}


def test_the_wall_tells_of_packages_that_wait_for_their_key(
    qtbot: QtBot,
    tmp_path: Path,
    preferences: Preferences,
    open_space: Callable[[Path], Workspace],
) -> None:
    town = plain_town(tmp_path / "town", 1)
    path = make_superior(tmp_path / "county.db")
    with Store.open(path) as store:
        receive_file(store, town.submit(tmp_path / "stick").path, NOW)
    page = show(qtbot, open_space(path), preferences)
    assert "有1个包的密钥没有登记，没有计入，请到“接收”页登记" in page.wall.counts.text()


def test_a_city_looks_into_one_county(
    qtbot: QtBot,
    tmp_path: Path,
    county: Workspace,
    preferences: Preferences,
    open_space: Callable[[Path], Workspace],
) -> None:
    from exchanging import CITY

    made = relay(county.store, tmp_path / "stick", DEVICE, NOW)
    card = own_card(county.store, NOW)
    path = make_superior(tmp_path / "city.db", organisation=CITY)
    with Store.open(path) as store:
        enrol(store, card, card.fingerprint, NOW)
        receive_file(store, made.path, NOW)
    space = open_space(path)
    page = show(qtbot, space, preferences)
    assert page.wall.table.texts()[0][1:3] == [f"{COUNTY.name}（转报下级）", "已报"]
    assert [page.area.itemText(at) for at in range(page.area.count())] == ["全部单位", "兰西县"]
    with qtbot.waitSignal(page.loaded):
        page.area.setCurrentIndex(1)
    assert len(page.scores.table.texts()) == 3


def test_photos_down_to_the_county_and_not_to_the_city(
    qtbot: QtBot, tmp_path: Path, open_space: Callable[[Path], Workspace]
) -> None:
    from exchanging import CITY

    town, stick = plain_town(tmp_path / "town", 1), tmp_path / "stick"
    with town.open() as store:
        photo = write_photo(tmp_path / "现场.jpg")
        evidence_actions.add_evidence(store, town.key, "A01", Use.ANSWER, [photo], NOW)
    county = open_space(received(tmp_path / "county.db", [town], stick))
    dialog = UnitDialog(county, town.key)
    qtbot.addWidget(dialog)
    dialog.answers.go_to("A01")
    assert dialog.answers.photos.text() == "看佐证（1）"
    seen = []
    with patch.object(EvidencePreview, "exec", lambda self: seen.append(self._picture.isNull())):
        dialog.answers.photos.click()
    assert seen == [False]
    made = relay(county.store, stick, DEVICE, NOW)
    card = own_card(county.store, NOW)
    path = make_superior(tmp_path / "city.db", organisation=CITY)
    with Store.open(path) as store:
        enrol(store, card, card.fingerprint, NOW)
        receive_file(store, made.path, NOW)
    above = UnitDialog(open_space(path), town.key)
    qtbot.addWidget(above)
    above.answers.go_to("A01")
    assert not above.answers.photos.isEnabled()
    assert "有1件佐证没有随包转来" in above.answers.words.text()
    assert "有1件佐证没有随包转来" in above.score.text()


def test_papers_are_written_by_the_worker(
    qtbot: QtBot, page: ConsolidatePage, county: Workspace, preferences: Preferences, tmp_path: Path
) -> None:
    with patch.object(PapersDialog, "exec", PapersDialog.show):
        page.open_papers()
    dialog = page.findChild(PapersDialog)
    assert dialog.windowTitle() == "汇总材料　2026年第4季度"
    assert [dialog.kinds.item(at).text() for at in range(dialog.kinds.count())] == [
        "汇总报告",
        "汇总整改清单",
        "汇总得分表",
        "应报未报表",
        "催报单",
    ]
    assert [dialog.forms.itemText(at) for at in range(dialog.forms.count())] == ["PDF", "Word"]
    dialog.kinds.setCurrentRow(1)
    dialog.by_item.setChecked(True)
    assert dialog.ranking.isHidden()
    out = tmp_path / "清单"
    with (
        patch.object(QFileDialog, "getSaveFileName", return_value=(str(out), "")) as asked,
        qtbot.waitSignal(dialog.written),
    ):
        dialog.ask()
    offered = asked.call_args.args[2]
    assert offered.endswith("兰西县_营商环境自查汇总整改清单_2026年第4季度_20261201.pdf")
    assert "涉及2个单位" in whole_text((tmp_path / "清单.pdf").read_bytes())
    assert "已导出到" in dialog.message.text
    assert preferences.values.export_folder == str(tmp_path)
    with (
        qtbot.waitSignal(county.jobs.job_started) as job,
        patch.object(
            QFileDialog, "getSaveFileName", return_value=(str(tmp_path / "无" / "a.pdf"), "")
        ),
    ):
        dialog.ask()
    qtbot.waitUntil(lambda: "a.pdf" in dialog.message.text or "文件夹" in dialog.message.text)
    assert job.args
    qtbot.waitUntil(dialog.export.isEnabled)
    dialog.write(tmp_path / "清单2.pdf")
    dialog.accept()  # closed before it is done
    with qtbot.waitSignal(dialog.written):
        pass
    assert page.message.text == f"已导出到 {tmp_path / '清单2.pdf'}"


def test_an_office_without_anything_sees_what_to_do(
    qtbot: QtBot,
    tmp_path: Path,
    open_space: Callable[[Path], Workspace],
    preferences: Preferences,
) -> None:
    path = make_superior(tmp_path / "county.db")
    space = open_space(path)
    page = show(qtbot, space, preferences)
    assert "请登记下级单位的密钥卡" in page.coverage.text()
    for view in (page.wall.table, page.scores.table, page.items.items, page.findings.table):
        assert view.texts() == []
        assert view._hint.text()


def test_what_arrives_is_shown(qtbot: QtBot, page: ConsolidatePage, county: Workspace) -> None:
    package = page.wall.table.figures.rows[0].subject.cells[0].standing.package
    change = county.store.packages.undo(package, undone=True)
    with qtbot.waitSignal(page.loaded):
        county.changed.emit(change)
    assert "未报：榆𬭎1镇、榆𬭎4镇" in page.coverage.text()
    assert len(page.scores.table.texts()) == 2


def test_the_page_in_the_window(
    qtbot: QtBot, county: Workspace, open_window: Callable[[Workspace], MainWindow]
) -> None:
    window = open_window(county)
    window.show_page("consolidate")
    page = window.page("consolidate")
    qtbot.waitUntil(lambda: "应报4个单位" in page.coverage.text())
    set_due(county.store, PERIOD.code, None)


def test_whatever_takes_the_focus_has_a_name(
    qtbot: QtBot, page: ConsolidatePage, county: Workspace, preferences: Preferences
) -> None:
    dialogs = [
        UnitDialog(county, (township(1).code, PERIOD.code)),
        DueDialog(county, PERIOD),
        PapersDialog(county, preferences),
    ]
    nameless = []
    for shown in (page, *dialogs):
        qtbot.addWidget(shown)
        shown.show()
        for widget in shown.findChildren(QWidget):
            takes_focus = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            known = widget.focusProxy() or widget.objectName().startswith("qt_")
            if not takes_focus or known or not widget.isVisible():
                continue
            spoken = QAccessible.queryAccessibleInterface(widget)
            if not spoken.text(QAccessible.Text.Name).strip():
                nameless.append(f"{type(widget).__name__} in {type(shown).__name__}")
    assert nameless == []


def test_models_keep_qts_rules(qtbot: QtBot, page: ConsolidatePage) -> None:
    for table in (page.wall.table, page.scores.table, page.items.items, page.findings.table):
        QAbstractItemModelTester(table.figures, QAbstractItemModelTester.FailureReportingMode.Fatal)
        first = table.figures.rows[0]
        table.show_rows(("甲", "乙"), [replace(first, cells=("一", "二"))], "空", widths={})
        table.show_rows((), [], "空", widths={})
    model = FiguresModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(("单位", "总分"), [FigureRow("a", (f"{RARE}", "1.00"), tips={0: LONG_NOTE})], [1])
    cell = model.index(0, 0)
    assert cell.data() == " ".join(RARE.split())
    assert len(cell.data(Qt.ItemDataRole.ToolTipRole)) == 1000
    assert cell.data(RowRole).key == "a"
    assert model.text([0]) == f"单位\t总分\n{' '.join(RARE.split())}\t1.00"
