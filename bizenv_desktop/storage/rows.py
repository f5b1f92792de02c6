# SPDX-License-Identifier: MIT
"""Rows to domain records and back; the only place that knows both column names and fields."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bizenv_desktop.domain.arithmetic import plain
from bizenv_desktop.domain.checklist import ScoringOptions
from bizenv_desktop.domain.organisation import Level, Organisation
from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.rectification import Finding
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, SelfCheck, Verdict

if TYPE_CHECKING:
    import sqlite3

ANSWER_COLUMNS = (
    "verdict",
    "note",
    "na_reason",
    "evidence",
    "numerator",
    "denominator",
    "value",
    "before",
    "highlight",
    "confirmed",
)
FINDING_COLUMNS = (
    "raised",
    "problem",
    "measures",
    "unit",
    "person",
    "leader",
    "due",
    "progress",
    "remark",
)


def organisation_from(row: sqlite3.Row) -> Organisation:
    return Organisation(
        code=row["code"],
        name=row["name"],
        level=Level(row["level"]),
        path=tuple(json.loads(row["path"])),
        sample=bool(row["sample"]),
    )


def organisation_values(organisation: Organisation) -> tuple[Any, ...]:
    path = json.dumps(list(organisation.path), ensure_ascii=False)
    return (
        organisation.code,
        organisation.name,
        str(organisation.level),
        path,
        int(organisation.sample),
    )


def self_check_from(row: sqlite3.Row, organisation: Organisation) -> SelfCheck:
    return SelfCheck(
        organisation=organisation,
        period=Period.parse(row["period"]),
        checklist=row["checklist"],
        checklist_version=row["checklist_version"],
        options=ScoringOptions(bool(row["bonus"]), bool(row["veto"]), bool(row["grades"])),
        created=datetime.fromisoformat(row["created"]),
        preparer=row["preparer"],
        reviewer=row["reviewer"],
        head=row["head"],
    )


def answer_from(row: sqlite3.Row, occurrences: tuple[Occurrence, ...]) -> Answer:
    return Answer(
        item=row["item"],
        verdict=None if row["verdict"] is None else Verdict(row["verdict"]),
        note=row["note"],
        na_reason=row["na_reason"],
        evidence=row["evidence"],
        numerator=_number(row["numerator"]),
        denominator=_number(row["denominator"]),
        value=_number(row["value"]),
        before=_number(row["before"]),
        occurrences=occurrences,
        highlight=bool(row["highlight"]),
        confirmed=bool(row["confirmed"]),
    )


def answer_values(answer: Answer) -> tuple[Any, ...]:
    """In the order of ANSWER_COLUMNS."""
    return (
        None if answer.verdict is None else str(answer.verdict),
        answer.note,
        answer.na_reason,
        answer.evidence,
        _text(answer.numerator),
        _text(answer.denominator),
        _text(answer.value),
        _text(answer.before),
        int(answer.highlight),
        int(answer.confirmed),
    )


def finding_from(row: sqlite3.Row) -> Finding:
    return Finding(
        item=row["item"],
        raised=date.fromisoformat(row["raised"]),
        problem=row["problem"],
        measures=row["measures"],
        unit=row["unit"],
        person=row["person"],
        leader=row["leader"],
        due=None if row["due"] is None else date.fromisoformat(row["due"]),
        progress=row["progress"],
        remark=row["remark"],
    )


def finding_values(finding: Finding) -> tuple[Any, ...]:
    """In the order of FINDING_COLUMNS."""
    return (
        finding.raised.isoformat(),
        finding.problem,
        finding.measures,
        finding.unit,
        finding.person,
        finding.leader,
        None if finding.due is None else finding.due.isoformat(),
        finding.progress,
        finding.remark,
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _text(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)
