# SPDX-License-Identifier: MIT
"""Findings: what an answer that loses points asks to be put right, by whom and by when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bizenv_desktop.domain.arithmetic import count_in_words, figure_in_words, plain
from bizenv_desktop.domain.checklists.checklist import CheckItem, Method
from bizenv_desktop.domain.findings.lifecycle import NO_LOG, Log, State
from bizenv_desktop.domain.scoring import item_points
from bizenv_desktop.domain.selfcheck import Answer, Verdict
from bizenv_desktop.domain.text import clean_fields
from bizenv_desktop.domain.workdays import Due, due_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bizenv_desktop.domain.checklists.checklist import Checklist, ScoringOptions
    from bizenv_desktop.domain.findings.looks import Look
    from bizenv_desktop.domain.findings.visit import VisitProblem

_DONE = ("已完成", "已销号", "已整改", "整改完成", "完成整改")


@dataclass(frozen=True, slots=True)
class Finding:
    """What the clerk wrote about one answer that loses points, or about a visit's problem.

    `problem`, `measures` and `due` are None while the clerk has not touched them: they then follow
    the answer and the item. `raised` is the day the points were first lost: deadlines count from
    it.
    """

    item: str
    raised: date
    problem: str | None = None
    measures: str | None = None
    unit: str = ""
    person: str = ""
    leader: str = ""
    due: date | None = None
    progress: str = ""
    remark: str = ""

    def __post_init__(self) -> None:
        clean_fields(self, "problem", "measures", "unit", "person", "leader", "progress", "remark")


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with its suggestions filled in, ready for the screen and the paper."""

    item: CheckItem
    answer: Answer
    finding: Finding
    problem: str
    measures: str
    due: date
    due_explained: str
    log: Log = NO_LOG
    visit: VisitProblem | None = None
    looks: tuple[Look, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is still to be put right and verified."""
        return self.log.state is not State.CLOSED

    @property
    def is_put_right(self) -> bool:
        """Whether 整改情况 says that it is put right, while no step was taken about it yet.

        Lists and papers then do not call it late; what is left is to have it verified and closed.
        """
        return not self.log.effective and says_done(self.finding.progress)

    @property
    def check_item(self) -> str | None:
        """The check item's code, also of what a visit found; None when it touches none."""
        return self.item.code if self.visit is None else self.visit.check_item

    @property
    def problem_described(self) -> bool:
        """Whether the problem is told in particular, by words, places or numbers."""
        if self.finding.problem is not None:
            return bool(self.finding.problem.strip())
        if self.visit is not None:
            return True
        answer = self.answer
        return bool(answer.note.strip() or answer.occurrences) or answer.has_numbers


def says_done(progress: str) -> bool:
    """Whether these words of 整改情况 begin by saying that it is put right."""
    return progress.strip().startswith(_DONE)


def raises_finding(item: CheckItem, answer: Answer | None) -> bool:
    """Whether the answer loses points, or triggers a veto, and so asks for a finding.

    A bonus not earned loses nothing.
    """
    if answer is None or not answer.confirmed or answer.verdict is Verdict.NOT_APPLICABLE:
        return False
    if item.method is Method.VETO:
        return answer.verdict is Verdict.NOT_MET
    if item.method is Method.BONUS:
        return False
    points = item_points(item, answer)
    return points is not None and points < item.points


def view_finding(
    item: CheckItem,
    answer: Answer,
    finding: Finding,
    log: Log = NO_LOG,
    visit: VisitProblem | None = None,
) -> FindingView:
    """The finding as it stands: the clerk's words where there are some, suggestions otherwise."""
    due, explained = _due(item, finding, log)
    return FindingView(
        item=item,
        answer=answer,
        finding=finding,
        problem=suggested_problem(item, answer) if finding.problem is None else finding.problem,
        measures=suggested_measures(item) if finding.measures is None else finding.measures,
        due=due,
        due_explained=explained,
        log=log,
        visit=visit,
    )


def _due(item: CheckItem, finding: Finding, log: Log) -> tuple[date, str]:
    """The deadline that holds, and how it came about."""
    if log.new_due is not None:
        first = log.extensions[0].old_due
        return log.new_due, f"已延期{len(log.extensions)}次，原定{first:%Y-%m-%d}"
    if finding.due is not None:
        return finding.due, "由填报人确定"
    due = suggested_due(item, finding.raised)
    return due.day, due.explanation


def findings_of(
    checklist: Checklist,
    answers: Mapping[str, Answer],
    findings: Mapping[str, Finding],
    options: ScoringOptions,
    today: date,
    logs: Mapping[str, Log] | None = None,
) -> tuple[FindingView, ...]:
    """Every finding of a self-check in the checklist's order; one not yet stored is of `today`.

    One with steps taken stays, with its history, when its answer is put right afterwards.
    """
    logs = logs or {}
    views = []
    for item in checklist.asked(options):
        answer = answers.get(item.code)
        log = logs.get(item.code, NO_LOG)
        if raises_finding(item, answer) or log.effective:
            finding = findings.get(item.code) or Finding(item.code, today)
            views.append(view_finding(item, answer or Answer(item.code), finding, log))
    return tuple(views)


def suggested_problem(item: CheckItem, answer: Answer) -> str:
    """The 问题 line: each occurrence with its place, then the note.

    The item's own wording, with the measured figure, when both are empty.
    """
    lines = []
    for occurrence in answer.occurrences:
        kind = item.deduction(occurrence.kind)
        if kind is None:
            continue
        place = f"{occurrence.place.strip()}：" if occurrence.place.strip() else ""
        note = f"（{occurrence.note.strip()}）" if occurrence.note.strip() else ""
        lines.append(f"{place}{kind.text}{note}，{occurrence.count}{kind.unit}")
    if answer.note.strip():
        lines.append(answer.note.strip())
    return _numbered(lines) if lines else f"{item.problem}{_figure(item, answer)}"


def _figure(item: CheckItem, answer: Answer) -> str:
    """The measured figure beside its target, so that a measure's problem states its number."""
    if item.measure is not None and answer.has_numbers:
        target = f"{plain(item.measure.target)}{item.measure.unit}"
        return f"（{figure_in_words(item.measure, answer)}，目标{target}）"
    if item.tiers is not None and answer.value is not None:
        return f"（{count_in_words(item.tiers, answer.value)}）"
    return ""


def suggested_measures(item: CheckItem) -> str:
    """The item's measures, numbered when there is more than one."""
    return _numbered(item.measures)


def _numbered(lines: Sequence[str]) -> str:
    if len(lines) == 1:
        return lines[0]
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def suggested_due(item: CheckItem, raised: date) -> Due:
    """The day the item's own deadline ends, counted from the day it was raised."""
    return due_date(raised, item.deadline.days, item.deadline.kind)


def edited(finding: Finding, **changes: object) -> Finding:
    """The finding with the clerk's words; an emptied problem or measure follows the item again."""
    for name in ("problem", "measures"):
        if changes.get(name) == "":
            changes[name] = None
    return replace(finding, **changes)  # type: ignore[arg-type]
