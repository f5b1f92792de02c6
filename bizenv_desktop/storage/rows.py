# SPDX-License-Identifier: MIT
"""Rows to domain records and back; the only place that knows both column names and fields.

A row that is no record raises ValueError, KeyError or TypeError; the Store says it in words.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bizenv_desktop.domain.arithmetic import plain
from bizenv_desktop.domain.checklists.checklist import ScoringOptions
from bizenv_desktop.domain.findings.rectification import Finding
from bizenv_desktop.domain.organisation import Level, Organisation
from bizenv_desktop.domain.period import Period
from bizenv_desktop.domain.selfcheck import Answer, Occurrence, SelfCheck, Verdict

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    Value = str | int | None

ORGANISATION_COLUMNS = ("name", "level", "path", "sample")
CHECK_COLUMNS = ("bonus", "veto", "grades", "created", "preparer", "reviewer", "head")
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
_VERDICTS = {str(verdict): verdict for verdict in Verdict}
OCCURRENCE_COLUMNS = ("kind", "place", "note", "count")
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
    """An organisation from its row."""
    return Organisation(
        code=row["code"],
        name=row["name"],
        level=Level(row["level"]),
        path=_path(row["path"]),
        sample=bool(row["sample"]),
    )


def organisation_values(organisation: Organisation) -> tuple[Value, ...]:
    """Its code, then its values in the order of ORGANISATION_COLUMNS."""
    path = json.dumps(list(organisation.path), ensure_ascii=False)
    level = str(organisation.level)
    return (organisation.code, organisation.name, level, path, int(organisation.sample))


def self_check_from(row: sqlite3.Row, organisations: Mapping[str, Organisation]) -> SelfCheck:
    """A self-check from its row and the organisations by code."""
    return SelfCheck(
        organisation=organisations[row["organisation"]],
        period=Period.parse(row["period"]),
        checklist=row["checklist"],
        checklist_version=row["checklist_version"],
        options=ScoringOptions(bool(row["bonus"]), bool(row["veto"]), bool(row["grades"])),
        created=datetime.fromisoformat(row["created"]),
        preparer=row["preparer"],
        reviewer=row["reviewer"],
        head=row["head"],
    )


def check_values(check: SelfCheck) -> tuple[Value, ...]:
    """In the order of CHECK_COLUMNS."""
    options = check.options
    return (
        int(options.bonus),
        int(options.veto),
        int(options.grades),
        check.created.isoformat(),
        check.preparer,
        check.reviewer,
        check.head,
    )


def answer_from(row: Iterable[Any], occurrences: tuple[Occurrence, ...]) -> Answer:
    """An answer from its item and its values in the order of ANSWER_COLUMNS.

    By place, not by name: a superior reads half a million of them a quarter.
    """
    (
        item,
        verdict,
        note,
        na_reason,
        evidence,
        numerator,
        denominator,
        value,
        before,
        highlight,
        confirmed,
    ) = row
    return Answer(
        item,
        None if verdict is None else _VERDICTS[verdict],
        note,
        na_reason,
        evidence,
        None if numerator is None else Decimal(numerator),
        None if denominator is None else Decimal(denominator),
        None if value is None else Decimal(value),
        None if before is None else Decimal(before),
        occurrences,
        bool(highlight),
        bool(confirmed),
    )


def answer_values(answer: Answer) -> tuple[Value, ...]:
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


def occurrence_from(row: sqlite3.Row) -> Occurrence:
    """An occurrence from its row."""
    return Occurrence(row["kind"], row["place"], row["note"], row["count"])


def occurrence_values(found: Occurrence) -> tuple[Value, ...]:
    """In the order of OCCURRENCE_COLUMNS."""
    return (found.kind, found.place, found.note, found.count)


def finding_from(row: sqlite3.Row) -> Finding:
    """A finding from its row."""
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


def finding_values(finding: Finding) -> tuple[Value, ...]:
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


def _path(text: str) -> tuple[str, ...]:
    names = json.loads(text)
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError(text)
    return tuple(names)


def _text(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)
