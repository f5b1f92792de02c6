# SPDX-License-Identifier: MIT
"""The frozen record of each kind of paper, made from a filled self-check."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from bizenv_desktop.domain.annex import Annex, annex
from bizenv_desktop.domain.papers.ledger import Ledger, Reminder, ledger, reminder
from bizenv_desktop.domain.papers.paper_head import PaperHead, paper_head
from bizenv_desktop.domain.papers.paper_settings import PaperSettings
from bizenv_desktop.domain.papers.rectification_list import (
    DEFAULT_COLUMNS,
    SIGNATORIES,
    RectificationList,
    list_rows,
    rectification_list,
)
from bizenv_desktop.domain.papers.report_record import ReportRecord, report_record
from bizenv_desktop.domain.papers.scoresheet import ScoreSheet, score_sheet
from bizenv_desktop.domain.papers.walkround import WalkroundSheet, walkround_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.papers.logo import Logo
    from bizenv_desktop.domain.papers.paper_kinds import PaperKind
    from bizenv_desktop.domain.papers.rectification_list import ListColumn
    from bizenv_desktop.domain.papers.report_draft import EditedParagraph
    from bizenv_desktop.domain.papers.reviewed import ReviewedScore
    from bizenv_desktop.domain.regulations.regulation import Edition

PaperRecord: TypeAlias = (
    RectificationList | ScoreSheet | ReportRecord | Ledger | Reminder | WalkroundSheet | Annex
)


def paper_record(
    kind: PaperKind,
    filled: FilledCheck,
    editions: Mapping[str, Edition],
    settings: PaperSettings | None = None,
    *,
    columns: tuple[ListColumn, ...] = DEFAULT_COLUMNS,
    reviewed: Mapping[str, ReviewedScore] | None = None,
    notes: tuple[str, ...] = (),
    earlier: Sequence[FilledCheck] = (),
    edits: Mapping[str, EditedParagraph] | None = None,
    place: Callable[[str], Path | None] = lambda sha256: None,
    logo: Logo | None = None,
) -> PaperRecord:
    """Everything that stands on a paper of that kind, printed the day `filled` was looked at.

    `columns` are those of the list, `reviewed` the superior's scores by item code, `notes` its
    督办 and 退回 in words; `earlier` self-checks and the clerk's `edits` belong to the report, the
    `place` of a file by its SHA-256 to the annex, the unit's `logo` to every paper set to bear it.
    """
    settings = settings or PaperSettings()
    head = paper_head(filled, kind, editions, settings, logo)
    if kind.id == "list":
        return _list(filled, editions, head, settings, columns)
    if kind.id == "scoresheet":
        return score_sheet(filled, editions, head, reviewed, notes)
    if kind.id == "report":
        return report_record(filled, editions, head, earlier, edits, short=settings.brief)
    if kind.id == "annex":
        return annex(filled, head, place)
    if kind.id == "walkround":
        return walkround_sheet(filled, head, prefilled=settings.prefilled)
    rows = list_rows(filled, editions)
    if kind.id == "reminder":
        return reminder(rows, head)
    return ledger(rows, head, settings.person, notes)


def _list(
    filled: FilledCheck,
    editions: Mapping[str, Edition],
    head: PaperHead,
    settings: PaperSettings,
    columns: tuple[ListColumn, ...],
) -> RectificationList:
    made = rectification_list(filled, editions, filled.today, columns)
    labels = settings.signatories or SIGNATORIES
    return replace(made, centre=head.centre, labels=labels, code=head.code, logo=head.logo)
