# SPDX-License-Identifier: MIT
"""Every paper in every format: what was typed is on it, and it is the same each time."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest
from filled_checks import ALL_ON, PRINTED, filled_check
from helpers import LONG_NOTE, RARE, TOWNSHIP, believable_answers, small_checklist
from reports.office_reading import Reckoner, excel_text, open_excel, open_word, word_text
from reports.pdf_reading import page_texts, squeezed, whole_text

from bizenv_desktop.domain.checklists.checklist import ScoringOptions
from bizenv_desktop.domain.findings.rectification import Finding
from bizenv_desktop.domain.papers.paper_kinds import PAPER_KINDS, PaperFormat, paper_kind
from bizenv_desktop.domain.papers.paper_records import paper_record
from bizenv_desktop.domain.papers.paper_settings import PaperSettings
from bizenv_desktop.domain.papers.reviewed import ReviewedScore
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, Verdict
from bizenv_desktop.errors import UserError
from bizenv_desktop.reports.papers import write_bundle, write_paper

READERS = {
    PaperFormat.PDF: whole_text,
    PaperFormat.DOCX: lambda data: squeezed(word_text(data)),
    PaperFormat.XLSX: lambda data: squeezed(excel_text(data)),
}
OURS = ("list", "scoresheet", "ledger", "closure", "notice", "reminder", "walkround")
EVERY = [
    pytest.param(kind, form, id=f"{kind.id}-{form}")
    for kind in PAPER_KINDS
    if kind.id in OURS
    for form in kind.formats
]
FINDING = Finding(
    "A02",
    date(2026, 11, 20),
    problem="标记问题",
    measures="标记措施",
    unit="标记单位",
    person="标记人",
    leader="标记领导",
    due=date(2026, 11, 26),
    progress="标记进展",
    remark="标记备注",
)
ANSWERS = (
    Answer("A01", Verdict.NOT_APPLICABLE, na_reason="标记原因"),
    Answer(
        "A02",
        Verdict.PARTLY_MET,
        note="标记说明",
        evidence="标记佐证",
        occurrences=(Occurrence("a", "标记地点", "标记情形", 2),),
    ),
    Answer("A03", Verdict.PARTLY_MET, numerator=Decimal(37), denominator=Decimal(41)),
    Answer("A04", Verdict.NOT_MET, value=Decimal("33.25"), before=Decimal("77.5")),
)
FINDING_MARKS = {
    "list": "问题 措施 单位 人 领导 进展 备注",
    "ledger": "问题 措施 单位 人 领导 进展 备注",
    "closure": "问题 措施 单位 人 领导 进展 备注",
    "notice": "问题 措施 单位 人",
    "reminder": "问题 单位 人",
}


@pytest.fixture(scope="module")
def marked():
    return filled_check(ANSWERS, [FINDING])


def written(kind_id, form, filled, faces=None, settings=None, **more):
    record = paper_record(paper_kind(kind_id), filled, {}, settings, **more)
    return write_paper(record, form, faces)


def read(kind_id, form, filled, faces=None, settings=None, **more):
    made = written(kind_id, form, filled, faces, settings, **more)
    return READERS[form](made.content)


@pytest.mark.parametrize("form", PaperFormat)
@pytest.mark.parametrize("kind_id", FINDING_MARKS)
def test_everything_typed_about_a_finding_reaches_the_papers(kind_id, form, marked, faces):
    text = read(kind_id, form, marked, faces)
    for mark in FINDING_MARKS[kind_id].split():
        assert f"标记{mark}" in text, mark
    day = "2026年11月26日" if kind_id == "closure" else "2026-11-26"
    assert day in text


@pytest.mark.parametrize("form", PaperFormat)
def test_everything_typed_about_an_item_reaches_the_score_sheet(form, marked, faces):
    text = read("scoresheet", form, marked, faces)
    for words in ("原因", "说明", "佐证", "地点", "情形"):
        assert f"标记{words}" in text
    for number in ("按时办结数37", "受理数41", "33.25", "改革前等候分钟数：77.5分钟"):
        assert number in text


@pytest.mark.parametrize("form", PaperFormat)
def test_a_prefilled_sheet_shows_what_is_filled_in(form, marked, faces):
    text = read("walkround", form, marked, faces, PaperSettings(prefilled=True))
    for words in ("标记说明", "2牌子缺项", "37按时办结数", "41受理数", "33.25平均等候分钟数", "√"):
        assert words in text
    blank = read("walkround", form, marked, faces)
    assert "标记" not in blank
    assert "____牌子缺项（处）" in blank


@pytest.mark.parametrize(("kind", "form"), EVERY)
def test_every_paper_says_whose_it_is_and_who_signs(kind, form, marked, faces):
    settings = PaperSettings("标记中心", ("标记签字",))
    record = paper_record(kind, marked, {}, settings)
    text = READERS[form](write_paper(record, form, faces).content)
    for words in ("黑龙江省绥化市兰西县榆林镇", "2026年第4季度", "2026年11月23日"):
        assert words in text
    if kind.id in ("list", "scoresheet", "ledger"):
        assert "标记签字：赵𬭎" in text
    assert ("标记中心" in text) == (kind.id != "closure" or "标记中心" in text)
    code = getattr(record, "code", "") or record.head.code
    assert code in text


@pytest.mark.parametrize(("kind", "form"), EVERY)
def test_the_same_record_gives_the_same_bytes(kind, form, marked, faces):
    record = paper_record(kind, marked, {})
    assert write_paper(record, form, faces).content == write_paper(record, form, faces).content


@pytest.mark.parametrize(("kind", "form"), EVERY)
def test_rare_characters_and_marks_of_other_languages_stay_text(kind, form, faces):
    odd = f"=1+1{RARE}_x0041_"
    unit = replace(TOWNSHIP, name=f"榆林{RARE.strip()}镇")
    finding = replace(FINDING, problem=odd, unit="<w:t>&amp;", person="𬭎㐱", progress="")
    answers = [replace(ANSWERS[1], note=odd)]
    filled = filled_check(answers, [finding], organisation=unit)
    made = written(kind.id, form, filled, faces, PaperSettings(prefilled=True))
    text = READERS[form](made.content)
    assert squeezed(unit.name) in text
    assert made.missing == ()
    if kind.id != "walkround":
        assert squeezed(odd) in text or kind.id == "scoresheet"
    if kind.id in ("list", "ledger", "closure", "notice"):
        assert "<w:t>&amp;" in text


@pytest.mark.parametrize(("kind", "form"), EVERY)
def test_nothing_and_very_much_can_be_printed(kind, form, faces):
    empty = written(kind.id, form, filled_check([]), faces)
    assert "榆林镇" in READERS[form](empty.content)
    long = replace(FINDING, problem=LONG_NOTE, measures=LONG_NOTE, progress="")
    filled = filled_check([replace(ANSWERS[1], note=LONG_NOTE)], [long])
    text = read(kind.id, form, filled, faces, PaperSettings(prefilled=True))
    assert text.count("趟") >= LONG_NOTE.count("趟")


def test_a_text_no_cell_can_hold_is_refused_in_words(faces):
    note = replace(FINDING, problem="长" * 40_000)
    with pytest.raises(UserError, match="Excel 的一格最多32767个字"):
        written("list", PaperFormat.XLSX, filled_check(ANSWERS, [note]))


def test_a_character_no_face_draws_is_told(marked, faces):
    unit = replace(TOWNSHIP, name="\U0001f600镇")
    made = written("notice", PaperFormat.PDF, filled_check(ANSWERS, organisation=unit), faces)
    assert made.missing == ("\U0001f600",)


def test_a_minus_is_drawn_and_stays_one(marked, faces):
    made = written("scoresheet", PaperFormat.PDF, marked, faces)
    assert made.missing == ()
    assert "2处×0.5=−1" in whole_text(made.content)


# -- PDF


@pytest.mark.parametrize(("landscape", "size"), [(True, (842, 595)), (False, (595, 842))])
def test_a_score_sheet_lies_as_it_is_set(marked, faces, landscape, size):
    settings = PaperSettings(landscape=landscape)
    made = written("scoresheet", PaperFormat.PDF, marked, faces, settings)
    with pypdfium2.PdfDocument(made.content) as document:
        assert tuple(map(round, document[0].get_size())) == size


def test_one_page_for_each_slip_with_two_signatures(faces):
    answers = [replace(ANSWERS[1], item=code) for code in ("A01", "A02", "B01")]
    filled = filled_check([replace(a, occurrences=(), verdict=Verdict.NOT_MET) for a in answers])
    pages = page_texts(written("closure", PaperFormat.PDF, filled, faces).content)
    assert len(pages) == 3
    for page in map(squeezed, pages):
        for words in ("整改销号单", "整改责任人：", "复核人：", "（单位盖章）", "□同意销号"):
            assert words in page


def test_a_notice_for_each_unit_and_person(faces):
    answers = [Answer(code, Verdict.NOT_MET) for code in ("A01", "A02", "B01")]
    findings = [
        Finding("A01", PRINTED, unit="甲办", person="王"),
        Finding("A02", PRINTED, unit="乙办"),
        Finding("B01", PRINTED, unit="甲办", person="王"),
    ]
    filled = filled_check(answers, findings)
    pages = [squeezed(p) for p in page_texts(written("notice", "pdf", filled, faces).content)]
    assert len(pages) == 2
    assert "甲办（王）：" in pages[0]
    assert "以下二个问题" in pages[0]
    assert "乙办：" in pages[1]
    only = read("notice", PaperFormat.PDF, filled, faces, PaperSettings(person="乙办"))
    assert "甲办" not in only


def test_several_papers_make_one_file_with_an_outline(marked, faces):
    kinds = [paper_kind(kind_id) for kind_id in OURS]
    records = [paper_record(kind, marked, {}) for kind in kinds]
    made = write_bundle(records, "榆林镇自查材料", faces)
    assert made.content == write_bundle(records, "榆林镇自查材料", faces).content
    with pypdfium2.PdfDocument(made.content) as document:
        outline = [(entry.level, entry.get_title()) for entry in document.get_toc()]
        sizes = {tuple(map(round, page.get_size())) for page in document}
    assert sizes == {(842, 595), (595, 842)}
    tops = [title for level, title in outline if level == 0]
    assert [kind.stem in title for kind, title in zip(kinds, tops, strict=True)] == [True] * 7
    assert (1, "政务环境") in outline


# -- Word


def test_word_styles_are_the_built_in_ones_in_office_faces(marked):
    document = open_word(written("notice", PaperFormat.DOCX, marked).content)
    faces = {}
    for name in ("Title", "Heading 1", "Heading 2", "Normal", "表头", "表格文字", "落款"):
        fonts = document.styles[name].element.rPr.rFonts
        faces[name] = fonts.get(f"{{{fonts.nsmap['w']}}}eastAsia").removesuffix("_GB2312")
    assert faces == {
        "Title": "方正小标宋简体",
        "Heading 1": "黑体",
        "Heading 2": "楷体",
        "Normal": "仿宋",
        "表头": "黑体",
        "表格文字": "宋体",
        "落款": "宋体",
    }
    used = [paragraph.style.name for paragraph in document.paragraphs]
    assert used[0] == "Title"
    assert "Normal" in used


def test_a_word_table_repeats_its_head_and_keeps_its_rows_whole(marked):
    document = open_word(written("list", PaperFormat.DOCX, marked).content)
    table = next(table for table in document.tables if "序号" in table.rows[0].cells[0].text)
    marks = [row._tr.trPr for row in table.rows]
    assert marks[0].find("{*}tblHeader") is not None
    assert all(mark.find("{*}cantSplit") is not None for mark in marks)


def test_word_pages_have_the_standards_margins_and_numbers(marked):
    document = open_word(written("notice", PaperFormat.DOCX, marked).content)
    section = document.sections[0]
    margins = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(margin.mm) for margin in margins] == [37, 28, 26, 35]
    for footer in (section.first_page_footer, section.footer, section.even_page_footer):
        assert "PAGE" in footer._element.xml
    assert "示例" in section.first_page_header.paragraphs[0].text


def test_figures_stand_at_the_right_in_word(marked):
    document = open_word(written("scoresheet", PaperFormat.DOCX, marked).content)
    table = next(table for table in document.tables if "序号" in table.rows[0].cells[0].text)
    cell = next(c for row in table.rows[2:] for c in row.cells if c.text == "2.00")
    assert cell.paragraphs[0].alignment.name == "RIGHT"


# -- Excel


def total_row(sheet, name):
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).value == name)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("options", [ScoringOptions(), ALL_ON])
def test_the_workbook_recomputes_the_programs_total(seed, options):
    answers = believable_answers(small_checklist().items, seed=seed, share=0.9)
    filled = filled_check(answers.values(), options=options)
    made = written("scoresheet", PaperFormat.XLSX, filled).content
    sheet = open_excel(made).active
    place = f"F{total_row(sheet, '自评总分')}"
    assert str(sheet[place].value).startswith("=")
    assert Reckoner(sheet).value(place) == filled.card.total
    shown = open_excel(made, values=True).active
    assert Decimal(str(shown[place].value)) == filled.card.total, "kept for viewers"


def test_the_total_follows_an_edited_deduction():
    answers = believable_answers(small_checklist().items, seed=2)
    filled = filled_check(answers.values())
    sheet = open_excel(written("scoresheet", PaperFormat.XLSX, filled).content).active
    row = next(r for r in range(1, 30) if str(sheet.cell(r, 2).value).startswith("A02"))
    before = Reckoner(sheet).value(f"F{row}")
    sheet.cell(row, 5).value = 2
    score = filled.card.base_score - before
    expected = (100 * score / filled.card.base_points).quantize(Decimal("0.01"))
    assert Reckoner(sheet).value(f"F{total_row(sheet, '自评总分')}") == expected


def test_reviewed_scores_have_a_total_of_their_own(faces):
    answers = [Answer("A01", Verdict.MET), Answer("B01", Verdict.NOT_MET)]
    reviewed = {
        "A01": ReviewedScore(Decimal(1), "门口的牌子看不清"),
        "B01": ReviewedScore(Decimal(0)),
    }
    filled = filled_check(answers)
    made = written("scoresheet", PaperFormat.XLSX, filled, reviewed=reviewed)
    sheet = open_excel(made.content).active
    assert Reckoner(sheet).value(f"G{total_row(sheet, '自评总分')}") == Decimal("5.71")
    for form in PaperFormat:
        text = read("scoresheet", form, filled, faces, reviewed=reviewed)
        assert "考核比自评低1.00分：门口的牌子看不清" in text
        assert "考核总分5.71，比自评低5.72分" in text
    assert "5.71" in read("scoresheet", PaperFormat.PDF, filled, faces, reviewed=reviewed)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("share", [1.0, 0.9])
@pytest.mark.parametrize("options", [ScoringOptions(), ALL_ON])
def test_the_workbook_recomputes_the_superiors_figures(seed, share, options):
    answers = believable_answers(small_checklist().items, seed=seed, share=share)
    filled = filled_check(answers.values(), options=options)
    draw = random.Random(seed)
    reviewed = {
        scored.item.code: ReviewedScore(
            Decimal(draw.randint(0, int(scored.item.points * 100))) / 100
        )
        for scored in filled.card.items
        if scored.item.code in answers
    }
    made = written("scoresheet", PaperFormat.XLSX, filled, reviewed=reviewed).content
    sheet, shown = open_excel(made).active, open_excel(made, values=True).active
    reckoner = Reckoner(sheet)
    for row in range(1, sheet.max_row + 1):
        cell = sheet.cell(row, 7)
        if cell.data_type == "f":
            kept = shown[cell.coordinate].value
            again = reckoner.value(cell.coordinate)
            assert again == ("" if kept is None else Decimal(str(kept))), cell.coordinate


def test_the_superiors_column_is_empty_before_any_feedback():
    filled = filled_check([])
    sheet = open_excel(written("scoresheet", PaperFormat.XLSX, filled).content).active
    for row in range(1, sheet.max_row + 1):
        if sheet.cell(row, 7).data_type == "f":
            assert Reckoner(sheet).value(f"G{row}") == ""


def test_a_workbook_prints_as_an_office_expects(marked):
    sheet = open_excel(written("ledger", PaperFormat.XLSX, marked).content).active
    assert sheet.title == "整改台账"
    head = next(row for row in range(1, 9) if sheet.cell(row, 1).value == "序号")
    assert sheet.print_title_rows == f"${head}:${head}"
    assert sheet.freeze_panes == f"A{head + 1}"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.auto_filter.ref.startswith(f"A{head}:")
    day = sheet.cell(head + 1, 8)
    assert day.is_date
    assert day.value.date() == date(2026, 11, 26)


def test_each_slip_and_notice_has_a_sheet_of_its_own():
    answers = [Answer(code, Verdict.NOT_MET) for code in ("A01", "A02")]
    filled = filled_check(answers, [Finding("A01", PRINTED, unit="一/办:?*[]" * 9)])
    book = open_excel(written("closure", PaperFormat.XLSX, filled).content)
    assert book.sheetnames == ["A01 检查项A01", "A02 窗口公示牌"]
    names = open_excel(written("notice", PaperFormat.XLSX, filled).content).sheetnames
    assert len(names) == 2
    assert all(len(name) <= 31 for name in names)


@pytest.mark.parametrize("kind_id", OURS)
def test_no_text_becomes_a_formula(kind_id):
    finding = replace(FINDING, problem="=HYPERLINK(1)", remark="+1", unit="-1", person="@x")
    filled = filled_check(ANSWERS, [finding])
    for sheet in open_excel(written(kind_id, PaperFormat.XLSX, filled).content):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert kind_id == "scoresheet"
                    assert "HYPERLINK" not in cell.value


def heights(sheet, first, last):
    return sum(sheet.row_dimensions[row].height for row in range(first, last + 1))


def test_a_text_higher_than_a_row_can_be_has_rows_enough_to_be_printed():
    long = replace(FINDING, problem=LONG_NOTE, measures="短")
    filled = filled_check(ANSWERS, [long])
    sheet = open_excel(written("list", PaperFormat.XLSX, filled).content).active
    (area,) = (
        each
        for each in sheet.merged_cells.ranges
        if sheet[each.coord.split(":")[0]].value == LONG_NOTE
    )
    assert area.min_col == area.max_col
    width = sheet.column_dimensions[area.coord[0]].width
    lines = len(LONG_NOTE) * 2 / width
    assert sheet[area.coord.split(":")[0]].alignment.vertical == "top"
    assert heights(sheet, area.min_row, area.max_row) > 13 * lines
    assert all((sheet.row_dimensions[row].height or 0) <= 409 for row in range(1, sheet.max_row))
    ledger = open_excel(written("ledger", PaperFormat.XLSX, filled).content).active
    head = next(row for row in range(1, 9) if ledger.cell(row, 1).value == "序号")
    merged = [each for each in ledger.merged_cells.ranges if head <= each.min_row <= head + 4]
    assert not [each for each in merged if each.min_row != each.max_row], "it can be sorted"


def test_sums_are_right_where_a_row_goes_on():
    answers = [replace(ANSWERS[1], note=LONG_NOTE), Answer("A01", Verdict.MET), ANSWERS[2]]
    filled = filled_check(answers)
    made = written("scoresheet", PaperFormat.XLSX, filled).content
    sheet, shown = open_excel(made).active, open_excel(made, values=True).active
    assert any(each.max_row > each.min_row for each in sheet.merged_cells.ranges)
    for row in range(1, sheet.max_row + 1):
        for column in range(3, 8):
            place = sheet.cell(row, column)
            if place.data_type == "f" and shown[place.coordinate].value is not None:
                kept = Decimal(str(shown[place.coordinate].value))
                assert Reckoner(sheet).value(place.coordinate) == kept


@pytest.mark.parametrize("kind_id", ["list", "closure", "notice"])
def test_a_workbooks_signatures_are_one_row_no_page_cuts(kind_id, marked):
    book = open_excel(written(kind_id, PaperFormat.XLSX, marked).content)
    for sheet in book:
        (row,) = (
            row
            for row in range(1, sheet.max_row + 1)
            if any("盖章" in str(cell.value) for cell in sheet[row])
        )
        first = str(sheet.cell(row, 1).value)
        assert first.count("\n") >= 3
        assert 142 <= sheet.row_dimensions[row].height <= 409


def test_long_titles_and_heads_have_room_in_a_workbook(marked):
    name = "兰西县临江镇政务服务和公共法律服务以及退役军人事务一体化综合便民服务中心办事大厅"
    settings = PaperSettings(name)
    sheet = open_excel(written("list", PaperFormat.XLSX, marked, settings=settings).content).active
    assert sheet.row_dimensions[1].height >= 54
    sheet = open_excel(written("walkround", PaperFormat.XLSX, marked).content).active
    head = next(row for row in range(1, 9) if sheet.cell(row, 1).value == "序号")
    lines = max(str(cell.value).count("\n") + 1 for cell in sheet[head])
    assert sheet.row_dimensions[head].height >= 13 * lines


def test_a_tall_row_of_a_word_table_may_be_cut(marked):
    tall = replace(FINDING, problem="字" * 290, unit="单位" * 20)
    short = replace(FINDING, item="B01", problem="短", due=date(2026, 11, 27))
    answers = [*ANSWERS, Answer("B01", Verdict.NOT_MET)]
    document = open_word(
        written("list", PaperFormat.DOCX, filled_check(answers, [tall, short])).content
    )
    table = next(table for table in document.tables if "序号" in table.rows[0].cells[0].text)
    row = next(row for row in table.rows if "字字" in row.cells[2].text)
    assert row._tr.trPr is None or row._tr.trPr.find("{*}cantSplit") is None
