# SPDX-License-Identifier: MIT
"""Every paper in every format: a frozen record in, bytes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.domain.annex import Annex
from bizenv_desktop.domain.papers.consolidated_records import (
    ConsolidatedList,
    ConsolidatedReport,
    ScoreTable,
    UrgePaper,
    WallPaper,
)
from bizenv_desktop.domain.papers.ledger import Ledger, Reminder
from bizenv_desktop.domain.papers.paper_kinds import PaperFormat
from bizenv_desktop.domain.papers.rectification_list import RectificationList
from bizenv_desktop.domain.papers.report_record import ReportRecord
from bizenv_desktop.domain.papers.scoresheet import ScoreSheet
from bizenv_desktop.domain.papers.walkround import WalkroundSheet
from bizenv_desktop.reports.logo_block import with_logo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bizenv_desktop.domain.papers.consolidated_records import ConsolidatedRecord
    from bizenv_desktop.domain.papers.paper_records import PaperRecord
    from bizenv_desktop.reports.blocks import Paper
    from bizenv_desktop.reports.fonts import FaceSet


@dataclass(frozen=True, slots=True)
class Written:
    """A finished file; `pages` and `missing` (characters printed as 〓) are known of PDFs alone."""

    content: bytes
    pages: int | None = None
    missing: tuple[str, ...] = ()


def write_paper(
    record: PaperRecord | ConsolidatedRecord, form: PaperFormat, faces: FaceSet | None = None
) -> Written:
    """Write a record; PDFs in the official faces of this PC where none are given.

    Same record, same bytes (PDF: and faces).
    """
    paper = paper_of(record, form)
    match form:
        case PaperFormat.PDF:
            from bizenv_desktop.reports.pdf_writer import draw_paper

            drawn = draw_paper(paper, faces)
            return Written(drawn.pdf, drawn.pages, drawn.missing)
        case PaperFormat.DOCX:
            from bizenv_desktop.reports.word_writer import word_document

            return Written(word_document(paper))
        case PaperFormat.XLSX:
            from bizenv_desktop.reports.excel_writer import workbook

            return Written(workbook(paper))


def paper_of(
    record: PaperRecord | ConsolidatedRecord, form: PaperFormat = PaperFormat.PDF
) -> Paper:
    """The blocks a record is laid out in for that format, with the unit's logo where it is set."""
    logo = record.logo if isinstance(record, RectificationList) else record.head.logo
    return with_logo(_laid_out(record, form), logo)


def _laid_out(record: PaperRecord | ConsolidatedRecord, form: PaperFormat) -> Paper:
    match record:
        case RectificationList():
            from bizenv_desktop.reports.layouts.rectification_list import rectification_list_paper

            return rectification_list_paper(record)
        case ScoreSheet():
            from bizenv_desktop.reports.layouts.scoresheet import scoresheet_paper

            return scoresheet_paper(record)
        case ReportRecord():
            from bizenv_desktop.reports.layouts.report import report_paper

            return report_paper(record)
        case WalkroundSheet():
            from bizenv_desktop.reports.layouts.walkround import walkround_paper

            return walkround_paper(record)
        case Reminder():
            from bizenv_desktop.reports.layouts.ledger import reminder_paper

            return reminder_paper(record)
        case Annex():
            from bizenv_desktop.reports.layouts.annex import annex_paper

            return annex_paper(record)
        case Ledger():
            return _ledger_paper(record, form)
        case _:
            return _consolidated_paper(record, form)


def _ledger_paper(record: Ledger, form: PaperFormat) -> Paper:
    """Three papers show a ledger."""
    from bizenv_desktop.reports.layouts.ledger import ledger_paper
    from bizenv_desktop.reports.layouts.notice import closure_paper, notice_paper

    match record.head.kind.id:
        case "notice":
            return notice_paper(record)
        case "closure":
            return closure_paper(record)
        case _:
            return ledger_paper(record, flat=form is PaperFormat.XLSX)


def _consolidated_paper(record: ConsolidatedRecord, form: PaperFormat) -> Paper:
    """What a superior prints of many units."""
    from bizenv_desktop.reports.layouts import consolidated, wall

    match record:
        case ConsolidatedReport():
            return consolidated.consolidated_report_paper(record)
        case ConsolidatedList():
            return consolidated.consolidated_list_paper(record)
        case ScoreTable():
            return consolidated.score_table_paper(record)
        case WallPaper():
            return wall.wall_paper(record)
        case UrgePaper():
            return wall.urge_paper(record, listed=form is PaperFormat.XLSX)


def write_bundle(
    records: Sequence[PaperRecord], title: str, faces: FaceSet | None = None
) -> Written:
    """Several papers as one PDF, each on pages of its own and in the outline."""
    from bizenv_desktop.reports.pdf_writer import draw_papers

    drawn = draw_papers([paper_of(record) for record in records], title, faces)
    return Written(drawn.pdf, drawn.pages, drawn.missing)
