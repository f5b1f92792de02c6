# SPDX-License-Identifier: MIT
"""The papers a superior prints of what it received: records from the store, files from records."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bizenv_desktop.actions import own_organisation
from bizenv_desktop.actions.consolidation_actions import (
    consolidated,
    due_days,
    losing_units,
    received_check,
    unit_findings,
    used_checklists,
    wall,
)
from bizenv_desktop.domain.exchange.comparability import rank
from bizenv_desktop.domain.findings.lifecycle import State
from bizenv_desktop.domain.papers.consolidated_draft import common_items, draft_consolidated
from bizenv_desktop.domain.papers.consolidated_head import consolidated_head
from bizenv_desktop.domain.papers.consolidated_records import (
    ConsolidatedList,
    ConsolidatedReport,
    ScoreTable,
    SharedRow,
    UrgePaper,
    WallPaper,
    shared_groups,
    urged_units,
)
from bizenv_desktop.domain.papers.paper_head import paper_file_name
from bizenv_desktop.domain.papers.paper_settings import (
    PaperSettings,
    settings_from_json,
    settings_to_json,
)
from bizenv_desktop.domain.papers.rectification_list import finding_progress
from bizenv_desktop.domain.papers.report_draft import merge_edits
from bizenv_desktop.domain.period import Period
from bizenv_desktop.errors import UserError
from bizenv_desktop.files import safe_file_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from bizenv_desktop.domain.exchange.consolidation import UnitFigures
    from bizenv_desktop.domain.exchange.finding_figures import UnitFinding
    from bizenv_desktop.domain.exchange.wall import Coverage
    from bizenv_desktop.domain.organisation import Organisation
    from bizenv_desktop.domain.papers.consolidated_records import ConsolidatedRecord
    from bizenv_desktop.domain.papers.paper_head import PaperHead
    from bizenv_desktop.domain.papers.paper_kinds import PaperFormat, PaperKind
    from bizenv_desktop.storage import Change, Store

SETTING = "paper_consolidated"
"""The setting that keeps name and signatories of these papers."""
MOST_OPENED = 200
"""A list of more units than these has the items' titles alone: their packages stay shut."""


def consolidated_settings(store: Store) -> PaperSettings:
    """How this database wants these papers written."""
    return settings_from_json(store.setting(SETTING))


def save_consolidated_settings(store: Store, settings: PaperSettings) -> Change:
    """Remember how these papers are written."""
    return store.save_setting(SETTING, settings_to_json(settings))


def consolidated_paper(
    store: Store,
    kind: PaperKind,
    period_code: str,
    today: date,
    *,
    under: str = "",
    by_item: bool = False,
    as_list: bool = False,
    ranking: bool = False,
    periods: Sequence[str] = (),
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> ConsolidatedRecord:
    """A paper of that kind as everything stands, printed `today`.

    `by_item` gathers the list by check item, `as_list` puts all that are urged into one table,
    `ranking` adds places to the table of scores; a wall may show several `periods`. `UserError`
    before it was said whose database this is.
    """
    match kind.id:
        case "list":
            return _list(store, kind, period_code, today, under, by_item, tick)
        case "report":
            return _report(store, kind, period_code, today, under)
        case "scores":
            return _scores(store, kind, period_code, today, under, ranking)
        case "urge":
            return _urge(store, kind, period_code, today, under, as_list)
        case _:
            return _wall(store, kind, periods or (period_code,), today, under)


def consolidated_file(record: ConsolidatedRecord, form: PaperFormat) -> str:
    """The name such a paper is offered under, safe on every file system."""
    head = record.head
    name = paper_file_name(head.organisation, head.kind, head.period, head.printed)
    return safe_file_name(f"{name}.{form}")


def _head(
    store: Store,
    kind: PaperKind,
    periods: Iterable[str],
    coverage: Coverage,
    today: date,
    under: str,
    *,
    sample: bool = False,
) -> PaperHead:
    codes = list(periods)
    checklists = [
        versions[0]
        for code in codes
        for versions in used_checklists(store, code, under=under).values()
        if versions
    ]
    labels = "、".join(Period.parse(code).label for code in codes)
    return consolidated_head(
        kind,
        _own(store),
        labels,
        checklists,
        coverage,
        today,
        consolidated_settings(store),
        sample=sample,
    )


def _own(store: Store) -> Organisation:
    own = own_organisation(store)
    if own is None:
        raise UserError("还没有设定本单位；请先在设置里选定本单位，再生成汇总材料。")
    return own


def _report(
    store: Store, kind: PaperKind, period: str, today: date, under: str
) -> ConsolidatedReport:
    figures = consolidated(store, period, today, under=under)
    head = _head(
        store, kind, (period,), figures.coverage, today, under, sample=_all_made_up(figures.units)
    )
    losers = {
        (each.family, each.code): [
            loss.marked for loss in losing_units(store, period, each.family, each.code, under=under)
        ]
        for each in common_items(figures)
    }
    findings = unit_findings(store, period, under=under)
    draft = draft_consolidated(figures, findings, losers, head.centre)
    return ConsolidatedReport(head, figures, merge_edits(draft, {}))


def _scores(
    store: Store, kind: PaperKind, period: str, today: date, under: str, ranking: bool
) -> ScoreTable:
    figures = consolidated(store, period, today, under=under)
    made_up = _all_made_up(figures.units)
    head = _head(store, kind, (period,), figures.coverage, today, under, sample=made_up)
    return ScoreTable(head, figures, rank(figures.units, figures.titles) if ranking else None)


def _wall(
    store: Store, kind: PaperKind, periods: Sequence[str], today: date, under: str
) -> WallPaper:
    found = wall(store, periods, today, under=under)
    return WallPaper(_head(store, kind, periods, found.coverage[0], today, under), found)


def _urge(
    store: Store, kind: PaperKind, period: str, today: date, under: str, as_list: bool
) -> UrgePaper:
    found = wall(store, (period,), today, under=under)
    coverage = found.coverage[0]
    head = _head(store, kind, (period,), coverage, today, under)
    due = due_days(store).get(found.periods[0].code)
    return UrgePaper(head, coverage.sentence, urged_units(found.rows), due, as_list)


def _list(
    store: Store,
    kind: PaperKind,
    period: str,
    today: date,
    under: str,
    by_item: bool,
    tick: Callable[[int, int], None],
) -> ConsolidatedList:
    still = [state for state in State if state is not State.CLOSED]
    findings = unit_findings(store, period, under=under, states=still)
    by_unit: defaultdict[str, list[UnitFinding]] = defaultdict(list)
    for finding in findings:
        by_unit[finding.organisation].append(finding)
    whole = len(by_unit) <= MOST_OPENED
    rows: list[SharedRow] = []
    for done, (organisation, own) in enumerate(by_unit.items()):
        tick(done, len(by_unit))
        rows += (
            _opened_rows(store, organisation, period, own, today)
            if whole
            else [_plain_row(finding, today) for finding in own]
        )
    tick(len(by_unit), len(by_unit))
    found = wall(store, (period,), today, under=under).coverage[0]
    made_up = bool(findings) and all(finding.sample for finding in findings)
    head = _head(store, kind, (period,), found, today, under, sample=made_up)
    groups = shared_groups(rows, by_item=by_item)
    return ConsolidatedList(head, found.sentence, groups, by_item, whole)


def _plain_row(finding: UnitFinding, today: date) -> SharedRow:
    over = finding.days_over(today)
    return SharedRow(finding, finding.dimension, finding.title, "", finding.state.label, over)


def _opened_rows(
    store: Store, organisation: str, period: str, findings: Iterable[UnitFinding], today: date
) -> list[SharedRow]:
    """The rows of one unit in its own words."""
    filled = received_check(store, organisation, period, today)
    if filled is None:  # its receipt was taken back while this list is made
        return [_plain_row(finding, today) for finding in findings]
    views = {view.item.code: view for view in filled.findings}
    rows = []
    for finding in findings:
        view = views.get(finding.item)
        if view is None:
            rows.append(_plain_row(finding, today))
            continue
        comeback = filled.comebacks.get(finding.item)
        rows.append(
            SharedRow(
                finding,
                finding.dimension,
                f"{view.problem}{comeback.mark if comeback else ''}",
                view.measures,
                finding_progress(view) or finding.state.label,
                finding.days_over(today),
            )
        )
    return rows


def _all_made_up(units: Sequence[UnitFigures]) -> bool:
    return bool(units) and all(unit.sample for unit in units)
