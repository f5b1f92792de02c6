# SPDX-License-Identifier: MIT
"""The whole circle on paper: township, county, feedback, and both columns on the 评分表."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from answering import make_pair, take
from helpers import LONG_NOTE, NOW
from reports.office_reading import excel_text, word_text
from reports.pdf_reading import whole_text

from bizenv_desktop.actions.paper_actions import paper, write_one
from bizenv_desktop.actions.reviewing_actions import under_review
from bizenv_desktop.domain.exchange.feedback import NoteKind, reviewed_card
from bizenv_desktop.domain.papers.paper_kinds import PaperFormat, paper_kind

if TYPE_CHECKING:
    from pathlib import Path

    from answering import Superior
    from exchanging import Town

    from bizenv_desktop.library import Library

READERS = {
    PaperFormat.PDF: whole_text,
    PaperFormat.DOCX: word_text,
    PaperFormat.XLSX: excel_text,
}
REASON = "现场没有看到公示牌<&>𬭎"


@pytest.fixture
def answered(tmp_path: Path) -> tuple[Town, Superior]:
    """A township that has taken in what the county said of two of its items."""
    town, county = make_pair(tmp_path)
    county.receive(town.submit(tmp_path / "stick").path)
    county.review(town, {"A01": ("0.25", REASON), "A02": ("0.05", LONG_NOTE)})
    county.note(town, "三日内补齐台账<&>𬭎", due=NOW.date() + timedelta(days=22))
    county.note(town, LONG_NOTE, NoteKind.RETURN)
    take(town, county.answer(town, tmp_path / "stick").path)
    return town, county


@pytest.mark.parametrize("form", PaperFormat)
def test_the_score_sheet_shows_both_columns_with_the_reasons(
    answered: tuple[Town, Superior],
    library: Library,
    tmp_path: Path,
    form: PaperFormat,
) -> None:
    town, _ = answered
    kind = paper_kind("scoresheet")
    with town.open() as store:
        record = paper(store, town.key, library, kind, NOW.date())
    text = READERS[form](write_one(record, kind, tmp_path / f"a.{form}").content)
    flat = "".join(text.split())
    assert f"：{REASON}" in flat
    assert flat.count("窗口公示与系统不一致") > 110, "both long ones, less what a page's end cuts"
    assert "0.25" in text
    assert "2项有考核分，其余" in flat
    assert "上级意见" in flat
    assert "兰西县督办（12月15日前办结，针对第1版）：三日内补齐台账<&>𬭎" in flat
    assert "兰西县退回（针对第1版）：" in flat


def test_the_paper_says_what_the_county_sees(
    answered: tuple[Town, Superior], library: Library
) -> None:
    town, county = answered
    with county.open() as store:
        under = under_review(store, town.key, NOW.date())
        given = {code: review.given for code, review in under.reviews.items()}
        total = reviewed_card(under.filled, given).total
    with town.open() as store:
        record = paper(store, town.key, library, paper_kind("scoresheet"), NOW.date())
    assert record.part_reviewed.endswith(f"考核总分{total}分")


@pytest.mark.parametrize("form", PaperFormat)
def test_the_ledger_says_what_is_pressed_for(
    answered: tuple[Town, Superior], library: Library, tmp_path: Path, form: PaperFormat
) -> None:
    town, _ = answered
    kind = paper_kind("ledger")
    with town.open() as store:
        record = paper(store, town.key, library, kind, NOW.date())
    flat = "".join(READERS[form](write_one(record, kind, tmp_path / f"a.{form}").content).split())
    assert "兰西县督办（12月15日前办结，针对第1版）：三日内补齐台账" in flat


def test_papers_without_feedback_are_as_before(tmp_path: Path, library: Library) -> None:
    town, _ = make_pair(tmp_path)
    with town.open() as store:
        record = paper(store, town.key, library, paper_kind("scoresheet"), NOW.date())
    assert (record.notes, record.part_reviewed) == ((), "")
    assert all(row.reviewed is None for section in record.sections for row in section.rows)
