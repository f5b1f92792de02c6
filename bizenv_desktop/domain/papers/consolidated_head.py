# SPDX-License-Identifier: MIT
"""What stands on every paper a superior makes of what it received."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.domain.papers.paper_head import PaperHead
from bizenv_desktop.domain.papers.paper_settings import PaperSettings
from bizenv_desktop.domain.papers.rectification_list import SIGNATORIES, signer_lines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.exchange.wall import Coverage
    from bizenv_desktop.domain.organisation import Organisation
    from bizenv_desktop.domain.papers.paper_kinds import PaperKind


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
