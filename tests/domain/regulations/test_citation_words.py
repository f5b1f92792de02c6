# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from bizenv_desktop.domain.regulations.citation import Citation
from bizenv_desktop.domain.regulations.citation_words import place_from
from bizenv_desktop.errors import UserError

IN_FULL = Citation("a", 36, 1, 4, item=2)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("第三十六条第一款第（四）项第2目", IN_FULL),
        ("《某某省优化营商环境条例》第三十六条第一款第（四）项第2目", IN_FULL),
        (" 36条 1款 （4）项2目", IN_FULL),
        ("第３６条第１款", Citation("a", 36, 1)),
        ("36.1.4", Citation("a", 36, 1, 4)),
        ("36", Citation("a", 36)),
        ("三十六", Citation("a", 36)),
        ("第六条第（一）项", Citation("a", 6, None, 1)),
        ("第三十二条之一第二款", Citation("a", 32, 2, insert=1)),
        ("第一百〇二条", Citation("a", 102)),
    ],
)
def test_what_people_type_is_read(text: str, place: Citation) -> None:
    assert place_from(text, "a") == place


def test_what_is_printed_is_read_back() -> None:
    for place in (IN_FULL, Citation("a", 10), Citation("a", 110, 12, insert=11)):
        assert place_from(place.label(), "a") == place


@pytest.mark.parametrize(
    "text", ["", "条", "第条", "第零条", "0", "36.0", "九条半", "36款", "𬭎", "99999"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="看不懂条号"):
        place_from(text, "a")
