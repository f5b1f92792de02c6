# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from bizenv_desktop.domain.regulations.enactor import likely_issuer, likely_number, likely_rank
from bizenv_desktop.domain.regulations.legal_rank import LegalRank
from bizenv_desktop.domain.regulations.text_dates import enactment_notes


@pytest.mark.parametrize(
    ("line", "issuer", "rank", "number"),
    [
        (
            "2003年8月27日第十届全国人民代表大会常务委员会第四次会议通过",
            "全国人民代表大会常务委员会", LegalRank.LAW, "",
        ),
        (
            "2019年10月8日国务院第66次常务会议通过 2019年10月22日中华人民共和国国务院令第722号公布",
            "国务院", LegalRank.ADMINISTRATIVE_REGULATION, "中华人民共和国国务院令第722号",
        ),
        (
            "2019年1月18日黑龙江省第十三届人民代表大会第三次会议通过",
            "黑龙江省人民代表大会", LegalRank.LOCAL_REGULATION, "",
        ),
        (
            "2020年1月1日通过 2022年12月22日甲省第十三届人民代表大会常务委员会第三十九次会议修订",
            "甲省人民代表大会常务委员会", LegalRank.LOCAL_REGULATION, "",
        ),
        (
            "2019年12月30日甲省人民政府令第3号公布",
            "甲省人民政府", LegalRank.LOCAL_RULE, "甲省人民政府令第3号",
        ),
        ("2019年1月1日通过", "", None, ""),
    ],
)  # fmt: skip
def test_the_notes_suggest_the_body_its_rank_and_the_number(
    line: str, issuer: str, rank: LegalRank | None, number: str
) -> None:
    notes = enactment_notes(line)
    assert (likely_issuer(notes), likely_rank(notes), likely_number(notes)) == (
        issuer,
        rank,
        number,
    )
