# SPDX-License-Identifier: MIT
"""The papers a superior makes of what it received; those of one self-check are `paper_kinds`."""

from __future__ import annotations

from bizenv_desktop.domain.papers.paper_kinds import PaperFormat, PaperKind, PaperSetting
from bizenv_desktop.errors import UserError

_SETTINGS = (PaperSetting.CENTRE, PaperSetting.SIGNATURES)
CONSOLIDATED_KINDS = (
    PaperKind(
        "report",
        "汇总报告",
        "营商环境自查汇总报告",
        "",
        (),
        _SETTINGS,
        formats=(PaperFormat.PDF, PaperFormat.DOCX),
        hint="应报未报、各维度得分、共性问题、主要问题和下步措施",
    ),
    PaperKind(
        "list",
        "汇总整改清单",
        "营商环境自查汇总整改清单",
        "",
        (),
        _SETTINGS,
        landscape=True,
        hint="各单位没有销号的问题，按单位或按检查项排列",
    ),
    PaperKind(
        "scores",
        "汇总得分表",
        "营商环境自查汇总得分表",
        "",
        (),
        _SETTINGS,
        landscape=True,
        hint="各单位总分和各维度得分率，按单位代码排列",
    ),
    PaperKind(
        "wall",
        "应报未报表",
        "营商环境自查应报未报表",
        "",
        (),
        _SETTINGS,
        hint="谁报了、谁没报、报的是第几版",
    ),
    PaperKind(
        "urge",
        "催报单",
        "营商环境自查催报单",
        "",
        (),
        _SETTINGS,
        hint="发给没有上报和要重新上报的单位，一个单位一张，或一张总表",
    ),
)
"""In the order they are offered."""


def consolidated_kind(kind_id: str) -> PaperKind:
    """The kind of that id; `UserError` names those there are."""
    for kind in CONSOLIDATED_KINDS:
        if kind.id == kind_id:
            return kind
    known = "、".join(f"{kind.id}（{kind.name}）" for kind in CONSOLIDATED_KINDS)
    raise UserError(f"没有“{kind_id}”这种汇总材料；可以打印的有{known}。")
