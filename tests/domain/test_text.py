# SPDX-License-Identifier: MIT
from __future__ import annotations

from datetime import date

import pytest
from helpers import LONG_NOTE, RARE, TOWNSHIP

from bizenv_desktop.domain.findings.rectification import Finding
from bizenv_desktop.domain.organisation import Level, Organisation
from bizenv_desktop.domain.selfcheck import Answer, Occurrence
from bizenv_desktop.domain.text import clean_text


@pytest.mark.parametrize(
    "text", ["", " 前后空白 ", RARE, LONG_NOTE, "一\n二\t三", "👩‍🌾", "\u3000"]
)
def test_clean_text_stays_the_same_object(text: str) -> None:
    assert clean_text(text) is text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("一\x00二", "一二"),
        ("一\r\n二\r三\u2028四\x0b五\x85六", "一\n二\n三\n四\n五\n六"),
        ("一\ud842二", "一二"),
        ("\udfb7", ""),
        ("\ud842\udfb7野家", "𠮷野家"),
        ("\ufeff一\x1b[31m红\x7f\ufffe", "一[31m红"),
    ],
)
def test_what_cannot_be_stored_or_drawn_is_taken_out(text: str, cleaned: str) -> None:
    assert clean_text(text) == cleaned
    cleaned.encode()


def test_records_are_clean_from_the_start() -> None:
    dirty, clean = "一\x00\r\n二\ud842", "一\n二"
    found = Occurrence("a", dirty, dirty)
    answer = Answer("A01", note=dirty, na_reason=dirty, evidence=dirty, occurrences=(found,))
    assert (answer.note, answer.na_reason, answer.evidence) == (clean, clean, clean)
    assert (found.place, found.note) == (clean, clean)
    finding = Finding("A01", date(2026, 11, 23), dirty, dirty, dirty, dirty, dirty, None, dirty)
    assert {finding.problem, finding.measures, finding.unit, finding.progress} == {clean}
    assert Finding("A01", date(2026, 11, 23)).problem is None
    assert Organisation("X001", dirty, Level.TOWNSHIP).name == clean


@pytest.mark.parametrize(
    ("name", "level", "heading"),
    [
        ("榆林镇", Level.TOWNSHIP, "榆林镇便民服务中心"),
        ("榆林镇便民服务中心", Level.TOWNSHIP, "榆林镇便民服务中心"),
        ("榆林镇政务大厅", Level.TOWNSHIP, "榆林镇政务大厅"),
        ("兰西县", Level.COUNTY, "兰西县"),
    ],
)
def test_a_list_is_headed_with_the_centre(name: str, level: Level, heading: str) -> None:
    assert Organisation("1", name, level).centre_name == heading


def test_an_organisation_is_named_with_its_superiors() -> None:
    assert TOWNSHIP.full_name == "黑龙江省绥化市兰西县榆林镇"
    assert [level.label for level in Level] == ["省级", "市级", "县级", "乡镇"]
