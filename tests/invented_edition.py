# SPDX-License-Identifier: MIT
"""The invented regulation as an imported edition, with citations confirmed in it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from helpers import NOW
from invented_text import TEXT

from bizenv_desktop.domain.regulations.citation import Citation
from bizenv_desktop.domain.regulations.confirmed import (
    ConfirmedCitation,
    ImportedEdition,
    text_digest,
)
from bizenv_desktop.domain.regulations.legal_rank import LegalRank
from bizenv_desktop.domain.regulations.official_text import to_edition
from bizenv_desktop.domain.regulations.regulation_text import parse_regulation

if TYPE_CHECKING:
    from bizenv_desktop.domain.regulations.regulation import Edition


def edition_of(text: str, edition_id: str = "qh.bmfw.2022") -> Edition:
    """An edition of that text."""
    return to_edition(
        parse_regulation(text),
        id=edition_id,
        regulation="qh.bmfw",
        rank=LegalRank.LOCAL_REGULATION,
        issuer="青禾县人民代表大会常务委员会",
        effective=date(2022, 7, 1),
    )


EDITION = edition_of(TEXT)
IMPORTED = ImportedEdition(EDITION, "a.docx", text_digest(EDITION.articles), NOW, "王喆")
CITATIONS = (
    ConfirmedCitation("small", "A01", Citation(EDITION.id, 2, 1, 2, item=1), "王喆𬭎", NOW),
    ConfirmedCitation("small", "B02", Citation(EDITION.id, 3, insert=1), "李㐱", NOW),
)

PROVINCIAL_TITLE = "黑龙江省优化营商环境条例"
PROVINCIAL_TEXT = f"""{PROVINCIAL_TITLE}
（2019年1月18日黑龙江省第十三届人民代表大会第三次会议通过　根据2025年11月27日黑龙江省第十四届\
人民代表大会常务委员会第二十五次会议《关于修改〈{PROVINCIAL_TITLE}〉的决定》第二次修正）
第一章　总则
第一条　为了让来办事的人少跑腿，制定本条例。
第二条　本条例所说的大厅，是指各级便民服务中心。
第二章　政务环境
第三条　窗口公示牌应当写明办什么、谁来办、几天办完。
公示牌上的内容变了，当天更换。
第四条　大厅按时办结率每月公布一次；高峰等候时间超过半小时的，增开窗口。
第五条　乡镇承接下沉的高频事项，应当做到下列事项：
（一）有人会办；
（二）有系统可用。
第三章　守信践诺
第六条　对办事人作出的承诺应当兑现，承诺书存档备查。
第七条　不得弄虚作假，不得乱收费。
第八条　本条例自2026年3月1日起施行。
"""
"""Invented words under the name and notes of a built-in edition that has gaps."""
