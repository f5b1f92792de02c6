# SPDX-License-Identifier: MIT
"""What the commands of 汇总 say, in lines for people and in records for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bizenv_desktop.domain.arithmetic import money_like, plain
from bizenv_desktop.domain.exchange.header import check_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from bizenv_desktop.domain.exchange.comparability import Ranking
    from bizenv_desktop.domain.exchange.consolidation import (
        Consolidation,
        ItemFigures,
        Mean,
        UnitFigures,
        UnitLoss,
    )
    from bizenv_desktop.domain.exchange.finding_figures import Tally, UnitFinding
    from bizenv_desktop.domain.exchange.unit_view import UnitView
    from bizenv_desktop.domain.exchange.wall import Coverage, Wall, WallCell
    from bizenv_desktop.domain.regulations.regulation import Edition

Record = dict[str, Any]


def figures_lines(figures: Consolidation, ranking: Ranking | None) -> Iterator[str]:
    """The period in words, coverage first."""
    yield figures.coverage.sentence
    whole = figures.whole
    if whole.rate is not None:
        words = f"总得分率{money_like(whole.rate)}%：{whole.words}"
        if whole.plain is not None and whole.median is not None:
            words += f"；总分平均{money_like(whole.plain)}，中位数{money_like(whole.median)}"
        yield words
    for each in figures.dimensions:
        yield f"  {each.name}：{each.mean.words}"
    for unit in figures.units:
        yield f"{unit.code} {unit.name}：{_total(unit)}，问题{unit.findings}个，销号{unit.closed}个"
    found = figures.findings.whole
    if found.total:
        yield (
            f"问题{found.total}个，没有销号{found.open}个，其中逾期{found.overdue}个、"
            f"七日内到期{found.soon}个"
        )
    for tally in figures.findings.kinds:
        yield f"  {tally.name}：{tally.total}个，没有销号{tally.open}个"
    yield from figures.notes
    if ranking is not None:
        yield ranking.words
        for place in ranking.ranked:
            yield f"  第{place.place}位 {place.unit.name} {_number(place.unit.total)}"
        for unit, why in ranking.left_out:
            yield f"  不参加比较 {unit.name}：{why}"


def _total(unit: UnitFigures) -> str:
    words = "没有可计分的检查项" if unit.total is None else f"{money_like(unit.total)}分"
    if unit.change is not None:
        words += f"（比上期{'+' if unit.change >= 0 else ''}{money_like(unit.change)}）"
    return words


def figures_record(figures: Consolidation, ranking: Ranking | None) -> Record:
    """The period for programs; decimals are strings."""
    record: Record = {
        "period": figures.period.code,
        "under": figures.under,
        "coverage": coverage_record(figures.coverage),
        "whole": _mean(figures.whole),
        "dimensions": [
            {"code": each.code, "name": each.name, **_mean(each.mean)}
            for each in figures.dimensions
        ],
        "units": [_unit(unit) for unit in figures.units],
        "items": [item_record(each, None) for each in figures.items],
        "findings": {
            **_tally(figures.findings.whole),
            "states": {str(state): count for state, count in figures.findings.states},
            "kinds": [_tally(each) for each in figures.findings.kinds],
            "dimensions": [_tally(each) for each in figures.findings.dimensions],
        },
        "notes": list(figures.notes),
    }
    if ranking is not None:
        record["ranking"] = {
            "compares": ranking.words,
            "places": [
                {"place": each.place, "code": each.unit.code, "total": _number(each.unit.total)}
                for each in ranking.ranked
            ],
            "left_out": [{"code": unit.code, "reason": why} for unit, why in ranking.left_out],
        }
    return record


def coverage_record(coverage: Coverage) -> Record:
    """How complete the figures are."""
    return {
        "expected": coverage.expected,
        "reported": coverage.reported,
        "missing": list(coverage.missing),
        "unlisted": list(coverage.unlisted),
        "sentence": coverage.sentence,
    }


def _unit(unit: UnitFigures) -> Record:
    return {
        "code": unit.code,
        "name": unit.standing.name,
        "sample": unit.sample,
        "total": _number(unit.total),
        "before": _number(unit.before),
        "change": _number(unit.change),
        "grade": unit.grade,
        "vetoed_by": list(unit.vetoed_by),
        "answered": unit.answered,
        "asked": unit.asked,
        "findings": unit.findings,
        "closed": unit.closed,
        "checklist": unit.standing.checklist,
        "checklist_version": unit.standing.checklist_version,
        "package": unit.standing.package,
        "revision": unit.standing.revision,
        "fork": bool(unit.standing.others),
        "returned": unit.standing.returned,
        "dimensions": [
            {
                "code": each.code,
                "name": each.name,
                "score": plain(each.score),
                "points": plain(each.points),
                "rate": _number(each.rate),
            }
            for each in unit.dimensions
        ],
    }


def _mean(mean: Mean) -> Record:
    return {
        "units": mean.units,
        "score": plain(mean.score),
        "points": plain(mean.points),
        "rate": _number(mean.rate),
        "mean": _number(mean.plain),
        "median": _number(mean.median),
        "explanation": mean.words,
    }


def _tally(tally: Tally) -> Record:
    return {
        "name": tally.name,
        "total": tally.total,
        "open": tally.open,
        "closed": tally.closed,
        "overdue": tally.overdue,
        "soon": tally.soon,
        "recurring": tally.recurring,
    }


def wall_lines(wall: Wall) -> Iterator[str]:
    """The wall, a line a unit and period."""
    for at, coverage in enumerate(wall.coverage):
        yield coverage.sentence
        if due := wall.due[at]:
            yield f"上报期限{due}。"
    for row in wall.rows:
        name = f"{row.unit.name}（名单外）" if row.is_unlisted else row.unit.name
        for period, cell in zip(wall.periods, row.cells, strict=True):
            when = f" {period.code}" if len(wall.periods) > 1 else ""
            more = "" if cell.words == cell.state.label else f" {cell.words}"
            yield f"{row.unit.code} {name}{when} {cell.state.label}{more}"
    if wall.waiting:
        yield f"另有{wall.waiting}个包的密钥没有登记，没有计入。"


def wall_record(wall: Wall) -> Record:
    """The wall for programs."""
    return {
        "periods": [
            {
                "period": period.code,
                "due": due.isoformat() if due else None,
                "coverage": coverage_record(coverage),
            }
            for period, due, coverage in zip(wall.periods, wall.due, wall.coverage, strict=True)
        ],
        "units": [
            {
                "code": row.unit.code,
                "name": row.unit.name,
                "expected": row.unit.expected,
                "cells": [
                    _cell(period.code, cell)
                    for period, cell in zip(wall.periods, row.cells, strict=True)
                ],
            }
            for row in wall.rows
        ],
        "waiting_for_keys": wall.waiting,
    }


def _cell(period: str, cell: WallCell) -> Record:
    record: Record = {"period": period, "state": cell.state.value, "words": cell.words}
    if cell.standing is not None:
        record["package"] = cell.standing.package
        record["check_code"] = check_code(cell.standing.package)
        record["revision"] = cell.standing.revision
        record["arrived"] = cell.standing.arrived
    return record


def item_lines(item: ItemFigures, units: Sequence[UnitLoss] | None) -> Iterator[str]:
    """An item, and the units that lose points on it where they were asked for."""
    yield f"{item.code} {item.title}：{item.words}"
    for unit in units or ():
        yield f"  {unit.organisation} {unit.marked}：失{money_like(unit.lost)}分"


def item_record(item: ItemFigures, units: Sequence[UnitLoss] | None) -> Record:
    """An item for programs."""
    record: Record = {
        "family": item.family,
        "code": item.code,
        "title": item.title,
        "dimension": item.dimension,
        "kind": item.kind,
        "losing": item.losing,
        "asked": item.asked,
        "full": item.full,
        "part": item.part,
        "none": item.none,
        "not_applicable": item.not_applicable,
        "unanswered": item.unanswered,
        "points": plain(item.points),
        "score": plain(item.score),
        "lost": plain(item.lost),
        "rate": _number(item.rate),
    }
    if units is not None:
        record["units"] = [
            {"code": unit.organisation, "name": unit.name, "lost": plain(unit.lost)}
            for unit in units
        ]
    return record


def finding_line(finding: UnitFinding, today: date) -> str:
    """A finding in one line."""
    over = finding.days_over(today)
    late = f"，逾期{over}天" if over else ""
    where = f"{finding.organisation} {finding.marked}"
    return (
        f"{where} {finding.item} {finding.title} {finding.state.label} "
        f"时限{finding.due}{late} {finding.unit} {finding.person}"
    ).rstrip()


def finding_record(finding: UnitFinding, today: date) -> Record:
    """A finding for programs."""
    return {
        "organisation": finding.organisation,
        "name": finding.name,
        "item": finding.item,
        "check_item": finding.check_item,
        "dimension": finding.dimension,
        "kind": finding.kind,
        "title": finding.title,
        "state": str(finding.state),
        "raised": finding.raised.isoformat(),
        "due": finding.due.isoformat(),
        "days_over": finding.days_over(today),
        "lost": plain(finding.lost),
        "unit": finding.unit,
        "person": finding.person,
        "recurrence": finding.recurrence,
    }


def unit_lines(view: UnitView) -> Iterator[str]:
    """One unit: the package, the score item by item, findings, against the last period."""
    check, card = view.filled.check, view.filled.card
    yield f"{check.organisation.full_name} {check.period.label}：{view.words}"
    if view.fork_words:
        yield view.fork_words
    yield card.explanation
    for entry in card.items:
        yield f"{entry.item.code} {entry.item.title}：{entry.explanation}"
    for finding in view.filled.findings:
        state = finding.log.state.label
        yield f"问题 {finding.item.code} {state} 时限{finding.due} {finding.problem}"
    comparison = view.comparison
    if comparison is not None:
        yield f"与{comparison.before}比：{comparison.basis}"
        for change in (*comparison.better, *comparison.worse):
            sign = "+" if change.gain > 0 else ""
            yield f"  {change.code} {change.title} {sign}{plain(change.gain)}分"


def unit_record(view: UnitView, editions: Mapping[str, Edition]) -> Record:
    """One unit for programs: what `score --json` gives, and the package it comes from."""
    from bizenv_desktop.domain.papers.score_report import score_record

    record, comparison = view.record, view.comparison
    return {
        **score_record(view.filled, editions),
        "package": {
            "id": record.id,
            "check_code": record.code,
            "revision": record.revision,
            "made": record.made,
            "arrived": record.arrived,
            "submitted_by": view.submitted_by,
            "device": view.device_name,
        },
        "others": [other.id for other in view.others],
        "missing_photos": sorted(view.missing_photos),
        "comparison": None
        if comparison is None
        else {
            "before": comparison.before,
            "basis": comparison.basis,
            "changes": [
                {
                    "code": change.code,
                    "before": plain(change.before),
                    "after": plain(change.after),
                }
                for change in (*comparison.better, *comparison.worse)
            ],
        },
    }


def _number(number: Decimal | None) -> str | None:
    return None if number is None else money_like(number)
