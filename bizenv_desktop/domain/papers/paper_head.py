# SPDX-License-Identifier: MIT
"""What stands on every paper of a self-check: whose, of when, by what measure, who signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.domain.papers.paper_code import paper_code
from bizenv_desktop.domain.papers.rectification_list import (
    SIGNATORIES,
    regulation_line,
    score_line,
    signer_lines,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.papers.logo import Logo
    from bizenv_desktop.domain.papers.paper_kinds import PaperKind
    from bizenv_desktop.domain.papers.paper_settings import PaperSettings
    from bizenv_desktop.domain.regulations.regulation import Edition


@dataclass(frozen=True, slots=True)
class PaperHead:
    """The facts of a self-check as papers give them.

    `code` is empty and `logo` None where none is printed.
    """

    kind: PaperKind
    organisation: str
    centre: str
    superiors: str
    sample: bool
    period: str
    checklist: str
    regulation: str
    score_line: str
    printed: date
    signers: tuple[str, ...]
    landscape: bool
    code: str
    logo: Logo | None = None

    @property
    def title(self) -> str:
        """The paper's title."""
        return f"{self.centre}{self.kind.stem}"

    @property
    def unit(self) -> str:
        """The unit with its superiors."""
        return f"{self.superiors}{self.organisation}"

    @property
    def file_name(self) -> str:
        """The export's name without its ending; not yet made safe for a file system."""
        return paper_file_name(self.organisation, self.kind, self.period, self.printed)


def paper_file_name(organisation: str, kind: PaperKind, period: str, printed: date) -> str:
    """榆林镇_整改台账_2026年第4季度_20261123, without its ending."""
    return f"{organisation}_{kind.stem}_{period}_{printed:%Y%m%d}"


def paper_head(
    filled: FilledCheck,
    kind: PaperKind,
    editions: Mapping[str, Edition],
    settings: PaperSettings,
    logo: Logo | None = None,
) -> PaperHead:
    """Freeze the facts of a self-check for one kind of paper, printed the day it was looked at.

    `logo` is the unit's; it is printed where the settings say so.
    """
    check, organisation = filled.check, filled.check.organisation
    return PaperHead(
        kind=kind,
        organisation=organisation.name,
        centre=settings.centre or organisation.centre_name,
        superiors="".join(organisation.path),
        sample=organisation.sample,
        period=check.period.label,
        checklist=f"{filled.checklist.title}（第{filled.checklist.version}版）",
        regulation=regulation_line(editions.get(filled.checklist.edition)),
        score_line=score_line(filled),
        printed=filled.today,
        signers=signer_lines(
            settings.signatories or SIGNATORIES, (check.preparer, check.reviewer, check.head)
        ),
        landscape=settings.lies_across(kind),
        code=paper_code(filled, kind.letter, kind.parts).text if settings.code else "",
        logo=logo if settings.logo else None,
    )
