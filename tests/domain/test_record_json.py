# SPDX-License-Identifier: MIT
from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from helpers import LONG_NOTE, RARE, make_item
from hypothesis import given
from invented_edition import EDITION
from scoring_strategies import checklists

from bizenv_desktop.domain.checklists.checklist import Band, Checklist, Deadline, Deduction, Tiers
from bizenv_desktop.domain.record_json import from_json, to_json
from bizenv_desktop.domain.regulations.regulation import Citation, Edition
from bizenv_desktop.errors import UserError


def test_the_real_checklist_comes_back_the_same(checklist: Checklist) -> None:
    text = to_json(checklist)
    again = from_json(Checklist, text)
    assert again == checklist
    assert to_json(again) == text
    assert isinstance(again.items[0].points, Decimal)


@given(checklists())
def test_any_checklist_comes_back_the_same(checklist: Checklist) -> None:
    again = from_json(Checklist, to_json(checklist))
    assert again == checklist
    assert [str(item.points) for item in again.items] == [
        str(item.points) for item in checklist.items
    ]


@pytest.mark.parametrize("text", [RARE, LONG_NOTE, "", "\\u0000", '{"a":1}', "</script>"])
def test_any_text_comes_back_the_same(small: Checklist, text: str) -> None:
    item = replace(make_item("A01"), title=text, standard=text, evidence=(text,))
    assert from_json(Checklist, to_json(replace(small, items=(item,)))).items == (item,)


def test_defaults_are_left_out_and_decimals_are_text() -> None:
    assert to_json(Deduction("a", "缺牌", Decimal("0.20"))) == (
        '{"code":"a","text":"缺牌","each":"0.20"}'
    )
    assert to_json(Band(Decimal("1E+1"), "好")) == '{"score":"10","text":"好"}'
    assert from_json(Band, '{"score":"10","text":"好","at_most":null}').at_most is None


DEDUCTION = {"code": "a", "text": "缺牌", "each": "0.2"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        '"a"',
        "NaN",
        "1e999",
        "[" * 100_000,
        json.dumps(DEDUCTION | {"colour": "red"}),
        json.dumps({"code": "a", "text": "缺牌"}),
        json.dumps(DEDUCTION | {"each": 0.2}),
        json.dumps(DEDUCTION | {"each": "NaN"}),
        json.dumps(DEDUCTION | {"each": "1E+999999999"}),
        json.dumps(DEDUCTION | {"each": "٢"}),
        json.dumps(DEDUCTION | {"each": "9" * 1000}),
        json.dumps(DEDUCTION | {"each": None}),
        json.dumps(DEDUCTION | {"code": 1}),
        json.dumps(DEDUCTION | {"code": None}),
        json.dumps(DEDUCTION | {"code": ["a"]}),
    ],
)
def test_a_text_that_is_no_record_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError) as refused:
        from_json(Deduction, text)
    assert str(refused.value) == (
        "数据库里的“Deduction”记录读不出来，文件可能已损坏；请用备份恢复。"
    )


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Tiers, '{"label":"次数","unit":"次","bands":"abc"}'),
        (Tiers, '{"label":"次数","unit":"次","bands":{"0":{}}}'),
        (Tiers, '{"label":"次数","unit":"次","bands":[["1","好"]]}'),
        (Citation, '{"edition":"a","article":true}'),
        (Citation, '{"edition":"a","article":"1"}'),
        (Citation, '{"edition":"a","article":1.0}'),
        (Deadline, '{"days":5,"kind":"weeks","basis":"一周"}'),
        (Deadline, '{"days":5,"kind":1,"basis":"一周"}'),
    ],
)
def test_nothing_is_converted_on_the_way_in(kind: type, text: str) -> None:
    with pytest.raises(UserError):
        from_json(kind, text)


def test_an_edition_with_its_days_comes_back_the_same() -> None:
    assert from_json(Edition, to_json(EDITION)) == EDITION
    text = to_json(EDITION).replace("2022-07-01", "2022-13-01")
    with pytest.raises(UserError):
        from_json(Edition, text)


def test_text_that_could_not_be_stored_is_cleaned_on_the_way_in() -> None:
    kind = from_json(Deduction, '{"code":"a","text":"缺\\u0000\\ud842牌","each":"0.2"}')
    assert kind.text == "缺牌"
