# SPDX-License-Identifier: MIT
"""Settings of papers come back from JSON as they went, and never break on what is odd in it."""

from __future__ import annotations

import pytest
from filled_checks import filled_check

from bizenv_desktop.domain.papers.paper_head import paper_head
from bizenv_desktop.domain.papers.paper_kinds import PAPER_KINDS, paper_kind
from bizenv_desktop.domain.papers.paper_settings import (
    PaperSettings,
    setting_name,
    settings_from_json,
    settings_to_json,
)


def test_what_is_kept_comes_back():
    settings = PaperSettings("榆林镇政务服务中心", ("经办人", "主任"), True, False, True)
    assert settings_from_json(settings_to_json(settings)) == settings


@pytest.mark.parametrize(
    "odd",
    [
        None,
        [],
        "x",
        {"centre": 3, "signatories": "x", "landscape": "yes", "code": 1, "prefilled": None},
        {"signatories": ["", "  ", 7], "centre": "  "},
    ],
)
def test_what_is_odd_falls_back(odd):
    assert settings_from_json(odd) == PaperSettings()


def test_each_kind_has_a_setting_of_its_own():
    assert len({setting_name(kind) for kind in PAPER_KINDS}) == len(PAPER_KINDS)


def test_settings_show_on_the_head():
    kind = paper_kind("scoresheet")
    settings = PaperSettings("政务大厅", ("经办人", "审核人", "站长", "镇长"), False, code=False)
    head = paper_head(filled_check([]), kind, {}, settings)
    assert head.title == "政务大厅营商环境自查评分表"
    assert head.signers == ("经办人：赵𬭎", "审核人：钱", "站长：孙", "镇长：")
    assert not head.landscape
    assert head.code == ""
    assert paper_head(filled_check([]), kind, {}, PaperSettings()).landscape
