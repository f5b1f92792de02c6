# SPDX-License-Identifier: MIT
"""Rows of findings, made up one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bizenv_desktop.domain.papers.rectification_list import ListRow


def make_row(number: int = 1, **changes: object) -> ListRow:
    """A finding with every field filled; `changes` replace fields."""
    row = ListRow(
        number=number,
        dimension="政务环境" if number < 40 else "守信践诺",
        code=f"A{number:02d}",
        title="窗口办公设备",
        basis=("《行政许可法》第三十条", "省条例条号待核"),
        problem=f"第{number}处问题：3号窗口高拍仪损坏",
        measures=f"第{number}条措施：当天报修，两天修不好就调一台",
        unit=f"责任单位{number}",
        person=f"王喆{number}",
        leader=f"李雷{number}",
        due=date(2026, 12, 3) + timedelta(days=number),
        progress=f"整改中{number}",
        remark=f"备注{number}",
    )
    return replace(row, **changes)
