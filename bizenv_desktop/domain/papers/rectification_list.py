# SPDX-License-Identifier: MIT
"""What goes on paper, frozen: the record a report is drawn from. Nothing is fetched after this."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bizenv_desktop.domain.arithmetic import money_like

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bizenv_desktop.domain.checklists.checklist import CheckItem
    from bizenv_desktop.domain.filled import FilledCheck
    from bizenv_desktop.domain.findings.rectification import FindingView
    from bizenv_desktop.domain.papers.logo import Logo
    from bizenv_desktop.domain.regulations.confirmed import ConfirmedCitation
    from bizenv_desktop.domain.regulations.regulation import Edition

PROVINCIAL_PENDING = "省条例条号待核"
SIGNATORIES = ("填表人", "审核人", "单位负责人")


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of the list; `width` is in mm before all shown columns are fitted to the page."""

    key: str
    title: str
    width: float
    shown: bool = True


DEFAULT_COLUMNS = (
    ListColumn("number", "序号", 8.5),
    ListColumn("basis", "检查项及依据", 38),
    ListColumn("problem", "存在问题", 43),
    ListColumn("measures", "整改措施", 47),
    ListColumn("unit", "责任单位", 16),
    ListColumn("person", "责任人", 15),
    ListColumn("leader", "责任领导", 15, shown=False),
    ListColumn("due", "整改时限", 18.5),
    ListColumn("progress", "整改情况", 15),
    ListColumn("closing", "销号", 13),
    ListColumn("remark", "备注", 11),
)
"""Those shown fill the 225 mm of an A4 page laid across."""
COLUMN_KEYS = tuple(column.key for column in DEFAULT_COLUMNS)
_NARROWEST, _WIDEST = 8.0, 200.0


@dataclass(frozen=True, slots=True)
class ListRow:
    """One finding as printed; `dimension` is the name its rows are gathered under."""

    number: int
    dimension: str
    code: str
    title: str
    basis: tuple[str, ...]
    problem: str
    measures: str
    unit: str
    person: str
    leader: str
    due: date
    progress: str
    remark: str
    history: tuple[str, ...] = ()
    """What was done about it, a line a step."""


@dataclass(frozen=True, slots=True)
class RectificationList:
    """整改清单: everything that stands on it; `complete` once every item is answered.

    `labels` name those who sign, `code` is its 核对码, empty where none is printed, `logo` the
    unit's, None where none is.
    """

    organisation: str
    centre: str
    superiors: str
    sample: bool
    period: str
    checklist: str
    regulation: str
    score_line: str
    complete: bool
    columns: tuple[ListColumn, ...]
    rows: tuple[ListRow, ...]
    printed: date
    preparer: str
    reviewer: str
    head: str
    labels: tuple[str, ...] = SIGNATORIES
    code: str = ""
    logo: Logo | None = None

    @property
    def title(self) -> str:
        return f"{self.centre}营商环境自查整改清单"

    @property
    def signers(self) -> tuple[str, ...]:
        """Who signs, with the names known: 填表人：王喆."""
        return signer_lines(self.labels, (self.preparer, self.reviewer, self.head))

    @property
    def file_name(self) -> str:
        """The export's name without its ending; not yet made safe for a file system."""
        return f"{self.organisation}_营商环境自查整改清单_{self.period}_{self.printed:%Y%m%d}"


def signer_lines(labels: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """Each label with its name behind it; those without a name are left to be written."""
    return tuple(
        f"{label}：{names[at] if at < len(names) else ''}" for at, label in enumerate(labels)
    )


def rectification_list(
    filled: FilledCheck,
    editions: Mapping[str, Edition],
    printed: date,
    columns: tuple[ListColumn, ...] = DEFAULT_COLUMNS,
) -> RectificationList:
    """Freeze the list of a self-check's findings, as printed on that day."""
    organisation = filled.check.organisation
    edition = editions.get(filled.checklist.edition)
    return RectificationList(
        organisation=organisation.name,
        centre=organisation.centre_name,
        superiors="".join(organisation.path),
        sample=organisation.sample,
        period=filled.check.period.label,
        checklist=f"{filled.checklist.title}（第{filled.checklist.version}版）",
        regulation=regulation_line(edition),
        score_line=score_line(filled),
        complete=filled.card.complete,
        columns=columns,
        rows=list_rows(filled, editions),
        printed=printed,
        preparer=filled.check.preparer,
        reviewer=filled.check.reviewer,
        head=filled.check.head,
    )


def list_rows(filled: FilledCheck, editions: Mapping[str, Edition]) -> tuple[ListRow, ...]:
    """A self-check's findings as papers list them, in the checklist's order."""
    names = {dimension.code: dimension.name for dimension in filled.checklist.dimensions}
    return tuple(
        _row(number, view, names[view.item.dimension], filled, editions)
        for number, view in enumerate(filled.findings, 1)
    )


def score_line(filled: FilledCheck) -> str:
    """The score in one line; while items are open, both figures with their names."""
    card = filled.card
    if card.total is None:
        return "没有可计分的检查项"
    if card.complete:
        line = f"自评分{money_like(card.total)}"
    else:
        part = "—" if card.filled_total is None else money_like(card.filled_total)
        progress = f"已填{card.answered}/{card.asked}项"
        line = f"{progress}，已填部分{part}，未填按0分{money_like(card.total)}"
    if card.grade:
        line += f"，等级{card.grade}"
    if card.vetoed_by:
        line += f"（{'、'.join(card.vetoed_by)}触发一票否决）"
    return line


def citation_labels(
    item: CheckItem,
    editions: Mapping[str, Edition],
    confirmed: ConfirmedCitation | None = None,
) -> tuple[str, ...]:
    """An item's 依据 as printed: superior law, policy, and the provincial article.

    The last is 待核 until it was `confirmed` in the official text; its regulation is named in full.
    """
    labels = []
    for citation in item.citations:
        edition = editions.get(citation.edition)
        name = (edition.short_title or edition.title) if edition else citation.edition
        labels.append(f"《{name}》{citation.label()}")
    if item.policy:
        labels.append(item.policy)
    labels.append(provincial_label(confirmed, editions) or PROVINCIAL_PENDING)
    return tuple(labels)


def provincial_label(confirmed: ConfirmedCitation | None, editions: Mapping[str, Edition]) -> str:
    """《黑龙江省优化营商环境条例》第三十六条第一款; empty while nothing is confirmed."""
    if confirmed is None:
        return ""
    edition = editions.get(confirmed.place.edition)
    return f"《{edition.title if edition else confirmed.place.edition}》{confirmed.place.label()}"


def _basis(
    item: CheckItem, editions: Mapping[str, Edition], confirmed: ConfirmedCitation | None
) -> tuple[str, ...]:
    """The labels a narrow column has room for: policy only where no law stands behind the item."""
    labels = citation_labels(item, editions, confirmed)
    return tuple(label for label in labels if not (item.citations and label == item.policy))


def regulation_line(edition: Edition | None) -> str:
    """An edition with the day it came into force: 《…条例》（2026年3月1日起施行）."""
    if edition is None:
        return ""
    since = edition.effective
    if since is None:
        return f"《{edition.title}》"
    return f"《{edition.title}》（{since.year}年{since.month}月{since.day}日起施行）"


def _row(
    number: int,
    view: FindingView,
    dimension: str,
    filled: FilledCheck,
    editions: Mapping[str, Edition],
) -> ListRow:
    comeback = filled.comebacks.get(view.item.code)
    return ListRow(
        number=number,
        dimension=dimension,
        code=view.item.code,
        title=view.item.title,
        basis=_basis(view.item, editions, filled.provincial.get(view.item.code)),
        problem=f"{view.problem}{comeback.mark if comeback else ''}",
        measures=view.measures,
        unit=view.finding.unit,
        person=view.finding.person,
        leader=view.finding.leader,
        due=view.due,
        progress=finding_progress(view),
        history=_history(view),
        remark=view.finding.remark,
    )


def _history(view: FindingView) -> tuple[str, ...]:
    if not view.log.events:
        return ()
    from bizenv_desktop.domain.findings.lifecycle_words import history_lines

    return tuple(line.text for line in history_lines(view.log, view.looks))


def finding_progress(view: FindingView) -> str:
    """整改情况 as papers show it: the state first, once a step was taken."""
    words, log = view.finding.progress, view.log
    if not log.effective:
        return words
    state = log.state.label
    if log.closing is not None:
        day = log.closing.at
        state += f"（{day.year}年{day.month}月{day.day}日，复核人{log.closing.who}）"
    elif log.returned:
        state = "退回整改"
    return f"{state}；{words}" if words.strip() else state


def columns_to_setting(columns: tuple[ListColumn, ...]) -> list[dict[str, Any]]:
    """Columns as plain JSON, to be kept in the database."""
    return [
        {"key": entry.key, "title": entry.title, "width": entry.width, "shown": entry.shown}
        for entry in columns
    ]


def columns_from_setting(value: object) -> tuple[ListColumn, ...]:
    """Columns from a kept setting; what is missing or odd in it falls back to the default."""
    defaults = {column.key: column for column in DEFAULT_COLUMNS}
    columns: list[ListColumn] = []
    for entry in value if isinstance(value, list) else []:
        key = entry.get("key") if isinstance(entry, dict) else None
        if isinstance(key, str) and key in defaults:
            columns.append(_column(defaults.pop(key), entry))
    columns.extend(defaults.values())
    return tuple(columns) if any(column.shown for column in columns) else DEFAULT_COLUMNS


def _column(default: ListColumn, entry: dict[str, Any]) -> ListColumn:
    title, width, shown = entry.get("title"), entry.get("width"), entry.get("shown")
    column = default
    if isinstance(title, str) and title.strip():
        column = replace(column, title=title.strip())
    if isinstance(width, int | float) and _NARROWEST <= width <= _WIDEST:
        column = replace(column, width=float(width))
    if isinstance(shown, bool):
        column = replace(column, shown=shown)
    return column
