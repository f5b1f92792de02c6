# SPDX-License-Identifier: MIT
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv_desktop.reports.typeset.kinsoku import (
    CLOSING,
    GAP,
    NO_LINE_END,
    NO_LINE_START,
    OPENING,
    SQUEEZE,
    between,
    explode,
    spaced,
    units,
)


def plain_units(text):
    return [unit.replace(GAP, "").replace(SQUEEZE, "") for unit in units(spaced(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("整改率100%，", ["整", "改", "率", "100%，"]),
        ("至2026-12-31前", ["至", "2026-12-31", "前"]),
        ("依据第3版。", ["依", "据", "第3版。"]),
        ("第5.1条", ["第5.1条"]),
        ("第三十六条", ["第", "三", "十", "六", "条"]),
        ("5个工作日内", ["5个", "工", "作", "日", "内"]),
        ("10工作日内", ["10工作日", "内"]),
        ("第4季度", ["第4季度"]),
        ("《条例》（试行）", ["《条", "例》", "（试", "行）"]),
        ("见http://a.b/c?d=1。", ["见", "http://a.b/c?d=1。"]),
        ("two words", ["two ", "words"]),
        ("word ：甲（ 乙 ）", ["word ：", "甲", "（ 乙 ）"]),
        ("cd /usr .5", ["cd ", "/usr ", ".5"]),
        ("还有……等", ["还", "有……", "等"]),
        ("￥100万元", ["￥100万元"]),
        ("面积5㎡左右", ["面", "积", "5㎡", "左", "右"]),
        ("f(x)与AB(二)", ["f(x)", "与", "AB", "(二)"]),
        ("e\u0301tat", ["e\u0301tat"]),
        ("", []),
    ],
)
def test_units_hold_together_what_must_not_be_broken(text, expected):
    assert plain_units(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共3处", f"共{GAP}3{GAP}处"),
        ("用AI写", f"用{GAP}AI{GAP}写"),
        ("共（3）处", "共（3）处"),
        ("100%的", f"100%{GAP}的"),
        ("约±3米", f"约{GAP}±3{GAP}米"),
        ("第 3 版", "第 3 版"),
        ("“好”，", f"“好”{SQUEEZE}，"),
        ("：“好", f"：{SQUEEZE}“好"),
        ("（《", f"（{SQUEEZE}《"),
        ("）（", f"）{SQUEEZE}（"),
        ("？”", "？”"),
        ("……", "……"),
    ],
)
def test_marks_stand_between_scripts_and_between_full_width_marks(text, expected):
    assert spaced(text) == expected


ALPHABET = st.text(
    st.one_of(
        st.sampled_from("依据条例窗口𬭎㐱喆年月日第个版㎡℃①"),
        st.sampled_from(CLOSING + OPENING + "！？…—"),
        st.sampled_from("ABcd019 .,:;%/()[]{}<&>\"'-_"),
        st.characters(codec="utf-8", exclude_characters=GAP + SQUEEZE),
    ),
    max_size=60,
)


@given(ALPHABET)
def test_units_joined_are_the_text(text):
    assert "".join(units(spaced(text))) == spaced(text)
    assert spaced(text).replace(GAP, "").replace(SQUEEZE, "") == text


@given(ALPHABET)
def test_no_unit_begins_with_a_closing_or_ends_with_an_opening_mark(text):
    found = plain_units(text)
    for before, after in pairwise(found):
        assert before.rstrip(" ")[-1:] not in (*NO_LINE_END,), (before, after)
        after_space = before[-1] == " " and after[0].isascii()
        assert after[0] not in NO_LINE_START or after_space, (before, after)


@given(ALPHABET, st.integers(1, 59))
def test_the_seam_between_two_runs_follows_the_same_rules(text, cut):
    before, after = text[:cut], text[cut:]
    breakable, mark = between(before, after)
    if before and after:
        assert mark in ("", GAP, SQUEEZE)
        assert spaced(before[-1] + after[0]) == before[-1] + mark + after[0]
    else:
        assert (breakable, mark) == (True, "")


@given(ALPHABET)
def test_an_exploded_unit_keeps_every_character(text):
    for unit in units(spaced(text)):
        pieces = explode(unit, lambda part: len(part) < 4)
        assert "".join(pieces) == unit
        assert all(pieces)


def test_an_address_is_exploded_with_its_marks_on():
    def never(_: str) -> bool:
        return False

    assert explode("（http”。", never) == ["（h", "t", "t", "p”。"]
    assert explode("。" * 9, never) == ["。"] * 9


def test_an_address_is_cut_after_its_strokes_where_that_is_enough():
    pieces = explode(
        "http://www.a.gov.cn/zw/index.html?id=12&type=3.14。", lambda part: len(part) < 9
    )
    assert pieces == [
        "http://", "www.", "a.", "gov.", "cn/", "zw/", "index.", "html?",
        "id=", "12&", "type=", "3.14。",
    ]  # fmt: skip
    assert explode("2026-12-31", lambda part: len(part) < 9) == ["2026-", "12-", "31"]


@pytest.mark.parametrize(
    "text", ["(", "（", "。", "a(", "1", "第1", " ", "—", "\u0301", "（。", "( ", " 。"]
)
def test_a_hundred_thousand_of_anything_is_cut_in_linear_time(text):
    line = spaced(text * 100_000)
    assert "".join(units(line)) == line
