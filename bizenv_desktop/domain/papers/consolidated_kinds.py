# SPDX-License-Identifier: MIT
"""The papers a superior makes of what it received; those of one self-check are `paper_kinds`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.domain.papers.paper_head import PaperHead
from bizenv_desktop.domain.papers.paper_kinds import PaperFormat, PaperKind, PaperSetting
from bizenv_desktop.domain.papers.paper_settings import PaperSettings
from bizenv_desktop.domain.papers.rectification_list import SIGNATORIES, signer_lines
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.exchange.wall import Coverage
    from bizenv_desktop.domain.organisation import Organisation

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


def consolidated_head(
    kind: PaperKind,
    own: Organisation,
    period: str,
    checklists: Iterable[Checklist],
    coverage: Coverage,
    printed: date,
    settings: PaperSettings | None = None,
    *,
    sample: bool = False,
) -> PaperHead:
    """What stands on every such paper: the superior's name, the period, how complete it is.

    `sample` says that all that was received is made up.
    """
    settings = settings or PaperSettings()
    titles = dict.fromkeys(f"{each.title}（第{each.version}版）" for each in checklists)
    return PaperHead(
        kind=kind,
        organisation=own.name,
        centre=settings.centre or own.centre_name,
        superiors="".join(own.path),
        sample=own.sample or sample,
        period=period,
        checklist="、".join(titles),
        regulation="",
        score_line=coverage.sentence.rstrip("。"),
        printed=printed,
        signers=signer_lines(settings.signatories or SIGNATORIES, ()),
        landscape=settings.lies_across(kind),
        code="",
    )
