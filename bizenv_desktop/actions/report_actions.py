# SPDX-License-Identifier: MIT
"""What the program does with 自查报告: draft it with what came before, keep the clerk's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.actions import fill
from bizenv_desktop.domain.papers.report_draft import EditedParagraph
from bizenv_desktop.domain.papers.trend import MOST_PERIODS

if TYPE_CHECKING:
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.papers.report_draft import ReportParagraph
    from bizenv_desktop.storage import Change, Store

CheckKey = tuple[str, str]


def earlier_checks(store: Store, filled: FilledCheck) -> tuple[FilledCheck, ...]:
    """The unit's self-checks with the same checklist before this one, the latest first.

    No more than can be drawn in one line.
    """
    own = filled.check
    found = [
        check
        for check in store.self_checks()  # the latest comes first
        if check.organisation.code == own.organisation.code
        and check.checklist == own.checklist
        and check.period.last_day < own.period.last_day
    ]
    return tuple(fill(store, check.key, filled.today) for check in found[: MOST_PERIODS - 1])


def save_paragraph(store: Store, key: CheckKey, paragraph: ReportParagraph, text: str) -> Change:
    """Keep the clerk's words for a paragraph, over what the draft says now.

    Words that are the draft's own take the edit back; no words leave the paragraph out.
    """
    if text.strip() == paragraph.drafted:
        return store.save_report_edit(key, paragraph.key, None)
    edit = EditedParagraph(text.strip(), paragraph.drafted)
    return store.save_report_edit(key, paragraph.key, edit)


def drop_edit(store: Store, key: CheckKey, paragraph: str) -> Change:
    """Go back to the drafted words; also for an edit whose paragraph is gone."""
    return store.save_report_edit(key, paragraph, None)
