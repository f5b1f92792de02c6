# SPDX-License-Identifier: MIT
from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from invented_edition import CITATIONS, EDITION, IMPORTED

from bizenv_desktop.domain.regulations.confirmation_file import (
    confirmations_from_text,
    confirmations_to_text,
)
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = {EDITION.id: IMPORTED}


def written() -> str:
    return confirmations_to_text(IMPORTED, "small", reversed(CITATIONS))


def spoilt(**changes: Any) -> str:
    return json.dumps({**json.loads(written()), **changes})


def spoilt_entry(**changes: Any) -> str:
    first, *others = json.loads(written())["citations"]
    return spoilt(citations=[{**first, **changes}, *others])


def test_what_is_written_is_read_back() -> None:
    assert confirmations_from_text(written(), HERE) == CITATIONS
    assert written() == confirmations_to_text(IMPORTED, "small", CITATIONS)


def test_it_is_refused_beside_another_text() -> None:
    other = {EDITION.id: replace(IMPORTED, digest="0" * 64)}
    with pytest.raises(UserError, match="文字不同，没有导入"):
        confirmations_from_text(written(), other)
    with pytest.raises(UserError, match="还没有导入它的正式文本"):
        confirmations_from_text(written(), {})


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: "", "这不是"),
        (lambda: "[]", "这不是"),
        (lambda: "[" * 100_000, "这不是"),
        (lambda: '{"kind": "else"}', "这不是"),
        (lambda: spoilt(citations={}), "这不是"),
        (lambda: spoilt(citations=[1]), "这不是"),
        (lambda: spoilt(more=1), "这不是"),
        (lambda: spoilt(format=2), "请先升级本程序"),
        (lambda: spoilt_entry(place={"edition": EDITION.id, "article": 99}), "没有第九十九条"),
        (lambda: spoilt_entry(place={"edition": "other", "article": 2}), "文件可能被改过"),
        (lambda: spoilt_entry(place={"edition": EDITION.id, "article": "2"}), "这不是"),
        (lambda: spoilt_entry(confirmed="昨天"), "没有写明何时确认"),
        (lambda: spoilt_entry(confirmed_by=" "), "没有写明谁确认的"),
        (lambda: spoilt_entry(confirmed_by="王" * 41), "没有写明谁确认的"),
        (lambda: spoilt_entry(item=""), "没有写明"),
    ],
)
def test_a_spoilt_file_is_refused_in_words(make: Callable[[], str], words: str) -> None:
    with pytest.raises(UserError, match=words):
        confirmations_from_text(make(), HERE)
