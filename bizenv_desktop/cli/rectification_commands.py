# SPDX-License-Identifier: MIT
"""The commands on findings: their steps, deadlines and histories, and what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bizenv_desktop.cli.chinese_click import ChineseGroup
from bizenv_desktop.cli.command_parts import (
    JSON_OPTION,
    PERIOD_OPTION,
    filled_check,
    now,
    open_store,
    parse_day,
    print_json,
)
from bizenv_desktop.cli.followup_commands import followup, look_record, looked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from bizenv_desktop.domain.findings.lifecycle import Event, Step
    from bizenv_desktop.domain.findings.rectification import FindingView

_STEPS = (
    "start",
    "submit",
    "close",
    "return",
    "take_back",
)  # not read from the enum: help is light
_BY = click.option("--by", required=True, metavar="姓名", help="办理人；复核时为复核人。")
_WORDS = click.option("--words", default="", metavar="文字", help="说明；退回和延期要写理由。")


@click.group(cls=ChineseGroup, help="整改问题：列出、办理、延期、查看过程。")
def finding() -> None:
    """What is to be put right, and what was done about it."""


@finding.command("list", help="列出整改问题的状态和时限。")
@click.option("--open", "only_open", is_flag=True, help="只列没有销号的。")
@PERIOD_OPTION
@JSON_OPTION
@click.pass_obj
def list_(database: Path | None, only_open: bool, period: str | None, as_json: bool) -> None:
    """Findings with their states."""
    with open_store(database, read_only=True) as store:
        check = filled_check(store, period)
    views = [view for view in check.findings if view.is_open or not only_open]
    if as_json:
        print_json([_finding_record(view, check.today) for view in views])
        return
    for view in views:
        who = view.finding.person or "未定责任人"
        state = "退回整改" if view.log.returned else view.log.state.label
        click.echo(f"{view.item.code}\t{state}\t{view.due:%Y-%m-%d}\t{who}\t{view.item.title}")
    click.echo(f"共{len(views)}个问题")


@finding.command("step", help="办理一步：开始整改、报请复核、同意销号、退回、撤回。")
@click.argument("step", type=click.Choice(_STEPS), metavar="步骤")
@click.argument("codes", nargs=-1, required=True, metavar="编号…")
@_BY
@_WORDS
@PERIOD_OPTION
@JSON_OPTION
@click.pass_obj
def step_(
    database: Path | None,
    step: str,
    codes: tuple[str, ...],
    by: str,
    words: str,
    period: str | None,
    as_json: bool,
) -> None:
    """One step about some findings, all or none: start submit close return take_back."""
    from bizenv_desktop.domain.findings.lifecycle import Step

    _take(database, period, codes, Step(step), by, words, None, as_json=as_json)


@finding.command("extend", help="延长一个问题的整改时限。")
@click.argument("code", metavar="编号")
@click.option("--to", "until", required=True, metavar="日期", help="延到哪天，如 2026-12-15。")
@_BY
@_WORDS
@PERIOD_OPTION
@JSON_OPTION
@click.pass_obj
def extend(
    database: Path | None,
    code: str,
    until: str,
    by: str,
    words: str,
    period: str | None,
    as_json: bool,
) -> None:
    """Another deadline; the old one stays in the history."""
    from bizenv_desktop.domain.findings.lifecycle import Step

    _take(database, period, (code,), Step.EXTEND, by, words, parse_day(until), as_json=as_json)


@finding.command("history", help="显示一个问题的办理过程。")
@click.argument("code", metavar="编号")
@PERIOD_OPTION
@JSON_OPTION
@click.pass_obj
def history(database: Path | None, code: str, period: str | None, as_json: bool) -> None:
    """Every step with who, when and words."""
    from bizenv_desktop.actions import rectification_actions as desk
    from bizenv_desktop.domain.findings.lifecycle_words import history_lines

    with open_store(database, read_only=True) as store:
        view = desk.finding_of(filled_check(store, period), code)
    if as_json:
        print_json(list(_history_records(view)))
        return
    click.echo(f"{view.item.code} {view.item.title}：{view.log.state.label}")
    click.echo(f"整改时限{view.due:%Y-%m-%d}（{view.due_explained}）")
    for line in history_lines(view.log, view.looks):
        click.echo(line.text)


@finding.command("limit", help="显示或设定一个问题最多延期几次。")
@click.argument("number", type=int, required=False, metavar="[次数]")
@JSON_OPTION
@click.pass_obj
def limit(database: Path | None, number: int | None, as_json: bool) -> None:
    """How often a deadline may be put off."""
    from bizenv_desktop.actions import rectification_actions as desk

    with open_store(database, read_only=number is None) as store:
        if number is not None:
            desk.set_most_extensions(store, number)
        most = desk.most_extensions(store)
    if as_json:
        print_json({"most_extensions": most})
    else:
        click.echo(f"每个问题最多延期{most}次")


finding.add_command(followup)
finding.add_command(looked)


def _take(
    database: Path | None,
    period: str | None,
    codes: tuple[str, ...],
    step: Step,
    by: str,
    words: str,
    until: date | None,
    *,
    as_json: bool,
) -> None:
    from bizenv_desktop.actions import rectification_actions as desk

    with open_store(database, read_only=False) as store:
        check = filled_check(store, period)
        desk.take_steps(store, check, codes, step, who=by, at=now(), words=words, new_due=until)
        check = filled_check(store, period)
        views = [desk.finding_of(check, code) for code in codes]
    if as_json:
        print_json([_finding_record(view, check.today) for view in views])
        return
    for view in views:
        click.echo(f"{view.item.code} {step.label}：现在是{view.log.state.label}，时限{view.due}")


def _finding_record(view: FindingView, day: date) -> dict[str, Any]:
    return {
        "code": view.item.code,
        "check_item": view.check_item,
        "source": "visit" if view.visit else "self_check",
        "state": str(view.log.state),
        "returned": view.log.returned,
        "problem": view.problem,
        "unit": view.finding.unit,
        "person": view.finding.person,
        "raised": view.finding.raised.isoformat(),
        "due": view.due.isoformat(),
        "overdue_days": max(0, (day - view.due).days) if view.is_open else 0,
        "put_right": view.is_open and view.is_put_right,
        "extensions": len(view.log.extensions),
    }


def _history_records(view: FindingView) -> Iterator[dict[str, Any]]:
    """Steps in their order, looks back behind the closing they went back to."""
    for place, event in enumerate(view.log.events, 1):
        yield _event_record(event)
        yield from (look_record(look) for look in view.looks if look.closing == place)


def _event_record(event: Event) -> dict[str, Any]:
    return {
        "step": str(event.step),
        "at": event.at.isoformat(),
        "who": event.who,
        "words": event.words,
        "responsible": event.responsible,
        "old_due": event.old_due.isoformat() if event.old_due else None,
        "new_due": event.new_due.isoformat() if event.new_due else None,
    }
