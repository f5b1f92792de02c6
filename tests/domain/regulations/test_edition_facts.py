# SPDX-License-Identifier: MIT
from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from invented_edition import PROVINCIAL_TEXT, PROVINCIAL_TITLE
from invented_text import TEXT

from bizenv_desktop.domain.regulations.edition_facts import (
    editions_of_text,
    likely_facts,
    new_edition,
)
from bizenv_desktop.domain.regulations.regulation_text import parse_regulation
from bizenv_desktop.domain.regulations.text_summary import summary

if TYPE_CHECKING:
    from bizenv_desktop.library import Library

PARSED = parse_regulation(PROVINCIAL_TEXT)
DAY = date(2021, 1, 1)


def titled(title: str, library: Library) -> str:
    facts = replace(likely_facts(PARSED), title=title, effective=DAY)
    return new_edition(PARSED, facts, library.editions.values(), library.initials).id


def test_ids_tell_provinces_with_the_same_initials_apart(library: Library) -> None:
    ids = {titled(f"{name}优化营商环境条例", library) for name in ("山西省", "陕西省")}
    assert len(ids) == 2
    assert all(each.startswith("sxs-") and each.endswith(".yhyshj.20210101") for each in ids)


def test_an_id_needs_letters_only(library: Library) -> None:
    edition_id = titled("𬭎㐱<b>条例", library)
    assert edition_id.isascii()
    assert edition_id.endswith(".20210101")


def test_a_qualifier_is_no_other_regulation(library: Library) -> None:
    assert titled(f"{PROVINCIAL_TITLE}（2025年修正）", library) == "hlj.yhyshj.20210101"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (PROVINCIAL_TEXT, ["hlj.yhyshj.2026"]),
        (PROVINCIAL_TEXT.replace("2025年11月27日", "2024年1月5日"), []),
        (PROVINCIAL_TEXT.replace(PROVINCIAL_TITLE, "澄江省优化营商环境条例"), []),
    ],
)
def test_title_and_day_tell_which_edition_it_is(
    library: Library, text: str, found: list[str]
) -> None:
    parsed = parse_regulation(text)
    assert [each.id for each in editions_of_text(parsed, library.editions.values())] == found


def test_a_text_without_its_day_may_be_any_edition_the_newest_first(library: Library) -> None:
    lines = PROVINCIAL_TEXT.splitlines()
    parsed = parse_regulation("\n".join([lines[0], *lines[2:]]))
    ids = [each.id for each in editions_of_text(parsed, library.editions.values())]
    assert ids == ["hlj.yhyshj.2026", "hlj.yhyshj.2023", "hlj.yhyshj.2019"]


def test_the_summary_says_what_to_look_at() -> None:
    lines = {
        line.name: line for line in summary(parse_regulation(TEXT.replace("第四条", "第三条")))
    }
    assert lines["标题"].words == "青禾县便民服务条例"
    assert not lines["标题"].doubtful
    assert "2022年6月1日修正" in lines["通过和修改"].words
    assert lines["施行日期"].doubtful
    assert lines["章节"].words == "2编，3章，2节"
    assert lines["缺的条"].words == "第四条"
    assert lines["重复的条"].words == "第三条"
    assert lines["重复的条"].doubtful
    assert lines["没有收入"].words.startswith("文末1行：青禾县人民代表大会常务委员会")
