# SPDX-License-Identifier: MIT
"""自查报告 written from a filled self-check: the same facts give the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizenv_desktop.domain.papers.report_brief import brief
from bizenv_desktop.domain.papers.report_draft import DraftParagraph, ParagraphKind
from bizenv_desktop.domain.papers.report_facts import ReportFacts
from bizenv_desktop.domain.papers.report_problems import problems
from bizenv_desktop.domain.papers.report_situation import situation
from bizenv_desktop.domain.papers.report_steps import steps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.regulations.regulation import Edition


def draft_report(
    filled: FilledCheck,
    editions: Mapping[str, Edition],
    previous: FilledCheck | None = None,
    centre: str = "",
    *,
    short: bool = False,
) -> tuple[DraftParagraph, ...]:
    """Draft the report as of `filled.today`; `centre` replaces the unit's own name.

    `previous` is the last period's self-check; one made with another checklist is not compared.
    `short` gives the short form.
    """
    if previous is not None and previous.checklist.id != filled.checklist.id:
        previous = None
    facts = ReportFacts(filled, editions, previous)
    opening = DraftParagraph("opening", ParagraphKind.TEXT, _opening(facts, centre))
    if short:
        name = centre or filled.check.organisation.centre_name
        return (opening, *brief(facts, name))
    return (opening, *situation(facts), *problems(facts), *steps(facts))


def _opening(facts: ReportFacts, centre: str) -> str:
    """By what law, with what list, for which period."""
    filled = facts.filled
    edition = facts.editions.get(filled.checklist.edition)
    law = f"按照《{edition.title}》，" if edition is not None else ""
    version = f"《{filled.checklist.title}》（第{filled.checklist.version}版）"
    unit = centre or filled.check.organisation.centre_name
    period = filled.check.period.label
    return f"{law}{unit}对照{version}开展了{period}营商环境自查，现将有关情况报告如下。"
