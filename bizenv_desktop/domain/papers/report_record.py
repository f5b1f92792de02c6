# SPDX-License-Identifier: MIT
"""自查报告 as a paper: the head, the paragraphs with the clerk's edits, the charts; all frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizenv_desktop.domain.papers.chart_data import ChartData, chart_data
from bizenv_desktop.domain.papers.report_draft import SelfCheckReport, merge_edits
from bizenv_desktop.domain.papers.report_drafting import draft_report

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.papers.paper_head import PaperHead
    from bizenv_desktop.domain.papers.report_draft import EditedParagraph
    from bizenv_desktop.domain.regulations.regulation import Edition

_TITLE_LINE = 20  # characters of 22 points across 156 mm
_SUBJECT = "营商环境自查情况的报告"


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """Everything that stands on the report."""

    head: PaperHead
    report: SelfCheckReport
    charts: ChartData

    @property
    def title_lines(self) -> tuple[str, ...]:
        """The title, in two lines where it is too long for one."""
        opening = f"{self.head.centre}关于{self.head.period}"
        whole = f"{opening}{_SUBJECT}"
        return (whole,) if len(whole) <= _TITLE_LINE else (opening, _SUBJECT)


def report_record(
    filled: FilledCheck,
    editions: Mapping[str, Edition],
    head: PaperHead,
    earlier: Sequence[FilledCheck] = (),
    edits: Mapping[str, EditedParagraph] | None = None,
    *,
    short: bool = False,
) -> ReportRecord:
    """Freeze the report, 简 or 详; `earlier` are the unit's other self-checks, in any order."""
    before = latest_before(filled, earlier)
    draft, other = (
        draft_report(filled, editions, before, head.centre, short=form)
        for form in (short, not short)
    )
    elsewhere = frozenset(paragraph.key for paragraph in other)
    report = merge_edits(draft, edits or {}, elsewhere)
    return ReportRecord(head, report, chart_data(filled, earlier))


def latest_before(filled: FilledCheck, earlier: Sequence[FilledCheck]) -> FilledCheck | None:
    """The last of the earlier ones that was made with the same checklist, None without one."""
    end = filled.check.period.last_day
    comparable = [
        check
        for check in earlier
        if check.checklist.id == filled.checklist.id and check.check.period.last_day < end
    ]
    return max(comparable, key=lambda check: check.check.period.last_day, default=None)
