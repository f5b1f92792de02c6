# SPDX-License-Identifier: MIT
"""整改清单 on paper: everything the record holds, on every page what belongs there."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
from filled_checks import PRINTED, filled_check, met_everywhere
from helpers import LONG_NOTE, RARE, small_checklist
from paper_rows import make_row
from reports.pdf_reading import page_texts, squeezed, whole_text

from bizenv_desktop.domain.papers.rectification_list import (
    DEFAULT_COLUMNS,
    rectification_list,
)
from bizenv_desktop.reports.blocks import fitted
from bizenv_desktop.reports.layouts.rectification_list import (
    NOTHING_FOUND,
    NOTHING_YET,
    list_columns,
)
from bizenv_desktop.reports.preview import page_count
from bizenv_desktop.reports.rectification_list import draw

SAMPLE = "示例内容为虚构"


@pytest.fixture(scope="session")
def empty(library):
    answers = met_everywhere(small_checklist())
    return rectification_list(filled_check(answers), library.editions, PRINTED)


@pytest.fixture
def record(empty):
    return replace(empty, rows=tuple(make_row(number) for number in range(1, 61)))


def hide(*keys):
    return tuple(replace(c, shown=c.shown and c.key not in keys) for c in DEFAULT_COLUMNS)


def test_every_field_of_every_row_reaches_the_paper(record, faces):
    drawn = draw(record, faces)
    text = whole_text(drawn.pdf)
    for row in record.rows:
        for field in (row.problem, row.measures, row.unit, row.person, row.progress, row.remark):
            assert squeezed(field) in text
        assert f"领导：{row.leader}" in text
        assert f"{row.code}{row.title}" in text
        assert f"{row.due:%Y-%m-%d}" in text
    assert drawn.missing == ()
    assert drawn.pages == page_count(drawn.pdf) > 3


def test_the_first_page_says_whose_list_it_is(record, faces):
    first = squeezed(page_texts(draw(record, faces).pdf)[0])
    for words in (
        "榆林镇便民服务中心营商环境自查整改清单",
        "单位：黑龙江省绥化市兰西县榆林镇",
        "期次：2026年第4季度",
        "打印日期：2026年11月23日",
        "依据：《黑龙江省优化营商环境条例》（2026年3月1日起施行）；小自查表（第1版）",
        "得分：自评分100.00，需整改的问题60个",
    ):
        assert words in first


def test_head_number_and_mark_stand_on_every_page(record, faces):
    for number, page in enumerate(page_texts(draw(record, faces).pdf), 1):
        text = squeezed(page)
        assert "序号检查项及依据存在问题" in text
        assert f"—{number}—" in text
        assert SAMPLE in text
        assert "榆林镇便民服务中心营商环境自查整改清单" in text


def test_a_real_unit_has_no_mark(record, faces):
    assert SAMPLE not in whole_text(draw(replace(record, sample=False), faces).pdf)


def test_the_signatures_share_their_page_with_a_row(record, faces):
    for count in range(1, 13):
        some = replace(record, rows=record.rows[:count])
        last = squeezed(page_texts(draw(some, faces).pdf)[-1])
        assert f"第{count}处问题" in last
        for words in ("填表人：赵𬭎", "审核人：钱", "单位负责人：孙", "（单位盖章）", "年月日"):
            assert words in last


@pytest.mark.parametrize(("complete", "words"), [(True, NOTHING_FOUND), (False, NOTHING_YET)])
def test_a_list_without_findings_is_one_whole_page(empty, faces, complete, words):
    drawn = draw(replace(empty, complete=complete), faces)
    text = whole_text(drawn.pdf)
    assert drawn.pages == 1
    assert words in text
    assert "单位负责人：孙" in text
    assert "需整改的问题" not in text.replace(words, "")


def test_a_row_taller_than_a_page_goes_on_and_says_so(record, faces):
    long = make_row(1, problem=LONG_NOTE)
    drawn = draw(replace(record, rows=(long, make_row(2))), faces)
    pages = [squeezed(page) for page in page_texts(drawn.pdf)]
    assert len(pages) >= 3
    assert sum("1续" in page for page in pages) >= len(pages) - 2
    assert "".join(pages).count("趟") == LONG_NOTE.count("趟")


def test_no_character_of_a_long_note_is_lost(empty, faces):
    """A column of its own, so that extraction reads line after line."""
    note = "".join(f"第{number}条问题。" for number in range(1, 500))
    only = tuple(replace(c, shown=c.key == "problem") for c in DEFAULT_COLUMNS)
    bare = make_row(1, problem=note, unit="", person="", leader="", progress="", remark="")
    drawn = draw(replace(empty, rows=(bare,), columns=only), faces)
    text = "".join(
        squeezed(page).split("存在问题", 1)[1].removeprefix("一、政务环境（1项）")
        for page in page_texts(drawn.pdf)
    )
    at = -1
    for number in range(1, 500):
        at = text.find(f"第{number}条问题。", at + 1)
        assert at >= 0, number


def test_rare_characters_markup_and_tabs_are_plain_text(record, faces):
    odd = make_row(1, problem=RARE, measures="前\t后", unit='<font color="red">', person="𬭎㐱")
    drawn = draw(replace(record, rows=(odd,)), faces)
    text = whole_text(drawn.pdf)
    for words in (squeezed(RARE), "前后", '<fontcolor="red">', "𬭎㐱"):
        assert words in text
    assert drawn.missing == ()


def test_a_character_no_face_can_draw_is_reported_and_printed_as_a_geta(record, faces):
    odd = make_row(1, problem="名字里有\U0002ceb9和\U0001f600的")
    drawn = draw(replace(record, rows=(odd,), head="\U0001f600"), faces)
    assert "\U0001f600" in drawn.missing
    assert "〓" in whole_text(drawn.pdf)


@pytest.mark.parametrize("field", ["unit", "person", "leader", "progress", "remark"])
def test_what_was_typed_into_a_column_that_is_off_stands_elsewhere(record, faces, field):
    row = make_row(1)
    text = whole_text(draw(replace(record, rows=(row,), columns=hide(field)), faces).pdf)
    assert getattr(row, field) in text


@pytest.mark.parametrize("key", [column.key for column in DEFAULT_COLUMNS])
def test_with_one_column_left_everything_typed_is_still_there(record, faces, key):
    row = make_row(1)
    only = tuple(replace(c, shown=c.key == key) for c in DEFAULT_COLUMNS)
    text = whole_text(draw(replace(record, rows=(row,), columns=only), faces).pdf)
    for words in (row.unit, row.person, row.leader, row.progress, row.remark):
        assert squeezed(words) in text


def test_a_leader_with_a_column_of_its_own_is_not_doubled(record, faces):
    columns = tuple(replace(c, shown=True) for c in DEFAULT_COLUMNS)
    text = whole_text(draw(replace(record, rows=(make_row(1),), columns=columns), faces).pdf)
    assert text.count("李雷1") == 1
    assert "责任领导" in text
    assert "领导：" not in text


def test_renamed_and_moved_columns_are_printed_so(record, faces):
    first, *rest = (replace(c, title=f"新{c.title}") for c in DEFAULT_COLUMNS)
    drawn = draw(replace(record, columns=(*rest, first)), faces)
    assert "新检查项及依据新存在问题" in squeezed(page_texts(drawn.pdf)[0])


ALL_SHOWN = tuple(replace(column, shown=True) for column in DEFAULT_COLUMNS)
SLIM = tuple(replace(c, width=16 if c.key == "due" else c.width) for c in DEFAULT_COLUMNS)


@pytest.mark.parametrize(
    ("columns", "lines"),
    [(DEFAULT_COLUMNS, "2026-12-04"), (ALL_SHOWN, "2026-12-04"), (SLIM, "2026年\r\n12月4日")],
)
def test_the_deadline_is_broken_after_the_year_or_not_at_all(record, faces, columns, lines):
    made = replace(record, rows=(make_row(1),), columns=columns)
    assert lines in page_texts(draw(made, faces).pdf)[0]


def test_short_columns_keep_their_width_and_text_gives_way():
    columns = fitted(list_columns(ALL_SHOWN), 225)
    assert sum(column.width for column in columns) == pytest.approx(225)
    for before, after in zip(ALL_SHOWN, columns, strict=True):
        if before.key in ("basis", "problem", "measures"):
            assert 20 <= after.width < before.width
        else:
            assert after.width == before.width


def test_columns_too_wide_for_any_page_all_give_way():
    wide = tuple(replace(column, width=200.0, shown=True) for column in DEFAULT_COLUMNS)
    found = {round(column.width, 6) for column in fitted(list_columns(wide), 225)}
    assert found == {round(225 / 11, 6)}


def test_without_text_columns_the_others_fill_the_page():
    short = tuple(c for c in DEFAULT_COLUMNS if c.key in ("number", "unit", "due"))
    assert sum(c.width for c in fitted(list_columns(short), 225)) == pytest.approx(225)


def test_the_outline_leads_to_each_dimension(record, faces):
    with pypdfium2.PdfDocument(draw(record, faces).pdf) as document:
        outline = [entry.get_title() for entry in document.get_toc()]
    assert outline == ["政务环境", "守信践诺"]


def test_the_properties_are_in_chinese(record, faces):
    with pypdfium2.PdfDocument(draw(record, faces).pdf) as document:
        facts = document.get_metadata_dict()
    assert facts["Title"] == "榆林镇便民服务中心营商环境自查整改清单（2026年第4季度）"
    assert facts["Author"] == "榆林镇"
    assert facts["Keywords"] == "营商环境,自查,整改清单"


def test_the_same_record_gives_the_same_bytes(record, faces):
    assert draw(record, faces).pdf == draw(record, faces).pdf


def test_the_page_is_a4_laid_across(record, faces):
    with pypdfium2.PdfDocument(draw(record, faces).pdf) as document:
        width, height = document[0].get_size()
    assert (round(width), round(height)) == (842, 595)


def test_the_faces_of_this_pc_are_used_where_none_are_given(record):
    drawn = draw(replace(record, rows=record.rows[:1]))
    assert "第1处问题" in whole_text(drawn.pdf)
