# SPDX-License-Identifier: MIT
"""In a Word file the signatures share their page with the end of the table before them."""

from __future__ import annotations

import pytest
from reports.office_reading import open_word

from bizenv_desktop.reports.blocks import (
    Column,
    Figure,
    Group,
    Line,
    Paper,
    Piece,
    Signatures,
    Stand,
    Table,
    Text,
    cell_words,
    plain_words,
)
from bizenv_desktop.reports.typeset.kinsoku import NO_LINE_END, NO_LINE_START
from bizenv_desktop.reports.word_closing import SEAL, grid_of, last_rows
from bizenv_desktop.reports.word_writer import word_document
from bizenv_desktop.reports.word_xml import TWIPS_A_MM

COLUMNS = (
    Column("number", "序号", 12, Stand.CENTRE),
    Column("words", "存在问题", 94, flexible=True),
    Column("points", "分值", 20, Stand.RIGHT),
    Column("basis", "依据", 30),
)
SIGNATURES = Signatures(("填表人：赵𬭎", "审核人："), ("榆林镇", "日期："))
SENTENCE = "窗口公示的 12345 热线与系统（2026-11-30）不一致，群众来了两趟；"


def line(words="短", number="1"):
    return Line((number, words, Figure(None, instead="2.00"), "第三十四条"))


def tables_of(*lines, head=True, columns=COLUMNS, landscape=False):
    table = Table(columns, lines, head=head)
    made = word_document(Paper("整改清单", "榆林镇", (table, SIGNATURES), landscape=landscape))
    return open_word(made).tables


def cells_of(row):
    return row._tr.findall("{*}tc")


def text_of(element):
    return "".join(t.text for t in element.iter("{*}t"))


def kept(row):
    paragraphs = [p for cell in cells_of(row) for p in cell.iter("{*}p")]
    return all(p.find("{*}pPr/{*}keepNext") is not None for p in paragraphs)


def whole(row):
    return row._tr.find("{*}trPr/{*}cantSplit") is not None


@pytest.mark.parametrize("repeats", [0, 9, 40, 400])
def test_the_last_row_is_whole_and_stays_with_the_signatures_in_its_table(repeats):
    (table,) = tables_of(line("头"), line(SENTENCE * repeats))
    *_, last, signed = table.rows
    assert kept(last)
    assert whole(last)
    assert whole(signed)
    assert "填表人：赵𬭎＿" in text_of(signed._tr)
    assert "（单位盖章）" in text_of(signed._tr)
    assert not kept(table.rows[1])


def test_a_heading_that_ends_a_table_stays_with_the_signatures():
    (table,) = tables_of(Group("没有需整改的问题。"))
    assert kept(table.rows[-2])
    assert "填表人" in text_of(table.rows[-1]._tr)


def test_a_text_before_the_signatures_stays_with_them():
    made = word_document(Paper("报告", "榆林镇", (Text("完。"), SIGNATURES)))
    document = open_word(made)
    words, gap, *_ = document.paragraphs
    assert words.text == "完。"
    assert words.paragraph_format.keep_with_next
    assert gap.paragraph_format.keep_with_next
    assert "填表人" in text_of(document.tables[0]._tbl)


def test_around_the_place_for_the_seal_stand_no_rules():
    (table,) = tables_of(line())
    for cell in cells_of(table.rows[-1]):
        for side in ("left", "bottom", "right"):
            border = cell.find(f"{{*}}tcPr/{{*}}tcBorders/{{*}}{side}")
            assert border.get(border.tag.replace(side, "val")) == "nil"


@pytest.mark.parametrize(
    "widths", [(8, 70, 20, 20, 20, 20), (26, 130), (26, 52, 26, 52), (140, 8, 8), (156,)]
)
def test_fifty_millimetres_are_free_for_the_seal_whatever_the_columns(widths):
    twips = [round(width * TWIPS_A_MM) for width in widths]
    grid = grid_of(twips, closing=True)
    assert sum(grid.twips) == sum(twips)
    assert SEAL - 0.1 <= sum(grid.twips[grid.left :]) / TWIPS_A_MM <= SEAL + 20
    assert sum(grid.spans) == len(grid.twips)
    assert min(grid.twips) > 0


@pytest.mark.parametrize("head", [True, False])
def test_every_row_fills_the_grid(head):
    columns = (Column("name", "名", 26, Stand.CENTRE), Column("words", "话", 130))
    (table,) = tables_of(
        Line(("问题", "甲")), Group("组"), Line(("措施", "乙")), head=head, columns=columns
    )
    grid = len(table._tbl.tblGrid.findall("{*}gridCol"))
    for row in table.rows:
        assert sum(cell.grid_span for cell in row._tr.tc_lst) == grid


@pytest.mark.parametrize("repeats", range(30, 60, 3))
@pytest.mark.parametrize("page", [156.0, 225.0])
def test_a_row_too_long_for_the_page_ends_in_a_short_one(repeats, page):
    text = SENTENCE * repeats
    long = line((Piece("A02 ", strong=True), text))
    parts = last_rows(long, COLUMNS, 9, page, SIGNATURES)
    words = [plain_words(part.cells[1]) for part in parts]
    assert "".join(words) == f"A02 {text}"
    if len(parts) == 1:
        return
    assert 0 < len(words[1]) < 120
    assert words[0][-1] not in NO_LINE_END
    assert words[1][0] not in NO_LINE_START
    assert parts[0].cells[0] == "1"
    assert [plain_words(cell_words(cell)) for cell in parts[1].cells[2:]] == ["", ""]
    assert parts[0].cells[1][0].strong


def test_a_row_is_cut_where_a_line_ends():
    lines = [f"{number}. 窗口公示与系统不一致" for number in range(200)]
    first, second = last_rows(line("\n".join(lines)), COLUMNS, 9, 156.0, SIGNATURES)
    assert f"{plain_words(first.cells[1])}\n{plain_words(second.cells[1])}" == "\n".join(lines)


def test_text_without_any_mark_is_cut_between_two_characters():
    first, second = last_rows(line("长" * 3000), COLUMNS, 9, 156.0, SIGNATURES)
    assert plain_words(first.cells[1]) + plain_words(second.cells[1]) == "长" * 3000
    (only,) = last_rows(line("长" * 200), COLUMNS, 9, 156.0, SIGNATURES)
    assert only == line("长" * 200)


def test_the_two_rows_of_one_look_like_one():
    (table,) = tables_of(line(SENTENCE * 100), landscape=True)
    *_, first, second, _signed = table.rows
    for row, side in ((first, "bottom"), (second, "top")):
        for cell in cells_of(row):
            assert cell.find(f"{{*}}tcPr/{{*}}tcBorders/{{*}}{side}") is not None
    assert not whole(first)
