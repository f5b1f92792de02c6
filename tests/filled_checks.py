# SPDX-License-Identifier: MIT
"""Self-checks filled in memory, for what is worked out or drawn from them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from helpers import NOW, PERIOD, TOWNSHIP, small_checklist

from bizenv_desktop.domain.checklists.checklist import ScoringOptions
from bizenv_desktop.domain.filled import FilledCheck
from bizenv_desktop.domain.selfcheck import Answer, SelfCheck, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.findings.rectification import Finding
    from bizenv_desktop.domain.organisation import Organisation

PRINTED = date(2026, 11, 23)
ALL_ON = ScoringOptions(bonus=True, veto=True, grades=True)


def filled_check(
    answers: Iterable[Answer],
    findings: Iterable[Finding] = (),
    *,
    checklist: Checklist | None = None,
    organisation: Organisation = TOWNSHIP,
    options: ScoringOptions | None = None,
) -> FilledCheck:
    """A self-check of the small checklist, as of PRINTED, with these answers."""
    checklist = checklist or small_checklist()
    options = options or ScoringOptions()
    check = SelfCheck(organisation, PERIOD, checklist.id, 1, options, NOW, "赵𬭎", "钱", "孙")
    return FilledCheck(
        check,
        checklist,
        {answer.item: answer for answer in answers},
        {finding.item: finding for finding in findings},
        PRINTED,
    )


def met_everywhere(checklist: Checklist) -> list[Answer]:
    """Full points for every base item."""
    answers = []
    for item in checklist.asked(ScoringOptions()):
        if item.measure is not None and item.measure.is_ratio:
            answers.append(
                Answer(item.code, Verdict.MET, numerator=Decimal(9), denominator=Decimal(9))
            )
        elif item.measure is not None or item.tiers is not None:
            best = item.measure.target if item.measure else Decimal(6)
            answers.append(Answer(item.code, Verdict.MET, value=best))
        else:
            answers.append(Answer(item.code, Verdict.MET))
    return answers
