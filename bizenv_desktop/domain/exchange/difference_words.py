# SPDX-License-Identifier: MIT
"""Differences in words, field by field: what stands here, what stands there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from bizenv_desktop.domain.arithmetic import plain
from bizenv_desktop.domain.evidence import EvidenceKind, ItemEvidence, Use
from bizenv_desktop.domain.exchange.differences import Difference, Origin, Part, Signing
from bizenv_desktop.domain.findings.lifecycle import Event, Log
from bizenv_desktop.domain.findings.lifecycle_words import history_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bizenv_desktop.domain.checklists.checklist import CheckItem, ScoringOptions
    from bizenv_desktop.domain.evidence import Evidence
    from bizenv_desktop.domain.findings.looks import Look
    from bizenv_desktop.domain.findings.rectification import Finding
    from bizenv_desktop.domain.findings.visit import Visit
    from bizenv_desktop.domain.papers.report_draft import EditedParagraph
    from bizenv_desktop.domain.selfcheck import Answer, Occurrence

    Files = Mapping[str, Evidence]

NOTHING = "（空）"
_SHORT = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One field that differs: its name, and what each side says, line ends kept."""

    field: str
    ours: str
    theirs: str

    @property
    def short(self) -> str:
        """符合→不符合, or that a longer text was changed, from ours to theirs."""
        if max(len(self.ours), len(self.theirs)) > _SHORT or "\n" in self.ours + self.theirs:
            if self.ours == NOTHING:
                return f"{self.field}填了"
            return f"{self.field}清空了" if self.theirs == NOTHING else f"{self.field}改了"
        return f"{self.field}{self.ours}→{self.theirs}"


def lines(found: Difference, files: Files, item: CheckItem | None = None) -> tuple[Line, ...]:
    """The fields in which a difference lies; `files` are both sides' evidence by SHA-256.

    `item` gives the names of kinds of deduction.
    """
    facts = (_facts(found, each, files, item) for each in (found.ours, found.theirs))
    ours, theirs = next(facts), next(facts)
    names = [*ours, *(name for name in theirs if name not in ours)]
    return tuple(
        Line(name, ours.get(name, "") or NOTHING, theirs.get(name, "") or NOTHING)
        for name in names
        if ours.get(name, "") != theirs.get(name, "")
    )


def summary(found: Difference, files: Files, item: CheckItem | None = None) -> str:
    """What was changed, in one line: 结论符合→不符合；说明改了；照片+2.

    From ours to theirs, and the other way round where only ours changed.
    """
    if found.origin is Origin.OURS:
        found = replace(found, ours=found.theirs, theirs=found.ours, origin=Origin.THEIRS)
    if found.part is Part.EVIDENCE:
        return _evidence_summary(found, files)
    if found.part.is_history:
        ours, theirs = len(_history(found.ours)), len(_history(found.theirs))
        if found.parted:
            return f"本机办理{ours}步，对方另外办理{theirs}步"
        return f"{found.part.label}{ours}步→{theirs}步"
    return "；".join(each.short for each in lines(found, files, item))


def _facts(
    found: Difference, value: object | None, files: Files, item: CheckItem | None
) -> dict[str, str]:
    if value is None:
        return {}
    match found.part:
        case Part.ANSWER:
            return _answer_facts(cast("Answer", value), item)
        case Part.FINDING:
            return _finding_facts(cast("Finding", value))
        case Part.EVIDENCE:
            return _evidence_facts(cast("ItemEvidence", value), files)
        case Part.LOG:
            events = cast("tuple[Event, ...]", value)
            return {"办理过程": "\n".join(each.text for each in history_lines(Log(events)))}
        case Part.LOOKS:
            return {"回头看": "\n".join(_look(each) for each in cast("tuple[Look, ...]", value))}
        case Part.VISIT:
            return _visit_facts(cast("Visit", value))
        case Part.REPORT:
            return {"段落": cast("EditedParagraph", value).text or "（不写这一段）"}
        case Part.CHECK:
            return _signing_facts(cast("Signing", value))


def _answer_facts(answer: Answer, item: CheckItem | None) -> dict[str, str]:
    measure = item.measure if item else None
    return {
        "结论": "" if answer.verdict is None else answer.verdict.label,
        "说明": answer.note,
        "合理缺项理由": answer.na_reason,
        "佐证说明": answer.evidence,
        (measure.numerator if measure and measure.numerator else "分子"): _number(answer.numerator),
        (measure.denominator if measure and measure.denominator else "分母"): _number(
            answer.denominator
        ),
        (measure.value if measure and measure.value else "数值"): _number(answer.value),
        (measure.before if measure and measure.before else "改革前"): _number(answer.before),
        "扣分处": "\n".join(_occurrence(each, item) for each in answer.occurrences),
        "工作亮点": "是" if answer.highlight else "",
        "沿用上期": "" if answer.confirmed else "还没有确认",
    }


def _occurrence(found: Occurrence, item: CheckItem | None) -> str:
    kind = item.deduction(found.kind) if item else None
    text = kind.text if kind else found.kind
    place = f"{found.place}：" if found.place else ""
    note = f"（{found.note}）" if found.note else ""
    return f"{place}{text}{note} {found.count}{kind.unit if kind else '处'}"


def _finding_facts(finding: Finding) -> dict[str, str]:
    return {
        "问题": "（按填报自动生成）" if finding.problem is None else finding.problem,
        "整改措施": "（按自查表自动生成）" if finding.measures is None else finding.measures,
        "责任单位": finding.unit,
        "责任人": finding.person,
        "分管领导": finding.leader,
        "整改时限": "" if finding.due is None else finding.due.isoformat(),
        "整改进展": finding.progress,
        "备注": finding.remark,
        "发现日期": finding.raised.isoformat(),
    }


def _evidence_facts(entry: ItemEvidence, files: Files) -> dict[str, str]:
    found = {}
    for use in Use:
        names = []
        for link in entry.of(use):
            known = files.get(link.sha256)
            name = known.name if known else "文件"
            names.append(f"{name}（{link.caption}）" if link.caption else name)
        found[f"{use.label}佐证"] = "\n".join(names)
    return found


def _evidence_summary(found: Difference, files: Files) -> str:
    """照片+2，文件−1, from ours to theirs; 图注或顺序改了 when the files are the same.

    Where both added some: 对方多照片2，本机多照片1.
    """
    counted: list[Counter[str]] = []
    links = [
        {(link.use, link.sha256) for link in cast("ItemEvidence", each).links} if each else set()
        for each in (found.ours, found.theirs)
    ]
    for more, less in ((links[1], links[0]), (links[0], links[1])):
        counted.append(Counter(_kind(files, sha256) for _, sha256 in more - less))
    many, few = ("对方多{}{}", "本机多{}{}") if found.joined else ("{}+{}", "{}−{}")
    words = [many.format(kind, count) for kind, count in sorted(counted[0].items())]
    words += [few.format(kind, count) for kind, count in sorted(counted[1].items())]
    return "，".join(words) or "图注或顺序改了"


def _kind(files: Files, sha256: str) -> str:
    known = files.get(sha256)
    return (known.kind if known else EvidenceKind.DOCUMENT).label


def _history(value: object | None) -> tuple[object, ...]:
    return cast("tuple[object, ...]", value or ())


def _look(look: Look) -> str:
    words = f"：{look.words}" if look.words else ""
    return f"{look.day:%Y-%m-%d}　{look.who}　{look.outcome.label}{words}"


def _visit_facts(visit: Visit) -> dict[str, str]:
    problems = "\n".join(f"{each.code} {each.problem}" for each in visit.problems)
    return {
        "检查日期": visit.day.isoformat(),
        "检查方式": visit.kind.label,
        "检查单位或人员": visit.inspectors,
        "总的意见": visit.summary,
        "发现的问题": problems,
    }


def _signing_facts(signing: Signing) -> dict[str, str]:
    return {
        "填表人": signing.preparer,
        "审核人": signing.reviewer,
        "单位负责人": signing.head,
        "计分选项": _options(signing.options),
    }


def _options(options: ScoringOptions) -> str:
    switches: tuple[tuple[str, Callable[[ScoringOptions], bool]], ...] = (
        ("加分项", lambda each: each.bonus),
        ("一票否决", lambda each: each.veto),
        ("等级", lambda each: each.grades),
    )
    on = [name for name, is_on in switches if is_on(options)]
    return "、".join(on) or "都不用"


def _number(number: object | None) -> str:
    from decimal import Decimal

    return plain(number) if isinstance(number, Decimal) else ""
