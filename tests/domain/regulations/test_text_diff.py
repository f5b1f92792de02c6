# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv_desktop.domain.regulations.text_diff import NO_MARKS, Marks, Span, difference


def marked(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


def without(text: str, spans: tuple[Span, ...]) -> str:
    kept, reached = "", 0
    for span in spans:
        kept += text[reached : span.start]
        reached = span.end
    return kept + text[reached:]


@pytest.mark.parametrize(
    ("old", "new", "removed", "added"),
    [
        ("保护市场主体权益。", "保护经营主体权益。", ["市场"], ["经营"]),
        ("五日内办结。", "五个工作日内办结。", [], ["个工作"]),
        ("", "新的", [], ["新的"]),
        ("旧的", "", ["旧的"], []),
        ("𬭎的<字>&。", "𬭎和<字>&。", ["的"], ["和"]),
        ("第一款。\n第二款。", "第一款。\n插进来。\n第二款。", [], ["插进来。\n"]),
    ],
)
def test_marks(old: str, new: str, removed: list[str], added: list[str]) -> None:
    marks = difference(old, new)
    assert (marked(old, marks.removed), marked(new, marks.added)) == (removed, added)


def test_equal_texts_have_none() -> None:
    assert difference("一样\n一样", "一样\n一样") == NO_MARKS == Marks()


@given(st.text("甲乙丙。\n", max_size=40), st.text("甲乙丙。\n", max_size=40))
def test_what_is_not_marked_is_the_same_on_both_sides(old: str, new: str) -> None:
    marks = difference(old, new)
    assert without(old, marks.removed).split() == without(new, marks.added).split()
    for spans, text in ((marks.removed, old), (marks.added, new)):
        places = [place for span in spans for place in (span.start, span.end)]
        assert places == sorted(places)
        assert all(0 <= place <= len(text) for place in places)
