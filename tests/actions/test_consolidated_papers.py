# SPDX-License-Identifier: MIT
"""The papers of 汇总, read back in every format: figures, names, who has not reported."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from consolidating import plain_town, received, three_towns
from exchanging import COUNTY, make_superior, township
from helpers import LONG_NOTE, NOW, PERIOD, RARE
from reports.office_reading import excel_text, open_excel, word_text
from reports.pdf_reading import page_texts, squeezed, whole_text

from bizenv_desktop.actions.consolidated_papers import (
    consolidated_file,
    consolidated_paper,
    save_consolidated_settings,
)
from bizenv_desktop.actions.consolidation_actions import set_due, unit_view
from bizenv_desktop.actions.paper_actions import write_one
from bizenv_desktop.domain.papers.consolidated_kinds import (
    CONSOLIDATED_KINDS,
    consolidated_kind,
)
from bizenv_desktop.domain.papers.paper_kinds import PaperFormat
from bizenv_desktop.domain.papers.paper_settings import PaperSettings
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.errors import UserError
from bizenv_desktop.reports.fonts import open_faces
from bizenv_desktop.reports.papers import write_paper
from bizenv_desktop.storage import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bizenv_desktop.reports.fonts import FaceSet

READERS = {
    PaperFormat.PDF: whole_text,
    PaperFormat.DOCX: lambda data: squeezed(word_text(data)),
    PaperFormat.XLSX: lambda data: squeezed(excel_text(data)),
}
TODAY = date(2026, 12, 1)  # four days after the findings' deadline
COVERAGE = "2026年第4季度应报4个单位，实报3个，未报：榆𬭎4镇。"
EVERY = [
    pytest.param(kind, form, id=f"{kind.id}-{form}")
    for kind in CONSOLIDATED_KINDS
    for form in kind.formats
]


@pytest.fixture(scope="module")
def faces() -> FaceSet:
    return open_faces(prefer_installed=False)


@pytest.fixture(scope="module")
def county_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    missing = plain_town(folder / "missing", 4, changed={})
    path = folder / "county.db"
    received(path, three_towns(folder / "towns"), folder / "stick", known=[missing])
    with Store.open(path) as store:
        set_due(store, PERIOD.code, date(2026, 11, 25))
    return path


@pytest.fixture
def county(county_file: Path) -> Iterator[Store]:
    with Store.open(county_file, read_only=True) as store:
        yield store


def printed(store: Store, kind_id: str, form: PaperFormat, faces: FaceSet, **how: object) -> str:
    kind = consolidated_kind(kind_id)
    record = consolidated_paper(store, kind, PERIOD.code, TODAY, **how)  # type: ignore[arg-type]
    return READERS[form](write_paper(record, form, faces).content)


@pytest.mark.parametrize(("kind", "form"), EVERY)
def test_every_paper_says_how_complete_it_is(county, faces, kind, form):
    if kind.id == "urge" and form is not PaperFormat.XLSX:
        text = printed(county, kind.id, form, faces, as_list=True)
    else:
        text = printed(county, kind.id, form, faces)
    assert squeezed(COVERAGE) in text
    record = consolidated_paper(county, kind, PERIOD.code, TODAY)
    assert write_paper(record, form, faces) == write_paper(record, form, faces)
    assert consolidated_file(record, form) == (f"兰西县_{kind.stem}_2026年第4季度_20261201.{form}")


@pytest.mark.parametrize("form", list(PaperFormat))
@pytest.mark.parametrize("by_item", [False, True], ids=["by unit", "by item"])
def test_every_field_of_every_finding_is_on_the_list(county, faces, form, by_item):
    text = printed(county, "list", form, faces, by_item=by_item)
    assert "没有销号的问题5个，其中逾期5个" in text
    for number in (1, 2, 3):
        view = unit_view(county, township(number).code, PERIOD.code, TODAY)
        for finding in view.filled.findings:
            for field in (finding.problem, finding.measures, finding.finding.unit):
                assert squeezed(field) in text
            assert finding.finding.person in text
            assert finding.item.code in text
            assert finding.item.title in text
            assert view.filled.check.organisation.name in text
    assert "2026-11-27" in text
    assert "已逾期4天（2个工作日）" in text
    assert "1.50" not in text  # scores are no losses
    for lost in ("2.00", "1.00", "0.50"):
        assert lost.rstrip("0").rstrip(".") in text if form == "xlsx" else lost in text
    heading = "一、A01检查项A01（涉及2个单位，2个问题，逾期2个）"
    assert (heading in text) is by_item
    assert ("一、榆𬭎1镇（1个问题，逾期1个）" in text) is not by_item


def test_a_list_of_very_many_units_keeps_to_the_titles(county, faces, monkeypatch):
    monkeypatch.setattr("bizenv_desktop.actions.consolidated_papers.MOST_OPENED", 2)
    text = printed(county, "list", PaperFormat.PDF, faces)
    assert "单位较多，本表只列检查项" in text
    assert "没有设标识牌" not in text
    assert "整改措施" in text  # only the sentence that says where they are
    assert "窗口公示牌" in text


@pytest.mark.parametrize("form", [PaperFormat.PDF, PaperFormat.DOCX])
def test_the_report_says_what_was_worked_out_by_hand(county, faces, form):
    text = printed(county, "report", form, faces)
    for words in (
        "兰西县关于2026年第4季度",
        "营商环境自查情况的汇总报告",
        "一、基本情况",
        "已报的3个单位总得分率87.25%（得分合计44.5÷分值合计51×100=87.25）；"
        "各单位总分的平均数87.35，中位数88.57。得分为各单位自评，不含考核。",
        "各方面得分率：政务环境87.50%，守信践诺86.67%。",
        "各单位共发现问题5个：待整改5个；没有销号的5个中，已逾期5个。",
        "二、共性问题",
        "两个以上单位都失分的检查项有1项：",
        "检查项A01（A01）。适用的3个单位中2个失分；共失3.00分，得分合计3÷分值合计6×100=50.00。"
        "失分单位：榆𬭎1镇、榆𬭎2镇。",
        "三、主要问题",
        "（一）主体责任落实不够到位",
        "问题5个，涉及3个单位；已销号0个，没有销号5个，其中逾期5个。",
        "主要是检查项A01（A01，2个单位）、",
        "四、下步措施",
        "1.督促没有上报的单位尽快完成自查、审核并上报：榆𬭎4镇。",
        "2.对共性问题统一定标准、统一抓整改，先抓检查项A01（A01），共涉及失分3分。",
        "3.对逾期没有销号的5个问题逐个督办",
        "4.压实主体责任，逐项落实到人：办结这方面没有销号的5个问题。",
    ):
        assert squeezed(words) in text
    for cell in ("31.5", "87.88", "100.00", "44.5"):
        assert cell in text


@pytest.mark.parametrize("form", list(PaperFormat))
def test_scores_stand_by_code_and_a_ranking_only_when_asked(county, faces, form):
    text = printed(county, "scores", form, faces)
    for words in ("88.57", "90.63", "82.86", "87.25", "63.64", "平均87.35，中位数88.57"):
        assert words in text
    assert text.index("榆𬭎1镇") < text.index("榆𬭎2镇") < text.index("榆𬭎3镇")
    assert "位次" not in text
    ranked = printed(county, "scores", form, faces, ranking=True)
    assert "只比较同用“小自查表”第1版、已填完、没有分叉的3个单位" in ranked
    after = ranked[ranked.index("位次") :]
    assert after.index("榆𬭎2镇") < after.index("榆𬭎1镇") < after.index("榆𬭎3镇")


def test_scores_are_numbers_in_a_workbook(county, faces):
    record = consolidated_paper(county, consolidated_kind("scores"), PERIOD.code, TODAY)
    sheet = open_excel(write_paper(record, PaperFormat.XLSX, faces).content).active
    values = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {88.57, 90.63, 82.86} <= values


@pytest.mark.parametrize("form", list(PaperFormat))
def test_the_wall_on_paper(county, faces, form):
    text = printed(county, "wall", form, faces)
    for words in ("其中已报3个，逾期1个。上报期限2026年11月25日。", "231222104", "逾期", "已报"):
        assert words in text
    assert "应于2026-11-25前上报，已逾期6天" in text
    code = unit_view(county, township(1).code, PERIOD.code, TODAY).record.code
    assert code in text
    both = printed(county, "wall", form, faces, periods=("2026Q3", PERIOD.code))
    assert "2026年第3季度" in both
    assert "第1版11-23" in both


def test_a_sheet_for_each_unit_that_has_not_reported(county, faces):
    record = consolidated_paper(county, consolidated_kind("urge"), PERIOD.code, TODAY)
    written = write_paper(record, PaperFormat.PDF, faces)
    (page,) = page_texts(written.content)
    text = squeezed(page)
    assert "榆𬭎4镇：你单位2026年第4季度营商环境自查应于2026年11月25日前上报。" in text
    assert "截至2026年12月1日，尚未收到你单位的上报包，已逾期6天" in text
    assert "兰西县2026年12月1日" in text
    listed = printed(county, "urge", PaperFormat.PDF, faces, as_list=True)
    assert "签收人及日期" in listed


def test_a_unit_sent_back_is_urged_in_other_words(county_file, tmp_path, faces):
    import shutil

    copy = tmp_path / "county.db"
    shutil.copy(county_file, copy)
    with Store.open(copy) as store:
        record = unit_view(store, township(2).code, PERIOD.code, TODAY).record
        with store._writing() as connection:
            connection.execute(
                "INSERT INTO review_note VALUES (?, ?, 1, 'return', ?, '补照片', '', ?, NULL)",
                (record.organisation, record.period, record.id, NOW.isoformat()),
            )
        text = printed(store, "urge", PaperFormat.DOCX, faces)
    assert f"第1版（核对码{record.code}）已退回修改" in text
    assert "榆𬭎4镇：" in text


def test_nothing_received_is_said_on_every_paper(tmp_path, faces):
    with Store.open(make_superior(tmp_path / "county.db")) as store:
        for kind in CONSOLIDATED_KINDS:
            for form in kind.formats:
                text = printed(store, kind.id, form, faces)
                assert "还没有设定应报单位" in text or kind.id == "urge"
        assert "没有未销号的问题" in printed(store, "list", PaperFormat.PDF, faces)
        assert "没有收到上报" in printed(store, "scores", PaperFormat.PDF, faces)
        assert "没有要催报的" in printed(store, "urge", PaperFormat.PDF, faces)
        assert "没有两个以上单位都失分" in printed(store, "report", PaperFormat.PDF, faces)


def test_rare_characters_and_long_notes_reach_the_list(tmp_path, faces):
    changed = {"A01": Answer("A01", Verdict.NOT_MET, note=f"{RARE}{LONG_NOTE}")}
    made_up = replace(township(1), sample=True)
    town = plain_town(tmp_path, 1, changed=changed, organisation=made_up)
    path = received(tmp_path / "county.db", [town], tmp_path / "stick")
    with Store.open(path) as store:
        for form in PaperFormat:
            text = printed(store, "list", form, faces)
            assert squeezed(RARE) in text
            assert squeezed(LONG_NOTE[-200:]) in text
            assert "示例" in text


def test_a_name_of_ones_own_and_other_signatories(county_file, tmp_path, faces):
    import shutil

    copy = tmp_path / "county.db"
    shutil.copy(county_file, copy)
    with Store.open(copy) as store:
        settings = PaperSettings(centre="兰西县营商环境建设监督局", signatories=("经办人", "局长"))
        save_consolidated_settings(store, settings)
        text = printed(store, "wall", PaperFormat.PDF, faces)
    assert "兰西县营商环境建设监督局营商环境自查应报未报表" in text
    assert "局长：" in text
    assert "填表人" not in text


def test_a_wrong_ending_or_kind_is_refused(county, tmp_path):
    report = consolidated_kind("report")
    record = consolidated_paper(county, report, PERIOD.code, TODAY)
    with pytest.raises(UserError, match=r"请以\.pdf、\.docx结尾"):
        write_one(record, report, tmp_path / "汇总.xlsx")
    assert not (tmp_path / "汇总.xlsx").exists()
    with pytest.raises(UserError, match="没有“lst”这种汇总材料"):
        consolidated_kind("lst")
    with (
        Store.open(tmp_path / "new.db", create=True) as store,
        pytest.raises(UserError, match="还没有设定本单位"),
    ):
        consolidated_paper(store, report, PERIOD.code, TODAY)


def test_one_county_of_a_city_alone(county, faces):
    text = printed(county, "list", PaperFormat.PDF, faces, under=township(3).code)
    assert "没有销号的问题2个" in text
    assert "榆𬭎1镇" not in text
    assert COUNTY.name in text
