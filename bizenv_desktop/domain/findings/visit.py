# SPDX-License-Identifier: MIT
"""暗访 and 督导: inspections by others, whose problems become findings beside the self-check's."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from bizenv_desktop.domain.checklists.checklist import CheckItem, DayKind, Deadline, Method, Way
from bizenv_desktop.domain.findings.lifecycle import NO_LOG
from bizenv_desktop.domain.findings.rectification import Finding, FindingView, view_finding
from bizenv_desktop.domain.selfcheck import Answer
from bizenv_desktop.domain.text import clean_fields
from bizenv_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from bizenv_desktop.domain.checklists.checklist import Checklist
    from bizenv_desktop.domain.findings.lifecycle import Log

_DEADLINE = Deadline(10, DayKind.WORKING, "督导发现的问题，未另定时限的先按10个工作日安排")
_MEASURES = ("对照督导意见立即整改，查清原因，指定专人复查到位",)
MOST_PROBLEMS = 99


class VisitKind(StrEnum):
    """How the inspectors came."""

    UNANNOUNCED = "unannounced"
    SUPERVISION = "supervision"
    ASSESSMENT = "assessment"
    CONGRESS = "congress"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind in Chinese."""
        return _LABELS[self]


_LABELS = {
    VisitKind.UNANNOUNCED: "暗访",
    VisitKind.SUPERVISION: "督导",
    VisitKind.ASSESSMENT: "考评",
    VisitKind.CONGRESS: "人大、政协视察",
    VisitKind.OTHER: "其他检查",
}


@dataclass(frozen=True, slots=True)
class VisitProblem:
    """One problem a visit found: which dimension it belongs to, and which check item, if any.

    `code` is that of its finding: 督1-2 is the second problem of the first visit of the period.
    """

    code: str
    problem: str
    dimension: str
    check_item: str | None = None

    def __post_init__(self) -> None:
        clean_fields(self, "problem")
        if not self.problem.strip():
            raise UserError("督导发现的问题没有写内容，请写明发现了什么。")


@dataclass(frozen=True, slots=True)
class Visit:
    """An inspection: its day, its kind, who came, what they said of the whole, what they found.

    `number` counts the visits of one self-check from 1.
    """

    number: int
    day: date
    kind: VisitKind
    inspectors: str
    summary: str = ""
    problems: tuple[VisitProblem, ...] = ()

    def __post_init__(self) -> None:
        clean_fields(self, "inspectors", "summary")
        if not self.inspectors.strip():
            raise UserError("没有填写是谁来检查的，请写明检查单位或人员。")
        if len(self.problems) > MOST_PROBLEMS:
            raise UserError(f"一次检查最多登记{MOST_PROBLEMS}个问题；请分两次登记。")

    @property
    def photo_code(self) -> str:
        """督1现场: what its own photos are kept under, beside those of its problems."""
        return photo_code(self.number)

    @property
    def title(self) -> str:
        """暗访（县营商局，2026-11-23）."""
        return f"{self.kind.label}（{self.inspectors.strip()}，{self.day:%Y-%m-%d}）"


def photo_code(number: int) -> str:
    """What the photos of a self-check's visit of that number are kept under: 督1现场."""
    return f"督{number}现场"


def visit_problems(
    number: int, checklist: Checklist, found: Iterable[tuple[str, str]], known: int = 0
) -> tuple[VisitProblem, ...]:
    """Problems with their codes, from pairs of a place (item or dimension code) and words.

    They follow the `known` ones of that visit. `UserError` for a code the checklist does not know.
    """
    dimensions = {dimension.code for dimension in checklist.dimensions}
    problems = []
    for at, (place, words) in enumerate(found, known + 1):
        code = f"督{number}-{at}"
        item = checklist.by_code.get(place)
        if item is not None:
            problems.append(VisitProblem(code, words, item.dimension, item.code))
        elif place in dimensions:
            problems.append(VisitProblem(code, words, place))
        else:
            raise UserError(f"自查表里没有“{place}”；请写检查项或维度的编号，如 A01、A。")
    return tuple(problems)


def visit_findings(
    checklist: Checklist,
    visits: Iterable[Visit],
    findings: Mapping[str, Finding],
    logs: Mapping[str, Log],
) -> tuple[FindingView, ...]:
    """The findings of visits in their order; each is raised on the day of the visit."""
    return tuple(
        view_finding(
            problem_item(checklist, visit, problem),
            Answer(problem.code),
            findings.get(problem.code) or Finding(problem.code, visit.day),
            logs.get(problem.code, NO_LOG),
            problem,
        )
        for visit in visits
        for problem in visit.problems
    )


def problem_item(checklist: Checklist, visit: Visit, problem: VisitProblem) -> CheckItem:
    """What a visit's problem is shown as: the touched item's measures and basis, its own words."""
    own = checklist.by_code.get(problem.check_item) if problem.check_item else None
    place = f"：{own.code} {own.title}" if own else ""
    return CheckItem(
        code=problem.code,
        dimension=problem.dimension,
        title=f"{visit.kind.label}发现{place}",
        standard=own.standard if own else visit.title,
        ways=own.ways if own else (Way.ON_SITE,),
        check=own.check if own else visit.title,
        points=own.points if own else Decimal(0),
        method=Method.JUDGEMENT,
        topic_words=own.topic_words if own else (),
        evidence=own.evidence if own else ("整改前后照片",),
        measures=own.measures if own else _MEASURES,
        deadline=own.deadline if own else _DEADLINE,
        problem=problem.problem.strip(),
        problem_kind=own.problem_kind if own else _problem_kind(checklist),
        citations=own.citations if own else (),
        policy=own.policy if own else "",
    )


def _problem_kind(checklist: Checklist) -> str:
    return checklist.problem_kinds[0].code if checklist.problem_kinds else ""
