# SPDX-License-Identifier: MIT
import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bizenv_desktop.reports.typeset.kinsoku import GAP, NO_LINE_END, NO_LINE_START, SQUEEZE
from bizenv_desktop.reports.typeset.lines import Measure, break_lines


def width_of(char):
    """Widths of a made-up face: an em for wide characters, half of one for the others."""
    if unicodedata.combining(char):
        return 0
    return 1000 if unicodedata.east_asian_width(char) in "WFA" else 500


def set_lines(text, width, *, indent=0, tab=4000):
    parts = [(text, 0)] if isinstance(text, str) else list(zip(text, range(9), strict=False))
    measures = [Measure(width_of) for _ in parts]
    return break_lines(parts, measures, width, indent=indent, tab=tab)


def shown(line):
    text = "".join(piece.text for piece in line.pieces)
    return text.replace(GAP, "").replace(SQUEEZE, "")


def texts(*args, **kwargs):
    return [shown(line) for line in set_lines(*args, **kwargs)]


def test_lines_are_filled_and_closing_marks_hang_half_an_em():
    assert texts("一二三四五六七", 3000) == ["一二三", "四五六", "七"]
    assert texts("一二三，四", 3500) == ["一二三，", "四"]  # half the comma's em is blank
    assert texts("一二三，四", 3400) == ["一二", "三，四"]


def test_a_word_a_number_and_a_date_move_to_the_next_line_whole():
    assert texts("截至2026-12-31完成", 6000) == ["截至", "2026-12-31", "完成"]
    assert texts("整改率为100%的", 5000) == ["整改率为", "100%的"]
    assert texts("一二三第3版四", 4500) == ["一二三", "第3版四"]


def test_a_token_wider_than_the_line_is_cut_where_the_line_ends():
    assert texts("见" + "a" * 20, 5000) == ["见aaaaaaa", "aaaaaaaaaa", "aaa"]
    assert texts("2026-12-31", 3000) == ["2026-", "12-31"]


def test_newlines_tabs_spaces_and_nothing():
    assert texts("", 5000) == [""]
    assert texts("\n", 5000) == ["", ""]
    assert texts("一\n\n二", 5000) == ["一", "", "二"]
    assert [line.soft for line in set_lines("一二三四\n五", 2000)] == [True, False, False]
    (line,) = set_lines("一\t二\t三", 20_000)
    assert [piece.x for piece in line.pieces] == [0, 4000, 8000]
    assert texts("一二三\t四", 4000) == ["一二三", "四"]
    assert texts("ab   cd", 1000) == ["ab", "cd"]  # spaces at the end of a line hang
    assert texts("  ab", 5000) == ["  ab"]


def test_the_first_line_is_indented():
    lines = set_lines("一二三四五六", 4000, indent=2000)
    assert [shown(line) for line in lines] == ["一二", "三四五六"]
    assert lines[0].pieces[0].x == 2000


def test_runs_break_as_one_text():
    assert texts(["责任单位", "：中心"], 4000) == ["责任单", "位：中心"]
    assert texts(["见（", "一）二"], 2500) == ["见", "（一）", "二"]
    assert texts(["一二", "GB", "/T", "9704"], 4500) == ["一二", "GB/T9704"]
    (line,) = set_lines(["共", "3", "", "处"], 9000)
    assert [piece.text for piece in line.pieces] == [f"共{GAP}", f"3{GAP}", "处"]
    assert [piece.x for piece in line.pieces] == [0, 1200, 1900]


CHARS = (
    "一二三四五六七八九十年第版个喆𬭎㐱" * 3 + "，。：；（）《》“”、！…" + "abcXYZ0123456789%-./ "
)
TEXT = st.text(st.sampled_from(CHARS), max_size=200)


@given(TEXT, st.integers(8, 40))
def test_no_character_is_lost_and_no_line_is_too_wide(text, ems):
    lines = set_lines(text, ems * 1000)
    assert "".join(map(shown, lines)).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        natural = sum(map(width_of, shown(line)))
        squeezes = sum(piece.text.count(SQUEEZE) for piece in line.pieces)
        assert line.width <= ems * 1000
        assert natural - 500 * squeezes <= ems * 1000 + 500


@given(
    st.lists(
        st.sampled_from(
            [
                "条例",
                "窗口，",
                "（试行）",
                "《办法》",
                "100%",
                "2026-12-31",
                "第3版",
                "“一窗”",
                "：",
                "、",
                "word ",
                "𬭎",
            ]
        ),
        max_size=60,
    ),
    st.integers(8, 30),
)
def test_no_line_begins_or_ends_with_a_forbidden_mark(words, ems):
    text = re.sub("[：、，]{3,}", "，", "".join(words))
    lines = [shown(line) for line in set_lines(text, ems * 1000)]
    for line in lines[1:]:
        assert not line or line[0] not in NO_LINE_START, lines
    for line in lines[:-1]:
        assert not line or line[-1] not in NO_LINE_END, lines
    for token in ("100%", "2026-12-31", "第3版"):
        if f"{token}{token}" not in text and not re.search(f"[0-9%]{token}|{token}[0-9]", text):
            assert sum(line.count(token) for line in lines) == text.count(token)


@given(st.lists(TEXT, min_size=1, max_size=5), st.integers(5, 30))
def test_text_in_runs_keeps_every_character_in_order(runs, ems):
    lines = set_lines(runs, ems * 1000)
    assert "".join(map(shown, lines)).replace(" ", "") == "".join(runs).replace(" ", "")
    for line in lines:
        assert [piece.x for piece in line.pieces] == sorted(piece.x for piece in line.pieces)


def test_a_note_of_many_thousand_characters_is_set():
    text = "一次性告知单未放置（共3处），办事指南为2023年版；" * 5000
    lines = set_lines(text, 20_000)
    assert "".join(map(shown, lines)) == text
