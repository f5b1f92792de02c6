# SPDX-License-Identifier: MIT
"""Pinyin initials and the search by them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizenv_desktop.domain.pinyin import SIZE, Initials, fold, parse_readings
from bizenv_desktop.errors import ContentError

RESOURCES = Path(__file__).resolve().parents[2] / "resources" / "pinyin"


@pytest.fixture(scope="module")
def pinyin() -> Initials:
    readings = parse_readings((RESOURCES / "readings.tsv").read_bytes())
    return Initials((RESOURCES / "initials.bin").read_bytes(), readings)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("兰西县", "lxx"),
        ("重庆市", "cqs"),
        ("重点项目", "zdxm"),
        ("厦门市", "xms"),
        ("尉犁县", "ylx"),
        ("尉氏县", "wsx"),
        ("乐清市", "yqs"),
        ("乐山市", "lss"),
        ("长春市", "ccs"),
        ("番禺区", "pyq"),
        ("天祝藏族自治县", "tzzzzzx"),
        ("六安市", "las"),
        ("“好差评”二维码(窗口)", "hcpewmck"),
        ("12345热线 A4", "12345rxa4"),
        ("ＡＢＣ①", "abc1"),
        ("湖㳇镇𬭎㐱喆", "hfzhzz"),
        ("㎡ ℃", "m2c"),
        ("〔2026〕<&>\"'\t", "2026"),
        ("", ""),
    ],
)
def test_initials(pinyin: Initials, text: str, expected: str) -> None:
    assert pinyin.initials(text) == expected


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("兰西县红光镇", "红光"),
        ("兰西县红光镇", "hg"),
        ("兰西县红光镇", "HGZ"),
        ("兰西县红光镇", "红光 lx"),
        ("兰西县红光镇", " ｈｇ "),
        ("一次性告知单", "gzd"),
        ("长岭镇", "zl"),  # a character of two readings is found by both
        ("长岭镇", "cl"),
        ("尉家村乐园", "yj"),
        ("尉家村乐园", "cyy"),
        ("大厅面积320㎡", "320m2"),
        ("任何文字", ""),
        ("𠀀𠀁", "𠀁"),
    ],
)
def test_matches(pinyin: Initials, text: str, query: str) -> None:
    assert pinyin.matches(text, query)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("兰西县红光镇", "红星"),
        ("兰西县红光镇", "hgx"),
        ("兰西县红光镇", "红光 qg"),
        ("重庆市", "zq"),  # a settled word has one reading
        ("兰西县", "lxxx"),
        ("兰西县", "<"),
        ("", "l"),
    ],
)
def test_does_not_match(pinyin: Initials, text: str, query: str) -> None:
    assert not pinyin.matches(text, query)


def test_fold_makes_case_and_width_equal() -> None:
    assert fold("ＡbＣ㎡") == "abcm2"


def test_works_without_exceptions() -> None:
    plain = Initials((RESOURCES / "initials.bin").read_bytes())
    assert plain.initials("红光镇") == "hgz"


def test_every_character_of_the_table_has_a_letter_or_is_known_to_have_none() -> None:
    table = (RESOURCES / "initials.bin").read_bytes().decode("ascii")
    assert len(table) == SIZE == 20_902
    unread = {chr(0x4E00 + place) for place, letter in enumerate(table) if letter == "?"}
    assert unread == set("兙兡嗧桛烪瓧瓰瓱瓼甅")
    assert set(table) - {"?"} == set("abcdefghjklmnopqrstwxyz")


def test_a_table_of_another_size_is_refused() -> None:
    with pytest.raises(ContentError, match="20902"):
        Initials(b"abc")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("长", "第2行"),
        ("长\tCZ", "第2行"),
        ("重庆\tc", "第2行"),
        ("\tc", "第2行"),
        ("长\tcz\n长\tz", "第3行.*重复"),
    ],
)
def test_a_bad_line_of_readings_is_refused_by_its_number(line: str, reason: str) -> None:
    with pytest.raises(ContentError, match=reason):
        parse_readings(f"# head\n{line}\n".encode())
